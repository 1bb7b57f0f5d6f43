"""Arbetslistan: omgångar som väntar på en annan ekonom, betalningar utan besked, och det som kom tillbaka."""

from datetime import date, timedelta

import pytest

from assistans.models import User
from beslut.bevakning.punkt import Fraga, find_points
from fakturor.models import Betalning
from fakturor.services.settling import settle_by_hand
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    SENARE,
    build_godkand,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]


def said(user: User, slug: str, idag: date = BETALDAG) -> list[str]:
    fraga = Fraga(user=user, idag=idag, till=idag + timedelta(days=30))
    return [funnen.punkt.vad.replace("\u00a0", " ") for funnen in find_points(fraga, slug)]


def send_back(betalning: Betalning) -> None:
    settle_by_hand(
        betalning=betalning,
        utfall="avvisad",
        datum=SENARE.date(),
        skal="Kontot är avslutat.",
        by=ekonom(),
        at=SENARE,
    )


def test_a_round_waits_for_another_than_the_one_who_made_it():
    make_round(build_godkand())

    assert said(ekonom("ingrid"), "utbetalningar") == ["1 betalning på 22 720,00 kr väntar på att frisläppas."]
    assert said(ekonom(), "utbetalningar") == []


def test_a_payment_without_an_answer_is_asked_about_the_day_after():
    paid_out(build_godkand())

    assert said(ekonom(), "utbetalningar", BETALDAG) == []
    assert said(ekonom(), "utbetalningar", BETALDAG + timedelta(days=1)) == [
        "1 betalning har inte fått besked från banken."
    ]


def test_a_payment_that_came_back_waits_until_it_is_in_a_new_round():
    faktura = build_godkand()
    paid_out(faktura)
    send_back(Betalning.objects.get())

    assert said(ekonom(), "avvisade") == ["Betalning 2015-0001-0001 på 22 720,00 kr kom tillbaka."]
    make_round(faktura)
    assert said(ekonom(), "avvisade") == []
