"""Ersättningsprocessen som dokument: stegen ur flödet, rollerna och rätterna, kontrollerna i regelverket som gäller, de
manuella stegen, attestordningen, och vad som görs olika efter avtalsform.
"""
