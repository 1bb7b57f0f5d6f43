from decimal import Decimal

import pytest

from kontroller.fakta import Anmarkning, Momsrad
from kontroller.regel import Utfall
from kontroller.regler.fakturans_summor import fakturans_summor
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_fakturarad, build_summor, kr

ELVATUSEN = kr("11360.00")


def findings(**faktura):
    return list(fakturans_summor(build_fakta(faktura=build_faktura(**faktura)), STOPP))


def with_line(belopp, **mer):
    return {"rader": (build_fakturarad(belopp=kr(belopp), **mer),)}


def with_tax(moms, procent="25", underlag="11360.00"):
    return {
        "rader": (build_fakturarad(moms_kategori="S", moms_procent=Decimal(procent)),),
        "momsrader": (Momsrad(kategori="S", procent=Decimal(procent), underlag=kr(underlag), moms=kr(moms)),),
        "summor": build_summor(
            ELVATUSEN, moms=kr(moms), med_moms=ELVATUSEN + kr(moms), att_betala=ELVATUSEN + kr(moms)
        ),
    }


def test_an_invoice_that_adds_up_agrees():
    [fynd] = findings()

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 1, "att_betala_kr": ELVATUSEN}


@pytest.mark.parametrize("belopp", ["11360.02", "11359.98"])
def test_two_ore_on_a_line_is_rounding(belopp):
    [fynd] = findings(**with_line(belopp))

    assert fynd.utfall == Utfall.GODKAND


def test_three_ore_on_a_line_is_found_and_said_in_figures():
    [fynd] = findings(**with_line("11360.03"))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "Fakturarad 1 är på 11 360,03 kr, men 40,00 × 284,00 kr är 11 360,00 kr, alltså skiljer 0,03 kr."
    )
    assert fynd.matt == {
        "belopp_kr": kr("11360.03"),
        "antal": kr("40.00"),
        "pris_kr": kr("284.00"),
        "raknat_kr": 11360,
        "regel": "PEPPOL-EN16931-R120",
    }
    assert fynd.rader == ("fakturarad 1",)
    assert fynd.kronor == kr("0.03")


def test_what_is_taken_off_a_line_and_its_price_base_count():
    [fynd] = findings(**with_line("1036.00", prisbas=Decimal(10), avdrag=kr("150"), tillagg=kr("50")))

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize("saknat", [{"antal": None}, {"pris": None}])
def test_what_is_missing_is_never_one_or_nought(saknat):
    [fynd] = findings(**with_line("284.00", **saknat))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.kronor == kr("284.00")


def test_a_line_in_another_unit_is_not_judged():
    [fynd] = findings(rader=(build_fakturarad(enhet="C62"),))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.text == "Fakturarad 1 har enheten C62, men bara timmar (HUR) kan bedömas."


@pytest.mark.parametrize(
    ("summa", "fel"),
    [
        ({"radsumma": kr("11360.01"), "utan_moms": kr("11360.01")}, ["radsumma_kr", "med_moms_kr"]),
        ({"utan_moms": kr("11360.01")}, ["utan_moms_kr", "med_moms_kr"]),
        ({"moms": kr("0.01")}, ["moms_kr", "med_moms_kr"]),
        ({"med_moms": kr("11360.01")}, ["med_moms_kr", "att_betala_kr"]),
        ({"att_betala": kr("11359.99")}, ["att_betala_kr"]),
        ({"forskott": kr("0.01")}, ["att_betala_kr"]),
        ({"avrundning": kr("0.01")}, ["att_betala_kr"]),
    ],
)
def test_one_ore_in_a_sum_is_found_where_it_stands(summa, fel):
    fynd = findings(summor=build_summor(ELVATUSEN, **summa))

    assert [next(iter(f.matt)) for f in fynd] == fel
    assert {f.utfall for f in fynd} == {Utfall.AVVIKELSE}


def test_one_ore_is_explained_in_figures():
    [fynd] = findings(summor=build_summor(ELVATUSEN, att_betala=kr("11360.01")))

    assert fynd.text.replace("\u00a0", " ") == (
        "Beloppet att betala är 11 360,01 kr på fakturan, men blir 11 360,00 kr av det den räknas fram ur, "
        "alltså skiljer 0,01 kr."
    )
    assert fynd.kronor == kr("0.01")


def test_advance_and_rounding_lead_to_what_is_to_be_paid():
    summor = build_summor(ELVATUSEN, forskott=kr("360.40"), avrundning=kr("0.40"), att_betala=kr("11000.00"))

    [fynd] = findings(summor=summor)

    assert fynd.utfall == Utfall.GODKAND


def test_allowances_on_the_whole_invoice_count_and_leave_the_tax_base_alone():
    summor = build_summor(
        ELVATUSEN,
        avdrag=kr("100"),
        tillagg=kr("40"),
        utan_moms=kr("11300.00"),
        med_moms=kr("11300.00"),
        att_betala=kr("11300.00"),
    )
    momsrader = (Momsrad(kategori="E", procent=Decimal(0), underlag=kr("11300.00"), moms=Decimal(0)),)

    [fynd] = findings(summor=summor, momsrader=momsrader)

    assert fynd.utfall == Utfall.GODKAND


@pytest.mark.parametrize("falt", ["radsumma", "utan_moms", "med_moms"])
def test_a_missing_sum_is_not_judged_and_named_once(falt):
    [fynd] = findings(summor=build_summor(ELVATUSEN, **{falt: None}))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.rader == (f"fältet {falt}",)


def test_a_rakning_states_only_what_is_to_be_paid():
    bara_total = build_summor(ELVATUSEN, radsumma=None, utan_moms=None, med_moms=None, moms=None)

    [fynd] = findings(typ="rakning", momsrader=(), summor=bara_total)

    assert fynd.utfall == Utfall.GODKAND


def test_a_rakning_whose_total_is_not_its_lines_is_found():
    bara_total = build_summor(
        ELVATUSEN, radsumma=None, utan_moms=None, med_moms=None, moms=None, att_betala=kr("11361.00")
    )

    [fynd] = findings(typ="rakning", momsrader=(), summor=bara_total)

    assert fynd.matt["skillnad_kr"] == 1


@pytest.mark.parametrize(
    ("moms", "utfall"), [("2840.99", "godkand"), ("2841.00", "avvikelse"), ("2839.00", "avvikelse")]
)
def test_the_tax_of_a_rate_may_differ_by_less_than_a_krona(moms, utfall):
    [fynd] = findings(**with_tax(moms))

    assert fynd.utfall == utfall


def test_a_tax_base_that_is_not_its_lines_is_found():
    [fynd] = findings(**with_tax("2840.00", underlag="11360.01"))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.matt == {"underlag_kr": kr("11360.01"), "raderna_kr": ELVATUSEN, "regel": "BR-S-08"}


def test_an_invoice_without_lines_is_not_judged():
    [fynd] = findings(rader=(), summor=build_summor(kr("0")), momsrader=())

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_a_tax_row_without_its_base_is_not_judged():
    [fynd] = findings(momsrader=(Momsrad(kategori="E", procent=None, underlag=None, moms=kr("0")),))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert fynd.rader == ("moms E 0 %",)


def test_a_negative_invoice_is_held_to_the_same():
    summa = kr("-11360.00")

    [fynd] = findings(rader=(build_fakturarad(antal=Decimal("-40.00")),), summor=build_summor(summa))

    assert fynd.utfall == Utfall.GODKAND


def test_a_remark_from_the_reading_is_a_deviation_that_names_rule_and_field():
    anmarkning = Anmarkning(regel="BR-03", falt="IssueDate", text="Fakturan saknar datum.", kontroll="G01")
    annans = Anmarkning(regel="SE-R-013", falt="CompanyID", text="Fel kontrollsiffra.", kontroll="B13")

    [fynd] = findings(anmarkningar=(anmarkning, annans), fakturadatum=None)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == "Fakturan saknar datum (BR-03, fältet IssueDate)."
    assert fynd.rader == ("fältet IssueDate",)


@pytest.mark.parametrize(
    ("regel", "fel"),
    [
        ("PEPPOL-EN16931-R120", with_line("11360.03")),
        ("BR-CO-10", {"summor": build_summor(ELVATUSEN, radsumma=kr("11360.01"), utan_moms=kr("11360.01"))}),
        ("BR-CO-13", {"summor": build_summor(ELVATUSEN, utan_moms=kr("11360.01"))}),
        ("BR-CO-14", {"summor": build_summor(ELVATUSEN, moms=kr("0.01"))}),
        ("BR-CO-15", {"summor": build_summor(ELVATUSEN, med_moms=kr("11360.01"))}),
        ("BR-CO-16", {"summor": build_summor(ELVATUSEN, att_betala=kr("11360.01"))}),
        ("BR-CO-17", with_tax("2841.00")),
        ("BR-S-08", with_tax("2840.00", underlag="11360.01")),
        ("BR-E-08", {"momsrader": (Momsrad(kategori="E", procent=None, underlag=kr("1"), moms=kr("0")),)}),
        ("BR-E-09", {"momsrader": (Momsrad(kategori="E", procent=None, underlag=ELVATUSEN, moms=kr("1")),)}),
    ],
)
def test_a_fault_that_the_reading_has_seen_too_is_said_once_with_the_name_of_the_rule(regel, fel):
    anmarkning = Anmarkning(regel=regel, falt="Faltet", text="Det stämmer inte.", kontroll="G01")

    fynd = findings(**fel, anmarkningar=(anmarkning,))

    assert fynd == findings(**fel)
    assert regel in {f.matt["regel"] for f in fynd}


def test_a_fault_that_only_the_reading_has_seen_is_said():
    anmarkning = Anmarkning(regel="BR-CO-16", falt="PayableAmount", text="Det stämmer inte.", kontroll="G01")

    [fynd] = findings(anmarkningar=(anmarkning,))

    assert fynd.matt["regel"] == "BR-CO-16"


@pytest.mark.parametrize(("utan", "ord_"), [({"antal": None}, "saknar antal"), ({"pris": None}, "saknar pris")])
def test_what_a_line_lacks_is_named(utan, ord_):
    fynd = findings(**with_line("11360.00", **utan))

    assert any(ord_ in f.text for f in fynd)


def test_a_base_that_is_not_the_lines_is_said_and_priced_by_the_difference():
    [fynd] = findings(**with_tax("2840.00", underlag="11361.50"))[:1]

    assert fynd.text.replace("\u00a0", " ").endswith("alltså skiljer 1,50 kr.")
    assert fynd.kronor == kr("1.50")


@pytest.mark.parametrize(("moms", "kronor"), [("2841.00", "1.00"), ("2845.00", "5.00"), ("2835.00", "5.00")])
def test_tax_a_krona_or_more_beside_its_base_is_found_and_priced(moms, kronor):
    funna = [f for f in findings(**with_tax(moms)) if f.matt.get("regel") == "BR-CO-17"]

    assert [f.kronor for f in funna] == [kr(kronor)]


def test_a_reckoned_amount_is_in_whole_ore():
    rad = build_fakturarad(antal=Decimal("1"), pris=Decimal("100"), prisbas=Decimal(3), belopp=kr("40.00"))

    [fynd] = [f for f in findings(rader=(rad,)) if f.matt.get("regel") == "PEPPOL-EN16931-R120"]

    assert fynd.kronor == kr("6.67")
    assert str(fynd.kronor) == "6.67"
