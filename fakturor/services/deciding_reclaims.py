"""Beslutet om ett återkrav, vad det kräver av varje post, och det som kommunen avstår från att kräva."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import kronor
from beslut.models import Brev, Delegation
from beslut.services.delegations import covering, missing_in_words
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused
from beslut.services.reminders import draft_letter
from fakturor.aterkravsbrev import decision_letter, decision_subject
from fakturor.models import Aterkrav, Aterkravsbeslutspost, Aterkravspost
from fakturor.services.grindar import told_by_the_gates
from fakturor.services.reclaiming import lock_case, refuse_identity
from fakturor.sidor.aterkravsord import letter_case

Slag, Status = Aterkrav.Slag, Aterkrav.Status


class Postbeslut(NamedTuple):
    """Vad som krävs av en post, i kronor, och varför om det är mindre än posten."""

    post: int
    belopp: Decimal
    skal: str = ""


@told_by_the_gates()
def decide_reclaim(
    *,
    aterkrav: Aterkrav,
    poster: Sequence[Postbeslut],
    betala_senast: date,
    diarienummer: str,
    by: User,
    at: datetime,
) -> Aterkrav:
    """Decide the repayment, or make the claim by contract, and write its letter as a draft.

    Another person than the one who looked into it, on a delegation in force when it is a decision. What is not
    demanded of an item can be demanded by another case, until somebody renounces it.
    """
    aterkrav = lock_case(aterkrav)
    idag = timezone.localdate(at)
    if by.pk == aterkrav.upprattat_av_id:
        raise RegistrationRefused("Den som har utrett återkravet beslutar inte i det.")
    if betala_senast <= idag:
        raise RegistrationRefused("Skriv en dag efter i dag.", "betala_senast")
    beslutat_belopp = _decide_items(aterkrav, poster, at=at)
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
def renounce_rest(*, beslutspost: Aterkravsbeslutspost, skal: str, by: User, at: datetime) -> Aterkravsbeslutspost:
    """Renounce what the decision did not demand of an item, with a reason: it is not demanded by another case either.

    By another than the one who looked into the case, like a write-off.
    """
    aterkrav = lock_case(beslutspost.post.aterkrav)
    if aterkrav.beslutat is None:
        raise RegistrationRefused("Återkravet är inte beslutat.")
    if not skal.strip():
        raise RegistrationRefused("Skriv varför kommunen avstår.", "skal")
    refuse_identity(skal, "skal", at)
    save_change(beslutspost, {"avstatt": at, "avstatt_av_id": by.pk, "avstatt_skal": skal.strip()})
    rest = beslutspost.post.belopp - beslutspost.belopp
    Handelse.record("aterkrav.avstatt", aterkrav, by=by, at=at, post=beslutspost.post_id, belopp=str(rest))
    return beslutspost


def _decide_items(aterkrav: Aterkrav, poster: Sequence[Postbeslut], *, at: datetime) -> Decimal:
    """Write down what is demanded of each item. Answers the sum."""
    alla = {post.pk: post for post in aterkrav.poster.all()}
    if len(poster) != len(alla) or {ett.post for ett in poster} != set(alla):
        raise RegistrationRefused("Skriv vad som krävs av varje post.")
    for ett in poster:
        _refuse_item(alla[ett.post], ett, at)
    summa = sum((ett.belopp for ett in poster), Decimal(0))
    if summa <= 0:
        raise RegistrationRefused("Inget krävs av någon post. Lägg ned ärendet i stället.")
    if aterkrav.status == Status.KOMMUNICERAT:
        for ett in poster:
            Aterkravsbeslutspost.objects.create(post=alla[ett.post], belopp=ett.belopp, skal=ett.skal.strip())
    return summa


def _refuse_item(post: Aterkravspost, beslut: Postbeslut, at: datetime) -> None:
    if not 0 <= beslut.belopp <= post.belopp:
        raise RegistrationRefused(f"Av posten krävs högst {kronor(post.belopp)}.", f"belopp_{post.pk}")
    if beslut.belopp < post.belopp and not beslut.skal.strip():
        raise RegistrationRefused(f"Skriv varför inte hela {kronor(post.belopp)} krävs.", f"skal_{post.pk}")
    if beslut.belopp == post.belopp and beslut.skal.strip():
        raise RegistrationRefused("Hela posten krävs. Ta bort skälet, eller sänk beloppet.", f"skal_{post.pk}")
    refuse_identity(beslut.skal, f"skal_{post.pk}", at)


def _delegation_of(by: User, dag: date) -> Delegation:
    """The delegation that the decision rests on. None in the order is enough to refuse it: it is an appealable one."""
    egna = list(Delegation.objects.filter(delegat=by))
    tacker = covering(egna, Delegation.Avser.ATERBETALNING, dag)
    if not tacker:
        raise RegistrationRefused(missing_in_words(by, egna, Delegation.Avser.ATERBETALNING, dag))
    return tacker[0]
