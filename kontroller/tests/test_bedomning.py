"""Assessments: who may make them, what they say, and when they let an invoice on."""

from datetime import date
from itertools import product

import pytest
from django.db import connection

from assistans.models import Handelse
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.bedomningslage import state_of, states_of
from kontroller.models import Bedomning, Utfallsrad
from kontroller.services.assessing import AssessmentRefused, assess, confirm
from kontroller.services.outcome import apply_result
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_attestant,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import (
    bring_to,
    build_bedomning,
    build_bekraftelse,
    build_godtagen,
    build_granskning,
    build_utfall,
)

pytestmark = pytest.mark.django_db

SKAL = "Assistenten har arbetat enligt schema."
SISTA_DAG = date(2999, 12, 31)


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def stopp(arende: Arende) -> Utfallsrad:
    """The only deviation of a stopped invoice."""
    granskning = build_granskning(arende.faktura, A02="avvikelse")
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    return granskning.utfall.get()


@pytest.fixture
def varning(arende: Arende) -> Utfallsrad:
    """The only warning of a controlled invoice."""
    granskning = build_granskning(arende.faktura, D07="varning")
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    return granskning.utfall.get()


def assess_it(utfall: Utfallsrad, beslut: str = "godtas", **falt) -> Bedomning:
    varden = {"skal": SKAL, "by": build_handlaggare(), "at": NU} | falt
    return assess(faktura=utfall.granskning.faktura, utfall=utfall, beslut=beslut, **varden)


def refusal_of(utfall: Utfallsrad, beslut: str = "godtas", **falt) -> str:
    with pytest.raises(AssessmentRefused) as refused:
        assess_it(utfall, beslut, **falt)
    return str(refused.value)


def refusal_of_confirming(bedomning: Bedomning, by) -> str:
    with pytest.raises(AssessmentRefused) as refused:
        confirm(bedomning=bedomning, by=by, at=NU)
    return str(refused.value)


def status() -> str:
    return Faktura.objects.get().status


# --- The first person -------------------------------------------------------------------------------------------


def test_an_acceptance_waits_for_a_second_person(stopp):
    assess_it(stopp)

    assert status() == Status.STOPPAD
    [lage] = state_of(stopp.granskning.faktura)
    assert (lage.tackt, lage.vad_som_aterstar) == (False, "En annan person ska bekräfta bedömningen.")


def test_an_assessment_is_an_event_without_its_words(stopp):
    bedomning = assess_it(stopp)

    event = Handelse.objects.get(typ="faktura.bedomd")
    assert (event.av.anvandarnamn, event.tid) == ("hanna", NU)
    assert event.uppgifter == {"regel": "A02", "beslut": "godtas", "bedomning": bedomning.pk}


def test_a_comment_on_a_warning_needs_no_second_person(varning):
    assess_it(varning, "kommenteras")

    [lage] = state_of(varning.granskning.faktura)
    assert (lage.tackt, lage.vad_som_aterstar) == (True, "")


@pytest.mark.parametrize("skal", ["", "   ", "\n"])
def test_an_assessment_without_a_reason_is_refused(stopp, skal):
    assert refusal_of(stopp, skal=skal) == "Skriv ett skäl."


@pytest.mark.parametrize("nummer", ["19850113-9995", "850113-9995", "198501139995"])
def test_a_reason_with_a_personnummer_is_refused(stopp, nummer):
    assert refusal_of(stopp, skal=f"Gäller {nummer}.") == "Skriv inget personnummer i skälet."


@pytest.mark.parametrize("skal", ["Elsa Provberg var sjuk.", "Provberg, ELSA", "Sam Testlund har ringt."])
def test_a_reason_with_the_full_name_of_someone_in_the_case_is_refused(stopp, skal):
    assert refusal_of(stopp, skal=skal) == "Skriv inget namn i skälet. Använd referensen i stället."


def test_only_who_may_assess_assesses(stopp):
    assert refusal_of(stopp, by=build_granskare()) == "Din roll får inte bedöma avvikelser."


@pytest.mark.parametrize("beslut", ["kommenteras", "annat"])
def test_a_stop_is_decided_on(stopp, beslut):
    assert refusal_of(stopp, beslut) == "En avvikelse ska bedömas."


@pytest.mark.parametrize("beslut", ["godtas", "avslas", "komplettering"])
def test_a_warning_is_commented(varning, beslut):
    assert refusal_of(varning, beslut) == "En varning kommenteras."


def test_only_the_newest_result_is_assessed(stopp):
    build_granskning(stopp.granskning.faktura, A02="avvikelse")

    sagt = "Fakturan har kontrollerats igen. Bedöm det som den senaste kontrollen fann."
    assert refusal_of(stopp) == sagt


def test_a_verdict_of_another_invoice_is_refused(stopp, arende):
    annan = build_faktura(arende.redovisning, nummer="4712")
    build_granskning(annan, A02="avvikelse")

    with pytest.raises(AssessmentRefused):
        assess(faktura=annan, utfall=stopp, beslut="godtas", skal=SKAL, by=build_handlaggare(), at=NU)


def test_a_paid_invoice_is_not_assessed(arende):
    faktura = bring_to(arende.faktura, Status.UTBETALD)
    utfall = build_utfall(build_granskning(faktura))

    assert refusal_of(utfall) == "En faktura som är utbetald bedöms inte."


def test_an_assessment_does_not_end_before_it_is_made(stopp):
    assert refusal_of(stopp, galler_till=date(2015, 6, 9)) == "Dagen som bedömningen gäller till har redan varit."
    assert assess_it(stopp, galler_till=date(2015, 6, 10)).galler_till == date(2015, 6, 10)


def test_an_acceptance_on_an_invoice_for_several_months_has_a_last_day(arende):
    juni = build_redovisning(arende.brukare, arende.anordnare, date(2015, 6, 1))
    faktura = build_faktura(arende.redovisning, juni, nummer="4712")
    utfall = build_utfall(build_granskning(faktura))

    assert refusal_of(utfall) == "Fakturan gäller flera månader. Skriv vilken dag bedömningen gäller till."
    assert assess_it(utfall, galler_till=SISTA_DAG).galler_till == SISTA_DAG
    assert assess_it(utfall, "avslas").galler_till is None


# --- The second person ------------------------------------------------------------------------------------------


def test_the_invoice_goes_on_when_a_second_person_confirms(stopp):
    bedomning = assess_it(stopp)

    confirm(bedomning=bedomning, by=build_handlaggare("henrik"), at=NU)

    assert status() == Status.KONTROLLERAD


@pytest.mark.parametrize("roll", ["enhetschef", "handlaggare"])
def test_a_chief_or_another_caseworker_may_confirm(stopp, roll):
    bedomning = assess_it(stopp)

    confirm(bedomning=bedomning, by=build_user("ester", roll), at=NU)

    assert bedomning.bekraftelse.av.anvandarnamn == "ester"


def test_the_invoice_waits_until_the_last_stop_is_covered(arende):
    granskning = build_granskning(arende.faktura, A02="avvikelse", C01="ej_bedomd")
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    first, second = granskning.utfall.order_by("regel")

    confirm(bedomning=assess_it(first), by=build_handlaggare("henrik"), at=NU)
    assert status() == Status.STOPPAD

    confirm(bedomning=assess_it(second), by=build_handlaggare("henrik"), at=NU)
    assert status() == Status.KONTROLLERAD


def test_nobody_confirms_their_own_assessment(stopp):
    bedomning = assess_it(stopp)

    assert refusal_of_confirming(bedomning, build_handlaggare()) == (
        "Den som har gjort en bedömning får inte bekräfta den."
    )


def test_only_who_may_assess_or_confirm_confirms(stopp):
    assert refusal_of_confirming(assess_it(stopp), build_attestant()) == "Din roll får inte bekräfta bedömningar."


def test_an_assessment_is_confirmed_once(stopp):
    bedomning = assess_it(stopp)
    confirm(bedomning=bedomning, by=build_handlaggare("henrik"), at=NU)

    assert refusal_of_confirming(bedomning, build_handlaggare("hilda")) == "Bedömningen är redan bekräftad."


def test_an_assessment_that_a_newer_one_has_replaced_is_not_confirmed(stopp):
    replaced = assess_it(stopp)
    assess_it(stopp, "avslas")

    assert refusal_of_confirming(replaced, build_handlaggare("henrik")) == "Bedömningen har ersatts av en nyare."


def test_a_refused_deviation_holds_the_invoice_though_two_persons_agree(stopp):
    confirm(bedomning=assess_it(stopp, "avslas"), by=build_handlaggare("henrik"), at=NU)

    [lage] = state_of(stopp.granskning.faktura)
    assert (status(), lage.vad_som_aterstar) == (Status.STOPPAD, "Avvikelsen har inte godtagits.")


def test_a_second_thought_takes_an_attested_invoice_back(arende):
    utfall = build_utfall(build_granskning(arende.faktura))
    build_godtagen(utfall)
    bring_to(arende.faktura, Status.GODKAND)

    assess_it(utfall, "avslas")

    faktura = Faktura.objects.get()
    assert (faktura.status, faktura.omgang) == (Status.STOPPAD, 2)


# --- What remains, for the pages --------------------------------------------------------------------------------


def test_the_state_tells_what_remains_of_each_verdict_in_order_of_code(arende):
    granskning = build_granskning(
        arende.faktura, D05="avvikelse", A02="avvikelse", C01="ej_bedomd", D07="varning", B01="avvikelse"
    )
    utfall = {rad.regel: rad for rad in granskning.utfall.all()}
    build_godtagen(utfall["A02"])
    build_bedomning(utfall["B01"], "komplettering")
    build_bekraftelse(build_bedomning(utfall["D05"], galler_till=date(2015, 6, 9)))

    lagen = state_of(arende.faktura, idag=date(2015, 6, 10))

    assert [(lage.utfallsrad.regel, lage.tackt, lage.vad_som_aterstar) for lage in lagen] == [
        ("A02", True, ""),
        ("B01", False, "En komplettering är begärd."),
        ("C01", False, "Det som saknas ska kompletteras, eller bedömas."),
        ("D05", False, "Bedömningen gällde till 9\N{NO-BREAK SPACE}juni\N{NO-BREAK SPACE}2015. En ny behövs."),
        ("D07", False, "Varningen ska kommenteras."),
    ]


def test_an_invoice_that_has_not_been_controlled_has_no_state(arende):
    assert state_of(arende.faktura) == []


@pytest.mark.parametrize("antal", [1, 4])
def test_the_state_of_many_invoices_costs_three_statements(arende, antal, django_assert_num_queries):
    fakturor = [build_faktura(arende.redovisning, nummer=f"F{nummer}") for nummer in range(antal)]
    for faktura in fakturor:
        build_godtagen(build_utfall(build_granskning(faktura, D07="varning")))

    with django_assert_num_queries(3):
        lagen = states_of([faktura.pk for faktura in fakturor])
        said = [
            (lage.granskning.faktura_id, rad.bedomning and rad.bedomning.bekraftelse.av.namn)
            for lage in lagen.values()
            for rad in lage.rader
        ]

    assert said == [(faktura.pk, vem) for faktura in fakturor for vem in ("Henrik", None)]


@pytest.mark.parametrize(
    ("utfall", "beslut", "bekraftad", "galler_till"),
    list(
        product(
            ("avvikelse", "ej_bedomd", "varning"),
            Bedomning.Beslut.values,
            (True, False),
            (None, SISTA_DAG, date(2015, 6, 9)),
        )
    ),
)
def test_the_database_counts_as_the_program_does(arende, utfall, beslut, bekraftad, galler_till):
    granskning = build_granskning(arende.faktura)
    bedomning = build_bedomning(build_utfall(granskning, utfall=utfall), beslut, galler_till=galler_till)
    if bekraftad:
        build_bekraftelse(bedomning)

    program = states_of([arende.faktura.pk])[arende.faktura.pk].utfall

    with connection.cursor() as cursor:
        cursor.execute("SELECT oppna_stopp, okommenterade FROM oppet_i_fakturan(%s)", [arende.faktura.pk])
        assert cursor.fetchone() == (program.oppna_stopp, program.okommenterade)
