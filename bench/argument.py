"""Vad sidornas adresser pekar ut: för varje namn i `tests/webblasare/sidor.py` det ärende som har mest att visa."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Model, QuerySet

from assistans.roller import Roll
from bench.anvandare import user_of
from beslut.models import (
    Anordnare,
    Avtal,
    Beslut,
    Beslutsrad,
    Betalningsmottagare,
    Brukare,
    Kalkyl,
    Konto,
    Stallforetradare,
    Timbelopp,
    Uppdrag,
    Uppfoljning,
    Vistelse,
)
from fakturor.flode import Status
from fakturor.models import Faktura, Inlasning, Redovisning, Tidrapport
from fakturor.sidor.omatchade import unmatched
from kontroller.rapport.period import Utgava, span_of

APPAR = ("assistans", "beslut", "fakturor", "kontroller")


class UnknownArgument(LookupError):
    """An address that cannot be built; the message says why, in a sentence."""


def _manad() -> Any:
    return Redovisning.objects.aggregate(senaste=Max("manad"))["senaste"]


def _redovisning() -> Redovisning | None:
    """The dossier of the newest month with most time, of a person whom everybody may see."""
    oppna = Redovisning.objects.filter(manad=_manad(), brukare__skydd="ingen")
    return oppna.annotate(rader=Count("tidrapporter__rader")).order_by("-rader", "pk").first()


def _of_person(rader: QuerySet) -> Model | None:
    """The newest of the rows that are about the same person as the dossier."""
    dossier = _redovisning()
    return rader.filter(brukare=dossier.brukare_id).order_by("-pk").first() if dossier else None


def _brukare() -> Any:
    dossier = _redovisning()
    return dossier and dossier.brukare


def _of_nobody_protected() -> QuerySet[Faktura]:
    skyddade = Brukare.objects.exclude(skydd=Brukare.Skydd.INGEN)
    return Faktura.objects.claiming(_manad()).exclude(rader__brukare__in=skyddade)


def _avtalsfaktura() -> Faktura | None:
    """An invoice of the newest month under an approved contract."""
    godkanda = Avtal.objects.exclude(godkant=None).values("anordnare")
    return _of_nobody_protected().filter(anordnare__in=godkanda, anordnare__uppdrag__avtalsform="B").first()


def _faktura() -> Faktura | None:
    """The stopped invoice of the newest month with most to assess, that is about nobody with protected identity."""
    stoppade = _of_nobody_protected().filter(status=Status.STOPPAD)
    return stoppade.annotate(fynd=Count("granskningar__utfall")).order_by("-fynd", "pk").first()


ARGUMENT: dict[str, Callable[[], Any]] = {
    "manad": _manad,
    "rapporttid": lambda: (manad := _manad()) and span_of(Utgava.MANAD, manad),
    "slag": lambda: "beslutsrad",
    "historikslag": lambda: "brukare",
    "handlingsslag": lambda: "uppdrag",
    "assistentslag": lambda: "assistent",
    "brukare": _brukare,
    "skyddad": lambda: Brukare.objects.filter(behoriga=user_of(Roll.HANDLAGGARE)).order_by("pk").first(),
    "beslut": lambda: _of_person(Beslut.objects.all()),
    "foretradare": lambda: Stallforetradare.objects.filter(brukare__skydd="ingen").order_by("pk").first(),
    "eget_timbelopp": lambda: Timbelopp.objects.filter(kategori="individuell", brukare__skydd="ingen").first(),
    "kalkyl": lambda: Kalkyl.objects.exclude(faststalld=None).order_by("pk").first(),
    "utkast_kalkyl": lambda: Kalkyl.objects.filter(faststalld=None).order_by("pk").first(),
    "beslutsrad": lambda: _of_person(Beslutsrad.objects.all()),
    "uppdrag": lambda: _of_person(Uppdrag.objects.all()),
    "mandat": lambda: _of_person(Betalningsmottagare.objects.filter(aterkallad=None)),
    "vistelse": lambda: _of_person(Vistelse.objects.filter(slutar=None)),
    "anordnare": lambda: Anordnare.objects.annotate(n=Count("uppdrag")).order_by("-n", "pk").first(),
    "provas": lambda: Avtal.objects.filter(godkant=None).order_by("pk").first(),
    "gjord": lambda: Uppfoljning.objects.exclude(genomford=None).order_by("pk").first(),
    "avtalsfaktura": _avtalsfaktura,
    "konto": lambda: Konto.objects.current().filter(verifierat=None).order_by("pk").first(),
    "inlasning": lambda: Inlasning.objects.filter(steg=Inlasning.Steg.FORHANDSVISAD).first(),
    "omatchad": lambda: unmatched(user_of(Roll.ADMINISTRATIV_ASSISTENT)).first(),
    "redovisning": _redovisning,
    "rapport": lambda: Tidrapport.objects.filter(redovisning=_redovisning()).order_by("kod").first(),
    "faktura": _faktura,
}
"""Namn som inte står här men är en modells namn pekar på modellens första rad."""


def point_out(namn: str) -> Any:
    """What an argument stands for, as the address writes it. Raises UnknownArgument."""
    if namn in ARGUMENT:
        varde = ARGUMENT[namn]()
    elif modell := _models().get(namn):
        varde = modell._default_manager.order_by("pk").first()
    else:
        raise UnknownArgument(f"Argumentet {namn} är okänt: lägg till det i bench/argument.py.")
    if varde is None:
        raise UnknownArgument(f"Ingen rad finns för argumentet {namn}: låt bench/underlag.py skapa en.")
    return varde.pk if isinstance(varde, Model) else varde


def _models() -> dict[str, type[Model]]:
    return {modell._meta.model_name: modell for app in APPAR for modell in apps.get_app_config(app).get_models()}
