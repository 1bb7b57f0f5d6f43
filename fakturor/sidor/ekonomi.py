"""Korten på sidan Ekonomi: vart de leder, och den siffra som betyder något. Det som inte finns eller inte får öppnas
av användaren lämnas ut.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Func, Sum
from django.db.models.functions import TruncMonth
from django.urls import NoReverseMatch, resolve, reverse

from assistans.models import User
from assistans.svenska import belopp, decimal, heltal, kronor
from assistans.tid import first_of_month
from beslut.belopp.budget import amount_of_year
from beslut.belopp.lista import ALLMANNA
from beslut.models import Attestratt, Budgetpost, Kontering, Timbelopp
from beslut.services.outcomes import adopted
from fakturor.ekonomi.jamforelse import Jamford, thousands, total_of
from fakturor.flode import Status
from fakturor.models import Anmalan, Aterkrav, Avstamningsgranskning, Faktura, Fkfaktura, Utbetalningsomgang
from fakturor.models.faktura import KRONOR
from fakturor.sidor.budget_utfall import default_year


class Siffra(NamedTuple):
    """Det stora på kortet, dess enhet, och vad det är."""

    varde: str
    enhet: str
    forklaring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kort:
    """En plats under Ekonomi."""

    rubrik: str
    adress: str
    siffra: Siffra


def cards_for(user: User, idag: date) -> list[Kort]:
    """The cards that the user may open, in the order of the money. At most two queries for each."""
    return list(_cards(user, idag))


def _cards(user: User, idag: date) -> Iterator[Kort]:
    for rubrik, namn, figure in PLATSER:
        if adress := _open_address(user, namn):
            yield Kort(rubrik=rubrik, adress=adress, siffra=figure(idag))


def _open_address(user: User, namn: str) -> str:
    """The address of a page that exists and that the user may open; else nothing."""
    try:
        adress = reverse(namn)
    except NoReverseMatch:
        return ""
    kraver = resolve(adress).func.kraver
    return adress if not kraver or any(user.may(rattighet) for rattighet in kraver) else ""


def _to_pay(idag: date) -> Siffra:
    godkanda = Faktura.objects.filter(status=Status.GODKAND)
    kronor_ = godkanda.annotate(kronor=Func("pk", function="att_betala_ut", output_field=KRONOR)).aggregate(
        summa=Sum("kronor")
    )["summa"]
    return Siffra(heltal(godkanda.count()), "att betala", f"Godkänt: {kronor(kronor_ or Decimal(0), oren=False)}")


def _reclaims(idag: date) -> Siffra:
    oppna = Aterkrav.objects.exclude(status__in=(Aterkrav.Status.REGLERAT, Aterkrav.Status.NEDLAGT))
    return Siffra(heltal(oppna.count()), "öppna", "Ärenden om att få tillbaka det som betalades fel")


def _notices(idag: date) -> Siffra:
    return Siffra(
        heltal(Anmalan.objects.filter(avgjord__isnull=True).count()), "utkast", "Väntar på att skickas eller läggas ner"
    )


def _fk(idag: date) -> Siffra:
    ogranskade = Fkfaktura.objects.filter(granskad__isnull=True).count()
    return Siffra(heltal(ogranskade), "att granska", "Fakturor för de första 20 timmarna i veckan")


def _budget(idag: date) -> Siffra:
    ar = default_year(idag)
    budget = dict(Budgetpost.objects.filter(ar=ar).values_list("slag", "belopp"))
    poster = adopted({ar})
    arten = "bokslut" if any(art == "bokslut" for _, _, art in poster) else "prognos"
    delar = [
        Jamford(budget.get(slag), post.belopp if (post := poster.get((ar, slag, arten))) else None)
        for slag in Budgetpost.Slag
    ]
    totalt = total_of(delar)
    if totalt.avvikelse is None:
        return Siffra("saknas", "", f"Budget eller {arten} för {ar} är inte hel")
    procent = "" if totalt.procent is None else f" ({decimal(totalt.procent)}\u00a0%)"
    return Siffra(heltal(int(thousands(totalt.avvikelse))), "tkr", f"Avvikelse {ar}, {arten} mot budget{procent}")


def _rate(idag: date) -> Siffra:
    galler = Timbelopp.objects.filter(kategori__in=ALLMANNA).in_force(idag)
    sats = amount_of_year(galler, idag.year) or _latest()
    if sats is None:
        return Siffra("saknas", "", "Inget timbelopp är registrerat")
    return Siffra(belopp(sats[0]), "kr", f"Per timme, {sats[1]}")


def _latest() -> tuple[Decimal, str] | None:
    senast = (
        Timbelopp.objects.filter(kategori=Timbelopp.Kategori.SCHABLON)
        .order_by("-galler_fran")
        .values_list("belopp", "galler_fran")
        .first()
    )
    return None if senast is None else (senast[0], f"statens schablon från {senast[1].year}")


def _kontering(idag: date) -> Siffra:
    return Siffra(heltal(Kontering.objects.in_force(idag).count()), "rader", "Konto, ansvar och verksamhet som gäller")


def _unreviewed(idag: date) -> Siffra:
    """Of the months that are over and had payments, those whose reconciliation nobody has reviewed."""
    betalda = Utbetalningsomgang.objects.filter(
        status=Utbetalningsomgang.Status.FRISLAPPT, betaldag__lt=first_of_month(idag)
    ).annotate(manad=TruncMonth("betaldag"))
    kvar = betalda.exclude(manad__in=Avstamningsgranskning.objects.values("manad")).order_by()
    antal = kvar.values("manad").distinct().count()
    enhet = "månad" if antal == 1 else "månader"
    return Siffra(heltal(antal), enhet, "Avslutade månader som ingen har granskat")


def _attest(idag: date) -> Siffra:
    personer = Attestratt.objects.in_force(idag).values("attestant").distinct().count()
    return Siffra(heltal(personer), "utsedda", "Personer som får attestera i dag")


PLATSER: tuple[tuple[str, str, Callable[[date], Siffra]], ...] = (
    ("Utbetalningar", "fakturor:utbetalningar", _to_pay),
    ("Avstämning", "fakturor:avstamningar", _unreviewed),
    ("Återkrav", "fakturor:aterkrav_lista", _reclaims),
    ("Anmälningar", "fakturor:anmalningar", _notices),
    ("Försäkringskassan", "fakturor:fk_lista", _fk),
    ("Budget och utfall", "fakturor:budget_utfall", _budget),
    ("Timbelopp", "beslut:timbelopp_lista", _rate),
    ("Kontering", "beslut:kontering", _kontering),
    ("Attestordning", "beslut:attestordning", _attest),
)
"""What the card is called, the name of its address, and how its figure is found."""
