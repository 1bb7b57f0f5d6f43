"""Registren runt omkring: avtal, uppföljning, bolag, handlingar, närstående, delegationer, prövningar, kalkyler."""

from assistans.roller import Roll
from bench.anvandare import user_of
from bench.fyllning import Fyllning
from beslut.models import (
    Avtal,
    Avtalskrav,
    Beslutsandring,
    Bolagskontroll,
    Brev,
    Budgetpost,
    Delegation,
    Funktionar,
    Handling,
    Kalkyl,
    Kalkylpost,
    Kommunbelopp,
    Kontakt,
    Kostnadspost,
    Overklagande,
    Relation,
    Tilldelning,
    Tillstandskontroll,
    Uppfoljning,
)
from fakturor.models import FelaktigUppgift

AR = "extract(year FROM %(idag)s::date)::int"


def build_the_rest(fyllning: Fyllning) -> None:
    """Fill what stands beside the months: much for the work lists to look through."""
    fyllning.parametrar |= {
        "enhetschef": user_of(Roll.ENHETSCHEF).pk,
        "controller": user_of(Roll.CONTROLLER).pk,
        "kontrollslag": list(Bolagskontroll.Slag.values),
        "kostnadsslag": list(Kostnadspost.Slag.values),
        "kalkylslag": list(Kalkylpost.Slag.values),
    }
    _contracts(fyllning)
    _companies(fyllning)
    _persons(fyllning)
    _documents(fyllning)
    _reviews(fyllning)
    _calculations(fyllning)


def _contracts(fyllning: Fyllning) -> None:
    """Every other provider has a contract, with its requirements met, four meetings and some wrong statements."""
    fyllning.fill(
        Avtal,
        "generate_series(1, %(anordnare)s, 2) a",
        id="a",
        anordnare_id="a",
        slag="'lov'",
        diarienummer="'SN LOV/' || a",
        galler_fran="%(forsta)s::date - 60",
        galler_tom="%(idag)s::date + 20 + mod(a, 300)",
        ickeval="mod(a, 4) = 1",
        provat_av_id="%(konsulent)s",
        provat="%(inlagt)s::timestamptz",
    )
    fyllning.fill(
        Avtalskrav,
        "beslut_avtal a, unnest(ARRAY['tillstand', 'registrering', 'f_skatt', 'kreditvardighet']) k",
        avtal_id="a.id",
        krav="k",
        uppfyllt="%(forsta)s::date",
        uppfyllt_av_id="%(konsulent)s",
    )
    fyllning.run(
        "UPDATE beslut_avtal SET godkant = %(inlagt)s::timestamptz, godkant_av_id = %(enhetschef)s"
        " WHERE mod(id, 10) <> 3"
    )
    fyllning.fill(
        Uppfoljning,
        "beslut_avtal a, (VALUES ('introduktion', 30), ('kvalitet', 250), ('kontrakt', 330), ('kontrakt', 420))"
        " s (slag, d)",
        avtal_id="a.id",
        slag="s.slag",
        tidigast="%(forsta)s::date + s.d - 20 + mod(a.id, 30)::int",
        senast="%(forsta)s::date + s.d + mod(a.id, 30)::int",
        genomford="CASE WHEN s.d < 300 THEN %(forsta)s::date + s.d END",
        genomford_av_id="CASE WHEN s.d < 300 THEN %(konsulent)s::bigint END",
        bedomning="CASE WHEN s.d < 300 THEN 'uppfyller' ELSE '' END",
    )
    fyllning.fill(
        Tilldelning,
        "generate_series(1, %(personer)s, 25) p JOIN beslut_avtal a ON a.id = 1 + 4 * mod(p, 2)",
        brukare_id="p",
        avtal_id="a.id",
        ordning="jsonb_build_array(jsonb_build_object('avtal', a.id, 'senast', NULL, 'forbi', ''))",
        skal="'Personen avstod från att välja.'",
        av_id="%(handlaggare)s",
        tid="%(sista)s::timestamptz + interval '10 hours'",
    )
    fyllning.fill(
        FelaktigUppgift,
        "beslut_avtal a, generate_series(1, 2) n WHERE mod(a.id, 5) = 1",
        avtal_id="a.id",
        lamnad="%(sista)s::date",
        beskrivning="'En timme för mycket på fakturan'",
        konstaterad_av_id="%(konsulent)s",
        konstaterad="%(sista)s::timestamptz",
    )


def _companies(fyllning: Fyllning) -> None:
    fyllning.fill(
        Kontakt,
        "generate_series(1, %(anordnare)s) a, generate_series(1, 2) n",
        anordnare_id="a",
        namn="(%(fornamn)s::text[])[mod(a + n, 14) + 1] || ' Kontaktprov'",
        telefon="'021-39 00 00'",
        galler_fran="%(forsta)s::date",
    )
    fyllning.fill(
        Funktionar,
        "generate_series(1, %(anordnare)s) a, unnest(ARRAY['vd', 'agare', 'styrelse']) r",
        anordnare_id="a",
        namn="(%(fornamn)s::text[])[mod(a, 14) + 1] || ' Styrelseprov'",
        roll="r",
    )
    fyllning.fill(
        Bolagskontroll,
        "generate_series(1, %(anordnare)s) a, unnest(%(kontrollslag)s::text[]) s, generate_series(0, 1) n",
        anordnare_id="a",
        slag="s",
        utfall="'utan_anmarkning'",
        datum="%(sista)s::date - n * 180 - mod(a, 30)",
        nasta_kontroll="%(sista)s::date - n * 180 - mod(a, 30) + 180",
        av_id="%(konsulent)s",
        tid="%(sista)s::timestamptz - n * interval '180 days'",
    )
    fyllning.fill(
        Tillstandskontroll,
        "beslut_tillstand t, generate_series(0, 2) n",
        tillstand_id="t.id",
        datum="t.kontrollerad - n * 120",
        status="'beviljat'",
        kalla="'ivo_utdrag'",
        nasta_kontroll="t.kontrollerad - n * 120 + 120",
        av_id="%(konsulent)s",
        tid="%(sista)s::timestamptz - n * interval '120 days'",
    )


def _persons(fyllning: Fyllning) -> None:
    fyllning.fill(
        Relation,
        "beslut_stallforetradare s",
        brukare_id="s.brukare_id",
        person_id="s.person_id",
        namn="s.namn",
        slag="'foralder'",
        hushall="mod(s.id, 2) = 0",
    )
    fyllning.fill(
        Brev,
        "generate_series(1, %(personer)s, 25) p",
        slag="'komplettering'",
        brukare_id="p",
        amne="'Komplettering av tidrapporten'",
        text="repeat('Tidrapporten behöver kompletteras. ', 20)",
        skapat_av_id="%(handlaggare)s",
        skapat="%(sista)s::timestamptz",
    )
    fyllning.fill(
        Kostnadspost,
        "beslut_timbelopp t, unnest(%(kostnadsslag)s::text[]) s WHERE t.kategori = 'individuell'",
        timbelopp_id="t.id",
        slag="s",
        belopp="50",
    )


def _documents(fyllning: Fyllning) -> None:
    """Two documents on every assignment, three more on every thirtieth."""
    fyllning.fill(
        Handling,
        "beslut_uppdrag u, generate_series(1, 5) n WHERE n < 3 OR mod(u.id, 30) = 1",
        objekt="'beslut.uppdrag'",
        objekt_id="u.id",
        slag="'avtal'",
        rubrik="'Avtal, del ' || n",
        mime="'application/pdf'",
        storlek="4000",
        sha256="encode(sha256((u.id || '-' || n)::bytea), 'hex')",
        innehall="convert_to(repeat(md5(u.id::text), 125), 'UTF8')",
        inlagd_av_id="%(handlaggare)s",
        inlagd="%(inlagt)s::timestamptz",
    )


def _reviews(fyllning: Fyllning) -> None:
    """One decision in twenty has changed another, one in thirty is appealed against."""
    fyllning.fill(
        Beslutsandring,
        "generate_series(1, %(personer)s, 20) p",
        beslut_id="(p - 1) * 3 + 1",
        nytt_beslut_id="(p - 1) * 3 + 2",
        galler_fran="%(forsta)s::date - 90",
        grund="'egen_begaran'",
        motivering="'Personen har bett om fler timmar.'",
        av_id="%(handlaggare)s",
        tid="%(inlagt)s::timestamptz",
    )
    fyllning.fill(
        Overklagande,
        "generate_series(1, %(personer)s, 30) p",
        beslut_id="(p - 1) * 3 + 2",
        inkom="%(forsta)s::date - 80",
        overlamnat="%(forsta)s::date - 75",
        instans="'forvaltningsratt'",
        malnummer="p || '-26'",
    )
    fyllning.fill(
        Delegation,
        "generate_series(1, 12) n",
        delegat_id="%(handlaggare)s",
        punkt="'4.' || n",
        avser="ARRAY['ordinarie']::varchar[]",
        galler_fran="%(forsta)s::date - 100",
        galler_tom="%(idag)s::date + n * 15",
        namndbeslut="'SN 1/' || n",
        inlagd_av_id="%(enhetschef)s",
        inlagd="%(inlagt)s::timestamptz",
    )


def _calculations(fyllning: Fyllning) -> None:
    fyllning.fill(
        Kalkyl,
        "generate_series(0, 3) n, generate_series(1, 3) v",
        ar=f"{AR} - n",
        version="v",
        motivering="'Beräknad efter avtal och avgifter.'",
        upprattad_av_id="%(controller)s",
        upprattad="%(inlagt)s::timestamptz",
    )
    fyllning.fill(
        Kalkylpost,
        "beslut_kalkyl k, unnest(%(kalkylslag)s::text[]) s",
        kalkyl_id="k.id",
        slag="s",
        enhet="CASE WHEN s IN ('lon', 'ob') THEN 'kronor' ELSE 'procent' END",
        varde="CASE s WHEN 'lon' THEN 160 ELSE 12 END",
        kalla="'Mätningens underlag'",
    )
    fyllning.run(
        "UPDATE beslut_kalkyl SET faststalld = %(inlagt)s::timestamptz, faststalld_av_id = %(enhetschef)s"
        " WHERE version < 3"
    )
    fyllning.fill(
        Kommunbelopp,
        "generate_series(0, 3) n, generate_series(1, 40) k",
        kommun="'Provkommun ' || k",
        ar=f"{AR} - n",
        belopp="280 + k",
        kalla="'Mätningens underlag'",
    )
    fyllning.fill(
        Budgetpost,
        "generate_series(0, 3) n, unnest(ARRAY['lss', 'sfb', 'sjuklon']) s",
        ar=f"{AR} - n",
        slag="s",
        belopp="100000000",
    )
