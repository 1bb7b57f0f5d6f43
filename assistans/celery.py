"""The Celery app. Start a worker with `python -m celery -A assistans worker`."""

import os

from celery import Celery, Task
from celery.signals import celeryd_init, task_prerun
from django.db import close_old_connections

from assistans import arbetare, embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")

app = Celery("assistans")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def prepare_worker(**_kwargs: object) -> None:
    """Give a worker the services it needs, and let a lent worker leave with the process that started it."""
    embedded.ensure()
    arbetare.follow_parent()


@task_prerun.connect
def close_broken_connections(task: Task, **_kwargs: object) -> None:
    """Before a task, as before a page: a connection that has broken or grown old is not used again."""
    if not task.request.is_eager:
        close_old_connections()
