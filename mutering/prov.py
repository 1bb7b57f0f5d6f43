"""One changed file against its tests, in a process of its own."""

import gc
import importlib
import importlib.util
import os
import signal
import sys
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path

TYST = ("-q", "-x", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore")
TYST += ("--assert=plain", "-p", "no:unraisableexception", "-p", "no:threadexception")
LANGST = 60
"""Seconds that a changed file may take: a loop that no longer ends is noticed."""
KARNA = ("kontroller.fakta", "kontroller.regler", "kontroller.regel", "kontroller.motor", "kontroller.tests")
KARNA += ("kontroller.berakning", "kontroller.bevis", "kontroller.underlag", "kontroller.ivo")
KARNA += ("kontroller.anstallning", "kontroller.arbetstid", "kontroller.assistentuppgifter")
KARNA += ("kontroller.bolagskontroll", "kontroller.konton", "kontroller.overlapp", "kontroller.timpris")
"""Modules that are read anew for each change, so that all of them meet the changed one."""


def warm_up() -> None:
    """Import once what no change concerns, so that every process begins with it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    import django

    django.setup()
    for namn in ("hypothesis", "pytest"):
        importlib.import_module(namn)
    gc.disable()  # a process that lives for a second has nothing to gather


class Utbyte(MetaPathFinder, Loader):
    """Gives a module the changed code instead of its own, whoever asks for it and wherever."""

    def __init__(self, modul: str, fil: Path, kod: str) -> None:
        self.modul, self.fil, self.kod = modul, fil, kod

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.modul:
            return None
        paket = self.fil.name == "__init__.py"
        return importlib.util.spec_from_file_location(
            fullname, self.fil, loader=self, submodule_search_locations=[str(self.fil.parent)] if paket else None
        )

    def exec_module(self, module) -> None:
        exec(compile(self.kod, str(self.fil), "exec"), module.__dict__)


def module_name(fil: Path) -> str:
    delar = fil.with_suffix("").parts
    return ".".join(delar[:-1] if delar[-1] == "__init__" else delar)


def is_noticed(fil: Path, kod: str, tester: list[str]) -> bool:
    """Whether the tests fail on the changed code, or never end. Nothing on disk is changed."""
    return run(fil, kod, tester) != 0


def run(fil: Path, kod: str, tester: list[str]) -> int:
    """The exit code of the tests on the given code, in a process of its own."""
    pid = os.fork()
    if pid == 0:
        _run_here(module_name(fil), fil, kod, tester)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _run_here(modul: str, fil: Path, kod: str, tester: list[str]) -> None:
    signal.alarm(LANGST)
    tyst = os.open(os.devnull, os.O_WRONLY)
    os.dup2(tyst, 1)
    os.dup2(tyst, 2)
    import pytest

    for namn in [namn for namn in sys.modules if namn.startswith(KARNA)]:
        del sys.modules[namn]
    sys.meta_path.insert(0, Utbyte(modul, fil, kod))
    os._exit(int(pytest.main([*TYST, *tester])))
