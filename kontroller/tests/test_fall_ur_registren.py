"""Uträknade fall för det som registren avgör: delar av månaden, schablonen, tillståndets kontroll och delegationen."""

from datetime import date, timedelta

import pytest

from kontroller.fakta import Tillstandsblick
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.del_av_manad import del_av_manad
from kontroller.regler.fattat_inom_delegation import fattat_inom_delegation
from kontroller.regler.pris_over_schablon import pris_over_schablon
from kontroller.regler.tillstand_kontrollerat import tillstand_kontrollerat
from kontroller.tests.bygg import (
    STOPP,
    VARNING,
    build_beslutsrad,
    build_brukare,
    build_days,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_redovisning,
    build_tillstand,
    build_timbelopp,
    build_uppdrag,
    kr,
    with_dossier,
    with_rows,
)
from kontroller.tests.bygg_anordnare import with_form
from kontroller.tests.bygg_prov import build_beslut, build_delegation
from kontroller.tests.test_fall import cases


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("fall", cases("delar_av_manad"))
def test_a_part_of_the_month_is_held_against_its_own_share(fall):
    andras = date.fromisoformat(fall["andras"])
    rader = (
        build_beslutsrad(id=1, timmar=kr(fall["fore"]), tom=andras - timedelta(days=1)),
        build_beslutsrad(id=2, timmar=kr(fall["efter"]), fran=andras),
    )
    fakta = with_rows(*build_days(*map(int, fall["dagar"].split())), brukare=build_brukare(beslutsrader=rader))

    fynd = list(del_av_manad(fakta, VARNING))

    assert [f.utfall for f in fynd] == [fall["utfall"]]
    assert fynd[0].matt.get("over_minuter") == (int(fall["over"]) if fall["over"] else None)


@pytest.mark.parametrize("fall", cases("pris_over_schablon"))
def test_a_price_above_the_flat_rate_needs_a_decision(fall):
    belopp = [post.split() for post in fall["timbelopp"].split(", ")]
    redovisning = build_redovisning(
        uppdrag=(build_uppdrag(avtalsform=fall["form"]),),
        timbelopp=tuple(build_timbelopp(id=n, kategori=k, belopp=kr(b)) for n, (k, b) in enumerate(belopp)),
    )
    faktura = build_faktura(rader=(build_fakturarad(pris=kr(fall["pris"])),))
    villkor = Villkor(Allvar.STOPP, {"forhojning_procent": 12})

    [fynd] = pris_over_schablon(build_fakta(faktura=faktura, redovisningar=(redovisning,)), villkor)

    assert (fynd.utfall, fynd.kronor) == (fall["utfall"], kr(fall["kronor"]) if fall["kronor"] else None)


@pytest.mark.parametrize("fall", cases("kontroller_av_tillstand"))
def test_a_permit_has_been_looked_at(fall):
    kontrollerad = day(fall["kontrollerad"])
    sedd = Tillstandsblick(datum=kontrollerad, status=fall["sedd"]) if kontrollerad and fall["sedd"] else None
    tillstand = build_tillstand(kontrollerad=kontrollerad, status=fall["status"], senast_sedd=sedd)
    villkor = Villkor(Allvar.VARNING, {"dagar": 90})

    [fynd] = tillstand_kontrollerat(with_form(fall["form"], tillstand=(tillstand,)), villkor)

    assert fynd.utfall == fall["utfall"]


@pytest.mark.parametrize("fall", cases("inom_delegation"))
def test_a_decision_of_2_december_2013_was_within_the_delegation(fall):
    avser = fall["avser"]
    delegation = build_delegation(avser=avser, fran=day(fall["fran"]), tom=day(fall["tom"])) if avser else None
    beslut = build_beslut(organ=fall["organ"], delegationer=(delegation,) if delegation else ())

    [fynd] = fattat_inom_delegation(with_dossier(brukare=build_brukare(beslut=(beslut,))), STOPP)

    assert fynd.utfall == Utfall(fall["utfall"])
