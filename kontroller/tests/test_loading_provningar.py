"""Det som kommunen har tagit reda på, från raderna i databasen till fakta."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beslut.models import Betalningsmottagare, Delegation, Relation, Uppdrag
from kontroller import fakta
from kontroller.loading import load_facts
from tests.byggstenar import (
    INTYGSGIVARENS_NUMMER,
    NU,
    build_arende,
    build_beslut,
    build_brukare,
    build_faktura,
    build_handling,
    build_konto,
    build_person,
    build_redovisning,
    build_tillstand,
    build_user,
)
from tests.byggstenar_anordnare import build_bolagskontroll, build_funktionar, build_tillstandskontroll
from tests.byggstenar_avtal import build_avtal

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende():
    return build_arende()


def load(arende) -> fakta.Fakta:
    [fakta_om] = load_facts([arende.faktura.pk])
    return fakta_om


def build_delegation(delegat: str = "dina", **falt) -> Delegation:
    varden = {"punkt": "3.1", "avser": ["ordinarie", "timbelopp"], "galler_fran": date(2014, 1, 1)} | falt
    return Delegation.objects.create(
        delegat=build_user(delegat), namndbeslut="§ 7", inlagd_av=build_user("maria"), inlagd=NU, **varden
    )


def decided(arende, **falt) -> fakta.Beslut:
    beslut = build_beslut(arende.brukare)
    for namn, varde in falt.items():
        setattr(beslut, namn, varde)
    beslut.save()
    [om] = load(arende).redovisningar[0].brukare.beslut
    return om


# --- Anordnaren ---------------------------------------------------------------------------------------------------


def test_only_the_newest_check_of_each_kind_is_a_fact(arende):
    build_bolagskontroll(arende.anordnare)
    build_bolagskontroll(arende.anordnare, utfall="avregistrerad", notering="Avregistrerad.", datum=date(2015, 5, 2))
    build_bolagskontroll(arende.anordnare, utfall="anmarkning", notering="Fel.", datum=date(2015, 4, 1))
    build_bolagskontroll(arende.anordnare, slag="bolagsverket")

    assert load(arende).anordnare.bolagskontroller == (
        fakta.Bolagskontroll(slag="bolagsverket", utfall="utan_anmarkning", datum=date(2015, 3, 2)),
        fakta.Bolagskontroll(slag="f_skatt", utfall="avregistrerad", datum=date(2015, 5, 2)),
    )


def test_the_last_look_at_a_permit_is_its_own(arende):
    annat = build_tillstand(arende.anordnare, typ="anmalan")
    tillstand = arende.anordnare.tillstand.get(typ="tillstand")
    build_tillstandskontroll(tillstand, datum=date(2015, 5, 2), status="aterkallat")
    build_tillstandskontroll(tillstand)

    sedda = {rad.id: rad.senast_sedd for rad in load(arende).anordnare.tillstand}

    assert sedda == {
        annat.pk: None,
        tillstand.pk: fakta.Tillstandsblick(datum=date(2015, 5, 2), status="aterkallat"),
    }


def test_the_management_is_told_without_what_post_it_is(arende):
    build_funktionar(arende.anordnare, i_kommunen="Ledamot i nämnden")
    vd = build_funktionar(arende.anordnare, person=build_person(INTYGSGIVARENS_NUMMER), galler_fran=None)

    forst, sedan = load(arende).anordnare.funktionarer

    assert (forst.person, forst.i_kommunen) == (None, True)
    assert (sedan.person, sedan.fran, sedan.i_kommunen) == (vd.person_id, None, False)


def test_who_runs_a_firm_in_her_own_name_owns_it(arende):
    person = build_person(INTYGSGIVARENS_NUMMER)
    arende.anordnare.form, arende.anordnare.person = "enskild_firma", person
    arende.anordnare.save()
    Relation.objects.create(brukare=arende.brukare, person=person, namn="Kim Exempelson", slag="syskon")

    om = load(arende)

    [agare] = om.anordnare.funktionarer
    assert (agare.person, agare.roll) == (person.pk, "agare")
    assert om.redovisningar[0].brukare.relationer == (
        fakta.Relation(person=person.pk, narstaende=True, hushall=False, fran=None, tom=None),
    )


def test_only_those_close_who_decide_at_a_provider_are_facts(arende):
    vd = build_funktionar(arende.anordnare, person=build_person(INTYGSGIVARENS_NUMMER))
    for nummer in (INTYGSGIVARENS_NUMMER, "198601012399"):
        Relation.objects.create(brukare=arende.brukare, person=build_person(nummer), namn="Kim", slag="annan")

    [relation] = load(arende).redovisningar[0].brukare.relationer

    assert (relation.person, relation.narstaende) == (vd.person_id, False)


def test_wrong_statements_count_by_contract_and_year_when_confirmed_and_standing(arende):
    avtal, olof, maria = build_avtal(arende.anordnare), build_user("olof"), build_user("maria")
    stamplat = {"konstaterad_av": olof, "konstaterad": NU, "beskrivning": "Ett pass fanns inte."}
    bekraftat = {"bekraftad_av": maria, "bekraftad": NU}
    avtal.felaktiga.create(lamnad=date(2015, 3, 4), **stamplat)
    avtal.felaktiga.create(lamnad=date(2015, 3, 4), **stamplat, **bekraftat)
    avtal.felaktiga.create(lamnad=date(2015, 12, 31), **stamplat, **bekraftat)
    avtal.felaktiga.create(lamnad=date(2016, 1, 1), **stamplat, **bekraftat)
    struken = {"struken": NU, "struken_av": maria, "struken_skal": "Riktig."}
    avtal.felaktiga.create(lamnad=date(2015, 3, 5), **stamplat, **bekraftat, **struken)

    assert load(arende).anordnare.felaktiga == (
        fakta.FelaktigaUppgifter(avtal=avtal.pk, ar=2015, antal=2),
        fakta.FelaktigaUppgifter(avtal=avtal.pk, ar=2016, antal=1),
    )


@pytest.mark.parametrize(
    ("innehavare", "om"),
    [("", ""), ("EXEMPEL ASSISTANS AKTIEBOLAG", "samma"), ("Factoring Exempel AB", "annan")],
)
def test_an_account_tells_whether_its_holder_is_called_as_the_provider_and_not_how(arende, innehavare, om):
    build_konto(arende.anordnare, "99123457", innehavare=innehavare, verifierat_metod="giroregister")

    _, rad = load(arende).anordnare.konton

    assert (rad.metod, rad.innehavare) == ("giroregister", om)


# --- Grund för betalning och beslut -------------------------------------------------------------------------------


def test_a_ground_for_paying_another_tells_its_number_and_whether_the_decision_is_there(arende):
    mandat = Betalningsmottagare.objects.get()
    Betalningsmottagare.objects.update(diarienummer="SN 2014/7")
    build_handling(mandat, slag="begaran")
    assert [(m.diarienummer, m.beslutshandling) for m in load(arende).redovisningar[0].mandat] == [("SN 2014/7", False)]

    handling = build_handling(mandat, b"%PDF-1.7\n% another\n%%EOF\n", slag="beslut")
    assert load(arende).redovisningar[0].mandat[0].beslutshandling is True

    handling.dold, handling.dold_av, handling.dold_skal = NU, build_user("maria"), "Fel person."
    handling.save()
    assert load(arende).redovisningar[0].mandat[0].beslutshandling is False


def test_a_document_of_something_else_with_the_same_id_is_not_the_grounds(arende):
    build_handling(Uppdrag(pk=Betalningsmottagare.objects.get().pk), slag="beslut")

    assert not any(m.beslutshandling for m in load(arende).redovisningar[0].mandat)


def test_a_decision_without_who_made_it_says_so(arende):
    om = decided(arende)

    assert (om.organ, om.beslutsfattare, om.delegationer, om.delegationsordning) == ("", None, (), False)


def test_all_the_makers_delegations_are_told_by_kind_and_nobody_elses(arende):
    delegation = build_delegation()
    build_delegation("annan")

    om = decided(arende, organ="delegat", beslutsfattare_konto=build_user("dina"))

    assert [(d.id, d.punkt, d.avser) for d in om.delegationer] == [
        (delegation.pk, "3.1", "ordinarie"),
        (delegation.pk, "3.1", "timbelopp"),
    ]
    assert om.delegationsordning is True


def test_a_decision_that_names_its_delegation_rests_on_that_one(arende):
    build_delegation()
    vald = build_delegation(punkt="3.2", avser=["ordinarie"])

    om = decided(arende, organ="delegat", beslutsfattare_konto=build_user("dina"), delegation=vald)

    assert [d.id for d in om.delegationer] == [vald.pk]


# --- Hur många frågor ---------------------------------------------------------------------------------------------


def test_it_asks_as_many_questions_for_many_persons_and_posts_as_for_one(arende):
    with CaptureQueriesContext(connection) as en:
        load(arende)

    build_funktionar(arende.anordnare, person=build_person(INTYGSGIVARENS_NUMMER))
    build_bolagskontroll(arende.anordnare)
    build_delegation()
    annan = build_brukare("LSS-1B2D", "198601012399")
    build_beslut(annan, diarienummer="SN 2014/119")
    fler = build_faktura(build_redovisning(annan, arende.anordnare), nummer="4712")
    with CaptureQueriesContext(connection) as manga:
        load_facts([arende.faktura.pk, fler.pk])

    assert len(manga) == len(en)
