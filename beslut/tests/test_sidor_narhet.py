"""Sidorna för släkt och hushåll, ställföreträdare, assistenter och uppdrag."""

from datetime import date

import pytest
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Assistent, Betalningsmottagare, Relation, Stallforetradare
from beslut.tests.sidor import post, text_of
from tests.byggstenar import (
    BRUKARENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_assistent,
    build_brukare,
    build_person,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

RELATION = {
    "namn": "Kim Exempelson",
    "personnummer": INTYGSGIVARENS_NUMMER,
    "slag": "foralder",
    "hushall": "on",
    "kalla": "Ansökan 2014",
}
ANMALAN = {
    "namn": "Sam Testlund",
    "anmald_11a": "2014-12-20",
    "anstalld_fran": "2014-06-01",
    "ees_bosatt": "ja",
    "arbetstidslag": "ATL",
}


def read(client, sida: str, pk: int) -> str:
    return text_of(client.get(reverse(f"beslut:{sida}", args=[pk])))


SER_PERSONER = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
OPPNAS_AV = {
    "uppdrag_visa": SER_PERSONER,
    "assistent_visa": SER_PERSONER | {Roll.EKONOM, Roll.KONSULENT},
    "assistent_andra": {Roll.HANDLAGGARE, Roll.KONSULENT},
    "stallforetradare_andra": {Roll.HANDLAGGARE},
    "relation_ny": {Roll.HANDLAGGARE},
    "relation_andra": {Roll.HANDLAGGARE},
    "brukare_personnummer": {Roll.HANDLAGGARE},
}


@pytest.mark.parametrize("roll", Roll)
def test_each_role_opens_its_pages_and_no_others(client, roll):
    brukare, anordnare = build_brukare(), build_anordnare()
    nagon = {"brukare": brukare, "person": build_person(INTYGSGIVARENS_NUMMER), "namn": "Kim"}
    pekar_pa = {
        "uppdrag": build_uppdrag(brukare, anordnare).pk,
        "assistent": build_assistent(anordnare).pk,
        "stallforetradare": Stallforetradare.objects.create(**nagon, roll="ombud", galler_fran=date(2015, 1, 1)).pk,
        "relation": Relation.objects.create(**nagon, slag="foralder").pk,
    }
    client.force_login(build_user("nagon", roll))

    svar = {}
    for sida in OPPNAS_AV:
        pk = brukare.pk if sida in ("relation_ny", "brukare_personnummer") else pekar_pa[sida.split("_")[0]]
        svar[sida] = client.get(reverse(f"beslut:{sida}", args=[pk])).status_code

    assert svar == {sida: 200 if roll in roller else 403 for sida, roller in OPPNAS_AV.items()}


# Kin and household


def test_a_relation_is_registered_and_its_name_is_shown_only_with_the_person_s(handlaggare):
    brukare = build_brukare()

    svar = text_of(post(handlaggare, "relation_ny", brukare.pk, **RELATION))

    assert "Relationen är registrerad." in svar
    assert "Förälder" in svar
    assert "Delar hushåll" in svar
    assert "Ansökan 2014" in svar
    assert "Kim Exempelson" not in svar
    med_namn = text_of(handlaggare.post(reverse("beslut:brukare_namn", args=[brukare.pk])))
    assert "Kim Exempelson" in med_namn
    assert INTYGSGIVARENS_NUMMER not in med_namn


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({"personnummer": BRUKARENS_NUMMER}, "Det är personens eget nummer."),
        ({"kalla": ""}, "Uppgiften kommer från: Fyll i uppgiften."),
        ({"galler_fran": "2015-02-01", "galler_tom": "2015-01-31"}, "Perioden börjar den 1 februari 2015"),
    ],
)
def test_a_relation_that_cannot_be_is_refused_and_what_was_typed_is_kept(handlaggare, falt, svar):
    sida = post(handlaggare, "relation_ny", build_brukare().pk, **RELATION | falt)

    assert svar in text_of(sida)
    assert sida.context["form"]["namn"].value() == "Kim Exempelson"
    assert not Relation.objects.exists()


def test_the_same_relation_is_registered_once(handlaggare):
    brukare = build_brukare()

    post(handlaggare, "relation_ny", brukare.pk, **RELATION)
    igen = post(handlaggare, "relation_ny", brukare.pk, **RELATION)

    assert "Relationen är redan registrerad från den dagen." in text_of(igen)
    assert Relation.objects.count() == 1


def test_a_relation_is_changed_and_ended_and_the_event_names_nobody(handlaggare):
    brukare = build_brukare()
    post(handlaggare, "relation_ny", brukare.pk, **RELATION)
    relation = Relation.objects.get()
    andrat = {namn: varde for namn, varde in RELATION.items() if namn not in ("personnummer", "hushall")}

    post(handlaggare, "relation_andra", relation.pk, **andrat | {"slag": "syskon", "galler_tom": "2015-05-31"})

    relation.refresh_from_db()
    assert (relation.slag, relation.hushall, relation.galler_tom) == ("syskon", False, date(2015, 5, 31))
    handelse = Handelse.objects.get(typ="relation.andrad")
    assert handelse.uppgifter == {"andrat": ["galler_tom", "hushall", "slag"], "brukare": brukare.pk}


def test_a_relation_with_a_protected_person_is_for_those_named_for_her(handlaggare, hanna):
    brukare = build_brukare()
    skyddad = build_brukare("LSS-1B2D", INTYGSGIVARENS_NUMMER, skydd="sekretessmarkering")
    post(handlaggare, "relation_ny", brukare.pk, **RELATION)
    adress = reverse("beslut:relation_andra", args=[Relation.objects.get().pk])

    dolt = text_of(handlaggare.post(reverse("beslut:brukare_namn", args=[brukare.pk])))

    assert "Skyddad person" in dolt
    assert "Kim Exempelson" not in dolt
    assert handlaggare.get(adress).status_code == 404
    skyddad.behoriga.add(hanna)
    assert handlaggare.get(adress).status_code == 200


def test_what_is_to_be_looked_at_stands_on_the_person_s_page_with_where_it_comes_from(handlaggare):
    brukare, anordnare = build_brukare(), build_anordnare()
    build_uppdrag(brukare, anordnare)
    build_assistent(anordnare, INTYGSGIVARENS_NUMMER)
    post(handlaggare, "relation_ny", brukare.pk, **RELATION)

    svar = handlaggare.get(reverse("beslut:brukare_visa", args=[brukare.pk])).content.decode()

    assert (
        "Personens förälder är anmäld som assistent hos Exempel Assistans AB, och anmälan tar inte upp närstående och "
        "hushållsgemenskap." in svar
    )
    assert f'href="#relation-{Relation.objects.get().pk}"' in svar
    assert f'href="/assistent/{Assistent.objects.get().pk}/"' in svar


def test_who_only_reads_sees_relations_without_buttons(client):
    brukare = build_brukare()
    Relation.objects.create(
        brukare=brukare, person=build_person(INTYGSGIVARENS_NUMMER), namn="Kim Exempelson", slag="foralder"
    )
    client.force_login(build_user("rut", Roll.REVISOR))

    svar = client.get(reverse("beslut:brukare_visa", args=[brukare.pk])).content.decode()

    assert "Förälder" in svar
    assert 'href="/relation/' not in svar
    assert f"/brukare/{brukare.pk}/relation/ny/" not in svar


# Representatives


def test_a_god_man_is_registered_with_what_the_appointment_covers(handlaggare):
    brukare = build_brukare()
    data = {"namn": "Kim", "personnummer": INTYGSGIVARENS_NUMMER, "roll": "god_man", "galler_fran": "2015-01-01"}

    utan = post(handlaggare, "stallforetradare_ny", brukare.pk, **data)
    med = post(handlaggare, "stallforetradare_ny", brukare.pk, **data, omfattning=["bevaka_ratt", "forvalta_egendom"])

    assert "Förordnandet omfattar: Välj vad förordnandet omfattar." in text_of(utan)
    assert "Bevaka rätt och förvalta egendom" in text_of(med)
    assert Stallforetradare.objects.get().omfattning == ["bevaka_ratt", "forvalta_egendom"]


def test_a_guardian_has_no_appointment_to_tell_of(handlaggare):
    data = {"namn": "Kim", "personnummer": INTYGSGIVARENS_NUMMER, "roll": "vardnadshavare"}

    svar = post(
        handlaggare,
        "stallforetradare_ny",
        build_brukare().pk,
        **data,
        galler_fran="2015-01-01",
        omfattning="bevaka_ratt",
    )

    assert "Omfattningen gäller bara god man och förvaltare." in text_of(svar)


def test_an_appointment_is_changed_and_ended(handlaggare):
    brukare = build_brukare()
    foretradare = Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person(INTYGSGIVARENS_NUMMER),
        namn="Kim",
        roll="god_man",
        galler_fran=date(2015, 1, 1),
    )
    assert "Omfattningen är inte registrerad." in read(handlaggare, "brukare_visa", brukare.pk)

    post(
        handlaggare,
        "stallforetradare_andra",
        foretradare.pk,
        namn="Kim",
        omfattning="bevaka_ratt",
        galler_tom="2030-05-31",
    )

    foretradare.refresh_from_db()
    assert (foretradare.omfattning, foretradare.galler_tom) == (["bevaka_ratt"], date(2030, 5, 31))
    assert "Omfattningen är inte registrerad." not in read(handlaggare, "brukare_visa", brukare.pk)


def test_a_child_s_page_tells_when_the_guardians_stop_and_that_ivo_is_told_anew(handlaggare):
    brukare = build_brukare(personnummer="201503042398")
    egen = build_anordnare("EA1", form="egen_arbetsgivare", person=brukare.person)
    build_uppdrag(brukare, egen, avtalsform="C")
    Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person(INTYGSGIVARENS_NUMMER),
        namn="Kim",
        roll="vardnadshavare",
        galler_fran=date(2015, 3, 4),
    )

    svar = read(handlaggare, "brukare_visa", brukare.pk)

    assert "Personen fyller 18 den 4 mars 2033" in svar
    assert "En ny anmälan behövs när personen fyller 18 år." in svar


# Assistants


def test_a_registration_is_completed_with_law_and_period_and_shows_the_periods(handlaggare):
    assistent = build_assistent(build_anordnare())

    svar = post(
        handlaggare,
        "assistent_andra",
        assistent.pk,
        **ANMALAN | {"arbetstidslag": "HusligL", "berakning_fran": "2015-08-01"},
    )

    assistent.refresh_from_db()
    assert (assistent.berakning_fran, assistent.berakning_veckor) == (date(2015, 8, 1), 4)
    assert "perioder om fyra veckor, 28 dagar, som följer på varandra" in text_of(svar)
    assert len(svar.context["sida"].perioder) == 6
    assert Handelse.objects.get(typ="assistent.andrad").uppgifter["andrat"] == [
        "arbetstidslag",
        "berakning_fran",
        "berakning_veckor",
    ]


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({"arbetstidslag": "kollektivavtal"}, "Kollektivavtalets namn: Skriv vad kollektivavtalet heter."),
        ({"kollektivavtal": "Ett avtal"}, "Välj kollektivavtal som arbetstidslag"),
        ({"berakning_veckor": "16"}, "Skriv den dag då den första perioden börjar."),
        ({"berakning_fran": "2015-01-01"}, "Skriv hur många veckor perioden är."),
        ({"berakning_fran": "2015-01-01", "berakning_veckor": "18"}, "Perioden är högst 17 veckor"),
        (
            {"arbetstidslag": "HusligL", "berakning_fran": "2015-01-01", "berakning_veckor": "5"},
            "I husligt arbete är perioden fyra veckor.",
        ),
        ({"arbetstidslag": "", "berakning_fran": "2015-01-01"}, "Välj den arbetstidslag som perioden hör till."),
        ({"berakning_fran": "2015-01-01", "berakning_veckor": "fyra"}, "Skriv ett helt antal veckor"),
        ({"informerad_9c": "2015-01-05"}, "Dagen gäller en assistent som är närstående"),
        ({"galler_tom": "2014-12-31"}, "Perioden börjar den 1 januari 2015 och slutar före det."),
    ],
)
def test_a_registration_that_cannot_be_is_refused_at_the_field(handlaggare, falt, svar):
    assistent = build_assistent(build_anordnare())

    sida = post(handlaggare, "assistent_andra", assistent.pk, **ANMALAN | falt)

    assert svar in text_of(sida)
    assert sida.context["form"]["namn"].value() == "Sam Testlund"
    assert not Handelse.objects.exists()


def test_a_report_that_came_late_is_taken_in_with_a_word_of_what_follows(handlaggare):
    assistent = build_assistent(build_anordnare())

    svar = text_of(post(handlaggare, "assistent_andra", assistent.pk, **ANMALAN | {"anmald_11a": "2015-01-02"}))

    assert "Tid före anmälan stannar i kontrollen (C01)." in svar
    assert "Anmälan kom 2 januari 2015, och arbetet började 1 januari 2015." in svar


def test_the_page_of_an_assistant_tells_of_age_and_transition_and_hides_the_number(handlaggare):
    ung = build_assistent(build_anordnare(), "199706292399", anstalld_fran=date(2013, 6, 30))

    svar = read(handlaggare, "assistent_visa", ung.pk)

    assert "fyller 18 den 29 juni 2015" in svar
    assert "var anställd före den 1 juli 2013" in svar
    assert "19••••••-••••" in svar
    assert "19970629" not in svar
    assert Lasning.objects.filter(objekt="beslut.assistent", objekt_id=ung.pk).exists()


def test_the_page_of_an_assistant_takes_as_many_queries_for_many_registrations(handlaggare, django_assert_num_queries):
    anordnare = build_anordnare()
    assistent = build_assistent(anordnare)
    sida = reverse("beslut:assistent_visa", args=[assistent.pk])

    for nummer in (1, 2, 3):
        build_uppdrag(build_brukare(f"LSS-{nummer}", f"20040101239{nummer}"), anordnare)
        build_assistent(anordnare, galler_fran=date(2010 + nummer, 1, 1), galler_tom=date(2010 + nummer, 12, 31))
        with django_assert_num_queries(9):
            handlaggare.get(sida)


def test_an_assistant_of_a_protected_person_is_not_there_for_others(handlaggare):
    brukare = build_brukare(skydd="sekretessmarkering")
    assistent = build_assistent(build_anordnare(), brukare=brukare)

    for sida in ("assistent_visa", "assistent_andra"):
        assert handlaggare.get(reverse(f"beslut:{sida}", args=[assistent.pk])).status_code == 404


# Assignments and payees


def test_the_page_of_an_assignment_tells_what_its_form_asks_for_and_what_is_missing(handlaggare):
    uppdrag = build_uppdrag(build_brukare(), build_anordnare(), avtal_datum=None)

    svar = read(handlaggare, "uppdrag_visa", uppdrag.pk)

    assert "Personen köper assistansen av anordnaren" in svar
    assert "Inget avtal är registrerat." in svar
    assert "Begäran undertecknad 15 december 2014." in svar
    assert "Inget avtal är registrerat." in read(handlaggare, "brukare_visa", uppdrag.brukare_id)


def test_a_decision_to_pay_another_is_found_by_its_number(handlaggare):
    build_uppdrag(brukare := build_brukare(), anordnare := build_anordnare())
    data = {"anordnare": anordnare.pk, "galler_fran": "2015-02-01", "undertecknad": "2015-01-20"}

    utan = post(handlaggare, "betalningsmottagare_ny", brukare.pk, **data, grund="beslut_11")
    fel = post(handlaggare, "betalningsmottagare_ny", brukare.pk, **data, grund="begaran", diarienummer="LSS 2015/9")
    post(handlaggare, "betalningsmottagare_ny", brukare.pk, **data, grund="beslut_11", diarienummer="LSS 2015/9")

    assert "Beslutets diarienummer: Skriv beslutets diarienummer." in text_of(utan)
    assert "Diarienumret hör till ett beslut enligt 11 § LSS." in text_of(fel)
    assert Betalningsmottagare.objects.get(grund="beslut_11").diarienummer == "LSS 2015/9"


def test_a_protected_person_s_assignment_is_not_there_for_others(handlaggare):
    uppdrag = build_uppdrag(build_brukare(skydd="sekretessmarkering"), build_anordnare())

    assert handlaggare.get(reverse("beslut:uppdrag_visa", args=[uppdrag.pk])).status_code == 404
