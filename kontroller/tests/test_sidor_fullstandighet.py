"""Månadens fullständighet: från databasen till sidan, urvalet, rollerna och påminnelserna."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assistans.roller import Roll
from beslut.models import Betalningsmottagare, Brev, Brukare, Timbelopp, Uppdrag
from fakturor.flode import Status
from fakturor.models import Faktura, GodkandTid, Intyg, Kostnadsredovisning, Tidrapport
from kontroller.fullstandighet.oversikt import Oversikt
from kontroller.fullstandighet.saknas import Slag
from kontroller.loading.fullstandighet import conditions_for, load_overview
from kontroller.models import ManuellKontroll
from kontroller.regelverk import ensure_standard
from tests.byggstenar import (
    INLAST,
    MANAD,
    NU,
    STOCKHOLM,
    Arende,
    build_anordnare,
    build_arende,
    build_beslut,
    build_brukare,
    build_faktura,
    build_konto,
    build_rapport,
    build_redovisning,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

FEMTE_JULI, SJATTE_JULI = date(2015, 7, 5), date(2015, 7, 6)
ADRESS = "/manader/2015-05/fullstandighet/"
PAMINN = "/manader/2015-05/paminnelser/"
NUMMER = ("198503079901", "198503089918", "198505259809", "198506079889")


@pytest.fixture
def arende() -> Arende:
    """The one case, from which everything has come for May 2015."""
    return build_arende()


def look(dag: date = SJATTE_JULI) -> Oversikt:
    return load_overview(MANAD, dag=dag)


def kinds(dag: date = SJATTE_JULI) -> list[Slag]:
    return [brist.slag for rad in look(dag).ofullstandiga for brist in rad.saknade]


@contextmanager
def without_gates() -> Iterator[None]:
    """Let a test take away what is written once, as if it had never come."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def withdraw_time(arende: Arende) -> None:
    with without_gates():
        arende.rapport.intyg.all().delete()
        arende.rapport.rader.all().delete()
        arende.rapport.delete()


def withdraw_certificate(rapport: Tidrapport, part: str) -> None:
    with without_gates():
        rapport.intyg.filter(part=part).delete()


def build_silent(referens: str = "LSS-TYST", personnummer: str = NUMMER[0], **falt) -> Uppdrag:
    """A person with a decision, from whose provider nothing has come."""
    brukare = build_brukare(referens, personnummer)
    build_beslut(brukare, diarienummer=f"SN {referens}")
    build_konto(build_anordnare())
    return build_uppdrag(brukare, build_anordnare(), **falt)


# --- From the database ---------------------------------------------------------------------------------------------


def test_a_month_from_which_everything_has_come_lacks_nothing(arende):
    lage = look()

    assert (lage.vantade, lage.ofullstandiga) == (1, ())


def test_a_report_that_has_not_come_is_late_the_day_after_the_fifth(arende):
    withdraw_time(arende)

    assert kinds() == [Slag.RAPPORT]
    assert look(FEMTE_JULI).sena == []
    assert [rad.dagar_sen for rad in look(SJATTE_JULI).sena] == [1]


@pytest.mark.parametrize("part", Intyg.Part.values)
def test_a_certificate_of_another_version_has_not_come(arende, part):
    arende.rapport.version = 2
    arende.rapport.save(update_fields=["version"])
    for intyg in arende.rapport.intyg.exclude(part=part):
        intyg.pk, intyg.version = None, 2
        intyg.save()

    [rad] = look().ofullstandiga

    vems = {"assistent": "Assistentens", "anordnare": "Anordnarens", "brukare": "Personens"}[part]
    assert [brist.text.split()[0] for brist in rad.saknade] == [vems]


def test_a_certificate_given_twice_is_counted_once(arende):
    andra = build_rapport(arende.redovisning, kod="R-ANDRA", dagar=[], personnummer=NUMMER[1])
    withdraw_certificate(andra, "brukare")
    for intyg in arende.rapport.intyg.filter(part="brukare"):
        intyg.pk = None
        intyg.save()

    [rad] = look().ofullstandiga

    assert rad.saknade[0].text.replace("\u00a0", " ").endswith("intyg om 1 av 2 tidrapporter saknas.")


def test_a_refused_invoice_has_not_come_and_another_one_has(arende):
    arende.faktura.move_to(Status.AVVISAD)
    assert kinds() == [Slag.FAKTURA]

    build_faktura(arende.redovisning, nummer="4712")
    assert kinds() == []


def test_an_invoice_taken_back_by_a_credit_note_has_not_come_and_one_lowered_has(arende):
    build_faktura(arende.redovisning, nummer="K1", typ=Faktura.Typ.KREDITNOTA, timmar=79)
    assert kinds() == []

    build_faktura(arende.redovisning, nummer="K2", typ=Faktura.Typ.KREDITNOTA, timmar=1)
    assert kinds() == [Slag.FAKTURA]


def test_what_waits_to_be_paid_stands_beside_what_is_missing(arende):
    withdraw_certificate(arende.rapport, "brukare")
    build_faktura(arende.redovisning, nummer="K1", typ=Faktura.Typ.KREDITNOTA, timmar=10)

    [rad] = look().ofullstandiga

    assert rad.obetalt == Decimal("19880")


def test_an_assignment_that_ended_before_the_month_or_has_no_granted_time_is_not_expected(arende):
    Uppdrag.objects.update(galler_tom=date(2015, 4, 30))
    assert look().vantade == 0

    Uppdrag.objects.update(galler_tom=date(2015, 5, 1))
    assert look().vantade == 1


def test_a_decision_that_ended_before_the_assignments_days_expects_nothing(arende):
    rad = arende.brukare.beslutsrader.get()
    rad.galler_tom = date(2015, 4, 30)
    rad.save()
    assert look().vantade == 0

    rad.galler_tom = date(2015, 5, 1)
    rad.save()
    assert look().vantade == 1

    Uppdrag.objects.update(galler_fran=date(2015, 5, 2))
    assert look().vantade == 0


def test_fks_decision_and_one_of_no_hours_grant_nothing_that_the_municipality_expects(arende):
    arende.brukare.beslutsrader.update(typ="assistansersattning")
    assert look().vantade == 0

    arende.brukare.beslutsrader.update(typ="tillfallig_utokning", timmar=0)
    assert look().vantade == 0


def test_nothing_is_expected_of_form_a(arende):
    Uppdrag.objects.update(avtalsform="A")

    assert look().vantade == 0


def test_nothing_is_expected_for_somebody_who_died_before_the_month(arende):
    arende.brukare.avliden = date(2015, 4, 30)
    arende.brukare.save()
    assert look().vantade == 0

    arende.brukare.avliden = date(2015, 5, 1)
    arende.brukare.save()
    assert look().vantade == 1


def test_an_assignment_closed_in_the_month_is_asked_for_its_own_days(arende):
    """The ground for payment ends with it, and is enough."""
    Uppdrag.objects.update(galler_tom=date(2015, 5, 10))
    Betalningsmottagare.objects.update(galler_tom=date(2015, 5, 10))

    assert kinds() == []


def test_the_ground_the_agreement_the_permit_and_the_account_are_asked_for(arende):
    Betalningsmottagare.objects.update(aterkallad=date(2015, 5, 31))
    Uppdrag.objects.update(avtal_datum=None)
    arende.anordnare.tillstand.update(kontrollerad=date(2015, 3, 1))
    arende.anordnare.konton.update(upphort=NU)

    assert sorted(kinds()) == sorted([Slag.GRUND, Slag.AVTAL, Slag.TILLSTAND, Slag.KONTO])


def test_her_own_employers_notification_and_costs_are_asked_for(arende):
    Uppdrag.objects.update(avtalsform="C", avtal_datum=None)
    Betalningsmottagare.objects.all().delete()
    assert sorted(kinds()) == sorted([Slag.ANMALAN, Slag.KOSTNADER])

    arende.anordnare.tillstand.update(typ="anmalan")
    Kostnadsredovisning.objects.create(
        uppdrag=Uppdrag.objects.get(),
        period_fran=date(2015, 1, 1),
        period_tom=date(2015, 6, 30),
        inkommen=date(2015, 8, 1),
        mottaget=Decimal(100000),
        registrerad_av=build_user("annika"),
        registrerad=NU,
    )
    assert kinds() == []


def test_costs_are_asked_for_where_the_person_has_a_rate_of_her_own(arende):
    Timbelopp.objects.create(
        kategori="individuell", brukare=arende.brukare, galler_fran=date(2015, 5, 31), belopp=Decimal(310)
    )

    assert kinds() == [Slag.KOSTNADER]


def test_silence_is_counted_month_by_month_from_the_last_sign():
    uppdrag = build_silent()
    assert [rad.tysta_manader for rad in look().tysta] == [5]  # assignment and decision began in January

    build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 4, 1))
    assert [rad.tysta_manader for rad in look().tysta] == [5]

    build_rapport(build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 3, 1)), kod="R-MARS", dagar=[])
    assert [rad.tysta_manader for rad in look().tysta] == [2]

    build_faktura(build_redovisning(uppdrag.brukare, uppdrag.anordnare, date(2015, 4, 1)))
    assert [rad.tysta_manader for rad in look().tysta] == [1]
    assert look(FEMTE_JULI).tysta == []


def test_silence_is_not_counted_from_before_the_decision():
    uppdrag = build_silent()
    uppdrag.brukare.beslutsrader.update(galler_fran=date(2015, 4, 15))

    assert [rad.tysta_manader for rad in look().tysta] == [2]


def test_the_days_follow_the_rule_set_that_is_in_force():
    regelverk = ensure_standard(at=INLAST)
    assert (conditions_for(MANAD).rapport_dag, conditions_for(MANAD).rapport_manader) == (5, 2)

    with without_gates():
        regelverk.rader.filter(kod="D07").update(parametrar={"dag": 10, "manader": 1})

    assert (conditions_for(MANAD).rapport_dag, conditions_for(MANAD).rapport_manader) == (10, 1)


def test_as_many_queries_are_made_for_many_as_for_one():
    build_silent()
    with CaptureQueriesContext(
        connection,
    ) as en:
        look()
    for plats, nummer in enumerate(NUMMER[1:]):
        build_silent(f"LSS-MER{plats}", nummer)
    with CaptureQueriesContext(connection) as flera:
        assert look().vantade == 4

    assert len(flera) == len(en) <= 13


# --- The page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def hanna(client):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    return client


def test_the_page_leads_with_figures_and_says_what_is_missing_in_words(hanna, arende):
    build_silent()

    svar = hanna.get(ADRESS, {"dag": "2015-07-17"})
    text = svar.text.replace("\u00a0", " ")

    assert "1 av 2 uppdrag har allt. 1 saknar något som skulle ha kommit, det äldsta sedan tolv dagar." in text
    assert "Ingen tidrapport har kommit." in text
    assert "Skulle ha funnits den 5 juli 2015, 12 dagar sedan." in text
    assert "LSS-TYST" in text
    assert "LSS-9F3C" not in text
    assert "Ingenting alls har kommit på fem månader." in text
    assert "Lagen säger månadsvis i efterskott men anger ingen dag" in text


@pytest.mark.parametrize(
    ("fraga", "funna"),
    [
        ({}, 2),
        ({"slag": "intyg"}, 1),
        ({"slag": "rapport"}, 1),
        ({"slag": "konto"}, 0),
        ({"visa": "tysta"}, 1),
        ({"visa": "sena"}, 2),
        ({"visa": "30"}, 0),
        ({"anordnare": "0"}, 2),
        ({"slag": "påhitt", "visa": "påhitt"}, 2),
    ],
)
def test_the_rows_are_chosen_by_kind_provider_and_days(hanna, arende, fraga, funna):
    withdraw_certificate(arende.rapport, "anordnare")
    build_silent()

    svar = hanna.get(ADRESS, {"dag": "2015-07-17"} | fraga)

    assert len(svar.context["rader"]) == funna


def test_a_day_that_cannot_be_read_is_today_and_is_said(hanna, arende):
    svar = hanna.get(ADRESS, {"dag": "i går"})

    assert svar.status_code == 200
    assert svar.context["dag"] == timezone.localdate()


def test_the_page_makes_as_many_queries_for_many_as_for_few(hanna):
    build_silent()
    hanna.get(ADRESS)
    with CaptureQueriesContext(connection) as en:
        hanna.get(ADRESS)
    for plats, nummer in enumerate(NUMMER[1:]):
        build_silent(f"LSS-MER{plats}", nummer)
    with CaptureQueriesContext(connection) as flera:
        assert len(hanna.get(ADRESS).context["rader"]) == 4

    assert len(flera) == len(en)


@pytest.mark.parametrize(
    ("roll", "status"),
    [
        (Roll.HANDLAGGARE, 200),
        (Roll.ADMINISTRATIV_ASSISTENT, 200),
        (Roll.CONTROLLER, 200),
        (Roll.ENHETSCHEF, 200),
        (Roll.KONSULENT, 200),
        (Roll.REVISOR, 200),
        (Roll.NAMND, 403),
        (Roll.SYSTEMFORVALTARE, 403),
    ],
)
def test_those_who_may_see_the_month_may_see_what_it_lacks(client, roll, status):
    build_silent()
    client.force_login(build_user("nagon", roll))

    svar = client.get(ADRESS)

    assert svar.status_code == status
    if status == 200:
        skriver = roll in (Roll.HANDLAGGARE, Roll.KONSULENT)
        assert ("Påminn anordnaren" in svar.text) is skriver
        assert client.get(PAMINN).status_code == (200 if skriver else 403)


def test_the_month_and_its_completeness_lead_to_each_other(hanna, arende):
    assert f'href="{ADRESS}"' in hanna.get("/manader/2015-05/").text
    assert 'href="/manader/2015-05/"' in hanna.get(ADRESS).text


def test_somebody_protected_is_there_for_those_who_are_named_only(hanna):
    uppdrag = build_silent()
    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)
    assert "LSS-TYST" not in hanna.get(ADRESS).text
    assert hanna.get(ADRESS).context["oversikt"].vantade == 0

    uppdrag.brukare.behoriga.add(build_user("hanna"))

    assert "LSS-TYST" in hanna.get(ADRESS).text
    assert "En person med skyddade uppgifter är inte med" in hanna.get(PAMINN).text.replace("\u00a0", " ")
    hanna.post(PAMINN, {"mottagare": [f"a{uppdrag.anordnare_id}"]})
    assert not Brev.objects.exists()


# --- Reminders -----------------------------------------------------------------------------------------------------


def test_one_letter_to_a_provider_has_all_that_it_lacks_by_reference(hanna, arende):
    withdraw_time(arende)
    build_silent()

    hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]})

    brev = Brev.objects.get()
    assert (brev.slag, brev.anordnare, brev.brukare) == ("paminnelse", arende.anordnare, None)
    assert brev.is_draft
    text = brev.text.replace("\u00a0", " ")
    assert "LSS-9F3C:\nIngen tidrapport har kommit." in text
    assert "LSS-TYST:\nIngen tidrapport har kommit.\nIngen faktura har kommit." in text
    assert (
        "Lagen anger ingen dag. Kommunens egen regel är att en tidrapport för maj 2015 räknas som sen efter den 5 juli"
        in text
    )
    assert not [namn for namn in ("Elsa", "Provberg", "8503") if namn in text]


def test_what_the_person_lacks_goes_to_her_and_says_why(hanna, arende):
    withdraw_certificate(arende.rapport, "brukare")
    Betalningsmottagare.objects.update(undertecknad=None)

    hanna.post(PAMINN, {"mottagare": [f"p{arende.brukare.pk}"]})

    brev = Brev.objects.get()
    assert (brev.brukare, brev.anordnare) == (arende.brukare, None)
    assert brev.text.startswith("Ärende LSS-9F3C\n")
    assert "\n\nExempel Assistans AB:\n" in brev.text
    assert "\nDitt eller din företrädares intyg om tidrapporten saknas." in brev.text
    assert "intygad av assistenten, av anordnaren och av dig" in brev.text
    assert "(11 § LSS)" in brev.text


def test_what_the_municipality_lacks_reminds_nobody(hanna, arende):
    arende.anordnare.tillstand.update(kontrollerad=None)

    assert hanna.get(PAMINN).context["breven"] == []
    assert "Välj minst en mottagare" in hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]}).text


def test_nobody_is_reminded_of_the_same_twice_until_the_letter_is_put_aside(hanna, arende):
    withdraw_time(arende)
    vem = {"mottagare": [f"a{arende.anordnare.pk}"]}
    hanna.post(PAMINN, vem)

    igen = hanna.post(PAMINN, vem)

    assert "Exempel Assistans AB har redan en påminnelse för månaden. Inga utkast skapades." in igen.text
    assert Brev.objects.count() == 1
    assert "Utkast finns" in hanna.get(PAMINN).text

    Brev.objects.update(makulerat=NU)
    hanna.post(PAMINN, vem)
    assert Brev.objects.filter(makulerat__isnull=True).count() == 1


def test_all_that_are_chosen_get_a_draft_and_the_others_none(hanna, arende):
    withdraw_time(arende)
    Betalningsmottagare.objects.update(undertecknad=None)
    build_silent()

    forhand = hanna.get(PAMINN)
    assert [brev.nyckel for brev in forhand.context["breven"]] == [
        f"a{arende.anordnare.pk}",
        f"p{arende.brukare.pk}",
    ]
    assert "Två utkast kan skapas" in forhand.text.replace("\u00a0", " ")

    svar = hanna.post(PAMINN, {"mottagare": [brev.nyckel for brev in forhand.context["breven"]]}, follow=True)
    assert "Två utkast är skapade." in svar.text.replace("\u00a0", " ")
    assert Brev.objects.count() == 2


def test_a_reminder_says_nothing_of_permits_when_it_is_handed_over(hanna, arende):
    withdraw_time(arende)
    hanna.post(PAMINN, {"mottagare": [f"a{arende.anordnare.pk}"]})
    sida = hanna.get(f"/brev/{Brev.objects.get().pk}/")

    assert "De två veckorna" not in sida.text
    assert "personen fick veta" not in sida.text


# --- Försäkringskassan ---------------------------------------------------------------------------------------------


def approve(arende: Arende) -> None:
    with without_gates():
        for rad in arende.rapport.rader.all():
            GodkandTid.objects.create(tidrad=rad, faktura=arende.faktura)


def build_fk(arende: Arende, **falt) -> None:
    beslut = build_beslut(arende.brukare, diarienummer="FK 2015-1", typ="assistansersattning", **falt)
    assert beslut.rader.count() == 1


def test_approved_time_that_fk_covers_too_is_shown_with_its_share_of_the_kronor(hanna, arende):
    approve(arende)
    build_fk(arende, galler_fran=date(2015, 5, 15))  # two of the ten days, 16 of 80 hours

    [tackt] = hanna.get(ADRESS).context["fk"]

    assert (tackt.referens, tackt.minuter, tackt.kronor) == ("LSS-9F3C", 16 * 60, Decimal("4544.00"))
    assert tackt.noterat is None
    assert "FK 3032" in hanna.get(ADRESS).text


def test_time_outside_fks_days_or_that_nobody_has_approved_is_not_shown(hanna, arende):
    build_fk(arende, galler_fran=date(2015, 5, 1))
    assert hanna.get(ADRESS).context["fk"] == []

    approve(arende)
    arende.brukare.beslutsrader.filter(typ="assistansersattning").update(galler_tom=date(2015, 5, 3))
    assert hanna.get(ADRESS).context["fk"] == []


def test_what_somebody_has_written_down_of_it_is_told(hanna, arende):
    approve(arende)
    build_fk(arende, galler_fran=date(2015, 5, 15))
    ManuellKontroll.objects.create(
        kod="I08",
        redovisning=arende.redovisning,
        utfall="utan_anmarkning",
        sett="Begäran är skickad.",
        datum=date(2015, 6, 9),
        av=build_user("hanna"),
        tid=datetime(2015, 6, 9, 9, tzinfo=STOCKHOLM),
    )

    [tackt] = hanna.get(ADRESS).context["fk"]

    assert tackt.noterat == date(2015, 6, 9)
