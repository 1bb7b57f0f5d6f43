"""Rates, calculations and comparisons: what is registered, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from beslut.belopp.andel import disagreement, state_rates
from beslut.belopp.schablon import KANDA
from beslut.models import Budgetpost, Kalkyl, Kommunbelopp, Timbelopp
from beslut.services.calculations import Kalkylrad, adopt_calculation, draft_calculation, revise_calculation
from beslut.services.comparisons import (
    change_budget,
    correct_municipal_amount,
    register_budget,
    register_municipal_amount,
    take_in_figure_3,
)
from beslut.services.rates import register_rate, set_cost_evidence
from beslut.services.refusal import RegistrationRefused
from beslut.services.state_rates import take_in_missing_state_rates, take_in_state_rate
from tests.byggstenar import NU, build_anordnare, build_brukare, build_timbelopp

pytestmark = pytest.mark.django_db

LON = Kalkylrad("lon", "kronor", Decimal(150), "Löneavtalet")
AVGIFTER = Kalkylrad("avgifter", "procent", Decimal("31.42"), "Årets avgifter")


def rate(by, ar: int, **falt) -> Timbelopp:
    varden = {
        "kategori": "kommun",
        "galler_fran": date(ar, 1, 1),
        "galler_tom": date(ar, 12, 31),
        "brukare": None,
        "anordnare": None,
        "belopp": None,
        "grund": "Nämnden § 118",
    } | falt
    return register_rate(**varden, by=by, at=NU)


def draft(by, *poster: Kalkylrad, **falt) -> Kalkyl:
    varden = {"ar": 2015, "avser": "kommun", "motivering": "Avtalet och utfallet"} | falt
    return draft_calculation(**varden, poster=poster or (LON, AVGIFTER), by=by, at=NU)


# The state's amounts


def test_every_known_year_is_taken_in_once_with_its_ground(hanna):
    nya = take_in_missing_state_rates(by=hanna, at=NU)

    assert {t.galler_fran.year: (t.belopp, t.grund) for t in nya} == {
        ar: (kand.belopp, kand.grund) for ar, kand in KANDA.items()
    }
    assert take_in_missing_state_rates(by=hanna, at=NU) == []
    assert Handelse.objects.filter(typ="timbelopp.registrerat").count() == len(KANDA)


def test_an_amount_that_is_there_stays_as_it_is_when_the_missing_are_taken_in(hanna):
    skrivet = build_timbelopp(galler_fran=date(2014, 7, 1), galler_tom=date(2015, 6, 30), belopp=Decimal(281))

    take_in_missing_state_rates(by=hanna, at=NU)

    skrivet.refresh_from_db()
    assert (skrivet.belopp, skrivet.galler_tom) == (Decimal(281), date(2015, 6, 30))
    assert not Timbelopp.objects.filter(galler_fran__in=[date(2014, 1, 1), date(2015, 1, 1)]).exists()


def test_an_open_amount_is_not_ended_by_taking_in_a_later_year(hanna):
    skrivet = build_timbelopp(galler_fran=date(2014, 1, 1), belopp=Decimal(280))

    with pytest.raises(RegistrationRefused, match="Ett belopp för 2015 är redan registrerat: 280,00\u00a0kr"):
        take_in_state_rate(ar=2015, by=hanna, at=NU)

    skrivet.refresh_from_db()
    assert skrivet.galler_tom is None


def test_a_year_that_is_not_known_is_not_taken_in(hanna):
    with pytest.raises(RegistrationRefused, match="Beloppet för 2016 är inte känt"):
        take_in_state_rate(ar=2016, by=hanna, at=NU)


# The municipality's share of the schablon


@pytest.mark.parametrize(
    ("ar", "avrundning", "belopp"), [(2019, "ore", "284.81"), (2020, "krona", "289"), (2021, "krona", "299")]
)
def test_the_amounts_of_vasteras_come_out_of_95_per_cent(hanna, ar, avrundning, belopp):
    take_in_missing_state_rates(by=hanna, at=NU)

    timbelopp = rate(hanna, ar, procent=Decimal(95), avrundning=avrundning)

    timbelopp.refresh_from_db()
    assert (timbelopp.belopp, timbelopp.procent, timbelopp.avrundning) == (Decimal(belopp), Decimal(95), avrundning)


def test_a_share_over_two_schablon_amounts_is_refused_and_told_where_they_meet(hanna):
    take_in_missing_state_rates(by=hanna, at=NU)

    with pytest.raises(
        RegistrationRefused, match="1 januari 2020 och sedan 304,30".replace(" ", "[ \u00a0]")
    ) as refused:
        rate(hanna, 2019, galler_tom=date(2020, 6, 30), procent=Decimal(95), avrundning="ore")

    assert refused.value.falt == "galler_tom"


@pytest.mark.parametrize(
    ("fran", "tom", "mening"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), "Ingen schablon är registrerad för den 1 januari 2016"),
        (date(2015, 7, 1), None, "Schablonen är registrerad till den 31 december 2015"),
        (date(2015, 7, 1), date(2016, 1, 1), "Schablonen är registrerad till den 31 december 2015"),
    ],
)
def test_a_share_of_a_schablon_that_is_not_known_every_day_is_refused(hanna, fran, tom, mening):
    take_in_missing_state_rates(by=hanna, at=NU)

    with pytest.raises(RegistrationRefused) as refused:
        rate(hanna, 2015, galler_fran=fran, galler_tom=tom, procent=Decimal(95), avrundning="ore")

    assert mening in str(refused.value).replace("\u00a0", " ")
    assert not Timbelopp.objects.filter(kategori="kommun").exists()


def test_two_rows_of_one_amount_are_one_schablon(hanna):
    build_timbelopp(galler_tom=date(2015, 6, 30))
    build_timbelopp(galler_fran=date(2015, 7, 1))

    assert rate(hanna, 2015, procent=Decimal(50), avrundning="krona").belopp == Decimal(142)


@pytest.mark.parametrize("kategori", ["schablon", "avtal", "individuell"])
def test_only_the_municipality_s_own_amounts_are_shares(hanna, kategori):
    build_timbelopp(galler_fran=date(2014, 1, 1), galler_tom=date(2014, 12, 31))
    vem = {"avtal": {"anordnare": build_anordnare()}, "individuell": {"brukare": build_brukare()}}.get(kategori, {})

    with pytest.raises(RegistrationRefused, match="ingen andel av schablonen"):
        rate(hanna, 2014, kategori=kategori, procent=Decimal(95), avrundning="ore", **vem)


def test_a_share_says_when_the_schablon_has_changed_beneath_it(hanna):
    schablon = build_timbelopp(galler_tom=date(2015, 12, 31))
    andel = rate(hanna, 2015, procent=Decimal(95), avrundning="ore")
    assert disagreement(andel, state_rates()) == ""

    Timbelopp.objects.filter(pk=schablon.pk).update(belopp=Decimal(280))

    assert disagreement(andel, state_rates()).replace("\u00a0", " ") == (
        "Schablonen är nu 280,00 kr, och 95 % av den är 266,00 kr. Det registrerade beloppet är 269,80 kr."
    )


def test_a_share_says_when_there_is_no_schablon_any_more(hanna):
    schablon = build_timbelopp()
    andel = rate(hanna, 2015, procent=Decimal(95), avrundning="ore")

    Timbelopp.objects.filter(pk=schablon.pk).update(galler_tom=date(2015, 6, 30))

    assert disagreement(andel, state_rates()).startswith("Beloppet går inte att räkna om.")


# A person's own rate and its costs


def test_a_person_s_rate_has_its_decision_and_its_costs(hanna):
    timbelopp = rate(
        hanna,
        2015,
        kategori="forhojt",
        brukare=build_brukare(),
        belopp=Decimal(310),
        diarienummer="SN 2015/77",
        beslutsdatum=date(2014, 12, 20),
        kostnader={"lon": Decimal(250), "administration": Decimal("18.60")},
    )

    assert (timbelopp.diarienummer, timbelopp.beslutsdatum) == ("SN 2015/77", date(2014, 12, 20))
    assert dict(timbelopp.kostnader.values_list("slag", "belopp")) == {
        "lon": Decimal(250),
        "administration": Decimal("18.60"),
    }


def test_costs_are_replaced_by_what_is_written_last(hanna):
    timbelopp = build_timbelopp(kategori="individuell", brukare=build_brukare())
    set_cost_evidence(timbelopp=timbelopp, kostnader={"lon": Decimal(250), "ob": Decimal(9)}, by=hanna, at=NU)
    lon = timbelopp.kostnader.get(slag="lon").pk

    set_cost_evidence(timbelopp=timbelopp, kostnader={"lon": Decimal(251)}, by=hanna, at=NU)

    assert list(timbelopp.kostnader.values_list("pk", "slag", "belopp")) == [(lon, "lon", Decimal(251))]


def test_only_a_person_s_rate_has_costs(hanna):
    with pytest.raises(RegistrationRefused, match="beslutat för en person"):
        set_cost_evidence(timbelopp=build_timbelopp(), kostnader={"lon": Decimal(1)}, by=hanna, at=NU)


# Calculations


def test_a_calculation_is_written_by_one_and_adopted_by_another(eva, maria):
    kalkyl = draft(eva)

    adopt_calculation(kalkyl=kalkyl, by=maria, at=NU)

    kalkyl.refresh_from_db()
    assert (kalkyl.version, kalkyl.upprattad_av, kalkyl.faststalld_av, kalkyl.faststalld) == (1, eva, maria, NU)
    assert list(Handelse.objects.order_by("pk").values_list("typ", flat=True)) == [
        "kalkyl.upprattad",
        "kalkyl.faststalld",
    ]


@pytest.mark.parametrize(
    ("falt", "poster", "mening"),
    [
        ({}, (AVGIFTER,), "Lönen saknas"),
        ({"motivering": ""}, (LON,), "Motiveringen saknas"),
    ],
)
def test_a_calculation_that_says_too_little_is_not_adopted(eva, maria, falt, poster, mening):
    with pytest.raises(RegistrationRefused, match=mening):
        adopt_calculation(kalkyl=draft(eva, *poster, **falt), by=maria, at=NU)


def test_nobody_adopts_their_own_calculation(eva):
    with pytest.raises(RegistrationRefused, match="Den som har upprättat en kalkyl fastställer den inte"):
        adopt_calculation(kalkyl=draft(eva), by=eva, at=NU)


def test_whoever_changes_a_draft_cannot_adopt_it_either(eva, maria):
    kalkyl = draft(eva)
    revise_calculation(kalkyl=kalkyl, motivering="Ändrad", poster=[LON], by=maria, at=NU)

    with pytest.raises(RegistrationRefused, match="Den som har upprättat"):
        adopt_calculation(kalkyl=kalkyl, by=maria, at=NU)

    assert list(kalkyl.poster.values_list("slag", flat=True)) == ["lon"]


def test_an_adopted_calculation_is_neither_changed_nor_adopted_again(eva, maria):
    kalkyl = adopt_calculation(kalkyl=draft(eva), by=maria, at=NU)

    with pytest.raises(RegistrationRefused, match="Gör en ny version av den"):
        revise_calculation(kalkyl=kalkyl, motivering="Annan", poster=[LON], by=eva, at=NU)
    with pytest.raises(RegistrationRefused, match="redan fastställd"):
        adopt_calculation(kalkyl=kalkyl, by=maria, at=NU)


def test_the_next_calculation_of_a_year_is_its_next_version(eva):
    versioner = [draft(eva), draft(eva), draft(eva, ar=2016), draft(eva, avser="natt")]

    assert [kalkyl.version for kalkyl in versioner] == [1, 2, 1, 1]


# Other municipalities, and the budget


def test_figure_3_is_taken_in_once_and_overwrites_nothing(eva):
    Kommunbelopp.objects.create(kommun="Solna", ar=2015, belopp=Decimal(270), kalla="Nämndens protokoll")

    nya = take_in_figure_3(by=eva, at=NU)

    assert len(nya) == 11
    assert Kommunbelopp.objects.get(kommun="Solna").belopp == Decimal(270)
    assert {rad.kalla for rad in nya} == {"Revisionsrapport 2015:3, figur 3"}
    assert take_in_figure_3(by=eva, at=NU) == []


@pytest.mark.parametrize(
    ("foljer", "belopp", "mening"),
    [(True, Decimal(284), "Lämna tomt"), (False, None, "Skriv beloppet, eller kryssa")],
)
def test_a_municipality_has_an_amount_or_the_state_s(eva, foljer, belopp, mening):
    falt = {"kommun": "Sala", "ar": 2015, "kategori": "standard", "kalla": "Webbplatsen"}

    with pytest.raises(RegistrationRefused, match=mening):
        register_municipal_amount(**falt, foljer_schablon=foljer, belopp=belopp, by=eva, at=NU)


def test_an_amount_that_was_entered_wrongly_is_corrected(eva):
    falt = {"kommun": "Sala", "ar": 2015, "kategori": "standard", "foljer_schablon": False, "kalla": "Webbplatsen"}
    rad = register_municipal_amount(**falt, belopp=Decimal(270), by=eva, at=NU)
    annan = register_municipal_amount(**falt | {"ar": 2014}, belopp=Decimal(260), by=eva, at=NU)

    correct_municipal_amount(kommunbelopp=rad, **falt, belopp=Decimal(271), by=eva, at=NU)

    rad.refresh_from_db()
    assert rad.belopp == Decimal(271)
    with pytest.raises(RegistrationRefused, match="redan registrerat"):
        correct_municipal_amount(kommunbelopp=annan, **falt, belopp=Decimal(260), by=eva, at=NU)


def test_a_year_s_budget_is_registered_once_and_then_changed(eva):
    falt = {"ar": 2015, "slag": "lss", "grund": "Nämnden § 1"}
    post = register_budget(**falt, belopp=Decimal(15_400_000), by=eva, at=NU)

    with pytest.raises(RegistrationRefused, match="Ändra den i stället"):
        register_budget(**falt, belopp=Decimal(1), by=eva, at=NU)
    change_budget(budgetpost=post, belopp=Decimal(16_000_000), grund="Nämnden § 9", by=eva, at=NU)

    assert Budgetpost.objects.get().belopp == Decimal(16_000_000)
