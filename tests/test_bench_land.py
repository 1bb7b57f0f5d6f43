"""Landets månad byggs med de fel som är planterade, mäts mot ren SQL, och filerna säger detsamma som databasen."""

from dataclasses import replace

import pytest

from bench.land.attest import EGNA_SIDOR, Moment, measure_attests
from bench.land.filer import Manadsfiler
from bench.land.golv import Golv, measure_floor
from bench.land.inlasning import measure_import
from bench.land.korning import Korningstid, digest
from bench.land.storlek import MANAD, Landsstorlek
from bench.land.tabell import HOGST_FRAGOR, Matning, as_json, as_text, goals
from bench.land.underlag import Land, NotEmpty, build
from fakturor.flode import Status
from fakturor.models import Faktura, Tidrad
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


@pytest.mark.django_db(transaction=True)
def test_what_is_clean_in_the_month_is_attested_twice_and_the_pages_around_it_open(settings):
    settings.KOMMUNKOD, settings.KOMMUN_ORGNR = "0000", ""
    build(STORLEK)
    korning = start_month(manad=MANAD, by=build_granskare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)

    moment = {m.namn: m for m in measure_attests()}

    assert {"15 granskningsattester", "15 beslutsattester", *EGNA_SIDOR} <= moment.keys()
    assert all(m.sekunder > 0 and m.golv > 0 for m in moment.values())
    assert moment["15 granskningsattester"].fragor <= HOGST_FRAGOR
    assert Faktura.objects.filter(status=Status.GODKAND).count() == 15


def test_an_attest_that_costs_too_much_is_said():
    dyr = Moment(namn="50 beslutsattester", sekunder=3.4, fragor=90, golv=0.2, sida=False)
    seg = Moment(namn=EGNA_SIDOR[1], sekunder=0.06, fragor=8, golv=0.002)
    matning = replace(build_matning(sekunder=1, golv=1), moment=(dyr, seg))

    assert [mal.text for mal in goals(None, matning) if not mal.haller] == [
        "50 beslutsattester tar högst 10 gånger kontrollen av dem i ett block: 17,00.",
        "50 beslutsattester kostar högst 35 frågor var: 90,00.",
        "Min dag, beslutsattestant tar högst 20 gånger golvsidan: 30,00.",
    ]
    assert "50 beslutsattester" in as_text([matning], MASKIN)
