"""Rapporter, tidrader, intyg och överlapp för ett block."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from django.db import connection
from django.db.models import Sum

from assistans.personnummer import birthday_18
from beslut.models import Assistent as AssistentModell
from beslut.models import Person
from fakturor.models import Intyg as IntygModell
from fakturor.models import Redovisning, Tidrapport
from fakturor.models import Tidrad as TidradModell
from kontroller import fakta
from kontroller.loading.fakturor import Fakturablock
from kontroller.loading.register import Registerblock, grouped, minutes

RADFALT = (
    "pk",
    "datum",
    "start",
    "slut",
    "borjar",
    "slutar",
    "minuter",
    "tidstyp",
    "dubbel",
    "ersatter_sjuk",
    "oavgjord",
)

RAPPORTFALT = (
    *("id", "redovisning_id", "assistent_id", "kod", "version", "inkommen"),
    *("summa_aktiv", "summa_vantetid", "summa_beredskap"),
)
ANMALANS_FALT = (
    *("person_id", "anordnare_id", "brukare_id", "galler_fran", "galler_tom", "anmald_11a", "narstaende"),
    *("hushallsgemenskap", "ees_bosatt", "anstalld_fran", "registerutdrag", "informerad_9c"),
)

RADER = """
SELECT rad.rapport_id, rad.id, rad.datum, rad.start, rad.slut,
       floor(date_part('epoch', rad.borjar) / 60)::bigint, floor(date_part('epoch', rad.slutar) / 60)::bigint,
       rad.minuter, rad.tidstyp, rad.dubbel, rad.ersatter_sjuk, rad.oavgjord,
       CASE WHEN faktura.nummer <> '' THEN faktura.leverantor || ' ' || faktura.nummer END
FROM fakturor_tidrad rad
LEFT JOIN fakturor_godkandtid godkand ON godkand.tidrad_id = rad.id
LEFT JOIN fakturor_faktura faktura ON faktura.id = godkand.faktura_id
WHERE rad.rapport_id = ANY(%s) AND rad.dragen_version IS NULL
ORDER BY rad.rapport_id, rad.borjar, rad.id
"""
"""Kolumnerna efter rapporten är fälten i `fakta.Tidrad`, i ordning."""

OVERLAPP = """
SELECT spann.rapport, annan.redovisning_id, rad.id, akt.brukare_id, rad.assistent_id, rad.datum, rad.start, rad.slut,
       floor(date_part('epoch', rad.borjar) / 60)::bigint, floor(date_part('epoch', rad.slutar) / 60)::bigint,
       rad.tidstyp, rad.dubbel
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) spann(rapport, assistent, borjar, slutar)
CROSS JOIN LATERAL (
    SELECT * FROM fakturor_tidrad
    WHERE assistent_id = spann.assistent AND dragen_version IS NULL AND rapport_id <> spann.rapport
      AND borjar < to_timestamp(spann.slutar * 60) AND slutar > to_timestamp(spann.borjar * 60)
      AND borjar > to_timestamp(spann.borjar * 60) - interval '26 hours'
    OFFSET 0) rad
JOIN fakturor_tidrapport annan ON annan.id = rad.rapport_id
JOIN fakturor_redovisning akt ON akt.id = annan.redovisning_id
ORDER BY rad.id
"""
"""Assistenternas rader i andra rapporter mellan den första och den sista raden i var och en av blockets. Vilka av dem
som möter en rad ser `meeting` efter: nästan alltid är de inga alls.

En rad är som längst ett dygn om 25 timmar, så 26 timmar bakåt räcker för att hitta allt som överlappar. Steget är
låst (OFFSET 0): direkt efter en stor inläsning har databasen ännu ingen statistik och kan annars välja att jämföra
varje rad med varje annan.
"""


DUBBEL = attrgetter("dubbel")


class Tidblock:
    """Vad som är utfört och intygat i blockets redovisningar, och det som måste jämföras med."""

    def __init__(self, redovisningar: list[Redovisning], register: Registerblock) -> None:
        self._redovisningar = redovisningar
        self._ids = [r.pk for r in redovisningar]
        self._nycklar = {r.pk: r for r in redovisningar}
        self._syskon = list(
            Redovisning.objects.filter(
                brukare__in={r.brukare_id for r in redovisningar}, manad__in={r.manad for r in redovisningar}
            )
        )
        self.rapporter = self._load_reports()
        self.assistenternas_andra_pass = self._load_overlaps()
        self.brukarens_andra_pass = self._load_siblings()
        self._intygat = self._load_certified()

    def person_month(self, r: Redovisning, begart: Fakturablock) -> fakta.Personmanad:
        """The person's whole month over all providers and invoices."""
        timmar, decimaler, fakturor = begart.invoiced[r.brukare_id, r.manad]
        return fakta.Personmanad(
            intygat=self._intygat[r.brukare_id, r.manad],
            fakturerade_timmar=timmar,
            decimaler=decimaler,
            fakturor=fakturor,
        )

    def _load_reports(self) -> defaultdict[int, tuple[fakta.Rapport, ...]]:
        alla = Tidrapport.objects.filter(redovisning__in=self._ids).order_by("kod")
        rapporter = list(alla.values_list(*RAPPORTFALT, named=True))
        rader = self._load_rows([r.id for r in rapporter])
        intyg = self._load_certificates([r.id for r in rapporter])
        personer = self._load_assistants({r.assistent_id for r in rapporter})
        return grouped(
            (
                r.redovisning_id,
                fakta.Rapport(
                    id=r.id,
                    kod=r.kod,
                    version=r.version,
                    inkommen=r.inkommen,
                    summa_aktiv=r.summa_aktiv,
                    summa_vantetid=r.summa_vantetid,
                    summa_beredskap=r.summa_beredskap,
                    assistent=self._assistant(r.redovisning_id, r.assistent_id, personer),
                    rader=rader[r.id],
                    intyg=intyg[r.id],
                ),
            )
            for r in rapporter
        )

    @staticmethod
    def _load_rows(rapporter: list[int]) -> defaultdict[int, tuple[fakta.Tidrad, ...]]:
        build = fakta.Tidrad._make
        egna: dict[int, list[fakta.Tidrad]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(RADER, [rapporter])
            for rad in cursor.fetchall():
                egna[rad[0]].append(build(rad[1:]))
        return defaultdict(tuple, {rapport: tuple(rader) for rapport, rader in egna.items()})

    @staticmethod
    def _load_certificates(rapporter: list[int]) -> defaultdict[int, tuple[fakta.Intyg, ...]]:
        senaste = (
            IntygModell.objects.filter(rapport__in=rapporter)
            .order_by("rapport", "part", "-pk")
            .distinct("rapport", "part")
            .values_list("rapport", "part", "person", "roll", "datum", "satt", "version")
        )
        return grouped(
            (
                rapport,
                fakta.Intyg(part=part, person=person, roll=roll, datum=datum, satt=satt, version=version),
            )
            for rapport, part, person, roll, datum, satt, version in senaste
        )

    def _load_assistants(self, personer: set[int]) -> dict[int, tuple]:
        registreringar = grouped(
            ((a.person_id, a.anordnare_id), a)
            for a in AssistentModell.objects.filter(person__in=personer)
            .order_by("galler_fran", "pk")
            .values_list(*ANMALANS_FALT, named=True)
        )
        fyller = {
            pk: birthday_18(nummer)
            for pk, nummer in Person.objects.filter(pk__in=personer).values_list("pk", "personnummer")
        }
        return {pk: (fyller[pk], registreringar) for pk in personer}

    def _assistant(self, redovisning: int, person: int, personer: dict[int, tuple]) -> fakta.Assistent:
        akt = self._nycklar[redovisning]
        fyller_18, registreringar = personer[person]
        return fakta.Assistent(
            person=person,
            fyller_18=fyller_18,
            registreringar=tuple(
                fakta.Registrering(
                    fran=a.galler_fran,
                    tom=a.galler_tom,
                    anmald_11a=a.anmald_11a,
                    narstaende=a.narstaende,
                    hushallsgemenskap=a.hushallsgemenskap,
                    ees_bosatt=a.ees_bosatt,
                    anstalld_fran=a.anstalld_fran,
                    registerutdrag=a.registerutdrag,
                    informerad_9c=a.informerad_9c,
                )
                for a in registreringar[person, akt.anordnare_id]
                if a.brukare_id in (None, akt.brukare_id)
            ),
        )

    def _load_overlaps(self) -> defaultdict[int, tuple[fakta.AnnatPass, ...]]:
        akt_av = {rapport.id: (pk, rapport) for pk, egna in self.rapporter.items() for rapport in egna if rapport.rader}
        spann = [
            (pk, r.assistent.person, min(rad.borjar for rad in r.rader), max(rad.slutar for rad in r.rader))
            for pk, (_, r) in akt_av.items()
        ]
        traffar: dict[tuple[int, int], fakta.AnnatPass] = {}
        with connection.cursor() as cursor:
            cursor.execute(OVERLAPP, [list(kolumn) for kolumn in zip(*spann, strict=True)] or [[], [], [], []])
            for rapport_id, annan_akt, *rad in cursor:
                akt, rapport = akt_av[rapport_id]
                pass_ = _other_row(*rad)
                if annan_akt != akt and meeting(pass_, rapport.rader):
                    traffar[akt, pass_.rad] = pass_
        return grouped((akt, pass_) for (akt, _), pass_ in traffar.items())

    def _load_siblings(self) -> defaultdict[int, tuple[fakta.AnnatPass, ...]]:
        rader = (
            TidradModell.objects.current()
            .filter(rapport__redovisning__in=[s.pk for s in self._syskon])
            .order_by("borjar", "pk")
            .values_list("rapport__redovisning", "pk", "assistent", *RADFALT[1:9])
        )
        # Bara den som har flera anordnare behöver jämföras; för de flesta hämtas inget mer än det egna.
        antal: dict[tuple, list[Redovisning]] = defaultdict(list)
        for syskon in self._syskon:
            antal[syskon.brukare_id, syskon.manad].append(syskon)
        flera = {s.pk: s for lista in antal.values() if len(lista) > 1 for s in lista}
        egna: dict[int, list[fakta.AnnatPass]] = defaultdict(list)
        for redovisning, pk, assistent, datum, start, slut, borjar, slutar, _, tidstyp, dubbel in rader.filter(
            rapport__redovisning__in=list(flera)
        ):
            egna[redovisning].append(
                _other_row(
                    pk, flera[redovisning].brukare_id, assistent, datum, start, slut,
                    minutes(borjar), minutes(slutar), tidstyp, dubbel,
                )
            )  # fmt: skip
        return grouped(
            (r.pk, rad)
            for r in self._redovisningar
            for syskon in antal[r.brukare_id, r.manad]
            if syskon.pk != r.pk
            for rad in egna[syskon.pk]
        )

    def _load_certified(self) -> defaultdict[tuple, tuple[fakta.IntygadTid, ...]]:
        """Minutes by kind for each person and month: the block's own rows, which are at hand, and those of others."""
        summor: dict[tuple, int] = defaultdict(int)
        for r in self._redovisningar:
            for rapport in self.rapporter[r.pk]:
                for (tidstyp, dubbel), minuter in _minutes_by_kind(rapport).items():
                    summor[r.brukare_id, r.manad, tidstyp, dubbel] += minuter
        andras = (
            TidradModell.objects.current()
            .filter(rapport__redovisning__in=[s.pk for s in self._syskon if s.pk not in self._nycklar])
            .values_list("rapport__redovisning__brukare", "rapport__redovisning__manad", "tidstyp", "dubbel")
            .annotate(summa=Sum("minuter"))
            .order_by()
        )
        for *nyckel, summa in andras:
            summor[tuple(nyckel)] += summa
        return grouped(
            ((brukare, manad), fakta.IntygadTid(tidstyp=tidstyp, dubbel=dubbel, minuter=summor[nyckel]))
            for nyckel in sorted(summor)
            for brukare, manad, tidstyp, dubbel in (nyckel,)
        )


def meeting(pass_: fakta.AnnatPass, rader: Iterable[fakta.Tidrad]) -> bool:
    """Whether a row elsewhere shares at least a minute with any of the rows."""
    return any(rad.borjar < pass_.slutar and rad.slutar > pass_.borjar for rad in rader)


def _minutes_by_kind(rapport: fakta.Rapport) -> dict[tuple[fakta.Tidstyp, bool], int]:
    """The report's minutes by kind and whether they are double, which they seldom are."""
    if not any(map(DUBBEL, rapport.rader)):
        return {(tidstyp, False): minuter for tidstyp, minuter in rapport.tid.items()}
    summor: dict[tuple[fakta.Tidstyp, bool], int] = defaultdict(int)
    for rad in rapport.rader:
        summor[rad.tidstyp, rad.dubbel] += rad.minuter
    return summor


def _other_row(rad, brukare, assistent, datum, start, slut, borjar, slutar, tidstyp, dubbel) -> fakta.AnnatPass:
    return fakta.AnnatPass(
        rad=rad,
        brukare=brukare,
        assistent=assistent,
        datum=datum,
        start=start,
        slut=slut,
        borjar=borjar,
        slutar=slutar,
        tidstyp=tidstyp,
        dubbel=dubbel,
    )
