"""B15: kontots innehavare är antecknad."""

from datetime import date

import pytest

from kontroller.fakta import Konto, RegistreratKonto
from kontroller.regel import Utfall
from kontroller.regler.kontots_innehavare import kontots_innehavare
from kontroller.tests.bygg import BANKGIRO, VARNING, build_anordnare, build_fakta, build_faktura, plain

BANKKONTO = Konto(typ="konto", nummer="8000/123456789")


def account(konto: Konto = BANKGIRO, **mer) -> RegistreratKonto:
    varden = {"verifierat": True, "andra_anordnare": 0, "metod": "giroregister", "innehavare": "samma"}
    return RegistreratKonto(**({"konto": konto, "fran": date(2014, 1, 1), "tom": None} | varden | mer))


def judge(*konton, begarda=(BANKGIRO,)):
    fakta = build_fakta(anordnare=build_anordnare(konton=konton), faktura=build_faktura(konton=begarda))
    [fynd] = kontots_innehavare(fakta, VARNING)
    return fynd


def test_a_giro_with_a_method_and_the_providers_own_name_passes():
    fynd = judge(account())

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Bankgiro 5050-1055 är bekräftat genom giroregistret och tillhör anordnaren."
    assert fynd.matt == {"bekraftat_genom": "giroregistret", "innehavare": "samma"}


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"metod": "", "innehavare": ""}, "inte antecknat hur kontot bekräftades och vem det tillhör."),
        ({"innehavare": ""}, "inte antecknat vem det tillhör."),
        ({"metod": ""}, "inte antecknat hur kontot bekräftades."),
        ({"innehavare": "annan"}, "heter enligt anteckningen något annat än anordnaren"),
    ],
)
def test_what_is_not_written_down_is_told(falt, text):
    fynd = judge(account(**falt))

    assert fynd.utfall == Utfall.VARNING
    assert text in plain(fynd.text)


def test_what_is_not_written_down_is_missing_among_the_figures_too():
    assert judge(account(metod="", innehavare="")).matt == {"bekraftat_genom": "saknas", "innehavare": "saknas"}


def test_a_bank_account_is_known_by_the_way_it_was_verified():
    fynd = judge(account(BANKKONTO, metod="bankintyg", innehavare=""), begarda=(BANKKONTO,))

    assert fynd.utfall == Utfall.GODKAND
    assert BANKKONTO.nummer not in fynd.text


def test_without_an_account_on_the_invoice_the_verified_one_is_looked_at():
    assert judge(account(innehavare="annan"), begarda=()).utfall == Utfall.VARNING
    assert judge(account(verifierat=False), begarda=()).utfall == Utfall.EJ_BEDOMD


def test_an_invoice_without_a_date_is_held_to_the_account_that_was_registered_last():
    konton = (account(fran=date(2013, 1, 1), innehavare="annan"), account())
    fakta = build_fakta(
        anordnare=build_anordnare(konton=konton), faktura=build_faktura(konton=(BANKGIRO,), fakturadatum=None)
    )

    assert [fynd.utfall for fynd in kontots_innehavare(fakta, VARNING)] == [Utfall.GODKAND]


def test_a_bank_account_may_be_written_down_as_somebody_elses():
    fynd = judge(account(BANKKONTO, metod="bankintyg", innehavare="annan"), begarda=(BANKKONTO,))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.matt == {"bekraftat_genom": "intyg från banken", "innehavare": "annan"}


def test_every_account_that_is_asked_for_is_looked_at():
    plusgiro = Konto(typ="plusgiro", nummer="41541546")
    fakta = build_fakta(
        anordnare=build_anordnare(konton=(account(), account(plusgiro, innehavare=""))),
        faktura=build_faktura(konton=(BANKGIRO, plusgiro)),
    )

    assert [fynd.utfall for fynd in kontots_innehavare(fakta, VARNING)] == [Utfall.GODKAND, Utfall.VARNING]


def test_an_account_that_is_not_the_providers_is_for_b14_to_say():
    fynd = judge(account(), begarda=(BANKKONTO,))

    assert (fynd.utfall, "B14" in fynd.text) == (Utfall.EJ_TILLAMPLIG, True)


def test_an_unknown_provider_cannot_be_judged():
    [fynd] = kontots_innehavare(build_fakta(anordnare=None), VARNING)

    assert fynd.utfall == Utfall.EJ_BEDOMD
