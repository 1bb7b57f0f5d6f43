"""Pengarna: var periodens underlag står, och vad som betalades, kom tillbaka, drogs av och krävdes åter under perioden.

Antalet personer bakom ett återkrav eller en nedsättning står bara när de är minst fem. Beloppen är summor för alla slag
tillsammans: vem det krävs av, och på vilken grund, syns inte.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from assistans.svenska import antal, kronor
from fakturor.flode import Status
from kontroller.loading.belopp import exact
from kontroller.rapport.avsnitt import Avsnitt, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.ord import upper_first
from kontroller.rapport.period import Period
from kontroller.rapport.summor import MINST_PERSONER

NOLL = Decimal("0.00")
LAGEN = (
    ("Utbetalt", (Status.UTBETALD,)),
    ("Lämnat till banken", (Status.I_UTBETALNING,)),
    ("Godkänt för betalning", (Status.GODKAND,)),
    ("Inte godkänt än", (Status.MOTTAGEN, Status.OMATCHAD, Status.STOPPAD, Status.KONTROLLERAD, Status.GRANSKAD)),
    ("Avvisat eller krediterat", (Status.AVVISAD, Status.KREDITERAD)),
)
"""Där ett underlag kan stå, i ord, med stegen som hör dit."""

UNDERLAG = """
SELECT f.status, count(*), sum(CASE WHEN f.typ = 'kreditnota' THEN -1 ELSE 1 END * f.att_betala),
       sum(CASE WHEN f.typ = 'kreditnota' THEN -1 ELSE 1 END * godkant_belopp(f.id))
FROM fakturor_faktura f
WHERE EXISTS (SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = f.id AND r.manad = ANY(%(manader)s))
GROUP BY f.status
"""
HANDELSER = """
SELECT b.utfall, count(*), sum(p.belopp), 0
FROM fakturor_betalbesked b JOIN fakturor_betalning p ON p.id = b.betalning_id
WHERE b.datum BETWEEN %(fran)s AND %(tom)s GROUP BY b.utfall
UNION ALL
SELECT 'retur', count(*), sum(belopp), 0 FROM fakturor_betalningsretur WHERE datum BETWEEN %(fran)s AND %(tom)s
UNION ALL
SELECT 'nedsatt', count(DISTINCT n.id), sum(p.belopp), (
    SELECT count(DISTINCT r.brukare_id)
    FROM fakturor_fakturarad r JOIN fakturor_nedsattning m ON m.faktura_id = r.faktura_id
    WHERE m.status = 'beslutad' AND m.beslutad >= %(borjar)s AND m.beslutad < %(slutar)s)
FROM fakturor_nedsattning n JOIN fakturor_nedsattningspost p ON p.nedsattning_id = n.id
WHERE n.status = 'beslutad' AND n.beslutad >= %(borjar)s AND n.beslutad < %(slutar)s
UNION ALL
SELECT 'upprattat', count(DISTINCT a.id), sum(p.belopp), count(DISTINCT r.brukare_id)
FROM fakturor_aterkrav a JOIN fakturor_aterkravspost p ON p.aterkrav_id = a.id
LEFT JOIN LATERAL (SELECT brukare_id FROM fakturor_fakturarad WHERE faktura_id = p.faktura_id LIMIT 1) r ON true
WHERE a.upprattat >= %(borjar)s AND a.upprattat < %(slutar)s
UNION ALL
SELECT 'beslutat', count(*), sum(a.beslutat_belopp), count(DISTINCT coalesce(a.brukare_id, -a.id))
FROM fakturor_aterkrav a WHERE a.beslutat >= %(borjar)s AND a.beslutat < %(slutar)s
UNION ALL
SELECT b.slag, count(*), sum(b.belopp), count(DISTINCT coalesce(a.brukare_id, -a.id))
FROM fakturor_aterbetalning b JOIN fakturor_aterkrav a ON a.id = b.aterkrav_id
WHERE b.datum BETWEEN %(fran)s AND %(tom)s GROUP BY b.slag
"""
RADER = (
    ("utford", "Betalt av banken"),
    ("avvisad", "Avvisat av banken"),
    ("retur", "Kom tillbaka efter betalningen"),
    ("nedsatt", "Avdraget genom beslutade nedsättningar"),
    ("upprattat", "Upptaget i nya återkrav"),
    ("beslutat", "Krävt genom beslut"),
    ("betalning", "Återbetalt till kommunen"),
    ("avskrivning", "Avskrivet"),
    ("utbetalning", "Lämnat tillbaka av kommunen"),
    ("avrakning", "Avräknat av kommunen"),
)
"""Vad som räknas under perioden, i ordning, och vad det heter i rapporten."""
OM_PERSONER = frozenset({"nedsatt", "upprattat", "beslutat", "betalning", "avskrivning", "utbetalning", "avrakning"})
OM_ALLT = ("utford", "avvisad", "retur", "nedsatt", "upprattat", "beslutat", "betalning")
"""The rows that are told also when they are nothing."""


@dataclass(frozen=True, slots=True)
class Summa:
    """Så många och så mycket; `personer` är hur många personer som står bakom, där det rör någon."""

    antal: int = 0
    kronor: Decimal = NOLL
    personer: int = 0


@dataclass(frozen=True, slots=True)
class Lage:
    """Underlag som står någonstans: antalet, det de begär, och det som är godkänt att betala av det."""

    antal: int = 0
    begart: Decimal = NOLL
    godkant: Decimal = NOLL


def section(period: Period) -> Avsnitt | None:
    """Where the period's documents stand, and what happened to money within its dates. Two queries."""
    lagen, handelser = _states(period), _events(period)
    if not lagen and not any(summa.antal for summa in handelser.values()):
        return None
    return Avsnitt(
        kod="utbetalningar",
        rubrik="Utbetalningar och återkrav",
        stycken=tuple(_in_words(lagen, handelser, period)),
        tabeller=(*([_state_table(lagen)] if lagen else []), _event_table(handelser, period)),
    )


def _states(period: Period) -> dict[str, Lage]:
    per: dict[str, Lage] = defaultdict(Lage)
    for status, n, begart, godkant in _fetch(UNDERLAG, {"manader": list(period.tidrymd.manader)}):
        ord_ = next(namn for namn, stegen in LAGEN if status in stegen)
        fore = per[ord_]
        per[ord_] = Lage(fore.antal + n, fore.begart + exact(begart), fore.godkant + exact(godkant))
    return dict(per)


def _events(period: Period) -> dict[str, Summa]:
    zon = timezone.get_default_timezone()
    varden = {
        "fran": period.fran,
        "tom": period.tom,
        "borjar": datetime.combine(period.fran, time(), zon),
        "slutar": datetime.combine(period.tom + timedelta(days=1), time(), zon),
    }
    return {slag: Summa(n, exact(summa or NOLL), personer) for slag, n, summa, personer in _fetch(HANDELSER, varden)}


def _fetch(sql: str, varden: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()


def _in_words(lagen: Mapping[str, Lage], handelser: Mapping[str, Summa], period: Period) -> Iterator[str]:
    if lagen:
        yield f"Av det som begärs för {period.namn} är {_standing(lagen)}.{_reduced(lagen)}"
    yield f"{_when(period)} {_paid(handelser)}{_sent_back(handelser)}"
    yield _reclaims(handelser)


def _when(period: Period) -> str:
    return f"Under {period.namn}"


def _standing(lagen: Mapping[str, Lage]) -> str:
    betalt, banken, godkant = (lagen.get(namn, Lage()) for namn, _ in LAGEN[:3])
    return (
        f"{_kr(betalt.godkant)} utbetalt, {_kr(banken.godkant)} lämnat till banken och {_kr(godkant.godkant)} godkänt "
        "men inte lämnat än"
    )


def _reduced(lagen: Mapping[str, Lage]) -> str:
    avdraget = sum((lage.begart - lage.godkant for lage in lagen.values()), NOLL)
    return f" {upper_first(_kr(avdraget))} är avdraget genom beslutade nedsättningar." if avdraget else ""


def _paid(handelser: Mapping[str, Summa]) -> str:
    utford = handelser.get("utford", Summa())
    if not utford.antal:
        return "betalade banken inget."
    return f"betalade banken {_kr(utford.kronor)} i {antal(utford.antal, 'betalning', 'betalningar')}."


def _sent_back(handelser: Mapping[str, Summa]) -> str:
    avvisad, retur = handelser.get("avvisad", Summa()), handelser.get("retur", Summa())
    if not avvisad.antal and not retur.antal:
        return " Ingen betalning kom tillbaka."
    return f" {_kr(avvisad.kronor)} avvisades, och {_kr(retur.kronor)} kom tillbaka efter att det hade betalats."


def _reclaims(handelser: Mapping[str, Summa]) -> str:
    if not any(handelser.get(slag, Summa()).antal for slag in ("upprattat", "beslutat", "betalning", "avskrivning")):
        return "Inget krävdes åter, och inget betalades åter till kommunen."
    upprattat, beslutat, betalt, avskrivet = (
        handelser.get(slag, Summa()).kronor for slag in ("upprattat", "beslutat", "betalning", "avskrivning")
    )
    return (
        f"{_kr(upprattat)} togs upp i nya återkrav, {_kr(beslutat)} krävdes genom beslut, {_kr(betalt)} betalades åter "
        f"och {_kr(avskrivet)} skrevs av."
    )


def _state_table(lagen: Mapping[str, Lage]) -> Tabell:
    rader: list[tuple[Cell, ...]] = [
        (namn, lage.antal, lage.begart, lage.godkant) for namn, _ in LAGEN if (lage := lagen.get(namn, Lage())).antal
    ]
    rader.append(
        (
            "Alla underlag",
            sum(lage.antal for lage in lagen.values()),
            sum((lage.begart for lage in lagen.values()), NOLL),
            sum((lage.godkant for lage in lagen.values()), NOLL),
        )
    )
    return Tabell(
        kod="underlagens-pengar",
        rubrik="Var pengarna för periodens underlag står",
        kolumner=(
            *(Kolumn("Läge"), Kolumn("Underlag", Slag.HELTAL)),
            *(Kolumn("Begärt, kr", Slag.KRONOR), Kolumn("Efter nedsättning, kr", Slag.KRONOR)),
        ),
        rader=tuple(rader),
        not_under="Kreditfakturor räknas av. Sjuklöneansökningar är med.",
        summa=True,
    )


def _event_table(handelser: Mapping[str, Summa], period: Period) -> Tabell:
    return Tabell(
        kod="pengar-under-perioden",
        rubrik=f"Vad som hände med pengar under {period.namn}",
        kolumner=(Kolumn("Vad"), Kolumn("Antal", Slag.HELTAL), Kolumn("Kronor", Slag.KRONOR)),
        rader=tuple(
            (namn, _count(slag, summa), summa.kronor)
            for slag, namn in RADER
            if (summa := handelser.get(slag, Summa())).antal or slag in OM_ALLT
        ),
        not_under=(
            "Efter dagen då banken betalade, beslutet fattades eller pengarna kom, oavsett vilken månad det gällde. "
            "Ett streck är ett antal som rör färre än fem personer."
        ),
    )


def _count(slag: str, summa: Summa) -> int | None:
    for_fa = slag in OM_PERSONER and 0 < summa.personer < MINST_PERSONER
    return None if for_fa else summa.antal


def _kr(belopp: Decimal) -> str:
    return kronor(belopp, oren=False)
