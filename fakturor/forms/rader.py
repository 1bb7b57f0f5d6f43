"""Rader att fylla i: så många man vill, och de som är tomma räknas inte."""

from collections.abc import Iterable

from django import forms
from django.forms import formset_factory

from fakturor.forms.falt import tell
from fakturor.services.inskrivning import Brist

MOST_ROWS = 300
PREFIX = "rad"


class BaseRader(forms.BaseFormSet):
    """Numbered rows. Each form has `is_blank` and says itself what a row that is begun lacks."""

    default_error_messages = {
        "missing_management_form": "Raderna kom inte fram som de skulle. Öppna sidan på nytt och skriv dem igen.",
        "too_many_forms": f"Det är fler än {MOST_ROWS} rader. Dela rapporten eller läs in den som fil.",
    }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.label = f"Rad {(index or 0) + 1}, {field.label[:1].lower()}{field.label[1:]}"

    @property
    def rubriker(self) -> list[str]:
        """The heads of the columns."""
        return [field.label for field in self.form.base_fields.values()]

    @property
    def written(self) -> list[forms.Form]:
        """The rows that something stands in."""
        return [form for form in self.forms if not form.is_blank]

    def tell(self, brister: Iterable[Brist]) -> None:
        """Put what the service found in the written rows at their fields; what is about all of them stands first."""
        written = self.written
        for brist in brister:
            if brist.rad is not None and brist.kolumn in self.form.base_fields:
                tell(written[brist.rad], [brist])
            elif brist.orsak not in self.non_form_errors():
                self.non_form_errors().append(brist.orsak)

    @classmethod
    def again(cls, data, *, more: int) -> "BaseRader":
        """The rows as they were typed, and more of them: nothing is judged, nothing is lost."""
        rader = cls(initial=_typed(data, cls.form), prefix=PREFIX)
        rader.extra = more
        return rader


def rows_of(form: type[forms.Form], *, extra: int) -> type[BaseRader]:
    return formset_factory(
        form, formset=BaseRader, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )


def _typed(data, form: type[forms.Form]) -> list[dict]:
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isdecimal() else 0
    return [
        {
            namn: field.widget.value_from_datadict(data, {}, f"{PREFIX}-{n}-{namn}")
            for namn, field in form.base_fields.items()
        }
        for n in range(count)
    ]
