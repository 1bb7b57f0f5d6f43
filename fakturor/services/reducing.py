"""Reduction: an invoice is paid with less than it asks for, after whoever it concerns has been heard.

For economic support (forms C and D) it is a decision: the person gets a letter and time to answer, another person
decides by delegation, and the letter says how to appeal. For form B it is a dispute of an invoice: a letter to the
provider, decided by a head of unit. The invoice itself stands as it came. What is refused here the database refuses
too, except for what is said in words.

What the controls find, and what the decision does to the invoice's step, stands in kontroller, which calls these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.svenska import kronor
from beslut.models import Brev, Brukare
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad, Nedsattning
from fakturor.nedsattning import (
    FormUnknown,
    form_of,
    line_amount,
    persons_on,
)
from fakturor.services.attesting import has_interest
from fakturor.skal import problem_with_reason

CAN_BE_REDUCED = (Status.MOTTAGEN, Status.STOPPAD, Status.KONTROLLERAD)
"""Before the first attest: what is attested is an amount."""
JAVIG = "Den som är jävig får inte sätta ned fakturan."


class ReductionRefused(Exception):
    """The reduction cannot be taken further like this. The message is for the user; `falt` names what it is about."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@dataclass(frozen=True, slots=True, kw_only=True)
class Postuppgift:
    """En sak att dra av, som den skrevs. `regel` och `fyndhash` är fyndet den svarar mot, om det är något."""

    text: str
    belopp: Decimal
    minuter: int | None = None
    fakturarad: Fakturarad | None = None
    regel: str = ""
    fyndhash: str = ""


def obstacle(*, faktura: Faktura, by: User) -> str | None:
    """Why a person may not begin a reduction of the invoice, as a sentence, or None."""
    if not by.may("fakturor.satt_ned"):
        return "Din roll får inte sätta ned fakturor."
    if faktura.is_credit or faktura.att_betala <= 0:
        return "En kreditfaktura sätts inte ned."
    if faktura.status not in CAN_BE_REDUCED:
        return f"En faktura som är {faktura.get_status_display().lower()} sätts inte ned."
    if has_interest(faktura, by):
        return JAVIG
    try:
        form_of(faktura)
    except FormUnknown as unknown:
        return str(unknown)
    return None


@transaction.atomic
def draft(
    *, faktura: Faktura, poster: Sequence[Postuppgift], skal: str, ersatter: bool = False, by: User, at: datetime
) -> Nedsattning:
    """Draw up a reduction: what is taken off and why. With `ersatter` it takes the place of a draft that stands."""
    faktura = Faktura.objects.lock(faktura.pk)
    if hinder := obstacle(faktura=faktura, by=by):
        raise ReductionRefused(hinder)
    _refuse_wrong_posts(faktura, poster)
    refuse_names(faktura, skal, "skal", at)
    for post in poster:
        refuse_names(faktura, post.text, "text", at, om=post.fakturarad and post.fakturarad.brukare_id)

    staende = faktura.nedsattningar.exclude(status=Nedsattning.Status.ATERTAGEN).first()
    if staende is not None:
        if not ersatter or staende.status != Nedsattning.Status.UTKAST:
            raise ReductionRefused("Fakturan har redan en nedsättning. Återta den först om den ska skrivas om.")
        _take_back(staende, "Ersatt av ett nytt utkast.", by=by, at=at)
    nedsattning = faktura.nedsattningar.create(form=form_of(faktura), skal=skal.strip(), upprattad_av=by, upprattad=at)
    for post in poster:
        nedsattning.poster.create(
            fakturarad=post.fakturarad,
            regel=post.regel,
            fyndhash=post.fyndhash,
            minuter=post.minuter,
            belopp=post.belopp,
            text=post.text.strip(),
        )
    belopp = sum((post.belopp for post in poster), Decimal(0))
    record_step("upprattad", nedsattning, by=by, at=at, belopp=str(belopp), form=nedsattning.form)
    return nedsattning


@transaction.atomic
def withdraw(*, nedsattning: Nedsattning, atertagen_skal: str, by: User, at: datetime) -> Nedsattning:
    """Take a reduction back, with a reason. A decided one is taken back by the one who may decide."""
    nedsattning = lock_reduction(nedsattning)
    beslutad = nedsattning.status == Nedsattning.Status.BESLUTAD
    if nedsattning.status == Nedsattning.Status.ATERTAGEN:
        raise ReductionRefused("Nedsättningen är redan återtagen.")
    if beslutad:
        refuse_unless(by, "fakturor.besluta_nedsattning")
    else:
        refuse_unless(by, "fakturor.satt_ned", "fakturor.besluta_nedsattning")
    if has_interest(nedsattning.faktura, by):
        raise ReductionRefused(JAVIG)
    if beslutad and nedsattning.faktura.status not in CAN_BE_REDUCED:
        raise ReductionRefused(
            f"Fakturan är {nedsattning.faktura.get_status_display().lower()}. Beloppet ändras inte sedan."
        )
    refuse_names(nedsattning.faktura, atertagen_skal, "atertagen_skal", at)
    _take_back(nedsattning, atertagen_skal.strip(), by=by, at=at)
    return nedsattning


def about(nedsattning: Nedsattning, slag: str, brukare: Brukare | None) -> str:
    """What a letter of the reduction is about: which, of what kind, and for whom."""
    return f"nedsattning {nedsattning.pk} {slag}{f' {brukare.pk}' if brukare else ''}"


def letters_of(nedsattning: Nedsattning) -> list[Brev]:
    """Every letter about it, in the order they were written."""
    return list(Brev.objects.filter(galler__startswith=f"nedsattning {nedsattning.pk} ").order_by("pk"))


def lock_reduction(nedsattning: Nedsattning) -> Nedsattning:
    """The reduction, locked until the transaction ends; its invoice first, as in everything that changes one."""
    faktura = Faktura.objects.lock(nedsattning.faktura_id)
    nedsattning = (
        Nedsattning.objects.select_for_update(of=("self",)).select_related("upprattad_av").get(pk=nedsattning.pk)
    )
    nedsattning.faktura = faktura
    return nedsattning


def _take_back(nedsattning: Nedsattning, skal: str, *, by: User, at: datetime) -> None:
    fran = nedsattning.status
    nedsattning.status, nedsattning.atertagen_skal = Nedsattning.Status.ATERTAGEN, skal
    nedsattning.save(update_fields=["status", "atertagen_skal"])
    record_step("atertagen", nedsattning, by=by, at=at, fran=fran, skal=skal)


def record_step(vad: str, nedsattning: Nedsattning, *, by: User, at: datetime, **uppgifter) -> None:
    Handelse.record(
        f"faktura.nedsattning_{vad}", nedsattning.faktura, by=by, at=at, nedsattning=nedsattning.pk, **uppgifter
    )


def refuse_unless(by: User, *rattigheter: str) -> None:
    if not any(by.may(rattighet) for rattighet in rattigheter):
        raise ReductionRefused("Din roll får inte göra det med en nedsättning.")


def _refuse_wrong_posts(faktura: Faktura, poster: Sequence[Postuppgift]) -> None:
    if not poster:
        raise ReductionRefused("Skriv minst en sak som dras av.")
    rader = {rad.pk: rad for rad in faktura.rader.all()}
    flera = len(persons_on(faktura)) > 1
    per_rad: dict[int, Decimal] = {}
    for post in poster:
        if post.belopp <= 0:
            raise ReductionRefused("Ett avdrag är mer än noll kronor.", "belopp")
        if post.fakturarad is None:
            if flera:
                raise ReductionRefused("Fakturan gäller flera personer. Välj raden för varje avdrag.", "fakturarad")
            continue
        if post.fakturarad.pk not in rader:
            raise ReductionRefused("Raden hör till en annan faktura.", "fakturarad")
        per_rad[post.fakturarad.pk] = per_rad.get(post.fakturarad.pk, Decimal(0)) + post.belopp
    for pk, belopp in per_rad.items():
        if belopp > line_amount(rader[pk]):
            raise ReductionRefused(
                f"Rad {rader[pk].rad} är på {kronor(line_amount(rader[pk]))}. Mer än så dras inte av från den.",
                "belopp",
            )
    if (summa := sum((post.belopp for post in poster), Decimal(0))) > faktura.att_betala:
        raise ReductionRefused(f"Avdragen är tillsammans {kronor(summa)}, och det är mer än fakturan.", "belopp")


def refuse_names(faktura: Faktura, text: str, falt: str, at: datetime, *, om: int | None = None) -> None:
    """What is written stands in a letter to the person `om`, or to each on the invoice: no name, no personnummer, and
    nobody else's reference.
    """
    idag = timezone.localdate(at)
    if not text.strip():
        raise ReductionRefused("Skriv varför." if falt != "text" else "Skriv vad som dras av.", falt)
    if find_personnummer(text, idag=idag):
        raise ReductionRefused("Skriv inget personnummer. Använd referensen i stället.", falt)
    if problem_with_reason(text, faktura=faktura, idag=idag):
        raise ReductionRefused("Skriv inget namn. Använd referensen i stället.", falt)
    personer = persons_on(faktura)
    ensam = personer[0].pk if len(personer) == 1 else None
    nagon_annan = Brukare.objects.filter(referens__in=set(re.findall(r"[\w-]+", text))).exclude(pk=om or ensam)
    if nagon_annan.exists():
        raise ReductionRefused(
            "Texten står i brevet till personen. Nämn ingen annan där, inte heller en referens.", falt
        )
