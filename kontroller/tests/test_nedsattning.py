"""Reduction: from what the controls question to a decision, and what the invoice then waits for."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from assistans.models import Handelse
from beslut.models import Brev, Jav
from beslut.services.letters import hand_over
from fakturor.attestratt import approved_amount
from fakturor.flode import Status
from fakturor.models import Faktura, Nedsattning
from fakturor.services.deciding_reductions import decision_obstacle, hearing_obstacle
from fakturor.services.reducing import (
    Postuppgift,
    communicate,
    give_longer_time,
    hearing_letters,
    letters_of,
    record_answer,
)
from kontroller.bedomningslage import state_of
from kontroller.korning import recontrol
from kontroller.models import Utfallsrad
from kontroller.nedsattning import propose
from kontroller.services.approving import approve, review
from kontroller.services.outcome import apply_result
from kontroller.services.reducing import ReductionRefused, decide_reduction, draft_reduction, withdraw_reduction
from kontroller.sidor.beteckning import control_name
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    STOCKHOLM,
    Arende,
    build_arende,
    build_assistent,
    build_attestant,
    build_beslut,
    build_brukare,
    build_faktura,
    build_fakturarad,
    build_granskare,
    build_handlaggare,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_granskning, build_utfall
from tests.byggstenar_nedsattning import EFTER_TIDEN, SVARA_SENAST, build_beslutsfattare

pytestmark = pytest.mark.django_db

SKAL = "Beslutet ger inte den tiden."
IFRAGASATT = Decimal("2720.004")
"""Questioned to a part of an öre: what is taken off covers it from the next whole öre."""


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def stopp(arende: Arende) -> Utfallsrad:
    """A stop that questions 2 720 kronor and a little on the invoice's only line."""
    return stop_it(arende)


def stop_it(arende: Arende, **falt) -> Utfallsrad:
    granskning = build_granskning(arende.faktura)
    fynd = {
        "utfall": "avvikelse",
        "text": "9 tim 34 min är för mycket.",
        "redovisning": arende.redovisning.pk,
        "kronor": str(IFRAGASATT),
        "matt": {"over_minuter": 574},
    }
    rad = build_utfall(granskning, **({"kronor": IFRAGASATT, "fynd": [fynd]} | falt))
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    arende.faktura.refresh_from_db()
    return rad


def post(utfall: Utfallsrad | None = None, belopp: str = "2720.01", **falt) -> Postuppgift:
    av_fynd = {"regel": utfall.regel, "fyndhash": utfall.fyndhash} if utfall else {}
    return Postuppgift(**({"text": "Tid utöver beslutet.", "belopp": Decimal(belopp)} | av_fynd | falt))


def draft_it(arende: Arende, *poster: Postuppgift, **falt) -> Nedsattning:
    varden = {"skal": SKAL, "by": build_handlaggare(), "at": NU} | falt
    return draft_reduction(faktura=arende.faktura, poster=poster, **varden)


def send(nedsattning: Nedsattning, **falt) -> Nedsattning:
    """Communicated, and the letters handed over the same day."""
    varden = {"svara_senast": SVARA_SENAST, "by": build_handlaggare(), "at": NU} | falt
    nedsattning = communicate(nedsattning=nedsattning, **varden)
    for brev in hearing_letters(nedsattning):
        hand_over(brev=brev, skickat=date(2015, 6, 10), by=build_handlaggare(), at=NU)
    return nedsattning


def decide_it(nedsattning: Nedsattning, **falt) -> Nedsattning:
    varden = {"diarienummer": "SN 2015/301", "by": build_beslutsfattare(), "at": EFTER_TIDEN} | falt
    return decide_reduction(nedsattning=nedsattning, **varden)


def refusal_of(act, *args, **falt) -> str:
    with pytest.raises(ReductionRefused) as refused:
        act(*args, **falt)
    return plain(str(refused.value))


def plain(text: str) -> str:
    """The text with spaces that may break."""
    return text.replace("\u00a0", " ")


def status(arende: Arende) -> str:
    arende.faktura.refresh_from_db()
    return arende.faktura.status


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


# --- Yttrandet ----------------------------------------------------------------------------------------------------


def test_the_letter_gives_the_person_time_to_answer(arende, stopp):
    nedsattning = communicate(
        nedsattning=draft_it(arende, post(stopp, minuter=574)), svara_senast=SVARA_SENAST, by=build_handlaggare(), at=NU
    )

    brev = nedsattning.brev
    assert (brev.slag, brev.brukare, brev.anordnare, brev.is_draft) == ("kommunicering", arende.brukare, None, True)
    for del_ in ("LSS-9F3C", "25 § förvaltningslagen", "24 juni 2015", "2 720,01 kronor", "9 tim 34 min", SKAL):
        assert del_ in plain(brev.text)
    for namn in ("Elsa", "Provberg", "överklaga"):
        assert namn not in brev.text


def test_the_letter_may_be_to_whoever_acts_for_her_without_a_name(arende, stopp):
    nedsattning = send(draft_it(arende, post(stopp)), mottagare="god_man")

    assert "Till gode mannen" in nedsattning.brev.text
    assert nedsattning.brev.anordnare is None


def test_the_provider_gets_it_only_as_her_agent(arende, stopp):
    nedsattning = decide_it(send(draft_it(arende, post(stopp)), mottagare="anordnare"))

    assert [(b.slag, b.brukare, b.anordnare) for b in letters_of(nedsattning)] == [
        ("kommunicering", arende.brukare, arende.anordnare),
        ("beslut", arende.brukare, arende.anordnare),
    ]
    assert "Till personens ombud" in letters_of(nedsattning)[0].text


def test_nothing_is_decided_before_the_person_has_had_her_say(arende, stopp):
    nedsattning = draft_it(arende, post(stopp))
    assert refusal_of(decide_it, nedsattning) == "Personen har inte fått yttra sig än."

    nedsattning = communicate(nedsattning=nedsattning, svara_senast=SVARA_SENAST, by=build_handlaggare(), at=NU)
    assert "att brevet om att få yttra sig är lämnat" in refusal_of(decide_it, nedsattning)

    hand_over(brev=nedsattning.brev, skickat=date(2015, 6, 10), by=build_handlaggare(), at=NU)
    sista = datetime(2015, 6, 24, 16, 0, tzinfo=STOCKHOLM)
    assert refusal_of(decide_it, nedsattning, at=sista) == "Tiden att yttra sig går till den 24 juni 2015."
    assert decision_obstacle(nedsattning=nedsattning, by=build_beslutsfattare(), at=EFTER_TIDEN) is None


def test_an_answer_opens_for_a_decision_and_stands_in_it(arende, stopp):
    nedsattning = send(draft_it(arende, post(stopp)))
    dagen_efter = NU + timedelta(days=1)

    record_answer(
        nedsattning=nedsattning,
        svar="Jag var sjuk då",
        svar_inkom=date(2015, 6, 11),
        by=build_handlaggare(),
        at=dagen_efter,
    )
    nedsattning = decide_it(nedsattning, at=dagen_efter)

    assert "Ditt svar kom den 11 juni 2015: Jag var sjuk då." in plain(nedsattning.beslutsbrev.text)


def test_a_longer_time_is_given_but_no_shorter(arende, stopp):
    nedsattning = send(draft_it(arende, post(stopp)))

    sedan = give_longer_time(nedsattning=nedsattning, svara_senast=date(2015, 7, 8), by=build_handlaggare(), at=NU)

    assert "8 juli 2015" in refusal_of(decide_it, sedan)
    tidigare = {"svara_senast": SVARA_SENAST, "by": build_handlaggare(), "at": NU}
    assert "går redan till den 8 juli 2015" in refusal_of(give_longer_time, nedsattning=sedan, **tidigare)


def test_a_letter_handed_over_too_late_asks_for_a_longer_time(arende, stopp):
    nedsattning = communicate(
        nedsattning=draft_it(arende, post(stopp)), svara_senast=SVARA_SENAST, by=build_handlaggare(), at=NU
    )
    hand_over(brev=nedsattning.brev, skickat=SVARA_SENAST, by=build_handlaggare(), at=EFTER_TIDEN)

    assert "Ge längre tid" in hearing_obstacle(nedsattning, date(2015, 6, 25))


# --- Beslutet -----------------------------------------------------------------------------------------------------


def test_a_decision_says_grounds_rules_who_and_how_to_appeal(arende, stopp):
    nedsattning = decide_it(send(draft_it(arende, post(stopp))))

    brev = nedsattning.beslutsbrev
    assert (brev.slag, brev.brukare, brev.is_draft) == (Brev.Slag.BESLUT, arende.brukare, True)
    text = plain(brev.text)
    for del_ in (
        "Diarienummer SN 2015/301",
        "betala 19 999,99 kronor",
        "begärt 22 720,00 kronor",
        SKAL,
        "har inte fått något svar",
        "Det som dras av: 9 § 2 LSS.",
        "25 och 31–33 §§ förvaltningslagen",
        "fattat av Maria-chef på delegation",
        "punkt 4.7",
        "Hanna har handlagt",
        "förvaltningsrätten (27 § LSS)",
        "inom tre veckor från den dag då du fick del av beslutet (43 och 44 §§",
    ):
        assert del_ in text
    assert "Provberg" not in text


def test_a_dispute_says_nothing_of_appeal_and_needs_neither_letter_nor_delegation(arende, stopp):
    arende.brukare.uppdrag.update(avtalsform="B")
    chef = build_user("chef-utan-delegation", "enhetschef")

    nedsattning = decide_it(draft_it(arende, post(stopp)), by=chef, at=NU, diarienummer="")

    brev = nedsattning.beslutsbrev
    assert (brev.slag, brev.anordnare, status(arende)) == (Brev.Slag.BESTRIDANDE, arende.anordnare, Status.KONTROLLERAD)
    for ord_ in ("överklag", "förvaltningsrätt", "beslut om ekonomiskt stöd"):
        assert ord_ not in brev.text.lower()
    assert "bestrider 2 720,01 kronor" in plain(brev.text)


def test_a_dispute_is_not_communicated_as_a_decision(arende, stopp):
    arende.brukare.uppdrag.update(avtalsform="B")

    assert "25 § förvaltningslagen" in refusal_of(send, draft_it(arende, post(stopp)))


def test_the_one_who_drew_it_up_and_those_without_role_or_delegation_do_not_decide(arende, stopp):
    nedsattning = send(draft_it(arende, post(stopp)))
    bada = build_user("bada", "handlaggare", "enhetschef")
    nedsattning_av_bada = Nedsattning(upprattad_av=bada, status="kommunicerad", faktura=arende.faktura)

    assert refusal_of(decide_it, nedsattning, by=build_handlaggare()) == ("Din roll får inte besluta om nedsättningar.")
    assert decision_obstacle(nedsattning=nedsattning_av_bada, by=bada, at=EFTER_TIDEN) == (
        "Den som har upprättat en nedsättning beslutar den inte."
    )
    utan = build_user("chef-utan-delegation", "enhetschef")
    assert "har ingen delegation i registret" in refusal_of(decide_it, nedsattning, by=utan)
    assert refusal_of(decide_it, nedsattning, diarienummer=" ") == "Skriv beslutets diarienummer."


def test_whoever_has_an_interest_neither_draws_up_nor_decides(arende, stopp):
    def report(vem) -> None:
        Jav.objects.create(anvandare=vem, anordnare=arende.anordnare, grund="annan", anmald_av=vem, anmald=NU)

    nedsattning = send(draft_it(arende, post(stopp)))
    report(build_beslutsfattare())
    assert refusal_of(decide_it, nedsattning) == "Den som är jävig får inte sätta ned fakturan."

    report(build_handlaggare())
    tillbaka = {"atertagen_skal": "Jag är jävig.", "by": build_handlaggare(), "at": NU}
    assert refusal_of(withdraw_reduction, nedsattning=nedsattning, **tillbaka) == (
        "Den som är jävig får inte sätta ned fakturan."
    )


# --- Flera personer på fakturan -----------------------------------------------------------------------------------


@pytest.fixture
def tva(arende) -> Arende:
    """Another person on the same invoice, with a line of her own."""
    annan = build_brukare("LSS-77AA", "198507099805", fornamn="Vera", efternamn="Annansson")
    build_beslut(annan, diarienummer="SN 2014/119")
    build_uppdrag(annan, arende.anordnare)
    build_fakturarad(
        arende.faktura, build_redovisning(annan, arende.anordnare), ordning=2, antal=10, pris=284, belopp=2840
    )
    return arende


def test_each_person_gets_a_letter_about_her_own(tva):
    forsta, andra = tva.faktura.rader.all()
    assert refusal_of(draft_it, tva, post(belopp="1")).startswith("Fakturan gäller flera personer")

    nedsattning = send(draft_it(tva, post(belopp="100", fakturarad=forsta), post(belopp="40", fakturarad=andra)))
    breven = {brev.brukare.referens: plain(brev.text) for brev in hearing_letters(nedsattning)}

    assert breven.keys() == {"LSS-9F3C", "LSS-77AA"}
    assert "betala 2 800,00 kronor, alltså 40,00 kronor mindre" in breven["LSS-77AA"]
    assert "LSS-9F3C" not in breven["LSS-77AA"]
    assert "100,00" not in breven["LSS-77AA"]


def test_one_persons_answer_does_not_take_the_time_from_another(tva):
    forsta, andra = tva.faktura.rader.all()
    nedsattning = send(draft_it(tva, post(belopp="100", fakturarad=forsta), post(belopp="40", fakturarad=andra)))
    record_answer(nedsattning=nedsattning, svar="Ja.", svar_inkom=date(2015, 6, 10), by=build_handlaggare(), at=NU)
    nedsattning.refresh_from_db()

    assert plain(hearing_obstacle(nedsattning, date(2015, 6, 12))) == "Tiden att yttra sig går till den 24 juni 2015."


def test_only_those_whose_support_becomes_less_are_written_to(tva):
    forsta, _ = tva.faktura.rader.all()

    nedsattning = send(draft_it(tva, post(belopp="100", fakturarad=forsta)))

    assert [brev.brukare.referens for brev in hearing_letters(nedsattning)] == ["LSS-9F3C"]


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
