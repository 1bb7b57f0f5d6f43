"""Vad andra kommuner ersätter per timme, som i figur 3 i revisionsrapporten 2015:3."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from assistans.svenska import antal_i_ord, decimal, kronor, sortnyckel, upprakning
from beslut.models import Kommunbelopp

TILLAGG = {
    Kommunbelopp.Kategori.ANHORIG: "om anhörig är assistent",
    Kommunbelopp.Kategori.NATT: "om natt ingår i assistansen",
}
SCHABLONEN = "Statliga schablonen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kommunrad:
    """En kommuns belopp ett år. `belopp` är kronor per timme för alla timmar, None när det inte är känt."""

    kommun: str
    ar: int
    ersattning: str
    belopp: Decimal | None
    egen: bool
    uppgifter: tuple[Kommunbelopp, ...]

    @property
    def tillagg(self) -> list[tuple[str, Decimal]]:
        """The other amounts of the municipality, with when they hold."""
        return [(TILLAGG[u.kategori], u.belopp) for u in self.uppgifter if u.kategori in TILLAGG and u.belopp]

    @property
    def kallor(self) -> str:
        return upprakning(list(dict.fromkeys(u.kalla for u in self.uppgifter)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Jamforelse:
    """Kommunerna i bokstavsordning, schablonen det året (None när den inte är registrerad), och vad det säger."""

    ar: int
    rader: tuple[Kommunrad, ...]
    schablon: Decimal | None

    @property
    def andra(self) -> list[Kommunrad]:
        """The other municipalities whose amount is known."""
        return [rad for rad in self.rader if not rad.egen and rad.belopp is not None]

    def lower_than(self, belopp: Decimal) -> int:
        return sum(rad.belopp < belopp for rad in self.andra)

    def in_words(self, belopp: Decimal | None, kallas: str) -> str:
        """`Fem av åtta har ett lägre belopp än statens 284 kr.` Empty when there is nothing to count."""
        if belopp is None or not self.andra:
            return ""
        har = self.lower_than(belopp)
        forst = "Ingen" if not har else antal_i_ord(har, "", "", utrum=True).strip().capitalize()
        alla = antal_i_ord(len(self.andra), "", "", utrum=True).strip()
        return f"{forst} av {alla} har ett lägre belopp än {kallas} {short(belopp)}."


def compare(uppgifter: Iterable[Kommunbelopp], *, ar: int, schablon: Decimal | None, egen: str) -> Jamforelse:
    """The municipalities in a year. One without an amount that year stands with its latest before it.

    `egen` is what the installation's own municipality is called; it is shown, but not counted among the others.
    """
    till_och_med = sorted((u for u in uppgifter if u.ar <= ar), key=lambda u: (sortnyckel(u.kommun), u.kommun))
    rader = []
    for kommun, alla in groupby(till_och_med, key=lambda u: u.kommun):
        alla = list(alla)
        senast = max(u.ar for u in alla)
        rader.append(_row(kommun, senast, [u for u in alla if u.ar == senast], ar, schablon, egen))
    return Jamforelse(ar=ar, rader=tuple(rader), schablon=schablon)


def _row(
    kommun: str, senast: int, uppgifter: list[Kommunbelopp], ar: int, schablon: Decimal | None, egen: str
) -> Kommunrad:
    ordning = list(Kommunbelopp.Kategori)
    uppgifter = sorted(uppgifter, key=lambda u: ordning.index(u.kategori))
    ersattning = " och ".join(_told(u) for u in uppgifter)
    standard = next((u for u in uppgifter if u.kategori == Kommunbelopp.Kategori.STANDARD), None)
    # An older year's schablon is another amount, and not asked for here.
    foljer = standard is not None and standard.foljer_schablon and senast == ar
    return Kommunrad(
        kommun=kommun,
        ar=senast,
        ersattning=ersattning if senast == ar else f"{ersattning} ({senast})",
        belopp=schablon if foljer else standard.belopp if standard else None,
        egen=is_own(kommun, egen),
        uppgifter=tuple(uppgifter),
    )


def is_own(kommun: str, egen: str) -> bool:
    """Whether a name is that of the own municipality, which may be called Linköpings kommun or Solna stad."""
    stam = egen.lower().removesuffix(" kommun").removesuffix(" stad")
    return bool(stam) and stam in {kommun.lower(), f"{kommun.lower()}s"}


def _told(uppgift: Kommunbelopp) -> str:
    vad = SCHABLONEN if uppgift.foljer_schablon else short(uppgift.belopp)
    return f"{vad} {TILLAGG[uppgift.kategori]}" if uppgift.kategori in TILLAGG else vad


def short(belopp: Decimal) -> str:
    """284 kr, or 295,40 kr where there are öre to tell."""
    return kronor(belopp) if belopp % 1 else f"{decimal(belopp, 0)}\u00a0kr"
