from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import for_everyone_signed_in
from assistans.models import User
from assistans.roller import HAR_ATT_BEVAKA
from beslut.bevakning.punkt import Fraga, count_groups, find_points
from beslut.forms.bevakning import DAGAR
from fakturor.sidor.vantande_omgangar import waiting_rounds
from kontroller.models import Granskning, Kontrollrapport, Korning
from kontroller.sidor.arbetslista import accounts_to_verify, tasks_at
from kontroller.sidor.dagen import by_urgency, how_the_day_stands
from kontroller.sidor.ko import queue_of
from kontroller.sidor.tackningssida import parts_of
from kontroller.tackning import coverage_of

RADER_PER_SIDA = 50
GER_UPPGIFTER = (
    "kontroller.bedoma",
    "kontroller.bekrafta",
    "kontroller.granskningsattest",
    "kontroller.beslutsattest",
    "fakturor.matcha",
    "beslut.verifiera_konto",
    "fakturor.utbetala",
)
"""Rättigheter som gör att något kan vänta på den som har dem."""


LEDER_KONTROLLEN = ("kontroller.dra_stickprov", "kontroller.bekrafta")
"""Rättigheter som gör att någon ska se täckningen först av allt: controllerns och enhetschefens."""


@for_everyone_signed_in
@require_safe
def start(request):
    """Min dag: det som väntar på mig, i ordning efter dag och kronor."""
    idag = timezone.localdate()
    ko = queue_of(request.user)
    konton = accounts_to_verify(request.user)
    omgangar = waiting_rounds(request.user, idag)
    sida = Paginator(ko, RADER_PER_SIDA).get_page(request.GET.get("sida"))
    sida.object_list = tasks_at(sida.object_list)
    return render(
        request,
        "kontroller/start.html",
        {
            "idag": idag,
            "mening": how_the_day_stands(ko, len(konton), idag, omgangar),
            "sida": sida,
            "dagar": by_urgency(sida.object_list, idag),
            "konton": konton,
            "omgangar": omgangar,
            "att_bevaka": _to_watch(request.user, idag),
            "har_uppgifter": any(request.user.may(rattighet) for rattighet in GER_UPPGIFTER),
            "kontroll": _newest_control(request.user) if request.user.may("kontroller.se_manad") else None,
            "rapporter": _newest_reports(request.user) if request.user.may("kontroller.se_rapport") and not ko else [],
        },
    )


def _to_watch(user: User, idag: date) -> list[tuple[str, int]] | None:
    """How much of the registers waits within the nearest days, by how pressing it is; None for who watches nothing."""
    if not any(user.may(rattighet) for rattighet in HAR_ATT_BEVAKA):
        return None
    return count_groups(find_points(Fraga(user=user, idag=idag, till=idag + timedelta(days=DAGAR[0]))), idag)


def _newest_control(user: User) -> dict | None:
    korning = Korning.objects.filter(typ=Korning.Typ.MANAD, avslutad__isnull=False).order_by("-avslutad").first()
    if korning is None:
        return None
    stoppade = korning.granskningar.filter(resultat=Granskning.Resultat.STOPPAD).count()
    leder = any(user.may(rattighet) for rattighet in LEDER_KONTROLLEN)
    tackning = coverage_of(korning.manad).begart if leder else None
    return {
        "korning": korning,
        "stoppade": stoppade,
        "ovriga": korning.antal - stoppade,
        "tackning": parts_of(tackning) if tackning and tackning.kronor else None,
    }


def _newest_reports(user: User) -> list[Kontrollrapport]:
    return list(Kontrollrapport.objects.open_to(user).without_files().order_by("-tom", "-pk")[:3])
