"""The command: what it reads, says and leaves with."""

import json

import pytest
from django.core.management import call_command

from fakturor.models import Faktura, Inlasning
from fakturor.services.importing import preview_folder
from fakturor.tests.bygg_mapp import MAPP, PERSON, first, folder, only
from fakturor.tests.filer.bygg_ubl import build_invoice
from fakturor.tests.importing.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def mapp(tmp_path):
    """A folder with the whole municipality and an invoice."""
    mapp = tmp_path / "april"
    (mapp / "fakturor").mkdir(parents=True)
    write(mapp, folder())
    write(mapp, [("fakturor/f1.xml", build_invoice()), ("läsmig.txt", b"hej"), ("gamla.csv", b"x")])
    return mapp


def write(mapp, files):
    for namn, data in files:
        (mapp / namn).write_bytes(data)


def run(*args):
    with pytest.raises(SystemExit) as left:
        call_command("las_in", *map(str, args))
    return left.value.code


def test_a_folder_is_read_and_told_file_by_file(mapp, tmp_path, capsys):
    code = run(mapp, "--json", tmp_path / "svar.json")

    out, err = capsys.readouterr()
    svar = json.loads((tmp_path / "svar.json").read_text(encoding="utf-8"))
    assert (code, err) == (0, "")
    assert [fil["fil"] for fil in svar["filer"]] == [*(f"{namn}.csv" for namn in MAPP), "fakturor/f1.xml"]
    assert svar["filer"][0] == {
        "fil": "brukare.csv",
        "lasta": 1,
        "nya": 1,
        "andrade": 0,
        "oforandrade": 0,
        "fel": [],
    }
    assert "tidrader.csv: 2\u00a0rader lästa, 2 nya, 0 ändrade, 0 oförändrade, 0 fel\n" in out
    assert Faktura.objects.filter(typ="faktura").exists()


def test_rows_that_are_refused_are_said_one_a_line_without_their_values(mapp, tmp_path, capsys):
    write(mapp, only(brukare=[*MAPP["brukare"], first("brukare", referens="B-2", personnummer="198401012392")]))

    code = run(mapp, "--json", tmp_path / "svar.json")

    err = capsys.readouterr().err
    [fel] = json.loads((tmp_path / "svar.json").read_text(encoding="utf-8"))["filer"][0]["fel"]
    assert (code, err) == (1, "brukare.csv, rad 3, personnummer: Kontrollsiffran stämmer inte.\n")
    assert fel == {
        "rad": 3,
        "kolumn": "personnummer",
        "varde": "19••••••••••",
        "orsak": "Kontrollsiffran stämmer inte.",
    }


def test_a_file_that_cannot_be_read_leaves_the_rest(mapp, capsys):
    write(mapp, [("vistelser.csv", b"\xff\xfe"), ("fakturor/f2.xml", b"<Order/>")])

    assert run(mapp) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert Faktura.objects.count() == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["{tmp}/saknas"], "saknas finns inte.\n"),
        (["{tmp}"], "har ingen tabell och inga fakturor att läsa in.\n"),
        (["{tmp}/april", "--json", "{tmp}/saknas/svar.json"], "svar.json finns inte.\n"),
    ],
)
def test_a_folder_that_cannot_be_used_is_said_in_one_line(mapp, tmp_path, capsys, args, said):
    code = run(*(arg.format(tmp=tmp_path) for arg in args))

    err = capsys.readouterr().err
    assert (code, err.count("\n")) == (2, 1)
    assert err.endswith(said)
    assert not Inlasning.objects.exists()


def test_an_option_that_does_not_exist_is_said_in_swedish(capsys):
    assert run("--fort") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_preview_tells_what_would_change_and_changes_nothing(konsulent):
    resultat = preview_folder(folder(), by=konsulent, at=AT)

    assert sum(fil.nya for fil in resultat.filer) == sum(map(len, MAPP.values()))
    assert not Faktura.objects.exists()
    assert not Inlasning.objects.exists()


def test_no_number_of_a_person_is_said_or_kept_with_the_result(mapp, capsys):
    write(mapp, only(uppdrag=[first("uppdrag", referens=PERSON)]))

    run(mapp)

    out, err = capsys.readouterr()
    assert PERSON not in out + err + json.dumps(Inlasning.objects.get().resultat)
