"""Vad ett bevispaket består av: filerna i namnordning, var och en skriven när dess tur kommer, och manifestet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from assistans.models import User
from assistans.svenska import manad_namn
from assistans.version import PROGRAM, VERSION, source_digest
from beslut.models import Handling
from fakturor.models import Dokument
from kontroller.bevispaket import handlat, provat, verifiera_bevispaket
from kontroller.bevispaket.arkiv import Arkiv
from kontroller.bevispaket.original import UTAN, Original, bytes_of
from kontroller.bevispaket.rader import as_lines, as_text
from kontroller.bevispaket.skydd import Paketskydd
from kontroller.models import Kontrollrapport, Korning

Fil = tuple[str, Callable[[], Iterable[bytes]]]
VERIFIERAREN = Path(verifiera_bevispaket.__file__)


class Paketinnehall:
    """Allt som ett paket för en månad består av. `original` är None för ett paket utan."""

    def __init__(self, manad: date, *, original_for: User | None = None) -> None:
        self.manad = manad
        self.korningar = provat.runs_of(manad)
        self.skydd = Paketskydd.load(manad)
        self.original = Original.open_to(original_for, manad) if original_for else None
        self.provade = _by_file(self.korningar)
        self.summor = {verdikt: provat.Summor({}, {}) for _, verdikt, _ in self.provade}

    def pack(self, arkiv: Arkiv, told: Callable[[int, int], None]) -> None:
        """Write every file, in order of name, and tell how many are done of how many."""
        filer = sorted(self._files(), key=lambda fil: fil[0])
        for nummer, (namn, innehall) in enumerate(filer):
            told(nummer, len(filer))
            arkiv.add(namn, innehall())
        told(len(filer), len(filer))

    def manifest(self, arkiv: Arkiv, nyckel: str) -> bytes:
        """What is signed: every file's size and hash, the sums of each run, the program, and the key."""
        return f"{as_text(self._manifest(arkiv, nyckel))}\n".encode()

    def _manifest(self, arkiv: Arkiv, nyckel: str) -> dict[str, Any]:
        return {
            "format": verifiera_bevispaket.FORMAT,
            "manad": f"{self.manad:%Y-%m}",
            "kommun": {"namn": settings.KOMMUN_NAMN, "orgnr": settings.KOMMUN_ORGNR, "kod": settings.KOMMUNKOD},
            "program": {"namn": PROGRAM, "version": VERSION, "kallkod_sha256": source_digest()},
            "nyckel": {"algoritm": "Ed25519", "offentlig": nyckel},
            "original": self.original.as_json() if self.original else UTAN,
            "skyddade_fakturor": len(self.skydd.stangda & set(self._invoice_ids())),
            "korningar": [
                {
                    "korning": _called(korningar),
                    "typ": korningar[0].typ,
                    "regelverk": sorted({k.regelverk.version for k in korningar}),
                    "fakta": fakta,
                    "verdikt": verdikt,
                    "summor": self.summor[verdikt].as_json(),
                }
                for fakta, verdikt, korningar in self.provade
            ],
            "filer": arkiv.as_json(),
        }

    def _invoice_ids(self) -> Iterable[int]:
        return handlat.invoices_of(self.manad).order_by().values_list("pk", flat=True)

    def _files(self) -> Iterator[Fil]:
        manad, skydd = self.manad, self.skydd
        yield "LASMIG.txt", lambda: (_read_me(manad, self.original is not None).encode(),)
        yield VERIFIERAREN.name, lambda: (VERIFIERAREN.read_bytes(),)
        yield "korningar.jsonl", lambda: as_lines(map(provat.run_as_json, self.korningar))
        for fakta, verdikt, korningar in self.provade:
            yield fakta, lambda k=korningar: provat.write_facts(k, skydd)
            yield verdikt, lambda k=korningar, v=verdikt: provat.write_verdicts(k, skydd, self.summor[v])
        for regelverk in {k.regelverk_id: k.regelverk for k in self.korningar}.values():
            namn = f"regelverk/{regelverk.pk}-{re.sub(r'[^A-Za-z0-9]+', '-', regelverk.version)}"
            yield f"{namn}.json", lambda r=regelverk: as_lines([provat.rule_set_as_json(r)])
            yield f"{namn}.txt", lambda r=regelverk: (provat.rule_set_in_words(r).encode(),)
        yield "fakturor.jsonl", lambda: as_lines(handlat.invoices(manad, skydd))
        yield "bedomningar.jsonl", lambda: as_lines(handlat.assessments(manad, skydd))
        yield "attester.jsonl", lambda: as_lines(handlat.attests(manad))
        yield "betalningar.jsonl", lambda: as_lines(handlat.payments(manad, skydd))
        yield "logg/handelser.jsonl", lambda: as_lines(handlat.events(manad, skydd))
        yield "logg/lasningar.jsonl", lambda: as_lines(handlat.readings(manad))
        yield from _reports(manad)
        if self.original:
            yield from _originals(self.original)


def _by_file(korningar: list[Korning]) -> list[tuple[str, str, list[Korning]]]:
    """The names of the files with facts and verdicts, and the runs in each, in order of name."""
    egna = [[k] for k in korningar if k.typ == Korning.Typ.MANAD]
    senare = [k for k in korningar if k.typ == Korning.Typ.OMKONTROLL]
    grupper = [(*provat.files_of(grupp), grupp) for grupp in (*egna, senare) if grupp]
    return sorted(grupper, key=lambda grupp: grupp[0])


def _called(korningar: list[Korning]) -> int | str:
    return korningar[0].pk if korningar[0].typ == Korning.Typ.MANAD else "omkontroller vid attest"


def _reports(manad: date) -> Iterator[Fil]:
    """Each report as PDF, its one-page summary, the content that both were written from, and who signed it."""
    delar = {"har_innehall": ~Q(innehall=""), "har_sammandrag": Q(sammandrag__isnull=False)}
    rapporter = provat.reports_of(manad).without_files().select_related("signatur__av")
    for rapport in rapporter.annotate(**delar):
        pk, namn = rapport.pk, f"rapporter/kontrollrapport-{rapport.tidrymd.beteckning}-{rapport.pk}"
        yield f"{namn}.pdf", lambda pk=pk: _stored(pk, "pdf")
        if rapport.har_innehall:
            yield f"{namn}.json", lambda pk=pk: _stored(pk, "innehall")
        if rapport.har_sammandrag:
            yield f"{namn}-sammandrag.pdf", lambda pk=pk: _stored(pk, "sammandrag")
        if signatur := rapport.signature:
            yield f"{namn}-signatur.json", lambda s=signatur: as_lines([provat.signature_as_json(s)])


def _stored(pk: int, falt: str) -> Iterable[bytes]:
    varde = Kontrollrapport.objects.values_list(falt, flat=True).get(pk=pk)
    return (varde.encode() if isinstance(varde, str) else bytes(varde),)


def _originals(original: Original) -> Iterator[Fil]:
    for namn, pk in original.documents():
        yield namn, lambda pk=pk: bytes_of(Dokument, pk)
    for namn, pk in original.attachments():
        yield namn, lambda pk=pk: bytes_of(Handling, pk)
    yield "original/tidrapporter.jsonl", lambda: as_lines(original.time_reports())


def verifier_digest() -> str:
    """SHA-256 of the verifier, which is downloaded by itself and lies in every pack."""
    return hashlib.sha256(VERIFIERAREN.read_bytes()).hexdigest()


def _read_me(manad: date, med_original: bool) -> str:
    original = (
        "Mappen original/ har fakturornas dokument, handlingar och tidrapporter, med namn och personnummer. Hantera\n"
        "paketet som personakter."
        if med_original
        else "Personer står med sin referens, en pseudonym. Originalen är inte med; dokumentens SHA-256 är det."
    )
    return f"""Bevispaket för {manad_namn(manad)}, {settings.KOMMUN_NAMN}

{original}
Det som rör en person med skyddade uppgifter är bara räknat: utfall, belopp och hash.

Pröva paketet utan programmet, med Python 3.9 eller senare:
    python3 verifiera_bevispaket.py PAKETET.zip --nyckel KOMMUNENS_NYCKEL
Ta verifiera_bevispaket.py och nyckeln från kommunen på annat sätt än ur paketet, om du inte litar på den som gav dig
det. Slutkod 0: allt stämmer. 1: något är ändrat, och det nämns. 2: filen går inte att
läsa.

manifest.json       varje fils storlek och SHA-256, summorna, programmet och nyckeln; manifest.sig skriver under
rapporter/          kontrollrapporten till nämnden, som den skrevs
korningar.jsonl     körningarna: när, av vem, med vilket regelverk
fakta/              det som varje faktura prövades på; radens SHA-256 är den i verdikten
verdikt/            varje kontrolls svar om varje faktura, med talen bakom
regelverk/          kontrollerna i ord (.txt) och med parametrar (.json)
fakturor.jsonl      fakturornas läge och belopp
bedomningar.jsonl   vad människor har tagit ställning till, med skäl och andra person
attester.jsonl      attesterna
betalningar.jsonl   omgångarna, filernas SHA-256, betalningarna och bankens besked
logg/               händelser om månadens fakturor, körningar, rapporter och omgångar, och vem som har läst vad
"""
