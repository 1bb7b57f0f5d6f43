"""Vem nämnden har utsett att attestera en faktura: för dess ansvar, över dess belopp, den dagen (H02)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from assistans.models import User
from assistans.svenska import kronor
from beslut.models import Attestratt
from fakturor.models import Faktura, Nedsattning, Nedsattningspost


class NoAppointment(Exception):
    """The person is not appointed to give the attest. The message is for the user."""


def approved_amount(faktura: Faktura) -> Decimal:
    """What the invoice asks for less a decided reduction, in kronor."""
    return approved_amounts([faktura.pk])[faktura.pk]


def approved_amounts(faktura_ids: Collection[int]) -> dict[int, Decimal]:
    """The same of many invoices, by id. One query."""
    fakturor = Faktura.objects.filter(pk__in=faktura_ids).with_approved_amount()
    return dict(fakturor.values_list("pk", "godkant"))


def decided_reductions(faktura_ids: Collection[int]) -> dict[int, Decimal]:
    """What decided reductions take off, in kronor, by invoice; only of those that are reduced. One query."""
    poster = Nedsattningspost.objects.filter(
        nedsattning__status=Nedsattning.Status.BESLUTAD, nedsattning__faktura__in=faktura_ids
    )
    return dict(poster.order_by().values_list("nedsattning__faktura").annotate(summa=Sum("belopp")))


def codes_of(faktura_ids: Collection[int]) -> dict[int, set[str]]:
    """The codes of responsibility that each invoice is booked on. Empty text where the kontering says none.

    One query.
    """
    koder: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.id, a.kod FROM unnest(%s::bigint[]) f(id), LATERAL fakturans_ansvar(f.id) a(kod)",
            [list(faktura_ids)],
        )
        for pk, kod in cursor.fetchall():
            koder[pk].add(kod)
    return koder


def appointment_for(*, faktura: Faktura, typ: str, by: User, dag: date) -> Attestratt:
    """The appointment that lets a person give the attest on a day. Raises NoAppointment, which says what is missing."""
    svar = appointments_for(faktura_ids=[faktura.pk], typ=typ, by=by, dag=dag)[faktura.pk]
    if isinstance(svar, str):
        raise NoAppointment(svar)
    return svar


def appointments_for(*, faktura_ids: Collection[int], typ: str, by: User, dag: date) -> dict[int, Attestratt | str]:
    """For each of many invoices the appointment, or what is missing in a sentence. At most three queries."""
    namn = Attestratt.Typ(typ).label.lower()
    egna = list(Attestratt.objects.in_force(dag).filter(attestant=by, typ=typ))
    if not egna:
        return dict.fromkeys(faktura_ids, f"Nämnden har inte utsett dig att ge {namn}.")
    belopp = approved_amounts(faktura_ids)
    koder = codes_of(faktura_ids) if any(ratt.ansvar for ratt in egna) else {}
    return {pk: _choose(egna, koder.get(pk, set()), abs(belopp[pk]), namn) for pk in faktura_ids}


def not_appointed(dag: date) -> list[str]:
    """The attests that nobody is appointed to give on a day, as words. One query."""
    utsedda = set(Attestratt.objects.in_force(dag).order_by().values_list("typ", flat=True).distinct())
    return [typ.label.lower() for typ in Attestratt.Typ if typ not in utsedda]


def _choose(egna: list[Attestratt], koder: set[str], belopp: Decimal, namn: str) -> Attestratt | str:
    ratt_ansvar = [ratt for ratt in egna if not ratt.ansvar or koder <= {ratt.ansvar}]
    if not ratt_ansvar:
        return f"Din rätt att ge {namn} gäller ett annat ansvar."
    inom = [ratt for ratt in ratt_ansvar if ratt.beloppsgrans is None or belopp <= ratt.beloppsgrans]
    if not inom:
        hogst = max(ratt.beloppsgrans for ratt in ratt_ansvar if ratt.beloppsgrans is not None)
        return f"Fakturan är på {kronor(belopp)}. Du får ge {namn} på högst {kronor(hogst)}."
    return inom[0]
