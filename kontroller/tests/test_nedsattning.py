"""Reduction: from what the controls question to a decision, and what the invoice then waits for."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from fakturor.attestratt import approved_amount
from fakturor.flode import Status
from fakturor.models import Faktura, Nedsattning
from fakturor.services.reducing import (
    Postuppgift,
)
from kontroller.bedomningslage import state_of
from kontroller.korning import recontrol
from kontroller.models import Utfallsrad
from kontroller.nedsattning import propose
from kontroller.services.approving import approve, review
from kontroller.services.outcome import apply_result
from kontroller.services.reducing import ReductionRefused, draft_reduction, withdraw_reduction
from kontroller.sidor.beteckning import control_name
from kontroller.tests.bygg_nedsattning import SKAL, decide_it, draft_it, post, refusal_of, send, status, stop_it
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    Arende,
    build_arende,
    build_assistent,
    build_attestant,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handlaggare,
)
from tests.byggstenar_kontroll import bring_to, build_utfall
from tests.byggstenar_nedsattning import EFTER_TIDEN, build_beslutsfattare

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def stopp(arende: Arende) -> Utfallsrad:
    """A stop that questions 2 720 kronor and a little on the invoice's only line."""
    return stop_it(arende)


# --- Täcker och täcker inte ---------------------------------------------------------------------------------------


def test_a_stop_whose_amount_is_taken_off_no_longer_stops(arende, stopp):
    assert status(arende) == Status.STOPPAD

    decide_it(send(draft_it(arende, post(stopp))))

    assert status(arende) == Status.KONTROLLERAD
    assert [lage.vad_som_aterstar for lage in state_of(arende.faktura)] == [""]


def test_an_ore_less_than_is_questioned_still_stops(arende, stopp):
    decide_it(send(draft_it(arende, post(stopp, "2720.00"))))

    assert status(arende) == Status.STOPPAD


def test_two_posts_cover_a_finding_together(arende, stopp):
    decide_it(send(draft_it(arende, post(stopp, "2000"), post(stopp, "720.01"))))

    assert status(arende) == Status.KONTROLLERAD


def test_kronor_taken_off_for_something_else_cover_nothing(arende, stopp):
    decide_it(send(draft_it(arende, post(belopp="5000"))))

    assert status(arende) == Status.STOPPAD
    assert approved_amount(arende.faktura) == Decimal("17720")


def test_a_changed_finding_stops_again(arende, stopp):
    decide_it(send(draft_it(arende, post(stopp))))

    stop_it(arende, fyndhash="f" * 64)

    assert status(arende) == Status.STOPPAD


def test_what_nobody_may_accept_can_be_taken_off(arende):
    betald = stop_it(arende, regel="E10")
    assert [lage.utfallsrad.forbjuden for lage in state_of(arende.faktura)] == [True]

    decide_it(send(draft_it(arende, post(betald))))

    assert status(arende) == Status.KONTROLLERAD


def test_the_whole_amount_taken_off_refuses_the_invoice(arende, stopp):
    decide_it(send(draft_it(arende, post(stopp, "22720"))))

    assert status(arende) == Status.AVVISAD
    assert Handelse.objects.get(typ="faktura.avvisad").uppgifter["skal"] == (
        "Hela beloppet är avslaget, beslut SN 2015/301."
    )


def test_withdrawing_a_decided_reduction_stops_the_invoice_again(arende, stopp):
    nedsattning = decide_it(send(draft_it(arende, post(stopp))))

    withdraw_reduction(
        nedsattning=nedsattning, atertagen_skal="Underlaget kom.", by=build_beslutsfattare(), at=EFTER_TIDEN
    )

    assert status(arende) == Status.STOPPAD
    assert approved_amount(arende.faktura) == Decimal("22720")


def test_an_attested_invoice_keeps_its_reduction(arende, stopp):
    nedsattning = decide_it(send(draft_it(arende, post(stopp))))
    bring_to(arende.faktura, Status.GRANSKAD)

    refused = refusal_of(
        withdraw_reduction, nedsattning=nedsattning, atertagen_skal="Fel.", by=build_beslutsfattare(), at=EFTER_TIDEN
    )

    assert refused == "Fakturan är granskad. Beloppet ändras inte sedan."
    assert refusal_of(draft_it, arende, post()) == "En faktura som är granskad sätts inte ned."


# --- Utkastet -----------------------------------------------------------------------------------------------------


def test_open_findings_are_proposed_with_their_time_and_whole_ore_upwards(arende, stopp):
    [forslag] = propose(arende.faktura)

    assert (forslag.regel, forslag.belopp, forslag.minuter) == ("A02", Decimal("2720.01"), 574)
    assert forslag.fakturarad == arende.faktura.rader.get()
    assert forslag.text == "9 tim 34 min är för mycket."


def test_the_same_line_is_proposed_with_an_amount_once(arende, stopp):
    mindre = {**stopp.fynd[0], "kronor": "100.00"}
    build_utfall(stopp.granskning, regel="D05", kronor=Decimal(100), fynd=[mindre])
    hela = {"utfall": "avvikelse", "text": "Hela fakturan.", "kronor": "22720.00"}
    build_utfall(stopp.granskning, regel="G01", kronor=Decimal(22720), fynd=[hela])

    assert [(f.regel, f.belopp) for f in propose(arende.faktura)] == [
        ("G01", Decimal("22720.00")),
        ("A02", None),
        ("D05", None),
    ]


def test_what_is_covered_is_not_proposed(arende, stopp):
    decide_it(send(draft_it(arende, post(stopp))))

    assert propose(arende.faktura) == []


def test_a_finding_that_names_another_person_is_proposed_without_her(arende):
    build_brukare("LSS-77AA", "198507099805")
    stop_it(arende, fynd=[{"utfall": "avvikelse", "text": "Samma tid hos LSS-77AA.", "kronor": "100.00"}])

    assert [f.text for f in propose(arende.faktura)] == [control_name("A02")]


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"skal": " "}, "Skriv varför."),
        ({"skal": "Elsa Provberg har fel."}, "Skriv inget namn. Använd referensen i stället."),
        ({"skal": "Enligt 19850113-9995."}, "Skriv inget personnummer. Använd referensen i stället."),
    ],
)
def test_a_reason_stands_in_a_letter(arende, stopp, falt, mening):
    assert refusal_of(draft_it, arende, post(stopp), **falt) == mening


def test_another_persons_reference_does_not_stand_in_the_letter(arende, stopp):
    build_brukare("LSS-77AA", "198507099805")

    assert "Nämn ingen annan" in refusal_of(draft_it, arende, post(stopp, text="Samma tid hos LSS-77AA."))
    assert draft_it(arende, post(stopp, text="Tid i ärende LSS-9F3C.")).poster.count() == 1


def test_more_than_the_line_or_the_invoice_is_not_taken_off(arende, stopp):
    rad = arende.faktura.rader.get()

    for_raden = refusal_of(draft_it, arende, post(belopp="22720.01", fakturarad=rad))
    for_fakturan = refusal_of(draft_it, arende, post(belopp="22720.01"))

    assert for_raden.startswith("Rad 1 är på 22 720,00 kr.")
    assert "mer än fakturan" in for_fakturan
    assert refusal_of(draft_it, arende) == "Skriv minst en sak som dras av."


def test_a_finding_from_an_earlier_control_is_not_answered(arende, stopp):
    stop_it(arende, fyndhash="f" * 64)

    assert "kontrollerats igen" in refusal_of(draft_it, arende, post(stopp))


def test_a_draft_is_written_anew_as_another(arende, stopp):
    forsta = draft_it(arende, post(stopp))
    assert "redan en nedsättning" in refusal_of(draft_it, arende, post(stopp))

    andra = draft_it(arende, post(stopp, "100"), ersatter=True)

    forsta.refresh_from_db()
    assert (forsta.status, andra.status) == ("atertagen", "utkast")
    assert forsta.poster.get().belopp == Decimal("2720.01")


def test_a_credit_note_is_refused_in_words(arende):
    kredit = build_faktura(arende.redovisning, nummer="4712", typ=Faktura.Typ.KREDITNOTA)

    with pytest.raises(ReductionRefused, match="En kreditfaktura sätts inte ned"):
        draft_reduction(faktura=kredit, poster=[post()], skal=SKAL, by=build_handlaggare(), at=NU)


def test_only_the_role_may_draw_it_up(arende, stopp):
    for by in (build_granskare(), build_attestant(), build_beslutsfattare()):
        assert refusal_of(draft_it, arende, post(stopp), by=by) == "Din roll får inte sätta ned fakturor."


@pytest.mark.parametrize(
    ("former", "mening"),
    [
        (["A"], "kommunens egen personal"),
        (["D", "B"], "prövas på olika sätt"),
        ([], "hör inte till något uppdrag"),
    ],
)
def test_without_one_form_it_is_refused_in_words(arende, former, mening):
    arende.brukare.uppdrag.all().delete()
    for nummer, form in enumerate(former):
        start = date(2015, 1, 1) if not nummer else date(2015, 5, 16)
        slut = date(2015, 5, 15) if not nummer else None
        arende.brukare.uppdrag.create(
            anordnare=arende.anordnare, avtalsform=form, galler_fran=start, galler_tom=slut if len(former) > 1 else None
        )

    assert mening in refusal_of(draft_it, arende, post())


def test_two_forms_of_economic_support_are_decided_together(arende):
    arende.brukare.uppdrag.update(galler_tom=date(2015, 5, 15))
    arende.brukare.uppdrag.create(anordnare=arende.anordnare, avtalsform="C", galler_fran=date(2015, 5, 16))

    assert draft_it(arende, post()).form == Nedsattning.Form.BESLUT


# --- Hela vägen ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_from_a_stop_by_the_real_controls_to_an_attest_of_the_reduced_amount():
    arende = build_arende(timmar=84)
    build_assistent(arende.anordnare, ASSISTENTENS_NUMMER)
    apply_result(granskning=recontrol(faktura=arende.faktura, by=build_granskare(), at=NU), by=build_granskare(), at=NU)
    assert status(arende) == Status.STOPPAD

    forslag = propose(arende.faktura)
    poster = [
        Postuppgift(text=f.text, belopp=f.belopp, fakturarad=f.fakturarad, regel=f.regel, fyndhash=f.fyndhash)
        for f in forslag
    ]
    decide_it(send(draft_it(arende, *poster)))
    assert status(arende) == Status.KONTROLLERAD

    granskning = review(faktura=arende.faktura, by=build_granskare(), at=EFTER_TIDEN)
    beslut = approve(faktura=arende.faktura, by=build_attestant(), at=EFTER_TIDEN)

    assert (granskning.belopp, beslut.belopp) == (Decimal("22720"), Decimal("22720"))
    assert arende.faktura.att_betala == Decimal("23856")
    assert status(arende) == Status.GODKAND
