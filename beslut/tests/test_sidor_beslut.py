"""Beslut och timbelopp i webbläsaren."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assistans.models import Handelse
from beslut.models import (
    Beslut,
    Timbelopp,
)
from beslut.tests.sidor import BESLUT, RAD_TVA, post, text_of
from tests.byggstenar import (
    build_beslut,
    build_brukare,
    build_timbelopp,
)

pytestmark = pytest.mark.django_db


def test_the_earlier_decision_ends_the_day_before_when_the_box_is_ticked(handlaggare, hanna):
    brukare = build_brukare()
    tidigare = build_beslut(brukare, diarienummer="LSS 2014/0381").rader.get()

    vagrat = post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT, beslutsfattare=hanna.pk)
    assert "Beslut LSS 2014/0381 gäller samma tid. Kryssa för att det slutar dagen före." in text_of(vagrat)
    assert "Beslut LSS 2014/0381 slutar då den 15 april 2015" in text_of(vagrat)
    assert Beslut.objects.count() == 1

    post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT, beslutsfattare=hanna.pk, avsluta_tidigare="on")

    tidigare.refresh_from_db()
    assert tidigare.galler_tom == date(2015, 4, 15)
    assert list(Handelse.objects.order_by("pk").values_list("typ", flat=True)) == [
        "beslutsrad.avslutat",
        "beslut.registrerat",
    ]


def test_a_decision_that_begins_later_is_in_the_way_and_is_named(handlaggare, hanna):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="LSS 2015/0400", galler_fran=date(2015, 5, 1))

    svar = post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT, beslutsfattare=hanna.pk)

    assert "Gäller till: Beslut LSS 2015/0400 ger redan aktiv tid från den 1 maj 2015." in text_of(svar)
    assert "Det som är ifyllt är inte medräknat." in text_of(svar)


def test_hours_that_are_no_number_are_refused_by_row_and_kept(handlaggare, hanna):
    brukare = build_brukare()
    data = BESLUT | RAD_TVA | {"rad-1-timmar": "6 och en halv", "beslutsfattare": hanna.pk}

    svar = post(handlaggare, "beslut_nytt", brukare.pk, **data)

    assert "Rad 2, timmar: Skriv timmarna som ett tal, till exempel 6,5." in text_of(svar)
    assert 'value="6 och en halv"' in svar.content.decode()
    assert not Beslut.objects.exists()


def test_a_row_is_added_and_removed_by_a_button_and_nothing_typed_is_lost_or_judged(handlaggare):
    brukare = build_brukare()

    fler = post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT | {"rad-0-timmar": "trettio", "lagg_till": "ja"})
    farre = post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT | RAD_TVA | {"ta_bort": "0"})

    assert "felruta" not in text_of(fler)
    assert [form["timmar"].value() for form in fler.context["formular"].rader] == ["trettio", None]
    assert fler.context["formular"].beslut["diarienummer"].value() == "LSS 2015/0212"
    assert [form["timmar"].value() for form in farre.context["formular"].rader] == ["6,5"]
    assert not Beslut.objects.exists()


def test_two_rows_of_one_kind_are_refused(handlaggare, hanna):
    data = BESLUT | RAD_TVA | {"rad-1-tidstyp": "aktiv", "beslutsfattare": hanna.pk}

    svar = post(handlaggare, "beslut_nytt", build_brukare().pk, **data)

    assert "Rad 2, slag av tid: Rad 1 har redan det slaget av tid." in text_of(svar)


def test_the_form_counts_the_month_while_it_is_written_and_saves_nothing(handlaggare):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="LSS 2014/0381", timmar=Decimal(32), enhet="vecka")

    svar = text_of(post(handlaggare, "beslut_rakna", brukare.pk, **BESLUT))

    assert "Så räknas april 2015" in svar
    for text in ("32 × 15 / 7", "68:34", "34 × 15 / 7", "72:51", "141:25 tim"):
        assert text in svar
    assert 'name="avsluta_tidigare"' in svar
    assert Beslut.objects.count() == 1


GRUND = {"grund": "egen_begaran", "motivering": "Personen har bett om det."}


def test_a_decision_row_is_ended_and_its_history_is_kept(handlaggare):
    brukare = build_brukare()
    rad = build_beslut(brukare).rader.get()
    adress = reverse("beslut:avsluta", args=["beslutsrad", rad.pk])

    fore = handlaggare.post(adress, {"galler_tom": "2014-12-31", **GRUND})
    assert "Perioden börjar den 1 januari 2015 och slutar före det." in text_of(fore)
    handlaggare.post(adress, {"galler_tom": "2015-06-30", **GRUND})

    rad.refresh_from_db()
    assert rad.galler_tom == date(2015, 6, 30)
    assert Handelse.objects.get(typ="beslutsrad.avslutat").uppgifter == {
        "brukare": brukare.pk,
        "fran": "2015-07-01",
        "sista_dag": "2015-06-30",
    }
    langre = handlaggare.post(adress, {"galler_tom": "2015-12-31", **GRUND})
    assert "Perioden slutar redan den 30 juni 2015." in text_of(langre)


RATTAD = {
    "galler_fran": "2015-01-01",
    "tidstyp": "aktiv",
    "timmar": "120",
    "enhet": "manad",
    "omrakning": "kalenderdagar",
    "skal": "Timmarna var omkastade.",
}


def test_a_row_that_was_entered_wrongly_is_corrected_with_a_reason(handlaggare):
    brukare = build_brukare()
    rad = build_beslut(brukare).rader.get()

    utan_skal = post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD | {"skal": ""})
    med_nummer = post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD | {"skal": "Gällde 850113-9995."})
    post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD)
    igen = post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD)

    rad.refresh_from_db()
    assert rad.timmar == 120
    assert "Skriv vad som blev fel." in text_of(utan_skal)
    assert "Skriv skälet utan personnummer: det sparas för gott." in text_of(med_nummer)
    assert "Raden säger redan detta." in text_of(igen)
    assert Handelse.objects.get().uppgifter == {
        "brukare": brukare.pk,
        "fran": "2015-01-01",
        "andrat": ["timmar"],
        "skal": "Timmarna var omkastade.",
    }


def test_a_corrected_row_does_not_take_days_from_another(handlaggare):
    brukare = build_brukare()
    rad = build_beslut(brukare, galler_tom=date(2015, 6, 30)).rader.get()
    build_beslut(brukare, diarienummer="SN 2015/2", galler_fran=date(2015, 7, 1))

    svar = post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD | {"galler_tom": "2015-07-01"})

    assert "Ett annat beslut ger redan samma slag av tid under en del av perioden." in text_of(svar)
    rad.refresh_from_db()
    assert rad.galler_tom == date(2015, 6, 30)


def test_the_konsulent_does_not_end_a_decision(konsulent):
    rad = build_beslut(build_brukare()).rader.get()

    assert (
        konsulent.post(reverse("beslut:avsluta", args=["beslutsrad", rad.pk]), {"galler_tom": "2015-06-30"}).status_code
        == 403
    )


def test_a_rate_is_proposed_to_end_with_the_year(handlaggare):
    form = handlaggare.get(reverse("beslut:timbelopp_nytt")).context["form"]

    assert form["galler_tom"].value() == date(timezone.localdate().year, 12, 31)


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        ({"kategori": "forhojt"}, "Person: Välj vem timbeloppet gäller"),
        ({"kategori": "avtal"}, "Anordnare: Välj anordnaren som avtalet är med."),
        ({"grund": ""}, "Rättslig grund: Skriv vilken föreskrift"),
        ({"belopp": "tvåhundra"}, "Kronor per timme: Skriv beloppet i kronor som ett tal, till exempel 304,50."),
        ({"galler_fran": "2015-02-29"}, "Gäller från: Februari 2015 har 28 dagar."),
    ],
)
def test_a_rate_that_cannot_hold_is_refused(handlaggare, data, mening):
    ratt = {"kategori": "schablon", "belopp": "288", "galler_fran": "2016-01-01", "grund": "SFS 2015:817"}

    assert mening in text_of(post(handlaggare, "timbelopp_nytt", **ratt | data))
    assert not Timbelopp.objects.exists()


def test_a_rate_that_shares_a_day_with_another_is_refused_in_words(handlaggare):
    build_timbelopp(galler_tom=date(2015, 12, 31))

    svar = post(
        handlaggare, "timbelopp_nytt", kategori="schablon", belopp="288", galler_fran="2015-12-01", grund="SFS 2015:817"
    )

    assert "Perioden överlappar ett timbelopp av samma slag som redan finns." in text_of(svar)
