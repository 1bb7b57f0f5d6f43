"""Registren: personer, beslut, anordnare, uppdrag, belopp. Historiken skrivs av databasen själv, rad för rad."""

from datetime import datetime, time

from django.utils import timezone

from assistans.models import User
from bench import nummer
from bench.fyllning import Fyllning
from bench.storlek import Storlek
from beslut.models import (
    Anordnare,
    Assistent,
    Beslut,
    Beslutsrad,
    Betalningsmottagare,
    Brukare,
    Konto,
    Person,
    Stallforetradare,
    Tillstand,
    Timbelopp,
    Uppdrag,
    Vistelse,
)

TIMPRIS = "300.00"
FORNAMN = (
    "Alva",
    "Bo",
    "Cleo",
    "Disa",
    "Ebbe",
    "Frej",
    "Gry",
    "Hedda",
    "Ivar",
    "Juni",
    "Kaj",
    "Lova",
    "Märta",
    "Ödgar",
)
FORLED = (
    *("Alm", "Berg", "Dal", "Eke", "Fager", "Gran", "Hägg", "Is", "Jord", "Klipp"),
    *("Lind", "Mos", "Nor", "Ost", "Pil", "Ros", "Sten", "Tall", "Ulv", "Vass"),
)
EFTERLED = (
    *(
        "ängens omsorg",
        "viks vardag",
        "hagens stöd",
        "forsens hjälp",
        "lidens assistans",
        "tunets omtanke",
        "sjöns lag",
    ),
    *("åsens närhet", "backens handtag", "strandens assistenter", "gläntans dag", "bygdens krets", "öns frihet"),
    *("myrens kraft", "holmens följe"),
)
"""De trehundra anordnarna heter olika, så att två bara liknar varandra när någon har velat det."""
EFTERNAMN = ("Provgren", "Testlund", "Mätberg", "Åkerprov", "Räknestam", "Exempelson", "Kvotdal", "Ölandprov")

FORDELNING = """
CREATE TEMP TABLE fordelning AS
SELECT u AS uppdrag,
       CASE WHEN u <= %(personer)s THEN u ELSE u - %(personer)s END AS brukare,
       mod(tyngd + (u > %(personer)s)::int, %(anordnare)s) + 1 AS anordnare,
       tung, antal,
       %(personer)s + sum(antal) OVER (ORDER BY u) - antal AS fore_forsta
FROM (
    SELECT u, mod(u, 20) = 1 AS tung,
           CASE WHEN mod(u, 20) = 1 THEN 4 WHEN mod(u, 3) = 0 THEN 2 ELSE 1 END AS antal,
           floor(%(anordnare)s * power(mod(brukare * 0.6180339887498949, 1), 3))::int AS tyngd
    FROM (SELECT u, CASE WHEN u <= %(personer)s THEN u ELSE u - %(personer)s END AS brukare
          FROM generate_series(1, %(uppdrag)s) u) x
) y
"""
"""Vem som har vilken anordnare, och hur många assistenter. Gyllene snittet sprider personerna jämnt och lika varje
gång; kuben ger några få stora anordnare och många små.
"""


def build_registers(storlek: Storlek, fyllning: Fyllning) -> None:
    """Fill every register. Raises nothing of its own: what the database refuses is a fault here."""
    fyllning.parametrar |= {
        "system": User.objects.system().pk,
        "handlaggare": User.objects.get(anvandarnamn="handlaggare").pk,
        "konsulent": User.objects.get(anvandarnamn="konsulent").pk,
        "inlagt": timezone.make_aware(datetime.combine(storlek.forsta, time(9))),
        "fornamn": list(FORNAMN),
        "efternamn": list(EFTERNAMN),
        "forled": list(FORLED),
        "efterled": list(EFTERLED),
        "timpris": TIMPRIS,
    }
    alla = nummer.personnummer(storlek.manniskor)
    Person.objects.bulk_create([Person(pk=i, personnummer=nr) for i, nr in enumerate(alla, 1)], batch_size=5000)
    fyllning.run(FORDELNING)
    _persons(fyllning)
    _providers(storlek, fyllning)
    _decisions(fyllning)
    _assignments(fyllning)
    _rates(fyllning)


def _persons(fyllning: Fyllning) -> None:
    fyllning.fill(
        Brukare,
        "generate_series(1, %(personer)s) p",
        id="p",
        referens="'LSS-' || upper(lpad(to_hex(p * 7 + 4096), 5, '0'))",
        person_id="p",
        fornamn="(%(fornamn)s::text[])[mod(p, 14) + 1]",
        efternamn="(%(efternamn)s::text[])[mod(p / 14, 8) + 1]",
        skydd="CASE WHEN mod(p, 50) = 3 THEN 'sekretessmarkering' ELSE 'ingen' END",
        folkbokforingskommun="'0000'",
    )
    fyllning.run(
        "INSERT INTO beslut_brukare_behoriga (brukare_id, user_id)"
        " SELECT id, %(handlaggare)s FROM beslut_brukare WHERE mod(id, 100) = 3"
    )
    fyllning.fill(
        Stallforetradare,
        "generate_series(1, %(foretradare)s) f",
        brukare_id="f * 3",
        person_id="%(personer)s + %(assistenter)s + %(anordnare)s + f",
        namn="(%(fornamn)s::text[])[mod(f, 14) + 1] || ' Provforeträdare'",
        roll="CASE WHEN mod(f, 2) = 0 THEN 'god_man' ELSE 'forvaltare' END",
        galler_fran="%(forsta)s::date - 365",
    )
    fyllning.fill(
        Vistelse,
        "generate_series(1, %(personer)s, 35) p, generate_series(1, 6) n",
        brukare_id="p",
        borjar="%(forsta)s::date + n * 60 - 30 + interval '10 hours'",
        slutar="CASE WHEN n < 6 THEN %(forsta)s::date + n * 60 - 27 + interval '15 hours' END",
        typ="CASE WHEN mod(p + n, 5) = 0 THEN 'sjukhus' ELSE 'korttidsvistelse' END",
        sarskilda_skal="true",
    )


def _providers(storlek: Storlek, fyllning: Fyllning) -> None:
    numren = list(zip(nummer.orgnr(storlek.anordnare), nummer.bankgiro(storlek.anordnare), strict=True))
    fyllning.parametrar |= {"orgnr": [o for o, _ in numren], "bankgiro": [b for _, b in numren]}
    fyllning.fill(
        Anordnare,
        "generate_series(1, %(anordnare)s) a",
        id="a",
        orgnr="CASE WHEN mod(a, 10) = 9 THEN 'EA' || (100000 + a) ELSE (%(orgnr)s::text[])[a] END",
        namn="(%(forled)s::text[])[mod(a, 20) + 1] || (%(efterled)s::text[])[mod(a / 20, 15) + 1] || ' AB'",
        form="CASE WHEN mod(a, 10) = 9 THEN 'egen_arbetsgivare' ELSE 'aktiebolag' END",
        f_skatt="true",
        person_id="CASE WHEN mod(a, 10) = 9 THEN %(personer)s + %(assistenter)s + a END",
    )
    konto = {
        "anordnare_id": "a",
        "typ": "'bankgiro'",
        "inlagt": "%(inlagt)s::timestamptz + (%(sista)s::date - %(forsta)s::date) * (n - 1) * interval '1 day'",
    }
    fyllning.fill(
        Konto,
        "generate_series(1, %(anordnare)s) a, generate_series(1, 1) n",
        nummer="(%(bankgiro)s::text[])[a]",
        forsta="true",
        inlagt_av_id="%(system)s",
        verifierat_av_id="%(system)s",
        verifierat="%(inlagt)s::timestamptz",
        **konto,
    )
    fyllning.fill(
        Konto,
        "generate_series(1, %(anordnare)s, 15) a, generate_series(2, 2) n",
        nummer="(%(bankgiro)s::text[])[mod(a, %(anordnare)s) + 1]",
        inlagt_av_id="%(konsulent)s",
        **konto,
    )
    fyllning.fill(
        Tillstand,
        "generate_series(1, %(anordnare)s) a, generate_series(1, 3) n",
        anordnare_id="a",
        typ="CASE WHEN mod(a, 10) = 9 THEN 'anmalan' ELSE 'tillstand' END",
        galler_fran="%(forsta)s::date - 2000 + n * 500",
        galler_tom="CASE WHEN n < 3 THEN %(forsta)s::date - 2000 + n * 500 + 499"
        " WHEN mod(a, 6) = 0 THEN %(idag)s::date + mod(a, 90) END",
        diarienummer="'3.2-' || a || '/' || n",
        status="'beviljat'",
        kontrollerad="%(sista)s::date - mod(a, 60)",
    )


def _decisions(fyllning: Fyllning) -> None:
    """Three decisions a person: one that has ended, one that holds, and for some a temporary extension."""
    fyllning.fill(
        Beslut,
        "generate_series(1, %(personer)s) p, generate_series(1, 3) n WHERE n < 3 OR mod(p, 10) = 4",
        id="(p - 1) * 3 + n",
        diarienummer="'SN ' || (2000 + n) || '/' || p",
        brukare_id="p",
        beslutsdatum="%(forsta)s::date - 800 + n * 300",
        beslutsfattare="'Provhandläggare'",
    )
    rad = {"omrakning": "'kalenderdagar'", "brukare_id": "b.brukare_id", "beslut_id": "b.id"}
    per_person = "CASE WHEN mod(b.brukare_id, 20) = 1 THEN 108 ELSE 9 END"
    antal = "(1 + (b.brukare_id <= %(uppdrag)s - %(personer)s)::int)"
    fyllning.fill(
        Beslutsrad,
        "beslut_beslut b, generate_series(1, 3) r"
        " WHERE mod(b.id - 1, 3) < 2 AND (r = 1 OR mod(b.brukare_id, 20) = 1 AND mod(b.id - 1, 3) = 1)",
        rad="r",
        typ="'ordinarie'",
        galler_fran="CASE mod(b.id - 1, 3) WHEN 0 THEN %(forsta)s::date - 700 ELSE %(forsta)s::date - 90 END",
        galler_tom="CASE mod(b.id - 1, 3) WHEN 0 THEN %(forsta)s::date - 91"
        " ELSE CASE WHEN mod(b.brukare_id, 8) = 0 THEN %(idag)s::date + 1 + mod(b.brukare_id, 100)::int END END",
        timmar=f"CASE r WHEN 1 THEN {per_person} * {antal} ELSE 14 END",
        enhet="'vecka'",
        tidstyp="(ARRAY['aktiv', 'vantetid', 'beredskap'])[r]",
        **rad,
    )
    fyllning.fill(
        Beslutsrad,
        "beslut_beslut b WHERE mod(b.id - 1, 3) = 2",
        rad="1",
        typ="'tillfallig_utokning'",
        galler_fran="%(sista)s::date",
        galler_tom="%(slut)s::date",
        timmar="20",
        enhet="'manad'",
        tidstyp="'aktiv'",
        **rad,
    )


def _assignments(fyllning: Fyllning) -> None:
    fyllning.fill(
        Uppdrag,
        "fordelning",
        id="uppdrag",
        brukare_id="brukare",
        anordnare_id="anordnare",
        galler_fran="%(forsta)s::date - 60",
        avtalsform="CASE WHEN mod(anordnare, 10) = 9 THEN 'C' WHEN mod(anordnare, 2) = 1 THEN 'B' ELSE 'D' END",
        avtal_datum="%(forsta)s::date - 70",
    )
    fyllning.fill(
        Betalningsmottagare,
        "fordelning",
        brukare_id="brukare",
        anordnare_id="anordnare",
        galler_fran="%(forsta)s::date - 60",
        grund="'begaran'",
        undertecknad_av="'Provperson'",
        undertecknad="%(forsta)s::date - 65",
    )
    fyllning.fill(
        Assistent,
        "fordelning, generate_series(1, antal) k",
        person_id="fore_forsta + k",
        anordnare_id="anordnare",
        brukare_id="CASE WHEN mod(uppdrag, 4) = 0 THEN brukare END",
        galler_fran="%(forsta)s::date - 60",
        namn="(%(fornamn)s::text[])[mod(fore_forsta + k, 14)::int + 1] || ' Assistentprov ' || (fore_forsta + k)",
        anmald_11a="%(forsta)s::date - 61",
        narstaende="false",
        hushallsgemenskap="false",
        ees_bosatt="true",
        anstalld_fran="%(forsta)s::date - 60",
        arbetstidslag="'ATL'",
    )


def _rates(fyllning: Fyllning) -> None:
    """The same amount everywhere, so that only what is planted differs: state, contracts, persons."""
    fran = "(date_trunc('year', %(forsta)s::date) + n * interval '1 year')::date"
    period = {
        "galler_fran": fran,
        "galler_tom": f"({fran} + interval '1 year')::date - 1",
        "belopp": "%(timpris)s",
    }
    fyllning.fill(Timbelopp, "generate_series(-3, 1) n", kategori="'schablon'", **period)
    fyllning.fill(
        Timbelopp,
        "generate_series(-1, 1) n, generate_series(1, %(anordnare)s) a WHERE mod(a, 10) <> 9",
        kategori="'avtal'",
        anordnare_id="a",
        **period,
    )
    fyllning.fill(
        Timbelopp,
        "generate_series(-1, 1) n, generate_series(2, %(personer)s, 20) p",
        kategori="'individuell'",
        brukare_id="p",
        **period,
    )
