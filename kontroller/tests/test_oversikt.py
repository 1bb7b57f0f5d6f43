"""Siffrorna på Min dag: varje tal är så många rader som listan det leder till har, och den får rollen öppna."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Tillstand
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.models import Korning
from kontroller.oversikt.roller import HOGST, SIFFROR, figures_for
from kontroller.oversikt.siffra import Lage, Siffra
from kontroller.services.signing import sign_report
from kontroller.sidor.ko import queue_of
from kontroller.sidor.statistiksida import VAGAR
from kontroller.tests.bygg_rapport import build_skriven
from kontroller.tests.bygg_regelverk import build_controller
from tests.byggstenar import (
    MANAD,
    build_anordnare,
    build_attestant,
    build_beslut,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_bedomning, build_godtagen, build_granskning

pytestmark = pytest.mark.django_db
IDAG = date(2015, 6, 20)


def build_document(nummer: str, timmar: int, status: str, **utfall: str) -> Faktura:
    """A document of the month, controlled, in a step."""
    faktura = build_faktura(build_redovisning(build_brukare(), build_anordnare()), nummer=nummer, timmar=timmar)
    build_granskning(faktura, **utfall)
    return bring_to(faktura, status) if status not in (Status.STOPPAD, Status.MOTTAGEN) else move(faktura, status)


def move(faktura: Faktura, status: str) -> Faktura:
    if faktura.status != status:
        faktura.move_to(status)
    return faktura


def build_month() -> None:
    """Two that are judged, three that are open, one that two persons accepted, and one still to be controlled."""
    build_document("ren-1", 10, Status.KONTROLLERAD)
    build_document("ren-2", 20, Status.GRANSKAD)
    for nummer in ("stopp-1", "stopp-2"):
        build_document(nummer, 30, Status.STOPPAD, A02="avvikelse")
    build_godtagen(build_document("godtagen", 40, Status.STOPPAD, A02="avvikelse").granskningar.get().utfall.get())
    bedomd = build_document("bedomd", 50, Status.STOPPAD, A02="avvikelse")
    build_bedomning(bedomd.granskningar.get().utfall.get(), av=build_handlaggare("henrik"))
    Korning.objects.update(avslutad=timezone.now())


def figures(user: User, idag: date | None = None) -> dict[str, Siffra]:
    idag = idag or timezone.localdate()
    return {siffra.namn: siffra for siffra in figures_for(Lage(user, idag, queue_of(user)))}


def rows_of(client, adress: str) -> int:
    """How many rows the list has, whatever page it is."""
    svar = client.get(adress)
    assert svar.status_code == 200
    if "hallna" in svar.context:
        return len(svar.context["betalningar"]) + len(svar.context["hallna"])
    return next(
        svar.context[namn].paginator.count for namn in ("rader", "sida") if hasattr(svar.context.get(namn), "paginator")
    )


@pytest.mark.parametrize("roll", SIFFROR)
def test_every_figure_leads_to_a_page_that_the_role_opens_with_just_those_rows(client, roll):
    build_month()
    user = build_user("prov", roll)
    client.force_login(user)

    siffror = figures(user)

    assert 3 <= len(siffror) <= HOGST
    for siffra in siffror.values():
        assert client.get(siffra.adress).status_code == 200, siffra
        if siffra.rader is not None:
            assert rows_of(client, siffra.adress) == siffra.rader, siffra


def test_the_parts_of_the_coverage_lead_to_their_documents_and_kronor(client):
    build_month()
    revisor = build_user("rut", Roll.REVISOR)
    client.force_login(revisor)
    siffror = figures(revisor)

    provat, undantag = siffror["Prövat i maj\u00a02015"], siffror["Undantag i maj\u00a02015"]

    assert (provat.rader, undantag.rader, undantag.varde) == (2, 1, "11\u00a0360\u00a0kr")
    assert {rad.dokument for rad in client.get(undantag.adress).context["rader"]} == {"Faktura godtagen"}
    assert {rad.dokument for rad in client.get(provat.adress).context["rader"]} == {"Faktura ren-1", "Faktura ren-2"}


def test_the_open_kronor_are_those_of_the_rows(client):
    build_month()
    assistent = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)
    client.force_login(assistent)

    oppet = figures(assistent)["Öppet i maj\u00a02015"]

    tabell = client.get(oppet.adress).context["tabell"]
    assert sum(rad.betalas for rad in tabell.rader) == Decimal(110 * 284)
    assert (oppet.varde, oppet.rader) == ("31\u00a0240\u00a0kr", 3)
    assert "Bara det som täckningen räknar som <b>öppet</b>" in client.get(oppet.adress).text


def test_a_part_that_does_not_exist_chooses_everything(client):
    build_month()
    client.force_login(build_user("annika", Roll.ADMINISTRATIV_ASSISTENT))

    assert rows_of(client, f"/manader/{MANAD:%Y-%m}/?tackning=allt") == 6


def test_the_steps_of_the_month_count_their_documents(client):
    build_month()
    assistent = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)
    client.force_login(assistent)

    siffra = figures(assistent)["Väntar på beslutsattest"]

    assert siffra.varde == "1"
    assert [rad.dokument for rad in client.get(siffra.adress).context["rader"]] == ["Faktura ren-2"]


def test_what_waits_for_a_second_person_is_chosen_among_the_assessments(client):
    build_month()
    chef = build_user("maria", Roll.ENHETSCHEF)
    client.force_login(chef)

    siffra = figures(chef)["Väntar på en andra person"]

    assert (siffra.varde, siffra.mening) == ("1", "14\u00a0200\u00a0kr i fakturor att bekräfta")
    assert [u.faktura.nummer for u in client.get(siffra.adress).context["sida"]] == ["bedomd"]
    assert rows_of(client, "/bedomningar/") == 3
    assert rows_of(client, "/bedomningar/?steg=finns-inte") == 3


def test_the_one_who_attests_sees_her_kronor_and_her_limit():
    build_month()
    attestant = build_attestant()

    siffror = figures(attestant)

    assert siffror["Väntar på din beslutsattest"].varde == "5\u00a0680\u00a0kr"
    assert siffror["Du får attestera högst"].adress == "/attestordning/"


def test_a_permit_that_ends_in_ninety_days_is_counted_and_one_later_is_not(client):
    idag = timezone.localdate()
    anordnare = build_anordnare()
    build_uppdrag(build_brukare(), anordnare)
    Tillstand.objects.update(galler_tom=idag + timedelta(days=90))
    konsulent = build_user("olof", Roll.KONSULENT)
    client.force_login(konsulent)
    inom = figures(konsulent)["Tillstånd som tar slut"]
    Tillstand.objects.update(galler_tom=idag + timedelta(days=91))

    assert inom.varde == "1"
    assert figures(konsulent)["Tillstånd som tar slut"].rader == rows_of(client, inom.adress) == 0


def test_a_decision_that_ends_in_sixty_days_is_counted_and_in_the_list(client):
    beslut = build_beslut(build_brukare())
    beslut.rader.update(galler_tom=timezone.localdate() + timedelta(days=60))
    johan = build_user("johan", Roll.HANDLAGGARE)
    client.force_login(johan)

    siffra = figures(johan)["Beslut som tar slut"]

    assert (siffra.varde, rows_of(client, siffra.adress)) == ("1", 1)


def test_the_registers_on_the_page_are_still_those_of_thirty_days(client):
    beslut = build_beslut(build_brukare())
    beslut.rader.update(galler_tom=timezone.localdate() + timedelta(days=60))
    client.force_login(build_user("johan", Roll.HANDLAGGARE))

    assert "Inom 60 dagar" not in client.get("/").text


def test_the_nämnd_reads_the_coverage_of_its_newest_signed_report(client):
    namnd = build_user("goran", Roll.NAMND)
    rapport = build_skriven()
    assert figures(namnd)["Rapporter från kontrollen"].varde == "ingen"

    sign_report(rapport=rapport, anteckning="", by=build_controller(), at=timezone.now())

    siffra = figures(namnd)[f"Prövat i {rapport.namn}"]
    client.force_login(namnd)
    assert siffra.varde in client.get(siffra.adress).text
    assert siffra.adress == f"/rapporter/{rapport.pk}/"


def test_the_unsigned_reports_are_counted_by_what_they_are_about():
    controller = build_controller()
    assert figures(controller)["Rapporter att underteckna"].varde == "0"
    rapport = build_skriven()
    assert figures(controller)["Rapporter att underteckna"].varde == "1"

    sign_report(rapport=rapport, anteckning="", by=controller, at=timezone.now())

    assert figures(controller)["Rapporter att underteckna"].varde == "0"


@pytest.mark.parametrize("roll", [Roll.HANDLAGGARE, Roll.ADMINISTRATIV_ASSISTENT, Roll.REVISOR, Roll.EKONOM])
def test_the_figures_take_as_many_queries_however_many_the_documents_are(client, roll):
    client.force_login(build_user("prov", roll))
    build_month()
    client.get("/")
    with CaptureQueriesContext(connection) as sex:
        client.get("/")
    for n in range(8):
        build_document(f"fler-{n}", 3, Status.STOPPAD, A02="avvikelse")
        build_document(f"rena-{n}", 3, Status.KONTROLLERAD)

    with CaptureQueriesContext(connection) as fler:
        client.get("/")

    assert Counter(q["sql"][:6] for q in fler) == Counter(q["sql"][:6] for q in sex)


def test_no_address_of_a_figure_says_who_it_is_about():
    build_month()
    for roll in SIFFROR:
        for siffra in figures(build_user(f"prov-{roll}", roll)).values():
            assert "LSS-" not in siffra.adress
            assert not urlsplit(siffra.adress).netloc


def test_nobody_without_cases_has_figures(client):
    client.force_login(build_user("peter", Roll.SYSTEMFORVALTARE))

    assert "Översikt" not in client.get("/").text


@pytest.mark.parametrize(
    ("roll", "vagar"),
    [
        (Roll.NAMND, {"Antalen år för år"}),
        (Roll.HANDLAGGARE, {"Månadens underlag", "Antalen år för år", "Alla månader", "Underlagen efter steg"}),
        (
            Roll.CONTROLLER,
            {"Månadens underlag", "Antalen år för år", "Alla månader", "Underlagen efter steg", "Utbetalningarna"},
        ),
    ],
)
def test_the_statistics_lead_down_to_the_rows_that_the_reader_may_open(client, roll, vagar):
    build_month()
    client.force_login(build_user("prov", roll))

    sida = client.get("/rapporter/statistik/").context["sida"]

    lankar = dict(vag for _, vag in sida.avsnitt if vag)
    assert set(lankar) == vagar
    assert all(client.get(adress).status_code == 200 for adress in lankar.values())


def test_each_way_down_asks_for_what_its_page_asks_for():
    for namn, sida, rattigheter, _ in VAGAR.values():
        adress = reverse(sida, args=[MANAD] if sida == "kontroller:manad" else [])
        assert set(resolve(adress).func.kraver) == set(rattigheter), namn
