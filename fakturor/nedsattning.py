"""Det som en nedsättning vilar på: uppdragets form, personerna den rör, vem brevet går till, och vad det säger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Case, Value, When

from assistans.svenska import manad_namn, mask_text, upprakning
from beslut.beteckning import provider_label
from beslut.brev.nedsattning import Avdrag, Nedsattningsbrev
from beslut.models import Brukare, Stallforetradare, Uppdrag
from fakturor.models import Faktura, Fakturarad, Nedsattning, Nedsattningspost

EKONOMISKT_STOD = {Uppdrag.Avtalsform.C, Uppdrag.Avtalsform.D}
UNDER_AVTAL = {Uppdrag.Avtalsform.B}
ORE = Decimal("0.01")

FOR_A = "Uppdraget är kommunens egen personal (form A). Där finns ingen faktura att sätta ned."
BLANDAT = (
    "Fakturan rör både ekonomiskt stöd (form C eller D) och kommunens avtal (form B). De prövas på olika sätt, så den "
    "kan inte sättas ned i ett: avvisa fakturan och be om en för varje form."
)
UTAN_UPPDRAG = "En rad på fakturan hör inte till något uppdrag. Registrera uppdraget först: dess form avgör brevet."


class FormUnknown(Exception):
    """The assignments do not say what form a reduction has. The message is for the user."""


def assignment_forms(faktura: Faktura) -> set[str]:
    """The forms of contract that the invoice's lines rest on; empty text for a line without an assignment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fakturans_avtalsformer(%s)", [faktura.pk])
        return {form for (form,) in cursor.fetchall()}


def form_of(faktura: Faktura) -> str:
    """Decision or dispute, as the assignments say. Raises FormUnknown when they say neither, or both."""
    former = assignment_forms(faktura)
    if not former or "" in former:
        raise FormUnknown(UTAN_UPPDRAG)
    if Uppdrag.Avtalsform.A in former:
        raise FormUnknown(FOR_A)
    if former <= EKONOMISKT_STOD:
        return Nedsattning.Form.BESLUT
    if former <= UNDER_AVTAL:
        return Nedsattning.Form.BESTRIDANDE
    raise FormUnknown(BLANDAT)


def persons_on(faktura: Faktura) -> list[Brukare]:
    """The persons whom the invoice is for, in order of reference. One query."""
    rader = faktura.rader.filter(brukare__isnull=False)
    return list(Brukare.objects.filter(pk__in=rader.values("brukare")).order_by("referens"))


def persons_concerned(nedsattning: Nedsattning) -> list[Brukare]:
    """The persons whose support becomes less: those of the lines, or the only one on the invoice."""
    berorda = persons_on(nedsattning.faktura)
    av_rad = {post.fakturarad.brukare_id for post in _posts(nedsattning) if post.fakturarad}
    return [brukare for brukare in berorda if brukare.pk in av_rad] if len(berorda) > 1 else berorda


def posts_of(nedsattning: Nedsattning, brukare: Brukare | None) -> list[Nedsattningspost]:
    """What is taken off for one person, or all of it."""
    poster = _posts(nedsattning)
    ensam = len(persons_on(nedsattning.faktura)) == 1
    if brukare is None or ensam:
        return poster
    return [post for post in poster if post.fakturarad and post.fakturarad.brukare_id == brukare.pk]


def asked_for(faktura: Faktura, brukare: Brukare | None) -> Decimal:
    """What is asked for: the whole invoice, or one person's lines when there are others on it."""
    if brukare is None or len(persons_on(faktura)) == 1:
        return _kronor(faktura.att_betala)
    rader = faktura.rader.filter(brukare=brukare)
    return _kronor(sum((rad.belopp for rad in rader), Decimal(0)))


# --- Mottagaren ---------------------------------------------------------------------------------------------------

FOR_PERSONEN = {
    Stallforetradare.Roll.VARDNADSHAVARE: "vårdnadshavaren",
    Stallforetradare.Roll.GOD_MAN: "gode mannen",
    Stallforetradare.Roll.FORVALTARE: "förvaltaren",
    Stallforetradare.Roll.FRAMTIDSFULLMAKT: "den som har framtidsfullmakt",
    Stallforetradare.Roll.OMBUD: "ombudet",
}
"""Whom a letter is to when it is to somebody who acts for the person, without a name."""
ANORDNAREN_SOM_OMBUD = "anordnare"


@dataclass(frozen=True, slots=True)
class Mottagare:
    """Den som ett brev går till: personen själv, någon som företräder hen, eller anordnaren som ombud."""

    nyckel: str
    ord: str


def receivers(faktura: Faktura, brukare: Sequence[Brukare], dag) -> list[Mottagare]:
    """Those whom the letter may be to: the person, whoever acts for her that day, the provider with her fullmakt."""
    ordning = Case(*(When(roll=roll, then=Value(nr)) for nr, roll in enumerate(FOR_PERSONEN)))
    roller = Stallforetradare.objects.in_force(dag).filter(brukare__in=brukare).order_by(ordning)
    finns = dict.fromkeys(roller.values_list("roll", flat=True))
    return [
        Mottagare("personen", "Personen själv"),
        *(Mottagare(roll, FOR_PERSONEN[roll].capitalize()) for roll in finns),
        Mottagare(ANORDNAREN_SOM_OMBUD, "Anordnaren, som personens ombud enligt fullmakt"),
    ]


def receiver_in_letter(nyckel: str) -> str:
    """How the letter names its receiver; empty when it is the person herself."""
    return FOR_PERSONEN.get(nyckel, "personens ombud" if nyckel == ANORDNAREN_SOM_OMBUD else "")


# --- Vad brevet säger ---------------------------------------------------------------------------------------------


def letter_of(
    nedsattning: Nedsattning, brukare: Brukare | None, *, foretradare: str = "", bestammelser: Iterable[str] = ()
) -> Nedsattningsbrev:
    """What a letter about the reduction knows: for one person, or for the provider about the whole invoice."""
    faktura = nedsattning.faktura
    rader = faktura.rader.filter(manad__isnull=False)
    if brukare is not None:
        rader = rader.filter(brukare=brukare)
    berorda = [brukare] if brukare else persons_concerned(nedsattning)
    return Nedsattningsbrev(
        referens=upprakning([ett.referens for ett in berorda]),
        dokument=f"{faktura.get_typ_display().lower()} {mask_text(faktura.nummer)}",
        anordnare=provider_label(faktura.anordnare),
        manader=upprakning([manad_namn(m) for m in rader.order_by("manad").values_list("manad", flat=True).distinct()]),
        namnd=settings.NAMND_NAMN,
        begart=asked_for(faktura, brukare),
        avdrag=[Avdrag(text=p.text, belopp=p.belopp, minuter=p.minuter) for p in posts_of(nedsattning, brukare)],
        skal=nedsattning.skal,
        foretradare=foretradare,
        bestammelser=tuple(bestammelser),
    )


def line_amount(rad: Fakturarad) -> Decimal:
    """What a line asks for, in kronor and öre."""
    return _kronor(rad.belopp)


def _posts(nedsattning: Nedsattning) -> list[Nedsattningspost]:
    return list(nedsattning.poster.select_related("fakturarad"))


def _kronor(belopp: Decimal) -> Decimal:
    return belopp.quantize(ORE, ROUND_HALF_UP)
