"""En månads läge, räknat ur liggaren: underlagen med sina utfall, volymerna och varje kontrolls utfall.

Sidorna och nämndens rapport läser härifrån, så att de alltid visar samma tal. Ett underlag är en faktura,
kreditfaktura, räkning eller sjuklöneansökan med minst en rad för månaden. Sjuklönen räknas för sig i volymerna, för
den är ingen assistanstid. Belopp i kronor (kreditfakturor minus), tid i timmar som
fakturorna anger dem.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max, Prefetch
from django.utils.functional import cached_property

from beslut.models import Anordnare
from fakturor.models import Faktura, Fakturarad
from kontroller.liggare import codes_out_of_use
from kontroller.listlage import Listutfall, light_verdicts
from kontroller.loading.belopp import exact
from kontroller.models import Granskning, Utfallsrad
from kontroller.regel import TYNGD, Regel, Utfall
from kontroller.regler import load_rules

NOLL = Decimal("0.00")
VISADE = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING, Utfall.GODKAND)
"""Ordningen överallt: det som stoppar först."""
FAKTURANS_FALT = (
    *("typ", "nummer", "leverantor", "leverantor_namn", "att_betala", "forfallodatum", "status", "omgang"),
    "anordnare",
)
RADENS_FALT = ("faktura", "redovisning", "brukare", "brukare__referens", "antal", "enhet")
"""Så mycket som en månad läser av en faktura och av en rad. Resten står på fakturans egen sida."""


class Rad(NamedTuple):
    """En fakturarad så som månaden räknar den."""

    faktura_id: int
    redovisning_id: int | None
    brukare_id: int | None
    referens: str | None
    antal: Decimal | None
    enhet: str


@dataclass(frozen=True, kw_only=True)
class Underlag:
    """En faktura i månaden, med det senaste som kontrollerna kom fram till.

    `granskning` är None före den första körningen, och `verdikt` är de som stoppar eller varnar i den. Det som räknas
    ut räknas ut en gång: en sida frågar ofta.
    """

    faktura: Faktura
    rader: tuple[Rad, ...]
    granskning: Granskning | None
    verdikt: tuple[Utfallsrad | Listutfall, ...] = ()

    @cached_property
    def utfall(self) -> Utfall | None:
        """The weightiest verdict of the invoice; None when it has not been controlled."""
        if self.granskning is None:
            return None
        return Utfall(self.fynd[0].utfall) if self.fynd else Utfall.GODKAND

    @cached_property
    def fynd(self) -> list[Utfallsrad | Listutfall]:
        """The verdicts that stop or warn, weightiest first, then by kronor."""
        return sorted(self.verdikt, key=lambda rad: (TYNGD[Utfall(rad.utfall)], -(rad.kronor or 0), rad.regel))

    @cached_property
    def belopp(self) -> Decimal:
        """Kronor to pay for the whole document; negative for a credit note."""
        belopp = exact(self.faktura.att_betala)
        return -belopp if self.faktura.typ == Faktura.Typ.KREDITNOTA else belopp

    @cached_property
    def nedsatt(self) -> Decimal:
        """Kronor that a decided reduction takes off the document."""
        return self.belopp - exact(self.faktura.godkant) if self.faktura.godkant != self.faktura.att_betala else NOLL

    @cached_property
    def timmar(self) -> Decimal:
        """Hours that the lines of the month claim; negative for a credit note."""
        summa = sum((rad.antal for rad in self.rader if rad.antal is not None and rad.enhet == "HUR"), Decimal(0))
        return exact(-summa if self.faktura.typ == Faktura.Typ.KREDITNOTA else summa, 0)

    @property
    def referenser(self) -> list[str]:
        """The pseudonymous references of the persons on the month's lines."""
        return list(dict.fromkeys(rad.referens for rad in self.rader if rad.referens))


@dataclass(frozen=True, slots=True, kw_only=True)
class Utfallssumma:
    """Så många underlag och kronor med ett utfall."""

    utfall: Utfall
    antal: int
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollsumma:
    """En kontrolls utfall i månaden.

    `ifragasatt` är kronor som kontrollen pekade på, högst underlagets belopp per underlag.
    """

    regel: Regel
    utfall: Counter[Utfall]
    ifragasatt: Decimal
    ej_i_bruk: int

    @property
    def gjorda(self) -> int:
        """How many invoices the control applied to."""
        return sum(self.utfall[u] for u in VISADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sjuklonesumma:
    """Så många sjuklöneansökningar och kronor."""

    antal: int = 0
    belopp: Decimal = NOLL


@dataclass(frozen=True, slots=True, kw_only=True)
class Volymer:
    """Månadens volymer, utom sjuklönen, som står för sig. `mest` och `minst` är timmar för en person."""

    underlag: int
    redovisningar: int
    personer: int
    anordnare: int
    egna_arbetsgivare: int
    timmar: Decimal
    belopp: Decimal
    mest: Decimal
    minst: Decimal
    sjuklon: Sjuklonesumma = Sjuklonesumma()

    @property
    def per_redovisning(self) -> Decimal:
        """Mean hours a dossier, one decimal; 0 without dossiers."""
        return (self.timmar / self.redovisningar).quantize(Decimal("0.1")) if self.redovisningar else Decimal(0)

    @property
    def per_person(self) -> Decimal:
        """Mean hours a person, one decimal; 0 without persons."""
        return (self.timmar / self.personer).quantize(Decimal("0.1")) if self.personer else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadslage:
    """Allt om en månad."""

    manad: date
    underlag: list[Underlag] = field(default_factory=list)
    ur_bruk: Mapping[int, Set[str]] = field(default_factory=dict)
    """Kontrollerna som körningens regelverk inte har i bruk, efter körningens id."""

    @property
    def kontrollerade(self) -> list[Underlag]:
        """The invoices that have verdicts."""
        return [u for u in self.underlag if u.granskning]

    @property
    def assistance(self) -> list[Underlag]:
        """The invoices of time: all but the claims of sick pay."""
        return [u for u in self.underlag if u.faktura.typ != Faktura.Typ.SJUKLON]

    def sums(self) -> list[Utfallssumma]:
        """Invoices and kronor by outcome, in the order shown everywhere."""
        antal: Counter[Utfall] = Counter()
        belopp: dict[Utfall, Decimal] = defaultdict(lambda: NOLL)
        for u in self.kontrollerade:
            antal[u.utfall] += 1
            belopp[u.utfall] += u.belopp
        return [Utfallssumma(utfall=u, antal=antal[u], belopp=belopp[u]) for u in VISADE]

    def volumes(self) -> Volymer:
        """Persons, providers, dossiers, hours and kronor, with claims of sick pay apart."""
        per_person: dict[int, Decimal] = defaultdict(lambda: Decimal(0))
        sjuklon = [u for u in self.underlag if u.faktura.typ == Faktura.Typ.SJUKLON]
        assistans = self.assistance
        for u in assistans:
            tecken = -1 if u.faktura.typ == Faktura.Typ.KREDITNOTA else 1
            for rad in u.rader:
                if rad.brukare_id and rad.antal is not None and rad.enhet == "HUR":
                    per_person[rad.brukare_id] += tecken * rad.antal
        anordnare = {u.faktura.anordnare_id: u.faktura.anordnare for u in assistans if u.faktura.anordnare}
        egna = [a for a in anordnare.values() if a.form == Anordnare.Form.EGEN_ARBETSGIVARE]
        return Volymer(
            underlag=len(assistans),
            redovisningar=len({rad.redovisning_id for u in assistans for rad in u.rader if rad.redovisning_id}),
            personer=len(per_person),
            anordnare=len(anordnare) - len(egna),
            egna_arbetsgivare=len(egna),
            timmar=exact(sum((u.timmar for u in assistans), Decimal(0)), 0),
            belopp=sum((u.belopp for u in assistans), NOLL),
            mest=exact(max(per_person.values(), default=Decimal(0)), 0),
            minst=exact(min(per_person.values(), default=Decimal(0)), 0),
            sjuklon=Sjuklonesumma(antal=len(sjuklon), belopp=sum((u.belopp for u in sjuklon), NOLL)),
        )

    def by_control(self) -> list[Kontrollsumma]:
        """Every control's outcome, in order of code."""
        utfall: dict[str, Counter[Utfall]] = defaultdict(Counter)
        ej_i_bruk: Counter[str] = Counter()
        kronor: dict[str, Decimal] = defaultdict(lambda: NOLL)
        for u in self.kontrollerade:
            utanfor = set(self.ur_bruk.get(u.granskning.korning_id, ()))
            for verdikt in u.granskning.ovriga:
                utfall[verdikt["regel"]][Utfall(verdikt["utfall"])] += 1
                ej_i_bruk[verdikt["regel"]] += not verdikt.get("i_bruk", True)
                utanfor.discard(verdikt["regel"])
            for kod in utanfor.difference(rad.regel for rad in u.verdikt):
                utfall[kod][Utfall.EJ_TILLAMPLIG] += 1
                ej_i_bruk[kod] += 1
            for rad in u.verdikt:
                utfall[rad.regel][Utfall(rad.utfall)] += 1
                if rad.kronor and Utfall(rad.utfall).stops:
                    kronor[rad.regel] += min(rad.kronor, abs(u.belopp))
        return [
            Kontrollsumma(regel=regel, utfall=utfall[kod], ifragasatt=exact(kronor[kod]), ej_i_bruk=ej_i_bruk[kod])
            for kod, regel in load_rules().items()
        ]


def load_month(manad: date, korning_id: int | None = None, *, with_findings: bool = True) -> Manadslage:
    """The month as it stands: by the newest verdict of each invoice, or by those of one run. A constant number of
    queries.

    With a run, only the invoices of that run are there, so that a report always says what the run said. A list says
    only which controls stop or warn: without findings, what they say is left in the database, and so are the other
    verdicts, which `by_control` counts.
    """
    manadens = Fakturarad.objects.filter(manad=manad)
    rader: dict[int, list[Rad]] = defaultdict(list)
    for rad in map(Rad._make, manadens.order_by("faktura_id", "ordning").values_list(*RADENS_FALT)):
        rader[rad.faktura_id].append(rad)

    granskningar = latest_judgements(rader, korning_id, with_findings=with_findings)
    verdikt = _verdicts(granskningar.values(), with_findings=with_findings)
    fakturor = Faktura.objects.filter(pk__in=manadens.values("faktura")).prefetch_related("anordnare")
    return Manadslage(
        manad=manad,
        ur_bruk=codes_out_of_use(g.korning_id for g in granskningar.values()) if with_findings else {},
        underlag=[
            Underlag(
                faktura=faktura,
                rader=tuple(rader[faktura.pk]),
                granskning=granskningar.get(faktura.pk),
                verdikt=verdikt.get(faktura.pk, ()),
            )
            for faktura in fakturor.with_approved_amount().only(*FAKTURANS_FALT).order_by("pk")
            if korning_id is None or faktura.pk in granskningar
        ],
    )


def latest_judgements(
    faktura_ids: Iterable[int], korning_id: int | None = None, *, with_findings: bool = True
) -> dict[int, Granskning]:
    """The newest ledger entry by invoice id (or the one of a run), with its stops and warnings, without the facts."""
    urval = Granskning.objects.filter(faktura__in=list(faktura_ids))
    if korning_id is not None:
        urval = urval.filter(korning=korning_id)
    senaste = urval.values("faktura").annotate(senaste=Max("pk")).values("senaste")
    granskningar = Granskning.objects.filter(pk__in=senaste).prefetch_related("korning__regelverk")
    if with_findings:
        granskningar = granskningar.prefetch_related(Prefetch("utfall", Utfallsrad.objects.order_by("regel")))
    return {g.faktura_id: g for g in granskningar.defer("fakta", "tips", *(() if with_findings else ("ovriga",)))}


def _verdicts(
    granskningar: Collection[Granskning], *, with_findings: bool
) -> dict[int, tuple[Utfallsrad | Listutfall, ...]]:
    """The stops and warnings by invoice id, in order of code."""
    if with_findings:
        return {g.faktura_id: tuple(g.utfall.all()) for g in granskningar}
    av_granskning = light_verdicts(g.pk for g in granskningar)
    return {g.faktura_id: av_granskning.get(g.pk, ()) for g in granskningar}
