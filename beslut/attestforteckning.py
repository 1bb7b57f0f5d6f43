"""Attestförteckningen som PDF, att lägga till nämndens handlingar: går att läsa med hjälpmedel (PDF/UA-1)."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from assistans.pango import load_weasyprint
from beslut.brev.pdf import EGET, own_files
from beslut.sidor.attestordning import Forteckning


def write_list(forteckning: Forteckning, *, uttagen: date) -> bytes:
    """The list as PDF. Raises PangoMissing when the libraries that set the type are not on the machine."""
    weasyprint = load_weasyprint()
    innehall = {
        "forteckning": forteckning,
        "uttagen": uttagen,
        "kommun": settings.KOMMUN_NAMN,
        "namnd": settings.NAMND_NAMN,
    }
    html = render_to_string("beslut/attestforteckning_utskrift.html", innehall)
    dokument = weasyprint.HTML(string=html, base_url=EGET, url_fetcher=own_files(weasyprint))
    return dokument.write_pdf(pdf_variant="pdf/ua-1")
