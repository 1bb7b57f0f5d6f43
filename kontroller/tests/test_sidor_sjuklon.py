"""The form of a claim, the person's list, and the claim's page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Faktura, Sjuklon
from kontroller.korning import recontrol
from kontroller.regelverk import ensure_standard
from kontroller.services.approving import approve, review
from kontroller.services.outcome import apply_result
from kontroller.services.recalculating import Andrat
from kontroller.sidor.andrat import without_days
from tests.byggstenar import NU, ORGNR, build_attestant, build_granskare, build_handlaggare, build_user
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_sjuklon import BELOPP, HANDLINGAR, PASSEN, build_sjukfall, build_sjuklon, build_sjuklonehandling

pytestmark = pytest.mark.django_db

NY = "/sjuklon/ny/"


@pytest.fixture
def fall():
    return build_sjukfall()


def typed(fall, *passen, **andrat) -> dict[str, str]:
    """What somebody writes in the form; `passen` are (dag, start, slut, rapport)."""
    passen = passen or (("2015-05-19", "8.00", "16:00", ""), ("2015-05-20", "08:00", "16:00", ""))
    rader = {"rad-TOTAL_FORMS": "5", "rad-INITIAL_FORMS": "0"}
    for n, rad in enumerate(passen):
        rader |= {
            f"rad-{n}-{namn}": varde for namn, varde in zip(("datum", "start", "slut", "rapport"), rad, strict=True)
        }
    huvud = {
        "referens": fall.arende.brukare.referens,
        "orgnr": ORGNR,
        "assistent": str(fall.den_sjuka.pk),
        "sjuk_fran": "2015-05-19",
        "sjuk_tom": "2015-05-20",
        "sjukanmalan": "2015-05-25",
        "ansokt": "2015-06-01",
        "belopp": "2 343,30",
        "timlon": "140",
        "karensavdrag": "200,00",
        "belopp_sjuklon": "1 592,00",
        "belopp_semester": "191,04",
        "procent_semester": "12",
        "belopp_avgifter": "560,26",
        "procent_avgifter": "31,42",
    }
    return huvud | rader | andrat


def test_a_claim_is_written_controlled_attested_and_paid(client, fall):
    skriver = build_granskare("annika")
    client.force_login(skriver)

    svar = client.post(NY, typed(fall))

    faktura = Faktura.objects.get(typ="sjuklon")
    assert svar.url == reverse("kontroller:sjuklonehandlingar", args=[faktura.pk])
    assert faktura.att_betala == BELOPP
    for slag in HANDLINGAR:
        build_sjuklonehandling(faktura, slag)
    ensure_standard(at=NU)
    apply_result(granskning=recontrol(faktura=faktura, by=skriver, at=NU), by=skriver, at=NU)
    review(faktura=faktura, by=build_granskare(), at=NU)
    approve(faktura=faktura, by=build_attestant(), at=NU + timedelta(hours=1))
    faktura.refresh_from_db()
    build_utbetalning(faktura)
    build_besked(faktura)
    faktura.move_to(Status.UTBETALD)
    assert "Utbetald" in client.get(reverse("kontroller:faktura", args=[faktura.pk])).content.decode()


def test_more_rows_and_the_assistants_names_are_fetched_without_losing_anything(client, fall):
    client.force_login(build_granskare())
    halvt = typed(fall, ("2015-05-19", "08:00", "16:00", "R-1"), ansokt="", belopp="inte ett tal")

    fler = client.post(NY, halvt | {"gor": "fler"}).content.decode()
    namn = client.post(NY, halvt | {"gor": "assistenter", "assistent": ""}).content.decode()

    assert 'value="R-1"' in fler
    assert 'value="inte ett tal"' in fler
    assert 'name="rad-9-datum"' in fler
    assert "Ada Frisk, 19720107-****" in namn.replace("\u2011", "-") or "Ada Frisk" in namn
    assert not Sjuklon.objects.exists()


@pytest.mark.parametrize(
    ("andrat", "mening"),
    [
        ({"belopp": "mycket"}, "Skriv beloppet som ett tal i kronor och ören"),
        ({"belopp": "1e3"}, "Skriv beloppet som ett tal i kronor och ören"),
        ({"belopp": "2343,305"}, "Skriv beloppet som ett tal i kronor och ören"),
        ({"belopp": "1 000 000 000 000"}, "Talet är för stort. Det högsta är 999\u00a0999\u00a0999."),
        ({"belopp": "-5"}, "Skriv ett belopp över noll."),
        ({"procent_semester": "12,0005"}, "Skriv procentsatsen som ett tal"),
        ({"bankgiro": "12345"}, "Skriv bankgironumret med 7 eller 8 siffror."),
        ({"plusgiro": "abc"}, "Skriv plusgironumret med 2 till 8 siffror."),
        ({"ansokt": "2030-01-01"}, "Ansökan är daterad i framtiden."),
        ({"sjukanmalan": "2030-01-01"}, "Sjukanmälan är undertecknad i framtiden."),
        ({"procent_ob": "5"}, "Skriv beloppet som procentsatsen hör till."),
        ({"sjuk_fran": "2015-05-32"}, "Maj har 31 dagar."),
        ({"sjuk_tom": "2015-06-02"}, "En ansökan gäller högst en kalendermånad."),
        ({"rad-0-slut": ""}, "Skriv när passet slutar."),
        ({"rad-0-start": "25:00"}, "Klockslaget finns inte."),
        ({"rad-0-datum": "2015-05-23"}, "Passet ligger utanför de dagar som ansökan gäller."),
        ({"rad-0-rapport": "FINNS-INTE"}, "Rapporten har ingen tid av en annan assistent"),
        ({"assistent": ""}, "Välj assistenten."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, fall, andrat, mening):
    client.force_login(build_granskare())

    html = client.post(NY, typed(fall) | andrat).content.decode()

    assert mening in html
    assert 'value="560,26"' in html
    assert not Sjuklon.objects.exists()


@pytest.mark.parametrize("roll", [roll for roll in Roll if roll != Roll.ADMINISTRATIV_ASSISTENT])
def test_only_who_registers_claims_opens_the_form(client, roll):
    client.force_login(build_user("nagon", roll))

    assert client.get(NY).status_code == 403


def test_the_claims_page_shows_shifts_next_to_the_substitutes_time(client, fall):
    type(fall.vikariens_rader[1]).objects.filter(pk=fall.vikariens_rader[1].pk).update(dragen_version=2)
    faktura = build_sjuklon(fall)
    client.force_login(build_handlaggare())

    html = client.get(reverse("kontroller:faktura", args=[faktura.pk])).content.decode().replace("\u00a0", " ")

    assert "Passen mot vikariernas tid" in html
    assert "8 tim av 16 tim har en vikarie arbetat" in html
    assert "8 tim utan vikarie" in html
    assert "Sam Testlund" in html
    assert "Ada Frisk" in html
    assert "Beviljat, intygat, fakturerat" not in html


def test_who_may_not_read_of_persons_sees_the_amounts_and_not_the_illness(client, fall):
    faktura = build_sjuklon(fall)
    client.force_login(build_user("karin", Roll.EKONOM))

    html = client.get(reverse("kontroller:faktura", args=[faktura.pk])).content.decode()

    assert "Sociala avgifter" in html
    for hemligt in ("Ada Frisk", "Passen mot", "Läkarintyg", "Sjukperioden"):
        assert hemligt not in html


def test_the_persons_list_has_her_claims_and_the_way_to_the_form(client, fall, django_assert_max_num_queries):
    for n in range(3):
        build_sjuklon(fall, nummer=f"S-{n}", passen=PASSEN)
    client.force_login(build_granskare())
    url = reverse("fakturor:sjukloner", args=[fall.arende.brukare.pk])
    client.get(url)

    with django_assert_max_num_queries(8):
        html = client.get(url).content.decode()

    assert all(f"S-{n}" in html for n in range(3))
    assert "Ada Frisk" not in html
    assert f"{NY}?referens=LSS-9F3C" in html
    assert url in client.get(reverse("beslut:brukare_visa", args=[fall.arende.brukare.pk])).content.decode()


def test_a_list_without_claims_says_so_and_a_reader_has_no_button(client, fall):
    client.force_login(build_user("hanna-revisor", Roll.REVISOR))

    html = client.get(reverse("fakturor:sjukloner", args=[fall.arende.brukare.pk])).content.decode()

    assert "Ingen sjuklöneansökan har kommit." in html
    assert NY not in html


def test_claims_of_a_person_who_is_closed_to_the_user_are_not_there(client, fall):
    faktura = build_sjuklon(fall)
    Brukare.objects.filter(pk=fall.arende.brukare.pk).update(skydd=Brukare.Skydd.SEKRETESSMARKERING)
    client.force_login(build_handlaggare())

    assert client.get(reverse("fakturor:sjukloner", args=[fall.arende.brukare.pk])).status_code == 404
    assert client.get(reverse("kontroller:faktura", args=[faktura.pk])).status_code == 404


# --- Vilka dagar någon var sjuk -----------------------------------------------------------------------------------

SJUKDOMENS_ORD = ("19 maj", "20 maj", "19–20", "2015-05-19", "2015-05-20", "Ada Frisk", "Sam Testlund")


def claims_page(client, faktura) -> str:
    return client.get(reverse("kontroller:faktura", args=[faktura.pk])).content.decode().replace("\u00a0", " ")


def controlled(fall):
    """A claim with something to say in each of its controls: a shift without substitute, and no notice of illness."""
    type(fall.vikariens_rader[1]).objects.filter(pk=fall.vikariens_rader[1].pk).update(dragen_version=2)
    faktura = build_sjuklon(fall, handlingar=("lonespecifikation",))
    ensure_standard(at=NU)
    skriver = build_granskare()
    apply_result(granskning=recontrol(faktura=faktura, by=skriver, at=NU), by=skriver, at=NU)
    return faktura


@pytest.mark.parametrize("roll", [Roll.BESLUTSATTESTANT, Roll.CONTROLLER, Roll.EKONOM])
def test_who_attests_or_follows_up_sees_why_a_krona_is_paid_and_not_which_days(client, fall, roll):
    faktura = controlled(fall)
    client.force_login(build_user("nagon", roll))

    html = claims_page(client, faktura)

    assert [ord_ for ord_ in SJUKDOMENS_ORD if ord_ in html] == []
    assert "Ingen vikaries tid täcker 8 tim av passet i maj 2015, som är 8 tim." in html
    assert "sjukpass i maj 2015" in html
    assert "Sociala avgifter" in html


def test_who_attests_sees_the_shifts_by_number_and_which_documents_there_are(client, fall):
    faktura = controlled(fall)
    client.force_login(build_attestant())

    html = claims_page(client, faktura)

    assert "Pass 2" in html
    assert "8 tim av 16 tim har en vikarie arbetat" in html
    assert "Lönespecifikation" in html
    assert "Vem som var sjuk och vilka dagar ser den som registrerar, bedömer eller reviderar ansökan." in html
    assert "sjuklonehandlingar" not in html


@pytest.mark.parametrize("roll", [Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.ADMINISTRATIV_ASSISTENT, Roll.REVISOR])
def test_who_registers_assesses_or_audits_sees_the_days_and_opens_the_documents(client, fall, roll):
    faktura = controlled(fall)
    client.force_login(build_user("nagon", roll))

    html = claims_page(client, faktura)

    assert "19–20 maj 2015" in html
    assert "sjukpass 2015-05-20 08:00–16:00" in html
    assert "Ada Frisk" in html
    assert reverse("kontroller:sjuklonehandlingar", args=[faktura.pk]) in html


def test_the_persons_list_says_the_month_to_who_does_not_need_the_days(client, fall):
    build_sjuklon(fall)
    url = reverse("fakturor:sjukloner", args=[fall.arende.brukare.pk])
    client.force_login(build_user("eva", Roll.CONTROLLER))
    for_controllern = client.get(url).content.decode().replace("\u00a0", " ")
    client.force_login(build_handlaggare())
    for_handlaggaren = client.get(url).content.decode().replace("\u00a0", " ")

    assert "19–20 maj 2015" not in for_controllern
    assert "maj 2015" in for_controllern
    assert "19–20 maj 2015" in for_handlaggaren


def test_what_has_changed_of_a_paid_claim_is_told_by_the_month_to_who_does_not_need_the_days(fall):
    faktura = build_sjuklon(fall)
    andrat = Andrat(
        faktura=faktura.pk, regel="E08", utfall="avvikelse", text="passet den 19 maj 2015 saknar vikarie", kronor="8.00"
    )
    fakturor = {faktura.pk: faktura, fall.arende.faktura.pk: fall.arende.faktura}
    pa_fakturan = replace(andrat, faktura=fall.arende.faktura.pk)

    for_controllern = without_days([andrat, pa_fakturan], fakturor, build_user("eva", Roll.CONTROLLER))
    for_handlaggaren = without_days([andrat], fakturor, build_handlaggare())

    assert [ett.text for ett in for_controllern] == ["passet i maj 2015 saknar vikarie", pa_fakturan.text]
    assert for_handlaggaren == [andrat]
