"""rakningar.csv: begäran om ersättning utan faktura, från en egen arbetsgivare eller e-tjänsten."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from assistans.models import User
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.anordnare import stated_accounts
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag
from fakturor.models import Faktura, Fakturarad
from fakturor.services.dossiers import dossier_ids

KRONOR = "Skriv beloppet i kronor som ett tal, till exempel 304,50."
HOGST = Decimal(10**12)

RAKNINGAR = Tabell(
    "rakningar",
    (
        Kolumn("nummer", nyckel=True, langst=100),
        Kolumn("orgnr", Typ.ORGNR, nyckel=True),
        Kolumn("rad", nyckel=True, langst=60),
        Kolumn("referens", Typ.REFERENS, kravs=True, langst=40),
        Kolumn("manad", Typ.MANAD, kravs=True),
        Kolumn("fakturadatum", Typ.DATUM, kravs=True),
        Kolumn("forfallodatum", Typ.DATUM),
        Kolumn("bankgiro", Typ.BANKGIRO),
        Kolumn("plusgiro", Typ.PLUSGIRO),
        Kolumn("clearing", frivillig=True, langst=10),
        Kolumn("konto", frivillig=True, langst=25),
        Kolumn("antal", Typ.DECIMAL, kravs=True, decimaler=10),
        Kolumn("pris", Typ.DECIMAL, kravs=True, decimaler=10, anvisning=KRONOR),
        Kolumn("belopp", Typ.DECIMAL, kravs=True, decimaler=6, anvisning=KRONOR),
        Kolumn("total", Typ.DECIMAL, kravs=True, decimaler=6, anvisning=KRONOR),
    ),
)
FOR_HELA = ("fakturadatum", "forfallodatum", "bankgiro", "plusgiro", "clearing", "konto", "total")
"""What is said of the whole claim, and must be the same on each of its rows."""
TIMMAR = "HUR"
ANNAN_RAD = "En annan rad på räkningen har fel. Räkningen läses in när alla dess rader är rätt."

Nummer = tuple[str, str]
"""Provider and number."""


def import_rakningar(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the claims. A claim is taken whole or not at all, and never changed: the same number again with other
    values is refused.
    """
    rakningar: dict[Nummer, list[Rad]] = defaultdict(list)
    for rad in good_rows(lasning, resultat):
        rakningar[rad["orgnr"], rad["nummer"]].append(rad)
    uppslag = Uppslag.load(())
    stored = _stored(rakningar)
    broken = _keys_of_bad_rows(lasning, resultat)

    new: list[tuple[Faktura, list[Fakturarad]]] = []
    for nummer, rader in rakningar.items():
        if not _is_sound(rader, uppslag, lasning, resultat, is_broken=nummer in broken):
            continue
        faktura, fakturarader = _build(rader, uppslag, at=at)
        if nummer not in stored:
            resultat.nya += len(rader)
            new.append((faktura, fakturarader))
        elif _content(faktura, fakturarader) == stored[nummer]:
            resultat.oforandrade += len(rader)
        else:
            _refuse_all(
                rader,
                "nummer",
                "Numret är redan inläst med andra uppgifter. En räkning ändras inte.",
                lasning,
                resultat,
            )
    _store(new)
    resultat.redovisningar.update(rad.redovisning_id for _, rader in new for rad in rader)


def _is_sound(
    rader: list[Rad], uppslag: Uppslag, lasning: Tabellasning, resultat: Filresultat, *, is_broken: bool
) -> bool:
    """Whether every row of a claim can be taken. If not, what is wrong is noted, and the other rows with it."""
    faults: dict[int, RadRefused] = {}
    for rad in rader:
        try:
            uppslag.brukare_of(rad)
            uppslag.anordnare_of(rad)
            stated_accounts(rad)
            for kolumn in FOR_HELA:
                if rad[kolumn] != rader[0][kolumn]:
                    raise RadRefused(kolumn, f"Räkningen har något annat på rad {rader[0].nummer}.")
        except RadRefused as refused:
            faults[rad.nummer] = refused
    if not faults and not is_broken:
        return True

    rest = RadRefused("nummer", ANNAN_RAD)
    for rad in rader:
        fault = faults.get(rad.nummer, rest)
        resultat.refuse(lasning, rad, fault.kolumn, fault.orsak)
    return False


def _keys_of_bad_rows(lasning: Tabellasning, resultat: Filresultat) -> set[Nummer]:
    """The claims that have a row whose cells cannot be read."""
    places = [lasning.rubriker.index(kolumn) for kolumn in ("orgnr", "nummer")]
    return {
        (celler[places[0]].strip().replace("-", ""), celler[places[1]].strip())
        for celler, _ in resultat.felrader
        if len(celler) > max(places)
    }


def _refuse_all(rader: list[Rad], kolumn: str, orsak: str, lasning: Tabellasning, resultat: Filresultat) -> None:
    for rad in rader:
        resultat.refuse(lasning, rad, kolumn, orsak)


def _build(rader: list[Rad], uppslag: Uppslag, *, at: datetime) -> tuple[Faktura, list[Fakturarad]]:
    first = rader[0]
    faktura = Faktura(
        typ=Faktura.Typ.RAKNING,
        nummer=first["nummer"],
        leverantor=first["orgnr"],
        anordnare_id=uppslag.anordnare_of(first),
        fakturadatum=first["fakturadatum"],
        forfallodatum=first["forfallodatum"],
        att_betala=first["total"],
        konton=[{"typ": typ, "nummer": nummer} for typ, nummer in stated_accounts(first)],
        mottagen=at,
    )
    return faktura, [_build_line(rad, ordning, uppslag) for ordning, rad in enumerate(rader, 1)]


def _build_line(rad: Rad, ordning: int, uppslag: Uppslag) -> Fakturarad:
    return Fakturarad(
        ordning=ordning,
        rad=rad["rad"],
        referens=rad["referens"],
        brukare_id=uppslag.brukare_of(rad),
        manad=rad["manad"],
        antal=rad["antal"],
        antal_decimaler=max(0, -int(rad["antal"].as_tuple().exponent)),
        enhet=TIMMAR,
        pris=rad["pris"],
        belopp=rad["belopp"],
    )


def _content(faktura: Faktura, rader: list[Fakturarad]) -> tuple:
    """What makes two claims the same. A quantity is, however many decimals it has: a workbook writes 2,00 as 2.
    The rows are, in whatever order a file has them.
    """
    return (
        faktura.typ,
        faktura.fakturadatum,
        faktura.forfallodatum,
        faktura.att_betala,
        faktura.konton,
        [
            (rad.rad, rad.referens, rad.manad, rad.antal, rad.pris, rad.belopp)
            for rad in sorted(rader, key=lambda rad: rad.rad)
        ],
    )


def _stored(nummer) -> dict[Nummer, tuple]:
    """What is stored already of the same providers and numbers."""
    found = Faktura.objects.filter(
        leverantor__in={orgnr for orgnr, _ in nummer}, nummer__in={number for _, number in nummer}
    ).prefetch_related("rader")
    return {(f.leverantor, f.nummer): _content(f, list(f.rader.all())) for f in found}


def _store(new: list[tuple[Faktura, list[Fakturarad]]]) -> None:
    akter = dossier_ids((rad.brukare_id, f.anordnare_id, rad.manad) for f, rader in new for rad in rader)
    Faktura.objects.bulk_create([faktura for faktura, _ in new], batch_size=1000)
    for faktura, rader in new:
        for rad in rader:
            rad.faktura = faktura
            rad.redovisning_id = akter[rad.brukare_id, faktura.anordnare_id, rad.manad]
    Fakturarad.objects.bulk_create([rad for _, rader in new for rad in rader], batch_size=1000)
