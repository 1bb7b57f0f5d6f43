"""Vad som hindrar en person från att ge en attest, för en faktura eller många, i en mening var.

Databasen vägrar detsamma, och med dess egna funktioner frågas här, så att svaret är ett.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection

from assistans.models import User
from fakturor.attestratt import appointments_for
from fakturor.flode import Status
from fakturor.models import Attest, Faktura

AWAITS = {Attest.Typ.GRANSKNING: Status.KONTROLLERAD, Attest.Typ.BESLUT: Status.GRANSKAD}
"""The step in which an invoice waits for each attest."""
PERMISSION = {
    Attest.Typ.GRANSKNING: "kontroller.granskningsattest",
    Attest.Typ.BESLUT: "kontroller.beslutsattest",
}
SJALV = "Den som har granskat en faktura får inte attestera den."
GRANSKAREN = "Den som granskade fakturan får inte längre göra det. Ta tillbaka fakturan, så att någon annan granskar."
"""Said when the reviewer has come to have a part in what the invoice rests on since the attest."""


def attest_obstacles(*, fakturor: Collection[Faktura], typ: str, by: User, dag: date) -> dict[int, str]:
    """Why a person may not give the attest on a day, by the ids of the invoices where something is in the way.

    At most eight queries, however many the invoices are. Controls are not asked.
    """
    namn = Attest.Typ(typ).label.lower()
    hinder = {f.pk: _out_of_turn(f, namn) for f in fakturor if f.status != AWAITS[typ]}
    omgangar = {f.pk: f.omgang for f in fakturor if f.pk not in hinder}
    return hinder | personal_obstacles(omgangar=omgangar, typ=typ, by=by, dag=dag)


def personal_obstacles(*, omgangar: Mapping[int, int], typ: str, by: User, dag: date) -> dict[int, str]:
    """The same of invoices that are known to wait for the attest, with their rounds by id."""
    if not omgangar:
        return {}
    if not by.may(PERMISSION[typ]):
        return dict.fromkeys(omgangar, f"Din roll får inte ge {Attest.Typ(typ).label.lower()}.")
    granskare = _reviewers_of(omgangar)
    hinder = dict.fromkeys(_has_part(granskare), GRANSKAREN) if typ == Attest.Typ.BESLUT else {}
    hinder |= _has_part(dict.fromkeys(omgangar, by.pk))
    hinder |= {pk: SJALV for pk, av in granskare.items() if av == by.pk}
    ratter = appointments_for(faktura_ids=[pk for pk in omgangar if pk not in hinder], typ=typ, by=by, dag=dag)
    return hinder | {pk: svar for pk, svar in ratter.items() if isinstance(svar, str)}


def _out_of_turn(faktura: Faktura, namn: str) -> str:
    if faktura.status == Status.STOPPAD:
        return f"Fakturan är stoppad. Den kan få {namn} när det som stoppar den är bedömt."
    return f"Fakturan väntar inte på {namn}."


def _reviewers_of(omgangar: Mapping[int, int]) -> dict[int, int]:
    """Who has given an attest in each invoice's present round, by id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.faktura_id, a.av_id FROM unnest(%s::bigint[], %s::bigint[]) f(id, omgang)"
            " JOIN fakturor_attest a ON a.faktura_id = f.id AND a.omgang = f.omgang ORDER BY a.id",
            [list(omgangar), list(omgangar.values())],
        )
        return dict(cursor.fetchall())


HAR_NAGON_DEL = """
SELECT p.id FROM unnest(%s::bigint[]) p(id)
WHERE EXISTS (SELECT 1 FROM beslut_konto k WHERE k.inlagt_av_id = p.id AND k.upphort IS NULL)
   OR EXISTS (SELECT 1 FROM beslut_beslut d WHERE d.beslutsfattare_konto_id = p.id)
   OR EXISTS (SELECT 1 FROM fakturor_nedsattning n
              WHERE n.status = 'beslutad' AND p.id IN (n.upprattad_av_id, n.beslutad_av_id))
   OR EXISTS (SELECT 1 FROM beslut_jav j WHERE j.anvandare_id = p.id AND j.avslutad IS NULL)
"""
"""The persons who have a part in anything at all that invoices rest on. Most who attest have none."""


def _has_part(personer: dict[int, int]) -> dict[int, str]:
    """What a person has to do with an invoice that keeps her from attesting it, by the ids where there is something.

    `personer` has the person by the id of the invoice. At most two queries: the database's function is asked only of
    persons who have a part in something.
    """
    with connection.cursor() as cursor:
        cursor.execute(HAR_NAGON_DEL, [list(set(personer.values()))])
        med_del = {pk for (pk,) in cursor.fetchall()}
        fragas = {pk: person for pk, person in personer.items() if person in med_del}
        if not fragas:
            return {}
        cursor.execute(
            "SELECT f.id, har_del_i_underlaget(f.id, f.person) FROM unnest(%s::bigint[], %s::bigint[]) f(id, person)",
            [list(fragas), list(fragas.values())],
        )
        return {pk: sagt for pk, sagt in cursor.fetchall() if sagt}
