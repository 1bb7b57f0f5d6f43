"""Nycklar: vem som utfärdar dem, i vems namn, hur de visas och återkallas."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assistans.models import ApiNyckel, Handelse, User
from assistans.nycklar import fingerprint
from assistans.roller import Roll
from assistans.services.keys import KeyRefused, issue_key, revoke_key
from fakturor.tests.bygg_mapp import ORGNR
from kontroller.tests.test_databasen_vagrar import refused
from tests.byggstenar import build_anordnare, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def peter():
    return build_user("peter", Roll.SYSTEMFORVALTARE)


@pytest.fixture
def annika():
    return build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)


def issue(peter, user, **falt):
    varden = {
        "namn": "Ekonomisystemet",
        "omfang": ["lasa"],
        "galler_till": timezone.localdate() + timedelta(days=30),
    } | falt
    return issue_key(user=user, by=peter, at=timezone.now(), **varden)


def test_only_the_fingerprint_is_kept(peter, annika):
    nyckel, hemlighet = issue(peter, annika)

    assert nyckel.sha256 == fingerprint(hemlighet)
    assert hemlighet.startswith(nyckel.borjar)
    assert len(hemlighet) - len(nyckel.borjar) > 30
    with connection.cursor() as cursor:
        cursor.execute("SELECT efter::text FROM assistans_andring WHERE tabell = 'assistans_apinyckel'")
        assert hemlighet not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"omfang": []}, "Välj vad nyckeln ska få göra."),
        ({"omfang": ["lasa"], "orgnr": ORGNR}, "bara förhandspröva"),
        ({"galler_till": timezone.localdate() - timedelta(days=1)}, "högst ett år"),
        ({"galler_till": timezone.localdate() + timedelta(days=367)}, "högst ett år"),
    ],
)
def test_what_a_key_cannot_be(peter, annika, falt, mening):
    with pytest.raises(KeyRefused, match=mening):
        issue(peter, annika, **falt)


def test_who_can_issue_and_who_can_stand_behind(peter, annika):
    with pytest.raises(KeyRefused, match="av en systemförvaltare"):
        issue(annika, peter)
    with pytest.raises(KeyRefused, match="av en annan person"):
        issue(peter, peter)
    with pytest.raises(KeyRefused, match="kan inte stå bakom"):
        issue(peter, build_user("petra", Roll.SYSTEMFORVALTARE, Roll.CONTROLLER))
    with pytest.raises(KeyRefused, match="har inte rätt till det här själv: läsa in filer och starta och följa"):
        issue(peter, build_user("karin", Roll.EKONOM), omfang=["las_in", "kora", "lasa"])
    User.objects.filter(pk=annika.pk).update(aktiv=False)
    with pytest.raises(KeyRefused, match="kan inte stå bakom"):
        issue(peter, User.objects.get(pk=annika.pk))


def test_nobody_issues_a_key_for_herself_in_the_database_either(peter, annika):
    nyckel, _ = issue(peter, annika)

    with refused("api_nyckel_utfardad_av_annan"), connection.cursor() as cursor:
        cursor.execute(INSATT.format(utfardad_av="user_id", omfang="omfang", orgnr="''"), [nyckel.pk])


def test_database_keeps_a_providers_key_to_trials(peter, annika):
    nyckel, _ = issue(peter, annika)

    with refused("api_nyckel_anordnares_bara_forhandsprov"), connection.cursor() as cursor:
        cursor.execute(INSATT.format(utfardad_av="utfardad_av_id", omfang="omfang", orgnr=f"'{ORGNR}'"), [nyckel.pk])


INSATT = (
    "INSERT INTO assistans_apinyckel"
    " (namn, user_id, omfang, orgnr, borjar, sha256, galler_till, utfardad_av_id, utfardad)"
    " SELECT namn, user_id, {omfang}, {orgnr}, borjar, 'annan', galler_till, {utfardad_av}, utfardad"
    " FROM assistans_apinyckel WHERE id = %s"
)


def test_key_is_revoked_once_by_either_of_the_two(peter, annika):
    nyckel, _ = issue(peter, annika)
    with pytest.raises(KeyRefused, match="den som står bakom den"):
        revoke_key(nyckel=nyckel, by=build_user("eva", Roll.CONTROLLER), at=timezone.now())

    revoke_key(nyckel=nyckel, by=annika, at=timezone.now())

    with pytest.raises(KeyRefused, match="redan återkallad"):
        revoke_key(nyckel=nyckel, by=peter, at=timezone.now())
    assert list(Handelse.objects.order_by("pk").values_list("typ", flat=True)) == [
        "nyckel.utfardad",
        "nyckel.aterkallad",
    ]


# --- Sidan --------------------------------------------------------------------------------------------------------


def test_secret_is_shown_once_and_the_key_is_listed(client, peter, annika):
    client.force_login(peter)
    till = timezone.localdate() + timedelta(days=90)

    svar = client.post(
        reverse("program:nycklar"),
        {"namn": "Ekonomisystemet", "user": annika.pk, "omfang": ["kora", "lasa"], "galler_till": till.isoformat()},
    )

    [hemlighet] = re.findall(r"ak_[\w-]{40,}", svar.content.decode())
    nyckel = ApiNyckel.objects.get(sha256=fingerprint(hemlighet))
    assert (nyckel.user, nyckel.utfardad_av, nyckel.omfang) == (annika, peter, ["kora", "lasa"])
    assert "no-store" in svar["Cache-Control"]
    igen = client.get(reverse("program:nycklar")).content.decode()
    assert hemlighet not in igen
    assert nyckel.borjar in igen


def test_key_of_a_provider_is_bound_to_its_number(client, peter):
    client.force_login(peter)
    anordnare = build_anordnare()
    konsulent = build_user("olof", Roll.KONSULENT)

    client.post(
        reverse("program:nycklar"),
        {
            "namn": "Exempel Assistans tidsystem",
            "user": konsulent.pk,
            "omfang": ["forhandsprov"],
            "orgnr": anordnare.pk,
            "galler_till": timezone.localdate().isoformat(),
        },
    )

    assert ApiNyckel.objects.get().orgnr == anordnare.orgnr


def test_refusal_is_told_in_the_form(client, peter, annika):
    client.force_login(peter)

    svar = client.post(
        reverse("program:nycklar"),
        {"namn": "X", "user": annika.pk, "omfang": ["lasa"], "galler_till": "2015-01-01"},
    )

    assert "En nyckel gäller högst ett år" in svar.content.decode()
    assert not ApiNyckel.objects.exists()


def test_others_see_and_revoke_the_keys_in_their_own_name_only(client, peter, annika):
    egen, _ = issue(peter, annika, namn="Annikas program")
    andras, _ = issue(peter, build_user("eva", Roll.CONTROLLER), namn="Evas program")
    client.force_login(annika)

    sida = client.get(reverse("program:nycklar")).content.decode()
    assert "Annikas program" in sida
    assert "Evas program" not in sida
    assert "Ny nyckel" not in sida
    assert client.post(reverse("program:nycklar"), {"namn": "X"}).status_code == 200
    assert client.post(reverse("program:aterkalla_nyckel", args=[andras.pk])).status_code == 404
    client.post(reverse("program:aterkalla_nyckel", args=[egen.pk]))

    egen.refresh_from_db()
    assert egen.aterkallad_av == annika
    assert ApiNyckel.objects.count() == 2


def test_list_of_keys_costs_the_same_however_many(client, peter, annika):
    client.force_login(peter)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("program:nycklar"))
        return len(queries)

    issue(peter, annika)
    client.get(reverse("program:nycklar"))
    one = count()
    for _ in range(5):
        issue(peter, annika)

    assert count() == one
