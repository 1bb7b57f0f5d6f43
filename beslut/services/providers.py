"""Providers, their permits from IVO, and the accounts that they are paid to."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from assistans.models import User
from beslut.models import Anordnare, Konto, Person, Tillstand
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words

PERSONERS_FORMER = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)
"""The forms whose orgnr is a personnummer: they have a pseudonym instead."""
UTAN_SLUT = (Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT)
"""The states in which a permit may be without a last day."""
Kontonummer = tuple[str, str]
"""Type and number of an account, as `Konto` has them."""


@told_in_words()
def register_provider(
    *,
    form: str,
    orgnr: str,
    personnummer: str,
    namn: str,
    f_skatt: bool | None,
    konton: Sequence[Kontonummer],
    by: User,
    at: datetime,
) -> Anordnare:
    """Take a provider into the register, with its first accounts.

    The first accounts count as verified by the one who registers, as at a first import; any later one waits for a
    second person (B14). A provider who is a person gets the next pseudonym instead of a number.
    """
    person_id = None
    if form in PERSONERS_FORMER:
        person_id = Person.objects.ids_by_number({personnummer})[personnummer]
        _refuse_second_registration(person_id)
        orgnr = _next_pseudonym()

    anordnare = Anordnare.objects.create(orgnr=orgnr, namn=namn, form=form, f_skatt=f_skatt, person_id=person_id)
    Konto.objects.bulk_create(
        Konto(
            anordnare=anordnare,
            typ=typ,
            nummer=nummer,
            forsta=True,
            inlagt_av=by,
            inlagt=at,
            verifierat_av=by,
            verifierat=at,
        )
        for typ, nummer in konton
    )
    record_change(
        "anordnare.registrerad", anordnare, omfang=extent_of(anordnare), by=by, at=at, form=form, konton=len(konton)
    )
    return anordnare


@told_in_words()
def change_provider(
    *, anordnare: Anordnare, namn: str, form: str, f_skatt: bool | None, by: User, at: datetime
) -> Anordnare:
    """Change what a provider is called and is. Its number stays: another number is another provider."""
    anordnare = Anordnare.objects.select_for_update().get(pk=anordnare.pk)
    if (form in PERSONERS_FORMER) != (anordnare.form in PERSONERS_FORMER):
        raise RegistrationRefused(
            "En privatperson och en organisation har olika nummer. Registrera en ny anordnare.", "form"
        )
    andrat, omfang = save_change(anordnare, {"namn": namn, "form": form, "f_skatt": f_skatt})
    record_change("anordnare.andrad", anordnare, omfang=omfang, by=by, at=at, andrat=andrat)
    return anordnare


@told_in_words()
def register_account(*, anordnare: Anordnare, typ: str, nummer: str, by: User, at: datetime) -> Konto:
    """Enter a new account of a provider. Until another person has verified it, the old one is in force."""
    Anordnare.objects.select_for_update().get(pk=anordnare.pk)
    konto = Konto.objects.create(anordnare=anordnare, typ=typ, nummer=nummer, inlagt_av=by, inlagt=at)
    record_change("konto.inlagt", konto, omfang=extent_of(konto), by=by, at=at, slag=typ)
    return konto


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
    _refuse_bad_permit(status, galler_fran, galler_tom, kontrollerad, at)
    tillstand = Tillstand(
        anordnare=anordnare,
        typ=typ,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        diarienummer=diarienummer,
        status=status,
        kontrollerad=kontrollerad,
    )
    omfang = store_next(tillstand, after=Tillstand.objects.filter(anordnare=anordnare, typ=typ))
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
    _refuse_bad_permit(status, tillstand.galler_fran, galler_tom, kontrollerad, at)

    fore = tillstand.status
    nytt = {
        "status": status,
        "galler_tom": galler_tom,
        "diarienummer": diarienummer,
        "kontrollerad": kontrollerad,
    }
    omfang = save_change(tillstand, nytt).omfang
    record_change("tillstand.andrat", tillstand, omfang=omfang, by=by, at=at, status=status, status_fore=fore)
    return tillstand


@told_in_words()
def confirm_permit(*, tillstand: Tillstand, by: User, at: datetime) -> Tillstand:
    """Write down that somebody has looked in IVO's register today and found the permit as it stands.

    The first look is a fact that the controls ask for (B01). That a later one finds the same sends no invoice back.
    """
    tillstand = Tillstand.objects.select_for_update().get(pk=tillstand.pk)
    is_first_look = tillstand.kontrollerad is None
    omfang = save_change(tillstand, {"kontrollerad": timezone.localdate(at)}).omfang
    record_change("tillstand.kontrollerat", tillstand, omfang=omfang if is_first_look else None, by=by, at=at)
    return tillstand


def _refuse_bad_permit(
    status: str, galler_fran: date, galler_tom: date | None, kontrollerad: date | None, at: datetime
) -> None:
    refuse_backwards(galler_fran, galler_tom)
    if status not in (*UTAN_SLUT, Tillstand.Status.FORBUD) and galler_tom is None:
        raise RegistrationRefused(
            "Skriv den sista dagen som tillståndet gäller. Utan den kan ingen dag bedömas.", "galler_tom"
        )
    if kontrollerad is not None and kontrollerad > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "kontrollerad")


def _refuse_second_registration(person_id: int) -> None:
    if finns := Anordnare.objects.filter(person_id=person_id).first():
        raise RegistrationRefused(f"Personen är redan registrerad som anordnare {finns.orgnr}.", "personnummer")


def _next_pseudonym() -> str:
    """EA and the number after the highest. Two who register at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('beslut_anordnare.orgnr'))")
    pseudonymer = Anordnare.objects.filter(orgnr__regex=r"^EA[0-9]+$").values_list("orgnr", flat=True)
    return f"EA{max((int(pseudonym[2:]) for pseudonym in pseudonymer), default=0) + 1}"
