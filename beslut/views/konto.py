"""Anordnarens konton: ett nytt läggs in av en person och bekräftas av en annan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.beteckning import account_number, provider_label
from beslut.forms.konto import KontoBekraftaForm, KontoForm
from beslut.kontobyte import Uppringning
from beslut.models import Konto
from beslut.namnlikhet import same_name
from beslut.services.accounts import AccountRefused, decline, register_account, verify
from beslut.views.formular import fetch_anordnare, saved


@requires("beslut.andra_anordnare")
@require_http_methods(["GET", "POST"])
def konto_nytt(request: HttpRequest, anordnare_id: int) -> HttpResponse:
    """Enter a new account, which waits for another person."""
    anordnare = fetch_anordnare(request, anordnare_id)
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
    fetch_anordnare(request, konto.anordnare_id)
    if "avvisa" in request.POST:
        return _decline(request, konto)
    form = KontoBekraftaForm(request.POST or None, typ=konto.typ)
    if form.is_valid():
        try:
            konto = verify(konto=konto, **form.cleaned_data, by=request.user, at=timezone.now())
        except AccountRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            _say_confirmed(request, konto)
            return redirect("beslut:anordnare_visa", konto.anordnare_id)

    innehall = {
        "konto": konto,
        "nummer": account_number(konto),
        "namn": provider_label(konto.anordnare),
        "nuvarande": [
            (k.get_typ_display(), account_number(k))
            for k in Konto.objects.current().filter(anordnare=konto.anordnare, typ=konto.typ).exclude(pk=konto.pk)
        ],
        "uppringning": Uppringning.load(konto),
        "form": form,
    }
    return render(request, "beslut/konto_bekrafta.html", innehall)


def _decline(request: HttpRequest, konto: Konto) -> HttpResponse:
    try:
        decline(konto=konto, by=request.user, at=timezone.now())
    except AccountRefused as refused:
        messages.error(request, str(refused))
        return redirect("beslut:konto_bekrafta", konto.pk)
    messages.success(request, "Kontot är avvisat. Det tidigare gäller.")
    return redirect("beslut:anordnare_visa", konto.anordnare_id)


def _say_confirmed(request: HttpRequest, konto: Konto) -> None:
    """Tell that the account holds, and ask once more when its holder goes by another name than the provider."""
    messages.success(request, "Kontot är bekräftat och gäller nu.")
    if konto.innehavare and not same_name(konto.innehavare, konto.anordnare.namn):
        messages.warning(
            request,
            f"Kontot tillhör {konto.innehavare}, och anordnaren heter {provider_label(konto.anordnare)}. "
            "Hör de ihop? Avsluta annars kontot genom att lägga in det rätta.",
        )
