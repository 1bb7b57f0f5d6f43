"""The decision on a reduction: what must have been done first, who may make it, and the letter that tells of it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.brev.nedsattning import AMNE_BESLUT, AMNE_BESTRIDANDE, Beslutsuppgifter, decision_letter, dispute_letter
from beslut.models import Brev, Brukare, Delegation
from beslut.services.delegations import covering, missing_in_words
from beslut.services.reminders import draft_letter
from fakturor.models import Nedsattning
from fakturor.nedsattning import letter_of, persons_concerned
from fakturor.services.attesting import has_interest
from fakturor.services.hearing_reductions import hearing_letters
from fakturor.services.reducing import (
    CAN_BE_REDUCED,
    JAVIG,
    ReductionRefused,
    about,
    lock_reduction,
    record_step,
)


def decision_obstacle(*, nedsattning: Nedsattning, by: User, at: datetime) -> str | None:
    """Why a person may not decide the reduction now, as a sentence, or None."""
    idag = timezone.localdate(at)
    if nedsattning.status not in (Nedsattning.Status.UTKAST, Nedsattning.Status.KOMMUNICERAD):
        return f"Nedsättningen är {nedsattning.get_status_display().lower()}."
    if not by.may("fakturor.besluta_nedsattning"):
        return "Din roll får inte besluta om nedsättningar."
    if nedsattning.upprattad_av_id == by.pk:
        return "Den som har upprättat en nedsättning beslutar den inte."
    if has_interest(nedsattning.faktura, by):
        return JAVIG
    if nedsattning.faktura.status not in CAN_BE_REDUCED:
        return f"En faktura som är {nedsattning.faktura.get_status_display().lower()} sätts inte ned."
    if nedsattning.form == Nedsattning.Form.BESTRIDANDE:
        return None
    return hearing_obstacle(nedsattning, idag) or _missing_delegation(by, idag)


def hearing_obstacle(nedsattning: Nedsattning, idag: date) -> str | None:
    """What remains before the person has had her say (25 § FL), as a sentence, or None."""
    if nedsattning.kommunicerad is None:
        return "Personen har inte fått yttra sig än."
    breven = hearing_letters(nedsattning)
    if any(brev.skickat is None or brev.skickat > idag for brev in breven):
        return "Det är inte antecknat att brevet om att få yttra sig är lämnat."
    # One person's answer does not take the time from another.
    if nedsattning.svar_inkom is not None and len(breven) == 1:
        return None
    if nedsattning.svara_senast >= idag:
        return f"Tiden att yttra sig går till den {datum_text(nedsattning.svara_senast)}."
    if any(brev.skickat >= nedsattning.svara_senast for brev in breven):
        return "Brevet lämnades när tiden att svara hade gått ut. Ge längre tid."
    return None


def delegations_for(*, by: User, dag: date) -> list[Delegation]:
    """The delegations by which a person may decide on economic support on a day."""
    return covering(list(Delegation.objects.filter(delegat=by)), Delegation.Avser.EKONOMISKT_STOD, dag)


@transaction.atomic
def decide(
    *,
    nedsattning: Nedsattning,
    diarienummer: str = "",
    delegation: Delegation | None = None,
    bestammelser: Sequence[str] = (),
    by: User,
    at: datetime,
) -> Nedsattning:
    """Decide the reduction, and draft the letter about it to whom it concerns.

    `bestammelser` are the grounds in law of the controls that it answers, handed down by the caller.
    """
    nedsattning = lock_reduction(nedsattning)
    idag = timezone.localdate(at)
    if hinder := decision_obstacle(nedsattning=nedsattning, by=by, at=at):
        raise ReductionRefused(hinder)
    if nedsattning.form == Nedsattning.Form.BESLUT:
        if not diarienummer.strip():
            raise ReductionRefused("Skriv beslutets diarienummer.", "diarienummer")
        mojliga = delegations_for(by=by, dag=idag)
        if delegation is None and len(mojliga) > 1:
            raise ReductionRefused("Flera delegationer täcker beslutet. Välj den som används.", "delegation")
        nedsattning.delegation = delegation or mojliga[0]
        nedsattning.diarienummer = diarienummer.strip()
    nedsattning.status = Nedsattning.Status.BESLUTAD
    nedsattning.beslutad_av, nedsattning.beslutad = by, at
    nedsattning.save(update_fields=["status", "beslutad_av", "beslutad", "delegation", "diarienummer"])

    breven = _decision_letters(nedsattning, bestammelser, by=by, at=at)
    nedsattning.beslutsbrev = breven[0]
    nedsattning.save(update_fields=["beslutsbrev"])
    record_step(
        "beslutad", nedsattning, by=by, at=at, brev=[b.pk for b in breven], delegation=nedsattning.delegation_id
    )
    return nedsattning


def _decision_letters(nedsattning: Nedsattning, bestammelser: Sequence[str], *, by: User, at: datetime) -> list[Brev]:
    if nedsattning.form == Nedsattning.Form.BESTRIDANDE:
        berorda = persons_concerned(nedsattning)
        # A letter about a protected person is closed to those who may not see her.
        om = next((b for b in berorda if b.is_protected), berorda[0] if len(berorda) == 1 else None)
        text = dispute_letter(letter_of(nedsattning, None))
        return [
            _letter(nedsattning, Brev.Slag.BESTRIDANDE, AMNE_BESTRIDANDE, text, om, till_anordnaren=True, by=by, at=at)
        ]
    uppgifter = Beslutsuppgifter(
        diarienummer=nedsattning.diarienummer,
        dag=timezone.localdate(at),
        beslutad_av=by.namn,
        punkt=nedsattning.delegation.punkt,
        foredragande=nedsattning.upprattad_av.namn,
        fick_yttra_sig=nedsattning.kommunicerad,
        svara_senast=nedsattning.svara_senast,
        yttrande=nedsattning.svar,
        yttrande_kom=nedsattning.svar_inkom,
    )
    breven = []
    for brukare in persons_concerned(nedsattning):
        fick = Brev.objects.filter(galler=about(nedsattning, Brev.Slag.KOMMUNICERING, brukare)).first()
        till_anordnaren = fick is not None and fick.anordnare_id is not None
        text = decision_letter(letter_of(nedsattning, brukare, bestammelser=bestammelser), uppgifter)
        breven.append(_letter(nedsattning, Brev.Slag.BESLUT, AMNE_BESLUT, text, brukare, till_anordnaren, by=by, at=at))
    return breven


def _letter(
    nedsattning: Nedsattning,
    slag: str,
    amne: str,
    text: str,
    brukare: Brukare | None,
    till_anordnaren: bool,
    *,
    by: User,
    at: datetime,
) -> Brev:
    return draft_letter(
        slag=slag,
        galler=about(nedsattning, slag, brukare),
        amne=amne,
        text=text,
        brukare=brukare,
        anordnare=nedsattning.faktura.anordnare if till_anordnaren else None,
        by=by,
        at=at,
    )


def _missing_delegation(by: User, dag: date) -> str | None:
    if delegations_for(by=by, dag=dag):
        return None
    egna = list(Delegation.objects.filter(delegat=by))
    return missing_in_words(by, egna, Delegation.Avser.EKONOMISKT_STOD, dag)
