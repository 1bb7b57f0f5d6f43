"""Turordningen utan databas: vem som har en plats, i vilken ordning, och vem som gås förbi."""

from datetime import UTC, date, datetime

from beslut.avtal.turordning import Avtalslage, first_in_turn, passed, turn_list

DAG = date(2015, 6, 10)


def noon(manad: int, dag: int, ar: int = 2015) -> datetime:
    return datetime(ar, manad, dag, 12, tzinfo=UTC)


def build_lage(avtal: int, **falt) -> Avtalslage:
    varden = {
        "ar_lov": True,
        "ickeval": True,
        "godkant": noon(5, 20, 2014),
        "galler_fran": date(2014, 6, 1),
        "galler_tom": None,
        "har_tillstand": True,
        "senast": None,
    } | falt
    return Avtalslage(avtal=avtal, **varden)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def order(*lagen: Avtalslage) -> list[int]:
    return [plats.avtal for plats in turn_list(lagen, DAG)]


def test_the_one_that_has_waited_longest_stands_first():
    assert order(
        build_lage(1, senast=noon(5, 4)), build_lage(2, senast=noon(3, 2)), build_lage(3, senast=noon(4, 9))
    ) == [
        2,
        3,
        1,
    ]


def test_one_that_never_had_anyone_stands_before_those_that_have():
    assert order(build_lage(1, senast=noon(1, 7)), build_lage(2)) == [2, 1]


def test_those_that_never_had_anyone_stand_as_they_were_approved_and_then_by_number():
    tidig, sen = noon(5, 20, 2014), noon(6, 3, 2014)

    assert order(build_lage(3, godkant=tidig), build_lage(1, godkant=sen), build_lage(2, godkant=tidig)) == [2, 3, 1]


def test_only_approved_contracts_by_lov_that_take_those_who_do_not_choose_have_a_place():
    assert order(build_lage(1, ar_lov=False), build_lage(2, ickeval=False), build_lage(3, godkant=None)) == []


def test_a_contract_keeps_its_place_through_its_last_day_and_not_after():
    assert order(build_lage(1, galler_tom=DAG)) == [1]
    assert order(build_lage(1, galler_tom=date(2015, 6, 9))) == []


def test_one_without_a_permit_is_passed_with_the_reason_and_keeps_its_place():
    platser = turn_list([build_lage(1, har_tillstand=False), build_lage(2, senast=noon(3, 2))], DAG)

    assert [plats.avtal for plats in platser] == [1, 2]
    assert plain(platser[0].forbi) == "Anordnaren har inget tillstånd som gäller den 10 juni 2015."
    assert first_in_turn(platser) == 2


def test_one_whose_contract_has_not_begun_is_passed():
    platser = turn_list([build_lage(1, galler_fran=date(2015, 7, 1))], DAG)

    assert plain(platser[0].forbi) == "Avtalet börjar gälla den 1 juli 2015."
    assert first_in_turn(platser) is None


def test_a_reason_passes_the_one_it_is_written_for_and_no_other():
    platser = turn_list([build_lage(1), build_lage(2), build_lage(3, har_tillstand=False)], DAG)

    efter = passed(platser, {1: "Har ingen personal i år."})

    assert first_in_turn(efter) == 2
    assert [plats.forbi for plats in efter][:2] == ["Har ingen personal i år.", ""]
    assert "tillstånd" in efter[2].forbi


def test_whoever_is_passed_stands_first_the_next_time():
    fore = [build_lage(1), build_lage(2)]
    efter = [build_lage(1), build_lage(2, senast=noon(6, 10))]

    assert order(*fore) == [1, 2]
    assert order(*efter) == [1, 2]
