"""Arbetslistan: vad som hittas, för vem, i vilken ordning, och att den inte frågar mer när det finns mer."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assistans.roller import HAR_ATT_BEVAKA, RATTIGHETER, Roll
from beslut.bevakning.punkt import ALLA_ANDRA, Fraga, bevaka, find_points, kinds_for
from beslut.models import (
    Anordnare,
    Avtal,
    Avtalskrav,
    Bolagskontroll,
    Brev,
    Delegation,
    Kalkyl,
    Konto,
    Overklagande,
    Stallforetradare,
    Tillstand,
    Timbelopp,
    Uppfoljning,
    Vistelse,
)
from beslut.tests.sidor import text_of
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_assistent,
    build_beslut,
    build_brukare,
    build_handlaggare,
    build_konto,
    build_person,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

IDAG = date(2015, 6, 10)
SNART = IDAG + timedelta(days=10)


def points(user, *, dagar: int = 90, slug: str = "", idag: date = IDAG) -> list[tuple[str, date | None, str]]:
    funna = find_points(Fraga(user=user, idag=idag, till=idag + timedelta(days=dagar)), slug)
    return [(f.bevakning.slug, f.punkt.dag, f.punkt.vem) for f in funna]


@pytest.fixture
def alla():
    return build_user("alla", *Roll.values)


def build_case(**falt: Any):
    """A person with a decision and an assignment, and nothing to watch in itself."""
    brukare = build_brukare(**falt)
    anordnare = build_anordnare()
    build_uppdrag(brukare, anordnare)
    beslut = build_beslut(brukare)
    konto = build_konto(anordnare)
    assert konto.verifierat
    Tillstand.objects.update(nasta_kontroll=date(2016, 1, 1))
    Bolagskontroll.objects.create(
        anordnare=anordnare, slag="f_skatt", utfall="utan_anmarkning", datum=IDAG, av=build_user("karin"), tid=NU
    )
    return brukare, anordnare, beslut


def test_a_case_in_order_asks_for_nothing(alla):
    build_case()

    assert [p for p in points(alla) if p[0] != "ej_verkstallt"] == []


def test_a_decision_that_ends_and_that_nothing_follows_is_told_on_its_last_day(alla):
    brukare, _, beslut = build_case()
    beslut.rader.update(galler_tom=SNART)

    assert points(alla, slug="beslut_slutar") == [("beslut_slutar", SNART, brukare.referens)]
    assert points(alla, slug="beslut_slutar", dagar=9) == []
    build_beslut(brukare, diarienummer="SN 2015/9", galler_fran=SNART + timedelta(days=1))
    assert points(alla, slug="beslut_slutar") == []


def test_a_decision_without_anybody_who_carries_it_out(alla):
    brukare, _anordnare, _ = build_case()
    brukare.uppdrag.update(galler_tom=IDAG - timedelta(days=1))

    assert points(alla, slug="utan_anordnare") == [("utan_anordnare", None, brukare.referens)]


def test_a_representative_and_a_mandate_that_end(alla):
    brukare, anordnare, _ = build_case()
    Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person("198508199885"),
        namn="G",
        roll="god_man",
        galler_fran=date(2015, 1, 1),
        galler_tom=SNART,
    )
    brukare.mandat.create(anordnare=anordnare, galler_fran=date(2015, 1, 2), galler_tom=SNART, grund="begaran")

    assert points(alla, slug="foretradare_slutar") == [("foretradare_slutar", SNART, brukare.referens)]
    assert points(alla, slug="betalning_slutar") == [("betalning_slutar", SNART, brukare.referens)]
    brukare.mandat.update(aterkallad=IDAG)
    assert points(alla, slug="betalning_slutar") == []


@pytest.mark.parametrize(
    ("idag", "sedd"), [(date(2002, 12, 31), True), (date(2003, 1, 14), False), (date(2002, 10, 1), False)]
)
def test_a_person_who_comes_of_age_within_the_time(alla, idag, sedd):
    brukare, *_ = build_case()  # born 13 January 1985

    assert points(alla, slug="fyller_18", idag=idag) == (
        [("fyller_18", date(2003, 1, 13), brukare.referens)] if sedd else []
    )


def test_a_stay_that_has_gone_on_long_without_an_end(alla):
    brukare, *_ = build_case()
    Vistelse.objects.create(brukare=brukare, typ="sjukhus", borjar=timezone.now() - timedelta(days=20))
    assert points(alla, slug="vistelse_oppen") == []
    Vistelse.objects.update(borjar=timezone.now() - timedelta(days=31))

    assert points(alla, slug="vistelse_oppen") == [("vistelse_oppen", None, brukare.referens)]


def test_an_appeal_that_is_not_handed_over(alla):
    brukare, _, beslut = build_case()
    overklagande = Overklagande.objects.create(beslut=beslut, inkom=IDAG)

    assert points(alla, slug="overklagande") == [("overklagande", IDAG, brukare.referens)]
    overklagande.overlamnat = IDAG
    overklagande.save()
    assert points(alla, slug="overklagande") == []


def test_a_permit_is_looked_at_again_when_it_was_decided_or_ninety_days_after_the_last_time(alla):
    build_case()
    Tillstand.objects.update(nasta_kontroll=SNART)
    assert [dag for _, dag, _ in points(alla, slug="tillstand_kontroll")] == [SNART]

    Tillstand.objects.update(nasta_kontroll=None, kontrollerad=date(2015, 3, 20))
    assert [dag for _, dag, _ in points(alla, slug="tillstand_kontroll")] == [date(2015, 6, 18)]

    Tillstand.objects.update(kontrollerad=None)
    assert [dag for _, dag, _ in points(alla, slug="tillstand_kontroll")] == [None]


def test_a_permit_that_ends_and_one_that_is_not_there(alla):
    build_case()
    Tillstand.objects.update(galler_tom=SNART)
    assert [dag for _, dag, _ in points(alla, slug="tillstand_slutar")] == [SNART]
    assert points(alla, slug="utan_tillstand") == []

    Tillstand.objects.update(status="aterkallat", galler_tom=IDAG)
    assert [dag for _, dag, _ in points(alla, slug="utan_tillstand")] == [None]


def test_form_a_asks_for_no_permit(alla):
    brukare, *_ = build_case()
    brukare.uppdrag.update(avtalsform="A")
    Tillstand.objects.update(status="aterkallat", galler_tom=IDAG)

    assert points(alla, slug="utan_tillstand") == []


def test_a_company_is_checked_again_by_its_newest_check(alla):
    _, anordnare, _ = build_case()
    karin = build_user("karin")
    Bolagskontroll.objects.create(
        anordnare=anordnare,
        slag="skulder",
        utfall="utan_anmarkning",
        datum=date(2015, 1, 1),
        nasta_kontroll=SNART,
        av=karin,
        tid=NU,
    )
    assert [dag for _, dag, _ in points(alla, slug="bolagskontroll")] == [SNART]

    Bolagskontroll.objects.create(
        anordnare=anordnare, slag="skulder", utfall="utan_anmarkning", datum=IDAG, av=karin, tid=NU
    )
    assert points(alla, slug="bolagskontroll") == []


def test_a_company_whose_f_tax_nobody_has_looked_up(alla):
    brukare = build_brukare()
    build_uppdrag(brukare, build_anordnare())

    assert [vem for _, _, vem in points(alla, slug="f_skatt")] == ["Exempel Assistans AB"]


def test_an_account_waits_for_another_than_the_one_who_entered_it(alla):
    _, anordnare, _ = build_case()
    build_konto(anordnare, "50501014", forsta=False, inlagt_av=build_user("karl"))

    assert [dag for _, dag, _ in points(alla, slug="konto")] == [timezone.localtime(Konto.objects.last().inlagt).date()]
    assert points(build_user("karl"), slug="konto") == []


def test_a_provider_without_an_account_to_pay_to(alla):
    build_case()
    Konto.objects.update(upphort=NU)

    assert [vem for _, _, vem in points(alla, slug="utan_konto")] == ["Exempel Assistans AB"]


def test_a_letter_that_is_neither_sent_nor_cancelled(alla):
    brukare, _, _ = build_case()
    brev = Brev.objects.create(slag="annat", brukare=brukare, amne="Ämne", text="Text", skapat_av=alla, skapat=NU)
    assert points(alla, slug="brev") == [("brev", IDAG, brukare.referens)]

    brev.makulerat = NU
    brev.save()
    assert points(alla, slug="brev") == []


def build_avtal(anordnare: Anordnare, alla, **falt: Any) -> Avtal:
    avtal = Avtal.objects.create(
        anordnare=anordnare,
        slag="lov",
        diarienummer="LOV 1",
        galler_fran=date(2015, 1, 1),
        provat_av=build_user("karin"),
        provat=NU,
    )
    for krav in ("tillstand", "registrering", "f_skatt", "kreditvardighet"):
        Avtalskrav.objects.create(avtal=avtal, krav=krav, uppfyllt=IDAG, uppfyllt_av=avtal.provat_av)
    if falt.get("godkant"):
        Avtal.objects.filter(pk=avtal.pk).update(godkant_av=alla, **falt)
    return avtal


def test_a_contract_waits_to_be_approved_and_then_ends(alla):
    _, anordnare, _ = build_case()
    avtal = build_avtal(anordnare, alla)
    assert [dag for _, dag, _ in points(alla, slug="avtal_godkanna")] == [date(2015, 1, 1)]

    Avtal.objects.filter(pk=avtal.pk).update(godkant=NU, godkant_av=alla, galler_tom=SNART)
    assert points(alla, slug="avtal_godkanna") == []
    assert [dag for _, dag, _ in points(alla, slug="avtal_slutar")] == [SNART]


def test_a_follow_up_that_is_not_held(alla):
    _, anordnare, _ = build_case()
    avtal = build_avtal(anordnare, alla, godkant=NU)
    Uppfoljning.objects.create(avtal=avtal, slag="kvalitet", tidigast=date(2015, 5, 1), senast=SNART)

    assert [dag for _, dag, _ in points(alla, slug="uppfoljning")] == [SNART]


def test_a_rate_that_ends_and_that_nothing_follows(alla):
    Timbelopp.objects.create(kategori="schablon", galler_fran=date(2015, 1, 1), galler_tom=SNART, belopp=Decimal(284))
    assert points(alla, slug="timbelopp_slutar") == [("timbelopp_slutar", SNART, "Kommunen")]

    Timbelopp.objects.create(kategori="schablon", galler_fran=SNART + timedelta(days=1), belopp=Decimal(288))
    assert points(alla, slug="timbelopp_slutar") == []


def test_a_calculation_waits_for_another_and_a_delegation_ends(alla):
    Kalkyl.objects.create(ar=2015, version=1, upprattad_av=build_user("eva"), upprattad=NU)
    Delegation.objects.create(
        delegat=build_user("johan"),
        punkt="4.2",
        avser=["ordinarie"],
        galler_fran=date(2015, 1, 1),
        galler_tom=SNART,
        namndbeslut="§ 7",
        inlagd_av=alla,
        inlagd=NU,
    )

    assert points(alla, slug="kalkyl") == [("kalkyl", None, "Kommunen")]
    assert [dag for _, dag, _ in points(alla, slug="delegation_slutar")] == [SNART]


def test_an_assignment_without_what_its_form_asks_for(alla):
    brukare, *_ = build_case()
    brukare.uppdrag.update(avtal_datum=None)
    brukare.mandat.update(aterkallad=date(2015, 2, 1))

    [funnen] = find_points(Fraga(user=alla, idag=IDAG, till=SNART), "uppdrag_ofullstandigt")

    assert (funnen.punkt.vem, funnen.punkt.dag) == (brukare.referens, None)
    assert "Inget avtal är registrerat." in funnen.punkt.vad
    assert "Ingen grund som gäller" in funnen.punkt.vad


def test_a_representative_whose_extent_is_not_known(alla):
    brukare, *_ = build_case()
    foretradare = Stallforetradare.objects.create(
        brukare=brukare, person=build_person("198508199885"), namn="G", roll="god_man", galler_fran=date(2015, 1, 1)
    )
    assert points(alla, slug="foretradare_ofullstandig") == [("foretradare_ofullstandig", None, brukare.referens)]

    foretradare.omfattning = ["bevaka_ratt"]
    foretradare.save()
    assert points(alla, slug="foretradare_ofullstandig") == []


def test_a_guardian_of_somebody_who_has_come_of_age(alla):
    brukare, *_ = build_case(personnummer="199706102382")
    Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person("198508199885"),
        namn="G",
        roll="vardnadshavare",
        galler_fran=date(2015, 1, 1),
    )

    assert points(alla, slug="foretradare_ofullstandig", idag=date(2015, 6, 9)) == []
    assert points(alla, slug="foretradare_ofullstandig") == [("foretradare_ofullstandig", None, brukare.referens)]


def test_a_hundred_are_told_one_by_one_and_the_rest_by_their_number(alla, monkeypatch):
    monkeypatch.setattr("beslut.bevakning.ofullstandigt.FLEST", 2)
    brukare, *_ = build_case()
    for dag in (1, 2, 3, 4, 5):
        Stallforetradare.objects.create(
            brukare=brukare,
            person=build_person("198508199885"),
            namn="G",
            roll="god_man",
            galler_fran=date(2015, 1, dag),
        )

    funna = find_points(Fraga(user=alla, idag=IDAG, till=SNART), "foretradare_ofullstandig")

    assert [f.punkt.vem for f in funna] == ["Fler", brukare.referens, brukare.referens]
    assert funna[0].punkt.vad == "3\u00a0företrädare till."


def test_what_the_assistants_of_a_provider_lack_is_one_point(alla):
    _, anordnare, _ = build_case()
    hel = {"berakning_fran": date(2015, 1, 1), "berakning_veckor": 16, "arbetstidslag": "ATL"}
    build_assistent(anordnare, **hel)
    assert points(alla, slug="assistenter_ofullstandiga") == []

    build_assistent(anordnare, "198508199885", **hel | {"anmald_11a": None})
    build_assistent(anordnare, "198511299995", **hel | {"arbetstidslag": "", "anmald_11a": None})

    [funnen] = find_points(Fraga(user=alla, idag=IDAG, till=SNART), "assistenter_ofullstandiga")
    assert funnen.punkt.vem == "Exempel Assistans AB"
    assert funnen.punkt.vad == "Anmälningar av assistenter saknar dagen för anmälan för 2 och arbetstidslagen för 1."


def test_nothing_is_told_of_who_is_closed_to_the_reader(alla):
    brukare, _, beslut = build_case(skydd="skyddad_folkbokforing")
    beslut.rader.update(galler_tom=SNART)
    Vistelse.objects.create(brukare=brukare, typ="sjukhus", borjar=datetime(2014, 1, 1, tzinfo=NU.tzinfo))
    brukare.uppdrag.update(galler_tom=date(2015, 2, 1))

    assert brukare.referens not in {vem for _, _, vem in points(alla)}
    brukare.behoriga.add(alla)
    assert brukare.referens in {vem for _, _, vem in points(alla)}


def test_each_role_sees_what_it_may_do_and_the_auditor_all():
    for roll in Roll.values:
        user = build_user(roll, roll)
        synliga = {b.slug for b in kinds_for(user)}
        krav = RATTIGHETER[roll]
        for bevakning in kinds_for(build_user("revisorn", Roll.REVISOR)):
            assert (bevakning.slug in synliga) == bool((bevakning.kraver | {ALLA_ANDRA}) & krav)


def test_the_rail_leads_there_for_everybody_who_sees_a_kind():
    alla_slag = kinds_for(build_user("revisorn", Roll.REVISOR))

    assert set(HAR_ATT_BEVAKA) >= {ratt for b in alla_slag for ratt in b.kraver if not ratt.startswith("fakturor.")}
    assert all(kinds_for(build_user(roll, roll)) for roll in Roll.values if RATTIGHETER[roll] & set(HAR_ATT_BEVAKA))


def test_two_kinds_do_not_share_a_name():
    with pytest.raises(ValueError, match="Två slag heter konto"):
        bevaka("konto", "Igen", "beslut.andra_beslut")(lambda fraga: [])


def test_the_most_pressing_comes_first_and_what_is_missing_last(client):
    brukare, _, beslut = build_case()
    beslut.rader.update(galler_tom=timezone.localdate() + timedelta(days=5))
    Overklagande.objects.create(beslut=beslut, inkom=date(2015, 5, 1))
    Vistelse.objects.create(brukare=brukare, typ="sjukhus", borjar=NU)
    client.force_login(build_handlaggare())

    svar = text_of(client.get(reverse("beslut:bevakning")))

    assert svar.index("Överklagande av beslut") < svar.index("Inom 30 dagar") < svar.index("gäller till och med dagen")
    assert svar.index("gäller till och med dagen") < svar.index("Sjukhus sedan den")


def test_the_filter_keeps_to_one_kind_and_a_filter_that_cannot_be_read_is_none(client):
    _brukare, _, beslut = build_case()
    beslut.rader.update(galler_tom=timezone.localdate() + timedelta(days=80))
    client.force_login(build_handlaggare())
    adress = reverse("beslut:bevakning")

    assert "gäller till och med dagen" not in text_of(client.get(adress))
    assert "gäller till och med dagen" in text_of(client.get(adress, {"inom": "90", "slag": "beslut_slutar"}))
    assert "gäller till och med dagen" not in text_of(client.get(adress, {"inom": "90", "slag": "vistelse_oppen"}))
    assert client.get(adress, {"inom": "många", "slag": "okänt"}).status_code == 200


def test_the_list_asks_as_much_for_much_as_for_little(client, alla):
    client.force_login(alla)
    _brukare, _, beslut = build_case()
    beslut.rader.update(galler_tom=timezone.localdate())
    adress = reverse("beslut:bevakning")
    client.get(adress)
    with CaptureQueriesContext(connection) as forst:
        client.get(adress)
    for nummer, personnummer in enumerate(["198511299995", "198504199897", "198508199885"]):
        nytt = build_beslut(build_brukare(f"LSS-{nummer}", personnummer), diarienummer=f"SN 2015/{nummer}")
        nytt.rader.update(galler_tom=timezone.localdate())
        Overklagande.objects.create(beslut=nytt, inkom=IDAG)

    with CaptureQueriesContext(connection) as sedan:
        client.get(adress)

    assert len(sedan) == len(forst)


@pytest.mark.parametrize(
    ("roll", "kod"),
    [
        (Roll.HANDLAGGARE, 200),
        (Roll.KONSULENT, 200),
        (Roll.EKONOM, 200),
        (Roll.REVISOR, 200),
        (Roll.NAMND, 403),
        (Roll.SYSTEMFORVALTARE, 403),
    ],
)
def test_who_opens_the_list(client, roll, kod):
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("beslut:bevakning")).status_code == kod
