"""Det som skrivs av för hand prövas som en rad i en fil, och sparas helt eller inte alls."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Person
from fakturor.flode import Status
from fakturor.models import Faktura, Intyg, Tidrad, Tidrapport
from fakturor.services.registering import (
    RegistrationRefused,
    ReportChanged,
    change_rows,
    register_intyg,
    register_rakning,
    register_tidrapport,
)
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    ORGNR,
    build_anordnare,
    build_arende,
    build_brukare,
    build_rapport,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

HUVUD = {
    "referens": "LSS-9F3C",
    "orgnr": ORGNR,
    "manad": "2015-04",
    "assistent": ASSISTENTENS_NUMMER,
    "inkommen": "2015-05-03",
    "summa_aktiv": "8:00",
    "summa_vantetid": "0:00",
    "summa_beredskap": "0:00",
}
INTYG = {
    "part": "assistent",
    "namn": "Sam Testlund",
    "personnummer": ASSISTENTENS_NUMMER,
    "roll": "sjalv",
    "datum": "2015-05-01",
    "satt": "underskrift",
}
RAKNING = {"nummer": "17", "orgnr": ORGNR, "fakturadatum": "2015-05-04", "bankgiro": "505-1006", "total": "2272,00"}
RAKNINGSRAD = {"referens": "LSS-9F3C", "manad": "2015-04", "antal": "8", "pris": "284", "belopp": "2272,00"}


def row(datum="2015-04-01", start="08:00", slut="16:00", **falt):
    return {
        "datum": datum,
        "start": start,
        "slut": slut,
        "tidstyp": "aktiv",
        "dubbel": "nej",
        "ersatter_sjuk": "nej",
    } | falt


@pytest.fixture
def by():
    return build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)


@pytest.fixture
def registers():
    build_brukare()
    build_anordnare()


@pytest.fixture
def rapport(registers, by):
    return register_tidrapport(huvud=HUVUD, rader=[row()], by=by, at=NU)


def test_report_is_stored_with_its_rows_and_an_event(registers, by):
    rapport = register_tidrapport(huvud=HUVUD, rader=[row(), row("2015-04-02")], by=by, at=NU)

    assert rapport.kod == "H-2015-04-001"
    assert (rapport.summa_aktiv, rapport.version, rapport.inkommen) == (480, 1, date(2015, 5, 3))
    assert [(r.datum.day, r.minuter) for r in rapport.rader.all()] == [(1, 480), (2, 480)]
    handelse = Handelse.objects.get(typ="tidrapport.registrerad")
    assert (handelse.objekt_id, handelse.av, handelse.uppgifter) == (rapport.pk, by, {"rader": 2})


def test_second_report_without_a_code_gets_the_next_one(rapport, by):
    second = register_tidrapport(huvud=HUVUD, rader=[row("2015-04-09")], by=by, at=NU)

    assert second.kod == "H-2015-04-002"


def test_row_over_midnight_is_split(registers, by):
    rapport = register_tidrapport(huvud=HUVUD, rader=[row(start="22:00", slut="06:00")], by=by, at=NU)

    assert [(r.datum.day, r.start, r.slut) for r in rapport.rader.all()] == [(1, 1320, 1440), (2, 0, 360)]


def test_row_that_leaves_the_month_says_where_the_rest_belongs(registers, by):
    with pytest.raises(RegistrationRefused) as refused:
        register_tidrapport(huvud=HUVUD, rader=[row(), row("2015-04-30", "22:00", "06:00")], by=by, at=NU)

    assert refused.value.rader == [(1, "slut", "Passet slutar den 1 maj. Den delen hör till rapporten för maj.")]
    assert not Tidrapport.objects.exists()


def test_faults_in_head_and_rows_are_told_at_once(registers, by):
    with pytest.raises(RegistrationRefused) as refused:
        register_tidrapport(
            huvud=HUVUD | {"referens": "LSS-0000", "summa_aktiv": "8,5"},
            rader=[row("2015-04-31"), row("2015-04-30", "22:00", "06:00"), row(), row(slut="09:00")],
            by=by,
            at=NU,
        )

    assert [(b.kolumn, b.orsak) for b in refused.value.huvud] == [
        ("summa_aktiv", "Skriv timmar och minuter med kolon, till exempel 112:30.")
    ]
    assert [(b.rad, b.orsak) for b in refused.value.rader] == [
        (0, "April har 30 dagar."),
        (1, "Passet slutar den 1 maj. Den delen hör till rapporten för maj."),
        (3, "Rad 3 har redan samma rapport, datum och start."),
    ]
    assert not Person.objects.filter(personnummer=ASSISTENTENS_NUMMER).exists()


def test_a_sentence_about_another_row_counts_as_the_typist_does(registers, by):
    with pytest.raises(RegistrationRefused) as refused:
        register_tidrapport(huvud=HUVUD, rader=[row("2015-04-02"), row(), row(slut="09:00")], by=by, at=NU)

    assert [(b.rad, b.orsak) for b in refused.value.rader] == [(2, "Rad 2 har redan samma rapport, datum och start.")]


def test_report_without_rows_is_refused(registers, by):
    with pytest.raises(RegistrationRefused, match="Skriv minst en rad"):
        register_tidrapport(huvud=HUVUD, rader=[], by=by, at=NU)


def test_code_that_is_taken_is_refused_and_the_report_stands(rapport, by):
    with pytest.raises(RegistrationRefused, match="Det finns redan en rapport"):
        register_tidrapport(huvud=HUVUD | {"rapport": rapport.kod}, rader=[row(slut="09:00")], by=by, at=NU)

    assert rapport.rader.get().slut == 960


@pytest.mark.parametrize("skydd", ["sekretessmarkering", "skyddad_folkbokforing"])
def test_protected_person_is_unknown_but_for_named_users(by, skydd):
    brukare = build_brukare(skydd=skydd)
    build_anordnare()

    with pytest.raises(RegistrationRefused, match="Ingen brukare har den referensen"):
        register_tidrapport(huvud=HUVUD, rader=[row()], by=by, at=NU)
    with pytest.raises(RegistrationRefused, match="Ingen brukare har den referensen"):
        register_rakning(huvud=RAKNING, rader=[RAKNINGSRAD], by=by, at=NU)

    brukare.behoriga.add(by)
    assert register_tidrapport(huvud=HUVUD, rader=[row()], by=by, at=NU)


def test_changed_rows_are_a_new_version_and_the_old_ones_are_kept(rapport, by):
    after = change_rows(rapport=rapport, version=1, rader=[row(slut="15:00"), row("2015-04-02")], by=by, at=NU)

    assert after.version == 2
    assert [(r.datum.day, r.slut) for r in Tidrad.objects.current().filter(rapport=rapport)] == [(1, 900), (2, 960)]
    withdrawn = Tidrad.objects.get(rapport=rapport, dragen_version=2)
    assert (withdrawn.slut, withdrawn.version) == (960, 1)


def test_rows_saved_as_they_were_change_nothing(rapport, by):
    after = change_rows(rapport=rapport, version=1, rader=[row()], by=by, at=NU)

    assert after.version == 1
    assert not Handelse.objects.filter(typ="tidrapport.andrad").exists()


def test_rows_changed_meanwhile_are_not_overwritten(rapport, by):
    change_rows(rapport=rapport, version=1, rader=[row(slut="15:00")], by=by, at=NU)

    with pytest.raises(ReportChanged, match="har ändrats medan du skrev"):
        change_rows(rapport=rapport, version=1, rader=[row(slut="14:00")], by=by, at=NU)


def test_changed_rows_send_a_reviewed_invoice_back(by):
    arende = build_arende()
    faktura = bring_to(arende.faktura, Status.GRANSKAD)

    change_rows(rapport=arende.rapport, version=1, rader=[row("2015-05-04")], by=by, at=NU)

    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)


KEYED = {
    "rapport": lambda arende, manad, by: register_tidrapport(
        huvud=HUVUD | {"manad": manad}, rader=[row(f"{manad}-20")], by=by, at=NU
    ),
    "intyg": lambda arende, manad, by: register_intyg(
        rapport=build_rapport(build_redovisning(arende.brukare, arende.anordnare, first(manad)), kod="H-1", dagar=[]),
        version=1,
        uppgifter=INTYG | {"datum": "2015-06-02"},
        by=by,
        at=NU,
    ),
    "rakning": lambda arende, manad, by: register_rakning(
        huvud=RAKNING, rader=[RAKNINGSRAD | {"manad": manad}], by=by, at=NU
    ),
}


def first(manad):
    return date.fromisoformat(f"{manad}-01")


@pytest.mark.parametrize("vad", KEYED)
@pytest.mark.parametrize(("manad", "expected"), [("2015-05", Status.MOTTAGEN), ("2015-04", Status.GODKAND)])
def test_what_is_keyed_in_sends_back_the_approved_invoice_of_its_month_only(by, vad, manad, expected):
    arende = build_arende()
    faktura = bring_to(arende.faktura, Status.GODKAND)

    KEYED[vad](arende, manad, by)

    faktura.refresh_from_db()
    assert faktura.status == expected


def test_refused_change_leaves_a_reviewed_invoice_where_it_is(by):
    arende = build_arende()
    faktura = bring_to(arende.faktura, Status.GRANSKAD)

    with pytest.raises(RegistrationRefused):
        change_rows(rapport=arende.rapport, version=1, rader=[row("2015-05-04", slut="25:00")], by=by, at=NU)

    faktura.refresh_from_db()
    assert faktura.status == Status.GRANSKAD


def test_paid_time_is_not_changed(by):
    arende = build_arende()
    bring_to(arende.faktura, Status.I_UTBETALNING)

    with pytest.raises(RegistrationRefused, match="rader som är betalda"):
        change_rows(rapport=arende.rapport, version=1, rader=[row("2015-05-04", slut="15:00")], by=by, at=NU)


def test_certificate_holds_for_the_version_that_was_read(rapport, by):
    intyg = register_intyg(rapport=rapport, version=1, uppgifter=INTYG, by=by, at=NU)

    assert (intyg.version, intyg.part, intyg.person.personnummer) == (1, "assistent", ASSISTENTENS_NUMMER)
    assert (intyg.registrerat_av, intyg.registrerat) == (by, NU)


def test_certificate_for_rows_that_have_changed_is_refused(rapport, by):
    change_rows(rapport=rapport, version=1, rader=[row(slut="15:00")], by=by, at=NU)

    with pytest.raises(ReportChanged, match="Intyget är inte sparat"):
        register_intyg(rapport=rapport, version=1, uppgifter=INTYG, by=by, at=NU)
    assert not Intyg.objects.exists()


def test_the_same_certificate_twice_is_refused(rapport, by):
    register_intyg(rapport=rapport, version=1, uppgifter=INTYG, by=by, at=NU)

    with pytest.raises(RegistrationRefused, match="Samma intyg är redan registrerat"):
        register_intyg(rapport=rapport, version=1, uppgifter=INTYG, by=by, at=NU)


def test_certificate_with_a_wrong_number_says_what_is_wrong(rapport, by):
    with pytest.raises(RegistrationRefused) as refused:
        register_intyg(rapport=rapport, version=1, uppgifter=INTYG | {"personnummer": "198504199890"}, by=by, at=NU)

    assert [(b.kolumn, b.orsak) for b in refused.value.huvud] == [("personnummer", "Kontrollsiffran stämmer inte.")]


def test_claim_is_stored_as_it_is_written(registers, by):
    faktura = register_rakning(huvud=RAKNING, rader=[RAKNINGSRAD, RAKNINGSRAD], by=by, at=NU)

    assert (faktura.typ, faktura.nummer, faktura.status) == (Faktura.Typ.RAKNING, "17", Status.MOTTAGEN)
    assert (faktura.att_betala, faktura.konton) == (Decimal("2272.00"), [{"typ": "bankgiro", "nummer": "5051006"}])
    assert [(r.rad, r.antal, r.redovisning.manad) for r in faktura.rader.all()] == [
        ("1", 8, date(2015, 4, 1)),
        ("2", 8, date(2015, 4, 1)),
    ]


def test_number_that_the_provider_has_used_is_refused(registers, by):
    register_rakning(huvud=RAKNING, rader=[RAKNINGSRAD], by=by, at=NU)

    with pytest.raises(RegistrationRefused, match="redan registrerad"):
        register_rakning(huvud=RAKNING, rader=[RAKNINGSRAD], by=by, at=NU)
    with pytest.raises(RegistrationRefused, match="redan inläst med andra uppgifter") as refused:
        register_rakning(huvud=RAKNING | {"total": "1"}, rader=[RAKNINGSRAD], by=by, at=NU)
    assert [b.kolumn for b in refused.value.huvud] == ["nummer"]


def test_faults_of_a_claim_stand_in_its_head_or_at_their_rows(registers, by):
    with pytest.raises(RegistrationRefused) as refused:
        register_rakning(
            huvud=RAKNING | {"bankgiro": "12"},
            rader=[RAKNINGSRAD, RAKNINGSRAD | {"antal": "åtta"}],
            by=by,
            at=NU,
        )

    assert [b.kolumn for b in refused.value.huvud] == ["bankgiro"]
    assert [(b.rad, b.kolumn) for b in refused.value.rader] == [(1, "antal")]
    assert not Faktura.objects.exists()
