"""Betalningar blir verifikationer som balanserar, och som inte nämner någon vid namn."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fakturor.betalfiler.sie import Siefil, write_sie
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.bokforing.delar import Del, Kodning, Kombination
from fakturor.bokforing.verifikation import booked, coding_rows, voucher_of

DAG = date(2016, 1, 8)
KODER = st.builds(
    Kodning,
    konto=st.sampled_from(["4538", "4539", "6510"]),
    ansvar=st.sampled_from(["4100", "Åäö1"]),
    verksamhet=st.sampled_from(["5131", ""]),
    motpart=st.sampled_from(["870", ""]),
    momsersattning=st.sampled_from(["ja", "nej", "oklart"]),
)
DELAR = st.builds(
    Del,
    kombination=st.sampled_from(
        [Kombination("assistans", "D", "naringsidkare"), Kombination("sjuklon", "C", "enskild")]
    ),
    manad=st.sampled_from([date(2015, 11, 1), date(2015, 12, 1), date(2016, 1, 1)]),
    kodning=KODER,
    vikt=st.decimals(min_value=-1000, max_value=100000, places=2),
)
KRONOR = st.integers(min_value=-(10**8), max_value=10**9).map(lambda n: Decimal(n) / 100)
POSTER = st.lists(st.tuples(KRONOR, st.lists(DELAR, min_size=1, max_size=5)), min_size=1, max_size=4)


@given(poster=POSTER)
def test_a_voucher_balances_and_sums_to_what_is_paid(poster: list) -> None:
    betalning = booked(kod="2016-0001-0001", dag=DAG, mottagare="5599010005", poster=poster)

    verifikation = voucher_of(betalning, "2440")

    assert verifikation.obalans == 0
    assert betalning.belopp == sum(belopp for belopp, _ in poster) == -verifikation.rader[-1].belopp
    assert sum(rad.belopp for rad in coding_rows(betalning)) == betalning.belopp


@given(poster=POSTER)
def test_the_file_is_read_back_from_its_code_page_as_it_was_written(poster: list) -> None:
    verifikation = voucher_of(booked(kod="2016-0001-0001", dag=DAG, mottagare="EA0007", poster=poster), "2440")
    if len(verifikation.rader) < 2:
        return
    fil = Siefil(
        foretag="Mälarås kommun", orgnr="", program="P", version="1", genererad=DAG, verifikationer=(verifikation,)
    )

    last = read_sie(write_sie(fil))

    assert last.verifikationer == (verifikation,)
    assert last.foretag == "Mälarås kommun"


def test_every_month_is_debited_for_itself_and_a_credit_takes_back_from_its_own() -> None:
    kodning = Kodning("4538", "4100", "5131", "870", "ja")
    form = Kombination("assistans", "D", "naringsidkare")
    december = Del(form, date(2015, 12, 1), kodning, Decimal(800))
    november = Del(form, date(2015, 11, 1), kodning, Decimal(100))

    betalning = booked(
        kod="2016-0001-0001",
        dag=DAG,
        mottagare="5599010005",
        poster=[(Decimal(800), [december]), (Decimal(-100), [november])],
    )

    assert [(rad.manad, rad.belopp) for rad in betalning.rader] == [
        (date(2015, 11, 1), Decimal(-100)),
        (date(2015, 12, 1), Decimal(800)),
    ]
    [forsta, *_, sista] = voucher_of(betalning, "2440").rader
    assert forsta.dimensioner == ((1, "4100"), (20, "5131"), (21, "870"), (22, "2015-11"))
    assert forsta.text == "Personlig assistans 2015-11, 2016-0001-0001"
    assert (sista.konto, sista.belopp, sista.dimensioner) == ("2440", Decimal(-700), ((9, "5599010005"),))
