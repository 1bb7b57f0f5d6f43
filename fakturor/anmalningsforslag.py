"""Vad som kan behöva anmälas, räknat ur det som står i registren. Att något föreslås säger inte att det ska skickas.

Ett förslag försvinner när någon har skrivit en anmälan om det: skickad, eller med skälet att den inte skickas. Den som
står till höger lägger till sina förslag (docs/adr/0006).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assistans.models import User
from assistans.svenska import antal_i_ord, datumspann, kronor
from beslut.beteckning import provider_label
from beslut.models import Anordnare
from fakturor.models import Anmalan, Aterkrav
from fakturor.sidor.aterkrav import cases_open_to, due

Till, Status = Anmalan.Till, Aterkrav.Status


class Forslag(NamedTuple):
    """En anmälan att ta ställning till: till vem, om vem eller vilket ärende (id), sedan när, vad som har kommit fram,
    och frågan att pröva.
    """

    till: str
    om: str
    vad: str
    dag: date
    fraga: str = ""
    brukare: int | None = None
    anordnare: int | None = None
    aterkrav: int | None = None

    @property
    def label(self) -> str:
        """To whom, and by which law."""
        return Till(self.till).label


_finders: list[Callable[[User], Iterable[Forslag]]] = []


def suggest(find: Callable[[User], Iterable[Forslag]]) -> Callable[[User], Iterable[Forslag]]:
    """Put a function that finds what may have to be told on the list. An app to the right does it too, when ready."""
    if find not in _finders:
        _finders.append(find)
    return find


def suggestions_for(user: User) -> list[Forslag]:
    """What nobody has taken a stand on, the oldest first. A constant number of queries for each finder."""
    return sorted((f for find in _finders for f in find(user)), key=lambda f: (f.dag, f.till, f.om))


def has_notice(till: str, **om: OuterRef) -> Exists:
    """Whether a notice of the kind has been written about somebody: a draft, sent, or not to be sent."""
    return Exists(Anmalan.objects.filter(till=till, **om))


GALLER = (
    "i.typ = 'tillstand' AND i.status <> 'forbud'"
    " AND NOT (i.status IN ('aterkallat', 'upphort') AND i.galler_tom IS NULL)"
)
UTAN_TILLSTAND = f"""
SELECT d.anordnare_id, min(t.datum), max(t.datum), count(DISTINCT d.brukare_id)
FROM fakturor_redovisning d
JOIN fakturor_tidrapport p ON p.redovisning_id = d.id
JOIN fakturor_tidrad t ON t.rapport_id = p.id AND t.dragen_version IS NULL
JOIN beslut_uppdrag u ON u.brukare_id = d.brukare_id AND u.anordnare_id = d.anordnare_id AND u.avtalsform IN ('B', 'D')
    AND t.datum BETWEEN u.galler_fran AND coalesce(u.galler_tom, 'infinity'::date)
WHERE NOT EXISTS (
    SELECT 1 FROM beslut_tillstand i WHERE i.anordnare_id = d.anordnare_id AND {GALLER} AND i.galler_fran <= d.manad
      AND coalesce(i.galler_tom, 'infinity'::date) >= d.manad + interval '1 month 1 day')
  AND NOT EXISTS (
    SELECT 1 FROM beslut_tillstand i WHERE i.anordnare_id = d.anordnare_id AND {GALLER}
      AND t.datum BETWEEN i.galler_fran AND coalesce(i.galler_tom, 'infinity'::date))
  AND t.datum > coalesce((
    SELECT max(a.skapad)::date FROM fakturor_anmalan a WHERE a.till = 'ivo' AND a.anordnare_id = d.anordnare_id),
    '-infinity'::date)
GROUP BY d.anordnare_id
"""
"""Time by providers on days that no permit covers, since the last notice about them. Months that a permit covers whole
are left before their rows are read. A revocation that a court has stayed keeps the permit.
"""


@suggest
def time_without_permit(user: User) -> Iterator[Forslag]:
    """15 § 11: time has been performed on days when the provider has no permit in the register (B01, B02)."""
    with connection.cursor() as cursor:
        cursor.execute(UTAN_TILLSTAND)
        utan = {pk: (fran, tom, personer) for pk, fran, tom, personer in cursor}
    for anordnare in Anordnare.objects.open_to(user).filter(pk__in=utan):
        fran, tom, personer = utan[anordnare.pk]
        vilka = antal_i_ord(personer, "person", "personer", utrum=True)
        yield Forslag(
            Till.IVO,
            provider_label(anordnare),
            f"Tid är rapporterad för {vilka} {datumspann(fran, tom)}, på dagar då inget gällande tillstånd är "
            "registrerat.",
            fran,
            anordnare=anordnare.pk,
        )


@suggest
def repayments_by_wrong_statements(user: User) -> Iterator[Forslag]:
    """Repayments decided because of wrong statements: whether another authority, or the police, should be told."""
    fall = (
        cases_open_to(user)
        .filter(
            grund=Aterkrav.Grund.ORIKTIGA_UPPGIFTER, status__in=(Status.BESLUTAT, Status.OVERKLAGAT, Status.REGLERAT)
        )
        .filter(Q(domstolens_belopp__isnull=True) | Q(domstolens_belopp__gt=0))
        .annotate(
            **{
                f"om_{till}": has_notice(till, aterkrav=OuterRef("pk"))
                for till in (Till.MYNDIGHET.value, Till.POLIS.value)
            }
        )
    )
    for aterkrav in fall:
        for till, fraga in (
            (Till.MYNDIGHET, "Pröva om en annan myndighet också kan ha betalat på uppgifterna."),
            (Till.POLIS, "Pröva om uppgifterna ska lämnas till Polisen."),
        ):
            if not getattr(aterkrav, f"om_{till.value}"):
                period = datumspann(aterkrav.period_fran, aterkrav.period_tom)
                yield Forslag(
                    till,
                    aterkrav.nummer,
                    f"{kronor(due(aterkrav))} för {period} är beslutat att betalas tillbaka, på grund av oriktiga "
                    "uppgifter.",
                    timezone.localdate(aterkrav.beslutat),
                    fraga,
                    brukare=aterkrav.brukare_id,
                    anordnare=aterkrav.anordnare_id,
                    aterkrav=aterkrav.pk,
                )
