"""Liggaren lagrar det som är prövat. Det som följer av regelverket läggs till när den läses."""

from datetime import date

import pytest
from django.db import connection

from kontroller import kanon
from kontroller.korning import run_block, start_month
from kontroller.liggare import replay, run_as_file, store_judgements, stored_verdicts
from kontroller.loading import load_facts
from kontroller.manad import load_month
from kontroller.models import Granskning, Korning
from kontroller.motor import EJ_I_BRUK, judge
from kontroller.regelverk import as_engine_reads_it
from kontroller.regler import load_rules, load_versions
from tests.byggstenar import MANAD, NU, build_arende, build_granskare

pytestmark = pytest.mark.django_db


@pytest.fixture
def korning() -> Korning:
    build_arende(timmar=81)
    korning = start_month(manad=MANAD, by=build_granskare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    korning.refresh_from_db()
    return korning


def out_of_use() -> set[str]:
    return {kod for kod, regel in load_rules().items() if not regel.i_bruk or regel.bara_sjuklon}


def test_a_control_that_is_not_in_use_is_not_stored_on_every_invoice(korning):
    [granskning] = korning.granskningar.all()

    lagrade = {v["regel"] for v in granskning.ovriga} & out_of_use()
    assert not lagrade
    lasta = {v.regel: v for v in stored_verdicts(granskning)}
    assert {kod for kod, v in lasta.items() if not v.i_bruk} == out_of_use()
    assert {v.text for v in lasta.values() if not v.i_bruk} == {EJ_I_BRUK}
    assert list(lasta) == sorted(lasta)


def test_a_control_not_in_use_is_stored_when_its_ground_was_another_than_in_the_month_of_the_run(korning):
    gammal = korning.granskningar.get()
    [fakta] = load_facts([gammal.faktura_id])
    dom = judge(fakta, as_engine_reads_it(korning.regelverk), load_versions())
    senare = date(2024, 1, 1)
    korning.pk, korning.manad = None, senare
    korning.save()

    [granskning] = store_judgements(korning, [(fakta, dom)])
    granskning.refresh_from_db()

    regler = load_rules()
    andrad = {kod for kod in out_of_use() if regler[kod].legal_ground(senare) != regler[kod].legal_ground(MANAD)}
    assert andrad
    assert {v["regel"] for v in granskning.ovriga} & out_of_use() == andrad
    assert stored_verdicts(granskning) == list(dom.verdikt)


def test_an_entry_that_holds_them_all_reads_and_replays_the_same(korning):
    [granskning] = korning.granskningar.all()
    alla, fil, manad = stored_verdicts(granskning), run_as_file(korning), load_month(MANAD).by_control()
    egna = set(granskning.utfall.values_list("regel", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE kontroller_granskning DISABLE TRIGGER USER")
    Granskning.objects.update(ovriga=[kanon.verdict_to_json(v) for v in alla if v.regel not in egna])

    korning = Korning.objects.get()
    [gammal] = korning.granskningar.all()
    assert stored_verdicts(gammal) == alla
    assert run_as_file(korning) == fil
    assert load_month(MANAD).by_control() == manad
    assert list(replay(korning)) == [None]


def test_the_month_counts_them_as_not_in_use(korning):
    summor = {summa.regel.kod: summa.ej_i_bruk for summa in load_month(MANAD).by_control()}

    assert {kod for kod, antal in summor.items() if antal} == out_of_use()


def test_reading_many_entries_asks_for_the_rule_set_once(korning, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        run_as_file(Korning.objects.select_related("regelverk").get(pk=korning.pk))
