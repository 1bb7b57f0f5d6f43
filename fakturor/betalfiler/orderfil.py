"""A payment order as a table for the finance system, which makes the bank's file itself.

Form as in csvrader. One row per payment, in the order's order. What belongs to the whole order stands on every row
(`order_antal`, `order_summa`), so that whoever has lost the end of the file can see it:

    order_id; skapad (yyyy-mm-dd); betaldag; order_antal; order_summa; avsandare_orgnr; betalning_id;
    mottagare; konto_typ (bankgiro, plusgiro, konto); konto (digits, a bank account clearing/konto);
    belopp (kronor); valuta (SEK); ocr; meddelande
"""

from assistans.svenska import STOCKHOLM
from fakturor.betalfiler.csvrader import amount, write_rows
from fakturor.betalfiler.order import Betalningsorder, OrderRefused, problem_with

RUBRIKER = (
    "order_id",
    "skapad",
    "betaldag",
    "order_antal",
    "order_summa",
    "avsandare_orgnr",
    "betalning_id",
    "mottagare",
    "konto_typ",
    "konto",
    "belopp",
    "valuta",
    "ocr",
    "meddelande",
)


def write_orderfil(order: Betalningsorder) -> bytes:
    """The order as CSV. Raises OrderRefused with everything that is wrong with it.

    Texts are written as they stand in the register, with their accents: only a bank wants fewer letters.
    """
    if problem := problem_with(order, till_bank=False):
        raise OrderRefused(problem)

    hela = (
        order.id,
        order.skapad.astimezone(STOCKHOLM).date().isoformat(),
        order.betaldag.isoformat(),
        str(order.antal),
        amount(order.summa),
        order.avsandare.orgnr,
    )
    return write_rows(
        RUBRIKER,
        (
            (*hela, u.id, u.mottagare_namn, u.konto_typ, u.konto, amount(u.belopp), "SEK", u.ocr, u.meddelande)
            for u in order.uppdrag
        ),
    )
