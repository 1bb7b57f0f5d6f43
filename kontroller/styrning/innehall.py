"""Ett dokuments innehåll som kanonisk JSON: samma innehåll ger samma text, och texten ger innehållet tillbaka. Utan
Django.
"""

import hashlib
import json
from typing import Any

Innehall = dict[str, Any]
"""Ord, tal, ja och nej, listor och objekt. Dagar skrivs ÅÅÅÅ-MM-DD och kronor som text med två decimaler."""


def canonical(innehall: Innehall) -> str:
    """The text that is stored and hashed: keys in order, no blanks."""
    return json.dumps(innehall, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Innehall:
    """The content of a stored document."""
    return json.loads(text)
