"""Vad som hindrar att en godkänd faktura betalas, i en mening. Allt som behövs hämtas på en gång."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value

from assistans.models import User
from assistans.svenska import datum_text, kronor
from beslut.models import Anordnare, Brukare, Konto, Person
from fakturor.bokforing.delar import obstacles as uncoded
from fakturor.flode import Status
from fakturor.models import Attest, Betalningspost, Faktura, Fakturarad, Kontointyg, Kreditering, Tidrad
from fakturor.models.faktura import KRONOR

TUNGA = ("texter", "bilagor", "momsrader", "anmarkningar")
"""Fields that are large and that say nothing about the payment."""
SLUTEN = (
    "Underlaget gäller en person med skyddade uppgifter. Den som är namngiven för personen lämnar det till betalning."
)
ATTESTERAS_OM = "Fakturan tas tillbaka och attesteras på nytt."


@dataclass(frozen=True, slots=True)
class Givenattest:
    """An attest, and why the one who gave it could not give it today; "" when she could."""

    av: int
    tid: datetime
    belopp: Decimal
    galler: bool
    hinder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Laget:
    """Allt som avgör om fakturorna kan betalas av en viss användare."""

    by: User
    fakturor: list[Faktura]
    konton: dict[int, list[Konto]]
    """Accounts that have not ended, confirmed or not, by payee."""
    attester: dict[int, list[Givenattest]]
    i_omgang: dict[int, str]
    """The number of the round that an invoice is in, by its id."""
    med_ny_tid: set[int]
    slutna: set[int]
    slutna_mottagare: set[int]
    skyddade_personer: set[int]
    original: dict[int, frozenset[int]]
    """What each credit is of, by its id."""
    okonterade: dict[int, str]
    """What the table of coding does not say, by invoice."""
    intygade: set[int]
    """Accounts that this user has said are right though the bank had sent a payment back."""
    slapps: bool
    """Whether it is the release that is asked about."""

    @classmethod
    def load(cls, *, by: User, among: Collection[int] | None = None, omgang: int | None = None) -> Laget:
        """What there is to know of the approved invoices, or of some invoices. `omgang` is the round they stand in."""
        fakturor = list(_invoices(by, among))
        ids = [faktura.pk for faktura in fakturor]
        mottagare = {faktura.anordnare_id for faktura in fakturor if faktura.anordnare_id}
        stangda = Brukare.objects.closed_to(by)
        return cls(
            by=by,
            fakturor=fakturor,
            konton=_by_payee(accounts_with_fault().filter(anordnare__in=mottagare).order_by("pk")),
            attester=_attests(ids),
            i_omgang=_rounds(ids, omgang),
            med_ny_tid=_with_new_time([faktura.pk for faktura in fakturor if not faktura.is_credit]),
            slutna=set(
                Fakturarad.objects.filter(faktura__in=ids, brukare__in=stangda).values_list("faktura", flat=True)
            ),
            slutna_mottagare=mottagare
            - set(Anordnare.objects.open_to(by).filter(pk__in=mottagare).values_list("pk", flat=True)),
            skyddade_personer=set(Person.objects.protected().values_list("pk", flat=True)),
            original=_originals(fakturor),
            okonterade=uncoded(ids),
            intygade=set(
                Kontointyg.objects.filter(av=by, konto__anordnare__in=mottagare).values_list("konto", flat=True)
            ),
            slapps=omgang is not None,
        )

    def amount_of(self, faktura: Faktura) -> Decimal:
        """Kronor to pay, as the database reckons them; negative for a credit."""
        belopp: Decimal = faktura.att_lamna
        return round(belopp, 2) if belopp == round(belopp, 2) else belopp.normalize()

    def is_closed(self, faktura: Faktura) -> bool:
        """Whether the invoice is about somebody whom the user may not see."""
        return faktura.pk in self.slutna or faktura.anordnare_id in self.slutna_mottagare

    def confirmed(self, faktura: Faktura) -> list[Konto]:
        """The payee's confirmed accounts."""
        return [konto for konto in self.konton.get(faktura.anordnare_id, []) if konto.verifierat is not None]

    def asked_for(self, faktura: Faktura) -> set[tuple[str, str]]:
        """The accounts that the invoice asks to be paid to."""
        return {(konto["typ"], konto["nummer"]) for konto in faktura.konton}

    def account_of(self, faktura: Faktura) -> Konto | None:
        """The account to pay to: the confirmed one that the invoice asks for, or the only one there is."""
        bekraftade = self.confirmed(faktura)
        if begarda := self.asked_for(faktura):
            bekraftade = [konto for konto in bekraftade if (konto.typ, konto.nummer) in begarda]
            return bekraftade[0] if len(begarda) == len(bekraftade) == 1 else None
        return bekraftade[0] if len(bekraftade) == 1 else None


def obstacle(faktura: Faktura, laget: Laget) -> str:
    """Why the invoice is not paid now, by this user, or ""."""
    return next((mening for fraga in FRAGOR if (mening := fraga(faktura, laget))), "")


# The questions, in the order that a person would want the answer.


def _step(faktura: Faktura, laget: Laget) -> str:
    if faktura.status == Status.GODKAND:
        return ""
    return f"Fakturan är {faktura.get_status_display().lower()} och inte godkänd för betalning."


def _closed(faktura: Faktura, laget: Laget) -> str:
    return SLUTEN if laget.is_closed(faktura) else ""


def _already(faktura: Faktura, laget: Laget) -> str:
    nummer = laget.i_omgang.get(faktura.pk)
    return f"Fakturan står redan i omgång {nummer}." if nummer else ""


def _amount(faktura: Faktura, laget: Laget) -> str:
    belopp = laget.amount_of(faktura)
    if belopp == 0:
        return "Beloppet är noll: det finns inget att betala."
    if belopp != round(belopp, 2):
        return f"Beloppet {kronor(belopp.normalize())} har delar av ett öre och kan inte betalas."
    return ""


def _own_part(faktura: Faktura, laget: Laget) -> str:
    if any(attest.av == laget.by.pk for attest in laget.attester[faktura.pk]):
        return "Du har attesterat fakturan. En annan person lämnar den till betalning."
    if faktura.by_javig:
        return "Du har anmält jäv mot en part i fakturan. En annan person lämnar den till betalning."
    if any(konto.inlagt_av_id == laget.by.pk for konto in laget.konton.get(faktura.anordnare_id, [])):
        return "Du har lagt in mottagarens konto. En annan person lämnar fakturan till betalning."
    return ""


def _attested(faktura: Faktura, laget: Laget) -> str:
    galler = [attest for attest in laget.attester[faktura.pk] if attest.galler]
    if len({attest.av for attest in galler}) < 2:
        return f"Fakturan saknar en attest som gäller. {ATTESTERAS_OM}"
    if hinder := next((attest.hinder for attest in galler if attest.hinder), ""):
        return f"{hinder} {ATTESTERAS_OM}"
    if any(attest.belopp != faktura.godkant for attest in galler):
        return f"Beloppet har satts ned sedan fakturan attesterades. {ATTESTERAS_OM}"
    if faktura.pk in laget.med_ny_tid:
        return f"Det finns tid på fakturan som inte är godkänd. {ATTESTERAS_OM}"
    return ""


def _payee(faktura: Faktura, laget: Laget) -> str:
    if faktura.anordnare is None:
        return "Mottagaren är inte känd: fakturan är inte parad med någon anordnare."
    if not faktura.anordnare.namn.strip():
        return "Mottagaren saknar namn i registret."
    return ""


def _account(faktura: Faktura, laget: Laget) -> str:
    if laget.amount_of(faktura) < 0:
        return ""  # a credit is drawn from a payment, which has an account of its own
    if not laget.konton.get(faktura.anordnare_id):
        return "Mottagaren har inget konto i registret."
    if not (bekraftade := laget.confirmed(faktura)):
        return "Mottagarens konto är inte bekräftat av en andra person."
    begarda = laget.asked_for(faktura)
    if begarda - {(konto.typ, konto.nummer) for konto in bekraftade}:
        return "Fakturan ber om betalning till ett annat konto än mottagarens bekräftade."
    if len(begarda) > 1:
        return "Fakturan anger flera konton att betala till."
    if (konto := laget.account_of(faktura)) is None:
        return "Fakturan anger inget konto, och mottagaren har flera bekräftade."
    if konto.fel:
        return account_fault(konto.fel)
    if laget.slapps and konto.pk in laget.intygade:
        return "Du har intygat att mottagarens konto är rätt. En annan person frisläpper betalningen."
    senast = max(attest.tid for attest in laget.attester[faktura.pk] if attest.galler)
    if konto.verifierat > senast:
        return f"Mottagarens konto har ändrats sedan fakturan attesterades. {ATTESTERAS_OM}"
    return ""


def _coded(faktura: Faktura, laget: Laget) -> str:
    return laget.okonterade.get(faktura.pk, "")


FRAGOR: tuple[Callable[[Faktura, Laget], str], ...] = (
    _step,
    _closed,
    _already,
    _amount,
    _payee,
    _attested,
    _own_part,
    _account,
    _coded,
)


def account_fault(fel: str) -> str:
    """What `kontots_fel()` says of an account, as a sentence: the bank's code and the day."""
    kod, dag = fel.split()
    return (
        f"Banken har sagt att mottagarens konto är fel ({kod}, den {datum_text(date.fromisoformat(dag))}). Det behövs "
        "ett nytt bekräftat konto, eller att någon intygar att det här är rätt."
    )


# What is fetched.


def accounts_with_fault() -> QuerySet[Konto]:
    """The accounts that have not ended, with what the bank has said is wrong with each, or None (`fel`)."""
    return Konto.objects.current().annotate(fel=Func("pk", function="kontots_fel", output_field=TextField()))


def _invoices(by: User, among: Collection[int] | None) -> QuerySet[Faktura]:
    fakturor = Faktura.objects.filter(status=Status.GODKAND) if among is None else Faktura.objects.filter(pk__in=among)
    return (
        fakturor.with_approved_amount()
        .annotate(
            att_lamna=Func("pk", function="att_betala_ut", output_field=KRONOR),
            by_javig=Func("pk", Value(by.pk), function="ar_javig", output_field=BooleanField()),
        )
        .select_related("anordnare")
        .defer(*TUNGA)
        .order_by("pk")
    )


def _by_payee(konton: Iterable[Konto]) -> dict[int, list[Konto]]:
    per_mottagare = defaultdict(list)
    for konto in konton:
        per_mottagare[konto.anordnare_id].append(konto)
    return per_mottagare


def _attests(ids: Collection[int]) -> dict[int, list[Givenattest]]:
    """Every attest of the invoices. Only those of the present round that nobody has withdrawn hold."""
    hinder = Func("faktura_id", "av_id", function="har_del_i_underlaget", output_field=TextField())
    rader = Attest.objects.filter(faktura__in=ids).annotate(hinder=hinder, nu=F("faktura__omgang"))
    per_faktura = defaultdict(list)
    for faktura, av, tid, belopp, omgang, nu, aterkallelse, hindret in rader.values_list(
        "faktura_id", "av_id", "tid", "belopp", "omgang", "nu", "aterkallelse", "hinder"
    ):
        galler = omgang == nu and aterkallelse is None
        per_faktura[faktura].append(Givenattest(av, tid, belopp, galler, hindret or ""))
    return per_faktura


def _rounds(ids: Collection[int], omgang: int | None) -> dict[int, str]:
    poster = Betalningspost.objects.filter(faktura__in=ids, upphord__isnull=True)
    if omgang is not None:
        poster = poster.exclude(betalning__omgang=omgang)
    return dict(poster.values_list("faktura_id", "betalning__omgang__nummer"))


def _with_new_time(ids: Collection[int]) -> set[int]:
    """The invoices in whose dossiers there is time that nobody has approved. Credits claim no time."""
    faktura = "rapport__redovisning__fakturarader__faktura"
    tid = Tidrad.objects.current().filter(godkand__isnull=True, **{f"{faktura}__in": ids})
    return set(tid.order_by().values_list(faktura, flat=True).distinct())


def _originals(fakturor: Collection[Faktura]) -> dict[int, frozenset[int]]:
    """What each credit is of: by a recorded crediting, or by the numbers that it names."""
    krediter = [faktura for faktura in fakturor if faktura.is_credit]
    kopplade = defaultdict(set)
    for kredit, faktura in Kreditering.objects.filter(kredit__in=krediter).values_list("kredit_id", "faktura_id"):
        kopplade[kredit].add(faktura)
    av_nummer = {(faktura.leverantor, faktura.nummer): faktura.pk for faktura in fakturor}
    for kredit in krediter:
        namngivna = (av_nummer.get((kredit.leverantor, nummer)) for nummer in kredit.avser)
        kopplade[kredit.pk].update(pk for pk in namngivna if pk)
    return {kredit: frozenset(fakturorna) for kredit, fakturorna in kopplade.items()}
