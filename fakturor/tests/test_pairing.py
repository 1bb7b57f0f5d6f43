"""Förslagen på var en omatchad faktura hör hemma, och parningen."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.services.likhet import distance, fold_referens
from fakturor.services.pairing import PairingRefused, Parning, pair_invoice
from fakturor.services.proposing import Personunderlag, propose_months, propose_persons, propose_providers
from tests.byggstenar import (
    BANKGIRO,
    MANAD,
    NU,
    TIMPRIS,
    build_anordnare,
    build_arende,
    build_brukare,
    build_faktura,
    build_konto,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def annika():
    return build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)


def build_omatchad(*rader, nummer="8812", **falt):
    """An invoice from somebody unknown, with a line for each dict."""
    varden = {
        "leverantor": "5599004180",
        "leverantor_namn": "Någon Annan AB",
        "fakturadatum": date(2015, 6, 4),
        "att_betala": Decimal(22720),
        "mottagen": NU,
        "status": Status.OMATCHAD,
    } | falt
    faktura = Faktura.objects.create(nummer=nummer, typ="faktura", **varden)
    for ordning, rad in enumerate(rader or ({},), 1):
        tal = {"antal": Decimal(80), "pris": TIMPRIS, "belopp": Decimal(22720), "enhet": "HUR"}
        Fakturarad.objects.create(faktura=faktura, ordning=ordning, rad=str(ordning), **(tal | rad))
    return faktura


def persons(faktura, to):
    rad = faktura.rader.first()
    forslag = propose_persons(rad, [rad.manad or MANAD], Personunderlag.load(faktura, to=to))
    return [(f.namn, f.skal) for f in forslag]


# Proposals


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("LSS9F3C", "LSS9F3C", 0),
        ("LSS9F3C", "LSS9F3D", 1),
        ("LSS9F3C", "LSS93FC", 1),
        ("LSS9F3C", "LSS9F3", 1),
        ("LSS9F3C", "SS9F3CX", 2),
        ("LSS9F3C", "LSS1A2B", None),
        ("", "LSS", None),
    ],
)
def test_distance_counts_what_a_typist_does(one, other, far):
    assert distance(one, other, most=2) == distance(other, one, most=2) == far


def test_letters_taken_for_digits_are_no_difference():
    assert fold_referens("lss-o1") == fold_referens("LSS 0I")


def test_provider_is_proposed_by_account_before_name(annika):
    named = build_anordnare("5599004180", "Björkdungens Assistans AB")
    paid = build_anordnare()
    build_konto(paid)
    faktura = build_omatchad(
        leverantor="x", leverantor_namn="Björkdungen Assistans", konton=[{"typ": "bankgiro", "nummer": BANKGIRO}]
    )

    assert [(f.varde, f.skal) for f in propose_providers(faktura, to=annika)] == [
        (named.pk, ("namnet liknar det på fakturan",)),
        (paid.pk, ("Bankgiro 5050-1006 är anordnarens",)),
    ]


def test_private_employer_is_not_proposed_by_name(annika):
    build_anordnare("EA0001", "Elsa Provberg", form="egen_arbetsgivare")

    assert propose_providers(build_omatchad(leverantor_namn="Elsa Provberg"), to=annika) == []


def test_private_employer_with_protected_identity_is_proposed_to_named_users_only(annika):
    brukare = build_brukare(skydd="sekretessmarkering")
    anordnare = build_anordnare("EA0001", "Elsa Provberg", form="egen_arbetsgivare", person=brukare.person)
    build_konto(anordnare)
    faktura = build_omatchad(leverantor="x", konton=[{"typ": "bankgiro", "nummer": BANKGIRO}])

    assert propose_providers(faktura, to=annika) == []
    brukare.behoriga.add(annika)
    assert [f.varde for f in propose_providers(faktura, to=annika)] == [anordnare.pk]


def test_person_with_most_reasons_comes_first(annika):
    arende = build_arende()
    other = build_brukare("LSS-7K2M", "198402612389")
    build_uppdrag(other, arende.anordnare)
    april = build_redovisning(arende.brukare, arende.anordnare, date(2015, 4, 1))
    build_faktura(april, nummer="4600")
    faktura = build_omatchad({"referens": "LSS-9F3B", "manad": MANAD}, anordnare=arende.anordnare)

    assert persons(faktura, annika) == [
        (
            "LSS-9F3C",
            (
                "referensen på fakturan skiljer ett\u00a0tecken",
                "anordnaren har uppdrag i maj\u00a02015",
                "samma belopp i april\u00a02015, 22\u00a0720,00\u00a0kr",
            ),
        ),
        ("LSS-7K2M", ("anordnaren har uppdrag i maj\u00a02015",)),
    ]


def test_assignment_that_has_ended_is_no_reason(annika):
    arende = build_arende()
    arende.brukare.uppdrag.update(galler_tom=date(2015, 4, 30))

    assert persons(build_omatchad({"manad": MANAD}, anordnare=arende.anordnare), annika) == []


@pytest.mark.parametrize("skydd", ["sekretessmarkering", "skyddad_folkbokforing"])
def test_protected_person_is_proposed_to_named_users_only(annika, skydd):
    brukare = build_brukare(skydd=skydd)
    faktura = build_omatchad({"referens": "LSS-9F3B"})

    assert persons(faktura, annika) == []

    brukare.behoriga.add(annika)
    assert [namn for namn, _ in persons(faktura, annika)] == ["LSS-9F3C"]


@pytest.mark.parametrize(
    ("rad", "expected"),
    [
        ({}, [(MANAD, "månaden före fakturadatum")]),
        ({"benamning": "Assistans april"}, [(date(2015, 4, 1), "månaden står i radens text")]),
        ({"benamning": "Assistans dec."}, [(date(2014, 12, 1), "månaden står i radens text")]),
        ({"benamning": "Assistans 2015-03"}, [(date(2015, 3, 1), "månaden står i radens text")]),
        ({"benamning": "Assistans feb 2014"}, [(date(2014, 2, 1), "månaden står i radens text")]),
        (
            {"period_fran": date(2015, 4, 16), "period_tom": date(2015, 5, 15)},
            [
                (date(2015, 4, 1), "perioden är 16\u00a0april\u00a0–\u00a015\u00a0maj\u00a02015"),
                (MANAD, "perioden är 16\u00a0april\u00a0–\u00a015\u00a0maj\u00a02015"),
            ],
        ),
    ],
)
def test_month_is_proposed_by_period_text_or_date(rad, expected):
    faktura = build_omatchad(rad)

    assert [(f.varde, *f.skal) for f in propose_months(faktura, faktura.rader.get())] == expected


# Pairing


def test_invoice_that_lacks_nothing_is_received_anew(annika):
    brukare, anordnare = build_brukare(), build_anordnare()
    faktura = build_omatchad()
    rad = faktura.rader.get()

    pair_invoice(
        faktura=faktura,
        anordnare=anordnare,
        rader=[Parning(rad=rad.pk, brukare=brukare, manad=MANAD)],
        by=annika,
        at=NU,
    )

    faktura.refresh_from_db()
    rad.refresh_from_db()
    assert (faktura.status, faktura.omgang, faktura.leverantor) == (Status.MOTTAGEN, 2, anordnare.orgnr)
    assert rad.redovisning == build_redovisning(brukare, anordnare)
    handelse = Handelse.objects.get(typ="faktura.parad")
    assert handelse.uppgifter == {"anordnare": anordnare.pk, "rader": [1], "klar": True}


def test_invoice_that_still_lacks_something_waits(annika):
    brukare, anordnare = build_brukare(), build_anordnare()
    faktura = build_omatchad({}, {})
    rad = faktura.rader.first()

    pair_invoice(faktura=faktura, anordnare=anordnare, rader=[Parning(rad=rad.pk, brukare=brukare)], by=annika, at=NU)

    faktura.refresh_from_db()
    rad.refresh_from_db()
    assert (faktura.status, faktura.anordnare, rad.brukare) == (Status.OMATCHAD, anordnare, brukare)


def test_what_a_line_says_itself_is_not_changed(annika):
    said, other = build_brukare(), build_brukare("LSS-7K2M", "198402612389")
    faktura = build_omatchad({"brukare": said}, anordnare=build_anordnare())
    rad = faktura.rader.get()

    pair_invoice(faktura=faktura, rader=[Parning(rad=rad.pk, brukare=other, manad=MANAD)], by=annika, at=NU)

    rad.refresh_from_db()
    assert rad.brukare == said


def test_number_that_the_provider_has_used_is_refused(annika):
    arende = build_arende(nummer="8812")
    faktura = build_omatchad()

    with pytest.raises(PairingRefused, match="Anordnaren har redan en faktura med numret 8812"):
        pair_invoice(faktura=faktura, anordnare=arende.anordnare, by=annika, at=NU)


def test_protected_person_cannot_be_paired_by_others(annika):
    hidden = build_brukare(skydd="sekretessmarkering")
    faktura = build_omatchad(anordnare=build_anordnare())

    with pytest.raises(PairingRefused, match="Ingen brukare har den referensen"):
        pair_invoice(faktura=faktura, rader=[Parning(rad=faktura.rader.get().pk, brukare=hidden)], by=annika, at=NU)


def test_invoice_that_is_no_longer_in_the_queue_is_refused(annika):
    with pytest.raises(PairingRefused, match="inte längre omatchad"):
        pair_invoice(faktura=build_arende().faktura, by=annika, at=NU)


@pytest.mark.parametrize("roll", sorted(set(Roll.values) - {Roll.ADMINISTRATIV_ASSISTENT}))
def test_other_roles_pair_nothing(roll):
    with pytest.raises(PairingRefused, match="Din roll får inte para fakturor"):
        pair_invoice(faktura=build_omatchad(), by=build_user(roll, roll), at=NU)


def test_pairing_sends_back_the_persons_reviewed_invoice_of_the_month(annika):
    arende = build_arende()
    reviewed = bring_to(arende.faktura, Status.GRANSKAD)
    faktura = build_omatchad({"brukare": arende.brukare}, anordnare=arende.anordnare)

    pair_invoice(faktura=faktura, rader=[Parning(rad=faktura.rader.get().pk, manad=MANAD)], by=annika, at=NU)

    reviewed.refresh_from_db()
    assert reviewed.status == Status.MOTTAGEN
