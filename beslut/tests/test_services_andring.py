"""Att ändra eller avsluta det som gavs: till nackdel bara med grund och motivering (37 § FL)."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from beslut.models import Beslut, Beslutsandring
from beslut.services.decisions import INGET_SKAL, Beslutsvillkor, Fattat, record_receipt, register_decision
from beslut.services.preceding import Beviljat
from beslut.services.redeciding import Skal, end_decision_row
from beslut.services.refusal import RegistrationRefused
from tests.byggstenar import NU, build_beslut, build_beslutsrad, build_brukare, build_handlaggare

pytestmark = pytest.mark.django_db

SKAL = Skal(grund="forbehall", motivering="Förbehållet i beslutet om ny prövning vid inskolning.")
DAG = date(2015, 4, 16)


def hours(timmar: str, tidstyp: str = "aktiv") -> Beviljat:
    return Beviljat(tidstyp=tidstyp, timmar=Decimal(timmar), enhet="manad", omrakning="kalenderdagar")


def decide(brukare, *beviljat: Beviljat, skal: Skal = INGET_SKAL, **andrat) -> Beslut:
    handlaggare = build_handlaggare()
    uppgifter = {
        "diarienummer": "LSS 2015/0212",
        "typ": "ordinarie",
        "beslutsdatum": date(2015, 4, 10),
        "galler_fran": DAG,
        "galler_tom": None,
        "fattat": Fattat(beslutsfattare=handlaggare),
        "ends_preceding": True,
    }
    return register_decision(brukare=brukare, beviljat=beviljat, skal=skal, **uppgifter | andrat, by=handlaggare, at=NU)


def end(rad, galler_tom: date, skal: Skal = INGET_SKAL):
    return end_decision_row(
        rad=rad, galler_tom=galler_tom, grund=skal.grund, motivering=skal.motivering, by=build_handlaggare(), at=NU
    )


# A new decision


def test_fewer_hours_without_a_ground_are_refused_and_nothing_is_ended():
    rad = build_beslut(brukare := build_brukare()).rader.get()

    with pytest.raises(RegistrationRefused, match="Personen får mindre tid än enligt beslut SN 2014/118") as refused:
        decide(brukare, hours("80"))

    rad.refresh_from_db()
    assert (refused.value.falt, rad.galler_tom, Beslut.objects.count()) == ("grund", None, 1)


def test_fewer_hours_with_ground_and_reason_are_written_down_once():
    tidigare = build_beslut(brukare := build_brukare())

    nytt = decide(brukare, hours("80"), skal=SKAL)

    andring = Beslutsandring.objects.get()
    assert (andring.beslut, andring.nytt_beslut, andring.galler_fran) == (tidigare, nytt, DAG)
    assert (andring.grund, andring.motivering, andring.av, andring.tid) == (
        "forbehall",
        SKAL.motivering,
        build_handlaggare(),
        NU,
    )
    assert Handelse.objects.get(typ="beslut.andrat").uppgifter == {"grund": "forbehall"}


@pytest.mark.parametrize("beviljat", ["100", "120"])
def test_as_many_hours_or_more_need_no_ground(beviljat):
    build_beslut(brukare := build_brukare())

    decide(brukare, hours(beviljat), skal=SKAL)

    assert not Beslutsandring.objects.exists()


def test_a_new_decision_that_runs_out_sooner_needs_a_ground():
    build_beslut(brukare := build_brukare())

    with pytest.raises(RegistrationRefused, match="37 § FL"):
        decide(brukare, hours("100"), galler_tom=date(2015, 12, 31))


def test_what_was_to_run_out_the_day_before_is_not_changed():
    build_beslut(brukare := build_brukare(), galler_tom=date(2015, 4, 15))

    decide(brukare, hours("50"))

    assert not Beslutsandring.objects.exists()


def test_the_kinds_that_lose_are_told_of_and_the_others_are_not():
    aktiv = build_beslut(brukare := build_brukare())
    build_beslut(brukare, diarienummer="SN 2014/119", tidstyp="vantetid")

    decide(brukare, hours("80"), hours("100", "vantetid"), skal=SKAL)

    assert Beslutsandring.objects.get().beslut == aktiv


def test_one_decision_with_two_losses_is_one_change():
    beslut = build_beslut(brukare := build_brukare())
    build_beslutsrad(beslut, rad=2, tidstyp="vantetid")

    decide(brukare, hours("80"), hours("90", "vantetid"), skal=SKAL)

    assert Beslutsandring.objects.get().beslut == beslut


def test_what_forsakringskassan_grants_is_not_ours_to_defend():
    build_beslut(brukare := build_brukare(), typ="assistansersattning")

    decide(brukare, hours("50"), typ="assistansersattning", fattat=Fattat(organ="forsakringskassan"))

    assert not Beslutsandring.objects.exists()


def test_a_reason_bears_no_number_of_a_person_and_is_not_empty():
    build_beslut(brukare := build_brukare())

    with pytest.raises(RegistrationRefused, match="Skriv varför grunden gäller här"):
        decide(brukare, hours("80"), skal=Skal(grund="sakerhet"))
    with pytest.raises(RegistrationRefused, match="utan personnummer"):
        decide(brukare, hours("80"), skal=Skal(grund="sakerhet", motivering="Gäller 850113-9995."))


# Ending a row


def test_an_open_row_is_ended_with_ground_and_reason_alone():
    rad = build_beslut(build_brukare()).rader.get()

    with pytest.raises(RegistrationRefused, match="Välj grunden för ändringen"):
        end(rad, date(2015, 6, 30))
    end(rad, date(2015, 6, 30), Skal(grund="egen_begaran", motivering="Personen har bett om det."))

    rad.refresh_from_db()
    andring = Beslutsandring.objects.get()
    assert rad.galler_tom == date(2015, 6, 30)
    assert (andring.nytt_beslut, andring.galler_fran, andring.grund) == (None, date(2015, 7, 1), "egen_begaran")


def test_a_row_that_runs_out_on_its_own_day_needs_nothing():
    rad = build_beslut(build_brukare(), galler_tom=date(2015, 6, 30)).rader.get()

    end(rad, date(2015, 6, 30))
    with pytest.raises(RegistrationRefused, match="37 § FL"):
        end(rad, date(2015, 6, 29))

    assert not Beslutsandring.objects.exists()


def test_a_temporary_increase_that_ends_before_its_time_needs_a_ground():
    rad = build_beslut(
        build_brukare(), typ="tillfallig_utokning", galler_fran=date(2015, 3, 1), galler_tom=date(2015, 6, 30)
    ).rader.get()

    with pytest.raises(RegistrationRefused, match="37 § FL"):
        end(rad, date(2015, 5, 31))


# Receipt and saving


def test_hours_may_be_saved_over_some_months():
    beslut = decide(build_brukare(), hours("80"), villkor=Beslutsvillkor(far_spara=True, avrakningsmanader=6))

    assert (beslut.far_spara, beslut.avrakningsmanader) == (True, 6)


@pytest.mark.parametrize(
    ("dag", "mening"), [(date(2015, 4, 9), "Beslutet fattades först"), (date(2015, 6, 11), "framåt i tiden")]
)
def test_a_decision_is_received_after_it_is_made_and_not_in_the_future(dag, mening):
    beslut = decide(build_brukare(), hours("80"))

    with pytest.raises(RegistrationRefused, match=mening):
        record_receipt(beslut=beslut, delgivet=dag, by=build_handlaggare(), at=NU)
    with pytest.raises(RegistrationRefused, match=mening):
        decide(build_brukare(), hours("80"), delgivet=dag, galler_fran=date(2015, 5, 1))
