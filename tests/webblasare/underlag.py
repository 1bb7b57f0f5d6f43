"""Det som sidorna visar när de besöks: demokommunens maj, kontrollerad, och det lilla som den saknar."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from assistans.models import User
from beslut.models import Anordnare, Betalningsmottagare, Tillstand, Uppdrag, Vistelse
from demodata import MAJ, write_month
from fakturor.models import Faktura
from fakturor.services.importing import Fil, import_folder
from fakturor.services.uploading import preview_upload
from fakturor.sidor.omatchade import unmatched
from fakturor.tests.bygg_mapp import first, only
from kontroller.korning import start_month
from tests.byggstenar import NU, build_granskare, build_konto, build_user

LJUNGTORPET, FAKTURAN = "5599060034", "4203"
"""The invoice with most to show: deviations, two persons, and a month with hospital days."""


def files_of(manad: date) -> list[Fil]:
    """The month's files as they would be handed in."""
    with tempfile.TemporaryDirectory() as mapp:
        write_month(Path(mapp), manad)
        return [(fil.name, fil.read_bytes()) for fil in sorted(Path(mapp).rglob("*.*"))]


def read_in(manad: date) -> None:
    import_folder(files_of(manad), by=User.objects.system(), at=NU)


def build_may() -> dict[str, Any]:
    """A municipality in the middle of its month. Returns what the pages' addresses point at, by name."""
    read_in(MAJ)
    start_month(manad=MAJ, by=build_granskare(), at=NU)
    fakturan = Faktura.objects.get(leverantor=LJUNGTORPET, nummer=FAKTURAN)
    redovisning = fakturan.rader.first().redovisning
    brukare, anordnare = redovisning.brukare, Anordnare.objects.get(orgnr=LJUNGTORPET)
    inlasning = preview_upload(files=only(brukare=[first("brukare", personnummer="191")]), by=build_granskare(), at=NU)
    return {
        "manad": MAJ,
        "slag": "beslutsrad",
        "brukare": brukare.pk,
        "beslutsrad": brukare.beslutsrader.first().pk,
        "uppdrag": Uppdrag.objects.filter(brukare=brukare).first().pk,
        "mandat": Betalningsmottagare.objects.filter(brukare=brukare, aterkallad=None).first().pk,
        "vistelse": Vistelse.objects.create(brukare=brukare, typ="sjukhus", borjar=NU).pk,
        "anordnare": anordnare.pk,
        "tillstand": Tillstand.objects.filter(anordnare=anordnare).first().pk,
        "konto": build_konto(anordnare, "50501014", forsta=False, inlagt_av=build_user("karl")).pk,
        "inlasning": inlasning.pk,
        "omatchad": unmatched(build_granskare()).first().pk,
        "redovisning": redovisning.pk,
        "rapport": redovisning.tidrapporter.first().pk,
        "faktura": fakturan.pk,
    }
