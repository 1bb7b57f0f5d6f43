from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.skilda_intyg import skilda_intyg
from kontroller.tests.bygg import (
    ALLA_INTYG,
    APRIL,
    ASSISTENT,
    STOPP,
    build_intyg,
    build_rapport,
    build_tidrad,
    build_uppdrag,
    kr,
    with_dossier,
)

BADA = (ALLA_INTYG[0], build_intyg("anordnare", ASSISTENT, "arbetsgivare"), ALLA_INTYG[2])


def test_another_person_for_the_provider_agrees():
    [fynd] = skilda_intyg(with_dossier(), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_the_assistant_for_the_provider_is_found():
    [fynd] = skilda_intyg(with_dossier(rapporter=(build_rapport(intyg=BADA),)), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == "Samma person har intygat rapport R-1 som assistent och för anordnaren."
    assert fynd.rader == ("rapport R-1",)
    assert fynd.matt == {"anordnarens_intyg_antal": 1}
    assert fynd.kronor == kr("11360.00")


def test_an_employer_of_their_own_is_outside_the_control():
    fakta = with_dossier(rapporter=(build_rapport(intyg=BADA),), uppdrag=(build_uppdrag(avtalsform="C"),))

    [fynd] = skilda_intyg(fakta, STOPP)

    assert fynd.utfall == Utfall.EJ_TILLAMPLIG


def test_one_day_with_a_provider_is_enough_to_be_found():
    uppdrag = (
        build_uppdrag(avtalsform="C", tom=date(2015, 4, 9)),
        build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 10)),
    )
    fakta = with_dossier(rapporter=(build_rapport(intyg=BADA),), uppdrag=uppdrag)

    [fynd] = skilda_intyg(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE


def test_without_a_certificate_of_the_provider_nothing_can_be_said():
    [fynd] = skilda_intyg(with_dossier(rapporter=(build_rapport(intyg=ALLA_INTYG[:1]),)), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_no_report_is_not_judged_for_an_own_employer_either():
    [fynd] = skilda_intyg(with_dossier(rapporter=(), uppdrag=(build_uppdrag(avtalsform="C", fran=APRIL),)), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_several_reports_are_counted_in_words():
    [fynd] = skilda_intyg(with_dossier(rapporter=(build_rapport(), build_rapport(id=2, kod="R-2"))), STOPP)

    assert "två tidrapporter" in fynd.text.replace("\u00a0", " ")


def test_one_report_is_one_of_the_common_gender():
    [fynd] = skilda_intyg(with_dossier(), STOPP)

    assert "en tidrapport" in fynd.text.replace("\u00a0", " ")


def test_a_report_of_the_employer_s_own_days_is_outside_the_control_though_the_month_is_not():
    uppdrag = (
        build_uppdrag(avtalsform="C", tom=date(2015, 4, 5)),
        build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 6)),
    )
    egna = build_rapport(intyg=BADA, rader=(build_tidrad(APRIL),))
    kopta = build_rapport(id=2, kod="R-2", rader=(build_tidrad(date(2015, 4, 7), id=9),))

    [fynd] = skilda_intyg(with_dossier(rapporter=(egna, kopta), uppdrag=uppdrag), STOPP)

    assert fynd.utfall == Utfall.GODKAND
