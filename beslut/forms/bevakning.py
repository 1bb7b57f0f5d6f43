"""Filtret på arbetslistan."""

from collections.abc import Iterable

from django import forms

from beslut.bevakning.punkt import Bevakning

DAGAR = (30, 60, 90)


class BevakningForm(forms.Form):
    """Hur långt fram listan ser, och vilket slag av punkter. Det som inte kan läsas är som om det inte var valt."""

    utan_frivilligt = True

    inom = forms.TypedChoiceField(
        label="Visa till och med", choices=[(n, f"{n} dagar framåt") for n in DAGAR], coerce=int, required=False
    )
    slag = forms.ChoiceField(label="Slag", required=False)

    def __init__(self, *args, slag: Iterable[Bevakning], **kwargs):
        super().__init__(*args, **kwargs)
        val = sorted(((b.slug, b.rubrik) for b in slag), key=lambda par: par[1])
        self.fields["slag"].choices = [("", "Alla"), *val]

    def chosen(self) -> tuple[int, str]:
        """The number of days, and the slug of the kind or nothing."""
        self.is_valid()
        val = getattr(self, "cleaned_data", {})
        return val.get("inom") or DAGAR[0], val.get("slag") or ""
