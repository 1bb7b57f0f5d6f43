"""Att en ändrad byte i en lagrad rapport namnges."""

import pytest
from django.core.management import call_command
from django.db import connection

from assistans.roller import Roll
from kontroller.models import Kontrollrapport
from kontroller.rapport.verifiering import first_difference
from kontroller.services.signing import sign_report
from kontroller.tests.bygg_rapport import build_kontrollrapport
from tests.byggstenar import NU, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rapport() -> Kontrollrapport:
    return build_kontrollrapport()


def tampered(rapport: Kontrollrapport, sql: str) -> Kontrollrapport:
    """The report after somebody who owns the database has gone round its guard."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE kontroller_kontrollrapport DISABLE TRIGGER skriv_en_gang")
        cursor.execute(f"UPDATE kontroller_kontrollrapport SET {sql} WHERE id = %s", [rapport.pk])
        cursor.execute("ALTER TABLE kontroller_kontrollrapport ENABLE TRIGGER skriv_en_gang")
    return Kontrollrapport.objects.get(pk=rapport.pk)


def test_an_untouched_report_has_no_difference(rapport, capsys):
    assert first_difference(rapport) == ""

    with pytest.raises(SystemExit) as slut:
        call_command("verifiera_rapporter")

    assert (slut.value.code, capsys.readouterr().out) == (0, "1\u00a0rapport: varje byte är densamma.\n")


@pytest.mark.parametrize(
    ("sql", "sagt"),
    [
        ("innehall = replace(innehall, '80 timmar', '81 timmar')", "Innehållet stämmer inte med sin SHA-256."),
        ("pdf = set_byte(pdf, 999, 0)", "PDF:en är inte den som innehållet ger. Byte 1\u00a0000 är den första"),
        ("sammandrag = set_byte(sammandrag, 20, 0)", "Sammandraget är inte den som innehållet ger. Byte 21 är"),
        ("program = 'tidigare', pdf = set_byte(pdf, 999, 0)", "PDF:en stämmer inte med sin SHA-256."),
    ],
)
def test_one_changed_byte_is_named_with_its_report(rapport, capsys, sql, sagt):
    assert first_difference(tampered(rapport, sql)).startswith(sagt)

    with pytest.raises(SystemExit) as slut:
        call_command("verifiera_rapporter", str(rapport.pk))

    assert slut.value.code == 1
    assert capsys.readouterr().err.startswith(f"Rapport {rapport.pk}, maj\u00a02015: {sagt}")


def test_an_older_report_without_content_is_held_against_its_hash(rapport):
    aldre = tampered(rapport, "innehall = '', innehall_sha256 = '', program = '', sammandrag = NULL")

    assert first_difference(aldre) == ""


def test_a_report_that_is_whole_but_another_than_the_signed_is_named(rapport):
    sign_report(rapport=rapport, anteckning="", by=build_user("eva", Roll.CONTROLLER), at=NU)
    assert first_difference(Kontrollrapport.objects.get(pk=rapport.pk)) == ""

    andrad = "set_byte(pdf, 999, 0)"
    annan = tampered(rapport, f"program = 'tidigare', pdf = {andrad}, sha256 = encode(sha256({andrad}), 'hex')")

    assert first_difference(annan) == "Rapporten är inte den som är undertecknad."
