"""Arbetstiden ur databasen: perioder över månader och år, flera arbetsgivare, förflutna minuter, lika många frågor."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistans.tid import interval
from fakturor.models import Kostnadsredovisning
from kontroller.fakta import Arbetat
from kontroller.fakta.arbetstid import INGET
from kontroller.kanon import from_json, to_json
from kontroller.loading import load_facts
from kontroller.loading.arbetstid import Arbetstidblock
from kontroller.loading.kostnader import load_cost_accounts
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_arende,
    build_assistent,
    build_brukare,
    build_granskare,
    build_handling,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_uppdrag,
)

pytestmark = pytest.mark.django_db

DAG = 8 * 60
JANUARI = date(2016, 1, 1)
ANDRA_ORGNR = "5599010013"
ANDRA_NUMRET = "198512119897"


def regimes(redovisning):
    return Arbetstidblock([redovisning]).arbetstider[redovisning.pk]


def register(anordnare, **falt):
    varden = {"arbetstidslag": "HusligL", "berakning_fran": date(2015, 12, 14), "berakning_veckor": 4} | falt
    return build_assistent(anordnare, **varden)


def worked(brukare, anordnare, manad, *dagar, kod):
    """A dossier with eight hours on each of the days."""
    redovisning = build_redovisning(brukare, anordnare, manad)
    build_rapport(redovisning, kod=kod, dagar=dagar)
    return redovisning


def aktiv(minuter):
    return Arbetat(aktiv=minuter, vantetid=0)


def test_a_period_across_new_year_is_told_before_and_after_the_year():
    """14 December 2015 – 10 January 2016, and on. The day before the period began is in none."""
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare)
    worked(
        brukare, anordnare, date(2015, 12, 1), date(2015, 12, 13), date(2015, 12, 14), date(2015, 12, 31), kod="R-12"
    )
    januari = worked(
        brukare,
        anordnare,
        JANUARI,
        date(2016, 1, 1),
        date(2016, 1, 10),
        date(2016, 1, 11),
        date(2016, 1, 31),
        kod="R-1",
    )

    [tid] = regimes(januari)

    forsta, andra = tid.perioder
    assert (forsta.fran, forsta.tom) == (date(2015, 12, 14), date(2016, 1, 10))
    assert (forsta.fore_aret, forsta.fore, forsta.har) == (aktiv(2 * DAG), INGET, aktiv(2 * DAG))
    assert (andra.fran, andra.tom) == (date(2016, 1, 11), date(2016, 2, 7))
    assert (andra.fore_aret, andra.har) == (INGET, aktiv(2 * DAG))
    assert tid.fyraveckor == tid.perioder


def test_what_comes_after_the_month_is_not_in_it():
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare)
    december = worked(brukare, anordnare, date(2015, 12, 1), date(2015, 12, 31), kod="R-12")
    worked(brukare, anordnare, JANUARI, date(2016, 1, 1), kod="R-1")

    [tid] = regimes(december)

    assert [f.har for f in tid.perioder] == [aktiv(DAG)]


def test_the_years_spans_reach_back_to_new_year():
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare)
    worked(brukare, anordnare, JANUARI, date(2016, 1, 20), kod="R-1")
    mars = worked(brukare, anordnare, date(2016, 3, 1), date(2016, 3, 31), kod="R-3")

    [tid] = regimes(mars)

    assert [(f.fran, f.fore, f.har) for f in tid.fyraveckor] == [
        (date(2016, 1, 11), aktiv(DAG), INGET),
        (date(2016, 3, 7), INGET, aktiv(DAG)),
    ]
    assert [f.fran for f in tid.perioder] == [date(2016, 3, 7)]


def test_time_is_told_by_where_it_is_reported():
    """The same provider for another person, and another provider for the same person."""
    brukare, anordnare = build_brukare(), build_anordnare()
    andra_brukaren, andra_anordnaren = build_brukare("LSS-ANNAN", ANDRA_NUMRET), build_anordnare(ANDRA_ORGNR, "Två AB")
    register(anordnare)
    har = worked(brukare, anordnare, JANUARI, date(2016, 1, 12), kod="R-1")
    worked(andra_brukaren, anordnare, JANUARI, date(2016, 1, 13), date(2016, 1, 14), kod="R-2")
    worked(brukare, andra_anordnaren, JANUARI, *(date(2016, 1, dag) for dag in (15, 18, 19)), kod="R-3")
    worked(brukare, andra_anordnaren, date(2015, 12, 1), date(2015, 12, 30), kod="R-4")

    [tid] = regimes(har)

    forsta, andra = tid.perioder
    assert (andra.har, andra.anordnaren, andra.andra) == (aktiv(DAG), aktiv(2 * DAG), aktiv(3 * DAG))
    assert (forsta.andra_fore, forsta.har) == (aktiv(DAG), INGET)


def test_waiting_time_is_told_apart_and_standby_and_withdrawn_rows_left_out():
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare)
    redovisning = build_redovisning(brukare, anordnare, JANUARI)
    rapport = build_rapport(redovisning, kod="R-1", dagar=())
    build_tidrad(rapport, date(2016, 1, 12), 0, 6 * 60, tidstyp="vantetid")
    build_tidrad(rapport, date(2016, 1, 13), 0, 6 * 60, tidstyp="beredskap")
    build_tidrad(rapport, date(2016, 1, 14))
    build_tidrad(rapport, date(2016, 1, 15), dragen_version=2)

    [tid] = regimes(redovisning)

    assert [f.har for f in tid.perioder] == [Arbetat(aktiv=DAG, vantetid=6 * 60)]


def test_the_night_when_the_clocks_are_set_counts_the_time_that_passed():
    """00–04 on 27 March 2016 is three hours, on 25 October 2015 five; both belong to their day."""
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare, berakning_fran=date(2016, 3, 27), berakning_veckor=1)
    minuter = []
    for dag in (date(2016, 3, 27), date(2015, 10, 25)):
        redovisning = build_redovisning(brukare, anordnare, dag.replace(day=1))
        tid = interval(dag, 0, 4 * 60)
        build_tidrad(
            build_rapport(redovisning, kod=f"R-{dag}", dagar=()),
            dag, 0, 4 * 60, borjar=tid.borjar, slutar=tid.slutar, minuter=tid.minuter,
        )  # fmt: skip
        [regim] = regimes(redovisning)
        minuter += [(f.fran, f.har.aktiv) for f in regim.perioder]

    assert minuter == [(date(2016, 3, 27), 180), (date(2015, 10, 25), 300)]


def test_who_has_no_period_has_no_spans_and_who_is_not_reported_has_no_regime():
    brukare, anordnare = build_brukare(), build_anordnare()
    redovisning = worked(brukare, anordnare, JANUARI, date(2016, 1, 12), kod="R-1")
    assert regimes(redovisning) == ()

    build_assistent(anordnare, arbetstidslag="")
    [tid] = regimes(redovisning)

    assert (tid.lag, tid.veckor, tid.perioder, tid.fyraveckor) == ("", None, (), ())


def test_a_registration_that_ended_before_the_month_or_is_for_somebody_else_is_not_taken():
    brukare, anordnare = build_brukare(), build_anordnare()
    redovisning = worked(brukare, anordnare, JANUARI, date(2016, 1, 12), kod="R-1")
    anmalan = register(anordnare, galler_tom=date(2015, 12, 31))
    assert regimes(redovisning) == ()

    anmalan.galler_tom, anmalan.brukare = None, build_brukare("LSS-ANNAN", ANDRA_NUMRET)
    anmalan.save()

    assert regimes(redovisning) == ()


def test_an_agreement_is_proved_by_a_document_with_the_registration():
    brukare, anordnare = build_brukare(), build_anordnare()
    redovisning = worked(brukare, anordnare, JANUARI, date(2016, 1, 12), kod="R-1")
    anmalan = register(anordnare, arbetstidslag="kollektivavtal", kollektivavtal="Provavtalet", berakning_veckor=26)

    [utan] = regimes(redovisning)
    handling = build_handling(anmalan)
    [med] = regimes(redovisning)
    handling.dold, handling.dold_av, handling.dold_skal = NU, build_granskare(), "Fel person."
    handling.save()
    [dold] = regimes(redovisning)

    assert utan.anmalan == anmalan.pk
    assert (utan.avtal, utan.styrkt, med.styrkt, dold.styrkt) == ("Provavtalet", False, True, False)
    assert utan.fyraveckor == ()


def test_the_facts_of_an_invoice_hold_working_time_and_cost_accounts_and_can_be_read_back():
    arende = build_arende()
    anmalan = arende.anordnare.assistenter.get()
    anmalan.arbetstidslag, anmalan.berakning_fran, anmalan.berakning_veckor = "HusligL", date(2015, 5, 4), 4
    anmalan.save()
    build_account(arende.brukare.uppdrag.get(), lon="20000.00", administration="1500.00")

    [fakta] = load_facts([arende.faktura.pk])

    [redovisning] = fakta.redovisningar
    [tid] = redovisning.arbetstider
    assert [f.har for f in tid.perioder] == [aktiv(10 * DAG)]
    [konto] = redovisning.kostnadsredovisningar
    assert [(post.slag, str(post.belopp)) for post in konto.poster] == [
        ("administration", "1500.00"),
        ("lon", "20000.00"),
    ]
    assert from_json(to_json(fakta)) == fakta


def test_the_number_of_queries_does_not_grow():
    brukare, anordnare = build_brukare(), build_anordnare()
    register(anordnare)
    forsta = worked(brukare, anordnare, JANUARI, date(2016, 1, 12), kod="R-1")
    uppdrag = build_uppdrag(brukare, anordnare)
    with CaptureQueriesContext(connection) as fa:
        Arbetstidblock([forsta])
        load_cost_accounts([uppdrag.pk])

    fler = [worked(brukare, anordnare, date(2016, n, 1), date(2016, n, 3), kod=f"R-2{n}") for n in range(2, 6)]
    build_account(uppdrag, lon="1.00")
    with CaptureQueriesContext(connection) as manga:
        Arbetstidblock([forsta, *fler])
        load_cost_accounts([uppdrag.pk])

    assert len(manga) == len(fa) == 3


def build_account(uppdrag, **poster):
    konto = Kostnadsredovisning.objects.create(
        uppdrag=uppdrag,
        period_fran=date(2015, 1, 1),
        period_tom=date(2015, 6, 30),
        inkommen=date(2015, 8, 1),
        mottaget="25000.00",
        registrerad_av=build_granskare(),
        registrerad=NU,
    )
    for slag, belopp in poster.items():
        konto.poster.create(slag=slag, belopp=belopp)
    return konto
