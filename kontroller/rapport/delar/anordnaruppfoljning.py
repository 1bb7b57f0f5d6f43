"""Uppföljningen av anordnarna: felaktiga uppgifter under tolv månader, avtalens uppföljning, och tillstånd som går ut.

Läget är det som gällde periodens sista dag, eller dagen då rapporten skrivs om den är tidigare. En anordnare som är en
privatperson nämns aldrig vid namn.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from assistans.svenska import antal_i_ord, datum_text, sortnyckel, upprakning
from assistans.tid import months_after
from beslut.avtal.uppfoljningar import time_left
from beslut.models import Anordnare, Avtal, Tillstand, Uppdrag, Uppfoljning
from fakturor.models import FelaktigUppgift
from fakturor.sidor.felaktiga import FLER_AN
from kontroller.rapport.avsnitt import Avsnitt, Kolumn, Slag, Tabell
from kontroller.rapport.delar.tillstand import I_KRAFT
from kontroller.rapport.ord import upper_first
from kontroller.rapport.period import Period

INOM = 90
MANADER = 12
AVTALETS = ("anordnare", "anordnare__namn", "anordnare__form", "pk", "slag")
UTAN_NAMN = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)


@dataclass(frozen=True, slots=True)
class Raknade:
    """En anordnares felaktiga uppgifter: de som är bekräftade, de som väntar, och det högsta antalet ett kalenderår."""

    namn: str
    bekraftade: int
    vantar: int
    flest_ett_ar: int
    over: bool


def section(period: Period) -> Avsnitt:
    """Three parts, each with what is known on the day. Five queries."""
    dag = min(period.tom, period.dag)
    return Avsnitt(
        kod="anordnaruppfoljning",
        rubrik="Uppföljning av anordnarna",
        delar=(_wrong_statements(dag), _followups(dag), _permits(dag)),
    )


# Wrong statements


def _wrong_statements(dag: date) -> Avsnitt:
    rader = _counted(dag)
    fran = months_after(dag, -MANADER) + timedelta(days=1)
    tid = f"{datum_text(fran)} till {datum_text(dag)}"
    return Avsnitt(
        kod="felaktiga-uppgifter",
        rubrik="Felaktiga uppgifter",
        stycken=tuple(_wrong_in_words(rader, tid)),
        tabeller=(_wrong_table(rader),) if rader else (),
    )


def _counted(dag: date) -> list[Raknade]:
    """The statements of the twelve months, and of the calendar years that they touch, by provider. One query."""
    fran = months_after(dag, -MANADER)
    uppgifter = (
        FelaktigUppgift.objects.filter(struken__isnull=True, lamnad__gte=date(fran.year, 1, 1), lamnad__lte=dag)
        .order_by("avtal__anordnare")
        .values_list(*(f"avtal__{falt}" for falt in AVTALETS), "lamnad", "bekraftad")
    )
    namn: dict[int, str] = {}
    i_tiden: Counter[tuple[int, bool]] = Counter()
    per_ar: Counter[tuple[int, int, int, str]] = Counter()
    for anordnare, heter, form, avtal, slag, lamnad, bekraftad in uppgifter:
        namn[anordnare] = _shown(heter, form)
        i_tiden[anordnare, bekraftad is not None] += lamnad > fran
        per_ar[anordnare, avtal, lamnad.year, slag] += bekraftad is not None
    rader = [_one(pk, namn[pk], i_tiden, per_ar) for pk in namn if i_tiden[pk, True] or i_tiden[pk, False]]
    return sorted(rader, key=lambda rad: (-rad.bekraftade, -rad.vantar, sortnyckel(rad.namn)))


def _one(pk: int, namn: str, i_tiden: Counter[tuple[int, bool]], per_ar: Counter[tuple[int, int, int, str]]) -> Raknade:
    egna = {nyckel: n for nyckel, n in per_ar.items() if nyckel[0] == pk}
    return Raknade(
        namn=namn,
        bekraftade=i_tiden[pk, True],
        vantar=i_tiden[pk, False],
        flest_ett_ar=max(egna.values(), default=0),
        over=any(n > FLER_AN and slag == Avtal.Slag.LOV for (*_, slag), n in egna.items()),
    )


def _wrong_in_words(rader: Sequence[Raknade], tid: str) -> Iterator[str]:
    bekraftade, vantar = sum(r.bekraftade for r in rader), sum(r.vantar for r in rader)
    if not rader:
        yield f"Ingen felaktig uppgift från anordnare med kommunens avtal är konstaterad under tiden {tid}."
        return
    ord_ = antal_i_ord(bekraftade, "felaktig uppgift är bekräftad", "felaktiga uppgifter är bekräftade", utrum=True)
    hos = antal_i_ord(sum(bool(r.bekraftade) for r in rader), "anordnare", "anordnare", utrum=True)
    mening = upper_first(f"{ord_} för tiden {tid}" + (f", hos {hos}." if bekraftade else "."))
    if vantar:
        v = antal_i_ord(vantar, "uppgift väntar", "uppgifter väntar", utrum=True)
        mening += f" {upper_first(v)} på att en annan person bekräftar den och räknas inte än."
    yield mening
    for rad in rader:
        if rad.over:
            yield (
                f"{rad.namn} har "
                f"{antal_i_ord(rad.flest_ett_ar, 'felaktig uppgift', 'felaktiga uppgifter', utrum=True)} samma "
                "kalenderår. Fler än tre ger enligt avtalet en grund för hävning. Om avtalet hävs beslutar nämnden."
            )


def _wrong_table(rader: Sequence[Raknade]) -> Tabell:
    return Tabell(
        kod="felaktiga-uppgifter",
        rubrik="Felaktiga uppgifter under tolv månader, anordnare med kommunens avtal",
        kolumner=(
            *(Kolumn("Anordnare"), Kolumn("Bekräftade", Slag.HELTAL), Kolumn("Väntar", Slag.HELTAL)),
            *(Kolumn("Flest ett kalenderår", Slag.HELTAL), Kolumn("Fler än tre")),
        ),
        rader=tuple((r.namn, r.bekraftade, r.vantar, r.flest_ett_ar, "Ja" if r.over else "Nej") for r in rader),
        not_under="Bara det som en annan person har bekräftat räknas. Gränsen, fler än tre, gäller avtal enligt LOV.",
    )


# The contracts' follow-ups


def _followups(dag: date) -> Avsnitt:
    oppna = _open(dag)
    forsenade = [u for u in oppna if u.senast < dag]
    kommande = [u for u in oppna if u.senast >= dag]
    oredovisade = _unreported(dag)
    return Avsnitt(
        kod="avtalsuppfoljning",
        rubrik="Avtalens uppföljning",
        stycken=(_followups_in_words(forsenade, kommande, oredovisade, dag),),
        tabeller=(_followup_table(oppna, dag),) if oppna else (),
    )


def _open(dag: date) -> list[Uppfoljning]:
    """Follow-ups not held on the day whose last day is past or comes within the limit. One query."""
    uppfoljningar = Uppfoljning.objects.filter(
        Q(genomford__isnull=True) | Q(genomford__gt=dag),
        avtal__godkant__isnull=False,
        avtal__galler_fran__lte=dag,
        senast__lte=dag + timedelta(days=INOM),
    )
    return list(uppfoljningar.select_related("avtal__anordnare").order_by("senast", "pk"))


def _unreported(dag: date) -> int:
    """Reviews of a contract that were done by the day and that the nämnd has not been told of. One query."""
    gjorda = Uppfoljning.objects.filter(slag=Uppfoljning.Slag.KONTRAKT, genomford__lte=dag)
    return gjorda.filter(Q(till_namnden__isnull=True) | Q(till_namnden__gt=dag)).count()


def _followups_in_words(
    forsenade: Sequence[Uppfoljning], kommande: Sequence[Uppfoljning], oredovisade: int, dag: date
) -> str:
    nar = f"Den {datum_text(dag)}"
    if not forsenade and not kommande:
        mening = f"{nar} är ingen uppföljning av ett avtal försenad, och ingen ska göras inom {INOM} dagar."
    else:
        sena = (
            antal_i_ord(len(forsenade), "uppföljning", "uppföljningar", utrum=True)
            if forsenade
            else "ingen uppföljning"
        )
        fler = antal_i_ord(len(kommande), "", "", utrum=True).strip().replace("noll", "ingen")
        mening = (
            f"{nar} är {sena} av kommunens avtal {'försenad' if len(forsenade) < 2 else 'försenade'}, och {fler} ska "
            f"göras inom {INOM} dagar."
        )
    if oredovisade:
        ord_ = antal_i_ord(
            oredovisade,
            "uppföljning av kontrakt är gjord men inte redovisad",
            "uppföljningar av kontrakt är gjorda men inte redovisade",
            utrum=True,
        )
        mening += f" {upper_first(ord_)} för nämnden."
    return mening


def _followup_table(oppna: Sequence[Uppfoljning], dag: date) -> Tabell:
    return Tabell(
        kod="avtalsuppfoljning",
        rubrik=f"Uppföljningar som är försenade eller ska göras inom {INOM} dagar",
        kolumner=(
            *(Kolumn("Anordnare"), Kolumn("Avtal"), Kolumn("Uppföljning"), Kolumn("Senast", Slag.DATUM)),
            Kolumn("Läge"),
        ),
        rader=tuple(
            (
                *(_provider(u.avtal.anordnare), u.avtal.get_slag_display(), u.get_slag_display(), u.senast),
                time_left(u.senast, dag).replace("i dag", datum_text(dag)),
            )
            for u in oppna
        ),
        tat=len(oppna) > 20,
    )


# Permits


def _permits(dag: date) -> Avsnitt:
    slutar = _ending(dag)
    return Avsnitt(
        kod="tillstand-som-gar-ut",
        rubrik="Tillstånd som går ut",
        stycken=(_permits_in_words(slutar, dag),),
        tabeller=(_permit_table(slutar),) if slutar else (),
    )


def _ending(dag: date) -> list[Tillstand]:
    """Permits in force that end within the limit without a follower, of providers with assignments. Two queries."""
    sista = dag + timedelta(days=INOM)
    i_kraft = Tillstand.objects.filter(typ=Tillstand.Typ.TILLSTAND, status__in=I_KRAFT)
    med_uppdrag = Uppdrag.objects.in_force(dag).values("anordnare")
    slutar = list(
        i_kraft.filter(galler_fran__lte=dag, galler_tom__range=(dag, sista), anordnare__in=med_uppdrag)
        .exclude(anordnare__form=Anordnare.Form.EGEN_ARBETSGIVARE)
        .select_related("anordnare")
        .order_by("galler_tom", "pk")
    )
    foljer = set(
        i_kraft.filter(anordnare__in=[t.anordnare_id for t in slutar], galler_fran__gt=dag).values_list(
            "anordnare", "galler_fran"
        )
    )
    return [t for t in slutar if (t.anordnare_id, t.galler_tom + timedelta(days=1)) not in foljer]


def _permits_in_words(slutar: Sequence[Tillstand], dag: date) -> str:
    if not slutar:
        return f"Inget tillstånd från IVO går ut inom {INOM} dagar från den {datum_text(dag)}."
    ord_ = antal_i_ord(len(slutar), "anordnares tillstånd", "anordnares tillstånd", utrum=True)
    namn = upprakning(sorted({_provider(t.anordnare) for t in slutar}, key=sortnyckel))
    return (
        f"{upper_first(ord_)} från IVO går ut inom {INOM} dagar från den {datum_text(dag)} utan att ett nytt finns i "
        f"registret: {namn}."
    )


def _permit_table(slutar: Sequence[Tillstand]) -> Tabell:
    return Tabell(
        kod="tillstand-som-gar-ut",
        rubrik=f"Tillstånd som går ut inom {INOM} dagar",
        kolumner=(Kolumn("Anordnare"), Kolumn("Gäller till", Slag.DATUM), Kolumn("Kontrollerat", Slag.DATUM)),
        rader=tuple((_provider(t.anordnare), t.galler_tom, t.kontrollerad) for t in slutar),
    )


def _provider(anordnare: Anordnare) -> str:
    return _shown(anordnare.namn, anordnare.form)


def _shown(namn: str, form: str) -> str:
    """The name of a provider, but never that of a private person."""
    return Anordnare.Form(form).label if form in UTAN_NAMN else namn
