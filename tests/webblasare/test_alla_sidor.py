"""Varje sida öppnas bred och smal, ljus och mörk, och prövas mot det som ska hålla för alla.

Den första och varannan därefter, så att två arbetare delar på dem.
"""

import pytest

from tests.webblasare.sidbesok import AXE, PROVA_SIDAN, WCAG, hard_to_use, too_wide, visit_all
from tests.webblasare.sidor import SIDOR

DALIG_SIDA = """<!doctype html><html lang="en"><title> – Assistanskontroll</title><body style="margin: 0">
<p style="width: 2000px; color: #aaa; background: #fff">Till None</p>
<img src="data:image/png;base64,AA" alt=""></body>"""

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_every_other_page_holds_wide_and_narrow_light_and_dark(oppna, inloggad, klagomal, subtests):
    halften = dict(list(SIDOR.items())[0::2])

    visit_all(halften, oppna=oppna, inloggad=inloggad, klagomal=klagomal, subtests=subtests)


def test_the_measure_knows_a_bad_page(oppna):
    page = oppna()
    page.set_content(DALIG_SIDA)
    page.evaluate(AXE)

    sagt = " ".join(page.evaluate(PROVA_SIDAN) + too_wide(page) + hard_to_use(page, WCAG))

    for fel in ("lang=en", "0 h1", "sidan saknar namn", "texten None", "bilden data:", "560 pixlar", "color-contrast"):
        assert fel in sagt
