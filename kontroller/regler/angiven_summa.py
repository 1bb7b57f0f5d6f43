"""D03: rapportens egen summa mot raderna."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.bevis import missing_report, person_month, worth
from kontroller.fakta import TIDSTYPER, Fakta, Rapport, Redovisning, Tidstyp
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop, warn
from kontroller.underlag import kind_text


@regel(
    kod="D03",
    version=1,
    rubrik="Angiven summa mot rader",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    standard={"minuter_per_rad": 1},
)
def angiven_summa(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Summan som står i tidrapporten ska vara raderna tillsammans, för varje slag av tid.

    Den som har räknat i hundradels timmar kan hamna någon minut fel: högst en minut per rad ger en varning, mer än så
    en avvikelse.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        fynd = [
            fyndet
            for rapport in redovisning.rapporter
            for tidstyp in TIDSTYPER
            if (fyndet := _compare(fakta, redovisning, rapport, tidstyp, villkor.number("minuter_per_rad")))
        ]
        yield from fynd
        if not fynd:
            minuter = sum(redovisning.tid.values())
            yield ok(
                f"Summorna i tidrapporterna för {person_month(redovisning)} är raderna tillsammans, "
                f"{timmar_minuter(minuter)}.",
                redovisning=redovisning.id,
                matt={"angivna_minuter": minuter, "raders_minuter": minuter},
            )


def _compare(fakta: Fakta, redovisning: Redovisning, rapport: Rapport, tidstyp: Tidstyp, per_rad: int) -> Fynd | None:
    angivet = {"aktiv": rapport.summa_aktiv, "vantetid": rapport.summa_vantetid, "beredskap": rapport.summa_beredskap}[
        tidstyp
    ]
    minuter = rapport.tid.get(tidstyp, 0)
    skillnad = angivet - minuter
    if not skillnad:
        return None

    antal = sum(rad.tidstyp == tidstyp for rad in rapport.rader)
    is_small = bool(rapport.rader) and abs(skillnad) <= per_rad * max(1, antal)
    text = (
        f"Rapport {rapport.kod} anger {timmar_minuter(angivet)} {kind_text(tidstyp)}, men raderna är tillsammans "
        f"{timmar_minuter(minuter)}, alltså {timmar_minuter(abs(skillnad))} {'mindre' if skillnad > 0 else 'mer'}."
    )
    utpekat = {
        "redovisning": redovisning.id,
        "matt": {"angivna_minuter": angivet, "raders_minuter": minuter, "rader_antal": antal},
        "rader": (f"rapport {rapport.kod}",),
    }
    if is_small:
        return warn(text, **utpekat)
    return stop(text, kronor=worth(fakta, redovisning, [(tidstyp, abs(skillnad))]), **utpekat)
