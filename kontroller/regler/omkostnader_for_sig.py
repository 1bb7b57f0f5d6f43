"""G13: omkostnader som tas upp vid sidan av timbeloppet."""

from collections.abc import Iterator

from assistans.svenska import upprakning
from kontroller.fakta import Fakta, Fakturarad, Ordslag
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop
from kontroller.underlag import words_in_line

TIMMAR = "HUR"
OMKOSTNADER: dict[Ordslag, str] = {
    "omkostnad": "omkostnader",
    "administration": "administration",
    "resa": "resor",
    "material": "material",
}


@regel(
    kod="G13",
    version=1,
    rubrik="Omkostnader för sig",
    lagrum="9 § 2 LSS; 5 a § förordningen (1993:1091) om assistansersättning",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    i_bruk=False,
)
def omkostnader_for_sig(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Timbeloppet ska täcka alla kostnader för assistansen. En rad som inte är assistanstimmar stannar.

    Löner, assistansomkostnader, utbildning, personal, arbetsmiljö och administration är de slag av kostnader som
    timbeloppet räknas på (5 a § förordningen 1993:1091). En rad i en annan enhet än timmar, eller vars text handlar om
    omkostnader, administration, resor eller material, tas upp. Att något sägs ingå i priset är inget fel. Merkostnader
    för sjuklön begärs för sig.
    """
    if not fakta.faktura.rader:
        yield not_judged("Fakturan har inga rader, så det går inte att säga vad den tar upp.")
        return
    fynd = [f for rad in fakta.faktura.rader if (f := _judge(fakta, rad))]
    yield from fynd or [
        ok("Alla rader på fakturan är assistanstimmar.", matt={"rader_antal": len(fakta.faktura.rader)})
    ]


def _judge(fakta: Fakta, rad: Fakturarad) -> Fynd | None:
    ord_ = [text for slag, text in OMKOSTNADER.items() if slag in words_in_line(fakta, rad)]
    if not ord_ and rad.enhet == TIMMAR:
        return None
    skal = [f"handlar om {upprakning(ord_)}"] if ord_ else []
    if rad.enhet != TIMMAR:
        skal.append("är inte i timmar")
    return stop(
        f"Fakturarad {rad.rad} {upprakning(skal)}. Timbeloppet ska täcka alla kostnader för assistansen.",
        redovisning=rad.redovisning,
        rader=(f"fakturarad {rad.rad}",),
        matt={"enhet": rad.enhet or "ingen"},
        kronor=rad.belopp,
    )
