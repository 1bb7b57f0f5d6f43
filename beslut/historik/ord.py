"""Det som historiken bär, i ord: fältens namn, värdena, posterna och händelserna."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assistans.svenska import datum_text, decimal, mask_text, tidpunkt, upprakning
from beslut.models import Anordnare, Brukare

TOMT = "tomt"
DOLT = "visas inte"
NAMNFALT = frozenset({"fornamn", "efternamn", "namn", "undertecknad_av"})
"""Fields that carry a person's name where the row is about one. It is shown when somebody asks, as on her page."""
NAMNGER = ("slag", "roll", "kategori", "avser", "typ", "tidstyp", "grund")
"""The fields that tell one row of its kind from another, when it has no number of its own."""

Etiketter = Mapping[tuple[type[models.Model], int], str]
"""What the rows that others point at are called, by model and id."""

VERB = {
    "andrad": "ändrad",
    "andrat": "ändrat",
    "anmalt": "anmält",
    "antecknad": "antecknad",
    "aterkallad": "återkallad",
    "avslutad": "avslutad",
    "avslutat": "avslutat",
    "avvisat": "avvisat",
    "besvarad": "besvarad",
    "behoriga_andrade": "har fått andra namngivna",
    "delgivet": "delgivet",
    "dold": "dold",
    "faststalld": "fastställd",
    "genomford": "genomförd",
    "gjord": "gjord",
    "godkant": "godkänt",
    "inlagd": "inlagd",
    "inlagt": "inlagt",
    "inte_uppfyllt": "inte uppfyllt",
    "kontrollerat": "kontrollerat",
    "kostnader": "har fått sina kostnader",
    "kostnadsredovisning": "har fått en kostnadsredovisning",
    "makulerat": "makulerat",
    "rapporterat_ej_verkstallt": "rapporterat som inte verkställt",
    "nummer_rattat": "med rättat personnummer",
    "planerad": "planerad",
    "rattad": "rättad",
    "rattat": "rättat",
    "redovisad": "redovisad",
    "registrerad": "registrerad",
    "registrerat": "registrerat",
    "sista_dag": "har fått en sista dag",
    "skapat": "skapat",
    "skickat": "skickat",
    "skydd_andrat": "har fått ändrat skydd",
    "struken": "struken",
    "uppfyllt": "uppfyllt",
    "upprattad": "upprättad",
    "verifierat": "bekräftat",
}
"""What is done, in an event's type (`uppdrag.andrat`), as it is written. A test finds the ones that are missing."""


def event_in_words(typ: str) -> str:
    """Ändrat, from uppdrag.andrat."""
    gjort = typ.rpartition(".")[2]
    return VERB.get(gjort, gjort.replace("_", " "))


def row_in_words(modell: type[models.Model], varden: Mapping[str, Any]) -> str:
    """What a row is called: Beslut LSS 2015/0212; Ställföreträdare, god man, från 1 januari 2015. Never a name."""
    namn = str(modell._meta.verbose_name)
    delar = [namn[:1].upper() + namn[1:]] if not modell._meta.auto_created else ["Behörig"]
    for nummer in ("referens", "diarienummer"):
        if varden.get(nummer):
            return f"{delar[0]} {varden[nummer]}"
    if varden.get("ar"):
        delar[0] += f" {varden['ar']}"
    falt = {f.name: f for f in modell._meta.concrete_fields}
    valda = [namn for namn in NAMNGER if namn in falt and falt[namn].flatchoices and varden.get(namn)]
    delar += [_within_a_sentence(value_in_words(falt[namn], varden[namn], {})) for namn in valda[:2]]
    for fran in ("galler_fran", "borjar"):
        if fran in falt and varden.get(fran):
            delar.append(f"från {value_in_words(falt[fran], varden[fran], {})}")
    return ", ".join(delar)


def _within_a_sentence(text: str) -> str:
    """Ställföreträdare, god man: without a capital letter, unless it begins an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def value_in_words(falt: models.Field, varde: Any, etiketter: Etiketter) -> str:
    """One value as a person reads it. A row that is pointed at goes by its label, a number of a person not at all."""
    if varde is None or varde == "" or varde == []:
        return TOMT
    if falt.is_relation:
        return etiketter.get((falt.related_model, varde), "en post som inte finns kvar")
    if isinstance(falt, ArrayField):
        return upprakning([value_in_words(falt.base_field, ett, etiketter) for ett in varde])
    if falt.flatchoices:
        return str(dict(falt.flatchoices).get(varde, varde))
    return _plain_in_words(falt, varde)


def _plain_in_words(falt: models.Field, varde: Any) -> str:
    if isinstance(falt, models.BooleanField):
        return "ja" if varde else "nej"
    if varde is True or varde == "ändrat":  # the trigger writes a secret so: that it changed, and not what to
        return DOLT
    if isinstance(falt, models.DateTimeField):
        return tidpunkt(varde if isinstance(varde, datetime) else datetime.fromisoformat(varde), ar=True)
    if isinstance(falt, models.DateField):
        return datum_text(varde if isinstance(varde, date) else date.fromisoformat(varde))
    if isinstance(falt, models.DecimalField):
        tal = Decimal(varde)
        return decimal(tal if falt.decimal_places == 2 else Decimal(f"{tal.normalize():f}"))
    if isinstance(varde, dict | list):
        return "uppgifter i flera delar"
    return mask_text(str(varde))


def is_name(modell: type[models.Model], falt: models.Field, rad: Mapping[str, Any]) -> bool:
    """Whether a field of a row carries a person's name, which is shown only to the one who asks for it."""
    if falt.name not in NAMNFALT:
        return False
    if modell is Anordnare:
        return rad.get("form") == Anordnare.Form.EGEN_ARBETSGIVARE
    return modell is Brukare or any(f.name == "brukare" for f in modell._meta.concrete_fields)
