"""B16: två anordnare har tid för samma person samma minut."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import timmar_minuter
from kontroller.berakning import KOMMUNENS_BESLUT
from kontroller.bevis import missing_report, person_month, point_at, worth
from kontroller.fakta import Fakta, Rapport, Redovisning, Tidrad, Tidstyp, covers
from kontroller.overlapp import shared_stretches
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn
from kontroller.underlag import days_text


@regel(
    kod="B16",
    version=1,
    rubrik="Två anordnare samtidigt",
    lagrum="24 § LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def tva_anordnare_samtidigt(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Två anordnare ska inte ha tid för samma person på samma gång.

    Det händer lättast när personen byter anordnare. Dagar då ett beslut om dubbel assistans gäller räknas inte. Tiden
    är halvöppen: att den ena slutar 12.00 och den andra börjar 12.00 är inget möte. Vilken av tiderna som är rätt säger
    kontrollen inte.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
        elif not redovisning.brukarens_andra_pass:
            yield ok(
                f"Ingen annan anordnare har redovisat tid för {person_month(redovisning)}.",
                redovisning=redovisning.id,
            )
        else:
            yield _judge(fakta, redovisning)


def _judge(fakta: Fakta, redovisning: Redovisning) -> Fynd:
    moten = list(_meetings(redovisning))
    if not moten:
        return ok(
            f"Två anordnare har tid för {person_month(redovisning)}, men inte samtidigt utan beslut om dubbel "
            "assistans.",
            redovisning=redovisning.id,
            matt={"samtidiga_minuter": 0},
        )
    minuter = sum(minuter for minuter, _ in moten)
    return warn(
        f"En annan anordnare har redovisat samma tid för {person_month(redovisning)} i {timmar_minuter(minuter)}, den "
        f"{days_text(rad.datum for _, (_, rad) in moten)}, och inget beslut om dubbel assistans gäller då.",
        redovisning=redovisning.id,
        matt={"samtidiga_minuter": minuter},
        kronor=worth(fakta, redovisning, (_kind_and_time(minuter, rad) for minuter, (_, rad) in moten)),
        **point_at(par for _, par in moten),
    )


def _kind_and_time(minuter: int, rad: Tidrad) -> tuple[Tidstyp, int]:
    return rad.tidstyp, minuter


def _meetings(redovisning: Redovisning) -> Iterator[tuple[int, tuple[Rapport, Tidrad]]]:
    """Minutes that a row here shares with another provider's, each minute once, on days without a double decision."""
    egna = list(redovisning.tidrader)
    spann = [(rad.borjar, rad.slutar) for _, rad in egna]
    spann += [(rad.borjar, rad.slutar) for rad in redovisning.brukarens_andra_pass]
    for borjar, slutar, vilka in shared_stretches(spann):
        mina = {n for n in vilka if n < len(egna)}
        if mina and mina != vilka and not _double_on(redovisning, egna[min(mina)][1].datum):
            yield slutar - borjar, egna[min(mina)]


def _double_on(redovisning: Redovisning, dag: date) -> bool:
    return any(
        rad.dubbel and rad.typ in KOMMUNENS_BESLUT and covers(rad, dag) for rad in redovisning.brukare.beslutsrader
    )
