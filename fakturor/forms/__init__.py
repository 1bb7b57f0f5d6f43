"""Det som skrivs i webbläsaren om filer, fakturor, tid och intyg."""
