"""A03: en tidstyp som inget beslut ger."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import manad_namn, timmar_minuter, upprakning
from kontroller.berakning import KOMMUNENS_BESLUT, days_in_force
from kontroller.fakta import TIDSTYPER, Fakta, Rapport, Redovisning, Tidrad, Tidstyp, days_outside
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, ok, regel, stop
from kontroller.underlag import days_of, days_text, evidence, kind_text, minutes_of, rows_on, without_rows


@regel(
    kod="A03",
    version=1,
    rubrik="Slag av tid mot beslut",
    lagrum=((ALLTID, "9 § 2 LSS"), (date(2023, 1, 1), "9 § 2 LSS; 9 a § LSS")),
    allvar=Allvar.STOPP,
)
def tidstyp_utan_beslut(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Aktiv tid, väntetid och beredskap ska var för sig vara beviljade den dag de är utförda.

    Dagar då inget beslut alls gäller prövas i A01. De tas upp här bara när personen inte har något beslut om tidstypen
    under hela månaden.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue

        rapporterade = [typ for typ in TIDSTYPER if typ in redovisning.tid]
        utan = {typ: rader for typ in rapporterade if (rader := _ungranted(redovisning, typ))}
        vem = dossier_name(redovisning)
        if not utan:
            yield ok(
                f"Besluten för {vem} ger den tid som är rapporterad i {manad_namn(redovisning.manad)}: "
                f"{upprakning([kind_text(typ) for typ in rapporterade])}.",
                redovisning=redovisning.id,
                matt={"tidstyper_antal": len(rapporterade)},
            )
        for typ, rader in utan.items():
            yield stop(
                f"{vem} har {timmar_minuter(minutes_of(rader))} {kind_text(typ)} rapporterad den "
                f"{days_text(days_of(rader))}, men inget beslut ger {kind_text(typ)} då.",
                matt={"rapporterade_minuter": minutes_of(rader), "beviljade_minuter": 0},
                **evidence(fakta, redovisning, rader),
            )


def _ungranted(redovisning: Redovisning, typ: Tidstyp) -> list[tuple[Rapport, Tidrad]]:
    beslut = [rad for rad in redovisning.brukare.beslutsrader if rad.typ in KOMMUNENS_BESLUT]
    av_typen = [rad for rad in beslut if rad.tidstyp == typ]
    i_manaden = any(days_in_force(rad.fran, rad.tom, redovisning.manad, redovisning.sista_dag) for rad in av_typen)
    dagar = days_outside(av_typen, redovisning.arbetsdagar)
    if i_manaden:
        # A day without any decision is A01's, if the kind is granted at all this month.
        utan_beslut = days_outside(beslut, dagar)
        dagar = [dag for dag in dagar if dag not in utan_beslut]
    return [(rapport, rad) for rapport, rad in rows_on(redovisning, dagar) if rad.tidstyp == typ]
