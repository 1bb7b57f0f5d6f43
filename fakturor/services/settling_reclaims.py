"""Det som följer på ett beslutat återkrav: överklagandet, domstolens avgörande, och pengarna åt båda hållen.

What a court lowers or lifts changes no decision: the ruling is a fact beside it, and what was paid beyond what it left
is the municipality's to give back.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, F, Sum, When
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import datum_text, kronor
from beslut.models import Handling
from beslut.services.documents import attach_document
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused
from fakturor.models import Aterbetalning, Aterkrav
from fakturor.services.grindar import told_by_the_gates
from fakturor.services.reclaiming import lock_case, refuse_identity

Slag, Status = Aterbetalning.Slag, Aterkrav.Status
LAMNAS_TILLBAKA = (Slag.UTBETALNING, Slag.AVRAKNING)
"""The ways in which the municipality gives back."""


@told_by_the_gates()
def note_appeal(*, aterkrav: Aterkrav, overklagat: date, by: User, at: datetime) -> Aterkrav:
    """Write down that the decision, or a court's ruling on it, has been appealed, also when all has been paid.

    The decision applies all the same, unless a court says otherwise.
    """
    aterkrav = lock_case(aterkrav)
    if aterkrav.beslutat is None:
        raise RegistrationRefused("Återkravet är inte beslutat.")
    beslutat = timezone.localdate(aterkrav.beslutat)
    if not beslutat <= overklagat <= timezone.localdate(at):
        raise RegistrationRefused(
            f"Beslutet fattades den {datum_text(beslutat)}. Skriv en dag från då till i dag.", "overklagat"
        )
    senast = aterkrav.avgoranden.order_by("-pk").first()
    if senast is not None and overklagat < senast.datum:
        raise RegistrationRefused(
            f"{senast.get_instans_display()} avgjorde målet den {datum_text(senast.datum)}. Skriv en dag från och med "
            "då.",
            "overklagat",
        )
    save_change(aterkrav, {"status": Status.OVERKLAGAT, "overklagat": overklagat})
    Handelse.record("aterkrav.overklagat", aterkrav, by=by, at=at)
    return aterkrav


@told_by_the_gates()
def note_ruling(
    *,
    aterkrav: Aterkrav,
    instans: str,
    malnummer: str,
    datum: date,
    belopp: Decimal,
    dom: bytes | None = None,
    by: User,
    at: datetime,
) -> Aterkrav:
    """Write down what a court decided, how much of the decision it left, and its ruling as a document."""
    aterkrav = lock_case(aterkrav)
    if aterkrav.status != Status.OVERKLAGAT:
        raise RegistrationRefused("Inget överklagande prövas i ärendet.")
    refuse_identity(malnummer, "malnummer", at)
    if belopp > aterkrav.beslutat_belopp:
        raise RegistrationRefused(
            f"Beslutet är på {kronor(aterkrav.beslutat_belopp)}. En domstol höjer det inte.", "belopp"
        )
    if not aterkrav.overklagat <= datum <= timezone.localdate(at):
        kom = datum_text(aterkrav.overklagat)
        raise RegistrationRefused(f"Överklagandet kom den {kom}. Skriv en dag från då till i dag.", "datum")
    avgorande = aterkrav.avgoranden.create(
        overklagat=aterkrav.overklagat,
        instans=instans,
        malnummer=malnummer.strip(),
        datum=datum,
        belopp=belopp,
        av=by,
        tid=at,
    )
    if dom is not None:
        attach_document(
            rad=avgorande,
            slag=Handling.Slag.OVERKLAGANDE,
            rubrik=f"Avgörande i mål {avgorande.malnummer}",
            innehall=dom,
            by=by,
            at=at,
        )
    i_ord = f"{avgorande.get_instans_display()}, mål {avgorande.malnummer}, {datum_text(datum)}"
    save_change(aterkrav, {"domstolens_avgorande": i_ord, "domstolens_belopp": belopp, "status": Status.BESLUTAT})
    Handelse.record("aterkrav.domstol", aterkrav, by=by, at=at, avgorande=avgorande.pk, belopp=str(belopp))
    return settle_if_paid(aterkrav, by=by, at=at)


@told_by_the_gates()
def note_payment(
    *, aterkrav: Aterkrav, belopp: Decimal, datum: date, skal: str, by: User, at: datetime
) -> Aterbetalning:
    """Write down kronor that have come back, by their voucher. When nothing is left the case is settled."""
    return _register(aterkrav, Slag.BETALNING, belopp, datum, skal, by=by, at=at)


@told_by_the_gates()
def write_off(*, aterkrav: Aterkrav, belopp: Decimal, datum: date, skal: str, by: User, at: datetime) -> Aterbetalning:
    """Write off kronor with a reason, by one who has neither looked into the case nor received payments in it."""
    if not skal.strip():
        raise RegistrationRefused("Skriv varför beloppet skrivs av.", "skal")
    return _register(aterkrav, Slag.AVSKRIVNING, belopp, datum, skal, by=by, at=at)


@told_by_the_gates()
def give_back(
    *, aterkrav: Aterkrav, slag: str, belopp: Decimal, datum: date, skal: str, by: User, at: datetime
) -> Aterbetalning:
    """Write down what the municipality has given back of what was paid beyond the court's ruling.

    Paid out by its voucher, or set off against something else that is owed, in words.
    """
    if slag not in LAMNAS_TILLBAKA:
        raise RegistrationRefused("Välj hur beloppet lämnades tillbaka.", "slag")
    if slag == Slag.AVRAKNING and not skal.strip():
        raise RegistrationRefused("Skriv vad det räknades av mot.", "skal")
    return _register(aterkrav, slag, belopp, datum, skal, by=by, at=at)


def settle_if_paid(aterkrav: Aterkrav, *, by: User, at: datetime) -> Aterkrav:
    """Close the case when all that is due has been paid or written off, nothing is owed back, and no court is at it."""
    if aterkrav.status == Status.BESLUTAT and not left_of(aterkrav) and not owed_back(aterkrav):
        save_change(aterkrav, {"status": Status.REGLERAT})
        Handelse.record("aterkrav.reglerat", aterkrav, by=by, at=at)
    return aterkrav


def left_of(aterkrav: Aterkrav) -> Decimal:
    """What is still to be paid, never below zero."""
    betalt, avskrivet = _sums(aterkrav)
    return max(_due(aterkrav) - betalt - avskrivet, Decimal(0))


def owed_back(aterkrav: Aterkrav) -> Decimal:
    """What has been paid beyond what a court left of the decision, and not been given back."""
    betalt, _ = _sums(aterkrav)
    return max(betalt - _due(aterkrav), Decimal(0)) if aterkrav.beslutat else Decimal(0)


def _register(
    aterkrav: Aterkrav, slag: str, belopp: Decimal, datum: date, skal: str, *, by: User, at: datetime
) -> Aterbetalning:
    aterkrav = lock_case(aterkrav)
    refuse_identity(skal, "skal", at)
    if datum > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "datum")
    if aterkrav.beslutat is not None:
        if datum < aterkrav.kommunicerat:
            fran = datum_text(aterkrav.kommunicerat)
            raise RegistrationRefused(f"Ärendet kommunicerades den {fran}. Skriv en dag från och med då.", "datum")
        tillbaka = slag in LAMNAS_TILLBAKA
        hogst = owed_back(aterkrav) if tillbaka else left_of(aterkrav)
        if belopp > hogst:
            raise RegistrationRefused(
                f"Det är {kronor(hogst)} {'att lämna tillbaka' if tillbaka else 'kvar'}.", "belopp"
            )
    rad = aterkrav.aterbetalningar.create(slag=slag, belopp=belopp, datum=datum, skal=skal.strip(), av=by, tid=at)
    Handelse.record(f"aterkrav.{slag}", aterkrav, by=by, at=at, belopp=str(belopp))
    settle_if_paid(aterkrav, by=by, at=at)
    return rad


def _due(aterkrav: Aterkrav) -> Decimal:
    belopp = aterkrav.domstolens_belopp if aterkrav.domstolens_belopp is not None else aterkrav.beslutat_belopp
    return belopp or Decimal(0)


def _sums(aterkrav: Aterkrav) -> tuple[Decimal, Decimal]:
    """What has been paid, less what has been given back; and what has been written off."""
    tecken = Case(When(slag__in=LAMNAS_TILLBAKA, then=-F("belopp")), default=F("belopp"))
    avskrivet = aterkrav.aterbetalningar.filter(slag=Slag.AVSKRIVNING).aggregate(s=Sum("belopp"))["s"]
    betalt = aterkrav.aterbetalningar.exclude(slag=Slag.AVSKRIVNING).aggregate(s=Sum(tecken))["s"]
    return betalt or Decimal(0), avskrivet or Decimal(0)
