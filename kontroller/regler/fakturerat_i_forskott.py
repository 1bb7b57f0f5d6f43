"""G06: fakturan är skriven när månaden är slut."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import datum_text, manad_namn
from assistans.tid import last_of_month
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop


@regel(
    kod="G06",
    version=1,
    rubrik="Fakturadatum mot månad",
    lagrum="9 § 2 LSS; revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
)
def fakturerat_i_forskott(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ersättning lämnas för tid som är utförd.

    En faktura som är daterad före sista dagen i en månad den gäller tar upp tid som ännu inte kan vara utförd eller
    intygad. Sista dagen själv godtas.
    """
    datum = fakta.faktura.fakturadatum
    if datum is None:
        yield not_judged(
            "Fakturan saknar datum, så det går inte att säga om månaden var slut.",
            kronor=fakta.faktura.summor.att_betala,
        )
        return
    if not fakta.faktura.rader:
        yield not_judged("Fakturan har inga rader, så det går inte att säga vilken månad den gäller.")

    for rad in fakta.faktura.rader:
        if rad.manad is None:
            yield not_judged(
                f"Fakturarad {rad.rad} anger ingen månad, så det går inte att säga om den var slut.",
                rader=(f"fakturarad {rad.rad}",),
                kronor=rad.belopp,
            )

    for manad in sorted({rad.manad for rad in fakta.faktura.rader if rad.manad}):
        sista = last_of_month(manad)
        rader = [rad for rad in fakta.faktura.rader if rad.manad == manad]
        matt = {"faktura_datum": datum, "sista_datum": sista}
        if datum < sista:
            yield stop(
                f"Fakturan är daterad den {datum_text(datum)}, men {manad_namn(manad)} slutar den {datum_text(sista)}.",
                matt=matt,
                rader=tuple(f"fakturarad {rad.rad}" for rad in rader),
                kronor=sum((rad.belopp for rad in rader), Decimal(0)),
            )
        else:
            yield ok(f"Fakturan är daterad den {datum_text(datum)}, när {manad_namn(manad)} var slut.", matt=matt)
