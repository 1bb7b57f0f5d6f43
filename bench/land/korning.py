"""En hel körning av landets månad genom kön, och vad den lämnade efter sig."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from assistans.models import User
from bench.databas import database_url
from bench.land.arbetare import workers
from bench.land.storlek import MANAD
from fakturor.models import Faktura
from kontroller import kanon, korning
from kontroller.liggare import stored_verdicts
from kontroller.models import Korning, Utfallsrad

SEKUNDER_SOM_MEST = 600
KOMMUN = {"ASSISTANS_KOMMUNKOD": "0000"}
"""Kommunen som arbetarna arbetar för: den som personerna i underlaget är folkbokförda i."""


class RunRefused(Exception):
    """The run did not end as it should; the message is a sentence for the one who started the bench."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Korningstid:
    """En körnings tid i sekunder, arbetarnas minne i MB, och hur många verdikt som prövades och rader som skrevs."""

    processer: int
    sekunder: float
    minne_mb: float | None
    verdikt: int
    rader: int


def measure_run(processer: int) -> Korningstid:
    """Control the month with a worker of so many processes, in the database that is open. Raises RunRefused."""
    env = {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL, **KOMMUN}
    with workers(processer, env=env, logg=settings.VAR / "bench-arbetare.log") as arbetare:
        borjan = time.perf_counter()
        kord = korning.start_month(manad=MANAD, by=User.objects.system(), at=timezone.now())
        wait_until_done(kord)
        sekunder = time.perf_counter() - borjan
    if kord.status != Korning.Status.KLAR:
        raise RunRefused("Körningen blev inte klar: alla fakturor fick inga verdikt.")
    i_bruk = kord.regelverk.rader.filter(i_bruk=True).count()
    rader = Utfallsrad.objects.filter(granskning__korning=kord).count()
    return Korningstid(
        processer=processer,
        sekunder=sekunder,
        minne_mb=arbetare.topp_mb,
        verdikt=i_bruk * kord.antal,
        rader=rader + kord.antal,
    )


def wait_until_done(kord: Korning, *, look: Callable[[], None] = lambda: None) -> None:
    """Wait until a run has ended. Raises RunRefused when it takes too long."""
    slut = time.monotonic() + SEKUNDER_SOM_MEST
    while kord.status == Korning.Status.PAGAR:
        if time.monotonic() > slut:
            raise RunRefused(f"Körningen var inte klar på {SEKUNDER_SOM_MEST} sekunder.")
        look()
        time.sleep(0.05)
        kord.refresh_from_db()


def digest(kord: Korning) -> str:
    """SHA-256 over all that a run came to: facts, verdicts with text and evidence, hints, and where invoices stand."""
    summa = hashlib.sha256()
    for g in kord.granskningar.prefetch_related("utfall").order_by("faktura_id").iterator(chunk_size=200):
        verdikt = stored_verdicts(g)
        summa.update(
            json.dumps(
                [
                    g.faktura_id,
                    g.fakta_sha256,
                    kanon.sha256(g.fakta),
                    g.resultat,
                    [kanon.verdict_to_json(v) for v in verdikt],
                    [kanon.finding_hash(v) for v in verdikt],
                    g.tips,
                    sorted((rad.regel, rad.fyndhash, str(rad.kronor)) for rad in g.utfall.all()),
                ],
                sort_keys=True,
            ).encode()
        )
    lagen = Faktura.objects.order_by("pk").values_list("pk", "status", "omgang")
    summa.update(json.dumps(list(lagen)).encode())
    return summa.hexdigest()
