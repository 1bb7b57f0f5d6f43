"""Ett brev på papper: en PDF i A4 som går att läsa med hjälpmedel (PDF/UA-1)."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from assistans.pango import load_weasyprint
from beslut.models import Brev

STATIC = Path(settings.BASE_DIR) / "static"
EGET = "brev:"
"""The scheme that the letter's own style and fonts are fetched by. Nothing else is let through."""
TYPER = {".css": "text/css", ".woff2": "font/woff2"}
LANGSTA_RUBRIK = 60
"""Characters. A paragraph that is short and does not end a sentence is a heading."""


def paragraphs(text: str) -> list[tuple[bool, str]]:
    """The paragraphs of a letter, each with whether it is a heading. The first one is the reference of the matter."""
    stycken = [stycke.strip() for stycke in text.replace("\r\n", "\n").split("\n\n") if stycke.strip()]
    return [(nr > 0 and _is_heading(stycke), stycke) for nr, stycke in enumerate(stycken)]


def write_letter(brev: Brev) -> bytes:
    """The letter as PDF. Raises PangoMissing when the libraries that set the type are not on the machine."""
    weasyprint = load_weasyprint()
    innehall = {
        "brev": brev,
        "dag": brev.skickat or timezone.localdate(brev.skapat),
        "stycken": paragraphs(brev.text),
        "kommun": settings.KOMMUN_NAMN,
        "namnd": settings.NAMND_NAMN,
    }
    html = render_to_string("beslut/brev_utskrift.html", innehall)
    dokument = weasyprint.HTML(string=html, base_url=EGET, url_fetcher=own_files(weasyprint))
    return dokument.write_pdf(pdf_variant="pdf/ua-1")


def _is_heading(stycke: str) -> bool:
    return len(stycke) <= LANGSTA_RUBRIK and "\n" not in stycke and stycke[-1].isalpha()


def own_files(weasyprint):
    """What fetches the style and fonts of a document that its template names by `brev:`, and nothing else."""

    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            namn = url.removeprefix(EGET)
            fil = (STATIC / namn.removeprefix("static/")).resolve()
            if namn == url or not fil.is_relative_to(STATIC) or fil.suffix not in TYPER:
                raise ValueError("Brevet hämtar bara sin stil och sina typsnitt.")
            return weasyprint.urls.URLFetcherResponse(url, fil.read_bytes(), {"Content-Type": TYPER[fil.suffix]})

    return Fetcher()
