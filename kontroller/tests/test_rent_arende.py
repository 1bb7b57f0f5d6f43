"""Det rena ärendet, prövat av hela katalogen: ingen kontroll får säga något annat än att det stämmer."""

import pytest

from kontroller.motor import Regelverk, Regelverksrad, judge
from kontroller.regel import Utfall
from kontroller.regler import load_versions
from kontroller.tests.bygg import build_fakta, build_faktura, build_fakturarad, build_rapport, with_dossier

REGLER = load_versions()
ALLA = Regelverk(
    version="1",
    rader=tuple(Regelverksrad(kod=r.kod, version=r.version, allvar=r.allvar) for r in REGLER.values()),
)


@pytest.mark.parametrize("verdikt", judge(build_fakta(), ALLA, REGLER).verdikt, ids=lambda v: v.regel)
def test_the_clean_case_is_clean(verdikt):
    assert verdikt.utfall in (Utfall.GODKAND, Utfall.EJ_TILLAMPLIG), verdikt.text


@pytest.mark.parametrize(
    "fakta",
    [
        with_dossier(rapporter=()),
        with_dossier(rapporter=(build_rapport(rader=()),)),
        with_dossier(uppdrag=(), timbelopp=(), mandat=()),
        build_fakta(anordnare=None),
        build_fakta(redovisningar=(), faktura=build_faktura(rader=(build_fakturarad(redovisning=None),))),
        build_fakta(redovisningar=(), faktura=build_faktura(rader=())),
        build_fakta(faktura=build_faktura(typ="kreditnota")),
        build_fakta(faktura=build_faktura(typ="rakning", momsrader=(), fakturadatum=None, forfallodatum=None)),
        build_fakta(faktura=build_faktura(rader=(build_fakturarad(antal=None, pris=None),))),
    ],
    ids=[
        "ingen rapport",
        "inga rader",
        "inget uppdrag",
        "okänd",
        "okänd rad",
        "tom",
        "kredit",
        "räkning",
        "utan antal",
    ],
)
def test_every_rule_answers_in_words_whatever_is_missing(fakta):
    for verdikt in judge(fakta, ALLA, REGLER).verdikt:
        assert verdikt.text != "Kontrollen gav inget svar.", verdikt.regel
        assert all(fynd.text.endswith(".") for fynd in verdikt.fynd), verdikt
