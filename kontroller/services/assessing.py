"""People assess what the controls have found: one person judges, with a reason, and another stands behind it."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from beslut.models import Handling
from beslut.services.documents import attach_document
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import FORE_BETALNING
from fakturor.models import Faktura
from fakturor.services.attesting import has_interest
from fakturor.skal import problem_with_reason
from kontroller.bedomningslage import Bedomningslage, Fakturalage, state_of, states_of
from kontroller.listlage import with_standing
from kontroller.models import Bedomning, Bekraftelse, Granskning, Utfallsrad
from kontroller.services.outcome import apply_result

__all__ = [
    "AssessmentRefused",
    "Bedomningslage",
    "Fakturalage",
    "acceptance_prohibited",
    "assess",
    "assessments_possible",
    "confirm",
    "confirmation_obstacle",
    "prohibition_sentence",
    "state_of",
    "states_of",
]

MAY_CONFIRM = ("kontroller.bekrafta", "kontroller.bedoma")
INTERESTED = "Den som är jävig bedömer inte fakturan."


class AssessmentRefused(Exception):
    """The assessment or confirmation cannot be made. The message is for the user."""


def assessments_possible(utfall: Utfallsrad, *, forbjuden: bool = False) -> tuple[str, ...]:
    """What a verdict can be answered with: a stop is decided on, a warning is commented.

    What the rule set lets nobody accept (`acceptance_prohibited`) is refused or awaits something more.
    """
    if utfall.utfall == Utfallsrad.Utfall.VARNING:
        return (Bedomning.Beslut.KOMMENTERAS,)
    alla = (Bedomning.Beslut.GODTAS, Bedomning.Beslut.AVSLAS, Bedomning.Beslut.KOMPLETTERING)
    return alla[1:] if forbjuden else alla


def acceptance_prohibited(utfall: Utfallsrad) -> bool:
    """Whether the rule set that the verdict was judged by lets nobody accept what the control found."""
    return with_standing(Utfallsrad.objects.filter(pk=utfall.pk)).filter(forbjuden=True).exists()


@transaction.atomic
def assess(
    *,
    faktura: Faktura,
    utfall: Utfallsrad,
    beslut: str,
    skal: str,
    galler_till: date | None = None,
    innehall: bytes | None = None,
    by: User,
    at: datetime,
) -> Bedomning:
    """Assess one verdict of the invoice's newest result. The assessment holds while the findings are unchanged.

    `galler_till` is the last day it holds; an acceptance on an invoice for several months must have one. `innehall` is
    a file that the assessment rests on, kept with the invoice.
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
        handling=_document(faktura, utfall.regel, innehall, by=by, at=at) if innehall is not None else None,
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
    if has_interest(bedomning.faktura, by):
        return INTERESTED
    if bedomning.av_id == by.pk:
        return "Den som har gjort en bedömning får inte bekräfta den."
    if Bekraftelse.objects.filter(bedomning=bedomning).exists():
        return "Bedömningen är redan bekräftad."
    if bedomning.beslut == Bedomning.Beslut.GODTAS and _now_prohibited(bedomning):
        return prohibition_sentence(bedomning.regel)
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
    if has_interest(faktura, by):
        raise AssessmentRefused(INTERESTED)
    if faktura.status not in FORE_BETALNING:
        raise AssessmentRefused(f"En faktura som är {faktura.get_status_display().lower()} bedöms inte.")
    if granskning is None or utfall.granskning_id != granskning.pk:
        raise AssessmentRefused("Fakturan har kontrollerats igen. Bedöm det som den senaste kontrollen fann.")
    if beslut == Bedomning.Beslut.GODTAS and acceptance_prohibited(utfall):
        raise AssessmentRefused(prohibition_sentence(utfall.regel))
    if beslut not in assessments_possible(utfall):
        raise AssessmentRefused(
            "En varning kommenteras." if utfall.utfall == Utfallsrad.Utfall.VARNING else "En avvikelse ska bedömas."
        )


def _now_prohibited(bedomning: Bedomning) -> bool:
    """Whether a newer control of the invoice was made by a rule set that lets nobody accept what was accepted."""
    senaste = _newest_result(bedomning.faktura)
    rader = Utfallsrad.objects.filter(granskning=senaste, regel=bedomning.regel, fyndhash=bedomning.fyndhash)
    return with_standing(rader).filter(forbjuden=True).exists()


def prohibition_sentence(regel: str) -> str:
    """What is said to whoever wants to accept what the rule set lets nobody accept."""
    return f"Regelverket tillåter inte att det som {regel} fann godtas. Det som är fel behöver först bli rätt."


def _document(faktura: Faktura, regel: str, innehall: bytes, *, by: User, at: datetime) -> Handling:
    """The file that an assessment rests on. The same file for two controls of an invoice is kept once."""
    finns = Handling.objects.filter(
        objekt=faktura._meta.label_lower,
        objekt_id=faktura.pk,
        sha256=hashlib.sha256(innehall).hexdigest(),
        dold__isnull=True,
    )
    if handling := finns.defer("innehall").first():
        return handling
    try:
        return attach_document(
            rad=faktura,
            slag=Handling.Slag.ANNAT,
            rubrik=f"Underlag för bedömningen av {regel}",
            innehall=innehall,
            by=by,
            at=at,
        )
    except RegistrationRefused as refused:
        raise AssessmentRefused(str(refused)) from refused


def _newest_result(faktura: Faktura) -> Granskning | None:
    return faktura.granskningar.defer("fakta", "ovriga").order_by("-pk").first()


def _claims_several_months(faktura: Faktura) -> bool:
    return faktura.rader.filter(manad__isnull=False).order_by().values("manad").distinct().count() > 1
