"""Swedish public holidays: lagen (1989:253) om allmänna helgdagar. No Django."""

from datetime import date, timedelta
from functools import cache


def easter(ar: int) -> date:
    """Easter Day of a year after 1582, by Butcher's rule for the Gregorian calendar."""
    gyllental = ar % 19
    sekel, i_seklet = divmod(ar, 100)
    skott_sekel, sekel_rest = divmod(sekel, 4)
    manrattning = (sekel - (sekel + 8) // 25 + 1) // 3
    epakt = (19 * gyllental + sekel - skott_sekel - manrattning + 15) % 30
    skott, skott_rest = divmod(i_seklet, 4)
    till_sondag = (32 + 2 * sekel_rest + 2 * skott - epakt - skott_rest) % 7
    sen = (gyllental + 11 * epakt + 22 * till_sondag) // 451
    manad, dag = divmod(epakt + till_sondag - 7 * sen + 114, 31)
    return date(ar, manad, dag + 1)


@cache
def public_holidays(ar: int) -> dict[date, str]:
    """The public holidays of a year that can fall on another day than a Sunday, with their names, and those of Easter.

    Annandag pingst was one up to 2004, nationaldagen is one from 2005 (SFS 2004:1320).
    """
    pask = easter(ar)
    dagar = {
        date(ar, 1, 1): "nyårsdagen",
        date(ar, 1, 6): "trettondedag jul",
        pask - timedelta(2): "långfredagen",
        pask: "påskdagen",
        pask + timedelta(1): "annandag påsk",
        date(ar, 5, 1): "första maj",
        pask + timedelta(39): "Kristi himmelsfärdsdag",
        pask + timedelta(49): "pingstdagen",
        _saturday_from(date(ar, 6, 20)): "midsommardagen",
        _saturday_from(date(ar, 10, 31)): "alla helgons dag",
        date(ar, 12, 25): "juldagen",
        date(ar, 12, 26): "annandag jul",
    }
    if ar >= 2005:
        dagar.setdefault(date(ar, 6, 6), "nationaldagen")
    else:
        dagar[pask + timedelta(50)] = "annandag pingst"
    return dagar


def is_weekend_or_holiday(dag: date) -> bool:
    """A Saturday, a Sunday or a public holiday."""
    return dag.weekday() >= 5 or dag in public_holidays(dag.year)


def _saturday_from(dag: date) -> date:
    return dag + timedelta((5 - dag.weekday()) % 7)
