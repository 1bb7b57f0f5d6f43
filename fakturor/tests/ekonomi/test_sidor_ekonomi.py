"""Platsen Ekonomi och sidan Budget och utfall: vem som får vad, vart korten leder, och att fastställa en prognos."""

from decimal import Decimal

import pytest
from django.urls import resolve, reverse
from django.utils.html import escape
from lxml import html

from assistans.roller import SER_EKONOMI, Roll
from beslut.models import Utfallspost
from beslut.services.comparisons import register_budget
from beslut.services.outcomes import adopt_outcome
from beslut.tests.sidor import text_of
from fakturor.flode import Status
from fakturor.sidor.ekonomi import PLATSER
from tests.byggstenar import NU, build_arende, build_user
from tests.byggstenar_kontroll import bring_to
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

SER = {Roll.EKONOM, Roll.ENHETSCHEF, Roll.CONTROLLER, Roll.NAMND, Roll.REVISOR}
PLATSEN = SER | {Roll.HANDLAGGARE, Roll.KONSULENT, Roll.BESLUTSATTESTANT}
ROLLER = {
    "ekonomi": PLATSEN,
    "budget_utfall": SER,
    "budget_utfall_fil": SER,
    "utfall_nytt": {Roll.EKONOM},
}
PROGNOS = {
    "ar": "2015",
    "slag": "lss",
    "art": "prognos",
    "dag": "2015-05-31",
    "belopp": "16 300 000",
    "grund": "§ 118",
}


def sign_in(client, roll: str):
    user = build_user(f"nagon-{roll}", roll)
    client.force_login(user)
    return user


def words_of(svar) -> str:
    """What is read on the page itself, without its markup and what is only for those who hear it."""
    inre = html.fromstring(svar.content).xpath("//main")[0]
    for dold in inre.xpath(".//*[contains(@class, 'visually-hidden') or contains(@class, 'd-md-none')]"):
        dold.drop_tree()
    return " ".join(" ".join(inre.itertext()).split())


def adopt(**nytt):
    falt = PROGNOS | {"ar": 2015, "dag": NU.date(), "belopp": Decimal(16_300_000)} | nytt
    return adopt_outcome(**falt, by=build_user("karin", Roll.EKONOM), at=NU)


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, roll):
    sign_in(client, roll)

    assert {sida: client.get(reverse(f"fakturor:{sida}")).status_code for sida in ROLLER} == {
        sida: 200 if roll in roller else 403 for sida, roller in ROLLER.items()
    }


@pytest.mark.parametrize("roll", sorted(PLATSEN))
def test_every_card_leads_to_a_page_that_the_user_may_open(client, roll):
    user = sign_in(client, roll)

    sida = html.fromstring(client.get(reverse("fakturor:ekonomi")).content)
    adresser = sida.xpath("//main//ul[contains(@class, 'kortgrid')]//a/@href")

    assert adresser
    for adress in adresser:
        assert any(user.may(ratt) for ratt in resolve(adress).func.kraver)
        assert client.get(adress).status_code == 200


def test_the_places_of_the_cards_are_named_as_their_pages_are():
    for _, namn, _ in PLATSER:
        reverse(namn)


def test_the_card_of_payments_says_how_much_is_approved(client):
    bring_to(build_arende().faktura, Status.GODKAND)
    sign_in(client, Roll.EKONOM)

    assert "1 att betala Godkänt: 22 720 kr" in words_of(client.get(reverse("fakturor:ekonomi")))


@pytest.mark.parametrize(
    ("sida", "roll"), [("beslut:timbelopp_lista", Roll.HANDLAGGARE), ("fakturor:budget_utfall", Roll.NAMND)]
)
def test_the_pages_under_economy_lead_back_to_it_and_the_menu_shows_where_one_is(client, sida, roll):
    sign_in(client, roll)

    inne = html.fromstring(client.get(reverse(sida)).content)

    assert inne.xpath("//nav[contains(@class, 'rail')]//a[@aria-current='page']/@href") == [reverse("fakturor:ekonomi")]
    assert reverse("fakturor:ekonomi") in inne.xpath("//a/@href[not(ancestor::nav[contains(@class, 'rail')])]")


def test_who_may_not_open_economy_is_not_led_there(client):
    user = sign_in(client, Roll.ADMINISTRATIV_ASSISTENT)
    assert not any(user.may(ratt) for ratt in SER_EKONOMI)

    assert reverse("fakturor:ekonomi") not in client.get(reverse("beslut:timbelopp_lista")).content.decode()


# A forecast is adopted


def test_an_economist_adopts_a_forecast_with_its_ground(client):
    sign_in(client, Roll.EKONOM)

    svar = client.post(reverse("fakturor:utfall_nytt"), PROGNOS, follow=True)

    assert "Prognosen är fastställd för 2015." in text_of(svar)
    post = Utfallspost.objects.get()
    assert (post.belopp, post.grund, post.upprattad_av.anvandarnamn) == (16_300_000, "§ 118", "nagon-ekonom")


def test_the_form_begins_with_what_was_reckoned(client):
    sign_in(client, Roll.EKONOM)

    svar = client.get(
        reverse("fakturor:utfall_nytt"), {"ar": 2015, "slag": "sfb", "art": "prognos", "belopp": "66 130"}
    )

    sidan = svar.content.decode()
    assert 'value="66 130"' in sidan
    assert 'value="sfb" selected' in sidan


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"dag": "2014-12-31"}, "En prognos för 2015 är gjord under 2015."),
        ({"art": "bokslut"}, "Ett bokslut är gjort när året är slut."),
        ({"grund": ""}, "Skriv vad beloppet vilar på."),
        ({"grund": "850113-9995"}, "Skriv utan personnummer: texten sparas för gott."),
        ({"belopp": "-1"}, "Talet får inte vara mindre än 0."),
        ({"dag": "2099-01-01", "ar": "2099"}, "Dagen har inte varit än."),
    ],
)
def test_what_cannot_be_adopted_is_said_at_its_field(client, falt, mening):
    sign_in(client, Roll.EKONOM)

    svar = client.post(reverse("fakturor:utfall_nytt"), PROGNOS | falt)

    assert escape(mening) in svar.content.decode()
    assert not Utfallspost.objects.exists()


def test_what_is_adopted_is_never_changed():
    post = adopt()

    with refused("går inte att skriva om"):
        execute("UPDATE beslut_utfallspost SET belopp = 1 WHERE id = %s", [post.pk])
    with refused("går inte att skriva om"):
        execute("DELETE FROM beslut_utfallspost WHERE id = %s", [post.pk])


# The reckoned forecast on the page


def page(client, roll: str, **fraga) -> str:
    sign_in(client, roll)
    return words_of(client.get(reverse("fakturor:budget_utfall"), {"ar": 2015} | fraga))


def test_the_page_says_how_the_forecast_came_about_beside_the_adopted(client):
    bring_to(build_arende().faktura, Status.GODKAND)
    adopt(belopp=Decimal(270_000))

    text = page(client, Roll.EKONOM)

    assert "För maj 2015 godkändes 22 720,00 kr." in text
    assert "Fullt ut kostar timmarna i besluten 28 400 kr den månaden, så 80,0 % används." in text
    assert "Om alla timmar som är beviljade i år används kostar de 340 800 kr." in text
    assert "2 640 kr över den fastställda" in text
    assert "Prognosen vilar på 1 månad. Med färre än 3 går det inte att säga hur säker den är." in text


def test_months_that_deviate_from_their_plan_are_marked(client):
    bring_to(build_arende().faktura, Status.GODKAND)
    register_budget(
        ar=2015, slag="lss", belopp=Decimal(240_000), grund="§ 1", by=build_user("karin", Roll.EKONOM), at=NU
    )

    text = page(client, Roll.CONTROLLER)

    assert "Maj 2015 28 400 22 720 0 22 720 Avviker −2 720 −14 %" in text
    assert text.count("Avviker −") == 1


def test_before_a_month_is_known_the_year_is_told_from_the_decisions_alone_and_said_to_be(client):
    build_arende()

    text = page(client, Roll.EKONOM)

    assert "340 800 om allt beviljat används Ingen månad är känd än" in text
    assert "Besluten i registret gäller 1 person." in text
    assert "Fastställ en ny prognos" not in text


def test_months_with_nothing_are_told_once_and_columns_with_nothing_are_left_out(client):
    build_arende()

    text = page(client, Roll.EKONOM)

    assert "Januari–april 2015: inget är begärt Maj 2015 28 400 0 22 720 Juni–december 2015: inget är begärt" in text
    assert "Månaderna hålls mot planen när någon av dem är känd." in text
    assert "Räknas som" not in text


def test_a_kind_without_decisions_has_no_column_for_them(client):
    build_arende()

    text = page(client, Roll.EKONOM, slag="sjuklon")

    assert "Om allt beviljat används" not in text.split("Månader mot planen")[1]
    assert "Januari–december 2015: inget är begärt" in text


def test_the_two_years_are_drawn_on_one_scale(client):
    for ar, belopp in ((2014, 100_000), (2015, 200_000)):
        register_budget(
            ar=ar, slag="lss", belopp=Decimal(belopp), grund="§ 1", by=build_user("karin", Roll.EKONOM), at=NU
        )
    sign_in(client, Roll.NAMND)

    sida = html.fromstring(client.get(reverse("fakturor:budget_utfall"), {"ar": 2015}).content)

    bredder = [bild.xpath(".//*[local-name()='rect']/@width")[0] for bild in sida.xpath("//*[@class='liggande']")]
    assert bredder == ["33.00%", "66.00%"]


def test_the_board_sees_years_and_totals_and_no_months(client):
    build_arende()

    text = page(client, Roll.NAMND)

    assert "Månader mot planen" not in text
    assert "Framräknat för 2015" in text
    assert "LSS-9F3C" not in text
    assert "Fastställ en ny" not in text
