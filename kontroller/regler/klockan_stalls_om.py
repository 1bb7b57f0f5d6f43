"""D09: tid i höstnattens upprepade timme kan inte avgöras."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord
from kontroller.bevis import ARBETSTID_VARJE_MANAD, missing_report, person_month, point_at, worth_of_rows
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel
from kontroller.underlag import days_text


@regel(
    kod="D09",
    version=1,
    rubrik="Tid när klockan ställs om",
    lagrum=ARBETSTID_VARJE_MANAD,
    allvar=Allvar.STOPP,
)
def klockan_stalls_om(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """När klockan ställs tillbaka på hösten kommer timmen 02.00–03.00 två gånger.

    En rad som börjar eller slutar i den timmen kan vara en timme längre eller kortare än den ser ut, och det måste
    anordnaren svara på. Annars räknas förfluten tid: ett dygn har då 25 timmar, och på våren 23.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        oavgjorda = [par for par in redovisning.tidrader if par[1].oavgjord]
        if oavgjorda:
            yield not_judged(
                f"{antal_i_ord(len(oavgjorda), 'rad', 'rader', utrum=True).capitalize()} den "
                f"{days_text(rad.datum for _, rad in oavgjorda)} börjar eller slutar i timmen 02.00–03.00, som kom två "
                "gånger den natten, så längden kan inte avgöras.",
                redovisning=redovisning.id,
                matt={"oavgjorda_rader_antal": len(oavgjorda)},
                kronor=worth_of_rows(fakta, redovisning, (rad for _, rad in oavgjorda)),
                **point_at(oavgjorda),
            )
        else:
            yield ok(
                f"Ingen rad för {person_month(redovisning)} börjar eller slutar i en timme som kom två gånger.",
                redovisning=redovisning.id,
                matt={"oavgjorda_rader_antal": 0},
            )
