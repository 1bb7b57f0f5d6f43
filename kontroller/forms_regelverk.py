"""Formuläret för ett nytt regelverk: ett för varje kontroll, så som den gäller i det som förslaget utgår från."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from beslut.forms.falt import Cellfalt, date_field
from kontroller.katalog import OMRADEN
from kontroller.models import Regelverk, Regelverksrad
from kontroller.regel import Allvar, Regel
from kontroller.regelskillnad import Regelskillnad, differences
from kontroller.regelverk import delivered
from kontroller.regler import load_versions
from kontroller.services.adopting import Forslagsrad, problem_with_first_day, problem_with_parameter
from kontroller.sidor.siffror import label_of

NIVAVAL = ((Allvar.STOPP, "Stoppar"), (Allvar.VARNING, "Varnar"), (Allvar.INFO, "Upplyser"))
JA_NEJ = (("ja", "Ja"), ("nej", "Nej"))


class HuvudForm(forms.Form):
    """När regelverket börjar gälla, och varför det ändras."""

    galler_fran = date_field(
        "Gäller från",
        help_text="Den första i en månad, till exempel 2015-05-01. Dagen då tiden utfördes avgör vilket regelverk som "
        "gäller.",
    )
    skal = forms.CharField(
        label="Skäl",
        max_length=4000,
        help_text="Varför regelverket ändras. Det står med i beslutet och sparas för gott. Inga namn eller "
        "personnummer.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv varför regelverket ändras."},
    )

    def clean_galler_fran(self) -> date:
        """The first of a month. The service asks the same of it."""
        dag = self.cleaned_data["galler_fran"]
        if problem := problem_with_first_day(dag):
            raise forms.ValidationError(problem)
        return dag


class Parameterfalt(Cellfalt):
    """En parameter av regelns egen typ. Den prövas när fältet lämnas."""

    provas = True

    def __init__(self, regel: Regel, namn: str) -> None:
        self.regel, self.namn = regel, namn
        self.standard = regel.standard[namn]
        self.bred = isinstance(self.standard, str)
        tal = isinstance(self.standard, int)
        attrs = {"class": "form-control", "autocomplete": "off"} | ({"inputmode": "numeric"} if tal else {})
        super().__init__(
            label=label_of(namn),
            required=self.standard != "",
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": "Skriv ett heltal." if tal else "Fyll i uppgiften."},
        )

    def clean(self, value: Any) -> int | str:
        """The value as the rule reads it."""
        text = super().clean(value) or ""
        varde: Any = text
        if isinstance(self.standard, int):
            if not text.replace("\u00a0", "").replace(" ", "").isdecimal():
                raise forms.ValidationError("Skriv ett heltal från 0 till 100 000.")
            varde = int(text.replace("\u00a0", "").replace(" ", ""))
        if problem := problem_with_parameter(self.regel, self.namn, varde):
            raise forms.ValidationError(problem)
        return varde


class RegelradForm(forms.Form):
    """En kontroll i förslaget. `galler` är raden i det som förslaget utgår från; None när det inte har kontrollen."""

    i_bruk = forms.BooleanField(
        label="I bruk", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    allvar = forms.ChoiceField(
        label="Nivå",
        choices=NIVAVAL,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Välj en nivå.", "invalid_choice": "Välj en nivå."},
    )
    far_undantas = forms.BooleanField(
        label="Stopp får godtas", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def __init__(self, data: Mapping[str, Any] | None, *, rad: Regelverksrad, ny: bool, regler: dict[int, Regel]):
        super().__init__(data, prefix=rad.kod, initial=_initial(rad))
        self.rad, self.ny, self.regler = rad, ny, regler
        self.regel = regler[max(regler)]
        if len(regler) > 1:
            self.fields["version"] = forms.TypedChoiceField(
                label="Version",
                coerce=int,
                choices=[(nummer, f"Version {nummer}") for nummer in regler],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        for namn, standard in self.regel.standard.items():
            self.fields[f"p_{namn}"] = (
                forms.ChoiceField(
                    label=label_of(namn), choices=JA_NEJ, widget=forms.Select(attrs={"class": "form-select"})
                )
                if isinstance(standard, bool)
                else Parameterfalt(self.regel, namn)
            )

    @property
    def kod(self) -> str:
        """The code of the control."""
        return self.rad.kod

    @property
    def vantar_pa_stallning(self) -> bool:
        """Whether the program ships it in a version that the municipality has taken no stand on."""
        return self.ny or max(self.regler) > self.rad.regelversion

    @property
    def parameterfalt(self) -> list[forms.BoundField]:
        """The fields of the parameters."""
        return [self[namn] for namn in self.fields if namn.startswith("p_")]

    def row(self) -> Forslagsrad:
        """The control as it is written; what cannot be read stands as it was."""
        data = self._readable()
        version = data.get("version", self.rad.regelversion)
        parametrar = {}
        for namn, standard in self.regler[version].standard.items():
            varde = data.get(f"p_{namn}", self.rad.parametrar.get(namn, standard))
            parametrar[namn] = varde == "ja" if isinstance(standard, bool) and isinstance(varde, str) else varde
        return Forslagsrad(
            kod=self.kod,
            version=version,
            allvar=Allvar(data.get("allvar", self.rad.allvar)),
            i_bruk=data.get("i_bruk", self.rad.i_bruk),
            far_undantas=data.get("far_undantas", self.rad.far_undantas),
            parametrar=parametrar,
        )

    def _readable(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Formularomrade:
    """Ett av katalogens områden i formuläret. `oppen` när något där är ändrat eller behöver rättas."""

    bokstav: str
    namn: str
    former: list[RegelradForm]
    andrade: int
    oppen: bool


class Regelverksformular:
    """Hela formuläret: huvudet och en rad för varje kontroll i programmet eller i det som förslaget utgår från."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, utgar_fran: Regelverk):
        self.utgar_fran = utgar_fran
        self.huvud = HuvudForm(data, initial={"galler_fran": f"{_next_month():%Y-%m-%d}"})
        self.galler = {rad.kod: rad for rad in utgar_fran.rader.order_by("kod")}
        self.former = [
            RegelradForm(data, rad=rad, ny=rad.kod not in self.galler, regler=regler)
            for rad in self._rows()
            if (regler := _versions(rad.kod))
        ]

    @property
    def alla(self) -> list[forms.Form]:
        """Every form, in the order of the page."""
        return [self.huvud, *self.former]

    def is_valid(self) -> bool:
        """Whether all of it can be read."""
        return all([form.is_valid() for form in self.alla])

    def first_day(self) -> date | None:
        """The first day, when it can be read."""
        if not self.huvud.is_bound:
            return None
        self.huvud.is_valid()
        return self.huvud.cleaned_data.get("galler_fran")

    def rows(self) -> list[Forslagsrad]:
        """Every control as it is written."""
        return [form.row() for form in self.former]

    def changes(self) -> list[Regelskillnad]:
        """What becomes different from what it starts from, as far as it can be read."""
        efter = [_as_stored(rad) for rad in self.rows()]
        return differences(self.galler.values(), efter)

    def areas(self) -> list[Formularomrade]:
        """The controls area by area."""
        andrade = {skillnad.kod for skillnad in self.changes()}
        omraden = []
        for bokstav, namn in OMRADEN.items():
            former = [form for form in self.former if form.kod[0] == bokstav]
            antal = sum(form.kod in andrade for form in former)
            fel = any(form.is_bound and form.errors for form in former)
            oppen = bool(antal) or fel or any(form.vantar_pa_stallning for form in former)
            if former:
                omraden.append(Formularomrade(bokstav=bokstav, namn=namn, former=former, andrade=antal, oppen=oppen))
        return omraden

    def _rows(self) -> Iterator[Regelverksrad]:
        """What it starts from, and the delivered controls that it lacks, in order of code."""
        levererat = delivered()
        nya = levererat.rader.all() if levererat and levererat != self.utgar_fran else ()
        yield from sorted(({rad.kod: rad for rad in nya} | self.galler).values(), key=lambda rad: rad.kod)


def _versions(kod: str) -> dict[int, Regel]:
    return {version: regel for (egen, version), regel in load_versions().items() if egen == kod}


def _initial(rad: Regelverksrad) -> dict[str, Any]:
    parametrar = {
        f"p_{namn}": ("ja" if varde else "nej") if isinstance(varde, bool) else str(varde)
        for namn, varde in rad.parametrar.items()
    }
    return {
        "i_bruk": rad.i_bruk,
        "allvar": rad.allvar,
        "far_undantas": rad.far_undantas,
        "version": rad.regelversion,
        **parametrar,
    }


def _as_stored(rad: Forslagsrad) -> Regelverksrad:
    """The row as it will be stored, to hold against those that are."""
    return Regelverksrad(
        kod=rad.kod,
        regelversion=rad.version,
        allvar=rad.allvar,
        i_bruk=rad.i_bruk,
        far_undantas=rad.far_undantas,
        parametrar=dict(rad.parametrar),
    )


def _next_month() -> date:
    idag = timezone.localdate()
    return date(idag.year + idag.month // 12, idag.month % 12 + 1, 1)
