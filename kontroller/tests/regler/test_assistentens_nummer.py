from kontroller.regel import Utfall
from kontroller.regler.assistentens_nummer import assistentens_nummer
from kontroller.tests.bygg import STOPP, kr, plain, with_assistant, with_dossier


def judge(**om):
    return list(assistentens_nummer(with_assistant(**om), STOPP))


def test_one_number_with_the_right_check_digit_agrees():
    [fynd] = judge()

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == ("Assistenterna för LSS-9F3C i april 2015 har ett nummer var, med rätt kontrollsiffra.")


def test_a_wrong_check_digit_is_found():
    [fynd] = judge(nummer_ratt=False)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "En assistent för LSS-9F3C (rapport R-1) är registrerad med ett nummer vars kontrollsiffra inte stämmer."
    )
    assert fynd.matt == {"nummer_med_fel_antal": 1, "andra_nummer_antal": 0}
    assert len(fynd.tidrader) == 10
    assert fynd.kronor == kr("11360.00")


def test_two_numbers_for_one_name_and_birthday_are_found():
    [fynd] = judge(fler_nummer=True)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {"nummer_med_fel_antal": 0, "andra_nummer_antal": 1}


def test_both_are_said_in_one_sentence():
    [fynd] = judge(nummer_ratt=False, fler_nummer=True)

    assert "stämmer och samma namn" in fynd.text


def test_without_a_report_nothing_is_judged():
    assert [f.utfall for f in assistentens_nummer(with_dossier(rapporter=()), STOPP)] == [Utfall.EJ_BEDOMD]
