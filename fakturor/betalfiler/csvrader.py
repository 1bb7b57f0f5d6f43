"""How our own CSV files are written: UTF-8 with a byte order mark, `;`, decimal comma, CRLF, one header row.

The mark and the comma make a Swedish spreadsheet open the file as it is. A text that begins as a formula gets an
apostrophe before it, as in the program's other tables. There is no sum row: every row means the same thing.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistans.tabeller.felrader import guard


def write_rows(rubriker: Sequence[str], rader: Iterable[Sequence[str]]) -> bytes:
    """The rows under their headings. Cells are text already."""
    text = io.StringIO(newline="")
    skrivare = csv.writer(text, delimiter=";", lineterminator="\r\n")
    skrivare.writerow(rubriker)
    for rad in rader:
        skrivare.writerow([guard(" ".join(cell.split())) for cell in rad])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def amount(belopp: Decimal) -> str:
    """Kronor with two decimals, a comma between and no space: 1234567,50."""
    return f"{belopp:.2f}".replace(".", ",")
