"""D10: rapporter som har ändrats efter att de kom."""

from collections.abc import Iterator

from assistans.svenska import upprakning
from kontroller.bevis import missing_report, person_month
from kontroller.fakta import Fakta, Rapport, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, warn

PARTER = {"assistent": "assistenten", "anordnare": "anordnaren", "brukare": "personen"}


@regel(
    kod="D10",
    version=1,
    rubrik="Rapport som har ändrats",
    lagrum="9 § 2 LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
)
def rattad_rapport(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Har en tidrapport ändrats efter att den kom ska någon se vad som ändrades.

    Varje version finns kvar. Kontrollen säger vilken version vart och ett av intygen gäller; att de gäller den som
    betalas prövas i D05.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue
        andrade = [rapport for rapport in redovisning.rapporter if rapport.version > 1]
        yield from (_changed(redovisning, rapport) for rapport in andrade)
        if not andrade:
            yield ok(
                f"Ingen tidrapport för {person_month(redovisning)} har ändrats efter att den kom.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )


def _changed(redovisning: Redovisning, rapport: Rapport) -> Fynd:
    return warn(
        f"Rapport {rapport.kod} för {dossier_name(redovisning)} har ändrats efter att den kom och finns i version "
        f"{rapport.version}. {_certificates(rapport)}",
        redovisning=redovisning.id,
        matt={
            "rapportens_version": rapport.version,
            "intyg_for_versionen_antal": sum(intyg.version == rapport.version for intyg in rapport.intyg),
        },
        rader=(f"rapport {rapport.kod}",),
    )


def _certificates(rapport: Rapport) -> str:
    """Which version each of the latest certificates was given for."""
    delar = []
    for version in sorted({intyg.version for intyg in rapport.intyg}, reverse=True):
        parter = [
            namn for part, namn in PARTER.items() if (part, version) in {(i.part, i.version) for i in rapport.intyg}
        ]
        delar.append(f"version {version} är intygad av {upprakning(parter)}")
    if not delar:
        return "Ingen har intygat den."
    text = upprakning(delar)
    return f"{text[:1].upper()}{text[1:]}."
