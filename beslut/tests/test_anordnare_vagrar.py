"""Det som databasen vägrar om anordnare: prövat med rå SQL, förbi varje modell och tjänst."""

from datetime import date

import pytest

from tests.byggstenar import NU, build_anordnare, build_brukare, build_konto, build_uppdrag, build_user
from tests.byggstenar_anordnare import (
    build_bolagskontroll,
    build_brev,
    build_funktionar,
    build_kontakt,
    build_tillstandskontroll,
)
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("gors", ["UPDATE {} SET notering = 'Annat' WHERE id = %s", "DELETE FROM {} WHERE id = %s"])
def test_a_check_and_a_look_are_written_once(gors):
    anordnare = build_anordnare()
    rader = (build_bolagskontroll(anordnare), build_tillstandskontroll(anordnare.tillstand.get()))

    for rad in rader:
        with refused("går inte att skriva om"):
            execute(gors.format(rad._meta.db_table), [rad.pk])


def test_a_remark_is_told_in_words():
    kontroll = build_bolagskontroll(build_anordnare())

    with refused("bolagskontroll_anmarkning_i_ord"):
        copy_row("beslut_bolagskontroll", kontroll.pk, utfall="anmarkning")


def test_a_contact_can_be_reached_and_ends_after_it_begins():
    kontakt = build_kontakt(build_anordnare())

    with refused("kontakt_gar_att_na"):
        execute("UPDATE beslut_kontakt SET telefon = '' WHERE id = %s", [kontakt.pk])
    with refused("kontakt_period"):
        execute("UPDATE beslut_kontakt SET galler_tom = '2014-12-31' WHERE id = %s", [kontakt.pk])


def test_a_functionary_ends_after_it_begins():
    funktionar = build_funktionar(build_anordnare())

    with refused("funktionar_period"):
        execute("UPDATE beslut_funktionar SET galler_tom = '2014-12-31' WHERE id = %s", [funktionar.pk])


@pytest.mark.parametrize(
    ("kolumn", "varde"),
    [("verifierat_metod", "besok"), ("innehavare", "Någon Annan AB"), ("verifierat_hur", "Ringde.")],
)
def test_how_an_account_was_verified_and_whose_it_is_stand_fast(kolumn, varde):
    konto = build_konto(
        build_anordnare(),
        forsta=False,
        inlagt_av=build_user("olof"),
        verifierat_av=build_user("karin"),
        verifierat=NU,
        verifierat_metod="giroregister",
        innehavare="Exempel Assistans AB",
        verifierat_hur="Såg giroregistret.",
    )

    with refused("Ett verifierat konto verifieras inte om."):
        execute(f"UPDATE beslut_konto SET {kolumn} = %s WHERE id = %s", [varde, konto.pk])


def test_the_one_who_entered_an_account_does_not_say_whose_it_is():
    konto = build_konto(build_anordnare(), forsta=False, inlagt_av=build_user("olof"))

    with refused("konto_verifierat_av_annan"):
        execute(
            "UPDATE beslut_konto SET verifierat = now(), verifierat_av_id = inlagt_av_id, innehavare = 'Exempel AB',"
            " verifierat_metod = 'giroregister' WHERE id = %s",
            [konto.pk],
        )


@pytest.fixture
def brev():
    anordnare = build_anordnare()
    brukare = build_brukare()
    build_uppdrag(brukare, anordnare)
    return build_brev(brukare, anordnare.tillstand.get())


def test_a_letter_handed_over_stands_fast(brev):
    execute(
        "UPDATE beslut_brev SET skickat = %s, skickat_av_id = skapat_av_id WHERE id = %s", [date(2015, 5, 22), brev.pk]
    )

    for gors in (
        "UPDATE beslut_brev SET text = 'Annat' WHERE id = %s",
        "UPDATE beslut_brev SET skickat = '2015-05-01' WHERE id = %s",
        "UPDATE beslut_brev SET makulerat = now() WHERE id = %s",
        "DELETE FROM beslut_brev WHERE id = %s",
    ):
        with refused("går inte att skriva om"):
            execute(gors, [brev.pk])


def test_a_letter_is_handed_over_by_somebody(brev):
    with refused("brev_skickat_av_nagon"):
        execute("UPDATE beslut_brev SET skickat = '2015-05-22' WHERE id = %s", [brev.pk])


def test_a_letter_put_aside_stays_so(brev):
    execute("UPDATE beslut_brev SET makulerat = now() WHERE id = %s", [brev.pk])

    with refused("går inte att skriva om"):
        execute("UPDATE beslut_brev SET makulerat = NULL WHERE id = %s", [brev.pk])


def test_a_person_has_one_standing_letter_about_a_permit(brev):
    with refused("brev_ett_om_tillstandet"):
        copy_row("beslut_brev", brev.pk)


def test_a_letter_is_to_somebody(brev):
    with refused("brev_har_mottagare"):
        copy_row("beslut_brev", brev.pk, brukare_id=None, anordnare_id=None)
