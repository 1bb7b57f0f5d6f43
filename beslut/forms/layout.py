"""Hur ett formulär står på sidan: grupper med rubrik, och rader av fält som hör ihop."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout

Rad = tuple[str, ...]


def layout(*grupper: tuple[str, *tuple[Rad, ...]]) -> FormHelper:
    """Groups of a heading and rows of field names. The page has the form tag and the buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(*(_group(rubrik, rader) for rubrik, *rader in grupper))
    return helper


def _group(rubrik: str, rader: list[Rad]) -> Fieldset | Div:
    delar = [Div(*rad, css_class="falt mb-4") for rad in rader]
    return Fieldset(rubrik, *delar, css_class="mb-4") if rubrik else Div(*delar, css_class="mb-4")
