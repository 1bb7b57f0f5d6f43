"""Revisorn läser allt och ändrar inget, och det hen öppnar står i läsloggen: varje adress, med varje metod."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import RATTIGHETER, REVISORN_SKICKAR, Roll
from kontroller.korning import run_block, start_month
from kontroller.models import Bevispaket
from tests.byggstenar import MANAD, NU, build_granskare, build_user
from tests.byggstenar_skydd import build_skyddade
from tests.skyddade_adresser import Adress, every_address, protected_rows
from tests.test_arkitektur import EGNA_MODELLER, OPPNA_FOR_ALLA
from tests.test_skyddade_personer import a_few_of_each

pytestmark = pytest.mark.django_db
NEJ = {401, 403, 404, 405}
FLEST_FORSOK = 6
"""So many addresses of a view are tried before it is taken to be closed to the auditor."""
HAMTAT = {"bevispaket.hamtat", "utbetalning.fil_hamtad"}
"""Händelser som säger att en fil är hämtad."""


@pytest.fixture
def revisor(client: Client):
    build_skyddade()
    korning = start_month(manad=MANAD, by=build_granskare("gerd"), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    user = build_user("rut", Roll.REVISOR)
    client.force_login(user)
    return user


def state(*utom: str) -> dict[str, int]:
    """How many rows there are in every table of our own, the history of every change included."""
    tabeller = [m._meta.db_table for m in EGNA_MODELLER if m._meta.db_table not in {"assistans_lasning", *utom}]
    fraga = " UNION ALL ".join(f"SELECT '{tabell}', count(*) FROM {tabell}" for tabell in tabeller)
    with connection.cursor() as cursor:
        cursor.execute(fraga)
        return dict(cursor.fetchall())


def of_others() -> list[Adress]:
    return [a for a in a_few_of_each(list(every_address())) if a.namn not in OPPNA_FOR_ALLA | {"slang_utkast"}]


def test_nothing_that_the_auditor_sends_changes_anything(client, revisor):
    fore = state()

    svar = {
        (a.namn, metod): client.generic(metod, a.url).status_code
        for a in of_others()
        for metod in ("POST", "PUT", "PATCH", "DELETE")
        if a.namn not in REVISORN_SKICKAR or metod != "POST"
    }

    assert {vad: kod for vad, kod in svar.items() if kod not in NEJ} == {}
    assert len(svar) > 500
    assert state() == fore


def test_what_the_auditor_may_send_reads_and_nothing_more(client, revisor):
    fore = state()

    for adress in of_others():
        if adress.namn in REVISORN_SKICKAR and adress.namn != "kontroller:bestall_bevispaket":
            assert client.post(adress.url, {"q": "exempel", "sok": "exempel"}).status_code in {200, 302, 404}

    assert state() == fore


def test_an_evidence_pack_is_the_only_thing_the_auditor_makes(client, revisor, django_capture_on_commit_callbacks):
    deras = ("kontroller_bevispaket", "kontroller_bevispaketdel", "assistans_handelse", "assistans_andring")
    fore = state(*deras)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("kontroller:bestall_bevispaket", args=[MANAD]))

    assert state(*deras) == fore
    assert Bevispaket.objects.get().status == Bevispaket.Status.KLART


def test_everything_that_the_auditor_opens_stands_in_the_log_and_changes_nothing(client, revisor):
    fore, sista = state("assistans_handelse"), Handelse.objects.latest("pk").pk
    utan_rad, oppnade = [], set()

    forsok = Counter(dict.fromkeys(OPPNA_FOR_ALLA, FLEST_FORSOK))
    for adress in every_address():
        if adress.namn in oppnade or adress.rader & protected_rows() or forsok[adress.namn] >= FLEST_FORSOK:
            continue
        forsok[adress.namn] += 1
        antal = Lasning.objects.filter(av=revisor).count()
        if client.get(adress.url).status_code != 200:
            continue
        oppnade.add(adress.namn)
        if Lasning.objects.filter(av=revisor).count() == antal:
            utan_rad.append(adress.url)

    assert utan_rad == []
    assert len(oppnade) > 60
    assert {"kontroller:faktura", "beslut:brukare_visa", "kontroller:manad"} <= oppnade
    assert state("assistans_handelse") == fore
    assert set(Handelse.objects.filter(pk__gt=sista).values_list("typ", flat=True)) <= HAMTAT


def test_a_page_that_logs_itself_is_not_logged_twice_and_one_that_fetches_itself_once_a_minute(client, revisor):
    client.get(reverse("beslut:brukare_lista"))
    client.get(reverse("beslut:brukare_lista"))

    rader = Lasning.objects.filter(av=revisor).values_list("objekt", "objekt_id", "syfte")
    assert list(rader) == [("sida", 0, "Öppnade /brukare/")]


def test_a_row_says_what_was_opened_by_its_id_and_never_what_was_asked_for(client, revisor):
    paket = reverse("kontroller:bevispaketlage", args=[7])
    client.get(paket)
    client.get(reverse("kontroller:manad", args=[MANAD]), {"q": "Björkhagra"})

    assert [r.syfte for r in Lasning.objects.filter(av=revisor)] == ["Öppnade /manader/2015-05/"]


def test_what_others_open_is_logged_as_before(client):
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))

    client.get(reverse("beslut:brukare_lista"))

    assert not Lasning.objects.exists()


def test_the_log_is_read_by_the_unit_head_the_controller_and_the_auditor(client):
    client.force_login(build_user("rut", Roll.REVISOR))
    client.get(reverse("kontroller:manader"))

    assert [r for r in Roll if "assistans.se_lasningar" in RATTIGHETER[r]] == [
        Roll.ENHETSCHEF,
        Roll.CONTROLLER,
        Roll.REVISOR,
    ]
    client.force_login(build_user("maria", Roll.ENHETSCHEF))
    assert "Öppnade /manader/" in client.get(reverse("kontroller:laslogg"), {"visa": "revisor"}).text
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    assert client.get(reverse("kontroller:laslogg")).status_code == 403
