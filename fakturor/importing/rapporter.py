"""rapporter.csv."""

from datetime import datetime

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.register import Falt, Post, Register, import_rows
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag
from fakturor.importing.kanda_rapporter import known_reports, taken_codes
from fakturor.importing.versioner import bump_versions, paid_time, withdraw
from fakturor.models import Tidrad, Tidrapport
from fakturor.services.dossiers import Akt, dossier_ids
from fakturor.services.reopening import reopen_invoices

RAPPORTER = Tabell(
    "rapporter",
    (
        Kolumn("rapport", nyckel=True, langst=60),
        Kolumn("referens", Typ.REFERENS, kravs=True, langst=40),
        Kolumn("orgnr", Typ.ORGNR, kravs=True),
        Kolumn("manad", Typ.MANAD, kravs=True),
        Kolumn("assistent", Typ.PERSONNUMMER, kravs=True),
        Kolumn("inkommen", Typ.DATUM, kravs=True),
        Kolumn("summa_aktiv", Typ.LANGD, kravs=True),
        Kolumn("summa_vantetid", Typ.LANGD, kravs=True),
        Kolumn("summa_beredskap", Typ.LANGD, kravs=True),
    ),
)


def import_rapporter(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the heads of the time reports. An assistant who is not registered is taken all the same (C01 judges).

    A report that is moved to another assistant, person, provider or month gives up its rows, as a new version: they
    were certified for something else.
    """
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader, personkolumn="assistent", refererar=("referens", "orgnr"))
    akter = dossier_ids(akt for rad in rader if (akt := _dossier_of(rad, uppslag)))
    koder = [rad["rapport"] for rad in rader]
    stored_rows, taken = known_reports(koder), taken_codes(koder)
    before = {r.kod: (r.pk, r.redovisning_id, r.assistent_id) for r in stored_rows}
    paid = set(paid_time().filter(tidrad__rapport__in=stored_rows).values_list("tidrad__rapport_id", flat=True))

    def to_fields(rad: Rad) -> Falt:
        if rad["rapport"] in taken:
            raise RadRefused("rapport", "Rapportens beteckning är upptagen. Ge den en annan.")
        akt = (uppslag.brukare_of(rad), uppslag.anordnare_of(rad), rad["manad"])
        falt = {
            "kod": rad["rapport"],
            "redovisning_id": akter[akt],
            "assistent_id": uppslag.personer[rad["assistent"]],
            "inkommen": rad["inkommen"],
            "summa_aktiv": rad["summa_aktiv"],
            "summa_vantetid": rad["summa_vantetid"],
            "summa_beredskap": rad["summa_beredskap"],
        }
        pk, redovisning, assistent = before.get(rad["rapport"], (None, None, None))
        if pk in paid and (redovisning, assistent) != (falt["redovisning_id"], falt["assistent_id"]):
            raise RadRefused("rapport", "Rapporten har rader som är betalda och kan inte flyttas.")
        return falt

    poster = import_rows(Register(Tidrapport, ("kod",)), lasning, rader, resultat, to_fields, stored_rows)
    for post in poster:
        if post.was_changed:
            resultat.redovisningar.add(post.falt["redovisning_id"])
            resultat.redovisningar.update({before[post.falt["kod"]][1]} if post.falt["kod"] in before else ())
    reopen_invoices(omfang=(), redovisningar=resultat.redovisningar, by=by, at=at)
    _withdraw_moved(poster, before)


def _dossier_of(rad: Rad, uppslag: Uppslag) -> Akt | None:
    brukare, anordnare = uppslag.brukare.get(rad["referens"]), uppslag.anordnare.get(rad["orgnr"])
    return (brukare, anordnare, rad["manad"]) if brukare and anordnare else None


def _withdraw_moved(poster: list[Post], before: dict[str, tuple[int, int, int]]) -> None:
    moved = [
        post.objekt.pk
        for post in poster
        if (stored := before.get(post.falt["kod"]))
        and stored[1:] != (post.falt["redovisning_id"], post.falt["assistent_id"])
    ]
    rows = Tidrad.objects.current().filter(rapport__in=moved)
    bump_versions(set(rows.values_list("rapport_id", flat=True)))
    withdraw(rows)
