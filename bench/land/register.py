"""Registren: vem som får vad, av vem, till vilket pris. Var femte person har också väntetid."""

from datetime import datetime, time

from django.utils import timezone

from assistans.models import User
from bench import nummer
from bench.fyllning import Fyllning
from bench.land.storlek import MANAD, Landsstorlek
from beslut.models import (
    Anordnare,
    Assistent,
    Beslut,
    Beslutsrad,
    Betalningsmottagare,
    Brukare,
    Konto,
    Person,
    Tillstand,
    Timbelopp,
    Uppdrag,
)

ANORDNARE_AV = "(mod(p - 1, %(anordnare)s) + 1)"


def build_registers(storlek: Landsstorlek, fyllning: Fyllning) -> None:
    """Fill the registers of everyone in the month."""
    system = User.objects.system().pk
    numren = list(zip(nummer.orgnr(storlek.anordnare), nummer.bankgiro(storlek.anordnare), strict=True))
    fyllning.parametrar |= {
        "system": system,
        "inlagt": timezone.make_aware(datetime.combine(MANAD.replace(month=1), time(9))),
        "orgnr": [orgnr for orgnr, _ in numren],
        "bankgiro": [bankgiro for _, bankgiro in numren],
    }
    alla = nummer.personnummer(storlek.manniskor)
    Person.objects.bulk_create([Person(pk=i, personnummer=nr) for i, nr in enumerate(alla, 1)], batch_size=5000)
    _persons(fyllning)
    _providers(fyllning)
    _assignments(fyllning)


def _persons(fyllning: Fyllning) -> None:
    """One decision each, exactly as much time as is worked; in one of a thousand it has ended."""
    fyllning.fill(
        Brukare,
        "generate_series(1, %(personer)s) p",
        id="p",
        referens="'LSS-' || upper(lpad(to_hex(p * 7 + 4096), 5, '0'))",
        person_id="p",
        fornamn="'Alva'",
        efternamn="'Provgren'",
        folkbokforingskommun="'0000'",
    )
    fyllning.fill(
        Beslut,
        "generate_series(1, %(personer)s) p",
        id="p",
        diarienummer="'SN 2015/' || p",
        brukare_id="p",
        beslutsdatum="%(manad)s::date - 100",
        beslutsfattare="'Provhandläggare'",
    )
    fyllning.fill(
        Beslutsrad,
        "generate_series(1, %(personer)s) p, generate_series(1, 2) r WHERE r = 1 OR mod(p, 5) = 0",
        beslut_id="p",
        brukare_id="p",
        rad="r",
        typ="'ordinarie'",
        galler_fran="%(manad)s::date - 90",
        galler_tom="CASE WHEN mod(p, 1000) = 17 THEN %(manad)s::date + 20 END",
        timmar="CASE WHEN r = 2 THEN 21 WHEN mod(p, 5) = 0 THEN 64.4 ELSE 84 END",
        enhet="'vecka'",
        omrakning="'kalenderdagar'",
        tidstyp="(ARRAY['aktiv', 'vantetid'])[r]",
    )


def _providers(fyllning: Fyllning) -> None:
    """A verified account and a permit each; one in two hundred has had its permit taken back."""
    fyllning.fill(
        Anordnare,
        "generate_series(1, %(anordnare)s) a",
        id="a",
        orgnr="(%(orgnr)s::text[])[a]",
        namn="'Provomsorg ' || a || ' AB'",
        form="'aktiebolag'",
        f_skatt="true",
    )
    fyllning.fill(
        Konto,
        "generate_series(1, %(anordnare)s) a",
        anordnare_id="a",
        typ="'bankgiro'",
        nummer="(%(bankgiro)s::text[])[a]",
        forsta="true",
        inlagt="%(inlagt)s",
        inlagt_av_id="%(system)s",
        verifierat="%(inlagt)s",
        verifierat_av_id="%(system)s",
    )
    fyllning.fill(
        Tillstand,
        "generate_series(1, %(anordnare)s) a",
        anordnare_id="a",
        typ="'tillstand'",
        galler_fran="%(manad)s::date - 500",
        galler_tom="CASE WHEN mod(a, 200) = 99 THEN %(manad)s::date + 9 END",
        diarienummer="'3.2-' || a",
        status="'beviljat'",
        kontrollerad="%(manad)s::date + 2",
    )
    for kategori, fran, anordnare in (("schablon", "(VALUES (1)) a(a)", "NULL"), ("avtal", "beslut_anordnare", "id")):
        fyllning.fill(
            Timbelopp,
            fran,
            kategori=f"'{kategori}'",
            anordnare_id=f"{anordnare}::bigint",
            galler_fran="date_trunc('year', %(manad)s::date)",
            belopp="%(timpris)s",
        )


def _assignments(fyllning: Fyllning) -> None:
    fyllning.fill(
        Uppdrag,
        "generate_series(1, %(personer)s) p",
        id="p",
        brukare_id="p",
        anordnare_id=ANORDNARE_AV,
        galler_fran="%(manad)s::date - 60",
        avtalsform="CASE WHEN mod(p, 2) = 0 THEN 'B' ELSE 'D' END",
        avtal_datum="%(manad)s::date - 70",
        natt="true",
    )
    fyllning.fill(
        Betalningsmottagare,
        "generate_series(1, %(personer)s) p",
        brukare_id="p",
        anordnare_id=ANORDNARE_AV,
        galler_fran="%(manad)s::date - 60",
        grund="'begaran'",
        undertecknad_av="'Provperson'",
        undertecknad="%(manad)s::date - 65",
    )
    fyllning.fill(
        Assistent,
        "generate_series(1, %(personer)s) p, generate_series(1, %(per_person)s) k",
        person_id="%(personer)s + (p - 1) * %(per_person)s + k",
        anordnare_id=ANORDNARE_AV,
        brukare_id="p",
        galler_fran="%(manad)s::date - 60",
        namn="'Assistentprov ' || p || ' ' || k",
        anmald_11a="%(manad)s::date - 61",
        narstaende="false",
        hushallsgemenskap="false",
        ees_bosatt="true",
        anstalld_fran="%(manad)s::date - 60",
        arbetstidslag="'ATL'",
    )
