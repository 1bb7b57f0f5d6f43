"""Hur många som har assistans den 1 oktober: figur 1 som den står, senare år ur registret, och sidan."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assistans.models import Andring
from assistans.roller import Roll
from beslut.models import Insatsantal
from beslut.services.headcounts import register_headcount
from beslut.services.refusal import RegistrationRefused
from demodata.omfattning import FIGUR_1
from kontroller.demokommun import ensure_users
from kontroller.demoomfattning import ensure_headcounts
from kontroller.models import Korning
from kontroller.rapport.delar.omfattning import (
    month_in_words,
    picture_of,
    section,
    spread_in_words,
    years_in_words,
)
from kontroller.rapport.period import Period, Utgava
from kontroller.rapport.rakning.fordelning import Fordelning, distribution_of
from kontroller.rapport.rakning.omfattning import years_until
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_arende,
    build_beslut,
    build_brukare,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_fk import build_fk_beslut
from tests.byggstenar_kontroll import build_granskning, build_korning

pytestmark = pytest.mark.django_db
SEED_SFB, SEED_LSS = (201, 207, 208, 211, 219), (28, 27, 30, 26, 32)
NUMMER = ("198501119997", "198501129996", "198501149994", "198501159993", "198501169992", "198501179991")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def count_october(ar: int) -> None:
    """The program has controlled October of the year."""
    korning = build_korning()
    Korning.objects.filter(pk=korning.pk).update(manad=date(ar, 10, 1), status=Korning.Status.KLAR, avslutad=NU)


# Figure 1


def test_figure_1_is_the_one_of_the_audit():
    ensure_users()
    for _ in range(2):
        ensure_headcounts()

    aren = years_until(date(2015, 5, 31))

    assert [rad.ar for rad in aren] == [2010, 2011, 2012, 2013, 2014]
    assert tuple(rad.sfb.antal for rad in aren) == SEED_SFB
    assert tuple(rad.lss.antal for rad in aren) == SEED_LSS
    assert not any(rad.raknat for rad in aren)
    assert plain(" ".join(years_in_words(aren))) == (
        "Den 1 oktober 2014 hade 32 personer personlig assistans enligt LSS och 219 personer assistansersättning "
        "enligt socialförsäkringsbalken. Antalet med assistans enligt LSS ökade under 2014 med sex personer (23 "
        "procent). Antalet med assistansersättning ökade under 2014 med åtta personer (4 procent)."
    )


def test_the_picture_says_the_figures_in_words_and_draws_from_zero():
    eva = build_user("eva", Roll.CONTROLLER)
    for ar, sfb, lss in FIGUR_1:
        for slag, antal in (("sfb", sfb), ("lss", lss)):
            register_headcount(ar=ar, slag=slag, antal=antal, kalla="Figur 1", by=eva, at=NU)

    bild = picture_of(years_until(date(2015, 1, 1)))

    assert bild.text.endswith("2013: SFB 211, LSS 26; 2014: SFB 219, LSS 32.")
    for siffra in (*SEED_SFB, *SEED_LSS):
        assert f">{siffra}</text>" in bild.svg


def test_a_year_that_was_not_entered_between_two_is_unknown_and_not_nothing():
    eva = build_user("eva", Roll.CONTROLLER)
    for ar in (2010, 2012):
        register_headcount(ar=ar, slag="lss", antal=28, kalla="Figur 1", by=eva, at=NU)

    aren = years_until(date(2015, 1, 1))

    assert [rad.lss.antal for rad in aren] == [28, None, 28]
    assert "saknas" in picture_of(aren).svg
    assert "2011: SFB okänt, LSS okänt" in picture_of(aren).text


# Counted by the program


def build_six() -> None:
    anordnare = build_anordnare()
    for nummer, pnr in enumerate(NUMMER):
        brukare = build_brukare(f"LSS-{nummer}", pnr)
        build_beslut(brukare, diarienummer=f"SN 2014/{nummer}")
        build_uppdrag(brukare, anordnare)


def test_a_later_year_is_counted_when_its_october_is_controlled():
    build_six()
    build_fk_beslut(build_brukare("LSS-FK"))
    count_october(2016)

    [rad] = years_until(date(2016, 10, 1))

    assert (rad.ar, rad.lss.antal, rad.lss.raknat) == (2016, 6, True)
    assert (rad.sfb.antal, rad.sfb.dolt) == (None, True)
    assert years_until(date(2016, 9, 30)) == []


def test_who_has_no_assignment_is_dead_or_has_no_decision_that_day_is_not_counted():
    build_six()
    utan = build_brukare("LSS-UTAN")
    build_beslut(utan)
    count_october(2016)

    assert years_until(date(2016, 12, 31))[0].lss.antal == 6
    Insatsantal.objects.create(ar=2016, slag="lss", antal=40, kalla="Verksamhetsberättelsen")
    assert years_until(date(2016, 12, 31))[0].lss.antal == 40


def test_the_years_take_four_queries_however_many(django_assert_num_queries):
    build_six()
    for ar in (2016, 2017, 2018):
        count_october(ar)

    with django_assert_num_queries(4):
        assert len(years_until(date(2018, 12, 31))) == 3


# The paragraph of a month


def fordelning(**falt) -> Fordelning:
    varden = {
        "manad": date(2015, 4, 1),
        "personer": 34,
        "egna": 1,
        "per_anordnare": (12, 4, 2, 2, 2, 2, *10 * (1,)),
        "namngivna": (("Björkvret Assistans AB", 12),),
        "hos_anordnare": 33,
        "hos_flera": 1,
        "redovisningar": 35,
        "timmar": Decimal(4333),
        "kronor": Decimal(1_230_572),
        "mest": Decimal(288),
        "minst": Decimal(6),
    }
    return Fordelning(**{**varden, **falt})


def test_the_paragraph_of_april_2015_is_the_audits():
    forsta, andra = (plain(stycke) for stycke in month_in_words(fordelning()))

    assert forsta == (
        "I april 2015 hade 34 personer personlig assistans enligt LSS. Av dem var en själv arbetsgivare för "
        "assistenterna. De andra 33 fick assistansen utförd av 16 anordnare. Björkvret Assistans AB hade tolv "
        "personer, en anordnare hade fyra, fyra hade två var och tio hade en var. En person har mer än en anordnare "
        "och räknas hos var och en."
    )
    assert andra.startswith(
        "I april 2015 begärde anordnarna 1,23 mnkr för 4 333 timmar. Den som hade mest hjälp fick 288 timmar utförda, "
        "och den som hade minst fick 6. I genomsnitt är det 124 timmar per person och anordnare"
    )


def test_no_provider_with_fewer_than_five_persons_is_named():
    ord_ = spread_in_words(fordelning(per_anordnare=(4, 1), namngivna=()))

    assert plain(ord_) == "En anordnare hade fyra personer och en hade en"


def test_the_time_of_fewer_than_five_persons_is_not_told():
    [stycke] = month_in_words(fordelning(personer=4, egna=0, per_anordnare=(3, 1), namngivna=(), hos_anordnare=4))

    assert plain(stycke) == (
        "I april 2015 hade färre än fem personer personlig assistans enligt LSS. Assistansen utfördes av två anordnare."
    )


def test_the_distribution_counts_persons_providers_and_hours(django_assert_num_queries):
    arende = build_arende()
    granskning = build_granskning(arende.faktura)

    with django_assert_num_queries(2):
        f = distribution_of(date(2015, 5, 1), granskning.korning_id)

    assert (f.personer, f.egna, f.per_anordnare, f.namngivna) == (1, 0, (1,), ())
    assert (f.timmar, f.kronor, f.mest, f.minst) == (80, 22720, 80, 80)


def test_hours_that_nobody_is_found_for_are_said_and_not_shared_among_the_others():
    _, stycke = month_in_words(fordelning(utan_person=Decimal("104.5")))

    assert "1,23 mnkr för 4 438 timmar. Av dem är 105 inte parade med någon person." in plain(stycke)
    assert "124 timmar per person och anordnare" in plain(stycke)


def test_nothing_known_gives_no_section():
    period = Period(Utgava.MANAD, date(2015, 5, 1), date(2015, 5, 31), (), date(2015, 6, 10), (date(2015, 5, 1),))

    assert section(period) is None


# The page


def logged_in(roll: Roll) -> Client:
    klient = Client()
    klient.force_login(build_user(roll.value, roll))
    return klient


def test_the_controller_enters_and_corrects_a_number():
    klient = logged_in(Roll.CONTROLLER)
    falt = {"ar": "2014", "slag": "lss", "antal": "32", "kalla": "Verksamhetsberättelse 2014"}

    klient.post(reverse("kontroller:omfattning_ny"), falt)
    igen = klient.post(reverse("kontroller:omfattning_ny"), falt).content.decode()
    rad = Insatsantal.objects.get()
    klient.post(reverse("kontroller:omfattning_ratta", args=[rad.pk]), {"antal": "33", "kalla": "Rättad"})

    assert "Antalet för året är redan registrerat. Rätta det i stället." in igen
    rad.refresh_from_db()
    assert (rad.ar, rad.slag, rad.antal) == (2014, "lss", 33)
    assert Andring.objects.filter(tabell="beslut_insatsantal", rad_id=rad.pk).count() == 2
    text = klient.get(reverse("kontroller:omfattning")).content.decode()
    assert "Rätta" in text
    historik = klient.get(reverse("beslut:historik", args=["insatsantal", rad.pk]))
    assert reverse("beslut:historik", args=["insatsantal", rad.pk]) in text
    assert "32" in historik.content.decode()
    assert "33" in text


def test_a_number_twice_is_told_in_words():
    eva = build_user("eva", Roll.CONTROLLER)
    register_headcount(ar=2014, slag="lss", antal=32, kalla="Figur 1", by=eva, at=NU)

    with pytest.raises(RegistrationRefused, match="redan registrerat"):
        register_headcount(ar=2014, slag="lss", antal=33, kalla="Figur 1", by=eva, at=NU)


@pytest.mark.parametrize("roll", list(Roll))
def test_those_who_read_reports_read_it_and_only_the_controller_writes(roll):
    klient = logged_in(roll)
    laser = roll in {
        Roll.HANDLAGGARE,
        Roll.ENHETSCHEF,
        Roll.ADMINISTRATIV_ASSISTENT,
        Roll.BESLUTSATTESTANT,
        Roll.CONTROLLER,
        Roll.NAMND,
        Roll.REVISOR,
    }

    assert (klient.get(reverse("kontroller:omfattning")).status_code == 200) is laser
    assert (klient.get(reverse("kontroller:omfattning_ny")).status_code == 200) is (roll == Roll.CONTROLLER)
