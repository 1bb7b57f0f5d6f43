"""E10: tid som redan är godkänd eller betald på en annan faktura."""

from collections.abc import Iterator

from assistans.svenska import orgnr, timmar_minuter
from kontroller.bevis import Radpar, missing_report, person_month, point_at, worth_of_rows
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop
from kontroller.underlag import days_text


@regel(
    kod="E10",
    version=1,
    rubrik="Tid som redan är betald",
    lagrum="9 § 2 LSS; revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    # Time is paid once: the database refuses it twice too, so to accept it would only hide why nothing is paid.
    far_undantas=False,
)
def redan_betald_tid(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Samma tid ersätts en gång.

    En tidrad som redan är godkänd eller betald på en annan faktura ska inte betalas på den här.
    """
    egen = f"{fakta.faktura.leverantor} {fakta.faktura.nummer}"
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        betalda: dict[str, list[Radpar]] = {}
        for rapport, rad in redovisning.tidrader:
            if rad.betald not in (None, egen):
                betalda.setdefault(rad.betald, []).append((rapport, rad))
        for faktura, rader in sorted(betalda.items()):
            minuter = sum(rad.minuter for _, rad in rader)
            yield stop(
                f"{timmar_minuter(minuter)} den {days_text(rad.datum for _, rad in rader)} för "
                f"{redovisning.brukare.referens} är redan godkända eller betalda på {_named(faktura)}.",
                redovisning=redovisning.id,
                matt={"betalda_minuter": minuter, "faktura": faktura},
                kronor=worth_of_rows(fakta, redovisning, (rad for _, rad in rader)),
                **point_at(rader),
            )
        if not betalda:
            yield ok(
                f"Ingen tid för {person_month(redovisning)} är betald på någon annan faktura.",
                redovisning=redovisning.id,
                matt={"betalda_minuter": 0},
            )


def _named(betald: str) -> str:
    """The other invoice, stored as supplier and number, as a sentence has it: faktura 4001 från 559900-4180."""
    leverantor, _, nummer = betald.partition(" ")
    return f"faktura {nummer} från {orgnr(leverantor)}"
