from dataclasses import replace

import pytest

from kontroller.regel import Utfall, Villkor
from kontroller.regler.sjuklonens_belopp import sjuklonens_belopp
from kontroller.tests.bygg import STOPP, TIM, kr, plain
from kontroller.tests.bygg_sjuklon import (
    DAGAR,
    build_annat_sjukpass,
    build_ansokan,
    build_den_sjukas,
    build_post,
    build_styrkande,
    with_claim,
)

ANDEL = Villkor(STOPP.allvar, {"andel_procent": 80})


def find(villkor=ANDEL, **mer):
    return list(sjuklonens_belopp(with_claim(**mer), villkor))


def with_post(*nya):
    return (*build_ansokan().poster, *nya)


def test_parts_that_count_and_agree_with_the_payslip_agree():
    [fynd] = find()

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Ansökans 1 804,00 kr är posternas summa, och bara sådant som ersätts begärs."


def test_a_sum_that_is_not_the_parts_is_found_with_what_is_too_much():
    [for_mycket] = find(begart="1804.01")
    [for_lite] = find(begart="1803.99")

    assert (for_mycket.utfall, for_mycket.kronor) == (Utfall.AVVIKELSE, kr("0.01"))
    assert plain(for_mycket.text) == "Ansökan begär 1 804,01 kr, och posterna är tillsammans 1 804,00 kr."
    assert (for_lite.utfall, for_lite.kronor) == (Utfall.AVVIKELSE, None)


@pytest.mark.parametrize(
    ("slag", "namn"),
    [
        ("karens", "Karensavdrag"),
        ("sjukforsakringsavgift", "Särskild sjukförsäkringsavgift"),
        ("administration", "Administration"),
        ("ranta", "Ränta"),
        ("utbildning", "Utbildning"),
    ],
)
def test_what_is_no_cost_of_the_sick_assistant_is_taken_out(slag, namn):
    [fynd] = find(poster=with_post(build_post(slag, "450.00")))

    assert (fynd.utfall, fynd.kronor) == (Utfall.AVVIKELSE, kr("450.00"))
    assert plain(fynd.text) == f"{namn}, 450,00 kr, ersätts inte som sjuklön."


def test_a_part_that_does_not_say_what_it_is_cannot_be_judged():
    [fynd] = find(poster=with_post(build_post("annat", "10.00")))

    assert fynd.utfall == Utfall.EJ_BEDOMD


def test_pay_above_the_wage_for_the_shifts_is_found_past_a_krona():
    """16 hours at 100 kronor with 80 percent less 80 kronor is 1 200."""
    _, *andra = build_ansokan().poster

    [i_gransen] = find(poster=(build_post("sjuklon", "1201.00"), *andra))
    [over] = find(poster=(build_post("sjuklon", "1201.01"), *andra))

    assert i_gransen.utfall == Utfall.GODKAND
    assert (over.utfall, over.kronor) == (Utfall.AVVIKELSE, kr("1.01"))
    assert plain(over.text) == (
        "Sjuklönen är 1 201,01 kr. 16 tim à 100,00 kr med 80 procent blir 1 200,00 kr efter karensavdraget, alltså är "
        "1,01 kr för mycket."
    )


def test_without_a_wage_the_pay_is_not_judged_unless_the_rule_set_says_nothing_of_the_share():
    utan_andel = Villkor(STOPP.allvar, {"andel_procent": 0})

    assert [f.utfall for f in find(timlon=None)] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in find(utan_andel, timlon=None)] == [Utfall.GODKAND]


def test_a_percentage_is_counted_on_what_it_belongs_to_with_the_deduction():
    """12 percent of 1 280 kronor is 153,60; a krona is let pass for roundings."""
    sjuklon, _, avgifter = build_ansokan().poster

    [over] = find(poster=(sjuklon, build_post("semester", "154.61", "12"), avgifter))
    [utan_sats] = find(poster=(sjuklon, build_post("semester", "154.61"), avgifter))

    assert (over.utfall, over.kronor) == (Utfall.AVVIKELSE, kr("1.01"))
    assert plain(over.text) == (
        "Semesterersättningen är 154,61 kr. 12 procent av 1 280,00 kr är 153,60 kr, alltså är 1,01 kr för mycket."
    )
    assert utan_sats.utfall == Utfall.GODKAND


def test_time_already_paid_by_the_hour_to_the_sick_is_not_paid_again():
    betald = build_den_sjukas(slut=12 * TIM, brukare=1, betald=True)

    [fynd] = find(den_sjukas_tid=(betald,))

    assert (fynd.utfall, fynd.kronor) == (Utfall.AVVIKELSE, kr("451.00"))
    assert plain(fynd.text).startswith("Timbeloppet är redan godkänt för 4 tim av den sjuka assistentens tid")
    assert [f.utfall for f in find(den_sjukas_tid=(replace_paid(betald),))] == [Utfall.GODKAND]


def replace_paid(rad):
    return rad._replace(betald=False)


def test_a_shift_asked_for_on_an_earlier_claim_is_not_paid_again():
    [fynd] = find(andra_pass=(build_annat_sjukpass(DAGAR[1]),))

    assert plain(fynd.text) == "8 tim av passet den 10 april 2015 är redan begärda på ansökan S-7."
    assert fynd.kronor == kr("902.00")


def test_every_fault_is_told():
    fynd = find(poster=with_post(build_post("ranta", "1.00")), begart="1900.00", timlon=None)

    assert [f.utfall for f in fynd] == [Utfall.AVVIKELSE, Utfall.AVVIKELSE, Utfall.EJ_BEDOMD]


def test_a_claim_without_shifts_is_not_judged():
    assert [f.utfall for f in find(sjukpass=())] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in sjuklonens_belopp(replace(with_claim(), sjuklon=None), ANDEL)] == [Utfall.EJ_BEDOMD]


def test_without_a_deduction_the_whole_pay_is_reckoned_to_the_ore():
    """16 hours at 100,03 kronor with 80 percent is 1 280,384."""
    _, *andra = build_ansokan().poster
    i_gransen, over = (build_post("sjuklon", belopp) for belopp in ("1281.38", "1281.39"))

    [godtas] = find(poster=(i_gransen, *andra), timlon=kr("100.03"), karensavdrag=None)
    [fynd] = find(poster=(over, *andra), timlon=kr("100.03"), karensavdrag=None)

    assert godtas.utfall == Utfall.GODKAND
    assert (fynd.matt["hogst_kr"], fynd.kronor) == (kr("1280.38"), kr("1.01"))


def test_a_percentage_is_reckoned_to_the_ore_of_what_stands_there():
    """12 percent of 1 200,40 kronor is 144,048."""
    sjuklon = build_post("sjuklon", "1200.40")

    [godtas] = find(poster=(sjuklon, build_post("semester", "145.05", "12")), karensavdrag=None)
    [fynd] = find(poster=(sjuklon, build_post("semester", "145.06", "12")), karensavdrag=None)

    assert godtas.utfall == Utfall.GODKAND
    assert (fynd.matt["underlag_kr"], fynd.kronor) == (kr("1200.40"), kr("1.01"))


def test_without_the_payslip_the_amount_is_not_judged_where_the_rule_set_asks_for_it():
    inga = build_styrkande("sjukanmalan")
    kravs_inte = Villkor(STOPP.allvar, {"andel_procent": 80, "krav_lonespecifikation": False})

    [fynd] = find(handlingar=inga)
    [utan_krav] = find(kravs_inte, handlingar=inga)

    assert (fynd.utfall, fynd.kronor) == (Utfall.EJ_BEDOMD, kr("1804.00"))
    assert plain(fynd.text) == (
        "Lönespecifikationen ligger inte bland ansökans handlingar, så 1 804,00 kr går inte att stämma av mot den."
    )
    assert utan_krav.utfall == Utfall.GODKAND
    assert plain(utan_krav.text).endswith("Bland handlingarna finns inte lönespecifikation.")


def test_what_is_too_much_is_found_whether_the_payslip_is_there_or_not():
    utfall = [fynd.utfall for fynd in find(begart="1804.01", handlingar=())]

    assert utfall == [Utfall.EJ_BEDOMD, Utfall.AVVIKELSE]


def test_with_the_payslip_it_is_said_that_it_is_there():
    [fynd] = find(handlingar=build_styrkande("lonespecifikation"))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text).endswith("ersätts begärs. Bland handlingarna finns lönespecifikation.")
