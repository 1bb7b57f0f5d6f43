"""G01: fakturan går ihop: raderna, summorna och momsen."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import antal, decimal, kronor
from kontroller.berakning import round_half_up
from kontroller.bevis import remarks_of
from kontroller.fakta import Fakta, Faktura, Fakturarad, Momsrad
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop

NOLL = Decimal(0)
RADENS_AVRUNDNING = Decimal("0.02")
"""Så mycket får en rad skilja från antal gånger pris, i kronor (Peppol R120)."""
MOMSENS_AVRUNDNING = Decimal("1.00")
"""Momsen för en procentsats ska skilja mindre än så från underlaget gånger satsen, i kronor (EN 16931)."""
REGELNAMN = {"K": "IC", "L": "AF", "M": "AG"}
"""Momskategorier som heter något annat i EN 16931:s regelnamn."""
MED_SATS = ("S", "L", "M")
"""Momskategorier som har en procentsats över noll."""


@regel(
    kod="G01",
    version=1,
    rubrik="Fakturan är rätt uträknad",
    lagrum="Revisionsrapport 2015:3, Västerås stad; EN 16931",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    galler_kredit=True,
)
def fakturans_summor(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Varje rad ska vara antal timmar gånger priset, på två öre när, och alla summor ska stämma på öret.

    Momsen för en procentsats får skilja mindre än en krona. Det som saknas räknas aldrig som rätt: en rad utan antal
    eller i en annan enhet än timmar kan inte bedömas.
    """
    faktura = fakta.faktura
    raknade = [
        *_without_lines(faktura),
        *(f for rad in faktura.rader for f in _line(rad)),
        *_sums(faktura),
        *(f for rad in faktura.momsrader for f in _tax(faktura, rad)),
    ]
    # The reading has seen the same faults by the same official rules: each is said once.
    sagda = {f.matt.get("regel") for f in raknade}
    fynd = [*raknade, *(f for f in remarks_of(fakta, "G01") if f.matt["regel"] not in sagda)]
    yield from fynd
    if not fynd:
        yield ok(
            f"{antal(len(faktura.rader), 'rad', 'rader')} och alla summor stämmer, "
            f"{kronor(faktura.summor.att_betala)} att betala.",
            matt={"rader_antal": len(faktura.rader), "att_betala_kr": faktura.summor.att_betala},
        )


def _without_lines(faktura: Faktura) -> Iterator[Fynd]:
    if not faktura.rader:
        yield not_judged(
            "Fakturan har inga rader, så summorna kan inte räknas efter.", kronor=faktura.summor.att_betala
        )


def _line(rad: Fakturarad) -> Iterator[Fynd]:
    utpekad = {"redovisning": rad.redovisning, "rader": (f"fakturarad {rad.rad}",)}
    if rad.enhet != "HUR":
        yield not_judged(
            f"Fakturarad {rad.rad} har enheten {rad.enhet or 'utelämnad'}, men bara timmar (HUR) kan bedömas.",
            matt={"enhet": rad.enhet},
            kronor=rad.belopp,
            **utpekad,
        )
    if rad.antal is None or rad.pris is None or not rad.prisbas:
        saknas = "antal" if rad.antal is None else "pris"
        yield not_judged(
            f"Fakturarad {rad.rad} saknar {saknas}, så beloppet {kronor(rad.belopp)} kan inte räknas efter.",
            matt={"belopp_kr": rad.belopp},
            kronor=rad.belopp,
            **utpekad,
        )
        return

    raknat = Fraction(rad.antal) * Fraction(rad.pris) / Fraction(rad.prisbas) + Fraction(rad.tillagg - rad.avdrag)
    if abs(Fraction(rad.belopp) - raknat) > RADENS_AVRUNDNING:
        skillnad = _oren(abs(Fraction(rad.belopp) - raknat))
        yield stop(
            f"Fakturarad {rad.rad} är på {kronor(rad.belopp)}, men {_product(rad, rad.antal, rad.pris)} är "
            f"{kronor(_oren(raknat))}, alltså skiljer {kronor(skillnad)}.",
            matt={
                "belopp_kr": rad.belopp,
                "antal": rad.antal,
                "pris_kr": rad.pris,
                "raknat_kr": raknat,
                "regel": "PEPPOL-EN16931-R120",
            },
            kronor=skillnad,
            **utpekad,
        )


def _product(rad: Fakturarad, timmar: Decimal, pris: Decimal) -> str:
    """Quantity times price, with what is added and taken off, as the sentence says it."""
    delar = [f"{decimal(timmar)} × {kronor(pris)}"]
    if rad.prisbas != 1:
        delar.append(f"för {decimal(rad.prisbas)}")
    if rad.tillagg:
        delar.append(f"plus {kronor(rad.tillagg)}")
    if rad.avdrag:
        delar.append(f"minus {kronor(rad.avdrag)}")
    return " ".join(delar)


def _sums(faktura: Faktura) -> Iterator[Fynd]:
    """The invoice's five sums, each from those before it. A räkning states nothing but what is to be paid."""
    summor = faktura.summor
    radsumma, utan_moms, med_moms = summor.radsumma, summor.utan_moms, summor.med_moms
    raderna = sum((rad.belopp for rad in faktura.rader), NOLL)
    if faktura.typ == "rakning":
        radsumma = raderna if radsumma is None else radsumma
        utan_moms = radsumma if utan_moms is None else utan_moms
        med_moms = utan_moms if med_moms is None else med_moms

    avdrag, tillagg, moms = summor.avdrag or NOLL, summor.tillagg or NOLL, summor.moms or NOLL
    yield from _sum("BR-CO-10", "radsumma", "Radsumman", radsumma, raderna)
    yield from _sum("BR-CO-13", "utan_moms", "Summan utan moms", utan_moms, _plus(radsumma, tillagg - avdrag))
    yield from _sum("BR-CO-14", "moms", "Momsen", moms, sum((rad.moms for rad in faktura.momsrader), NOLL))
    yield from _sum("BR-CO-15", "med_moms", "Summan med moms", med_moms, _plus(utan_moms, moms))
    pa_slutet = (summor.avrundning or NOLL) - (summor.forskott or NOLL)
    yield from _sum("BR-CO-16", "att_betala", "Beloppet att betala", summor.att_betala, _plus(med_moms, pa_slutet))


def _plus(summa: Decimal | None, mer: Decimal) -> Decimal | None:
    return None if summa is None else summa + mer


def _sum(officiell: str, falt: str, namn: str, angivet: Decimal | None, raknat: Decimal | None) -> Iterator[Fynd]:
    """A stated sum against the one that follows from the rest. What rests on a missing sum is left to that sum."""
    if angivet is None:
        yield not_judged(f"{namn} saknas på fakturan, så den kan inte räknas efter.", rader=(f"fältet {falt}",))
    elif raknat is not None and angivet != raknat:
        yield stop(
            f"{namn} är {kronor(angivet)} på fakturan, men blir {kronor(raknat)} av det den räknas fram ur, "
            f"alltså skiljer {kronor(abs(angivet - raknat))}.",
            matt={f"{falt}_kr": angivet, "raknat_kr": raknat, "skillnad_kr": angivet - raknat, "regel": officiell},
            rader=(f"fältet {falt}",),
            kronor=abs(angivet - raknat),
        )


def _tax(faktura: Faktura, momsrad: Momsrad) -> Iterator[Fynd]:
    procent = momsrad.procent or NOLL
    namn = f"{momsrad.kategori} {decimal(procent.normalize())}\u00a0%"
    utpekad = (f"moms {momsrad.kategori} {procent.normalize():f} %",)
    bokstav = REGELNAMN.get(momsrad.kategori, momsrad.kategori)
    if momsrad.underlag is None:
        yield not_judged(f"Underlaget för moms {namn} saknas, så momsen kan inte räknas efter.", rader=utpekad)
        return

    # Of allowances and charges on the whole invoice only the total is known, not the category they belong to.
    raderna = _base(faktura, momsrad.kategori, procent)
    if not faktura.summor.avdrag and not faktura.summor.tillagg and momsrad.underlag != raderna:
        yield stop(
            f"Underlaget för moms {namn} är {kronor(momsrad.underlag)}, men raderna är {kronor(raderna)}, "
            f"alltså skiljer {kronor(abs(momsrad.underlag - raderna))}.",
            matt={"underlag_kr": momsrad.underlag, "raderna_kr": raderna, "regel": f"BR-{bokstav}-08"},
            rader=utpekad,
            kronor=abs(momsrad.underlag - raderna),
        )
    raknat = momsrad.underlag * procent / 100
    if abs(momsrad.moms - raknat) >= MOMSENS_AVRUNDNING:
        yield stop(
            f"Momsen {namn} är {kronor(momsrad.moms)}, men underlaget {kronor(momsrad.underlag)} ger "
            f"{kronor(_oren(Fraction(raknat)))}.",
            matt={
                "moms_kr": momsrad.moms,
                "underlag_kr": momsrad.underlag,
                "raknat_kr": raknat,
                "regel": "BR-CO-17" if momsrad.kategori in MED_SATS else f"BR-{bokstav}-09",
            },
            rader=utpekad,
            kronor=_oren(abs(Fraction(momsrad.moms - raknat))),
        )


def _base(faktura: Faktura, kategori: str, procent: Decimal) -> Decimal:
    rader = (rad for rad in faktura.rader if (rad.moms_kategori, rad.moms_procent or NOLL) == (kategori, procent))
    return sum((rad.belopp for rad in rader), NOLL)


def _oren(belopp: Fraction) -> Decimal:
    return round_half_up(belopp, 2)
