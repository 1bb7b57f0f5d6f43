"""Förhandsprov: samma svar som på riktigt, och ingenting kvar efteråt."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from assistans.models import User
from fakturor.models import Faktura
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import MAPP, first, only
from kontroller.forhandsprov import filerna, transaktion
from kontroller.forhandsprov.prov import try_files
from kontroller.forhandsprov.transaktion import ProvRefused, ProvUpptaget
from kontroller.korning import run_block, start_month
from kontroller.liggare import run_as_file
from kontroller.tests.bygg_forhandsprov import everything, invoice, provider_files, read_registers
from tests.byggstenar import NU

pytestmark = pytest.mark.django_db
APRIL = date(2015, 4, 1)
SENARE = NU + timedelta(days=1)


def attempt(filer, **val):
    return try_files(filer, by=User.objects.system(), at=SENARE, **val)


def control_for_real(filer):
    """What reading the files in and controlling the month says, as the two commands write it."""
    system = User.objects.system()
    filerna_blev = import_folder(filer, by=system, at=SENARE).as_json()
    korning = start_month(manad=APRIL, by=system, at=SENARE)
    for block in korning.block.all():
        run_block(block.pk, at=SENARE)
    return run_as_file(korning), filerna_blev


def test_trial_says_what_reading_in_and_controlling_for_real_says():
    read_registers(vistelser=())
    bad_row = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")
    filer = provider_files(
        invoice(), invoice("F-2", antal="2", belopp="568"), tidrader=[*MAPP["tidrader"], bad_row],
        rakningar=MAPP["rakningar"],
    )  # fmt: skip

    provet = attempt(filer).as_json()
    riktigt, filerna_blev = control_for_real(filer)

    assert len(provet["fakturor"]) == 3
    assert provet["filer"] == filerna_blev["filer"]
    assert provet == {**riktigt, "korning": None, "filer": provet["filer"], "andra_manader": []}


def test_trial_leaves_every_table_as_it_was():
    read_registers()
    import_folder(provider_files(), by=User.objects.system(), at=NU)
    before = everything()

    provet = attempt(provider_files(invoice("F-9"), tidrader=MAPP["tidrader"][:1], rakningar=MAPP["rakningar"]))

    assert len(provet.fakturor) == 3 - 1
    assert everything() == before


def test_nothing_is_left_even_of_a_rule_set_that_was_not_there():
    User.objects.system()
    before = everything()

    provet = attempt([invoice()])

    assert [en["resultat"] for en in provet.fakturor] == ["stoppad"]
    assert everything() == before


def test_invoice_that_has_been_received_is_tried_again_with_the_new_report():
    read_registers(vistelser=())
    import_folder([invoice()], by=User.objects.system(), at=NU)

    [utan] = attempt([invoice()]).fakturor
    [med] = attempt(provider_files()).fakturor

    def outcomes(faktura):
        return {u["regel"]: u["utfall"] for u in faktura["utfall"]}

    assert outcomes(utan)["G04"] == "ej_bedomd"
    assert outcomes(med)["G04"] == "godkand"


def test_month_is_the_one_that_the_invoices_claim_and_two_are_asked_about():
    read_registers()
    maj = invoice("F-5", StartDate="2015-05-01", EndDate="2015-05-31", IssueDate="2015-06-04")

    with pytest.raises(ProvRefused, match="flera månader: april\u00a02015 och maj\u00a02015"):
        attempt([invoice(), maj])

    provet = attempt([invoice(), maj], manad=date(2015, 5, 1))
    assert (attempt([invoice()]).manad, provet.manad) == (APRIL, date(2015, 5, 1))
    assert [en["fakturanummer"] for en in provet.fakturor] == ["F-5"]
    assert provet.andra_manader == ["F-1"]


def test_reports_alone_have_their_rows_tried():
    read_registers()

    provet = attempt(only(**{namn: MAPP[namn] for namn in ("rapporter", "tidrader")}))

    assert (provet.manad, provet.fakturor) == (APRIL, [])
    assert [fil["nya"] for fil in provet.filer] == [1, 2]


@pytest.mark.parametrize("tabell", ["brukare", "beslut", "timbelopp", "assistenter"])
def test_registers_of_the_municipality_are_not_taken(tabell):
    with pytest.raises(ProvRefused, match=f"{tabell.capitalize()} tas inte emot i ett förhandsprov"):
        attempt([*provider_files(), *only(**{tabell: MAPP[tabell]})])


def test_files_of_two_providers_are_not_taken_together():
    annan = {**first("anordnare"), "orgnr": "5599010005", "namn": "Exempel Assistans AB", "bankgiro": ""}
    read_registers(anordnare=[*MAPP["anordnare"], annan])

    with pytest.raises(ProvRefused, match="flera anordnare"):
        attempt([invoice(), invoice("F-2", saljare="5599010005")])


def test_size_and_number_have_limits(monkeypatch):
    monkeypatch.setattr(filerna, "MEST", 1000)
    with pytest.raises(ProvRefused, match="20\u00a0MB"):
        attempt([("rapporter.csv", b"x" * 1001)])

    monkeypatch.undo()
    monkeypatch.setattr(filerna, "FLEST_FAKTUROR", 1)
    with pytest.raises(ProvRefused, match="Högst 1 fakturor"):
        attempt([invoice("F-1"), invoice("F-2")])
    with pytest.raises(ProvRefused, match="inga filer"):
        attempt([])


def test_time_has_a_limit(monkeypatch):
    monkeypatch.setattr(transaktion, "LANGSTA_PROVET", timedelta(0))
    User.objects.system()
    before = everything()

    with pytest.raises(ProvRefused, match="för lång tid"):
        attempt(provider_files())

    assert everything() == before


def test_a_query_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(transaktion, "LANGSTA_FRAGAN", timedelta(milliseconds=50))

    with pytest.raises(ProvRefused, match="för lång tid"), transaktion.never_stored(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_limits_do_not_outlive_the_trial():
    attempt([invoice()])

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0", "0")


@pytest.fixture
def other_connection(transactional_db):
    """A second connection to the database, as another user's request has."""
    other = connection.copy()
    other.inc_thread_sharing()
    yield other
    other.close()


def test_two_trials_are_not_made_at_once(other_connection):
    with transaction.atomic():
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [transaktion._PROVLAS])

        with pytest.raises(ProvUpptaget, match="Ett annat förhandsprov pågår"):
            attempt([invoice()])


def test_trial_gives_up_at_once_when_files_are_being_read_in(other_connection):
    read_registers()
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [5_993_002])

    with pytest.raises(ProvUpptaget, match="Andra filer läses in"):
        attempt(provider_files())

    assert not Faktura.objects.exists()


def test_trial_gives_way_to_one_who_waits_for_it(other_connection, monkeypatch):
    """The other asks for an invoice that the trial has locked, and gets it although the trial never ends by itself."""
    read_registers()
    import_folder([invoice()], by=User.objects.system(), at=NU)
    fick = []

    def ask():
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT id FROM fakturor_faktura FOR UPDATE")
            fick.extend(cursor.fetchall())

    asker = Thread(target=ask)
    monkeypatch.setattr(transaktion, "SER_EFTER", 0)

    def hold_on():
        with transaktion.never_stored():
            list(Faktura.objects.select_for_update())
            asker.start()
            while True:
                Faktura.objects.count()

    with pytest.raises(ProvUpptaget, match="Någon annan behövde"):
        hold_on()

    asker.join(timeout=10)
    assert len(fick) == 1
