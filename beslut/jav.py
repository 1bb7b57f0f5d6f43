"""Samband att pröva: att den som företräder, är närstående, arbetar eller äger är samma människa.

Räknas ur lästa rader, utan frågor till databasen. Ett samband är en uppgift för handläggaren: det anklagar ingen och
ändrar inget utfall.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from assistans.svenska import datumspann
from beslut.beteckning import provider_in_words
from beslut.models import Anordnare, Assistent, Brukare, Funktionar, Relation, Stallforetradare, Uppdrag

Rad = Relation | Stallforetradare | Assistent | Funktionar | Uppdrag
Roll, Slag = Stallforetradare.Roll, Relation.Slag

VEM = {
    Roll.VARDNADSHAVARE: "Vårdnadshavaren",
    Roll.GOD_MAN: "Gode mannen",
    Roll.FORVALTARE: "Förvaltaren",
    Roll.FRAMTIDSFULLMAKT: "Den som har framtidsfullmakt",
    Roll.OMBUD: "Ombudet",
    Slag.MAKE: "Personens make, maka eller sambo",
    Slag.BARN: "Personens barn",
    Slag.FORALDER: "Personens förälder",
    Slag.SYSKON: "Personens syskon",
    Slag.NARSTAENDES: "En närståendes make, sambo eller barn",
    Slag.ANNAN: "En annan i personens närhet",
}
"""What somebody is to the person, without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Underlag:
    """Det som är registrerat kring en person. `assistenter` är de som kan arbeta för henne, `funktionarer` de som
    bestämmer hos hennes anordnare; rader med anordnare har den läst.
    """

    brukare: Brukare
    relationer: Sequence[Relation]
    foretradare: Sequence[Stallforetradare]
    assistenter: Sequence[Assistent]
    funktionarer: Sequence[Funktionar]
    uppdrag: Sequence[Uppdrag]


class Samband(NamedTuple):
    """Något att pröva: vad, under vilken tid, vilken kontroll det rör, och raderna som det kommer från."""

    kontroll: str
    text: str
    period: str
    kallor: tuple[Rad, ...]


def find_ties(underlag: Underlag) -> list[Samband]:
    """Everything around a person that is for the handläggare to look at, in the order of the controls."""
    return [tie for find in FINDERS for tie in find(underlag)]


def represents_and_works(u: Underlag) -> Iterator[Samband]:
    """B10, C08: who acts for the person is also reported as her assistant."""
    for rad in u.foretradare:
        for assistent in _of_person(u.assistenter, rad.person_id):
            text = f"{VEM[rad.roll]} är också anmäld som assistent hos {provider_in_words(assistent.anordnare)}."
            yield from _tie("B10", text, rad, assistent)


def decides_at_the_provider(u: Underlag) -> Iterator[Samband]:
    """B10: who acts for the person or is close to her owns or runs a provider that she has an assignment with."""
    for uppdrag in u.uppdrag:
        for rad in (*u.foretradare, *u.relationer):
            hos = f"hos {provider_in_words(uppdrag.anordnare)}, som har uppdrag för personen."
            if _owns_the_firm(uppdrag.anordnare, rad.person_id):
                yield from _tie("B10", f"{_who(rad)} är den enskilda näringsidkaren {hos}", rad, uppdrag)
            for funktionar in _of_person(u.funktionarer, rad.person_id):
                if funktionar.anordnare_id == uppdrag.anordnare_id:
                    text = f"{_who(rad)} är {funktionar.get_roll_display().lower()} {hos}"
                    yield from _tie("B10", text, rad, funktionar, uppdrag)


def close_but_not_reported(u: Underlag) -> Iterator[Samband]:
    """C06: an assistant is close to the person or shares her household, and the provider's report does not say so."""
    for rad in u.relationer:
        for assistent in _of_person(u.assistenter, rad.person_id):
            tiger = [
                ord_
                for ar_det, anmalt, ord_ in (
                    (rad.is_narstaende, assistent.narstaende, "närstående"),
                    (rad.hushall, assistent.hushallsgemenskap, "hushållsgemenskap"),
                )
                if ar_det and not anmalt
            ]
            if tiger:
                text = (
                    f"{_who(rad)} är anmäld som assistent hos {provider_in_words(assistent.anordnare)}, och anmälan "
                    f"tar inte upp {' och '.join(tiger)}."
                )
                yield from _tie("C06", text, rad, assistent)


def reported_but_not_close(u: Underlag) -> Iterator[Samband]:
    """C06: the provider reports somebody as close to the person, of whom no relation is registered."""
    for assistent in u.assistenter:
        if assistent.brukare_id != u.brukare.pk:
            continue
        nara = [rad for rad in _of_person(u.relationer, assistent.person_id) if rad.is_narstaende]
        i_hushallet = [rad for rad in _of_person(u.relationer, assistent.person_id) if rad.hushall]
        saknas = [
            ord_
            for anmalt, rader, ord_ in (
                (assistent.narstaende, nara, "närstående"),
                (assistent.hushallsgemenskap, i_hushallet, "någon som delar hushåll"),
            )
            if anmalt and not any(_overlap((assistent, rad)) for rad in rader)
        ]
        if saknas:
            text = (
                f"En assistent hos {provider_in_words(assistent.anordnare)} är anmäld som {' och '.join(saknas)}, och "
                "någon sådan relation är inte registrerad."
            )
            yield from _tie("C06", text, assistent)


def works_for_herself(u: Underlag) -> Iterator[Samband]:
    """C08: the person herself is reported as an assistant."""
    for assistent in _of_person(u.assistenter, u.brukare.person_id):
        hos = provider_in_words(assistent.anordnare)
        yield from _tie("C08", f"Personen är själv anmäld som assistent hos {hos}.", assistent)


FINDERS: tuple[Callable[[Underlag], Iterator[Samband]], ...] = (
    represents_and_works,
    decides_at_the_provider,
    close_but_not_reported,
    reported_but_not_close,
    works_for_herself,
)


def _who(rad: Relation | Stallforetradare) -> str:
    return VEM[rad.slag if isinstance(rad, Relation) else rad.roll]


def _owns_the_firm(anordnare: Anordnare, person_id: int) -> bool:
    return anordnare.form == Anordnare.Form.ENSKILD_FIRMA and anordnare.person_id == person_id


def _of_person(rader: Iterable[Any], person_id: int) -> list[Any]:
    return [rad for rad in rader if rad.person_id == person_id]


def _tie(kontroll: str, text: str, *kallor: Rad) -> Iterator[Samband]:
    """The tie, if there is a day on which all that it rests on holds."""
    if delad := _overlap(kallor):
        yield Samband(kontroll, text, datumspann(*delad), kallor)


def _overlap(rader: Sequence[Rad]) -> tuple[date, date | None] | None:
    """The first and last day that the rows share; the last is None while they go on. None if they share no day.

    An end that nobody knows does not part them.
    """
    fran = max(rad.galler_fran for rad in rader if rad.galler_fran is not None)
    tom = min((rad.galler_tom for rad in rader if rad.galler_tom is not None), default=None)
    return None if tom is not None and tom < fran else (fran, tom)
