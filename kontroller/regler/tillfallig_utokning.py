"""A05: tid utöver ordinarie beslut ska rymmas i den tillfälliga utökningen."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from assistans.svenska import manad_namn, timmar_minuter, upprakning
from kontroller.berakning import granted_minutes
from kontroller.bevis import person_month
from kontroller.fakta import DELARE, Beslutsrad, Fakta, Redovisning, Tidstyp, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_applicable, ok, regel, stop
from kontroller.underlag import kind_text, line_names, price_of_time


@regel(
    kod="A05",
    version=1,
    rubrik="Tillfällig utökning",
    lagrum="9 § 2 LSS; revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    i_bruk=False,
    standard={"dagar_efter": 92},
)
def tillfallig_utokning(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tid utöver ordinarie beslut ska rymmas i den tillfälliga utökningen och vara utförd medan den gällde.

    Kontrollen gäller den som har en tillfällig utökning under månaden, eller hade en som gick ut kort före den.
    Personens hela månad räknas, var tidstyp för sig.
    """
    for redovisning in fakta.redovisningar:
        utokningar = _recent_extensions(redovisning, villkor.number("dagar_efter"))
        if not utokningar:
            yield not_applicable(
                f"{dossier_name(redovisning)} har ingen tillfällig utökning i eller strax före "
                f"{manad_namn(redovisning.manad)}.",
                redovisning=redovisning.id,
            )
        for slag in sorted({(rad.tidstyp, rad.dubbel) for rad in utokningar}):
            yield _judge(fakta, redovisning, *slag)


def _recent_extensions(redovisning: Redovisning, dagar_efter: int) -> list[Beslutsrad]:
    tidigast = redovisning.manad - timedelta(days=dagar_efter)
    return [
        rad
        for rad in redovisning.brukare.beslutsrader
        if rad.typ == "tillfallig_utokning"
        and rad.fran <= redovisning.sista_dag
        and (rad.tom is None or rad.tom >= tidigast)
    ]


def _judge(fakta: Fakta, redovisning: Redovisning, tidstyp: Tidstyp, dubbel: bool) -> Fynd:
    intygat = sum(
        tid.minuter for tid in redovisning.personmanad.intygat if (tid.tidstyp, tid.dubbel) == (tidstyp, dubbel)
    )
    ordinarie = granted_minutes(redovisning, tidstyp, dubbel, ("ordinarie",))
    utokning = granted_minutes(redovisning, tidstyp, dubbel, ("tillfallig_utokning",))
    under_tiden = _worked_in_force(redovisning, tidstyp, dubbel)
    over = max(Fraction(0), intygat - ordinarie)
    ryms = min(utokning, Fraction(under_tiden))
    matt = {
        "intygade_minuter": intygat,
        "ordinarie_minuter": ordinarie,
        "utokning_minuter": utokning,
        "utforda_under_utokningen_minuter": under_tiden,
    }
    mening = f"{timmar_minuter(intygat)} {kind_text(tidstyp, dubbel)} är intygad för {person_month(redovisning)}"
    if not over:
        return ok(f"{mening}, inom ordinarie beslut.", redovisning=redovisning.id, matt=matt)

    mening += f", {timmar_minuter(over)} mer än ordinarie beslut ger"
    brister = []
    if over > utokning:
        brister.append(f"den tillfälliga utökningen ger {timmar_minuter(utokning)} för månaden")
    if over > under_tiden:
        brister.append(f"{timmar_minuter(under_tiden)} är utförda medan den tillfälliga utökningen gällde")
    if not brister:
        return ok(f"{mening}, och det ryms i den tillfälliga utökningen.", redovisning=redovisning.id, matt=matt)
    return stop(
        f"{mening}, men {upprakning(brister)}.",
        redovisning=redovisning.id,
        matt=matt,
        rader=line_names(fakta, redovisning),
        kronor=price_of_time(fakta, redovisning, (over - ryms) / DELARE[tidstyp]),
    )


def _worked_in_force(redovisning: Redovisning, tidstyp: Tidstyp, dubbel: bool) -> int:
    """Minutes worked on days when an extension of the kind is in force, here and with the person's other providers."""
    slag = (tidstyp, dubbel)
    utokningar = [
        rad
        for rad in redovisning.brukare.beslutsrader
        if rad.typ == "tillfallig_utokning" and (rad.tidstyp, rad.dubbel) == slag
    ]
    egna = [(rad.datum, rad.minuter) for _, rad in redovisning.tidrader if (rad.tidstyp, rad.dubbel) == slag]
    andra = [
        (rad.datum, rad.slutar - rad.borjar)
        for rad in redovisning.brukarens_andra_pass
        if (rad.tidstyp, rad.dubbel) == slag
    ]
    return sum(minuter for dag, minuter in egna + andra if any(covers(rad, dag) for rad in utokningar))
