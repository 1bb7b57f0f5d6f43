"""Celerys uppgifter: id:n in, ett anrop. Ofarliga att köra två gånger."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone


@shared_task(name="kontroller.kor_block")
def run_block(block_id: int) -> None:
    """Judge one block of a run, unless somebody already has."""
    from kontroller import korning

    korning.run_block(block_id, at=timezone.now())


@worker_ready.connect
def take_up_what_was_left(**_kwargs: object) -> None:
    """A worker that starts takes up the blocks that a worker who died left behind."""
    from kontroller import korning

    korning.resume_all(at=timezone.now())
