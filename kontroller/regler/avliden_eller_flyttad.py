"""A08: tid efter dödsfallet, eller en person som är folkbokförd i en annan kommun."""

from collections.abc import Iterator

from assistans.svenska import datum_text, timmar_minuter
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop, warn
from kontroller.underlag import days_of, days_text, evidence, minutes_of, without_rows


@regel(
    kod="A08",
    version=1,
    rubrik="Folkbokföring och dödsfall",
    lagrum="16 § LSS",
    allvar=Allvar.STOPP,
    galler_sjuklon=True,
)
def avliden_eller_flyttad(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ingen tid kan vara utförd efter den dag personen avled, och personen ska vara folkbokförd i kommunen.

    Tid efter dödsdagen stoppar. En annan folkbokföringskommun är en varning, eftersom kommunens ansvar kan bero på mer
    än folkbokföringen. Den prövas bara när kommunens egen kod är inställd.
    """
    for redovisning in fakta.redovisningar:
        fynd = [*_after_death(fakta, redovisning), *_moved(fakta, redovisning)]
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            yield from fynd
        elif fynd:
            yield from fynd
        else:
            yield ok(
                f"Ingen tid för {person_month(redovisning)} ligger efter ett dödsfall, och ingen "
                "annan folkbokföringskommun är känd.",
                redovisning=redovisning.id,
            )


def _after_death(fakta: Fakta, redovisning: Redovisning) -> Iterator[Fynd]:
    avliden = redovisning.brukare.avliden
    if avliden is None:
        return
    efter = [(rapport, rad) for rapport, rad in redovisning.tidrader if rad.datum > avliden]
    if efter:
        yield stop(
            f"{dossier_name(redovisning)} avled {datum_text(avliden)} och har {timmar_minuter(minutes_of(efter))} "
            f"rapporterade den {days_text(days_of(efter))}.",
            matt={"avliden_datum": avliden, "efter_dodsfallet_minuter": minutes_of(efter)},
            **evidence(fakta, redovisning, efter),
        )


def _moved(fakta: Fakta, redovisning: Redovisning) -> Iterator[Fynd]:
    har, dar = fakta.installation.kommunkod, redovisning.brukare.folkbokforingskommun
    if har and dar and har != dar:
        yield warn(
            f"{dossier_name(redovisning)} är folkbokförd i en kommun med kod {dar}, inte i den här med kod {har}.",
            redovisning=redovisning.id,
            matt={"folkbokforing_kommunkod": dar, "installation_kommunkod": har},
        )
