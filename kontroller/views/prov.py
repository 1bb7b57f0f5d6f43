"""Konsekvensproven: vad ett annat regelverk eller timbelopp hade betytt för månader som är kontrollerade."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.tabeller import Typ
from assistans.tid import TidFel, parse_month
from beslut.forms.falt import Villkorsfalt, Villkorsval
from beslut.models import Timbelopp
from kontroller.models import Konsekvensprov, Korning, Regelverk
from kontroller.services.what_if import TrialRefused, may_try, start_trial
from kontroller.sidor.provsida import build_trial, period_of, what_is_tried

PER_SIDA = 20
DROJER = timedelta(minutes=2)
"""Så länge får ett prov hålla på innan sidan erbjuder att dela ut det igen."""
SKRIV_MANAD = "Skriv månaden som år och månad, till exempel 2015-04."


class Manadsfalt(forms.CharField):
    """En månad, ÅÅÅÅ-MM."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            help_text="Till exempel 2015-04.",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"required": SKRIV_MANAD},
        )

    def clean(self, value: str) -> date:
        """The first day of the month."""
        try:
            return parse_month(super().clean(value).strip())
        except TidFel as fel:
            raise forms.ValidationError(SKRIV_MANAD) from fel


class ProvForm(forms.Form):
    """Vad som prövas, och mot vilka månader."""

    utan_frivilligt = True
    regelverk = forms.ModelChoiceField(
        label="Regelverk",
        queryset=None,
        required=False,
        empty_label="Inget, pröva ett timbelopp",
        help_text="Ett förslag, eller ett som redan är antaget.",
    )
    kategori = Villkorsval(
        label="Eller timbelopp av slaget", choices=[("", "Inget"), *Timbelopp.Kategori.choices], required=False
    )
    belopp = Villkorsfalt(
        Typ.DECIMAL,
        label="Kronor per timme",
        required=False,
        kolumn={"minst": Decimal("0.01"), "hogst": Decimal("99999.99"), "decimaler": 2},
    )
    fran_manad = Manadsfalt("Från och med månaden")
    till_manad = Manadsfalt("Till och med månaden")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regelverk"].queryset = Regelverk.objects.order_by("-pk")
        self.fields["regelverk"].label_from_instance = lambda r: f"{r.version}{' (förslag)' if r.is_proposal else ''}"


@requires("kontroller.se_regelverk")
@require_http_methods(["GET", "POST"])
def prov_lista(request: HttpRequest) -> HttpResponse:
    """Konsekvensproven, det senaste först, och formuläret för ett nytt."""
    far_prova = may_try(request.user)
    form = ProvForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            nytt = start_trial(**form.cleaned_data, by=request.user, at=timezone.now())
        except TrialRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.info(request, "Provet är startat. Inget annat ändras av det.")
            return redirect("kontroller:prov", nytt.pk)
    alla = Konsekvensprov.objects.select_related("regelverk", "startat_av").defer("resultat")
    sida = Paginator(alla, PER_SIDA).get_page(request.GET.get("sida"))
    rader = [(ett, what_is_tried(ett), period_of(ett)) for ett in sida]
    return render(
        request, "kontroller/prov_lista.html", {"form": form, "sida": sida, "rader": rader, "far_prova": far_prova}
    )


@requires("kontroller.se_regelverk")
@require_safe
def prov(request: HttpRequest, prov_id: int) -> HttpResponse:
    """Ett konsekvensprov: hur långt det har kommit, eller svaret."""
    ett = _fetch(prov_id)
    pagar = ett.status == Konsekvensprov.Status.PAGAR
    innehall = {
        "sida": build_trial(ett),
        "pagar": pagar,
        "drojer": pagar and timezone.now() - ett.startat > DROJER,
        "far_prova": may_try(request.user),
    }
    return render(request, "kontroller/prov.html", innehall)


@requires("kontroller.se_regelverk")
@require_safe
def provforlopp(request: HttpRequest, prov_id: int) -> HttpResponse:
    """Hur långt provet har kommit: en del av sidan, som hämtas varje sekund medan det pågår."""
    ett = _fetch(prov_id)
    if ett.status != Konsekvensprov.Status.PAGAR:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kontroller/_provforlopp.html", {"prov": ett})


def _fetch(prov_id: int) -> Konsekvensprov:
    return get_object_or_404(Konsekvensprov.objects.select_related("regelverk", "startat_av"), pk=prov_id)


def _initial(request: HttpRequest) -> dict[str, object]:
    """The rule set that a page has asked to try, and the months that are controlled."""
    klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR)
    manader = list(klara.order_by("manad").values_list("manad", flat=True).distinct())[-12:]
    forst, sist = (f"{manader[0]:%Y-%m}", f"{manader[-1]:%Y-%m}") if manader else ("", "")
    regelverk = request.GET.get("regelverk", "")
    return {
        "regelverk": regelverk if regelverk.isdecimal() and len(regelverk) < 19 else None,
        "fran_manad": forst,
        "till_manad": sist,
    }
