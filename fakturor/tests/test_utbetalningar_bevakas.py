"""Arbetslistan: omgångar som väntar på en annan ekonom, betalningar utan besked, och det som kom tillbaka."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistans.models import User
from beslut.bevakning.punkt import Fraga, find_points
from fakturor.models import Betalning, Betalningsretur
from fakturor.services.paying import cancel_round
from fakturor.services.returning import decide_return, note_return
from fakturor.services.settling import settle_by_hand
from fakturor.sidor.vantande_omgangar import waiting_rounds
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    SENARE,
    build_godkand,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
)
from tests.byggstenar import build_user

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

    assert said(ekonom(), "avvisade") == ["Betalning 2015-0001-0001 på 22 720,00 kr kom tillbaka: Kontot är avslutat."]
    omgang = make_round(faktura)
    assert said(ekonom(), "avvisade") == []
    cancel_round(omgang=omgang, skal="Fel dag.", by=ekonom(), at=SENARE)
    assert len(said(ekonom(), "avvisade")) == 1


def executed() -> Betalning:
    paid_out(build_godkand())
    betalning = Betalning.objects.get()
    varden = {"datum": SENARE.date(), "skal": "Kontoutdraget.", "by": ekonom(), "at": SENARE}
    settle_by_hand(betalning=betalning, utfall="utford", **varden)
    return betalning


def come_back(betalning: Betalning, belopp: int) -> Betalningsretur:
    varden = {"datum": SENARE.date(), "skal": "Kontot är avslutat.", "by": ekonom(), "at": SENARE}
    return note_return(betalning=betalning, belopp=Decimal(belopp), **varden)


def test_what_came_back_after_it_was_executed_waits_too_and_says_why():
    betalning = executed()
    assert said(ekonom(), "avvisade") == []

    come_back(betalning, 22720)

    assert said(ekonom(), "avvisade") == ["Betalning 2015-0001-0001 på 22 720,00 kr kom tillbaka: Kontot är avslutat."]
    assert said(ekonom(), "returer") == []


def test_a_part_that_came_back_waits_until_somebody_has_decided():
    retur = come_back(executed(), 300)

    assert said(ekonom(), "returer") == ["300,00 kr av betalning 2015-0001-0001 kom tillbaka: Kontot är avslutat."]
    assert said(ekonom(), "avvisade") == []
    decide_return(retur=retur, utfall="behalls", skal="Priset var för högt.", by=ekonom(), at=SENARE)
    assert said(ekonom(), "returer") == []


def test_my_day_has_the_rounds_that_wait_with_kronor_and_for_whom():
    make_round(build_godkand("1"))
    paid_out(build_godkand("2"), build_godkand("3"))
    settle_by_hand(
        betalning=Betalning.objects.get(kod="2015-0002-0001"),
        utfall="utford",
        datum=SENARE.date(),
        skal="Kontoutdraget.",
        by=ekonom(),
        at=SENARE,
    )

    def rows(user: User, idag: date = BETALDAG) -> list[tuple[str, str, Decimal, bool]]:
        return [(o.nummer, o.lage.replace("\u00a0", " "), o.kronor, o.frislapps) for o in waiting_rounds(user, idag)]

    besked = ("2015-0002", "1 betalning väntar på bankens besked", Decimal(22720), False)
    assert rows(ekonom("ingrid")) == [
        ("2015-0001", "1 betalning väntar på att du frisläpper omgången", Decimal(22720), True),
        besked,
    ]
    assert rows(ekonom())[0][1:] == (
        "1 betalning väntar på att en annan ekonom frisläpper omgången",
        Decimal(22720),
        False,
    )
    assert rows(ekonom("ingrid"), BETALDAG + timedelta(days=1))[0][1].startswith("Betalningsdagen har passerat")
    assert rows(build_user("eva", "controller")) == []
