"""The assistants whom the providers have reported (11 a § LSS)."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from assistans.models import User
from beslut.arbetstid import HOGST_VECKOR, HUSLIGA_VECKOR
from beslut.models import Anordnare, Assistent, Brukare, Person
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards, store_next
from beslut.services.refusal import RegistrationRefused, told_in_words

Lag = Assistent.Arbetstidslag


class Anmalan(TypedDict):
    """What a report says of an assistant, and what the municipality has noted about it."""

    namn: str
    galler_tom: date | None
    anmald_11a: date | None
    narstaende: bool
    hushallsgemenskap: bool
    ees_bosatt: bool
    anstalld_fran: date | None
    arbetstidslag: str
    kollektivavtal: str
    berakning_fran: date | None
    berakning_veckor: int | None
    registerutdrag: date | None
    informerad_9c: date | None


@told_in_words()
def register_assistant(
    *,
    anordnare: Anordnare,
    brukare: Brukare | None,
    personnummer: str,
    galler_fran: date,
    by: User,
    at: datetime,
    **anmalan: Unpack[Anmalan],
) -> Assistent:
    """Register an assistant that the provider has reported, for one person or for all of the provider's.

    An open registration of the same assistant, provider and person ends the day before.
    """
    nytt = _checked(galler_fran, anmalan)
    person_id = Person.objects.ids_by_number({personnummer})[personnummer]
    assistent = Assistent(person_id=person_id, anordnare=anordnare, brukare=brukare, galler_fran=galler_fran, **nytt)
    tidigare = Assistent.objects.filter(person_id=person_id, anordnare=anordnare, brukare=brukare)
    record_change("assistent.registrerad", assistent, omfang=store_next(assistent, after=tidigare), by=by, at=at)
    return assistent


@told_in_words()
def change_assistant(*, assistent: Assistent, by: User, at: datetime, **anmalan: Unpack[Anmalan]) -> Assistent:
    """Correct or complete a registration. Who it is, with whom and from which day stay.

    What changes on a day is another registration from that day, so that the days before keep what was true of them.
    """
    assistent = Assistent.objects.select_for_update().get(pk=assistent.pk)
    andrat, omfang = save_change(assistent, _checked(assistent.galler_fran, anmalan))
    record_change("assistent.andrad", assistent, omfang=omfang, by=by, at=at, andrat=andrat)
    return assistent


def _checked(galler_fran: date, anmalan: Anmalan) -> Anmalan:
    """The report as it can stand. Under HusligL a period is four weeks, so nobody has to say it."""
    refuse_backwards(galler_fran, anmalan["galler_tom"])
    if anmalan["arbetstidslag"] == Lag.HUSLIGL and anmalan["berakning_fran"] and not anmalan["berakning_veckor"]:
        anmalan = {**anmalan, "berakning_veckor": HUSLIGA_VECKOR}
    _refuse_agreement(anmalan)
    _refuse_period(anmalan)
    if anmalan["informerad_9c"] and not (anmalan["narstaende"] or anmalan["hushallsgemenskap"]):
        raise RegistrationRefused(
            "Dagen gäller en assistent som är närstående eller delar hushåll med personen.", "informerad_9c"
        )
    return anmalan


def _refuse_agreement(anmalan: Anmalan) -> None:
    har_avtal = anmalan["arbetstidslag"] == Lag.KOLLEKTIVAVTAL
    if har_avtal and not anmalan["kollektivavtal"]:
        raise RegistrationRefused("Skriv vad kollektivavtalet heter.", "kollektivavtal")
    if not har_avtal and anmalan["kollektivavtal"]:
        raise RegistrationRefused("Välj kollektivavtal som arbetstidslag, eller lämna namnet tomt.", "kollektivavtal")


def _refuse_period(anmalan: Anmalan) -> None:
    lag, fran, veckor = anmalan["arbetstidslag"], anmalan["berakning_fran"], anmalan["berakning_veckor"]
    if not fran and not veckor:
        return
    if not lag:
        raise RegistrationRefused("Välj den arbetstidslag som perioden hör till.", "arbetstidslag")
    if not fran:
        raise RegistrationRefused("Skriv den dag då den första perioden börjar.", "berakning_fran")
    if not veckor:
        raise RegistrationRefused("Skriv hur många veckor perioden är.", "berakning_veckor")
    if lag == Lag.HUSLIGL and veckor != HUSLIGA_VECKOR:
        raise RegistrationRefused("I husligt arbete är perioden fyra veckor.", "berakning_veckor")
    if veckor > HOGST_VECKOR[lag]:
        raise RegistrationRefused(
            f"Perioden är högst {HOGST_VECKOR[lag]} veckor enligt "
            f"{'arbetstidslagen, så att den ryms i fyra månader' if lag == Lag.ATL else 'kollektivavtal'}.",
            "berakning_veckor",
        )
