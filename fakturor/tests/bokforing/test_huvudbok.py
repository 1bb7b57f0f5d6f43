"""Huvudboken läses och känns igen, och det som inte stämmer sägs i en mening."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.betalfiler.sie import Kontorad, Siefil, Verifikation, write_sie
from fakturor.bokforing.avstamning import Betald, Bokfordrad, reconcile
from fakturor.bokforing.huvudbok import Kand, Ledgerrad, LedgerRefused, match, read_ledger, relevant

JUNI, JULI = date(2015, 6, 1), date(2015, 7, 1)
DAG = date(2015, 6, 12)
KOD, ANNAN = "2015-0001-0001", "2015-0001-0002"
MALL = "verifikation;rad;datum;konto;ansvar;belopp;referens;text\r\n"


def rows(*rader: str, manad: date = JUNI) -> list[Ledgerrad]:
    return read_ledger((MALL + "\r\n".join(rader)).encode(), "huvudbok.csv", manad=manad, idag=date(2015, 7, 15))


def known(pk: int = 1, kod: str = KOD, belopp: int = 1000) -> Kand:
    return Kand(pk, kod, Decimal(belopp), frozenset({DAG}), "5599010005")


# --- Read --------------------------------------------------------------------------------------------------------


def test_the_template_is_read_with_its_month_only():
    [rad] = rows("A1;1;2015-06-12;4538;4100;1000,50;;Utbetalning", "A2;2;2015-07-01;4538;4100;7;;")

    assert (rad.verifikation, rad.datum, rad.konto, rad.ansvar) == ("A1", DAG, "4538", "4100")
    assert (rad.belopp, rad.text) == (Decimal("1000.50"), "Utbetalning")


def test_the_number_of_a_person_is_not_kept():
    [rad] = rows("A1;3;2015-06-12;4538;;1;19850113-9995;Lön 850113-9995")

    assert "9995" not in rad.referens + rad.text


@pytest.mark.parametrize(
    ("rad", "mening"),
    [
        ("A1;4;2015-06-12;4538;;tusen;;", "Rad 2"),
        ("A1;5;2015-05-12;4538;;1;;", "inga rader från juni"),
        (";9;2015-06-12;4538;;1;;", "Rad 2"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(rad, mening):
    with pytest.raises(LedgerRefused, match=mening):
        rows(rad)


def test_a_ledger_in_sie_is_read_by_voucher():
    verifikation = Verifikation(
        "A",
        "7",
        DAG,
        f"Utbetalning {KOD}",
        (Kontorad("4538", Decimal(1000), ((1, "4100"),), "assistans"), Kontorad("2440", Decimal(-1000))),
    )
    data = write_sie(
        Siefil(foretag="K", orgnr="", program="P", version="1", genererad=DAG, verifikationer=(verifikation,))
    )

    [rad] = relevant(read_ledger(data, "bok.se", manad=JUNI, idag=DAG), {"4538"})

    assert (rad.verifikation, rad.konto, rad.ansvar, rad.belopp) == ("A7", "4538", "4100", 1000)
    assert rad.koder == [KOD]


def test_what_is_on_other_accounts_is_left_unless_it_names_a_payment():
    rader = rows(
        "A1;6;2015-06-12;4538;;1;;",
        "A2;7;2015-06-12;6110;;2;;Pennor",
        f"A3;8;2015-06-12;6110;;3;{KOD};",
        f"A3;9;2015-06-12;1930;;-3;{KOD};",
    )

    assert [rad.belopp for rad in relevant(rader, {"4538"})] == [1, 3]


# --- Matched -----------------------------------------------------------------------------------------------------


def test_a_row_is_matched_by_the_id_on_it_or_the_only_one_on_its_voucher():
    rader = rows(f"A1;10;2015-06-12;4538;;600;{KOD};", "A1;11;2015-06-12;4539;;400;;")

    assert match(rader, [known(), known(2, ANNAN)]) == {rader[0].rad: 1, rader[1].rad: 1}


def test_without_an_id_a_voucher_is_matched_by_day_sum_and_payee():
    rader = rows("A1;12;2015-06-12;4538;;600;;Lev 559901-0005", "A1;13;2015-06-12;4539;;400;;")

    assert match(rader, [known()]) == {rader[0].rad: 1, rader[1].rad: 1}


@pytest.mark.parametrize(
    "rad",
    [
        "A1;14;2015-06-13;4538;;1000;;5599010005",
        "A1;15;2015-06-12;4538;;999;;5599010005",
        "A1;16;2015-06-12;4538;;1000;;",
    ],
)
def test_another_day_sum_or_payee_is_no_match(rad):
    assert match(rows(rad), [known()]) == {}


def test_when_two_payments_fit_none_is_chosen():
    assert match(rows("A1;17;2015-06-12;4538;;1000;;5599010005"), [known(), known(2, ANNAN)]) == {}


# --- Held against each other -------------------------------------------------------------------------------------


def paid(**andrat) -> Betald:
    falt = {
        "kod": KOD,
        "manad": JUNI,
        "belopp": Decimal(1000),
        "godkant": Decimal(1000),
        "fakturor": 1,
        "besked": "utford",
        "kontering": frozenset({("4538", "4100")}),
    }
    return Betald(**falt | andrat)


def booked_row(**andrat) -> Bokfordrad:
    falt = {"manad": JUNI, "verifikation": "A1", "konto": "4538", "ansvar": "4100", "belopp": Decimal(1000), "kod": KOD}
    return Bokfordrad(**falt | andrat)


def differences(betald: Betald | None, *rader: Bokfordrad, har_fil: bool = True) -> list[tuple[str, str]]:
    avstamd = reconcile(JUNI, [betald] if betald else [], rader, har_fil=har_fil)
    return [(s.rubrik, s.mening.replace("\u00a0", " ")) for s in avstamd.skillnader]


def test_what_agrees_to_the_ore_has_no_difference_and_the_sums_are_the_rows():
    rader = [booked_row(belopp=Decimal(600)), booked_row(belopp=Decimal(400), ansvar="")]

    avstamd = reconcile(JUNI, [paid()], rader, har_fil=True)

    assert avstamd.skillnader == []
    assert [(s.antal, s.belopp) for s in avstamd.summor] == [(1, 1000)] * 4


@pytest.mark.parametrize(
    ("betald", "rader", "rubrik", "mening"),
    [
        (paid(), [], "Betalt men inte bokfört", "Betalningen på 1 000,00 kr är utförd, men huvudboken har den inte."),
        (
            None,
            [booked_row(kod="")],
            "Bokfört men inte härifrån",
            "1 000,00 kr på konto 4538, ansvar 4100 hör inte till någon betalning härifrån.",
        ),
        (
            paid(),
            [booked_row(belopp=Decimal(990))],
            "Annat belopp",
            "Betalningen är på 1 000,00 kr. Bokfört är 990,00 kr, alltså 10,00 kr för lite.",
        ),
        (
            paid(),
            [booked_row(), booked_row(verifikation="A2")],
            "Annat belopp",
            "Betalningen är på 1 000,00 kr. Bokfört är 2 000,00 kr, alltså 1 000,00 kr för mycket.",
        ),
        (
            paid(),
            [booked_row(manad=JULI)],
            "Annan månad",
            "Betalningen hör till juni 2015, men är bokförd i juli 2015.",
        ),
        (
            paid(manad=date(2015, 5, 1)),
            [booked_row()],
            "Annan månad",
            "Betalningen hör till maj 2015, men är bokförd i juni 2015.",
        ),
        (
            paid(),
            [booked_row(konto="6110")],
            "Annan kontering",
            "Bokfört på konto 6110, ansvar 4100. Konteringen säger konto 4538, ansvar 4100.",
        ),
        (
            paid(),
            [booked_row(ansvar="9999")],
            "Annan kontering",
            "Bokfört på konto 4538, ansvar 9999. Konteringen säger konto 4538, ansvar 4100.",
        ),
        (
            paid(besked="avvisad"),
            [booked_row()],
            "Bokfört men avvisat",
            "Banken avvisade betalningen. Bokfört är ändå 1 000,00 kr.",
        ),
        (
            paid(besked=""),
            [booked_row()],
            "Bokfört utan besked",
            "1 000,00 kr är bokfört, men banken har inte sagt att betalningen är utförd.",
        ),
        (
            paid(godkant=Decimal(900)),
            [booked_row()],
            "Betalt är annat än attesterat",
            "Betalningen är på 1 000,00 kr. Attesterat är 900,00 kr.",
        ),
    ],
)
def test_every_difference_is_a_sentence(betald, rader, rubrik, mening):
    assert differences(betald, *rader) == [(rubrik, mening)]


def test_a_payment_that_came_back_and_was_reversed_has_no_difference():
    assert differences(paid(besked="avvisad"), booked_row(), booked_row(belopp=Decimal(-1000))) == []


def test_without_a_ledger_nothing_is_said_of_booking():
    assert differences(paid(), har_fil=False) == []


def test_a_payment_that_waits_for_the_bank_is_not_missing():
    assert differences(paid(besked="")) == []
