"""Vad som ändrades under perioden: antagna regelverk i ord, och registrens ändringar räknade ur historiken.

Registren räknas per slag, aldrig rad för rad: en rad kan gälla en person.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from assistans.models import Andring, Handelse, User
from assistans.svenska import antal_i_ord, datum_text, heltal, upprakning
from beslut.models import Anordnare, Attestratt, Avtal, Betalningsmottagare, Kontering, Konto, Tillstand, Timbelopp
from kontroller.models import Regelverk
from kontroller.rapport.avsnitt import Avsnitt, Cell, Kolumn, Slag, Tabell
from kontroller.rapport.ord import upper_first
from kontroller.rapport.period import Period
from kontroller.regelskillnad import differences

REGISTER = {
    modell._meta.db_table: namn
    for modell, namn in (
        (Konto, "Mottagarnas konton"),
        (Betalningsmottagare, "Grunder för betalning till någon annan"),
        (Tillstand, "Tillstånd och anmälningar"),
        (Avtal, "Avtal"),
        (Anordnare, "Anordnare"),
        (Timbelopp, "Timbelopp"),
        (Attestratt, "Attestordningen"),
        (Kontering, "Kontering"),
    )
}
BEKRAFTELSER = {
    "konto.verifierat": "Konto bekräftat",
    "konto.avvisat": "Konto avvisat",
    "avtal.godkant": "Avtal godkänt",
    "tillstand.kontrollerat": "Tillstånd kontrollerat hos IVO",
    "kalkyl.faststalld": "Beräkning av timbelopp fastställd",
    "attestratt.inlagd": "Attesträtt inlagd",
    "felaktig_uppgift.bekraftad": "Felaktig uppgift bekräftad",
}
Spann = tuple[datetime, datetime]


@dataclass(slots=True)
class Register:
    """Ett registers ändringar: nya rader, ändrade, borttagna, och vilka som gjorde dem."""

    nya: int = 0
    andrade: int = 0
    borttagna: int = 0
    personer: set[int | None] = field(default_factory=set)


def section(period: Period) -> Avsnitt:
    """Rules, then registers. Five queries, and one more for each rule set that was adopted and the one before it."""
    spann = _span(period)
    return Avsnitt(
        kod="andringar",
        rubrik="Vad som ändrades",
        delar=(_rules(period, spann), _registers(period, spann)),
    )


def _span(period: Period) -> Spann:
    """From the first moment of the period to the last, in Swedish time."""
    zon = timezone.get_default_timezone()
    sista = period.tom + timedelta(days=1)
    return datetime.combine(period.fran, time(), zon), datetime.combine(sista, time(), zon)


# The rules


def _rules(period: Period, spann: Spann) -> Avsnitt:
    alla = list(Regelverk.objects.adopted().select_related("foreslaget_av", "antaget_av", "utgar_fran"))
    nya = [r for r in alla if spann[0] <= r.antaget < spann[1]]
    return Avsnitt(
        kod="regelandringar",
        rubrik="Regelverket",
        stycken=(_rules_in_words(nya, period),),
        tabeller=tuple(tabell for r in nya for tabell in _changes(r, _before(r, alla), ensam=len(nya) == 1)),
    )


def _rules_in_words(nya: Sequence[Regelverk], period: Period) -> str:
    if not nya:
        return f"Inget regelverk antogs under {period.namn}."
    return " ".join(_adopted(r) for r in nya)


def _adopted(r: Regelverk) -> str:
    if r.levererat:
        return f"Regelverk {r.version} följde med programmet och gäller från {datum_text(r.galler_fran)}."
    nar = datum_text(timezone.localdate(r.antaget))
    dnr = f" (dnr {r.diarienummer})" if r.diarienummer else ""
    av = r.antaget_av.namn if r.antaget_av else "någon annan"
    return (
        f"Regelverk {r.version} föreslogs av {r.foreslaget_av.namn} och antogs den {nar} av {av}{dnr}. Det gäller från "
        f"{datum_text(r.galler_fran)}."
    )


def _before(r: Regelverk, alla: Sequence[Regelverk]) -> Regelverk | None:
    """The rule set that it started out from, or the one that was adopted before it."""
    if r.utgar_fran:
        return r.utgar_fran
    fore = [annat for annat in alla if annat.antaget < r.antaget]
    return max(fore, key=lambda annat: annat.antaget, default=None)


def _changes(r: Regelverk, fore: Regelverk | None, *, ensam: bool) -> Iterator[Tabell]:
    if fore is None:
        return
    skillnader = differences(fore.rader.all(), r.rader.all())
    if skillnader:
        yield Tabell(
            kod="regelandringar" if ensam else f"regelandringar-{r.pk}",
            rubrik=f"Skillnaden mellan regelverk {fore.version} och {r.version}",
            kolumner=(Kolumn("Kontroll"), Kolumn("Kod"), Kolumn("Vad som blev annorlunda")),
            rader=tuple((s.rubrik, s.kod, s.text) for s in skillnader),
            tat=len(skillnader) > 12,
        )


# The registers


def _registers(period: Period, spann: Spann) -> Avsnitt:
    register, namn = _changed(spann), _names()
    bekraftat = _confirmed(spann)
    return Avsnitt(
        kod="registerandringar",
        rubrik="Registren",
        stycken=(_registers_in_words(register, bekraftat, period),),
        tabeller=(
            *([_register_table(register, namn)] if register else []),
            *([_confirmation_table(bekraftat, namn)] if bekraftat else []),
        ),
    )


def _changed(spann: Spann) -> dict[str, Register]:
    """What the history says of each register. One query."""
    rader = (
        Andring.objects.filter(tabell__in=REGISTER, tid__gte=spann[0], tid__lt=spann[1])
        .order_by()
        .values_list("tabell", "slag", "av_id")
        .annotate(Count("pk"))
    )
    svar: dict[str, Register] = defaultdict(Register)
    for tabell, slag, av, antal in rader:
        egen = svar[tabell]
        egen.nya += antal if slag == "INSERT" else 0
        egen.andrade += antal if slag == "UPDATE" else 0
        egen.borttagna += antal if slag == "DELETE" else 0
        egen.personer.add(av)
    return dict(svar)


def _confirmed(spann: Spann) -> list[tuple[str, int, int]]:
    """What people confirmed: the kind, who, and how many. One query."""
    rader = (
        Handelse.objects.filter(typ__in=BEKRAFTELSER, tid__gte=spann[0], tid__lt=spann[1])
        .order_by()
        .values_list("typ", "av_id")
        .annotate(Count("pk"))
    )
    ordning = list(BEKRAFTELSER)
    return sorted(rader, key=lambda rad: (ordning.index(rad[0]), -rad[2], rad[1]))


def _names() -> Mapping[int, str]:
    """What every user is called. One query; those who work here are few."""
    return dict(User.objects.values_list("pk", "namn"))


def _registers_in_words(
    register: Mapping[str, Register], bekraftat: Sequence[tuple[str, int, int]], period: Period
) -> str:
    if not register:
        mening = f"Inget ändrades i {_listed()} under {period.namn}."
    else:
        delar = [f"{REGISTER[t].lower()} {_times(register[t])}" for t in REGISTER if t in register]
        mening = f"Under {period.namn} ändrades {upprakning(delar)}."
    if not bekraftat:
        return mening
    antal = sum(n for *_, n in bekraftat)
    personer = antal_i_ord(len({av for _, av, _ in bekraftat}), "person", "personer", utrum=True)
    ord_ = antal_i_ord(antal, "sak är bekräftad", "saker är bekräftade", utrum=True)
    return f"{mening} {upper_first(ord_)} av {personer}."


def _listed() -> str:
    return upprakning([namn[:1].lower() + namn[1:] for namn in REGISTER.values()])


def _times(r: Register) -> str:
    antal = r.nya + r.andrade + r.borttagna
    return f"{antal_i_ord(antal, 'gång', 'gånger', utrum=True)}"


def _register_table(register: Mapping[str, Register], namn: Mapping[int, str]) -> Tabell:
    return Tabell(
        kod="registerandringar",
        rubrik="Ändringar i registren",
        kolumner=(
            *(Kolumn("Register"), Kolumn("Nya", Slag.HELTAL), Kolumn("Ändrade", Slag.HELTAL)),
            *(Kolumn("Borttagna", Slag.HELTAL), Kolumn("Av")),
        ),
        rader=tuple(_register_row(REGISTER[t], register[t], namn) for t in REGISTER if t in register),
        not_under="Räknat ur historiken, som databasen skriver. Att något läses in ur en fil räknas rad för rad.",
    )


def _register_row(rubrik: str, r: Register, namn: Mapping[int, str]) -> tuple[Cell, ...]:
    vilka = sorted(_name(av, namn) for av in r.personer)
    av = upprakning(vilka) if len(vilka) <= 3 else f"{heltal(len(vilka))} personer"
    return rubrik, r.nya, r.andrade, r.borttagna, av


def _confirmation_table(bekraftat: Sequence[tuple[str, int, int]], namn: Mapping[int, str]) -> Tabell:
    return Tabell(
        kod="bekraftelser",
        rubrik="Vad som bekräftades, och av vem",
        kolumner=(Kolumn("Vad"), Kolumn("Av"), Kolumn("Antal", Slag.HELTAL)),
        rader=tuple((BEKRAFTELSER[typ], _name(av, namn), antal) for typ, av, antal in bekraftat),
    )


def _name(av: int | None, namn: Mapping[int, str]) -> str:
    return "okänd" if av is None else namn.get(av, "okänd")
