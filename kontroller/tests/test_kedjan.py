"""Fakturans väg i ord: när den betalades, i vilken omgång, och vad banken sa."""

import pytest

from fakturor.models import Betalning
from fakturor.services.settling import settle_by_hand
from fakturor.sidor.utbetalningar import payment_of
from fakturor.tests.bygg_utbetalning import (
    SENARE,
    build_godkand,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    release,
)
from kontroller.sidor.steg import chain_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]


def settle(utfall: str, skal: str) -> None:
    betalning = Betalning.objects.last()
    settle_by_hand(betalning=betalning, utfall=utfall, datum=SENARE.date(), skal=skal, by=ekonom(), at=SENARE)


def test_the_invoices_way_says_when_in_which_round_and_what_the_bank_said():
    faktura = build_godkand()

    def last_step() -> tuple[str, str]:
        faktura.refresh_from_db()
        steg = chain_of(faktura, None, {}, None, payment_of(faktura))[-1]
        return steg.lage, steg.text.replace("\u00a0", " ")

    assert last_step() == ("sedan", "")
    omgang = make_round(faktura)
    assert last_step() == ("nu", "i omgång 2015-0001")
    release(omgang)
    assert last_step() == ("nu", "lämnad, omgång 2015-0001")
    settle("avvisad", "Kontot är avslutat.")
    assert last_step() == ("nu", "banken avvisade omgång 2015-0001: Kontot är avslutat.")
    paid_out(faktura)
    settle("utford", "Kontoutdraget.")
    assert last_step() == ("klar", "11 juni, omgång 2015-0002")
