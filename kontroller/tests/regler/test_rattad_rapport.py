from dataclasses import replace

from kontroller.regel import Utfall
from kontroller.regler.rattad_rapport import rattad_rapport
from kontroller.tests.bygg import ALLA_INTYG, VARNING, build_rapport, plain, with_dossier


def judge(**rapport):
    return list(rattad_rapport(with_dossier(rapporter=(build_rapport(**rapport),)), VARNING))


def test_a_report_as_it_came_agrees():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Ingen tidrapport för LSS-9F3C i april 2015 har ändrats efter att den kom."
    assert fynd.matt == {"rapporter_antal": 1}
    assert fynd.redovisning == 1


def test_a_changed_report_says_which_version_each_certificate_holds_for():
    assistenten, anordnaren, personen = ALLA_INTYG

    [fynd] = judge(version=2, intyg=(replace(assistenten, version=2), replace(anordnaren, version=2), personen))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Rapport R-1 för LSS-9F3C har ändrats efter att den kom och finns i version 2. Version 2 är intygad av "
        "assistenten och anordnaren och version 1 är intygad av personen."
    )
    assert fynd.matt == {"rapportens_version": 2, "intyg_for_versionen_antal": 2}
    assert fynd.rader == ("rapport R-1",)
    assert fynd.redovisning == 1


def test_a_changed_report_that_nobody_has_certified_says_so():
    [fynd] = judge(version=3, intyg=())

    assert fynd.text.endswith("version 3. Ingen har intygat den.")


def test_only_the_report_that_is_changed_is_told():
    rapporter = (build_rapport(), build_rapport(id=2, kod="R-2", version=2))

    [fynd] = rattad_rapport(with_dossier(rapporter=rapporter), VARNING)

    assert fynd.rader == ("rapport R-2",)
    assert fynd.matt == {"rapportens_version": 2, "intyg_for_versionen_antal": 0}
    assert plain(fynd.text).endswith("Version 1 är intygad av assistenten, anordnaren och personen.")


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in rattad_rapport(with_dossier(rapporter=()), VARNING)] == [Utfall.EJ_BEDOMD]
