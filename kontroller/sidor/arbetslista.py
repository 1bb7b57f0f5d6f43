"""Det som väntar på en användare, efter roll: i ordning efter förfallodag och belopp, och aldrig det som
rollen inte får göra.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assistans.models import User
from assistans.svenska import antal, datum_kort, datum_text
from beslut.models import Anordnare, Konto
from fakturor.models import Faktura, Fakturarad
from kontroller.bedomningslage import Bedomningslage, Fakturalage, states_of
from kontroller.loading.belopp import exact
from kontroller.models import Bedomning
from kontroller.regel import TYNGD, Utfall
from kontroller.sidor.beteckning import account_name, control_name, document_name, provider_name
from kontroller.sidor.ko import ATT_BEDOMA, Koplats, queue_of
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
VISADE_FALT = (
    *("typ", "nummer", "leverantor", "leverantor_namn", "att_betala", "forfallodatum", "status", "omgang"),
    "anordnare",
)
"""Det som en lista säger om en faktura. Resten står på dess egen sida."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppgift:
    """En faktura som väntar på användaren, och på vad, så som den visas. `betalas` är det som återstår av en nedsatt
    faktura, None när den inte är det.
    """

    faktura: Faktura
    steg: Steg
    anordnare: str
    dokument: str
    referenser: tuple[str, ...]
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


def tasks_for(user: User) -> list[Uppgift]:
    """All that waits for the user, most urgent first, ready to be shown."""
    return tasks_at(queue_of(user))


def tasks_at(platser: Iterable[Koplats]) -> list[Uppgift]:
    """The places of the queue that are to be shown, as tasks with the references of the persons whom the invoices are
    about. Six queries.
    """
    platser = list(platser)
    ids = {plats.pk for plats in platser}
    fakturor = {faktura.pk: faktura for faktura in _light(Faktura.objects.filter(pk__in=ids))}
    lagen = states_of(ids, with_findings=False)
    referenser = _references(ids)
    idag = timezone.localdate()
    return [
        Uppgift(
            faktura=fakturor[plats.pk],
            steg=plats.steg,
            anordnare=provider_name(fakturor[plats.pk]),
            dokument=document_name(fakturor[plats.pk]),
            referenser=referenser.get(plats.pk, ()),
            nar=_days_until(plats.senast, idag),
            betalas=plats.betalas,
            **_found_and_told(plats.steg, lagen.get(plats.pk)),
        )
        for plats in platser
        if plats.pk in fakturor
    ]


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


def _references(ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The references of the persons whom invoices are about, by id. One query."""
    rader = Fakturarad.objects.filter(faktura__in=ids, brukare__isnull=False)
    referenser: dict[int, dict[str, None]] = defaultdict(dict)
    for faktura_id, referens in rader.order_by("ordning").values_list("faktura", "brukare__referens"):
        referenser[faktura_id][referens] = None
    return {pk: tuple(funna) for pk, funna in referenser.items()}


def _light(fakturor: QuerySet[Faktura]) -> QuerySet[Faktura]:
    """Invoices as a list tells of them, without their lines."""
    # Many invoices have the same provider, who is fetched once.
    return fakturor.select_related(None).prefetch_related(None).prefetch_related("anordnare").only(*VISADE_FALT)


def _found_and_told(steg: Steg, lage: Fakturalage | None) -> dict[str, Any]:
    """What the controls found of the invoice, and how it stands in words."""
    if steg == Steg.PARNING:
        return {"utfall": Utfall.EJ_BEDOMD, "lage": "Personen, månaden eller leverantören är inte känd"}
    rader = lage.rader if lage else ()
    if steg in ATT_BEDOMA and (vantar := sorted((rad for rad in rader if remaining_of(rad) == steg), key=_weight)):
        return {"utfall": Utfall(vantar[0].utfallsrad.utfall), "lage": _told(vantar, steg)}
    if not rader:
        return {"utfall": Utfall.GODKAND, "lage": "i alla kontroller"}
    utfall = min((Utfall(rad.utfallsrad.utfall) for rad in rader), key=TYNGD.__getitem__)
    vem = sorted({rad.bedomning.av_namn for rad in rader if rad.bedomning})
    return {"utfall": utfall, "lage": f"bedömd av {', '.join(vem)}"}


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


def _days_until(dag: date | None, idag: date) -> str:
    if dag is None:
        return ""
    dagar = (dag - idag).days
    if dagar == 0:
        return "i dag"
    ar = abs(dagar) // 365
    ord_ = antal(ar, "år", "år") if ar else antal(abs(dagar), "dag", "dagar")
    return f"om {ord_}" if dagar > 0 else f"för {ord_} sedan"
