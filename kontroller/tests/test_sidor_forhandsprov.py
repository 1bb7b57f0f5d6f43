"""Förhandsprova filer på sidan: svaret, filen att hämta, och att ingenting finns kvar."""

import json
import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.tests.bygg_mapp import MAPP, first, only
from kontroller.tests.bygg_forhandsprov import everything, invoice, provider_files, read_registers
from tests.byggstenar import build_user

pytestmark = pytest.mark.django_db
FAR = {Roll.ADMINISTRATIV_ASSISTENT, Roll.KONSULENT, Roll.CONTROLLER}


@pytest.fixture
def olof(client):
    user = build_user("olof", Roll.KONSULENT)
    client.force_login(user)
    return user


def attempt(client, filer, **falt):
    uploads = [SimpleUploadedFile(*fil) for fil in filer]
    return client.post(reverse("program:forhandsprov"), {"filer": uploads, "manad": "", **falt})


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_page_tells_how_each_invoice_went_and_stores_nothing(client, olof):
    read_registers(vistelser=())
    before = everything()

    svar = attempt(
        client, provider_files(invoice("F-1", antal="13", belopp="3692"), invoice("F-2", antal="2", belopp="568"))
    )

    text = words(svar.content.decode())
    assert "2 fakturor för april 2015: 2 skulle stoppas. Inget har sparats." in text
    assert "Stoppas Faktura F-1" in text
    assert "Fakturerat mot intygat" in text or "G04" in text
    assert everything() == before
    assert "no-store" in svar["Cache-Control"]


def test_answer_is_fetched_from_the_page_itself(client, olof):
    read_registers(vistelser=())

    html = attempt(client, provider_files()).content.decode()

    [(data, namn)] = re.findall(r'href="data:application/json;base64,([^"]+)" download="([^"]+)"', html)
    svar = json.loads(b64decode(data))
    assert namn == "forhandsprov-2015-04.json"
    assert [f["fakturanummer"] for f in svar["fakturor"]] == ["F-1"]
    assert len(svar["filer"]) == 4


def test_faults_of_rows_stand_on_the_page(client, olof):
    read_registers()
    bad_row = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")

    text = words(attempt(client, provider_files(tidrader=[*MAPP["tidrader"], bad_row])).content.decode())

    assert "1 fel i filerna" in text
    assert "tidrader.csv rad 4 slut 06:00 Passet slutar den 1 maj." in text


@pytest.mark.parametrize(
    ("filer", "falt", "mening"),
    [
        ([], {}, "Välj minst en fil."),
        (only(brukare=MAPP["brukare"]), {}, "Brukare tas inte emot i ett förhandsprov"),
        ([invoice()], {"manad": "maj"}, "Skriv månaden som 2015-04."),
    ],
)
def test_what_cannot_be_tried_is_told_in_the_form(client, olof, filer, falt, mening):
    svar = attempt(client, filer, **falt)

    assert mening in words(svar.content.decode())
    assert "Inget har sparats" not in svar.content.decode()


def test_protected_person_is_not_told_of(client, olof):
    read_registers(vistelser=())
    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)

    html = attempt(client, provider_files(invoice(antal="13", belopp="3692"))).content.decode()

    [data] = re.findall(r"base64,([^\"]+)", html)
    assert "B-1001" not in html + b64decode(data).decode()
    assert "Underlaget rör en person med skyddade uppgifter." in html


@pytest.mark.parametrize("roll", Roll.values)
def test_three_roles_try_files(client, roll):
    client.force_login(build_user("nagon", roll))

    svar = client.get(reverse("program:forhandsprov"))

    assert svar.status_code == (200 if roll in FAR else 403)
