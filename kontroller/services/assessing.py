"""People assess what the controls have found: one person judges, with a reason, and another stands behind it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from fakturor.flode import FORE_BETALNING
from fakturor.models import Faktura
from fakturor.skal import problem_with_reason
from kontroller.bedomningslage import Bedomningslage, Fakturalage, state_of, states_of
from kontroller.models import Bedomning, Bekraftelse, Granskning, Utfallsrad
from kontroller.services.outcome import apply_result

__all__ = [
    "AssessmentRefused",
    "Bedomningslage",
    "Fakturalage",
    "assess",
    "assessments_possible",
    "confirm",
    "confirmation_obstacle",
    "state_of",
    "states_of",
]

MAY_CONFIRM = ("kontroller.bekrafta", "kontroller.bedoma")


class AssessmentRefused(Exception):
    """The assessment or confirmation cannot be made. The message is for the user."""


def assessments_possible(utfall: Utfallsrad) -> tuple[str, ...]:
    """What a verdict can be answered with: a stop is decided on, a warning is commented."""
    if utfall.utfall == Utfallsrad.Utfall.VARNING:
        return (Bedomning.Beslut.KOMMENTERAS,)
    return (Bedomning.Beslut.GODTAS, Bedomning.Beslut.AVSLAS, Bedomning.Beslut.KOMPLETTERING)


@transaction.atomic
def assess(
    *,
    faktura: Faktura,
    utfall: Utfallsrad,
    beslut: str,
    skal: str,
    galler_till: date | None = None,
    by: User,
    at: datetime,
) -> Bedomning:
    """Assess one verdict of the invoice's newest result. The assessment holds while the findings are unchanged.

    `galler_till` is the last day it holds; an acceptance on an invoice for several months must have one.
    """
    faktura = Faktura.objects.lock(faktura.pk)
    idag = timezone.localdate(at)
    granskning = _newest_result(faktura)

    _refuse_unassessable(faktura, granskning, utfall, beslut, by)
    if problem := problem_with_reason(skal, faktura=faktura, idag=idag):
        raise AssessmentRefused(problem)
    if galler_till is not None and galler_till < idag:
        raise AssessmentRefused("Dagen som bedömningen gäller till har redan varit.")
    if galler_till is None and beslut == Bedomning.Beslut.GODTAS and _claims_several_months(faktura):
        raise AssessmentRefused("Fakturan gäller flera månader. Skriv vilken dag bedömningen gäller till.")

    bedomning = faktura.bedomningar.create(
        regel=utfall.regel,
        version=utfall.version,
        fyndhash=utfall.fyndhash,
        beslut=beslut,
        skal=skal.strip(),
        galler_till=galler_till,
        av=by,
        tid=at,
    )
    Handelse.record("faktura.bedomd", faktura, by=by, at=at, regel=utfall.regel, beslut=beslut, bedomning=bedomning.pk)
    apply_result(granskning=granskning, by=by, at=at)
    return bedomning


@transaction.atomic
def confirm(*, bedomning: Bedomning, by: User, at: datetime) -> Bekraftelse:
    """Stand behind another person's assessment. When every stop is covered the invoice goes on to attest."""
    faktura = Faktura.objects.lock(bedomning.faktura_id)

    if obstacle := confirmation_obstacle(bedomning=bedomning, by=by):
        raise AssessmentRefused(obstacle)

    bekraftelse = Bekraftelse.objects.create(bedomning=bedomning, av=by, tid=at)
    Handelse.record("faktura.bedomning_bekraftad", faktura, by=by, at=at, regel=bedomning.regel, bedomning=bedomning.pk)
    apply_result(granskning=_newest_result(faktura), by=by, at=at)
    return bekraftelse


def confirmation_obstacle(*, bedomning: Bedomning, by: User) -> str | None:
    """Why a person may not confirm an assessment, as a sentence, or None."""
    if not any(by.may(permission) for permission in MAY_CONFIRM):
        return "Din roll får inte bekräfta bedömningar."
    if bedomning.av_id == by.pk:
        return "Den som har gjort en bedömning får inte bekräfta den."
    if Bekraftelse.objects.filter(bedomning=bedomning).exists():
        return "Bedömningen är redan bekräftad."
    same_finding = Bedomning.objects.filter(
        faktura=bedomning.faktura_id, regel=bedomning.regel, version=bedomning.version, fyndhash=bedomning.fyndhash
    )
    if same_finding.filter(pk__gt=bedomning.pk).exists():
        return "Bedömningen har ersatts av en nyare."
    return None


def _refuse_unassessable(
    faktura: Faktura, granskning: Granskning | None, utfall: Utfallsrad, beslut: str, by: User
) -> None:
    if not by.may("kontroller.bedoma"):
        raise AssessmentRefused("Din roll får inte bedöma avvikelser.")
    if faktura.status not in FORE_BETALNING:
        raise AssessmentRefused(f"En faktura som är {faktura.get_status_display().lower()} bedöms inte.")
    if granskning is None or utfall.granskning_id != granskning.pk:
        raise AssessmentRefused("Fakturan har kontrollerats igen. Bedöm det som den senaste kontrollen fann.")
    if beslut not in assessments_possible(utfall):
        raise AssessmentRefused(
            "En varning kommenteras." if utfall.utfall == Utfallsrad.Utfall.VARNING else "En avvikelse ska bedömas."
        )


def _newest_result(faktura: Faktura) -> Granskning | None:
    return faktura.granskningar.defer("fakta", "ovriga").order_by("-pk").first()


def _claims_several_months(faktura: Faktura) -> bool:
    return faktura.rader.filter(manad__isnull=False).order_by().values("manad").distinct().count() > 1
