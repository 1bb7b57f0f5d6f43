"""Rapportens stickprov: ramen, det funna felet, och det uppskattade med sin gräns, i ord och på en rad."""

from decimal import Decimal

import pytest

from assistans.roller import Roll
from kontroller.models import Stickprovspost
from kontroller.rapport.delar.stickprov import section
from kontroller.rapport.period import Utgava
from kontroller.tests.bygg_avsnitt import build_run, period_of
from tests.byggstenar import MANAD, NU, build_user
from tests.byggstenar_kontroll import build_stickprov

pytestmark = pytest.mark.django_db


def test_a_sample_that_is_not_examined_has_no_estimate():
    korning, [granskning] = build_run(MANAD, 80)
    build_stickprov(granskning.faktura)

    [tabell] = section(period_of(korning)).tabeller

    assert tabell.rader == ((MANAD, Decimal("22720.00"), 1, 1, None, None, None, 95),)


def test_an_examined_sample_has_what_was_found_and_its_limit():
    korning, [granskning] = build_run(MANAD, 80)
    [post] = build_stickprov(granskning.faktura)
    Stickprovspost.objects.filter(pk=post.pk).update(
        ratt_belopp=22000, notering="Fel.", granskad=NU, granskad_av=build_user("eva", Roll.CONTROLLER)
    )

    avsnitt = section(period_of(korning, slag=Utgava.KVARTAL))

    # The invoice is as great as the interval: its error is known, and not estimated.
    assert avsnitt.tabeller[0].rader == ((MANAD, Decimal("22720.00"), 1, 0, *(Decimal("720.00"),) * 3, 95),)
    assert avsnitt.stycken[0].startswith("Maj\u00a02015: 1\u00a0dragen faktura")


def test_without_a_sample_there_is_no_table():
    korning, _ = build_run(MANAD, 80)

    assert section(period_of(korning)).tabeller == ()
