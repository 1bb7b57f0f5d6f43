"""The monthly sample (I01): drawn from a stored seed, and examined anew by somebody who had no part in the approval."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import manad_namn, upprakning
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Attest, Faktura
from fakturor.skal import problem_with_reason
from kontroller.models import Bedomning, Bekraftelse, Stickprov, Stickprovspost
from kontroller.omgranskning.ram import frame_of, reasons_for_risk
from kontroller.omgranskning.urval import METOD, Urval, draw

KONFIDENSGRADER = (90, 95, 99)
FLEST_KRONOR, FLEST_RISK = 500, 100
SLUMP, RISK = Stickprovspost.Urval.SLUMP, Stickprovspost.Urval.RISK


class SamplingRefused(RegistrationRefused):
    """The sample cannot be drawn, or the invoice not examined by this person. The message is for the user."""


@transaction.atomic
def draw_sample(
    *, manad: date, antal_slump: int, antal_risk: int, konfidens: int = 95, by: User, at: datetime
) -> Stickprov:
    """Draw kronor at random from the month's approved invoices, and choose some invoices more by risk.

    The seed is made here and kept, so that nobody chooses it and anybody can draw anew. An invoice is in the frame of
    one sample only.
    """
    if not by.may("kontroller.dra_stickprov"):
        raise SamplingRefused("Din roll drar inga stickprov.")
    if not 1 <= antal_slump <= FLEST_KRONOR or not 0 <= antal_risk <= FLEST_RISK:
        raise SamplingRefused(f"Dra 1 till {FLEST_KRONOR} kronor, och välj högst {FLEST_RISK} fakturor efter risk.")
    if konfidens not in KONFIDENSGRADER:
        raise SamplingRefused("Konfidensgraden är 90, 95 eller 99 procent.")

    # Locked in order, so that two draws at once do not take the same invoices.
    list(
        Faktura.objects.select_for_update(of=("self",)).filter(pk__in=frame_of(manad)).order_by("pk").values_list("pk")
    )
    ram = frame_of(manad)
    if not ram:
        raise SamplingRefused(f"Ingen faktura för {manad_namn(manad)} väntar på att komma med i ett stickprov.")

    fro = secrets.token_hex(32)
    urval = draw(ram, antal=antal_slump, fro=fro)
    risk = _by_risk({pk: belopp for pk, belopp in ram.items() if pk not in urval.traffar}, antal_risk)
    stickprov = Stickprov.objects.create(
        manad=manad,
        fro=fro,
        metod=METOD,
        konfidens=konfidens,
        antal_slump=antal_slump,
        antal_risk=len(risk),
        ram=list(urval.ram),
        belopp=list(urval.belopp),
        intervall=urval.intervall,
        start=urval.start,
        draget_av=by,
        draget=at,
    )
    Stickprovspost.objects.bulk_create([*_random_items(stickprov, urval, ram), *_risk_items(stickprov, risk, ram)])
    Handelse.record("stickprov.draget", stickprov, by=by, at=at, manad=f"{manad:%Y-%m}", ram=len(ram))
    return stickprov


def redraw(stickprov: Stickprov) -> str:
    """Draw anew from the stored frame and seed, and say the first thing that differs; empty when nothing does."""
    if stickprov.metod != METOD:
        return f"Urvalet är gjort med {stickprov.metod}, som programmet inte har."
    ram = dict(zip(stickprov.ram, stickprov.belopp, strict=True))
    urval = draw(ram, antal=stickprov.antal_slump, fro=stickprov.fro)
    if list(urval.ram) != stickprov.ram:
        return "Ramen står i en annan ordning."
    if (urval.intervall, urval.start) != (stickprov.intervall, stickprov.start):
        return "Intervallet eller den första kronan blir en annan."
    if dict(stickprov.poster.filter(urval=SLUMP).values_list("faktura", "traffar")) != dict(urval.traffar):
        return "Andra fakturor dras."
    return ""


@transaction.atomic
def record_reexamination(
    *, post: Stickprovspost, ratt_belopp: Decimal, notering: str = "", by: User, at: datetime
) -> Stickprovspost:
    """Write down what the invoice should have come to. Done once, by somebody who had no part in its approval."""
    post = Stickprovspost.objects.select_for_update(of=("self",)).select_related("faktura").get(pk=post.pk)
    if obstacle := reexamination_obstacle(post=post, by=by):
        raise SamplingRefused(obstacle)
    if ratt_belopp < 0:
        raise SamplingRefused("Rätt belopp är noll eller mer.")
    if ratt_belopp != post.belopp and not notering.strip():
        raise SamplingRefused("Skriv vad som är fel, när beloppet är ett annat.")
    if notering.strip() and (
        problem := problem_with_reason(notering, faktura=post.faktura, idag=timezone.localdate(at))
    ):
        raise SamplingRefused(problem)

    post.ratt_belopp, post.notering, post.granskad_av, post.granskad = ratt_belopp, notering.strip(), by, at
    post.save(update_fields=["ratt_belopp", "notering", "granskad_av", "granskad"])
    Handelse.record("stickprov.granskat", post, by=by, at=at, faktura=post.faktura_id, ratt_belopp=str(ratt_belopp))
    return post


def reexamination_obstacle(*, post: Stickprovspost, by: User) -> str:
    """Why a person may not examine the invoice anew, as a sentence; empty when nothing stands in the way."""
    if not by.may("kontroller.granska_stickprov"):
        return "Din roll granskar inga stickprov."
    if post.granskad is not None:
        return "Fakturan är redan granskad om."
    if post.faktura_id in approved_with([post.faktura_id], by):
        return "Den som har attesterat eller bedömt fakturan får inte granska om den."
    return ""


def approved_with(faktura_ids: list[int], user: User) -> set[int]:
    """The invoices that a user has attested, assessed or confirmed the assessment of. Three queries."""
    attester = Attest.objects.filter(faktura__in=faktura_ids, av=user).values_list("faktura", flat=True)
    bedomda = Bedomning.objects.filter(faktura__in=faktura_ids, av=user).values_list("faktura", flat=True)
    bekraftade = Bekraftelse.objects.filter(bedomning__faktura__in=faktura_ids, av=user)
    return {*attester, *bedomda, *bekraftade.values_list("bedomning__faktura", flat=True)}


def _by_risk(ram: Mapping[int, Decimal], antal: int) -> dict[int, list[str]]:
    """The invoices with most reasons, then the largest."""
    orsaker = reasons_for_risk(ram) if antal else {}
    ordning = sorted(orsaker, key=lambda pk: (-len(orsaker[pk]), -ram[pk], pk))
    return {pk: orsaker[pk] for pk in ordning[:antal]}


def _random_items(stickprov: Stickprov, urval: Urval, ram: Mapping[int, Decimal]) -> list[Stickprovspost]:
    return [
        Stickprovspost(
            stickprov=stickprov,
            faktura_id=pk,
            urval=SLUMP,
            orsak="minst så stor som intervallet" if ram[pk] >= urval.intervall else "",
            traffar=traffar,
            belopp=ram[pk],
        )
        for pk, traffar in urval.traffar.items()
    ]


def _risk_items(
    stickprov: Stickprov, risk: Mapping[int, list[str]], ram: Mapping[int, Decimal]
) -> list[Stickprovspost]:
    return [
        Stickprovspost(
            stickprov=stickprov, faktura_id=pk, urval=RISK, orsak=upprakning(orsaker), traffar=0, belopp=ram[pk]
        )
        for pk, orsaker in risk.items()
    ]
