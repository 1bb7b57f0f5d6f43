"""E02: ingen tid mellan två personer."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord
from kontroller.assistentuppgifter import about, pairs
from kontroller.bevis import person_month, point_at
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning, Tidrad
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, hint, not_judged, ok, regel
from kontroller.underlag import days_text, without_rows


@regel(
    kod="E02",
    version=1,
    rubrik="Byte av person utan restid",
    lagrum="9 § 2 LSS",
    allvar=Allvar.INFO,
    standard={"minst_byten_antal": 2},
    tips=True,
)
def byte_utan_restid(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En assistent som slutar hos en person samma minut som tiden börjar hos en annan har ingen tid att ta sig dit.

    Personerna kan bo tillsammans eller grannar, och adresser prövas inte. Tipset ges när det händer så många gånger i
    månaden som regelverket anger.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter if (f := _judge(redovisning, rapport, villkor))]
        yield from fynd or [
            ok(
                f"Ingen assistent för {person_month(redovisning)} går gång på gång direkt från eller till någon annan.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(redovisning: Redovisning, rapport: Rapport, villkor: Villkor) -> Fynd | None:
    om = about(redovisning, rapport.assistent.person)
    if om is None:
        return not_judged(
            f"En assistents tid hos andra är inte hämtad för {person_month(redovisning)}.",
            redovisning=redovisning.id,
        )
    rader, antal = _rows(rapport, om)
    if not antal or antal < villkor.number("minst_byten_antal"):
        return None
    return hint(
        f"{antal_i_ord(antal, 'gång', 'gånger', utrum=True).capitalize()} möter en assistents tid för "
        f"{dossier_name(redovisning)} (rapport {rapport.kod}) hens tid hos en annan person på minuten, den "
        f"{days_text(rad.datum for rad in rader)}.",
        redovisning=redovisning.id,
        matt={"byten_antal": antal},
        **point_at(pairs(rapport, rader)),
    )


def _rows(rapport: Rapport, om: OmAssistent) -> tuple[list[Tidrad], int]:
    """The report's rows that meet time elsewhere, and how many ends do."""
    moten = [byte.tidrad for byte in om.byten]
    rader = [rad for rad in rapport.rader if rad.id in moten]
    return rader, sum(moten.count(rad.id) for rad in rader)
