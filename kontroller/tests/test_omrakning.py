"""Ändrat efter godkännande: nya uppgifter om det som är godkänt eller betalt hittas och visas, och inget ändras."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache

from assistans.roller import Roll
from beslut.models import Brukare, Tillstand
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.korning import recontrol
from kontroller.management.commands.omrakna import list_changes
from kontroller.models import Granskning
from kontroller.services.outcome import apply_result
from kontroller.services.recalculating import find_changes, newest_recalculation, recalculate
from tests.byggstenar import MANAD, NU, build_arende, build_granskare, build_handlaggare, build_user
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

ADRESS = "/manader/2015-05/andrat/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def betald() -> Faktura:
    """A paid invoice, with what the controls found of it."""
    faktura = build_arende().faktura
    recontrol(faktura=faktura, by=build_granskare(), at=NU)
    return bring_to(faktura, Status.UTBETALD)


def dies(dag: date) -> None:
    """Somebody learns of a death, past every service that would send an unpaid invoice back."""
    Brukare.objects.update(avliden=dag)


def test_a_death_that_becomes_known_is_found_with_what_it_concerns(betald):
    dies(date(2015, 5, 10))

    [(faktura, andrat)] = find_changes(MANAD)

    assert faktura == betald.pk
    [dod] = [ett for ett in andrat if ett.regel == "A08"]
    assert dod.utfall == "avvikelse"
    assert 0 < Decimal(dod.kronor) <= betald.att_betala


def test_a_permit_that_turns_out_to_have_ended_is_found(betald):
    Tillstand.objects.update(status="upphort", galler_tom=date(2015, 4, 30))

    [(_, andrat)] = find_changes(MANAD)

    assert "B01" in {ett.regel for ett in andrat}


def test_a_finding_that_is_no_longer_made_is_told_too():
    faktura = build_arende().faktura
    Tillstand.objects.update(kontrollerad=None)
    dies(date(2015, 5, 10))
    recontrol(faktura=faktura, by=build_granskare(), at=NU)
    Faktura.objects.filter(pk=faktura.pk).update(status=Status.STOPPAD)
    assert "A08" in set(Granskning.objects.get().utfall.values_list("regel", flat=True))
    Brukare.objects.update(avliden=None)

    # The gates let no stopped invoice through, so the block is asked directly.
    from kontroller.services.recalculating import changes_of

    [(_, andrat)] = changes_of([faktura.pk])

    assert [(ett.regel, ett.utfall, ett.kronor) for ett in andrat if ett.regel == "A08"] == [("A08", "godkand", "0")]


def test_when_nothing_has_become_known_nothing_is_found(betald):
    assert list(find_changes(MANAD)) == [(betald.pk, [])]


def test_a_month_that_is_controlled_again_leaves_what_is_approved_where_it_is():
    faktura = build_arende().faktura
    recontrol(faktura=faktura, by=build_granskare(), at=NU)
    bring_to(faktura, Status.GODKAND)

    apply_result(granskning=recontrol(faktura=faktura, by=build_granskare(), at=NU), by=build_granskare(), at=NU)

    assert Faktura.objects.get().status == Status.GODKAND


def test_only_what_is_approved_or_paid_is_tried():
    build_arende()

    assert list(find_changes(MANAD)) == []


def test_nothing_is_changed_by_it(betald):
    dies(date(2015, 5, 10))

    recalculate(MANAD, at=NU)

    assert Faktura.objects.get().status == Status.UTBETALD
    assert Granskning.objects.count() == 1


def test_the_newest_is_kept_and_read_back_the_same(betald):
    dies(date(2015, 5, 10))

    assert newest_recalculation(MANAD) is None
    assert recalculate(MANAD, at=NU) == newest_recalculation(MANAD)


def test_the_page_orders_it_and_shows_what_it_finds(client, betald, django_capture_on_commit_callbacks):
    dies(date(2015, 5, 10))
    client.force_login(build_user("cecilia", Roll.CONTROLLER))
    assert "Månaden är inte omräknad." in client.get(ADRESS).text

    with django_capture_on_commit_callbacks(execute=True):
        svar = client.post(f"{ADRESS}rakna-om/")

    assert svar.url == ADRESS
    sida = client.get(ADRESS).text
    assert "1\u00a0faktura av 1, räknat" in sida
    assert f"/fakturor/{betald.pk}/" in sida
    assert "A08" in sida


def test_a_protected_person_is_counted_and_not_shown(client, betald):
    dies(date(2015, 5, 10))
    recalculate(MANAD, at=NU)
    Brukare.objects.update(skydd="skyddad_folkbokforing")
    client.force_login(build_user("cecilia", Roll.CONTROLLER))

    sida = client.get(ADRESS).text

    assert "Skyddat underlag" in sida
    assert f"/fakturor/{betald.pk}/" not in sida
    assert "LSS-9F3C" not in sida


@pytest.mark.parametrize("roll", Roll.values)
def test_who_sees_and_orders_it(client, roll):
    client.force_login(build_user("prov", roll))
    ser = {Roll.CONTROLLER, Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.REVISOR}
    raknar = {Roll.CONTROLLER, Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.ADMINISTRATIV_ASSISTENT}

    assert (client.get(ADRESS).status_code == 200) == (roll in ser)
    assert (client.post(f"{ADRESS}rakna-om/").status_code == 302) == (roll in raknar)


def test_a_failure_is_told_on_the_page(client, betald, monkeypatch):
    from kontroller.services import recalculating

    monkeypatch.setattr(recalculating, "load_facts", lambda _ids: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recalculating.carry_out_order("2015-05")
    client.force_login(build_handlaggare())

    assert "Omräkningen kunde inte göras." in client.get(ADRESS).text


def test_the_command_names_each_difference(betald, capsys):
    dies(date(2015, 5, 10))

    assert list_changes("2015-05") == 0

    ut = capsys.readouterr().out
    assert f"{betald.leverantor} {betald.nummer} A08 avvikelse" in ut
    assert "Maj\u00a02015: 1 fakturor prövade, 1 skulle bedömas annorlunda." in ut
