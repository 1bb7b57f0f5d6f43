"""Fakturans kontroller: det som stoppar eller varnar efter tyngd, det som är godkänt och det som inte gäller."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kontroller.bedomningslage import Bedomningslage
from kontroller.motor import Verdikt
from kontroller.regel import TYNGD, Fynd, Utfall
from kontroller.regler import load_rules
from kontroller.sidor.siffror import figures_of

FLEST_LANKAR = 4
MINST_LIKA = 3
"""Så många ej bedömda kontroller med samma mening samlas under den, i stället för att säga den var för sig."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fyndpost:
    """En sak som kontrollen fann: meningen, talen, och raderna den pekar på som (text, adress i sidan)."""

    text: str
    siffror: list[tuple[str, str]]
    rader: list[tuple[str, str]]
    fler_rader: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollpost:
    """En kontroll och vad den kom fram till. `lage` är bedömningsläget för det som stoppar eller varnar."""

    kod: str
    version: int
    rubrik: str
    utfall: Utfall
    text: str
    lagrum: str
    kronor: Decimal | None
    fynd: list[Fyndpost]
    lage: Bedomningslage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollista:
    """Alla kontroller av en faktura."""

    att_bedoma: list[Kontrollpost]
    godkanda: list[Kontrollpost]
    ej_tillampliga: list[Kontrollpost]
    ej_i_bruk: int

    @property
    def antal(self) -> int:
        """How many controls there were."""
        return len(self.att_bedoma) + len(self.godkanda) + len(self.ej_tillampliga)


def list_controls(
    verdikt: Iterable[Verdikt], lagen: Iterable[Bedomningslage], platser: Mapping[int, str], rad_id: Mapping[str, int]
) -> Kontrollista:
    """The controls of an invoice.

    `platser` are places in the month pictures by time row, `rad_id` the ids of the invoice lines by their number.
    """
    av_regel = {lage.utfallsrad.regel: lage for lage in lagen}
    poster = [_entry(v, av_regel.get(v.regel), platser, rad_id) for v in verdikt]
    i_bruk = {v.regel for v in verdikt if v.i_bruk}
    return Kontrollista(
        att_bedoma=sorted(
            (p for p in poster if p.utfall in (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)),
            key=lambda p: (TYNGD[p.utfall], -(p.kronor or 0), p.kod),
        ),
        godkanda=[p for p in poster if p.utfall == Utfall.GODKAND],
        ej_tillampliga=[p for p in poster if p.utfall == Utfall.EJ_TILLAMPLIG],
        ej_i_bruk=sum(p.kod not in i_bruk for p in poster),
    )


def list_hints(tips: Iterable[Verdikt], platser: Mapping[int, str], rad_id: Mapping[str, int]) -> list[Kontrollpost]:
    """What the hints found, which nobody has to assess, with the rows that caused each."""
    return [_entry(ett, None, platser, rad_id) for ett in tips]


def alike(poster: Iterable[Kontrollpost]) -> dict[str, list[Kontrollpost]]:
    """The controls that could not be judged for one and the same reason, by its sentence, when they are many."""
    samma: dict[str, list[Kontrollpost]] = {}
    for post in poster:
        if post.utfall == Utfall.EJ_BEDOMD:
            samma.setdefault(post.text, []).append(post)
    return {text: lika for text, lika in samma.items() if len(lika) >= MINST_LIKA}


def _entry(
    verdikt: Verdikt, lage: Bedomningslage | None, platser: Mapping[int, str], rad_id: Mapping[str, int]
) -> Kontrollpost:
    regel = load_rules().get(verdikt.regel)
    return Kontrollpost(
        kod=verdikt.regel,
        version=verdikt.version,
        # A rule that has left the program keeps its code as name in what it once found.
        rubrik=regel.rubrik if regel else verdikt.regel,
        utfall=verdikt.utfall,
        text=verdikt.text,
        lagrum=verdikt.lagrum,
        kronor=verdikt.kronor,
        fynd=[_finding(f, platser, rad_id) for f in verdikt.fynd if f.utfall == verdikt.utfall],
        lage=lage,
    )


def _finding(fynd: Fynd, platser: Mapping[int, str], rad_id: Mapping[str, int]) -> Fyndpost:
    lankar = list(_links(fynd, platser, rad_id))
    return Fyndpost(
        text=fynd.text,
        siffror=figures_of(fynd.matt),
        rader=lankar[:FLEST_LANKAR],
        fler_rader=max(len(lankar) - FLEST_LANKAR, 0),
    )


def _links(fynd: Fynd, platser: Mapping[int, str], rad_id: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """Every row that is pointed out, with the place on the page where it stands; empty when it stands elsewhere."""
    tidrader = fynd.tidrader if len(fynd.tidrader) == len(fynd.rader) else ()
    for nummer, text in enumerate(fynd.rader):
        if tidrader and tidrader[nummer] in platser:
            yield text.removeprefix("rapport "), f"#{platser[tidrader[nummer]]}"
        elif (rad := text.removeprefix("fakturarad ")) in rad_id:
            yield text, f"#fakturarad-{rad_id[rad]}"
        else:
            yield text, ""
