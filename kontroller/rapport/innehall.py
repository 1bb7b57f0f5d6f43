"""Vad rapporten säger, räknat ur en körning. Inga personer, inga referenser: bara antal, tid, kronor och anordnare.

Siffror för en anordnare visas bara när minst fem personer står bakom dem; de andra räknas ihop (`FLEST_FOR_EN`).
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assistans.tid import last_of_month
from beslut.models import Anordnare, Tillstand
from kontroller import kanon
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.berakning import certified_payable_minutes, granted_payable_minutes, rounded_hours
from kontroller.fakta import Redovisning
from kontroller.fullstandighet.oversikt import Oversikt
from kontroller.loading.belopp import exact
from kontroller.loading.fullstandighet import load_overview
from kontroller.manad import NOLL, Kontrollsumma, Manadslage, Underlag, Utfallssumma, Volymer, load_month
from kontroller.models import Granskning, Korning, Utfallsrad
from kontroller.regel import TYNGD, Regel, Utfall
from kontroller.regler import load_rules
from kontroller.sidor.manuellt import ManuellaIManaden, count_in_month
from kontroller.sidor.stickprovssida import Stickprovsvy, samples_of
from kontroller.tackning import Manadstackning, coverage_of
from kontroller.undantag import Undantag, accepted_stops, total

MINST_PERSONER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TreSidor:
    """Timmar i månaden, från de tre sidor som ska stämma överens."""

    beviljat: Decimal
    intygat: Decimal
    fakturerat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Avvikelserad:
    """En avvikelse utan identitet: kontrollen, beloppet och var den står.

    Kontroller av samma underlag som väntar på samma sak står på en rad; då är `kod` tom.
    """

    namn: str
    kod: str
    utfall: Utfall
    kronor: Decimal | None
    lage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tillstandsrad:
    """En anordnares tillstånd så som registret har det i månaden."""

    namn: str
    slag: str
    galler_fran: date | None
    galler_tom: date | None
    status: str
    kontrollerad: date | None
    hela_manaden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Anordnarrad:
    """Siffror för en anordnare, eller för flera ihopräknade."""

    namn: str
    personer: int
    timmar: Decimal
    belopp: Decimal
    stoppat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Innehall:
    """Hela rapporten, färdig att skrivas."""

    korning: Korning
    manad: date
    volymer: Volymer
    summor: list[Utfallssumma]
    tackning: Manadstackning
    tre_sidor: TreSidor
    kontroller: list[Kontrollsumma]
    avvikelser: list[Avvikelserad]
    undantag: list[Undantag]
    tillstand: list[Tillstandsrad]
    anordnare: list[Anordnarrad]
    manuella: ManuellaIManaden
    stickprov: list[Stickprovsvy] = field(default_factory=list)
    ihopraknade: int = 0
    fullstandighet: Oversikt | None = None
    regler: list[Regel] = field(default_factory=list)

    def sum_of(self, utfall: str) -> Utfallssumma:
        """Invoices and kronor with one outcome."""
        return next(s for s in self.summor if s.utfall == utfall)

    @property
    def alla_undantag(self) -> Undantag | None:
        """The accepted stops as one; None when there are none."""
        return total(self.undantag)

    @property
    def stoppat(self) -> Decimal:
        """Kronor that wait for a person: deviations and what could not be judged."""
        return sum((s.belopp for s in self.summor if s.utfall.stops), NOLL)

    @property
    def i_bruk(self) -> list[Kontrollsumma]:
        """The controls that were in use in the run."""
        return [k for k in self.kontroller if k.gjorda or not k.ej_i_bruk]

    @property
    def ej_i_bruk(self) -> list[Kontrollsumma]:
        """The controls that the municipality had not taken into use."""
        return [k for k in self.kontroller if k.ej_i_bruk and not k.gjorda]


def build_content(korning: Korning) -> Innehall:
    """Everything the report of a run says. The same run gives the same content, but for assessments made since, and
    for what has come since to make the month complete.
    """
    lage = load_month(korning.manad, korning.pk)
    assistans = replace(lage, underlag=lage.assistance)
    lagen = states_of(u.faktura.pk for u in lage.kontrollerade)
    anordnare, ihopraknade = _providers(assistans)
    volymer = lage.volumes()
    return Innehall(
        korning=korning,
        manad=korning.manad,
        volymer=volymer,
        summor=assistans.sums(),
        tackning=coverage_of(korning.manad, korning.pk),
        manuella=count_in_month(korning.manad),
        stickprov=samples_of(korning.manad),
        tre_sidor=_three_sides(korning, volymer.timmar),
        kontroller=lage.by_control(),
        avvikelser=_deviations(lage, lagen),
        undantag=accepted_stops((rad, u.belopp) for u in lage.kontrollerade for rad in lagen[u.faktura.pk].rader),
        tillstand=_permits(lage),
        anordnare=anordnare,
        ihopraknade=ihopraknade,
        fullstandighet=load_overview(korning.manad, dag=timezone.localdate(korning.avslutad or korning.startad)),
        regler=list(load_rules().values()),
    )


def _three_sides(korning: Korning, fakturerat: Decimal) -> TreSidor:
    redovisningar: dict[int, Redovisning] = {}
    for text in Granskning.objects.filter(korning=korning).values_list("fakta", flat=True).iterator(chunk_size=50):
        fakta = kanon.from_json(text)
        if not fakta.faktura.ar_sjuklon:  # a claim has only the rows that meet its shifts
            redovisningar |= {r.id: r for r in fakta.redovisningar}
    personer = {r.brukare.id: r for r in redovisningar.values()}
    return TreSidor(
        beviljat=exact(rounded_hours(sum(granted_payable_minutes(r) for r in personer.values()), 2), 0),
        intygat=exact(rounded_hours(sum(certified_payable_minutes(r) for r in redovisningar.values()), 2), 0),
        fakturerat=fakturerat,
    )


def _deviations(lage: Manadslage, lagen: dict[int, Fakturalage]) -> list[Avvikelserad]:
    rader = [
        _deviation(grupp, lagen[u.faktura.pk]) for u in lage.kontrollerade for grupp in _by_what_is_missing(u.fynd)
    ]
    return sorted(rader, key=lambda r: (TYNGD[r.utfall], -(r.kronor or 0), r.namn))


def _by_what_is_missing(fynd: list[Utfallsrad]) -> list[list[Utfallsrad]]:
    """Each finding alone, but those that could not be judged for the same reason together."""
    grupper: dict[tuple[str, str], list[Utfallsrad]] = defaultdict(list)
    for rad in fynd:
        grupper[rad.text if rad.utfall == Utfall.EJ_BEDOMD else rad.regel, rad.utfall].append(rad)
    return list(grupper.values())


def _deviation(rader: list[Utfallsrad], lage: Fakturalage) -> Avvikelserad:
    regel = load_rules()[rader[0].regel]
    ensam = len(rader) == 1
    return Avvikelserad(
        namn=regel.rubrik if ensam else f"{len(rader)} kontroller som väntar på samma uppgift",
        kod=regel.kod if ensam else "",
        utfall=Utfall(rader[0].utfall),
        kronor=max((rad.kronor for rad in rader if rad.kronor is not None), default=None),
        lage=_standing(lage, rader[0]),
    )


def _standing(lage: Fakturalage, utfall: Utfallsrad) -> str:
    """How far people have come with a finding; a finding that a later control no longer makes is said to be gone."""
    samma = [r for r in lage.rader if (r.utfallsrad.regel, r.utfallsrad.fyndhash) == (utfall.regel, utfall.fyndhash)]
    if not samma:
        return "Finns inte i senare kontroll"
    [rad] = samma
    if rad.bedomning is None:
        return "Väntar på kommentar" if utfall.utfall == Utfall.VARNING else "Väntar på bedömning"
    return rad.bedomning.get_beslut_display() + ("" if rad.tackt else ", inte klar")


def _permits(lage: Manadslage) -> list[Tillstandsrad]:
    anordnare = {u.faktura.anordnare_id: u.faktura.anordnare for u in lage.underlag if u.faktura.anordnare}
    tillstand: dict[int, list[Tillstand]] = defaultdict(list)
    for rad in Tillstand.objects.filter(anordnare__in=anordnare).order_by("galler_fran"):
        tillstand[rad.anordnare_id].append(rad)
    rader = [_permit(a, tillstand[a.pk], lage.manad) for a in anordnare.values()]
    return sorted(rader, key=lambda rad: (rad.hela_manaden, rad.namn))


def _permit(anordnare: Anordnare, rader: list[Tillstand], manad: date) -> Tillstandsrad:
    sista = last_of_month(manad)
    typ = Tillstand.Typ.ANMALAN if anordnare.is_person else Tillstand.Typ.TILLSTAND
    gallande = [r for r in rader if r.typ == typ and r.galler_fran <= sista]
    rad = gallande[-1] if gallande else None
    i_kraft = {Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT}
    return Tillstandsrad(
        namn=provider_name(anordnare),
        slag=typ.label,
        galler_fran=rad.galler_fran if rad else None,
        galler_tom=rad.galler_tom if rad else None,
        status=rad.get_status_display() if rad else "Saknas i registret",
        kontrollerad=rad.kontrollerad if rad else None,
        hela_manaden=any(
            r.status in i_kraft and r.galler_fran <= manad and (r.galler_tom is None or r.galler_tom >= sista)
            for r in gallande
        ),
    )


def provider_name(anordnare: Anordnare) -> str:
    """The provider's name, but never a private person's."""
    if anordnare.form in (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA):
        return anordnare.get_form_display()
    return anordnare.namn


def _providers(lage: Manadslage) -> tuple[list[Anordnarrad], int]:
    """Rows for providers with enough persons, then the rest as one; and how many providers the rest are."""
    per: dict[int, list[Underlag]] = defaultdict(list)
    for u in lage.underlag:
        if u.faktura.anordnare_id:
            per[u.faktura.anordnare_id].append(u)
    grupper = sorted(per.values(), key=lambda us: (-len(_persons(us)), us[0].faktura.anordnare.namn))
    visade = [us for us in grupper if len(_persons(us)) >= MINST_PERSONER]
    resten = [us for us in grupper if len(_persons(us)) < MINST_PERSONER]
    # Är resten själv färre än fem personer går den att räkna ut genom att dra ifrån. Då tas den minsta med i resten.
    while resten and visade and len(_persons([u for us in resten for u in us])) < MINST_PERSONER:
        resten.insert(0, visade.pop())
    rader = [_provider_row(us[0].faktura.anordnare.namn, us) for us in visade]
    if resten:
        namn = f"Övriga {len(resten)}" if visade else f"Alla {len(resten)}"
        rader.append(_provider_row(namn, [u for us in resten for u in us]))
    return rader, len(resten)


def _provider_row(namn: str, underlag: list[Underlag]) -> Anordnarrad:
    return Anordnarrad(
        namn=namn,
        personer=len(_persons(underlag)),
        timmar=exact(sum((u.timmar for u in underlag), Decimal(0)), 0),
        belopp=sum((u.belopp for u in underlag), NOLL),
        stoppat=sum((u.belopp for u in underlag if u.granskning and u.utfall.stops), NOLL),
    )


def _persons(underlag: list[Underlag]) -> set[int]:
    return {rad.brukare_id for u in underlag for rad in u.rader if rad.brukare_id}
