"""Landets månad byggs med de fel som är planterade, mäts mot ren SQL, och filerna säger detsamma som databasen."""

import pytest

from bench.land.filer import Manadsfiler
from bench.land.golv import Golv, measure_floor
from bench.land.inlasning import measure_import
from bench.land.korning import Korningstid, digest
from bench.land.storlek import MANAD, Landsstorlek
from bench.land.tabell import Matning, as_json, as_text, goals
from bench.land.underlag import Land, NotEmpty, build
from fakturor.models import Tidrad
from kontroller.korning import run_block, start_month
from kontroller.models import Korning
from tests.byggstenar import NU, build_granskare

STORLEK = Landsstorlek(fakturor=20)
MASKIN = {"karnor": 2, "minne_gb": 24.0, "belastning": 0.1, "python": "3.11", "postgresql": "18"}


def build_matning(*, sekunder: float, golv: float, minne: float = 150.0) -> Matning:
    golvet = Golv(summor=0.1, overlapp=0.1, rader=golv - 0.2, antal_rader=1000)
    kord = Korningstid(processer=2, sekunder=sekunder, minne_mb=minne, verdikt=1000, rader=30)
    land = Land(fakturor=100, tidrader=12000, sekunder=1.0)
    return Matning(land=land, golv=golvet, golv_lagrat=golvet, korningar=(kord,), inlasning=())


@pytest.mark.django_db
def test_the_month_has_120_rows_an_invoice_and_a_run_gives_the_same_digest_twice(settings):
    settings.KOMMUNKOD, settings.KOMMUN_ORGNR = "0000", ""
    land = build(STORLEK)

    korningar = []
    for _ in range(2):
        korning = start_month(manad=MANAD, by=build_granskare(), at=NU)
        for block in korning.block.all():
            run_block(block.pk, at=NU)
        korningar.append(Korning.objects.get(pk=korning.pk))
    golv = measure_floor(100, varv=1)

    assert land.tidrader == Tidrad.objects.count() == 20 * 120
    resultat = dict(korningar[0].granskningar.values_list("faktura_id", "resultat"))
    assert {pk for pk, ord in resultat.items() if ord != "ren"} == {7, 11, 12, 13, 17}
    assert digest(korningar[0]) == digest(korningar[1])
    assert golv.sekunder > 0
    with pytest.raises(NotEmpty):
        build(STORLEK)


@pytest.mark.django_db
def test_the_files_are_taken_in_whole():
    matt = measure_import(STORLEK)

    assert {i.fil: i.rader for i in matt}["tidrader.csv"] == 20 * 120
    assert len(Manadsfiler(STORLEK).invoices(3)) == 3


def test_a_goal_that_is_missed_is_said_and_costs_the_exit_code():
    liten, stor = build_matning(sekunder=1, golv=1), build_matning(sekunder=12, golv=3, minne=300)

    utfall = [mal.haller for mal in goals(liten, stor)]

    assert utfall == [False, False, False]
    assert "HÅLLER INTE: Körningen tar högst 3 gånger golvet: 4,00." in as_text([liten, stor], MASKIN)
    assert [mal["haller"] for mal in as_json([liten, stor], MASKIN)["mal"]] == utfall


def test_goals_that_are_met_are_met():
    assert all(mal.haller for mal in goals(build_matning(sekunder=1, golv=1), build_matning(sekunder=9, golv=3)))
