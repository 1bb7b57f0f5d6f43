"""En periods summor, räknade i databasen ur körningarnas liggare: lika många frågor hur många underlagen än är.

Ett underlag som flera av periodens körningar har prövat räknas en gång, med det som den senaste av dem kom fram till.
Belopp i kronor (kreditfakturor minus), tid i timmar. För en månad är talen desamma som på månadens sida.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db import connection

from beslut.models import Anordnare
from fakturor.models import Faktura
from kontroller.liggare import codes_out_of_use
from kontroller.loading.belopp import exact
from kontroller.manad import NOLL, VISADE, Kontrollsumma, Utfallssumma
from kontroller.rapport.period import Period
from kontroller.regel import TYNGD, Utfall
from kontroller.regler import load_rules

MINST_PERSONER = 5
"""Ett tal om personer visas bara när minst så många står bakom det."""

UNDERLAG = """
WITH senaste AS (
    SELECT DISTINCT ON (g.faktura_id) g.faktura_id, g.id, g.korning_id
    FROM kontroller_granskning g WHERE g.korning_id = ANY(%(korningar)s)
    ORDER BY g.faktura_id, g.id DESC
), underlag AS (
    SELECT f.id, f.typ = %(sjuklon)s AS sjuklon, f.anordnare_id, s.id AS granskning,
           CASE WHEN f.typ = %(kredit)s THEN -1 ELSE 1 END AS tecken,
           CASE WHEN f.typ = %(kredit)s THEN -f.att_betala ELSE f.att_betala END AS belopp
    FROM senaste s JOIN fakturor_faktura f ON f.id = s.faktura_id
    WHERE EXISTS (SELECT 1 FROM fakturor_fakturarad r WHERE r.faktura_id = f.id AND r.manad = ANY(%(manader)s))
)
"""
"""The documents of the period with the newest ledger entry that its runs have of each."""

RADER = f"""{UNDERLAG}, rader AS (
    SELECT r.manad, r.redovisning_id, r.brukare_id, u.anordnare_id,
           CASE WHEN r.enhet = 'HUR' THEN u.tecken * r.antal END AS timmar
    FROM underlag u JOIN fakturor_fakturarad r ON r.faktura_id = u.id AND r.manad = ANY(%(manader)s)
    WHERE NOT u.sjuklon
)
"""

VOLYMER = f"""{RADER}, tid AS (
    SELECT brukare_id, manad, sum(timmar) AS timmar FROM rader
    WHERE brukare_id IS NOT NULL AND timmar IS NOT NULL GROUP BY brukare_id, manad
)
SELECT (SELECT count(*) FROM underlag WHERE NOT sjuklon),
       (SELECT count(DISTINCT redovisning_id) FROM rader),
       (SELECT count(DISTINCT brukare_id) FROM tid),
       (SELECT count(*) FROM tid),
       (SELECT count(DISTINCT u.anordnare_id) FROM underlag u JOIN beslut_anordnare a ON a.id = u.anordnare_id
        WHERE NOT u.sjuklon AND a.form <> %(egen)s),
       (SELECT count(DISTINCT u.anordnare_id) FROM underlag u JOIN beslut_anordnare a ON a.id = u.anordnare_id
        WHERE NOT u.sjuklon AND a.form = %(egen)s),
       (SELECT coalesce(sum(timmar), 0) FROM rader),
       (SELECT coalesce(sum(belopp), 0) FROM underlag WHERE NOT sjuklon),
       (SELECT coalesce(max(timmar), 0) FROM tid),
       (SELECT coalesce(min(timmar), 0) FROM tid),
       (SELECT count(*) FROM underlag WHERE sjuklon),
       (SELECT coalesce(sum(belopp), 0) FROM underlag WHERE sjuklon)
"""

UTFALL = f"""{UNDERLAG}, tyngst AS (
    SELECT u.id, u.belopp, coalesce(min(array_position(%(tyngd)s::text[], t.utfall::text)), %(sist)s) AS plats
    FROM underlag u LEFT JOIN kontroller_utfallsrad t ON t.granskning_id = u.granskning
    WHERE NOT u.sjuklon GROUP BY u.id, u.belopp
)
SELECT (%(tyngd)s::text[])[plats], count(*), sum(belopp) FROM tyngst GROUP BY plats
"""
"""Documents and kronor by the weightiest outcome."""

PER_KONTROLL = f"""{UNDERLAG}
SELECT v ->> 'regel', v ->> 'utfall', coalesce((v ->> 'i_bruk')::boolean, true), count(*), 0
FROM underlag u JOIN kontroller_granskning g ON g.id = u.granskning CROSS JOIN jsonb_array_elements(g.ovriga) v
GROUP BY 1, 2, 3
UNION ALL
SELECT t.regel, t.utfall, true, count(*),
       coalesce(sum(CASE WHEN t.utfall = ANY(%(stoppar)s) AND t.kronor IS NOT NULL
                         THEN least(t.kronor, abs(u.belopp)) END), 0)
FROM underlag u JOIN kontroller_utfallsrad t ON t.granskning_id = u.granskning
GROUP BY t.regel, t.utfall
"""

STOPP = f"""{UNDERLAG}
SELECT t.regel, count(*), coalesce(sum(least(t.kronor, abs(u.belopp))), 0)
FROM underlag u JOIN kontroller_utfallsrad t ON t.granskning_id = u.granskning
WHERE t.utfall = ANY(%(stoppar)s) GROUP BY t.regel
"""
"""What each control stopped: the verdicts that stop nothing are not read."""

PER_ANORDNARE = f"""{RADER}, stopp AS (
    SELECT DISTINCT u.id FROM underlag u JOIN kontroller_utfallsrad t ON t.granskning_id = u.granskning
    WHERE t.utfall = ANY(%(stoppar)s)
), kronor AS (
    SELECT u.anordnare_id, sum(u.belopp) AS belopp,
           coalesce(sum(u.belopp) FILTER (WHERE s.id IS NOT NULL), 0) AS stoppat
    FROM underlag u LEFT JOIN stopp s ON s.id = u.id
    WHERE NOT u.sjuklon AND u.anordnare_id IS NOT NULL GROUP BY u.anordnare_id
), tid AS (
    SELECT anordnare_id, coalesce(sum(timmar), 0) AS timmar,
           coalesce(array_agg(DISTINCT brukare_id) FILTER (WHERE brukare_id IS NOT NULL), '{{}}') AS personer
    FROM rader GROUP BY anordnare_id
)
SELECT k.anordnare_id, a.namn, a.form, t.personer, t.timmar, k.belopp, k.stoppat
FROM kronor k JOIN tid t ON t.anordnare_id = k.anordnare_id JOIN beslut_anordnare a ON a.id = k.anordnare_id
"""

MED_FYND = f"""{UNDERLAG}
SELECT u.id, u.granskning, u.belopp FROM underlag u
WHERE EXISTS (SELECT 1 FROM kontroller_granskning g JOIN kontroller_utfallsrad t ON t.granskning_id = g.id
              WHERE g.faktura_id = u.id)
ORDER BY u.id
"""
"""The documents in which some control has found something, in these runs or later."""


class Funnet(NamedTuple):
    """Ett underlag som något är funnet i: fakturans id, granskningens id i perioden, och kronor."""

    faktura: int
    granskning: int
    belopp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodvolymer:
    """Periodens volymer, utom sjuklönen, som står för sig.

    En person räknas en gång, en redovisning en gång per månad. `mest` och `minst` är timmar för en person i en månad,
    och `personmanader` hur många sådana det är.
    """

    underlag: int
    redovisningar: int
    personer: int
    personmanader: int
    anordnare: int
    egna_arbetsgivare: int
    timmar: Decimal
    belopp: Decimal
    mest: Decimal
    minst: Decimal
    sjukloner: int
    sjuklon: Decimal

    @property
    def per_redovisning(self) -> Decimal:
        """Mean hours a dossier, one decimal; 0 without dossiers."""
        return _mean(self.timmar, self.redovisningar)

    @property
    def per_person(self) -> Decimal:
        """Mean hours a person in a month, one decimal; 0 without persons."""
        return _mean(self.timmar, self.personmanader)

    @property
    def kronor_per_redovisning(self) -> Decimal:
        """Mean kronor a dossier, in whole kronor; 0 without dossiers."""
        return _mean(self.belopp, self.redovisningar, Decimal(1))

    @property
    def kronor_per_person(self) -> Decimal:
        """Mean kronor a person in a month, in whole kronor; 0 without persons."""
        return _mean(self.belopp, self.personmanader, Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anordnarsumma:
    """En anordnares tal i perioden, och vilka personer (id) som står bakom dem."""

    anordnare: int
    namn: str
    form: str
    personer: frozenset[int]
    timmar: Decimal
    belopp: Decimal
    stoppat: Decimal


def volumes_of(period: Period) -> Periodvolymer:
    """Persons, providers, dossiers, hours and kronor. One query."""
    [rad] = _fetch(VOLYMER, period)
    antal, (timmar, belopp, mest, minst) = rad[:6], rad[6:10]
    namn = ("underlag", "redovisningar", "personer", "personmanader", "anordnare", "egna_arbetsgivare")
    return Periodvolymer(
        **dict(zip(namn, antal, strict=True)),
        timmar=exact(timmar, 0),
        belopp=exact(belopp),
        mest=exact(mest, 0),
        minst=exact(minst, 0),
        sjukloner=rad[10],
        sjuklon=exact(rad[11]),
    )


def outcomes_of(period: Period) -> list[Utfallssumma]:
    """Documents of assistance and their kronor by outcome, in the order shown everywhere. One query."""
    funna = {utfall: (antal, exact(belopp)) for utfall, antal, belopp in _fetch(UTFALL, period)}
    summor = {utfall: funna.get(utfall.value, (0, NOLL)) for utfall in VISADE}
    return [Utfallssumma(utfall=utfall, antal=antal, belopp=belopp) for utfall, (antal, belopp) in summor.items()]


def controls_of(period: Period) -> list[Kontrollsumma]:
    """Every control's outcome, in order of code. Two queries."""
    utfall: dict[str, Counter[Utfall]] = defaultdict(Counter)
    kronor: dict[str, Decimal] = defaultdict(lambda: NOLL)
    ej_i_bruk: Counter[str] = Counter(kod for koder in _out_of_use(period.korningar) for kod in koder)
    for kod, fann, i_bruk, antal, ifragasatt in _fetch(PER_KONTROLL, period):
        utfall[kod][Utfall(fann)] += antal
        kronor[kod] += ifragasatt
        ej_i_bruk[kod] += 0 if i_bruk else antal
    return [
        Kontrollsumma(regel=regel, utfall=utfall[kod], ifragasatt=exact(kronor[kod]), ej_i_bruk=ej_i_bruk[kod])
        for kod, regel in load_rules().items()
    ]


def stops_of(period: Period) -> dict[str, tuple[int, Decimal]]:
    """How much each control stopped, in documents and in kronor, by code. One query."""
    return {kod: (antal, exact(kronor)) for kod, antal, kronor in _fetch(STOPP, period)}


def providers_of(period: Period) -> list[Anordnarsumma]:
    """The figures of each provider. One query."""
    return [
        Anordnarsumma(
            anordnare=anordnare,
            namn=namn,
            form=form,
            personer=frozenset(personer),
            timmar=exact(timmar, 0),
            belopp=exact(belopp),
            stoppat=exact(stoppat),
        )
        for anordnare, namn, form, personer, timmar, belopp, stoppat in _fetch(PER_ANORDNARE, period)
    ]


def documents_with_findings(period: Period) -> list[Funnet]:
    """The documents in which something is found, in order of id. One query."""
    return [Funnet(faktura, granskning, exact(belopp)) for faktura, granskning, belopp in _fetch(MED_FYND, period)]


def provider_name(anordnare: Anordnare | Anordnarsumma) -> str:
    """The provider's name, but never a private person's."""
    form = Anordnare.Form(anordnare.form)
    ar_person = form in (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)
    return str(form.label) if ar_person else anordnare.namn


def in_use(kontroller: Iterable[Kontrollsumma]) -> list[Kontrollsumma]:
    """The controls that were in use in some run."""
    return [k for k in kontroller if k.gjorda or not k.ej_i_bruk]


def stopped(summor: Iterable[Utfallssumma]) -> Decimal:
    """Kronor that wait for a person: deviations and what could not be judged."""
    return sum((s.belopp for s in summor if s.utfall.stops), NOLL)


def _out_of_use(korningar: Collection[int]) -> Collection[set[str]]:
    return codes_out_of_use(korningar).values()


def _fetch(sql: str, period: Period) -> list[tuple[Any, ...]]:
    tyngd = sorted((u for u in Utfall if u in VISADE), key=lambda u: TYNGD[u])
    varden = {
        "korningar": list(period.korningar),
        "manader": list(period.manader),
        "sjuklon": Faktura.Typ.SJUKLON.value,
        "kredit": Faktura.Typ.KREDITNOTA.value,
        "egen": Anordnare.Form.EGEN_ARBETSGIVARE.value,
        "stoppar": [u.value for u in Utfall if u.stops],
        "tyngd": [u.value for u in tyngd],
        "sist": tyngd.index(Utfall.GODKAND) + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return cursor.fetchall()


def _mean(summa: Decimal, antal: int, steg: Decimal = Decimal("0.1")) -> Decimal:
    return (summa / antal).quantize(steg, ROUND_HALF_UP) if antal else Decimal(0)
