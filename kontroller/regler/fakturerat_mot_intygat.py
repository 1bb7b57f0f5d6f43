"""G04: fakturerade timmar mot intygad ersättningsgrundande tid."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import decimal, upprakning
from kontroller.berakning import TIMME, certified_payable_minutes, decimals_of, rounded_hours
from kontroller.bevis import missing_report, person_month
from kontroller.fakta import Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop, warn
from kontroller.underlag import line_names, price_of_time


@regel(
    kod="G04",
    version=1,
    rubrik="Fakturerad tid mot intygad",
    lagrum="9 § 2 LSS; revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
)
def fakturerat_mot_intygat(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """De fakturerade timmarna ska vara de som tidrapporterna visar.

    Väntetid räknas som en fjärdedel och beredskap som en sjundedel. Tiden räknas exakt och avrundas en gång, till
    fakturans egna decimaler (minst två). Fler timmar än så stoppar, färre är en varning.
    """
    for redovisning in fakta.redovisningar:
        yield _judge(fakta, redovisning) if redovisning.rapporter else missing_report(fakta, redovisning)


def _judge(fakta: Fakta, redovisning: Redovisning) -> Fynd:
    rader = fakta.lines_of(redovisning)
    antal = [rad.antal for rad in rader if rad.antal is not None and rad.enhet == "HUR"]
    if len(antal) < len(rader):
        utan = [rad for rad in rader if rad.antal is None or rad.enhet != "HUR"]
        return not_judged(
            f"Fakturarad {upprakning([rad.rad for rad in utan])} har inget antal timmar, så den fakturerade tiden för "
            f"{person_month(redovisning)} kan inte jämföras med den intygade.",
            redovisning=redovisning.id,
            rader=tuple(f"fakturarad {rad.rad}" for rad in utan),
            kronor=fakta.claimed_amount(redovisning),
        )

    fakturerat = sum(antal, Decimal(0))
    minuter = certified_payable_minutes(redovisning)
    intygat = rounded_hours(minuter, max(map(decimals_of, antal), default=2))
    skillnad = fakturerat - intygat
    utpekat = {
        "redovisning": redovisning.id,
        "matt": {"fakturerade_timmar": fakturerat, "intygade_timmar": intygat, "intygade_minuter": minuter},
        "rader": line_names(fakta, redovisning),
    }
    text = (
        f"{decimal(fakturerat)} timmar är fakturerade för {person_month(redovisning)}, och tidrapporterna visar "
        f"{decimal(intygat)} timmar att ersätta"
    )
    if skillnad > 0:
        return stop(
            f"{text}, alltså är {decimal(skillnad)} för mycket.",
            kronor=price_of_time(fakta, redovisning, Fraction(skillnad) * TIMME),
            **utpekat,
        )
    if skillnad < 0:
        return warn(f"{text}, alltså är {decimal(-skillnad)} inte fakturerade.", **utpekat)
    return ok(f"{text}.", **utpekat)
