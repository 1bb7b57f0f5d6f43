"""En process som dör på riktigt mitt i ett steg: körs av testerna, inte av programmet.

Each line in is "action id user step": a child of its own does the action and kills itself with SIGKILL before its
statement number `step`; the commit counts as one, and the end after it as one more. Each line out is how it ended.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django


class Dod:
    """Counts what is done on the connection and ends the process before number `steg`."""

    def __init__(self, steg: int) -> None:
        self.kvar = steg

    def step(self) -> None:
        self.kvar -= 1
        if self.kvar == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.step()
        return execute(*args)


def main() -> None:
    django.setup()
    for rad in sys.stdin:
        barn = os.fork()
        if barn == 0:
            run(rad)
            os._exit(0)
        _, status = os.waitpid(barn, 0)
        sys.stdout.write(f"{'dog' if os.WIFSIGNALED(status) else 'klar' if status == 0 else 'fel'}\n")
        sys.stdout.flush()


def run(rad: str) -> None:
    from django.db import connection

    from assistans.aktor import set_actor
    from assistans.models import User
    from fakturor.models import Beskedsfil, Utbetalningsomgang
    from fakturor.services.paying import release_round
    from fakturor.services.settling import apply_answers

    vad, pk, anvandare, steg, at = rad.split()
    user, nar = User.objects.get(pk=anvandare), datetime.fromisoformat(at)
    set_actor(user.pk)
    dod, commit = Dod(int(steg)), connection._commit

    def commit_or_die() -> None:
        dod.step()
        commit()
        dod.step()

    connection._commit = commit_or_die
    with connection.execute_wrapper(dod):
        if vad == "frislapp":
            release_round(omgang=Utbetalningsomgang.objects.get(pk=pk), by=user, at=nar)
        else:
            apply_answers(fil=Beskedsfil.objects.get(pk=pk), by=user, at=nar)


if __name__ == "__main__":
    main()
