"""Att besöka en sida: bred och smal, ljus och mörk, prövad mot det som ska hålla för alla."""

from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from tests.webblasare.conftest import BRED, Inlogg
from tests.webblasare.sidor import Sida
from tests.webblasare.underlag import build_may

SMAL = {"width": 320, "height": 800}
"""1 280 pixlar bred vid 400 procents förstoring (WCAG 1.4.10)."""

PROVA_SIDAN = """async () => {
  await document.fonts.ready;
  const fel = [];
  const root = document.documentElement;
  const text = document.body.innerText;
  if (root.lang !== "sv") fel.push(`lang=${root.lang}`);
  const rubriker = document.querySelectorAll("h1").length;
  if (rubriker !== 1) fel.push(`${rubriker} h1`);
  if (/^\\s*–/.test(document.title)) fel.push("sidan saknar namn");
  for (const rest of ["None", "{{", "{%", "{#", "NaN", "undefined"])
    if (text.includes(rest)) fel.push(`texten ${rest}`);
  for (const bild of document.images)
    if (!bild.complete || bild.naturalWidth === 0) fel.push(`bilden ${bild.src}`);
  for (const snitt of document.fonts)
    if (snitt.status === "error") fel.push(`typsnittet ${snitt.family} ${snitt.weight}`);
  return fel;
}"""
SIDLED = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FALL_UT = "document.querySelectorAll('details').forEach((ruta) => { ruta.open = true; })"
GLESA_UT = "document.querySelectorAll('tbody tr:nth-child(n + 5)').forEach((rad) => rad.remove())"
"""Rows that are alike are looked at some at a time: axe takes seconds for a table of hundreds."""

AXE = Axe().axe_script
PROVA_MED_AXE = "(taggar) => axe.run({resultTypes: ['violations'], runOnly: {type: 'tag', values: taggar}})"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def visit_all(sidor: Mapping[str, Sida], *, oppna, inloggad: Inlogg, klagomal: list[str], subtests) -> None:
    """Visit the pages, each as the role that opens it, and say of each what is wrong with it."""
    pekar = build_may()
    sida_for = {roll: inloggad(roll) if roll else oppna() for roll in {sida.roll for sida in sidor.values()}}

    for namn, (roll, argument) in sidor.items():
        with subtests.test(sida=namn):
            found = visit(sida_for[roll], reverse(namn, args=[pekar[vad] for vad in argument]))
            found += klagomal
            klagomal.clear()
            assert found == []


def visit(page: Page, adress: str) -> list[str]:
    """Open a page and say what is wrong with it."""
    page.set_viewport_size(BRED)
    page.emulate_media(color_scheme="light")
    svar = page.goto(adress)
    found = [] if svar.status == 200 else [f"svaret {svar.status}"]

    page.evaluate(FALL_UT)
    found += page.evaluate(PROVA_SIDAN) + too_wide(page)
    page.set_viewport_size(SMAL)
    found += too_wide(page)

    page.evaluate(GLESA_UT)
    page.evaluate(AXE)
    page.emulate_media(color_scheme="dark")
    found += hard_to_use(page, WCAG)
    page.set_viewport_size(BRED)
    page.emulate_media(color_scheme="light")
    return found + hard_to_use(page, (*WCAG, "best-practice"))


def too_wide(page: Page) -> list[str]:
    """How far the page rolls sideways."""
    over = page.evaluate(SIDLED)
    return [f"{over} pixlar i sidled vid {page.viewport_size['width']}"] if over > 0 else []


def hard_to_use(page: Page, taggar: tuple[str, ...]) -> list[str]:
    """What axe finds that keeps somebody out, by the rules with these tags."""
    svar = page.evaluate(PROVA_MED_AXE, list(taggar))
    return [
        f"{fel['id']} vid {page.viewport_size['width']}: {ruta['target']} {ruta['failureSummary']}"
        for fel in svar["violations"]
        if fel["impact"] in {"serious", "critical"}
        for ruta in fel["nodes"][:3]
    ]
