"""Om en text nämner en person vid för- och efternamn. Rent, utan Django."""

import re

GRANS = r"[\w-]"
"""Ett namn börjar och slutar vid ett ord: Ann Ek finns inte i Johann Eklund, och inte i Karin-Ann Ek."""


def names_person(text: str, fornamn: str, efternamn: str) -> bool:
    """Whether the text has both names beside each other, in either order, whatever the case; also in the genitive."""
    fornamn, efternamn = _words(fornamn), _words(efternamn)
    if not fornamn or not efternamn:
        return False
    ord_i_text = _words(text)
    namn = [helt for helt in (f"{fornamn} {efternamn}", f"{efternamn} {fornamn}") if helt in ord_i_text]
    return any(re.search(rf"(?<!{GRANS}){re.escape(helt)}s?(?!{GRANS})", ord_i_text) for helt in namn)


def _words(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())
