"""Anordnarens konton: ett nytt läggs in av en person och bekräftas av en annan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.beteckning import account_number, provider_label
from beslut.forms.anordnare import KontoBekraftaForm, KontoForm
from beslut.models import Anordnare, Konto
from beslut.services.accounts import AccountRefused, decline, verify
from beslut.services.providers import register_account
from beslut.views.formular import saved


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def konto_nytt(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Enter a new account, which waits for another person."""
    anordnare = get_object_or_404(Anordnare, pk=anordnare_id)
    form = KontoForm(request.POST or None)
    if saved(request, form, register_account, anordnare=anordnare):
        messages.success(request, "Kontot är inlagt. Det gäller när en annan person har bekräftat det.")
        return redirect("beslut:anordnare_visa", anordnare.pk)
    return render(
        request, "beslut/konto_nytt.html", {"anordnare": anordnare, "namn": provider_label(anordnare), "form": form}
    )


@requires("beslut.verifiera_konto")
@require_http_methods(["GET", "POST"])
def konto_bekrafta(request: HttpRequest, konto_id: int) -> HttpResponse:
    """Confirm an account that another person has entered, or turn it down."""
    konto = get_object_or_404(Konto.objects.select_related("anordnare", "inlagt_av"), pk=konto_id)
    avvisar = "avvisa" in request.POST
    form = KontoBekraftaForm(None if avvisar else request.POST or None)
    if avvisar or form.is_valid():
        try:
            if avvisar:
                decline(konto=konto, by=request.user, at=timezone.now())
            else:
                verify(konto=konto, hur=form.cleaned_data["hur"], by=request.user, at=timezone.now())
        except AccountRefused as refused:
            form = form if form.is_bound else KontoBekraftaForm({"hur": request.POST.get("hur", "")})
            form.add_error(None, str(refused))
        else:
            besked = "Kontot är avvisat. Det tidigare gäller." if avvisar else "Kontot är bekräftat och gäller nu."
            messages.success(request, besked)
            return redirect("beslut:anordnare_visa", konto.anordnare_id)

    innehall = {
        "konto": konto,
        "nummer": account_number(konto),
        "namn": provider_label(konto.anordnare),
        "nuvarande": [
            (k.get_typ_display(), account_number(k))
            for k in Konto.objects.current().filter(anordnare=konto.anordnare, typ=konto.typ).exclude(pk=konto.pk)
        ],
        "form": form,
    }
    return render(request, "beslut/konto_bekrafta.html", innehall)
