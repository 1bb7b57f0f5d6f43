"""B17: felaktiga uppgifter under året."""

import pytest

from kontroller.fakta import FelaktigaUppgifter
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.tidigare_felaktiga_uppgifter import tidigare_felaktiga_uppgifter
from kontroller.tests.bygg import build_fakta, plain
from kontroller.tests.bygg_anordnare import with_form

TRE = Villkor(Allvar.VARNING, {"antal": 3})


def judge(*felaktiga: tuple[int, int, int], form: str = "B"):
    rader = tuple(FelaktigaUppgifter(avtal=avtal, ar=ar, antal=antal) for avtal, ar, antal in felaktiga)
    [fynd] = tidigare_felaktiga_uppgifter(with_form(form, felaktiga=rader), TRE)
    assert fynd.redovisning == 1
    return fynd


@pytest.mark.parametrize(
    ("felaktiga", "utfall"),
    [
        ([], Utfall.GODKAND),
        ([(1, 2015, 3)], Utfall.GODKAND),
        ([(1, 2015, 4)], Utfall.VARNING),
        ([(1, 2014, 9), (1, 2016, 9)], Utfall.GODKAND),
        ([(1, 2015, 2), (2, 2015, 2)], Utfall.GODKAND),
        ([(1, 2015, 1), (2, 2015, 4)], Utfall.VARNING),
        ([(1, 2015, 4), (2, 2015, 1)], Utfall.VARNING),
    ],
)
def test_more_than_three_on_one_contract_in_the_year_of_the_work(felaktiga, utfall):
    assert judge(*felaktiga).utfall == utfall


def test_the_warning_says_nothing_of_the_invoice():
    fynd = judge((1, 2015, 4))

    assert plain(fynd.text) == (
        "Fyra felaktiga uppgifter är bekräftade på anordnarens avtal under 2015, fler än 3. Det säger inget om den "
        "här fakturan."
    )
    assert fynd.matt == {"felaktiga_antal": 4, "hogst_antal": 3}
    assert fynd.kronor is None


def test_one_is_told_in_the_singular():
    assert plain(judge((1, 2015, 1)).text) == "En felaktig uppgift är bekräftad på anordnarens avtal under 2015."


def test_none_at_all_is_told_as_none():
    fynd = judge()

    assert plain(fynd.text) == "Ingen felaktig uppgift är bekräftad på anordnarens avtal under 2015."
    assert fynd.matt == {"felaktiga_antal": 0, "hogst_antal": 3}


@pytest.mark.parametrize("form", ["A", "C", "D"])
def test_only_the_municipalitys_own_contracts_count(form):
    assert judge((1, 2015, 4), form=form).utfall == Utfall.EJ_TILLAMPLIG


def test_an_unknown_provider_cannot_be_judged():
    [fynd] = tidigare_felaktiga_uppgifter(build_fakta(anordnare=None), TRE)

    assert fynd.utfall == Utfall.EJ_BEDOMD
