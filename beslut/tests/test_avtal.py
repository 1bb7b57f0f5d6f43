"""Avtalens väg: prövade, godkända av en annan, avslutade, och uppföljningarna som följer av dagarna."""

from datetime import date, datetime

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.avtal.kravlage import known_of
from beslut.avtal.uppfoljningar import Lage, followups_due, in_state, open_followups, state_of
from beslut.models import Avtal, Bolagskontroll, Uppfoljning
from beslut.services.contracts import (
    approve_contract,
    change_contract,
    check_requirement,
    end_contract,
    register_contract,
)
from beslut.services.followups import plan_review, record_followup, report_followup
from beslut.services.refusal import RegistrationRefused
from tests.byggstenar import NU, STOCKHOLM, build_anordnare, build_user
from tests.byggstenar_avtal import build_avtal, build_chef, build_gjord, build_konsulent, build_uppfoljning

pytestmark = pytest.mark.django_db

VAREN = datetime(2014, 5, 20, 9, 0, tzinfo=STOCKHOLM)
IDAG = date(2015, 6, 10)
GRANSKAD = {
    "sjalvskattning_begard": date(2015, 3, 2),
    "sjalvskattning_inkom": date(2015, 3, 20),
    "besok": date(2015, 4, 14),
    "iakttagelser": "Schemat stämde.",
    "bedomning": "delvis",
    "genomford": date(2015, 4, 20),
}


def register(**falt) -> Avtal:
    varden = {
        "anordnare": build_anordnare(),
        "slag": "lov",
        "diarienummer": "NF 2014/12",
        "galler_fran": date(2014, 6, 1),
        "galler_tom": None,
        "ickeval": True,
        "nystartat": False,
    } | falt
    return register_contract(**varden, by=build_konsulent(), at=VAREN)


def meet_all(avtal: Avtal) -> Avtal:
    for krav in avtal.krav.all():
        check_requirement(krav=krav, uppfyllt=date(2014, 5, 6), notering="", by=build_konsulent(), at=VAREN)
    return avtal


def end(avtal: Avtal, tom: date | None, hur: str = "", skal: str = "") -> Avtal:
    return end_contract(avtal=avtal, galler_tom=tom, upphort=hur, upphort_skal=skal, by=build_konsulent(), at=NU)


def planned(avtal: Avtal) -> dict[str, tuple[date, date]]:
    return {rad.slag: (rad.tidigast, rad.senast) for rad in avtal.uppfoljningar.all()}


def refusal(service, **falt) -> str:
    with pytest.raises(RegistrationRefused) as refused:
        service(**falt)
    return str(refused.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("nystartat", "krav"),
    [
        (False, {"tillstand", "registrering", "f_skatt", "kreditvardighet"}),
        (True, {"tillstand", "registrering", "affarsplan", "ledning", "bankgaranti"}),
    ],
)
def test_a_new_company_shows_a_plan_its_leadership_and_a_guarantee_instead(nystartat, krav):
    assert {rad.krav for rad in register(nystartat=nystartat).krav.all()} == krav


def test_a_contract_is_approved_by_another_and_its_meetings_follow_from_its_first_day():
    avtal = approve_contract(avtal=meet_all(register()), by=build_chef(), at=VAREN)

    assert avtal.godkant_av == build_chef()
    assert planned(avtal) == {
        "introduktion": (date(2014, 6, 1), date(2014, 7, 1)),
        "kvalitet": (date(2014, 12, 1), date(2015, 3, 1)),
    }
    assert Handelse.objects.filter(typ="avtal.godkant", av=build_chef()).exists()


def test_neither_who_tried_the_contract_nor_who_tried_a_requirement_approves_it():
    avtal, chef = meet_all(register()), build_user("mona", Roll.ENHETSCHEF, Roll.KONSULENT)
    check_requirement(krav=avtal.krav.first(), uppfyllt=date(2014, 5, 6), notering="", by=chef, at=VAREN)

    for prover in (build_konsulent(), chef):
        assert "får inte godkänna" in refusal(approve_contract, avtal=avtal, by=prover, at=VAREN)


def test_a_contract_is_not_approved_before_its_requirements_are_met_and_is_told_which():
    avtal = meet_all(register())
    krav = avtal.krav.get(krav="kreditvardighet")
    check_requirement(krav=krav, uppfyllt=None, notering="Begärd.", by=build_konsulent(), at=VAREN)

    text = refusal(approve_contract, avtal=avtal, by=build_chef(), at=VAREN)

    assert text.endswith("uppfyllda: Kreditvärdering som visar tillräcklig kapacitet.")


def test_a_contract_is_not_approved_when_the_register_has_no_permit_on_its_first_day():
    avtal = meet_all(register())
    avtal.anordnare.tillstand.update(status="aterkallat", galler_tom=date(2014, 5, 31))

    text = refusal(approve_contract, avtal=avtal, by=build_chef(), at=VAREN)

    assert text == "Anordnaren har inget tillstånd som gäller den 1 juni 2014. Registrera tillståndet först."


def test_what_the_registers_know_stands_beside_the_requirements():
    avtal = register()
    Bolagskontroll.objects.create(
        anordnare=avtal.anordnare,
        slag="bolagsverket",
        utfall="utan_anmarkning",
        datum=date(2014, 5, 2),
        av=build_konsulent(),
        tid=VAREN,
    )

    kant = {krav: mening.replace("\u00a0", " ") for krav, mening in known_of(avtal, date(2014, 5, 20)).items()}

    assert kant["tillstand"] == "Beviljat från den 1 januari 2014, senast kontrollerat den 30 april 2015."
    assert kant["registrering"] == "Kontrollerat den 2 maj 2014: utan anmärkning."
    assert kant["f_skatt"] == "Registrerad som godkänd för F-skatt."
    assert "kreditvardighet" not in kant


def test_an_approved_contract_is_not_changed_but_one_that_is_tried_is():
    nytt = {
        "diarienummer": "NF 2014/13",
        "galler_fran": date(2014, 7, 1),
        "galler_tom": None,
        "ickeval": True,
        "nystartat": True,
    }
    avtal = change_contract(avtal=register(), **nytt, by=build_konsulent(), at=VAREN)

    assert {rad.krav for rad in avtal.krav.all()} == {
        "tillstand",
        "registrering",
        "affarsplan",
        "ledning",
        "bankgaranti",
    }
    assert "ändras inte" in refusal(change_contract, avtal=_approved(avtal), **nytt, by=build_konsulent(), at=VAREN)


def _approved(avtal: Avtal) -> Avtal:
    return approve_contract(avtal=meet_all(avtal), by=build_chef(), at=VAREN)


def test_the_closing_meeting_follows_the_end_when_it_is_known_and_when_it_is_moved():
    avtal = _approved(register())

    end(avtal, date(2016, 5, 31))
    assert planned(avtal)["avslut"] == (date(2016, 4, 30), date(2016, 5, 31))
    end(avtal, date(2015, 12, 31))
    assert planned(avtal)["avslut"] == (date(2015, 11, 30), date(2015, 12, 31))
    end(avtal, None)
    assert "avslut" not in planned(avtal)


def test_meetings_after_the_end_are_not_held_and_come_back_when_the_end_is_moved_on():
    avtal = _approved(register())

    end(avtal, date(2014, 10, 31))
    assert set(planned(avtal)) == {"introduktion", "avslut"}
    end(avtal, date(2016, 5, 31))
    assert planned(avtal)["kvalitet"] == (date(2014, 12, 1), date(2015, 3, 1))


@pytest.mark.parametrize(
    ("tom", "hur", "skal", "mening"),
    [
        (None, "uppsagt", "Punkt 9.", "Skriv avtalets sista dag."),
        (date(2015, 7, 1), "utganget", "", "Avtalstiden har inte gått ut än: den sista dagen ligger framåt i tiden."),
        (date(2015, 5, 31), "havt", "", "Skriv skälet, med hänvisning till avtalets villkor."),
        (date(2014, 5, 1), "", "", "Perioden börjar den 1 juni 2014 och slutar före det."),
    ],
)
def test_an_end_that_does_not_hold_together_is_refused(tom, hur, skal, mening):
    avtal = _approved(register())

    assert mening in refusal(
        end_contract, avtal=avtal, galler_tom=tom, upphort=hur, upphort_skal=skal, by=build_konsulent(), at=NU
    )


def test_a_contract_that_is_ended_stays_so():
    avtal = end(_approved(register()), date(2015, 5, 31), "uppsagt", "Punkt 9.")

    text = refusal(end_contract, avtal=avtal, galler_tom=None, upphort="", upphort_skal="", by=build_konsulent(), at=NU)

    assert text == "Avtalet är redan avslutat: uppsagt."


def test_two_contracts_of_one_kind_at_once_are_refused_in_words():
    register()

    with pytest.raises(RegistrationRefused, match="överlappar ett avtal av samma slag"):
        register(diarienummer="NF 2014/13", galler_fran=date(2015, 1, 1))


@pytest.mark.parametrize("falt", ["sjalvskattning_inkom", "besok", "iakttagelser", "bedomning"])
def test_a_review_is_done_when_the_self_assessment_the_visit_and_the_assessment_are(falt):
    granskning = build_uppfoljning(build_avtal())

    with pytest.raises(RegistrationRefused) as refused:
        record_followup(
            uppfoljning=granskning,
            **{namn: v for namn, v in GRANSKAD.items() if namn != falt},
            by=build_konsulent(),
            at=NU,
        )

    assert refused.value.falt == falt


def test_a_review_is_done_reported_and_published_in_that_order():
    granskning = build_uppfoljning(build_avtal())

    gjord = record_followup(uppfoljning=granskning, **GRANSKAD, by=build_konsulent(), at=NU)
    tidigt = refusal(
        report_followup, uppfoljning=gjord, till_namnden=None, publicerad=date(2015, 5, 2), by=build_konsulent(), at=NU
    )
    gjord = report_followup(
        uppfoljning=gjord, till_namnden=date(2015, 5, 5), publicerad=date(2015, 5, 7), by=build_konsulent(), at=NU
    )

    assert tidigt == "Uppföljningen redovisas för nämnden innan den publiceras."
    assert (gjord.genomford_av, gjord.till_namnden, gjord.publicerad) == (
        build_konsulent(),
        date(2015, 5, 5),
        date(2015, 5, 7),
    )


def test_a_follow_up_that_is_done_is_not_written_in():
    text = refusal(record_followup, uppfoljning=build_gjord(build_avtal()), **GRANSKAD, by=build_konsulent(), at=NU)

    assert text.startswith("Uppföljningen är gjord och ändras inte.")


def test_what_may_be_published_bears_no_personnummer():
    granskning = build_uppfoljning(build_avtal())
    text = GRANSKAD | {"iakttagelser": "Personen 850113-9995 var hemma."}

    assert "personnummer" in refusal(record_followup, uppfoljning=granskning, **text, by=build_konsulent(), at=NU)


def test_a_review_because_of_an_event_is_planned_beside_another():
    avtal = build_avtal()
    build_uppfoljning(avtal)

    ny = plan_review(
        avtal=avtal,
        anledning="En faktura kom med moms.",
        tidigast=date(2015, 6, 1),
        senast=date(2015, 6, 30),
        by=build_konsulent(),
        at=NU,
    )

    assert ny.slag == Uppfoljning.Slag.KONTRAKT
    assert avtal.uppfoljningar.filter(slag="kontrakt").count() == 2


@pytest.mark.parametrize(
    ("senast", "lage"),
    [
        (date(2015, 6, 9), Lage.FORSENAD),
        (date(2015, 6, 10), Lage.INOM_30),
        (date(2015, 7, 10), Lage.INOM_30),
        (date(2015, 7, 11), Lage.INOM_60),
        (date(2015, 8, 9), Lage.INOM_60),
        (date(2015, 8, 10), Lage.INOM_90),
        (date(2015, 9, 8), Lage.INOM_90),
        (date(2015, 9, 9), Lage.SENARE),
    ],
)
def test_the_list_and_the_word_draw_the_same_lines(senast, lage):
    rad = build_uppfoljning(build_avtal(), senast=senast)

    assert state_of(senast, IDAG) == lage
    assert [namn for namn in Lage if rad in in_state(open_followups(), namn, IDAG)] == [lage]


def test_what_is_due_is_open_within_the_days_asked_for_the_most_pressing_first():
    avtal = build_avtal()
    snart = build_uppfoljning(avtal, senast=date(2015, 7, 1))
    sen = build_uppfoljning(avtal, senast=date(2015, 5, 1))
    build_uppfoljning(avtal, senast=date(2015, 12, 1))
    build_gjord(avtal)

    assert list(followups_due(IDAG, inom=30)) == [sen, snart]
