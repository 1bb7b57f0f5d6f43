"""Regelverken: vilka som gäller, vad de säger, och att föreslå, anta och lägga undan ett."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.faltprov import try_field
from beslut.forms.falt import Cellfalt
from fakturor.views.skrivet import typed_so_far
from kontroller.forms_regelverk import Regelverksformular
from kontroller.models import Regelverk
from kontroller.regelverk import ensure_standard, in_force
from kontroller.services.adopting import MAY_PROPOSE, RuleSetRefused, adopt, propose, put_aside
from kontroller.services.what_if import may_try
from kontroller.sidor.regelverkssida import about_controlled_months, build_page, list_rule_sets


class AntaForm(forms.Form):
    """Beslutet om att anta ett regelverk."""

    diarienummer = Cellfalt(
        label="Beslutets diarienummer",
        kolumn={"langst": 60},
        error_messages={"required": "Skriv beslutets diarienummer."},
    )


@requires("kontroller.se_regelverk")
@require_safe
def regelverk_lista(request: HttpRequest) -> HttpResponse:
    """Regelverken: de som gäller och när, förslagen som väntar, och de tidigare."""
    ensure_standard(at=timezone.now())
    innehall = {"lista": list_rule_sets(timezone.localdate()), "far_foresla": request.user.may(MAY_PROPOSE)}
    return render(request, "kontroller/regelverk_lista.html", innehall)


@requires("kontroller.se_regelverk")
@require_safe
def regelverk(request: HttpRequest, regelverk_id: int) -> HttpResponse:
    """Ett regelverk: varje kontroll, och skillnaden mot ett annat."""
    return _show(request, _fetch(regelverk_id), AntaForm())


@requires("kontroller.foresla_regelverk")
@require_http_methods(["GET", "POST"])
def foresla_regelverk(request: HttpRequest) -> HttpResponse:
    """Skriv ett förslag till regelverk, med början i det som gäller eller ett annat."""
    utgar_fran = _starting_point(request)
    skrivet = typed_so_far(request)
    formular = Regelverksformular(skrivet or request.POST or None, utgar_fran=utgar_fran)
    if skrivet is None:
        try_field(request, formular.alla)
        if request.method == "POST" and formular.is_valid() and (forslag := _proposed(request, formular)):
            messages.success(request, f"Förslaget till regelverk {forslag.version} är sparat. Någon annan antar det.")
            return redirect("kontroller:regelverk", forslag.pk)
    return render(request, "kontroller/foresla_regelverk.html", _form_page(formular, tyst=skrivet is not None))


@requires("kontroller.foresla_regelverk")
@require_POST
def regelverk_skillnad(request: HttpRequest) -> HttpResponse:
    """Vad som ändras, så som det är skrivet: en del av formuläret. Inget sparas."""
    formular = Regelverksformular(request.POST, utgar_fran=_starting_point(request))
    return render(request, "kontroller/_regelverk_andras.html", _form_page(formular, tyst=True))


@requires("kontroller.anta_regelverk")
@require_POST
def anta_regelverk(request: HttpRequest, regelverk_id: int) -> HttpResponse:
    """Anta ett förslag som någon annan har skrivit."""
    forslag, form = _fetch(regelverk_id), AntaForm(request.POST)
    if form.is_valid():
        try:
            adopt(regelverk=forslag, **form.cleaned_data, by=request.user, at=timezone.now())
        except RuleSetRefused as refused:
            form.add_error(refused.falt or None, str(refused))
        else:
            messages.success(request, f"Regelverk {forslag.version} är antaget.")
            return redirect("kontroller:regelverk", forslag.pk)
    return _show(request, forslag, form)


@requires("kontroller.anta_regelverk", "kontroller.foresla_regelverk")
@require_POST
def lagg_undan_regelverk(request: HttpRequest, regelverk_id: int) -> HttpResponse:
    """Lägg undan ett förslag, som ingen då antar."""
    forslag = _fetch(regelverk_id)
    try:
        put_aside(regelverk=forslag, by=request.user, at=timezone.now())
    except RuleSetRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Förslaget {forslag.version} är undanlagt.")
    return redirect("kontroller:regelverk", forslag.pk)


def _fetch(regelverk_id: int) -> Regelverk:
    folk = Regelverk.objects.select_related("foreslaget_av", "antaget_av", "avslaget_av", "utgar_fran")
    return get_object_or_404(folk, pk=regelverk_id)


def _show(request: HttpRequest, regelverk: Regelverk, form: AntaForm) -> HttpResponse:
    innehall = {
        "sida": build_page(regelverk, reader=request.user, jamfor=request.GET.get("mot", "")),
        "form": form,
        "far_foresla": request.user.may(MAY_PROPOSE),
        "far_prova": may_try(request.user),
    }
    return render(request, "kontroller/regelverk.html", innehall)


def _starting_point(request: HttpRequest) -> Regelverk:
    """The rule set that the proposal starts from: the one that is named, else the one that holds today."""
    namngivet = request.POST.get("fran") or request.GET.get("fran", "")
    if namngivet.isdecimal() and len(namngivet) < 19:
        return get_object_or_404(Regelverk, pk=namngivet)
    ensure_standard(at=timezone.now())
    return in_force(timezone.localdate())


def _proposed(request: HttpRequest, formular: Regelverksformular) -> Regelverk | None:
    """The proposal, or None: then the form says what is in the way."""
    if not formular.changes():
        formular.huvud.add_error(None, "Förslaget är likadant som det som det utgår från. Ändra något.")
        return None
    try:
        return propose(
            utgar_fran=formular.utgar_fran,
            **formular.huvud.cleaned_data,
            rader=formular.rows(),
            by=request.user,
            at=timezone.now(),
        )
    except RuleSetRefused as refused:
        formular.huvud.add_error(refused.falt if refused.falt in formular.huvud.fields else None, str(refused))
        return None


def _form_page(formular: Regelverksformular, *, tyst: bool) -> dict:
    """What the form's page shows. `tyst` keeps back what is wrong while it is still being written."""
    dag = formular.first_day()
    return {
        "formular": formular,
        "fel": [] if tyst else formular.alla,
        "omraden": formular.areas(),
        "skillnader": formular.changes(),
        "manader": about_controlled_months(dag) if dag else "",
    }
