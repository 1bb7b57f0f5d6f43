"""Kontrollen: den nyaste månaden prövas av motorn, som av en arbetare; de äldre får samma verdikt i liggaren."""

from django.utils import timezone

from assistans.models import User
from bench.fyllning import Fyllning
from bench.storlek import Storlek
from kontroller.korning import run_block, start_month
from kontroller.models import Bedomning, Bekraftelse, Granskning, Kontrollrapport, Korning, Utfallsrad

TIDIGARE = """
CREATE TEMP TABLE tidigare AS
SELECT g.id AS granskning, row_number() OVER (ORDER BY f.faktura, g.id) + (SELECT max(id) FROM kontroller_granskning)
           AS ny_granskning,
       f.faktura, f.manadsnummer, f.mottagen
FROM (SELECT DISTINCT r.faktura, r.manadsnummer, r.anordnare, f.mottagen,
             dense_rank() OVER (PARTITION BY r.manadsnummer ORDER BY r.faktura) AS plats
      FROM rader r JOIN fakturor_faktura f ON f.id = r.faktura) f
JOIN (SELECT DISTINCT r.faktura, dense_rank() OVER (ORDER BY r.faktura) AS plats
      FROM rader r WHERE r.manadsnummer = %(manader)s) nyast USING (plats)
JOIN kontroller_granskning g ON g.faktura_id = nyast.faktura
WHERE f.manadsnummer < %(manader)s
"""
"""Varje månad har samma fakturor i samma ordning, så en äldre faktura får den nyastes granskning."""


def control(storlek: Storlek, fyllning: Fyllning) -> None:
    """Control the newest month through the engine, and give the older months the ledger they would have."""
    korning = start_month(
        manad=storlek.sista, by=User.objects.get(anvandarnamn="administrativ_assistent"), at=timezone.now()
    )
    for block_id in korning.block.filter(klart=None).values_list("pk", flat=True):
        run_block(block_id, at=timezone.now())
    fyllning.parametrar["regelverk"] = korning.regelverk_id
    _older_runs(fyllning)
    _assessments(fyllning)


def _older_runs(fyllning: Fyllning) -> None:
    """Only the newest month's facts are of its own invoices: the others fill the tables and are never shown."""
    fyllning.run(TIDIGARE)
    manaderna = "(SELECT manadsnummer, count(*) AS antal, max(mottagen) AS tid FROM tidigare GROUP BY manadsnummer) t"
    fyllning.fill(
        Korning,
        f"{manaderna} JOIN manader m ON m.nummer = t.manadsnummer",
        id="(SELECT max(id) FROM kontroller_korning) + t.manadsnummer",
        typ="'manad'",
        manad="m.manad",
        regelverk_id="%(regelverk)s",
        startad_av_id="%(system)s",
        startad="t.tid",
        avslutad="t.tid",
        status="'klar'",
        antal="t.antal",
    )
    fyllning.fill(
        Granskning,
        "tidigare t JOIN kontroller_granskning g ON g.id = t.granskning"
        " JOIN manader m ON m.nummer = t.manadsnummer JOIN kontroller_korning k ON k.manad = m.manad",
        id="t.ny_granskning",
        korning_id="k.id",
        faktura_id="t.faktura",
        **{namn: f"g.{namn}" for namn in ("fakta", "fakta_sha256", "resultat", "ovriga")},
    )
    kopior = ("regel", "version", "utfall", "text", "lagrum", "kronor", "fynd", "fyndhash")
    fyllning.fill(
        Utfallsrad,
        "tidigare t JOIN kontroller_utfallsrad u ON u.granskning_id = t.granskning",
        granskning_id="t.ny_granskning",
        **{namn: f"u.{namn}" for namn in kopior},
    )
    fyllning.fill(
        Kontrollrapport,
        "kontroller_korning k, generate_series(1, 2) n",
        slag="'manad'",
        fran="k.manad",
        tom="(k.manad + interval '1 month' - interval '1 day')::date",
        innehall="''",
        innehall_sha256="''",
        program="''",
        sammandrag_sha256="''",
        pdf="convert_to(repeat(md5(k.id::text || n), 10000), 'UTF8')",
        sha256="md5(k.id::text || n)",
        skapad_av_id="%(system)s",
        skapad="k.avslutad + interval '1 day'",
    )


def _assessments(fyllning: Fyllning) -> None:
    """What was found in paid invoices is accepted by one person and confirmed by another; of the newest, some of it."""
    fyllning.fill(
        Bedomning,
        "kontroller_utfallsrad u JOIN kontroller_granskning g ON g.id = u.granskning_id"
        " JOIN fakturor_faktura f ON f.id = g.faktura_id"
        " WHERE f.status IN ('granskad', 'godkand', 'i_utbetalning', 'utbetald') OR mod(f.id, 4) = 0",
        faktura_id="f.id",
        regel="u.regel",
        version="u.version",
        fyndhash="u.fyndhash",
        beslut="CASE u.utfall WHEN 'varning' THEN 'kommenteras' ELSE 'godtas' END",
        skal="'Tiden är utredd med anordnaren och stämmer med schemat.'",
        av_id="%(handlaggare)s",
        tid="f.mottagen + interval '1 day'",
    )
    fyllning.fill(
        Bekraftelse,
        "kontroller_bedomning b JOIN fakturor_faktura f ON f.id = b.faktura_id"
        " JOIN assistans_user u ON u.anvandarnamn = 'enhetschef'"
        " WHERE b.beslut = 'godtas' AND f.status NOT IN ('mottagen', 'stoppad', 'kontrollerad')",
        bedomning_id="b.id",
        av_id="u.id",
        tid="b.tid + interval '1 day'",
    )
