"""En uppgift om en assistent skickar tillbaka de obetalda fakturor som vilar på hens tid."""

from datetime import date
from functools import partial

import pytest

from beslut.services.assistant_notes import answer_note, end_note, register_note, strike_note
from fakturor.flode import Status
from fakturor.models import Faktura
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_arende,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_person,
    build_redovisning,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db


def build_note(slag, **falt):
    varden = {"galler_fran": date(2015, 5, 4), "galler_tom": None, "kalla": "Samtal med anordnaren"} | falt
    return register_note(person=build_person(ASSISTENTENS_NUMMER), slag=slag, by=build_handlaggare(), at=NU, **varden)


def reopened(faktura):
    return Faktura.objects.get(pk=faktura.pk).status == Status.MOTTAGEN


def attested():
    return bring_to(build_arende().faktura, Status.GRANSKAD)


def test_invoices_that_rest_on_the_assistants_time_are_controlled_again():
    faktura = attested()
    annan = build_redovisning(build_brukare("LSS-ANNAN", "198512119897"), faktura.anordnare)
    utan_henne = bring_to(build_faktura(annan, nummer="5"), Status.KONTROLLERAD)

    build_note("ledig", galler_fran=date(2015, 5, 31), galler_tom=date(2015, 6, 1))

    assert reopened(faktura)
    assert not reopened(utan_henne)


@pytest.mark.parametrize(
    ("fran", "tom"), [(date(2015, 6, 1), None), (date(2015, 4, 1), date(2015, 4, 30))], ids=["after", "before"]
)
def test_days_of_other_months_leave_the_invoice_alone(fran, tom):
    faktura = attested()

    build_note("ledig", galler_fran=fran, galler_tom=tom)

    assert not reopened(faktura)


@pytest.mark.parametrize(
    "gor",
    [
        partial(answer_note, besvarad=date(2015, 6, 1)),
        partial(end_note, galler_tom=date(2015, 5, 6)),
        partial(strike_note, skal="Fel person"),
    ],
    ids=["answer", "end", "strike"],
)
def test_what_is_done_with_it_is_told_too(gor):
    uppgift = build_note("formaga")
    faktura = attested()

    gor(uppgift=uppgift, by=build_handlaggare(), at=NU)

    assert reopened(faktura)
