"""Från en uppgift som blir känd sent till ett återkrav och en anmälan, i webbläsarens ordning, som rollerna ser det."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assistans.roller import Roll
from beslut.models import Brukare, Handling
from beslut.omfang import Omfang
from fakturor.flode import Status
from fakturor.models import Anmalan, Aterkrav, Faktura, SenUppgift
from fakturor.services.reopening import reopen_invoices
from fakturor.services.settling_reclaims import note_appeal, note_ruling
from kontroller.aterkravsforslag import left_to_demand, parties_of, proposals_for
from kontroller.korning import recontrol
from kontroller.models import ManuellKontroll
from kontroller.services.late_trials import resume_all, try_late_facts
from tests.byggstenar import (
    NU,
    PDF,
    STOCKHOLM,
    Arende,
    build_anordnare,
    build_arende,
    build_brukare,
    build_granskare,
    build_handlaggare,
    build_redovisning,
    build_user,
)
from tests.byggstenar_aterkrav import build_aterkrav, build_beslutande, build_post, communicate, decide
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db

SENARE = datetime(2015, 9, 1, 9, 0, tzinfo=STOCKHOLM)
LISTA, BEVAKNING, ANMALNINGAR, ANDRAT = "/aterkrav/", "/att-bevaka/", "/anmalningar/", "/manader/2015-05/andrat/"
FAR_LASA = (Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.EKONOM, Roll.CONTROLLER, Roll.REVISOR)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def arende() -> Arende:
    """A case whose invoice has been controlled and paid."""
    arende = build_arende()
    recontrol(faktura=arende.faktura, by=build_granskare(), at=NU)
    bring_to(arende.faktura, Status.UTBETALD)
    return arende


@pytest.fixture
def dod(arende) -> Arende:
    """It becomes known that the person died on the tenth."""
    Brukare.objects.update(avliden=date(2015, 5, 10))
    reopen_invoices(omfang={Omfang(arende.brukare.pk, None, None, None)}, by=build_handlaggare(), at=NU)
    return arende


@pytest.fixture
def handlaggare(client):
    user = build_handlaggare()
    client.force_login(user)
    return user


def test_a_late_death_is_tried_by_a_worker_and_proposes_time_kronor_and_days(dod, django_capture_on_commit_callbacks):
    resume_all(at=NU)

    sen = SenUppgift.objects.get()
    assert sen.kontroller >= 1
    [forslag] = [f for f in proposals_for(dod.faktura) if f.regel == "A08"]
    assert (forslag.minuter, forslag.kronor) == (40 * 60, Decimal("11360.00"))
    assert (forslag.fran, forslag.tom) == (date(2015, 5, 11), date(2015, 5, 18))
    assert sen.kronor >= forslag.kronor


def test_the_worker_is_asked_when_the_change_is_saved(arende, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sedan:
        Brukare.objects.update(avliden=date(2015, 5, 10))
        reopen_invoices(omfang={Omfang(arende.brukare.pk, None, None, None)}, by=build_handlaggare(), at=NU)

    assert len(sedan) == 1


def test_a_change_that_makes_no_difference_settles_itself(arende):
    reopen_invoices(omfang={Omfang(arende.brukare.pk, None, None, None)}, by=build_handlaggare(), at=NU)

    try_late_facts([SenUppgift.objects.get().pk], at=NU)

    assert SenUppgift.objects.get().utgang == "ingen_skillnad"


def test_trying_again_adds_nothing(dod):
    resume_all(at=NU)
    fore = SenUppgift.objects.values().get()

    resume_all(at=NU)

    assert SenUppgift.objects.values().get() == fore


def test_it_stands_on_the_work_list_of_who_looks_into_it_and_of_the_controller(client, dod):
    for roll in (Roll.HANDLAGGARE, Roll.CONTROLLER):
        client.force_login(build_user(f"en-{roll}", roll))
        text = client.get(reverse("beslut:bevakning")).text
        assert "En\u00a0betald faktura vilar på något som har ändrats." in text
        assert ANDRAT in text


def test_from_the_month_to_a_case_with_its_items_filled_in(client, dod, handlaggare):
    resume_all(at=NU)
    sida = client.get(ANDRAT).text
    assert "Betalt, och något har ändrats sedan" in sida
    adress = reverse("kontroller:aterkrav_nytt", args=[dod.faktura.pk])
    assert adress in sida

    form = client.get(adress).context["form"]
    ifyllt = {namn: form.get_initial_for_field(falt, namn) for namn, falt in form.fields.items()}
    skickat = {
        namn: str(varde).replace(".", ",") if isinstance(varde, Decimal) else varde
        for namn, varde in ifyllt.items()
        if varde not in (None, False)
    }
    svar = client.post(adress, skickat | {"mot": "enskild", "grund": "borde_insett"})

    aterkrav = Aterkrav.objects.get()
    assert svar["Location"] == reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])
    post = aterkrav.poster.get()
    assert (post.regel, post.minuter, post.belopp) == ("A08", 2400, Decimal("11360.00"))
    assert (aterkrav.period_fran, aterkrav.period_tom) == (date(2015, 5, 11), date(2015, 5, 18))
    assert SenUppgift.objects.get().aterkrav == aterkrav
    assert "Betalt, och något har ändrats sedan" not in client.get(ANDRAT).text
    assert Faktura.objects.get().status == Status.UTBETALD


def test_a_case_can_be_begun_by_hand_when_no_control_says_otherwise(client, arende, handlaggare):
    adress = reverse("kontroller:aterkrav_nytt", args=[arende.faktura.pk])
    assert adress in client.get(reverse("kontroller:faktura", args=[arende.faktura.pk])).text

    falt = {
        "part": f"{arende.brukare.pk}-aterbetalning",
        "mot": "enskild",
        "grund": "borde_insett",
        "period_fran": "2015-05-01",
        "period_tom": "2015-05-31",
        "skal": "Timmen räknades två gånger.",
    }
    utan = client.post(adress, falt)
    assert "Kryssa för minst en post" in utan.text
    for_mycket = client.post(adress, falt | {"belopp_egen": "99999", "text_egen": "En timme."})
    assert "kvar av det som betalades" in for_mycket.text
    client.post(adress, falt | {"belopp_egen": "284", "timmar_egen": "1", "text_egen": "En timme."})

    assert Aterkrav.objects.get().poster.get().minuter == 60
    assert left_to_demand(arende.faktura) == arende.faktura.att_betala - 284


def test_what_is_not_paid_is_not_demanded_back(client, handlaggare):
    arende = build_arende()

    svar = client.get(reverse("kontroller:aterkrav_nytt", args=[arende.faktura.pk]), follow=True)

    assert "Fakturan är inte utbetald." in svar.text


def test_form_b_becomes_a_claim_by_contract(arende):
    arende.brukare.uppdrag.update(avtalsform="B")

    assert [str(part) for part in parties_of(arende.faktura)] == ["LSS-9F3C: krav enligt avtal"]


def test_items_are_added_from_another_paid_invoice(client, arende, handlaggare):
    aterkrav = build_aterkrav(arende)
    adress = reverse("kontroller:aterkrav_poster", args=[arende.faktura.pk, aterkrav.pk])
    assert adress in client.get(reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])).text

    client.post(adress, {"belopp_egen": "100", "text_egen": "En del."})

    assert aterkrav.poster.get().belopp == 100


def test_the_pages_lead_from_letter_to_settled(client, arende, handlaggare):
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    sida = reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])

    def take(slug: str, **falt: str):
        return client.post(reverse(f"fakturor:aterkrav_{slug}", args=[aterkrav.pk]), falt)

    assert "Skriv brevet" in client.get(sida).text
    take("brev")
    take("kommunicera", kommunicerat="2015-06-10")
    assert "Anteckna svaret" in client.get(sida).text
    take("svar", svar="Det stämmer.", svar_inkom="2015-06-12")
    client.force_login(build_beslutande())
    assert "Besluta" in client.get(sida).text
    post = aterkrav.poster.get().pk
    assert "Skriv varför inte hela" in take("besluta", **{f"belopp_{post}": "2000", "betala_senast": "2099-08-03"}).text
    take(
        "besluta",
        **{f"belopp_{post}": "2 000,00", f"skal_{post}": "Tre timmar stämde.", "betala_senast": "2099-08-03"},
    )
    text = client.get(sida).text
    assert "Tre timmar stämde." in text
    assert "Resten, 840,00\u00a0kr, kan krävas senare." in text
    assert reverse("fakturor:aterkrav_avsta", args=[aterkrav.pk, post]) in text
    client.force_login(build_user("karin-ekonom", Roll.EKONOM))
    text = client.get(sida).text
    assert "Anteckna en betalning" in text
    assert "Avstå från resten" not in text
    take("betalning", belopp="2000", datum="2015-08-01", skal="V 7")

    aterkrav.refresh_from_db()
    assert aterkrav.status == Aterkrav.Status.REGLERAT
    assert "Reglerat" in client.get(LISTA, {"lage": "avslutade"}).text


@pytest.mark.parametrize("roll", list(Roll))
def test_who_may_open_the_cases_and_take_their_steps(client, arende, roll):
    aterkrav = build_aterkrav(arende)
    client.force_login(build_user(f"en-{roll}", roll))
    steg = {
        "andra": Roll.HANDLAGGARE,
        "kommunicera": Roll.HANDLAGGARE,
        "svar": Roll.HANDLAGGARE,
        "overklagat": Roll.HANDLAGGARE,
        "avgorande": Roll.HANDLAGGARE,
        "lagg_ned": Roll.HANDLAGGARE,
        "besluta": Roll.ENHETSCHEF,
        "skriv_av": Roll.ENHETSCHEF,
        "betalning": Roll.EKONOM,
        "lamna_tillbaka": Roll.EKONOM,
    }

    far_lasa = 200 if roll in FAR_LASA else 403
    for adress in (LISTA, reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])):
        assert client.get(adress).status_code == far_lasa
    for slug, vems in steg.items():
        adress = reverse(f"fakturor:aterkrav_{slug}", args=[aterkrav.pk])
        assert client.get(adress).status_code == (200 if roll == vems else 403)
    nytt = client.get(reverse("kontroller:aterkrav_nytt", args=[arende.faktura.pk]))
    assert nytt.status_code == (200 if roll == Roll.HANDLAGGARE else 403)


def test_the_list_sums_what_is_demanded_paid_and_left(client, arende):
    for belopp in (100, 200):
        aterkrav = build_aterkrav(arende)
        build_post(aterkrav, arende.faktura, belopp)
    communicate(aterkrav)
    decide(aterkrav)
    aterkrav.aterbetalningar.create(
        slag="betalning", belopp=50, datum=date(2015, 8, 1), av=build_user("karin-ekonom", "ekonom"), tid=NU
    )
    client.force_login(build_user("cecilia", Roll.CONTROLLER))

    svar = client.get(LISTA)

    assert svar.context["summor"] == (100, 200, 50, 0, 150, 0)
    assert svar.context["per_kontroll"] == [("A08", 2, 300)]
    assert [namn for namn, _ in svar.context["per_anordnare"]] == ["Exempel Assistans AB"]


def test_what_a_court_takes_away_is_shown_and_given_back_and_the_ruling_is_fetched(client, arende, handlaggare):
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    communicate(aterkrav)
    decide(aterkrav)
    ekonom = build_user("karin-ekonom", Roll.EKONOM)
    aterkrav.aterbetalningar.create(slag="betalning", belopp=2840, datum=date(2015, 8, 1), av=ekonom, tid=NU)
    sida = reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])

    def take(slug: str, **falt):
        return client.post(reverse(f"fakturor:aterkrav_{slug}", args=[aterkrav.pk]), falt)

    take("overklagat", overklagat="2015-07-20")
    ruling = {"instans": "forvaltningsratt", "malnummer": "1234-15", "datum": "2015-09-01", "belopp": "1 000,00"}
    fel = take("avgorande", **ruling, fil=SimpleUploadedFile("dom.pdf", b"inte en pdf"))
    assert "Filen är inte av ett slag som tas emot" in fel.text
    assert "1234-15" in fel.text
    take("avgorande", **ruling, fil=SimpleUploadedFile("dom.pdf", PDF))

    text = client.get(sida).text
    assert "kommunen lämna tillbaka 1\u00a0840,00\u00a0kr" in text
    assert "Förvaltningsrätten, mål 1234-15, 1\u00a0september\u00a02015" in text
    assert "Sänkt från 2\u00a0840,00\u00a0kr till 1\u00a0000,00\u00a0kr." in text
    [dom] = client.get(sida).context["avgoranden"]
    hamtat = client.get(reverse("fakturor:aterkrav_dom", args=[aterkrav.pk, dom.dom]))
    assert hamtat.content == PDF

    client.force_login(ekonom)
    assert "Lämna tillbaka" in client.get(sida).text
    assert (
        "1\u00a0840,00\u00a0kr att lämna tillbaka"
        in take("lamna_tillbaka", slag="utbetalning", belopp="1840,01", datum="2015-09-10").text
    )
    take("lamna_tillbaka", slag="utbetalning", belopp="1840", datum="2015-09-10", skal="V 9")

    aterkrav.refresh_from_db()
    assert (aterkrav.status, aterkrav.beslutat_belopp, aterkrav.domstolens_belopp) == ("reglerat", 2840, 1000)
    assert client.get(LISTA).context["summor"] == (0, 1000, 1000, 0, 0, 0)


def test_a_ruling_about_a_protected_person_is_not_fetched_by_others(client, arende):
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    communicate(aterkrav)
    aterkrav = decide(aterkrav)
    by = aterkrav.upprattat_av
    note_appeal(aterkrav=aterkrav, overklagat=date(2015, 7, 20), by=by, at=SENARE)
    ruling = {"instans": "forvaltningsratt", "malnummer": "1-15", "datum": date(2015, 8, 20)}
    note_ruling(aterkrav=aterkrav, belopp=Decimal(0), **ruling, dom=PDF, by=by, at=SENARE)
    adress = reverse("fakturor:aterkrav_dom", args=[aterkrav.pk, Handling.objects.get().pk])
    client.force_login(build_user("alla", *Roll.values))
    assert client.get(adress).status_code == 200

    Brukare.objects.update(skydd="sekretessmarkering")

    assert client.get(adress).status_code == 404


def test_a_longer_list_asks_no_more_queries(client, arende, django_assert_num_queries, django_assert_max_num_queries):
    client.force_login(build_user("cecilia", Roll.CONTROLLER))
    build_post(build_aterkrav(arende), arende.faktura, 10)
    client.get(LISTA)
    with django_assert_max_num_queries(14) as en:
        client.get(LISTA)
    for _ in range(5):
        build_post(build_aterkrav(arende), arende.faktura, 10)

    with django_assert_num_queries(len(en)):
        client.get(LISTA)


def test_a_protected_person_s_case_is_nowhere_for_others(client, arende):
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    aterkrav.anmalningar.create(
        till="polis", brukare=arende.brukare, anledning=NU.date(), text="T", skapad_av=aterkrav.upprattat_av, skapad=NU
    )
    Brukare.objects.update(skydd="sekretessmarkering")
    client.force_login(build_user("alla", *Roll.values))

    assert "ÅK-" not in client.get(LISTA).text
    assert client.get(reverse("fakturor:aterkrav_visa", args=[aterkrav.pk])).status_code == 404
    assert client.get(reverse("fakturor:anmalan_visa", args=[Anmalan.objects.get().pk])).status_code == 404
    assert "LSS-9F3C" not in client.get(ANMALNINGAR).text


class TestNotices:
    """Anmälningar: föreslagna av det som är känt, skrivna som utkast, skickade eller inte."""

    def test_time_without_a_permit_asks_whether_ivo_should_be_told(self, client, arende, handlaggare):
        assert "verksamhet utan tillstånd" not in client.get(ANMALNINGAR).text
        arende.anordnare.tillstand.update(status="upphort", galler_tom=date(2015, 5, 12))

        text = client.get(ANMALNINGAR).text
        assert "på dagar då inget gällande tillstånd är registrerat" in text
        assert "13–18\u00a0maj\u00a02015" in text
        assert "Exempel Assistans AB" in client.get(reverse("beslut:bevakning")).text

        adress = f"{reverse('fakturor:anmalan_ny')}?till=ivo&anordnare={arende.anordnare.pk}"
        initial = client.get(adress).context["form"].initial
        assert initial["anledning"] == date(2015, 5, 13)
        assert "15 § 11 LSS" in initial["text"]
        client.post(adress, initial | {"anledning": "2015-05-13"})

        anmalan = Anmalan.objects.get()
        assert "på dagar då inget gällande tillstånd" not in client.get(ANMALNINGAR).text
        assert "Utkast:" in client.get(reverse("beslut:bevakning")).text
        client.post(
            reverse("fakturor:anmalan_avgor", args=[anmalan.pk]), {"status": "skickad", "skickad": "2015-06-10"}
        )
        assert Anmalan.objects.get().skickad == date(2015, 6, 10)
        assert "Utkast:" not in client.get(reverse("beslut:bevakning")).text

    def test_a_notice_that_is_not_sent_has_its_reason(self, client, arende, handlaggare):
        adress = f"{reverse('fakturor:anmalan_ny')}?till=fk_uppgift&brukare={arende.brukare.pk}"
        client.post(adress, {"anledning": "2015-06-01", "text": "Personen har flyttat."})
        avgor = reverse("fakturor:anmalan_avgor", args=[Anmalan.objects.get().pk])

        assert "Skriv varför den inte skickas." in client.post(avgor, {"status": "ej_skickad"}).text
        client.post(avgor, {"status": "ej_skickad", "skal": "Försäkringskassan har redan uppgiften."})

        assert Anmalan.objects.get().status == "ej_skickad"
        igen = client.post(avgor, {"status": "skickad", "skickad": "2015-06-10"})
        assert "står fast" in igen.text

    def test_a_repayment_by_wrong_statements_asks_about_the_police_and_other_authorities(
        self, client, arende, handlaggare
    ):
        aterkrav = build_aterkrav(arende)
        build_post(aterkrav, arende.faktura)
        communicate(aterkrav)
        assert "Pröva om" not in client.get(ANMALNINGAR).text
        decide(aterkrav)

        text = client.get(ANMALNINGAR).text

        assert "Pröva om uppgifterna ska lämnas till Polisen." in text
        assert "Pröva om en annan myndighet" in text
        ny = client.get(f"{reverse('fakturor:anmalan_ny')}?till=polis&aterkrav={aterkrav.pk}")
        assert "LSS-9F3C" in ny.context["form"].initial["text"]
        assert "Elsa" not in ny.context["form"].initial["text"]

    def test_a_remark_about_fk_asks_whether_they_should_be_told(self, client, arende, handlaggare):
        ManuellKontroll.objects.create(
            kod="A10",
            redovisning=arende.redovisning,
            utfall="anmarkning",
            sett="En ansökan har lämnats.",
            datum=date(2015, 6, 5),
            av=handlaggare,
            tid=NU,
        )

        assert "kan ha rätt till assistansersättning" in client.get(ANMALNINGAR).text

    def test_one_is_begun_by_hand_with_a_reference(self, client, arende, handlaggare):
        ny = reverse("fakturor:anmalan_ny")
        assert "Ingen person har den referensen." in client.post(ny, {"till": "fk_ratt", "referens": "LSS-XXXX"}).text

        svar = client.post(ny, {"till": "fk_ratt", "referens": "LSS-9F3C"})

        assert svar["Location"] == f"{ny}?till=fk_ratt&brukare={arende.brukare.pk}"
        assert "15 § 8 LSS" in client.get(svar["Location"]).context["form"].initial["text"]

    @pytest.mark.parametrize("roll", list(Roll))
    def test_who_may_read_and_write_them(self, client, roll):
        client.force_login(build_user(f"en-{roll}", roll))
        skriver = roll in {Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.KONSULENT}
        laser = skriver or roll in {Roll.CONTROLLER, Roll.REVISOR}

        assert client.get(ANMALNINGAR).status_code == (200 if laser else 403)
        assert client.get(reverse("fakturor:anmalan_ny")).status_code == (200 if skriver else 403)


def test_another_person_s_and_provider_s_invoice_is_no_part_of_the_case(client, arende, handlaggare):
    annan = build_brukare("LSS-7QXK", "198512129996")
    redovisning = build_redovisning(annan, build_anordnare("5599010013", "Annan Assistans AB"))
    aterkrav = build_aterkrav(arende)

    svar = client.get(reverse("fakturor:aterkrav_visa", args=[aterkrav.pk]))

    assert redovisning.anordnare.namn not in svar.text
