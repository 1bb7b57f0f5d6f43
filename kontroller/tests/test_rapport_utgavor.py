"""Varje utgåva som fil: arkivbeständig (PDF/A-3a), tillgänglig (PDF/UA-1), och uppbyggd så att en skärmläsare hittar.

Det som standardens regler inte kan pröva prövas här: att rubrikerna kommer i ordning, att varje rubrikruta i en tabell
säger vad den är rubrik för, att varje bild har sina siffror i ord, och att varje tabell ligger bifogad.
"""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject

from kontroller.korning import run_block, start_month
from kontroller.rapport import innehall
from kontroller.rapport.dokument import Dokument, to_json
from kontroller.rapport.innehall import build_document, period_of
from kontroller.rapport.pdf import write_pdf, write_summary
from kontroller.rapport.period import Utgava, span_of
from tests.byggstenar import MANAD, NU, build_arende, build_granskare

pytestmark = pytest.mark.django_db

STROM = re.compile(rb"/Length (\d+)(?:(?!endobj).){0,500}?>>\nstream\n", re.DOTALL)


@pytest.fixture(params=Utgava)
def dokument(request, monkeypatch) -> Dokument:
    """An edition with something found. The appendix stands in the month's, and is the same in the others."""
    if request.param != Utgava.MANAD:
        monkeypatch.setattr(innehall, "AVSNITT", innehall.AVSNITT[:-1])
    build_arende(timmar=81)
    korning = start_month(manad=MANAD, by=build_granskare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    return build_document(period_of(span_of(request.param, MANAD), dag=NU.date()))


def test_every_edition_follows_both_standards_and_is_built_to_be_read(dokument):
    pdf = write_pdf(to_json(dokument))

    assert_follows_the_standards(pdf)
    fil = PdfReader(io.BytesIO(pdf))
    assert_is_built_to_be_read(fil, f"Kontrollrapport personlig assistans, {dokument.tidrymd.namn}")
    avsnitten = ["Sammanfattning", "Innehåll", *(avsnitt.rubrik for avsnitt in dokument.avsnitt)]
    bokmarken = [bokmarke.title for bokmarke in fil.outline if not isinstance(bokmarke, list)]
    assert bokmarken == ["Ersättning för personlig assistans", *avsnitten]
    assert set(fil.attachments) == {
        *(f"{dokument.tidrymd.beteckning}-{tabell.kod}.csv" for tabell in dokument.tables()),
        f"{dokument.tidrymd.beteckning}-innehall.json",
    }
    assert relationships(fil) == {"/Data", "/Source"}


def test_the_summary_of_every_edition_is_one_page_and_follows_both_standards(dokument):
    pdf = write_summary(to_json(dokument))

    assert_follows_the_standards(pdf)
    fil = PdfReader(io.BytesIO(pdf))
    assert len(fil.pages) == 1
    namn = dokument.tidrymd.namn
    assert_is_built_to_be_read(fil, f"Sammandrag av kontrollrapporten om personlig assistans, {namn}")


def test_a_stream_of_another_length_than_it_says_is_noticed():
    strom = b"1 0 obj\n<</Length 3>>\nstream\nab\r\nendstream\nendobj\n"

    assert_every_stream_is_as_long_as_it_says(strom)
    with pytest.raises(AssertionError):
        assert_every_stream_is_as_long_as_it_says(strom.replace(b"Length 3", b"Length 2"))


def assert_follows_the_standards(pdf: bytes) -> None:
    """PDF/A-3a and PDF/UA-1, as far as a machine can say.

    The length of a stream is tried here: the rule takes a carriage return that happens to end one for a part of the
    line break that follows.
    """
    assert_every_stream_is_as_long_as_it_says(pdf)
    for profil in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A):
        failures = validate_pdf_bytes(pdf, profile=profil).failures
        assert [f"{fel.rule_id} {fel.message}" for fel in failures if fel.rule_id != "PDFA3A-STREAM-LENGTH-001"] == []


def assert_every_stream_is_as_long_as_it_says(pdf: bytes) -> None:
    """Each stream ends, with a line break of its own, exactly where its length says."""
    strommar = [(m.end(), int(m[1])) for m in STROM.finditer(pdf)]
    assert len(strommar) == pdf.count(b"\nendstream") > 0
    assert all(pdf[borjar + langd :].startswith(b"\nendstream") for borjar, langd in strommar)


def assert_is_built_to_be_read(fil: PdfReader, titel: str) -> None:
    """Language, title, headings, tables, pictures and fonts."""
    rot = fil.trailer["/Root"]
    assert (rot["/Lang"], rot["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert rot["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert fil.metadata.title == titel
    element = list(walk(rot["/StructTreeRoot"]))

    nivaer = [int(e["/S"][2:]) for e in element if e["/S"] in ("/H1", "/H2", "/H3")]
    assert nivaer[0] == 1
    assert nivaer.count(1) == 1
    assert all(nasta <= niva + 1 for niva, nasta in pairwise(nivaer))

    rubrikrutor = [e for e in element if e["/S"] == "/TH"]
    assert rubrikrutor
    assert {scope_of(ruta) for ruta in rubrikrutor} == {"/Column", "/Row"}
    figurer = [e for e in element if e["/S"] == "/Figure"]
    assert len(figurer) >= 3
    assert all(str(figur["/Alt"]).strip() for figur in figurer)
    assert all(font_is_embedded(font) for sida in fil.pages for font in fonts_of(sida))


def walk(element: Any) -> Iterator[DictionaryObject]:
    """The elements of the structure in reading order."""
    barn = element.get("/K", ArrayObject())
    for ett in barn if isinstance(barn, ArrayObject) else [barn]:
        objekt = ett.get_object()
        if isinstance(objekt, DictionaryObject) and "/S" in objekt:
            yield objekt
            yield from walk(objekt)


def scope_of(ruta: DictionaryObject) -> str:
    """What a heading cell says that it is the heading of."""
    attribut = ruta["/A"]
    lista = attribut if isinstance(attribut, ArrayObject) else [attribut]
    return next(str(a.get_object()["/Scope"]) for a in lista if "/Scope" in a.get_object())


def fonts_of(sida: Any) -> list[DictionaryObject]:
    """The fonts that a page uses."""
    return [font.get_object() for font in sida["/Resources"].get("/Font", DictionaryObject()).values()]


def font_is_embedded(font: DictionaryObject) -> bool:
    """Whether the file carries the font."""
    [beskriven] = font.get("/DescendantFonts", [font])
    return any(nyckel.startswith("/FontFile") for nyckel in beskriven.get_object()["/FontDescriptor"])


def relationships(fil: PdfReader) -> set[str]:
    """How the attached files relate to the report."""
    return {str(bilaga.get_object()["/AFRelationship"]) for bilaga in fil.trailer["/Root"]["/AF"]}
