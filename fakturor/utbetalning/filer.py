"""En omgångs filer: till banken, till ekonomisystemet, och de som andra lägger till.

What a file says comes from the round's own rows and the settings, and from no clock: the same round gives the same
bytes. They are written once, when the round is released, and what is fetched afterwards is what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fakturor.betalfiler.filsumma import Filsumma, FilsummaRefused, count_orderfil, count_pain001
from fakturor.betalfiler.order import Betalningsorder, OrderRefused, Uppdrag
from fakturor.betalfiler.orderfil import write_orderfil
from fakturor.betalfiler.pain001 import write_pain001
from fakturor.models import Betalfil, Utbetalningsomgang
from fakturor.utbetalning.avsandare import SenderMissing, dialect_named, sender


class Fil(NamedTuple):
    """En fil som ska lämnas: vilken det är, vad den heter, och vad den innehåller."""

    slag: str
    namn: str
    innehall: bytes


class FilesRefused(Exception):
    """The round's files cannot be written. The message is a Swedish sentence for the user."""


Skrivare = Callable[[Utbetalningsomgang], Iterable[Fil]]


def order_of(omgang: Utbetalningsomgang) -> Betalningsorder:
    """The round as an order. Raises FilesRefused."""
    try:
        avsandare = sender()
    except SenderMissing as saknas:
        raise FilesRefused(str(saknas)) from None
    if avsandare.konto != omgang.avsandare_konto:
        raise FilesRefused("Kommunens konto har ändrats sedan omgången gjordes. Makulera den och gör en ny.")
    return Betalningsorder(
        id=omgang.order_id,
        skapad=omgang.skapad,
        betaldag=omgang.betaldag,
        avsandare=avsandare,
        uppdrag=tuple(
            Uppdrag(
                id=betalning.kod,
                mottagare_namn=betalning.mottagare_namn,
                konto_typ=betalning.konto_typ,
                konto=betalning.konto_nummer,
                belopp=betalning.belopp,
                ocr=betalning.ocr,
                meddelande=betalning.meddelande,
            )
            for betalning in omgang.betalningar.order_by("kod")
        ),
    )


def write_payment_files(omgang: Utbetalningsomgang) -> Iterator[Fil]:
    """The file to the bank, when the bank's dialect is known, and the order for the finance system."""
    order = order_of(omgang)
    try:
        if dialekt := dialect_named(omgang.dialekt):
            bankfil = write_pain001(order, dialekt)
            _require_same(order, count_pain001(bankfil))
            yield Fil(Betalfil.Slag.PAIN001, f"{omgang.nummer}-pain001.xml", bankfil)
        underlag = write_orderfil(order)
        _require_same(order, count_orderfil(underlag))
        yield Fil(Betalfil.Slag.ORDERFIL, f"{omgang.nummer}-underlag.csv", underlag)
    except (OrderRefused, SenderMissing, FilsummaRefused) as refused:
        raise FilesRefused(str(refused)) from None


def _require_same(order: Betalningsorder, summa: Filsumma) -> None:
    """See to it that the written file pays what the round holds, counted from its own rows (H06)."""
    if not summa.gar_ihop or summa.betalningar != tuple((u.id, u.belopp) for u in order.uppdrag):
        raise FilesRefused("Filens betalningar är inte omgångens. Ingenting är lämnat.")


SKRIVARE: list[Skrivare] = [write_payment_files]
"""What writes files of a round, in order. One more is added by putting it here; it raises FilesRefused when it cannot,
and then nothing is released. It names its file after the round and its kind: never after anybody.
"""


def files_of(omgang: Utbetalningsomgang) -> list[Fil]:
    """Every file of the round. Raises FilesRefused."""
    return [fil for skrivare in SKRIVARE for fil in skrivare(omgang)]
