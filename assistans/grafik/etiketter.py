"""Where the words beside a finding stand, so that they cover neither each other nor another finding."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LETTER, HEIGHT = 6.9, 13.0


class Ruta(NamedTuple):
    """A rectangle in the picture."""

    x: float
    y: float
    width: float
    height: float

    def grown(self, dx: float, dy: float) -> "Ruta":
        return Ruta(self.x - dx, self.y - dy, self.width + 2 * dx, self.height + 2 * dy)

    def meets(self, other: "Ruta") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def within(self, other: "Ruta") -> bool:
        return (
            other.x <= self.x
            and other.y <= self.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )

    def attributes(self) -> dict[str, float]:
        return {"x": self.x, "y": self.y, "width": self.width, "height": self.height}


class Fynd(NamedTuple):
    """A found row: its band and day, what is to be written beside it, and the space it takes with its ring."""

    band: int
    dag: int
    ord: str
    ruta: Ruta


class Plats(NamedTuple):
    """Words, where they begin (or end, with `ankare` end), and their base line."""

    ord: str
    x: float
    y: float
    ankare: str | None


def place_labels(fynd: Iterable[Fynd], undvik: Sequence[Ruta], inom: Ruta) -> Iterator[Plats]:
    """A place within `inom` for each run of findings: to the right, else to the left, above or below.

    Words never cover a finding or other words, and of the places left the one is taken that covers least of
    `undvik` (time rows, stays). When there is none, the finding is told by the description and the list beside
    the picture. The same words on days in a row are written once.
    """
    fynd = list(fynd)
    tagna = [ett.ruta for ett in fynd]
    for ord_, rutor in _runs(fynd):
        fria = [
            (plats, ruta)
            for plats, ruta in _candidates(ord_, rutor)
            if ruta.within(inom) and not any(ruta.meets(annan) for annan in tagna)
        ]
        if fria:
            plats, ruta = min(fria, key=lambda par: sum(par[1].meets(annan) for annan in undvik))
            tagna.append(ruta)
            yield plats


def _runs(fynd: list[Fynd]) -> Iterator[tuple[str, list[Ruta]]]:
    """Findings of one band with the same words on days in a row, as one."""
    kvar = sorted(fynd, key=lambda ett: (ett.band, ett.ord, ett.dag))
    while kvar:
        sist = kvar.pop(0)
        rutor = [sist.ruta]
        while kvar and (kvar[0].band, kvar[0].ord) == (sist.band, sist.ord) and kvar[0].dag <= sist.dag + 1:
            sist = kvar.pop(0)
            rutor.append(sist.ruta)
        yield sist.ord, rutor


def _candidates(ord_: str, rutor: list[Ruta]) -> Iterator[tuple[Plats, Ruta]]:
    bredd = len(ord_) * LETTER
    forsta, sista = rutor[0], rutor[-1]
    mitt = forsta.y + forsta.height / 2 + 4.5
    hoger, vanster = sista.x + sista.width + 4, forsta.x - 4
    yield Plats(ord_, hoger, mitt, None), Ruta(hoger, mitt - 11, bredd, HEIGHT)
    yield Plats(ord_, vanster, mitt, "end"), Ruta(vanster - bredd, mitt - 11, bredd, HEIGHT)
    for bas in (forsta.y - 4, forsta.y + forsta.height + 13):
        yield Plats(ord_, forsta.x, bas, None), Ruta(forsta.x, bas - 11, bredd, HEIGHT)
