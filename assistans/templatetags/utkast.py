"""Ett formulär som håller utkast: erbjudandet om det som finns, nyckeln, och att fylla i det som stod där."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assistans.models import Utkast
from assistans.utkast import FALT, chosen_draft, draft_of, key_for

register = template.Library()


@register.inclusion_tag("_delar/utkast.html", takes_context=True)
def utkast(context: dict[str, Any], formular: BaseForm | list[BaseForm] | None = None) -> dict[str, Any]:
    """Stands before the form. Offers the draft; when it is asked for, the forms that are given are filled in with it.

    A page whose form has rows fills it in itself, in its view (`assistans.utkast.chosen_draft`).
    """
    request: HttpRequest = context["request"]
    if request.method != "GET":
        return {"utkast": None}
    valt = chosen_draft(request)
    if valt:
        for form in formular if isinstance(formular, list) else [formular]:
            if isinstance(form, BaseForm):
                fill_in(form, valt)
    return {"utkast": valt or draft_of(request), "anvands": valt is not None, "request": request}


@register.simple_tag(takes_context=True)
def utkastnyckel(context: dict[str, Any]) -> SafeString:
    """Stands within the form: the key, and the place where it is told that the draft is kept."""
    request: HttpRequest = context["request"]
    return format_html(
        '<input type="hidden" name="{}" value="{}"><p class="utkastlage liten dampad"></p>',
        FALT,
        key_for(request.user, request.path),
    )


def fill_in(form: BaseForm, utkast: Utkast) -> None:
    """Let an unbound form show what was typed, without judging it."""
    skrivet = utkast.typed()
    for namn, falt in form.fields.items():
        under = form.add_prefix(namn)
        if not falt.widget.value_omitted_from_data(skrivet, {}, under):
            form.initial[namn] = falt.widget.value_from_datadict(skrivet, {}, under)
