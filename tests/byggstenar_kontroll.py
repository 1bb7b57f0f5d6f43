"""Small builders of what the control leaves in the database: results, assessments, attests, and invoices on their way.

They write the rows themselves, without the services, so that the gates of the database can be tried alone.
"""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistans.models import User
from beslut.models import Attestratt
from fakturor.attestratt import approved_amount
from fakturor.flode import Status
from fakturor.models import Attest, Faktura, GodkandTid, Tidrad
from kontroller.models import (
    Bedomning,
    Bekraftelse,
    Granskning,
    Korning,
    Stickprov,
    Stickprovspost,
    Utfallsrad,
)
from kontroller.regelverk import ensure_standard
from tests.byggstenar import (
    INLAST,
    MANAD,
    NU,
    build_attestant,
    build_granskare,
    build_handlaggare,
    build_user,
)
from tests.byggstenar_betalning import build_besked, build_utbetalning

TILL_BETALNING = (Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND, Status.I_UTBETALNING, Status.UTBETALD)


def build_korning(typ: str = Korning.Typ.MANAD) -> Korning:
    system = User.objects.system()
    regelverk = ensure_standard(at=INLAST)
    return Korning.objects.create(
        typ=typ, manad=MANAD, regelverk=regelverk, startad_av=system, startad=NU, avslutad=NU, status="klar", antal=1
    )


def build_granskning(faktura: Faktura, **utfall: str) -> Granskning:
    """The invoice in a run of its own. `utfall` are controls with what they said: A02="avvikelse"."""
    stoppar = set(utfall.values()) & {"avvikelse", "ej_bedomd"}
    granskning = Granskning.objects.create(
        korning=build_korning(),
        faktura=faktura,
        fakta="{}",
        fakta_sha256=hashlib.sha256(b"{}").hexdigest(),
        resultat="stoppad" if stoppar else "varning" if utfall else "ren",
    )
    for regel, vad in utfall.items():
        build_utfall(granskning, regel=regel, utfall=vad)
    return granskning


def build_utfall(granskning: Granskning, *, regel: str = "A02", utfall: str = "avvikelse", **falt: Any) -> Utfallsrad:
    """A verdict, whose hash is the same from run to run as long as control and verdict are the same."""
    varden = {
        "version": 1,
        "text": "Två timmar är intygade utöver besluten.",
        "lagrum": "9 § 2 LSS",
        "fyndhash": hashlib.sha256(f"{regel} {utfall}".encode()).hexdigest(),
    } | falt
    return Utfallsrad.objects.create(granskning=granskning, regel=regel, utfall=utfall, **varden)


def build_bedomning(utfall: Utfallsrad, beslut: str = "godtas", *, av: User | None = None, **falt: Any) -> Bedomning:
    return Bedomning.objects.create(
        faktura=utfall.granskning.faktura,
        regel=utfall.regel,
        version=utfall.version,
        fyndhash=utfall.fyndhash,
        beslut=beslut,
        **{"skal": "Assistenten har arbetat enligt schema.", "av": av or build_handlaggare(), "tid": NU} | falt,
    )


def build_bekraftelse(bedomning: Bedomning, *, av: User | None = None) -> Bekraftelse:
    return Bekraftelse.objects.create(bedomning=bedomning, av=av or build_handlaggare("henrik"), tid=NU)


def build_godtagen(utfall: Utfallsrad) -> Bedomning:
    """An accepting assessment that a second person stands behind."""
    bedomning = build_bedomning(utfall)
    build_bekraftelse(bedomning)
    return bedomning


def build_attest(faktura: Faktura, typ: str, av: User, tid: datetime = NU) -> Attest:
    faktura.refresh_from_db()
    ratt = Attestratt.objects.filter(attestant=av, typ=typ).first()
    return Attest.objects.create(
        faktura=faktura,
        omgang=faktura.omgang,
        typ=typ,
        av=av,
        tid=tid,
        belopp=approved_amount(faktura),
        attestratt=ratt,
    )


def build_godkand_tid(faktura: Faktura) -> list[GodkandTid]:
    rader = Tidrad.objects.current().filter(rapport__redovisning__fakturarader__faktura=faktura).distinct()
    return GodkandTid.objects.bulk_create(GodkandTid(tidrad=rad, faktura=faktura) for rad in rader)


def bring_to(faktura: Faktura, status: str) -> Faktura:
    """Take an invoice with nothing against it step by step towards payment, past every gate of the database."""
    if not faktura.granskningar.exists():
        build_granskning(faktura)
    for steg in TILL_BETALNING[: TILL_BETALNING.index(status) + 1]:
        if steg == Status.GRANSKAD:
            build_attest(faktura, Attest.Typ.GRANSKNING, build_granskare())
        elif steg == Status.GODKAND:
            build_attest(faktura, Attest.Typ.BESLUT, build_attestant())
            if not faktura.is_credit:
                build_godkand_tid(faktura)
        elif steg == Status.I_UTBETALNING:
            build_utbetalning(faktura)
        elif steg == Status.UTBETALD:
            build_besked(faktura)
        if steg != Status.I_UTBETALNING:
            faktura.move_to(steg)
    return faktura


def build_stickprov(*fakturor: Faktura, manad: date = MANAD) -> list[Stickprovspost]:
    """A sample of which every invoice is drawn, not examined yet."""
    belopp = [faktura.att_betala for faktura in fakturor]
    stickprov = Stickprov.objects.create(
        manad=manad,
        fro="0" * 64,
        metod="kronurval-1",
        antal_slump=len(fakturor),
        antal_risk=0,
        ram=[faktura.pk for faktura in fakturor],
        belopp=belopp,
        intervall=min(belopp),
        start=Decimal(0),
        draget_av=build_user("eva-controller", "controller"),
        draget=NU,
    )
    return [stickprov.poster.create(faktura=f, urval="slump", traffar=1, belopp=f.att_betala) for f in fakturor]
