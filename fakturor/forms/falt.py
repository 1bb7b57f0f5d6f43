"""Fält som flera formulär har. De tar emot text som den skrevs; tabellernas eget schema dömer den."""

from collections.abc import Callable, Iterable

from django import forms

from fakturor.services.inskrivning import Brist


def text(label: str, saknas: str = "", *, hjalp: str = "", siffror: bool = False, **attrs: str) -> forms.CharField:
    """A line of text. `saknas` is what is said when it is empty; without it the field is optional."""
    if siffror:
        attrs = {"inputmode": "numeric"} | attrs
    return forms.CharField(
        label=label,
        required=bool(saknas),
        max_length=300,
        help_text=hjalp,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
        error_messages={"required": saknas, "max_length": "Texten är för lång."},
    )


def day(label: str, saknas: str, **kwargs) -> forms.CharField:
    return text(label, saknas, hjalp=kwargs.pop("hjalp", "Datum som 2015-05-31"), siffror=True, **kwargs)


def tell(form: forms.Form, brister: Iterable[Brist], names: Callable[[str], str] = str) -> None:
    """Put what the service found at the fields; what belongs to no field stands for the whole form."""
    for brist in brister:
        name = names(brist.kolumn)
        form.add_error(name if name in form.fields else None, brist.orsak)
