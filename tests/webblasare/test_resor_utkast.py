"""Ett halvskrivet formulär överlever att inloggningen går ut, att webbläsaren stängs och att man går en annan väg."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from assistans.models import User, Utkast
from assistans.roller import Roll
from beslut.models import Brukare
from tests.byggstenar import build_anordnare, build_brukare
from tests.webblasare.tangenter import Tangentbord

pytestmark = [pytest.mark.webblasare, pytest.mark.django_db(transaction=True)]

LOSENORD = "ett-långt-lösenord-2015"
SPARAT = re.compile(r"Utkastet är sparat \d\d\.\d\d\.")


@pytest.fixture
def johan() -> User:
    return User.objects.create_user("johan", "Johan Ekdahl", LOSENORD, [Roll.HANDLAGGARE])


def sign_in(page: Page, anvandarnamn: str = "johan") -> None:
    tangenter = Tangentbord(page)
    tangenter.write(username=anvandarnamn, password=LOSENORD)
    tangenter.press("Logga in")


def end_session(page: Page) -> None:
    """What the clock does after eight hours: the server knows the session no more."""
    Session.objects.all().delete()
    assert any(cookie["name"] == settings.SESSION_COOKIE_NAME for cookie in page.context.cookies())


def test_what_is_sent_when_the_session_has_ended_is_there_after_the_login_and_can_be_saved(oppna, johan):
    page = oppna()
    page.goto(reverse("beslut:brukare_ny"))
    sign_in(page)
    tangenter = Tangentbord(page)
    tangenter.write(personnummer="850113-9995", fornamn="Elsa")
    end_session(page)
    tangenter.write(efternamn="Provberg", folkbokforingskommun="1980")
    tangenter.press("Spara personen")

    expect(page.get_by_role("main")).to_contain_text("Din inloggning hade gått ut. Det du skrev är sparat")
    assert "Provberg" not in page.url
    assert "850113" not in page.content()
    sign_in(page)
    expect(page.locator(".utkast")).to_contain_text("Ett utkast från")
    expect(page.locator('[name="efternamn"]')).to_have_value("")

    tangenter.follow("Fortsätt med utkastet")
    for namn, varde in {"personnummer": "850113-9995", "fornamn": "Elsa", "efternamn": "Provberg"}.items():
        expect(page.locator(f'[name="{namn}"]')).to_have_value(varde)
    expect(page.locator(".felruta")).to_have_count(0)

    tangenter.press("Spara personen")
    expect(page.get_by_role("main")).to_contain_text("är registrerad.")
    assert Brukare.objects.get().efternamn == "Provberg"
    assert not Utkast.objects.exists()


def test_what_is_typed_is_kept_by_itself_and_found_in_another_browser(oppna, johan):
    adress = reverse("beslut:vistelse_ny", args=[build_brukare().pk])
    page = oppna()
    page.goto(adress)
    sign_in(page)
    Tangentbord(page).write(borjar="2015-05-04 08:00")
    expect(page.locator(".utkastlage")).to_have_text(SPARAT)
    page.context.close()

    annan = oppna()
    annan.goto(adress)
    sign_in(annan)
    Tangentbord(annan).follow("Fortsätt med utkastet")
    expect(annan.locator('[name="borjar"]')).to_have_value("2015-05-04 08:00")


def test_a_decision_with_two_rows_comes_back_row_by_row(oppna, johan):
    brukare = build_brukare()
    page = oppna()
    page.goto(reverse("beslut:beslut_nytt", args=[brukare.pk]))
    sign_in(page)
    tangenter = Tangentbord(page)
    tangenter.write(diarienummer="SN 2015/7", **{"rad-0-timmar": "34"})
    tangenter.press("Lägg till en rad")
    tangenter.write(**{"rad-1-timmar": "6,5"})
    tangenter.go_to(page.locator('[name="rad-1-tidstyp"]'))
    expect(page.locator(".utkastlage")).to_have_text(SPARAT)

    page.goto(reverse("beslut:brukare_lista"))
    page.goto(reverse("beslut:beslut_nytt", args=[brukare.pk]))
    tangenter.follow("Fortsätt med utkastet")

    for namn, varde in {"diarienummer": "SN 2015/7", "rad-0-timmar": "34", "rad-1-timmar": "6,5"}.items():
        expect(page.locator(f'[name="{namn}"]')).to_have_value(varde)


def wait_until_kept(page: Page, namn: str, varde: str) -> None:
    """What is sent as a page is left may come after the next page has been answered."""
    for _ in range(100):
        if Utkast.objects.filter(data__contains={namn: [varde]}).exists():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{namn} finns inte i utkastet.")


def test_a_time_report_left_for_another_page_comes_back_and_can_be_thrown_away(oppna, johan):
    build_anordnare()
    page = oppna()
    page.goto(reverse("fakturor:tidrapport_ny"))
    sign_in(page)
    tangenter = Tangentbord(page)
    tangenter.write(referens="LSS-9F3C", **{"rad-0-datum": "4", "rad-0-start": "08:00"})
    page.goto(reverse("fakturor:redovisningar"))
    wait_until_kept(page, "rad-0-start", "08:00")
    page.goto(reverse("fakturor:tidrapport_ny"))

    tangenter.follow("Fortsätt med utkastet")
    for namn, varde in {"referens": "LSS-9F3C", "rad-0-datum": "4", "rad-0-start": "08:00"}.items():
        expect(page.locator(f'[name="{namn}"]')).to_have_value(varde)

    tangenter.press("Släng det")
    expect(page.locator(".utkast")).to_have_count(0)
    expect(page.locator('[name="referens"]')).to_have_value("")
    assert not Utkast.objects.exists()


def test_a_draft_on_its_way_when_the_form_is_saved_does_not_come_back_after_it(oppna, johan):
    page = oppna()
    page.goto(reverse("beslut:brukare_ny"))
    sign_in(page)
    page.route("**/utkast/", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    tangenter = Tangentbord(page)
    tangenter.write(personnummer="850113-9995", fornamn="Elsa", efternamn="Provberg", folkbokforingskommun="1980")

    page.get_by_role("button", name="Spara personen").press("Enter")

    expect(page.get_by_role("main")).to_contain_text("är registrerad.")
    page.wait_for_timeout(2000)
    assert not Utkast.objects.exists()
