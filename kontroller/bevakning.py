"""Det på arbetslistan som vilar på vad som skulle ha kommit, och på vad som är godkänt."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal_i_ord, manad_namn
from assistans.tid import first_of_month, last_of_month
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.models import Anordnare
from fakturor.models import Redovisning
from kontroller.fullstandighet.saknas import report_day
from kontroller.loading.fullstandighet import conditions_for, without_report
from kontroller.sidor.fk_ersattning import covered_by_fk
from kontroller.sidor.stickprovssida import open_items_for

MANADER = 2
"""So many months back that the list tells of. The older ones stand on their own pages."""

BEGARAN = "Kommunen kan begära ersättning, FK 3032."


@bevaka("sena_rapporter", "Tidrapporter som inte har kommit", "beslut.andra_anordnare", "beslut.andra_person")
def late_reports(fraga: Fraga) -> Iterator[Punkt]:
    """One point for each provider and month: for how many persons the report is late. A constant number of queries."""
    for manad, senast in _months_due(fraga.idag):
        saknas = without_report(manad, to=fraga.user)
        for anordnare in Anordnare.objects.open_to(fraga.user).filter(pk__in=saknas):
            personer = antal_i_ord(saknas[anordnare.pk], "person", "personer", utrum=True)
            yield Punkt(
                dag=senast,
                vem=provider_label(anordnare),
                vad=f"Tidrapport för {manad_namn(manad)} saknas för {personer}.",
                sida="kontroller:fullstandighet",
                nummer=manad,
            )


@bevaka(
    "fk_ersattning",
    "Tid som Försäkringskassans beslut också täcker",
    "beslut.andra_beslut",
    "beslut.rakna_belopp",
)
def covered_twice(fraga: Fraga) -> Iterator[Punkt]:
    """Approved time that Försäkringskassan covers too, of which nobody has noted what has been done."""
    for tackt in covered_by_fk(fraga.user):
        if tackt.noterat is None:
            yield Punkt(
                dag=last_of_month(tackt.manad),
                vem=tackt.referens,
                vad=f"{tackt.in_words()} är godkänt i {manad_namn(tackt.manad)}. {BEGARAN}",
                sida="kontroller:fullstandighet",
                nummer=tackt.manad,
            )


def _months_due(idag: date) -> list[tuple[date, date]]:
    """The newest months that something has come for and whose reports are late now, with the day they were due."""
    tidigare = Redovisning.objects.filter(manad__lt=first_of_month(idag)).order_by("-manad")
    nyaste = tidigare.values_list("manad", flat=True).distinct()[: MANADER + 2]
    dagar = [(manad, report_day(manad, conditions_for(manad))) for manad in nyaste]
    return [(manad, senast) for manad, senast in dagar if senast < idag][:MANADER]


@bevaka("stickprov", "Stickprov att granska om", "kontroller.granska_stickprov")
def samples_to_examine(fraga: Fraga) -> Iterator[Punkt]:
    """How many invoices of each month's sample the user may examine anew: those she had no part in approving."""
    for manad, (antal, senast) in open_items_for(fraga.user).items():
        yield Punkt(
            dag=senast,
            vem=f"Stickprovet för {manad_namn(manad)}",
            vad=f"{antal_i_ord(antal, 'faktura', 'fakturor', utrum=True).capitalize()} återstår att granska om.",
            sida="kontroller:stickprov",
            nummer=manad,
        )
