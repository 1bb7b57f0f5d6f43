"""Formuläret för ett beslut med en eller flera rader."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from assistans.models import User
from assistans.roller import Roll
from assistans.svenska import datumspann
from assistans.tabeller import Typ
from beslut.forms.andring import grund_field, motivering_field
from beslut.forms.falt import (
    VALJ,
    Cellfalt,
    Ledigfalt,
    Villkorsfalt,
    Villkorsval,
    choice_field,
    date_field,
    last_day_field,
    users_with,
)
from beslut.forms.layout import layout
from beslut.models import Beslut, Beslutsrad, Delegation
from beslut.models.beslut import Tidstyp
from beslut.services.decisions import Beslutsvillkor, Fattat
from beslut.services.preceding import Beviljat
from beslut.services.redeciding import Skal

FLEST_RADER = 20


class Beslutsfattarval(forms.ModelChoiceField):
    """Den som har beslutat på delegation. Krävs bara när en delegat har gjort det, så det kallas aldrig frivilligt."""

    def validate(self, value: User | None) -> None:
        """Nobody is let through: the service asks for the one who decided."""


class Delegationsval(forms.ModelChoiceField):
    """En punkt i delegationsordningen, med den som har den."""

    def label_from_instance(self, obj: Delegation) -> str:
        return f"{obj.delegat.namn}, punkt {obj.punkt} {datumspann(obj.galler_fran, obj.galler_tom)}"


class BeslutForm(forms.Form):
    """Det som gäller hela beslutet."""

    diarienummer = Ledigfalt(Beslut, "beslut_beslut_diarienummer_key", label="Diarienummer", kolumn={"langst": 60})
    typ = choice_field("Typ", Beslutsrad.Typ.choices)
    beslutsdatum = date_field("Beslutsdatum")
    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field("Lämna tomt om inget slut är beslutat.")
    organ = Villkorsval(
        label="Beslutat av", choices=[val for val in Beslut.Organ.choices if val[0] != Beslut.Organ.FORSAKRINGSKASSAN]
    )
    beslutsfattare = Beslutsfattarval(
        User.objects.none(), label="Beslutsfattare", empty_label=None, error_messages={"invalid_choice": VALJ}
    )
    delegation = Delegationsval(
        Delegation.objects.none(),
        label="Delegation",
        required=False,
        empty_label="Den punkt som täcker beslutet",
        help_text="Välj bara om flera punkter täcker det.",
        error_messages={"invalid_choice": VALJ},
    )
    delgivet = date_field("Personen fick del av beslutet", required=False, help_text="Kan skrivas in senare.")
    far_spara = forms.BooleanField(label="Timmar som inte används får sparas till en senare månad", required=False)
    avrakningsmanader = Villkorsfalt(
        Typ.HELTAL,
        label="Avräkningsperiod i månader",
        help_text="Från 2 till 12 hela kalendermånader.",
        kolumn={"minst": Decimal(2), "hogst": Decimal(12), "anvisning": "Skriv ett helt tal från 2 till 12."},
    )
    avsluta_tidigare = forms.BooleanField(label="Det tidigare beslutet slutar dagen före", required=False)
    grund = grund_field()
    motivering = motivering_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beslutsfattare"].queryset = users_with(Roll.HANDLAGGARE, Roll.ENHETSCHEF)
        self.fields["delegation"].queryset = Delegation.objects.select_related("delegat")

    def clean(self) -> dict[str, Any]:
        """Assistansersättning is decided by Försäkringskassan, and saved hours are reckoned over some months."""
        givet = super().clean()
        if givet.get("typ") == Beslutsrad.Typ.ASSISTANSERSATTNING:
            givet["organ"] = Beslut.Organ.FORSAKRINGSKASSAN
        elif not givet.get("organ"):
            self.add_error("organ", VALJ)
        if givet.get("far_spara") and "avrakningsmanader" in givet and givet["avrakningsmanader"] is None:
            self.add_error("avrakningsmanader", "Skriv ett helt tal från 2 till 12.")
        return givet

    def uppgifter(self) -> dict[str, Any]:
        """What `register_decision` asks for. Only of a form that is valid."""
        givet = self.cleaned_data
        av_delegat, far_spara = givet["organ"] == Beslut.Organ.DELEGAT, givet["far_spara"]
        samma = ("diarienummer", "typ", "beslutsdatum", "galler_fran", "galler_tom", "delgivet")
        return {namn: givet[namn] for namn in samma} | {
            "fattat": Fattat(
                organ=givet["organ"],
                beslutsfattare=givet["beslutsfattare"] if av_delegat else None,
                delegation=givet["delegation"] if av_delegat else None,
            ),
            "villkor": Beslutsvillkor(
                far_spara=far_spara, avrakningsmanader=givet["avrakningsmanader"] if far_spara else 1
            ),
            "ends_preceding": givet["avsluta_tidigare"],
            "skal": Skal(grund=givet["grund"], motivering=givet["motivering"]),
        }


class DelgivetForm(forms.Form):
    """Dagen då personen fick del av beslutet."""

    delgivet = date_field("Personen fick del av beslutet", help_text="Tiden för att överklaga räknas från den dagen.")

    helper = layout(("", ("delgivet",)))


class RadForm(forms.Form):
    """En rad: timmar av ett slag."""

    tidstyp = choice_field("Slag av tid", Tidstyp.choices)
    timmar = Cellfalt(
        Typ.DECIMAL,
        label="Timmar",
        kolumn={
            "decimaler": 4,
            "minst": Decimal("0.01"),
            "hogst": Decimal(99999),
            "anvisning": "Skriv timmarna som ett tal, till exempel 6,5.",
        },
        error_messages={"required": "Skriv timmarna som ett tal, till exempel 6,5."},
    )
    enhet = choice_field("Per", Beslutsrad.Enhet.choices)
    omrakning = choice_field("Omräkning till månad", Beslutsrad.Omrakning.choices)
    dubbel = forms.BooleanField(label="Två assistenter samtidigt (dubbel assistans)", required=False)

    def beviljat(self) -> Beviljat | None:
        """The row, if it is filled in and can be read."""
        return Beviljat(**self.cleaned_data) if self.is_valid() and self.cleaned_data else None


class RattaRadForm(RadForm):
    """En rad som blev fel när den registrerades, och vad som var fel."""

    galler_fran = date_field("Gäller från", help_text="Dagen räknas med.")
    galler_tom = last_day_field("Lämna tomt om inget slut är beslutat.")
    skal = Cellfalt(
        label="Vad som blev fel",
        help_text="Sparas för gott. Skriv inga namn eller personnummer.",
        error_messages={"required": "Skriv vad som blev fel."},
    )

    helper = layout(
        ("", ("galler_fran", "galler_tom"), ("tidstyp", "timmar"), ("enhet", "omrakning"), ("dubbel",), ("skal",)),
    )


class Radgrupp(forms.BaseFormSet):
    """Beslutets rader."""

    def clean(self) -> None:
        """Two rows of the same kind would grant the same time twice."""
        sedda: dict[tuple[str, bool], int] = {}
        for nummer, form in enumerate(self.forms, start=1):
            rad = form.beviljat()
            if rad is None:
                continue
            tidigare = sedda.setdefault((rad.tidstyp, rad.dubbel), nummer)
            if tidigare != nummer:
                form.add_error("tidstyp", f"Rad {tidigare} har redan det slaget av tid. Lägg ihop timmarna där.")


RadFormSet = forms.formset_factory(
    RadForm, formset=Radgrupp, extra=0, min_num=1, validate_min=True, max_num=FLEST_RADER, absolute_max=FLEST_RADER
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Radfalt:
    """Ett fält i en rad, som felrutan nämner det: Rad 2, timmar."""

    auto_id: str
    id_for_label: str
    label: str
    errors: list[str]


class Beslutsformular:
    """Beslutet och raderna som ett: för felrutan, och för att läsa och skriva om dem tillsammans."""

    def __init__(self, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> None:
        self.beslut = BeslutForm(data, initial=initial)
        self.rader = RadFormSet(data, prefix="rad")

    @classmethod
    def retyped(cls, data: QueryDict, *, utan: int | None = None, en_till: bool = False) -> "Beslutsformular":
        """What has been typed so far, not judged, with one row more or without one of the rows."""
        typed = cls(data)
        rader = [
            {namn: form[namn].value() for namn in form.fields}
            for plats, form in enumerate(typed.rader.forms)
            if plats != utan
        ]
        again = cls(initial={namn: typed.beslut[namn].value() for namn in typed.beslut.fields})
        again.rader = RadFormSet(prefix="rad", initial=rader)
        again.rader.min_num = 0 if rader else 1
        again.rader.extra = 1 if en_till and rader else 0
        return again

    def is_valid(self) -> bool:
        """Whether both can be saved. Both are asked, so that all that is wrong is told at once."""
        return all([self.beslut.is_valid(), self.rader.is_valid()])

    def beviljat(self) -> list[Beviljat]:
        """The rows that can be read, in order."""
        return [rad for form in self.rader.forms if (rad := form.beviljat())]

    def non_field_errors(self) -> list[str]:
        """What is wrong with the whole."""
        return [*self.beslut.non_field_errors(), *self.rader.non_form_errors()]

    def __iter__(self) -> Iterator[forms.BoundField | Radfalt]:
        """Every field with its label, the rows' named by their number."""
        yield from self.beslut
        for nummer, form in enumerate(self.rader.forms, start=1):
            for falt in form:
                yield Radfalt(
                    auto_id=falt.auto_id,
                    id_for_label=falt.id_for_label,
                    label=f"Rad {nummer}, {falt.label[:1].lower()}{falt.label[1:]}",
                    errors=list(falt.errors),
                )
