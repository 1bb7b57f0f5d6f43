"""Små byggare av fakta för regeltester: ett rent ärende i april 2015, där varje test ändrar det den handlar om.

Den rena redovisningen: 40 timmar i månaden är beviljade, en assistent har arbetat 08.00–12.00 den 1–10 april, alla tre
parter har intygat den 2 maj, och fakturan från den 4 maj tar upp 40,00 timmar à 284 kronor.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kontroller.fakta import (
    AnnatPass,
    Anordnare,
    Arbetstid,
    Assistent,
    Beslutsrad,
    Brukare,
    Fakta,
    Faktura,
    Fakturarad,
    Installation,
    Intyg,
    IntygadTid,
    Konto,
    Mandat,
    Momsrad,
    OmAssistent,
    Personmanad,
    Rapport,
    Redovisning,
    RegistreratKonto,
    Registrering,
    Summor,
    Tidrad,
    Tillstand,
    Timbelopp,
    Uppdrag,
    Uppgift,
    Vistelse,
)
from kontroller.regel import Allvar, Villkor
from kontroller.tests.bygg_prov import ALLT_SETT, build_beslut, build_funktionar

TIM = 60
APRIL = date(2015, 4, 1)
SISTA_APRIL = date(2015, 4, 30)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
STOPP = Villkor(Allvar.STOPP)
VARNING = Villkor(Allvar.VARNING)
BRUKARE, ASSISTENT, FORETRADARE, CHEF = 101, 201, 301, 401
"""Pseudonyma person-id:n."""


def kr(belopp: str) -> Decimal:
    """Kronor, exakt."""
    return Decimal(belopp)


def instant(dag: date, minut: int) -> int:
    """Minutes since 1970 UTC of a Swedish clock time, given as minutes after midnight."""
    midnatt = datetime(dag.year, dag.month, dag.day, tzinfo=STOCKHOLM) + timedelta(minutes=minut)
    return int(midnatt.astimezone(UTC).timestamp()) // 60


def build_tidrad(dag: date = APRIL, start: int = 8 * TIM, slut: int = 12 * TIM, **mer: Any) -> Tidrad:
    """A time row of active time."""
    borjar, slutar = instant(dag, start), instant(dag, slut)
    varden: dict[str, Any] = {
        "id": dag.day * 10_000 + start,
        "datum": dag,
        "start": start,
        "slut": slut,
        "borjar": borjar,
        "slutar": slutar,
        "minuter": slutar - borjar,
        "tidstyp": "aktiv",
        "dubbel": False,
        "ersatter_sjuk": False,
        "oavgjord": False,
    }
    return Tidrad(**{**varden, **mer})


def build_intyg(part: str, person: int, roll: str, datum: date = date(2015, 5, 2), version: int = 1) -> Intyg:
    """A certificate of one party."""
    return Intyg(part=part, person=person, roll=roll, datum=datum, satt="underskrift", version=version)  # type: ignore[arg-type]


ALLA_INTYG = (
    build_intyg("assistent", ASSISTENT, "sjalv"),
    build_intyg("anordnare", CHEF, "arbetsgivare"),
    build_intyg("brukare", BRUKARE, "sjalv"),
)


def build_assistent(person: int = ASSISTENT, **registrering: Any) -> Assistent:
    """An assistant registered for the provider before the first row; `registrering` changes the registration."""
    varden: dict[str, Any] = {
        "fran": date(2014, 1, 1),
        "tom": None,
        "anmald_11a": date(2014, 1, 1),
        "narstaende": False,
        "hushallsgemenskap": False,
        "ees_bosatt": True,
        "anstalld_fran": date(2014, 1, 1),
    }
    return Assistent(
        person=person,
        fyller_18=date(2008, 1, 1),
        registreringar=(Registrering(**{**varden, **registrering}),),
    )


def build_rapport(**mer: Any) -> Rapport:
    """A report of 08–12 on the first ten days of April, 40 hours, certified by all three."""
    rader = mer.pop("rader", tuple(build_tidrad(APRIL + timedelta(days=n)) for n in range(10)))
    summor = {
        typ: sum(rad.minuter for rad in rader if rad.tidstyp == typ) for typ in ("aktiv", "vantetid", "beredskap")
    }
    varden: dict[str, Any] = {
        "id": 1,
        "kod": "R-1",
        "version": 1,
        "inkommen": date(2015, 5, 4),
        "summa_aktiv": summor["aktiv"],
        "summa_vantetid": summor["vantetid"],
        "summa_beredskap": summor["beredskap"],
        "assistent": build_assistent(),
        "rader": rader,
        "intyg": ALLA_INTYG,
    }
    return Rapport(**{**varden, **mer})


def build_beslutsrad(**mer: Any) -> Beslutsrad:
    """40 hours of active time a month, ordinarie, until further notice."""
    varden: dict[str, Any] = {
        "id": 1,
        "diarienummer": "LSS 2014/0001",
        "rad": 1,
        "typ": "ordinarie",
        "fran": date(2014, 1, 1),
        "tom": None,
        "timmar": Decimal(40),
        "enhet": "manad",
        "omrakning": "kalenderdagar",
        "tidstyp": "aktiv",
        "dubbel": False,
    }
    return Beslutsrad(**{**varden, **mer})


def build_brukare(**mer: Any) -> Brukare:
    """A living adult with one decision and no stays."""
    varden: dict[str, Any] = {
        "id": 1,
        "person": BRUKARE,
        "referens": "LSS-9F3C",
        "avliden": None,
        "folkbokforingskommun": "1980",
        "fyller_18": date(1998, 1, 1),
        "foretradare": (),
        "beslutsrader": (build_beslutsrad(),),
        "vistelser": (),
        "beslut": (build_beslut(),),
    }
    return Brukare(**{**varden, **mer})


def build_uppdrag(**mer: Any) -> Uppdrag:
    """The person buys from the provider (form D), by a written agreement of January 2014."""
    varden: dict[str, Any] = {
        "id": 1,
        "fran": date(2014, 1, 1),
        "tom": None,
        "avtalsform": "D",
        "avtal_datum": date(2014, 1, 1),
        "informerad_om_upphort": None,
        "natt": False,
    }
    return Uppdrag(**{**varden, **mer})


def build_mandat(**mer: Any) -> Mandat:
    """A signed request that the provider be paid."""
    varden: dict[str, Any] = {
        "id": 1,
        "fran": date(2014, 1, 1),
        "tom": None,
        "grund": "begaran",
        "undertecknad": date(2014, 1, 1),
        "aterkallad": None,
    }
    return Mandat(**{**varden, **mer})


def build_timbelopp(**mer: Any) -> Timbelopp:
    """The state's flat rate of 2015."""
    varden: dict[str, Any] = {
        "id": 1,
        "kategori": "schablon",
        "fran": date(2015, 1, 1),
        "tom": date(2015, 12, 31),
        "belopp": Decimal(284),
    }
    return Timbelopp(**{**varden, **mer})


def build_tillstand(**mer: Any) -> Tillstand:
    """A permit from IVO, verified in April 2015."""
    varden: dict[str, Any] = {
        "id": 1,
        "typ": "tillstand",
        "fran": date(2014, 1, 1),
        "tom": None,
        "status": "beviljat",
        "kontrollerad": date(2015, 4, 1),
    }
    return Tillstand(**{**varden, **mer})


BANKGIRO = Konto(typ="bankgiro", nummer="50501055")


def build_anordnare(**mer: Any) -> Anordnare:
    """A company with a permit and a verified bankgiro."""
    varden: dict[str, Any] = {
        "id": 1,
        "orgnr": "5599004180",
        "form": "aktiebolag",
        "f_skatt": True,
        "konton": (
            RegistreratKonto(
                konto=BANKGIRO,
                fran=date(2014, 1, 1),
                tom=None,
                verifierat=True,
                andra_anordnare=0,
                metod="giroregister",
                innehavare="samma",
            ),
        ),
        "tillstand": (build_tillstand(),),
        "bolagskontroller": ALLT_SETT,
        "funktionarer": (build_funktionar(),),
    }
    return Anordnare(**{**varden, **mer})


def build_om_assistent(person: int = ASSISTENT, **mer: Any) -> OmAssistent:
    """An assistant of whom the registers say nothing more than that her number is right."""
    return OmAssistent(**{"person": person, "nummer_ratt": True, "fler_nummer": False, **mer})


def build_uppgift(slag: str, fran: date = APRIL, tom: date | None = None, besvarad: date | None = None) -> Uppgift:
    """Something that the municipality has been told of an assistant, from the first of April."""
    return Uppgift(id=1, slag=slag, fran=fran, tom=tom, besvarad=besvarad)  # type: ignore[arg-type]


def build_arbetstid(assistent: int = ASSISTENT, **mer: Any) -> Arbetstid:
    """An assistant under ATL whose calculation periods of four weeks began on Monday 30 March 2015."""
    varden: dict[str, Any] = {
        "assistent": assistent,
        "lag": "ATL",
        "galler_fran": date(2014, 1, 1),
        "galler_tom": None,
        "berakning_fran": date(2015, 3, 30),
        "veckor": 4,
    }
    return Arbetstid(**{**varden, **mer})


def with_assistant(**mer: Any) -> Fakta:
    """The clean case where the registers say something of the assistant."""
    return with_dossier(om_assistenter=(build_om_assistent(**mer),))


def build_redovisning(**mer: Any) -> Redovisning:
    """The clean dossier of April 2015. The person's month is counted from its reports and 40,00 invoiced hours."""
    rapporter = mer.get("rapporter", (build_rapport(),))
    intygat: dict[tuple[Any, bool], int] = {}
    for rapport in rapporter:
        for rad in rapport.rader:
            slag = (rad.tidstyp, rad.dubbel)
            intygat[slag] = intygat.get(slag, 0) + rad.minuter
    varden: dict[str, Any] = {
        "id": 1,
        "manad": APRIL,
        "sista_dag": SISTA_APRIL,
        "brukare": build_brukare(),
        "uppdrag": (build_uppdrag(),),
        "mandat": (build_mandat(),),
        "timbelopp": (build_timbelopp(),),
        "rapporter": rapporter,
        "personmanad": build_personmanad(
            intygat=tuple(
                IntygadTid(tidstyp=typ, dubbel=dubbel, minuter=m) for (typ, dubbel), m in sorted(intygat.items())
            )
        ),
        "assistenternas_andra_pass": (),
        "brukarens_andra_pass": (),
        "om_assistenter": tuple(
            build_om_assistent(person) for person in dict.fromkeys(rapport.assistent.person for rapport in rapporter)
        ),
        "arbetstider": tuple(
            build_arbetstid(person) for person in dict.fromkeys(rapport.assistent.person for rapport in rapporter)
        ),
    }
    return Redovisning(**{**varden, **mer})


def build_personmanad(**mer: Any) -> Personmanad:
    """40 certified hours of active time, 40,00 invoiced."""
    varden: dict[str, Any] = {
        "intygat": (IntygadTid(tidstyp="aktiv", dubbel=False, minuter=40 * TIM),),
        "fakturerade_timmar": Decimal("40.00"),
        "decimaler": 2,
        "fakturor": 1,
    }
    return Personmanad(**{**varden, **mer})


def build_fakturarad(**mer: Any) -> Fakturarad:
    """A line of 40,00 hours at 284 kronor; `belopp` follows from antal and pris unless given."""
    antal, pris = mer.get("antal", Decimal("40.00")), mer.get("pris", Decimal("284.00"))
    varden: dict[str, Any] = {
        "id": 1,
        "rad": "1",
        "referens": "LSS-9F3C",
        "redovisning": 1,
        "manad": APRIL,
        "period_fran": APRIL,
        "period_tom": SISTA_APRIL,
        "antal": antal,
        "enhet": "HUR",
        "pris": pris,
        "prisbas": Decimal(1),
        "belopp": (antal * pris).quantize(Decimal("0.01")) if antal is not None and pris is not None else Decimal(0),
        "avdrag": Decimal(0),
        "tillagg": Decimal(0),
        "moms_kategori": "E",
        "moms_procent": Decimal(0),
    }
    return Fakturarad(**{**varden, **mer})


def build_faktura(**mer: Any) -> Faktura:
    """An invoice of 4 May 2015 whose sums follow from its lines."""
    rader = mer.get("rader", (build_fakturarad(),))
    summa = sum((rad.belopp for rad in rader), Decimal(0))
    varden: dict[str, Any] = {
        "id": 1,
        "typ": "faktura",
        "nummer": "4187",
        "leverantor": "5599004180",
        "kopare_orgnr": "2120002080",
        "fakturadatum": date(2015, 5, 4),
        "forfallodatum": date(2015, 6, 3),
        "summor": build_summor(summa),
        "momsrader": (Momsrad(kategori="E", procent=Decimal(0), underlag=summa, moms=Decimal(0)),),
        "rader": rader,
        "konton": (BANKGIRO,),
        "annan_mottagare": None,
    }
    return Faktura(**{**varden, **mer})


def build_summor(summa: Decimal, **mer: Any) -> Summor:
    """Sums of an invoice without tax, where everything is to be paid."""
    varden: dict[str, Any] = {
        "radsumma": summa,
        "avdrag": None,
        "tillagg": None,
        "utan_moms": summa,
        "moms": Decimal(0),
        "med_moms": summa,
        "forskott": None,
        "avrundning": None,
        "att_betala": summa,
    }
    return Summor(**{**varden, **mer})


def build_fakta(**mer: Any) -> Fakta:
    """The clean case: one invoice, one dossier."""
    varden: dict[str, Any] = {
        "faktura": build_faktura(),
        "anordnare": build_anordnare(),
        "redovisningar": (build_redovisning(),),
        "installation": Installation(kommunkod="1980", orgnr="2120002080"),
    }
    return Fakta(**{**varden, **mer})


def with_dossier(**mer: Any) -> Fakta:
    """The clean case with a changed dossier."""
    return build_fakta(redovisningar=(build_redovisning(**mer),))


def build_vistelse(fran: tuple[date, int], till: tuple[date, int] | None, **mer: Any) -> Vistelse:
    """A hospital stay between two (day, minute) points; an open end is None."""
    varden: dict[str, Any] = {
        "id": 1,
        "typ": "sjukhus",
        "borjar": instant(*fran),
        "slutar": instant(*till) if till else None,
        "forsta_dag": fran[0],
        "sista_dag": till[0] if till else None,
        "sarskilda_skal": False,
    }
    return Vistelse(**{**varden, **mer})


def build_annat_pass(dag: date = APRIL, start: int = 10 * TIM, slut: int = 14 * TIM, **mer: Any) -> AnnatPass:
    """A row in another dossier, of the same assistant with another person."""
    varden: dict[str, Any] = {
        "rad": 900,
        "brukare": 2,
        "assistent": ASSISTENT,
        "datum": dag,
        "start": start,
        "slut": slut,
        "borjar": instant(dag, start),
        "slutar": instant(dag, slut),
        "tidstyp": "aktiv",
        "dubbel": False,
    }
    return AnnatPass(**{**varden, **mer})


def plain(text: str) -> str:
    """A sentence with ordinary spaces, as it is easiest to write in a test."""
    return text.replace("\u00a0", " ")


def build_days(*dagar: int, **mer: Any) -> tuple[Tidrad, ...]:
    """Rows of 08–12 on the given days of April 2015, `mer` for every row."""
    return tuple(build_tidrad(APRIL + timedelta(days=dag - 1), **mer) for dag in dagar)


def with_rows(*rader: Tidrad, **mer: Any) -> Fakta:
    """The clean case with one report of these rows and a changed dossier."""
    return with_dossier(rapporter=(build_rapport(rader=rader),), **mer)


__all__ = [name for name in dir() if name.startswith(("build_", "with_"))] + ["replace"]
