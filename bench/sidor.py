"""Sidorna som mäts: alla i `tests/webblasare/sidor.py`, startsidan för varje roll, delarna, och listorna på djupet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from assistans.roller import Roll
from bench.argument import UnknownArgument, point_out
from tests.webblasare.sidor import SIDOR, Sida

GOLV = "golv"

DELAR = {
    "kontroller:forlopp": Sida(Roll.ADMINISTRATIV_ASSISTENT, ("manad",)),
    "kontroller:fullstandighetsrad": Sida(Roll.ADMINISTRATIV_ASSISTENT, ("manad",)),
    "kontroller:rapportlage": Sida(Roll.CONTROLLER, ("rapporttid",)),
}
"""Delar av sidor som hämtas gång på gång."""

SISTA_SIDAN = ("sista sidan", {"sida": "9999"})
LISTNAMN = "_lista"
"""En sida som heter så är en lista, och dess sista sida mäts också: det är där det kostar att hoppa fram."""

VARIANTER: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "fakturor:redovisningar": (SISTA_SIDAN,),
    "kontroller:manad": (("ordnad efter anordnare", {"ordna": "anordnare"}), ("sökning", {"q": "prov"})),
}
"""Samma sida med frågetecken i adressen."""

SOKNINGAR = {
    "beslut:brukare_lista": {"sok": "prov"},
    "beslut:anordnare_lista": {"sok": "prov"},
    "sok": {"q": "prov"},
}
"""Sökningar som skickas, eftersom ord att söka på inte får stå i en adress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Besok:
    """En sida att öppna: vad den heter i tabellen, i vilken roll, var, och vad som skickas om något skickas."""

    namn: str
    roll: Roll | None
    adress: str
    skickas: Mapping[str, str] | None = None


@dataclass(slots=True)
class Urval:
    """Besöken som går att göra, och sidorna vars adress inte går att bygga, med skälet."""

    besok: list[Besok] = field(default_factory=list)
    okanda: dict[str, str] = field(default_factory=dict)


def all_visits(sidor: Mapping[str, Sida] = SIDOR) -> Urval:
    """Every visit that is measured, the floor first. A page whose address cannot be built is named with the reason."""
    urval = Urval([Besok(namn=GOLV, roll=Roll.HANDLAGGARE, adress=reverse(GOLV))])
    pekar: dict[str, object] = {}
    for namn, sida in {**sidor, **DELAR}.items():
        try:
            for vad in sida.argument:
                pekar[vad] = pekar[vad] if vad in pekar else point_out(vad)
            adress = reverse(namn, args=[pekar[vad] for vad in sida.argument])
        except UnknownArgument as okand:
            urval.okanda[namn] = str(okand)
        except NoReverseMatch:
            urval.okanda[namn] = f"Adressen tar inte emot argumenten {', '.join(sida.argument) or 'inga'}."
        else:
            urval.besok += _visits(namn, sida, adress)
    return urval


def _visits(namn: str, sida: Sida, adress: str) -> Iterator[Besok]:
    if namn == "start":
        yield from (Besok(namn=f"start, {roll.value}", roll=roll, adress=adress) for roll in Roll)
        return
    yield Besok(namn=namn, roll=sida.roll, adress=adress)
    for vad, fraga in VARIANTER.get(namn, (SISTA_SIDAN,) if namn.endswith(LISTNAMN) else ()):
        yield Besok(namn=f"{namn}, {vad}", roll=sida.roll, adress=f"{adress}?{urlencode(fraga)}")
    if namn in SOKNINGAR:
        yield Besok(namn=f"{namn}, sökning", roll=sida.roll, adress=adress, skickas=SOKNINGAR[namn])
