"""A provider's account is changed by one person and verified by another."""

from datetime import timedelta

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Konto
from beslut.services.accounts import AccountRefused, decline, verify
from tests.byggstenar import BANKGIRO, INLAST, NU, build_anordnare, build_konto, build_user

pytestmark = pytest.mark.django_db

NYTT_BANKGIRO, ANNAT_BANKGIRO, PLUSGIRO = "50505208", "99123457", "12345674"
UPPRINGD = "Uppringd på numret i avtalet."


@pytest.fixture
def gammalt() -> Konto:
    return build_konto(build_anordnare())


@pytest.fixture
def nytt(gammalt: Konto) -> Konto:
    """Another bankgiro, entered by Kalle."""
    return enter(gammalt, NYTT_BANKGIRO)


def enter(gammalt: Konto, nummer: str, inlagt=NU, **falt) -> Konto:
    kalle = build_user("kalle", Roll.EKONOM)
    return build_konto(gammalt.anordnare, nummer, forsta=False, inlagt_av=kalle, inlagt=inlagt, **falt)


def ekonom():
    return build_user("eva", Roll.EKONOM)


def current() -> set[str]:
    return set(Konto.objects.current().values_list("nummer", flat=True))


def confirm(konto: Konto, *, by, at=NU, hur: str = UPPRINGD, **sagt) -> Konto:
    """Verify as one does who has called a number known from before and looked the giro up."""
    varden = {"metod": "kand_kontakt", "innehavare": "Exempel Assistans AB"} | sagt
    return verify(konto=konto, hur=hur, by=by, at=at, **varden)


def refusal_of(konto: Konto, *, by, **sagt) -> str:
    with pytest.raises(AccountRefused) as refused:
        confirm(konto, by=by, **sagt)
    return str(refused.value)


def test_the_new_account_takes_force_and_the_old_one_ends(gammalt, nytt):
    confirm(nytt, hur=f" {UPPRINGD} ", by=ekonom())

    nytt.refresh_from_db()
    gammalt.refresh_from_db()
    assert (nytt.verifierat_av.anvandarnamn, nytt.verifierat, nytt.verifierat_hur) == ("eva", NU, UPPRINGD)
    assert (gammalt.upphort, nytt.upphort) == (NU, None)


def test_the_verification_is_an_event(nytt):
    confirm(nytt, by=ekonom())

    event = Handelse.objects.get(typ="konto.verifierat")
    assert (event.objekt_id, event.av.anvandarnamn, event.tid) == (nytt.pk, "eva", NU)


def test_accounts_of_another_kind_and_of_other_providers_stand(gammalt, nytt):
    build_konto(gammalt.anordnare, PLUSGIRO, typ="plusgiro")
    build_konto(build_anordnare("5599020004", "Annan Assistans AB"), ANNAT_BANKGIRO)

    confirm(nytt, by=ekonom())

    assert current() == {NYTT_BANKGIRO, PLUSGIRO, ANNAT_BANKGIRO}


def test_an_earlier_change_that_nobody_verified_ends_too(gammalt, nytt):
    senare = enter(gammalt, ANNAT_BANKGIRO, NU + timedelta(days=1))

    confirm(senare, by=ekonom(), at=NU + timedelta(days=2))

    assert current() == {ANNAT_BANKGIRO}


def test_a_later_change_waits_for_its_own_verification(gammalt, nytt):
    enter(gammalt, ANNAT_BANKGIRO, NU + timedelta(days=1))

    confirm(nytt, by=ekonom(), at=NU + timedelta(days=2))

    assert current() == {NYTT_BANKGIRO, ANNAT_BANKGIRO}


def test_who_entered_the_account_does_not_verify_it(nytt):
    assert refusal_of(nytt, by=nytt.inlagt_av) == "Den som har lagt in kontot får inte verifiera det."
    assert current() == {BANKGIRO, NYTT_BANKGIRO}


def test_only_who_may_verify_verifies(nytt):
    assert refusal_of(nytt, by=build_user("kerstin", Roll.KONSULENT)) == "Din roll får inte verifiera konton."


def test_it_is_told_how_the_account_was_verified(nytt):
    assert refusal_of(nytt, by=ekonom(), hur="  ") == "Skriv hur kontot är verifierat."


def test_it_is_told_by_which_way_and_whose_a_giro_is(nytt):
    assert refusal_of(nytt, by=ekonom(), metod="") == "Välj hur kontot är verifierat."
    utan_innehavare = refusal_of(nytt, by=ekonom(), innehavare=" ")
    assert utan_innehavare == "Skriv vem girot tillhör enligt giroregistret eller banken."


def test_a_bank_account_need_not_name_its_holder(gammalt):
    konto = enter(gammalt, "9990/0415415", typ="konto")

    confirm(konto, by=ekonom(), metod="bankintyg", innehavare="")

    konto.refresh_from_db()
    assert (konto.verifierat_metod, konto.innehavare) == ("bankintyg", "")


def test_a_holder_of_another_name_is_no_obstacle(nytt):
    confirm(nytt, by=ekonom(), innehavare="Kapital och Factoring AB")

    nytt.refresh_from_db()
    assert (nytt.innehavare, nytt.verifierat_av.anvandarnamn) == ("Kapital och Factoring AB", "eva")


def test_an_account_is_verified_once(gammalt):
    assert gammalt.verifierat == INLAST
    assert refusal_of(gammalt, by=ekonom()) == "Kontot är redan verifierat."


def test_a_declined_account_never_takes_force(nytt):
    decline(konto=nytt, by=ekonom(), at=NU)

    assert current() == {BANKGIRO}
    assert refusal_of(nytt, by=ekonom()) == "Kontot gäller inte längre."
    assert Handelse.objects.filter(typ="konto.avvisat", objekt_id=nytt.pk).exists()
