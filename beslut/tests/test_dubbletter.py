"""Anordnare som delar konto, person eller namn."""

import pytest
from django.urls import reverse

from beslut.dubbletter import Dubbletter, similar_providers
from beslut.models import Brukare
from beslut.namnlikhet import same_name
from beslut.tests.sidor import post, text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    build_anordnare,
    build_brukare,
    build_konto,
    build_person,
    build_user,
)
from tests.byggstenar_anordnare import build_funktionar

pytestmark = pytest.mark.django_db

ANDRAS, TREDJES = "5599020004", "5599030011"


@pytest.mark.parametrize(
    ("ett", "annat", "samma"),
    [
        ("Exempel Assistans AB", "EXEMPEL ASSISTANS Aktiebolag", True),
        ("Exempel-Assistans AB", "Exempel Assistans", True),
        ("Ekens omsorg ek. för.", "Ekens Omsorg Ekonomisk förening", True),
        ("Abborrens omsorg AB", "Borrens omsorg AB", False),
        ("Exempel Assistans AB", "Exempel Omsorg AB", False),
    ],
)
def test_a_name_is_the_same_however_it_is_written(ett, annat, samma):
    assert same_name(ett, annat) is samma


def reasons() -> list[str]:
    funna = Dubbletter.load(build_user("olof")).likheter
    return [f"{par.ena.orgnr} {par.andra.orgnr}: {par.skal}".replace("\u00a0", " ") for par in funna]


def test_two_providers_with_one_account_are_a_question():
    ena, andra = build_anordnare(), build_anordnare(ANDRAS, "Björkens Stöd AB")
    build_konto(ena, "50501055")
    build_konto(andra, "50501055")

    assert reasons() == ["5599010005 5599020004: Båda har bankgiro 5050-1055."]


def test_an_account_that_has_ended_is_no_longer_shared():
    ena, andra = build_anordnare(), build_anordnare(ANDRAS, "Björkens Stöd AB")
    build_konto(ena, "50501055").__class__.objects.update(upphort="2015-05-01T00:00Z")
    build_konto(andra, "50501055")

    assert reasons() == []


def test_names_that_are_the_same_or_nearly_so_are_a_question():
    build_anordnare()
    build_anordnare(ANDRAS, "Exempel Assistans Aktiebolag")
    build_anordnare(TREDJES, "Exempels Assistans AB")

    assert reasons() == [
        "5599010005 5599020004: Namnen är desamma.",
        "5599010005 5599030011: Namnen liknar varandra.",
        "5599020004 5599030011: Namnen liknar varandra.",
    ]


def test_a_letter_with_a_ring_or_dots_is_a_letter_like_the_others():
    build_anordnare(namn="Isängens omsorg AB")
    build_anordnare(ANDRAS, "Norängens omsorg AB")
    build_anordnare(TREDJES, "Norrängens omsorg AB")

    assert reasons() == ["5599020004 5599030011: Namnen liknar varandra."]


def test_one_person_behind_two_providers_is_a_question_without_her_name():
    person = build_person(INTYGSGIVARENS_NUMMER)
    bolag = build_anordnare()
    build_anordnare("EA1", "Kim Exempelson", form="egen_arbetsgivare", person=person)
    build_funktionar(bolag, person=person)

    [skal] = reasons()

    assert skal.endswith("Samma person finns hos båda: som verkställande direktör och som egen arbetsgivare.")
    assert "Kim" not in skal


def test_private_persons_are_not_likened_by_name():
    build_anordnare("EA1", "Kim Exempelson", form="egen_arbetsgivare")
    build_anordnare("EA2", "Kim Exempelson", form="egen_arbetsgivare")

    assert reasons() == []


def test_a_provider_who_is_a_protected_person_is_not_among_them():
    person = build_person(ASSISTENTENS_NUMMER)
    build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER, skydd=Brukare.Skydd.SEKRETESSMARKERING)
    privat = build_anordnare("EA1", "Kim Exempelson", form="egen_arbetsgivare", person=person)
    build_konto(privat, "50501055")
    build_konto(build_anordnare(), "50501055")

    assert reasons() == []


def test_a_functionary_who_is_a_protected_person_joins_nobody():
    person = build_person(ASSISTENTENS_NUMMER)
    build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER, skydd=Brukare.Skydd.SEKRETESSMARKERING)
    for anordnare in (build_anordnare(), build_anordnare(ANDRAS, "Björkens Stöd AB")):
        build_funktionar(anordnare, person=person)

    assert reasons() == []


def test_an_account_whose_holder_has_another_name_is_listed(konsulent):
    konto = build_konto(build_anordnare(), innehavare="Kapital och Factoring AB")
    build_konto(konto.anordnare, "50505208", innehavare="EXEMPEL ASSISTANS AKTIEBOLAG")

    svar = konsulent.get(reverse("beslut:anordnare_dubbletter"))

    assert [rad["konto"].pk for rad in svar.context["innehavare"]] == [konto.pk]


def test_the_page_takes_as_many_queries_for_many_as_for_few(konsulent, django_assert_num_queries):
    sida = reverse("beslut:anordnare_dubbletter")
    build_konto(build_anordnare(), "50501055", innehavare="Någon Annan AB")
    konsulent.get(sida)
    with django_assert_num_queries(6):
        konsulent.get(sida)

    for orgnr in ("5599010013", ANDRAS, TREDJES, "5599040036", "5599050019"):
        build_konto(build_anordnare(orgnr, "Exempel Assistans AB"), "50501055", innehavare="Någon Annan AB")
    with django_assert_num_queries(6):
        svar = konsulent.get(sida)

    assert len(svar.context["likheter"]) == 30


def test_a_new_provider_of_a_like_name_is_let_in_and_told_about(konsulent):
    build_anordnare()

    svar = post(konsulent, "anordnare_ny", form="aktiebolag", namn="Exempel Assistans Aktiebolag", orgnr=ANDRAS)

    assert "Det finns redan en anordnare med liknande namn: Exempel Assistans AB. Är det samma?" in text_of(svar)
    assert [a.orgnr for a in similar_providers("exempel assistans", build_user("olof"))] == ["5599010005", ANDRAS]
