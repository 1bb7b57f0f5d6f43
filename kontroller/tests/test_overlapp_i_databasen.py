"""Överlappen som databasen letar fram är exakt de som en rad för rad-jämförelse i Python finner."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakturor.models import Tidrad
from kontroller.loading import load_facts
from tests.byggstenar import DAGAR, build_arende, build_brukare, build_rapport, build_redovisning, build_tidrad

pytestmark = pytest.mark.django_db
ANDRA_NUMRET = "198512119897"

PASS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 23), st.integers(1, 24)),
    min_size=0,
    max_size=4,
    unique_by=lambda p: p[:2],
)
"""Dag, timme och antal timmar, så att tider ofta möts exakt."""


def add(rapport, pass_) -> list[Tidrad]:
    return [
        build_tidrad(rapport, DAGAR[0] + timedelta(days=dag), timme * 60, min(24 * 60, (timme + antal) * 60))
        for dag, timme, antal in pass_
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mina=PASS, egna_andra=PASS, hos_en_annan=PASS, dragna=st.sets(st.integers(0, 3)))
def test_the_rows_that_meet_are_found_and_no_others(mina, egna_andra, hos_en_annan, dragna):
    with transaction.atomic():
        arende = build_arende()
        Tidrad.objects.update(dragen_version=2)
        rapport = arende.redovisning.tidrapporter.get()
        brukare = build_brukare("LSS-ANNAN", ANDRA_NUMRET)
        annan = build_rapport(build_redovisning(brukare, arende.anordnare), kod="R-ANNAN", dagar=())
        i_samma = build_rapport(arende.redovisning, kod="R-TVA", dagar=())

        har = [*add(rapport, mina), *add(i_samma, egna_andra)]
        dar = add(annan, hos_en_annan)
        dragen = {rad.pk for n, rad in enumerate(dar) if n in dragna}
        Tidrad.objects.filter(pk__in=dragen).update(dragen_version=2)
        vantat = [
            rad.pk
            for rad in dar
            if rad.pk not in dragen and any(m.borjar < rad.slutar and m.slutar > rad.borjar for m in har)
        ]

        [fakta] = load_facts([arende.faktura.pk])

        [redovisning] = fakta.redovisningar
        assert [pass_.rad for pass_ in redovisning.assistenternas_andra_pass] == sorted(vantat)
        transaction.set_rollback(True)
