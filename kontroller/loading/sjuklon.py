"""Det som sjuklöneansökningarna i ett block vilar på. Utan någon ansökan i blocket ställs inga frågor."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from fakturor.models import Faktura, Redovisning, Sjuklon, Sjuklonepost
from kontroller import fakta
from kontroller.loading.belopp import exact, exact_or_none
from kontroller.loading.gruppering import grouped
from kontroller.loading.tid import meeting

MINUT = "floor(date_part('epoch', {}) / 60)::bigint"
PASSEN = f"""
SELECT sjuk.faktura_id, pass.id, pass.datum, pass.start, pass.slut,
       {MINUT.format("pass.borjar")}, {MINUT.format("pass.slutar")}, pass.minuter, pass.vikariens_rad_id
FROM fakturor_sjukpass pass JOIN fakturor_sjuklon sjuk ON sjuk.id = pass.sjuklon_id
WHERE sjuk.faktura_id = ANY(%s)
ORDER BY pass.borjar, pass.id
"""
RADENS_KOLUMNER = f"""
rad.id, akt.brukare_id, rad.assistent_id, rad.datum, rad.start, rad.slut,
{MINUT.format("rad.borjar")}, {MINUT.format("rad.slutar")}, rad.tidstyp, rad.ersatter_sjuk,
EXISTS (SELECT 1 FROM fakturor_godkandtid g WHERE g.tidrad_id = rad.id)
"""
VIKARIERNAS = f"""
SELECT DISTINCT sjuk.faktura_id, {RADENS_KOLUMNER}
FROM fakturor_sjuklon sjuk
JOIN fakturor_redovisning akt ON akt.brukare_id = sjuk.brukare_id
    AND akt.manad = date_trunc('month', sjuk.sjuk_fran)::date
JOIN fakturor_tidrapport rapport ON rapport.redovisning_id = akt.id AND rapport.assistent_id <> sjuk.assistent_id
JOIN fakturor_tidrad rad ON rad.rapport_id = rapport.id AND rad.dragen_version IS NULL
WHERE sjuk.faktura_id = ANY(%s) AND EXISTS (
    SELECT 1 FROM fakturor_sjukpass pass
    WHERE pass.sjuklon_id = sjuk.id AND pass.borjar < rad.slutar AND pass.slutar > rad.borjar)
ORDER BY 7, 1
"""
DEN_SJUKAS = f"""
SELECT sjuk.faktura_id, {RADENS_KOLUMNER}
FROM fakturor_sjuklon sjuk
JOIN fakturor_tidrad rad ON rad.assistent_id = sjuk.assistent_id AND rad.dragen_version IS NULL
    AND rad.datum BETWEEN sjuk.sjuk_fran AND sjuk.sjuk_tom
JOIN fakturor_tidrapport rapport ON rapport.id = rad.rapport_id
JOIN fakturor_redovisning akt ON akt.id = rapport.redovisning_id
WHERE sjuk.faktura_id = ANY(%s)
ORDER BY 7, rad.id
"""
ANDRA_PASS = f"""
SELECT DISTINCT sjuk.faktura_id, f.id, f.nummer, {MINUT.format("annat.borjar")}, {MINUT.format("annat.slutar")}
FROM fakturor_sjuklon sjuk
JOIN fakturor_sjukpass pass ON pass.sjuklon_id = sjuk.id
JOIN fakturor_sjuklon tidigare ON tidigare.assistent_id = sjuk.assistent_id AND tidigare.faktura_id < sjuk.faktura_id
JOIN fakturor_faktura f ON f.id = tidigare.faktura_id AND f.status NOT IN ('avvisad', 'krediterad')
JOIN fakturor_sjukpass annat ON annat.sjuklon_id = tidigare.id AND annat.borjar < pass.slutar
    AND annat.slutar > pass.borjar
WHERE sjuk.faktura_id = ANY(%s)
ORDER BY 1, 4, 2
"""
SENAST_SJUK = """
SELECT sjuk.faktura_id, max(tidigare.sjuk_tom)
FROM fakturor_sjuklon sjuk
JOIN fakturor_sjuklon tidigare ON tidigare.assistent_id = sjuk.assistent_id
    AND tidigare.sjuk_tom < sjuk.sjukperiodens_borjan
JOIN fakturor_faktura f ON f.id = tidigare.faktura_id AND f.status <> 'avvisad'
WHERE sjuk.faktura_id = ANY(%s)
GROUP BY sjuk.faktura_id
"""
HANDLINGAR = """
SELECT sjuk.faktura_id, h.slag, h.sha256
FROM fakturor_sjuklon sjuk
JOIN beslut_handling h ON h.objekt = 'fakturor.sjuklon' AND h.objekt_id = sjuk.id AND h.dold IS NULL
WHERE sjuk.faktura_id = ANY(%s)
ORDER BY 1, h.slag, h.sha256
"""


class Sjukloneblock:
    """Blockets sjuklöneansökningar, och redovisningarna för samma person, anordnare och månad."""

    def __init__(self, fakturor: Collection[Faktura]) -> None:
        self._ids = [f.pk for f in fakturor if f.typ == Faktura.Typ.SJUKLON]
        self.redovisningar: dict[int, Redovisning] = {}
        """The dossier of each claim, by the claim's id."""
        self._ansokningar: dict[int, fakta.Sjukloneansokan] = {}
        if self._ids:
            self._load({f.pk: f.anordnare_id for f in fakturor})

    def claim_of(self, faktura: Faktura) -> fakta.Sjukloneansokan | None:
        """What a claim rests on; None for another invoice."""
        return self._ansokningar.get(faktura.pk)

    def dossier_of(self, faktura: Faktura, byggda: dict[int, fakta.Redovisning]) -> tuple[fakta.Redovisning, ...]:
        """The claim's dossier, with only those rows of substitutes that meet a shift; none when no row does."""
        akt, ansokan = self.redovisningar.get(faktura.pk), self._ansokningar[faktura.pk]
        if akt is None:
            return ()
        vikariernas = {rad.id for pass_ in ansokan.sjukpass for rad in pass_.vikarier}
        rapporter = [
            replace(rapport, rader=tuple(rad for rad in rapport.rader if rad.id in vikariernas))
            for rapport in byggda[akt.pk].rapporter
        ]
        med_rader = tuple(rapport for rapport in rapporter if rapport.rader)
        return (replace(byggda[akt.pk], rapporter=med_rader),) if med_rader else ()

    def _load(self, anordnare: dict[int, int | None]) -> None:
        sjukloner = list(Sjuklon.objects.filter(faktura__in=self._ids).order_by("faktura_id"))
        self._load_dossiers(sjukloner, anordnare)
        poster = grouped(
            (p.sjuklon_id, fakta.Sjuklonepost(slag=p.slag, belopp=exact(p.belopp), procent=exact_or_none(p.procent)))
            for p in Sjuklonepost.objects.filter(sjuklon__in=sjukloner).order_by("pk")
        )
        vikarierna = self._rows(VIKARIERNAS)
        den_sjuka, senast = self._rows(DEN_SJUKAS), dict(self._fetch(SENAST_SJUK))
        andra = grouped((pk, fakta.AnnatSjukpass._make(rest)) for pk, *rest in self._fetch(ANDRA_PASS))
        handlingar = grouped((pk, fakta.Styrkande._make(rest)) for pk, *rest in self._fetch(HANDLINGAR))
        passen = grouped((pk, _shift(rest, vikarierna[pk])) for pk, *rest in self._fetch(PASSEN))
        for s in sjukloner:
            self._ansokningar[s.faktura_id] = fakta.Sjukloneansokan(
                assistent=s.assistent_id,
                fran=s.sjuk_fran,
                tom=s.sjuk_tom,
                periodens_borjan=s.sjukperiodens_borjan,
                karensavdrag=exact_or_none(s.karensavdrag),
                anmald=s.sjukanmalan,
                intyg_fran=s.lakarintyg_fran,
                intyg_tom=s.lakarintyg_tom,
                kollektivavtal=bool(s.kollektivavtal),
                timlon=exact_or_none(s.timlon),
                poster=poster[s.pk],
                sjukpass=passen[s.faktura_id],
                den_sjukas_tid=den_sjuka[s.faktura_id],
                andra_pass=andra[s.faktura_id],
                tidigare_tom=senast.get(s.faktura_id),
                handlingar=handlingar[s.faktura_id],
            )

    def _load_dossiers(self, sjukloner: list[Sjuklon], anordnare: dict[int, int | None]) -> None:
        nycklar: dict[int, tuple[int, int | None, date]] = {
            s.faktura_id: (s.brukare_id, anordnare[s.faktura_id], s.sjuk_fran.replace(day=1)) for s in sjukloner
        }
        funna = Redovisning.objects.filter(
            brukare__in={brukare for brukare, _, _ in nycklar.values()}, manad__in={m for _, _, m in nycklar.values()}
        )
        av_nyckel = {(r.brukare_id, r.anordnare_id, r.manad): r for r in funna}
        self.redovisningar = {pk: av_nyckel[nyckel] for pk, nyckel in nycklar.items() if nyckel in av_nyckel}

    def _rows(self, sql: str) -> defaultdict[int, tuple[fakta.Sjukrad, ...]]:
        return grouped((pk, fakta.Sjukrad._make(rad)) for pk, *rad in self._fetch(sql))

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [self._ids])
            return cursor.fetchall()


def placed_in(faktura: fakta.Faktura, redovisningar: tuple[fakta.Redovisning, ...]) -> fakta.Faktura:
    """A claim with its lines in its dossier. In the database they are in none: a claim pays for no time."""
    if not redovisningar:
        return faktura
    return replace(faktura, rader=tuple(replace(rad, redovisning=redovisningar[0].id) for rad in faktura.rader))


def _shift(rad: list[Any], vikarierna: tuple[fakta.Sjukrad, ...]) -> fakta.Sjukpass:
    pk, datum, start, slut, borjar, slutar, minuter, utpekad = rad
    tomt = fakta.Sjukpass(
        id=pk,
        datum=datum,
        start=start,
        slut=slut,
        borjar=borjar,
        slutar=slutar,
        minuter=minuter,
        utpekad=utpekad,
    )
    return replace(tomt, vikarier=tuple(vikarie for vikarie in vikarierna if meeting(vikarie, (tomt,))))
