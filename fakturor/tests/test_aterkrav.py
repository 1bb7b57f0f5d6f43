"""Återkrav: from a death that becomes known late to a decided and settled repayment, through the services."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Brukare, Delegation
from beslut.omfang import Omfang
from beslut.services.letters import hand_over, void
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import Status
from fakturor.models import Aterkrav, Betalning, Faktura, SenUppgift
from fakturor.services.deciding_reclaims import Postbeslut, decide_reclaim, draft_decision
from fakturor.services.late_facts import take_no_action
from fakturor.services.reclaiming import (
    Nypost,
    add_items,
    change_case,
    close_case,
    draft_hearing,
    note_answer,
    note_communicated,
    open_case,
)
from fakturor.services.reopening import reopen_invoices
from fakturor.services.settling import settle_by_hand
from fakturor.services.settling_reclaims import note_appeal, note_payment, note_ruling, write_off
from tests.byggstenar import NU, STOCKHOLM, Arende, build_arende, build_handlaggare, build_user
from tests.byggstenar_aterkrav import build_beslutande
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

ANDRA_JULI = datetime(2015, 7, 2, 9, 0, tzinfo=STOCKHOLM)
TREDJE_JULI = datetime(2015, 7, 3, 9, 0, tzinfo=STOCKHOLM)
SENARE = datetime(2015, 9, 1, 9, 0, tzinfo=STOCKHOLM)
DOM = {"instans": "forvaltningsratt", "malnummer": "1-15", "datum": date(2015, 8, 20)}


@pytest.fixture
def arende() -> Arende:
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    return arende


@pytest.fixture
def handlaggare() -> User:
    return build_handlaggare()


@pytest.fixture
def aterkrav(arende, handlaggare) -> Aterkrav:
    return begin(arende, handlaggare)


def begin(arende: Arende, by: User, **falt) -> Aterkrav:
    varden = {
        "slag": "aterbetalning",
        "brukare": arende.brukare,
        "anordnare": arende.anordnare,
        "mot": "enskild",
        "stallforetradare": None,
        "grund": "oriktiga_uppgifter",
        "period_fran": date(2015, 5, 11),
        "period_tom": date(2015, 5, 31),
        "skal": "Tid är redovisad efter den 10 maj.",
        "poster": [Nypost(arende.faktura, "A08", 600, Decimal(2840), "Tio timmar efter den 10 maj.")],
    } | falt
    return open_case(**varden, by=by, at=NU)


def communicated(aterkrav: Aterkrav, by: User) -> Aterkrav:
    draft_hearing(aterkrav=aterkrav, by=by, at=NU)
    return note_communicated(
        aterkrav=aterkrav, kommunicerat=date(2015, 6, 10), svara_senast=date(2015, 7, 2), by=by, at=NU
    )


def demanded(aterkrav: Aterkrav, belopp: Decimal, skal: str = "Ett svar talar för det.") -> list[Postbeslut]:
    """What is demanded of the only item, and why when it is not all of it."""
    post = aterkrav.poster.get()
    return [Postbeslut(post.pk, belopp, skal if belopp < post.belopp else "")]


def decided(aterkrav: Aterkrav, by: User, belopp: Decimal | None = None) -> Aterkrav:
    chef = build_beslutande()
    set_actor(chef.pk)
    return decide_reclaim(
        aterkrav=communicated(aterkrav, by),
        poster=demanded(aterkrav, belopp or Decimal(2840)),
        betala_senast=date(2015, 8, 3),
        diarienummer="",
        by=chef,
        at=TREDJE_JULI,
    )


def test_the_whole_way_from_the_first_item_to_the_last_krona(aterkrav, handlaggare):
    assert aterkrav.nummer == "ÅK-2015-0001"

    decided(aterkrav, handlaggare)
    ekonom = build_user("karin-ekonom", "ekonom")
    note_payment(aterkrav=aterkrav, belopp=Decimal(2000), datum=date(2015, 8, 1), skal="V 7", by=ekonom, at=SENARE)
    write_off(
        aterkrav=aterkrav,
        belopp=Decimal(840),
        datum=date(2015, 8, 2),
        skal="Går inte att få in.",
        by=build_beslutande(),
        at=SENARE,
    )

    aterkrav.refresh_from_db()
    assert aterkrav.status == Aterkrav.Status.REGLERAT
    assert aterkrav.delegation.punkt == "6.4"


def test_the_letters_say_what_the_law_asks_for_and_name_nobody(aterkrav, handlaggare):
    decided(aterkrav, handlaggare)
    aterkrav.refresh_from_db()

    yttra, beslut = aterkrav.brev.text, aterkrav.beslutsbrev.text
    assert "Du får yttra dig" in yttra
    assert "Tio timmar efter den 10 maj." in yttra
    assert "LSS-9F3C" in yttra
    for krav in ("2\u00a0840,00\u00a0kr", "12 § LSS", "förvaltningsrätten", "tre veckor", "44 § FL", "har inte svarat"):
        assert krav in beslut
    assert "Elsa" not in yttra + beslut
    assert "Provberg" not in yttra + beslut


def test_a_claim_by_contract_is_a_letter_without_an_appeal(arende, handlaggare):
    arende.brukare.uppdrag.update(avtalsform="B")
    krav = begin(arende, handlaggare, slag="avtalskrav")

    decided(krav, handlaggare)

    krav.refresh_from_db()
    assert (krav.mot, krav.grund, krav.delegation) == ("anordnare", "avtalet", None)
    assert (krav.beslutsbrev.slag, krav.beslutsbrev.brukare, krav.beslutsbrev.anordnare) == (
        "krav",
        None,
        arende.anordnare,
    )
    assert "inget beslut som går att överklaga" in krav.beslutsbrev.text
    assert "förvaltningsrätten" not in krav.beslutsbrev.text


def test_numbers_follow_on_each_other(arende, aterkrav, handlaggare):
    andra = begin(arende, handlaggare, poster=[])

    assert andra.nummer == "ÅK-2015-0002"


def test_who_looked_into_it_does_not_decide(aterkrav, handlaggare):
    with pytest.raises(RegistrationRefused, match="utrett återkravet beslutar inte"):
        decide_reclaim(
            aterkrav=communicated(aterkrav, handlaggare),
            poster=demanded(aterkrav, Decimal(1)),
            betala_senast=date(2015, 8, 3),
            diarienummer="",
            by=handlaggare,
            at=TREDJE_JULI,
        )


def test_who_has_no_delegation_is_told_so(aterkrav, handlaggare):
    chef = build_user("elin", "enhetschef")
    with pytest.raises(RegistrationRefused, match="ingen delegation"):
        decide_reclaim(
            aterkrav=communicated(aterkrav, handlaggare),
            poster=demanded(aterkrav, Decimal(1)),
            betala_senast=date(2015, 8, 3),
            diarienummer="",
            by=chef,
            at=TREDJE_JULI,
        )
    assert not Delegation.objects.exists()


def test_before_the_last_day_to_answer_the_gate_says_why(aterkrav, handlaggare):
    chef = build_beslutande()
    set_actor(chef.pk)

    with pytest.raises(RegistrationRefused, match="Tiden att yttra sig har inte gått ut"):
        decide_reclaim(
            aterkrav=communicated(aterkrav, handlaggare),
            poster=demanded(aterkrav, Decimal(1)),
            betala_senast=date(2015, 8, 3),
            diarienummer="",
            by=chef,
            at=ANDRA_JULI,
        )


def test_an_answer_lets_it_be_decided_and_stands_in_the_decision(aterkrav, handlaggare):
    communicated(aterkrav, handlaggare)
    note_answer(
        aterkrav=aterkrav, svar="Tre timmar stämmer.", svar_inkom=date(2015, 6, 20), by=handlaggare, at=ANDRA_JULI
    )
    chef = build_beslutande()
    set_actor(chef.pk)

    beslutat = decide_reclaim(
        aterkrav=aterkrav,
        poster=demanded(aterkrav, Decimal(1988)),
        betala_senast=date(2015, 8, 3),
        diarienummer="SN 2015/77",
        by=chef,
        at=ANDRA_JULI,
    )

    beslutat.refresh_from_db()
    assert "Tre timmar stämmer." in beslutat.beslutsbrev.text
    assert "1\u00a0988,00\u00a0kr" in beslutat.beslutsbrev.text


def test_the_letter_is_handed_over_once_and_its_day_is_the_case_s(aterkrav, handlaggare):
    brev = draft_hearing(aterkrav=aterkrav, by=handlaggare, at=NU)
    hand_over(brev=brev, skickat=date(2015, 6, 10), by=handlaggare, at=NU)

    with pytest.raises(RegistrationRefused, match="lämnat den 10"):
        note_communicated(aterkrav=aterkrav, kommunicerat=date(2015, 6, 9), svara_senast=None, by=handlaggare, at=NU)

    aterkrav = note_communicated(
        aterkrav=aterkrav, kommunicerat=date(2015, 6, 10), svara_senast=None, by=handlaggare, at=NU
    )
    assert aterkrav.svara_senast == date(2015, 7, 1)


def test_a_letter_put_aside_leaves_room_for_another(aterkrav, handlaggare):
    brev = draft_hearing(aterkrav=aterkrav, by=handlaggare, at=NU)
    with pytest.raises(RegistrationRefused):
        draft_hearing(aterkrav=aterkrav, by=handlaggare, at=NU)
    void(brev=brev, by=handlaggare, at=NU)

    assert draft_hearing(aterkrav=aterkrav, by=handlaggare, at=NU).pk != brev.pk


def test_a_decision_whose_letter_is_put_aside_is_written_again(aterkrav, handlaggare):
    decided(aterkrav, handlaggare)
    aterkrav.refresh_from_db()
    void(brev=aterkrav.beslutsbrev, by=handlaggare, at=SENARE)

    nytt = draft_decision(aterkrav=aterkrav, by=handlaggare, at=SENARE)

    aterkrav.refresh_from_db()
    assert aterkrav.beslutsbrev == nytt


def test_a_court_lowers_it_and_what_was_paid_settles_it(aterkrav, handlaggare):
    decided(aterkrav, handlaggare)
    ekonom = build_user("karin-ekonom", "ekonom")
    note_payment(aterkrav=aterkrav, belopp=Decimal(1000), datum=date(2015, 8, 1), skal="", by=ekonom, at=SENARE)
    note_appeal(aterkrav=aterkrav, overklagat=date(2015, 7, 20), by=handlaggare, at=SENARE)

    aterkrav = note_ruling(aterkrav=aterkrav, belopp=Decimal(1000), **DOM, by=handlaggare, at=SENARE)

    assert aterkrav.status == Aterkrav.Status.REGLERAT


def test_while_a_court_is_at_it_a_full_payment_does_not_close_it(aterkrav, handlaggare):
    decided(aterkrav, handlaggare)
    note_appeal(aterkrav=aterkrav, overklagat=date(2015, 7, 20), by=handlaggare, at=SENARE)
    ekonom = build_user("karin-ekonom", "ekonom")

    note_payment(aterkrav=aterkrav, belopp=Decimal(2840), datum=date(2015, 8, 1), skal="", by=ekonom, at=SENARE)

    aterkrav.refresh_from_db()
    assert aterkrav.status == Aterkrav.Status.OVERKLAGAT


def test_no_more_is_received_than_is_left(aterkrav, handlaggare):
    decided(aterkrav, handlaggare)

    with pytest.raises(RegistrationRefused, match="840,00\u00a0kr kvar"):
        note_payment(
            aterkrav=aterkrav,
            belopp=Decimal("2840.01"),
            datum=date(2015, 8, 1),
            skal="",
            by=build_user("karin-ekonom", "ekonom"),
            at=SENARE,
        )


def test_a_case_that_is_closed_has_its_reason(aterkrav, handlaggare):
    closed = close_case(aterkrav=aterkrav, avslutat_skal="Tiden stämde.", by=handlaggare, at=NU)

    assert closed.status == Aterkrav.Status.NEDLAGT
    with pytest.raises(RegistrationRefused, match="får inga fler poster"):
        add_items(aterkrav=aterkrav, poster=[post_of(aterkrav)], by=handlaggare, at=NU)


def test_the_period_is_not_changed_away_from_the_items(aterkrav, handlaggare):
    with pytest.raises(RegistrationRefused, match="täcker inte ärendets poster"):
        change_case(
            aterkrav=aterkrav,
            mot="enskild",
            stallforetradare=None,
            grund="borde_insett",
            period_fran=date(2015, 6, 1),
            period_tom=date(2015, 6, 30),
            skal="Annat.",
            by=handlaggare,
            at=NU,
        )


def test_no_personnummer_is_kept_in_a_case(arende, handlaggare):
    with pytest.raises(RegistrationRefused, match="personnummer"):
        begin(arende, handlaggare, skal="Om 19850113-9995.")


def post_of(aterkrav: Aterkrav) -> Nypost:
    return Nypost(aterkrav.poster.get().faktura, "", None, Decimal(1), "En krona.")


class TestLateFacts:
    """What becomes known when the invoice has been paid."""

    def test_a_death_is_noted_on_the_paid_invoice_and_changes_nothing_of_it(self, arende, handlaggare):
        fore = Faktura.objects.values().get()

        dies(arende, handlaggare)

        sen = SenUppgift.objects.get()
        assert (sen.faktura, sen.om, sen.manad, sen.avgjord) == (arende.faktura, "personen", date(2015, 5, 1), None)
        assert Faktura.objects.values().get() == fore

    def test_two_facts_wait_as_one(self, arende, handlaggare):
        dies(arende, handlaggare)
        dies(arende, handlaggare)

        assert SenUppgift.objects.count() == 1

    def test_what_rests_on_another_person_or_time_is_not_noted(self, arende, handlaggare):
        for omfang in (
            Omfang(arende.brukare.pk + 1, None, None, None),
            Omfang(arende.brukare.pk, None, date(2015, 6, 1), None),
            Omfang(None, arende.anordnare.pk + 1, None, None),
        ):
            reopen_invoices(omfang={omfang}, by=handlaggare, at=NU)

        assert not SenUppgift.objects.exists()

    @pytest.mark.parametrize(
        ("part", "om"),
        [("brukare", "personen"), ("anordnare", "anordnaren"), ("assistent", "assistenten"), ("", "alla")],
    )
    def test_it_is_said_what_the_change_was_about(self, arende, handlaggare, part, om):
        ids = {"brukare": arende.brukare.pk, "anordnare": arende.anordnare.pk, "assistent": arende.rapport.assistent_id}
        alla = dict.fromkeys(("brukare", "anordnare", "fran", "tom"))
        omfang = Omfang(**(alla | ({part: ids[part]} if part else {})))

        reopen_invoices(omfang={omfang}, by=handlaggare, at=NU)

        assert SenUppgift.objects.get().om == om

    def test_time_that_changes_is_noted(self, arende, handlaggare):
        reopen_invoices(redovisningar={arende.redovisning.pk}, by=handlaggare, at=NU)

        assert SenUppgift.objects.get().om == "tiden"

    def test_an_unpaid_invoice_goes_back_and_is_not_noted(self, handlaggare):
        arende = build_arende()
        bring_to(arende.faktura, Status.GODKAND)

        dies(arende, handlaggare)

        assert Faktura.objects.get().status == Status.MOTTAGEN
        assert not SenUppgift.objects.exists()

    def test_nothing_is_noted_when_it_says_nothing_of_what_was_right_to_pay(self, arende, handlaggare):
        reopen_invoices(redovisningar={arende.redovisning.pk}, betalda=False, by=handlaggare, at=NU)

        assert not SenUppgift.objects.exists()

    def test_a_case_settles_it(self, arende, handlaggare):
        dies(arende, handlaggare)

        aterkrav = begin(arende, handlaggare)

        sen = SenUppgift.objects.get()
        assert (sen.utgang, sen.aterkrav, sen.avgjord_av) == ("aterkrav", aterkrav, handlaggare)

    def test_a_reason_settles_it_and_names_nobody(self, arende, handlaggare):
        dies(arende, handlaggare)
        sen = SenUppgift.objects.get()

        with pytest.raises(RegistrationRefused, match="inget namn"):
            take_no_action(sen=sen, skal="Elsa Provberg hade rätt till tiden.", by=handlaggare, at=NU)
        take_no_action(sen=sen, skal="Dagen var felskriven.", by=handlaggare, at=NU)

        assert SenUppgift.objects.get().utgang == "ingen_atgard"
        dies(arende, handlaggare)
        assert SenUppgift.objects.filter(avgjord=None).count() == 1


def dies(arende: Arende, by: User) -> None:
    """Somebody learns of the death, and the registers tell."""
    Brukare.objects.update(avliden=date(2015, 5, 10))
    reopen_invoices(omfang={Omfang(arende.brukare.pk, None, None, None)}, by=by, at=NU)


def test_what_the_bank_sends_back_after_a_late_fact_is_controlled_anew_and_not_paid_on_it(handlaggare):
    arende = build_arende()
    bring_to(arende.faktura, Status.I_UTBETALNING)
    dies(arende, handlaggare)
    ekonom = build_user("karin-ekonom", "ekonom")
    set_actor(ekonom.pk)

    settle_by_hand(
        betalning=Betalning.objects.get(),
        utfall="avvisad",
        datum=date(2015, 6, 10),
        skal="Kontot är avslutat.",
        by=ekonom,
        at=NU,
    )

    assert Faktura.objects.get().status == Status.MOTTAGEN
    assert SenUppgift.objects.get().utgang == "ingen_atgard"
