"""D05: assistenten, anordnaren och brukaren har intygat tiden, var och en efter sista passet."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord, datum_text
from kontroller.bevis import missing_report, person_month, worth_of_rows
from kontroller.fakta import Fakta, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop

PARTER = {"assistent": "Assistenten", "anordnare": "Anordnaren", "brukare": "Brukaren eller en företrädare"}


@regel(
    kod="D05",
    version=1,
    rubrik="Tid intygad av tre parter",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    galler_sjuklon=True,
)
def intyg_av_alla(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Tiden ska vara intygad av assistenten, av anordnaren och av brukaren eller en företrädare.

    Ett intyg gäller raderna så som de såg ut när det gavs, och det kan inte vara givet före sista passet. Ändras
    raderna behövs nya intyg.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        brister = [fynd for rapport in redovisning.rapporter for fynd in _misses(fakta, redovisning, rapport)]
        yield from brister
        if not brister:
            rapporter = len(redovisning.rapporter)
            yield ok(
                f"Alla tre parter har intygat {antal_i_ord(rapporter, 'tidrapport', 'tidrapporter', utrum=True)} för "
                f"{person_month(redovisning)}.",
                redovisning=redovisning.id,
                matt={"tidrapporter_antal": rapporter, "intyg_antal": 3 * rapporter},
            )


def _misses(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Iterator[Fynd]:
    """One finding per certificate that does not hold. The amount stands on the first, so that it is counted once."""
    brister = [(part, *brist) for part in PARTER if (brist := _miss(rapport, part))]
    for nummer, (part, text, matt) in enumerate(brister):
        yield stop(
            text,
            redovisning=redovisning.id,
            matt={"part": part, "rapportens_version": rapport.version, **matt},
            rader=(f"rapport {rapport.kod}",),
            tidrader=tuple(rad.id for rad in rapport.rader),
            kronor=worth_of_rows(fakta, redovisning, rapport.rader) if nummer == 0 else None,
        )


def _miss(rapport: Rapport, part: str) -> tuple[str, dict[str, object]] | None:
    """What is wrong with one party's certificate, as a sentence and figures; None when it holds."""
    givna = [intyg for intyg in rapport.intyg if intyg.part == part]
    if not givna:
        return f"{PARTER[part]} har inte intygat rapport {rapport.kod}.", {"intyg_antal": 0}

    intyg = max(givna, key=lambda intyg: (intyg.version == rapport.version, intyg.datum))
    if intyg.version != rapport.version:
        return (
            f"{PARTER[part]} har intygat version {intyg.version} av rapport {rapport.kod}, men raderna är ändrade "
            f"sedan dess och versionen är nu {rapport.version}.",
            {"intygets_version": intyg.version},
        )

    sista = rapport.dagar[-1] if rapport.dagar else None
    if sista is not None and intyg.datum < sista:
        return (
            f"{PARTER[part]} intygade rapport {rapport.kod} den {datum_text(intyg.datum)}, men den sista raden är den "
            f"{datum_text(sista)}.",
            {"intygat_datum": intyg.datum, "sista_raden_datum": sista},
        )
    return None
