import sys

from django.core.management.base import BaseCommand

from assistans import kommando
from kontroller.bevispaket.signering import KeyMissing, in_groups, new_key, public_key, signing_key


class Command(BaseCommand):
    help = "Skriver ut en ny nyckel för bevispaketen, eller med --visa den offentliga delen av den som används."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("--visa", action="store_true", help="visa den offentliga nyckeln som används nu")

    def handle(self, *, visa, traceback, **_):
        kommando.run(show if visa else propose, show_traceback=traceback)


def propose() -> int:
    """A new private key, as it is written in the environment. Nothing is kept."""
    sys.stdout.write(f"ASSISTANS_SIGNERINGSNYCKEL={new_key()}\n")
    return kommando.KLART


def show() -> int:
    """The public part of the key in use, to be given to the auditor."""
    try:
        nyckel = public_key(signing_key())
    except KeyMissing as saknas:
        raise kommando.KommandoFel(str(saknas)) from None
    sys.stdout.write(f"{nyckel}\n{in_groups(nyckel)}\n")
    return kommando.KLART
