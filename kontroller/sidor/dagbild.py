"""Månaden dag för dag, ur lagrade fakta: bilden, och samma sak som tabell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from assistans.grafik import Band, Manadsbild, Rad, Spann, Svg, Vistelse, forklaring, manadsbild, row_id
from assistans.svenska import decimal, klocktid
from assistans.tid import days_of_month
from kontroller.berakning import granted_payable_minutes
from kontroller.fakta import Beslutsrad, Fakta, Rapport, Redovisning, Tidrad
from kontroller.fakta import Vistelse as Faktavistelse
from kontroller.ivo import is_in_force, notifications, permits
from kontroller.loading.belopp import exact
from kontroller.motor import Verdikt
from kontroller.regel import TYNGD, Utfall
from kontroller.sidor.tre_sidor import decisions_of_month
from kontroller.underlag import kind_text

LAGEN = {Utfall.AVVIKELSE: "avvikelse", Utfall.EJ_BEDOMD: "avvikelse", Utfall.VARNING: "varning"}
VISTELSER = {
    "sjukhus": "Sjukhus",
    "korttidsvistelse": "Korttidsvistelse",
    "daglig_verksamhet": "Daglig verksamhet",
    "skola": "Skola",
    "barnomsorg": "Barnomsorg",
    "annat": "Annan vistelse",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabellrad:
    """En tidrad i tabellen bredvid bilden. `fynd` är kontrollernas koder."""

    id: int
    dag: date
    assistent: str
    start: int
    slut: int
    slag: str
    minuter: int
    rapport: str
    utfall: Utfall | None
    fynd: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dagbild:
    """En redovisnings månad. `platser` är id i bilden för tidrader med fynd, efter tidradens id."""

    redovisning: int
    referens: str
    manad: date
    bild: Svg
    forklaring: list[tuple[Svg, str]]
    rader: list[Tabellrad]
    platser: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Fynd:
    """Det tyngsta som pekar ut en tidrad, och alla koder som gör det."""

    utfall: Utfall
    koder: tuple[str, ...]


def month_picture(
    fakta: Fakta, redovisning: Redovisning, verdikt: Iterable[Verdikt], namn: Mapping[int, str]
) -> Dagbild:
    """The month of one dossier. `namn` are the assistants' names by person, for those who may see them."""
    fynd = _findings_by_row(verdikt)
    prefix = f"bild-{redovisning.id}"
    assistenter = name_assistants(redovisning, namn)
    band = {person: _band(redovisning, person, vem, fynd) for person, vem in assistenter.items()}
    bild = Manadsbild(
        manad=redovisning.manad,
        referens=redovisning.brukare.referens,
        band=tuple(band.values()),
        tillstand=_permits(fakta, redovisning),
        beslut=tuple(_decision(rad, redovisning) for rad in decisions_of_month(redovisning)),
        vistelser=tuple(_stay(v) for v in redovisning.brukare.vistelser if _within(v, redovisning)),
        snitt_per_dag=granted_payable_minutes(redovisning) / redovisning.sista_dag.day or None,
        tillstand_rubrik="Anmäld till IVO" if redovisning.former() == {"C"} else "IVO-tillstånd",
    )
    return Dagbild(
        redovisning=redovisning.id,
        referens=redovisning.brukare.referens,
        manad=redovisning.manad,
        bild=manadsbild(bild, id_prefix=prefix),
        forklaring=forklaring(bild),
        rader=_table(redovisning, assistenter, fynd),
        platser=_places(redovisning, list(band), fynd, prefix),
    )


def name_assistants(redovisning: Redovisning, namn: Mapping[int, str]) -> dict[int, str]:
    """What each assistant of the dossier is called: by name where it may be shown, else by number."""
    personer = dict.fromkeys(rapport.assistent.person for rapport in redovisning.rapporter)
    return {person: namn.get(person, f"Assistent {nummer}") for nummer, person in enumerate(personer, start=1)}


def _findings_by_row(verdikt: Iterable[Verdikt]) -> dict[int, _Fynd]:
    per_rad: dict[int, _Fynd] = {}
    for v in verdikt:
        for fynd in v.fynd:
            if fynd.utfall not in LAGEN:
                continue
            for rad in fynd.tidrader:
                finns = per_rad.get(rad)
                koder = finns.koder if finns else ()
                per_rad[rad] = _Fynd(
                    min([fynd.utfall, *([finns.utfall] if finns else [])], key=TYNGD.__getitem__),
                    koder if v.regel in koder else (*koder, v.regel),
                )
    return per_rad


def _rows_of(redovisning: Redovisning, person: int) -> list[tuple[Rapport, Tidrad]]:
    return [(rapport, rad) for rapport, rad in redovisning.tidrader if rapport.assistent.person == person]


def _band(redovisning: Redovisning, person: int, namn: str, fynd: Mapping[int, _Fynd]) -> Band:
    rader = [rad for _, rad in _rows_of(redovisning, person)]
    timmar = f"{klocktid(sum(rad.minuter for rad in rader))}\u00a0tim"
    return Band(namn=namn, timmar_text=timmar, rader=tuple(_row(rad, fynd.get(rad.id)) for rad in rader))


def _row(rad: Tidrad, fynd: _Fynd | None) -> Rad:
    return Rad(
        dag=rad.datum.day,
        start=rad.start,
        slut=rad.slut,
        lage=LAGEN[fynd.utfall] if fynd else "rad",
        kod=", ".join(fynd.koder) if fynd else None,
        minuter=rad.minuter,
    )


def _places(redovisning: Redovisning, personer: list[int], fynd: Mapping[int, _Fynd], prefix: str) -> dict[int, str]:
    return {
        rad.id: row_id(prefix, nummer, _row(rad, fynd[rad.id]))
        for nummer, person in enumerate(personer)
        for _, rad in _rows_of(redovisning, person)
        if rad.id in fynd
    }


def _table(redovisning: Redovisning, namn: Mapping[int, str], fynd: Mapping[int, _Fynd]) -> list[Tabellrad]:
    rader = [
        Tabellrad(
            id=rad.id,
            dag=rad.datum,
            assistent=namn[rapport.assistent.person],
            start=rad.start,
            slut=rad.slut,
            slag=kind_text(rad.tidstyp, rad.dubbel),
            minuter=rad.minuter,
            rapport=rapport.kod,
            utfall=fynd[rad.id].utfall if rad.id in fynd else None,
            fynd=fynd[rad.id].koder if rad.id in fynd else (),
        )
        for rapport, rad in redovisning.tidrader
    ]
    return sorted(rader, key=lambda rad: (rad.dag, rad.start, rad.assistent))


def _permits(fakta: Fakta, redovisning: Redovisning) -> tuple[Spann, ...] | None:
    """The days with a permit (or, for an own employer, a notification); None where neither is required or known."""
    former = redovisning.former()
    if fakta.anordnare is None or not former or former == {"A"}:
        return None
    rader = notifications(fakta.anordnare) if former == {"C"} else permits(fakta.anordnare)
    dagar = [dag for dag in days_of_month(redovisning.manad) if any(is_in_force(rad, dag) for rad in rader)]
    return tuple(_spans(dagar))


def _spans(dagar: list[date]) -> list[Spann]:
    spann: list[Spann] = []
    for dag in dagar:
        if spann and spann[-1].tom == dag.day - 1:
            spann[-1] = Spann(spann[-1].fran, dag.day)
        else:
            spann.append(Spann(dag.day, dag.day))
    return spann


def _decision(rad: Beslutsrad, redovisning: Redovisning) -> Spann:
    fran = max(rad.fran, redovisning.manad)
    tom = min(rad.tom or redovisning.sista_dag, redovisning.sista_dag)
    enhet = "veckan" if rad.enhet == "vecka" else "månaden"
    tid = f"{decimal(exact(rad.timmar, 0))} tim i {enhet}, {kind_text(rad.tidstyp, rad.dubbel)}"
    return Spann(fran.day, tom.day, f"Beslut {rad.diarienummer} rad {rad.rad}: {tid}")


def _within(vistelse: Faktavistelse, redovisning: Redovisning) -> bool:
    sista = vistelse.sista_dag or redovisning.sista_dag
    return vistelse.forsta_dag <= redovisning.sista_dag and sista >= redovisning.manad


def _stay(vistelse: Faktavistelse) -> Vistelse:
    slut = None if vistelse.slutar is None else _instant(vistelse.slutar)
    return Vistelse(_instant(vistelse.borjar), slut, VISTELSER[vistelse.typ])


def _instant(minuter: int) -> datetime:
    """Facts count whole minutes since 1970-01-01 UTC."""
    return datetime.fromtimestamp(minuter * 60, UTC)
