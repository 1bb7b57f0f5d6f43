"""D07: tidrapporten kom i tid."""

from collections.abc import Iterator
from datetime import date, timedelta

from assistans.svenska import antal_i_ord, datum_text, manad_namn
from kontroller.bevis import ARBETSTID_VARJE_MANAD, missing_report, person_month
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn


@regel(
    kod="D07",
    version=1,
    rubrik="Rapporten i tid",
    lagrum=ARBETSTID_VARJE_MANAD,
    allvar=Allvar.VARNING,
    standard={"dag": 5, "manader": 2},
)
def rapport_i_tid(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Arbetstiden ska redovisas månadsvis i efterskott.

    Lagen anger ingen dag. Här räknas en rapport som sen när den kommer efter den 5:e i andra månaden efter den månad
    den gäller, om kommunen inte har antagit något annat.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue

        sista = _last_day(redovisning.manad, villkor.number("manader"), villkor.number("dag"))
        sena = [rapport for rapport in redovisning.rapporter if rapport.inkommen > sista]
        for rapport in sena:
            yield warn(
                f"Rapport {rapport.kod} för {manad_namn(redovisning.manad)} kom den {datum_text(rapport.inkommen)}, "
                f"{_days(rapport.inkommen - sista)} efter den {datum_text(sista)}.",
                redovisning=redovisning.id,
                matt={"inkommen_datum": rapport.inkommen, "senast_datum": sista},
                rader=(f"rapport {rapport.kod}",),
            )
        if not sena:
            yield ok(
                f"Tidrapporterna för {person_month(redovisning)} kom senast den {datum_text(sista)}.",
                redovisning=redovisning.id,
                matt={
                    "inkommen_datum": max(rapport.inkommen for rapport in redovisning.rapporter),
                    "senast_datum": sista,
                },
            )


def _last_day(manad: date, manader: int, dag: int) -> date:
    """The day of the month that lies so many months after, e.g. 5 June for April with 2 and 5."""
    ar, index = divmod(manad.year * 12 + manad.month - 1 + manader, 12)
    return date(ar, index + 1, dag)


def _days(tid: timedelta) -> str:
    return antal_i_ord(tid.days, "dag", "dagar", utrum=True)
