"""Vad som har ändrats i registren till maj. Det mesta är skäl till något av felen i planterat.py."""

from datetime import date

from demodata import personer
from demodata.kommun import MAJ
from demodata.register import HANDLAGGARE, Rad, Tabeller, assistant_row, decision_row, stay_row


def change_register(tabeller: Tabeller) -> None:
    """Change the master tables from what they were in April to what they are in May."""
    _change(tabeller, "brukare", "LSS-9ZG9", avliden=date(2015, 5, 21))
    _change(tabeller, "stallforetradare", "LSS-7NKA", tom=date(2015, 5, 15))
    _change(tabeller, "betalningsmottagare", "LSS-FRRZ", aterkallad=date(2015, 5, 22))
    _change(tabeller, "beslut", "LSS-ZLCK", tom=date(2015, 5, 28))
    _revoke_permit(tabeller["ivo"], "5599070017", date(2015, 5, 17))

    tabeller["beslut"] += [
        decision_row(
            "LSS 2015/0402", 1, "LSS-X8SA", MAJ, HANDLAGGARE[0],
            timmar="14", tom=date(2015, 5, 15), tidstyp="beredskap", beslutsdatum=date(2015, 4, 27),
        ),
        decision_row(
            "FK 2015-0117", 1, "LSS-6HNT", date(2015, 5, 25), "",
            timmar="62", typ="assistansersattning", beslutsdatum=date(2015, 6, 1),
        ),
    ]  # fmt: skip
    _sign_new_agreement(tabeller["uppdrag"], "LSS-5KRZ", date(2015, 5, 19))
    tabeller["assistenter"] += [
        assistant_row(personer.FYLLER_18, "5599020038", MAJ),
        assistant_row(personer.UTANFOR_EES, "5599080032", MAJ, ees="nej"),
    ]
    tabeller["vistelser"].append(stay_row("LSS-9F3C", "2015-05-21 10:00", "2015-05-24 15:00", "sjukhus"))


def _change(tabeller: Tabeller, tabell: str, referens: str, **nytt: object) -> None:
    [rad] = [rad for rad in tabeller[tabell] if rad["referens"] == referens]
    rad.update(nytt)


def _revoke_permit(ivo: list[Rad], orgnr: str, sista: date) -> None:
    [rad] = [rad for rad in ivo if rad["orgnr"] == orgnr]
    rad.update(status="aterkallat", tom=sista, kontrollerad=date(2015, 5, 20))


def _sign_new_agreement(uppdrag: list[Rad], referens: str, datum: date) -> None:
    [gammalt] = [rad for rad in uppdrag if rad["referens"] == referens]
    nytt = {**gammalt, "from": MAJ, "avtal_datum": datum}
    gammalt["tom"] = date(2015, 4, 30)
    uppdrag.append(nytt)
