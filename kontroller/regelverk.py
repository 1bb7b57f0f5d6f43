"""Regelverket: det som programmet levereras med, och det som gäller för en prestationsdag."""

from datetime import date, datetime

from django.db import transaction

from assistans.models import Handelse, User
from kontroller import motor
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regel import ALLTID, Allvar, Regel
from kontroller.regler import load_rules

STANDARD = "Standard"


@transaction.atomic
def ensure_standard(*, at: datetime) -> Regelverk:
    """The rule set that the program ships with; a new version of it when the program has got other rules."""
    regler = load_rules()
    senaste = Regelverk.objects.select_for_update().filter(levererat=True).order_by("-pk").first()
    if senaste and _rules_in(senaste) == {_signature(r) for r in regler.values()}:
        return senaste

    nummer = int(senaste.version.removeprefix(STANDARD)) + 1 if senaste else 1
    system = User.objects.system()
    regelverk = Regelverk.objects.create(
        version=f"{STANDARD} {nummer}",
        galler_fran=ALLTID,
        levererat=True,
        foreslaget_av=system,
        foreslaget=at,
        antaget=at,
    )
    Regelverksrad.objects.bulk_create(_row(regelverk, regel) for regel in regler.values())
    Handelse.record("regelverk.levererat", regelverk, by=system, at=at, version=regelverk.version)
    return regelverk


def in_force(dag: date) -> Regelverk:
    """The adopted rule set for a performance day: of those in force, the one adopted last.

    Raises Regelverk.DoesNotExist when none is adopted; `ensure_standard` sees to it that one is.
    """
    return Regelverk.objects.filter(antaget__isnull=False, galler_fran__lte=dag).latest("galler_fran", "pk")


def as_engine_reads_it(regelverk: Regelverk) -> motor.Regelverk:
    """The stored rule set as the engine's own dataclasses."""
    return motor.Regelverk(
        version=regelverk.version,
        rader=tuple(
            motor.Regelverksrad(
                kod=rad.kod,
                version=rad.regelversion,
                allvar=Allvar(rad.allvar),
                i_bruk=rad.i_bruk,
                far_undantas=rad.far_undantas,
                parametrar=rad.parametrar,
            )
            for rad in regelverk.rader.order_by("kod")
        ),
    )


def _row(regelverk: Regelverk, regel: Regel) -> Regelverksrad:
    return Regelverksrad(
        regelverk=regelverk,
        kod=regel.kod,
        regelversion=regel.version,
        allvar=regel.allvar,
        i_bruk=regel.i_bruk,
        far_undantas=regel.far_undantas,
        parametrar=dict(regel.standard),
    )


def _signature(regel: Regel) -> tuple[str, int, str, bool, bool]:
    return regel.kod, regel.version, str(regel.allvar), regel.i_bruk, regel.far_undantas


def _rules_in(regelverk: Regelverk) -> set[tuple[str, int, str, bool, bool]]:
    return set(regelverk.rader.values_list("kod", "regelversion", "allvar", "i_bruk", "far_undantas"))
