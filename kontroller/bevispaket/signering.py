"""Installationens egen nyckel (Ed25519), som skriver under bevispaketen, och hur den visas för den som ska jämföra.

Nyckeln står i `ASSISTANS_SIGNERINGSNYCKEL`. På den egna datorn görs en första gången och sparas i `var/`, läsbar bara
för den som kör programmet. Den offentliga delen är det som kommunen lämnar till revisorn.
"""

import os
import re
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from assistans import embedded

FIL = "signeringsnyckel"
_NYCKEL = re.compile(r"[0-9a-f]{64}")
SAKNAS = (
    "Signeringsnyckeln saknas. Systemförvaltaren gör en med manage.py signeringsnyckel och sätter "
    "ASSISTANS_SIGNERINGSNYCKEL."
)
TRASIG = "ASSISTANS_SIGNERINGSNYCKEL ska vara 64 tecken, 0–9 och a–f."


class KeyMissing(Exception):
    """There is no key to sign with; the message is a sentence for the user."""


def signing_key() -> Ed25519PrivateKey:
    """The private key of the installation. Raises KeyMissing."""
    text = settings.SIGNERINGSNYCKEL or ("" if settings.PRODUKTION else _kept(settings.VAR))
    if not text:
        raise KeyMissing(SAKNAS)
    if not _NYCKEL.fullmatch(text):
        raise KeyMissing(TRASIG)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))


def new_key() -> str:
    """A private key as it is written in the environment."""
    return secrets.token_hex(32)


def public_key(nyckel: Ed25519PrivateKey) -> str:
    """The public part: 64 digits, as it is given to the auditor."""
    return nyckel.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def sign(nyckel: Ed25519PrivateKey, meddelande: bytes) -> bytes:
    """The signature as the file in the pack has it."""
    return f"{nyckel.sign(meddelande).hex()}\n".encode()


def in_groups(offentlig: str) -> str:
    """A public key in groups of eight, to be read aloud or compared."""
    return " ".join(offentlig[n : n + 8] for n in range(0, len(offentlig), 8))


def _kept(var: Path) -> str:
    """The key of one's own computer; it is made the first time. The first of several processes wins."""
    kept = var / FIL
    if not kept.exists():
        embedded.make_folder(var)
        draft = var / f"{FIL}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as fil:
            fil.write(new_key())
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()
