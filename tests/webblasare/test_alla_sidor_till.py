"""Varje sida öppnas bred och smal, ljus och mörk, och prövas mot det som ska hålla för alla.

Den andra och varannan därefter, så att två arbetare delar på dem.
"""

import pytest

from tests.webblasare.sidbesok import visit_all
from tests.webblasare.sidor import SIDOR

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]


def test_every_other_page_holds_wide_and_narrow_light_and_dark(oppna, inloggad, klagomal, subtests):
    halften = dict(list(SIDOR.items())[1::2])

    visit_all(halften, oppna=oppna, inloggad=inloggad, klagomal=klagomal, subtests=subtests)
