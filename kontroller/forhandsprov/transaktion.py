"""Transaktionen som ett förhandsprov görs i: den tas alltid tillbaka, och den är alltid den som ger vika.

Filerna läses in på riktigt, men i en transaktion som ingen annan ser in i (READ COMMITTED) och som rullas tillbaka.
Medan den pågår håller den lås som en riktig inläsning: inläsningslåset, raderna i fakturor som skulle provas om, och
nycklarna i det som är nytt. För att ingen annan ska behöva vänta på dem gäller fyra saker:

- Ett prov åt gången (ett eget lås som inte väntas på): den som kommer sedan får veta det genast.
- Provet väntar högst en halv sekund på ett lås. PostgreSQL letar efter låsningar i ring först efter en sekund, så i
  varje sådan är det provet som ger upp, aldrig den riktiga inläsningen.
- Några gånger i sekunden, mellan två frågor, ser provet efter om någon väntar på det. Då avbryter det.
- En fråga får ta högst `LANGSTA_FRAGAN`, och hela provet högst `LANGSTA_PROVET`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection, transaction

LANGSTA_PROVET = timedelta(seconds=60)
LANGSTA_FRAGAN = timedelta(seconds=15)
LANGSTA_VANTAN = timedelta(milliseconds=500)
SER_EFTER = 0.2
"""Seconds between two looks at whether somebody waits."""
_PROVLAS = 5_993_003
"""Any number will do, as long as it is always the same."""
_GAVS_UPP = {"55P03", "57014", "40P01"}
"""A lock was not to be had, a query took too long, or two waited for each other."""

VANTAR_PA_PROVET = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
)

UPPTAGET = "Ett annat förhandsprov pågår. Försök igen om en stund."
LASES_IN = "Andra filer läses in eller ändras just nu. Förhandsprovet fick vänta och avbröts. Försök igen om en stund."
GAV_VIKA = "Någon annan behövde det som förhandsprovet låste, så det avbröts. Försök igen om en stund."
FOR_LANGE = "Förhandsprovet tog för lång tid och avbröts. Dela upp filerna och prova dem var för sig."


class ProvRefused(Exception):
    """The files cannot be tried. The message is for the user."""


class ProvUpptaget(ProvRefused):
    """The files cannot be tried right now, but can be in a while."""


class _Vakt:
    """Stands between the trial and the database: ends it when its time is out, or when somebody waits for it."""

    def __init__(self) -> None:
        self._slut = time.monotonic() + LANGSTA_PROVET.total_seconds()
        self._sags = 0.0
        self._ser_efter = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self._ser_efter:
            self.check()
        return execute(sql, params, many, context)

    def check(self) -> None:
        now = time.monotonic()
        if now > self._slut:
            raise ProvRefused(FOR_LANGE)
        if now - self._sags > SER_EFTER and not connection.needs_rollback:
            self._sags, self._ser_efter = now, True
            try:
                if somebody_waits():
                    raise ProvUpptaget(GAV_VIKA)
            finally:
                self._ser_efter = False


def somebody_waits() -> bool:
    """Whether another connection waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(VANTAR_PA_PROVET)
        return cursor.fetchone()[0]


@contextmanager
def never_stored() -> Iterator[None]:
    """Take back all that is done within the block, however it ends. Raises ProvRefused or ProvUpptaget."""
    try:
        with transaction.atomic():
            _set_limits()
            _take_turn()
            with connection.execute_wrapper(_Vakt()):
                yield
            transaction.set_rollback(True)
    except OperationalError as error:
        raise _refusal(error) from error


def _set_limits() -> None:
    """Limits that hold until the transaction ends. An idle one is ended by the database, should this process hang."""
    limits = {
        "lock_timeout": LANGSTA_VANTAN,
        "statement_timeout": LANGSTA_FRAGAN,
        "idle_in_transaction_session_timeout": LANGSTA_PROVET,
    }
    with connection.cursor() as cursor:
        for namn, tid in limits.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [namn, f"{int(tid.total_seconds() * 1000)}ms"])


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_PROVLAS])
        if not cursor.fetchone()[0]:
            raise ProvUpptaget(UPPTAGET)


def _refusal(error: OperationalError) -> Exception:
    code = getattr(error.__cause__, "pgcode", None)
    if code not in _GAVS_UPP:
        return error
    return ProvRefused(FOR_LANGE) if code == "57014" else ProvUpptaget(LASES_IN)
