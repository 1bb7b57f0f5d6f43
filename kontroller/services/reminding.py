"""Reminders of what has not come for a month: who would get one, who has one already, and the drafts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from assistans.models import User
from beslut.beteckning import provider_in_words, provider_label
from beslut.brev.paminnelse import Post, person_reminder, provider_reminder, reminder_subject
from beslut.models import Anordnare, Brev, Brukare
from beslut.services.reminders import draft_reminder
from kontroller.fullstandighet.oversikt import Oversikt
from kontroller.fullstandighet.paminnelse import Mottagare, Rad, letters_for
from kontroller.fullstandighet.saknas import PERSONENS, Part, Slag
from kontroller.loading.fullstandighet import load_overview

DITT = "Ditt eller din företrädares"


class ReminderRefused(Exception):
    """No draft can be made. The message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paminnelse:
    """Ett brev som kan skrivas: till vem, om vad, och det brev som redan finns om saken."""

    mottagare: Mottagare
    till: str
    anordnare: Anordnare | None
    brukare: Brukare | None
    rader: list[Rad]
    poster: list[Post]
    galler: str
    finns: Brev | None

    @property
    def nyckel(self) -> str:
        """What it is called in a form."""
        return self.mottagare.nyckel

    @property
    def antal(self) -> int:
        """How many things it is about."""
        return sum(len(rad.saknade) for rad in self.rader)


def reminders_of(manad: date, *, dag: date, to: User) -> tuple[list[Paminnelse], int]:
    """The letters that what is late by a day gives reason for, and how many persons are left out of them.

    Those with protected identity are left out: a letter to a provider may be read by more than those who are named.
    """
    oversikt = load_overview(manad, dag=dag, to=to)
    berorda = {rad.vantat.brukare for rad in oversikt.sena}
    skyddade = set(Brukare.objects.protected().filter(pk__in=berorda).values_list("pk", flat=True))
    breven = letters_for(rad for rad in oversikt.ofullstandiga if rad.vantat.brukare not in skyddade)
    return _described(oversikt, breven), len(skyddade)


@transaction.atomic
def draft_reminders(*, manad: date, dag: date, mottagare: Collection[str], by: User, at: datetime) -> list[Brev]:
    """Make a draft to each of the chosen. Refuses all of them when one has a reminder of the month already."""
    alla, _ = reminders_of(manad, dag=dag, to=by)
    valda = [paminnelse for paminnelse in alla if paminnelse.nyckel in mottagare]
    if not valda:
        raise ReminderRefused("Välj minst en mottagare som något saknas från.")
    if redan := [paminnelse.till for paminnelse in valda if paminnelse.finns]:
        raise ReminderRefused(f"{redan[0]} har redan en påminnelse för månaden. Inga utkast skapades.")
    return [_draft(paminnelse, manad, dag, by=by, at=at) for paminnelse in valda]


def about(manad: date, mottagare: Mottagare) -> str:
    """What a reminder is about: a month and a receiver."""
    return f"paminnelse {manad:%Y-%m} {mottagare.part} {mottagare.id}"


def _described(oversikt: Oversikt, breven: Mapping[Mottagare, list[Rad]]) -> list[Paminnelse]:
    rader = [rad for egna in breven.values() for rad in egna]
    anordnare = Anordnare.objects.in_bulk({rad.anordnare for rad in rader})
    brukare = Brukare.objects.in_bulk({rad.brukare for rad in rader})
    finns = _standing(about(oversikt.manad, mottagare) for mottagare in breven)
    funna = []
    for mottagare, egna in breven.items():
        galler = about(oversikt.manad, mottagare)
        till_anordnaren = mottagare.part == Part.ANORDNARE
        funna.append(
            Paminnelse(
                mottagare=mottagare,
                till=provider_label(anordnare[mottagare.id]) if till_anordnaren else brukare[mottagare.id].referens,
                anordnare=anordnare[mottagare.id] if till_anordnaren else None,
                brukare=None if till_anordnaren else brukare[mottagare.id],
                rader=egna,
                poster=_posts(egna, anordnare, brukare, till_anordnaren=till_anordnaren),
                galler=galler,
                finns=finns.get(galler),
            )
        )
    return sorted(funna, key=lambda paminnelse: (paminnelse.mottagare.part, paminnelse.till))


def _posts(
    rader: Iterable[Rad], anordnare: Mapping[int, Anordnare], brukare: Mapping[int, Brukare], *, till_anordnaren: bool
) -> list[Post]:
    return [
        Post(
            brukare[rad.brukare].referens if till_anordnaren else _capital(provider_in_words(anordnare[rad.anordnare])),
            [brist.text if till_anordnaren else brist.text.replace(PERSONENS, DITT) for brist in rad.saknade],
        )
        for rad in rader
    ]


def _standing(om: Iterable[str]) -> dict[str, Brev]:
    return {brev.galler: brev for brev in Brev.objects.filter(galler__in=list(om), makulerat__isnull=True)}


def _draft(paminnelse: Paminnelse, manad: date, dag: date, *, by: User, at: datetime) -> Brev:
    slagen = {brist.slag for rad in paminnelse.rader for brist in rad.saknade}
    if paminnelse.brukare:
        text = person_reminder(
            referens=paminnelse.brukare.referens,
            manad=manad,
            dag=dag,
            poster=paminnelse.poster,
            om_intyg=Slag.INTYG in slagen,
            om_grund=Slag.GRUND in slagen,
        )
    else:
        rapporter = [brist.senast for rad in paminnelse.rader for brist in rad.saknade if brist.slag == Slag.RAPPORT]
        text = provider_reminder(manad=manad, dag=dag, poster=paminnelse.poster, senast=next(iter(rapporter), None))
    return draft_reminder(
        galler=paminnelse.galler,
        amne=reminder_subject(manad),
        text=text,
        anordnare=paminnelse.anordnare,
        brukare=paminnelse.brukare,
        by=by,
        at=at,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
