"""De manuella kontrollerna: det i katalogen som inga data kan avgöra, så att en människa ser efter och skriver vad hon
såg.

Vilka av dem som kommunen ber om bestämmer den själv. De stoppar ingen betalning. En kontroll som har blivit en regel
frågas inte efter här längre. Utan Django.
"""

from dataclasses import dataclass
from enum import StrEnum

from kontroller.regler import load_rules


class Objekt(StrEnum):
    """Vad en manuell kontroll gäller."""

    FAKTURA = "faktura"
    REDOVISNING = "redovisning"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManuelltSteg:
    """En kontroll som en människa gör: vad man ser efter, på vilken grund, och vem som får göra den.

    `far_goras` är rättigheter som var för sig räcker.
    """

    kod: str
    se_efter: str
    grund: str
    objekt: Objekt
    far_goras: frozenset[str]


BEDOMARE = frozenset({"kontroller.bedoma"})
GRANSKARE = frozenset({"kontroller.bedoma", "kontroller.granskningsattest"})
ATTESTANTER = frozenset({"kontroller.bedoma", "kontroller.granskningsattest", "kontroller.beslutsattest"})

STEG: tuple[ManuelltSteg, ...] = (
    ManuelltSteg(
        kod="A10",
        se_efter="Om Försäkringskassan har fått en ansökan om assistansersättning, och om tid som kommunen har "
        "betalat kan komma att täckas av ett beslut som gäller bakåt i tiden.",
        grund="15 § 8 LSS, 51 kap. SFB",
        objekt=Objekt.REDOVISNING,
        far_goras=BEDOMARE,
    ),
    ManuelltSteg(
        kod="D08",
        se_efter="Att det som begärs kommer med en försäkran om att uppgifterna är riktiga och att ingen del av "
        "tiden är sådan som 9 d § LSS undantar, undertecknad av den som begär ersättning.",
        grund="9 d § LSS och kommunens villkor",
        objekt=Objekt.REDOVISNING,
        far_goras=GRANSKARE,
    ),
    ManuelltSteg(
        kod="D13",
        se_efter="Hur stor del av tiden som är skriven för hand eller lämnad i efterhand, och vad anordnaren säger "
        "om varför.",
        grund="11 a § LSS",
        objekt=Objekt.REDOVISNING,
        far_goras=GRANSKARE,
    ),
    ManuelltSteg(
        kod="F07",
        se_efter="Skälet till nödfallsövertid, när anordnaren anger sådan: vad som hände, när, och vilka pass det "
        "gäller.",
        grund="9 d § första stycket 4 LSS",
        objekt=Objekt.REDOVISNING,
        far_goras=BEDOMARE,
    ),
    ManuelltSteg(
        kod="H03",
        se_efter="Om du är släkt eller nära bekant med personen, en assistent eller någon som äger eller leder "
        "anordnaren, eller själv har något att vinna på betalningen. Anmäl i så fall jäv: från anmälan vägrar "
        "databasen att du bedömer, attesterar eller betalar det som rör parten, och någon annan tar ärendet.",
        grund="16–18 §§ förvaltningslagen, 6 kap. 28 § kommunallagen",
        objekt=Objekt.FAKTURA,
        far_goras=ATTESTANTER,
    ),
    ManuelltSteg(
        kod="I05",
        se_efter="Att ett besök är gjort eller planerat hos den vars assistent är närstående eller hör till hushållet.",
        grund="9 c § LSS",
        objekt=Objekt.REDOVISNING,
        far_goras=BEDOMARE,
    ),
)
"""I ordning efter kod."""


def manual_steps() -> dict[str, ManuelltSteg]:
    """The steps that a person is asked to take, by code: those that no rule judges."""
    regler = load_rules()
    return {steg.kod: steg for steg in STEG if steg.kod not in regler}
