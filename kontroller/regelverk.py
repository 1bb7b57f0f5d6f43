"""Regelverket: det som programmet levereras med, och det som gäller för en prestationsdag."""

import json
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from assistans.models import Handelse, User
from kontroller import motor
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regel import ALLTID, Allvar, Regel
from kontroller.regler import load_rules

STANDARD = "Standard"
ORDNING = ("-levererat", "galler_fran", "antaget", "pk")
"""Av två antagna regelverk gäller det som kommer sist."""


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
    """The adopted rule set for a performance day.

    One of the municipality's own goes before the one that the program ships with. Of several, the one that began last
    holds, and of those that began the same day the one adopted last. Raises Regelverk.DoesNotExist when none is
    adopted; `ensure_standard` sees to it that one is.
    """
    return Regelverk.objects.adopted().filter(galler_fran__lte=dag).latest(*ORDNING)


def next_own_day(efter: date) -> date | None:
    """The first day of the next own rule set that begins after a day: till then the one before it holds."""
    senare = Regelverk.objects.adopted().filter(levererat=False, galler_fran__gt=efter).order_by("galler_fran").first()
    return senare.galler_fran if senare else None


def newer_rule_set(manad: date, anvanda: Collection[Regelverk]) -> Regelverk | None:
    """The rule set that holds for a month, when something in it was controlled by another; else None. One query."""
    if not anvanda:
        return None
    galler = in_force(manad)
    return galler if any(regelverk.pk != galler.pk for regelverk in anvanda) else None


def delivered() -> Regelverk | None:
    """The newest rule set that the program has shipped."""
    return Regelverk.objects.filter(levererat=True).order_by("-pk").first()


def without_stand(regelverk: Regelverk) -> list[Regelverksrad]:
    """The delivered rules, or versions of rules, that a municipality's own rule set says nothing about.

    They are not in use where it holds, whatever is delivered: the municipality takes a stand with a new proposal.
    """
    levererat = delivered()
    if regelverk.levererat or levererat is None:
        return []
    egna = dict(regelverk.rader.values_list("kod", "regelversion"))
    return [rad for rad in levererat.rader.order_by("kod") if egna.get(rad.kod, 0) < rad.regelversion]


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


Signatur = tuple[str, int, str, bool, bool, str]


def _signature(regel: Regel) -> Signatur:
    parametrar = json.dumps(dict(regel.standard), sort_keys=True)
    return regel.kod, regel.version, str(regel.allvar), regel.i_bruk, regel.far_undantas, parametrar


def _rules_in(regelverk: Regelverk) -> set[Signatur]:
    return {
        (
            rad.kod,
            rad.regelversion,
            rad.allvar,
            rad.i_bruk,
            rad.far_undantas,
            json.dumps(rad.parametrar, sort_keys=True),
        )
        for rad in regelverk.rader.all()
    }
