"""PDF:en: en fil som är både PDF/A-3a (arkiv) och PDF/UA-1 (tillgänglighet), densamma byte för byte av samma
innehåll.
"""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from assistans.pango import load_weasyprint
from kontroller.rapport import bilder
from kontroller.rapport.innehall import Innehall
from kontroller.regel import Allvar, Regel, Utfall
from kontroller.sidor.tackningssida import parts_of, share_text
from kontroller.tackning import Del

STATIC = Path(settings.BASE_DIR) / "static"
MINNE = "rapport:"
"""Det schema som rapportens egna bilder hämtas med: de finns bara i minnet."""

NIVA = {Allvar.STOPP: "Stoppar", Allvar.VARNING: "Varnar", Allvar.INFO: "Upplyser"}

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


def write_pdf(innehall: Innehall) -> bytes:
    """The report as PDF. Raises PangoMissing when the libraries that set the type are not on the machine."""
    weasyprint = load_weasyprint()
    skapad = innehall.korning.avslutad or innehall.korning.startad
    html = render_to_string(
        "kontroller/rapport/rapport.html",
        {
            "innehall": innehall,
            "skapad": skapad,
            "kommun": settings.KOMMUN_NAMN,
            "namnd": settings.NAMND_NAMN,
            "tackning": parts_of(innehall.tackning.begart),
            "tackning_andel": share_text(innehall.tackning.begart, Del.PROVAT),
            "betalas_andel": share_text(innehall.tackning.betalas, Del.PROVAT),
            "tackning_text": bilder.coverage_text(parts_of(innehall.tackning.begart)),
            "tre_sidor_text": bilder.three_sides_text(innehall.tre_sidor),
            "utfall_text": bilder.outcomes_text(innehall.summor),
            "anordnare_text": bilder.providers_text(innehall.anordnare),
            "regler_i_ord": [_in_words(regel, innehall.manad) for regel in innehall.regler],
            "utfall": {utfall.value: innehall.sum_of(utfall) for utfall in bilder.PA_PAPPER},
        },
    )
    dokument = weasyprint.HTML(string=html, base_url=MINNE, url_fetcher=_fetcher(weasyprint, innehall))
    return dokument.write_pdf(
        pdf_variant="pdf/a-3a",
        finisher=_add_ua_identifier,
        attachments=[_attachment(weasyprint, innehall, skapad)],
    )


def _in_words(regel: Regel, manad: date) -> dict[str, str]:
    return {
        "kod": regel.kod,
        "rubrik": regel.rubrik,
        "forklaring": regel.forklaring,
        "niva": NIVA[regel.allvar],
        "lagrum": regel.legal_ground(manad),
    }


def _fetcher(weasyprint, innehall: Innehall):
    """Serves the report's own pictures from memory and its fonts and style from static; nothing else is let through."""
    minne = {
        "marke.svg": bilder.mark(),
        "tackning.svg": bilder.coverage(parts_of(innehall.tackning.begart)),
        "tresidor.svg": bilder.three_sides(innehall.tre_sidor),
        "utfall.svg": bilder.outcomes(innehall.summor),
        "anordnare.svg": bilder.providers(innehall.anordnare),
    }

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


def _add_ua_identifier(_document, pdf) -> None:
    """Say in the metadata that the file follows PDF/UA-1; the variant only says PDF/A."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [del_.replace(b"</rdf:RDF>", UA_SCHEMA.encode() + b"</rdf:RDF>") for del_ in metadata.stream]
    metadata.compress = False


def _attachment(weasyprint, innehall: Innehall, skapad: datetime):
    return weasyprint.Attachment(
        string=controls_as_csv(innehall),
        name=f"utfall-per-kontroll-{innehall.manad:%Y-%m}.csv",
        description="Utfall per kontroll",
        created=skapad,
        modified=skapad,
        relationship="Data",
        url_fetcher=_fetcher(weasyprint, innehall),
    )


def controls_as_csv(innehall: Innehall) -> bytes:
    """The table of controls as data, UTF-8 with BOM and semicolons."""
    rad = io.StringIO()
    skriv = csv.writer(rad, delimiter=";", lineterminator="\r\n")
    skriv.writerow(["kod", "kontroll", "gjorda", "godkanda", "varningar", "avvikelser", "ej_bedomda", "ifragasatt_kr"])
    for k in innehall.kontroller:
        utfall = (Utfall.GODKAND, Utfall.VARNING, Utfall.AVVIKELSE, Utfall.EJ_BEDOMD)
        belopp: Decimal = k.ifragasatt
        skriv.writerow([k.regel.kod, k.regel.rubrik, k.gjorda, *(k.utfall[u] for u in utfall), f"{belopp:f}"])
    return b"\xef\xbb\xbf" + rad.getvalue().encode()
