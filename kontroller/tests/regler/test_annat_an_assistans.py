from kontroller.fakta import Ordtraff
from kontroller.regel import Utfall
from kontroller.regler.annat_an_assistans import annat_an_assistans
from kontroller.tests.bygg import VARNING, build_fakta, build_faktura, build_fakturarad, kr, plain


def judge(*traffar, **faktura):
    return list(annat_an_assistans(build_fakta(faktura=build_faktura(ordtraffar=traffar, **faktura)), VARNING))


def test_lines_without_such_words_agree():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 1}


def test_a_line_about_a_meeting_and_a_course_is_found():
    [fynd] = judge(Ordtraff(rad=1, slag="utbildning"), Ordtraff(rad=1, slag="mote"))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == (
        "Fakturarad 1 har text om möte och utbildning. Det behöver framgå att tiden är assistans."
    )
    assert fynd.matt == {"ord_antal": 2}
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.redovisning == 1
    assert fynd.kronor == kr("11360.00")


def test_only_the_line_with_the_word_is_pointed_at():
    rader = (build_fakturarad(), build_fakturarad(id=2, rad="2"))

    [fynd] = judge(Ordtraff(rad=2, slag="resa"), rader=rader)

    assert fynd.rader == ("fakturarad 2",)


def test_a_line_that_gives_money_back_questions_no_amount():
    [fynd] = judge(Ordtraff(rad=1, slag="resa"), rader=(build_fakturarad(antal=kr("-1.00")),))

    assert fynd.kronor == kr("0.00")


def test_other_costs_are_left_to_another_rule():
    assert [f.utfall for f in judge(Ordtraff(rad=1, slag="omkostnad"))] == [Utfall.GODKAND]


def test_an_invoice_without_lines_is_not_judged():
    assert [f.utfall for f in judge(rader=())] == [Utfall.EJ_BEDOMD]
