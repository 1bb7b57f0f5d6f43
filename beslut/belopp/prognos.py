"""Vad ett timbelopp blir, medan det skrivs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistans.svenska import decimal, kronor
from beslut.belopp.andel import SchablonUnclear, schablon_over, state_rates
from beslut.belopp.schablon import share_of
from beslut.belopp.visning import Kostnadsunderlag, Mening, against_the_schablon, cost_evidence
from beslut.forms.timbelopp import TimbeloppForm
from beslut.models import Timbelopp


@dataclass(frozen=True, slots=True, kw_only=True)
class Prognos:
    """Det som kan sägas om det ifyllda: i meningar, och om kostnaderna när de finns."""

    meningar: tuple[Mening, ...]
    kostnader: Kostnadsunderlag | None


def drafted(form: TimbeloppForm) -> Prognos:
    """What can be said of the form as it is filled in so far, without finding fault with what is not."""
    form.is_valid()
    data = getattr(form, "cleaned_data", {})
    kostnader = cost_evidence(data.get("kostnader", {}), data.get("belopp")) if form.personens else None
    return Prognos(meningar=tuple(_sentences(form, data)), kostnader=kostnader)


def _sentences(form: TimbeloppForm, data: dict[str, Any]) -> Iterator[Mening]:
    fran, tom = data.get("galler_fran"), data.get("galler_tom")
    if fran is None or (tom is not None and tom < fran):
        return
    schabloner = state_rates()
    if (procent := data.get("procent")) is not None and data.get("avrundning"):
        try:
            schablon = schablon_over(schabloner, fran, tom)
        except SchablonUnclear as oklart:
            yield Mening(str(oklart), se_efter=True)
            return
        belopp = share_of(schablon, procent, data["avrundning"])
        avrundning = Timbelopp.Avrundning(data["avrundning"]).label.lower()
        sats = decimal(procent.normalize())
        yield Mening(f"{kronor(schablon)} × {sats}\u00a0% är {kronor(belopp)}, {avrundning}.")
    elif (belopp := data.get("belopp")) is not None:
        tankt = Timbelopp(kategori=form.kategori, galler_fran=fran, galler_tom=tom, belopp=belopp)
        yield from against_the_schablon(tankt, schabloner)
