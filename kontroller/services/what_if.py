"""What another rule set or rate would have meant for months that are controlled. Nothing but the answer is kept.

The facts are those that each month's newest finished run judged. They are counted a piece at a time: each piece is a
transaction that takes up where the one before it ended, so a worker may die at any time, and two that are given the
same trial wait for nothing and count nothing twice.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Prefetch

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from assistans.tid import first_of_month
from beslut.models import Timbelopp
from kontroller import kanon, konsekvens
from kontroller import motor as motorn
from kontroller import regelverk as regelverken
from kontroller.berakning import round_half_up
from kontroller.konsekvens import Rakning, Summa
from kontroller.models import Granskning, Konsekvensprov, Korning, Regelverk, Utfallsrad
from kontroller.rapport.summor import MINST_PERSONER
from kontroller.regler import load_versions
from kontroller.services.adopting import MAY_ADOPT, MAY_PROPOSE

logger = logging.getLogger(__name__)

BIT = 100
"""Så många fakturor räknas i en transaktion."""
FLEST_MANADER = 60
SYSTEMET = "system"


class TrialRefused(Exception):
    """The trial cannot be made. The message is for the user; `falt` names the field that it is about."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


@transaction.atomic
def start_trial(
    *,
    fran_manad: date,
    till_manad: date,
    regelverk: Regelverk | None = None,
    kategori: str = "",
    belopp: Decimal | None = None,
    by: User,
    at: datetime,
) -> Konsekvensprov:
    """Start a trial of a rule set, or of a rate in kronor an hour, or take up the same one that was left unfinished.

    Raises TrialRefused.
    """
    fran_manad, till_manad = first_of_month(fran_manad), first_of_month(till_manad)
    _refuse(fran_manad, till_manad, regelverk, kategori, belopp, by)
    vad = {
        "regelverk": regelverk,
        "kategori": kategori,
        "belopp": belopp,
        "fran_manad": fran_manad,
        "till_manad": till_manad,
    }
    prov = Konsekvensprov.objects.select_for_update().filter(status=Konsekvensprov.Status.PAGAR, **vad).first()
    if prov is None:
        korningar = _runs(fran_manad, till_manad)
        if not korningar:
            raise TrialRefused("Ingen månad i perioden är kontrollerad, så det finns inget att pröva mot.")
        prov = Konsekvensprov.objects.create(
            **vad,
            antal=len(_judgements(korningar)),
            resultat={"korningar": korningar, "senast": 0, "rakning": konsekvens.to_json(Rakning())},
            startat_av=by,
            startat=at,
        )
        Handelse.record(
            "konsekvensprov.startat", prov, by=by, at=at, fran=f"{fran_manad:%Y-%m}", till=f"{till_manad:%Y-%m}"
        )
    transaction.on_commit(lambda: enqueue(prov.pk), robust=True)
    return prov


def may_try(user: User) -> bool:
    """Whether a person may start trials. Commands act as the system, which has no role."""
    return user.anvandarnamn == SYSTEMET or user.may(MAY_PROPOSE) or user.may(MAY_ADOPT)


def enqueue(prov_id: int) -> None:
    """Hand a trial to the workers."""
    from kontroller.tasks import run_trial as task

    task.delay(prov_id)


def resume_all() -> None:
    """Take up every trial that was left unfinished."""
    for prov_id in Konsekvensprov.objects.filter(status=Konsekvensprov.Status.PAGAR).values_list("pk", flat=True):
        enqueue(prov_id)


def run_trial(prov_id: int, *, at: datetime) -> None:
    """Count what remains of a trial. Does nothing when it is done, or when another worker is at it."""
    lasta: dict[int, motorn.Regelverk] = {}
    try:
        while _count_a_piece(prov_id, lasta, at):
            pass
    except motorn.OkandRegel as okand:
        _fail(prov_id, str(okand), at)
    except Exception:
        logger.exception("Konsekvensprov %s kunde inte göras", prov_id)
        _fail(prov_id, "Provet kunde inte göras. Felet står i loggen.", at)


def _count_a_piece(prov_id: int, lasta: dict[int, motorn.Regelverk], at: datetime) -> bool:
    """Count the next piece; say whether there may be more."""
    with transaction.atomic():
        prov = (
            Konsekvensprov.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("regelverk")
            .filter(pk=prov_id, status=Konsekvensprov.Status.PAGAR)
            .first()
        )
        if prov is None:
            return False
        set_actor(prov.startat_av_id)
        lage = prov.resultat
        rakning = konsekvens.from_json(lage["rakning"])
        kvar = [pk for pk in _judgements(lage["korningar"]) if pk > lage["senast"]]
        for granskning in _fetch(kvar[:BIT]):
            _count(rakning, granskning, prov, lasta)
        prov.klara = prov.antal - len(kvar[BIT:])
        if len(kvar) > BIT:
            prov.resultat = lage | {"senast": kvar[BIT - 1], "rakning": konsekvens.to_json(rakning)}
        else:
            prov.resultat = _result(prov, rakning)
            prov.status, prov.avslutat = Konsekvensprov.Status.KLART, at
        prov.save(update_fields=["resultat", "klara", "status", "avslutat"])
        return prov.status == Konsekvensprov.Status.PAGAR


def _count(rakning: Rakning, granskning: Granskning, prov: Konsekvensprov, lasta: dict[int, motorn.Regelverk]) -> None:
    fakta = provad = kanon.from_json(granskning.fakta)
    regelverk = prov.regelverk or granskning.korning.regelverk
    if regelverk.pk not in lasta:
        lasta[regelverk.pk] = regelverken.as_engine_reads_it(regelverk)
    if prov.regelverk is None:
        provad = konsekvens.with_rate(fakta, prov.kategori, prov.belopp)
    belopp = abs(fakta.faktura.summor.att_betala)
    fore = {rad.regel: konsekvens.questioned(rad.kronor, belopp) for rad in granskning.utfall.all()}
    rakning.add(
        fakta=fakta,
        manad=granskning.korning.manad,
        fore=fore,
        dom=motorn.judge(provad, lasta[regelverk.pk], load_versions()),
        provad=None if prov.regelverk else provad,
    )


def _fetch(ids: list[int]) -> Iterator[Granskning]:
    stopp = Utfallsrad.objects.exclude(utfall=Utfallsrad.Utfall.VARNING).only("granskning", "regel", "kronor")
    urval = Granskning.objects.filter(pk__in=ids).select_related("korning__regelverk").order_by("pk")
    return iter(urval.only("fakta", "korning__manad", "korning__regelverk").prefetch_related(Prefetch("utfall", stopp)))


def _runs(fran: date, till: date) -> list[int]:
    """The newest finished run of every month of the span."""
    klara = Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR, manad__gte=fran, manad__lte=till)
    return sorted(klara.values("manad").annotate(senaste=Max("pk")).values_list("senaste", flat=True))


def _judgements(korningar: list[int]) -> list[int]:
    """Each invoice once, as the newest of the runs judged it, in order."""
    senaste = Granskning.objects.filter(korning__in=korningar).values("faktura").annotate(senaste=Max("pk"))
    return sorted(senaste.values_list("senaste", flat=True))


def _result(prov: Konsekvensprov, rakning: Rakning) -> dict[str, object]:
    """What is kept: counts and kronor, and nobody's id."""
    return {
        "allt": _bare(rakning.allt),
        "manader": [{"manad": manad, **_bare(summa)} for manad, summa in sorted(rakning.manader.items())],
        "kontroller": [{"kod": kod, **_bare(s)} for kod, s in sorted(rakning.kontroller.items()) if s.changed],
        "anordnare": [{"ids": ids, **_bare(summa)} for ids, summa in _providers(rakning.anordnare)],
    }


def _providers(anordnare: dict[int, Summa]) -> list[tuple[list[int], Summa]]:
    """The providers with enough persons each for themselves, and last the rest as one.

    If the rest are themselves too few, they could be told by subtraction: then the smallest joins them.
    """
    ordnade = sorted(anordnare.items(), key=lambda par: (-len(par[1].personer), par[0]))
    visade = [par for par in ordnade if par[0] and len(par[1].personer) >= MINST_PERSONER]
    resten = [par for par in ordnade if par not in visade]
    while resten and visade and len(set().union(*(s.personer for _, s in resten))) < MINST_PERSONER:
        resten.insert(0, visade.pop())
    rader = [([pk], summa) for pk, summa in visade]
    if resten:
        ihop = Summa()
        for _, summa in resten:
            ihop.merge(summa)
        rader.append((sorted(pk for pk, _ in resten), ihop))
    return rader


def _bare(summa: Summa) -> dict[str, object]:
    """A sum with persons as counts, and kronor to the öre."""
    return {
        "underlag": summa.underlag,
        "belopp": str(summa.belopp),
        "personer": len(summa.personer),
        "stopp_fore": summa.stopp_fore,
        "stopp_efter": summa.stopp_efter,
        "kronor_fore": str(summa.kronor_fore),
        "kronor_efter": str(summa.kronor_efter),
        "nya": summa.nya,
        "nya_kronor": str(summa.nya_kronor),
        "nya_personer": len(summa.nya_personer),
        "inte_langre": summa.inte_langre,
        "inte_langre_kronor": str(summa.inte_langre_kronor),
        "inte_langre_personer": len(summa.inte_langre_personer),
        "minuter": str(summa.minuter),
        "tillatet_fore": str(round_half_up(summa.tillatet_fore, 2)),
        "tillatet_efter": str(round_half_up(summa.tillatet_efter, 2)),
        "utan_timbelopp": summa.utan_timbelopp,
    }


@transaction.atomic
def _fail(prov_id: int, fel: str, at: datetime) -> None:
    prov = Konsekvensprov.objects.select_for_update().get(pk=prov_id)
    prov.status, prov.fel, prov.avslutat, prov.resultat = Konsekvensprov.Status.FEL, fel[:500], at, {}
    prov.save(update_fields=["status", "fel", "avslutat", "resultat"])


def _refuse(
    fran: date, till: date, regelverk: Regelverk | None, kategori: str, belopp: Decimal | None, by: User
) -> None:
    if not may_try(by):
        raise TrialRefused("Din roll får inte pröva regelverk och timbelopp.")
    if till < fran:
        raise TrialRefused("Den sista månaden är före den första.", "till_manad")
    if (till.year - fran.year) * 12 + till.month - fran.month >= FLEST_MANADER:
        raise TrialRefused(f"Pröva högst {FLEST_MANADER} månader åt gången.", "till_manad")
    if regelverk is not None and (kategori or belopp is not None):
        raise TrialRefused("Pröva ett regelverk eller ett timbelopp, inte båda på en gång.")
    if regelverk is None and not kategori:
        raise TrialRefused("Välj ett regelverk, eller skriv ett timbelopp.")
    if regelverk is None and kategori not in Timbelopp.Kategori.values:
        raise TrialRefused("Välj ett slag av timbelopp i listan.", "kategori")
    if regelverk is None and (belopp is None or belopp <= 0):
        raise TrialRefused("Skriv ett belopp i kronor per timme.", "belopp")
