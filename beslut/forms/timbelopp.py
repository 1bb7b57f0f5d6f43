"""Formulären för ett timbelopp och för kostnaderna som det vilar på."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from assistans.models import User
from assistans.tabeller import Typ
from beslut.forms.falt import (
    Anordnarval,
    Brukarval,
    Cellfalt,
    Villkorsfalt,
    choice_field,
    date_field,
    last_day_field,
)
from beslut.forms.layout import layout
from beslut.models import Brukare, Kostnadspost, Timbelopp
from beslut.services.rates import KOMMUNENS, PERSONENS

SKRIV_BELOPP = "Skriv beloppet i kronor som ett tal, till exempel 304,50."
SKRIV_PROCENT = "Skriv procenten som ett tal, till exempel 95."
KRONOR = {"minst": Decimal("0.01"), "hogst": Decimal("9999999.99"), "anvisning": SKRIV_BELOPP}
KOSTNAD = KRONOR | {"minst": Decimal(0), "anvisning": "Skriv kronorna som ett tal, till exempel 12,50."}
FAST, ANDEL = "belopp", "procent"

GRUND = {
    "schablon": "Föreskriften, med nummer i svensk författningssamling: SFS 2014:1311.",
    "avtal": "Avtalet, med nummer och datum.",
}
NAMNDENS = "Nämndens beslut, med paragraf: Nämnden 2014-12-10 § 118."
SLUT = {"schablon": "Statens belopp bestäms för ett kalenderår i taget."} | dict.fromkeys(
    KOMMUNENS, "En andel räknas på schablonen, som bestäms för ett kalenderår i taget."
)
SLUT_OM_DET_FINNS = "Lämna tomt om inget slut är bestämt."
KRAVS_OM_PERSONEN = {
    "brukare": "Välj vem timbeloppet gäller.",
    "diarienummer": "Skriv beslutets diarienummer.",
    "beslutsdatum": "Skriv dagen då beslutet fattades, till exempel 2014-12-10.",
}
KRAVS = {
    "avtal": {"anordnare": "Välj anordnaren som avtalet är med."},
    "forhojt": KRAVS_OM_PERSONEN,
    "individuell": KRAVS_OM_PERSONEN,
}
"""What must be filled in for some of the categories, and what to say when it is not."""
BESLUTET = "Det som beslutet vilar på: 9 § 2 LSS, eller 51 kap. 11 § SFB."


KOSTNADSFALT = tuple(f"kostnad_{slag}" for slag in Kostnadspost.Slag)
KOSTNADSRADER = tuple(KOSTNADSFALT[n : n + 2] for n in range(0, len(KOSTNADSFALT), 2))


def cost_field(slag: Kostnadspost.Slag) -> Cellfalt:
    return Cellfalt(Typ.DECIMAL, label=slag.label, required=False, kolumn=KOSTNAD)


class MedKostnader(forms.Form):
    """De sex delarna av den faktiska kostnaden, i kronor per timme."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= {f"kostnad_{slag}": cost_field(slag) for slag in Kostnadspost.Slag}

    def clean(self) -> dict[str, Any]:
        """The parts together, under `kostnader`."""
        data = super().clean()
        data["kostnader"] = costs_in(data)
        return {namn: varde for namn, varde in data.items() if namn not in KOSTNADSFALT}


def costs_in(data: Mapping[str, Any]) -> dict[str, Decimal]:
    """The parts that are filled in, by kind."""
    givna = {str(slag): data.get(f"kostnad_{slag}") for slag in Kostnadspost.Slag}
    return {slag: belopp for slag, belopp in givna.items() if belopp is not None}


class KostnaderForm(MedKostnader):
    """Kostnadsunderlaget till ett timbelopp som redan är registrerat."""

    helper = layout(("", *KOSTNADSRADER))


class TimbeloppForm(MedKostnader):
    """Kronor per timme för en kategori och en period, med den grund som beloppet vilar på.

    Vilka fält som finns beror på kategorin. Det som är ifyllt i andra fält läggs undan (`laid_aside`).
    """

    kategori = choice_field("Kategori", Timbelopp.Kategori.choices)
    satt = choice_field("Beloppet är", ((FAST, "ett fast belopp"), (ANDEL, "en andel av schablonen")))
    belopp = Villkorsfalt(Typ.DECIMAL, label="Kronor per timme", kolumn=KRONOR)
    procent = Villkorsfalt(
        Typ.DECIMAL,
        label="Procent av schablonen",
        kolumn={"minst": Decimal("0.001"), "hogst": Decimal("999.999"), "anvisning": SKRIV_PROCENT},
    )
    avrundning = choice_field("Avrundning", Timbelopp.Avrundning.choices)
    galler_fran = date_field("Gäller från", help_text="Ett belopp utan slut av samma slag avslutas dagen före.")
    galler_tom = last_day_field()
    brukare = Brukarval(label="Person", required=False, empty_label="Välj en person")
    anordnare = Anordnarval(label="Anordnare", required=False, empty_label="Välj en anordnare")
    grund = Cellfalt(
        label="Rättslig grund",
        kolumn={"langst": 200},
        error_messages={"required": "Skriv vilken föreskrift, vilket beslut eller vilket avtal beloppet vilar på."},
    )
    diarienummer = Cellfalt(label="Diarienummer", required=False, kolumn={"langst": 60})
    beslutsdatum = date_field("Beslutsdatum", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: User, kategori: str, **kwargs):
        super().__init__(data, **kwargs)
        self.kategori = kategori if kategori in Timbelopp.Kategori else Timbelopp.Kategori.SCHABLON
        self.fields["brukare"].queryset = Brukare.objects.open_to(user).order_by("referens")
        self.fields["grund"].help_text = GRUND.get(self.kategori, BESLUTET if self.personens else NAMNDENS)
        self.fields["kategori"].widget.attrs |= {
            "hx-post": reverse_lazy("beslut:timbelopp_nytt"),
            "hx-vals": '{"byt": "ja"}',
            "hx-target": "#kategorins-falt",
            "hx-select": "#kategorins-falt",
            "hx-swap": "outerHTML show:none",
            # The arrow keys change the choice at every step: only the one that is stopped at is fetched.
            "hx-trigger": "change delay:250ms",
            "hx-sync": "this:queue last",
        }
        self.fields["galler_tom"].help_text = SLUT.get(self.kategori, SLUT_OM_DET_FINNS)
        for namn, saknas in KRAVS.get(self.kategori, {}).items():
            self.fields[namn].required = True
            self.fields[namn].error_messages["required"] = saknas
        grupper = self._groups()
        kvar = {"kategori"} | {namn for _, *rader in grupper for rad in rader for namn in rad}
        self.fields = {namn: falt for namn, falt in self.fields.items() if namn in kvar}
        self.helper = layout(*grupper)

    @property
    def laid_aside(self) -> list[tuple[str, Any]]:
        """What was typed in fields that the category does not have, to be there when the category is changed back."""
        typed = self.data if self.is_bound else self.initial
        alla = {*self.base_fields, *KOSTNADSFALT} - self.fields.keys()
        return [(namn, typed[namn]) for namn in sorted(alla) if typed.get(namn)]

    @property
    def personens(self) -> bool:
        return self.kategori in PERSONENS

    @property
    def kommunens(self) -> bool:
        return self.kategori in KOMMUNENS

    def _groups(self) -> list[tuple]:
        period, beslut = ("galler_fran", "galler_tom"), ("diarienummer", "beslutsdatum")
        if self.kommunens:
            belopp = ("Beloppet", ("satt", "belopp", "procent", "avrundning"))
            return [("", period), belopp, ("Nämndens beslut", ("grund",), beslut)]
        if self.personens:
            kostnader = ("Kostnader per timme enligt underlaget", *KOSTNADSRADER)
            return [("", ("brukare", "belopp"), period), ("Beslutet", ("grund",), beslut), kostnader]
        if self.kategori == Timbelopp.Kategori.AVTAL:
            return [("", ("anordnare", "belopp"), period), ("Avtalet", ("grund",), beslut)]
        return [("", ("belopp",), period, ("grund",))]

    def clean(self) -> dict[str, Any]:
        """Ask for the amount, or for the percentage, by what the amount is said to be."""
        data = super().clean()
        andel = data.pop("satt", FAST) == ANDEL
        kravs, skriv = ("procent", SKRIV_PROCENT) if andel else ("belopp", SKRIV_BELOPP)
        if data.get(kravs) is None and kravs not in self.errors:
            self.add_error(kravs, skriv)
        if self.kommunens:
            data["belopp" if andel else "procent"] = None
        return {"brukare": None, "anordnare": None, "belopp": None} | data

    @classmethod
    def retyped(cls, data: Mapping[str, Any], *, user: User) -> "TimbeloppForm":
        """The form for another category, with everything that was typed still in it and nothing judged."""
        return cls(user=user, kategori=data.get("kategori", ""), initial={namn: data[namn] for namn in data})
