"""beslut.csv: en rad per slag av tid; raderna med samma diarienummer är ett beslut."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.kolumner import TOM
from beslut.importing.register import Falt, Register, import_rows
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag, refuse_backwards
from beslut.models import Beslut, Beslutsrad
from beslut.models.beslut import Tidstyp
from beslut.omfang import Omfang

BESLUT = Tabell(
    "beslut",
    (
        Kolumn("diarienummer", nyckel=True, langst=60),
        Kolumn("rad", Typ.HELTAL, nyckel=True, minst=Decimal(1), hogst=Decimal(32767)),
        Kolumn("referens", Typ.REFERENS, kravs=True, langst=40),
        Kolumn("typ", Typ.VAL, kravs=True, val=tuple(Beslutsrad.Typ.values)),
        Kolumn("from", Typ.DATUM, kravs=True),
        TOM,
        Kolumn(
            "timmar",
            Typ.DECIMAL,
            kravs=True,
            decimaler=4,
            minst=Decimal(0),
            hogst=Decimal(99999),
            anvisning="Skriv timmarna som ett tal, till exempel 6,5.",
        ),
        Kolumn("enhet", Typ.VAL, kravs=True, val=tuple(Beslutsrad.Enhet.values)),
        Kolumn("omrakning", Typ.VAL, kravs=True, val=tuple(Beslutsrad.Omrakning.values)),
        Kolumn("tidstyp", Typ.VAL, kravs=True, val=tuple(Tidstyp.values)),
        Kolumn("dubbel", Typ.JA_NEJ, kravs=True),
        Kolumn("beslutsdatum", Typ.DATUM, kravs=True),
        Kolumn("beslutsfattare"),
    ),
)

FOR_HELA_BESLUTET = ("beslutsdatum", "beslutsfattare", "beslutsfattare_konto_id")


def import_beslut(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the decisions and their rows.

    Ordinarie rows, and those of assistansersättning, never share a day for one person, tidstyp and dubbel; a
    tillfällig utökning stands beside them.
    """
    uppslag = Uppslag.load(())
    rader = _consistent(lasning, resultat, good_rows(lasning, resultat), uppslag)
    beslut, changed = _store_decisions(rader, uppslag)

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        return {
            "beslut_id": beslut[rad["diarienummer"]],
            "brukare_id": uppslag.brukare[rad["referens"]],
            "rad": rad["rad"],
            "typ": rad["typ"],
            "galler_fran": rad["from"],
            "galler_tom": rad["tom"],
            "timmar": rad["timmar"],
            "enhet": rad["enhet"],
            "omrakning": rad["omrakning"],
            "tidstyp": rad["tidstyp"],
            "dubbel": rad["dubbel"],
        }

    register = Register(Beslutsrad, ("beslut_id", "rad"), grupp=_ordinary, refuses_overlap=True)
    poster = import_rows(register, lasning, rader, resultat, to_fields)
    for post in poster:
        if post.falt["beslut_id"] in changed and not post.was_changed:
            resultat.oforandrade -= 1
            resultat.andrade += 1
            resultat.omfang.add(Omfang(post.falt["brukare_id"], None, None, None))
    Beslut.objects.filter(pk__in=beslut.values(), rader__isnull=True).delete()


def _ordinary(falt: Falt) -> tuple | None:
    """The rows that may not share a day with this one, or None for a tillfällig utökning."""
    if falt["typ"] == Beslutsrad.Typ.TILLFALLIG_UTOKNING:
        return None
    return falt["brukare_id"], falt["typ"], falt["tidstyp"], falt["dubbel"]


def _consistent(lasning: Tabellasning, resultat: Filresultat, rader: Iterable[Rad], uppslag: Uppslag) -> list[Rad]:
    """The rows that agree with the first of their decision, and with the decision as it is stored."""
    first: dict[str, Rad] = {}
    brukare_of = dict(Beslut.objects.values_list("diarienummer", "brukare__referens"))
    kept = []
    for rad in rader:
        try:
            uppslag.brukare_of(rad)
            _refuse_disagreement(rad, first.setdefault(rad["diarienummer"], rad), brukare_of)
        except RadRefused as refused:
            resultat.refuse(lasning, rad, refused.kolumn, refused.orsak)
        else:
            kept.append(rad)
    return kept


def _refuse_disagreement(rad: Rad, first: Rad, brukare_of: dict[str, str]) -> None:
    stored = brukare_of.get(rad["diarienummer"], rad["referens"])
    if stored != rad["referens"]:
        raise RadRefused("referens", f"Beslutet gäller {stored}. Ett beslut flyttas inte mellan personer.")
    for kolumn in ("referens", "beslutsdatum", "beslutsfattare"):
        if rad[kolumn] != first[kolumn]:
            raise RadRefused(kolumn, f"Beslutet har något annat på rad {first.nummer}.")


def _store_decisions(rader: list[Rad], uppslag: Uppslag) -> tuple[dict[str, int], set[int]]:
    """Ids of the rows' decisions by diarienummer, and which of them were stored before with other values."""
    konto = _accounts_by_name({rad["beslutsfattare"] for rad in rader} - {""})
    wanted = {
        rad["diarienummer"]: Beslut(
            diarienummer=rad["diarienummer"],
            brukare_id=uppslag.brukare[rad["referens"]],
            beslutsdatum=rad["beslutsdatum"],
            beslutsfattare=rad["beslutsfattare"],
            beslutsfattare_konto_id=konto.get(rad["beslutsfattare"]),
        )
        for rad in rader
    }
    stored = {beslut.diarienummer: beslut for beslut in Beslut.objects.filter(diarienummer__in=wanted)}
    changed = [beslut for diarienummer, beslut in stored.items() if _take_over(beslut, wanted[diarienummer])]
    Beslut.objects.bulk_update(changed, [*FOR_HELA_BESLUTET, "delegation"])
    created = Beslut.objects.bulk_create([b for diarienummer, b in wanted.items() if diarienummer not in stored])
    ids = {beslut.diarienummer: beslut.pk for beslut in (*stored.values(), *created)}
    return ids, {beslut.pk for beslut in changed}


def _take_over(stored: Beslut, wanted: Beslut) -> bool:
    """Give a stored decision the values it should have; say whether any differed.

    With another day or decision maker it no longer rests on the delegation that it was tried against.
    """
    differs = any(getattr(stored, name) != getattr(wanted, name) for name in FOR_HELA_BESLUTET)
    for name in FOR_HELA_BESLUTET:
        setattr(stored, name, getattr(wanted, name))
    if differs:
        stored.delegation = None
    return differs


def _accounts_by_name(namn: set[str]) -> dict[str, int]:
    """The users whose account name or name stands as decision maker. A name that two share tells nobody apart."""
    found: dict[str, set[int]] = {}
    for pk, *known_as in User.objects.values_list("pk", "anvandarnamn", "namn"):
        for name in namn.intersection(known_as):
            found.setdefault(name, set()).add(pk)
    return {name: pks.pop() for name, pks in found.items() if len(pks) == 1}
