"""Det på arbetslistan som vilar på utförd tid och fakturor."""

from collections.abc import Iterator

from django.utils import timezone

from assistans.svenska import antal
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from fakturor.models import FelaktigUppgift
from fakturor.sidor.ej_verkstallda import count_unreported, last_day_of_quarter, quarter_of


@bevaka("ej_verkstallt", "Beslut som inte har verkställts", "beslut.andra_beslut")
def not_carried_out(fraga: Fraga) -> Iterator[Punkt]:
    """How many decisions are to be reported for the quarter, at its end (28 f § LSS)."""
    if kvar := count_unreported(fraga.user, fraga.idag):
        yield Punkt(
            dag=last_day_of_quarter(fraga.idag),
            vem=antal(kvar, "beslut", "beslut"),
            vad=f"Tre månader utan utförd tid, och inte rapporterade för {quarter_of(fraga.idag)}.",
            sida="fakturor:ej_verkstallda",
        )


@bevaka("felaktig", "Felaktiga uppgifter att bekräfta", "fakturor.bekrafta_felaktig")
def statements_to_confirm(fraga: Fraga) -> Iterator[Punkt]:
    """Wrong statements that somebody else has found and that wait for a second person."""
    vantar = FelaktigUppgift.objects.filter(bekraftad__isnull=True, struken__isnull=True)
    for rad in vantar.exclude(konstaterad_av=fraga.user).select_related("avtal__anordnare"):
        yield Punkt(
            dag=timezone.localtime(rad.konstaterad).date(),
            vem=provider_label(rad.avtal.anordnare),
            vad=f"En felaktig uppgift konstaterades den dagen, avtal {rad.avtal.diarienummer}.",
            sida="beslut:avtal_visa",
            nummer=rad.avtal_id,
        )
