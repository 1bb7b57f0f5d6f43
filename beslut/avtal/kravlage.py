"""Kraven när kommunen godkänner en anordnare: vilka som gäller, och vad registren redan vet om dem.

Kraven är de som revisionsrapport 2015:3, avsnitt 3.3.1, återger ur förfrågningsunderlaget för LOV.
"""

from datetime import date

from django.db.models import Q

from assistans.svenska import antal, datum_text
from beslut.avtal.turlista import providers_with_permit
from beslut.models import Avtal, Avtalskrav, Bolagskontroll, Tillstand

Krav = Avtalskrav.Krav

FOR_ALLA = (Krav.TILLSTAND, Krav.REGISTRERING)
FOR_ETABLERADE = (*FOR_ALLA, Krav.F_SKATT, Krav.KREDITVARDIGHET)
FOR_NYSTARTADE = (*FOR_ALLA, Krav.AFFARSPLAN, Krav.LEDNING, Krav.BANKGARANTI)
"""A new company that has neither F-skatt nor a rating yet shows a plan, its leadership and a guarantee instead."""

KONTROLLEN = {
    Krav.REGISTRERING: Bolagskontroll.Slag.BOLAGSVERKET,
    Krav.F_SKATT: Bolagskontroll.Slag.F_SKATT,
    Krav.KREDITVARDIGHET: Bolagskontroll.Slag.KREDIT,
}
"""The check of a company that speaks of a requirement."""


def requirements_of(*, nystartat: bool) -> tuple[Krav, ...]:
    """What has to be met before a contract is approved, in the order they are shown."""
    return FOR_NYSTARTADE if nystartat else FOR_ETABLERADE


def has_permit(avtal: Avtal, dag: date) -> bool:
    """Whether the contract's provider has a permit in force on a day."""
    return avtal.anordnare_id in providers_with_permit(dag)


def known_of(avtal: Avtal, dag: date) -> dict[str, str]:
    """What the registers say about each requirement on a day, as a sentence. Three queries."""
    kontroller = {
        kontroll.slag: kontroll
        for kontroll in Bolagskontroll.objects.filter(
            anordnare=avtal.anordnare_id, slag__in=KONTROLLEN.values()
        ).order_by("datum", "pk")
    }
    meningar = {krav: _checked(kontroller.get(slag)) for krav, slag in KONTROLLEN.items()}
    meningar[Krav.F_SKATT] = " ".join(filter(None, (_f_skatt(avtal), meningar[Krav.F_SKATT])))
    meningar[Krav.TILLSTAND] = _permit(avtal, dag)
    meningar[Krav.LEDNING] = _leaders(avtal, dag)
    return {krav: mening for krav, mening in meningar.items() if mening}


def _permit(avtal: Avtal, dag: date) -> str:
    tillstand = (
        Tillstand.objects.in_force(dag).filter(anordnare=avtal.anordnare_id, typ=Tillstand.Typ.TILLSTAND).first()
    )
    if tillstand is None:
        return f"Registret har inget tillstånd som gäller den {datum_text(dag)}."
    sedd = f", senast kontrollerat den {datum_text(tillstand.kontrollerad)}" if tillstand.kontrollerad else ""
    return f"{tillstand.get_status_display()} från den {datum_text(tillstand.galler_fran)}{sedd}."


def _f_skatt(avtal: Avtal) -> str:
    if avtal.anordnare.f_skatt is None:
        return "Det är inte känt om anordnaren är godkänd för F-skatt."
    return (
        "Registrerad som godkänd för F-skatt."
        if avtal.anordnare.f_skatt
        else "Registrerad som inte godkänd för F-skatt."
    )


def _checked(kontroll: Bolagskontroll | None) -> str:
    if kontroll is None:
        return ""
    return f"Kontrollerat den {datum_text(kontroll.datum)}: {kontroll.get_utfall_display().lower()}."


def _leaders(avtal: Avtal, dag: date) -> str:
    n = avtal.anordnare.funktionarer.filter(Q(galler_tom__isnull=True) | Q(galler_tom__gte=dag)).count()
    return f"{antal(n, 'funktionär är registrerad', 'funktionärer är registrerade')}." if n else ""
