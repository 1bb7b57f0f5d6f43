"""B16: två anordnare samtidigt."""

from datetime import date

from kontroller.regel import Utfall
from kontroller.regler.tva_anordnare_samtidigt import tva_anordnare_samtidigt
from kontroller.tests.bygg import (
    APRIL,
    TIM,
    VARNING,
    build_annat_pass,
    build_beslutsrad,
    build_brukare,
    build_days,
    kr,
    plain,
    with_dossier,
    with_rows,
)


def judge(fakta):
    [fynd] = tva_anordnare_samtidigt(fakta, VARNING)
    assert fynd.redovisning == 1
    return fynd


def test_twelve_meets_twelve():
    annat = build_annat_pass(APRIL, 12 * TIM, 16 * TIM)

    fynd = judge(with_rows(*build_days(1), brukarens_andra_pass=(annat,)))

    assert (fynd.utfall, fynd.matt) == (Utfall.GODKAND, {"samtidiga_minuter": 0})


def test_a_shared_minute_is_told_with_its_row_and_worth():
    annat = build_annat_pass(APRIL, 12 * TIM - 1, 16 * TIM)

    fynd = judge(with_rows(*build_days(1, 2), brukarens_andra_pass=(annat,)))

    assert (fynd.utfall, fynd.matt, fynd.kronor) == (Utfall.VARNING, {"samtidiga_minuter": 1}, kr("4.73"))
    assert fynd.rader == ("rapport R-1 2015-04-01 08:00–12:00",)
    assert plain(fynd.text) == (
        "En annan anordnare har redovisat samma tid för LSS-9F3C i april 2015 i 1 min, den 1 april 2015, och inget "
        "beslut om dubbel assistans gäller då."
    )


def test_each_minute_counts_once_however_many_share_it():
    andra = (build_annat_pass(APRIL, 10 * TIM, 12 * TIM), build_annat_pass(APRIL, 11 * TIM, 12 * TIM, rad=901))

    assert judge(with_rows(*build_days(1), brukarens_andra_pass=andra)).matt["samtidiga_minuter"] == 2 * TIM


def test_two_of_this_providers_that_meet_are_not_anothers():
    andra = (build_annat_pass(APRIL, 13 * TIM, 15 * TIM),)
    egna = (*build_days(1, id=1), *build_days(1, id=2))

    assert judge(with_rows(*egna, brukarens_andra_pass=andra)).utfall == Utfall.GODKAND


def test_the_first_of_two_own_rows_is_the_one_that_is_pointed_out():
    egna = (*build_days(1, id=1, tidstyp="vantetid"), *build_days(1, id=2))

    fynd = judge(with_rows(*egna, brukarens_andra_pass=(build_annat_pass(APRIL, 11 * TIM, 12 * TIM),)))

    # An hour of waiting is paid as a quarter: 71 kronor.
    assert (fynd.tidrader, fynd.matt, fynd.kronor) == ((1,), {"samtidiga_minuter": TIM}, kr("71.00"))


def test_two_of_the_others_that_meet_are_not_this_invoices():
    andra = (build_annat_pass(APRIL, 13 * TIM, 15 * TIM), build_annat_pass(APRIL, 14 * TIM, 15 * TIM, rad=901))

    assert judge(with_rows(*build_days(1), brukarens_andra_pass=andra)).utfall == Utfall.GODKAND


def test_a_day_with_double_assistance_granted_is_left_out():
    dubbel = build_beslutsrad(id=2, dubbel=True, tom=APRIL)
    brukare = build_brukare(beslutsrader=(build_beslutsrad(), dubbel))
    andra = tuple(build_annat_pass(date(2015, 4, dag), rad=dag) for dag in (1, 2))

    fynd = judge(with_rows(*build_days(1, 2), brukare=brukare, brukarens_andra_pass=andra))

    assert fynd.matt["samtidiga_minuter"] == 2 * TIM
    assert "den 2 april 2015" in plain(fynd.text)


def test_the_states_double_assistance_is_another_matter():
    kassan = build_beslutsrad(id=2, dubbel=True, typ="assistansersattning")
    brukare = build_brukare(beslutsrader=(build_beslutsrad(), kassan))

    fynd = judge(with_rows(*build_days(1), brukare=brukare, brukarens_andra_pass=(build_annat_pass(),)))

    assert fynd.utfall == Utfall.VARNING


def test_no_other_provider_and_no_report():
    assert judge(with_dossier()).utfall == Utfall.GODKAND
    assert judge(with_dossier(rapporter=())).utfall == Utfall.EJ_BEDOMD
