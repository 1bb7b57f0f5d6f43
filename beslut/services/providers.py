"""Providers: who they are, and their first accounts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from assistans.models import User
from beslut.models import Anordnare, Konto, Person
from beslut.omfang import extent_of
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words

PERSONERS_FORMER = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)
"""The forms whose orgnr is a personnummer: they have a pseudonym instead."""
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


def _refuse_second_registration(person_id: int) -> None:
    if finns := Anordnare.objects.filter(person_id=person_id).first():
        raise RegistrationRefused(f"Personen är redan registrerad som anordnare {finns.orgnr}.", "personnummer")


def _next_pseudonym() -> str:
    """EA and the number after the highest. Two who register at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('beslut_anordnare.orgnr'))")
    pseudonymer = Anordnare.objects.filter(orgnr__regex=r"^EA[0-9]+$").values_list("orgnr", flat=True)
    return f"EA{max((int(pseudonym[2:]) for pseudonym in pseudonymer), default=0) + 1}"
