"""Varje gång någon ser efter hos IVO blir en rad som står kvar."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from beslut.models import Tillstandskontroll
from beslut.services.permits import change_permit, confirm_permit, record_look, register_permit
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_anordnare, build_user

pytestmark = pytest.mark.django_db

IDAG = date(2015, 6, 10)


@pytest.fixture
def tillstand():
    return build_anordnare().tillstand.get()


def look(tillstand, **falt) -> Tillstandskontroll:
    varden = {
        "datum": IDAG,
        "status": "beviljat",
        "kalla": "ivo_utdrag",
        "notering": "",
        "nasta_kontroll": date(2015, 9, 8),
    } | falt
    return record_look(tillstand=tillstand, by=build_user("olof"), at=NU, **varden)


def test_a_look_is_kept_and_moves_the_day_of_the_next(tillstand):
    look(tillstand, notering="Registrator svarade per telefon.")

    tillstand.refresh_from_db()
    assert (tillstand.kontrollerad, tillstand.nasta_kontroll) == (IDAG, date(2015, 9, 8))
    [kontroll] = tillstand.kontroller.all()
    assert (kontroll.av.anvandarnamn, kontroll.notering) == ("olof", "Registrator svarade per telefon.")


def test_an_earlier_look_written_down_later_does_not_move_the_newest_back(tillstand):
    look(tillstand)
    look(tillstand, datum=date(2015, 5, 20), nasta_kontroll=None)

    tillstand.refresh_from_db()
    assert (tillstand.kontrollerad, tillstand.kontroller.count()) == (IDAG, 2)


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"datum": date(2015, 6, 11)}, "Dagen ligger framåt i tiden."),
        ({"nasta_kontroll": IDAG}, "Nästa kontroll ska ligga efter den 10 juni 2015."),
    ],
)
def test_a_look_at_a_day_that_cannot_be_is_refused(tillstand, falt, mening):
    with pytest.raises(RegistrationRefused, match=mening.replace(" ", "[ \u00a0]")):
        look(tillstand, **falt)


def test_one_press_makes_one_look_that_lasts_ninety_days(tillstand):
    olof = build_user("olof")

    confirm_permit(tillstand=tillstand, by=olof, at=NU)
    confirm_permit(tillstand=tillstand, by=olof, at=NU)

    tillstand.refresh_from_db()
    [kontroll] = tillstand.kontroller.all()
    assert (kontroll.datum, kontroll.status, kontroll.kalla) == (IDAG, "beviljat", "ivo_utdrag")
    assert tillstand.nasta_kontroll == date(2015, 9, 8)


def test_a_permit_registered_or_changed_with_a_day_of_looking_has_that_look(tillstand):
    vem = {"by": build_user("olof"), "at": NU}
    nytt = register_permit(
        anordnare=tillstand.anordnare,
        typ="anmalan",
        galler_fran=date(2015, 1, 1),
        galler_tom=None,
        diarienummer="",
        status="beviljat",
        kontrollerad=date(2015, 6, 1),
        **vem,
    )
    lage = {"galler_tom": None, "diarienummer": ""}
    change_permit(tillstand=nytt, status="inhiberat", kontrollerad=date(2015, 6, 9), **lage, **vem)
    change_permit(tillstand=nytt, status="beviljat", kontrollerad=date(2015, 6, 9), **lage, **vem)

    sedda = nytt.kontroller.order_by("datum").values_list("datum", "status")
    assert list(sedda) == [(date(2015, 6, 1), "beviljat"), (date(2015, 6, 9), "inhiberat")]


def test_the_form_proposes_ninety_days_and_the_page_lists_the_looks(konsulent, tillstand):
    idag = timezone.localdate()
    form = konsulent.get(reverse("beslut:tillstandskontroll_ny", args=[tillstand.pk])).context["form"]
    assert (form["nasta_kontroll"].value() - form["datum"].value()).days == 90

    svar = post(
        konsulent,
        "tillstandskontroll_ny",
        tillstand.pk,
        datum=str(idag),
        status="beviljat",
        kalla="tillstandsbevis",
        nasta_kontroll="",
        notering="Beviset visades vid besök.",
    )

    assert "Tillståndsbeviset" in text_of(svar)
    assert "Beviset visades vid besök." in text_of(svar)


def test_another_state_than_the_registers_leads_to_changing_the_permit(konsulent, tillstand):
    svar = post(
        konsulent,
        "tillstandskontroll_ny",
        tillstand.pk,
        datum="2015-06-10",
        status="aterkallat",
        kalla="ivo_utdrag",
    )

    tillstand.refresh_from_db()
    assert tillstand.status == "beviljat"
    assert svar.redirect_chain[-1][0].startswith(reverse("beslut:tillstand_andra", args=[tillstand.pk]))
    assert svar.context["form"]["status"].value() == "aterkallat"
    assert "Ni såg återkallat, och här står beviljat: ändra tillståndet." in text_of(svar)


def test_a_stayed_permit_is_said_to_be_in_force(konsulent, tillstand):
    tillstand.status = "inhiberat"
    tillstand.save()

    text = text_of(konsulent.get(reverse("beslut:tillstand_visa", args=[tillstand.pk])))

    assert "tillståndet räknas som att det gäller" in text
