"""Stegen i ett återkrav, ett formulär för varje, och att avstå från det som inte krävdes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from assistans.svenska import kronor
from beslut.views.formular import saved
from fakturor.forms import aterkrav as formular
from fakturor.models import Aterkrav
from fakturor.services import deciding_reclaims, reclaiming, settling_reclaims
from fakturor.sidor import aterkrav as sidor
from fakturor.sidor.aterkrav import BESLUTA, REGLERA, UTREDA
from fakturor.sidor.aterkravsord import addressee, decided_item, invoice_words
from fakturor.views.aterkrav import fetch_case


class Steg(NamedTuple):
    """Ett steg som ett formulär tar: rättigheten, formuläret, tjänsten, och sidans ord."""

    kraver: str
    form: type[Form]
    service: Callable[..., Any]
    rubrik: str
    ingress: str
    knapp: str
    sagt: str
    initial: Callable[[Aterkrav], dict[str, Any]] = lambda a: {}
    given: Callable[[Aterkrav], dict[str, Any]] = lambda a: {}
    """What the form has to know of the case."""


STEG = {
    "kommunicera": Steg(
        UTREDA,
        formular.KommuniceraForm,
        reclaiming.note_communicated,
        "Brevet är lämnat",
        "Den som berörs ska få veta vad som har kommit fram och kunna yttra sig innan något avgörs (25 § FL).",
        "Anteckna dagen",
        "Ärendet är kommunicerat.",
        lambda a: {"kommunicerat": a.brev and a.brev.skickat},
    ),
    "svar": Steg(
        UTREDA,
        formular.SvarForm,
        reclaiming.note_answer,
        "Svaret som har kommit",
        "Svaret följer med till den som avgör ärendet, och in i brevet.",
        "Spara svaret",
        "Svaret är antecknat.",
        lambda a: {"svar": a.svar, "svar_inkom": a.svar_inkom},
    ),
    "besluta": Steg(
        BESLUTA,
        formular.BeslutForm,
        deciding_reclaims.decide_reclaim,
        "Avgör ärendet",
        "Avgörs av en annan än den som har utrett det. Brevet skrivs som utkast, med skälen.",
        "Avgör",
        "Ärendet är avgjort. Brevet är skrivet som utkast.",
        lambda a: {"diarienummer": a.diarienummer},
        lambda a: {"aterkrav": a},
    ),
    "overklagat": Steg(
        UTREDA,
        formular.OverklagatForm,
        settling_reclaims.note_appeal,
        "Beslutet är överklagat",
        "Beslutet gäller medan det prövas, om domstolen inte har bestämt annat.",
        "Anteckna",
        "Överklagandet är antecknat.",
    ),
    "avgorande": Steg(
        UTREDA,
        formular.AvgorandeForm,
        settling_reclaims.note_ruling,
        "Domstolens avgörande",
        "Beslutet står kvar som det fattades. Har mer än så redan betalats står det på ärendets sida vad kommunen ska "
        "lämna tillbaka.",
        "Spara avgörandet",
        "Avgörandet är antecknat.",
        lambda a: {"belopp": sidor.due(a)},
    ),
    "betalning": Steg(
        REGLERA,
        formular.BetalningForm,
        settling_reclaims.note_payment,
        "En betalning har kommit",
        "När inget är kvar är ärendet reglerat.",
        "Spara betalningen",
        "Betalningen är antecknad.",
    ),
    "lamna_tillbaka": Steg(
        REGLERA,
        formular.LamnaTillbakaForm,
        settling_reclaims.give_back,
        "Lämna tillbaka",
        "Det som betalades utöver vad domstolen lät stå kvar betalas ut eller räknas av. Programmet betalar inte ut "
        "det. Här antecknas att det är gjort.",
        "Spara",
        "Det är antecknat att kommunen har lämnat tillbaka beloppet.",
        lambda a: {"belopp": sidor.owed(a)},
    ),
    "skriv_av": Steg(
        BESLUTA,
        formular.AvskrivningForm,
        settling_reclaims.write_off,
        "Skriv av",
        "Skrivs av av en annan än den som har utrett ärendet, och en annan än den som tar emot betalningarna.",
        "Skriv av",
        "Avskrivningen är antecknad.",
    ),
    "lagg_ned": Steg(
        UTREDA,
        formular.LaggNedForm,
        reclaiming.close_case,
        "Lägg ned ärendet",
        "Ärendet står kvar med sitt skäl. Det som krävdes kan krävas i ett nytt ärende.",
        "Lägg ned",
        "Ärendet är nedlagt.",
    ),
}


def step_view(slug: str) -> Callable[..., HttpResponse]:
    """The page of one step: its form, and the service that takes it."""
    steg = STEG[slug]

    @requires(steg.kraver)
    @require_http_methods(["GET", "POST"])
    def aterkrav_steg(request: HttpRequest, aterkrav_id: int) -> HttpResponse:
        a = fetch_case(request, aterkrav_id)
        form = steg.form(request.POST or None, request.FILES or None, initial=steg.initial(a), **steg.given(a))
        if saved(request, form, steg.service, aterkrav=a):
            messages.success(request, steg.sagt)
            return redirect("fakturor:aterkrav_visa", a.pk)
        huvud = {"rubrik": steg.rubrik, "ingress": steg.ingress, "knapp": steg.knapp}
        return render(request, "fakturor/aterkrav_steg.html", {"a": a, "vem": addressee(a), "form": form, **huvud})

    return aterkrav_steg


@requires(BESLUTA)
@require_http_methods(["GET", "POST"])
def aterkrav_avsta(request: HttpRequest, aterkrav_id: int, post_id: int) -> HttpResponse:
    """Avstå från det som inte krävdes av en post, med skäl. Sedan krävs det inte i något annat ärende heller."""
    a = fetch_case(request, aterkrav_id)
    post = get_object_or_404(a.poster.select_related("beslut", "faktura__anordnare"), pk=post_id)
    beslutspost = decided_item(post)
    if beslutspost is None or beslutspost.avstatt or beslutspost.belopp == post.belopp:
        raise Http404
    form = formular.AvstaForm(request.POST or None)
    if saved(request, form, deciding_reclaims.renounce_rest, beslutspost=beslutspost):
        messages.success(request, "Kommunen avstår från resten av posten.")
        return redirect("fakturor:aterkrav_visa", a.pk)
    huvud = {
        "rubrik": "Avstå från resten",
        "ingress": f"{invoice_words(post.faktura)}: {kronor(post.belopp - beslutspost.belopp)} av posten krävdes inte.",
        "knapp": "Avstå",
    }
    return render(request, "fakturor/aterkrav_steg.html", {"a": a, "vem": addressee(a), "form": form, **huvud})
