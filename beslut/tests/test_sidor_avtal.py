"""Avtalen, uppföljningen och turordningen i webbläsaren: vem som får, resan från nytt till redovisat, och frågorna."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.avtal.turlista import turn_list_on
from beslut.models import Avtal, Tilldelning
from beslut.services.turns import assign_in_turn
from beslut.tests.sidor import post, text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_anordnare,
    build_brukare,
    build_handlaggare,
    build_timbelopp,
    build_user,
)
from tests.byggstenar_avtal import build_avtal, build_chef, build_gjord, build_konsulent, build_uppfoljning

pytestmark = pytest.mark.django_db

LASER_ANORDNARE = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
    Roll.EKONOM,
    Roll.KONSULENT,
}
ARBETAR_MED_AVTAL = {Roll.KONSULENT, Roll.ENHETSCHEF, Roll.REVISOR}
KONSULENT = {Roll.KONSULENT}
SIDOR = {
    "avtal_lista": ARBETAR_MED_AVTAL,
    "avtal_nytt": KONSULENT,
    "avtal_visa": LASER_ANORDNARE,
    "avtal_andra": KONSULENT,
    "avtal_slut": KONSULENT,
    "avtalskrav_provat": KONSULENT,
    "uppfoljningar": ARBETAR_MED_AVTAL,
    "uppfoljning": LASER_ANORDNARE,
    "uppfoljning_ny": KONSULENT,
    "uppfoljning_andra": KONSULENT,
    "uppfoljning_redovisa": KONSULENT,
    "uppfoljning_rapport": LASER_ANORDNARE,
    "turordning": ARBETAR_MED_AVTAL | {Roll.HANDLAGGARE},
    "tilldela": {Roll.HANDLAGGARE},
    "tilldelning": {Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.REVISOR},
}
ZEBRA = ("5599010021", "Zebra AB")
AVTALET = {
    "slag": "lov",
    "diarienummer": "NF 2015/31",
    "galler_fran": "2015-04-01",
    "galler_tom": "",
    "ickeval": "ja",
    "nystartat": "nej",
}


def build_tilldelning(avtal: Avtal, **falt) -> Tilldelning:
    varden = {"brukare": build_brukare(), "forbi": {}, "skal": "Vill inte välja.", "by": build_handlaggare()} | falt
    return assign_in_turn(avtal=avtal, **varden, at=NU)


@pytest.fixture
def adresser():
    avtal, provas = build_avtal(), build_avtal(build_anordnare(*ZEBRA), godkant=None)
    gjord = build_gjord(avtal)
    av = {
        "avtal": avtal.pk,
        "avtalskrav": provas.krav.first().pk,
        "uppfoljning": build_uppfoljning(avtal).pk,
        "tilldela": build_brukare().pk,
        "tilldelning": build_tilldelning(avtal).pk,
    }
    egna = {
        "uppfoljning_ny": avtal.pk,
        "uppfoljning_redovisa": gjord.pk,
        "uppfoljning_rapport": gjord.pk,
    }

    def address(sida: str) -> str:
        if sida in {"avtal_lista", "avtal_nytt", "uppfoljningar", "turordning"}:
            return reverse(f"beslut:{sida}")
        return reverse(f"beslut:{sida}", args=[egna.get(sida) or av[sida.split("_")[0]]])

    return {sida: address(sida) for sida in SIDOR}


@pytest.fixture
def chef(client):
    client.force_login(build_chef())
    return client


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, adresser, roll):
    client.force_login(build_user("nagon", roll))

    svar = {sida: client.get(adress).status_code for sida, adress in adresser.items()}

    # A user who may see no persons gets the same answer for an assignment as for one that does not exist.
    vantat = {sida: 200 if roll in roller else 403 for sida, roller in SIDOR.items()}
    assert svar == vantat | ({"tilldelning": 404} if roll == Roll.KONSULENT else {})


def test_the_auditor_sees_nothing_to_press(client, adresser):
    client.force_login(build_user("rut", Roll.REVISOR))

    for sida in ("avtal_lista", "avtal_visa", "uppfoljningar", "uppfoljning", "turordning"):
        text = client.get(adresser[sida]).content.decode().split("<main")[1]
        assert not [
            ord_ for ord_ in ("/nytt/", "/ny/", "/andra/", "/slut/", "/godkann/", 'method="post"') if ord_ in text
        ]


@pytest.mark.parametrize("roll", [Roll.ADMINISTRATIV_ASSISTENT, Roll.HANDLAGGARE, Roll.EKONOM, Roll.CONTROLLER])
def test_a_contract_leads_nobody_to_a_page_that_is_closed_to_her(client, adresser, roll):
    client.force_login(build_user("nagon", roll))

    for sida in ("avtal_visa", "uppfoljning", "uppfoljning_rapport"):
        main = client.get(adresser[sida]).content.decode().split("<main")[1]
        lankar = {bit.split('"')[0] for bit in main.split('href="/')[1:]}
        assert {client.get(f"/{lank}").status_code for lank in lankar} <= {200}, sida


def test_a_contract_goes_from_new_to_approved_in_two_persons_hands(client, konsulent):
    anordnare = build_anordnare()

    post(konsulent, "avtal_nytt", anordnare=anordnare.pk, **AVTALET)
    avtal = Avtal.objects.get()
    tidigt = client.get(reverse("beslut:avtal_visa", args=[avtal.pk]))
    for krav in avtal.krav.all():
        post(konsulent, "avtalskrav_provat", krav.pk, uppfyllt="2015-03-30", notering="Sett.")
    client.force_login(build_chef())
    svar = post(client, "avtal_godkann", avtal.pk)

    assert "Innan avtalet kan godkännas återstår: Tillstånd från IVO" in text_of(tidigt)
    assert "Avtalet är godkänt, och uppföljningarna är planerade." in text_of(svar)
    avtal.refresh_from_db()
    assert avtal.godkant_av == build_chef()
    assert avtal.uppfoljningar.count() == 2


def test_a_contract_that_cannot_be_approved_says_why(chef):
    avtal = build_avtal(godkant=None)
    avtal.krav.filter(krav="f_skatt").update(uppfyllt=None, uppfyllt_av=None)

    svar = post(chef, "avtal_godkann", avtal.pk)

    assert "Det saknas uppgift om att kraven är uppfyllda: Godkänd för F-skatt." in text_of(svar)
    avtal.refresh_from_db()
    assert avtal.godkant is None


@pytest.mark.parametrize(
    ("fel", "mening"),
    [
        ({"galler_tom": "2015-03-01"}, "Gäller till: Perioden börjar den 1 april 2015 och slutar före det."),
        ({"slag": "lou"}, "Ickevalsalternativ: Turordningen är för avtal enligt LOV."),
        ({"diarienummer": ""}, "Diarienummer: Fyll i uppgiften."),
        ({"galler_fran": "i våras"}, "Gäller från: "),
    ],
)
def test_a_contract_that_does_not_hold_together_is_told_at_the_field_and_nothing_is_lost(konsulent, fel, mening):
    svar = post(konsulent, "avtal_nytt", anordnare=build_anordnare().pk, **AVTALET | fel)

    assert mening in text_of(svar)
    assert svar.context["form"]["nystartat"].value() == "nej"
    assert not Avtal.objects.exists()


def test_a_contract_shows_its_price_with_its_period(konsulent):
    avtal = build_avtal()
    build_timbelopp(kategori="avtal", anordnare=avtal.anordnare, galler_tom=date(2015, 12, 31), grund="Avtal")

    assert "1 januari – 31 december 2015 284,00 kr" in _plain(konsulent, "avtal_visa", avtal.pk)
    assert "284,00 kr 1 januari – 31 december 2015" in _plain(konsulent, "avtal_lista")


def _plain(client, sida: str, *args: int) -> str:
    svar = client.get(reverse(f"beslut:{sida}", args=args))
    return " ".join(strip_tags(svar.content.decode().replace("<", " <")).replace("\u00a0", " ").split())


def test_a_review_is_written_step_by_step_then_reported_and_its_report_names_nobody(konsulent):
    avtal = build_avtal()
    post(konsulent, "uppfoljning_ny", avtal.pk, anledning="", tidigast="2015-03-01", senast="2015-05-31")
    rad = avtal.uppfoljningar.get()

    forst = post(konsulent, "uppfoljning_andra", rad.pk, sjalvskattning_begard="2015-03-02")
    hela = {
        "sjalvskattning_begard": "2015-03-02",
        "sjalvskattning_inkom": "2015-03-20",
        "sjalvskattning": "Alla krav följs.",
        "besok": "2015-04-14",
        "iakttagelser": "Schemat stämde.\nIntroduktionen är skriftlig.",
        "bedomning": "uppfyller",
        "genomford": "2015-04-20",
    }
    utan_besok = post(konsulent, "uppfoljning_andra", rad.pk, **hela | {"besok": ""})
    post(konsulent, "uppfoljning_andra", rad.pk, **hela)
    post(konsulent, "uppfoljning_redovisa", rad.pk, till_namnden="2015-05-05", publicerad="2015-05-07")
    rapport = konsulent.get(reverse("beslut:uppfoljning_rapport", args=[rad.pk]))

    assert "Det du skrev är sparat. Uppföljningen är inte gjord än." in text_of(forst)
    assert "Skriv när det oanmälda besöket gjordes." in text_of(utan_besok)
    assert utan_besok.context["form"]["iakttagelser"].value() == hela["iakttagelser"]
    rapporten = text_of(rapport).split("<article")[1].split("</article>")[0]
    assert "Lever upp till kraven." in rapporten
    assert "Redovisad för nämnden den 5 maj 2015." in rapporten
    assert "Olof" not in rapporten


def test_a_report_is_not_there_before_the_follow_up_is_done(konsulent):
    rad = build_uppfoljning(build_avtal())

    assert konsulent.get(reverse("beslut:uppfoljning_rapport", args=[rad.pk])).status_code == 404


def test_the_work_list_shows_what_is_asked_for(konsulent):
    avtal = build_avtal()
    build_uppfoljning(avtal, senast=date(2015, 5, 31))
    build_gjord(avtal)

    def listed(visa: str) -> int:
        return len(konsulent.get(reverse("beslut:uppfoljningar"), {"visa": visa}).context["rader"])

    assert {visa: listed(visa) for visa in ("", "forsenad", "inom_30", "att_redovisa", "något annat")} == {
        "": 1,
        "forsenad": 1,
        "inom_30": 0,
        "att_redovisa": 1,
        "något annat": 1,
    }


def test_a_person_is_assigned_and_the_next_page_has_the_provider_and_form_b(handlaggare):
    avtal, brukare = build_avtal(), build_brukare()

    svar = post(handlaggare, "tilldela", brukare.pk, avtal=avtal.pk, skal="Vill inte välja.")

    tilldelning = Tilldelning.objects.get()
    assert (tilldelning.brukare, tilldelning.avtal) == (brukare, avtal)
    assert svar.redirect_chain[-1][0] == reverse("beslut:uppdrag_nytt", args=[brukare.pk])
    form = svar.context["form"]
    assert (form["anordnare"].value(), form["avtalsform"].value()) == (avtal.anordnare_id, "B")
    assert "Tilldelad Exempel Assistans AB. Registrera nu uppdraget, med avtalsform B." in text_of(svar)


def test_to_pass_somebody_asks_for_a_reason_at_her_field_and_keeps_what_was_typed(handlaggare):
    forst, sedan = build_avtal(), build_avtal(build_anordnare(*ZEBRA))
    val = {"avtal": sedan.pk, "skal": "Kan inte välja."}

    utan = post(handlaggare, "tilldela", build_brukare().pk, **val)
    post(handlaggare, "tilldela", build_brukare().pk, **val, **{f"forbi_{forst.pk}": "Har ingen personal."})

    assert "står i tur. Tilldela den, eller skriv varför den gås förbi." in text_of(utan)
    assert utan.context["form"]["skal"].value() == "Kan inte välja."
    assert Tilldelning.objects.get().ordning[0]["forbi"] == "Har ingen personal."


def test_nobody_is_assigned_when_no_provider_can_take_anyone(handlaggare):
    build_avtal().anordnare.tillstand.update(status="aterkallat", galler_tom="2015-05-12")

    svar = handlaggare.get(reverse("beslut:tilldela", args=[build_brukare().pk]))

    assert "Ingen anordnare kan tilldelas i dag. Skälen står i listan." in text_of(svar)
    assert '<form class="formular"' not in text_of(svar)


def test_a_protected_person_is_assigned_and_listed_only_by_those_who_are_named(client, hanna):
    avtal, skyddad = build_avtal(), build_brukare(skydd="sekretessmarkering")
    skyddad.behoriga.add(hanna)
    tilldelning = build_tilldelning(avtal, brukare=skyddad, by=hanna)

    for user, kod, syns in ((hanna, 200, True), (build_handlaggare("olle"), 404, False)):
        client.force_login(user)
        assert client.get(reverse("beslut:tilldela", args=[skyddad.pk])).status_code == kod
        assert client.get(reverse("beslut:tilldelning", args=[tilldelning.pk])).status_code == kod
        assert (skyddad.referens in text_of(client.get(reverse("beslut:turordning")))) == syns
    assert Lasning.objects.filter(av=hanna, objekt_id=skyddad.pk).count() == 2


def test_the_fairness_of_the_list_can_be_seen_by_the_consultant_and_no_person(konsulent):
    avtal = build_avtal()
    build_avtal(build_anordnare(*ZEBRA))
    build_tilldelning(avtal)

    svar = konsulent.get(reverse("beslut:turordning"))

    assert [(rad["anordnare__namn"], rad["antal"]) for rad in svar.context["per_anordnare"]] == [
        ("Exempel Assistans AB", 1),
        ("Zebra AB", 0),
    ]
    assert "LSS-9F3C" not in text_of(svar)


def build_many() -> None:
    """Contracts, prices, follow-ups and assignments, several of each."""
    for orgnr, namn in (("5599010013", "Alvar AB"), ZEBRA, ("5599010039", "Ödla AB")):
        avtal = build_avtal(build_anordnare(orgnr, namn))
        build_timbelopp(kategori="avtal", anordnare=avtal.anordnare)
        build_uppfoljning(avtal)
        build_gjord(avtal)
    for plats in turn_list_on(NU.date()):
        build_tilldelning(Avtal.objects.get(pk=plats.avtal))


@pytest.mark.parametrize(
    ("sida", "visa"), [("avtal_lista", ""), ("uppfoljningar", ""), ("uppfoljningar", "att_redovisa")]
)
def test_a_list_takes_as_many_queries_for_many_as_for_one(konsulent, django_assert_num_queries, sida, visa):
    avtal = build_avtal()
    build_timbelopp(kategori="avtal", anordnare=avtal.anordnare)
    build_uppfoljning(avtal)
    build_gjord(avtal)

    frager = {"avtal_lista": 7, "uppfoljningar": 5}[sida]
    with django_assert_num_queries(frager):
        konsulent.get(reverse(f"beslut:{sida}"), {"visa": visa})
    build_many()
    with django_assert_num_queries(frager):
        konsulent.get(reverse(f"beslut:{sida}"), {"visa": visa})


def test_the_turn_list_and_a_contract_take_as_many_queries_whatever_stands_on_them(handlaggare):
    avtal = build_avtal()
    build_timbelopp(kategori="avtal", anordnare=avtal.anordnare)
    build_uppfoljning(avtal)
    build_tilldelning(avtal, brukare=build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER))
    sidor = [reverse("beslut:turordning"), reverse("beslut:avtal_visa", args=[avtal.pk])]

    def count(adress: str) -> int:
        with CaptureQueriesContext(connection) as frager:
            handlaggare.get(adress)
        return len(frager)

    fore = {adress: count(adress) for adress in sidor}
    build_many()
    build_gjord(avtal)

    assert {adress: count(adress) for adress in sidor} == fore


def test_the_consultant_is_named_as_the_one_who_did_it(konsulent):
    rad = build_gjord(build_avtal())

    assert f"av {build_konsulent().namn}." in text_of(konsulent.get(reverse("beslut:uppfoljning", args=[rad.pk])))
