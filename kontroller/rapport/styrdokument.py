"""Ett styrdokument som PDF, i samma form som rapporten: skrivet ur sitt innehåll och ur inget annat."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from kontroller.models import Styrdokument
from kontroller.rapport.dokument import pictures_in, tables_in
from kontroller.rapport.pdf import typeset
from kontroller.rapport.sattning import section_as_set
from kontroller.rapport.skrivning import as_csv
from kontroller.styrning.dokument import document_sections


def write_document(dokument: Styrdokument) -> bytes:
    """The document as PDF/A-3 and PDF/UA, its content and every table attached. The same document gives the same bytes.

    Raises PangoMissing when the libraries that set the type are not on the machine.
    """
    avsnitt = document_sections(dokument)
    skapad = timezone.localtime(dokument.antaget or dokument.foreslaget)
    bilagor = {
        f"{tabell.kod}.csv": (as_csv(tabell), tabell.rubrik, "Data") for ett in avsnitt for tabell in tables_in(ett)
    }
    bilagor["innehall.json"] = (dokument.innehall.encode(), "Allt som dokumentet är skrivet ur", "Source")
    html = render_to_string(
        "kontroller/rapport/styrdokument.html",
        {
            "dokument": dokument,
            "avsnitt": [section_as_set(ett) for ett in avsnitt],
            "skapad": skapad.isoformat(timespec="seconds"),
            "kommun": settings.KOMMUN_NAMN,
            "namnd": settings.NAMND_NAMN,
        },
    )
    return typeset(
        html, pictures=[bild for ett in avsnitt for bild in pictures_in(ett)], skapad=skapad, bilagor=bilagor
    )
