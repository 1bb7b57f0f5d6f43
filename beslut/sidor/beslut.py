"""Beslutets sida: vad det ger, vem som beslutade med vilken rätt, vad som kom före och efter, och hur det har gått."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import F, Q, QuerySet

from assistans.svenska import datumspann, decimal
from assistans.tid import first_of_month, last_of_month
from beslut.beteckning import decision_maker
from beslut.manadstid import KOMMUNENS, kind_label, minutes_of
from beslut.models import Beslut, Beslutsandring, Beslutsrad, Delegation, Overklagande
from beslut.omrakning import days_in_force, share_in_words
from beslut.overklagandetid import arrival_in_words, deadline_in_words
from beslut.services.appeals import can_go_on
from beslut.services.delegations import covering


@dataclass(frozen=True, slots=True, kw_only=True)
class Radpost:
    """En rad i beslutet. `minuter` är vad den ger månaden, None när tiden är Försäkringskassans."""

    rad: Beslutsrad
    slag: str
    period: str
    beviljat: str
    rakning: str
    minuter: Fraction | None
    pagar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Granne:
    """Beslutet som gällde samma slag av tid före eller efter, och när det gäller."""

    beslut: Beslut
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Andringspost:
    """En ändring till nackdel: vad som hände med det här beslutet, och det andra beslutet om det finns något."""

    andring: Beslutsandring
    handelse: str
    annat: Beslut | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overklagandepost:
    """Ett överklagande, med om det kom i tid. Den som gick vidare till nästa instans har ingen tid att räkna här."""

    overklagande: Overklagande
    tid: str
    kan_ga_vidare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutssida:
    """Allt som visas om ett beslut."""

    manad: date
    forra: date
    nasta: date
    rader: list[Radpost]
    summa: Fraction
    av_kassan: bool
    beslutat_av: str
    delegation: str
    sparande: str
    overklagas: str
    fore: Granne | None
    efter: Granne | None
    andringar: list[Andringspost]
    overklaganden: list[Overklagandepost]

    @property
    def ska_inte_galla(self) -> bool:
        """Whether a court has said that the decision shall not apply while it is tried."""
        return any(
            post.overklagande.inhibition and post.overklagande.utgang == Overklagande.Utgang.PAGAR
            for post in self.overklaganden
        )

    @classmethod
    def load(cls, beslut: Beslut, manad: date, *, idag: date) -> "Beslutssida":
        """Read it all, of a decision whose delegation has been fetched. At most seven queries."""
        rader = list(beslut.rader.order_by("rad"))
        av_kassan = any(rad.typ not in KOMMUNENS for rad in rader)
        poster = [_row(rad, manad, idag) for rad in rader]
        return cls(
            manad=manad,
            forra=first_of_month(manad - timedelta(days=1)),
            nasta=last_of_month(manad) + timedelta(days=1),
            rader=poster,
            summa=sum((post.minuter for post in poster if post.minuter), Fraction(0)),
            av_kassan=av_kassan,
            beslutat_av=decision_maker(beslut, rader),
            delegation=_delegation_in_words(beslut, rader) if not av_kassan else "",
            sparande=_saving_in_words(beslut),
            overklagas=deadline_in_words(beslut.delgivet) if beslut.delgivet and not av_kassan else "",
            fore=_neighbour(beslut, rader, before=True),
            efter=_neighbour(beslut, rader, before=False),
            andringar=_changes(beslut),
            overklaganden=_appeals(beslut),
        )


def first_month(beslut: Beslut, idag: date) -> date:
    """The month to show first: this one while the decision is in force, else the nearest in which it was or will be."""
    perioder = list(beslut.rader.values_list("galler_fran", "galler_tom"))
    if not perioder:
        return first_of_month(idag)
    borjar = min(fran for fran, _ in perioder)
    slutar = None if any(tom is None for _, tom in perioder) else max(tom for _, tom in perioder)
    return first_of_month(max(borjar, min(idag, slutar or idag)))


def _row(rad: Beslutsrad, manad: date, idag: date) -> Radpost:
    galler = days_in_force(rad.galler_fran, rad.galler_tom, manad, last_of_month(manad))
    rakning = share_in_words(rad.timmar, rad.enhet, rad.omrakning, rad.galler_fran, rad.galler_tom, manad)
    return Radpost(
        rad=rad,
        slag=kind_label(rad),
        period=datumspann(rad.galler_fran, rad.galler_tom),
        beviljat=f"{decimal(rad.timmar.normalize())}\u00a0tim per {rad.get_enhet_display()}",
        rakning=rakning if galler else "",
        minuter=minutes_of(rad, manad) if rad.typ in KOMMUNENS else None,
        pagar=rad.galler_tom is None or rad.galler_tom >= idag,
    )


def _delegation_in_words(beslut: Beslut, rader: list[Beslutsrad]) -> str:
    """The point that the decision rests on; else what the register says now of the one who decided."""
    if beslut.organ == Beslut.Organ.NAMND:
        return ""
    if beslut.delegation:
        return _point_in_words(beslut.delegation)
    if beslut.beslutsfattare_konto_id is None:
        return "Beslutsfattaren har inget konto här, så rätten att besluta är inte prövad."
    egna = list(Delegation.objects.filter(delegat=beslut.beslutsfattare_konto_id))
    tacker = [d for rad in rader[:1] for d in covering(egna, rad.typ, beslut.beslutsdatum)]
    if tacker:
        return f"{_point_in_words(tacker[0])}. Enligt registret i dag; beslutet är inte knutet till den."
    return "Registret har ingen delegation som täcker beslutet den dagen."


def _point_in_words(delegation: Delegation) -> str:
    period = datumspann(delegation.galler_fran, delegation.galler_tom)
    paragraf = delegation.namndbeslut.replace("§ ", "§\u00a0")
    return f"Punkt {delegation.punkt}, {period}. Nämndens beslut {paragraf}"


def _saving_in_words(beslut: Beslut) -> str:
    if not beslut.far_spara:
        return "Timmar får inte sparas"
    return f"Timmar får sparas och räknas av över {beslut.avrakningsmanader}\u00a0månader"


def _neighbour(beslut: Beslut, rader: list[Beslutsrad], *, before: bool) -> Granne | None:
    """The nearest decision about the same kinds of time that ended before this one began, or begins after it."""
    slag = Q(pk__in=[])
    for rad in rader:
        samma = Q(typ=rad.typ, tidstyp=rad.tidstyp, dubbel=rad.dubbel)
        if before:
            slag |= samma & Q(galler_fran__lt=rad.galler_fran)
        else:
            slag |= samma & Q(galler_fran__gt=rad.galler_fran)
    grannar: QuerySet[Beslutsrad] = Beslutsrad.objects.filter(slag, brukare=beslut.brukare_id).exclude(beslut=beslut)
    ordning = F("galler_fran").desc() if before else F("galler_fran").asc()
    narmast = grannar.select_related("beslut").order_by(ordning, "rad").first()
    return (
        Granne(beslut=narmast.beslut, period=datumspann(narmast.galler_fran, narmast.galler_tom)) if narmast else None
    )


def _changes(beslut: Beslut) -> list[Andringspost]:
    """What was changed to the detriment: by this decision, or of it."""
    andringar = Beslutsandring.objects.filter(Q(beslut=beslut) | Q(nytt_beslut=beslut))
    return [
        Andringspost(andring=andring, **_what_happened(andring, beslut))
        for andring in andringar.select_related("beslut", "nytt_beslut", "av").order_by("tid", "pk")
    ]


def _what_happened(andring: Beslutsandring, beslut: Beslut) -> dict[str, str | Beslut | None]:
    if andring.nytt_beslut == beslut:
        return {"handelse": "Ändrade", "annat": andring.beslut}
    if andring.nytt_beslut:
        return {"handelse": "Ändrades av", "annat": andring.nytt_beslut}
    return {"handelse": "Avslutades före sin tid", "annat": None}


def _appeals(beslut: Beslut) -> list[Overklagandepost]:
    return [
        Overklagandepost(
            overklagande=overklagande,
            tid=_arrival(beslut, overklagande),
            kan_ga_vidare=can_go_on(overklagande),
        )
        for overklagande in beslut.overklaganden.order_by("inkom", "pk")
    ]


def _arrival(beslut: Beslut, overklagande: Overklagande) -> str:
    if overklagande.instans in ("", Overklagande.Instans.FORVALTNINGSRATT):
        return arrival_in_words(beslut.delgivet, overklagande.inkom)
    return "Överklagat vidare."
