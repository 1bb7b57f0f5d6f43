"""Vad ett upphört tillstånd berör: personer, tid och kronor efter den sista dagen, och efter de två veckorna."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Brukare, Tillstand, Uppdrag
from beslut.services.letters import draft_revocation_letters, hand_over
from beslut.upphort import Lucka, gaps_after, last_payable
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.sidor.foljder import Foljdsida
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_rapport,
    build_redovisning,
    build_tillstand,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

FEBRUARI = date(2025, 2, 1)
TIMME = 60


def revoke(anordnare, sista: date, status: str = "aterkallat") -> Tillstand:
    anordnare.tillstand.update(status=status, galler_tom=sista)
    return anordnare.tillstand.get()


def page(tillstand: Tillstand, user=None) -> Foljdsida:
    return Foljdsida.load(tillstand, user or build_user("olof", Roll.KONSULENT))


@pytest.fixture
def februari():
    """Five days of eight hours in February 2025 and an invoice for them; the permit ceased on the last of January."""
    anordnare, brukare = build_anordnare(), build_brukare()
    build_uppdrag(brukare, anordnare)
    redovisning = build_redovisning(brukare, anordnare, FEBRUARI)
    build_rapport(redovisning, dagar=[date(2025, 2, dag) for dag in (3, 6, 20, 21, 24)])
    build_faktura(redovisning, timmar=40)
    return revoke(anordnare, date(2025, 1, 31))


def test_what_is_paid_after_the_notice_stops_two_weeks_after_the_person_was_told(februari):
    Uppdrag.objects.update(informerad_om_upphort=date(2025, 2, 6))

    sida = page(februari)

    [berord] = sida.berorda
    assert (sida.sista_dag, berord.sista_att_betala) == (date(2025, 1, 31), date(2025, 2, 20))
    assert (berord.tid.rapporterat, berord.tid.efter_fristen) == (40 * TIMME, 16 * TIMME)
    assert (sida.begart, sida.begart_efter_fristen) == (Decimal("11360.00"), Decimal("4544.00"))


def test_nothing_after_the_last_day_may_be_paid_while_nobody_has_told_her(februari):
    sida = page(februari)

    assert sida.berorda[0].sista_att_betala is None
    assert sida.begart_efter_fristen == sida.begart == Decimal("11360.00")


def test_the_part_of_the_month_before_the_last_day_is_left_out():
    arende = build_arende()
    tillstand = revoke(arende.anordnare, date(2015, 5, 12))

    sida = page(tillstand)

    [faktura] = sida.fakturor
    assert sida.tid.rapporterat == 24 * TIMME
    assert (faktura.hela, faktura.efter) == (Decimal("22720.00"), Decimal("6816.00"))


def test_the_two_weeks_are_for_days_from_november_2021():
    tillstand = revoke(build_anordnare(), date(2015, 5, 12))
    assert last_payable(tillstand, date(2015, 5, 14)) is None

    tillstand.galler_tom = date(2021, 10, 15)
    assert last_payable(tillstand, date(2021, 10, 20)) == date(2021, 11, 3)


def test_an_own_employers_notification_has_no_two_weeks_and_touches_form_c():
    anordnare = build_anordnare("EA1", "Elsa Provberg", form="egen_arbetsgivare")
    anordnare.tillstand.update(typ="anmalan")
    build_uppdrag(build_brukare(), anordnare, avtalsform="C", informerad_om_upphort=date(2025, 2, 6))
    tillstand = revoke(anordnare, date(2025, 1, 31), "upphort")

    [berord] = page(tillstand).berorda

    assert berord.sista_att_betala is None


def test_time_that_is_certified_by_all_three_is_told_apart(februari):
    rapport = Faktura.objects.get().rader.get().redovisning.tidrapporter.get()
    assert page(februari).tid.intygat == 40 * TIMME

    rapport.version = 2
    rapport.save()
    assert page(februari).tid.intygat == 0


def test_what_is_approved_is_to_be_looked_back_at(februari):
    bring_to(Faktura.objects.get(), Status.UTBETALD)

    sida = page(februari)

    assert (sida.godkant, sida.fakturor[0].ar_godkand) == (Decimal("11360.00"), True)


def test_a_refused_invoice_claims_nothing(februari):
    bring_to(Faktura.objects.get(), Status.KONTROLLERAD)
    Faktura.objects.update(status=Status.AVVISAD)

    assert page(februari).fakturor == []


def test_a_month_without_reports_is_all_after_or_cannot_be_divided():
    anordnare, brukare = build_anordnare(), build_brukare()
    build_uppdrag(brukare, anordnare)
    for manad, nummer in ((date(2025, 1, 1), "1"), (FEBRUARI, "2")):
        build_faktura(build_redovisning(brukare, anordnare, manad), nummer=nummer, timmar=10)

    sida = page(revoke(anordnare, date(2025, 1, 15)))

    assert [(del_.nummer, del_.efter) for del_ in sida.fakturor] == [("1", None), ("2", Decimal("2840.00"))]
    assert (sida.begart, sida.odelbara) == (Decimal("2840.00"), 1)


@pytest.mark.parametrize(
    ("status", "galler_tom", "luckor"),
    [
        ("beviljat", None, []),
        ("inhiberat", date(2025, 1, 31), []),
        ("aterkallat", date(2025, 1, 31), [Lucka(date(2025, 2, 1), None)]),
        ("forbud", None, [Lucka(date(2014, 1, 1), None)]),
        ("forbud", date(2014, 6, 30), [Lucka(date(2014, 1, 1), date(2014, 6, 30))]),
    ],
)
def test_the_days_without_a_permit(status, galler_tom, luckor):
    assert gaps_after(revoke(build_anordnare(), galler_tom, status)) == luckor


def test_days_that_another_permit_covers_are_no_gap():
    anordnare = build_anordnare()
    tillstand = revoke(anordnare, date(2025, 1, 31))
    build_tillstand(anordnare, galler_fran=date(2025, 2, 10), galler_tom=date(2025, 2, 19))
    build_tillstand(anordnare, galler_fran=date(2025, 3, 1), status="inhiberat")

    assert gaps_after(tillstand) == [
        Lucka(date(2025, 2, 1), date(2025, 2, 9)),
        Lucka(date(2025, 2, 20), date(2025, 2, 28)),
    ]


def test_a_letter_handed_over_reopens_the_invoices_that_rest_on_the_assignment(februari):
    faktura = bring_to(Faktura.objects.get(), Status.GODKAND)
    olof = build_user("olof")
    [brev] = draft_revocation_letters(tillstand=februari, by=olof, at=NU.replace(year=2025))

    hand_over(brev=brev, skickat=date(2025, 2, 6), by=olof, at=NU.replace(year=2025))

    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)


def test_protected_persons_and_what_they_share_an_invoice_with_are_closed(februari, client):
    skyddad = build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER, skydd=Brukare.Skydd.SEKRETESSMARKERING)
    build_uppdrag(skyddad, februari.anordnare)
    deras = build_redovisning(skyddad, februari.anordnare, FEBRUARI)
    hennes = Faktura.objects.get().rader.get().redovisning
    build_faktura(hennes, deras, nummer="4712", timmar=1)
    client.force_login(build_user("olof", Roll.KONSULENT))

    svar = client.get(reverse("fakturor:tillstand_foljder", args=[februari.pk]))

    text = svar.content.decode()
    assert [berord.uppdrag.brukare.referens for berord in svar.context["sida"].berorda] == ["LSS-9F3C"]
    assert "LSS-1B2D" not in text
    assert "4712" not in text
    assert "Skyddat underlag" in text


@pytest.mark.parametrize(
    ("roll", "kod"),
    [
        (Roll.KONSULENT, 200),
        (Roll.HANDLAGGARE, 200),
        (Roll.REVISOR, 200),
        (Roll.EKONOM, 403),
        (Roll.NAMND, 403),
    ],
)
def test_who_opens_the_page_and_who_may_write_letters(client, februari, roll, kod):
    client.force_login(build_user("nagon", roll))

    svar = client.get(reverse("fakturor:tillstand_foljder", args=[februari.pk]))

    assert svar.status_code == kod
    if kod == 200:
        assert ("Skapa brev" in svar.content.decode()) == (roll != Roll.REVISOR)


def test_the_page_takes_as_many_queries_for_many_persons_as_for_one(client, februari, django_assert_num_queries):
    client.force_login(build_user("olof", Roll.KONSULENT))
    sida = reverse("fakturor:tillstand_foljder", args=[februari.pk])
    client.get(sida)
    with django_assert_num_queries(13):
        client.get(sida)

    for nummer, referens in (("198511299995", "LSS-1B2D"), ("198601012399", "LSS-2C3E")):
        brukare = build_brukare(referens, nummer)
        build_uppdrag(brukare, februari.anordnare)
        redovisning = build_redovisning(brukare, februari.anordnare, FEBRUARI)
        build_rapport(redovisning, kod=f"R-{referens}", dagar=[date(2025, 2, 3)])
        build_faktura(redovisning, nummer=referens, timmar=8)
    with django_assert_num_queries(13):
        svar = client.get(sida)

    assert len(svar.context["sida"].berorda) == 3
