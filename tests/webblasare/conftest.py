"""En riktig webbläsare mot den riktiga servern. Det som webbläsaren klagar på fäller testet."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from assistans.models import User
from tests.byggstenar import build_user
from tests.chromium import find_chromium

ARGUMENT = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
BRED = {"width": 1440, "height": 1000}
AVBRUTEN = "net::ERR_ABORTED"
"""What is fetched when the page is left is broken off, and nobody misses it."""

TALAS = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
"""What the console says of that, and of what `response` and `requestfailed` hear themselves."""

Inlogg = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for the whole folder, and not longer: its event loop runs in this thread meanwhile."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Because of that loop Django would refuse the database to the test itself.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=15_000)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENT)
        yield browser
        browser.close()


@pytest.fixture
def klagomal() -> Iterator[list[str]]:
    """What the browser has complained of: errors of scripts, and whatever a page asked for and did not get."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def oppna(chromium: Browser, live_server: LiveServer, klagomal: list[str]) -> Iterator[Callable[[], Page]]:
    """Open an empty page of somebody who has not signed in. Addresses are given without host."""
    contexts = []

    def open_page() -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=BRED,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",  # nothing is measured on its way from one colour to another
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, klagomal)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def inloggad(oppna: Callable[[], Page], live_server: LiveServer) -> Inlogg:
    """Open a page as a user with one role, named as the role unless a name is given. The login form is not walked."""

    def sign_in(roll: str, anvandarnamn: str = "") -> Page:
        page = oppna()
        page.context.add_cookies([session_of(build_user(anvandarnamn or roll, roll), live_server.url)])
        return page

    return sign_in


def session_of(user: User, url: str) -> dict[str, str]:
    """The cookie of a session that the user has signed in to."""
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


def listen(page: Page, klagomal: list[str]) -> None:
    """Write down all that goes wrong on the page. A document's own status is for the test to judge."""

    def missing(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            klagomal.append(f"{response.status} {response.url}")

    page.on("response", missing)
    page.on("pageerror", lambda error: klagomal.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda asked: asked.failure == AVBRUTEN or klagomal.append(f"{asked.failure} {asked.url}"))
    page.on(
        "console",
        lambda said: said.type != "error" or said.text.startswith(TALAS) or klagomal.append(f"{page.url}: {said.text}"),
    )
