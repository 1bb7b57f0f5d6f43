"""What a file of ours pays, counted from its own bytes: to be held against what was approved (H06)."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fakturor.betalfiler import orderfil
from fakturor.betalfiler.besked import BeskedRefused
from fakturor.betalfiler.iso_falt import Nod, OkantFalt, read_message


@dataclass(frozen=True, slots=True)
class Filsumma:
    """The payments of a file as (EndToEndId, kronor), in its order, and what it says of their number and sum."""

    id: str
    betalningar: tuple[tuple[str, Decimal], ...]
    uppgivet_antal: int
    uppgiven_summa: Decimal

    @property
    def antal(self) -> int:
        return len(self.betalningar)

    @property
    def summa(self) -> Decimal:
        """Kronor, of the rows."""
        return sum((belopp for _, belopp in self.betalningar), Decimal(0))

    @property
    def gar_ihop(self) -> bool:
        """Whether the rows are as many and as much as the file says."""
        return (self.antal, self.summa) == (self.uppgivet_antal, self.uppgiven_summa)


class FilsummaRefused(Exception):
    """The bytes are no file of ours, or not as we wrote it. The message is a Swedish sentence."""


def count_pain001(data: bytes) -> Filsumma:
    """The payments of a pain.001. Raises FilsummaRefused, also when its header and its groups do not agree."""
    try:
        meddelande, dokument = read_message(data)
        uppdrag = dokument.first("CstmrCdtTrfInitn")
        if meddelande != "pain.001" or uppdrag is None:
            raise FilsummaRefused("Filen är ingen betalfil (pain.001).")
        betalningar = tuple(
            (betalning.id("PmtId/EndToEndId"), betalning.amount("Amt/InstdAmt") or Decimal(0))
            for betalning in uppdrag.each("PmtInf/CdtTrfTxInf")
        )
        huvud = _stated(uppdrag, "GrpHdr")
        grupper = [_stated(grupp, ".") for grupp in uppdrag.each("PmtInf")]
    except (BeskedRefused, OkantFalt) as fel:
        raise FilsummaRefused(f"Betalfilen går inte att läsa: {str(fel).rstrip('.')}.") from None
    if huvud != (sum(antal for antal, _ in grupper), sum((summa for _, summa in grupper), Decimal(0))):
        raise FilsummaRefused("Betalfilens huvud och grupper har olika antal eller summa.")
    return Filsumma(uppdrag.text("GrpHdr/MsgId"), betalningar, *huvud)


def count_orderfil(data: bytes) -> Filsumma:
    """The payments of a payment-order table. Raises FilsummaRefused."""
    try:
        rader = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
        if not rader or any(tuple(rad) != orderfil.RUBRIKER or None in rad.values() for rad in rader):
            raise FilsummaRefused("Filen är ingen betalningsorder i tabell.")
        hela = {(rad["order_id"], rad["order_antal"], rad["order_summa"]) for rad in rader}
        if len(hela) > 1:
            raise FilsummaRefused("Raderna säger sig höra till olika betalningsorder.")
        [(id, antal, summa)] = hela
        betalningar = tuple((rad["betalning_id"], _kronor(rad["belopp"])) for rad in rader)
        return Filsumma(id, betalningar, int(antal), _kronor(summa))
    except (UnicodeDecodeError, csv.Error, ValueError, InvalidOperation):
        raise FilsummaRefused("Betalningsordern går inte att läsa.") from None


def _stated(nod: Nod, stig: str) -> tuple[int, Decimal]:
    """NbOfTxs and CtrlSum. Raises OkantFalt."""
    del_ = nod if stig == "." else nod.first(stig)
    antal, summa = (del_.text("NbOfTxs"), del_.text("CtrlSum")) if del_ else ("", "")
    if not (antal.isascii() and antal.isdigit() and len(antal) <= 15):
        raise OkantFalt("antalet betalningar saknas")
    try:
        tal = Decimal(summa)
    except InvalidOperation:
        tal = Decimal("NaN")
    if not tal.is_finite():
        raise OkantFalt("kontrollsumman saknas")
    return int(antal), tal


def _kronor(text: str) -> Decimal:
    tal = Decimal(text.replace(",", "."))
    if not tal.is_finite():
        raise InvalidOperation
    return tal
