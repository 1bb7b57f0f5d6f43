"""The functions of `assistans.svenska` as template filters, and the few choices the shared templates make.

A figure that is missing reads as the word "saknas" (zero is written 0). Anything else a function cannot write,
a float or a variable the template spelt wrongly, raises: a page with a wrong sum is worse than none.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet

from assistans import svenska

register = template.Library()

SAKNAS = "saknas"


def or_missing(write: Callable) -> Callable:
    return lambda value, *args: SAKNAS if value is None else write(value, *args)


for namn, write in {
    "kronor": svenska.kronor,
    "hela_kronor": lambda d: svenska.kronor(d, oren=False),
    "belopp": svenska.belopp,
    "hela_belopp": lambda d: svenska.belopp(d, oren=False),
    "tal": svenska.decimal,
    "heltal": svenska.heltal,
    "procent": svenska.procent,
    "timmar": svenska.timmar_minuter,
    "timmar_exakt": svenska.timmar_exakt,
    "klocktid": svenska.klocktid,
    "skillnad": lambda minuter: svenska.klocktid(minuter, tecken=True),
    "datum": svenska.datum_text,
    "datum_kort": svenska.datum_kort,
    "manad": svenska.manad_namn,
    "veckodag": svenska.veckodag,
    "klockslag": svenska.klockslag,
    "tidpunkt": svenska.tidpunkt,
    "tidpunkt_med_ar": lambda nar: svenska.tidpunkt(nar, ar=True),
    "upprakning": svenska.upprakning,
    "orgnr": svenska.orgnr,
    "bankgiro": svenska.bankgiro,
    "plusgiro": svenska.plusgiro,
    "maskera_personnummer": svenska.mask_personnummer,
    "maskera": svenska.mask_text,
}.items():
    register.filter(namn, or_missing(write))


@register.filter
def antal(n: int, ord_: str) -> str:
    """`{{ n|antal:"rad,rader" }}`: 2 rader."""
    return svenska.antal(n, *ord_.split(","))


@register.filter
def antal_i_ord(n: int, ord_: str) -> str:
    """`{{ n|antal_i_ord:"rad,rader,en" }}`: en rad; without `en` the word is neuter: ett fält."""
    ental, flertal, *utrum = ord_.split(",")
    return svenska.antal_i_ord(n, ental, flertal, utrum=bool(utrum))


@register.filter
def versal(text: str) -> str:
    """The first letter large, and the rest as it stands (Django's `capfirst`, under the name the pages use)."""
    return text[:1].upper() + text[1:]


@register.filter
def initialer(namn: str) -> str:
    """Johan Ekdahl is JE."""
    delar = namn.split()
    return "".join(del_[0] for del_ in delar[:1] + delar[1:][-1:]).upper()


@register.filter
def utfallsord(utfall: str) -> str:
    """The word for a stored verdict."""
    return svenska.UTFALLSORD[utfall]


KEDJEIKONER = {"klar": "godkand", "stopp": "avvikelse", "nu": "nu", "sedan": "sedan"}


@register.filter
def kedjeikon(lage: str) -> str:
    """The icon for a step of the chain."""
    return KEDJEIKONER[lage]


BESKEDSSLAG = {"debug": "info", "info": "info", "success": "godkand", "warning": "varning"} | dict.fromkeys(
    ("error", "danger"), "avvikelse"
)


@register.filter
def beskedsslag(niva: str) -> str:
    """The kind of notice for a level of Django's messages."""
    return BESKEDSSLAG[niva]


class Felpost(NamedTuple):
    """One line of the error summary: what is wrong, in which field, and the id to go to (empty when no one field)."""

    id: str
    etikett: str
    text: str


@register.filter
def felposter(formular: BaseForm | BaseFormSet | list) -> list[Felpost]:
    """All errors of a form, a formset or a list of them, in the order of the fields, those about the whole first."""
    if isinstance(formular, list):
        return [post for one in formular for post in felposter(one)]
    if isinstance(formular, BaseFormSet):
        allmanna = [Felpost("", "", fel) for fel in formular.non_form_errors()]
        return allmanna + [post for form in formular for post in felposter(form)]
    return list(_of_form(formular))


def _of_form(form: BaseForm) -> Iterator[Felpost]:
    for fel in form.non_field_errors():
        yield Felpost("", "", fel)
    for falt in form:
        # A group of choices has no id of its own; its first choice is the place to begin.
        plats = falt.id_for_label or (f"{falt.auto_id}_0" if falt.auto_id else "")
        for fel in falt.errors:
            yield Felpost(plats, falt.label, fel)


@register.filter
def sidnummer(sida: Page) -> list[int | None]:
    """The page numbers to offer: the first, the last and those around this one; None where some are left out."""
    return [
        n if isinstance(n, int) else None
        for n in sida.paginator.get_elided_page_range(sida.number, on_each_side=1, on_ends=1)
    ]
