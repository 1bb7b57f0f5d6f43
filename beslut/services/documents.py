"""Documents that prove something in the registers: put in, and hidden when they were put in by mistake."""

import hashlib
from datetime import datetime

from django.apps import apps
from django.db import models
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from beslut.filslag import FILSLAG, kind_of_file
from beslut.models import Betalningsmottagare, Handling
from beslut.omfang import Omfang, extent_of
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words

MEGABYTE = 1024**2
MOST_BYTES = 10 * MEGABYTE


@told_in_words()
def attach_document(*, rad: models.Model, slag: str, rubrik: str, innehall: bytes, by: User, at: datetime) -> Handling:
    """Keep a file with the row that it proves something about. Its own name is not kept: it may carry a person's."""
    if len(innehall) > MOST_BYTES:
        raise RegistrationRefused(
            "Filen är större än 10 MB. Skanna om den med lägre upplösning, eller dela den.", "fil"
        )
    filslag = kind_of_file(innehall)
    if filslag is None:
        godtas = ", ".join(slag.namn for slag in FILSLAG[:-1]) + f" och {FILSLAG[-1].namn}"
        raise RegistrationRefused(
            f"Filen är inte av ett slag som tas emot, eller är inte hel. {godtas} tas emot.", "fil"
        )
    _refuse_number(rubrik, "rubrik", at)

    handling = Handling.objects.create(
        objekt=rad._meta.label_lower,
        objekt_id=rad.pk,
        slag=slag,
        rubrik=rubrik,
        mime=filslag.mime,
        storlek=len(innehall),
        sha256=hashlib.sha256(innehall).hexdigest(),
        innehall=innehall,
        inlagd_av=by,
        inlagd=at,
    )
    record_change(
        f"{rad._meta.model_name}.fick_handling",
        rad,
        omfang=_resting_on(rad, slag),
        by=by,
        at=at,
        handling=handling.pk,
        slag=slag,
    )
    return handling


@told_in_words()
def hide_document(*, handling: Handling, skal: str, by: User, at: datetime) -> Handling:
    """Hide a document that was put in by mistake. It stays in the database, and who hid it and why is told."""
    handling = Handling.objects.defer("innehall").select_for_update().get(pk=handling.pk)
    if handling.dold is not None:
        raise RegistrationRefused("Handlingen är redan dold.")
    _refuse_number(skal, "skal", at)

    handling.dold, handling.dold_av, handling.dold_skal = at, by, skal
    handling.save(update_fields=["dold", "dold_av", "dold_skal"])
    rad = apps.get_model(handling.objekt)._base_manager.get(pk=handling.objekt_id)
    record_change(
        f"{rad._meta.model_name}.dolde_handling",
        rad,
        omfang=_resting_on(rad, handling.slag),
        by=by,
        at=at,
        handling=handling.pk,
        skal=skal,
    )
    return handling


def _resting_on(rad: models.Model, slag: str) -> Omfang | None:
    """What the document proves to the controls: only a decision on whom to pay is asked for (B08)."""
    is_asked_for = isinstance(rad, Betalningsmottagare) and slag == Handling.Slag.BESLUT
    return extent_of(rad) if is_asked_for else None


def _refuse_number(text: str, falt: str, at: datetime) -> None:
    if find_personnummer(text, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", falt)
