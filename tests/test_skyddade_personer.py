"""Den som har skyddade uppgifter finns inte för andra än de namngivna: inte på någon sida, i någon lista eller fil.

Varje adress i projektet besöks, också de som läggs till senare, som varje roll.
"""

import html
import io
import json
from dataclasses import replace
from functools import cache

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from assistans.models import Lasning, User
from assistans.roller import Roll
from assistans.tabeller.arbetsbok import MEDIATYP
from beslut.models import Brukare, Person
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import first, only
from kontroller.liggare import run_as_file
from kontroller.models import Korning
from tests.byggstenar import NU, ORGNR, build_user
from tests.byggstenar_skydd import (
    HEMLIGT,
    NAMN,
    OTTILIA,
    SIGRUN,
    Skyddade,
    bad_files,
    build_rest_of_chain,
    build_skyddade,
)
from tests.byggstenar_skydd_rader import ORD_OM_OTTILIA, SKYDDADE_ANDRA, TORSTENS_NUMMER, VENDELAS_NUMMER
from tests.skyddade_adresser import Adress, every_address, protected_rows
from tests.webblasare.sidor import BARA_POST, INGEN_SIDA

pytestmark = pytest.mark.django_db
FINNS_INTE, FAR_INTE, BARA_GET = 404, 403, 405
SIDOR_OM_NAMN = {
    "beslut:brukare_andra",
    "beslut:anordnare_andra",
    "beslut:stallforetradare_andra",
    "beslut:relation_andra",
    "fakturor:felrader",
    "fakturor:intyg_nytt",
    "kontroller:skyddad_text",
    "kontroller:original",
}
"""Where a named user has asked to read or change what somebody is called."""

SOM_EXCEL = {
    *("kontroller:manad", "kontroller:fullstandighet", "kontroller:bedomningar", "kontroller:riskanalys"),
    "fakturor:utbetalningar",
}
"""The lists that are also fetched as workbooks."""


@pytest.fixture
def skyddade() -> Skyddade:
    return build_skyddade()


@pytest.fixture
def korning(skyddade) -> Korning:
    """The whole chain, up to the board's report."""
    return build_rest_of_chain()


def sign_in(client: Client, anvandarnamn: str, *roller: str) -> User:
    user = build_user(anvandarnamn, *roller)
    client.force_login(user)
    return user


def name(user: User, *skyddade: Brukare | Person) -> None:
    for person in skyddade:
        person.behoriga.add(user)


def text_of(svar: HttpResponse) -> str:
    """All that somebody can read in an answer: page or file, its name and where it leads."""
    innehall = svar.getvalue() if svar.streaming else svar.content
    if svar.get("Content-Type", "") == "application/pdf":
        text = text_of_pdf(innehall)
    elif svar.get("Content-Type", "") == MEDIATYP:
        ark = load_workbook(io.BytesIO(innehall)).worksheets
        text = " ".join(str(varde) for ett in ark for rad in ett.iter_rows(values_only=True) for varde in rad)
    else:
        text = html.unescape(innehall.decode(errors="replace"))
    rubriker = " ".join(f"{namn}: {varde}" for namn, varde in svar.items())
    return " ".join(f"{text} {rubriker}".replace("\u00a0", " ").replace("\u00ad", "").split())


@cache
def text_of_pdf(innehall: bytes) -> str:
    """What stands on the pages of a file; the same bytes are read once, whoever fetches them."""
    return " ".join(sida.extract_text() for sida in PdfReader(io.BytesIO(innehall)).pages)


def secrets_in(text: str, hemligt: tuple[str, ...] = HEMLIGT) -> list[str]:
    text = text.casefold()
    return [ord_ for ord_ in hemligt if ord_.casefold() in text]


def visit(client: Client, adress: Adress) -> HttpResponse:
    """Fetch a page, or send an empty form to what answers nothing else."""
    return client.post(adress.url) if INGEN_SIDA.get(adress.namn) == BARA_POST else client.get(adress.url)


def safe_addresses() -> list[Adress]:
    """Every address, but of those that only change something the ones that a stranger shall not reach."""
    return [a for a in every_address() if INGEN_SIDA.get(a.namn) != BARA_POST or a.rader & protected_rows()]


def a_few_of_each(adresser: list[Adress]) -> list[Adress]:
    """One address of each view that is about somebody protected, and one that is not."""
    return list({(a.namn, bool(a.rader & protected_rows())): a for a in adresser}.values())


def leaks(svar: dict[Adress, HttpResponse]) -> dict[str, list[str]]:
    """What each answer gives away, by the address."""
    return {a.url: hemligt for a, s in svar.items() if (hemligt := secrets_in(text_of(s)))}


def test_nobody_who_is_not_named_finds_anything_anywhere_and_what_is_theirs_is_not_there(client, korning):
    sign_in(client, "alla", *Roll.values)

    svar = {a: visit(client, a) for a in safe_addresses()}
    som_excel = {replace(a, url=f"{a.url}?format=xlsx") for a in svar if a.namn in SOM_EXCEL}
    svar |= {a: client.get(a.url) for a in som_excel}

    assert leaks(svar) == {}
    assert {a.namn for a in som_excel if svar[a].get("Content-Type") == MEDIATYP} == SOM_EXCEL
    deras = {a.url: s.status_code for a, s in svar.items() if a.rader & protected_rows()}
    assert len(deras) > 50
    assert {url: kod for url, kod in deras.items() if kod not in (FINNS_INTE, BARA_GET)} == {}


def test_no_role_finds_anything_that_the_roles_together_do_not(client, korning):
    adresser = a_few_of_each(safe_addresses())

    for roller in ([], *([roll] for roll in Roll)):
        sign_in(client, "-".join(["okand", *roller]), *roller)

        assert leaks({a: visit(client, a) for a in adresser}) == {}, f"Detta syns för {roller or 'den utan roll'}"


def test_a_named_user_finds_all_of_it_so_the_walk_passes_where_it_stands(client, skyddade, korning):
    user = sign_in(client, "nina", *Roll.values)
    name(user, skyddade.ottilia, skyddade.sigrun, *skyddade.andra.personer)
    adresser = [a for a in every_address() if INGEN_SIDA.get(a.namn) != BARA_POST]

    svar = {a: visit(client, a) for a in adresser}
    texter = {a: text_of(s) for a, s in svar.items() if s.status_code == 200}
    asked = [client.post(f"/brukare/{pk}/namn/").text for pk in (skyddade.ottilia.pk, skyddade.andra.elsa.pk)]

    kvar = set(HEMLIGT) - {ord_ for text in (*texter.values(), *asked) for ord_ in secrets_in(text)}
    assert not kvar & {OTTILIA, SIGRUN, "Ottilia", "Sigrun", "HEMLIG 2014/77", "R-7QXK", "Ester Lundtorp", "317,77"}
    assert not kvar & {*SKYDDADE_ANDRA, *ORD_OM_OTTILIA} - {"Utkastorden"}
    assert {a.url: n for a, t in texter.items() if a.namn not in SIDOR_OM_NAMN and (n := secrets_in(t, NAMN))} == {}


def test_asking_for_the_names_around_an_open_person_tells_nobody_protected_to_others(client, skyddade):
    andra = skyddade.andra
    sidor = [
        f"/brukare/{andra.elsa.pk}/namn/",
        f"/historik/brukare/{andra.elsa.pk}/",
        f"/historik/anordnare/{andra.assistent.anordnare_id}/",
    ]
    sign_in(client, "alla", *Roll.values)

    assert [secrets_in(text_of(client.post(sida))) for sida in sidor] == [[], [], []]

    name(sign_in(client, "nina", *Roll.values), *andra.personer)
    texter = " ".join(text_of(client.post(sida)) for sida in sidor)
    assert set(SKYDDADE_ANDRA) <= set(secrets_in(texter))


def test_the_choices_of_a_new_report_and_certificate_name_nobody_protected_to_others(client, skyddade):
    andra = skyddade.andra
    rapport = f"{reverse('fakturor:tidrapport_ny')}?redovisning={andra.rapport.redovisning_id}"
    intyg = reverse("fakturor:intyg_nytt", args=[andra.rapport.pk])

    for sida in (rapport, intyg):
        sign_in(client, "alla", *Roll.values)
        svar = text_of(client.get(sida))
        assert "Skyddad assistent" in svar
        assert secrets_in(svar) == []

        name(sign_in(client, "nina", *Roll.values), *andra.personer)
        assert "Vendela Gömmefors" in text_of(client.get(sida))


def test_the_reading_of_a_named_user_is_logged(client, skyddade):
    user = sign_in(client, "nina", Roll.HANDLAGGARE)
    name(user, skyddade.ottilia)

    client.get(f"/brukare/{skyddade.ottilia.pk}/")

    lasning = Lasning.objects.get(av=user)
    assert (lasning.objekt, lasning.objekt_id) == ("beslut.brukare", skyddade.ottilia.pk)


def test_searching_finds_a_protected_person_for_the_named_alone(client, skyddade):
    sokt = ["Ottilia", "Björkhagra", OTTILIA, skyddade.ottilia.person.personnummer]
    sign_in(client, "okand", *Roll.values)

    for ord_ in sokt:
        svar = client.post("/brukare/", {"sok": ord_}).text.replace(f'value="{ord_}"', "")
        assert secrets_in(svar) == []

    name(sign_in(client, "nina", Roll.HANDLAGGARE), skyddade.ottilia)
    assert all(client.post("/brukare/", {"sok": ord_}).status_code == 302 for ord_ in sokt)


def test_the_verdict_file_holds_their_verdicts_and_nothing_about_them(korning):
    fil = run_as_file(korning)

    text = json.dumps(fil, ensure_ascii=False)
    assert [s for s in secrets_in(text) if s not in {"SKY-9001", "SAM-9002", "SKY-9003"}] == []
    nummer = {f["fakturanummer"]: f for f in fil["fakturor"]}
    assert len(nummer["SKY-9001"]["utfall"]) == len(nummer["4711"]["utfall"])


def test_the_result_of_an_import_says_nothing_about_them(skyddade):
    resultat = import_folder(bad_files(), by=User.objects.system(), at=NU).as_json()

    assert sum(len(fil["fel"]) for fil in resultat["filer"]) > 8
    assert secrets_in(json.dumps(resultat, ensure_ascii=False)) == []


def test_a_file_never_lifts_the_protection_of_an_assistant_or_a_representative(skyddade):
    andra = skyddade.andra
    rader = only(
        assistenter=[first("assistenter", orgnr=ORGNR, referens="", personnummer=VENDELAS_NUMMER, namn="Vendela G")],
        stallforetradare=[
            first("stallforetradare", referens="LSS-9F3C", personnummer=TORSTENS_NUMMER, namn="Torsten L")
        ],
    )

    resultat = import_folder(rader, by=User.objects.system(), at=NU).as_json()

    assert [fil["fel"] for fil in resultat["filer"]] == [[], []]
    assert {person.pk for person in Person.objects.filter(skyddad=True)} == {person.pk for person in andra.personer}
    assert andra.assistent.person.pk in Person.objects.closed_to(build_user("okand")).values_list("pk", flat=True)
