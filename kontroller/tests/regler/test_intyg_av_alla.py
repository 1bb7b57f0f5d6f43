from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.intyg_av_alla import intyg_av_alla
from kontroller.tests.bygg import (
    ALLA_INTYG,
    ASSISTENT,
    BRUKARE,
    CHEF,
    STOPP,
    build_intyg,
    build_rapport,
    kr,
    with_dossier,
)

SISTA_PASSET = date(2015, 4, 10)
DAGEN_FORE = date(2015, 4, 9)


def with_certificates(*intyg, **mer):
    return with_dossier(rapporter=(build_rapport(intyg=intyg, **mer),))


def test_three_certificates_on_the_day_of_the_last_row_agree():
    fakta = with_certificates(
        build_intyg("assistent", ASSISTENT, "sjalv", SISTA_PASSET),
        build_intyg("anordnare", CHEF, "arbetsgivare", SISTA_PASSET),
        build_intyg("brukare", BRUKARE, "sjalv", SISTA_PASSET),
    )

    [fynd] = intyg_av_alla(fakta, STOPP)

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"tidrapporter_antal": 1, "intyg_antal": 3}


def test_a_missing_certificate_is_found():
    [fynd] = intyg_av_alla(with_certificates(*ALLA_INTYG[:2]), STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == "Brukaren eller en företrädare har inte intygat rapport R-1."
    assert fynd.rader == ("rapport R-1",)
    assert fynd.kronor == kr("11360.00")


def test_a_certificate_the_day_before_the_last_row_is_found():
    fakta = with_certificates(build_intyg("assistent", ASSISTENT, "sjalv", DAGEN_FORE), *ALLA_INTYG[1:])

    [fynd] = intyg_av_alla(fakta, STOPP)

    assert fynd.text.replace("\u00a0", " ") == (
        "Assistenten intygade rapport R-1 den 9 april 2015, men den sista raden är den 10 april 2015."
    )
    assert fynd.matt == {
        "part": "assistent",
        "rapportens_version": 1,
        "intygat_datum": DAGEN_FORE,
        "sista_raden_datum": SISTA_PASSET,
    }


def test_certificates_of_rows_that_have_changed_do_not_hold():
    fynd = list(intyg_av_alla(with_certificates(*ALLA_INTYG, version=2), STOPP))

    assert [f.matt["intygets_version"] for f in fynd] == [1, 1, 1]
    assert fynd[1].text == (
        "Anordnaren har intygat version 1 av rapport R-1, men raderna är ändrade sedan dess och versionen är nu 2."
    )


def test_the_amount_of_a_report_is_questioned_once_however_many_certificates_miss():
    fynd = list(intyg_av_alla(with_certificates(), STOPP))

    assert [f.kronor for f in fynd] == [kr("11360.00"), None, None]


def test_every_report_needs_its_own_certificates():
    fakta = with_dossier(rapporter=(build_rapport(), build_rapport(id=2, kod="R-2", intyg=ALLA_INTYG[1:])))

    [fynd] = intyg_av_alla(fakta, STOPP)

    assert fynd.text == "Assistenten har inte intygat rapport R-2."


def test_a_report_without_rows_needs_certificates_too():
    fakta = with_certificates(*ALLA_INTYG[:2], rader=())

    [fynd] = intyg_av_alla(fakta, STOPP)

    assert fynd.utfall == Utfall.AVVIKELSE


def test_no_report_is_not_judged():
    [fynd] = intyg_av_alla(with_dossier(rapporter=()), STOPP)

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.text.replace("\u00a0", " ") == "Ingen tidrapport har kommit för LSS-9F3C i april 2015."


def test_the_certificates_of_several_reports_are_counted():
    fakta = with_dossier(rapporter=(build_rapport(), build_rapport(id=2, kod="R-2")))

    [fynd] = intyg_av_alla(fakta, STOPP)

    assert fynd.text.replace("\u00a0", " ").startswith("Alla tre parter har intygat två tidrapporter")
    assert fynd.matt == {"tidrapporter_antal": 2, "intyg_antal": 6}


def test_a_missing_certificate_is_counted_as_none():
    [fynd] = intyg_av_alla(with_certificates(*ALLA_INTYG[:2]), STOPP)

    assert fynd.matt["intyg_antal"] == 0


def test_a_certificate_of_this_version_stands_before_a_later_one_of_another():
    gammalt = build_intyg("assistent", ASSISTENT, "sjalv", date(2015, 5, 20), version=1)
    nytt = build_intyg("assistent", ASSISTENT, "sjalv", date(2015, 5, 10), version=2)
    andra = tuple(build_intyg(i.part, i.person, i.roll, i.datum, version=2) for i in ALLA_INTYG[1:])

    [fynd] = intyg_av_alla(with_certificates(gammalt, nytt, *andra, version=2), STOPP)

    assert fynd.utfall == Utfall.GODKAND


def test_one_report_is_one_of_the_common_gender():
    [fynd] = intyg_av_alla(with_dossier(), STOPP)

    assert "intygat en tidrapport" in fynd.text.replace("\u00a0", " ")
