from kontroller.regel import Utfall
from kontroller.regler.vikarie_for_passet import vikarie_for_passet
from kontroller.tests.bygg import STOPP, TIM, kr, plain
from kontroller.tests.bygg_sjuklon import (
    ATTA,
    DAGAR,
    SEXTON,
    build_sjukpass,
    build_sjukrad,
    build_styrkande,
    with_claim,
)


def find(*passen):
    return list(vikarie_for_passet(with_claim(sjukpass=passen), STOPP))


def test_shifts_that_are_covered_to_the_minute_agree():
    halva = (build_sjukrad(slut=12 * TIM), build_sjukrad(start=12 * TIM, assistent=203))

    [fynd] = find(build_sjukpass(vikarier=halva), build_sjukpass(DAGAR[1]))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "En vikarie har arbetat all tid i passen, 16 tim."


def test_a_minute_that_nobody_worked_is_no_cost():
    kort = build_sjukpass(vikarier=(build_sjukrad(slut=SEXTON - 1),))

    [fynd] = find(kort, build_sjukpass(DAGAR[1]))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == "Ingen vikaries tid täcker 1 min av passet den 9 april 2015, som är 8 tim."
    assert fynd.kronor == kr("1.88")
    assert fynd.rader == ("sjukpass 2015-04-09 08:00–16:00",)


def test_a_vacant_shift_is_questioned_whole():
    [fynd] = find(build_sjukpass(vikarier=()), build_sjukpass(DAGAR[1]))

    assert fynd.matt == {
        "sjukpass_minuter": 8 * TIM,
        "vikariens_minuter": 0,
        "utan_vikarie_minuter": 8 * TIM,
    }
    assert fynd.kronor == kr("902.00")


def test_time_that_is_not_marked_warns_unless_the_claim_points_at_it():
    omarkt = build_sjukrad(ersatter_sjuk=False)

    [varning] = find(build_sjukpass(vikarier=(omarkt,)))
    [godkand] = find(build_sjukpass(vikarier=(omarkt,), utpekad=omarkt.id))

    assert varning.utfall == Utfall.VARNING
    assert "täcks bara av tid som inte är märkt att ersätta sjuk" in varning.text
    assert godkand.utfall == Utfall.GODKAND


def test_time_outside_the_shift_covers_nothing_of_it():
    fore = build_sjukrad(start=ATTA - TIM, slut=ATTA)

    [fynd] = find(build_sjukpass(vikarier=(fore,)))

    assert fynd.matt["utan_vikarie_minuter"] == 8 * TIM


def test_a_claim_without_shifts_is_not_judged():
    assert [f.utfall for f in find()] == [Utfall.EJ_BEDOMD]


def test_it_is_said_whether_anything_about_the_substitute_is_there():
    omarkt = build_sjukpass(vikarier=(build_sjukrad(ersatter_sjuk=False),))
    finns, saknas = (
        list(vikarie_for_passet(with_claim(handlingar=handlingar, **mer), STOPP))
        for handlingar, mer in ((build_styrkande("vikarie"), {}), ((), {"sjukpass": (omarkt,)}))
    )

    assert [fynd.utfall for fynd in finns] == [Utfall.GODKAND]
    assert plain(finns[0].text).endswith("Bland handlingarna finns avtal, schema eller intyg om vikarien.")
    assert [fynd.utfall for fynd in saknas] == [Utfall.VARNING]
    assert plain(saknas[0].text).endswith("Bland handlingarna finns inte avtal, schema eller intyg om vikarien.")
