"""EN 16931's rules for VAT: each rate has its row in the breakdown, and the row is the sum of what it covers.

That an invoice for assistance has any VAT at all is for control G05 to say, from the same rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from assistans.svenska import decimal, kronor
from fakturor.filer.faktura import Anmarkning, LastFaktura, LastMomskategori, LastMomsrad

# What each category is called in the names of the rules. S, L and M have rates, the rest are always zero.
REGELNAMN = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O", "L": "AF", "M": "AG"}
MED_SATS = {"S", "L", "M"}
UTAN_SKAL = {"S", "Z", "L", "M"}
MARGINAL = Decimal(1)
OREN = Decimal("0.01")
WIDE = Context(prec=200)

Nyckel = tuple[str, Decimal | None]


def check_moms(faktura: LastFaktura) -> Iterator[Anmarkning]:
    if not faktura.momsrader:
        yield Anmarkning("BR-CO-18", "TaxTotal/TaxSubtotal", "Fakturan saknar momsspecifikation.", "G01")
    else:
        yield from _check_total(faktura)
        yield from _check_underlag(faktura)
    for nummer, momsrad in enumerate(faktura.momsrader, start=1):
        yield from _check_momsrad(momsrad, f"TaxTotal/TaxSubtotal[{nummer}]")
    for rad in faktura.rader:
        falt = f"{rad.falt}/Item/ClassifiedTaxCategory/ID"
        if rad.moms is None:
            yield Anmarkning("BR-CO-04", falt, f"Rad {rad.ordning} saknar momskategori.", "G05")
        elif rad.momskategori not in REGELNAMN:
            text = f"Momskategorin {rad.momskategori[:10]} på rad {rad.ordning} är inte någon av standardens."
            yield Anmarkning("BR-CL-18", falt, text, "G05")
        else:
            yield from _check_sats(rad.moms, f"{rad.falt}/Item/ClassifiedTaxCategory")


def _check_total(faktura: LastFaktura) -> Iterator[Anmarkning]:
    summa, angiven = sum((rad.moms for rad in faktura.momsrader), Decimal()), faktura.moms or Decimal()
    if summa != angiven:
        text = f"Momsen i specifikationen blir {kronor(summa)}. Fakturan anger {kronor(angiven)} som momsens summa."
        yield Anmarkning("BR-CO-14", "TaxTotal/TaxAmount", text, "G01")


def _check_underlag(faktura: LastFaktura) -> Iterator[Anmarkning]:
    """The base of a rate is lines − allowances + charges (rules 08), and every rate has its row (rules 01).

    A category outside the standard has a finding of its own, and no rule for its sum.
    """
    underlag: defaultdict[Nyckel, Decimal] = defaultdict(Decimal)
    for rad in faktura.rader:
        if rad.moms:
            underlag[_key(rad.moms)] += rad.belopp
    for justering in faktura.justeringar:
        if justering.moms:
            underlag[_key(justering.moms)] += justering.belopp if justering.ar_tillagg else -justering.belopp

    for nummer, momsrad in enumerate(faktura.momsrader, start=1):
        beraknat = underlag.get(_key(momsrad), Decimal())
        if beraknat != momsrad.underlag and momsrad.kategori in REGELNAMN:
            text = (
                f"Rader, avdrag och tillägg med moms {_name(*_key(momsrad))} blir {kronor(beraknat)}. "
                f"Momsspecifikationen anger {kronor(momsrad.underlag)}."
            )
            falt = f"TaxTotal/TaxSubtotal[{nummer}]/TaxableAmount"
            yield Anmarkning(f"BR-{REGELNAMN[momsrad.kategori]}-08", falt, text, "G01")
    saknade = underlag.keys() - {_key(momsrad) for momsrad in faktura.momsrader}
    for kategori, procent in sorted(saknade, key=str):
        if kategori not in REGELNAMN:
            continue
        text = f"Momsspecifikationen saknar en rad för moms {_name(kategori, procent)}, som finns bland raderna."
        yield Anmarkning(f"BR-{REGELNAMN[kategori]}-01", "TaxTotal/TaxSubtotal", text, "G01")


def _check_momsrad(rad: LastMomsrad, falt: str) -> Iterator[Anmarkning]:
    if not rad.kategori:
        yield Anmarkning("BR-47", f"{falt}/TaxCategory/ID", "En rad i momsspecifikationen saknar momskategori.", "G05")
    elif rad.kategori not in REGELNAMN:
        text = f"Momskategorin {rad.kategori[:10]} i momsspecifikationen är inte någon av standardens."
        yield Anmarkning("BR-CL-17", f"{falt}/TaxCategory/ID", text, "G05")
    elif not rad.skal and rad.kategori not in UTAN_SKAL:
        text = f"Momsspecifikationen anger inte varför moms {_name(*_key(rad))} inte tas ut."
        yield Anmarkning(f"BR-{REGELNAMN[rad.kategori]}-10", f"{falt}/TaxCategory/TaxExemptionReason", text, "form")

    yield from _check_sats(rad, f"{falt}/TaxCategory")
    yield from _check_moms(rad, f"{falt}/TaxAmount")


def _check_sats(moms: LastMomskategori | LastMomsrad, falt: str) -> Iterator[Anmarkning]:
    kategori, procent = moms.kategori, moms.procent
    if kategori in MED_SATS and not (procent and procent > 0):
        text = f"Momsen har kategori {kategori} men ingen momssats över noll."
    elif kategori in REGELNAMN and kategori not in MED_SATS and procent:
        text = f"Momsen har kategori {kategori}, som är utan moms, men momssatsen {decimal(procent)} %."
    else:
        return
    yield Anmarkning(f"BR-{REGELNAMN[kategori]}-05", f"{falt}/Percent", text, "G05")


def _check_moms(rad: LastMomsrad, falt: str) -> Iterator[Anmarkning]:
    """The tax of a rate is the base times the rate. Rounding on each line may add up to less than one krona."""
    if rad.kategori in REGELNAMN and rad.kategori not in MED_SATS:
        if rad.moms:
            text = f"Moms {_name(*_key(rad))} är alltid noll. Momsspecifikationen anger {kronor(rad.moms)}."
            yield Anmarkning(f"BR-{REGELNAMN[rad.kategori]}-09", falt, text, "G01")
        return
    beraknad = (rad.underlag * (rad.procent or Decimal()) / 100).quantize(OREN, ROUND_HALF_UP, WIDE)
    if abs(rad.moms - beraknad) >= MARGINAL:
        text = (
            f"Momsen {_name(*_key(rad))} på {kronor(rad.underlag)} blir {kronor(beraknad)}. "
            f"Momsspecifikationen anger {kronor(rad.moms)}. Skillnaden får vara under {kronor(MARGINAL)}."
        )
        yield Anmarkning("BR-CO-17", falt, text, "G01")


def _key(moms: LastMomskategori | LastMomsrad) -> Nyckel:
    """What is summed together. A category that is always zero is one group, whatever rate is written."""
    return (moms.kategori, moms.procent if moms.kategori in MED_SATS else None)


def _name(kategori: str, procent: Decimal | None) -> str:
    return f"{decimal(procent)} %" if procent is not None else f"i kategori {kategori[:10] or 'utan namn'}"
