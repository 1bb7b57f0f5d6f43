"""Ersättningsprocessen: den som nämnden har fastställt, och vad som har ändrats i programmet sedan dess."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from kontroller.models import Styrdokument
from kontroller.sidor.internkontrollsida import own_moments
from kontroller.sidor.risksida import own_actions
from kontroller.sidor.styrdokumentsida import set_for_page, standing
from kontroller.sidor.uppfoljningsflikar import follow_up_tabs
from kontroller.styrning.innehall import read
from kontroller.styrning.process.avsnitt import drawing, sections
from kontroller.styrning.process.beskrivning import build


@requires("kontroller.se_process")
@require_safe
def processen(request: HttpRequest) -> HttpResponse:
    """Processen som gäller. Har nämnden ingen fastställt visas den som programmet gör i dag."""
    dag = timezone.localdate()
    i_dag = build(dag.year, dag)
    lage = standing(Styrdokument.Slag.PROCESS, i_dag, reader=request.user)
    visas = read(lage.galler.innehall) if lage.galler else i_dag
    innehall = {
        "lage": lage,
        "bild": drawing(visas),
        "avsnitt": set_for_page(sections(visas)),
        "flikar": follow_up_tabs(request.user, "processen"),
        "atgarder": own_actions(request.user, dag),
        "moment": own_moments(request.user, dag),
    }
    return render(request, "kontroller/processen.html", innehall)
