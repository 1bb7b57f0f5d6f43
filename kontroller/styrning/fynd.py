"""Vad kontrollerna faktiskt har funnit, ur liggaren: hur många underlag var och en stoppade, varnade för och inte kunde
bedöma under tolv månader, och hur många kronor den ifrågasatte.

Ett underlag räknas en gång för varje kontroll, med det senaste som den sade när den fann något. Det som sedan rättades
är alltså med: kontrollen fann det.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q

from assistans.svenska import manad_namn
from kontroller.katalog import KATALOG, Post, Status
from kontroller.manuella import manual_steps
from kontroller.models import Korning, ManuellKontroll, Regelverk
from kontroller.regel import Allvar
from kontroller.regelskillnad import NIVAER
from kontroller.regelverk import in_force
from kontroller.regler import load_rules

MANADER = 12
NOLL = Decimal("0.00")

TRAFF = """
WITH traff AS (
    SELECT DISTINCT ON (g.faktura_id, u.regel) g.faktura_id, u.regel, u.version, u.fyndhash, u.utfall, u.kronor
    FROM kontroller_korning k
    JOIN kontroller_granskning g ON g.korning_id = k.id
    JOIN kontroller_utfallsrad u ON u.granskning_id = g.id
    WHERE k.manad BETWEEN %(fran)s AND %(till)s
    ORDER BY g.faktura_id, u.regel, g.id DESC
)
"""
FUNNET = f"""{TRAFF}
SELECT t.regel,
       count(*) FILTER (WHERE t.utfall = 'avvikelse') AS stoppade,
       count(*) FILTER (WHERE t.utfall = 'ej_bedomd') AS ej_bedomda,
       count(*) FILTER (WHERE t.utfall = 'varning') AS varnade,
       count(*) FILTER (WHERE t.utfall <> 'varning' AND EXISTS (
           SELECT 1 FROM kontroller_bedomning b JOIN kontroller_bekraftelse e ON e.bedomning_id = b.id
           WHERE b.faktura_id = t.faktura_id AND b.regel = t.regel AND b.version = t.version
             AND b.fyndhash = t.fyndhash AND b.beslut = 'godtas')) AS godtagna,
       coalesce(sum(t.kronor) FILTER (WHERE t.utfall = 'avvikelse'), 0) AS kronor
FROM traff t
GROUP BY t.regel
"""
PER_RISK = f"""{TRAFF}
SELECT x.risk, count(*), coalesce(sum(x.kronor), 0)
FROM (
    SELECT r.id AS risk, t.faktura_id, max(t.kronor) FILTER (WHERE t.utfall = 'avvikelse') AS kronor
    FROM kontroller_risk r JOIN traff t ON t.regel = ANY(r.kontroller)
    WHERE r.avslutad IS NULL AND t.utfall <> 'varning'
    GROUP BY r.id, t.faktura_id
) x
GROUP BY x.risk
"""
"""Ett underlag räknas en gång för en risk, också när flera av kontrollerna stoppade det, med det största beloppet."""


@dataclass(frozen=True, slots=True)
class Tidsram:
    """De månader som räknas, båda med. Tom när ingen månad är kontrollerad."""

    fran: date | None = None
    till: date | None = None

    @property
    def ord(self) -> str:
        """The months in words."""
        if self.fran is None or self.till is None:
            return "ingen månad är kontrollerad"
        return f"{manad_namn(self.fran)} till {manad_namn(self.till)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollfynd:
    """En kontroll ur katalogen: hur den hålls, och vad den fann. `i_bruk` är None för det som inte är en regel."""

    kod: str
    titel: str
    hur: str
    niva: str = ""
    i_bruk: bool | None = None
    stoppade: int = 0
    ej_bedomda: int = 0
    varnade: int = 0
    godtagna: int = 0
    kronor: str = "0.00"
    anteckningar: int = 0
    anmarkningar: int = 0

    def as_content(self) -> dict[str, Any]:
        """The control as it stands in a document."""
        return asdict(self)


class Stoppat(NamedTuple):
    """Underlag som stoppades, och kronorna som ifrågasattes."""

    antal: int = 0
    kronor: Decimal = NOLL


@dataclass(frozen=True, slots=True, kw_only=True)
class Fynd:
    """Allt som kontrollerna fann under tidsramen, efter kod, och det som stoppades för varje risk, efter dess id."""

    tidsram: Tidsram
    kontroller: dict[str, Kontrollfynd]
    per_risk: dict[int, Stoppat]

    def of(self, koder: Collection[str]) -> list[Kontrollfynd]:
        """The controls of some codes, in order of code; one that the catalogue lacks is left out."""
        return [self.kontroller[kod] for kod in sorted(koder) if kod in self.kontroller]


def last_twelve_months(*, till: date | None = None) -> Tidsram:
    """The twelve months that end with the newest that has been controlled, or with `till`. One query at most."""
    if till is None:
        klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR).order_by("-manad")
        till = klara.values_list("manad", flat=True).first()
    if till is None:
        return Tidsram()
    nummer = till.year * 12 + till.month - MANADER
    return Tidsram(fran=date(nummer // 12, nummer % 12 + 1, 1), till=till.replace(day=1))


def findings(*, tidsram: Tidsram, dag: date) -> Fynd:
    """What every control of the catalogue found, and how it is held on a day. Five queries."""
    funnet = _from_ledger(tidsram)
    antecknat = _written_down(tidsram)
    nivaer = _levels(dag)
    return Fynd(
        tidsram=tidsram,
        kontroller={
            post.kod: _control(post, nivaer.get(post.kod), funnet.get(post.kod), antecknat.get(post.kod))
            for post in KATALOG
        },
        per_risk=_per_risk(tidsram),
    )


def _per_risk(tidsram: Tidsram) -> dict[int, Stoppat]:
    if tidsram.fran is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PER_RISK, {"fran": tidsram.fran, "till": tidsram.till})
        return {risk: Stoppat(antal, kronor.quantize(NOLL)) for risk, antal, kronor in cursor.fetchall()}


def _from_ledger(tidsram: Tidsram) -> dict[str, dict[str, Any]]:
    if tidsram.fran is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FUNNET, {"fran": tidsram.fran, "till": tidsram.till})
        namn = [kolumn.name for kolumn in cursor.description][1:]
        return {kod: dict(zip(namn, varden, strict=True)) for kod, *varden in cursor.fetchall()}


def _written_down(tidsram: Tidsram) -> dict[str, tuple[int, int]]:
    """How many notes of each manual control, and how many of them with a remark, since the first of the months."""
    if tidsram.fran is None:
        return {}
    anmarkning = Q(utfall=ManuellKontroll.Utfall.ANMARKNING)
    rader = ManuellKontroll.objects.filter(datum__gte=tidsram.fran).order_by().values("kod")
    return {
        rad["kod"]: (rad["antal"], rad["anmarkta"])
        for rad in rader.annotate(antal=Count("pk"), anmarkta=Count("pk", filter=anmarkning))
    }


def _levels(dag: date) -> dict[str, tuple[str, bool]]:
    """The level of each rule, and whether it is in use, by the rule set of a day; else as it is delivered."""
    try:
        rader = in_force(dag).rader.values_list("kod", "allvar", "i_bruk")
    except Regelverk.DoesNotExist:
        return {kod: (NIVAER[regel.allvar], regel.i_bruk) for kod, regel in load_rules().items()}
    return {kod: (NIVAER[Allvar(allvar)], i_bruk) for kod, allvar, i_bruk in rader}


def _control(
    post: Post, niva: tuple[str, bool] | None, funnet: dict[str, Any] | None, antecknat: tuple[int, int] | None
) -> Kontrollfynd:
    regel = load_rules().get(post.kod)
    if regel is not None:
        niva_ord, i_bruk = niva or (NIVAER[regel.allvar], False)
        tal = {namn: varde for namn, varde in (funnet or {}).items() if namn != "kronor"}
        kronor = Decimal((funnet or {}).get("kronor", 0)).quantize(NOLL)
        return Kontrollfynd(
            kod=post.kod,
            titel=post.titel,
            hur=Status.REGEL.value,
            niva="Ger tips" if regel.tips else niva_ord,
            i_bruk=i_bruk,
            kronor=f"{kronor:f}",
            **tal,
        )
    antal, anmarkta = antecknat or (0, 0)
    hur = Status.MANUELL if post.kod in manual_steps() else post.status
    return Kontrollfynd(kod=post.kod, titel=post.titel, hur=hur.value, anteckningar=antal, anmarkningar=anmarkta)
