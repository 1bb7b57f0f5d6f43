from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from beslut.views.formular import fetch_brukare, log_reading
from fakturor.forms.falt import tell
from fakturor.forms.rader import PREFIX
from fakturor.forms.sjuklon import ROWS_AT_A_TIME, SjuklonForm, SjukpassFormSet
from fakturor.services.registering import RegistrationRefused
from fakturor.services.sick_pay import register_claim
from fakturor.sidor.sjukloner import claims_for
from fakturor.views.skrivet import asks_for_rows, typed_so_far


@requires("beslut.se_person")
@require_safe
def sjukloner(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """De sjuklöneansökningar som har kommit för en person."""
    brukare = fetch_brukare(request, brukare_id)
    log_reading(request, brukare, "Läste personens sjuklöneansökningar")
    ser_dagar = request.user.may("fakturor.se_sjukdagar")
    innehall = {
        "rader": claims_for(brukare, dagar=ser_dagar),
        "ser_dagar": ser_dagar,
        "far_registrera": request.user.may("fakturor.registrera_sjuklon"),
        "far_se_faktura": request.user.may("fakturor.se_faktura"),
    }
    return render(request, "fakturor/sjukloner.html", {"brukare": brukare, **innehall})


@requires("fakturor.registrera_sjuklon")
@require_http_methods(["GET", "HEAD", "POST"])
def sjuklon_ny(request):
    """En sjuklöneansökan med sina pass och poster, som den står på papperet."""
    if typed := typed_so_far(request):
        more = ROWS_AT_A_TIME if asks_for_rows(request) else 0
        head = SjuklonForm(initial=typed.dict(), user=request.user)
        return _show(request, head, SjukpassFormSet.again(typed, more=more))
    if request.method != "POST":
        known = {namn: request.GET.get(namn, "") for namn in ("referens", "orgnr")}
        return _show(request, SjuklonForm(initial=known, user=request.user), SjukpassFormSet(prefix=PREFIX))

    head, rows = SjuklonForm(request.POST, user=request.user), SjukpassFormSet(request.POST, prefix=PREFIX)
    if head.is_valid() & rows.is_valid():
        try:
            faktura = register_claim(
                ansokan=head.ansokan(),
                passen=[row.pass_() for row in rows.written],
                poster=head.poster(),
                by=request.user,
                at=timezone.now(),
            )
        except RegistrationRefused as refused:
            tell(head, refused.huvud)
            rows.tell(refused.rader)
        else:
            messages.success(request, f"{faktura} är registrerad. Lägg till handlingarna som styrker den.")
            return redirect("kontroller:sjuklonehandlingar", faktura_id=faktura.pk)

    return _show(request, head, rows)


def _show(request, head: SjuklonForm, rows: SjukpassFormSet):
    return render(request, "fakturor/sjuklon_ny.html", {"form": head, "rader": rows, "allt": [head, rows]})
