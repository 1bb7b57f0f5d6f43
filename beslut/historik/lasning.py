"""Historiken av en post, läst i ett fast antal frågor, hur lång den än är."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Field, ForeignKey, Model

from assistans.models import Handelse, User
from beslut.beteckning import provider_label
from beslut.historik.omrade import Rader
from beslut.historik.ord import DOLT, NAMNFALT, Etiketter, event_in_words, is_name, row_in_words, value_in_words
from beslut.historik.slag import kinds_by_table, models_by_table
from beslut.historik.tillfallen import Skillnad, Tillfalle, fetch_changes, find_occasions, light_rows
from beslut.insyn import Insyn
from beslut.models import Anordnare, Brukare, Person

PER_SIDA = 50
GJORT = {"INSERT": "registrerades", "UPDATE": "ändrades", "DELETE": "togs bort"}
OKAND = "Okänd, direkt i databasen"
"""Nobody was signed in: the change was made by hand in the database, beside the program."""


class Falt(NamedTuple):
    """Ett fält: vad det heter, och vad det sade förut och sedan. Ett av dem är None när raden är ny eller borttagen."""

    namn: str
    fore: str | None
    efter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Radandring:
    """En ändring av en rad, med de fält som skiljer. `slug` och `rad_id` leder till radens egen historik."""

    namn: str
    gjort: str
    falt: list[Falt]
    slug: str
    rad_id: int


@dataclass(slots=True, kw_only=True)
class Post:
    """Det som någon gjorde vid ett tillfälle: händelserna med sina skäl, och raderna som ändrades."""

    tid: datetime
    av: str
    handelser: list[str] = field(default_factory=list)
    skal: list[str] = field(default_factory=list)
    rader: list[Radandring] = field(default_factory=list)


def read_history(om: tuple[type[Model], int], rader: Rader, user: User, *, sida: str | None, visa_namn: bool) -> Page:
    """A page of Post, the newest first: the history of one record, in whose area are `rader` (`omrade.rows_of`)."""
    sidan = Paginator(find_occasions(rader), PER_SIDA).get_page(sida)
    tillfallen: list[Tillfalle] = list(sidan.object_list)
    andringar = fetch_changes([pk for tillfalle in tillfallen for pk in tillfalle.andringar])
    handelser = Handelse.objects.in_bulk([pk for tillfalle in tillfallen for pk in tillfalle.handelser])
    skillnader = [*andringar.values(), *(ny for tillfalle in tillfallen for ny in tillfalle.nya)]
    nu = _rows_now(skillnader, handelser.values())
    insyn = Insyn.of(user)
    ord_ = _Ord(om=om, nu=nu, etiketter=_labels(skillnader, user), visa_namn=visa_namn, insyn=insyn)
    namn = dict(User.objects.filter(pk__in={t.av_id for t in tillfallen}).values_list("pk", "namn"))

    sidan.object_list = [
        ord_.occasion(
            tillfalle,
            namn.get(tillfalle.av_id, OKAND),
            [*tillfalle.nya, *(andringar[pk] for pk in sorted(tillfalle.andringar))],
            [handelser[pk] for pk in sorted(tillfalle.handelser)],
        )
        for tillfalle in tillfallen
    ]
    return sidan


def tell_changes(skillnader: list[Skillnad]) -> list[Radandring]:
    """Changes of rows in words, in their order, for somebody who is told no names and of no protected person."""
    ord_ = _Ord(
        om=None,
        nu=_rows_now(skillnader, ()),
        etiketter=_labels(skillnader, None),
        visa_namn=False,
        insyn=Insyn.of(None),
    )
    return [ord_.change(skillnad, {}) for skillnad in skillnader]


def _rows_now(andringar: Iterable[Skillnad], handelser: Iterable[Handelse]) -> dict[tuple[type[Model], int], dict]:
    """The rows that the page tells of, as they stand or stood when they were removed. A query for each model."""
    ids: dict[type[Model], set[int]] = defaultdict(set)
    borta: dict[tuple[type[Model], int], dict] = {}
    for andring in andringar:
        ids[andring.modell].add(andring.rad_id)
        if andring.slag == "DELETE":
            borta[andring.modell, andring.rad_id] = andring.fore
    modeller = {modell._meta.label_lower: modell for modell in models_by_table().values()}
    for handelse in handelser:
        ids[modeller[handelse.objekt]].add(handelse.objekt_id)
    finns = {(modell, rad["id"]): rad for modell, nycklar in ids.items() for rad in light_rows(modell, pk__in=nycklar)}
    return borta | finns


def _labels(andringar: Iterable[Skillnad], user: User | None) -> dict[tuple[type[Model], int], str]:
    """What the rows that the changes point at are called. A query for each model."""
    ids: dict[type[Model], set[int]] = defaultdict(set)
    for andring in andringar:
        for pekare in andring.modell._meta.concrete_fields:
            if isinstance(pekare, ForeignKey):
                givna = {varden.get(pekare.attname) for varden in (andring.fore, andring.efter)}
                ids[pekare.related_model] |= givna - {None}
    return {(modell, pk): etikett for modell, givna in ids.items() for pk, etikett in _label(modell, givna, user)}


def _label(modell: type[Model], ids: set[int], user: User | None) -> Iterator[tuple[int, str]]:
    if modell is Person:
        yield from ((pk, "en person, vars nummer inte visas") for pk in ids)
    elif modell is Brukare:
        synliga = Brukare.objects.open_to(user) if user else Brukare.objects.filter(skydd=Brukare.Skydd.INGEN)
        oppna = dict(synliga.filter(pk__in=ids).values_list("pk", "referens"))
        yield from ((pk, oppna.get(pk, "en person med skyddade uppgifter")) for pk in ids)
    elif modell is Anordnare:
        yield from ((anordnare.pk, provider_label(anordnare)) for anordnare in Anordnare.objects.filter(pk__in=ids))
    elif modell is User:
        yield from User.objects.filter(pk__in=ids).values_list("pk", "namn")
    else:
        yield from ((rad["id"], row_in_words(modell, rad)) for rad in light_rows(modell, pk__in=ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ord:
    """What is needed to say a change in words."""

    om: tuple[type[Model], int] | None
    nu: dict[tuple[type[Model], int], dict]
    etiketter: Etiketter
    visa_namn: bool
    insyn: Insyn

    def occasion(self, tillfalle: Tillfalle, av: str, skillnader: list[Skillnad], handelser: list[Handelse]) -> Post:
        """One occasion. What an event calls the change of a row is said with the row, and else by itself."""
        gjort = {(handelse.objekt, handelse.objekt_id): event_in_words(handelse.typ) for handelse in handelser}
        rader = [rad for skillnad in skillnader if (rad := self.change(skillnad, gjort)).falt]
        sagda = {(skillnad.modell._meta.label_lower, skillnad.rad_id) for skillnad in skillnader}
        return Post(
            tid=tillfalle.tid,
            av=av,
            handelser=[f"{self.named(nyckel)} {ordet}" for nyckel, ordet in gjort.items() if nyckel not in sagda],
            skal=[skal for handelse in handelser if (skal := handelse.uppgifter.get("skal"))],
            rader=rader,
        )

    def named(self, nyckel: tuple[str, int]) -> str:
        """Beslutsrad, ordinarie, från 1 januari 2015, by the name of its model and its id."""
        modell = {m._meta.label_lower: m for m in models_by_table().values()}[nyckel[0]]
        return row_in_words(modell, self.nu.get((modell, nyckel[1]), {}))

    def change(self, andring: Skillnad, gjort: dict[tuple[str, int], str]) -> Radandring:
        """One change of one row, with the words of the event about it, if there is one."""
        rad = self.nu.get((andring.modell, andring.rad_id), andring.fore | andring.efter)
        slag = kinds_by_table().get(andring.modell._meta.db_table)
        return Radandring(
            namn=row_in_words(andring.modell, rad),
            gjort=gjort.get((andring.modell._meta.label_lower, andring.rad_id), GJORT[andring.slag]),
            falt=list(self._fields(andring, rad)),
            slug=slag.slug if slag and not self._is_closed(rad) else "",
            rad_id=andring.rad_id,
        )

    def _fields(self, andring: Skillnad, rad: dict[str, Any]) -> Iterator[Falt]:
        """The fields that differ."""
        for falt in andring.modell._meta.concrete_fields:
            namn = falt.attname
            fore, efter = andring.fore.get(namn), andring.efter.get(namn)
            sagt = namn in andring.fore or namn in andring.efter
            if (
                falt.primary_key
                or not sagt
                or (andring.slag != "UPDATE" and self._goes_without_saying(falt, fore or efter))
            ):
                continue
            dolt = (is_name(andring.modell, falt, rad) and not self.visa_namn) or (
                falt.name in NAMNFALT and self._is_closed(rad)
            )
            yield Falt(
                str(falt.verbose_name)[:1].upper() + str(falt.verbose_name)[1:],
                None if andring.slag == "INSERT" else self._value(falt, fore, dolt),
                None if andring.slag == "DELETE" else self._value(falt, efter, dolt),
            )

    def _is_closed(self, rad: dict[str, Any]) -> bool:
        """Whether a row tells who somebody is, whom the reader is not named for."""
        return rad.get("person_id") in self.insyn.stangda

    def _goes_without_saying(self, falt: Field, varde: Any) -> bool:
        """Of a row that is new or gone: what is empty, and that it belongs to the one whose history this is."""
        return varde in (None, "") or (falt.is_relation and (falt.related_model, varde) == self.om)

    def _value(self, falt: Field, varde: Any, dolt: bool) -> str:
        return DOLT if dolt else value_in_words(falt, varde, self.etiketter)
