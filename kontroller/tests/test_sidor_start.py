"""Min dag och Bedömningar: det som väntar på just den som ser, i ordning, och inget annat."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from fakturor.flode import Status
from kontroller.services.assessing import assess
from kontroller.services.signing import sign_report
from kontroller.sidor.arbetslista import tasks_for
from kontroller.sidor.ko import queue_for
from kontroller.tests.bygg_rapport import build_skriven
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_arende,
    build_attestant,
    build_beslut,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_konto,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import (
    bring_to,
    build_attest,
    build_bedomning,
    build_godtagen,
    build_granskning,
)

pytestmark = pytest.mark.django_db


def build_stoppad(nummer: str = "4712", *, forfaller: date | None = date(2015, 7, 2), timmar: int = 80, **utfall):
    """An invoice that the controls have stopped."""
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    faktura = build_faktura(redovisning, nummer=nummer, forfallodatum=forfaller, timmar=timmar)
    build_granskning(faktura, **(utfall or {"A02": "avvikelse"}))
    faktura.move_to(Status.STOPPAD if "varning" not in utfall.values() else Status.KONTROLLERAD)
    return faktura


def waiting(client, user, adress: str = "/") -> list[tuple[str, str]]:
    """What waits for the user, as what to do and the invoice's number. The queue of ids holds the same."""
    assert queue_for(user) == [uppgift.faktura.pk for uppgift in tasks_for(user)]
    client.force_login(user)
    return [(uppgift.ord, uppgift.faktura.nummer) for uppgift in client.get(adress).context["sida"]]


def test_a_stop_waits_for_the_one_who_assesses_and_for_nobody_else(client):
    build_stoppad()

    assert waiting(client, build_handlaggare()) == [("Bedöm", "4712")]
    for roll in set(Roll) - {Roll.HANDLAGGARE, Roll.ENHETSCHEF}:
        assert waiting(client, build_user(f"prov-{roll}", roll)) == []


def test_a_warning_waits_for_a_comment(client):
    build_stoppad(D07="varning")

    assert waiting(client, build_handlaggare()) == [("Kommentera", "4712")]
    assert waiting(client, build_granskare()) == []


def test_an_assessment_waits_for_another_person_to_confirm_it(client):
    faktura = build_stoppad()
    build_bedomning(faktura.granskningar.get().utfall.get(), av=build_handlaggare())

    assert waiting(client, build_handlaggare("henrik")) == [("Bekräfta", "4712")]
    assert waiting(client, build_handlaggare()) == []


def test_a_request_for_completion_is_followed_up(client):
    faktura = build_stoppad()
    utfall = faktura.granskningar.get().utfall.get()
    assess(
        faktura=faktura, utfall=utfall, beslut="komplettering", skal="En rapport saknas.", by=build_handlaggare(), at=NU
    )

    assert waiting(client, build_handlaggare()) == [("Följ upp", "4712")]


def test_a_clean_invoice_waits_for_each_attest_in_turn(client):
    faktura = build_arende().faktura
    bring_to(faktura, Status.KONTROLLERAD)
    assert waiting(client, build_granskare()) == [("Attest", "4711")]
    assert waiting(client, build_attestant()) == []

    build_attest(faktura, "granskning", build_granskare())
    faktura.move_to(Status.GRANSKAD)
    assert waiting(client, build_granskare()) == []
    assert waiting(client, build_attestant()) == [("Attest", "4711")]


def test_what_is_assessed_waits_for_attest_with_the_name_of_who_assessed(client):
    faktura = build_stoppad()
    build_godtagen(faktura.granskningar.get().utfall.get())
    faktura.move_to(Status.KONTROLLERAD)
    client.force_login(build_granskare())

    svar = client.get("/")

    assert "bedömd av Hanna" in svar.text
    assert "data-attest" in svar.text


def test_nobody_who_has_given_the_first_attest_is_asked_for_the_second(client):
    faktura = build_arende().faktura
    dubbel = build_user("greta", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    bring_to(faktura, Status.GRANSKAD)

    assert faktura.attester.get().av == dubbel
    assert waiting(client, dubbel) == []


def test_an_unmatched_invoice_waits_for_the_one_who_matches(client):
    faktura = build_arende().faktura
    faktura.move_to(Status.OMATCHAD)

    assert waiting(client, build_granskare()) == [("Para ihop", "4711")]


def test_the_first_due_stands_first_and_then_the_largest(client):
    build_stoppad("sent", forfaller=date(2015, 7, 9))
    build_stoppad("litet", timmar=1)
    build_stoppad("stort", timmar=2)
    build_stoppad("utan", forfaller=None)

    ordning = ["stort", "litet", "sent", "utan"]
    assert [nummer for _, nummer in waiting(client, build_handlaggare())] == ordning
    assert [nummer for _, nummer in waiting(client, build_handlaggare(), "/bedomningar/")] == ordning


def test_the_day_says_what_is_late_what_is_today_and_how_much(client):
    idag = timezone.localdate()
    build_stoppad("i går", forfaller=idag - timedelta(days=1), timmar=1)
    build_stoppad("i dag", forfaller=idag, timmar=1)
    client.force_login(build_handlaggare())

    svar = client.get("/")

    assert [dag.rubrik for dag in svar.context["dagar"]] == ["Förfallna", "Senast i dag"]
    assert "Två\u00a0fakturor väntar på dig, tillsammans 568\u00a0kr." in svar.text
    assert "En\u00a0av dem förfaller i dag." in svar.text
    assert "för 1\u00a0dag sedan" in svar.text


def test_protected_persons_wait_only_for_those_who_are_named(client):
    build_stoppad()
    brukare = build_brukare()
    brukare.skydd = "sekretessmarkering"
    brukare.save()
    brukare.behoriga.add(build_handlaggare("henrik"))

    assert waiting(client, build_handlaggare()) == []
    assert waiting(client, build_handlaggare("henrik")) == [("Bedöm", "4712")]


def test_an_account_waits_for_the_one_who_verifies_and_did_not_enter_it(client):
    eva, erik = build_user("eva", Roll.EKONOM), build_user("erik", Roll.EKONOM)
    konto = build_konto(build_anordnare(), "50501055", forsta=False, inlagt_av=eva)

    client.force_login(erik)
    assert (
        f'<a href="{reverse("beslut:konto_bekrafta", args=[konto.pk])}">Bankgiro 5050-1055</a>' in client.get("/").text
    )
    client.force_login(eva)
    assert "Bankgiro 5050-1055" not in client.get("/").text


def test_what_the_registers_ask_for_is_counted_and_leads_to_the_list(client):
    beslut = build_beslut(build_brukare())
    beslut.rader.update(galler_tom=timezone.localdate() + timedelta(days=5))
    client.force_login(build_handlaggare())

    sida = client.get(reverse("start")).content.decode()

    assert "Inom 30 dagar: 1 · " in sida
    assert "Saknas: 1" in sida
    assert reverse("beslut:bevakning") in sida


def test_nothing_of_the_registers_is_told_to_who_watches_nothing(client):
    client.force_login(build_user("anna", Roll.ADMINISTRATIV_ASSISTENT))

    assert "I registren" not in client.get(reverse("start")).content.decode()


def test_the_board_is_shown_its_latest_reports(client):
    rapport = build_skriven()
    client.force_login(build_user("goran", Roll.NAMND))
    assert "Kontrollrapport för maj" not in client.get("/").text

    sign_report(rapport=rapport, anteckning="", by=build_user("eva", Roll.CONTROLLER), at=NU)

    assert "Kontrollrapport för maj\u00a02015" in client.get("/").text


def test_of_a_month_that_is_written_twice_the_newest_edition_is_shown(client):
    build_skriven()
    nyast = build_skriven()
    client.force_login(build_user("eva", Roll.CONTROLLER))

    text = client.get("/").text

    assert text.count("Kontrollrapport för maj") == 1
    assert reverse("kontroller:rapport", args=[nyast.pk]) in text


def test_the_page_of_someone_without_work_says_what_it_is_for(client):
    client.force_login(build_user("peter", Roll.SYSTEMFORVALTARE))

    svar = client.get("/")

    assert "Ingenting väntar på dig." in svar.text
    assert "Din roll bedömer och attesterar inga fakturor." in svar.text


def test_the_page_of_someone_whose_work_is_done_says_what_will_stand_there(client):
    client.force_login(build_handlaggare())

    assert "Här står det som väntar på dig." in client.get("/").text


@pytest.mark.parametrize("adress", ["/", "/bedomningar/"])
def test_one_task_and_twenty_take_as_many_queries(client, adress):
    client.force_login(build_handlaggare())
    build_stoppad("N0")
    with CaptureQueriesContext(connection) as en:
        client.get(adress)
    for nummer in range(1, 20):
        build_stoppad(f"N{nummer}")

    with CaptureQueriesContext(connection) as tjugo:
        client.get(adress)

    assert len(tjugo) == len(en)


@pytest.mark.parametrize("roll", [Roll.CONTROLLER, Roll.ENHETSCHEF, Roll.HANDLAGGARE, Roll.NAMND])
def test_those_who_lead_the_control_see_the_coverage_first(client, roll):
    faktura = build_arende().faktura
    build_granskning(faktura)
    faktura.move_to(Status.KONTROLLERAD)
    client.force_login(build_user("prov", roll))

    sida = client.get("/").text

    assert ("Täckning i maj" in sida and "100,0\u00a0%" in sida) == (roll in (Roll.CONTROLLER, Roll.ENHETSCHEF))
