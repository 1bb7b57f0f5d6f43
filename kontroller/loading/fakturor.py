"""Det som begärs: fakturan, likheter med tidigare, krediteringar, och vad texterna röjer."""

from collections import defaultdict
from decimal import Decimal

from django.db import connection

from assistans.personnummer import find_personnummer
from assistans.svenska import mask_text
from beslut.models import Brukare
from fakturor.models import Faktura, Redovisning
from kontroller import fakta
from kontroller.loading.belopp import exact, exact_or_none
from kontroller.loading.namn import names_person
from kontroller.loading.ordslag import word_hits
from kontroller.loading.register import grouped

TIMMAR = """
SELECT rad.brukare_id, rad.manad,
       sum(CASE WHEN f.typ = 'kreditnota' THEN -rad.antal ELSE rad.antal END),
       max(rad.antal_decimaler), count(DISTINCT f.id)
FROM fakturor_fakturarad rad
JOIN fakturor_faktura f ON f.id = rad.faktura_id
WHERE rad.brukare_id = ANY(%s) AND rad.manad = ANY(%s) AND rad.enhet = 'HUR' AND rad.antal IS NOT NULL
  AND f.status <> 'avvisad'
  AND (f.typ <> 'kreditnota' OR EXISTS (
        SELECT 1 FROM fakturor_faktura urspr WHERE urspr.leverantor = f.leverantor AND f.avser ? urspr.nummer))
GROUP BY rad.brukare_id, rad.manad
"""
"""En kreditfaktura dras av bara när den pekar ut en känd faktura: annars kunde en påhittad kredit dölja för mycket
tid.
"""

SAMMA_NUMMER = """
SELECT f.id, t.id, t.leverantor, t.nummer
FROM fakturor_faktura f
JOIN fakturor_faktura t ON t.id < f.id AND t.status <> 'avvisad'
    AND ltrim(translate(upper(t.nummer), 'O', '0'), '0') = ltrim(translate(upper(f.nummer), 'O', '0'), '0')
WHERE f.id = ANY(%s) AND (t.leverantor = f.leverantor OR EXISTS (
    SELECT 1 FROM jsonb_array_elements(f.konton) konto WHERE t.konton @> jsonb_build_array(konto)))
ORDER BY f.id, t.id
"""

SAMMA_MANAD = """
SELECT DISTINCT rad.faktura_id, t.id, t.leverantor, t.nummer, r.manad, b.referens
FROM fakturor_fakturarad rad
JOIN fakturor_faktura f ON f.id = rad.faktura_id
JOIN fakturor_fakturarad tidigare ON tidigare.redovisning_id = rad.redovisning_id
    AND tidigare.faktura_id < rad.faktura_id
JOIN fakturor_faktura t ON t.id = tidigare.faktura_id
JOIN fakturor_redovisning r ON r.id = rad.redovisning_id
JOIN beslut_brukare b ON b.id = r.brukare_id
WHERE rad.faktura_id = ANY(%s) AND t.typ <> 'kreditnota' AND t.att_betala >= 0
  AND t.status NOT IN ('avvisad', 'krediterad')
  AND t.att_betala > coalesce((
        SELECT sum(abs(k.att_betala)) FROM fakturor_faktura k
        WHERE k.leverantor = t.leverantor AND k.status <> 'avvisad' AND k.avser ? t.nummer
          AND (k.typ = 'kreditnota' OR k.att_betala < 0)), 0)
ORDER BY rad.faktura_id, t.id
"""

KREDITERAT = """
SELECT k.id, nummer.varde, urspr.id, urspr.att_betala - coalesce((
        SELECT sum(abs(tidigare.att_betala)) FROM fakturor_faktura tidigare
        WHERE tidigare.id < k.id AND tidigare.leverantor = k.leverantor AND tidigare.status <> 'avvisad'
          AND tidigare.avser ? nummer.varde AND (tidigare.typ = 'kreditnota' OR tidigare.att_betala < 0)), 0)
FROM fakturor_faktura k
CROSS JOIN LATERAL jsonb_array_elements_text(k.avser) nummer(varde)
LEFT JOIN fakturor_faktura urspr ON urspr.leverantor = k.leverantor AND urspr.nummer = nummer.varde
    AND urspr.typ <> 'kreditnota' AND urspr.id <> k.id AND urspr.status <> 'avvisad'
WHERE k.id = ANY(%s)
ORDER BY k.id, nummer.varde
"""


class Fakturablock:
    """Blockets fakturor och det i andra fakturor som de måste jämföras med."""

    def __init__(self, fakturor: list[Faktura], redovisningar: list[Redovisning]) -> None:
        self._ids = [f.pk for f in fakturor]
        self.invoiced = self._load_invoiced(redovisningar)
        self._likheter = self._load_likenesses()
        self._krediteringar = self._load_credits()
        self._namn = self._load_names(fakturor)

    def build(self, f: Faktura) -> fakta.Faktura:
        """The facts of one invoice."""
        return fakta.Faktura(
            id=f.pk,
            typ=f.typ,
            nummer=f.nummer,
            leverantor=f.leverantor,
            kopare_orgnr=f.kopare_orgnr or None,
            fakturadatum=f.fakturadatum,
            forfallodatum=f.forfallodatum,
            summor=_sums(f),
            momsrader=tuple(_tax_row(rad) for rad in f.momsrader),
            rader=tuple(_line(rad) for rad in f.rader.all()),
            konton=tuple(fakta.Konto(typ=k["typ"], nummer=k["nummer"]) for k in f.konton),
            annan_mottagare=f.annan_mottagare or None,
            anmarkningar=tuple(fakta.Anmarkning(**a) for a in f.anmarkningar),
            texttraffar=self._text_hits(f),
            likheter=self._likheter[f.pk],
            krediteringar=self._krediteringar[f.pk],
            ordtraffar=word_hits((rad.pk, rad.benamning) for rad in f.rader.all()),
        )

    def _load_invoiced(self, redovisningar: list[Redovisning]) -> dict:
        summor: dict = defaultdict(lambda: (Decimal("0.00"), 2, 0))
        with connection.cursor() as cursor:
            cursor.execute(TIMMAR, [[r.brukare_id for r in redovisningar], list({r.manad for r in redovisningar})])
            for brukare, manad, timmar, decimaler, fakturor in cursor:
                decimaler = max(2, decimaler)
                summor[brukare, manad] = (timmar.quantize(Decimal(1).scaleb(-decimaler)), decimaler, fakturor)
        return summor

    def _load_likenesses(self) -> defaultdict[int, tuple[fakta.Likhet, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(SAMMA_NUMMER, [self._ids])
            likheter = [
                (pk, fakta.Likhet(faktura=t, leverantor=leverantor, nummer=nummer, slag="nummer"))
                for pk, t, leverantor, nummer in cursor
            ]
            cursor.execute(SAMMA_MANAD, [self._ids])
            likheter += [
                (
                    pk,
                    fakta.Likhet(
                        faktura=t, leverantor=leverantor, nummer=nummer, slag="manad", manad=manad, referens=referens
                    ),
                )
                for pk, t, leverantor, nummer, manad, referens in cursor
            ]
        return grouped(likheter)

    def _load_credits(self) -> defaultdict[int, tuple[fakta.Kreditering, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(KREDITERAT, [self._ids])
            return grouped(
                (pk, fakta.Kreditering(nummer=nummer, kand=original is not None, kvar=exact_or_none(kvar)))
                for pk, nummer, original, kvar in cursor
            )

    @staticmethod
    def _load_names(fakturor: list[Faktura]) -> dict[int, tuple[str, str]]:
        brukare = {rad.brukare_id for f in fakturor for rad in f.rader.all() if rad.brukare_id}
        rader = Brukare.objects.filter(pk__in=brukare).values_list("pk", "fornamn", "efternamn")
        return {pk: (fornamn, efternamn) for pk, fornamn, efternamn in rader}

    def _text_hits(self, f: Faktura) -> tuple[fakta.Texttraff, ...]:
        texter = [(text["falt"], text["text"]) for text in f.texter]
        texter += [(f"bilaga {n}", b["text"]) for n, b in enumerate(f.bilagor, start=1) if b["text"] is not None]
        namn = [self._namn[rad.brukare_id] for rad in f.rader.all() if rad.brukare_id]
        traffar = [
            fakta.Texttraff(falt=falt, slag=slag) for falt, text in texter for slag in _kinds_of_hits(text, namn, f)
        ]
        traffar += [
            fakta.Texttraff(falt=f"bilaga {nummer}", slag="olasbar_bilaga")
            for nummer, bilaga in enumerate(f.bilagor, start=1)
            if bilaga["text"] is None
        ]
        return tuple(dict.fromkeys(traffar))


def _kinds_of_hits(text: str, namn: list[tuple[str, str]], f: Faktura) -> list[str]:
    slag = []
    if find_personnummer(text, idag=f.mottagen.date()):
        slag.append("personnummer")
    if any(names_person(text, fornamn, efternamn) for fornamn, efternamn in namn):
        slag.append("namn")
    return slag


def _sums(f: Faktura) -> fakta.Summor:
    return fakta.Summor(
        radsumma=exact_or_none(f.radsumma),
        avdrag=exact_or_none(f.avdrag),
        tillagg=exact_or_none(f.tillagg),
        utan_moms=exact_or_none(f.utan_moms),
        moms=exact_or_none(f.moms),
        med_moms=exact_or_none(f.med_moms),
        forskott=exact_or_none(f.forskott),
        avrundning=exact_or_none(f.avrundning),
        att_betala=exact(f.att_betala),
    )


def _tax_row(rad: dict) -> fakta.Momsrad:
    return fakta.Momsrad(
        kategori=rad["kategori"],
        procent=None if rad["procent"] is None else Decimal(rad["procent"]),
        underlag=None if rad["underlag"] is None else Decimal(rad["underlag"]),
        moms=Decimal(rad["moms"]),
    )


def _line(rad) -> fakta.Fakturarad:
    return fakta.Fakturarad(
        id=rad.pk,
        rad=rad.rad,
        referens=(rad.referens if rad.brukare_id else mask_text(rad.referens)) or None,
        redovisning=rad.redovisning_id,
        manad=rad.manad,
        period_fran=rad.period_fran,
        period_tom=rad.period_tom,
        antal=None if rad.antal is None else exact(rad.antal, rad.antal_decimaler),
        enhet=rad.enhet,
        pris=exact_or_none(rad.pris),
        prisbas=exact(rad.prisbas),
        belopp=exact(rad.belopp),
        avdrag=exact(rad.avdrag),
        tillagg=exact(rad.tillagg),
        moms_kategori=rad.moms_kategori,
        moms_procent=exact_or_none(rad.moms_procent),
    )
