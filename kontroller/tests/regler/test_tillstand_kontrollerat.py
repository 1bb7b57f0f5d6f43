"""B03: någon har nyligen sett efter hos IVO."""

from datetime import date, timedelta

import pytest

from kontroller.fakta import Tillstandsblick
from kontroller.regel import Allvar, Utfall, Villkor
from kontroller.regler.tillstand_kontrollerat import tillstand_kontrollerat
from kontroller.tests.bygg import (
    APRIL,
    build_anordnare,
    build_fakta,
    build_redovisning,
    build_tillstand,
    build_uppdrag,
    plain,
)
from kontroller.tests.bygg_anordnare import with_form, without_day

NITTIO = Villkor(Allvar.VARNING, {"dagar": 90})
FAKTURADATUM = date(2015, 5, 4)


def judge(fakta):
    [fynd] = tillstand_kontrollerat(fakta, NITTIO)
    assert fynd.redovisning == (1 if fakta.anordnare else None)
    return fynd


def looked(dagar_fore: int, **mer):
    return build_tillstand(kontrollerad=FAKTURADATUM - timedelta(days=dagar_fore), **mer)


@pytest.mark.parametrize(
    ("dagar", "utfall"), [(90, Utfall.GODKAND), (91, Utfall.VARNING), (0, Utfall.GODKAND), (-30, Utfall.GODKAND)]
)
def test_a_look_may_be_ninety_days_old_on_the_day_of_the_invoice(dagar, utfall):
    fynd = judge(with_form("D", tillstand=(looked(dagar),)))

    kontrollerad = FAKTURADATUM - timedelta(days=dagar)
    matt = {"kontrollerad_datum": kontrollerad, "faktura_datum": FAKTURADATUM, "hogst_dagar": 90}
    assert fynd.utfall == utfall
    assert fynd.matt == matt | ({"alder_dagar": 91} if utfall == Utfall.VARNING else {})


def test_the_age_is_said_in_days():
    fynd = judge(with_form("B", tillstand=(looked(91),)))

    assert plain(fynd.text) == (
        "Anordnarens tillstånd från IVO kontrollerades senast den 2 februari 2015, 91 dagar före fakturans datum. Det "
        "ska ha gjorts inom 90 dagar."
    )


def test_that_nobody_has_looked_cannot_be_judged():
    assert judge(with_form("D", tillstand=(build_tillstand(kontrollerad=None),))).utfall == Utfall.EJ_BEDOMD


def test_an_invoice_without_a_date_cannot_be_judged():
    assert judge(without_day(with_form("D"))).utfall == Utfall.EJ_BEDOMD


@pytest.mark.parametrize(
    ("status", "utfall"), [("aterkallat", Utfall.VARNING), ("inhiberat", Utfall.GODKAND), ("beviljat", Utfall.GODKAND)]
)
def test_a_look_that_saw_another_state_than_the_registers_is_told(status, utfall):
    blick = Tillstandsblick(datum=date(2015, 4, 20), status=status)

    fynd = judge(with_form("D", tillstand=(looked(10, senast_sedd=blick),)))

    assert (fynd.utfall, fynd.matt["kontrollerad_datum"]) == (utfall, date(2015, 4, 24))
    assert ("20 april 2015 visade läget återkallat" in plain(fynd.text)) == (utfall == Utfall.VARNING)


def test_a_permit_that_the_register_has_as_ceased_is_only_asked_for_its_age():
    blick = Tillstandsblick(datum=date(2015, 4, 20), status="aterkallat")
    tillstand = looked(10, status="aterkallat", tom=date(2015, 4, 30), senast_sedd=blick)

    assert judge(with_form("D", tillstand=(tillstand,))).utfall == Utfall.GODKAND


def test_an_own_employers_notification_is_what_form_c_rests_on():
    tillstand = (looked(10), looked(200, id=2, typ="anmalan"))

    fynd = judge(with_form("C", tillstand=tillstand))

    assert fynd.utfall == Utfall.VARNING
    assert "Arbetsgivarens anmälan till IVO" in fynd.text


def test_the_permit_and_the_notification_are_each_asked_for_on_their_own_days():
    uppdrag = (
        build_uppdrag(id=1, avtalsform="C", tom=date(2015, 4, 5)),
        build_uppdrag(id=2, avtalsform="D", fran=date(2015, 4, 6)),
    )
    tillstand = (looked(10, fran=date(2015, 4, 10)), looked(20, id=2, typ="anmalan", tom=APRIL))
    anordnare = build_anordnare(tillstand=tillstand)

    fynd = list(
        tillstand_kontrollerat(
            build_fakta(anordnare=anordnare, redovisningar=(build_redovisning(uppdrag=uppdrag),)), NITTIO
        )
    )

    assert [(f.utfall, f.text.split(" ")[0]) for f in fynd] == [
        (Utfall.GODKAND, "Anordnarens"),
        (Utfall.GODKAND, "Arbetsgivarens"),
    ]


def test_every_permit_that_the_days_rest_on_is_asked_for():
    tillstand = (looked(10, tom=APRIL), looked(91, id=2, fran=date(2015, 4, 2)))

    fynd = list(tillstand_kontrollerat(with_form("D", tillstand=tillstand), NITTIO))

    assert [f.utfall for f in fynd] == [Utfall.GODKAND, Utfall.VARNING]


def test_without_a_permit_in_force_it_is_for_b01_to_say():
    fynd = judge(with_form("D", tillstand=(looked(10, tom=date(2015, 3, 31)),)))

    assert (fynd.utfall, "B01" in fynd.text) == (Utfall.EJ_TILLAMPLIG, True)


def test_form_a_and_an_unknown_provider():
    assert judge(with_form("A")).utfall == Utfall.EJ_TILLAMPLIG
    assert judge(build_fakta(anordnare=None)).utfall == Utfall.EJ_BEDOMD
