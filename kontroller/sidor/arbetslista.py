"""Det som väntar på en användare, efter roll: i ordning efter förfallodag och belopp, och aldrig det som
rollen inte får göra.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assistans.models import User
from assistans.svenska import antal, datum_kort, datum_text
from beslut.models import Anordnare, Konto
from fakturor.attesthinder import AWAITS, personal_obstacles
from fakturor.attestratt import decided_reductions
from fakturor.flode import Status
from fakturor.models import Faktura, Fakturarad
from fakturor.sidor.omatchade import unmatched
from kontroller.bedomningslage import Bedomningslage, Fakturalage, states_of
from kontroller.loading.belopp import exact
from kontroller.models import Bedomning
from kontroller.regel import TYNGD, Utfall
from kontroller.sidor.beteckning import account_name, closed_to, control_name, document_name, provider_name
from kontroller.sidor.steg import Steg, remaining_of

ATT_GORA = {
    Steg.BEDOMNING: ("Bedöm", "faktura"),
    Steg.KOMMENTAR: ("Kommentera", "faktura"),
    Steg.BEKRAFTELSE: ("Bekräfta", "anvandare"),
    Steg.KOMPLETTERING: ("Följ upp", "klocka"),
    Steg.AVSLAGEN: ("Följ upp", "klocka"),
    Steg.GRANSKNINGSATTEST: ("Attest", "godkand-linje"),
    Steg.BESLUTSATTEST: ("Attest", "godkand-linje"),
    Steg.PARNING: ("Para ihop", "lank"),
}
"""Vad som ska göras i varje steg: ordet och ikonen."""
ATT_BEDOMA = (Steg.BEDOMNING, Steg.KOMMENTAR, Steg.BEKRAFTELSE, Steg.KOMPLETTERING, Steg.AVSLAGEN)
BEDOMS = (Status.STOPPAD, Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND)
VISADE_FALT = (
    *("typ", "nummer", "leverantor", "leverantor_namn", "att_betala", "forfallodatum", "status", "omgang"),
    "anordnare",
)
"""Det som en lista säger om en faktura. Resten står på dess egen sida."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppgift:
    """En faktura som väntar på användaren, och på vad. `referenser` är tomma tills raden ska visas, och `betalas` är
    det som återstår av en nedsatt faktura, None när den inte är det.
    """

    faktura: Faktura
    steg: Steg
    anordnare: str
    dokument: str
    referenser: tuple[str, ...] = ()
    utfall: Utfall
    lage: str
    nar: str
    betalas: Decimal | None = None

    @property
    def fler_referenser(self) -> int:
        """How many references there are besides the first."""
        return max(len(self.referenser) - 1, 0)

    @property
    def ord(self) -> str:
        """What to do, as a verb."""
        return ATT_GORA[self.steg][0]

    @property
    def ikon(self) -> str:
        """The icon of the thing to do."""
        return ATT_GORA[self.steg][1]

    @property
    def attest(self) -> bool:
        """Whether an attest is what it waits for."""
        return self.steg in (Steg.GRANSKNINGSATTEST, Steg.BESLUTSATTEST)

    @property
    def adress(self) -> str:
        """Where it is done: on the invoice's page, or among those that wait to be matched."""
        if self.steg == Steg.PARNING:
            return reverse("fakturor:omatchad", args=[self.faktura.pk])
        return reverse("kontroller:faktura", args=[self.faktura.pk]) + ("#attest" if self.attest else "")

    @property
    def belopp(self) -> Decimal:
        """Kronor to pay; negative for a credit note."""
        belopp = exact(self.faktura.att_betala)
        return -belopp if self.faktura.typ == Faktura.Typ.KREDITNOTA else belopp

    @property
    def att_lamna(self) -> Decimal:
        """Kronor that are paid: what is claimed, or what a decided reduction has left of it."""
        return self.belopp if self.betalas is None else self.betalas

    @property
    def senast(self) -> date | None:
        """The day the invoice falls due."""
        return self.faktura.forfallodatum

    @property
    def senast_text(self) -> str:
        """The day in words; the year stands there when it is another than this."""
        if self.senast is None:
            return "saknas"
        return datum_kort(self.senast) if self.senast.year == timezone.localdate().year else datum_text(self.senast)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontopost:
    """Ett konto som väntar på att en andra person verifierar det."""

    id: int
    anordnare_id: int
    anordnare: str
    konto: str
    inlagt_av: str
    inlagt: datetime


def assessments_for(user: User) -> list[Uppgift]:
    """The invoices with something for the user to assess, comment, confirm or follow up, most urgent first."""
    if not (user.may("kontroller.bedoma") or user.may("kontroller.bekrafta")):
        return []
    return _in_order(_to_assess(user, _open_to(user, BEDOMS)))


def tasks_for(user: User) -> list[Uppgift]:
    """All that waits for the user, most urgent first."""
    uppgifter: list[Uppgift] = []
    if user.may("kontroller.bedoma") or user.may("kontroller.bekrafta"):
        uppgifter += _to_assess(user, _open_to(user, BEDOMS))
    if user.may("kontroller.granskningsattest"):
        uppgifter += _to_attest(user, Status.KONTROLLERAD, Steg.GRANSKNINGSATTEST)
    if user.may("kontroller.beslutsattest"):
        uppgifter += _to_attest(user, Status.GRANSKAD, Steg.BESLUTSATTEST)
    if user.may("fakturor.matcha"):
        uppgifter += [
            _task(faktura, Steg.PARNING, Utfall.EJ_BEDOMD, "Personen, månaden eller leverantören är inte känd")
            for faktura in _light(unmatched(user))
        ]
    return _in_order(uppgifter)


def with_references(uppgifter: Iterable[Uppgift]) -> list[Uppgift]:
    """The tasks that are to be shown, with the references of the persons whom the invoices are about. One query."""
    uppgifter = list(uppgifter)
    rader = Fakturarad.objects.filter(faktura__in=[u.faktura.pk for u in uppgifter], brukare__isnull=False)
    referenser: dict[int, dict[str, None]] = defaultdict(dict)
    for faktura_id, referens in rader.order_by("ordning").values_list("faktura", "brukare__referens"):
        referenser[faktura_id][referens] = None
    return [replace(u, referenser=tuple(referenser[u.faktura.pk])) for u in uppgifter]


def accounts_to_verify(user: User) -> list[Kontopost]:
    """The accounts that wait for a second person to verify them, other than those the user has entered."""
    if not user.may("beslut.verifiera_konto"):
        return []
    vantar = Konto.objects.current().filter(verifierat__isnull=True).exclude(inlagt_av=user)
    vantar = vantar.filter(anordnare__in=Anordnare.objects.open_to(user))
    return [
        Kontopost(
            id=konto.pk,
            anordnare_id=konto.anordnare_id,
            anordnare=f"Egen arbetsgivare {konto.anordnare.orgnr}"
            if konto.anordnare.is_person
            else konto.anordnare.namn,
            konto=" ".join(account_name(konto.typ, konto.nummer)),
            inlagt_av=konto.inlagt_av.namn,
            inlagt=konto.inlagt,
        )
        for konto in vantar.select_related("anordnare", "inlagt_av").order_by("inlagt")
    ]


def _open_to(user: User, status: Iterable[str]) -> list[Faktura]:
    return list(_light(visible(user, status)))


def visible(user: User, status: Iterable[str]) -> QuerySet[Faktura]:
    """Invoices in some steps, without those about a person whom the user may not see. One query more."""
    stangda = Fakturarad.objects.filter(brukare__in=closed_to(user)).values("faktura")
    return Faktura.objects.filter(status__in=status).exclude(pk__in=stangda)


def _light(fakturor: QuerySet[Faktura]) -> QuerySet[Faktura]:
    """Invoices as a list tells of them, without their lines."""
    # Many invoices have the same provider, who is fetched once.
    return fakturor.select_related(None).prefetch_related(None).prefetch_related("anordnare").only(*VISADE_FALT)


def _to_assess(user: User, fakturor: list[Faktura]) -> Iterable[Uppgift]:
    lagen = states_of((faktura.pk for faktura in fakturor), with_findings=False)
    for faktura in fakturor:
        lage = lagen.get(faktura.pk)
        if lage and (steg := step_for(user, lage)):
            vantar = sorted((rad for rad in lage.rader if remaining_of(rad) == steg), key=_weight)
            yield _task(faktura, steg, Utfall(vantar[0].utfallsrad.utfall), _told(vantar, steg))


def _weight(rad: Bedomningslage) -> tuple[int, Decimal, str]:
    utfallsrad = rad.utfallsrad
    return TYNGD[Utfall(utfallsrad.utfall)], -(utfallsrad.kronor or Decimal(0)), utfallsrad.regel


def _told(vantar: list[Bedomningslage], steg: Steg) -> str:
    """What was found, and by whom it has been assessed: Tid mot beslut och 2 till, godtas av Maria Östling."""
    forst = vantar[0]
    text = control_name(forst.utfallsrad.regel)
    if len(vantar) > 1:
        text += f" och {len(vantar) - 1} till"
    if steg in (Steg.BEKRAFTELSE, Steg.KOMPLETTERING, Steg.AVSLAGEN):
        beslut = Bedomning.Beslut(forst.bedomning.beslut)
        text += f", {beslut.label.lower()} av {forst.bedomning.av_namn}"
    return text


def step_for(user: User, lage: Fakturalage) -> Steg | None:
    """What of the invoice the user can do something about; nobody confirms her own assessment."""
    kvar = set()
    for rad in lage.rader:
        steg = remaining_of(rad)
        egen = rad.bedomning is not None and rad.bedomning.av_id == user.pk
        if steg == Steg.BEKRAFTELSE and egen:
            continue
        if steg in ATT_BEDOMA and (steg == Steg.BEKRAFTELSE or user.may("kontroller.bedoma")):
            kvar.add(steg)
    return next((steg for steg in ATT_BEDOMA if steg in kvar), None)


def _to_attest(user: User, status: str, steg: Steg) -> Iterable[Uppgift]:
    fakturor = _open_to(user, [status])
    fardiga = ready_for_attest(user, status, {faktura.pk: faktura.omgang for faktura in fakturor})
    for faktura in fakturor:
        lage = fardiga.get(faktura.pk)
        if lage is None:
            continue
        utfall = min((Utfall(rad.utfallsrad.utfall) for rad in lage.rader), key=TYNGD.__getitem__, default=None)
        if utfall is None:
            yield _task(faktura, steg, Utfall.GODKAND, "i alla kontroller")
        else:
            vem = sorted({rad.bedomning.av_namn for rad in lage.rader if rad.bedomning})
            yield _task(faktura, steg, utfall, f"bedömd av {', '.join(vem)}")


def ready_for_attest(user: User, status: str, omgangar: Mapping[int, int]) -> dict[int, Fakturalage]:
    """The states of the invoices of a step that are controlled and dealt with, and that nothing keeps the user from
    attesting: `omgangar` are their rounds by id.
    """
    lagen = states_of(omgangar, with_findings=False)
    klara = {pk: omgangar[pk] for pk, lage in lagen.items() if all(rad.tackt for rad in lage.rader)}
    typ = next(typ for typ, steg in AWAITS.items() if steg == status)
    hinder = personal_obstacles(omgangar=klara, typ=typ, by=user, dag=timezone.localdate())
    return {pk: lagen[pk] for pk in klara if pk not in hinder}


def _task(faktura: Faktura, steg: Steg, utfall: Utfall, lage: str) -> Uppgift:
    return Uppgift(
        faktura=faktura,
        steg=steg,
        anordnare=provider_name(faktura),
        dokument=document_name(faktura),
        utfall=utfall,
        lage=lage,
        nar=_days_until(faktura.forfallodatum, timezone.localdate()),
    )


def _days_until(dag: date | None, idag: date) -> str:
    if dag is None:
        return ""
    dagar = (dag - idag).days
    if dagar == 0:
        return "i dag"
    ar = abs(dagar) // 365
    ord_ = antal(ar, "år", "år") if ar else antal(abs(dagar), "dag", "dagar")
    return f"om {ord_}" if dagar > 0 else f"för {ord_} sedan"


def _in_order(uppgifter: Iterable[Uppgift]) -> list[Uppgift]:
    """The tasks with what is left of those that are reduced, by day due and by what is paid. One query."""
    uppgifter = list(uppgifter)
    nedsatt = decided_reductions([u.faktura.pk for u in uppgifter])
    med_kvar = [
        replace(u, betalas=exact(u.faktura.att_betala - nedsatt[u.faktura.pk])) if u.faktura.pk in nedsatt else u
        for u in uppgifter
    ]
    return sorted(med_kvar, key=lambda u: (u.senast or date.max, -u.att_lamna, u.faktura.pk))
