"""Kontrollkatalogen: hela, med reglerna så som de är, på sidan och i docs/regler.md."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from assistans.roller import ALLA_RATTIGHETER, Roll
from kontroller.katalog import KATALOG, OMRADEN, Status
from kontroller.manuella import STEG, manual_steps
from kontroller.models import Regelverksrad
from kontroller.regel import Allvar
from kontroller.regelkatalog import write_catalogue
from kontroller.regelverk import ensure_standard
from kontroller.regler import load_rules
from kontroller.sidor.regelsida import Omrade, areas, describe, list_rules
from kontroller.tests.test_formatet import I_BRUK, SJUKLON
from tests.byggstenar import NU, build_user

ANTAL_PER_OMRADE = {"A": 12, "B": 18, "C": 11, "D": 13, "E": 12, "F": 7, "G": 16, "H": 12, "I": 8}


def list_areas() -> list[Omrade]:
    return areas(describe(regel, i_bruk=regel.i_bruk) for regel in load_rules().values())


def test_the_catalogue_holds_every_control_once_in_order():
    koder = [f"{bokstav}{nummer:02}" for bokstav, antal in ANTAL_PER_OMRADE.items() for nummer in range(1, antal + 1)]

    assert [post.kod for post in KATALOG] == koder
    assert set(OMRADEN) == set(ANTAL_PER_OMRADE)


def test_every_rule_is_in_the_catalogue():
    assert load_rules().keys() <= {post.kod for post in KATALOG}


def test_the_file_says_what_the_rules_say():
    text = write_catalogue()

    for regel in load_rules().values():
        assert f"### {regel.kod} {regel.rubrik}" in text
        assert all(grund in text for _, grund in regel.lagrum)


def test_the_table_says_of_every_control_how_it_is_held_and_where_or_why_not():
    rader = {rad.kod: rad for omrade in list_areas() for rad in omrade.rader}
    text = write_catalogue()

    assert list(rader) == [post.kod for post in KATALOG]
    assert [kod for kod, rad in rader.items() if not rad.var.strip()] == []
    assert {kod for kod, rad in rader.items() if rad.hur == Status.REGEL} == load_rules().keys()
    assert all(f"| {rad.kod} | {rad.titel} | {rad.hur} | {rad.var} |" in text for rad in rader.values())


def test_what_is_done_by_a_person_is_told_in_the_list_of_manual_controls_and_nowhere_else():
    manuella = {post.kod for post in KATALOG if post.status == Status.MANUELL}

    assert manuella == {steg.kod for steg in STEG}
    assert manual_steps().keys() == manuella - load_rules().keys()
    assert {"D08", "F07", "H03"} <= manual_steps().keys()
    assert all(steg.far_goras <= ALLA_RATTIGHETER and steg.grund for steg in STEG)


def test_the_file_in_the_repository_is_up_to_date():
    assert (settings.BASE_DIR / "docs/regler.md").read_text() == write_catalogue()


def test_a_file_that_is_not_up_to_date_is_found_out(settings, tmp_path: Path, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/regler.md").write_text("äldre")

    with pytest.raises(SystemExit) as slut:
        call_command("regelkatalog", check=True)
    assert slut.value.code == 1
    assert "docs/regler.md stämmer inte med kontrollerna." in capsys.readouterr().err

    call_command("regelkatalog")
    call_command("regelkatalog", check=True)


@pytest.mark.django_db
def test_the_delivered_rule_set_uses_the_controls_of_the_format_and_leaves_the_others_to_the_municipality():
    regelverk = ensure_standard(at=NU)
    tips = {regel.kod for regel in load_rules().values() if regel.tips or regel.allvar == Allvar.INFO}

    assert set(regelverk.rader.filter(i_bruk=True).values_list("kod", flat=True)) - tips == I_BRUK | SJUKLON
    assert ensure_standard(at=NU) == regelverk


def test_the_delivered_parameters_are_those_of_the_format():
    i_bruk = {kod: dict(regel.standard) for kod, regel in load_rules().items() if kod in I_BRUK and regel.standard}

    assert i_bruk == {
        "B01": {"dagar_efter_besked": 14},
        "B02": {"dagar_efter_besked": 14},
        "D03": {"minuter_per_rad": 1},
        "D07": {"dag": 5, "manader": 2},
    }


@pytest.mark.django_db
def test_the_page_shows_how_the_adopted_rule_set_uses_each_rule():
    regelverk = ensure_standard(at=NU)
    nytt = type(regelverk).objects.create(
        version="2015:2",
        galler_fran=date(2015, 6, 1),
        skal="Prov.",
        foreslaget_av=regelverk.foreslaget_av,
    )
    rad = {"regelverk": nytt, "regelversion": 1, "allvar": "S"}
    Regelverksrad.objects.create(kod="D07", parametrar={"dag": 10}, **rad)
    Regelverksrad.objects.create(kod="A01", i_bruk=False, **rad)
    nytt.antaget, nytt.antaget_av = NU, build_user("controller", Roll.CONTROLLER)
    nytt.save()

    katalog = list_rules(date(2015, 6, 1))

    regler = {post.kod: post for omrade in katalog.omraden for post in omrade.regler}
    assert (regler["D07"].niva, regler["D07"].i_bruk) == ("Stoppar", True)
    assert ("Dag", "10") in regler["D07"].parametrar
    assert regler["A01"].i_bruk is False


@pytest.mark.django_db
def test_the_page_is_there_before_any_rule_set_is_adopted(client):
    client.force_login(build_user("peter", Roll.SYSTEMFORVALTARE))

    svar = client.get("/kontrollerna/")

    assert "Inget regelverk är antaget än" in svar.text
    assert load_rules()["A02"].rubrik in svar.text
