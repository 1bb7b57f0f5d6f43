"""Attesterna: hur lång tid vägen tar, var underlagen står, återkallade attester, och vilka som får attestera."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from assistans.svenska import antal, antal_i_ord, belopp, decimal, kronor
from beslut.models import Attestratt
from fakturor.flode import Status
from fakturor.models import Attest, Attestaterkallelse, Fakturarad
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.period import Period
from kontroller.rapport.rakning.ledtider import Genomlopp, Ledtid, Steg, throughput_of

ALLA = "Alla"
UTAN_GRANS = "Ingen gräns"


@dataclass(frozen=True, slots=True)
class Attester:
    """Så många attester av ett slag och kronorna de gällde."""

    antal: int = 0
    kronor: Decimal = Decimal(0)


def section(period: Period) -> Avsnitt | None:
    """The way of the period's documents, and the attest order. Four queries."""
    genomlopp = throughput_of(period)
    ratter = _appointments(period)
    if not genomlopp.per_status and not ratter:
        return None
    gjorda, aterkallade = _attests(period)
    return Avsnitt(
        kod="attest",
        rubrik="Attester och ledtider",
        stycken=tuple(_in_words(period, genomlopp, gjorda, aterkallade, ratter)),
        tabeller=(
            *([_times(genomlopp)] if genomlopp.per_status else []),
            *([_steps(genomlopp)] if genomlopp.per_status else []),
            *([_order(ratter)] if ratter else []),
        ),
    )


def _appointments(period: Period) -> list[Attestratt]:
    ratter = Attestratt.objects.overlapping(period.fran, max(period.tom, period.dag))
    return list(
        ratter.select_related("attestant", "ersattare_for").order_by("ansvar", "-typ", "attestant__namn", "galler_fran")
    )


def _attests(period: Period) -> tuple[dict[str, Attester], int]:
    """The standing attests by kind, and how many were taken back. Two queries."""
    fakturor = Fakturarad.objects.filter(manad__in=period.tidrymd.manader).values("faktura")
    rader = (
        Attest.objects.filter(faktura__in=fakturor)
        .exclude(aterkallelse__isnull=False)
        .order_by()
        .values_list("typ")
        .annotate(Count("pk"), Sum("belopp"))
    )
    gjorda = {typ: Attester(n, summa) for typ, n, summa in rader}
    return gjorda, Attestaterkallelse.objects.filter(Q(attest__faktura__in=fakturor)).count()


def _in_words(
    period: Period,
    genomlopp: Genomlopp,
    gjorda: dict[str, Attester],
    aterkallade: int,
    ratter: Sequence[Attestratt],
) -> Iterator[str]:
    alla = sum(genomlopp.per_status.values())
    if not alla:
        yield f"Inget underlag finns för {period.namn}."
    else:
        hur_manga = f"{antal(alla, 'underlag', 'underlag')} gäller {period.namn}, med krediter och sjuklön."
        yield f"{hur_manga} {_done(gjorda)} {_withdrawn(aterkallade)}"
        yield _the_way(genomlopp)
    yield _who_may(ratter)


def _done(gjorda: dict[str, Attester]) -> str:
    granskade = gjorda.get(Attest.Typ.GRANSKNING, Attester())
    beslutade = gjorda.get(Attest.Typ.BESLUT, Attester())
    if not granskade.antal and not beslutade.antal:
        return "Inget av dem är attesterat."
    return (
        f"{antal(granskade.antal, 'granskningsattest', 'granskningsattester')} och "
        f"{antal(beslutade.antal, 'beslutsattest', 'beslutsattester')} på {kronor(beslutade.kronor, oren=False)} "
        "är gjorda."
    )


def _withdrawn(n: int) -> str:
    if not n:
        return "Ingen attest är återkallad."
    ord_ = antal_i_ord(n, "attest är återkallad", "attester är återkallade", utrum=True)
    return f"{ord_.capitalize()}: den som hade granskat tog tillbaka sin attest innan fakturan var godkänd."


def _the_way(genomlopp: Genomlopp) -> str:
    allt = genomlopp.of(Steg.ALLT)
    if not allt.antal:
        return "Inget underlag är betalt än, så hela vägen går inte att mäta."
    return (
        f"Från det att ett underlag kom till att det var betalt är medianen {_days(allt.median)}. Nio av tio var "
        f"betalda {_within(allt.nio_av_tio)} ({antal(allt.antal, 'underlag', 'underlag')})."
    )


def _days(n: Decimal | int | None) -> str:
    tal = Decimal(n or 0)
    if not tal:
        return "samma dag"
    return f"{decimal(tal.normalize() if tal % 1 else tal.to_integral_value())}\u00a0{'dag' if tal == 1 else 'dagar'}"


def _within(n: int | None) -> str:
    return f"inom {_days(n)}" if n else "samma dag"


def _who_may(ratter: Sequence[Attestratt]) -> str:
    if not ratter:
        return "Attestordningen är inte registrerad, så det går inte att säga vilka som får attestera."
    per_typ = Counter(ratt.typ for ratt in {(r.attestant_id, r.typ): r for r in ratter}.values())
    personer = len({ratt.attestant_id for ratt in ratter})
    return (
        f"{antal_i_ord(personer, 'person', 'personer', utrum=True).capitalize()} får attestera enligt nämndens "
        f"attestordning: {_word(per_typ[Attestratt.Typ.GRANSKNING])} granskningsattest och "
        f"{_word(per_typ[Attestratt.Typ.BESLUT])} beslutsattest. Två olika personer attesterar varje underlag; "
        "databasen vägrar annat."
    )


def _word(n: int) -> str:
    return antal_i_ord(n, "", "", utrum=True).strip() if n else "ingen"


def _times(genomlopp: Genomlopp) -> Tabell:
    return Tabell(
        kod="ledtider",
        rubrik="Ledtider i kalenderdagar",
        kolumner=(
            *(Kolumn("Steg"), Kolumn("Underlag", Slag.HELTAL)),
            *(Kolumn("Median, dagar", Slag.DAGAR), Kolumn("Nio av tio inom, dagar", Slag.DAGAR)),
        ),
        rader=tuple(_row(ledtid) for ledtid in genomlopp.ledtider),
        not_under=(
            "Varje steg räknas för de underlag som har kommit förbi det. Medianen är den mittersta, eller medelvärdet "
            "av de två mittersta. Nio av tio är den 90:e percentilen: så många dagar som minst nio av tio klarade."
        ),
    )


def _row(ledtid: Ledtid) -> tuple[str, int, Decimal | None, Decimal | None]:
    nio = None if ledtid.nio_av_tio is None else Decimal(ledtid.nio_av_tio)
    return ledtid.steg.value, ledtid.antal, ledtid.median, nio


def _steps(genomlopp: Genomlopp) -> Tabell:
    return Tabell(
        kod="underlag-per-steg",
        rubrik="Var underlagen står",
        kolumner=(Kolumn("Steg"), Kolumn("Underlag", Slag.HELTAL)),
        rader=tuple((s.label, genomlopp.per_status[s]) for s in Status if genomlopp.per_status[s]),
    )


def _order(ratter: Sequence[Attestratt]) -> Tabell:
    return Tabell(
        kod="attestordning",
        rubrik="Vilka som får attestera",
        kolumner=(
            *(Kolumn("Attestant"), Kolumn("Attest"), Kolumn("Ansvarskod"), Kolumn("Beloppsgräns, kr")),
            *(Kolumn("Gäller från", Slag.DATUM), Kolumn("Gäller till", Slag.DATUM)),
            *(Kolumn("Ersätter"), Kolumn("Nämndens beslut")),
        ),
        rader=tuple(
            (
                *(r.attestant.namn, r.get_typ_display(), r.ansvar or ALLA),
                UTAN_GRANS if r.beloppsgrans is None else belopp(r.beloppsgrans, oren=False),
                *(r.galler_fran, r.galler_tom, r.ersattare_for.namn if r.ersattare_for else None, r.namndbeslut),
            )
            for r in ratter
        ),
        tat=len(ratter) > 12,
    )
