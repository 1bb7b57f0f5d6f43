"""De namngivna för en person med skyddade uppgifter: att alltid någon är det, och att ändringar av dem syns."""

import pytest
from django.urls import reverse

from assistans.models import Andring, Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Brukare
from beslut.services.naming import change_named
from beslut.services.refusal import RegistrationRefused
from beslut.sidor.behoriga import Behoriga
from beslut.tests.sidor import PERSON, post, text_of
from tests.byggstenar import NU, build_attestant, build_brukare, build_granskare, build_handlaggare, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def skyddad(hanna) -> Brukare:
    """A person with protected identity, whom Hanna may see."""
    skyddad = build_brukare(skydd="skyddad_folkbokforing")
    skyddad.behoriga.add(hanna)
    return skyddad


def events() -> list[dict]:
    andrade = Handelse.objects.filter(typ="brukare.behoriga_andrade").order_by("pk")
    return list(andrade.values_list("uppgifter", flat=True))


def test_an_event_says_who_was_added_and_who_was_removed(skyddad, hanna):
    greta, bo = build_granskare(), build_attestant()

    change_named(brukare=skyddad, behoriga=[greta, bo], by=hanna, at=NU)
    change_named(brukare=skyddad, behoriga=[bo], by=hanna, at=NU)
    change_named(brukare=skyddad, behoriga=[bo], by=hanna, at=NU)

    assert events() == [
        {"tillagda": sorted([greta.pk, bo.pk]), "borttagna": []},
        {"tillagda": [], "borttagna": [greta.pk]},
    ]


def test_the_database_itself_keeps_who_was_named_and_when(skyddad, hanna):
    greta = build_granskare()

    change_named(brukare=skyddad, behoriga=[greta], by=hanna, at=NU)
    change_named(brukare=skyddad, behoriga=[], by=hanna, at=NU)

    namngivna = Andring.objects.filter(tabell="beslut_brukare_behoriga").order_by("pk")
    assert [(a.slag, (a.efter or a.fore)["user_id"]) for a in namngivna] == [
        ("INSERT", hanna.pk),
        ("INSERT", greta.pk),
        ("DELETE", greta.pk),
    ]


def test_the_one_who_registers_is_among_the_named_and_the_event_says_so(handlaggare, hanna):
    post(handlaggare, "brukare_ny", **PERSON | {"skydd": "sekretessmarkering"})

    assert list(Brukare.objects.get().behoriga.all()) == [hanna]
    assert events() == [{"tillagda": [hanna.pk], "borttagna": []}]


def test_nobody_is_named_for_an_open_person(hanna):
    with pytest.raises(RegistrationRefused, match="inget skydd"):
        change_named(brukare=build_brukare(), behoriga=[hanna], by=hanna, at=NU)


@pytest.mark.parametrize(
    ("namngivna", "saknas"),
    [
        (
            [build_handlaggare],
            [
                "Ingen av de namngivna får ge granskningsattest. Lägg till en administrativ assistent.",
                "Ingen av de namngivna får ge beslutsattest. Lägg till en beslutsattestant.",
            ],
        ),
        (
            [build_handlaggare, build_granskare],
            ["Ingen av de namngivna får ge beslutsattest. Lägg till en beslutsattestant."],
        ),
        ([build_handlaggare, build_granskare, build_attestant], []),
        (
            [build_handlaggare, lambda: build_user("ensam", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)],
            ["Bara en av de namngivna får attestera, och attesterna ges av två personer. Lägg till en till."],
        ),
    ],
)
def test_the_named_are_told_what_none_of_them_may_do(namngivna, saknas):
    skyddad = build_brukare(skydd="sekretessmarkering")
    skyddad.behoriga.set([build() for build in namngivna])

    assert Behoriga.of(skyddad).saknas == saknas


def test_the_page_shows_who_is_named_and_what_is_missing(handlaggare, skyddad):
    text = text_of(handlaggare.get(reverse("beslut:brukare_visa", args=[skyddad.pk])))

    assert "Hanna</th>" in text
    assert "Ingen av de namngivna får ge beslutsattest. Lägg till en beslutsattestant." in text


def test_the_named_are_changed_on_a_page_and_its_reading_is_logged(handlaggare, skyddad, hanna):
    greta = build_granskare()

    handlaggare.get(reverse("beslut:behoriga", args=[skyddad.pk]))
    svar = post(handlaggare, "behoriga", skyddad.pk, behoriga=[greta.pk])

    assert "De som är namngivna för LSS-9F3C är ändrade." in text_of(svar)
    assert set(skyddad.behoriga.all()) == {greta, hanna}
    assert Lasning.objects.filter(av=hanna, syfte="Öppnade de namngivna för ändring").exists()


@pytest.mark.parametrize("roll", Roll)
def test_who_may_change_the_named(client, roll):
    user = build_user("nagon", roll)
    skyddad = build_brukare(skydd="sekretessmarkering")
    skyddad.behoriga.add(user)
    client.force_login(user)

    svar = client.get(reverse("beslut:behoriga", args=[skyddad.pk]))

    assert svar.status_code == (200 if roll in {Roll.HANDLAGGARE, Roll.ENHETSCHEF} else 403)


def test_an_open_person_has_no_page_of_named_users(handlaggare):
    assert handlaggare.get(reverse("beslut:behoriga", args=[build_brukare().pk])).status_code == 404
