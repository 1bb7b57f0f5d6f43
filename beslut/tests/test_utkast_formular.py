"""Varje formulär i registren håller utkast, också de som har rader eller delar."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from assistans.services.drafts import keep_draft
from tests.byggstenar import build_anordnare, build_brukare, build_user

pytestmark = pytest.mark.django_db

UTAN_UTKAST = {
    "beslut/_sok.html": "en sökning sparar ingenting",
    "beslut/brev_visa.html": "en enda dag",
    "beslut/handlingar.html": "det mesta är en fil, och filer sparas inte i utkast",
    "fakturor/omatchad.html": "valen följer av fakturan och görs om när den läses",
    "fakturor/avstamning.html": "filer sparas inte i utkast",
    "fakturor/betalbesked.html": "filer sparas inte i utkast",
    "fakturor/fk_fil.html": "filer sparas inte i utkast",
    "fakturor/utbetalning_ny.html": "några val och en dag, ur en lista som görs om när den läses",
    "fakturor/las_in.html": "filer sparas inte i utkast",
    "fakturor/las_in_anordnare.html": "filer sparas inte i utkast",
    "kontroller/_attest.html": "en fråga att svara ja eller nej på",
    "kontroller/_kontroll.html": "skrivs invid fyndet, flera på samma sida",
    "kontroller/_manuella.html": "skrivs på fakturans sida, bredvid andra formulär",
    "kontroller/attestera_flera.html": "en fråga att svara ja eller nej på",
    "kontroller/nedsattning.html": "skrivs på nedsättningens sida, bredvid andra formulär",
    "kontroller/forhandsprov.html": "filer sparas inte i utkast",
    "kontroller/nycklar.html": "ett namn och några val",
    "kontroller/prov_lista.html": "några val som räknas om direkt",
    "kontroller/regelverk.html": "ett diarienummer",
    "kontroller/rapport.html": "en anteckning till just den utgåva som skrivs under",
    "kontroller/sjuklonehandlingar.html": "det mesta är en fil, och filer sparas inte i utkast",
    "kontroller/stickprov.html": "ett antal",
    "kontroller/styrdokument.html": "en dag och en paragraf",
    "registration/logga_in.html": "är lösenord",
}
"""The forms that keep no draft, and why."""


def test_every_form_that_somebody_writes_in_keeps_a_draft():
    rot = Path(settings.BASE_DIR) / "templates"
    formular = {
        str(fil.relative_to(rot)): form
        for fil in rot.rglob("*.html")
        for form in re.findall(r"<form[^%>]*(?:{%[^%]*%}[^%>]*)*novalidate[^>]*>", fil.read_text())
    }

    utan = {fil for fil, form in formular.items() if "data-utkast" not in form}
    assert len(formular) > 10
    assert utan - UTAN_UTKAST.keys() == set()


@pytest.mark.parametrize(
    ("roll", "sida", "argument", "skrivet"),
    [
        (Roll.HANDLAGGARE, "brukare_ny", None, {"fornamn": "Elsa"}),
        (Roll.HANDLAGGARE, "vistelse_ny", build_brukare, {"borjar": "2015-05-04 08:00"}),
        (Roll.HANDLAGGARE, "uppdrag_nytt", build_brukare, {"avtal_datum": "2014-12-15"}),
        (Roll.KONSULENT, "konto_nytt", build_anordnare, {"bankgiro": "5050-1007"}),
        (Roll.HANDLAGGARE, "timbelopp_nytt", None, {"kategori": "kommun", "belopp": "269,8"}),
        (Roll.EKONOM, "kalkyl_ny", None, {"lon-varde": "142,50", "motivering": "Enligt avtalet"}),
        (
            Roll.HANDLAGGARE,
            "beslut_nytt",
            build_brukare,
            {"diarienummer": "SN 2015/7", "rad-TOTAL_FORMS": "2", "rad-INITIAL_FORMS": "0", "rad-1-timmar": "6,5"},
        ),
    ],
    ids=lambda varde: varde if isinstance(varde, str) else "",
)
def test_a_draft_fills_in_what_was_typed_and_nothing_is_judged(client, roll, sida, argument, skrivet):
    user = build_user("hanna", roll)
    client.force_login(user)
    adress = reverse(f"beslut:{sida}", args=[argument().pk] if argument else [])
    keep_draft(sida=adress, skrivet={namn: [varde] for namn, varde in skrivet.items()}, by=user, at=timezone.now())

    text = client.get(adress, {"utkast": "ja"}).content.decode()

    for namn, varde in skrivet.items():
        if not namn.endswith("_FORMS") and namn not in {"kategori", "motivering"}:
            assert re.search(rf'name="{namn}"[^>]*value="{varde}"|value="{varde}"[^>]*name="{namn}"', text), namn
    assert "invalid-feedback" not in text
    assert "är ifyllt" in text
