#!/usr/bin/env python3
"""Run a command of the project. What the command needs is started first."""

import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")
    try:
        if sys.argv[1:2] == ["demo"]:
            from demodata import kommun

            # Before the settings choose a database: the demo never meets real cases.
            os.environ.update(kommun.MILJO)
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import OperationalError
    except ModuleNotFoundError:
        sys.stderr.write("Django saknas. Kör make install och sedan .venv/bin/python manage.py.\n")
        return 2

    from assistans import arbetare, embedded

    try:
        if embedded.needs_services(sys.argv):
            embedded.ensure()
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, embedded.ServiceRefused, arbetare.WorkerMissing) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]  # the first line names no row
        sys.stderr.write(f"Databasen svarar inte eller avbröt arbetet: {reason}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
