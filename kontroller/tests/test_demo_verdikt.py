"""Demomånaderna från fil till verdikt: april är ren, och i maj hittas det som är planterat och inget mer."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistans.models import User
from demodata import APRIL, MAJ, MANADER, PLANTERAT, kommun, write_month
from demodata.planterat import EJ_BEDOMD, PER_UNDERLAG
from fakturor.services.importing import import_folder
from kontroller.korning import start_month
from kontroller.liggare import run_as_file

IDAG = datetime(2015, 7, 31, 8, 0, tzinfo=UTC)
UTAN_ANMARKNING = {"godkand", "ej_tillamplig"}
Verdikt = dict[tuple[str, str], dict[str, str]]


def import_month(mapp: Path, manad: date, by: User) -> list[dict]:
    write_month(mapp, manad)
    filer = [(fil.name, fil.read_bytes()) for fil in sorted(mapp.rglob("*.*"))]
    return import_folder(filer, by=by, at=IDAG).as_json()["filer"]


def control(manad: date, by: User, capture) -> list[dict]:
    with capture(execute=True):
        korning = start_month(manad=manad, by=by, at=IDAG)
    korning.refresh_from_db()
    return run_as_file(korning)["fakturor"]


def remarks(faktura: dict) -> dict[str, str]:
    return {u["regel"]: u["utfall"] for u in faktura["utfall"] if u["utfall"] not in UTAN_ANMARKNING}


@pytest.fixture
def demo(settings, tmp_path: Path, db) -> User:
    """Both months in the database of the demo's municipality."""
    settings.KOMMUNKOD, settings.KOMMUN_ORGNR = kommun.KOD, kommun.ORGNR
    system = User.objects.system()
    for manad in MANADER:
        filer = import_month(tmp_path / f"{manad:%Y-%m}", manad, system)
        assert {fil["fil"]: fil["fel"] for fil in filer if fil["fel"]} == {}
    return system


def test_april_is_clean_throughout(demo: User, django_capture_on_commit_callbacks):
    fakturor = control(APRIL, demo, django_capture_on_commit_callbacks)

    assert {f["fakturanummer"]: remarks(f) for f in fakturor if remarks(f)} == {}
    assert {f["resultat"] for f in fakturor} == {"ren"}
    assert len(fakturor) == 34


def test_may_has_what_is_planted_and_nothing_else(demo: User, django_capture_on_commit_callbacks):
    fakturor = control(MAJ, demo, django_capture_on_commit_callbacks)

    funnet: Verdikt = {(f["orgnr"], f["fakturanummer"]): remarks(f) for f in fakturor}
    # An invoice for nobody known: what needs the person cannot be judged.
    [okand] = [nyckel for nyckel, rad in PER_UNDERLAG.items() if "G09" in rad.vantat]
    utan_person = {kod for kod, utfall in funnet[okand].items() if utfall == EJ_BEDOMD}
    funnet[okand] = {kod: utfall for kod, utfall in funnet[okand].items() if kod not in utan_person}

    assert {nyckel: rad for nyckel, rad in funnet.items() if rad} == {
        (rad.orgnr, rad.nummer): rad.vantat for rad in PLANTERAT
    }
    assert len(fakturor) == 34
    assert "A02" in utan_person


def test_may_is_stopped_warned_and_clean_in_the_planned_numbers(demo: User, django_capture_on_commit_callbacks):
    fakturor = control(MAJ, demo, django_capture_on_commit_callbacks)

    resultat = [f["resultat"] for f in fakturor]

    assert {ord: resultat.count(ord) for ord in set(resultat)} == {"stoppad": 23, "varning": 2, "ren": 9}


def test_importing_a_month_again_changes_nothing(demo: User, tmp_path: Path):
    filer = import_month(tmp_path / "igen", MAJ, demo)

    assert [fil for fil in filer if fil["nya"] or fil["andrade"] or fil["fel"]] == []
