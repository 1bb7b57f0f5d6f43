"""The gates of the database, tried by raw SQL: nobody gets past them by going past the program.

Here stand the road of the invoice, the assessments, and what is written once and for all. Attests and approved time
have a file of their own in fakturor, and the registers one in beslut.
"""

from datetime import date

import pytest
from django.db import connection

from assistans.aktor import set_actor
from assistans.models import Handelse, Lasning
from fakturor.flode import FORSTA_STEG, STEG, Status
from fakturor.models import Attest, Faktura
from kontroller.models import Kontrollrapport, Rapportkorning
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_attestant,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import (
    bring_to,
    build_attest,
    build_bedomning,
    build_bekraftelse,
    build_godkand_tid,
    build_godtagen,
    build_granskning,
    build_utfall,
)
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

STEG_SQL = "UPDATE fakturor_faktura SET status = %s WHERE id = %s"
TILLBAKA_SQL = "UPDATE fakturor_faktura SET status = 'mottagen', omgang = omgang + 1 WHERE id = %s"
OBEDOMD = "Fakturan har avvikelser som först måste bedömas."
OKOMMENTERAD = "Fakturan har varningar som först måste kommenteras."
ALLA_PAR = [(fran, till) for fran in Status for till in Status if fran != till]
TILLATNA = [(fran, till) for fran, till in ALLA_PAR if till in STEG[fran]]
OTILLATNA = [(fran, till) for fran, till in ALLA_PAR if till not in STEG[fran]]


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return arende.faktura


def status_of(faktura: Faktura) -> str:
    return Faktura.objects.values_list("status", flat=True).get(pk=faktura.pk)


def step(faktura: Faktura, status: str) -> None:
    if status == Status.MOTTAGEN:
        execute(TILLBAKA_SQL, [faktura.pk])
    else:
        execute(STEG_SQL, [status, faktura.pk])


def put_in(faktura: Faktura, status: str) -> None:
    """Set the status with every trigger looking away; then only the one that knows the steps looks again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE fakturor_faktura DISABLE TRIGGER USER")
        cursor.execute(STEG_SQL, [status, faktura.pk])
        cursor.execute("ALTER TABLE fakturor_faktura ENABLE TRIGGER fakturans_vag")


# --- The road of the invoice ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fran", "till"), OTILLATNA)
def test_a_step_that_is_not_among_the_steps_is_refused(faktura, fran, till):
    put_in(faktura, fran)

    with refused(f"En faktura går inte från {fran} till {till}."):
        step(faktura, till)


@pytest.mark.parametrize(("fran", "till"), TILLATNA)
def test_every_step_among_the_steps_is_known_to_the_database(faktura, fran, till):
    put_in(faktura, fran)

    step(faktura, till)

    assert status_of(faktura) == till


@pytest.mark.parametrize("status", [status for status in Status if status not in FORSTA_STEG])
def test_an_invoice_does_not_begin_further_on(faktura, status):
    with refused(f"En faktura börjar som mottagen, inte som {status}."):
        copy_row("fakturor_faktura", faktura.pk, nummer="4712", status=status)


def test_going_back_begins_a_new_round(faktura):
    bring_to(faktura, Status.KONTROLLERAD)

    with refused("Tillbaka till mottagen börjar en ny omgång."):
        execute(STEG_SQL, [Status.MOTTAGEN, faktura.pk])
    with refused("En ny omgång börjar bara som mottagen."):
        execute("UPDATE fakturor_faktura SET omgang = omgang + 1 WHERE id = %s", [faktura.pk])


@pytest.mark.parametrize("status", [Status.GRANSKAD, Status.GODKAND, Status.I_UTBETALNING, Status.UTBETALD])
def test_an_invoice_does_not_jump_to_payment_past_the_gates(faktura, status):
    build_granskning(faktura)

    with refused(f"En faktura går inte från mottagen till {status}."):
        step(faktura, status)


# --- The control before every step ------------------------------------------------------------------------------


@pytest.mark.parametrize("fran", [Status.MOTTAGEN, Status.OMATCHAD, Status.STOPPAD])
def test_an_invoice_that_has_not_been_controlled_stays(faktura, fran):
    if fran != Status.MOTTAGEN:
        step(faktura, fran)

    with refused("Fakturan är inte kontrollerad än."):
        step(faktura, Status.KONTROLLERAD)


@pytest.mark.parametrize("utfall", ["avvikelse", "ej_bedomd"])
@pytest.mark.parametrize("fran", [Status.MOTTAGEN, Status.OMATCHAD, Status.STOPPAD])
def test_a_stop_that_nobody_has_assessed_holds_the_invoice(faktura, fran, utfall):
    build_granskning(faktura, A02=utfall)
    if fran != Status.MOTTAGEN:
        step(faktura, fran)

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


@pytest.mark.parametrize("beslut", ["avslas", "komplettering", "kommenteras"])
def test_only_an_acceptance_covers_a_stop(faktura, beslut):
    utfall = build_utfall(build_granskning(faktura))
    build_bekraftelse(build_bedomning(utfall, beslut))

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_an_acceptance_by_one_person_alone_does_not_cover_a_stop(faktura):
    build_bedomning(build_utfall(build_granskning(faktura)))

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_an_acceptance_that_two_persons_stand_behind_covers_the_stop(faktura):
    build_godtagen(build_utfall(build_granskning(faktura)))

    step(faktura, Status.KONTROLLERAD)

    assert status_of(faktura) == Status.KONTROLLERAD


def test_an_acceptance_covers_nothing_after_its_last_day(faktura):
    build_bekraftelse(build_bedomning(build_utfall(build_granskning(faktura)), galler_till=date(2015, 6, 30)))

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_the_newest_assessment_is_the_one_that_counts(faktura):
    utfall = build_utfall(build_granskning(faktura))
    build_godtagen(utfall)
    build_bedomning(utfall, "avslas")

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_an_acceptance_does_not_cover_other_findings_of_the_same_control(faktura):
    build_godtagen(build_utfall(build_granskning(faktura)))
    build_utfall(build_granskning(faktura), fyndhash="0" * 64)

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_an_acceptance_does_not_cover_another_version_of_the_control(faktura):
    build_godtagen(build_utfall(build_granskning(faktura)))
    build_utfall(build_granskning(faktura), version=2)

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_an_acceptance_follows_along_while_the_findings_are_the_same(faktura):
    build_godtagen(build_utfall(build_granskning(faktura)))
    build_utfall(build_granskning(faktura))

    step(faktura, Status.KONTROLLERAD)

    assert status_of(faktura) == Status.KONTROLLERAD


def test_one_covered_stop_of_two_is_not_enough(faktura):
    granskning = build_granskning(faktura, D05="avvikelse")
    build_godtagen(build_utfall(granskning))

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_the_newest_control_is_the_one_that_counts(faktura):
    build_granskning(faktura)
    build_granskning(faktura, A02="avvikelse")

    with refused(OBEDOMD):
        step(faktura, Status.KONTROLLERAD)


def test_a_warning_lets_the_invoice_be_controlled_but_not_attested(faktura):
    build_granskning(faktura, D07="varning")
    step(faktura, Status.KONTROLLERAD)
    build_attest(faktura, Attest.Typ.GRANSKNING, build_granskare())

    with refused(OKOMMENTERAD):
        step(faktura, Status.GRANSKAD)


def test_a_commented_warning_lets_the_invoice_be_attested(faktura):
    build_bedomning(build_utfall(build_granskning(faktura), regel="D07", utfall="varning"), "kommenteras")

    bring_to(faktura, Status.GODKAND)

    assert status_of(faktura) == Status.GODKAND


@pytest.mark.parametrize(
    ("fran", "till"),
    [
        (Status.KONTROLLERAD, Status.GRANSKAD),
        (Status.GRANSKAD, Status.GODKAND),
        (Status.GODKAND, Status.I_UTBETALNING),
    ],
)
@pytest.mark.parametrize(("utfall", "hinder"), [("avvikelse", OBEDOMD), ("varning", OKOMMENTERAD)])
def test_a_worse_control_closes_every_step_that_is_left(faktura, fran, till, utfall, hinder):
    bring_to(faktura, fran)
    if fran != Status.GODKAND:
        typ, av = {
            Status.KONTROLLERAD: (Attest.Typ.GRANSKNING, build_granskare()),
            Status.GRANSKAD: (Attest.Typ.BESLUT, build_attestant()),
        }[fran]
        build_attest(faktura, typ, av)
    if fran == Status.GRANSKAD:
        build_godkand_tid(faktura)
    set_actor(build_user("eva").pk)
    build_granskning(faktura, A02=utfall)

    with refused(hinder):
        step(faktura, till)


# --- Assessments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("skal", ["", "  ", "\n\t"])
def test_an_assessment_has_a_reason(faktura, skal):
    bedomning = build_bedomning(build_utfall(build_granskning(faktura)))

    with refused("bedomning_har_skal"):
        copy_row("kontroller_bedomning", bedomning.pk, skal=skal)


def test_an_assessment_concerns_what_the_newest_control_found(faktura):
    bedomning = build_bedomning(build_utfall(build_granskning(faktura)))
    build_granskning(faktura)

    with refused("Bedömningen gäller inget som fakturans senaste kontroll fann."):
        copy_row("kontroller_bedomning", bedomning.pk)


def test_an_acceptance_on_an_invoice_for_several_months_has_a_last_day(arende):
    juni = build_redovisning(arende.brukare, arende.anordnare, date(2015, 6, 1))
    faktura = build_faktura(arende.redovisning, juni, nummer="4712")
    utfall = build_utfall(build_granskning(faktura))

    with refused("En bedömning på en faktura för flera månader har en sista dag."):
        build_bedomning(utfall)
    assert build_bedomning(utfall, galler_till=date(2999, 12, 31)).pk


def test_nobody_confirms_their_own_assessment(faktura):
    bedomning = build_bedomning(build_utfall(build_granskning(faktura)))

    with refused("Den som har gjort en bedömning får inte bekräfta den."):
        execute(
            "INSERT INTO kontroller_bekraftelse (bedomning_id, av_id, tid) VALUES (%s, %s, now())",
            [bedomning.pk, bedomning.av_id],
        )


# --- Written once and for all -----------------------------------------------------------------------------------


@pytest.fixture
def written(faktura) -> dict[str, int]:
    """One row in each table that is only ever added to, by table."""
    by = build_handlaggare()
    granskning = build_granskning(faktura)
    utfall = build_utfall(granskning)
    bedomning = build_bedomning(utfall)
    bekraftelse = build_bekraftelse(bedomning)
    rapport = Kontrollrapport.objects.create(
        fran=date(2015, 5, 1), tom=date(2015, 5, 31), pdf=b"%PDF", sha256="0" * 64, skapad_av=by, skapad=NU
    )
    rapportkorning = Rapportkorning.objects.create(rapport=rapport, korning=granskning.korning)
    handelse = Handelse.record("faktura.prov", faktura, by=by, at=NU)
    lasning = Lasning.record(faktura, by=by, at=NU, syfte="granskning")
    bring_to(faktura, Status.GRANSKAD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM assistans_andring")
        [andring] = cursor.fetchone()
    return {
        "kontroller_granskning": granskning.pk,
        "kontroller_utfallsrad": utfall.pk,
        "kontroller_bedomning": bedomning.pk,
        "kontroller_bekraftelse": bekraftelse.pk,
        "kontroller_kontrollrapport": rapport.pk,
        "kontroller_rapportkorning": rapportkorning.pk,
        "kontroller_regelverksrad": granskning.korning.regelverk.rader.first().pk,
        "fakturor_attest": faktura.attester.get().pk,
        "fakturor_intyg": faktura.rader.get().redovisning.tidrapporter.get().intyg.first().pk,
        "assistans_handelse": handelse.pk,
        "assistans_lasning": lasning.pk,
        "assistans_andring": andring,
    }


WRITTEN_ONCE = [
    "kontroller_granskning",
    "kontroller_utfallsrad",
    "kontroller_bedomning",
    "kontroller_bekraftelse",
    "kontroller_kontrollrapport",
    "kontroller_rapportkorning",
    "kontroller_regelverksrad",
    "fakturor_attest",
    "fakturor_intyg",
    "assistans_handelse",
    "assistans_lasning",
    "assistans_andring",
]


@pytest.mark.parametrize("tabell", WRITTEN_ONCE)
def test_what_is_written_is_neither_changed_nor_removed(written, tabell):
    sagt = f"{tabell} går inte att skriva om"

    with refused(sagt):
        execute(f"UPDATE {tabell} SET id = id WHERE id = %s", [written[tabell]])
    with refused(sagt):
        execute(f"DELETE FROM {tabell} WHERE id = %s", [written[tabell]])


@pytest.mark.parametrize("tabell", WRITTEN_ONCE)
def test_what_is_written_is_not_emptied(written, tabell):
    with refused(f"{tabell} går inte att skriva om"):
        empty(tabell)


@pytest.mark.parametrize(
    "tabell", ["fakturor_faktura", "fakturor_fakturarad", "fakturor_tidrad", "fakturor_godkandtid"]
)
def test_invoices_and_time_are_not_emptied(written, tabell):
    with refused(f"{tabell} går inte att skriva om"):
        empty(tabell)
