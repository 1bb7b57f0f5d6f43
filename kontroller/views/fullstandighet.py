from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.arbetsboksvar import wants_workbook, workbook_response
from assistans.svenska import antal_i_ord
from beslut.services.refusal import RegistrationRefused
from kontroller.forms import FullstandighetForm
from kontroller.fullstandighet.saknas import report_day
from kontroller.loading.fullstandighet import load_overview
from kontroller.services.reminding import ReminderRefused, draft_reminders, reminders_of
from kontroller.sidor.fk_ersattning import covered_by_fk
from kontroller.sidor.fullstandighet import describe, provider_choices, providers_among
from kontroller.sidor.listblad import completeness_sheet
from kontroller.sidor.manadsflikar import month_tabs

RADER_PER_SIDA = 50
SKRIVA_BREV = ("beslut.andra_anordnare", "beslut.andra_person")


@requires("kontroller.se_manad")
@require_safe
def fullstandighet(request, manad: date):
    """Vad som skulle ha kommit för månaden och inte har kommit."""
    form = FullstandighetForm(request.GET)
    dag = form.chosen_day(timezone.localdate())
    oversikt = load_overview(manad, dag=dag, to=request.user)
    anordnare = providers_among(oversikt)
    form.offer(provider_choices(anordnare))
    urval = form.urval()
    valda = [rad for rad in oversikt.ofullstandiga if urval.takes(rad)]
    if wants_workbook(request):
        blad = completeness_sheet(manad, describe(valda, anordnare, manad, request.user), dag)
        return workbook_response(request, blad, filnamn=f"fullstandighet-{manad:%Y-%m}")
    sida = Paginator(valda, RADER_PER_SIDA).get_page(request.GET.get("sida"))
    return render(
        request,
        "kontroller/fullstandighet.html",
        {
            "manad": manad,
            "dag": dag,
            "ar_i_dag": dag == timezone.localdate(),
            "flikar": month_tabs(request.user, manad, "fullstandighet"),
            "oversikt": oversikt,
            "form": form,
            "rapportdag": report_day(manad, oversikt.villkor),
            "urval": urval,
            "sida": sida,
            "rader": describe(sida, anordnare, manad, request.user),
            "fk": covered_by_fk(request.user, manad=manad),
            "far_se_person": request.user.may("beslut.se_person"),
            "far_paminna": any(request.user.may(rattighet) for rattighet in SKRIVA_BREV),
        },
    )


@requires("kontroller.se_manad")
@require_safe
def fullstandighetsrad(request, manad: date):
    """Hur fullständig månaden är, i en rad på månadens sida."""
    oversikt = load_overview(manad, dag=timezone.localdate(), to=request.user)
    return render(request, "kontroller/_fullstandighetsrad.html", {"manad": manad, "oversikt": oversikt})


@requires(*SKRIVA_BREV)
@require_http_methods(["GET", "HEAD", "POST"])
def paminnelser(request, manad: date):
    """Förhandsvisa påminnelser om det som är sent, och skapa dem som utkast för alla som väljs."""
    dag = timezone.localdate()
    if request.method == "POST":
        try:
            breven = draft_reminders(
                manad=manad, dag=dag, mottagare=request.POST.getlist("mottagare"), by=request.user, at=timezone.now()
            )
        except (ReminderRefused, RegistrationRefused) as refused:
            messages.error(request, str(refused))
        else:
            gjort = antal_i_ord(len(breven), "utkast är skapat", "utkast är skapade")
            messages.success(request, f"{gjort[:1].upper()}{gjort[1:]}. Läs igenom innan något lämnas.")
            return redirect("beslut:brev_visa", breven[0].pk) if len(breven) == 1 else redirect("beslut:brev_lista")

    breven, skyddade = reminders_of(manad, dag=dag, to=request.user)
    innehall = {
        "manad": manad,
        "breven": breven,
        "nya": sum(1 for brev in breven if not brev.finns),
        "skyddade": skyddade,
    }
    return render(request, "kontroller/paminnelser.html", innehall)
