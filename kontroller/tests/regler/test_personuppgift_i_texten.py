import pytest

from kontroller.fakta import Texttraff
from kontroller.regel import Utfall
from kontroller.regler.personuppgift_i_texten import personuppgift_i_texten
from kontroller.tests.bygg import VARNING, build_fakta, build_faktura


def findings(*texttraffar):
    return list(personuppgift_i_texten(build_fakta(faktura=build_faktura(texttraffar=texttraffar)), VARNING))


def test_an_invoice_with_the_reference_alone_agrees():
    [fynd] = findings()

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize(
    ("falt", "slag", "text"),
    [
        ("Note", "personnummer", "Fakturan har ett personnummer i fältet Note, där bara referensen ska stå."),
        ("Note", "namn", "Fakturan har personens namn i fältet Note, där bara referensen ska stå."),
        ("bilaga 1", "namn", "Fakturan har personens namn i bilaga 1, där bara referensen ska stå."),
        (
            "bilaga 2",
            "olasbar_bilaga",
            "Fakturan har bilaga 2 som inte kan läsas, så det går inte att säga om den har personuppgifter.",
        ),
    ],
)
def test_what_was_found_is_a_warning_that_names_the_place_and_never_the_text(falt, slag, text):
    [fynd] = findings(Texttraff(falt=falt, slag=slag))

    assert fynd.utfall == Utfall.VARNING
    assert fynd.text == text
    assert fynd.matt == {"slag": slag}
    assert fynd.rader == (falt if falt.startswith("bilaga") else f"fältet {falt}",)


def test_every_field_is_a_warning_of_its_own():
    fynd = findings(Texttraff(falt="Note", slag="namn"), Texttraff(falt="Description", slag="namn"))

    assert [f.rader for f in fynd] == [("fältet Note",), ("fältet Description",)]


def test_a_clean_text_has_no_hits():
    [fynd] = personuppgift_i_texten(build_fakta(), VARNING)

    assert fynd.matt == {"traffar_antal": 0}
