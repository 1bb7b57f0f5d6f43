"""Tvåhundra trådar godkänner och betalar samma fakturor på en gång: varje faktura betalas en gång."""

from contextlib import suppress
from threading import BoundedSemaphore, Thread

import pytest
from django.db import connection

from assistans.aktor import set_actor
from assistans.models import User
from fakturor.betalfiler.filsumma import count_orderfil
from fakturor.flode import Status
from fakturor.models import Betalfil, Betalning, Betalningspost, Faktura, Utbetalningsomgang
from fakturor.services.attesting import AttestRefused, Kontrollutfall, record_beslutsattest
from fakturor.services.paying import PaymentRefused, create_round, release_round
from fakturor.tests.bygg_utbetalning import BETALDAG, SENARE, ekonom, kommunens_konto
from fakturor.utbetalning.betalbara import payable
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_attestant,
    build_brukare,
    build_faktura,
    build_konto,
    build_redovisning,
)
from tests.byggstenar_kontroll import bring_to

__all__ = ["kommunens_konto"]
TRADAR, PA_EN_GANG, FAKTUROR = 200, 40, 8
"""The server takes a hundred connections; so many threads hold one at a time."""
UTFALL = Kontrollutfall(resultat="ren", oppna_stopp=0, okommenterade=0)


def approve_and_pay(faktura: Faktura, bo: User, karin: User, ingrid: User) -> None:
    """All that it takes, by whoever does each step; what another thread has already done is refused."""
    try:
        set_actor(bo.pk)
        record_beslutsattest(faktura=faktura, utfall=UTFALL, by=bo, at=NU)
    except AttestRefused:
        pass
    try:
        set_actor(karin.pk)
        # All that can be paid, by what it looked like a moment ago.
        create_round(fakturor=payable(by=karin, at=NU).fakturor, betaldag=BETALDAG, by=karin, at=NU)
    except PaymentRefused:
        pass
    set_actor(ingrid.pk)
    for omgang in Utbetalningsomgang.objects.filter(status="forberedd"):
        with suppress(PaymentRefused):
            release_round(omgang=omgang, by=ingrid, at=SENARE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("kommunens_konto")
def test_two_hundred_threads_that_approve_and_release_the_same_invoices_pay_each_once():
    anordnare = build_anordnare()
    build_konto(anordnare)
    redovisning = build_redovisning(build_brukare(), anordnare)
    fakturor = [
        bring_to(build_faktura(redovisning, nummer=f"F{n}", timmar=10 + n), Status.GRANSKAD) for n in range(FAKTUROR)
    ]
    personer = build_attestant(), ekonom(), ekonom("ingrid")
    plats, gick_fel = BoundedSemaphore(PA_EN_GANG), []

    def run(faktura: Faktura) -> None:
        with plats:
            try:
                approve_and_pay(faktura, *personer)
            except Exception as fel:  # whatever it is, the test tells it
                gick_fel.append(fel)
            finally:
                connection.close()

    tradar = [Thread(target=run, args=[fakturor[n % FAKTUROR]]) for n in range(TRADAR)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()

    assert gick_fel == []
    assert set(Faktura.objects.values_list("status", flat=True)) == {Status.I_UTBETALNING}
    assert sorted(Betalningspost.objects.values_list("faktura", flat=True)) == sorted(f.pk for f in fakturor)
    i_filerna = [
        betalning
        for fil in Betalfil.objects.filter(slag="orderfil")
        for betalning in count_orderfil(bytes(fil.innehall)).betalningar
    ]
    assert sorted(i_filerna) == sorted(Betalning.objects.values_list("kod", "belopp"))
    assert sum(belopp for _, belopp in i_filerna) == sum(faktura.att_betala for faktura in fakturor)
    nummer = sorted(int(nummer[5:]) for nummer in Utbetalningsomgang.objects.values_list("nummer", flat=True))
    assert nummer == list(range(1, len(nummer) + 1))
