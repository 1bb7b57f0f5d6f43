"""Allt som rör en person på en linje: beslut, uppdrag, tillstånd, vistelser, krav och vad som är godkänt att betala."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import Exists, Max, OuterRef, Sum
from django.utils import timezone

from assistans.grafik.tidslinje import Spar, Stracka, Tidslinje
from assistans.models import User
from assistans.svenska import datumspann, decimal, kronor, manad_namn, tidpunkt
from assistans.tid import first_of_month, last_of_month, months_after
from beslut.beteckning import provider_label
from beslut.manadstid import kind_label
from beslut.models import Beslutsrad, Brukare, Tillstand
from fakturor.flode import SLUTGILTIGA, Status
from fakturor.models import Fakturarad
from fakturor.sidor.beteckning import closed_to

MANADER = 12
"""How many months the picture covers."""
KLARA = (Status.GODKAND, Status.I_UTBETALNING, Status.UTBETALD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidslinjesida:
    """Bilden, och samma sak som en tabell. `forra` och `nasta` är första månaden i perioderna bredvid."""

    bild: Tidslinje
    forra: date
    nasta: date

    def rows(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The same as a table: each group with its period and what it says, in the order of the days."""
        for spar in self.bild.spar:
            sedda = [s for s in spar.strackor if s.fran <= self.bild.tom and (s.tom or date.max) >= self.bild.fran]
            yield (
                spar.rubrik,
                [(datumspann(s.fran, s.tom), s.text) for s in sorted(sedda, key=lambda s: (s.fran, s.text))],
            )


def load_timeline(brukare: Brukare, *, fran: date | None, idag: date, to: User) -> Tidslinjesida:
    """A year of a person's life in the registers. Nine queries. Without `fran` it ends after the newest claim."""
    forsta = fran or _first_month(brukare, idag)
    tom = last_of_month(months_after(forsta, MANADER - 1))
    spar = (
        Spar("Beslut", tuple(_decisions(brukare))),
        Spar("Försäkringskassan", tuple(_decisions(brukare, forsakringskassans=True))),
        Spar("Anordnare", tuple(_assignments(brukare))),
        Spar("Tillstånd från IVO", tuple(_permits(brukare))),
        Spar("Betalning till annan", tuple(_mandates(brukare))),
        Spar("Företrädare", tuple(_representatives(brukare))),
        Spar("Egna timbelopp", tuple(_rates(brukare))),
        Spar("Vistelser", tuple(_stays(brukare))),
        Spar("Krav per månad", tuple(_claims(brukare, forsta, tom, to))),
    )
    return Tidslinjesida(
        bild=Tidslinje(fran=forsta, tom=tom, spar=spar, idag=idag, vem=brukare.referens),
        forra=months_after(forsta, -MANADER),
        nasta=months_after(forsta, MANADER),
    )


def _first_month(brukare: Brukare, idag: date) -> date:
    """The year that ends the month after the newest claim; with none, the one that ends in three months."""
    nyast = Fakturarad.objects.filter(brukare=brukare).aggregate(nyast=Max("manad"))["nyast"]
    sista = months_after(nyast, 1) if nyast else months_after(first_of_month(idag), 3)
    return months_after(sista, 1 - MANADER)


def _decisions(brukare: Brukare, *, forsakringskassans: bool = False) -> Iterator[Stracka]:
    rader = brukare.beslutsrader.select_related("beslut")
    villkor = {"typ": Beslutsrad.Typ.ASSISTANSERSATTNING}
    for rad in rader.filter(**villkor) if forsakringskassans else rader.exclude(**villkor):
        tid = f"{decimal(rad.timmar.normalize())}\u00a0tim per {rad.get_enhet_display()}"
        yield Stracka(
            rad.galler_fran,
            rad.galler_tom,
            f"{tid}, {kind_label(rad).lower()}",
            f"Beslut {rad.beslut.diarienummer}, {rad.get_typ_display().lower()}: {tid}, {kind_label(rad).lower()}",
            "band" if rad.typ != Beslutsrad.Typ.TILLFALLIG_UTOKNING else "tunn",
        )


def _assignments(brukare: Brukare) -> Iterator[Stracka]:
    for uppdrag in brukare.uppdrag.select_related("anordnare"):
        namn = f"{provider_label(uppdrag.anordnare)}, form {uppdrag.avtalsform}"
        yield Stracka(uppdrag.galler_fran, uppdrag.galler_tom, namn, namn)


def _permits(brukare: Brukare) -> Iterator[Stracka]:
    """The permits of the providers that the person has or has had."""
    rader = Tillstand.objects.filter(anordnare__uppdrag__brukare=brukare).distinct().select_related("anordnare")
    for tillstand in rader.order_by("galler_fran"):
        vem, lage = provider_label(tillstand.anordnare), tillstand.get_status_display().lower()
        yield Stracka(
            tillstand.galler_fran,
            tillstand.galler_tom,
            f"{vem}, {lage}",
            f"{tillstand.get_typ_display()} för {vem}, {lage}",
            "tunn",
        )


def _mandates(brukare: Brukare) -> Iterator[Stracka]:
    for mandat in brukare.mandat.select_related("anordnare"):
        text = f"{mandat.get_grund_display()}, {provider_label(mandat.anordnare)}"
        slutar = [dag for dag in (mandat.galler_tom, mandat.aterkallad) if dag]
        yield Stracka(mandat.galler_fran, min(slutar, default=None), text, text, "tunn")


def _representatives(brukare: Brukare) -> Iterator[Stracka]:
    for rad in brukare.stallforetradare.all():
        yield Stracka(rad.galler_fran, rad.galler_tom, rad.get_roll_display(), rad.get_roll_display(), "tunn")


def _rates(brukare: Brukare) -> Iterator[Stracka]:
    for rad in brukare.timbelopp.all():
        text = f"{rad.get_kategori_display()}, {kronor(rad.belopp)} per timme"
        yield Stracka(rad.galler_fran, rad.galler_tom, text, text, "tunn")


def _stays(brukare: Brukare) -> Iterator[Stracka]:
    for rad in brukare.vistelser.all():
        borjar = timezone.localtime(rad.borjar)
        slutar = timezone.localtime(rad.slutar) if rad.slutar else None
        text = f"{rad.get_typ_display()} från {tidpunkt(borjar, ar=True)}"
        if slutar:
            text += f" till {tidpunkt(slutar, ar=True)}"
        # One that ends at midnight does not reach into the day that begins then.
        tom = (slutar - timedelta(minutes=1)).date() if slutar else None
        yield Stracka(borjar.date(), tom, rad.get_typ_display(), text, "vistelse")


def _claims(brukare: Brukare, fran: date, tom: date, to: User) -> Iterator[Stracka]:
    """What is claimed each month and how far it has come: filled when all of it is approved for payment.

    An invoice that is about somebody else too, whom the user may not see, has no number here.
    """
    delade = Fakturarad.objects.filter(faktura=OuterRef("faktura"), brukare__in=closed_to(to))
    rader = (
        Fakturarad.objects.filter(brukare=brukare, manad__range=(fran, tom))
        .exclude(faktura__status__in=SLUTGILTIGA)
        .values("manad", "faktura__nummer", "faktura__status", "faktura__typ")
        .annotate(summa=Sum("belopp"), skyddad=Exists(delade))
        .order_by("manad", "faktura__nummer")
    )
    for manad, krav in groupby(rader, key=lambda rad: rad["manad"]):
        krav = list(krav)
        summa = sum((_signed(rad) for rad in krav), Decimal(0)).quantize(Decimal("0.01"))
        delar = [f"{_number(rad)} {Status(rad['faktura__status']).label.lower()}" for rad in krav]
        yield Stracka(
            manad,
            last_of_month(manad),
            kronor(summa, oren=False),
            f"{kronor(summa)} för {manad_namn(manad)}: {', '.join(delar)}",
            "klar" if all(rad["faktura__status"] in KLARA for rad in krav) else "krav",
        )


def _number(rad: dict) -> str:
    return "skyddat underlag" if rad["skyddad"] else rad["faktura__nummer"]


def _signed(rad: dict) -> Decimal:
    return -rad["summa"] if rad["faktura__typ"] == "kreditnota" else rad["summa"]
