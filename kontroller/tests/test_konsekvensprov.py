"""What-if over stored facts: the answer in kronor and persons, resumed after a stop, and nothing else changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Timbelopp
from fakturor.models import Faktura
from kontroller.korning import run_block, start_month
from kontroller.management.commands.konsekvensprov import write_answer
from kontroller.models import Granskning, Konsekvensprov, Korning, Utfallsrad
from kontroller.regelverk import ensure_standard
from kontroller.services import what_if
from kontroller.services.what_if import TrialRefused, run_trial, start_trial
from kontroller.tests.bygg_regelverk import build_chef, build_controller, build_forslag
from tests.byggstenar import (
    INLAST,
    MANAD,
    NU,
    build_arende,
    build_brukare,
    build_faktura,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_user,
)
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def maj() -> Korning:
    """May, controlled: one invoice of 80 hours at 284 kronor."""
    build_arende()
    return control()


def control() -> Korning:
    korning = start_month(manad=MANAD, by=build_granskare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    korning.refresh_from_db()
    assert korning.status == Korning.Status.KLAR
    return korning


def try_it(**vad) -> Konsekvensprov:
    prov = begin(**vad)
    run_trial(prov.pk, at=NU)
    prov.refresh_from_db()
    return prov


def begin(**vad) -> Konsekvensprov:
    return start_trial(**{"fran_manad": MANAD, "till_manad": MANAD, "by": build_controller(), "at": NU} | vad)


def refusal_of(**vad) -> str:
    with pytest.raises(TrialRefused) as refused_:
        begin(**vad)
    return str(refused_.value)


# --- The answer -------------------------------------------------------------------------------------------------


def test_a_lower_rate_is_told_in_hours_and_kronor(maj):
    prov = try_it(kategori="schablon", belopp=Decimal("264"))

    allt = prov.resultat["allt"]
    assert (prov.status, prov.klara, prov.antal) == ("klart", 1, 1)
    assert (allt["minuter"], allt["tillatet_fore"], allt["tillatet_efter"]) == (str(80 * 60), "22720.00", "21120.00")
    assert (allt["nya"], allt["nya_personer"], Decimal(allt["nya_kronor"])) == (1, 1, Decimal(22720))
    [g02] = [rad for rad in prov.resultat["kontroller"] if rad["kod"] == "G02"]
    assert (g02["nya"], Decimal(g02["kronor_efter"])) == (1, Decimal(1600))


def test_the_rule_set_that_held_changes_nothing(maj):
    prov = try_it(regelverk=maj.regelverk)

    allt = prov.resultat["allt"]
    assert (allt["nya"], allt["inte_langre"], prov.resultat["kontroller"]) == (0, 0, [])


def test_a_proposal_is_tried_before_it_is_adopted(maj):
    forslag = build_forslag(D07={"allvar": "S", "parametrar": {"dag": 1, "manader": 0}})

    prov = try_it(regelverk=forslag)

    assert [(rad["kod"], rad["nya"]) for rad in prov.resultat["kontroller"]] == [("D07", 1)]


def test_nothing_but_the_answer_is_written(maj):
    fore = {m: list(m.objects.order_by("pk").values()) for m in (Granskning, Utfallsrad, Faktura, Korning, Timbelopp)}

    try_it(kategori="schablon", belopp=Decimal("264"))

    assert all(list(modell.objects.order_by("pk").values()) == rader for modell, rader in fore.items())


def test_the_answer_names_nobody(maj):
    prov = try_it(kategori="schablon", belopp=Decimal("264"))

    assert set(prov.resultat) == {"allt", "manader", "kontroller", "anordnare"}
    assert "LSS-9F3C" not in str(prov.resultat)
    assert all(isinstance(rad["personer"], int) for rad in prov.resultat["anordnare"])


def test_the_newest_run_of_a_month_is_the_one_that_is_tried(maj):
    nyare = control()
    prov = begin(kategori="schablon", belopp=Decimal("264"))

    assert (prov.antal, prov.resultat["korningar"]) == (1, [nyare.pk])


def test_an_invoice_for_two_months_is_counted_once(maj):
    arende_redovisning = Faktura.objects.get().rader.get().redovisning
    juni = build_redovisning(arende_redovisning.brukare, arende_redovisning.anordnare, date(2015, 6, 1))
    build_faktura(arende_redovisning, juni, nummer="4712")
    for manad in (MANAD, date(2015, 6, 1)):
        korning = start_month(manad=manad, by=build_granskare(), at=NU)
        for block in korning.block.all():
            run_block(block.pk, at=NU)

    prov = try_it(kategori="schablon", belopp=Decimal("264"), till_manad=date(2015, 6, 1))

    assert (prov.antal, prov.resultat["allt"]["underlag"]) == (2, 2)
    assert prov.resultat["allt"]["minuter"] == str(80 * 60)


# --- Taken up again ---------------------------------------------------------------------------------------------


def two_invoices() -> None:
    arende = build_arende()
    andra = build_brukare("LSS-2222", "198512119897")
    redovisning = build_redovisning(andra, arende.anordnare)
    build_rapport(redovisning, kod="R-2")
    build_faktura(redovisning, nummer="4712")


def test_a_trial_that_was_broken_off_is_taken_up_where_it_ended(monkeypatch):
    two_invoices()
    control()
    monkeypatch.setattr(what_if, "BIT", 1)
    hel = try_it(kategori="schablon", belopp=Decimal("264"))

    prov = begin(kategori="schablon", belopp=Decimal("264"))
    assert what_if._count_a_piece(prov.pk, {}, NU) is True
    prov.refresh_from_db()
    assert (prov.status, prov.klara) == ("pagar", 1)
    run_trial(prov.pk, at=NU)
    run_trial(prov.pk, at=NU)

    prov.refresh_from_db()
    assert (prov.status, prov.klara, prov.resultat) == ("klart", 2, hel.resultat)


def test_the_same_trial_started_twice_is_one(maj):
    forst = begin(kategori="schablon", belopp=Decimal("264"))

    assert begin(kategori="schablon", belopp=Decimal("264")) == forst
    assert begin(kategori="schablon", belopp=Decimal("265")) != forst


def test_a_rule_set_with_a_rule_that_is_not_there_says_so(maj, monkeypatch):
    prov = begin(regelverk=ensure_standard(at=INLAST))
    monkeypatch.setattr(what_if, "load_versions", dict)

    run_trial(prov.pk, at=NU)

    prov.refresh_from_db()
    assert (prov.status, prov.fel) == ("fel", "Regelverket anger A01 version 1, som programmet inte har.")


def test_a_piece_costs_a_constant_number_of_statements(monkeypatch):
    two_invoices()
    control()
    monkeypatch.setattr(what_if, "BIT", 1)
    ett = begin(kategori="schablon", belopp=Decimal("264"))
    with CaptureQueriesContext(connection) as en:
        what_if._count_a_piece(ett.pk, {}, NU)
    monkeypatch.setattr(what_if, "BIT", 100)
    tva = begin(kategori="schablon", belopp=Decimal("265"))
    with CaptureQueriesContext(connection) as alla:
        what_if._count_a_piece(tva.pk, {}, NU)

    assert len(alla) <= len(en)


# --- Refusals ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vad", "sagt"),
    [
        ({}, "Välj ett regelverk, eller skriv ett timbelopp."),
        ({"kategori": "schablon"}, "Skriv ett belopp i kronor per timme."),
        ({"kategori": "annat", "belopp": Decimal(1)}, "Välj ett slag av timbelopp i listan."),
        (
            {"kategori": "schablon", "belopp": Decimal(264), "till_manad": date(2015, 4, 1)},
            "Den sista månaden är före den första.",
        ),
        (
            {"kategori": "schablon", "belopp": Decimal(264), "till_manad": date(2020, 5, 1)},
            "Pröva högst 60 månader åt gången.",
        ),
        (
            {
                "kategori": "schablon",
                "belopp": Decimal(264),
                "fran_manad": date(2015, 1, 1),
                "till_manad": date(2015, 2, 1),
            },
            "Ingen månad i perioden är kontrollerad, så det finns inget att pröva mot.",
        ),
    ],
)
def test_what_cannot_be_tried_is_said(maj, vad, sagt):
    assert refusal_of(**vad) == sagt


def test_a_rule_set_and_a_rate_are_not_tried_together(maj):
    sagt = "Pröva ett regelverk eller ett timbelopp, inte båda på en gång."
    assert refusal_of(regelverk=maj.regelverk, kategori="schablon", belopp=Decimal(264)) == sagt


@pytest.mark.parametrize("roll", [Roll.HANDLAGGARE, Roll.REVISOR, Roll.NAMND])
def test_only_who_proposes_or_adopts_tries(maj, roll):
    sagt = "Din roll får inte pröva regelverk och timbelopp."
    assert refusal_of(kategori="schablon", belopp=Decimal(264), by=build_user(roll, roll)) == sagt


INSERT = (
    "INSERT INTO kontroller_konsekvensprov (regelverk_id, kategori, belopp, fran_manad, till_manad, status, antal,"
    " klara, resultat, fel, startat_av_id, startat) VALUES (%s, %s, %s, %s, %s, 'pagar', 0, 0, '{}', '', %s, now())"
)


@pytest.mark.parametrize(
    ("med_regelverk", "kategori", "belopp"),
    [(True, "schablon", 264), (False, "", None), (False, "schablon", None), (False, "schablon", 0), (False, "", 264)],
)
def test_the_database_wants_one_thing_tried(med_regelverk, kategori, belopp):
    regelverk = ensure_standard(at=INLAST).pk if med_regelverk else None

    with refused("konsekvensprov_av_en_sak"):
        execute(INSERT, [regelverk, kategori, belopp, MANAD, MANAD, build_controller().pk])


def test_the_database_wants_the_span_in_order():
    with refused("konsekvensprov_period"):
        execute(INSERT, [None, "schablon", 264, MANAD, date(2015, 4, 1), build_controller().pk])


# --- The pages --------------------------------------------------------------------------------------------------

LISTA = "/regelverk/prov/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_rate_is_tried_from_the_page(maj, django_capture_on_commit_callbacks):
    client = signed_in(build_controller())
    falt = {"regelverk": "", "kategori": "schablon", "belopp": "264", "fran_manad": "2015-05", "till_manad": "2015-05"}

    with django_capture_on_commit_callbacks(execute=True):
        svar = client.post(LISTA, falt)
    text = client.get(svar.url).content.decode()

    assert "−1\u00a0600\u00a0kr" in text
    assert "För 80,00 timmar gäller det prövade beloppet" in text
    assert "Ett\u00a0underlag om en\u00a0person stoppas som inte stoppades: 22\u00a0720\u00a0kr." in text
    assert "Alla 1\u00a0anordnare" in text
    assert "Exempel Assistans" not in text
    assert "<svg" in text


def test_while_it_goes_on_the_page_tells_how_far_it_has_come(maj):
    prov = begin(kategori="schablon", belopp=Decimal("264"))
    client = signed_in(build_chef())

    assert "0 av 1\u00a0underlag" in client.get(reverse("kontroller:prov", args=[prov.pk])).content.decode()
    forlopp = reverse("kontroller:provforlopp", args=[prov.pk])
    assert 'value="0"' in client.get(forlopp).content.decode()
    run_trial(prov.pk, at=NU)
    assert client.get(forlopp).headers["HX-Refresh"] == "true"


def test_a_proposal_leads_to_a_trial_of_it(maj):
    forslag, client = build_forslag(), signed_in(build_chef())

    assert f"{LISTA}?regelverk={forslag.pk}" in client.get(f"/regelverk/{forslag.pk}/").content.decode()
    form = client.get(f"{LISTA}?regelverk={forslag.pk}").context["form"]
    assert (form.initial["regelverk"], form.initial["fran_manad"]) == (str(forslag.pk), "2015-05")


def test_what_is_wrong_is_said_at_the_field(maj):
    svar = signed_in(build_controller()).post(
        LISTA, {"kategori": "schablon", "belopp": "", "fran_manad": "maj", "till_manad": "2015-05"}
    )

    assert "Skriv månaden som år och månad, till exempel 2015-04." in svar.content.decode()


@pytest.mark.parametrize("roll", Roll)
def test_who_may_open_the_trials(maj, roll):
    prov = try_it(kategori="schablon", belopp=Decimal("264"))
    client = signed_in(build_user(roll, roll))
    vantat = 200 if roll in (Roll.CONTROLLER, Roll.REVISOR, Roll.ENHETSCHEF) else 403

    assert {client.get(url).status_code for url in (LISTA, f"{LISTA}{prov.pk}/")} == {vantat}


def test_the_auditor_reads_trials_and_starts_none(maj):
    svar = signed_in(build_user("rut", Roll.REVISOR)).get(LISTA)

    assert "Pröva mot månaderna" not in svar.content.decode()


# --- The command ------------------------------------------------------------------------------------------------


def test_the_command_says_what_is_not_there(maj, capsys):
    with pytest.raises(SystemExit) as slut:
        call_command("konsekvensprov", "2015-05", "2015-05", regelverk="2015:9")

    assert slut.value.code == 2
    assert capsys.readouterr().err == "Regelverket 2015:9 finns inte.\n"


@pytest.mark.parametrize("belopp", ["mycket", "264.123", "inf"])
def test_the_command_says_how_an_amount_is_written(maj, belopp, capsys):
    with pytest.raises(SystemExit) as slut:
        call_command("konsekvensprov", "2015-05", "2015-05", kategori="schablon", belopp=belopp)

    assert slut.value.code == 2
    assert "till exempel 284,50." in capsys.readouterr().err


def test_the_command_prints_the_answer(maj, capsys):
    write_answer(try_it(kategori="schablon", belopp=Decimal("264"), by=User.objects.system()))

    rader = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert rader[0] == "Statens schablon 264,00 kr i timmen, maj 2015."
    assert "Alla 1 anordnare: −1 600 kr, 1 stoppas nu också, 0 stoppas inte längre, 1 person" in rader
    assert "G02 Pris mot timbelopp: 1 600 kr, 1 stoppas nu också, 0 stoppas inte längre, 1 person" in rader
