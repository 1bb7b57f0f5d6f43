from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assistans.access import requires
from assistans.arbetsboksvar import wants_workbook, workbook_response
from assistans.grafik import utfallsstapel
from assistans.svenska import manad_namn, upprakning
from fakturor.attestratt import not_appointed
from fakturor.flode import FORE_BETALNING
from kontroller.bedomningslage import light_states
from kontroller.forms import ManadsurvalForm
from kontroller.korning import done_count, start_month
from kontroller.manad import load_month
from kontroller.models import Korning
from kontroller.regelverk import newer_rule_set
from kontroller.sidor.beteckning import closed_to
from kontroller.sidor.listblad import month_sheet
from kontroller.sidor.manader import list_months, neighbours
from kontroller.sidor.manadsflikar import month_tabs
from kontroller.sidor.manadssida import build_month
from kontroller.sidor.manadstabell import build_rows, choose, providers_of
from kontroller.sidor.manuellt import count_in_month
from kontroller.sidor.tackningssida import ORD, build_coverage
from kontroller.tackning import Del, documents_in
from kontroller.undantag import accepted_stops, total

RADER_PER_SIDA = 50
DROJER = timedelta(minutes=2)
"""Så länge får en kontroll hålla på innan sidan erbjuder att dela ut det som återstår igen."""


@requires("kontroller.se_manad")
@require_safe
def manader(request):
    """Månaderna som har fakturor, den senaste först."""
    return render(request, "kontroller/manader.html", {"manader": list_months()})


@requires("kontroller.se_manad")
@require_safe
def manad(request, manad: date):
    """En månads läge och dess fakturor."""
    lage = load_month(manad, with_findings=False)
    kontrollerade = lage.kontrollerade
    lagen = light_states((u.granskning for u in kontrollerade), {u.granskning.pk: u.verdikt for u in kontrollerade})
    rader = build_rows(lage, lagen, closed_to(request.user))
    form = ManadsurvalForm(request.GET, anordnare=providers_of(rader), steg={rad.steg for rad in rader})
    urval = form.urval()
    i_delen = documents_in(manad, Del(urval.tackning)) if urval.tackning else ()
    tabell = choose(rader, urval, i_delen)
    if wants_workbook(request):
        return workbook_response(request, month_sheet(manad, tabell), filnamn=f"fakturor-{manad:%Y-%m}")
    tidigare, senare = neighbours(manad)
    tackning = build_coverage(manad, reader=request.user)
    undantag = accepted_stops((rad, u.belopp) for u in kontrollerade for rad in lagen[u.faktura.pk].rader)
    return render(
        request,
        "kontroller/manad.html",
        {
            "sida": build_month(lage, rader, tackning),
            "tackning": tackning,
            "undantag": undantag,
            "alla_undantag": total(undantag),
            "nytt_regelverk": newer_rule_set(
                manad, {u.granskning.korning.regelverk for u in kontrollerade if u.faktura.status in FORE_BETALNING}
            ),
            "manuella": count_in_month(manad),
            "outsedda": upprakning(not_appointed(timezone.localdate())),
            "far_utse": request.user.may("beslut.hantera_attestordning"),
            "ser_attestordningen": request.user.may("beslut.se_attestordning"),
            "stapel": utfallsstapel({summa.utfall: summa.belopp for summa in lage.sums()}),
            "tidigare": tidigare,
            "senare": senare,
            "korning": _run_of(manad),
            "form": form,
            "urval": urval,
            "vald_del": ORD[Del(urval.tackning)] if urval.tackning else "",
            "tabell": tabell,
            "rader": Paginator(tabell.rader, RADER_PER_SIDA).get_page(request.GET.get("sida")),
            "flikar": month_tabs(request.user, manad, "manad"),
            "far_oppna": request.user.may("fakturor.se_faktura"),
            "far_se_person": request.user.may("beslut.se_person"),
            "far_se_rapport": request.user.may("kontroller.se_rapport"),
            "far_starta": request.user.may("kontroller.starta_korning"),
        },
    )


@requires("kontroller.starta_korning")
@require_POST
def kontrollera(request, manad: date):
    """Starta månadens kontroll, eller ta upp den som avbröts."""
    korning = start_month(manad=manad, by=request.user, at=timezone.now())
    if not korning.antal:
        messages.info(
            request, f"Ingen faktura tar upp tid för {manad_namn(manad)}, så det finns inget att kontrollera."
        )
    return redirect("kontroller:manad", manad=manad)


@requires("kontroller.se_manad")
@require_safe
def forlopp(request, manad: date):
    """Hur långt månadens kontroll har kommit: en del av sidan, som hämtas varje sekund medan den pågår."""
    korning = _run_of(manad)
    if korning is None or korning["korning"].status != Korning.Status.PAGAR:
        # The page has other figures now, so the browser is asked to fetch it whole.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kontroller/_forlopp.html", {"korning": korning, "manad": manad})


def _run_of(manad: date) -> dict | None:
    """The month's newest control, and how many of its invoices have their verdicts."""
    korning = (
        Korning.objects.filter(manad=manad, typ=Korning.Typ.MANAD).select_related("regelverk").order_by("-pk").first()
    )
    if korning is None:
        return None
    pagar = korning.status == Korning.Status.PAGAR
    return {
        "korning": korning,
        "klara": done_count(korning),
        "pagar": pagar,
        "drojer": pagar and timezone.now() - korning.startad > DROJER,
        "ofullstandig": korning.status == Korning.Status.OFULLSTANDIG,
    }
