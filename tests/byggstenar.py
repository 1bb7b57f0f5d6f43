"""Small builders of rows in the database, with fixed values, for the tests of every app.

Without arguments they make one case in which everything agrees: LSS-9F3C has 100 hours a month, ten days of eight
hours are worked and certified in May 2015, and the invoice asks for those 80 hours at the price of the rate. A test
changes the one thing that it is about. What has a natural key is found again if it is there already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from assistans.models import User
from assistans.roller import Roll
from beslut.models import (
    Anordnare,
    Assistent,
    Attestratt,
    Beslut,
    Beslutsrad,
    Betalningsmottagare,
    Brukare,
    Handling,
    Konto,
    Person,
    Tillstand,
    Timbelopp,
    Uppdrag,
)
from fakturor.models import Faktura, Fakturarad, Intyg, Redovisning, Tidrad, Tidrapport

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MANAD = date(2015, 5, 1)
DAGAR = tuple(date(2015, 5, dag) for dag in (4, 5, 6, 7, 8, 11, 12, 13, 15, 18))
ATTA, SEXTON = 8 * 60, 16 * 60
"""The shift of every day, in minutes from midnight."""
TIMPRIS = Decimal("284.00")
INLAST = datetime(2015, 1, 7, 9, 0, tzinfo=STOCKHOLM)
"""When the registers were read in."""
NU = datetime(2015, 6, 10, 9, 0, tzinfo=STOCKHOLM)
"""When the tests act."""

BRUKARENS_NUMMER = "198501139995"
ASSISTENTENS_NUMMER = "198504199897"
INTYGSGIVARENS_NUMMER = "198508199885"
ORGNR = "5599010005"
BANKGIRO = "50501006"
PDF = b"%PDF-1.7\n% the least that is known as one\n%%EOF\n"


@dataclass(frozen=True, kw_only=True)
class Arende:
    """One case from decision to invoice."""

    brukare: Brukare
    anordnare: Anordnare
    redovisning: Redovisning
    rapport: Tidrapport
    faktura: Faktura


ATTESTER = {
    Roll.ADMINISTRATIV_ASSISTENT: Attestratt.Typ.GRANSKNING,
    Roll.BESLUTSATTESTANT: Attestratt.Typ.BESLUT,
}
"""The attest that a role gives."""


def build_user(anvandarnamn: str, *roller: str) -> User:
    """A user named as the user name; without a password, so nobody can sign in."""
    found = User.objects.filter(anvandarnamn=anvandarnamn).first()
    if found:
        return found
    user = User.objects.create_user(anvandarnamn, anvandarnamn.capitalize(), roller=list(roller))
    for typ in (ATTESTER[roll] for roll in roller if roll in ATTESTER):
        build_attestratt(user, typ)
    return user


def build_attestratt(attestant: User, typ: str, **falt: Any) -> Attestratt:
    """The board's appointment of a person to attest: any code, any amount, since long, unless told otherwise."""
    varden = {"galler_fran": date(2000, 1, 1), "namndbeslut": "2014-12-10 § 121", "inlagd": INLAST} | falt
    return Attestratt.objects.create(attestant=attestant, typ=typ, inlagd_av=User.objects.system(), **varden)


def build_granskare(anvandarnamn: str = "greta") -> User:
    """Someone who may give the granskningsattest."""
    return build_user(anvandarnamn, Roll.ADMINISTRATIV_ASSISTENT)


def build_attestant(anvandarnamn: str = "bo") -> User:
    """Someone who may give the beslutsattest."""
    return build_user(anvandarnamn, Roll.BESLUTSATTESTANT)


def build_handlaggare(anvandarnamn: str = "hanna") -> User:
    """Someone who may assess."""
    return build_user(anvandarnamn, Roll.HANDLAGGARE)


def build_person(personnummer: str) -> Person:
    return Person.objects.get_or_create(personnummer=personnummer)[0]


def build_brukare(referens: str = "LSS-9F3C", personnummer: str = BRUKARENS_NUMMER, **falt: Any) -> Brukare:
    varden = {"person": build_person(personnummer), "fornamn": "Elsa", "efternamn": "Provberg"} | falt
    return Brukare.objects.get_or_create(referens=referens, defaults=varden)[0]


def build_beslut(brukare: Brukare, *, diarienummer: str = "SN 2014/118", **falt: Any) -> Beslut:
    """A decision with one row: active time, 100 hours a month from 2015. `falt` belongs to the row."""
    beslut, ny = Beslut.objects.get_or_create(
        diarienummer=diarienummer, defaults={"brukare": brukare, "beslutsdatum": date(2014, 12, 1)}
    )
    if ny:
        build_beslutsrad(beslut, **falt)
    return beslut


def build_beslutsrad(beslut: Beslut, **falt: Any) -> Beslutsrad:
    varden = {
        "rad": 1,
        "typ": "ordinarie",
        "galler_fran": date(2015, 1, 1),
        "timmar": Decimal(100),
        "enhet": "manad",
        "omrakning": "kalenderdagar",
        "tidstyp": "aktiv",
    } | falt
    return Beslutsrad.objects.create(beslut=beslut, brukare=beslut.brukare, **varden)


def build_anordnare(orgnr: str = ORGNR, namn: str = "Exempel Assistans AB", **falt: Any) -> Anordnare:
    """A company with a permit in force."""
    varden = {"namn": namn, "form": "aktiebolag", "f_skatt": True} | falt
    anordnare, ny = Anordnare.objects.get_or_create(orgnr=orgnr, defaults=varden)
    if ny:
        build_tillstand(anordnare)
    return anordnare


def build_tillstand(anordnare: Anordnare, **falt: Any) -> Tillstand:
    varden = {
        "typ": "tillstand",
        "galler_fran": date(2014, 1, 1),
        "status": "beviljat",
        "kontrollerad": date(2015, 4, 30),
    } | falt
    return Tillstand.objects.create(anordnare=anordnare, **varden)


def build_konto(anordnare: Anordnare, nummer: str = BANKGIRO, **falt: Any) -> Konto:
    """The account of the provider's first import, entered by the system."""
    varden = {"typ": "bankgiro", "forsta": True, "inlagt_av": User.objects.system(), "inlagt": INLAST} | falt
    if varden["forsta"]:
        varden = {"verifierat_av": varden["inlagt_av"], "verifierat": varden["inlagt"]} | varden
    finns = Konto.objects.current().filter(anordnare=anordnare, typ=varden["typ"], nummer=nummer).first()
    return finns or Konto.objects.create(anordnare=anordnare, nummer=nummer, **varden)


def build_uppdrag(brukare: Brukare, anordnare: Anordnare, **falt: Any) -> Uppdrag:
    """The person buys from the provider (form D), by written agreement, and has asked for it to be paid directly."""
    varden = {"avtalsform": "D", "avtal_datum": date(2014, 12, 15)} | falt
    nyckel = {"brukare": brukare, "anordnare": anordnare, "galler_fran": date(2015, 1, 1)}
    Betalningsmottagare.objects.get_or_create(
        **nyckel, defaults={"grund": "begaran", "undertecknad_av": "brukaren", "undertecknad": date(2014, 12, 15)}
    )
    return Uppdrag.objects.get_or_create(**nyckel, defaults=varden)[0]


def build_timbelopp(**falt: Any) -> Timbelopp:
    varden = {"kategori": "schablon", "galler_fran": date(2015, 1, 1), "belopp": TIMPRIS} | falt
    return Timbelopp.objects.get_or_create(**varden)[0]


def build_assistent(anordnare: Anordnare, personnummer: str = ASSISTENTENS_NUMMER, **falt: Any) -> Assistent:
    """An assistant registered for all persons of the provider."""
    varden = {
        "namn": "Sam Testlund",
        "anmald_11a": date(2014, 12, 20),
        "narstaende": False,
        "hushallsgemenskap": False,
        "ees_bosatt": True,
        "anstalld_fran": date(2014, 6, 1),
        "arbetstidslag": "ATL",
    } | falt
    nyckel = {"person": build_person(personnummer), "anordnare": anordnare, "galler_fran": date(2015, 1, 1)}
    return Assistent.objects.get_or_create(**nyckel, brukare=None, defaults=varden)[0]


def build_handling(rad: models.Model, innehall: bytes = PDF, **falt: Any) -> Handling:
    """A document that proves something about a row."""
    uppgifter = {"slag": Handling.Slag.AVTAL, "rubrik": "Avtal den 3 mars 2015", "mime": "application/pdf"} | falt
    inlagd_av = uppgifter.pop("inlagd_av", None) or User.objects.system()
    return Handling.objects.create(
        objekt=rad._meta.label_lower,
        objekt_id=rad.pk,
        innehall=innehall,
        storlek=len(innehall),
        sha256=sha256(innehall).hexdigest(),
        inlagd_av=inlagd_av,
        inlagd=NU,
        **uppgifter,
    )


def build_redovisning(brukare: Brukare, anordnare: Anordnare, manad: date = MANAD) -> Redovisning:
    return Redovisning.objects.get_or_create(brukare=brukare, anordnare=anordnare, manad=manad)[0]


def build_rapport(
    redovisning: Redovisning,
    *,
    kod: str = "R-9F3C-2015-05",
    dagar: Iterable[date] = DAGAR,
    personnummer: str = ASSISTENTENS_NUMMER,
) -> Tidrapport:
    """A report of eight hours on each day, certified by all three the day after the month."""
    dagar = tuple(dagar)
    rapport = Tidrapport.objects.create(
        kod=kod,
        redovisning=redovisning,
        assistent=build_person(personnummer),
        inkommen=date(2015, 6, 3),
        summa_aktiv=len(dagar) * (SEXTON - ATTA),
    )
    for dag in dagar:
        build_tidrad(rapport, dag)
    build_intyg(rapport)
    return rapport


def build_tidrad(rapport: Tidrapport, dag: date, start: int = ATTA, slut: int = SEXTON, **falt: Any) -> Tidrad:
    midnatt = datetime(dag.year, dag.month, dag.day, tzinfo=STOCKHOLM).astimezone(UTC)
    varden = {
        "borjar": midnatt + timedelta(minutes=start),
        "slutar": midnatt + timedelta(minutes=slut),
        "minuter": slut - start,
        "tidstyp": "aktiv",
    } | falt
    return Tidrad.objects.create(
        rapport=rapport, assistent=rapport.assistent, datum=dag, start=start, slut=slut, **varden
    )


def build_intyg(rapport: Tidrapport) -> list[Intyg]:
    """The certificates of assistant, provider and person, for the report's version."""
    parter = (
        ("assistent", rapport.assistent, "Sam Testlund", "sjalv"),
        ("anordnare", build_person(INTYGSGIVARENS_NUMMER), "Kim Exempelson", "arbetsgivare"),
        ("brukare", rapport.redovisning.brukare.person, "Elsa Provberg", "sjalv"),
    )
    return [
        Intyg.objects.create(
            rapport=rapport,
            version=rapport.version,
            part=part,
            person=person,
            namn=namn,
            roll=roll,
            datum=date(2015, 6, 1),
            satt="underskrift",
            registrerat_av=User.objects.system(),
            registrerat=NU,
        )
        for part, person, namn, roll in parter
    ]


def build_faktura(
    *redovisningar: Redovisning, nummer: str = "4711", timmar: Decimal | int = 80, pris: Decimal = TIMPRIS, **falt: Any
) -> Faktura:
    """An invoice with one line for each dossier, from the provider of the first."""
    anordnare = redovisningar[0].anordnare
    timmar = Decimal(timmar)
    radbelopp = timmar * pris
    belopp = radbelopp * len(redovisningar)
    varden = {
        "typ": Faktura.Typ.FAKTURA,
        "leverantor": anordnare.orgnr,
        "leverantor_namn": anordnare.namn,
        "anordnare": anordnare,
        "fakturadatum": date(2015, 6, 2),
        "forfallodatum": date(2015, 7, 2),
        "radsumma": belopp,
        "utan_moms": belopp,
        "moms": Decimal(0),
        "med_moms": belopp,
        "att_betala": belopp,
        "konton": [{"typ": "bankgiro", "nummer": BANKGIRO}],
        "momsrader": [{"kategori": "E", "procent": "0", "underlag": str(belopp), "moms": "0"}],
        "mottagen": NU,
    } | falt
    faktura = Faktura.objects.create(nummer=nummer, **varden)
    for ordning, redovisning in enumerate(redovisningar, start=1):
        build_fakturarad(faktura, redovisning, ordning=ordning, antal=timmar, pris=pris, belopp=radbelopp)
    return faktura


def build_fakturarad(faktura: Faktura, redovisning: Redovisning, **falt: Any) -> Fakturarad:
    varden = {"ordning": 1, "enhet": "HUR", "moms_kategori": "E", "moms_procent": Decimal(0)} | falt
    return Fakturarad.objects.create(
        faktura=faktura,
        rad=str(varden["ordning"]),
        referens=redovisning.brukare.referens,
        brukare=redovisning.brukare,
        manad=redovisning.manad,
        redovisning=redovisning,
        **varden,
    )


def build_arende(**falt: Any) -> Arende:
    """The whole case, in which everything agrees. `falt` belongs to the invoice."""
    brukare, anordnare = build_brukare(), build_anordnare()
    build_beslut(brukare)
    build_konto(anordnare)
    build_uppdrag(brukare, anordnare)
    build_timbelopp()
    build_assistent(anordnare)
    redovisning = build_redovisning(brukare, anordnare)
    rapport = build_rapport(redovisning)
    faktura = build_faktura(redovisning, **falt)
    return Arende(brukare=brukare, anordnare=anordnare, redovisning=redovisning, rapport=rapport, faktura=faktura)
