import pytest

from kontroller.fakta import Ordtraff
from kontroller.loading.ordslag import kinds_of_words, word_hits


@pytest.mark.parametrize(
    ("text", "slag"),
    [
        ("Påminnelseavgift", "paminnelse"),
        ("Inkassokrav", "paminnelse"),
        ("Dröjsmålsränta mars", "ranta"),
        ("RÄNTA", "ranta"),
        ("Räntekostnad", "ranta"),
        ("Assistansomkostnader april", "omkostnad"),
        ("Administration", "administration"),
        ("Adm. april", "administration"),
        ("Administrativ avgift", "administration"),
        ("Fakturaavgift", "administration"),
        ("Resa till läkare", "resa"),
        ("Restid 2 h", "resa"),
        ("Reseersättning", "resa"),
        ("Milersättning 24 km", "resa"),
        ("Skyddsmaterial", "material"),
        ("Materialkostnad", "material"),
        ("APT 2 h", "mote"),
        ("Personalmöte", "mote"),
        ("Utbildning, förflyttning", "utbildning"),
        ("Kurs i\nlyftteknik", "utbildning"),
    ],
)
def test_a_word_in_any_form_is_of_its_kind(text, slag):
    assert kinds_of_words(text) == (slag,)


@pytest.mark.parametrize(
    "text",
    [
        "Personlig assistans april 2015",
        "Personlig assistans inkl. omkostnader",
        "Assistans inklusive administration och utbildning",
        "Assistans exkl. resor",
        "Resurs natt",
        "Bemötande",
        "Rester av april",
        "",
    ],
)
def test_assistance_and_what_is_included_in_it_is_of_no_kind(text):
    assert kinds_of_words(text) == ()


def test_a_text_may_be_of_several_kinds():
    assert kinds_of_words("Resor och möten") == ("resa", "mote")


def test_the_facts_tell_the_line_and_the_kind_but_not_the_text():
    assert word_hits([(7, "Personlig assistans"), (8, "Dröjsmålsränta")]) == (Ordtraff(rad=8, slag="ranta"),)
