"""Fakturorna och deras väg: de äldsta månaderna är betalda, den näst sista på väg, den sista nyss mottagen."""

from bench.fyllning import Fyllning
from fakturor.models import Attest, Dokument, Faktura, Fakturarad, GodkandTid

FAKTUROR = """
CREATE TEMP TABLE fakturor AS
SELECT dense_rank() OVER (ORDER BY nummer, anordnare, del) AS faktura, nummer AS manadsnummer, manad, anordnare,
       row_number() OVER (PARTITION BY nummer, anordnare, del ORDER BY uppdrag) AS ordning, brukare,
       (nummer - 1) * %(uppdrag)s + uppdrag AS redovisning
FROM (SELECT *, (row_number() OVER (PARTITION BY anordnare ORDER BY uppdrag) - 1) / %(per_faktura)s AS del
      FROM fordelning) x, manader
"""

RADER = """
CREATE TEMP TABLE rader AS
SELECT f.*, sum(p.minuter) / 60.0 + CASE WHEN mod(f.faktura, 12) = 5 AND f.ordning = 1 THEN 1 ELSE 0 END AS timmar
FROM fakturor f JOIN rapporter p USING (redovisning)
GROUP BY f.faktura, f.manadsnummer, f.manad, f.anordnare, f.ordning, f.brukare, f.redovisning
"""
"""Var tolfte faktura tar upp en timme för mycket."""


def build_invoices(fyllning: Fyllning) -> int:
    """Fill twelve months of invoices, with what their steps leave behind; answer how many."""
    fyllning.run(FAKTUROR)
    fyllning.run(RADER)
    antal = _invoices(fyllning)
    _lines(fyllning)
    _unmatched(fyllning, antal)
    _attests(fyllning)
    return antal


def _invoices(fyllning: Fyllning) -> int:
    fyllning.fill(
        Dokument,
        "(SELECT DISTINCT faktura FROM rader) x",
        id="faktura",
        sha256="encode(sha256(faktura::text::bytea), 'hex')",
        namn="'faktura-' || faktura || '.xml'",
        mime="'application/xml'",
        innehall="convert_to(repeat('<rad>' || md5(faktura::text) || '</rad>', 250), 'UTF8')",
    )
    belopp = "x.timmar * %(timpris)s::numeric"
    return fyllning.fill(
        Faktura,
        "(SELECT faktura, manadsnummer, manad, anordnare, sum(timmar) AS timmar FROM rader"
        " GROUP BY faktura, manadsnummer, manad, anordnare) x JOIN beslut_anordnare a ON a.id = x.anordnare",
        id="x.faktura",
        typ="CASE WHEN a.form = 'egen_arbetsgivare' THEN 'rakning' ELSE 'faktura' END",
        nummer="(100000 + x.faktura)::text",
        leverantor="a.orgnr",
        leverantor_namn="a.namn",
        anordnare_id="a.id",
        fakturadatum="(x.manad + interval '1 month')::date + 3",
        forfallodatum="(x.manad + interval '2 months')::date + 3",
        radsumma=belopp,
        utan_moms=belopp,
        moms="0",
        med_moms=belopp,
        att_betala=belopp,
        konton="jsonb_build_array(jsonb_build_object('typ', 'bankgiro', 'nummer', (%(bankgiro)s::text[])[a.id]))",
        momsrader="jsonb_build_array(jsonb_build_object('kategori', 'E', 'procent', '0', 'underlag',"
        f" ({belopp})::text, 'moms', '0'))",
        dokument_id="x.faktura",
        mottagen="x.manad + interval '1 month 4 days'",
        status="""CASE
            WHEN x.manadsnummer = %(manader)s THEN 'mottagen'
            WHEN x.manadsnummer = %(manader)s - 1 THEN
                (ARRAY['granskad', 'godkand', 'i_utbetalning'])[mod(x.faktura, 3) + 1]
            WHEN mod(x.faktura, 60) = 5 THEN 'stoppad' ELSE 'utbetald' END""",
    )


def _lines(fyllning: Fyllning) -> None:
    fyllning.fill(
        Fakturarad,
        "rader r JOIN beslut_brukare b ON b.id = r.brukare",
        faktura_id="r.faktura",
        ordning="r.ordning",
        rad="r.ordning::text",
        benamning="'Personlig assistans'",
        referens="b.referens",
        brukare_id="b.id",
        manad="r.manad",
        redovisning_id="r.redovisning",
        antal="r.timmar",
        enhet="'HUR'",
        pris="%(timpris)s",
        belopp="r.timmar * %(timpris)s::numeric",
        moms_kategori="'E'",
        moms_procent="0",
    )


def _unmatched(fyllning: Fyllning, antal: int) -> None:
    """One invoice for every fifty persons names nobody that is known."""
    fran = "generate_series(1, %(personer)s / 50 + 1) n"
    fyllning.fill(
        Faktura,
        fran,
        id=f"{antal} + n",
        typ="'faktura'",
        nummer="'OKAND-' || n",
        leverantor="(%(orgnr)s::text[])[1]",
        leverantor_namn="'Okänd Assistans AB'",
        anordnare_id="CASE WHEN mod(n, 2) = 0 THEN 1 END",
        fakturadatum="%(slut)s::date + 3",
        forfallodatum="%(slut)s::date + 33",
        att_betala="1200",
        mottagen="%(slut)s::date + interval '4 days'",
        status="'omatchad'",
    )
    fyllning.fill(
        Fakturarad,
        fran,
        faktura_id=f"{antal} + n",
        ordning="1",
        rad="'1'",
        referens="'OKÄND-' || n",
        manad="%(sista)s::date",
        antal="4",
        enhet="'HUR'",
        pris="%(timpris)s",
        belopp="1200",
    )


def _attests(fyllning: Fyllning) -> None:
    """Both attests and the approved time of what is approved or paid, one attest of what is granted."""
    fyllning.fill(
        Attest,
        "fakturor_faktura f CROSS JOIN (VALUES ('granskning', 'administrativ_assistent', 5),"
        " ('beslut', 'beslutsattestant', 6)) a (typ, vem, dag) JOIN assistans_user u ON u.anvandarnamn = a.vem"
        " WHERE f.status IN ('godkand', 'i_utbetalning', 'utbetald') OR f.status = 'granskad' AND a.typ = 'granskning'",
        faktura_id="f.id",
        omgang="1",
        typ="a.typ",
        av_id="u.id",
        tid="f.mottagen + a.dag * interval '1 day'",
        belopp="f.att_betala",
    )
    fyllning.fill(
        GodkandTid,
        "rader r JOIN fakturor_faktura f ON f.id = r.faktura AND f.status IN ('godkand', 'i_utbetalning', 'utbetald')"
        " JOIN fakturor_tidrapport p ON p.redovisning_id = r.redovisning JOIN fakturor_tidrad t ON t.rapport_id = p.id",
        tidrad_id="t.id",
        faktura_id="f.id",
    )
