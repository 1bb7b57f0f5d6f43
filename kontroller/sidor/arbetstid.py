"""En assistents arbetstid, ett år i taget: period för period mot gränsen i regelverket, och var den är redovisad."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db import connection
from django.db.models import Max, Sum

from assistans.grafik.liggande import Grupp, Stapel, liggande_staplar
from assistans.grafik.svg import Svg
from assistans.models import User
from assistans.svenska import datumspann, klocktid, timmar_minuter
from beslut.beteckning import provider_in_words, provider_label
from beslut.models import Anordnare, Assistent, Brukare
from fakturor.models import Tidrad
from kontroller.arbetstid import caps_of, limit_of
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regelverk import in_force
from kontroller.regler import load_rules

KONTROLL = {"HusligL": "F01", "ATL": "F03", "kollektivavtal": "F04"}

MINUTER = """
SELECT floor((rad.datum - %(fran)s)::float8 / %(dagar)s)::int, akt.anordnare_id = %(anordnare)s, rad.tidstyp,
       sum(rad.minuter)
FROM fakturor_tidrad rad
JOIN fakturor_tidrapport rapport ON rapport.id = rad.rapport_id
JOIN fakturor_redovisning akt ON akt.id = rapport.redovisning_id
WHERE rad.assistent_id = %(person)s AND rad.dragen_version IS NULL AND rad.tidstyp <> 'beredskap'
  AND rad.datum BETWEEN %(forsta)s AND %(sista)s
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodrad:
    """En period i minuter. `raknas` är det som hålls mot gränsen: hos anordnaren, med eller utan väntetid."""

    fran: date
    tom: date
    aktiv: int
    vantetid: int
    raknas: int
    hos_andra: int
    over: int

    @property
    def period(self) -> str:
        """Its days."""
        return datumspann(self.fran, self.tom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redovisningsrad:
    """Årets tid för en brukare hos en anordnare."""

    brukare: int
    referens: str
    anordnare: str
    minuter: int
    egen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbetstidssida:
    """Allt som sägs om en anmäld assistents arbetstid ett år."""

    ar: int
    hos: str
    perioder: list[Periodrad]
    grans: Fraction | None
    gransen: str
    bild: Svg | None
    redovisningar: list[Redovisningsrad]
    dolt: bool
    """Whether some of the time is reported where the reader may not see for whom."""

    @property
    def har_andra(self) -> bool:
        """Whether other employers are known."""
        return any(p.hos_andra for p in self.perioder)

    @property
    def ingress(self) -> str:
        """How things stand, in a sentence."""
        if not self.perioder:
            return f"Ingen arbetstid är redovisad {self.ar}."
        over = [p for p in self.perioder if p.over]
        if self.grans is None:
            return f"Regelverket har ingen gräns att hålla arbetstiden {self.ar} mot."
        if not over:
            return f"Arbetstiden {self.ar} ryms i varje period."
        return f"Arbetstiden {self.ar} är över gränsen i {len(over)} av {len(self.perioder)} perioder."


def load_working_time(assistent: Assistent, user: User, *, ar: int | None, idag: date) -> Arbetstidssida:
    """The working time of a year. Six queries. Without a year, the one of the newest row."""
    ar = ar or _newest_year(assistent) or idag.year
    grans, vantetid, gransen = _limit(assistent, min(date(ar, 12, 31), idag))
    perioder = [*_periods(assistent, ar, grans, vantetid)] if assistent.berakning_fran else []
    redovisningar, dolt = _dossiers(assistent, user, ar)
    return Arbetstidssida(
        ar=ar,
        hos=provider_in_words(assistent.anordnare),
        perioder=perioder,
        grans=grans,
        gransen=gransen,
        bild=_picture(perioder, grans) if perioder else None,
        redovisningar=redovisningar,
        dolt=dolt,
    )


def _rows_of(assistent: Assistent, ar: int):
    return Tidrad.objects.current().filter(assistent=assistent.person_id, datum__year=ar).exclude(tidstyp="beredskap")


def _newest_year(assistent: Assistent) -> int | None:
    rader = Tidrad.objects.current().filter(
        assistent=assistent.person_id, rapport__redovisning__anordnare=assistent.anordnare_id
    )
    nyast = rader.aggregate(nyast=Max("datum"))["nyast"]
    return nyast.year if nyast else None


def _limit(assistent: Assistent, dag: date) -> tuple[Fraction | None, bool, str]:
    """Minutes that have room in a period, whether waiting time counts, and where the limit comes from."""
    kod = KONTROLL.get(assistent.arbetstidslag)
    if kod is None or assistent.berakning_veckor is None:
        return None, False, ""
    try:
        regelverk = in_force(dag)
        rad = regelverk.rader.get(kod=kod)
    except (Regelverk.DoesNotExist, Regelverksrad.DoesNotExist):
        return None, False, ""
    villkor = {**load_rules()[kod].standard, **rad.parametrar}
    timmar = (
        caps_of(str(villkor["veckotimmar"])).get(assistent.kollektivavtal.casefold())
        if assistent.arbetstidslag == Assistent.Arbetstidslag.KOLLEKTIVAVTAL
        else Fraction(villkor["veckotimmar"])
    )
    if timmar is None:
        return None, False, ""
    vantetid = villkor["vantetid_raknas"] is True
    bruk = "" if rad.i_bruk else " Kontrollen är ej i bruk."
    slag = "aktiv tid och väntetid" if vantetid else "aktiv tid, inte väntetid"
    grans = limit_of(assistent.berakning_veckor, timmar)
    return grans, vantetid, f"{timmar_minuter(grans)} i varje period, {slag} ({kod} i {regelverk.version}).{bruk}"


def _periods(assistent: Assistent, ar: int, grans: Fraction | None, vantetid: bool) -> Iterator[Periodrad]:
    """The periods with time that have a day in the year, from the registration's first day."""
    dagar = assistent.berakning_veckor * 7
    start = assistent.berakning_fran
    forsta = start + timedelta(days=(date(ar, 1, 1) - start).days // dagar * dagar)
    sista = start + timedelta(days=((date(ar, 12, 31) - start).days // dagar + 1) * dagar - 1)
    villkor = {
        "fran": start,
        "dagar": dagar,
        "anordnare": assistent.anordnare_id,
        "person": assistent.person_id,
        "forsta": forsta,
        "sista": sista,
    }
    summor: dict[int, dict[tuple[bool, str], int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(MINUTER, villkor)
        for nummer, egen, slag, minuter in cursor:
            summor[nummer][egen, slag] = int(minuter)
    for nummer, delar in sorted(summor.items()):
        fran = start + timedelta(days=nummer * dagar)
        tom = fran + timedelta(days=dagar - 1)
        if tom >= assistent.galler_fran and fran <= (assistent.galler_tom or date.max):
            yield _row(fran, tom, delar, grans, vantetid)


def _row(fran: date, tom: date, delar: dict, grans: Fraction | None, vantetid: bool) -> Periodrad:
    aktiv, jour = delar.get((True, "aktiv"), 0), delar.get((True, "vantetid"), 0)
    raknas = aktiv + (jour if vantetid else 0)
    andra = delar.get((False, "aktiv"), 0) + (delar.get((False, "vantetid"), 0) if vantetid else 0)
    over = max(0, raknas - int(grans)) if grans is not None else 0
    return Periodrad(fran=fran, tom=tom, aktiv=aktiv, vantetid=jour, raknas=raknas, hos_andra=andra, over=over)


def _dossiers(assistent: Assistent, user: User, ar: int) -> tuple[list[Redovisningsrad], bool]:
    """Where the year's time is reported, as far as the reader may see for whom and by whom."""
    falt = ("rapport__redovisning__brukare", "rapport__redovisning__anordnare")
    rader = _rows_of(assistent, ar).values_list(*falt).annotate(summa=Sum("minuter")).order_by("-summa", *falt)
    summor = [*rader]
    brukare = dict(
        Brukare.objects.open_to(user).filter(pk__in={rad[0] for rad in summor}).values_list("pk", "referens")
    )
    anordnare = {
        a.pk: provider_label(a) for a in Anordnare.objects.open_to(user).filter(pk__in={rad[1] for rad in summor})
    }
    synliga = [
        Redovisningsrad(
            brukare=b, referens=brukare[b], anordnare=anordnare[a], minuter=summa, egen=a == assistent.anordnare_id
        )
        for b, a, summa in summor
        if b in brukare and a in anordnare
    ]
    return synliga, len(synliga) < len(summor)


def _picture(perioder: list[Periodrad], grans: Fraction | None) -> Svg:
    """A bar for each period and a line at the limit; a light bar for all employers where there are others."""
    niva = Stapel(Decimal(int(grans)), f"Gräns {klocktid(grans)}") if grans is not None else None
    return liggande_staplar(
        [Grupp(p.period, tuple(_bars(p)), egen=bool(p.over)) for p in perioder],
        titel="Arbetstid per beräkningsperiod",
        beskrivning=" ".join(_told(p) for p in perioder),
        niva=niva,
        id_prefix="arbetstid",
    )


def _bars(p: Periodrad) -> Iterator[Stapel]:
    over = f", {klocktid(p.over)} över" if p.over else ""
    yield Stapel(Decimal(p.raknas), f"{klocktid(p.raknas)}{over}")
    if p.hos_andra:
        yield Stapel(Decimal(p.raknas + p.hos_andra), f"{klocktid(p.raknas + p.hos_andra)} med andra", ljus=True)


def _told(p: Periodrad) -> str:
    over = f", {timmar_minuter(p.over)} över gränsen" if p.over else ""
    andra = f", {timmar_minuter(p.hos_andra)} hos andra arbetsgivare" if p.hos_andra else ""
    return f"{p.period}: {timmar_minuter(p.raknas)} hos anordnaren{over}{andra}."
