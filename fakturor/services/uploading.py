"""Files put up in the browser: kept while somebody looks at what they would change, then read in or thrown away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from assistans.models import Handelse, User
from beslut.historik.inlasta import changes_after, latest_change
from fakturor.models import Inlasning, Inlasningsfil
from fakturor.services.importing import ORDNING, Fil, import_folder, preview_folder

_ADDED_BY_BROWSER = re.compile(r"(?:-fel| ?\([0-9]{1,3}\))+$")
"""What our download of bad rows, or the browser, puts after the name of a table: tidrader-fel (2).csv"""


class UploadRefused(Exception):
    """The upload is no longer waiting for an answer. The message is for the user."""


def table_name(namn: str) -> str:
    """The name of a file as the importer knows it: without what has been put after a table's name."""
    path = PurePath(namn)
    stem = _ADDED_BY_BROWSER.sub("", path.stem)
    return f"{stem}{path.suffix}" if stem.lower() in ORDNING else namn


def name_of_bad_rows(filnamn: str) -> str:
    """The name that a file's bad rows are fetched under; put up again it is known as the same table."""
    return f"{PurePath(table_name(filnamn)).stem}-fel.csv"


def preview_upload(*, files: Sequence[Fil], by: User, at: datetime) -> Inlasning:
    """Keep the files with what they would change. The very import is run and taken back, so the counts are exact."""
    resultat = preview_folder(files, by=by, at=at)
    felrader = {fil.fil: fil.bad_rows() for fil in resultat.filer if fil.felrader}

    with transaction.atomic():
        inlasning = Inlasning.objects.create(
            av=by,
            skapad=at,
            steg=Inlasning.Steg.FORHANDSVISAD,
            resultat=resultat.as_json(),
            andringar=resultat.andringar.as_json(),
        )
        for namn, data in files:
            # One at a time: a file may have fifty megabytes.
            inlasning.filer.create(namn=namn, innehall=data, felrader=felrader.get(namn))
        Handelse.record("inlasning.forhandsvisad", inlasning, by=by, at=at, filer=len(files))
    return inlasning


@transaction.atomic
def confirm_upload(*, inlasning: Inlasning, by: User, at: datetime) -> Inlasning:
    """Read the kept files in. If the server stops half-way, nothing is changed and the files still wait."""
    inlasning = _lock_waiting(inlasning)
    files = [(fil.namn, bytes(fil.innehall)) for fil in inlasning.filer.all()]

    fore = latest_change()
    resultat = import_folder(files, by=by, at=at, inlasning=inlasning)
    inlasning.andringar = changes_after(fore).as_json()
    inlasning.save(update_fields=["andringar"])
    with_bad_rows = [fil.fil for fil in resultat.filer if fil.felrader]
    inlasning.filer.exclude(namn__in=with_bad_rows).update(innehall=None, felrader=None)
    return inlasning


@transaction.atomic
def abort_upload(*, inlasning: Inlasning, by: User, at: datetime) -> Inlasning:
    """Change nothing. The files are thrown away; the list of what was wrong with them stays."""
    inlasning = _lock_waiting(inlasning)
    inlasning.steg = Inlasning.Steg.AVBRUTEN
    inlasning.avslutad = at
    inlasning.save(update_fields=["steg", "avslutad"])
    Inlasningsfil.objects.filter(inlasning=inlasning).update(innehall=None)
    Handelse.record("inlasning.avbruten", inlasning, by=by, at=at)
    return inlasning


def _lock_waiting(inlasning: Inlasning) -> Inlasning:
    inlasning = Inlasning.objects.select_for_update().get(pk=inlasning.pk)
    if inlasning.steg == Inlasning.Steg.INLAST:
        raise UploadRefused("Filerna är redan inlästa.")
    if inlasning.steg == Inlasning.Steg.AVBRUTEN:
        raise UploadRefused("Inläsningen är avbruten och filerna är borttagna. Lägg upp dem igen.")
    return inlasning
