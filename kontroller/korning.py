"""En körning: dela månaden i block, pröva varje faktura, lagra, ta vid där det avbröts.

Ett block görs helt eller inte alls, i en transaktion. Därför kan en arbetare dö när som helst: det som inte är klart
görs om av nästa, och inget verdikt blir borta eller dubbelt. Hur långt körningen har kommit räknas i databasen.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from math import ceil

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.minne import cycles_left
from assistans.models import Handelse, User
from assistans.tid import first_of_month
from fakturor.models import Faktura, Fakturarad
from kontroller import regelverk as regelverken
from kontroller.liggare import store_judgements
from kontroller.loading import load_facts
from kontroller.models import Block, Granskning, Korning
from kontroller.motor import judge
from kontroller.regler import load_versions
from kontroller.services.outcome import apply_results

logger = logging.getLogger(__name__)

BLOCKSTORLEK = 150
"""Så många redovisningar ryms i ett block, och minst en faktura: det bestämmer hur mycket minne en arbetare tar."""
MINSTA_BLOCK, FLERA_BLOCK = 50, 8
"""En mindre månad delas i åtta, så att arbetarna blir klara samtidigt. Mindre än femtio är inte värt sina frågor."""
FLEST_FORSOK = 3
EGNA_HANDELSER = r"^(korning|faktura|rapport|api|nyckel|konsekvensprov)\.|^regelverk\.(foreslaget|undanlagt)$"
"""Händelser som kontrollen själv ger upphov till, eller som inget verdikt vilar på. En parning är undantaget."""


@transaction.atomic
def start_month(*, manad: date, by: User, at: datetime) -> Korning:
    """Start the control of a month, or take up the one that was left unfinished. The blocks go to the workers.

    One that was left unfinished is taken up only while what it judges is unchanged; else it ends as incomplete, and a
    new one begins. When the queue cannot be reached the run stands all the same: a worker that starts takes it up, and
    so does the page.
    """
    manad = first_of_month(manad)
    regelverken.ensure_standard(at=at)
    ids = list(Faktura.objects.claiming(manad).standing().values_list("pk", flat=True))
    pagar = Korning.objects.select_for_update().filter(manad=manad, typ=Korning.Typ.MANAD, status=Korning.Status.PAGAR)
    for korning in pagar:
        if not _is_outdated(korning, ids):
            transaction.on_commit(lambda korning=korning: enqueue(korning), robust=True)
            return korning
        _finish(korning, at)

    korning = Korning.objects.create(
        typ=Korning.Typ.MANAD,
        manad=manad,
        regelverk=regelverken.in_force(manad),
        startad_av=by,
        startad=at,
        status=Korning.Status.PAGAR,
        antal=len(ids),
    )
    Block.objects.bulk_create(
        Block(korning=korning, nummer=nummer, fakturor=fakturor)
        for nummer, fakturor in enumerate(_divide(ids), start=1)
    )
    Handelse.record("korning.startad", korning, by=by, at=at, manad=f"{manad:%Y-%m}", antal=len(ids))
    if ids:
        transaction.on_commit(lambda: enqueue(korning), robust=True)
    else:
        _finish(korning, at)
    return korning


def enqueue(korning: Korning) -> None:
    """Hand the blocks that remain to the workers."""
    from kontroller.tasks import run_block as task

    for block_id in korning.block.filter(_remaining()).order_by("nummer").values_list("pk", flat=True):
        task.delay(block_id)


def resume_all(*, at: datetime) -> None:
    """Take up every run that was left unfinished."""
    for korning in Korning.objects.filter(status=Korning.Status.PAGAR):
        resume(korning, at=at)


def resume(korning: Korning, *, at: datetime) -> None:
    """Hand out what remains of a run. A block that has brought down its worker time and again is given up and named."""
    with transaction.atomic():
        uppgivna = korning.block.select_for_update(skip_locked=True).filter(klart=None, forsok__gte=FLEST_FORSOK)
        for block in uppgivna:
            _close(block, at, f"Gavs upp efter {FLEST_FORSOK} försök.")
    enqueue(korning)
    _finish_when_done(korning.pk, at)


def run_block(block_id: int, *, at: datetime) -> None:
    """Judge the invoices of a block and store the verdicts, all or none. Does nothing when it is done or being done.

    When something breaks, each invoice is tried on its own, so that one does not hold back the others; what could
    not be judged is named in the block, and the run ends as incomplete. Raises OperationalError or InterfaceError when
    the database is gone: then nothing is known to be wrong with the block, and it is to be tried again.
    """
    if not _begin(block_id):
        # Whoever did it may have been brought down before the run was ended.
        for korning_id in Block.objects.filter(pk=block_id).values_list("korning_id", flat=True):
            _finish_when_done(korning_id, at)
        return
    try:
        with transaction.atomic():
            block = Block.objects.select_for_update(skip_locked=True).filter(pk=block_id, klart=None).first()
            if block is None:
                return
            _judge(block.korning, block.fakturor, at)
            _close(block, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Block %s kunde inte göras i ett stycke", block_id)
        _run_one_by_one(block_id, at)
    _finish_when_done(Block.objects.values_list("korning_id", flat=True).get(pk=block_id), at)


def recontrol(*, faktura: Faktura, by: User, at: datetime) -> Granskning:
    """Control one invoice anew, in the caller's transaction, and store the result in the ledger."""
    manad = faktura.rader.filter(manad__isnull=False).order_by("manad").values_list("manad", flat=True).first()
    manad = manad or first_of_month(faktura.mottagen.date())
    regelverken.ensure_standard(at=at)
    korning = _begin_recontrol(manad, 1, by=by, at=at)
    [granskning] = _store(korning, [faktura.pk])
    return granskning


def recontrol_block(*, faktura_ids: Collection[int], manad: date, by: User, at: datetime) -> list[Granskning]:
    """Control a month's invoices anew as one block, in the caller's transaction, and store the results."""
    regelverken.ensure_standard(at=at)
    return _store(_begin_recontrol(manad, len(faktura_ids), by=by, at=at), faktura_ids)


@transaction.atomic
def control_without_month(*, faktura_ids: Collection[int], by: User, at: datetime) -> None:
    """Control invoices that belong to no month as they come, so that the queue shows everything that is wrong with
    them.

    They stay in the queue; what they are paired with later is controlled with its month.
    """
    regelverken.ensure_standard(at=at)
    ids = list(faktura_ids)
    for block in _divide(ids):
        korning = _begin_recontrol(first_of_month(timezone.localdate(at)), len(block), by=by, at=at)
        apply_results(granskningar=_store(korning, block), by=by, at=at)


def done_count(korning: Korning) -> int:
    """How many invoices of the run have their verdicts."""
    return korning.granskningar.count()


def block_size(redovisningar: int) -> int:
    """How many dossiers a block of a run over so many has room for."""
    return min(BLOCKSTORLEK, max(MINSTA_BLOCK, ceil(redovisningar / FLERA_BLOCK)))


def _divide(faktura_ids: list[int]) -> Iterator[list[int]]:
    """The invoices in order, as many at a time as the block has room for. One provider's may be for hundreds."""
    rader = Fakturarad.objects.filter(faktura__in=faktura_ids, redovisning__isnull=False).order_by()
    antal = dict(rader.values_list("faktura").annotate(antal=Count("redovisning", distinct=True)))
    tar_plats = {pk: max(1, antal.get(pk, 0)) for pk in faktura_ids}
    storlek = block_size(sum(tar_plats.values()))
    block: list[int] = []
    plats = storlek
    for pk, tar in tar_plats.items():
        if block and tar > plats:
            yield block
            block, plats = [], storlek
        block.append(pk)
        plats -= tar
    if block:
        yield block


def _begin_recontrol(manad: date, antal: int, *, by: User, at: datetime) -> Korning:
    """A run that is done as soon as it is begun, since it is made in the caller's transaction."""
    return Korning.objects.create(
        typ=Korning.Typ.OMKONTROLL,
        manad=manad,
        regelverk=regelverken.in_force(manad),
        startad_av=by,
        startad=at,
        avslutad=at,
        status=Korning.Status.KLAR,
        antal=antal,
    )


def _is_outdated(korning: Korning, faktura_ids: list[int]) -> bool:
    """Whether a run would judge other invoices than those of today, or some on what held before a change."""
    avsedda = {pk for block in korning.block.all() for pk in block.fakturor}
    andrat = Handelse.objects.filter(tid__gt=korning.startad).exclude(
        Q(typ__regex=EGNA_HANDELSER) & ~Q(typ="faktura.parad")
    )
    return avsedda != set(faktura_ids) or andrat.exists()


def _remaining() -> Q:
    return Q(klart=None, forsok__lt=FLEST_FORSOK, korning__status=Korning.Status.PAGAR)


def _begin(block_id: int) -> bool:
    """Count the attempt in a transaction of its own, so that it is known even if this worker dies."""
    with transaction.atomic():
        block = (
            Block.objects.select_for_update(skip_locked=True, of=("self",)).filter(_remaining(), pk=block_id).first()
        )
        if block is None:
            return False
        block.forsok += 1
        block.save(update_fields=["forsok"])
        return True


def _store(korning: Korning, faktura_ids: Iterable[int]) -> list[Granskning]:
    regelverk = regelverken.as_engine_reads_it(korning.regelverk)
    regler = load_versions()
    # A block makes hundreds of thousands of objects and no cycles: to look for some takes a fifth of the time.
    with cycles_left():
        return store_judgements(
            korning, [(fakta, judge(fakta, regelverk, regler)) for fakta in load_facts(faktura_ids)]
        )


def _judge(korning: Korning, faktura_ids: Iterable[int], at: datetime) -> None:
    set_actor(korning.startad_av_id)
    # Låsta i ordning, så att två block som rör samma faktura väntar på varandra i stället för att låsa fast sig.
    list(Faktura.objects.select_for_update().filter(pk__in=list(faktura_ids)).order_by("pk").values_list("pk"))
    apply_results(granskningar=_store(korning, faktura_ids), by=korning.startad_av, at=at)


def _close(block: Block, at: datetime, fel: str = "") -> None:
    block.klart, block.fel = at, fel
    block.save(update_fields=["klart", "fel"])


def _run_one_by_one(block_id: int, at: datetime) -> None:
    with transaction.atomic():
        block = Block.objects.select_for_update(skip_locked=True).filter(pk=block_id, klart=None).first()
        if block is None:
            return
        misslyckade = []
        for faktura_id in block.fakturor:
            try:
                with transaction.atomic():
                    _judge(block.korning, [faktura_id], at)
            except (OperationalError, InterfaceError):
                raise
            except Exception:
                logger.exception("Faktura med id %s kunde inte prövas", faktura_id)
                misslyckade.append(str(faktura_id))
        _close(block, at, f"Kunde inte prövas: {', '.join(misslyckade)}"[:500] if misslyckade else "")


def _finish_when_done(korning_id: int, at: datetime) -> None:
    with transaction.atomic():
        korning = Korning.objects.select_for_update().get(pk=korning_id)
        if korning.status == Korning.Status.PAGAR and not korning.block.filter(klart=None).exists():
            _finish(korning, at)


def _finish(korning: Korning, at: datetime) -> None:
    klara = done_count(korning)
    korning.status = Korning.Status.KLAR if klara == korning.antal else Korning.Status.OFULLSTANDIG
    korning.avslutad = at
    korning.save(update_fields=["status", "avslutad"])
    Handelse.record("korning.avslutad", korning, by=korning.startad_av, at=at, status=korning.status, klara=klara)
