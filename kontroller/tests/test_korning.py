"""En körning på riktiga rader: fakta laddas, verdikt lagras, inget blir borta eller dubbelt."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.models import Handelse
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.services.importing import import_folder, preview_folder
from fakturor.tests.filer.bygg_ubl import build_invoice
from kontroller import korning as korningar
from kontroller import loading
from kontroller.korning import block_size, recontrol, resume, run_block, start_month
from kontroller.liggare import replay, run_as_file, stored_verdicts
from kontroller.loading import load_facts
from kontroller.models import Granskning, Korning, Utfallsrad
from kontroller.motor import is_hint
from kontroller.regel import Utfall
from kontroller.regler import load_rules
from tests.byggstenar import (
    BRUKARENS_NUMMER,
    MANAD,
    NU,
    build_arende,
    build_brukare,
    build_faktura,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_uppdrag,
)

pytestmark = pytest.mark.django_db

ANDRA_NUMRET = "198512119897"


def start() -> Korning:
    """A run of the month whose blocks wait for a worker."""
    return start_month(manad=MANAD, by=build_granskare(), at=NU)


def run(korning: Korning) -> Korning:
    for block in korning.block.order_by("nummer"):
        run_block(block.pk, at=NU)
    korning.refresh_from_db()
    return korning


def test_a_case_in_which_everything_agrees_is_clean_in_every_control():
    arende = build_arende()

    korning = run(start())

    [granskning] = korning.granskningar.all()
    utfall = {v.regel: (v.utfall, v.text) for v in stored_verdicts(granskning)}
    assert utfall.keys() == {kod for kod, regel in load_rules().items() if not is_hint(regel, regel.allvar)}
    assert {kod: v for kod, v in utfall.items() if v[0] not in (Utfall.GODKAND, Utfall.EJ_TILLAMPLIG)} == {}
    assert (granskning.resultat, korning.status) == ("ren", Korning.Status.KLAR)
    assert Faktura.objects.get(pk=arende.faktura.pk).status == Status.KONTROLLERAD


def test_facts_carry_neither_names_nor_personal_numbers():
    arende = build_arende()

    [granskning] = run(start()).granskningar.all()

    for hemligt in (BRUKARENS_NUMMER, BRUKARENS_NUMMER[2:], arende.brukare.fornamn, arende.brukare.efternamn):
        assert hemligt not in granskning.fakta
    assert arende.brukare.referens in granskning.fakta


def test_loading_asks_as_many_questions_for_one_invoice_as_for_many():
    arende = build_arende()
    with CaptureQueriesContext(
        connection,
    ) as en:
        load_facts([arende.faktura.pk])

    brukare = build_brukare("LSS-ANNAN", ANDRA_NUMRET)
    build_uppdrag(brukare, arende.anordnare)
    fler = [build_faktura(arende.redovisning, nummer=f"9{n}").pk for n in range(5)]
    annan = build_redovisning(brukare, arende.anordnare)
    build_rapport(annan, kod="R-ANNAN")
    fler.append(build_faktura(annan, nummer="77").pk)
    with CaptureQueriesContext(connection) as manga:
        load_facts([arende.faktura.pk, *fler])

    assert len(manga) == len(en)


def test_a_second_run_adds_and_replaces_nothing():
    build_arende()

    forsta = run(start())
    andra = run(start())

    assert forsta.pk != andra.pk
    assert Granskning.objects.filter(korning=forsta).count() == Granskning.objects.filter(korning=andra).count() == 1


@pytest.mark.parametrize(("redovisningar", "storlek"), [(0, 50), (400, 50), (401, 51), (1200, 150), (6000, 150)])
def test_a_small_month_is_divided_so_that_workers_share_it_and_a_large_one_by_memory(redovisningar, storlek):
    assert block_size(redovisningar) == storlek


def test_a_block_that_is_run_twice_gives_each_verdict_once():
    build_arende(timmar=81)

    korning = run(start())
    run(korning)

    assert korning.granskningar.count() == 1
    assert Utfallsrad.objects.filter(regel="G04").count() == 1


def test_a_month_that_is_being_controlled_is_taken_up_not_started_again():
    build_arende()

    korning = start()

    assert start() == korning


def test_an_unfinished_run_is_not_taken_up_when_an_invoice_has_come():
    arende = build_arende()
    gammal = start()
    build_faktura(arende.redovisning, nummer="ny")

    ny = start()

    gammal.refresh_from_db()
    assert (gammal.status, ny.antal) == (Korning.Status.OFULLSTANDIG, 2)
    assert run(gammal).granskningar.count() == 0


def test_an_unfinished_run_is_not_taken_up_when_a_register_has_changed():
    arende = build_arende()
    gammal = start()
    Handelse.record("uppdrag.andrat", arende.brukare, by=build_granskare(), at=NU + timedelta(minutes=1))

    assert start() != gammal


def test_a_run_stands_when_the_queue_cannot_be_reached(monkeypatch, django_capture_on_commit_callbacks):
    def unreachable(*_):
        raise RuntimeError("kön svarar inte")

    build_arende()
    monkeypatch.setattr("kontroller.tasks.run_block.delay", unreachable)

    with django_capture_on_commit_callbacks(execute=True):
        korning = start()

    assert run(korning).status == Korning.Status.KLAR


def test_an_invoice_that_cannot_be_judged_holds_back_no_other(monkeypatch):
    arende = build_arende()
    trasig = build_faktura(arende.redovisning, nummer="trasig")
    judge = korningar.judge

    def break_one(fakta, *rest):
        if fakta.faktura.nummer == "trasig":
            raise ArithmeticError
        return judge(fakta, *rest)

    monkeypatch.setattr(korningar, "judge", break_one)
    korning = run(start())

    assert korning.status == Korning.Status.OFULLSTANDIG
    assert list(korning.granskningar.values_list("faktura", flat=True)) == [arende.faktura.pk]
    assert korning.block.get().fel == f"Kunde inte prövas: {trasig.pk}"


def test_a_block_that_kills_its_workers_is_given_up_and_named():
    build_arende()
    korning = start()
    korning.block.update(forsok=korningar.FLEST_FORSOK)

    resume(korning, at=NU)

    korning.refresh_from_db()
    assert korning.status == Korning.Status.OFULLSTANDIG
    assert korning.block.get().fel == "Gavs upp efter 3 försök."


def test_a_stored_run_is_recomputed_to_the_same_verdicts():
    build_arende(timmar=81)

    assert list(replay(run(start()))) == [None]


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("UPDATE kontroller_granskning SET fakta = replace(fakta, '81', '80')", "Lagrade fakta stämmer inte"),
        ("UPDATE kontroller_granskning SET resultat = 'ren'", "Resultatet blir stoppad, lagrat är ren."),
        ("UPDATE kontroller_utfallsrad SET text = 'Allt stämmer.' WHERE regel = 'G04'", "lagrat är ”Allt stämmer.”"),
        ("DELETE FROM kontroller_utfallsrad WHERE regel = 'G04'", "G04: inget verdikt är lagrat."),
    ],
)
def test_what_has_been_altered_past_the_database_is_named(sql, text):
    build_arende(timmar=81)
    korning = run(start())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabell in ("kontroller_granskning", "kontroller_utfallsrad"):
            cursor.execute(f"ALTER TABLE {tabell} DISABLE TRIGGER USER")
        cursor.execute(sql)

    [skillnad] = replay(korning)

    assert text in skillnad.text


def test_the_verdict_file_says_the_run_without_names():
    arende = build_arende(timmar=81)

    fil = run_as_file(run(start()))

    [faktura] = fil["fakturor"]
    [g04] = [u for u in faktura["utfall"] if u["regel"] == "G04"]
    assert (fil["manad"], faktura["orgnr"], faktura["fakturanummer"]) == ("2015-05", arende.anordnare.orgnr, "4711")
    assert (faktura["resultat"], g04["utfall"]) == ("stoppad", "avvikelse")
    assert arende.brukare.efternamn not in json.dumps(fil, ensure_ascii=False)


def test_the_verdict_file_has_the_hints_apart_with_the_rows_that_caused_each():
    build_arende()

    [faktura] = run_as_file(run(start()))["fakturor"]

    [d12] = faktura["tips"]
    assert (faktura["resultat"], d12["regel"], d12["utfall"]) == ("ren", "D12", "godkand")
    assert "100\u00a0% av dagarna, 10 av 10, har samma tider" in d12["text"]
    assert d12["rader"][0] == "rapport R-9F3C-2015-05 2015-05-04 08:00–16:00"
    assert len(d12["rader"]) == 10
    assert "D12" not in {u["regel"] for u in faktura["utfall"]}


def test_one_invoice_is_controlled_anew_in_the_callers_transaction():
    arende = build_arende()

    granskning = recontrol(faktura=arende.faktura, by=build_granskare(), at=NU + timedelta(days=1))

    assert granskning.resultat == "ren"
    assert granskning.korning.typ == Korning.Typ.OMKONTROLL


def test_the_loader_is_the_only_way_from_rows_to_facts():
    """Regler och motor läser aldrig databasen: allt de får veta kommer härifrån."""
    assert loading.load_facts([]) == []


def test_an_invoice_that_belongs_to_no_month_is_judged_as_it_comes():
    over_tva_manader = build_invoice(EndDate="2026-02-28", LineExtensionAmount="1.00")

    import_folder([("fakturor/utan-manad.xml", over_tva_manader)], by=build_granskare(), at=NU)

    faktura = Faktura.objects.get()
    [granskning] = Granskning.objects.filter(faktura=faktura)
    stopp = granskning.utfall.filter(utfall="avvikelse").values_list("regel", flat=True)
    assert (faktura.status, granskning.resultat) == (Status.OMATCHAD, "stoppad")
    assert {"G01", "G09"} <= set(stopp)


def test_a_preview_judges_nothing():
    over_tva_manader = build_invoice(EndDate="2026-02-28")

    preview_folder([("fakturor/utan-manad.xml", over_tva_manader)], by=build_granskare(), at=NU)

    assert not Granskning.objects.exists()
