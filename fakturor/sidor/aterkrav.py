"""Återkraven som sidorna visar dem: listan med sina summor, och ett ärende med sina steg."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text, datumspann, kronor
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Brukare
from beslut.overklagandetid import deadline_in_words
from fakturor.models import Aterbetalning, Aterkrav, Aterkravspost, Fakturarad
from fakturor.services.settling_reclaims import LAMNAS_TILLBAKA
from fakturor.sidor.aterkravsord import addressee
from fakturor.sidor.beteckning import closed_to

LASA = (
    "fakturor.se_aterkrav",
    "fakturor.utreda_aterkrav",
    "fakturor.besluta_aterkrav",
    "fakturor.reglera_aterkrav",
)
"""The rights each of which opens the repayment cases."""
UTREDA, BESLUTA, REGLERA = LASA[1:]
Status, Slag = Aterkrav.Status, Aterkrav.Slag
OPPNA = (Status.UTREDS, Status.KOMMUNICERAT, Status.BESLUTAT, Status.OVERKLAGAT)
AVSLUTADE = (Status.REGLERAT, Status.NEDLAGT)
NOLL = Decimal("0.00")
PENGAR = Case(When(slag__in=LAMNAS_TILLBAKA, then=-F("belopp")), default=F("belopp"))
"""Kronor as they come in; those that the municipality gives back go out."""
HANDELSER = {
    "upprattat": "Utredningen började",
    "post": "En post lades till",
    "andrat": "Uppgifterna ändrades",
    "kommunicerat": "Kommunicerat",
    "besvarat": "Ett svar kom in",
    "beslutat": "Beslutat",
    "overklagat": "Överklagat",
    "domstol": "Domstolens avgörande",
    "avstatt": "Kommunen avstod från resten av en post",
    "betalning": "Betalning",
    "avskrivning": "Avskrivning",
    "utbetalning": "Kommunen betalade tillbaka",
    "avrakning": "Kommunen räknade av",
    "reglerat": "Reglerat",
    "nedlagt": "Nedlagt",
}


class Summor(NamedTuple):
    """Kronor: under utredning, krävda genom beslut, betalda, avskrivna, kvar av det krävda, och det som kommunen ska
    lämna tillbaka efter en domstols avgörande. Det som har lämnats tillbaka räknas inte som betalt.
    """

    utreds: Decimal
    kravt: Decimal
    betalt: Decimal
    avskrivet: Decimal
    kvar: Decimal
    skyldig: Decimal

    @classmethod
    def of(cls, fall: Iterable[Aterkrav]) -> "Summor":
        """The sums of cases read by `cases_open_to`. One that is put down demands nothing."""
        fall = [a for a in fall if a.status != Status.NEDLAGT]
        return cls(
            sum((a.poster_summa for a in fall if a.beslutat is None), NOLL),
            sum((due(a) for a in fall if a.beslutat is not None), NOLL),
            sum((a.betalt for a in fall), NOLL),
            sum((a.avskrivet for a in fall), NOLL),
            sum((left(a) for a in fall), NOLL),
            sum((owed(a) for a in fall), NOLL),
        )


class Rad(NamedTuple):
    """En rad i listan, och vad det är en rad om: ett ärende, en anordnare eller en kontroll."""

    aterkrav: Aterkrav
    vem: str
    period: str
    summor: Summor


def cases_open_to(user: User) -> QuerySet[Aterkrav]:
    """The cases about nobody whom the user may not see, with the sums of their items, payments and write-offs."""
    stangda = Fakturarad.objects.filter(faktura__aterkravsposter__aterkrav=OuterRef("pk"), brukare__in=closed_to(user))
    return (
        Aterkrav.objects.filter(
            Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(user)),
            Q(anordnare__isnull=True) | Q(anordnare__in=Anordnare.objects.open_to(user)),
        )
        .exclude(Exists(stangda))
        .select_related("brukare", "anordnare", "stallforetradare")
        .annotate(
            poster_summa=_sum_of(Aterkravspost.objects.all()),
            betalt=_sum_of(Aterbetalning.objects.exclude(slag=Aterbetalning.Slag.AVSKRIVNING), PENGAR),
            avskrivet=_sum_of(Aterbetalning.objects.filter(slag=Aterbetalning.Slag.AVSKRIVNING)),
        )
    )


def due(aterkrav: Aterkrav) -> Decimal:
    """What is to be paid: what was decided, or what the court left of it."""
    if aterkrav.domstolens_belopp is not None:
        return aterkrav.domstolens_belopp
    return aterkrav.beslutat_belopp or NOLL


def left(aterkrav: Aterkrav) -> Decimal:
    """What is still to be paid."""
    return max(due(aterkrav) - aterkrav.betalt - aterkrav.avskrivet, NOLL)


def owed(aterkrav: Aterkrav) -> Decimal:
    """What the municipality has to give back: what was paid beyond what a court left of the decision."""
    return max(aterkrav.betalt - due(aterkrav), NOLL)


def row_of(aterkrav: Aterkrav) -> Rad:
    """A case as the list shows it."""
    period = datumspann(aterkrav.period_fran, aterkrav.period_tom)
    return Rad(aterkrav, addressee(aterkrav), period, Summor.of([aterkrav]))


def by_provider(fall: Iterable[Aterkrav]) -> list[tuple[str, Summor]]:
    """What is demanded by the provider whose invoices it was, the most first."""
    per: dict[str, list[Aterkrav]] = defaultdict(list)
    for aterkrav in fall:
        per[provider_label(aterkrav.anordnare) if aterkrav.anordnare else "Ingen anordnare"].append(aterkrav)
    summor = [(namn, Summor.of(deras)) for namn, deras in per.items()]
    return sorted(summor, key=lambda s: (-(s[1].utreds + s[1].kravt), s[0]))


def by_control(fall: Iterable[Aterkrav]) -> list[tuple[str, int, Decimal]]:
    """The control that found it ("" when none did), how many items, and their kronor, the most first. One query."""
    ids = [a.pk for a in fall if a.status != Status.NEDLAGT]
    per: dict[str, list[Decimal]] = defaultdict(list)
    kravt = Coalesce("beslut__belopp", "belopp")
    for regel, belopp in Aterkravspost.objects.filter(aterkrav__in=ids).values_list("regel", kravt):
        per[regel].append(belopp)
    rader = [(regel, len(delar), sum(delar, NOLL)) for regel, delar in per.items()]
    return sorted(rader, key=lambda rad: (-rad[2], rad[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gora:
    """Något som användaren kan göra i ärendet: vad, var, om det skickas som formulär, och om det är nästa steg."""

    namn: str
    adress: str
    post: bool = False
    nasta: bool = False


def steps_of(a: Aterkrav) -> list[dict]:
    """The way of a case, for the chain at the top of its page."""
    namn = ("Utreds", "Kommunicerat", "Krav ställt" if a.slag == Slag.AVTALSKRAV else "Beslutat", "Reglerat")
    plats = {
        Status.UTREDS: 0,
        Status.KOMMUNICERAT: 1,
        Status.BESLUTAT: 2,
        Status.OVERKLAGAT: 2,
        Status.REGLERAT: 3,
        Status.NEDLAGT: 1 if a.kommunicerat else 0,
    }[a.status]
    texter = [
        datum_text(timezone.localdate(a.upprattat)),
        f"svara senast {datum_text(a.svara_senast)}" if a.svara_senast else "",
        datum_text(timezone.localdate(a.beslutat)) if a.beslutat else "",
        "",
    ]
    if a.status == Status.OVERKLAGAT:
        texter[2] = "överklagat"
    if a.status == Status.NEDLAGT:
        texter[plats] = "nedlagt"
    steg = []
    for nummer, ett in enumerate(namn):
        lage = "klar" if nummer < plats or a.status == Status.REGLERAT else "sedan"
        if nummer == plats and a.status != Status.REGLERAT:
            lage = "stopp" if a.status == Status.NEDLAGT else "nu"
        steg.append({"namn": ett, "lage": lage, "text": texter[nummer]})
    return steg


def to_do(a: Aterkrav, user: User) -> list[Gora]:
    """What the user may do now, the next step first."""
    utreder, beslutar = user.may(UTREDA), user.may(BESLUTA) and user.pk != a.upprattat_av_id
    kan: list[Gora] = []

    def add(villkor: bool, namn: str, vy: str, **mer: bool) -> None:
        if villkor:
            kan.append(Gora(namn=namn, adress=reverse(f"fakturor:{vy}", args=[a.pk]), **mer))

    har_brev = a.brev is not None and a.brev.makulerat is None
    har_beslutsbrev = a.beslutsbrev is not None and a.beslutsbrev.makulerat is None
    match a.status:
        case Status.UTREDS:
            har_poster = a.poster_summa > 0
            add(utreder and har_poster and not har_brev, "Skriv brevet", "aterkrav_brev", post=True, nasta=True)
            add(utreder and har_brev, "Anteckna att brevet är lämnat", "aterkrav_kommunicera", nasta=True)
            add(utreder, "Ändra", "aterkrav_andra")
            add(utreder, "Lägg ned", "aterkrav_lagg_ned")
        case Status.KOMMUNICERAT:
            krav = "Ställ kravet" if a.slag == Slag.AVTALSKRAV else "Besluta"
            add(beslutar, krav, "aterkrav_besluta", nasta=True)
            add(utreder, "Anteckna svaret", "aterkrav_svar", nasta=not beslutar)
            add(utreder, "Lägg ned", "aterkrav_lagg_ned")
        case Status.BESLUTAT | Status.OVERKLAGAT:
            skyldig = owed(a) > 0
            add(user.may(REGLERA) and skyldig, "Lämna tillbaka", "aterkrav_lamna_tillbaka", nasta=True)
            add(user.may(REGLERA) and left(a) > 0, "Anteckna en betalning", "aterkrav_betalning", nasta=not skyldig)
            add(utreder and not har_beslutsbrev, "Skriv brevet igen", "aterkrav_beslutsbrev", post=True)
            if a.slag == Slag.ATERBETALNING:
                add(utreder and a.status == Status.BESLUTAT, "Anteckna ett överklagande", "aterkrav_overklagat")
                add(utreder and a.status == Status.OVERKLAGAT, "Anteckna avgörandet", "aterkrav_avgorande")
            add(beslutar and left(a) > 0, "Skriv av", "aterkrav_skriv_av")
        case Status.REGLERAT if a.slag == Slag.ATERBETALNING:
            add(utreder, "Anteckna ett överklagande", "aterkrav_overklagat")
    return kan


def waiting_in_words(a: Aterkrav, idag: date) -> str:
    """What the case waits for, as a sentence."""
    match a.status:
        case Status.UTREDS:
            if a.brev is None or a.brev.makulerat is not None:
                return "Nästa steg är att den som berörs får yttra sig."
            return "Brevet är skrivet. Läs igenom det, lämna det och anteckna dagen."
        case Status.KOMMUNICERAT if a.svar_inkom is not None:
            return "Ett svar har kommit. Ärendet kan avgöras, av en annan än den som har utrett det."
        case Status.KOMMUNICERAT if a.svara_senast is not None and a.svara_senast >= idag:
            return f"Svar väntas till och med den {datum_text(a.svara_senast)}. Före det avgörs inget."
        case Status.KOMMUNICERAT:
            return "Tiden att svara har gått ut. Ärendet kan avgöras, av en annan än den som har utrett det."
        case Status.BESLUTAT | Status.OVERKLAGAT:
            return _paying_in_words(a)
        case Status.NEDLAGT:
            return a.avslutat_skal
    return "Allt är betalt eller avskrivet." if due(a) else "Inget ska betalas efter domstolens avgörande."


def appeal_in_words(a: Aterkrav) -> str:
    """Until when the decision can be appealed, when it is known that it was handed over."""
    if a.slag == Slag.AVTALSKRAV or a.beslutsbrev is None:
        return ""
    if a.beslutsbrev.skickat is None:
        return "Beslutet är inte lämnat. Tiden att överklaga räknas från den dag personen får del av det."
    senast = deadline_in_words(a.beslutsbrev.skickat)
    return f"Får personen del av beslutet samma dag som det lämnades kan det överklagas {senast}."


def events_of(aterkrav: Aterkrav) -> list[tuple[str, Handelse]]:
    """What has been done in the case, the newest first. One query."""
    handelser = Handelse.objects.filter(objekt=Aterkrav._meta.label_lower, objekt_id=aterkrav.pk)
    rader = handelser.select_related("av").order_by("-tid", "-pk")
    return [(HANDELSER.get(h.typ.rpartition(".")[2], h.typ), h) for h in rader]


def _paying_in_words(a: Aterkrav) -> str:
    if owed(a):
        return f"Efter domstolens avgörande ska kommunen lämna tillbaka {kronor(owed(a))} som är betalda."
    if not left(a):
        return "Inget är kvar att betala. Överklagandet är inte avgjort."
    senast = f" Betalas senast den {datum_text(a.betala_senast)}." if a.betala_senast else ""
    return f"{kronor(left(a))} är kvar.{senast}"


def _sum_of(rader: QuerySet, belopp: Case | str = "belopp") -> Coalesce:
    summa = rader.filter(aterkrav=OuterRef("pk")).order_by().values("aterkrav").annotate(summa=Sum(belopp))
    return Coalesce(Subquery(summa.values("summa")), NOLL)
