"""A reduction's letters: who is heard, until when, what the decision says, and to whom of several on an invoice."""

import io
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from beslut.brev.pdf import write_letter
from beslut.models import Brev, Jav
from beslut.services.letters import hand_over
from fakturor.flode import Status
from fakturor.models import Nedsattning
from fakturor.services.deciding_reductions import decision_obstacle, hearing_obstacle
from fakturor.services.hearing_reductions import communicate, give_longer_time, hearing_letters, record_answer
from fakturor.services.reducing import letters_of
from kontroller.models import Utfallsrad
from kontroller.services.reducing import withdraw_reduction
from kontroller.tests.bygg_nedsattning import SKAL, decide_it, draft_it, plain, post, refusal_of, send, status, stop_it
from tests.byggstenar import (
    NU,
    STOCKHOLM,
    Arende,
    build_arende,
    build_beslut,
    build_brukare,
    build_fakturarad,
    build_handlaggare,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_nedsattning import EFTER_TIDEN, SVARA_SENAST, build_beslutsfattare

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def stopp(arende: Arende) -> Utfallsrad:
    """A stop that questions 2 720 kronor and a little on the invoice's only line."""
    return stop_it(arende)


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
        "Avdragen grundas på 9 § 2 LSS.",
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


def test_the_decision_is_an_accessible_document_without_name_or_number(arende, stopp):
    brev = decide_it(send(draft_it(arende, post(stopp)))).beslutsbrev

    pdf = PdfReader(io.BytesIO(write_letter(brev)))

    rot = pdf.trailer["/Root"]
    assert (rot["/MarkInfo"]["/Marked"], rot["/Lang"], pdf.metadata.title) == (True, "sv", brev.amne)
    assert b"pdfuaid:part" in rot["/Metadata"].get_data()
    text = " ".join(sida.extract_text() for sida in pdf.pages).replace("\u00a0", " ")
    for ord_ in ("Nämnden", "LSS-9F3C", "SN 2015/301", "Hur du överklagar"):
        assert ord_ in text
    for ord_ in ("Elsa", "Provberg", "19850113"):
        assert ord_ not in text


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
