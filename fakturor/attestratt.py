"""Vem nämnden har utsett att attestera en faktura: för dess ansvar, över dess belopp, den dagen (H02)."""

from datetime import date
from decimal import Decimal

from django.db import connection

from assistans.models import User
from assistans.svenska import kronor
from beslut.models import Attestratt
from fakturor.models import Faktura


class NoAppointment(Exception):
    """The person is not appointed to give the attest. The message is for the user."""


def approved_amount(faktura: Faktura) -> Decimal:
    """What the invoice asks for less a decided reduction, in kronor."""
    return Faktura.objects.with_approved_amount().values_list("godkant", flat=True).get(pk=faktura.pk)


def codes_of(faktura: Faktura) -> set[str]:
    """The codes of responsibility that the invoice is booked on. Empty text where the kontering names none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fakturans_ansvar(%s)", [faktura.pk])
        return {kod for (kod,) in cursor.fetchall()}


def appointment_for(*, faktura: Faktura, typ: str, by: User, dag: date) -> Attestratt:
    """The appointment that lets a person give the attest on a day. Raises NoAppointment, which says what is missing."""
    namn = Attestratt.Typ(typ).label.lower()
    egna = list(Attestratt.objects.in_force(dag).filter(attestant=by, typ=typ))
    if not egna:
        raise NoAppointment(f"Nämnden har inte utsett dig att ge {namn}.")
    ansvar = codes_of(faktura)
    ratt_ansvar = [ratt for ratt in egna if not ratt.ansvar or ansvar <= {ratt.ansvar}]
    if not ratt_ansvar:
        raise NoAppointment(f"Din rätt att ge {namn} gäller ett annat ansvar.")
    belopp = abs(approved_amount(faktura))
    inom = [ratt for ratt in ratt_ansvar if ratt.beloppsgrans is None or belopp <= ratt.beloppsgrans]
    if not inom:
        hogst = max(ratt.beloppsgrans for ratt in ratt_ansvar if ratt.beloppsgrans is not None)
        raise NoAppointment(f"Fakturan är på {kronor(belopp)}. Du får ge {namn} på högst {kronor(hogst)}.")
    return inom[0]
