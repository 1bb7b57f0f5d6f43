import pytest

from kontroller.loading.namn import names_person


@pytest.mark.parametrize(
    "text",
    ["Avser Ann Ek, april", "ANN EK", "Ek, Ann", "Ann\nEk", "för Ann Ek.", "Ann Eks assistans", "(ann ek)", "Ann  Ek"],
)
def test_first_and_last_name_beside_each_other_name_the_person(text):
    assert names_person(text, "Ann", "Ek")


@pytest.mark.parametrize(
    "text", ["Johann Eklund", "Ann Eklund", "Karin-Ann Ek", "Ann Ek-Berg", "Ann", "Ann ringer Ek", ""]
)
def test_a_part_of_another_word_is_not_the_name(text):
    assert not names_person(text, "Ann", "Ek")


def test_a_name_of_several_words_is_found_whole():
    assert names_person("Assistans åt ANNA-KARIN VON TESTA", "Anna-Karin", "von Testa")
    assert not names_person("Assistans åt Anna von Testa", "Anna-Karin", "von Testa")


def test_a_missing_name_names_nobody():
    assert not names_person("Avser  Ek", "", "Ek")
