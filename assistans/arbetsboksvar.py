"""En lista som arbetsbok: `?format=xlsx` på sidans egen adress ger samma rader i samma urval, med samma kolumner.

Sidan har då redan prövat rätten, urvalet och vilka som är skyddade; här blir det som den visar en fil. Att den hämtas
är en händelse.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.http import FileResponse, HttpRequest
from django.utils import timezone

from assistans.models import Handelse
from assistans.svenska import heltal, tidpunkt
from assistans.tabeller.arbetsbok import MEDIATYP, Blad, write_workbook

FORMAT = "xlsx"
FLEST_RADER = 50_000
"""So many rows are written; a spreadsheet with more is not read by anybody."""


def wants_workbook(request: HttpRequest) -> bool:
    """Whether the list is asked for as a workbook."""
    return request.GET.get("format") == FORMAT


def workbook_response(request: HttpRequest, blad: Blad, *, filnamn: str) -> FileResponse:
    """The list as a workbook to fetch, sent as it is read from disk, and the event that somebody fetched it."""
    nu = timezone.localtime()
    rader: Sequence = list(blad.rader)
    kapat = len(rader) > FLEST_RADER
    fotnot = f"Här står de första {heltal(FLEST_RADER)} raderna av {heltal(len(rader))}. Gör urvalet mindre för resten."
    blad = replace(
        blad,
        kalla=f"{blad.kalla}. Hämtat {tidpunkt(nu, ar=True)} av {request.user}.",
        rader=rader[:FLEST_RADER],
        summa=None if kapat else blad.summa,
        fotnoter=[*blad.fotnoter, *([fotnot] if kapat else [])],
    )
    fil = write_workbook([blad], titel=blad.rubrik, kalla=blad.kalla, skapad=nu)
    antal = min(len(rader), FLEST_RADER)
    Handelse.record("tabell.hamtad", request.user, by=request.user, at=nu, vad=filnamn, rader=antal)
    return FileResponse(fil, as_attachment=True, filename=f"{filnamn}.{FORMAT}", content_type=MEDIATYP)
