"""The number of a person, when it was written wrong or has been replaced by another."""

from contextlib import suppress
from datetime import date, datetime

from django.db.models import ProtectedError
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from beslut.models import Anordnare, Brukare, Person
from beslut.omfang import extent_of
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words

BESKRIVNINGAR = {
    "assistent": "anmäld som assistent",
    "stallforetradare": "ställföreträdare",
    "relation": "närstående",
    "funktionar": "funktionär hos en anordnare",
    "tidrapport": "assistent med tidrapporter",
    "tidrad": "assistent med registrerad tid",
}
"""What somebody else with the same number can be, by the model that points at her."""


def other_roles(brukare: Brukare) -> list[str]:
    """What the number stands for beside the person as brukare, in words. A query for each kind of row.

    What she has signed herself, and what she has as her own employer, is hers and not counted.
    """
    return [
        BESKRIVNINGAR[falt.related_model._meta.model_name]
        for falt in Person._meta.get_fields(include_hidden=True)
        if falt.one_to_many and falt.related_model._meta.model_name in BESKRIVNINGAR
        if falt.related_model._base_manager.filter(**{falt.field.name: brukare.person_id}).exists()
    ]


@told_in_words()
def correct_number(
    *, brukare: Brukare, personnummer: str, skal: str, samma_manniska: bool | None, by: User, at: datetime
) -> Brukare:
    """Give a person the number that is hers, with the reason. Neither number is written in event or history.

    Where the number stands for nobody else, it is changed where it stands, and everything of hers follows. Where it
    does, the user says whether that is the same human: then it is changed for all of it, else the person alone gets
    another. A number that somebody already has in another role is hers, and is taken over with what is known of her.
    """
    brukare = Brukare.objects.select_for_update(of=("self",)).select_related("person").get(pk=brukare.pk)
    gammal = brukare.person
    _refuse_reason(skal, timezone.localdate(at))
    if personnummer == gammal.personnummer:
        raise RegistrationRefused("Det är numret som personen redan har.", "personnummer")
    roller = other_roles(brukare)
    if roller and samma_manniska is None:
        raise RegistrationRefused("Svara på om det är samma människa.", "samma_manniska")

    fore = extent_of(brukare)
    agare = Person.objects.filter(personnummer=personnummer).first()
    if agare is None and (samma_manniska or not roller):
        gammal.personnummer = personnummer
        gammal.save(update_fields=["personnummer"])
    else:
        if agare is not None:
            _refuse_owner(agare, by, split=bool(roller and samma_manniska))
        _point_at(brukare, agare or Person.objects.create(personnummer=personnummer))
        with suppress(ProtectedError):  # somebody's number is not kept when nothing is known under it
            gammal.delete()
    record_change("brukare.nummer_rattat", brukare, omfang=fore, by=by, at=at, skal=skal)
    return brukare


def _point_at(brukare: Brukare, person: Person) -> None:
    """Let the person, and what she runs as her own employer, be another row. The first is left to the other one."""
    egna = Anordnare.objects.filter(form=Anordnare.Form.EGEN_ARBETSGIVARE, person=brukare.person)
    egna.update(person=person)
    brukare.person = person
    brukare.save(update_fields=["person"])


def _refuse_reason(skal: str, idag: date) -> None:
    if find_personnummer(skal, idag=idag):
        raise RegistrationRefused("Skriv skälet utan personnummer.", "skal")


def _refuse_owner(agare: Person, by: User, *, split: bool) -> None:
    """Raise RegistrationRefused if the number is another person's, or if one human would be left under two numbers."""
    andra = Brukare.objects.filter(person=agare)
    if synlig := andra.open_to(by).first():
        raise RegistrationRefused(f"Numret hör till en annan person, {synlig.referens}.", "personnummer")
    if andra.exists():
        raise RegistrationRefused("Numret hör till en annan person, som är öppen bara för namngivna.", "personnummer")
    if split:
        raise RegistrationRefused(
            "Samma människa finns redan under båda numren. De förs inte ihop här, för då skulle tid på två ställen "
            "inte längre ses. Avsluta det som står på det gamla numret och anmäl det på det nya, och svara sedan nej.",
            "samma_manniska",
        )
