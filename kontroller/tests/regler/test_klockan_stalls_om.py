from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.klockan_stalls_om import klockan_stalls_om
from kontroller.tests.bygg import STOPP, build_rapport, build_tidrad, kr, with_dossier

HOSTNATTEN = date(2015, 10, 25)
OKTOBER = {"manad": date(2015, 10, 1), "sista_dag": date(2015, 10, 31)}


def test_a_row_across_the_repeated_hour_is_five_hours_and_agrees():
    rad = build_tidrad(HOSTNATTEN, 0, 240, minuter=300)

    [fynd] = klockan_stalls_om(with_dossier(**OKTOBER, rapporter=(build_rapport(rader=(rad,)),)), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_a_row_that_ends_in_the_repeated_hour_cannot_be_decided():
    rad = build_tidrad(HOSTNATTEN, 0, 150, oavgjord=True, id=7)

    [fynd] = klockan_stalls_om(with_dossier(**OKTOBER, rapporter=(build_rapport(rader=(rad,)),)), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.text.replace("\u00a0", " ") == (
        "En rad den 25 oktober 2015 börjar eller slutar i timmen 02.00–03.00, som kom två gånger den natten, "
        "så längden kan inte avgöras."
    )
    assert fynd.rader == ("rapport R-1 2015-10-25 00:00–02:30",)
    assert fynd.tidrader == (7,)
    assert fynd.matt == {"oavgjorda_rader_antal": 1}
    assert fynd.kronor == kr("710.00")


def test_no_report_is_not_judged():
    [fynd] = klockan_stalls_om(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_month_without_such_a_night_counts_none():
    [fynd] = klockan_stalls_om(with_dossier(), STOPP)

    assert fynd.matt == {"oavgjorda_rader_antal": 0}
