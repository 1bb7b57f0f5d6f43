"""Celerys uppgifter: id:n in, ett anrop. Ofarliga att köra två gånger."""

from celery import shared_task
from celery.signals import worker_init, worker_ready
from django.db import InterfaceError, OperationalError
from django.utils import timezone

SEKUNDER_MELLAN_FORSOK, FLEST_OMTAG = 30, 20
"""Så länge väntar en arbetare på en databas som är borta: omkring tio minuter."""


@shared_task(
    name="kontroller.kor_block",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    retry_backoff_max=SEKUNDER_MELLAN_FORSOK,
    max_retries=FLEST_OMTAG,
)
def run_block(block_id: int) -> None:
    """Judge one block of a run, unless somebody already has. Waits for a database server that is being restarted."""
    from kontroller import korning

    korning.run_block(block_id, at=timezone.now())


@shared_task(name="kontroller.skriv_rapport")
def write_report(tidrymd: str, av_id: int) -> None:
    """Write the board's report of a month, a quarter or a year. A second time gives the same report, which is kept
    once.
    """
    from assistans.aktor import set_actor
    from assistans.models import User
    from kontroller.rapport.period import parse_span
    from kontroller.services import reporting

    set_actor(av_id)
    reporting.carry_out_order(tidrymd=parse_span(tidrymd), by=User.objects.get(pk=av_id), at=timezone.now())


@shared_task(name="kontroller.gor_bevispaket")
def make_evidence_pack(paket_id: int) -> None:
    """Make an ordered evidence pack. One that is made already is left as it is."""
    from assistans.aktor import set_actor
    from kontroller.models import Bevispaket
    from kontroller.services import evidence

    set_actor(Bevispaket.objects.values_list("bestallt_av", flat=True).get(pk=paket_id))
    evidence.make_pack(paket_id, at=timezone.now())


@shared_task(name="kontroller.prova")
def run_trial(prov_id: int) -> None:
    """Count what remains of a what-if trial, unless somebody is at it already."""
    from kontroller.services import what_if

    what_if.run_trial(prov_id, at=timezone.now())


@shared_task(name="kontroller.rakna_om")
def recalculate(manad: str) -> None:
    """Try what is approved in a month on today's facts. A second time gives what holds then."""
    from kontroller.services import recalculating

    recalculating.carry_out_order(manad)


@shared_task(name="kontroller.prova_sena")
def try_late_facts(sena_ids: list[int]) -> None:
    """Try paid invoices on what has become known of them. A second time finds nothing left to try."""
    from kontroller.services import late_trials

    late_trials.try_late_facts(sena_ids, at=timezone.now())


@worker_init.connect
def read_the_rules_once(**_kwargs: object) -> None:
    """Before the worker divides itself: every process then has the program and the rules, and shares the memory."""
    import gc

    from kontroller.korning import load_versions

    load_versions()
    gc.collect()
    gc.freeze()


@worker_ready.connect
def take_up_what_was_left(**_kwargs: object) -> None:
    """A worker that starts takes up the blocks and trials that a worker who died left behind."""
    from kontroller import korning
    from kontroller.services import late_trials, what_if

    korning.resume_all(at=timezone.now())
    what_if.resume_all()
    late_trials.resume_all(at=timezone.now())
