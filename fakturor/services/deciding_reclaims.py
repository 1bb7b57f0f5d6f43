"""Beslutet om ett återkrav, överklagandet, pengarna som kommer tillbaka, och det som skrivs av."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text, kronor
from beslut.models import Brev, Delegation
from beslut.services.delegations import covering, missing_in_words
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused
from beslut.services.reminders import draft_letter
from fakturor.aterkravsbrev import decision_letter, decision_subject
from fakturor.models import Aterbetalning, Aterkrav
from fakturor.services.grindar import told_by_the_gates
from fakturor.services.reclaiming import lock_case, refuse_identity
from fakturor.sidor.aterkravsord import letter_case

Slag, Status = Aterkrav.Slag, Aterkrav.Status


@told_by_the_gates()
def decide_reclaim(
    *, aterkrav: Aterkrav, beslutat_belopp: Decimal, betala_senast: date, diarienummer: str, by: User, at: datetime
) -> Aterkrav:
    """Decide the repayment, or make the claim by contract, and write its letter as a draft.

    Another person than the one who looked into it, on a delegation in force when it is a decision.
    """
    aterkrav = lock_case(aterkrav)
    idag = timezone.localdate(at)
    if by.pk == aterkrav.upprattat_av_id:
        raise RegistrationRefused("Den som har utrett återkravet beslutar inte i det.")
    if betala_senast <= idag:
        raise RegistrationRefused("Skriv en dag som inte har varit.", "betala_senast")
    summa = _sum(aterkrav.poster)
    if not 0 < beslutat_belopp <= summa:
        raise RegistrationRefused(f"Beloppet ska vara högst {kronor(summa)}, som posterna är.", "beslutat_belopp")
    delegation = _delegation_of(by, idag) if aterkrav.slag == Slag.ATERBETALNING else None
    save_change(
        aterkrav,
        {
            "status": Status.BESLUTAT,
            "beslutat_av_id": by.pk,
            "beslutat": at,
            "delegation_id": delegation and delegation.pk,
            "diarienummer": diarienummer,
            "beslutat_belopp": beslutat_belopp,
            "betala_senast": betala_senast,
        },
    )
    Handelse.record("aterkrav.beslutat", aterkrav, by=by, at=at, belopp=str(beslutat_belopp))
    draft_decision(aterkrav=aterkrav, by=by, at=at)
    return aterkrav


@told_by_the_gates()
def draft_decision(*, aterkrav: Aterkrav, by: User, at: datetime) -> Brev:
    """Write the decision, or the claim, as a letter. One that was put aside leaves room for another."""
    aterkrav = lock_case(aterkrav)
    if aterkrav.beslutat is None or aterkrav.beslutat_belopp is None or aterkrav.betala_senast is None:
        raise RegistrationRefused("Återkravet är inte beslutat.")
    avtalskrav = aterkrav.slag == Slag.AVTALSKRAV
    brev = draft_letter(
        slag=Brev.Slag.KRAV if avtalskrav else Brev.Slag.BESLUT,
        galler=f"aterkrav:{aterkrav.pk}:beslut",
        amne=decision_subject(avtalskrav),
        text=decision_letter(
            letter_case(aterkrav),
            avtalskrav=avtalskrav,
            dag=timezone.localdate(aterkrav.beslutat),
            belopp=aterkrav.beslutat_belopp,
            betala_senast=aterkrav.betala_senast,
            beslutsfattare=aterkrav.beslutat_av.namn,
            delegation=aterkrav.delegation.punkt if aterkrav.delegation else "",
            namnd=settings.NAMND_NAMN or "Nämnden",
            svar=aterkrav.svar,
        ),
        anordnare=aterkrav.anordnare if avtalskrav else None,
        brukare=None if avtalskrav else aterkrav.brukare,
        by=by,
        at=at,
    )
    save_change(aterkrav, {"beslutsbrev_id": brev.pk})
    return brev


@told_by_the_gates()
def note_appeal(*, aterkrav: Aterkrav, overklagat: date, by: User, at: datetime) -> Aterkrav:
    """Write down that the decision has been appealed. It applies all the same, unless a court says otherwise."""
    aterkrav = lock_case(aterkrav)
    if aterkrav.beslutat is None:
        raise RegistrationRefused("Återkravet är inte beslutat.")
    if not timezone.localdate(aterkrav.beslutat) <= overklagat <= timezone.localdate(at):
        beslutat = datum_text(timezone.localdate(aterkrav.beslutat))
        raise RegistrationRefused(f"Beslutet fattades den {beslutat}. Skriv en dag från och med då.", "overklagat")
    save_change(aterkrav, {"status": Status.OVERKLAGAT, "overklagat": overklagat})
    Handelse.record("aterkrav.overklagat", aterkrav, by=by, at=at)
    return aterkrav


@told_by_the_gates()
def note_ruling(
    *, aterkrav: Aterkrav, domstolens_avgorande: str, domstolens_belopp: Decimal, by: User, at: datetime
) -> Aterkrav:
    """Write down what the court decided, and how much of the decision it left. What is paid beyond goes back."""
    aterkrav = lock_case(aterkrav)
    refuse_identity(domstolens_avgorande, "domstolens_avgorande", at)
    if aterkrav.beslutat_belopp is None or domstolens_belopp > aterkrav.beslutat_belopp:
        raise RegistrationRefused("Beloppet är högre än det beslutade.", "domstolens_belopp")
    nytt = {"domstolens_avgorande": domstolens_avgorande, "domstolens_belopp": domstolens_belopp}
    save_change(aterkrav, {**nytt, "status": Status.BESLUTAT})
    Handelse.record("aterkrav.domstol", aterkrav, by=by, at=at, belopp=str(domstolens_belopp))
    return settle_if_paid(aterkrav, by=by, at=at)


@told_by_the_gates()
def note_payment(
    *, aterkrav: Aterkrav, belopp: Decimal, datum: date, skal: str, by: User, at: datetime
) -> Aterbetalning:
    """Write down kronor that have come back, by their voucher. When nothing is left the case is settled."""
    return _receive(aterkrav, Aterbetalning.Slag.BETALNING, belopp, datum, skal, by=by, at=at)


@told_by_the_gates()
def write_off(*, aterkrav: Aterkrav, belopp: Decimal, datum: date, skal: str, by: User, at: datetime) -> Aterbetalning:
    """Write off kronor with a reason, by one who has neither looked into the case nor received payments in it."""
    if not skal.strip():
        raise RegistrationRefused("Skriv varför beloppet skrivs av.", "skal")
    return _receive(aterkrav, Aterbetalning.Slag.AVSKRIVNING, belopp, datum, skal, by=by, at=at)


def settle_if_paid(aterkrav: Aterkrav, *, by: User, at: datetime) -> Aterkrav:
    """Close the case when all that is due has been paid or written off, and no court is at it."""
    if aterkrav.status == Status.BESLUTAT and left_of(aterkrav) <= 0:
        save_change(aterkrav, {"status": Status.REGLERAT})
        Handelse.record("aterkrav.reglerat", aterkrav, by=by, at=at)
    return aterkrav


def left_of(aterkrav: Aterkrav) -> Decimal:
    """What is still to be paid. Below zero when a court has taken away something that was already paid."""
    belopp = aterkrav.domstolens_belopp if aterkrav.domstolens_belopp is not None else aterkrav.beslutat_belopp
    return (belopp or Decimal(0)) - _sum(aterkrav.aterbetalningar)


def _receive(
    aterkrav: Aterkrav, slag: str, belopp: Decimal, datum: date, skal: str, *, by: User, at: datetime
) -> Aterbetalning:
    aterkrav = lock_case(aterkrav)
    refuse_identity(skal, "skal", at)
    if datum > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "datum")
    if aterkrav.beslutat is not None and belopp > left_of(aterkrav):
        raise RegistrationRefused(f"Det är {kronor(max(left_of(aterkrav), Decimal(0)))} kvar.", "belopp")
    rad = aterkrav.aterbetalningar.create(slag=slag, belopp=belopp, datum=datum, skal=skal, av=by, tid=at)
    Handelse.record(f"aterkrav.{slag}", aterkrav, by=by, at=at, belopp=str(belopp))
    settle_if_paid(aterkrav, by=by, at=at)
    return rad


def _delegation_of(by: User, dag: date) -> Delegation:
    """The delegation that the decision rests on. None in the order is enough to refuse it: it is an appealable one."""
    egna = list(Delegation.objects.filter(delegat=by))
    tacker = covering(egna, Delegation.Avser.ATERBETALNING, dag)
    if not tacker:
        raise RegistrationRefused(missing_in_words(by, egna, Delegation.Avser.ATERBETALNING, dag))
    return tacker[0]


def _sum(rader) -> Decimal:
    return rader.aggregate(summa=Sum("belopp"))["summa"] or Decimal(0)
