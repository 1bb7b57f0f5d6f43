"""Beslutets sida, delegationsordningen och överklagandena i webbläsaren: vem som öppnar, vad som står där."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.models import Beslut, Beslutsandring, Delegation, Overklagande
from beslut.tests.byggstenar import build_chef, build_delegation, build_overklagande
from beslut.tests.sidor import BESLUT, post, text_of
from tests.byggstenar import INTYGSGIVARENS_NUMMER, NU, build_beslut, build_beslutsrad, build_brukare, build_user

pytestmark = pytest.mark.django_db

LASER = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
HANDLAGGARE, ENHETSCHEF = {Roll.HANDLAGGARE}, {Roll.ENHETSCHEF}
FAR_OPPNA = {
    "beslut_visa": LASER,
    "beslut_delgivet": HANDLAGGARE,
    "overklagande_lista": LASER,
    "overklagande_nytt": HANDLAGGARE,
    "overklagande_andra": HANDLAGGARE,
    "overklagande_vidare": HANDLAGGARE,
    "delegation_lista": LASER,
    "delegation_ny": ENHETSCHEF,
    "delegation_avsluta": ENHETSCHEF,
}
DELEGATION = {
    "punkt": "4.2",
    "avser": ["ordinarie"],
    "galler_fran": "2015-01-01",
    "namndbeslut": "2014-12-10 § 97",
}


@pytest.fixture
def beslut():
    return build_beslut(build_brukare())


@pytest.fixture
def chef(client):
    client.force_login(build_chef())
    return client


def page(client, sida: str, *args: int, **fraga: str) -> str:
    svar = client.get(reverse(f"beslut:{sida}", args=args), fraga)
    assert svar.status_code == 200
    return text_of(svar)


# Who may


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, beslut, hanna, roll):
    delegation, overklagande = build_delegation(hanna), build_overklagande(beslut)
    pekar = {
        "delegation_lista": [],
        "delegation_ny": [],
        "overklagande_lista": [],
        "delegation_avsluta": [delegation.pk],
        "overklagande_andra": [overklagande.pk],
        "overklagande_vidare": [overklagande.pk],
    }
    client.force_login(build_user("nagon", roll))

    svar = {
        sida: client.get(reverse(f"beslut:{sida}", args=pekar.get(sida, [beslut.pk]))).status_code for sida in FAR_OPPNA
    }

    assert svar == {sida: 200 if roll in roller else 403 for sida, roller in FAR_OPPNA.items()}


@pytest.mark.parametrize("sida", ["beslut_visa", "delegation_lista", "overklagande_lista"])
def test_the_auditor_sees_nothing_to_press(client, beslut, hanna, sida):
    build_delegation(hanna)
    build_overklagande(beslut)
    client.force_login(build_user("rut", Roll.REVISOR))

    args = [beslut.pk] if sida == "beslut_visa" else []
    text = client.get(reverse(f"beslut:{sida}", args=args)).text.split("<main")[1].split("</main>")[0]

    for knapp in ("/ny/", "/nytt/", "/andra/", "/avsluta/", "/ratta/", "/delgivet/", "/vidare/", "<button"):
        assert knapp not in text


def test_a_decision_about_a_protected_person_does_not_exist_for_others(client, hanna):
    skyddad = build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER, skydd="sekretessmarkering")
    beslut = build_beslut(skyddad, diarienummer="SN 2014/900")
    overklagande = build_overklagande(beslut)
    client.force_login(hanna)

    for sida, pk in (("beslut_visa", beslut.pk), ("overklagande_andra", overklagande.pk)):
        assert client.get(reverse(f"beslut:{sida}", args=[pk])).status_code == 404
    assert "SN 2014/900" not in page(client, "overklagande_lista")

    skyddad.behoriga.add(hanna)
    assert "SN 2014/900" in page(client, "overklagande_lista")


# The decision's page


def test_the_page_shows_what_the_decision_gives_and_how_it_was_counted(handlaggare, hanna, beslut):
    build_beslutsrad(beslut, rad=2, tidstyp="vantetid", timmar=Decimal("6.5"), enhet="vecka")

    text = page(handlaggare, "beslut_visa", beslut.pk, manad="2015-04")

    for ord_ in ("100 tim per månad", "100:00", "6,5 tim per vecka", "6,5 × 30 / 7", "27:51", "Timmar får inte sparas"):
        assert ord_ in text
    assert Lasning.objects.get().syfte == "Läste ett beslut"


def test_the_page_shows_the_month_in_which_the_decision_is_in_force(handlaggare):
    beslut = build_beslut(build_brukare(), galler_tom=date(2015, 5, 15))

    assert "Maj 2015, tim" in page(handlaggare, "beslut_visa", beslut.pk)


def test_the_point_that_the_decision_rests_on_is_told(handlaggare, hanna):
    build_delegation(hanna)
    post(handlaggare, "beslut_nytt", build_brukare().pk, **BESLUT, beslutsfattare=hanna.pk)

    text = page(handlaggare, "beslut_visa", Beslut.objects.get().pk)

    assert "Punkt 4.2, från 1 januari 2014. Nämndens beslut 2013-12-11 § 118" in text
    assert "inte knutet" not in text


def test_an_imported_decision_is_weighed_against_the_register_as_it_stands(handlaggare, hanna, beslut):
    Beslut.objects.update(beslutsfattare="Hanna", beslutsfattare_konto=hanna)
    assert "Registret har ingen delegation som täcker beslutet den dagen." in page(
        handlaggare, "beslut_visa", beslut.pk
    )

    build_delegation(hanna)

    assert "Enligt registret i dag; beslutet är inte knutet till den." in page(handlaggare, "beslut_visa", beslut.pk)


def test_the_decisions_before_and_after_are_one_click_away(handlaggare):
    brukare = build_brukare()
    forsta = build_beslut(
        brukare, diarienummer="SN 2013/1", galler_fran=date(2013, 1, 1), galler_tom=date(2013, 12, 31)
    )
    andra = build_beslut(brukare, diarienummer="SN 2014/1", galler_fran=date(2014, 1, 1), galler_tom=date(2014, 12, 31))
    tredje = build_beslut(brukare, diarienummer="SN 2015/1")
    build_beslut(brukare, diarienummer="SN 2014/2", tidstyp="vantetid")

    sida = handlaggare.get(reverse("beslut:beslut_visa", args=[andra.pk])).context["sida"]

    assert (sida.fore.beslut, sida.efter.beslut) == (forsta, tredje)


def test_three_weeks_are_counted_from_the_day_of_receipt(handlaggare, beslut):
    sent = build_overklagande(beslut, inkom=date(2015, 1, 12))
    assert "tiden kan inte räknas" in page(handlaggare, "beslut_visa", beslut.pk)

    post(handlaggare, "beslut_delgivet", beslut.pk, delgivet="2014-12-08")

    text = page(handlaggare, "beslut_visa", beslut.pk)
    assert "Till och med den 29 december 2014" in text
    assert "Det kom 14 dagar efter de tre veckorna" in text
    assert "avgör en person" in text
    sent.refresh_from_db()
    assert sent.utgang == "pagar"


def test_an_inhibition_is_told_at_the_top(handlaggare, beslut):
    build_overklagande(beslut, instans="forvaltningsratt", inhibition=True)

    assert "Domstolen har bestämt att beslutet tills vidare inte ska gälla." in page(
        handlaggare, "beslut_visa", beslut.pk
    )


def test_the_page_takes_as_many_queries_for_much_as_for_little(
    handlaggare, hanna, beslut, django_assert_max_num_queries
):
    Beslut.objects.update(beslutsfattare_konto=hanna)
    for rad, tidstyp in ((2, "vantetid"), (3, "beredskap")):
        build_beslutsrad(beslut, rad=rad, tidstyp=tidstyp)
    for dag in range(1, 20):
        build_overklagande(beslut, inkom=date(2015, 1, dag), utgang="avskrivet", utgang_datum=date(2015, 2, 1))
        Beslutsandring.objects.create(
            beslut=beslut, galler_fran=date(2015, 4, dag), grund="sakerhet", motivering="x", av=hanna, tid=NU
        )

    with django_assert_max_num_queries(14):
        page(handlaggare, "beslut_visa", beslut.pk)


# Less time


def test_fewer_hours_ask_for_the_ground_and_keep_what_was_typed(handlaggare, hanna):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="LSS 2014/0381", timmar=Decimal(200))
    data = BESLUT | {"beslutsfattare": hanna.pk, "avsluta_tidigare": "on"}

    vagrat = post(handlaggare, "beslut_nytt", brukare.pk, **data)
    andrat = post(handlaggare, "beslut_nytt", brukare.pk, **data | {"grund": "forbehall"})

    text = text_of(vagrat)
    assert "Grund för ändringen: Personen får mindre tid än enligt beslut LSS 2014/0381." in text
    assert "37&nbsp;§ förvaltningslagen" in text
    assert "Aktiv tid: 72 tim 51 min i april 2015, mot 100 tim i beslut LSS 2014/0381." in text
    assert "Motivering: Skriv varför grunden gäller här." in text_of(andrat)
    assert 'value="forbehall" selected' in andrat.text
    assert Beslut.objects.count() == 1

    post(handlaggare, "beslut_nytt", brukare.pk, **data | {"grund": "forbehall", "motivering": "Skolstart."})

    nytt = Beslut.objects.latest("pk")
    assert Beslutsandring.objects.get().nytt_beslut == nytt
    [andring] = handlaggare.get(reverse("beslut:beslut_visa", args=[nytt.pk])).context["sida"].andringar
    assert (andring.handelse, andring.annat.diarienummer) == ("Ändrade", "LSS 2014/0381")


def test_the_ground_is_put_in_place_while_the_form_is_written_and_not_replaced_when_it_stands(handlaggare):
    brukare = build_brukare()
    build_beslut(brukare, diarienummer="LSS 2014/0381", timmar=Decimal(200))

    forst = post(handlaggare, "beslut_rakna", brukare.pk, **BESLUT).text
    sedan = post(handlaggare, "beslut_rakna", brukare.pk, **BESLUT, visar_nackdel="ja").text
    skrivet = BESLUT | {"rad-0-timmar": "60", "motivering": "Skolstart."}
    mer = post(handlaggare, "beslut_rakna", brukare.pk, **skrivet, visar_nackdel="ja").text

    assert 'id="till-nackdel" hx-swap-oob="true"' in forst
    assert '<select name="grund"' in forst
    assert "till-nackdel" not in sedan
    assert 'id="till-nackdel" hx-swap-oob="true"' in mer
    assert '<select name="grund"' not in mer
    assert '<input type="hidden" name="motivering" value="Skolstart."' in mer


def test_the_page_that_ends_a_row_reminds_of_the_law_but_not_for_what_is_not_ours(handlaggare, beslut):
    kassans = build_beslut(beslut.brukare, diarienummer="FK 2015-1", typ="assistansersattning")

    vart, deras = (
        page(handlaggare, "avsluta", "beslutsrad", rad.pk) for rad in (beslut.rader.get(), kassans.rader.get())
    )

    assert "37&nbsp;§ förvaltningslagen" in vart
    assert "förvaltningslagen" not in deras


# Who decides


def test_the_form_says_that_nobody_can_be_tried_until_the_order_is_entered(handlaggare, hanna):
    brukare = build_brukare()
    mening = "kan inte prövas mot delegationsordningen"
    assert mening in page(handlaggare, "beslut_nytt", brukare.pk)

    build_delegation(hanna)

    assert mening not in page(handlaggare, "beslut_nytt", brukare.pk)
    svar = text_of(post(handlaggare, "beslut_rakna", brukare.pk, **BESLUT, beslutsfattare=hanna.pk))
    assert "Hanna får besluta enligt punkt 4.2 i delegationsordningen." in svar


def test_a_decision_outside_the_delegation_is_refused_with_what_is_missing(handlaggare, hanna):
    build_delegation(build_user("nina", Roll.HANDLAGGARE))

    svar = post(handlaggare, "beslut_nytt", build_brukare().pk, **BESLUT, beslutsfattare=hanna.pk)

    assert "Beslutsfattare: Hanna har ingen delegation i registret." in text_of(svar)
    assert not Beslut.objects.exists()


def test_forsakringskassans_decision_has_no_decision_maker_of_ours(handlaggare, hanna):
    build_delegation(build_user("nina", Roll.HANDLAGGARE))
    data = BESLUT | {"typ": "assistansersattning", "beslutsfattare": hanna.pk, "organ": "delegat"}

    post(handlaggare, "beslut_nytt", build_brukare().pk, **data)

    beslut = Beslut.objects.get()
    assert (beslut.organ, beslut.beslutsfattare, beslut.beslutsfattare_konto) == ("forsakringskassan", "", None)
    text = page(handlaggare, "beslut_visa", beslut.pk)
    assert "Assistansersättning enligt 51 kap. SFB" in text
    assert "Registrera överklagande" not in text


def test_saving_asks_for_the_months_and_forgets_them_when_hours_may_not_be_saved(handlaggare, hanna):
    brukare = build_brukare()
    data = BESLUT | {"beslutsfattare": hanna.pk}

    utan = post(handlaggare, "beslut_nytt", brukare.pk, **data, far_spara="on")
    for_manga = post(handlaggare, "beslut_nytt", brukare.pk, **data, far_spara="on", avrakningsmanader="13")
    assert "Avräkningsperiod i månader: Skriv ett helt tal från 2 till 12." in text_of(utan)
    assert "Avräkningsperiod i månader:" in text_of(for_manga)

    post(handlaggare, "beslut_nytt", brukare.pk, **data, far_spara="on", avrakningsmanader="6")
    post(handlaggare, "beslut_nytt", brukare.pk, **data | {"diarienummer": "SN 2", "typ": "tillfallig_utokning"},
         avrakningsmanader="6")  # fmt: skip

    assert list(Beslut.objects.order_by("pk").values_list("far_spara", "avrakningsmanader")) == [(True, 6), (False, 1)]


# The delegation order


def test_the_head_enters_and_ends_a_delegation_but_never_their_own(chef, hanna):
    egen = post(chef, "delegation_ny", **DELEGATION, delegat=build_chef().pk)
    assert "Delegat: Välj något i listan." in text_of(egen)
    assert 'value="2014-12-10 § 97"' in egen.text

    svar = post(chef, "delegation_ny", **DELEGATION, delegat=hanna.pk)
    assert "Punkt 4.2 för Hanna är inlagd." in text_of(svar)
    delegation = Delegation.objects.get()
    post(chef, "delegation_avsluta", delegation.pk, galler_tom="2015-12-31")

    delegation.refresh_from_db()
    assert delegation.galler_tom == date(2015, 12, 31)
    assert "Avslutad" in page(chef, "delegation_lista")


def test_the_list_of_delegations_takes_as_many_queries_for_many_as_for_one(
    chef, hanna, django_assert_num_queries, beslut
):
    build_delegation(hanna)
    with django_assert_num_queries(5):
        page(chef, "delegation_lista")
    for nummer in range(10):
        build_delegation(build_user(f"nina{nummer}", Roll.HANDLAGGARE))

    with django_assert_num_queries(5):
        page(chef, "delegation_lista")


# Appeals


def test_an_appeal_is_registered_followed_and_goes_on(handlaggare, beslut):
    post(handlaggare, "overklagande_nytt", beslut.pk, inkom="2014-12-20")
    overklagande = Overklagande.objects.get()
    assert "Ligger hos kommunen" in page(handlaggare, "overklagande_lista")

    avgjort = {"overlamnat": "2014-12-22", "instans": "forvaltningsratt", "malnummer": "412-15", "utgang": "avslag"}
    utan_dag = post(handlaggare, "overklagande_andra", overklagande.pk, **avgjort)
    assert "Avgjort den: Skriv vilken dag överklagandet avgjordes." in text_of(utan_dag)
    post(handlaggare, "overklagande_andra", overklagande.pk, **avgjort, utgang_datum="2015-05-20")
    assert "Inget överklagande väntar." in page(handlaggare, "overklagande_lista")

    post(handlaggare, "overklagande_vidare", overklagande.pk, inkom="2015-06-01", instans="kammarratt")
    text = page(handlaggare, "beslut_visa", beslut.pk)
    for ord_ in ("Förvaltningsrätten", "Mål 412-15", "Avslag", "Kammarrätten", "Överklagat vidare."):
        assert ord_ in text


def test_the_list_of_appeals_takes_as_many_queries_for_many_as_for_one(handlaggare, django_assert_num_queries):
    brukare = build_brukare()
    build_overklagande(build_beslut(brukare))
    with django_assert_num_queries(5):
        page(handlaggare, "overklagande_lista")
    for nummer in range(10):
        build_overklagande(build_beslut(brukare, diarienummer=f"SN {nummer}", typ="tillfallig_utokning"))

    with django_assert_num_queries(5):
        page(handlaggare, "overklagande_lista")
