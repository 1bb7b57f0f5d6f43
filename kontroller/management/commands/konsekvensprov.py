import sys
import time
from decimal import Decimal, InvalidOperation

from django.core.management.base import BaseCommand
from django.utils import timezone

from assistans import kommando
from assistans.aktor import set_actor
from assistans.arbetare import WorkerMissing, worker_running
from assistans.models import User
from assistans.svenska import antal, kronor
from kontroller.models import Konsekvensprov, Regelverk
from kontroller.services.what_if import TrialRefused, start_trial
from kontroller.sidor.provsida import Provrad, build_trial

SEKUNDER_UTAN_FRAMSTEG = 120
"""Så länge utan att en faktura räknas, innan kommandot slutar vänta. Provet tas upp igen nästa gång."""


class Command(BaseCommand):
    help = "Prövar ett regelverk eller ett timbelopp mot månader som redan är kontrollerade. Inget annat ändras."
    create_parser = kommando.create_parser

    def add_arguments(self, parser):
        parser.add_argument("fran", metavar="ÅÅÅÅ-MM", help="den första månaden")
        parser.add_argument("till", metavar="ÅÅÅÅ-MM", help="den sista månaden")
        parser.add_argument("--regelverk", metavar="VERSION", help="regelverket som prövas, till exempel 2015:1")
        parser.add_argument("--kategori", metavar="SLAG", default="", help="timbelopp av slaget, till exempel schablon")
        parser.add_argument("--belopp", metavar="KRONOR", help="kronor per timme")

    def handle(self, *, fran, till, regelverk, kategori, belopp, traceback, **_):
        kommando.run(
            lambda: try_out(
                fran_manad=kommando.month(fran),
                till_manad=kommando.month(till),
                regelverk=_rule_set(regelverk),
                kategori=kategori,
                belopp=_amount(belopp),
            ),
            show_traceback=traceback,
        )


def try_out(**vad) -> int:
    """Start the trial, wait for the answer, and print it."""
    system = User.objects.system()
    set_actor(system.pk)
    try:
        with worker_running():
            prov = start_trial(**vad, by=system, at=timezone.now())
            wait_for(prov)
    except TrialRefused as refused:
        raise kommando.KommandoFel(str(refused)) from refused
    except WorkerMissing as saknas:
        sys.stderr.write(f"{saknas}\n")
        return kommando.DELVIS
    if prov.status != Konsekvensprov.Status.KLART:
        sys.stderr.write(f"{prov.fel or 'Provet blev inte klart. Kör kommandot igen, så tar det vid.'}\n")
        return kommando.DELVIS
    write_answer(prov)
    return kommando.KLART


def wait_for(prov: Konsekvensprov) -> None:
    """Wait until the trial is done, or until nothing has come of it for long."""
    senast, sedan = -1, time.monotonic()
    while prov.status == Konsekvensprov.Status.PAGAR and time.monotonic() - sedan < SEKUNDER_UTAN_FRAMSTEG:
        if prov.klara != senast:
            senast, sedan = prov.klara, time.monotonic()
        time.sleep(0.2)
        prov.refresh_from_db()


def write_answer(prov: Konsekvensprov) -> None:
    """The answer as lines: sentences, then a line for each provider and control."""
    sida = build_trial(prov)
    for mening in (f"{sida.vad}, {sida.period}.", *sida.meningar):
        sys.stdout.write(f"{mening}\n")
    for rad in (*sida.anordnare, *sida.kontroller):
        sys.stdout.write(f"{_line(rad, sida.om_pris and not rad.kod)}\n")


def _line(rad: Provrad, om_pris: bool) -> str:
    skillnad = rad.prisskillnad if om_pris else rad.skillnad
    namn = f"{rad.kod} {rad.namn}".strip()
    return (
        f"{namn}: {kronor(skillnad, oren=False)}, {rad.nya} stoppas nu också, {rad.inte_langre} stoppas inte längre, "
        f"{antal(rad.personer, 'person', 'personer')}"
    )


def _rule_set(version: str | None) -> Regelverk | None:
    if version is None:
        return None
    regelverk = Regelverk.objects.filter(version=version).first()
    if regelverk is None:
        raise kommando.KommandoFel(f"Regelverket {version} finns inte.")
    return regelverk


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        belopp = Decimal(text.replace(",", "."))
    except InvalidOperation as fel:
        raise kommando.KommandoFel(f"Skriv beloppet som ett tal, till exempel 284,50. Det står {text}.") from fel
    if not belopp.is_finite() or belopp.as_tuple().exponent < -2 or belopp >= 100_000:
        raise kommando.KommandoFel(f"Skriv beloppet i kronor och ören, till exempel 284,50. Det står {text}.")
    return belopp
