"""Vilket program det är: namnet, versionen, och ett avtryck av källkoden, så att två installationer går att jämföra."""

import hashlib
from functools import cache
from pathlib import Path

PROGRAM = "Assistanskontroll"
VERSION = "0.6"
_ROT = Path(__file__).resolve().parent.parent
_APPAR = ("assistans", "beslut", "fakturor", "kontroller")


@cache
def source_digest() -> str:
    """SHA-256 over the names and contents of every Python file of the four apps but tests: 64 digits."""
    hash_ = hashlib.sha256()
    filer = (fil for app in _APPAR for fil in (_ROT / app).rglob("*.py") if "tests" not in fil.parts)
    for namn, fil in sorted((fil.relative_to(_ROT).as_posix(), fil) for fil in filer):
        hash_.update(f"{namn}\0".encode())
        hash_.update(hashlib.sha256(fil.read_bytes()).digest())
    return hash_.hexdigest()
