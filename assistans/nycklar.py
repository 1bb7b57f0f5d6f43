"""Nycklar till gränssnittet för program (API): vad de får, och om den som visas upp gäller."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from assistans.models import ApiNyckel, User

RATT_FOR = {
    ApiNyckel.Omfang.LASA_IN: "fakturor.las_in",
    ApiNyckel.Omfang.KORA: "kontroller.starta_korning",
    ApiNyckel.Omfang.LASA: "kontroller.se_manad",
    ApiNyckel.Omfang.FORHANDSPROV: "kontroller.forhandsprova",
}
"""The right that the user behind a key must have for each scope, now as when it was issued. None of them attests."""
INLEDNING = "ak_"
"""Begins every key, so that one that has gone astray is known for what it is."""
_SYNLIGA = 10
LANGST_TID = timedelta(days=366)


def make_secret() -> str:
    """A new key: 32 random bytes."""
    return INLEDNING + secrets.token_urlsafe(32)


def fingerprint(hemlighet: str) -> str:
    """What is stored of a key. It is random in all its length, so it needs no slow hash."""
    return hashlib.sha256(hemlighet.encode()).hexdigest()


def beginning(hemlighet: str) -> str:
    """What is left to know a key by."""
    return hemlighet[:_SYNLIGA]


def find_key(hemlighet: str, *, idag: date) -> ApiNyckel | None:
    """The key that is shown, if it is in force and the user behind it still works here. Compared in constant time."""
    found = None
    for nyckel in ApiNyckel.objects.filter(borjar=beginning(hemlighet)).select_related("user"):
        if hmac.compare_digest(nyckel.sha256, fingerprint(hemlighet)):
            found = nyckel
    return found if found and is_in_force(found, idag) else None


def is_in_force(nyckel: ApiNyckel, idag: date) -> bool:
    """Whether a key can be used on a day."""
    return nyckel.aterkallad is None and idag <= nyckel.galler_till and nyckel.user.aktiv


def may(nyckel: ApiNyckel, omfang: str) -> bool:
    """Whether the key carries a scope, and the user behind it the right that belongs to it."""
    return omfang in nyckel.omfang and nyckel.user.may(RATT_FOR[ApiNyckel.Omfang(omfang)])


def scopes_beyond(user: User, omfang: Iterable[str]) -> list[str]:
    """The scopes, in words, that the user has no right for."""
    return [ApiNyckel.Omfang(ett).label for ett in omfang if not user.may(RATT_FOR[ApiNyckel.Omfang(ett)])]
