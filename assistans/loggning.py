"""Log lines without identities."""

import logging
import re

# A personnummer or samordningsnummer with ten or twelve digits, however it is divided. An orgnr has a month
# above 12 and is left standing.
PERSONNUMMER = re.compile(r"(?<!\d)(?:\d\d)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+ ]?\d{4}(?!\d)")
# PostgreSQL repeats the offending row in these lines of an error.
ROW_OF_DATA = re.compile(r"^(?:DETAIL|CONTEXT):.*$", re.MULTILINE)


class IdentityFreeFormatter(logging.Formatter):
    """Strikes personnummer, and the rows that PostgreSQL quotes, from the whole line, traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        line = ROW_OF_DATA.sub("(raden visas inte)", super().format(record))
        return PERSONNUMMER.sub("(nummer visas inte)", line)
