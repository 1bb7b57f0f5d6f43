"""Registren: personer, beslut, anordnare, uppdrag, timbelopp, assistenter och vistelser, som rader i tabellerna."""

from collections.abc import Iterator
from datetime import date

from assistans.helgdagar import is_weekend_or_holiday
from assistans.personnummer import birth_date
from demodata import anordnare, kommun, personer
from demodata.arenden import ARENDEN, BESLUT, DUBBEL
from demodata.kommun import APRIL
from demodata.manad import PERSONER, UTAN_ASSISTANS, plan_dossiers
from demodata.schema import days_of

Rad = dict[str, object]
Tabeller = dict[str, list[Rad]]

HANDLAGGARE = ("Johan Ekdahl", "Maria Östling")
ANMALD = date(2013, 8, 19)
KONTROLLERAD = date(2015, 3, 16)
DAGLIGEN = {
    "LSS-NF34": ("skola", "08:10", "13:50"),
    "LSS-7TQ2": ("skola", "08:10", "13:20"),
    "LSS-HXB7": ("daglig_verksamhet", "09:00", "15:00"),
    "LSS-DUHA": ("daglig_verksamhet", "09:00", "15:00"),
    "LSS-XGF9": ("daglig_verksamhet", "09:00", "14:30"),
}
"""Var den som inte är hemma om vardagarna är, och mellan vilka klockslag."""


def build_register(manad: date) -> Tabeller:
    """Every master table as it is when nothing is wrong; of stays only the month's."""
    return {
        "brukare": list(_persons()),
        "stallforetradare": list(_representatives()),
        "anordnare": list(_providers()),
        "ivo": list(_permits()),
        "beslut": list(_decisions()),
        "uppdrag": list(_assignments()),
        "betalningsmottagare": list(_mandates()),
        "timbelopp": list(_rates()),
        "assistenter": list(_assistants()),
        "vistelser": list(_stays(manad)),
    }


def _persons() -> Iterator[Rad]:
    for rad in personer.BRUKARE:
        yield {
            "referens": rad.referens,
            "personnummer": rad.personnummer,
            "fornamn": rad.fornamn,
            "efternamn": rad.efternamn,
            "skydd": "ingen",
            "folkbokforingskommun": kommun.KOD,
            "avliden": "",
        }


def _representatives() -> Iterator[Rad]:
    for rad in personer.FORETRADARE:
        is_parent = rad.roll == "vardnadshavare"
        yield {
            "referens": rad.referens,
            "personnummer": rad.personnummer,
            "from": birth_date(PERSONER[rad.referens].personnummer) if is_parent else date(2012, 2, 1),
            "namn": rad.namn,
            "roll": rad.roll,
            "tom": "",
        }


def _providers() -> Iterator[Rad]:
    for rad in anordnare.ANORDNARE:
        yield {
            "orgnr": rad.orgnr,
            "namn": rad.namn,
            "form": rad.form,
            "bankgiro": rad.bankgiro,
            "plusgiro": "",
            "f_skatt": "ja",
            "personnummer": "",
            "clearing": "",
            "konto": "",
        }
    brukare = PERSONER[anordnare.EGEN_REFERENS]
    yield {
        "orgnr": anordnare.EGEN,
        "namn": brukare.namn,
        "form": "egen_arbetsgivare",
        "bankgiro": "",
        "plusgiro": "",
        "f_skatt": "nej",
        "personnummer": brukare.personnummer,
        **anordnare.EGET_KONTO,
    }


def _permits() -> Iterator[Rad]:
    for nummer, rad in enumerate(anordnare.ANORDNARE, start=1):
        fran = date.fromisoformat(rad.tillstand_fran)
        yield _permit(rad.orgnr, "tillstand", fran, f"8.1-{4100 + 37 * nummer}/{fran.year - 1}")
    yield _permit(anordnare.EGEN, "anmalan", date(2012, 3, 1), "8.7-5520/2012")


def _permit(orgnr: str, typ: str, fran: date, diarienummer: str) -> Rad:
    return {
        "orgnr": orgnr,
        "typ": typ,
        "from": fran,
        "tom": "",
        "diarienummer": diarienummer,
        "status": "beviljat",
        "kontrollerad": KONTROLLERAD,
    }


def _decisions() -> Iterator[Rad]:
    for nummer, beslut in enumerate(BESLUT):
        datum, vem = date.fromisoformat(beslut.datum), HANDLAGGARE[nummer % 2]
        aktiv = {"timmar": beslut.timmar, "enhet": beslut.enhet, "omrakning": beslut.omrakning}
        yield decision_row(beslut.diarienummer, 1, beslut.referens, datum, vem, **aktiv)
        if dubbel := DUBBEL.get(beslut.referens):
            timmar = dubbel.timmar_i_veckan
            yield decision_row(beslut.diarienummer, 2, beslut.referens, datum, vem, timmar=timmar, dubbel="ja")


def decision_row(
    diarienummer: str, rad: int, referens: str, fran: date, beslutsfattare: str, *, timmar: str, **annat: object
) -> Rad:
    """A row of a decision about active time a week, until further notice; `annat` is what differs."""
    return {
        "diarienummer": diarienummer,
        "rad": rad,
        "referens": referens,
        "typ": "ordinarie",
        "from": fran,
        "tom": "",
        "timmar": timmar,
        "enhet": "vecka",
        "omrakning": "kalenderdagar",
        "tidstyp": "aktiv",
        "dubbel": "nej",
        "beslutsdatum": fran,
        "beslutsfattare": beslutsfattare,
        **annat,
    }


def _assignments() -> Iterator[Rad]:
    for arende in ARENDEN:
        yield {
            "referens": arende.referens,
            "orgnr": arende.orgnr,
            "from": arende.avtal,
            "tom": "",
            "avtalsform": arende.form,
            "avtal_datum": "" if arende.form == "C" else arende.avtal,
            "informerad_om_upphort": "",
            "natt": "nej",
        }


def _mandates() -> Iterator[Rad]:
    foretradare = {rad.referens: rad.namn for rad in personer.FORETRADARE}
    for arende in ARENDEN:
        if arende.form == "D":
            yield {
                "referens": arende.referens,
                "orgnr": arende.orgnr,
                "from": arende.avtal,
                "tom": "",
                "grund": "begaran",
                "undertecknad_av": foretradare.get(arende.referens, PERSONER[arende.referens].namn),
                "undertecknad": arende.avtal,
                "aterkallad": "",
            }


def _rates() -> Iterator[Rad]:
    def rad(kategori: str, ar: int, belopp: int, grund: str, orgnr: str = "") -> Rad:
        return {
            "kategori": kategori,
            "from": date(ar, 1, 1),
            "referens": "",
            "orgnr": orgnr,
            "tom": date(ar, 12, 31),
            "belopp": belopp,
            "grund": grund,
        }

    yield rad("schablon", 2014, 280, "SFS 2013:723")
    yield rad("schablon", 2015, kommun.TIMBELOPP, "SFS 2014:1311")
    for bolag in anordnare.ANORDNARE:
        if bolag.har_lov_avtal:
            yield rad("avtal", 2015, kommun.TIMBELOPP, "Avtal enligt LOV", bolag.orgnr)


def _assistants() -> Iterator[Rad]:
    for redovisning in plan_dossiers(APRIL):
        for person in redovisning.lag:
            yield assistant_row(person, redovisning.arende.orgnr, ANMALD)


def assistant_row(person: personer.Person, orgnr: str, fran: date, *, ees: str = "ja") -> Rad:
    """An assistant registered for all persons of the provider, notified and employed on the first day."""
    return {
        "personnummer": person.personnummer,
        "orgnr": orgnr,
        "from": fran,
        "referens": "",
        "tom": "",
        "namn": person.namn,
        "anmald_11a": fran,
        "narstaende": "nej",
        "hushallsgemenskap": "nej",
        "ees_bosatt": ees,
        "anstalld_fran": fran,
        "arbetstidslag": "HusligL" if orgnr == anordnare.EGEN else "kollektivavtal",
    }


def _stays(manad: date) -> Iterator[Rad]:
    if manad == APRIL:
        yield stay_row("LSS-XGF9", "2015-04-13 22:30", "2015-04-18 08:00", "sjukhus")
    for referens, (typ, fran, till) in DAGLIGEN.items():
        borta = UTAN_ASSISTANS.get((referens, manad), ())
        for dag in days_of(manad):
            if not is_weekend_or_holiday(dag) and dag not in borta:
                yield stay_row(referens, f"{dag} {fran}", f"{dag} {till}", typ)


def stay_row(referens: str, fran: str, till: str, typ: str) -> Rad:
    """A stay between two instants in Sweden."""
    return {"referens": referens, "from": fran, "tom": till, "typ": typ, "sarskilda_skal": "nej"}
