"""Many attests at once: only of what was seen and is unchanged, each controlled again.

They are given block by block, each block in one transaction: its invoices are locked and controlled together, which
takes as many queries for ten as for one, and each attest is then given or refused by itself. If it is interrupted, the
blocks that are done stand.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assistans.models import User
from fakturor.attesthinder import attest_obstacles
from fakturor.attestratt import approved_amounts
from fakturor.models import Attest, Faktura, Fakturarad
from fakturor.services.attesting import AttestRefused, lock_dossiers, record_beslutsattest, record_granskningsattest
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.korning import recontrol_block
from kontroller.models import Granskning
from kontroller.services.outcome import apply_results

I_TAGET = 10
"""So many are locked and controlled together: what else wants them has to wait no longer than that takes."""
RECORD = {Attest.Typ.GRANSKNING: record_granskningsattest, Attest.Typ.BESLUT: record_beslutsattest}
ANDRAD = "Fakturan har ändrats sedan sidan visades."
INTE_REN = "Kontrollerna fann något när fakturan kontrollerades igen. Öppna den och attestera den för sig."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sett:
    """Vad den som attesterar såg av en faktura: omgång, senaste granskning och godkänt belopp."""

    faktura_id: int
    omgang: int
    granskning_id: int
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Utgang:
    """Hur det gick med en faktura: attesten, eller varför den inte gavs."""

    faktura_id: int
    attest: Attest | None = None
    skal: str = ""


def attest_many(*, sedda: Iterable[Sett], manad: date, typ: str, by: User, at: datetime) -> list[Utgang]:
    """Give the attest on each of a month's invoices that was seen. What cannot be attested is told and leaves the rest
    be.
    """
    sedda = list(sedda)
    utgangar: dict[int, Utgang] = {}
    for block in blocks_of(sedda):
        utgangar |= {utgang.faktura_id: utgang for utgang in _attest_block(block, manad, typ, by=by, at=at)}
    return [utgangar[sett.faktura_id] for sett in sedda]


def blocks_of(sedda: list[Sett]) -> Iterator[list[Sett]]:
    """So many at a time, never two of one dossier: the next is held against the time that the first has approved."""
    dossierer: dict[int, set[int]] = {}
    rader = Fakturarad.objects.filter(faktura__in=[s.faktura_id for s in sedda], redovisning__isnull=False).order_by()
    for faktura_id, redovisning_id in rader.values_list("faktura", "redovisning").distinct():
        dossierer.setdefault(faktura_id, set()).add(redovisning_id)
    block: list[Sett] = []
    tagna: set[int] = set()
    for sett in sedda:
        egna = dossierer.get(sett.faktura_id, set())
        if len(block) == I_TAGET or egna & tagna:
            yield block
            block, tagna = [], set()
        block.append(sett)
        tagna |= egna
    if block:
        yield block


@transaction.atomic(durable=True)
def _attest_block(block: list[Sett], manad: date, typ: str, *, by: User, at: datetime) -> Iterable[Utgang]:
    ids = [sett.faktura_id for sett in block]
    fakturor = {f.pk: f for f in Faktura.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    lock_dossiers(ids)
    star = _as_they_stand(fakturor.values())
    hinder = {sett.faktura_id: ANDRAD for sett in block if sett != star.get(sett.faktura_id)}
    # Asked first, so that nobody makes a new result by asking for what they may not do.
    hinder |= attest_obstacles(
        fakturor=[f for pk, f in fakturor.items() if pk not in hinder], typ=typ, by=by, dag=timezone.localdate(at)
    )
    lagen = _control_anew([pk for pk in fakturor if pk not in hinder], manad, by=by, at=at)
    return [
        Utgang(faktura_id=pk, skal=hinder[pk]) if pk in hinder else _attest(fakturor[pk], lagen[pk], typ, by=by, at=at)
        for pk in ids
    ]


def _attest(faktura: Faktura, lage: Fakturalage, typ: str, *, by: User, at: datetime) -> Utgang:
    """Give the attest, or say why not: the result stays in the ledger either way."""
    if lage.utfall.resultat != Granskning.Resultat.REN or lage.granskning.tips:
        return Utgang(faktura_id=faktura.pk, skal=INTE_REN)
    try:
        return Utgang(
            faktura_id=faktura.pk,
            attest=RECORD[Attest.Typ(typ)](faktura=faktura, utfall=lage.utfall, by=by, at=at),
        )
    except AttestRefused as refused:
        return Utgang(faktura_id=faktura.pk, skal=str(refused))


def _as_they_stand(fakturor: Collection[Faktura]) -> dict[int, Sett]:
    """What the page would show of the invoices now, by id. Two queries."""
    ids = [faktura.pk for faktura in fakturor]
    belopp = approved_amounts(ids)
    nyaste = Granskning.objects.filter(faktura__in=ids).values("faktura").annotate(senaste=Max("pk")).order_by()
    senaste = dict(nyaste.values_list("faktura", "senaste"))
    return {
        f.pk: Sett(faktura_id=f.pk, omgang=f.omgang, granskning_id=senaste.get(f.pk, 0), belopp=belopp[f.pk])
        for f in fakturor
    }


def _control_anew(ids: list[int], manad: date, *, by: User, at: datetime) -> dict[int, Fakturalage]:
    if not ids:
        return {}
    apply_results(granskningar=recontrol_block(faktura_ids=ids, manad=manad, by=by, at=at), by=by, at=at)
    return states_of(ids, idag=timezone.localdate(at))
