"""Nedsättningen som den visas: var den står, vad som är nästa steg, och beloppet före och efter."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Brev
from beslut.views.brev import letters_open_to
from fakturor.models import Faktura, Nedsattning, Nedsattningspost
from fakturor.services.deciding_reductions import decision_obstacle, hearing_obstacle
from fakturor.services.reducing import letters_of, obstacle
from kontroller.loading.belopp import exact
from kontroller.sidor.beteckning import control_name

Status, Form = Nedsattning.Status, Nedsattning.Form
I_ORD = {
    (Form.BESLUT, Status.UTKAST): "Utkast",
    (Form.BESLUT, Status.KOMMUNICERAD): "Personen får yttra sig",
    (Form.BESLUT, Status.BESLUTAD): "Beslutad",
    (Form.BESTRIDANDE, Status.UTKAST): "Utkast",
    (Form.BESTRIDANDE, Status.BESLUTAD): "Bestriden",
}
"""What a standing reduction is called, by form and status."""
UTFALL = {Status.UTKAST: "ej_bedomd", Status.KOMMUNICERAD: "varning", Status.BESLUTAD: "godkand"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Avdragsrad:
    """En post: vad som dras av, kontrollen som fann det, och raden på fakturan."""

    post: Nedsattningspost
    rubrik: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nedsattningslage:
    """Var nedsättningen av en faktura står, som fakturans sida visar det. `hinder` är varför läsaren inte får börja."""

    nedsattning: Nedsattning | None
    ord: str = ""
    utfall: str = ""
    nasta: str = ""
    begart: Decimal = Decimal(0)
    mindre: Decimal = Decimal(0)
    far_borja: bool = False
    hinder: str = ""

    @property
    def kvar(self) -> Decimal:
        """What is, or would be, paid."""
        return self.begart - self.mindre

    @property
    def beslutad(self) -> bool:
        """Whether the amount is what the invoice is paid with."""
        return self.nedsattning is not None and self.nedsattning.status == Status.BESLUTAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Nedsattningssida:
    """Nedsättningens sida: läget, posterna, breven som läsaren får öppna, och de som har återtagits."""

    lage: Nedsattningslage
    poster: list[Avdragsrad]
    breven: list[Brev]
    tidigare: list[Nedsattning]
    beslutshinder: str | None


def state_of_reduction(faktura: Faktura, *, reader: User, at: datetime | None = None) -> Nedsattningslage:
    """Where the reduction of an invoice stands. Without one: whether the reader may begin, and why not."""
    nedsattning = standing_reduction(faktura)
    begart = exact(faktura.att_betala)
    if nedsattning is None:
        hinder = obstacle(faktura=faktura, by=reader) if reader.may("fakturor.satt_ned") else ""
        return Nedsattningslage(
            nedsattning=None,
            begart=begart,
            far_borja=reader.may("fakturor.satt_ned") and not hinder,
            hinder=hinder or "",
        )
    return Nedsattningslage(
        nedsattning=nedsattning,
        ord=I_ORD[nedsattning.form, nedsattning.status],
        utfall=UTFALL[nedsattning.status],
        nasta=next_step(nedsattning, timezone.localdate(at)),
        begart=begart,
        mindre=sum((post.belopp for post in nedsattning.poster.all()), Decimal(0)),
    )


def build_reduction(faktura: Faktura, *, reader: User, at: datetime) -> Nedsattningssida:
    """The page of a reduction for a reader; the one that stands, and those taken back."""
    lage = state_of_reduction(faktura, reader=reader, at=at)
    nedsattning = lage.nedsattning
    tidigare = list(
        faktura.nedsattningar.filter(status=Status.ATERTAGEN).select_related("upprattad_av").order_by("-pk")
    )
    if nedsattning is None:
        return Nedsattningssida(lage=lage, poster=[], breven=[], tidigare=tidigare, beslutshinder=None)
    oppna = set()
    if reader.may("beslut.se_person") or reader.may("beslut.andra_anordnare"):
        oppna = set(letters_open_to(reader).values_list("pk", flat=True).filter(pk__in=letter_ids(nedsattning)))
    return Nedsattningssida(
        lage=lage,
        poster=[
            Avdragsrad(post=post, rubrik=control_name(post.regel) if post.regel else "")
            for post in nedsattning.poster.select_related("fakturarad__brukare")
        ],
        breven=[brev for brev in letters_of(nedsattning) if brev.pk in oppna],
        tidigare=tidigare,
        beslutshinder=decision_obstacle(nedsattning=nedsattning, by=reader, at=at),
    )


def standing_reduction(faktura: Faktura) -> Nedsattning | None:
    """The reduction of the invoice that has not been taken back, with its posts."""
    staende = faktura.nedsattningar.exclude(status=Status.ATERTAGEN).prefetch_related("poster")
    return staende.select_related("upprattad_av", "beslutad_av", "delegation", "beslutsbrev").first()


def letter_ids(nedsattning: Nedsattning) -> list[int]:
    """The ids of every letter about it."""
    return [brev.pk for brev in letters_of(nedsattning)]


def next_step(nedsattning: Nedsattning, idag: date) -> str:
    """What is done next with a reduction, as a sentence."""
    if nedsattning.status == Status.BESLUTAD:
        brev = nedsattning.beslutsbrev
        if brev is not None and brev.is_draft:
            return "Brevet ska läsas igenom och lämnas."
        dag = datum_text(timezone.localdate(nedsattning.beslutad))
        return f"Beslutades den {dag} av {nedsattning.beslutad_av.namn}."
    if nedsattning.form == Form.BESTRIDANDE:
        return "Väntar på enhetschefens beslut."
    if nedsattning.status == Status.UTKAST:
        return "Personen ska få yttra sig innan kommunen beslutar."
    return hearing_obstacle(nedsattning, idag) or "Väntar på beslut."
