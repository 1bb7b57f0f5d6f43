"""Ett halvskrivet formulär finns kvar: för den som skrev det, och ingen annan."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assistans.models import Andring, Utkast
from assistans.roller import Roll
from assistans.services.drafts import STORST, DraftRefused, discard_worn_out, keep_draft
from assistans.utkast import SALT, key_for
from tests.byggstenar import NU, build_user

pytestmark = pytest.mark.django_db

SIDA = "/brukare/ny/"
SKRIVET = {"fornamn": "Elsa", "personnummer": "850113-9995"}


@pytest.fixture
def hanna():
    return build_user("hanna", Roll.HANDLAGGARE)


@pytest.fixture
def inne(client, hanna):
    client.force_login(hanna)
    return client


def typed_by(user, **skrivet):
    """What a form shown to the user posts."""
    return SKRIVET | skrivet | {"utkastnyckel": key_for(user, SIDA)}


def test_what_is_typed_is_kept_for_the_page_and_the_latest_takes_the_place_of_the_earlier(inne, hanna):
    inne.post(reverse("utkast"), typed_by(hanna))
    svar = inne.post(reverse("utkast"), typed_by(hanna, efternamn="Provberg"))

    utkast = Utkast.objects.get()
    assert (utkast.user, utkast.sida) == (hanna, SIDA)
    assert utkast.data == {"fornamn": ["Elsa"], "personnummer": ["850113-9995"], "efternamn": ["Provberg"]}
    assert svar.content.decode().startswith("Utkastet är sparat ")


@pytest.mark.parametrize("namn", ["password", "losenord", "nytt_losenord2", "csrfmiddlewaretoken", "utkastnyckel"])
def test_passwords_and_keys_are_never_kept(hanna, namn):
    keep_draft(sida=SIDA, skrivet={namn: ["hemligt"], "kvar": ["ja"]}, by=hanna, at=NU)

    assert Utkast.objects.get().data == {"kvar": ["ja"]}


def test_a_draft_that_is_too_long_is_refused_in_words(inne, hanna):
    with pytest.raises(DraftRefused, match="för långt"):
        keep_draft(sida=SIDA, skrivet={"text": ["x" * STORST]}, by=hanna, at=NU)

    svar = inne.post(reverse("utkast"), typed_by(hanna, fornamn="x" * STORST))
    assert "för långt för ett utkast" in svar.content.decode()
    assert not Utkast.objects.exists()


@pytest.mark.parametrize(
    "nyckel", ["", "påhittad", signing.dumps([1, SIDA], salt="annat")], ids=["ingen", "påhittad", "annat salt"]
)
def test_without_a_key_that_the_server_has_made_nothing_is_kept(client, hanna, nyckel):
    svar = client.post(reverse("utkast"), SKRIVET | {"utkastnyckel": nyckel})

    assert svar.status_code == 204
    assert not Utkast.objects.exists()


def test_a_key_made_for_somebody_else_keeps_nothing(inne):
    annan = build_user("johan", Roll.HANDLAGGARE)

    assert inne.post(reverse("utkast"), typed_by(annan)).status_code == 204
    assert not Utkast.objects.exists()


def test_a_key_from_the_day_before_yesterday_keeps_nothing(client, hanna, monkeypatch):
    monkeypatch.setattr(signing.time, "time", lambda: (timezone.now() - timedelta(hours=25)).timestamp())
    gammal = key_for(hanna, SIDA)
    monkeypatch.undo()

    assert client.post(reverse("utkast"), SKRIVET | {"utkastnyckel": gammal}).status_code == 204
    assert SALT not in gammal


def test_the_one_who_has_left_keeps_nothing(client, hanna):
    hanna.aktiv = False
    hanna.save()

    assert client.post(reverse("utkast"), typed_by(hanna)).status_code == 204


def test_what_is_sent_after_the_session_has_ended_is_kept_and_the_login_leads_back(client, hanna):
    svar = client.post(SIDA, typed_by(hanna))

    assert svar.status_code == 302
    assert svar.url == f"{reverse('logga_in')}?next=%2Fbrukare%2Fny%2F&utkast=sparat"
    assert "Det du skrev är sparat som ett utkast" in client.get(svar.url).content.decode()
    assert Utkast.objects.get().user == hanna


def test_what_is_sent_without_a_session_changes_nothing_but_the_draft(client, hanna):
    client.post(SIDA, typed_by(hanna))

    assert client.get(SIDA).status_code == 302
    assert list(Andring.objects.exclude(tabell="assistans_user").values_list("tabell", "av_id")) == [
        ("assistans_utkast", hanna.pk)
    ]


def test_a_form_from_before_the_latest_login_is_kept_too(hanna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(hanna)

    svar = strict.post(SIDA, typed_by(hanna))

    assert (svar.status_code, svar.url) == (302, SIDA)
    assert Utkast.objects.get().data["fornamn"] == ["Elsa"]


def test_without_a_key_an_old_form_is_told_to_be_too_old(hanna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(hanna)

    svar = strict.post(SIDA, SKRIVET)

    assert svar.status_code == 403
    assert "Formuläret är för gammalt" in svar.content.decode()


def test_the_draft_is_offered_and_fills_in_the_form_without_judging_it(inne, hanna):
    inne.post(reverse("utkast"), typed_by(hanna, personnummer="850113-9996"))

    erbjudet, ifyllt = inne.get(SIDA), inne.get(SIDA, {"utkast": "ja"})

    assert "Fortsätt med utkastet" in erbjudet.content.decode()
    assert "Elsa" not in erbjudet.content.decode()
    assert ifyllt.context["form"]["fornamn"].value() == "Elsa"
    assert 'value="850113-9996"' in ifyllt.content.decode()
    assert "invalid-feedback" not in ifyllt.content.decode()


def test_nobody_else_is_offered_the_draft(client, hanna):
    keep_draft(sida=SIDA, skrivet={"fornamn": ["Elsa"]}, by=hanna, at=timezone.now())
    client.force_login(build_user("johan", Roll.HANDLAGGARE))

    for svar in (client.get(SIDA), client.get(SIDA, {"utkast": "ja"})):
        assert "utkastet" not in svar.content.decode()
        assert "Elsa" not in svar.content.decode()


def test_a_form_that_is_saved_takes_its_draft_with_it_and_one_that_is_refused_does_not(inne, hanna):
    inne.post(reverse("utkast"), typed_by(hanna))

    assert inne.post(SIDA, typed_by(hanna)).status_code == 200
    assert Utkast.objects.exists()

    helt = {"referens": "LSS-9F3C", "efternamn": "Provberg", "skydd": "ingen", "folkbokforingskommun": "1980"}
    assert inne.post(SIDA, typed_by(hanna, **helt)).status_code == 302
    assert not Utkast.objects.exists()


def test_the_draft_is_thrown_away_by_its_owner_alone(inne, hanna):
    annan = build_user("johan", Roll.HANDLAGGARE)
    for user in (hanna, annan):
        keep_draft(sida=SIDA, skrivet={"fornamn": ["Elsa"]}, by=user, at=timezone.now())

    svar = inne.post(reverse("slang_utkast"), {"sida": SIDA})

    assert svar.url == SIDA
    assert Utkast.objects.get().user == annan


@pytest.mark.parametrize("sida", ["https://exempel.se/", "//exempel.se/", "", "javascript:alert(1)"])
def test_throwing_away_leads_nowhere_else(inne, sida):
    assert inne.post(reverse("slang_utkast"), {"sida": sida}).status_code == 400


def test_a_draft_is_offered_for_fourteen_days_and_then_removed_at_somebody_s_next_or_at_a_login(inne, hanna):
    annan = build_user("johan", Roll.HANDLAGGARE)
    nu = timezone.now()
    keep_draft(sida=SIDA, skrivet={}, by=annan, at=nu - timedelta(days=14))
    assert not Utkast.objects.of(annan, SIDA, nu).exists()

    keep_draft(sida=SIDA, skrivet={}, by=hanna, at=nu - timedelta(days=13))
    assert Utkast.objects.of(hanna, SIDA, nu).exists()
    keep_draft(sida="/timbelopp/nytt/", skrivet={}, by=hanna, at=nu)
    assert not Utkast.objects.filter(user=annan).exists()

    Utkast.objects.filter(sida=SIDA).update(sparat=nu - timedelta(days=15))
    inne.force_login(hanna)
    assert list(Utkast.objects.values_list("sida", flat=True)) == ["/timbelopp/nytt/"]
    assert discard_worn_out(at=nu) == 0


def test_the_history_tells_that_a_draft_came_and_went_but_not_what_stood_in_it(hanna):
    keep_draft(sida=SIDA, skrivet={"fornamn": ["Elsa"]}, by=hanna, at=NU)
    keep_draft(sida=SIDA, skrivet={"fornamn": ["Elsa Maria"]}, by=hanna, at=NU)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM assistans_utkast")

    andringar = Andring.objects.filter(tabell="assistans_utkast").order_by("pk")
    assert [a.slag for a in andringar] == ["INSERT", "DELETE"]
    assert "Elsa" not in str([(a.fore, a.efter) for a in andringar])


def test_logging_in_is_not_a_page_that_keeps_drafts(client, hanna):
    client.post(settings.LOGIN_REDIRECT_URL and reverse("logga_in"), typed_by(hanna))

    assert not Utkast.objects.exists()
