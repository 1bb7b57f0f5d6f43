"""Att attestera flera: de av månadens fakturor där allt är grönt, så som den som attesterar får se dem först."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core import signing
from django.utils import timezone

from assistans.models import User
from assistans.svenska import sortnyckel
from fakturor.attesthinder import AWAITS, attest_obstacles
from fakturor.attestratt import approved_amounts
from fakturor.models import Faktura, Fakturarad
from kontroller.loading.belopp import exact
from kontroller.manad import NOLL, Underlag, load_month
from kontroller.models import Granskning, Stickprovspost
from kontroller.services.bulk_attesting import Sett
from kontroller.sidor.beteckning import closed_to, document_name, provider_name

PA_EN_GANG = 50
"""So many are signed at a time: few enough to read, and to control again while one waits."""
GALLER = 8 * 60 * 60
"""Seconds that a page can be signed after it was shown."""
SALT = "kontroller.samlad_attest"

KREDIT = "är kreditfakturor"
FYND = "har något som kontrollerna fann, eller är inte kontrollerade"
TIPS = "har tips att se efter"
FLERA = "gäller flera månader"
STICKPROV = "ingår i ett stickprov som inte är granskat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestpost:
    """En faktura på sidan: det som den som attesterar sätter sitt namn på."""

    faktura_id: int
    anordnare: str
    dokument: str
    referenser: tuple[str, ...]
    timmar: Decimal
    belopp: Decimal
    sett: Sett

    @property
    def fler_referenser(self) -> int:
        """How many references there are besides the first."""
        return max(len(self.referenser) - 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Samling:
    """Fakturorna som kan attesteras på en gång, och varför de andra som väntar får attesteras en och en."""

    poster: list[Attestpost]
    fler: int
    for_sig: list[tuple[str, int]]
    """What keeps some of them from being here, in words, and how many they are."""

    @property
    def belopp(self) -> Decimal:
        """Kronor of those shown."""
        return sum((post.belopp for post in self.poster), NOLL)

    @property
    def timmar(self) -> Decimal:
        """Hours of those shown."""
        return sum((post.timmar for post in self.poster), Decimal(0))


def collect(manad: date, typ: str, *, by: User) -> Samling:
    """Those of the month's invoices that a person can attest at once. The number of queries is constant."""
    stangda = closed_to(by)
    vantar = [
        u
        for u in load_month(manad, with_findings=False).underlag
        if u.faktura.status == AWAITS[typ] and not any(rad.brukare_id in stangda for rad in u.rader)
    ]
    utanfor = _apart(vantar)
    grona = [u for u in vantar if u.faktura.pk not in utanfor]
    utanfor |= attest_obstacles(fakturor=[u.faktura for u in grona], typ=typ, by=by, dag=timezone.localdate())
    belopp = approved_amounts([u.faktura.pk for u in grona])
    poster = sorted(
        (_post(u, belopp[u.faktura.pk]) for u in grona if u.faktura.pk not in utanfor),
        key=lambda post: (sortnyckel(post.anordnare), post.dokument),
    )
    return Samling(
        poster=poster[:PA_EN_GANG],
        fler=max(len(poster) - PA_EN_GANG, 0),
        for_sig=Counter(map(_in_common, utanfor.values())).most_common(),
    )


def _apart(vantar: Collection[Underlag]) -> dict[int, str]:
    """The invoices where something is to be looked at, by id, with what it is. Three queries."""
    ids = [u.faktura.pk for u in vantar]
    ovriga = Fakturarad.objects.filter(faktura__in=ids).order_by().values_list("faktura", "manad").distinct()
    manader = Counter(faktura_id for faktura_id, _ in ovriga)
    granskningar = [u.granskning.pk for u in vantar if u.granskning]
    tips = set(Granskning.objects.filter(pk__in=granskningar).exclude(tips=[]).values_list("faktura", flat=True))
    dragna = set(
        Stickprovspost.objects.filter(faktura__in=ids, granskad__isnull=True).values_list("faktura", flat=True)
    )
    return {
        u.faktura.pk: skal
        for u in vantar
        if (skal := _why_apart(u, flera=manader[u.faktura.pk] > 1, tips=tips, dragna=dragna))
    }


def _why_apart(u: Underlag, *, flera: bool, tips: set[int], dragna: set[int]) -> str:
    if u.faktura.is_credit:
        return KREDIT
    if u.granskning is None or u.granskning.resultat != Granskning.Resultat.REN:
        return FYND
    if u.faktura.pk in tips:
        return TIPS
    if flera:
        return FLERA
    return STICKPROV if u.faktura.pk in dragna else ""


def _in_common(skal: str) -> str:
    """What several invoices are kept apart by: the limit, without the amount of each."""
    return skal.partition(". ")[2] if skal.startswith("Fakturan är på ") else skal


def _post(u: Underlag, belopp: Decimal) -> Attestpost:
    return Attestpost(
        faktura_id=u.faktura.pk,
        anordnare=provider_name(u.faktura),
        dokument=document_name(u.faktura),
        referenser=tuple(u.referenser),
        timmar=u.timmar,
        belopp=exact(belopp),
        sett=Sett(faktura_id=u.faktura.pk, omgang=u.faktura.omgang, granskning_id=u.granskning.pk, belopp=belopp),
    )


# --- Det som sidan bär med sig ------------------------------------------------------------------------------------


def seal(poster: Iterable[Attestpost], *, manad: date, typ: str, by: User) -> str:
    """What the page shows, signed: for this person, this month and this attest, and for no other."""
    rader = [[p.sett.faktura_id, p.sett.omgang, p.sett.granskning_id, f"{p.sett.belopp:f}"] for p in poster]
    return signing.dumps([by.pk, typ, f"{manad:%Y-%m}", rader], salt=SALT, compress=True)


def open_seal(text: str, *, manad: date, typ: str, by: User) -> list[Sett] | None:
    """What was shown, or None when the page is too old, is another's, or was never written here."""
    try:
        vem, vad, nar, rader = signing.loads(text, salt=SALT, max_age=GALLER)
    except signing.BadSignature:
        return None
    if [vem, vad, nar] != [by.pk, typ, f"{manad:%Y-%m}"]:
        return None
    return [
        Sett(faktura_id=pk, omgang=omgang, granskning_id=granskning, belopp=Decimal(belopp))
        for pk, omgang, granskning, belopp in rader
    ]


def described(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Provider and document of invoices that the user has had on the page, by id. Two queries."""
    fakturor = Faktura.objects.filter(pk__in=ids).prefetch_related("anordnare")
    return {f.pk: (provider_name(f), document_name(f)) for f in fakturor}
