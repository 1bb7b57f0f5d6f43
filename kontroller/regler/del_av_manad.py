"""A06: månaden del för del, när ett beslut börjar, slutar eller ändras i den."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from assistans.svenska import datumspann, timmar_minuter
from kontroller.berakning import KOMMUNENS_BESLUT, granted_by, granted_minutes
from kontroller.bevis import person_month
from kontroller.fakta import DELARE, Beslutsrad, Fakta, Redovisning, Tidstyp, covers
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, ok, regel, warn
from kontroller.underlag import kind_text, line_names, price_of_time, without_rows

Slag = tuple[Tidstyp, bool]
EN_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Del:
    """En del av månaden med samma beslut hela tiden, med vad de ger för delen och vad som är intygat i den."""

    fran: date
    tom: date
    beviljat: Fraction
    intygat: int


@regel(
    kod="A06",
    version=1,
    rubrik="Del av månad när beslut ändras",
    lagrum="9 § 2 LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def del_av_manad(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """När ett beslut börjar, slutar eller ändras i månaden hålls tiden i varje del av den mot det som besluten ger för
    de dagarna.

    Kontrollen varnar när en del har mer tid än sin andel fastän månaden som helhet ryms. Är hela månadens tid längre
    än besluten ger säger A02 det. Ett nytt beslut med lika många timmar är ingen ändring. Personens hela månad räknas,
    var tidstyp för sig, också hos andra anordnare.
    """
    for redovisning in fakta.redovisningar:
        andrade = {slag: delar for slag in _kinds(redovisning) if len(delar := _parts(redovisning, slag)) > 1}
        if not andrade:
            yield not_applicable(
                f"Inget beslut börjar, slutar eller ändras mitt i månaden för {person_month(redovisning)}.",
                redovisning=redovisning.id,
            )
        elif not redovisning.rapporter:
            yield without_rows(redovisning)
        else:
            for slag, delar in andrade.items():
                yield from _judge(fakta, redovisning, slag, delar)


def _judge(fakta: Fakta, redovisning: Redovisning, slag: Slag, delar: list[Del]) -> Iterator[Fynd]:
    intygat, beviljat = sum(d.intygat for d in delar), granted_minutes(redovisning, *slag)
    if intygat > beviljat:
        yield ok(
            f"{kind_text(*slag).capitalize()} för {person_month(redovisning)} är längre än besluten ger för hela "
            "månaden, och det prövas i A02.",
            redovisning=redovisning.id,
            matt={"beviljade_minuter": beviljat, "intygade_minuter": intygat},
        )
        return
    over = [d for d in delar if d.intygat > d.beviljat]
    for d in over:
        yield warn(
            f"{timmar_minuter(d.intygat)} {kind_text(*slag)} är intygad {datumspann(d.fran, d.tom)} för "
            f"{person_month(redovisning)}, {timmar_minuter(d.intygat - d.beviljat)} mer än de "
            f"{timmar_minuter(d.beviljat)} som besluten ger för de dagarna. Månaden som helhet ryms.",
            redovisning=redovisning.id,
            matt={
                "del_fran_datum": d.fran,
                "del_tom_datum": d.tom,
                "beviljade_minuter": d.beviljat,
                "intygade_minuter": d.intygat,
                "over_minuter": d.intygat - d.beviljat,
            },
            rader=line_names(fakta, redovisning),
            kronor=price_of_time(fakta, redovisning, (d.intygat - d.beviljat) / DELARE[slag[0]]),
        )
    if not over:
        yield ok(
            f"Besluten om {kind_text(*slag)} ändras i månaden, och tiden för {person_month(redovisning)} ryms i var "
            f"och en av de {len(delar)} delarna.",
            redovisning=redovisning.id,
            matt={"delar_antal": len(delar), "beviljade_minuter": beviljat, "intygade_minuter": intygat},
        )


def _rows(redovisning: Redovisning, slag: Slag) -> list[Beslutsrad]:
    """The municipality's rows of a kind, whenever they are in force."""
    return [
        rad
        for rad in redovisning.brukare.beslutsrader
        if rad.typ in KOMMUNENS_BESLUT and (rad.tidstyp, rad.dubbel) == slag
    ]


def _kinds(redovisning: Redovisning) -> list[Slag]:
    return sorted({(rad.tidstyp, rad.dubbel) for rad in redovisning.brukare.beslutsrader})


def _parts(redovisning: Redovisning, slag: Slag) -> list[Del]:
    """The month in parts with one truth each; neighbours where the decisions give the same are one part."""
    rader, manad = _rows(redovisning, slag), redovisning.manad
    borjar = {manad} | {rad.fran for rad in rader} | {rad.tom + EN_DAG for rad in rader if rad.tom is not None}
    granser = sorted({max(dag, manad) for dag in borjar if dag <= redovisning.sista_dag})
    forsta = [manad] + [dag for fore, dag in pairwise(granser) if _truth(rader, dag) != _truth(rader, fore)]
    delar = [(fran, nasta - EN_DAG) for fran, nasta in pairwise([*forsta, redovisning.sista_dag + EN_DAG])]
    tid = _certified_by_day(redovisning, slag)
    return [
        Del(
            fran=fran,
            tom=tom,
            beviljat=_granted(rader, fran, tom, manad),
            intygat=sum(minuter for dag, minuter in tid if fran <= dag <= tom),
        )
        for fran, tom in delar
    ]


def _truth(rader: list[Beslutsrad], dag: date) -> list[tuple[object, ...]]:
    """What the decisions give on a day, whichever decision it stands in."""
    return sorted((rad.typ, rad.timmar, rad.enhet, rad.omrakning) for rad in rader if covers(rad, dag))


def _granted(rader: list[Beslutsrad], fran: date, tom: date, manad: date) -> Fraction:
    """Minutes that the rows give for the days from one to another, exact. A row of other days gives nothing."""
    return sum(
        (granted_by(replace(rad, fran=max(rad.fran, fran), tom=min(rad.tom or tom, tom)), manad) for rad in rader),
        Fraction(0),
    )


def _certified_by_day(redovisning: Redovisning, slag: Slag) -> list[tuple[date, int]]:
    egna = [(rad.datum, rad.minuter) for _, rad in redovisning.tidrader if (rad.tidstyp, rad.dubbel) == slag]
    andra = [
        (rad.datum, rad.slutar - rad.borjar)
        for rad in redovisning.brukarens_andra_pass
        if (rad.tidstyp, rad.dubbel) == slag
    ]
    return egna + andra
