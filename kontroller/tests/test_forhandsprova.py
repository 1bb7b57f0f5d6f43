"""manage.py forhandsprova: slutkoder, vad som sägs, och filen som skrivs."""

import json

import pytest
from django.core.management import call_command

from assistans.models import User
from fakturor.models import Faktura
from fakturor.tests.bygg_mapp import MAPP, first, only
from kontroller.tests.bygg_forhandsprov import invoice, provider_files, read_registers
from tests.byggstenar import MANAD

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Write files into a folder, the invoices in a folder of their own."""

    def write(filer):
        (tmp_path / "fakturor").mkdir(exist_ok=True)
        for namn, data in filer:
            (tmp_path / ("fakturor" if namn.endswith(".xml") else "") / namn).write_bytes(data)
        return tmp_path

    return write


def run(*argument) -> int:
    with pytest.raises(SystemExit) as left:
        call_command("forhandsprova", *map(str, argument))
    return left.value.code


def test_folder_is_tried_and_the_answer_written(folder, tmp_path, capsys):
    read_registers(vistelser=())
    mapp, fil = folder(provider_files(invoice(antal="13", belopp="3692"))), tmp_path / "svar.json"

    code = run(mapp, "--json", fil)

    ut = capsys.readouterr()
    assert (code, ut.err) == (0, "")
    assert "Faktura F-1: stoppas" in ut.out
    assert "  G04 avvikelse: " in ut.out
    assert ut.out.endswith("Inget har sparats.\n")
    svar = json.loads(fil.read_text())
    assert (svar["korning"], svar["manad"], len(svar["fakturor"]), len(svar["filer"])) == (None, "2015-04", 1, 4)
    assert not Faktura.objects.exists()


def test_refused_rows_are_a_part_done(folder, capsys):
    read_registers()
    bad_row = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")

    assert run(folder(provider_files(tidrader=[*MAPP["tidrader"], bad_row]))) == 1
    assert "tidrader.csv, rad 4, slut: Passet slutar den 1 maj." in capsys.readouterr().err


def test_invoice_of_another_month_is_a_part_done(folder, capsys):
    read_registers()

    assert run(folder([invoice()]), "--manad", f"{MANAD:%Y-%m}") == 1
    assert "1\u00a0faktura gäller inte maj\u00a02015 och är inte prövade." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        (["--manad", "maj"], "maj är ingen månad. Skriv den som 2015-04."),
        (["--json", "/finns/inte/svar.json"], "Mappen för svar.json finns inte."),
    ],
)
def test_unusable_options_are_told_in_a_line(folder, capsys, argument, sentence):
    assert run(folder([invoice()]), *argument) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_folder_with_the_municipalitys_registers_is_unusable(folder, capsys):
    User.objects.system()

    assert run(folder([invoice(), *only(brukare=MAPP["brukare"])])) == 2
    assert capsys.readouterr().err.startswith("Brukare tas inte emot i ett förhandsprov")
