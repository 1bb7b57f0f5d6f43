"""Tid som kommunen har godkänt och som ett beslut från Försäkringskassan också täcker (I08)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, Sum

from assistans.models import User
from assistans.svenska import kronor, timmar_minuter
from beslut.models import Beslutsrad, Brukare
from fakturor.models import Fakturarad, GodkandTid
from kontroller.fakta.period import DELARE
from kontroller.models import ManuellKontroll

KOD = "A10"
"""The manual control in which it is written down what has been asked of Försäkringskassan."""
FK = Beslutsrad.Typ.ASSISTANSERSATTNING
Post = tuple[int, int]
"""Ids of an invoice and a dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tackt:
    """En person och månad: godkänd tid de dagar som Försäkringskassans beslut gäller, och vad den kostade.

    `noterat` när någon har skrivit ner vad som har gjorts åt det.
    """

    brukare_id: int
    referens: str
    manad: date
    minuter: int
    kronor: Decimal
    noterat: date | None

    def in_words(self) -> str:
        """12 tim 30 min för 3 550,00 kr."""
        return f"{timmar_minuter(self.minuter)} för {kronor(self.kronor)}"


def covered_by_fk(user: User, *, manad: date | None = None) -> list[Tackt]:
    """Approved time on days when Försäkringskassan has granted assistance too, by person and month. Four queries.

    Kronor are the share of what each invoice asks for the month that the time is of all its approved time, väntetid
    and beredskap weighed as they are paid.
    """
    fk_dagar = Beslutsrad.objects.filter(
        Q(galler_tom__isnull=True) | Q(galler_tom__gte=OuterRef("tidrad__datum")),
        typ=FK,
        timmar__gt=0,
        brukare=OuterRef("tidrad__rapport__redovisning__brukare"),
        galler_fran__lte=OuterRef("tidrad__datum"),
    )
    personer = Beslutsrad.objects.filter(typ=FK, timmar__gt=0, brukare__in=Brukare.objects.open_to(user))
    godkand = GodkandTid.objects.filter(tidrad__rapport__redovisning__brukare__in=personer.values("brukare"))
    if manad is not None:
        godkand = godkand.filter(tidrad__rapport__redovisning__manad=manad)
    tackt = _minutes(godkand.filter(Exists(fk_dagar)))
    if not tackt:
        return []
    allt = _minutes(godkand)
    belopp = _claimed({faktura for faktura, _ in tackt})
    return _by_person(tackt, allt, belopp)


def _minutes(godkand) -> dict[Post, dict[str, int]]:
    falt = ("faktura", "tidrad__rapport__redovisning", "tidrad__tidstyp")
    funna: dict[Post, dict[str, int]] = defaultdict(dict)
    for faktura, redovisning, tidstyp, minuter in (
        godkand.values_list(*falt).annotate(Sum("tidrad__minuter")).order_by()
    ):
        funna[faktura, redovisning][tidstyp] = minuter
    return funna


def _claimed(fakturor: set[int]) -> dict[Post, tuple[Decimal, int, str, date]]:
    rader = Fakturarad.objects.filter(faktura__in=fakturor, redovisning__isnull=False)
    falt = ("faktura", "redovisning", "redovisning__brukare", "redovisning__brukare__referens", "redovisning__manad")
    summor = rader.values_list(*falt).annotate(Sum("belopp")).order_by()
    return {(f, r): (belopp, brukare, referens, manad) for f, r, brukare, referens, manad, belopp in summor}


def _by_person(
    tackt: dict[Post, dict[str, int]],
    allt: dict[Post, dict[str, int]],
    begart: dict[Post, tuple[Decimal, int, str, date]],
) -> list[Tackt]:
    summor: dict[tuple[str, date, int], list] = defaultdict(lambda: [0, Fraction(0)])
    noterade = dict(
        ManuellKontroll.objects.filter(kod=KOD, redovisning__in={redovisning for _, redovisning in tackt})
        .order_by("datum")
        .values_list("redovisning", "datum")
    )
    datum: dict[tuple[str, date, int], date | None] = {}
    for post, minuter in tackt.items():
        if post not in begart:
            continue
        belopp, brukare, referens, manad = begart[post]
        nyckel = (referens, manad, brukare)
        summor[nyckel][0] += sum(minuter.values())
        summor[nyckel][1] += Fraction(belopp) * _weighed(minuter) / _weighed(allt[post])
        # Looked at only when every dossier of the month has been.
        sedd = noterade.get(post[1])
        datum[nyckel] = sedd if nyckel not in datum or sedd is None else datum[nyckel] and max(datum[nyckel], sedd)
    return [
        Tackt(
            brukare_id=brukare,
            referens=referens,
            manad=manad,
            minuter=minuter,
            kronor=round(Decimal(delen.numerator) / delen.denominator, 2),
            noterat=datum[referens, manad, brukare],
        )
        for (referens, manad, brukare), (minuter, delen) in sorted(
            summor.items(), key=lambda par: (par[0][1], par[0][0])
        )
    ]


def _weighed(minuter: dict[str, int]) -> Fraction:
    return sum((Fraction(antal, DELARE[tidstyp]) for tidstyp, antal in minuter.items()), Fraction(0))
