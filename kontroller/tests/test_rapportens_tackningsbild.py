"""Rapportens bild av täckningen, med och utan det som en nedsättning har dragit av."""

from decimal import Decimal

import pytest

from kontroller.rapport.bilder import FARG, coverage, coverage_text
from kontroller.regel import Utfall
from kontroller.sidor.tackningssida import parts_of
from kontroller.tackning import Delsumma, Tackning

HELA = Tackning(provat=Delsumma(8, Decimal(800)), oppet=Delsumma(1, Decimal(100)))
NEDSATT = Tackning(provat=Delsumma(8, Decimal(800)), oppet=Delsumma(1, Decimal(100)), nedsatt=Delsumma(1, Decimal(100)))


@pytest.mark.parametrize(("tackning", "antal"), [(HELA, 3), (NEDSATT, 4)])
def test_each_part_has_its_mark_and_its_word_within_the_picture(tackning, antal):
    delar = parts_of(tackning)

    svg = coverage(delar)

    assert len(delar) == antal
    assert svg.count("translate(") == antal
    assert all(del_.ord in svg and del_.ord.lower() in coverage_text(delar) for del_ in delar)


def test_what_is_taken_off_has_a_colour_of_its_own():
    assert FARG[Utfall.EJ_TILLAMPLIG] not in coverage(parts_of(HELA)).split("<text")[0]
    assert FARG[Utfall.EJ_TILLAMPLIG] in coverage(parts_of(NEDSATT)).split("<text")[0]
