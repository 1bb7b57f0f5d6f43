"""Ett konto som banken har sagt är fel betalas inte till igen, förrän ett nytt är bekräftat eller någon intygar det."""

from datetime import timedelta

import pytest

from assistans.models import User
from beslut.models import Konto
from fakturor.flode import Status
from fakturor.models import Betalning, Faktura
from fakturor.services.paying import PaymentRefused, create_round, obstacles_in
from fakturor.services.settling import settle_by_hand
from fakturor.services.vouching import VouchRefused, vouch_for_account
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    SENARE,
    build_godkand,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    release,
    status_of,
)
from fakturor.utbetalning.betalbara import payable
from tests.byggstenar import build_anordnare, build_konto, build_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]

FEL = "Banken har sagt att mottagarens konto är fel (AC04, den 11 juni 2015)."
SEDAN = SENARE + timedelta(hours=1)


@pytest.fixture
def faktura() -> Faktura:
    """An invoice whose payment the bank has sent back, as the account is closed."""
    faktura = build_godkand()
    paid_out(faktura)
    varden = {"datum": SENARE.date(), "skal": "Bankens brev.", "skal_kod": "AC04", "by": ekonom(), "at": SENARE}
    settle_by_hand(betalning=Betalning.objects.get(), utfall="avvisad", **varden)
    return faktura


def obstacle_of(faktura: Faktura, by: User | None = None) -> str:
    hallna = payable(by=by or ekonom(), at=SEDAN).hallna
    return next((provad.hinder for provad in hallna if provad.faktura.pk == faktura.pk), "").replace("\u00a0", " ")


def vouch(by: User, hur: str = "Ringde växeln i registret den 11 juni; ekonomichefen svarade."):
    return vouch_for_account(konto=Konto.objects.get(), hur=hur, by=by, at=SEDAN)


def test_the_account_is_not_tried_again_in_preview_or_creation(faktura):
    assert status_of(faktura) == Status.GODKAND
    assert obstacle_of(faktura).startswith(FEL)
    with pytest.raises(PaymentRefused, match="Banken har sagt att mottagarens konto är fel"):
        create_round(fakturor=[faktura.pk], betaldag=BETALDAG, by=ekonom(), at=SEDAN)


def test_a_round_made_before_the_bank_said_so_is_not_released():
    forsta, andra = build_godkand("1"), build_godkand("2")
    paid_out(forsta)
    omgang = make_round(andra)
    varden = {"datum": SENARE.date(), "skal": "Bankens brev.", "skal_kod": "AC04", "by": ekonom(), "at": SENARE}
    settle_by_hand(betalning=Betalning.objects.get(omgang__nummer="2015-0001"), utfall="avvisad", **varden)

    [hinder] = obstacles_in(omgang=omgang, by=ekonom("ingrid")).values()

    assert hinder.replace("\u00a0", " ").startswith(FEL)


def test_a_newer_confirmed_account_is_paid_to(faktura):
    Konto.objects.update(upphort=SEDAN)
    build_konto(build_anordnare(), verifierat=SEDAN)

    # It is attested anew, as after every change of an account; but the bank's word no longer stands in the way.
    assert "Mottagarens konto har ändrats sedan fakturan attesterades." in obstacle_of(faktura)


def test_when_somebody_has_asked_the_payee_it_is_paid_and_another_releases(faktura):
    olle = ekonom("olle")
    vouch(olle)

    assert obstacle_of(faktura) == ""
    omgang = make_round(faktura)
    assert "Du har intygat" in next(iter(obstacles_in(omgang=omgang, by=olle).values()))
    with pytest.raises(PaymentRefused, match="Du har intygat att mottagarens konto är rätt"):
        release(omgang, by=olle)
    release(omgang)
    assert status_of(faktura) == Status.I_UTBETALNING


def test_it_is_vouched_for_once_with_words_by_one_who_may_and_did_not_enter_it(faktura):
    with pytest.raises(VouchRefused, match="Din roll får inte intyga konton"):
        vouch(build_user("eva", "controller"))
    with pytest.raises(VouchRefused, match="Skriv hur du vet"):
        vouch(ekonom(), " ")
    with pytest.raises(VouchRefused, match="Skriv inget personnummer"):
        vouch(ekonom(), "Talade med 18900102-9819 i telefon.")
    vouch(ekonom())
    with pytest.raises(VouchRefused, match="redan intygat"):
        vouch(ekonom("olle"))


def test_an_account_without_a_fault_is_not_vouched_for():
    build_godkand()

    with pytest.raises(VouchRefused, match="Banken har inte sagt att något är fel"):
        vouch(ekonom())
