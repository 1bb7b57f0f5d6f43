"""Den som bekräftar ett konto får veta vilka nummer som stod i registret innan kontot kom, och vilka som kom med."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from beslut.kontobyte import Uppringning
from beslut.services.contacts import change_contact
from beslut.tests.sidor import text_of
from tests.byggstenar import build_anordnare, build_konto, build_user
from tests.byggstenar_anordnare import build_kontakt

pytestmark = pytest.mark.django_db


def account_entered(anordnare, *, om_dagar: int):
    """An account that Olof enters some days from now; what the test does happens now."""
    inlagt = timezone.now() + timedelta(days=om_dagar)
    return build_konto(anordnare, "50505208", forsta=False, inlagt_av=build_user("olof"), inlagt=inlagt)


def test_a_contact_that_stood_there_the_day_before_is_the_one_to_call():
    anordnare = build_anordnare()
    build_kontakt(anordnare)

    uppringning = Uppringning.load(account_entered(anordnare, om_dagar=2))

    [kand] = uppringning.kanda
    assert (kand.namn, kand.telefon, kand.nu) == ("Växeln", "021-123 45", None)
    assert uppringning.nya == []


def test_a_contact_that_came_the_same_day_is_told_apart():
    anordnare = build_anordnare()
    build_kontakt(anordnare)

    uppringning = Uppringning.load(account_entered(anordnare, om_dagar=0))

    assert [k.namn for k in uppringning.nya] == ["Växeln"]
    assert uppringning.kanda == []


def test_a_contact_that_has_ended_is_not_to_be_called():
    anordnare = build_anordnare()
    igar = timezone.localdate() - timedelta(days=1)
    build_kontakt(anordnare, galler_tom=igar)

    uppringning = Uppringning.load(account_entered(anordnare, om_dagar=2))

    assert (uppringning.kanda, uppringning.nya) == ([], [])


def test_a_number_changed_with_the_account_is_shown_as_it_was_before(client):
    anordnare = build_anordnare()
    kontakt = build_kontakt(anordnare)
    konto = account_entered(anordnare, om_dagar=0)
    move_creation_to_yesterday(kontakt)
    change_contact(
        kontakt=kontakt,
        namn="Växeln",
        uppgift="",
        telefon="070-999 99 99",
        epost="",
        galler_fran=kontakt.galler_fran,
        galler_tom=None,
        by=build_user("olof"),
        at=timezone.now(),
    )

    [kand] = Uppringning.load(konto).kanda
    assert (kand.telefon, kand.nu.telefon) == ("021-123 45", "070-999 99 99")

    client.force_login(build_user("karin", Roll.EKONOM))
    text = text_of(client.get(reverse("beslut:konto_bekrafta", args=[konto.pk])))
    assert "021-123 45" in text
    assert "Ändrad efter det till" in text


def test_that_no_contact_was_known_is_said(client):
    konto = account_entered(build_anordnare(), om_dagar=0)
    client.force_login(build_user("karin", Roll.EKONOM))

    text = text_of(client.get(reverse("beslut:konto_bekrafta", args=[konto.pk])))

    assert "Ingen kontakt stod i registret före dagen då kontot lades in." in text


def move_creation_to_yesterday(kontakt) -> None:
    """The history is never rewritten, so the row is made again in a history that begins yesterday."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE assistans_andring DISABLE TRIGGER skriv_en_gang")
        cursor.execute(
            "UPDATE assistans_andring SET tid = tid - interval '1 day' WHERE tabell = 'beslut_kontakt' AND rad_id = %s",
            [kontakt.pk],
        )
        cursor.execute("ALTER TABLE assistans_andring ENABLE TRIGGER skriv_en_gang")
