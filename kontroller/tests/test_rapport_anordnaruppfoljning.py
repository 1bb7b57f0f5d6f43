"""Rapportens uppföljning av anordnarna: felaktiga uppgifter, avtalens frister och tillstånd, utan privatpersoners "
"namn."""

from datetime import date

import pytest

from beslut.models import Anordnare, Avtal
from fakturor.models import FelaktigUppgift
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.delar.anordnaruppfoljning import section
from kontroller.rapport.period import Utgava
from kontroller.tests.bygg_avsnitt import period_of
from tests.byggstenar import NU, build_anordnare, build_brukare, build_tillstand, build_uppdrag
from tests.byggstenar_avtal import build_avtal, build_chef, build_gjord, build_konsulent, build_uppfoljning

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def state(avtal: Avtal, lamnad: date, *, bekraftad: bool = True, struken: bool = False) -> FelaktigUppgift:
    falt = {"bekraftad": NU, "bekraftad_av": build_chef()} if bekraftad else {}
    if struken:
        falt |= {"struken": NU, "struken_av": build_chef(), "struken_skal": "Den stämde."}
    return FelaktigUppgift.objects.create(
        avtal=avtal,
        lamnad=lamnad,
        beskrivning="Fel timmar.",
        konstaterad_av=build_konsulent(),
        konstaterad=NU,
        **falt,
    )


def parts(**falt) -> tuple[Avsnitt, Avsnitt, Avsnitt]:
    felaktiga, uppfoljning, tillstand = section(period_of(**falt)).delar
    return felaktiga, uppfoljning, tillstand


def rows(avsnitt: Avsnitt) -> tuple:
    return avsnitt.tabeller[0].rader if avsnitt.tabeller else ()


def test_nothing_known_is_said_in_each_part():
    felaktiga, uppfoljning, tillstand = parts()

    assert [plain(del_.stycken[0]) for del_ in (felaktiga, uppfoljning, tillstand)] == [
        "Ingen felaktig uppgift från anordnare med kommunens avtal är konstaterad under tiden 1 juni 2014 till "
        "31 maj 2015.",
        "Den 31 maj 2015 är ingen uppföljning av ett avtal försenad, och ingen ska göras inom 90 dagar.",
        "Inget tillstånd från IVO går ut inom 90 dagar från den 31 maj 2015.",
    ]
    assert not any(del_.tabeller for del_ in (felaktiga, uppfoljning, tillstand))


# Wrong statements


def test_confirmed_statements_of_the_twelve_months_are_counted_and_others_not():
    avtal = build_avtal()
    for dag in (date(2014, 6, 1), date(2015, 5, 31)):
        state(avtal, dag)
    state(avtal, date(2015, 3, 1), bekraftad=False)
    state(avtal, date(2015, 3, 2), struken=True)
    state(avtal, date(2015, 6, 1))

    felaktiga, _, _ = parts()

    assert rows(felaktiga) == (("Exempel Assistans AB", 2, 1, 1, "Nej"),)
    assert plain(felaktiga.stycken[0]) == (
        "Två felaktiga uppgifter är bekräftade för tiden 1 juni 2014 till 31 maj 2015, hos en anordnare. En uppgift "
        "väntar på att en annan person bekräftar den och räknas inte än."
    )


@pytest.mark.parametrize(("antal", "over"), [(3, "Nej"), (4, "Ja")])
def test_more_than_three_in_a_calendar_year_is_said(antal, over):
    avtal = build_avtal()
    for n in range(antal):
        state(avtal, date(2015, 1, 1 + n))

    felaktiga, _, _ = parts()

    assert rows(felaktiga)[0][3:] == (antal, over)
    assert (len(felaktiga.stycken) == 2) is (over == "Ja")


def test_four_over_two_calendar_years_are_not_more_than_three_in_one():
    avtal = build_avtal()
    for dag in (date(2014, 11, 1), date(2014, 12, 1), date(2015, 1, 1), date(2015, 2, 1)):
        state(avtal, dag)

    assert rows(parts()[0]) == (("Exempel Assistans AB", 4, 0, 2, "Nej"),)


def test_a_private_person_is_not_named():
    avtal = build_avtal(build_anordnare(namn="Provia Provell", form=Anordnare.Form.ENSKILD_FIRMA))
    state(avtal, date(2015, 1, 1))
    build_uppfoljning(avtal)
    build_uppdrag(build_brukare(), avtal.anordnare)
    avtal.anordnare.tillstand.update(galler_tom=date(2015, 6, 30))

    avsnitt = section(period_of())

    assert "Provell" not in repr(avsnitt)
    assert [rows(del_)[0][0] for del_ in avsnitt.delar] == ["Enskild firma"] * 3


# Follow-ups


def test_followups_are_overdue_the_day_after_their_last():
    avtal = build_avtal()
    build_uppfoljning(avtal, senast=date(2015, 5, 30))
    build_uppfoljning(avtal, senast=date(2015, 5, 31))
    build_uppfoljning(avtal, senast=date(2015, 8, 29))
    build_uppfoljning(avtal, senast=date(2015, 8, 30))

    _, uppfoljning, _ = parts()

    assert [(rad[3], plain(rad[4])) for rad in rows(uppfoljning)] == [
        (date(2015, 5, 30), "1 dag försenad"),
        (date(2015, 5, 31), "Sista dagen är 31 maj 2015"),
        (date(2015, 8, 29), "90 dagar kvar"),
    ]
    assert plain(uppfoljning.stycken[0]) == (
        "Den 31 maj 2015 är en uppföljning av kommunens avtal försenad, och två ska göras inom 90 dagar."
    )


def test_what_was_held_after_the_day_was_still_open_and_what_was_held_before_waits_for_the_board():
    avtal = build_avtal()
    build_gjord(avtal, senast=date(2015, 5, 1), genomford=date(2015, 6, 2))
    build_gjord(avtal, genomford=date(2015, 4, 20))
    build_gjord(avtal, genomford=date(2015, 4, 21), till_namnden=date(2015, 5, 20))

    _, uppfoljning, _ = parts()

    assert len(rows(uppfoljning)) == 1
    assert plain(uppfoljning.stycken[0]).endswith(
        "försenad, och ingen ska göras inom 90 dagar. En uppföljning av kontrakt är gjord men inte redovisad för "
        "nämnden."
    )


def test_a_contract_that_nobody_approved_is_not_followed_up():
    build_uppfoljning(build_avtal(godkant=None))

    assert rows(parts()[1]) == ()


# Permits


def build_permit(**falt) -> Anordnare:
    """A provider with an assignment, whose permit is as given."""
    anordnare = build_anordnare()
    build_uppdrag(build_brukare(), anordnare)
    anordnare.tillstand.update(**falt)
    return anordnare


@pytest.mark.parametrize(
    ("falt", "visas"),
    [
        ({"galler_tom": date(2015, 5, 31)}, True),
        ({"galler_tom": date(2015, 8, 29)}, True),
        ({"galler_tom": date(2015, 8, 30)}, False),
        ({"galler_tom": date(2015, 5, 30)}, False),
        ({"galler_tom": None}, False),
        ({"galler_tom": date(2015, 6, 30), "status": "aterkallat"}, False),
    ],
)
def test_a_permit_is_told_when_it_ends_within_ninety_days(falt, visas):
    build_permit(**falt)

    tillstand = parts()[2]

    assert (rows(tillstand) != ()) is visas
    if visas:
        assert plain(tillstand.stycken[0]) == (
            "En anordnares tillstånd från IVO går ut inom 90 dagar från den 31 maj 2015 utan att ett nytt finns i "
            "registret: Exempel Assistans AB."
        )


def test_a_permit_that_is_followed_by_another_is_not_told():
    anordnare = build_permit(galler_tom=date(2015, 6, 30))
    build_tillstand(anordnare, galler_fran=date(2015, 7, 1))

    assert rows(parts()[2]) == ()


def test_a_provider_without_assignments_is_not_told():
    build_anordnare().tillstand.update(galler_tom=date(2015, 6, 30))

    assert rows(parts()[2]) == ()


def test_a_year_that_is_not_over_is_told_as_of_the_day_it_is_written():
    build_uppfoljning(build_avtal(), senast=date(2015, 6, 14))

    assert plain(parts(slag=Utgava.AR)[1].stycken[0]).startswith("Den 15 juni 2015 är en uppföljning")


@pytest.mark.parametrize("slag", list(Utgava))
def test_every_edition_takes_five_queries(slag, django_assert_num_queries):
    anordnare = build_permit(galler_tom=date(2015, 6, 30))
    avtal = build_avtal(anordnare)
    state(avtal, date(2015, 1, 1))
    build_uppfoljning(avtal)

    with django_assert_num_queries(5):
        section(period_of(slag=slag))
