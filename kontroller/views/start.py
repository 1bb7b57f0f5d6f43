from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import for_everyone_signed_in
from assistans.models import User
from assistans.roller import HAR_ATT_BEVAKA
from beslut.bevakning.punkt import count_groups
from beslut.forms.bevakning import DAGAR
from fakturor.sidor.vantande_omgangar import waiting_rounds
from kontroller.models import Granskning, Kontrollrapport
from kontroller.oversikt.roller import figures_for
from kontroller.oversikt.siffra import Lage
from kontroller.sidor.arbetslista import accounts_to_verify, tasks_at
from kontroller.sidor.dagen import by_urgency, how_the_day_stands
from kontroller.sidor.ko import queue_of
from kontroller.sidor.tackningssida import parts_of

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
    lage = Lage(request.user, idag, ko)
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
            "siffror": figures_for(lage),
            "vantar": bool(ko or konton or omgangar),
            "att_bevaka": _to_watch(lage),
            "har_uppgifter": any(request.user.may(rattighet) for rattighet in GER_UPPGIFTER),
            "kontroll": _newest_control(lage) if request.user.may("kontroller.se_manad") else None,
            "rapporter": _newest_reports(request.user) if request.user.may("kontroller.se_rapport") and not ko else [],
        },
    )


def _to_watch(lage: Lage) -> list[tuple[str, int]] | None:
    """How much of the registers waits within the nearest days, by how pressing it is; None for who watches nothing."""
    if not any(lage.user.may(rattighet) for rattighet in HAR_ATT_BEVAKA):
        return None
    till = lage.idag + timedelta(days=DAGAR[0])
    nara = [funnen for funnen in lage.punkter if funnen.punkt.dag is None or funnen.punkt.dag <= till]
    return count_groups(nara, lage.idag)


def _newest_control(lage: Lage) -> dict | None:
    korning = lage.korning
    if korning is None:
        return None
    stoppade = korning.granskningar.filter(resultat=Granskning.Resultat.STOPPAD).count()
    leder = any(lage.user.may(rattighet) for rattighet in LEDER_KONTROLLEN)
    return {
        "korning": korning,
        "stoppade": stoppade,
        "ovriga": korning.antal - stoppade,
        "tackning": parts_of(lage.tackning) if leder and lage.tackning else None,
    }


def _newest_reports(user: User) -> list[Kontrollrapport]:
    return list(Kontrollrapport.objects.open_to(user).newest_editions().without_files().order_by("-tom", "-pk")[:3])
