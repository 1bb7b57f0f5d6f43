"""En retur som verifikation: den som bokförde betalningen, åt andra hållet, den dag pengarna var tillbaka.

It is made from the round's own SIE file, byte for byte the one that was handed over, so that what was booked is what is
booked back whatever the table of coding says by then. A part that comes back is booked by hand: nobody knows which of
the costs it is a part of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fakturor.betalfiler.sie import Siefil, Verifikation, write_sie
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.models import Betalfil, Betalningsretur


def has_voucher(retur: Betalningsretur) -> bool:
    """Whether the whole payment came back, so that its voucher can be turned round. Of a fetched payment."""
    return retur.belopp == retur.betalning.belopp


def return_voucher_of(retur: Betalningsretur) -> bytes | None:
    """The return as a SIE file, the same bytes every time; None when no voucher can be turned."""
    if not has_voucher(retur):
        return None
    skriven = Betalfil.objects.filter(omgang=retur.betalning.omgang_id, slag=Betalfil.Slag.SIE).first()
    if skriven is None:
        return None
    fil = read_sie(bytes(skriven.innehall))
    text = f"Utbetalning {retur.betalning.kod}"
    betalning = next((verifikation for verifikation in fil.verifikationer if verifikation.text == text), None)
    return write_sie(_file(fil, _turned(betalning, retur), retur.datum)) if betalning else None


def _turned(verifikation: Verifikation, retur: Betalningsretur) -> Verifikation:
    fore, efter = (f"{ord_} {retur.betalning.kod}" for ord_ in ("Utbetalning", "Retur"))
    rader = tuple(replace(rad, belopp=-rad.belopp, text=rad.text.replace(fore, efter)) for rad in verifikation.rader)
    return replace(verifikation, datum=retur.datum, text=efter, rader=rader)


def _file(fil: Siefil, verifikation: Verifikation, dag: date) -> Siefil:
    ar = (date(dag.year, 1, 1), date(dag.year, 12, 31))
    return replace(fil, genererad=dag, verifikationer=(verifikation,), rakenskapsar=ar)
