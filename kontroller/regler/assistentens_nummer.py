"""C05: assistentens personnummer eller samordningsnummer."""

from collections.abc import Iterator

from kontroller.assistentuppgifter import judge_reports, pairs, who
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, OmAssistent, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, regel, stop
from kontroller.underlag import evidence


@regel(
    kod="C05",
    version=1,
    rubrik="Assistentens nummer",
    lagrum="11 a § LSS",
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def assistentens_nummer(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Assistenten ska kunna identifieras: numret har rätt kontrollsiffra, och samma människa har ett nummer.

    Två nummer ser ut att vara samma människa när namnet och födelsedagen är desamma, till exempel ett personnummer
    och ett tidigare samordningsnummer. Då kan tid på två ställen inte ses.
    """
    yield from judge_reports(
        fakta, _judge, lambda r: f"Assistenterna för {person_month(r)} har ett nummer var, med rätt kontrollsiffra."
    )


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, om: OmAssistent) -> Iterator[Fynd]:
    bevis = evidence(fakta, redovisning, pairs(rapport, rapport.rader))
    fel = []
    if not om.nummer_ratt:
        fel.append("ett nummer vars kontrollsiffra inte stämmer")
    if om.fler_nummer:
        fel.append("samma namn och födelsedag som en assistent med ett annat nummer")
    if fel:
        yield stop(
            f"{who(redovisning, rapport)} är registrerad med {' och '.join(fel)}.",
            matt={"nummer_med_fel_antal": int(not om.nummer_ratt), "andra_nummer_antal": int(om.fler_nummer)},
            **bevis,
        )
