"""Landets månad i en tom databas: register, tidrapporter, tidrader, intyg och fakturor."""

from dataclasses import dataclass
from time import perf_counter

from django.apps import apps
from django.db import connection, transaction

from bench.anvandare import ensure_users
from bench.fyllning import Fyllning, restart_ids
from bench.land.register import ANORDNARE_AV, build_registers
from bench.land.storlek import FORSKJUTNING, Landsstorlek
from bench.lastning import loading
from beslut.models import Person
from fakturor.models import Faktura, Fakturarad, Intyg, Redovisning, Tidrad, Tidrapport

APPAR = ("assistans", "beslut", "fakturor", "kontroller")
PASS_MINUTER, FORSTA_PASSET = 180, 480
KRONOR = "x.timmar * %(timpris)s::numeric"
TIMMAR = "(SELECT p, CASE WHEN mod(p, 5) = 0 THEN 297 ELSE 360 END + (mod(p, 300) = 7)::int AS timmar"
TIMMAR += " FROM generate_series(1, %(personer)s) p) x"
"""Väntetid räknas som en fjärdedel. Var trehundrade faktura tar upp en timme för mycket."""


class NotEmpty(Exception):
    """The database holds persons already; the message is a sentence for the one who started the bench."""


@dataclass(frozen=True, kw_only=True)
class Land:
    """Det som blev byggt, i antal rader, och hur länge det tog."""

    fakturor: int
    tidrader: int
    sekunder: float


def build(storlek: Landsstorlek) -> Land:
    """Fill an empty database with a month of the size. Raises NotEmpty."""
    if Person.objects.exists():
        raise NotEmpty("Databasen har redan personer: mätningen bygger bara i en tom databas.")
    borjan = perf_counter()
    fyllning = Fyllning(storlek.parameters() | {"minuter": PASS_MINUTER, "forsta": FORSTA_PASSET})
    with transaction.atomic():
        ensure_users()
        build_registers(storlek, fyllning)
        with loading():
            tidrader = _time(fyllning)
            fakturor = _invoices(fyllning)
        restart_ids([modell for app in APPAR for modell in apps.get_app_config(app).get_models()])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Land(fakturor=fakturor, tidrader=tidrader, sekunder=perf_counter() - borjan)


def _time(fyllning: Fyllning) -> int:
    """Four shifts a day, two on end for each of the two assistants who work that day. Two persons in four hundred share
    an assistant at the same hours.
    """
    fyllning.fill(
        Redovisning,
        "generate_series(1, %(personer)s) p",
        id="p",
        brukare_id="p",
        anordnare_id=ANORDNARE_AV,
        manad="%(manad)s",
    )
    vantar = "mod(p, 5) = 0 AND k = %(per_person)s"
    antal = "CASE WHEN k <= 2 THEN 32 ELSE 28 END"
    granne = "CASE WHEN mod(p, 400) = 12 AND k = 1 THEN 1 ELSE 0 END * %(per_person)s"
    fyllning.fill(
        Tidrapport,
        "generate_series(1, %(personer)s) p, generate_series(1, %(per_person)s) k",
        id="(p - 1) * %(per_person)s + k",
        kod="'R-' || p || '-' || k",
        redovisning_id="p",
        assistent_id=f"%(personer)s + (p - 1) * %(per_person)s + k - {granne}",
        inkommen="%(slut)s::date + 3",
        summa_aktiv=f"CASE WHEN {vantar} THEN 0 ELSE {antal} * %(minuter)s END",
        summa_vantetid=f"CASE WHEN {vantar} THEN {antal} * %(minuter)s ELSE 0 END",
    )
    per_dag, per_person, skilda = FORSKJUTNING
    assistent = "mod(t.id - 1, %(per_person)s)"
    plats = f"(2 * mod({assistent}, 2) + s)"
    start = f"(%(forsta)s + {plats} * %(minuter)s + mod({per_dag} * d + {per_person} * t.redovisning_id, {skilda}))"
    tidrader = fyllning.fill(
        Tidrad,
        "fakturor_tidrapport t, generate_series(0, 29) d, generate_series(0, 1) s"
        f" WHERE mod(d / 2, 2) = {assistent} / 2 ORDER BY t.id, d, s",
        rapport_id="t.id",
        assistent_id="t.assistent_id",
        datum="%(manad)s::date + d",
        start=start,
        slut=f"{start} + %(minuter)s",
        borjar=f"(%(manad)s::date + d + {start} * interval '1 minute') AT TIME ZONE 'Europe/Stockholm'",
        slutar=f"(%(manad)s::date + d + ({start} + %(minuter)s) * interval '1 minute') AT TIME ZONE 'Europe/Stockholm'",
        minuter="%(minuter)s",
        tidstyp="CASE WHEN t.summa_aktiv = 0 THEN 'vantetid' ELSE 'aktiv' END",
    )
    _certificates(fyllning)
    return tidrader


def _certificates(fyllning: Fyllning) -> None:
    """All three parties certify each report the day after the month. One person in five hundred has not."""
    fyllning.fill(
        Intyg,
        "fakturor_tidrapport t JOIN fakturor_redovisning r ON r.id = t.redovisning_id,"
        " unnest(ARRAY['assistent', 'anordnare', 'brukare']) part"
        " WHERE NOT (part = 'brukare' AND mod(r.brukare_id, 500) = 13)",
        rapport_id="t.id",
        version="1",
        part="part",
        person_id="CASE part WHEN 'assistent' THEN t.assistent_id WHEN 'brukare' THEN r.brukare_id"
        " ELSE %(personer)s + %(assistenter)s + r.anordnare_id END",
        namn="'Provperson'",
        roll="CASE part WHEN 'anordnare' THEN 'arbetsgivare' ELSE 'sjalv' END",
        datum="%(slut)s::date + 1",
        satt="'underskrift'",
        registrerat_av_id="%(system)s",
        registrerat="%(slut)s::date + interval '3 days'",
    )


def _invoices(fyllning: Fyllning) -> int:
    antal = fyllning.fill(
        Faktura,
        f"{TIMMAR} JOIN beslut_anordnare a ON a.id = {ANORDNARE_AV}",
        id="x.p",
        typ="'faktura'",
        format="'peppol'",
        nummer="(100000 + x.p)::text",
        leverantor="a.orgnr",
        leverantor_namn="a.namn",
        anordnare_id="a.id",
        fakturadatum="%(slut)s::date + 4",
        forfallodatum="%(slut)s::date + 34",
        radsumma=KRONOR,
        utan_moms=KRONOR,
        moms="0",
        med_moms=KRONOR,
        att_betala=KRONOR,
        konton="jsonb_build_array(jsonb_build_object('typ', 'bankgiro', 'nummer', (%(bankgiro)s::text[])[a.id]))",
        momsrader="jsonb_build_array(jsonb_build_object('kategori', 'E', 'procent', '0', 'underlag',"
        f" ({KRONOR})::text, 'moms', '0'))",
        texter="""jsonb_build_array(
            jsonb_build_object('falt', 'anmärkning', 'text', 'Avser utförd assistans enligt bifogade tidrapporter.'),
            jsonb_build_object('falt', 'rad 1', 'text', 'Personlig assistans april 2015'))""",
        mottagen="%(slut)s::date + interval '5 days'",
    )
    fyllning.fill(
        Fakturarad,
        f"{TIMMAR} JOIN beslut_brukare b ON b.id = x.p",
        faktura_id="x.p",
        ordning="1",
        rad="'1'",
        benamning="'Personlig assistans april 2015'",
        referens="b.referens",
        brukare_id="b.id",
        manad="%(manad)s",
        redovisning_id="x.p",
        period_fran="%(manad)s",
        period_tom="%(slut)s",
        antal="x.timmar",
        enhet="'HUR'",
        pris="%(timpris)s",
        belopp=KRONOR,
        moms_kategori="'E'",
        moms_procent="0",
    )
    return antal
