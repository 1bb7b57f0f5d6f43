"""Vem någon är, på en sida: `{{ rad|namn:insyn }}` och `{{ person|nummer:insyn }}`, där `insyn` är sidans Insyn."""

from django import template
from django.db.models import Model

from beslut.insyn import Insyn
from beslut.models import Person

register = template.Library()


@register.filter
def namn(rad: Model, insyn: Insyn) -> str:
    """The name of a row, unless it is closed to the reader."""
    return insyn.label(rad)


@register.filter
def nummer(person: Person, insyn: Insyn) -> str:
    """The masked number of a person, unless she is closed to the reader."""
    return insyn.number(person)


@register.filter
def stanger(insyn: Insyn, rad: Model) -> bool:
    """Whether a row is about somebody who is closed to the reader."""
    return rad.person_id in insyn.stangda
