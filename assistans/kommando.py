"""Det som våra kommandon har gemensamt: svenska fel på en rad, tydliga slutkoder, aldrig en traceback.

0 klart, 1 klart till en del, 2 mapp, månad eller val som inte går att använda.
"""

import contextlib
import logging
import sys
import traceback
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from assistans.forberedelse import ensure_migrated
from assistans.tid import TidFel, parse_month

KLART, DELVIS, OBRUKBART = 0, 1, 2
logger = logging.getLogger(__name__)


class KommandoFel(Exception):
    """A command that cannot be carried out; the message is one Swedish sentence for stderr."""


class SvenskParser(CommandParser):
    """Svarar på svenska, på en rad, med slutkod 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        sys.stderr.write(f"{_in_swedish(message)} Skriv --help för att se hur kommandot används.\n")
        sys.exit(OBRUKBART)


def create_parser(command: Any, prog_name: str, subcommand: str) -> CommandParser:
    """The parser of one of our commands: give it as `create_parser` in the command."""
    parser = SvenskParser(
        prog=f"{prog_name} {subcommand}",
        description=command.help or None,
        missing_args_message=None,
        called_from_command_line=True,
    )
    parser.add_argument("--traceback", action="store_true", help="visa var i koden ett oväntat fel uppstod")
    parser.set_defaults(verbosity=1, settings=None, pythonpath=None, no_color=True, force_color=False, skip_checks=True)
    command.add_arguments(parser)
    return parser


def run(work: Callable[[], int], *, show_traceback: bool = False) -> None:
    """Prepare the database, do the work, and leave with its exit code; what goes wrong is one line in Swedish."""
    try:
        ensure_migrated()
        code = work()
    except KommandoFel as fel:
        sys.stderr.write(f"{fel}\n")
        code = OBRUKBART
    except KeyboardInterrupt:
        sys.stderr.write("Avbrutet.\n")
        code = DELVIS
    except Exception as fel:
        if show_traceback:
            traceback.print_exc()
        logger.debug("Oväntat fel", exc_info=True)
        sys.stderr.write(
            f"Ett oväntat fel ({type(fel).__name__}) avbröt arbetet. Kör om med --traceback för att se var.\n"
        )
        code = DELVIS
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.exit(code)


def month(text: str) -> date:
    """The first day of a month written `ÅÅÅÅ-MM`. Raises KommandoFel."""
    try:
        return parse_month(text)
    except TidFel:
        raise KommandoFel(f"{text} är ingen månad. Skriv den som 2015-04.") from None


def _in_swedish(message: str) -> str:
    for engelska, svenska in (
        ("the following arguments are required:", "Det här saknas:"),
        ("unrecognized arguments:", "Det här valet finns inte:"),
        ("expected one argument", "ska följas av ett värde"),
        ("argument ", ""),
    ):
        message = message.replace(engelska, svenska)
    return message.rstrip(".") + "."
