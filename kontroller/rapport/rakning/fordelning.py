"""Hur en månads personer är fördelade på anordnarna, utan att någon pekas ut (revisionsrapport 2015:3, avsnitt 4.1).

Sjuklönen är ingen assistanstid och räknas inte här. Timmar är som fakturorna anger dem, kronor hela underlagets
belopp; en kreditfaktura räknas av. Samma sätt att räkna som månadens volymer.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from beslut.models import Anordnare
from fakturor.models import Faktura
from kontroller.rapport.summor import MINST_PERSONER

NOLL = Decimal(0)
UTAN_NAMN = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)
"""Anordnare som är privatpersoner: de nämns aldrig vid namn."""

UNDERLAG = """
WITH underlag AS (
    SELECT f.id, f.anordnare_id, CASE WHEN f.typ = %(kredit)s THEN -1 ELSE 1 END AS tecken, f.att_betala
    FROM kontroller_granskning g JOIN fakturor_faktura f ON f.id = g.faktura_id AND f.typ <> %(sjuklon)s
    WHERE g.korning_id = %(korning)s
)
"""
PER_PERSON = f"""{UNDERLAG}
SELECT r.brukare_id, u.anordnare_id, a.namn, a.form, sum(u.tecken * r.antal), array_agg(DISTINCT r.redovisning_id)
FROM underlag u
JOIN fakturor_fakturarad r ON r.faktura_id = u.id AND r.manad = %(manad)s AND r.enhet = 'HUR' AND r.antal IS NOT NULL
LEFT JOIN beslut_anordnare a ON a.id = u.anordnare_id
WHERE r.brukare_id IS NOT NULL
GROUP BY r.brukare_id, u.anordnare_id, a.namn, a.form
"""
ALLT = f"""{UNDERLAG}
SELECT (SELECT coalesce(sum(tecken * att_betala), 0) FROM underlag),
       (SELECT coalesce(sum(u.tecken * r.antal), 0) FROM underlag u
        JOIN fakturor_fakturarad r ON r.faktura_id = u.id AND r.manad = %(manad)s AND r.enhet = 'HUR'
        WHERE r.brukare_id IS NULL)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fordelning:
    """En månads personer och deras anordnare, utan att någon pekas ut.

    `per_anordnare` är antalet personer hos var och en, störst först; `namngivna` de anordnare som har minst fem. Egna
    arbetsgivare står för sig. `utan_person` är timmar som ingen person är funnen för. `hos_anordnare` är personer hos
    någon annan än sig själv, `hos_flera` de som har flera.
    """

    manad: date
    personer: int
    egna: int
    per_anordnare: tuple[int, ...]
    namngivna: tuple[tuple[str, int], ...]
    hos_anordnare: int
    hos_flera: int
    redovisningar: int
    timmar: Decimal
    kronor: Decimal
    mest: Decimal
    minst: Decimal
    utan_person: Decimal = NOLL

    @property
    def visas_inte(self) -> bool:
        """Whether so few persons are behind it that their time is not told."""
        return self.personer < MINST_PERSONER


def distribution_of(manad: date, korning: int) -> Fordelning:
    """How the persons of a month are spread over the providers, by one run. Two queries."""
    rader = _fetch(PER_PERSON, manad, korning)
    [[kronor, utan_person]] = _fetch(ALLT, manad, korning)
    per_person: dict[int, Decimal] = defaultdict(lambda: NOLL)
    hos: dict[int, set[int]] = defaultdict(set)
    egna: set[int] = set()
    anordnare: dict[int, tuple[str, set[int]]] = {}
    redovisningar: set[int] = set()
    for brukare, anordnare_id, namn, form, timmar, dossierer in rader:
        per_person[brukare] += timmar
        redovisningar.update(r for r in dossierer if r)
        if form == Anordnare.Form.EGEN_ARBETSGIVARE:
            egna.add(brukare)
        elif anordnare_id:
            anordnare.setdefault(anordnare_id, (_name(namn, form), set()))[1].add(brukare)
            hos[brukare].add(anordnare_id)
    stora = sorted(((namn, len(vilka)) for namn, vilka in anordnare.values()), key=lambda par: (-par[1], par[0]))
    return Fordelning(
        manad=manad,
        personer=len(per_person),
        egna=len(egna),
        per_anordnare=tuple(n for _, n in stora),
        namngivna=tuple((namn, n) for namn, n in stora if n >= MINST_PERSONER and namn),
        hos_anordnare=len(hos),
        hos_flera=sum(len(vilka) > 1 for vilka in hos.values()),
        redovisningar=len(redovisningar),
        timmar=sum(per_person.values(), NOLL),
        kronor=kronor,
        utan_person=utan_person,
        mest=max(per_person.values(), default=NOLL),
        minst=min(per_person.values(), default=NOLL),
    )


def _name(namn: str, form: str) -> str:
    return "" if form in UTAN_NAMN else namn


def _fetch(sql: str, manad: date, korning: int) -> list[tuple[Any, ...]]:
    varden = {
        "korning": korning,
        "manad": manad,
        "kredit": str(Faktura.Typ.KREDITNOTA),
        "sjuklon": str(Faktura.Typ.SJUKLON),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()
