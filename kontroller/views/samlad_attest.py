from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from fakturor.models import Attest
from kontroller.forms import FleraForm
from kontroller.services.bulk_attesting import attest_many
from kontroller.sidor.manadsflikar import month_tabs
from kontroller.sidor.samlad_attest import collect, described, open_seal, seal


@requires("kontroller.granskningsattest")
@require_http_methods(["GET", "POST"])
def granska_flera(request, manad: date):
    """Ge granskningsattest på flera av månadens fakturor, där allt är grönt. Var och en kontrolleras igen."""
    return _attest_many(request, manad, Attest.Typ.GRANSKNING, "granska_flera")


@requires("kontroller.beslutsattest")
@require_http_methods(["GET", "POST"])
def attestera_flera(request, manad: date):
    """Ge beslutsattest på flera av månadens fakturor, där allt är grönt. Var och en kontrolleras igen."""
    return _attest_many(request, manad, Attest.Typ.BESLUT, "attestera_flera")


def _attest_many(request, manad: date, typ: Attest.Typ, sidan: str):
    om = {"manad": manad, "typ": typ, "by": request.user}
    sidans = {"manad": manad, "attest": typ.label, "flikar": month_tabs(request.user, manad, sidan), "sidan": sidan}
    form = FleraForm(request.POST or None)

    if form.is_valid():
        sedda = open_seal(form.cleaned_data["underlag"], **om)
        if sedda is not None:
            utgangar = attest_many(sedda=sedda, manad=manad, typ=typ, by=request.user, at=timezone.now())
            return render(request, "kontroller/attesterat_flera.html", {**sidans, **_told(utgangar)})
        form.add_error(None, "Sidan har stått öppen för länge. Läs listan igen: den visar hur det är nu.")

    samling = collect(manad, typ, by=request.user)
    innehall = {"samling": samling, "form": form, "underlag": seal(samling.poster, **om)}
    return render(request, "kontroller/attestera_flera.html", {**sidans, **innehall})


def _told(utgangar: list) -> dict:
    """What was attested and what was not, with what each is called, and the sum of what was."""
    namn = described([utgang.faktura_id for utgang in utgangar])
    givna = [{"utgang": u, "namn": namn[u.faktura_id]} for u in utgangar if u.attest]
    return {
        "givna": givna,
        "inte": [{"utgang": u, "namn": namn[u.faktura_id]} for u in utgangar if not u.attest],
        "summa": sum(rad["utgang"].attest.belopp for rad in givna),
    }
