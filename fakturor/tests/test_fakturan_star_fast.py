"""What the database keeps as it came, tried by raw SQL: invoices, their lines, and time rows."""

import pytest

from fakturor.flode import Status
from fakturor.models import Faktura
from tests.byggstenar import Arende, build_arende
from tests.byggstenar_kontroll import bring_to
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return arende.faktura


def test_the_same_supplier_and_number_comes_once(faktura):
    with refused("faktura_en_gang"):
        copy_row("fakturor_faktura", faktura.pk)


@pytest.mark.parametrize("kolumn", ["att_betala", "nummer", "konton", "fakturadatum"])
def test_what_stands_on_an_invoice_is_not_changed(faktura, kolumn):
    nytt = {"att_betala": "1.00", "nummer": "1", "konton": "[]", "fakturadatum": "2015-06-03"}[kolumn]

    with refused("Det som står på en mottagen faktura ändras inte."):
        execute(f"UPDATE fakturor_faktura SET {kolumn} = %s WHERE id = %s", [nytt, faktura.pk])


def test_an_invoice_its_lines_and_its_time_are_not_removed(arende):
    with refused("En fakturarad tas inte bort."):
        execute("DELETE FROM fakturor_fakturarad WHERE faktura_id = %s", [arende.faktura.pk])
    with refused("En faktura tas inte bort."):
        execute("DELETE FROM fakturor_faktura WHERE id = %s", [arende.faktura.pk])
    with refused("En tidrad tas inte bort"):
        execute("DELETE FROM fakturor_tidrad WHERE rapport_id = %s", [arende.rapport.pk])


def test_what_a_line_says_is_not_changed(faktura):
    with refused("Det som står på en fakturarad ändras inte."):
        execute("UPDATE fakturor_fakturarad SET belopp = 1 WHERE faktura_id = %s", [faktura.pk])


def test_the_matching_of_a_controlled_invoice_is_not_changed(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    with refused("Parningen av en rad på en faktura som är kontrollerad ändras inte."):
        execute("UPDATE fakturor_fakturarad SET redovisning_id = NULL WHERE faktura_id = %s", [faktura.pk])
    with refused("Parningen av en kontrollerad faktura ändras inte."):
        execute("UPDATE fakturor_faktura SET anordnare_id = NULL WHERE id = %s", [faktura.pk])


def test_a_time_row_is_not_changed(arende):
    with refused("En tidrad ändras inte"):
        execute("UPDATE fakturor_tidrad SET minuter = 1 WHERE rapport_id = %s", [arende.rapport.pk])
