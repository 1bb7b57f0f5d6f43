"""Nedsättning av en faktura: utkast, tillfälle att yttra sig, svar, beslut och återtagande."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistans.access import requires
from assistans.faltprov import try_field
from assistans.models import Lasning
from assistans.utkast import chosen_draft
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Faktura, Nedsattning
from fakturor.nedsattning import persons_concerned, receivers
from fakturor.services.deciding_reductions import delegations_for
from fakturor.services.hearing_reductions import communicate, give_longer_time, record_answer
from fakturor.services.reducing import obstacle
from kontroller.forms_nedsattning import (
    AtertaForm,
    AvdragFormSet,
    BeslutaForm,
    KommuniceraForm,
    LangreTidForm,
    NedsattningForm,
    SvarForm,
    proposed_row,
    time_text,
    typed_rows,
)
from kontroller.nedsattning import propose
from kontroller.services.reducing import ReductionRefused, decide_reduction, draft_reduction, withdraw_reduction
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sidor.nedsattningssida import build_reduction, standing_reduction
from kontroller.views.faktura import back_to_invoice, fetch_invoice

MAY_ACT = ("fakturor.satt_ned", "fakturor.besluta_nedsattning")
Status, Form = Nedsattning.Status, Nedsattning.Form


@requires("fakturor.se_faktura")
@require_safe
def nedsattning(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Var nedsättningen står: beloppet före och efter, vad som dras av, breven, svaret och nästa steg."""
    fakturan = fetch_invoice(request.user, faktura_id)
    Lasning.record(fakturan, by=request.user, at=timezone.now(), syfte="Nedsättning av fakturan")
    return _show(request, fakturan)


@requires("fakturor.satt_ned")
@require_http_methods(["GET", "HEAD", "POST"])
def nedsattning_ny(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Upprätta en nedsättning ur det som kontrollerna ifrågasätter, eller skriv om ett utkast."""
    fakturan = fetch_invoice(request.user, faktura_id)
    staende = standing_reduction(fakturan)
    hinder = obstacle(faktura=fakturan, by=request.user)
    if staende is not None and staende.status != Status.UTKAST:
        hinder = "Fakturan har redan en nedsättning. Återta den först om den ska skrivas om."
    if hinder:
        messages.error(request, hinder)
        return back_to_invoice(faktura_id, "nedsattning")

    rader = list(fakturan.rader.select_related("brukare"))
    delar = {"rader": rader, "forslag": propose(fakturan)}
    if request.method != "POST":
        return _form_page(request, fakturan, staende, *_to_fill_in(request, staende, delar))

    form, avdrag = NedsattningForm(request.POST), AvdragFormSet(request.POST, **delar)
    try_field(request, [form, *avdrag])
    if form.is_valid() & avdrag.is_valid():
        try:
            draft_reduction(
                faktura=fakturan,
                poster=[rad.uppgift() for rad in avdrag.written],
                skal=form.cleaned_data["skal"],
                ersatter=staende is not None,
                by=request.user,
                at=timezone.now(),
            )
        except ReductionRefused as refused:
            form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        else:
            messages.success(request, "Utkastet är sparat. Inget är avdraget förrän nedsättningen är beslutad.")
            return redirect("kontroller:nedsattning", faktura_id)
    return _form_page(request, fakturan, staende, form, avdrag)


@requires("fakturor.satt_ned")
@require_POST
def nedsattning_kommunicera(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Skriv brevet som ger personen tillfälle att yttra sig (25 § FL)."""
    return _act(
        request, faktura_id, "kommunicera", communicate, "Brevet är skrivet som utkast. Läs igenom och lämna det."
    )


@requires(*MAY_ACT)
@require_POST
def nedsattning_langre_tid(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Ge personen en senare dag att svara."""
    return _act(request, faktura_id, "langre_tid", give_longer_time, "Tiden att svara är förlängd.")


@requires(*MAY_ACT)
@require_POST
def nedsattning_svar(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Anteckna vad personen har svarat."""
    return _act(request, faktura_id, "svar", record_answer, "Svaret är antecknat.")


@requires("fakturor.besluta_nedsattning")
@require_POST
def nedsattning_besluta(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Besluta nedsättningen, eller bestrid fakturan. Brevet skrivs som utkast."""
    return _act(request, faktura_id, "besluta", decide_reduction, "Nedsättningen är beslutad, och brevet är skrivet.")


@requires(*MAY_ACT)
@require_POST
def nedsattning_aterta(request: HttpRequest, faktura_id: int) -> HttpResponse:
    """Återta nedsättningen, med skäl."""
    return _act(request, faktura_id, "aterta", withdraw_reduction, "Nedsättningen är återtagen.")


def _act(
    request: HttpRequest, faktura_id: int, vad: str, service: Callable[..., Any], vad_som_hande: str
) -> HttpResponse:
    fakturan = fetch_invoice(request.user, faktura_id)
    staende = standing_reduction(fakturan)
    if staende is None:
        raise Http404
    form = _forms(request, staende, vad)[vad]
    try_field(request, [form])
    if form.is_valid():
        try:
            service(nedsattning=staende, **form.cleaned_data, by=request.user, at=timezone.now())
        except (ReductionRefused, RegistrationRefused) as refused:
            form.add_error(refused.falt if refused.falt in form.fields else None, str(refused))
        else:
            messages.success(request, vad_som_hande)
            return redirect("kontroller:nedsattning", faktura_id)
    return _show(request, fakturan, **{vad: form})


def _show(request: HttpRequest, fakturan: Faktura, **ifyllda: forms.Form) -> HttpResponse:
    sida = build_reduction(fakturan, reader=request.user, at=timezone.now())
    staende = sida.lage.nedsattning
    formular = _forms(request, staende) | ifyllda if staende else {}
    innehall = {
        "sida": sida,
        "n": staende,
        "faktura": fakturan,
        "dokument": document_name(fakturan),
        "anordnare": provider_name(fakturan),
        "former": {vad: form for vad, form in formular.items() if _may_do(request, staende, vad)},
        "fel": list(ifyllda.values()),
        "far_satta_ned": request.user.may("fakturor.satt_ned"),
        "far_besluta": request.user.may("fakturor.besluta_nedsattning"),
        "far_se_person": request.user.may("beslut.se_person"),
    }
    return render(request, "kontroller/nedsattning.html", innehall)


def _forms(request: HttpRequest, staende: Nedsattning, vad: str = "") -> dict[str, forms.Form]:
    """The forms of the page; the one that was sent is filled in."""
    idag = timezone.localdate()

    def data(namn: str) -> dict[str, Any]:
        return {"data": request.POST if namn == vad else None, "prefix": namn}

    mottagare = receivers(staende.faktura, persons_concerned(staende), idag)
    return {
        "kommunicera": KommuniceraForm(**data("kommunicera"), mottagare=mottagare),
        "langre_tid": LangreTidForm(**data("langre_tid")),
        "svar": SvarForm(**data("svar"), initial={"svar_inkom": str(idag)}),
        "besluta": BeslutaForm(
            **data("besluta"),
            delegationer=delegations_for(by=request.user, dag=idag),
            bestridande=staende.form == Form.BESTRIDANDE,
        ),
        "aterta": AtertaForm(**data("aterta")),
    }


def _may_do(request: HttpRequest, staende: Nedsattning, vad: str) -> bool:
    """Whether a form is for the user, as the reduction stands. What else keeps her from it the service says."""
    far_satta_ned, far_besluta = (request.user.may(rattighet) for rattighet in MAY_ACT)
    utkast, skickad = staende.status == Status.UTKAST, staende.status == Status.KOMMUNICERAD
    beslut = staende.form == Form.BESLUT
    return {
        "kommunicera": far_satta_ned and utkast and beslut,
        "langre_tid": (far_satta_ned or far_besluta) and skickad,
        "svar": (far_satta_ned or far_besluta) and skickad,
        "besluta": far_besluta and (skickad or utkast),
        "aterta": far_besluta or (far_satta_ned and (utkast or skickad)),
    }[vad]


def _to_fill_in(
    request: HttpRequest, staende: Nedsattning | None, delar: dict[str, Any]
) -> tuple[NedsattningForm, AvdragFormSet]:
    """The form as the draft has it, as the standing reduction has it, or as the findings propose it."""
    if utkast := chosen_draft(request):
        typed = utkast.typed()
        avdrag = AvdragFormSet(initial=typed_rows(typed), **delar)
        avdrag.extra = 0
        return NedsattningForm(initial={"skal": typed.get("skal", "")}), avdrag
    if staende is not None:
        poster = [
            {
                "regel": post.regel,
                "fyndhash": post.fyndhash,
                "fakturarad": post.fakturarad_id,
                "belopp": f"{post.belopp:f}".replace(".", ","),
                "minuter": time_text(post.minuter),
                "text": post.text,
            }
            for post in staende.poster.all()
        ]
        return NedsattningForm(initial={"skal": staende.skal}), AvdragFormSet(initial=poster, **delar)
    forslag = [proposed_row(ett) for ett in delar["forslag"]]
    return NedsattningForm(), AvdragFormSet(initial=forslag, **delar)


def _form_page(
    request: HttpRequest, fakturan: Faktura, staende: Nedsattning | None, form: NedsattningForm, avdrag: AvdragFormSet
) -> HttpResponse:
    Lasning.record(fakturan, by=request.user, at=timezone.now(), syfte="Nedsättning av fakturan")
    innehall = {
        "form": form,
        "avdrag": avdrag,
        "allt": [form, avdrag],
        "faktura": fakturan,
        "staende": staende,
        "dokument": document_name(fakturan),
        "anordnare": provider_name(fakturan),
    }
    return render(request, "kontroller/nedsattning_ny.html", innehall)
