"""Assistentens arbetstid: perioderna mot gränsen, var tiden är redovisad, och vem som får se vad."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.models import Assistent
from kontroller.korning import recontrol
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regelverk import ensure_standard
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_arende,
    build_assistent,
    build_brukare,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_user,
)

pytestmark = pytest.mark.django_db
FAR_LASA = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
ANDRA_NUMRET, ANDRA_ORGNR = "198512119897", "5599010013"


@pytest.fixture
def assistent():
    """28 days from 4 May 2015: 27 days of eight hours, 216 hours, is eight hours above 208."""
    ensure_standard(at=NU)
    anmalan = build_assistent(
        build_anordnare(), arbetstidslag="HusligL", berakning_fran=date(2015, 5, 4), berakning_veckor=4
    )
    redovisning = build_redovisning(build_brukare(), anmalan.anordnare)
    build_rapport(redovisning, dagar=[date(2015, 5, dag) for dag in range(4, 31)])
    return anmalan


def open_page(client, assistent, roll=Roll.HANDLAGGARE, **fraga):
    client.force_login(build_user(roll, roll))
    return client.get(reverse("kontroller:arbetstid", args=[assistent.pk]), fraga)


def text_of(svar):
    return " ".join(svar.content.decode().replace("\xa0", " ").split())


def test_each_period_is_held_against_the_limit_of_the_rule_set(client, assistent):
    build_rapport(
        build_redovisning(build_brukare(), assistent.anordnare, date(2015, 6, 1)), kod="R-6", dagar=[date(2015, 6, 1)]
    )

    text = text_of(open_page(client, assistent))

    assert "Arbetstiden 2015 är över gränsen i 1 av 2 perioder." in text
    assert "4–31 maj 2015: 216 tim hos anordnaren, 8 tim över gränsen. 1–28 juni 2015: 8 tim hos anordnaren." in text
    assert "208 tim i varje period, aktiv tid, inte väntetid (F01 i Standard 1). Kontrollen är ej i bruk." in text
    assert "216:00, 8:00 över" in text


def test_a_period_across_new_year_is_whole_in_both_years(client, assistent):
    Assistent.objects.update(berakning_fran=date(2014, 12, 29))
    redovisning = build_redovisning(build_brukare(), assistent.anordnare, date(2016, 1, 1))
    build_rapport(redovisning, kod="R-1", dagar=[date(2016, 1, 4)])
    build_rapport(
        build_redovisning(build_brukare(), assistent.anordnare, date(2015, 12, 1)),
        kod="R-12",
        dagar=[date(2015, 12, 31)],
    )

    for ar in (2015, 2016):
        assert "28 december 2015 – 24 januari 2016: 16 tim hos anordnaren." in text_of(
            open_page(client, assistent, ar=ar)
        )


def test_time_with_other_employers_has_its_own_column_and_bar(client, assistent):
    annan = build_redovisning(build_brukare("LSS-ANNAN", ANDRA_NUMRET), build_anordnare(ANDRA_ORGNR, "Två AB"))
    build_rapport(annan, kod="R-2", dagar=[date(2015, 5, 31)])

    text = text_of(open_page(client, assistent))

    assert "224:00 med andra" in text
    assert "8 tim över gränsen, 8 tim hos andra arbetsgivare." in text
    assert "LSS-ANNAN" in text
    assert "Två AB<small>annan arbetsgivare</small>" in text


def test_waiting_time_is_counted_by_the_working_hours_act_and_standby_never(client, assistent):
    Assistent.objects.update(arbetstidslag="ATL")
    rapport = build_rapport(
        build_redovisning(build_brukare(), assistent.anordnare, date(2015, 6, 1)), kod="R-6", dagar=[]
    )
    build_tidrad(rapport, date(2015, 6, 1), tidstyp="vantetid")
    build_tidrad(rapport, date(2015, 6, 2), tidstyp="beredskap")

    text = text_of(open_page(client, assistent))

    assert "1–28 juni 2015: 8 tim hos anordnaren." in text
    assert "192 tim i varje period, aktiv tid och väntetid (F03 i Standard 1)." in text


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"berakning_fran": None, "berakning_veckor": None}, "Ingen beräkningsperiod är registrerad."),
        ({"arbetstidslag": ""}, "Regelverket har ingen gräns att hålla arbetstiden 2015 mot."),
        ({"arbetstidslag": "kollektivavtal", "kollektivavtal": "Provavtalet"}, "ingen i regelverket"),
    ],
)
def test_what_is_missing_is_said(client, assistent, falt, mening):
    Assistent.objects.update(**falt)

    assert mening in text_of(open_page(client, assistent))


def test_a_year_without_time_and_a_year_that_is_none(client, assistent):
    assert "Ingen arbetstid är redovisad 2013." in text_of(open_page(client, assistent, ar=2013))
    assert "Arbetstiden 2015" in text_of(open_page(client, assistent, ar="2 015"))


@pytest.mark.parametrize("roll", list(Roll))
def test_who_may_read(client, assistent, roll):
    assert open_page(client, assistent, roll).status_code == (200 if roll in FAR_LASA else 403)


def test_a_reading_is_logged(client, assistent):
    open_page(client, assistent)

    assert Lasning.objects.get(objekt="beslut.assistent").syfte == "Läste assistentens arbetstid"


def test_a_protected_assistant_is_not_found_and_a_protected_person_not_told(client, assistent):
    skyddad = build_brukare("LSS-SKYD", ANDRA_NUMRET, skydd="sekretessmarkering")
    build_rapport(build_redovisning(skyddad, assistent.anordnare), kod="R-S", dagar=[date(2015, 5, 31)])

    text = text_of(open_page(client, assistent))
    assistent.person.skyddad = True
    assistent.person.save()
    sedan = open_page(client, assistent)

    assert "LSS-SKYD" not in text
    assert "står inte i listan" in text
    assert sedan.status_code == 404


def test_the_page_asks_as_many_questions_whatever_the_year_holds(client, assistent):
    open_page(client, assistent)
    with CaptureQueriesContext(connection) as fa:
        open_page(client, assistent)

    for manad in range(6, 12):
        redovisning = build_redovisning(build_brukare(), assistent.anordnare, date(2015, manad, 1))
        build_rapport(redovisning, kod=f"R-{manad}", dagar=[date(2015, manad, 2)])
    with CaptureQueriesContext(connection) as manga:
        open_page(client, assistent)

    assert len(manga) == len(fa)


def test_a_finding_on_the_invoice_leads_to_the_working_time(client):
    arende = build_arende()
    anmalan = arende.anordnare.assistenter.get()
    anmalan.arbetstidslag, anmalan.berakning_fran, anmalan.berakning_veckor = "HusligL", date(2015, 5, 4), 4
    anmalan.save()
    adopt_only("F01", veckotimmar=10)
    recontrol(faktura=arende.faktura, by=build_granskare(), at=NU)
    adress = reverse("kontroller:faktura", args=[arende.faktura.pk])
    lank = (
        f'<a href="{reverse("kontroller:arbetstid", args=[anmalan.pk])}">Visa arbetstiden i rapport R-9F3C-2015-05</a>'
    )

    svar = {}
    for roll in (Roll.HANDLAGGARE, Roll.EKONOM):
        client.force_login(build_user(roll, roll))
        svar[roll] = text_of(client.get(adress))
    anmalan.person.skyddad = True
    anmalan.person.save()
    client.force_login(build_user(Roll.HANDLAGGARE, Roll.HANDLAGGARE))

    assert "månaden lägger till 40 tim utöver det" in svar[Roll.HANDLAGGARE]
    assert lank in svar[Roll.HANDLAGGARE]
    assert "Visa arbetstiden" not in svar[Roll.EKONOM]
    assert "Visa arbetstiden" not in text_of(client.get(adress))


def adopt_only(kod: str, **parametrar) -> None:
    """A rule set with one control in use, adopted by two persons."""
    nytt = Regelverk.objects.create(
        version="2015:2",
        galler_fran=date(2015, 1, 1),
        skal="Prov.",
        foreslaget_av=build_user("eva", Roll.CONTROLLER),
        foreslaget=NU,
    )
    Regelverksrad.objects.create(regelverk=nytt, kod=kod, regelversion=1, allvar="S", parametrar=parametrar)
    nytt.antaget, nytt.antaget_av = NU, build_user("maria", Roll.ENHETSCHEF)
    nytt.save()
