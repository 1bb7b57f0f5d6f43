"""Vad i blockets fakta som är anordnarens eget: frågor till databasen, lika många hur många fakturor det än är."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db import connection

from fakturor.models import Tidrad
from kontroller.fakta import Fakta
from kontroller.forhandsprov.anordnarvy import Eget

EGNA_TIMMAR = """
SELECT rad.brukare_id, rad.manad,
       sum(CASE WHEN f.typ = 'kreditnota' THEN -rad.antal ELSE rad.antal END),
       max(rad.antal_decimaler), count(DISTINCT f.id)
FROM fakturor_fakturarad rad
JOIN fakturor_faktura f ON f.id = rad.faktura_id
WHERE f.leverantor = ANY(%s) AND rad.brukare_id = ANY(%s) AND rad.manad = ANY(%s) AND rad.enhet = 'HUR'
  AND rad.antal IS NOT NULL AND f.status <> 'avvisad'
  AND (f.typ <> 'kreditnota' OR EXISTS (
        SELECT 1 FROM fakturor_faktura urspr WHERE urspr.leverantor = f.leverantor AND f.avser ? urspr.nummer))
GROUP BY rad.brukare_id, rad.manad
"""
"""As the person's invoiced hours are summed when facts are loaded, over one provider's invoices alone."""


def load_own(fakta: Sequence[Fakta]) -> Eget:
    """What is the own of the provider that all these invoices come from."""
    redovisningar = [r for en in fakta for r in en.redovisningar]
    andra = {annat.rad for r in redovisningar for annat in (*r.assistenternas_andra_pass, *r.brukarens_andra_pass)}
    leverantorer = {en.faktura.leverantor for en in fakta}
    anordnare = {en.anordnare.id for en in fakta if en.anordnare}
    egna = Tidrad.objects.filter(pk__in=andra, rapport__redovisning__anordnare__in=anordnare)
    return Eget(
        tidrader=frozenset(egna.values_list("pk", flat=True)),
        fakturerat=_hours(leverantorer, {(r.brukare.id, r.manad) for r in redovisningar}),
    )


def _hours(
    leverantorer: Collection[str], nycklar: Collection[tuple[int, date]]
) -> dict[tuple[int, date], tuple[Decimal, int, int]]:
    brukare, manader = {b for b, _ in nycklar}, {m for _, m in nycklar}
    with connection.cursor() as cursor:
        cursor.execute(EGNA_TIMMAR, [list(leverantorer), list(brukare), list(manader)])
        rader = cursor.fetchall()
    timmar = {}
    for pk, manad, summa, decimaler, fakturor in rader:
        decimaler = max(2, decimaler)
        timmar[pk, manad] = (summa.quantize(Decimal(1).scaleb(-decimaler)), decimaler, fakturor)
    return timmar
