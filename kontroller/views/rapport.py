"""En rapport: läst i webbläsaren, hämtad som fil, och undertecknad av controllern."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from assistans.tabeller.arbetsbok import MEDIATYP
from beslut.views.formular import saved
from kontroller.forms_rapport import SigneraForm
from kontroller.models import Kontrollrapport
from kontroller.rapport.dokument import from_json
from kontroller.rapport.kalkylblad import as_workbook
from kontroller.rapport.skrivning import as_csv
from kontroller.services.report_reading import note_fetched, note_read
from kontroller.services.signing import sign_report
from kontroller.sidor.rapportsida import build_page


@requires("kontroller.se_rapport")
@require_safe
def rapport(request: HttpRequest, kontrollrapport_id: int) -> HttpResponse:
    """Rapporten som sida, ur det som är lagrat."""
    rapport = _fetch(request, kontrollrapport_id, "pdf", "sammandrag")
    note_read(rapport=rapport, by=request.user, at=timezone.now())
    return _show(request, rapport, SigneraForm())


@requires("kontroller.signera_rapport")
@require_POST
def signera_rapport(request: HttpRequest, kontrollrapport_id: int) -> HttpResponse:
    """Skriv under rapporten, som därmed är lämnad till nämnden."""
    rapport, form = _fetch(request, kontrollrapport_id, "pdf", "sammandrag"), SigneraForm(request.POST)
    if saved(request, form, sign_report, rapport=rapport):
        messages.success(request, f"Kontrollrapporten för {rapport.namn} är undertecknad och lämnad till nämnden.")
        return redirect("kontroller:rapport", rapport.pk)
    return _show(request, rapport, form)


@requires("kontroller.se_rapport")
@require_safe
def hamta_rapport(request: HttpRequest, kontrollrapport_id: int) -> HttpResponse:
    """Rapporten som PDF, byte för byte som den skrevs."""
    rapport = _fetch(request, kontrollrapport_id, "innehall", "sammandrag")
    return _file(request, rapport, bytes(rapport.pdf), "application/pdf", "kontrollrapport", "pdf")


@requires("kontroller.se_rapport")
@require_safe
def hamta_sammandrag(request: HttpRequest, kontrollrapport_id: int) -> HttpResponse:
    """Rapporten på en sida, som PDF."""
    rapport = _fetch(request, kontrollrapport_id, "innehall", "pdf")
    if rapport.sammandrag is None:
        raise Http404("Rapporten skrevs innan det fanns sammandrag.")
    return _file(request, rapport, bytes(rapport.sammandrag), "application/pdf", "sammandrag", "pdf")


@requires("kontroller.se_rapport")
@require_safe
def hamta_arbetsbok(request: HttpRequest, kontrollrapport_id: int) -> HttpResponse:
    """Rapportens alla tabeller som arbetsbok, skriven ur det lagrade innehållet."""
    rapport = _fetch(request, kontrollrapport_id, "pdf", "sammandrag")
    if not rapport.innehall:
        raise Http404("Rapporten skrevs innan innehållet lagrades.")
    return _file(request, rapport, as_workbook(rapport.innehall), MEDIATYP, "kontrollrapport", "xlsx")


@requires("kontroller.se_rapport")
@require_safe
def hamta_tabell(request: HttpRequest, kontrollrapport_id: int, kod: str) -> HttpResponse:
    """En av rapportens tabeller som CSV, densamma som är bifogad i PDF:en."""
    rapport = _fetch(request, kontrollrapport_id, "pdf", "sammandrag")
    tabeller = from_json(rapport.innehall).tables() if rapport.innehall else ()
    if (tabell := next((tabell for tabell in tabeller if tabell.kod == kod), None)) is None:
        raise Http404("Rapporten har ingen sådan tabell.")
    return _file(request, rapport, as_csv(tabell), "text/csv; charset=utf-8", tabell.kod, "csv")


def _fetch(request: HttpRequest, kontrollrapport_id: int, *utan: str) -> Kontrollrapport:
    """The report without what is not asked for, if the user may read it; else the page does not exist."""
    oppna = Kontrollrapport.objects.open_to(request.user).select_related("skapad_av").defer(*utan)
    return get_object_or_404(oppna, pk=kontrollrapport_id)


def _show(request: HttpRequest, rapport: Kontrollrapport, form: SigneraForm) -> HttpResponse:
    innehall = {"sida": build_page(rapport, reader=request.user), "form": form}
    return render(request, "kontroller/rapport.html", innehall)


def _file(
    request: HttpRequest, rapport: Kontrollrapport, innehall: bytes, typ: str, vad: str, andelse: str
) -> HttpResponse:
    note_fetched(rapport=rapport, vad=f"{vad}.{andelse}", by=request.user, at=timezone.now())
    namn = f"{vad}-{rapport.tidrymd.beteckning}.{andelse}"
    return HttpResponse(innehall, content_type=typ, headers={"Content-Disposition": f'attachment; filename="{namn}"'})
