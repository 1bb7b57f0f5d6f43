"""Månadernas sidor: läget i tal, urvalet, ordningen och körningen."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.korning import start_month
from kontroller.models import Granskning, Korning
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_attestant,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import build_granskning, build_korning

pytestmark = pytest.mark.django_db

ADRESS = "/manader/2015-05/"


@pytest.fixture
def tre():
    """One invoice of each kind: deviation 22 720 kr, warning 284 kr, fine 568 kr."""
    arende = build_arende(forfallodatum=date(2015, 7, 2))
    redovisning = arende.redovisning
    liten = build_faktura(redovisning, nummer="4712", timmar=1, forfallodatum=date(2015, 6, 20))
    mellan = build_faktura(redovisning, nummer="4713", timmar=2, forfallodatum=date(2015, 6, 25))
    build_granskning(arende.faktura, A02="avvikelse", G04="avvikelse")
    build_granskning(liten, D07="varning")
    build_granskning(mellan)
    arende.faktura.move_to(Status.STOPPAD)
    return arende.faktura, liten, mellan


@pytest.fixture
def rut(client):
    client.force_login(build_user("rut", Roll.REVISOR))
    return client


def numbers(svar) -> list[str]:
    return [rad.faktura.nummer for rad in svar.context["rader"]]


def build_many(antal: int, fran: int = 0) -> None:
    redovisning = build_redovisning(build_brukare(), build_anordnare())
    for nummer in range(fran, fran + antal):
        build_granskning(build_faktura(redovisning, nummer=f"N{nummer:03}"), A02="avvikelse")


def test_the_months_are_listed_with_their_invoices_kronor_and_outcome(rut, tre):
    svar = rut.get(reverse("kontroller:manader"))

    [rad] = svar.context["manader"]
    assert (rad.manad, rad.antal, rad.belopp) == (MANAD, 3, Decimal("23572.00"))
    assert rad.utfall == (("avvikelse", 1), ("varning", 1), ("godkand", 1))
    assert "23\u00a0572" in svar.text


def test_a_credit_note_is_taken_from_the_sum_of_its_month(rut, tre):
    build_faktura(
        build_redovisning(build_brukare(), build_anordnare()), nummer="K1", typ=Faktura.Typ.KREDITNOTA, timmar=2
    )

    lista = rut.get(reverse("kontroller:manader"))
    manad = rut.get(ADRESS)

    assert lista.context["manader"][0].belopp == manad.context["tabell"].belopp == Decimal("23004.00")


def test_the_month_opens_with_what_stops_first_and_says_what_was_found(rut, tre):
    svar = rut.get(ADRESS)

    assert numbers(svar) == ["4711", "4712", "4713"]
    assert "Tid mot beslut och 1 till" in svar.text
    assert "Ett\u00a0underlag är stoppat och väntar på bedömning." in svar.text


@pytest.mark.parametrize(
    ("fraga", "nummer"),
    [
        ("?utfall=varning", ["4712"]),
        ("?q=4713", ["4713"]),
        ("?q=lss-9f3c", ["4711", "4712", "4713"]),
        ("?steg=bedomning", ["4711"]),
        ("?ordna=forfaller", ["4712", "4713", "4711"]),
        ("?ordna=belopp", ["4711", "4713", "4712"]),
        ("?anordnare=finns-inte&ordna=hittepa", ["4711", "4712", "4713"]),
    ],
)
def test_the_address_chooses_and_orders_the_invoices(rut, tre, fraga, nummer):
    assert numbers(rut.get(ADRESS + fraga)) == nummer


def test_the_sum_row_is_of_what_is_chosen(rut, tre):
    svar = rut.get(f"{ADRESS}?utfall=varning")

    assert svar.context["tabell"].belopp == Decimal("284.00")
    assert svar.context["sida"].belopp == Decimal("23572.00")


def test_a_choice_that_takes_nothing_says_so(rut, tre):
    assert "Ingen faktura i månaden stämmer med urvalet." in rut.get(f"{ADRESS}?q=hittepa").text


def test_fifty_invoices_stand_on_a_page(rut):
    build_many(51)

    forsta, andra = rut.get(ADRESS), rut.get(f"{ADRESS}?sida=2")

    assert (len(numbers(forsta)), len(numbers(andra))) == (50, 1)
    assert forsta.context["tabell"].belopp == andra.context["tabell"].belopp == 51 * Decimal("22720.00")


@pytest.mark.parametrize("adress", [ADRESS, "/manader/"])
def test_ten_invoices_and_a_hundred_take_as_many_queries(rut, adress):
    build_many(10)
    rut.get(adress)  # that she has opened the page is written down the first time
    with CaptureQueriesContext(connection) as tio:
        rut.get(adress)
    build_many(90, fran=10)

    with CaptureQueriesContext(connection) as hundra:
        svar = rut.get(adress)

    assert "100" in svar.text
    assert len(hundra) == len(tio)


def test_a_protected_person_is_counted_but_not_shown(rut, tre):
    brukare = build_brukare()
    brukare.skydd = "skyddad_folkbokforing"
    brukare.save()

    svar = rut.get(ADRESS)

    assert svar.context["tabell"].belopp == Decimal("23572.00")
    assert "Skyddat underlag" in svar.text
    assert "LSS-9F3C" not in svar.text
    assert "4711" not in svar.text
    assert "/fakturor/" not in svar.text


def test_a_private_employer_is_not_named(rut):
    anordnare = build_anordnare("EA1501", "Rebecka Provsson", form="egen_arbetsgivare")
    build_faktura(build_redovisning(build_brukare(), anordnare))

    svar = rut.get(ADRESS)

    assert "Egen arbetsgivare EA1501" in svar.text
    assert "Provsson" not in svar.text


def test_the_consultant_sees_the_month_but_opens_no_invoice(client, tre):
    client.force_login(build_user("olof", Roll.KONSULENT))

    assert "/fakturor/" not in client.get(ADRESS).text


@pytest.mark.parametrize(
    ("roll", "vagen"),
    [
        (Roll.ENHETSCHEF, ("Controllern lägger in dem.", "beslut:attestordning")),
        (Roll.CONTROLLER, ("Lägg in ett uppdrag", "beslut:attestratt_ny")),
    ],
)
def test_that_nobody_is_appointed_to_attest_is_said_with_the_way_there(client, tre, roll, vagen):
    client.force_login(build_user(f"ny-{roll}", roll))
    mening, adress = vagen

    sida = client.get(ADRESS).text

    assert "Ingen är utsedd att ge granskningsattest och beslutsattest i dag" in sida
    assert mening in sida
    assert f'href="{reverse(adress)}"' in sida


def test_an_attest_that_somebody_is_appointed_to_give_is_not_missing(client, tre):
    build_granskare()
    client.force_login(build_user("maria", Roll.ENHETSCHEF))

    assert "Ingen är utsedd att ge beslutsattest i dag" in client.get(ADRESS).text
    build_attestant()
    assert "Ingen är utsedd" not in client.get(ADRESS).text


def test_a_month_without_invoices_says_so_and_a_month_that_cannot_be_is_not_there(rut):
    assert "Ingen faktura tar upp tid för månaden." in rut.get("/manader/2015-06/").text
    assert rut.get("/manader/2015-13/").status_code == 404


# --- Körningen ----------------------------------------------------------------------------------------------------


def test_the_month_is_controlled_by_the_button(client, django_capture_on_commit_callbacks):
    build_arende()
    client.force_login(build_granskare())
    assert "Kontrollera månaden" in client.get(ADRESS).text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{ADRESS}kontrollera/")

    svar = client.get(ADRESS)
    assert Korning.objects.get().status == Korning.Status.KLAR
    assert "Kontrollera igen" in svar.text
    assert "Inget underlag är stoppat." in svar.text


@pytest.mark.parametrize("roll", sorted(set(Roll) - {Roll.ADMINISTRATIV_ASSISTENT, Roll.CONTROLLER}))
def test_only_those_who_may_start_a_control_are_let_in(client, roll):
    build_arende()
    client.force_login(build_user("prov", roll))

    assert client.post(f"{ADRESS}kontrollera/").status_code == 403
    assert not Korning.objects.exists()


def test_progress_is_counted_in_the_database_while_the_run_goes_on(rut, tre):
    korning = start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    Granskning.objects.create(
        korning=korning, faktura=tre[0], fakta="{}", fakta_sha256="0" * 64, resultat=Granskning.Resultat.REN
    )

    sida, del_ = rut.get(ADRESS), rut.get(f"{ADRESS}forlopp/")

    for svar in (sida, del_):
        assert '<progress class="forlopp" max="3" value="1"' in svar.text
        assert "1 av 3\u00a0underlag" in svar.text
    assert 'hx-trigger="every 1s"' in del_.text


def test_what_remains_of_a_run_that_takes_long_can_be_handed_out_again(client, tre):
    korning = start_month(manad=MANAD, by=build_handlaggare(), at=NU)
    client.force_login(build_granskare())

    assert "Dela ut det som återstår igen" in client.get(ADRESS).text
    client.post(f"{ADRESS}kontrollera/")

    assert Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.PAGAR).get() == korning


def test_a_run_that_could_not_judge_every_invoice_says_so(rut, tre):
    korning = build_korning()
    Korning.objects.filter(pk=korning.pk).update(status=Korning.Status.OFULLSTANDIG, antal=3)

    assert "Den senaste kontrollen blev klar för 0 av 3\u00a0underlag." in rut.get(ADRESS).text


def test_when_the_run_is_done_the_browser_is_asked_for_the_whole_page(rut, tre):
    build_korning()

    svar = rut.get(f"{ADRESS}forlopp/")

    assert svar.headers["HX-Refresh"] == "true"
    assert "Kontrollen pågår" not in rut.get(ADRESS).text
