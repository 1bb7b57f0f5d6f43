"""Rapporter att pröva med: en liten, skriven för hand, och månadens egen med bara några avsnitt."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kontroller.models import Kontrollrapport
from kontroller.rapport import bilder
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Slag, Tabell
from kontroller.rapport.dokument import Dokument, Grund, Nyckeltal, Sammanfattning, sha256, to_json
from kontroller.rapport.pdf import program, write_pdf, write_summary
from kontroller.rapport.period import Utgava
from tests.byggstenar import NU, build_granskare

MAJ = date(2015, 5, 1)
DEL = Avsnitt(kod="del", rubrik="En del")
FYND = Tabell(
    kod="fynd",
    rubrik="Fynden",
    kolumner=(
        *(Kolumn("Kontroll"), Kolumn("Månad", Slag.MANAD), Kolumn("Dag", Slag.DATUM), Kolumn("Antal", Slag.HELTAL)),
        *(Kolumn("Timmar", Slag.TIMMAR), Kolumn("Andel", Slag.ANDEL), Kolumn("Kronor", Slag.KRONOR)),
    ),
    rader=(
        (
            "Tid mot beslut",
            date(2015, 5, 1),
            date(2015, 5, 16),
            3,
            Decimal("40.25"),
            Decimal("0.951"),
            Decimal("284.00"),
        ),
        ("=1+1", date(2015, 6, 1), None, 0, Decimal(7), None, Decimal("1230572.49")),
    ),
    not_under="Ett streck är ett tal som inte visas.",
)


def build_dokument(**andrat) -> Dokument:
    """A report of two sections, with a table and a picture."""
    bild = Bild(kod="tackning", svg=bilder.coverage([]), text="Täckning: inget.")
    varden = {
        "slag": Utgava.MANAD,
        "fran": MAJ,
        "tom": date(2015, 5, 31),
        "dag": date(2015, 7, 1),
        "skapad": "2015-07-01T08:00:00+00:00",
        "kommun": "Mälaräs kommun",
        "namnd": "Omsorgsnämnden",
        "grund": (Grund(manad=MAJ, korning=7, regelverk="2015:1", klar="1 juli 2015 10.00"),),
        "sammanfattning": Sammanfattning(
            andel="95,1 %",
            meningar=("I maj 2015 fakturerade en anordnare 80 timmar.",),
            nyckeltal=(Nyckeltal(vad="Tid", tal="80", enhet="tim"),),
            tackning=bild,
            sidor=Bild(kod="tresidor", svg=bild.svg, text="Tid: 80 timmar."),
            utfall=Bild(kod="utfall", svg=bild.svg, text="Utfall: godkänd 1."),
            fynd=FYND,
        ),
        "avsnitt": (
            Avsnitt(
                kod="forst", rubrik="Först", stycken=("Ett stycke.",), delar=(Avsnitt(kod="del", rubrik="En del"),)
            ),
        ),
    }
    return Dokument(**(varden | andrat))


def build_kontrollrapport(dokument: Dokument | None = None) -> Kontrollrapport:
    """A stored report, written of a document."""
    dokument = dokument or build_dokument()
    innehall = to_json(dokument)
    pdf, sammandrag = write_pdf(innehall), write_summary(innehall)
    return Kontrollrapport.objects.create(
        slag=dokument.slag,
        fran=dokument.fran,
        tom=dokument.tom,
        innehall=innehall,
        innehall_sha256=sha256(innehall),
        program=program(),
        pdf=pdf,
        sha256=sha256(pdf),
        sammandrag=sammandrag,
        sammandrag_sha256=sha256(sammandrag),
        skapad_av=build_granskare(),
        skapad=timezone.localtime(NU),
    )


def build_skriven(dokument: Dokument | None = None, **falt: Any) -> Kontrollrapport:
    """A stored report whose files are a few bytes: for what never opens them."""
    dokument = dokument or build_dokument()
    innehall = to_json(dokument)
    pdf = b"%PDF-1.7 " + sha256(innehall).encode()
    return Kontrollrapport.objects.create(
        **{
            "slag": dokument.slag,
            "fran": dokument.fran,
            "tom": dokument.tom,
            "innehall": innehall,
            "innehall_sha256": sha256(innehall),
            "pdf": pdf,
            "sha256": sha256(pdf),
            "sammandrag": pdf,
            "sammandrag_sha256": sha256(pdf),
            "skapad_av": build_granskare(),
            "skapad": timezone.localtime(NU),
        }
        | falt
    )
