"""Permits from IVO and own employers' notifications, and every look at how they stand (B03)."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Anordnare, Tillstand, Tillstandskontroll
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words

UTAN_SLUT = (Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT)
"""The states in which a permit may be without a last day."""
TILL_NASTA_KONTROLL = timedelta(days=90)
"""How long a look at IVO's data lasts, unless somebody says another day."""


@told_in_words()
def register_permit(
    *,
    anordnare: Anordnare,
    typ: str,
    galler_fran: date,
    galler_tom: date | None,
    diarienummer: str,
    status: str,
    kontrollerad: date | None,
    by: User,
    at: datetime,
) -> Tillstand:
    """Register a permit, or an own employer's notification. An open one of the same type ends the day before."""
    _refuse_bad_permit(status, galler_fran, galler_tom)
    _refuse_ahead(kontrollerad, "kontrollerad", at)
    tillstand = Tillstand(
        anordnare=anordnare,
        typ=typ,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        diarienummer=diarienummer,
        status=status,
        kontrollerad=kontrollerad,
        nasta_kontroll=kontrollerad and next_look(kontrollerad),
    )
    omfang = store_next(tillstand, after=Tillstand.objects.filter(anordnare=anordnare, typ=typ))
    if kontrollerad:
        _note_look(tillstand, by=by, at=at)
    record_change("tillstand.registrerat", tillstand, omfang=omfang, by=by, at=at, status=status)
    return tillstand


@told_in_words()
def change_permit(
    *,
    tillstand: Tillstand,
    status: str,
    galler_tom: date | None,
    diarienummer: str,
    kontrollerad: date | None,
    by: User,
    at: datetime,
) -> Tillstand:
    """Change the state of a permit: revoked with its last day, stayed by court, forbidden, ceased."""
    tillstand = Tillstand.objects.select_for_update().get(pk=tillstand.pk)
    _refuse_bad_permit(status, tillstand.galler_fran, galler_tom)
    _refuse_ahead(kontrollerad, "kontrollerad", at)

    fore = tillstand.status
    is_look = kontrollerad is not None and kontrollerad != tillstand.kontrollerad
    nytt = {
        "status": status,
        "galler_tom": galler_tom,
        "diarienummer": diarienummer,
        "kontrollerad": kontrollerad,
        "nasta_kontroll": next_look(kontrollerad) if is_look else kontrollerad and tillstand.nasta_kontroll,
    }
    omfang = save_change(tillstand, nytt).omfang
    if is_look:
        _note_look(tillstand, by=by, at=at)
    record_change("tillstand.andrat", tillstand, omfang=omfang, by=by, at=at, status=status, status_fore=fore)
    return tillstand


@told_in_words()
def confirm_permit(*, tillstand: Tillstand, by: User, at: datetime) -> Tillstand:
    """Write down that somebody has looked at IVO's data today and found the permit as it stands."""
    idag = timezone.localdate(at)
    if not tillstand.kontroller.filter(datum=idag, av=by, status=tillstand.status).exists():
        record_look(
            tillstand=tillstand,
            datum=idag,
            status=tillstand.status,
            kalla=Tillstandskontroll.Kalla.IVO_UTDRAG,
            notering="",
            nasta_kontroll=next_look(idag),
            by=by,
            at=at,
        )
    return tillstand


@told_in_words()
def record_look(
    *,
    tillstand: Tillstand,
    datum: date,
    status: str,
    kalla: str,
    notering: str,
    nasta_kontroll: date | None,
    by: User,
    at: datetime,
) -> Tillstandskontroll:
    """Write down a look: which day, what the permit's state was, where it was seen, and when to look again.

    The first look is a fact that the controls ask for (B01). That a later one finds the same sends no invoice back.
    A look that finds another state than the register's leaves the register: with a state there goes a last day. It is
    told to the controls (B03).
    """
    tillstand = Tillstand.objects.select_for_update().get(pk=tillstand.pk)
    _refuse_ahead(datum, "datum", at)
    if nasta_kontroll is not None and nasta_kontroll <= datum:
        raise RegistrationRefused(f"Nästa kontroll ska ligga efter den {datum_text(datum)}.", "nasta_kontroll")

    kontroll = tillstand.kontroller.create(
        datum=datum, status=status, kalla=kalla, notering=notering, nasta_kontroll=nasta_kontroll, av=by, tid=at
    )
    omfang = None
    if tillstand.kontrollerad is None or datum >= tillstand.kontrollerad:
        omfang = save_change(tillstand, {"kontrollerad": datum, "nasta_kontroll": nasta_kontroll}).omfang
        if status != tillstand.status:
            omfang = extent_of(tillstand)
    record_change("tillstand.kontrollerat", tillstand, omfang=omfang, by=by, at=at, status=status)
    return kontroll


def next_look(datum: date) -> date:
    """The day to look again after a look."""
    return datum + TILL_NASTA_KONTROLL


def _note_look(tillstand: Tillstand, *, by: User, at: datetime) -> None:
    """Keep the look that a permit was registered or changed with."""
    tillstand.kontroller.create(
        datum=tillstand.kontrollerad,
        status=tillstand.status,
        kalla=Tillstandskontroll.Kalla.IVO_UTDRAG,
        nasta_kontroll=tillstand.nasta_kontroll,
        av=by,
        tid=at,
    )


def _refuse_bad_permit(status: str, galler_fran: date, galler_tom: date | None) -> None:
    refuse_backwards(galler_fran, galler_tom)
    if status not in (*UTAN_SLUT, Tillstand.Status.FORBUD) and galler_tom is None:
        raise RegistrationRefused(
            "Skriv den sista dagen som tillståndet gäller. Utan den kan ingen dag bedömas.", "galler_tom"
        )


def _refuse_ahead(dag: date | None, falt: str, at: datetime) -> None:
    if dag is not None and dag > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", falt)
