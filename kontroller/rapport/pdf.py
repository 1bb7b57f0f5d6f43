"""PDF:en: en fil som är både PDF/A-3a (arkiv) och PDF/UA-1 (tillgänglighet), skriven ur det lagrade innehållet och ur
inget annat. Samma text ger samma byte.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from assistans.pango import load_weasyprint
from kontroller.rapport import bilder
from kontroller.rapport.avsnitt import Bild
from kontroller.rapport.dokument import Dokument, from_json, sha256
from kontroller.rapport.sattning import section_as_set, table_as_set
from kontroller.rapport.skrivning import as_csv

MINNE = "rapport:"
"""Det schema som rapportens egna bilder hämtas med: de finns bara i minnet."""
BASE = Path(settings.BASE_DIR)
STATIC = BASE / "static"
FORMEN = (
    *("templates/kontroller/rapport/*.html", "static/css/rapport.css", "static/vendor/source-sans-3/*.woff2"),
    *("assistans/svenska.py", "kontroller/rapport/bilder.py", "kontroller/rapport/pdf.py"),
    *("kontroller/rapport/sattning.py", "kontroller/rapport/skrivning.py"),
)
"""Filerna som avgör hur samma innehåll ser ut."""

UA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
)

SKRAP_SOKS_VID = 200_000
"""Så många nya föremål innan Python letar efter skräp medan sidorna sätts."""

Bilaga = tuple[bytes, str, str]
"""Vad som bifogas: innehållet, vad det är, och hur det förhåller sig till dokumentet."""


def program() -> str:
    """What the PDF is written with, so that one knows when the same content gives other bytes."""
    return f"form {_form()}, WeasyPrint {load_weasyprint().__version__}"


@cache
def _form() -> str:
    """The first digits of a SHA-256 over the files that decide what the same content looks like."""
    filer = sorted(fil for monster in FORMEN for fil in BASE.glob(monster))
    return sha256(b"".join(fil.read_bytes() for fil in filer))[:12]


def write_pdf(innehall: str) -> bytes:
    """The whole report of its content, every table attached. Raises PangoMissing when the libraries that set the type
    are not on the machine.
    """
    dokument = from_json(innehall)
    bilagor = {f"{tabell.kod}.csv": (as_csv(tabell), tabell.rubrik, "Data") for tabell in dokument.tables()}
    bilagor["innehall.json"] = (innehall.encode(), "Allt som rapporten är skriven ur", "Source")
    return _write("kontroller/rapport/rapport.html", dokument, innehall, bilagor)


def write_summary(innehall: str) -> bytes:
    """The report on one page."""
    return _write("kontroller/rapport/sammandrag.html", from_json(innehall), innehall, {})


def _write(mall: str, dokument: Dokument, innehall: str, bilagor: Mapping[str, Bilaga]) -> bytes:
    return typeset(
        render_to_string(mall, _context(dokument, innehall)),
        pictures=dokument.pictures(),
        skapad=datetime.fromisoformat(dokument.skapad),
        bilagor={f"{dokument.tidrymd.beteckning}-{namn}": bilaga for namn, bilaga in bilagor.items()},
    )


def typeset(html: str, *, pictures: Iterable[Bild], skapad: datetime, bilagor: Mapping[str, Bilaga]) -> bytes:
    """A document as PDF, with its pictures and what is attached. Raises PangoMissing."""
    weasyprint = load_weasyprint()
    fetcher = _fetcher(weasyprint, pictures)
    attachments = [
        weasyprint.Attachment(
            string=data,
            name=namn,
            description=vad,
            created=skapad,
            modified=skapad,
            relationship=forhallande,
            url_fetcher=fetcher,
        )
        for namn, (data, vad, forhallande) in bilagor.items()
    ]
    dokument = weasyprint.HTML(string=html, base_url=MINNE, url_fetcher=fetcher)
    with _rarely_collected():
        return dokument.write_pdf(pdf_variant="pdf/a-3a", finisher=_finish, attachments=attachments)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let Python look for garbage less often: the boxes of a page are many, and none of them is garbage yet. It is a
    fifth of the time.
    """
    vanligt = gc.get_threshold()
    gc.set_threshold(SKRAP_SOKS_VID, *vanligt[1:])
    try:
        yield
    finally:
        gc.set_threshold(*vanligt)


def _context(dokument: Dokument, innehall: str) -> dict[str, Any]:
    namn = dokument.tidrymd.namn
    return {
        "d": dokument,
        "period": namn,
        "Period": namn[:1].upper() + namn[1:],
        "s": dokument.sammanfattning,
        "fynd": table_as_set(dokument.sammanfattning.fynd),
        "avsnitt": [section_as_set(avsnitt) for avsnitt in dokument.avsnitt],
        "sha256": sha256(innehall),
    }


def _fetcher(weasyprint, pictures: Iterable[Bild]):
    """Serves the report's own pictures from memory and its fonts and style from static; nothing else is let through."""
    minne = {f"bild/{bild.kod}.svg": bild.svg for bild in pictures} | {"marke.svg": bilder.mark()}

    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            namn = url.removeprefix(MINNE)
            if namn == url:
                raise ValueError("Rapporten hämtar inget utifrån.")
            if namn in minne:
                return _response(url, minne[namn].encode(), "image/svg+xml")
            fil = (STATIC / namn.removeprefix("static/")).resolve()
            if not fil.is_relative_to(STATIC) or fil.suffix not in {".css", ".woff2"}:
                raise ValueError("Rapporten hämtar bara sin stil och sina typsnitt.")
            return _response(url, fil.read_bytes(), "text/css" if fil.suffix == ".css" else "font/woff2")

    def _response(url: str, body: bytes, typ: str):
        return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": typ})

    return Fetcher()


def _finish(_document, pdf) -> None:
    """Add what the two standards ask for and the typesetting does not write."""
    _add_ua_identifier(pdf)
    _add_scopes(pdf)


def _add_ua_identifier(pdf) -> None:
    """Say in the metadata that the file follows PDF/UA-1; the variant only says PDF/A."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [del_.replace(b"</rdf:RDF>", UA_SCHEMA.encode() + b"</rdf:RDF>") for del_ in metadata.stream]
    metadata.compress = False


def _add_scopes(pdf) -> None:
    """Say of each heading cell whether it heads a column or a row, for those readers that do not follow the cells'
    own references to their headings.
    """
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH" and "A" in element:
            rad = _object(pdf, element["P"])
            i_huvudet = _object(pdf, rad["P"])["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if i_huvudet else "/Row"


def _object(pdf, referens: bytes | str):
    """The object that a reference (`12 0 R`) points at."""
    return pdf.objects[int(referens.split()[0])]
