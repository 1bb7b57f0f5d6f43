"""Byggstenar för det som inte har kommit: ett ärende som något tas ifrån, och en person utan något alls."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from beslut.models import Uppdrag
from fakturor.models import Tidrapport
from tests.byggstenar import (
    Arende,
    build_anordnare,
    build_beslut,
    build_brukare,
    build_konto,
    build_uppdrag,
)

NUMMER = ("198503079901", "198503089918", "198505259809", "198506079889")


@contextmanager
def without_gates() -> Iterator[None]:
    """Let a test take away what is written once, as if it had never come."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def withdraw_time(arende: Arende) -> None:
    with without_gates():
        arende.rapport.intyg.all().delete()
        arende.rapport.rader.all().delete()
        arende.rapport.delete()


def withdraw_certificate(rapport: Tidrapport, part: str) -> None:
    with without_gates():
        rapport.intyg.filter(part=part).delete()


def build_silent(referens: str = "LSS-TYST", personnummer: str = NUMMER[0], **falt) -> Uppdrag:
    """A person with a decision, from whose provider nothing has come."""
    brukare = build_brukare(referens, personnummer)
    build_beslut(brukare, diarienummer=f"SN {referens}")
    build_konto(build_anordnare())
    return build_uppdrag(brukare, build_anordnare(), **falt)
