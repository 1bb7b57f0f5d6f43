"""D11: möten, utbildning och resor på fakturan."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import upprakning
from kontroller.fakta import Fakta, Fakturarad, Ordslag
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, warn
from kontroller.underlag import words_in_line

SLAG: dict[Ordslag, str] = {"mote": "möte", "utbildning": "utbildning", "resa": "resa"}


@regel(
    kod="D11",
    version=1,
    rubrik="Möten, utbildning och resor",
    lagrum="9 § 2 och 9 a § LSS",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    i_bruk=False,
)
def annat_an_assistans(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Personalmöten, utbildning och assistentens egna resor är inte tid då personen får assistans.

    Kontrollen letar efter ord om det i fakturaradernas text. Ett ord säger inte vad tiden är, så någon behöver läsa
    raden.
    """
    rader = fakta.faktura.rader
    if not rader:
        yield not_judged("Fakturan har inga rader, så kontrollen kan inte göras.")
        return
    traffar = [(rad, slag) for rad in rader if (slag := _kinds_on(fakta, rad))]
    for rad, slag in traffar:
        yield warn(
            f"Fakturarad {rad.rad} har text om {upprakning(slag)}. Det behöver framgå att tiden är assistans.",
            redovisning=rad.redovisning,
            matt={"ord_antal": len(slag)},
            rader=(f"fakturarad {rad.rad}",),
            kronor=max(rad.belopp, Decimal(0)),
        )
    if not traffar:
        yield ok("Ingen fakturarad har text om möten, utbildning eller resor.", matt={"rader_antal": len(rader)})


def _kinds_on(fakta: Fakta, rad: Fakturarad) -> list[str]:
    funna = words_in_line(fakta, rad)
    return [ord_ for slag, ord_ in SLAG.items() if slag in funna]
