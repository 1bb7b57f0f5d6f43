"""The way of a repayment, its items and payments, and of notices, tried by raw SQL past every service."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from assistans.models import User
from beslut.models import Anordnare, Brev, Jav
from fakturor.flode import Status
from fakturor.models import Aterkrav, Faktura
from tests.byggstenar import NU, STOCKHOLM, Arende, build_arende, build_handlaggare, build_user
from tests.byggstenar_aterkrav import build_aterkrav, build_beslutande, build_brev, build_post, communicate, decide
from tests.byggstenar_kontroll import bring_to
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

STEG = "UPDATE fakturor_aterkrav SET status = %s WHERE id = %s"
NEDLAGT = "UPDATE fakturor_aterkrav SET status = 'nedlagt', avslutat_skal = 'Felräknat.' WHERE id = %s"
OVERKLAGAT = "UPDATE fakturor_aterkrav SET status = 'overklagat', overklagat = '2015-07-20' WHERE id = %s"
POST = (
    "INSERT INTO fakturor_aterkravspost (aterkrav_id, faktura_id, regel, belopp, text) "
    "VALUES (%s, %s, 'A08', %s, 'Fel.')"
)
BETALNING = (
    "INSERT INTO fakturor_aterbetalning (aterkrav_id, slag, belopp, datum, skal, av_id, tid) "
    "VALUES (%s, %s, %s, '2015-08-01', 'Verifikation 7', %s, now())"
)
SENT = "UPDATE fakturor_senuppgift SET {} WHERE id = %s"


@pytest.fixture
def arende() -> Arende:
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    return arende


@pytest.fixture
def aterkrav(arende) -> Aterkrav:
    """A case about ten hours, looked into by the handläggare."""
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    return aterkrav


@pytest.fixture
def beslutat(aterkrav) -> Aterkrav:
    communicate(aterkrav)
    return decide(aterkrav)


def test_nobody_decides_what_they_looked_into(aterkrav):
    communicate(aterkrav)
    build_beslutande(aterkrav.upprattat_av.anvandarnamn)

    with refused("aterkrav_beslutat_av_annan"):
        decide(aterkrav, by=aterkrav.upprattat_av)


@pytest.mark.parametrize(
    ("fran", "till"), [("utreds", "beslutat"), ("utreds", "overklagat"), ("utreds", "reglerat"), ("utreds", "utreds2")]
)
def test_a_case_does_not_jump(aterkrav, fran, till):
    with refused("går inte från" if till != "utreds2" else "utreds2"):
        execute(STEG, [till, aterkrav.pk])


def test_what_is_closed_is_not_opened_again(aterkrav):
    execute(NEDLAGT, [aterkrav.pk])

    with refused("går inte från nedlagt till utreds"):
        execute(STEG, ["utreds", aterkrav.pk])


def test_a_case_is_closed_with_a_reason(aterkrav):
    with refused("aterkrav_nedlagt_med_skal"):
        execute(STEG, ["nedlagt", aterkrav.pk])


def test_a_case_is_neither_removed_nor_emptied(aterkrav):
    with refused("läggs ned"):
        execute("DELETE FROM fakturor_aterkrav WHERE id = %s", [aterkrav.pk])
    with refused("fakturor_aterkrav"):
        empty("fakturor_aterkrav")


def test_it_is_not_communicated_without_the_letter_that_was_handed_over(aterkrav):
    utkast = build_brev(aterkrav, skickat=None)

    with refused("Brevet om att få yttra sig är inte lämnat"):
        execute(
            "UPDATE fakturor_aterkrav SET status = 'kommunicerat', kommunicerat = '2015-06-11',"
            " svara_senast = '2015-07-02', brev_id = %s WHERE id = %s",
            [utkast.pk, aterkrav.pk],
        )


def test_a_case_without_items_is_not_communicated(arende):
    with refused("har inga poster"):
        communicate(build_aterkrav(arende))


def test_nothing_is_decided_before_the_answer_or_the_last_day_to_give_it(aterkrav):
    communicate(aterkrav)

    with refused("Tiden att yttra sig har inte gått ut."):
        decide(aterkrav, at=datetime(2015, 7, 2, 12, tzinfo=STOCKHOLM))

    execute("UPDATE fakturor_aterkrav SET svar = 'Nej.', svar_inkom = '2015-06-15' WHERE id = %s", [aterkrav.pk])
    decide(aterkrav, at=datetime(2015, 6, 16, 12, tzinfo=STOCKHOLM))


def test_a_repayment_is_decided_on_a_delegation_for_it_that_is_in_force_that_day(aterkrav):
    communicate(aterkrav)
    beslutande = build_beslutande()

    with refused("Ingen delegation om återbetalning"):
        decide(aterkrav, delegation=None)
    beslutande.delegationer.update(galler_tom=date(2015, 7, 2))
    with refused("Ingen delegation om återbetalning"):
        decide(aterkrav)


def test_a_delegation_for_something_else_does_not_reach(aterkrav):
    communicate(aterkrav)
    annan = build_beslutande("elin", avser=["ordinarie"])

    with refused("Ingen delegation om återbetalning"):
        decide(aterkrav, by=annan)


def test_who_decides_does_it_in_their_own_name(aterkrav):
    communicate(aterkrav)

    with refused("i eget namn"):
        decide(aterkrav, actor=build_handlaggare())


def test_no_more_is_decided_than_the_items_are(aterkrav):
    communicate(aterkrav)

    with refused("mer än ärendets poster"):
        decide(aterkrav, belopp=Decimal("2840.01"))


@pytest.mark.parametrize("part", ["brukare", "anordnare"])
def test_who_is_partial_does_not_decide(aterkrav, arende, part):
    communicate(aterkrav)
    build_jav(build_beslutande(), **{part: getattr(arende, part)})

    with refused("Den som är jävig beslutar inte."):
        decide(aterkrav)


def test_who_is_partial_does_not_look_into_it(arende):
    aterkrav = build_aterkrav(arende)
    build_jav(aterkrav.upprattat_av, brukare=arende.brukare)

    with refused("Den som är jävig utreder inte"):
        execute(POST, [aterkrav.pk, arende.faktura.pk, 100])


@pytest.mark.parametrize("falt", ["grund = 'borde_insett'", "skal = 'Annat.'", "period_fran = '2015-05-02'"])
def test_what_has_been_communicated_stands(aterkrav, falt):
    communicate(aterkrav)

    with refused("det som står i det ändras inte"):
        execute(f"UPDATE fakturor_aterkrav SET {falt} WHERE id = %s", [aterkrav.pk])


@pytest.mark.parametrize("falt", ["beslutat_belopp = 1", "svar = 'Nytt.'", "betala_senast = '2016-01-01'"])
def test_what_has_been_decided_stands(beslutat, falt):
    with refused("det som står i det ändras inte"):
        execute(f"UPDATE fakturor_aterkrav SET {falt} WHERE id = %s", [beslutat.pk])


def test_the_decision_is_not_written_before_the_step(aterkrav):
    communicate(aterkrav)

    with refused("hör till ett steg vidare"):
        execute(
            "UPDATE fakturor_aterkrav SET beslutat = now(), beslutat_av_id = %s, beslutat_belopp = 5 WHERE id = %s",
            [build_beslutande().pk, aterkrav.pk],
        )


def test_items_are_added_only_while_the_case_is_looked_into(aterkrav, arende):
    communicate(aterkrav)

    with refused("det får inga fler poster"):
        execute(POST, [aterkrav.pk, arende.faktura.pk, 1])


def test_only_what_has_been_paid_is_demanded_back():
    arende = build_arende()
    bring_to(arende.faktura, Status.I_UTBETALNING)

    with refused("Bara det som är utbetalt"):
        execute(POST, [build_aterkrav(arende).pk, arende.faktura.pk, 100])


def test_cases_together_never_demand_more_than_was_paid(aterkrav, arende):
    annat = build_aterkrav(arende)
    kvar = arende.faktura.att_betala - Decimal(2840)

    with refused("kvar av det som betalades"):
        execute(POST, [annat.pk, arende.faktura.pk, kvar + Decimal("0.01")])
    execute(POST, [annat.pk, arende.faktura.pk, kvar])


def test_a_case_that_is_closed_leaves_room_for_another(aterkrav, arende):
    execute(NEDLAGT, [aterkrav.pk])

    execute(POST, [build_aterkrav(arende).pk, arende.faktura.pk, arende.faktura.att_betala])


def test_an_invoice_of_another_month_or_provider_does_not_belong(arende):
    junifall = build_aterkrav(arende, period_fran=date(2015, 6, 1), period_tom=date(2015, 6, 30))
    with refused("hör inte till återkravets person"):
        execute(POST, [junifall.pk, arende.faktura.pk, 100])

    annan = Anordnare.objects.create(orgnr="5599010013", namn="Annan Assistans AB", form="aktiebolag")
    with refused("hör inte till återkravets person"):
        execute(POST, [build_aterkrav(arende, anordnare=annan).pk, arende.faktura.pk, 100])


def test_a_claim_by_contract_is_only_for_form_b_and_a_repayment_only_for_the_others(arende):
    krav = build_aterkrav(arende, slag="avtalskrav", mot="anordnare", grund="avtalet")
    with refused("kommunens avtal (form B)"):
        execute(POST, [krav.pk, arende.faktura.pk, 100])

    arende.brukare.uppdrag.update(avtalsform="B")
    with refused("ekonomiskt stöd (form C och D)"):
        execute(POST, [build_aterkrav(arende).pk, arende.faktura.pk, 100])
    execute(POST, [krav.pk, arende.faktura.pk, 100])


def test_a_repayment_is_never_turned_towards_the_provider(arende):
    with refused("aterkrav_ratt_motpart"):
        build_aterkrav(arende, mot="anordnare")


def test_a_representative_is_named_and_acted_for_the_person_then(arende):
    with refused("aterkrav_namngiven_stallforetradare"):
        build_aterkrav(arende, mot="enskild", stallforetradare=build_foretradare(arende))
    with refused("företrädde inte personen under perioden"):
        build_aterkrav(
            arende, mot="stallforetradare", stallforetradare=build_foretradare(arende, galler_fran=date(2015, 6, 1))
        )


def test_no_more_is_repaid_than_was_decided(beslutat):
    ekonom = build_user("karin-ekonom", "ekonom")
    execute(BETALNING, [beslutat.pk, "betalning", 2000, ekonom.pk])

    with refused("mer än vad som är kvar att betala"):
        execute(BETALNING, [beslutat.pk, "betalning", Decimal("840.01"), ekonom.pk])
    with refused("Allt är inte betalt eller avskrivet."):
        execute(STEG, ["reglerat", beslutat.pk])

    execute(BETALNING, [beslutat.pk, "betalning", 840, ekonom.pk])
    execute(STEG, ["reglerat", beslutat.pk])
    with refused("tar inte emot betalningar"):
        execute(BETALNING, [beslutat.pk, "betalning", 1, ekonom.pk])


def test_nothing_is_repaid_before_it_is_decided(aterkrav):
    with refused("tar inte emot betalningar"):
        execute(BETALNING, [aterkrav.pk, "betalning", 1, build_user("karin-ekonom", "ekonom").pk])


def test_kronor_are_not_written_off_by_who_looked_into_it_or_who_received_payments(beslutat):
    ekonom = build_user("karin-ekonom", "ekonom")
    with refused("skriver inte av"):
        execute(BETALNING, [beslutat.pk, "avskrivning", 10, beslutat.upprattat_av_id])

    execute(BETALNING, [beslutat.pk, "betalning", 10, ekonom.pk])
    with refused("skriver inte av"):
        execute(BETALNING, [beslutat.pk, "avskrivning", 10, ekonom.pk])
    execute(BETALNING, [beslutat.pk, "avskrivning", 10, build_beslutande().pk])


def test_only_a_decision_is_appealed_and_the_court_is_named(beslutat):
    execute(OVERKLAGAT, [beslutat.pk])

    with refused("Domstolens avgörande saknas."):
        execute(STEG, ["beslutat", beslutat.pk])
    with refused("Domstolens avgörande saknas."):
        execute(
            "UPDATE fakturor_aterkrav SET status = 'beslutat', domstolens_avgorande = 'FR 1', domstolens_belopp = 1000"
            " WHERE id = %s",
            [beslutat.pk],
        )


def test_a_claim_by_contract_is_not_appealed(arende):
    arende.brukare.uppdrag.update(avtalsform="B")
    krav = build_aterkrav(arende, slag="avtalskrav", mot="anordnare", grund="avtalet")
    build_post(krav, arende.faktura)
    communicate(krav)
    decide(krav, delegation=None)

    with refused("inget beslut och överklagas inte"):
        execute(OVERKLAGAT, [krav.pk])


def test_what_is_demanded_back_is_not_credited_too(aterkrav, arende):
    kredit = "INSERT INTO fakturor_kreditering (kredit_id, faktura_id, belopp, av_id, tid) VALUES (%s, %s, %s, %s, %s)"
    nota = copy_of(arende.faktura, nummer="K-1", typ="kreditnota")
    av = build_handlaggare().pk
    kvar = arende.faktura.att_betala - Decimal(2840)

    with refused("krävs redan tillbaka"):
        execute(kredit, [nota, arende.faktura.pk, kvar + 1, av, NU])
    execute(kredit, [nota, arende.faktura.pk, kvar, av, NU])


def test_items_and_payments_are_written_once(beslutat):
    execute(BETALNING, [beslutat.pk, "betalning", 10, build_user("karin-ekonom", "ekonom").pk])
    for tabell in ("fakturor_aterkravspost", "fakturor_aterbetalning"):
        with refused(tabell):
            execute(f"UPDATE {tabell} SET belopp = 1")
        with refused(tabell):
            execute(f"DELETE FROM {tabell}")


def test_a_notice_is_about_the_same_as_its_case_and_is_settled_by_nobody_partial(arende, aterkrav):
    annan = Anordnare.objects.create(orgnr="5599010013", namn="Annan Assistans AB", form="aktiebolag")
    falt = {
        "till": "polis",
        "anledning": date(2015, 6, 1),
        "text": "Text.",
        "skapad_av": build_handlaggare(),
        "skapad": NU,
    }
    with refused("gäller en annan än återkravet"):
        aterkrav.anmalningar.create(anordnare=annan, **falt)
    anmalan = aterkrav.anmalningar.create(brukare=arende.brukare, **falt)
    javig = build_user("jon", "handlaggare")
    build_jav(javig, brukare=arende.brukare)

    avgor = (
        "UPDATE fakturor_anmalan SET status = 'ej_skickad', skal = 'Inget.', avgjord = now(), avgjord_av_id = %s"
        " WHERE id = %s"
    )
    with refused("avgör inte anmälan"):
        execute(avgor, [javig.pk, anmalan.pk])
    with refused("Vem och vad anmälan gäller ändras inte."):
        execute("UPDATE fakturor_anmalan SET till = 'ivo' WHERE id = %s", [anmalan.pk])
    with refused("tas inte bort"):
        execute("DELETE FROM fakturor_anmalan WHERE id = %s", [anmalan.pk])
    execute(avgor, [build_handlaggare().pk, anmalan.pk])
    with refused("fakturor_anmalan"):
        execute("UPDATE fakturor_anmalan SET text = 'Annan.' WHERE id = %s", [anmalan.pk])


def test_what_became_known_late_is_settled_one_way_and_stands(arende, aterkrav):
    sen = arende.faktura.sena_uppgifter.create(manad=date(2015, 5, 1), om="personen", av=build_handlaggare(), tid=NU)
    avgjord = f"avgjord = now(), avgjord_av_id = {build_handlaggare().pk}"

    with refused("senuppgift_avgjord_pa_ett_satt"):
        execute(SENT.format(f"utgang = 'ingen_atgard', {avgjord}"), [sen.pk])
    with refused("senuppgift_avgjord_pa_ett_satt"):
        execute(SENT.format(f"utgang = 'ingen_skillnad', kontroller = 1, omraknad = now(), {avgjord}"), [sen.pk])
    with refused("senuppgift_en_som_vantar"):
        copy_row("fakturor_senuppgift", sen.pk)
    with refused("fakturor_senuppgift"):
        execute(SENT.format("om = 'tiden'"), [sen.pk])
    execute(SENT.format(f"utgang = 'aterkrav', aterkrav_id = {aterkrav.pk}, {avgjord}"), [sen.pk])
    with refused("fakturor_senuppgift"):
        execute(SENT.format("skal = 'Ändrat.'"), [sen.pk])


def build_jav(user: User, **mot) -> Jav:
    return Jav.objects.create(anvandare=user, grund="narstaende", anmald_av=user, anmald=NU, **mot)


def build_foretradare(arende: Arende, **falt):
    varden = {"namn": "Gunnar Provman", "roll": "god_man", "galler_fran": date(2014, 1, 1)} | falt
    return arende.brukare.stallforetradare.create(person=arende.rapport.assistent, **varden)


def copy_of(faktura: Faktura, **falt) -> int:
    kopia = Faktura.objects.get(pk=faktura.pk)
    kopia.pk, kopia.status = None, Status.MOTTAGEN
    for namn, varde in falt.items():
        setattr(kopia, namn, varde)
    kopia.save(force_insert=True)
    return kopia.pk


def test_the_letter_of_the_case_is_a_letter_about_being_heard(aterkrav):
    brev = build_brev(aterkrav, slag=Brev.Slag.ANNAT)

    with refused("Brevet om att få yttra sig"):
        communicate(aterkrav, brev=brev)
