"""Demokommunen är den som revisionen beskrev: samma tal i april, kända fel i maj, samma filer varje gång."""

import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from assistans.personnummer import birthday_18, check_digit_ok, is_personnummer_shaped_orgnr, normalize_personnummer
from assistans.tabeller import read_table
from assistans.tid import DYGN
from beslut.importing import TABELLER
from demodata import APRIL, MAJ, MANADER, PLANTERAT, build_month, kommun, personer, write_month
from demodata.anordnare import ANORDNARE, EGEN
from demodata.manad import Pass, Redovisning, plan_dossiers
from demodata.planterat import PER_UNDERLAG
from fakturor.filer.ubl import read_invoice
from kontroller.regler import load_rules


def read_folder(mapp: Path) -> dict[str, str]:
    """The digest of every file in a folder, by its name."""
    return {
        str(fil.relative_to(mapp)): hashlib.sha256(fil.read_bytes()).hexdigest()
        for fil in sorted(mapp.rglob("*"))
        if fil.is_file()
    }


def overlapping(passen: list[Pass]) -> list[tuple[Pass, Pass]]:
    ordning = sorted(passen, key=lambda p: (p.dag, p.borjar))
    return [(forst, sedan) for forst, sedan in pairwise(ordning) if forst.overlaps(sedan)]


def shifts_by_assistant(redovisningar: list[Redovisning]) -> dict[str, list[Pass]]:
    passen: dict[str, list[Pass]] = {}
    for redovisning in redovisningar:
        for p in redovisning.passen:
            passen.setdefault(p.assistent.personnummer, []).append(p)
    return passen


# --- April som revisionen såg den ----------------------------------------------------------------------------------


def test_april_has_the_audits_totals():
    april = build_month(APRIL)

    rader = [rad for underlag in april.underlag for rad in underlag.rader]

    assert len(april.underlag) == 34
    assert len(april.redovisningar) == len(rader) == 35
    assert len({rad.referens for rad in rader}) == 34
    assert sum(rad.antal for rad in rader) == 4333
    assert sum(rad.belopp for rad in rader) == Decimal(1_230_572)


def test_april_has_the_audits_extremes_and_means():
    rader = [rad for underlag in build_month(APRIL).underlag for rad in underlag.rader]

    per_person: Counter[str] = Counter()
    for rad in rader:
        per_person[rad.referens] += rad.antal

    assert (max(per_person.values()), min(per_person.values())) == (288, 6)
    assert round(sum(rad.antal for rad in rader) / len(rader), 1) == Decimal("123.8")
    assert round(sum(per_person.values()) / len(per_person), 1) == Decimal("127.4")


def test_sixteen_providers_have_the_audits_numbers_of_persons_and_one_person_has_two():
    redovisningar = build_month(APRIL).redovisningar

    per_anordnare = Counter(r.arende.orgnr for r in redovisningar)
    egna = per_anordnare.pop(EGEN)
    per_person = Counter(r.arende.referens for r in redovisningar)

    assert sorted(per_anordnare.values(), reverse=True) == [12, 4, 2, 2, 2, 2] + 10 * [1]
    assert egna == 1
    assert sorted(per_person.values(), reverse=True)[:2] == [2, 1]


def test_four_providers_have_an_agreement_with_the_municipality_and_only_they_have_form_b():
    med_avtal = {rad.orgnr for rad in ANORDNARE if rad.har_lov_avtal}

    former = {(r.arende.form, r.arende.orgnr) for r in build_month(APRIL).redovisningar}

    assert len(med_avtal) == 4
    assert {orgnr for form, orgnr in former if form == "B"} == med_avtal
    assert {form for form, orgnr in former if orgnr == EGEN} == {"C"}
    assert {form for form, _ in former} == {"B", "C", "D"}


def test_the_invoices_of_april_ask_for_exactly_the_reported_hours():
    april = build_month(APRIL)

    rapporterat: Counter[tuple[str, str]] = Counter()
    for redovisning in april.redovisningar:
        for rapport in redovisning.rapporter:
            assert sum(p.minuter for p in rapport.passen) == rapport.summor["aktiv"]
            nyckel = (redovisning.arende.orgnr, redovisning.arende.referens)
            rapporterat[nyckel] += sum(p.minuter for p in rapport.passen)

    fakturerat = {(u.orgnr, rad.referens): rad.antal * 60 for u in april.underlag for rad in u.rader}
    assert fakturerat == rapporterat


def test_every_report_of_april_is_certified_by_three_after_the_last_shift():
    for redovisning in build_month(APRIL).redovisningar:
        for rapport in redovisning.rapporter:
            assert Counter(intyg.part for intyg in rapport.intyg) == {"assistent": 1, "anordnare": 1, "brukare": 1}
            assert min(intyg.datum for intyg in rapport.intyg) >= max(p.sista_dag for p in rapport.passen)


def test_no_assistant_is_in_two_places_in_april():
    passen = shifts_by_assistant(build_month(APRIL).redovisningar)

    assert {nummer: found for nummer, egna in passen.items() if (found := overlapping(egna))} == {}


def test_two_assistants_meet_at_a_person_only_as_dubbel():
    for redovisning in build_month(APRIL).redovisningar:
        assert overlapping([p for p in redovisning.passen if not p.dubbel]) == []


@pytest.mark.parametrize("manad", MANADER, ids=lambda manad: f"{manad:%Y-%m}")
def test_no_shift_leaves_the_month_or_lasts_longer_than_a_working_day(manad: date):
    passen = [p for redovisning in plan_dossiers(manad) for p in redovisning.passen]

    assert {p.sista_dag.month for p in passen} == {manad.month}
    assert min(p.minuter for p in passen) >= 30
    assert max(p.minuter for p in passen) <= 9 * 60
    assert any(p.slutar > DYGN for p in passen)


# --- Filerna ------------------------------------------------------------------------------------------------------


def test_the_files_are_the_same_bytes_every_time(tmp_path: Path):
    for manad in MANADER:
        write_month(tmp_path / "en" / f"{manad:%Y-%m}", manad)
        write_month(tmp_path / "tva" / f"{manad:%Y-%m}", manad)

    assert read_folder(tmp_path / "en") == read_folder(tmp_path / "tva")
    assert len(read_folder(tmp_path / "en")) == 2 * (14 + 33)


@pytest.mark.parametrize("manad", MANADER, ids=lambda manad: f"{manad:%Y-%m}")
def test_every_register_table_is_read_without_a_fault(manad: date, tmp_path: Path):
    write_month(tmp_path, manad)

    for tabell, _ in TABELLER:
        fil = tmp_path / f"{tabell.namn}.csv"
        rader = list(read_table(tabell, fil.read_bytes(), fil.name, idag=date(2015, 7, 31)).rader())
        assert rader, tabell.namn
        assert [rad.fel for rad in rader if rad.fel] == [], tabell.namn


@pytest.mark.parametrize("manad", MANADER, ids=lambda manad: f"{manad:%Y-%m}")
def test_every_e_invoice_is_read_and_says_what_the_table_says(manad: date, tmp_path: Path):
    write_month(tmp_path, manad)

    underlag = {u.nummer + u.orgnr: u for u in build_month(manad).underlag if u.orgnr != EGEN}
    lasta = [read_invoice(fil.read_bytes()) for fil in sorted((tmp_path / "fakturor").iterdir())]

    assert len(lasta) == len(underlag) == 33
    for faktura in lasta:
        vantat = underlag[faktura.nummer + faktura.leverantor_id]
        assert faktura.att_betala == vantat.netto + vantat.moms
        assert [rad.accounting_cost for rad in faktura.rader] == [rad.referens for rad in vantat.rader]
        assert faktura.kopare_id == kommun.ORGNR


def test_the_e_invoices_of_april_follow_every_official_rule(tmp_path: Path):
    write_month(tmp_path, APRIL)

    for fil in (tmp_path / "fakturor").iterdir():
        assert read_invoice(fil.read_bytes()).anmarkningar == ()


# --- Maj och personerna -------------------------------------------------------------------------------------------


def test_every_planted_code_is_in_the_catalogue():
    koder = set(load_rules())

    assert {kod for rad in PLANTERAT for kod in rad.vantat} <= koder


def test_the_planted_faults_are_on_distinct_invoices_of_may_and_nine_are_left_clean():
    underlag = {(u.orgnr, u.nummer) for u in build_month(MAJ).underlag}

    assert len(PER_UNDERLAG) == len(PLANTERAT) == 25
    assert PER_UNDERLAG.keys() <= underlag
    assert len(underlag) == 34


def test_nearly_every_planted_control_is_planted_once():
    koder = Counter(kod for rad in PLANTERAT for kod in rad.vantat)

    assert {kod for kod, antal in koder.items() if antal > 1} == {"B09", "C03"}
    assert len(koder) == 29


def test_every_person_has_a_test_number_of_their_own():
    nummer = [
        *(rad.personnummer for rad in personer.BRUKARE),
        *(rad.personnummer for rad in personer.FORETRADARE),
        *(rad.personnummer for rad in personer.ASSISTENTER),
        *(rad.personnummer for rad in personer.INTYGAR_FOR_ANORDNARE),
        *(rad.personnummer for rad in (personer.OANMALD, personer.UTANFOR_EES, personer.FYLLER_18)),
    ]

    assert len(set(nummer)) == len(nummer)
    assert [normalize_personnummer(n, idag=APRIL) for n in nummer] == nummer


def test_assistants_are_of_age_but_the_one_who_turns_18_in_may():
    assert max(birthday_18(rad.personnummer) for rad in personer.ASSISTENTER) < APRIL
    assert birthday_18(personer.FYLLER_18.personnummer) == date(2015, 5, 15)


def test_three_children_are_represented_by_a_guardian():
    barn = {rad.referens for rad in personer.BRUKARE if birthday_18(rad.personnummer) > MAJ}
    med_vardnadshavare = {rad.referens for rad in personer.FORETRADARE if rad.roll == "vardnadshavare"}

    assert barn == med_vardnadshavare
    assert len(barn) == 3


def test_companies_and_accounts_are_invented_but_well_formed():
    nummer = [rad.orgnr for rad in ANORDNARE]
    giron = [rad.bankgiro for rad in ANORDNARE]

    assert all(n.startswith("5599") and check_digit_ok(n) and not is_personnummer_shaped_orgnr(n) for n in nummer)
    assert all(giro.startswith("9990") and check_digit_ok(giro) for giro in giron)
    assert len(set(nummer)) == len(set(giron)) == 16
    assert check_digit_ok(kommun.ORGNR)
