"""E01: en assistent på två ställen samtidigt."""

from collections.abc import Iterator

from assistans.svenska import datum_kort, tidsspann
from kontroller.bevis import missing_report, person_month, point_at, worth
from kontroller.fakta import AnnatPass, Fakta, Rapport, Redovisning, Tidrad
from kontroller.overlapp import overlapping_pairs
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop


@regel(
    kod="E01",
    version=1,
    rubrik="Samma assistent på två ställen",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
)
def assistent_pa_tva_stallen(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En assistent kan inte arbeta på två ställen på samma gång.

    Tiden jämförs med assistentens alla andra pass i kommunen, oavsett person och anordnare, och med de andra raderna
    här. Ett pass som börjar när ett annat slutar är inget fel.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        fynd = [*_collisions(fakta, redovisning)]
        yield from fynd
        if not fynd:
            rader = len(redovisning.tidrader)
            yield ok(
                f"Ingen assistent för {person_month(redovisning)} har tid på två ställen samtidigt.",
                redovisning=redovisning.id,
                matt={"rader_antal": rader, "gemensamma_minuter": 0},
            )


def _collisions(fakta: Fakta, redovisning: Redovisning) -> Iterator[Fynd]:
    """One finding per two rows that share time. A minute of a row is questioned once, however many rows it meets."""
    if redovisning.rader_skilda and not redovisning.assistenternas_andra_pass:
        return
    andra: dict[int, list[AnnatPass]] = {}
    for annat in redovisning.assistenternas_andra_pass:
        andra.setdefault(annat.assistent, []).append(annat)

    for assistent, egna in _rows_by_assistant(redovisning).items():
        pass_ = [rad for _, rad in egna] + andra.get(assistent, [])
        raknade: dict[int, set[int]] = {}
        for forst, sedan in sorted(overlapping_pairs([(p.borjar, p.slutar) for p in pass_])):
            if forst >= len(egna):
                continue
            rapport, rad = egna[forst]
            if sedan < len(egna):
                fraga, har = egna[sedan][1], [egna[forst], egna[sedan]]
                plats = "på två rader i samma rapport" if egna[sedan][0] is rapport else "i två rapporter här"
            else:
                fraga, har = rad, [egna[forst]]
                plats = _elsewhere(redovisning, pass_[sedan])
            gemensam = _shared(rad, pass_[sedan])
            nya = set(range(*gemensam)) - raknade.setdefault(fraga.id, set())
            raknade[fraga.id] |= nya
            yield stop(
                f"En assistent har tid den {datum_kort(rad.datum)} {_clock(rad, pass_[sedan])} {plats}.",
                redovisning=redovisning.id,
                matt={"gemensamma_minuter": gemensam[1] - gemensam[0], "annat_pass": _name(pass_[sedan])},
                kronor=worth(fakta, redovisning, [(fraga.tidstyp, len(nya))]),
                **point_at(har),
            )


def _rows_by_assistant(redovisning: Redovisning) -> dict[int, list[tuple[Rapport, Tidrad]]]:
    grupper: dict[int, list[tuple[Rapport, Tidrad]]] = {}
    for rapport in redovisning.rapporter:
        grupper.setdefault(rapport.assistent.person, []).extend((rapport, rad) for rad in rapport.rader)
    return grupper


def _elsewhere(redovisning: Redovisning, annat: Tidrad | AnnatPass) -> str:
    if isinstance(annat, AnnatPass) and annat.brukare == redovisning.brukare.id:
        return "både här och hos samma brukare i en annan redovisning"
    return "både här och hos en annan brukare"


def _shared(rad: Tidrad, annat: Tidrad | AnnatPass) -> tuple[int, int]:
    return max(rad.borjar, annat.borjar), min(rad.slutar, annat.slutar)


def _clock(rad: Tidrad, annat: Tidrad | AnnatPass) -> str:
    """The shared time as the clock showed it: the later start to the earlier end, each from the row that has it."""
    start = max((rad, annat), key=lambda p: p.borjar).start
    slut = min((rad, annat), key=lambda p: p.slutar).slut
    return tidsspann(start, slut)


def _name(annat: Tidrad | AnnatPass) -> str:
    return f"{annat.datum.isoformat()} {tidsspann(annat.start, annat.slut)}"
