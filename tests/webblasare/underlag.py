"""Det som sidorna visar när de besöks: demokommunens maj, kontrollerad, och det lilla som den saknar."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from assistans.models import User
from assistans.roller import Roll
from beslut.models import (
    Anordnare,
    Assistent,
    Assistentuppgift,
    Betalningsmottagare,
    Brukare,
    Stallforetradare,
    Tillstand,
    Uppdrag,
    Vistelse,
)
from beslut.services.calculations import Kalkylrad, adopt_calculation, draft_calculation
from beslut.services.comparisons import register_budget, take_in_figure_3
from beslut.services.headcounts import register_headcount
from beslut.tests.byggstenar import build_delegation, build_overklagande
from demodata import MAJ, belopp, write_month
from fakturor.flode import Status
from fakturor.models import Betalning, Betalningsretur, Faktura
from fakturor.services.importing import Fil, import_folder
from fakturor.services.returning import note_return
from fakturor.services.settling import receive_answers, settle_by_hand
from fakturor.services.uploading import preview_upload
from fakturor.sidor.omatchade import unmatched
from fakturor.tests.bygg_mapp import first, only
from kontroller.korning import start_month
from kontroller.services.what_if import run_trial, start_trial
from kontroller.tests.bygg_rapport import build_skriven
from kontroller.tests.bygg_regelverk import build_controller, build_forslag
from tests.byggstenar import (
    INTYGSGIVARENS_NUMMER,
    NU,
    build_anordnare,
    build_attestratt,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handling,
    build_konto,
    build_person,
    build_redovisning,
    build_timbelopp,
    build_user,
)
from tests.byggstenar_anordnare import build_brev, build_funktionar, build_kontakt
from tests.byggstenar_betalning import build_omgang, build_utbetalning
from tests.byggstenar_fk import build_fkfaktura
from tests.byggstenar_kontering import build_kontering
from tests.byggstenar_kontroll import bring_to, build_stickprov
from tests.byggstenar_nedsattning import build_nedsattning, communicated
from tests.byggstenar_sjuklon import build_sjuklon_for, build_sjuklonehandling
from tests.webblasare.aterkravsunderlag import build_reclaim
from tests.webblasare.avtalsunderlag import build_contracts
from tests.webblasare.styrningsunderlag import build_governing

LJUNGTORPET, FAKTURAN = "5599060034", "4203"
"""The invoice with most to show: deviations, two persons, and a month with hospital days."""


def files_of(manad: date) -> list[Fil]:
    """The month's files as they would be handed in."""
    with tempfile.TemporaryDirectory() as mapp:
        write_month(Path(mapp), manad)
        return [(fil.name, fil.read_bytes()) for fil in sorted(Path(mapp).rglob("*.*"))]


def read_in(manad: date) -> None:
    import_folder(files_of(manad), by=User.objects.system(), at=NU)


def build_protected(roll: str) -> Brukare:
    """A person with protected identity, whom the user named as the role may see."""
    skyddad = build_brukare("LSS-SKYD", "198511299995", skydd="skyddad_folkbokforing")
    skyddad.behoriga.add(build_user(roll, roll))
    return skyddad


def build_question(assistent: Assistent) -> Assistentuppgift:
    """A question to the employer of an assistant that nobody has answered."""
    return assistent.person.assistentuppgifter.create(
        slag="formaga", galler_fran=date(2015, 6, 1), kalla="Fråga skickad", av=User.objects.system(), tid=NU
    )


def build_foretradare(brukare: Brukare) -> Stallforetradare:
    return brukare.stallforetradare.create(
        person=build_person("198508199885"), namn="Gunnar Provman", roll="god_man", galler_fran=date(2014, 1, 1)
    )


def build_amounts(brukare: Brukare) -> dict[str, int]:
    """A person's own rate with its costs, an adopted calculation and a draft, and what they are compared with."""
    ekonom, chef = build_user("ekonom", Roll.EKONOM), build_user("enhetschef", Roll.ENHETSCHEF)
    poster = [Kalkylrad(*del_) for del_ in belopp.KALKYL]
    huvud = {"ar": belopp.AR, "avser": "kommun", "motivering": belopp.MOTIVERING}
    kalkyl, utkast = (draft_calculation(**huvud, poster=poster, by=ekonom, at=NU) for _ in range(2))
    adopt_calculation(kalkyl=kalkyl, by=chef, at=NU)
    budget = register_budget(ar=belopp.AR, slag="lss", belopp=Decimal(15_400_000), grund="§ 118", by=ekonom, at=NU)
    eget = build_timbelopp(kategori="forhojt", brukare=brukare, belopp=Decimal(310))
    eget.kostnader.create(slag="administration", belopp=Decimal(30))
    return {
        "timbelopp": build_timbelopp(kategori="kommun", belopp=Decimal("269.80"), procent=95, avrundning="ore").pk,
        "eget_timbelopp": eget.pk,
        "kalkyl": kalkyl.pk,
        "utkast_kalkyl": utkast.pk,
        "kommunbelopp": take_in_figure_3(by=ekonom, at=NU)[0].pk,
        "budgetpost": budget.pk,
        "insatsantal": register_headcount(ar=2014, slag="lss", antal=32, kalla="Figur 1", by=ekonom, at=NU).pk,
    }


def build_claim(brukare: Brukare, anordnare: Anordnare) -> dict[str, int]:
    """A claim of sick pay with a document."""
    den_sjuka = Assistent.objects.filter(anordnare=anordnare).first().person
    faktura = build_sjuklon_for(brukare, anordnare.orgnr, den_sjuka, by=build_granskare())
    return {"sjuklon": faktura.pk, "sjuklonehandling": build_sjuklonehandling(faktura).pk}


def build_attest_order(anordnare: Anordnare) -> dict[str, int]:
    """A substitute's appointment with a limit, and a declared conflict of interest."""
    ordinarie, ersattare = build_user("bertil", Roll.BESLUTSATTESTANT), User.objects.create_user("ebba", "Ebba Provell")
    ratt = build_attestratt(ersattare, "beslut", beloppsgrans=Decimal(80_000), ersattare_for=ordinarie)
    jav = ersattare.jav.create(anordnare=anordnare, grund="narstaende", anmald_av=ersattare, anmald=NU)
    return {"attestratt": ratt.pk, "jav": jav.pk, "ar": 2015}


def build_return(utford: Betalning, *, by: User) -> Betalningsretur:
    """A part of a payment that comes back after the bank has executed it, for somebody to decide about."""
    settle_by_hand(betalning=utford, utfall="utford", datum=NU.date(), skal="Kontoutdraget.", by=by, at=NU)
    return note_return(
        betalning=utford, belopp=Decimal(100), datum=NU.date(), skal="Beloppet var för högt.", by=by, at=NU
    )


def build_payments() -> dict[str, int]:
    """A round that waits for release, one that the bank has sent back, a payment that waits for an answer, the file
    with that answer, and an invoice that can be paid.
    """
    payee = build_anordnare("5599010005", "Exempel Assistans AB")
    build_konto(payee)
    redovisning = build_redovisning(build_brukare(), payee)
    fakturor = [bring_to(build_faktura(redovisning, nummer=f"B-{n}", timmar=40 + n), Status.GODKAND) for n in range(6)]
    forberedd = build_omgang(fakturor[0])
    ekonom = forberedd.skapad_av
    with transaction.atomic():
        lamnad = build_utbetalning(fakturor[1])
        betalning = build_utbetalning(fakturor[2]).betalningar.get()
        utford = build_utbetalning(fakturor[5]).betalningar.get()
    settle_by_hand(
        betalning=lamnad.betalningar.get(),
        utfall="avvisad",
        datum=NU.date(),
        skal="Kontot är avslutat enligt bankens brev.",
        by=ekonom,
        at=NU,
    )
    retur = build_return(utford, by=ekonom)
    rader = f"id;utfall\r\n{betalning.kod};utförd\r\n".encode()
    fil = receive_answers(namn="svar.csv", innehall=rader, by=ekonom, at=NU)
    kredit = build_faktura(redovisning, nummer="BK-1", typ=Faktura.Typ.KREDITNOTA, timmar=1, avser=["B-4"])
    return {
        "kreditfaktura": kredit.pk,
        "utbetalningsomgang": lamnad.pk,
        "forberedd_omgang": forberedd.pk,
        "betalning": betalning.pk,
        "utford_betalning": utford.pk,
        "betalningsretur": retur.pk,
        "beskedsfil": fil.pk,
    }


def build_reduced() -> int:
    """A stopped invoice with a reduction that the person may answer."""
    fakturan = Faktura.objects.get(nummer="20146")
    communicated(build_nedsattning(fakturan, Decimal(1136)))
    return fakturan.pk


def build_prov() -> int:
    """A what-if trial of a rate, done."""
    prov = start_trial(
        kategori="schablon", belopp=Decimal(264), fran_manad=MAJ, till_manad=MAJ, by=build_controller(), at=NU
    )
    run_trial(prov.pk, at=NU)
    return prov.pk


def build_may() -> dict[str, Any]:
    """A municipality in the middle of its month. Returns what the pages' addresses point at, by name."""
    read_in(MAJ)
    start_month(manad=MAJ, by=build_granskare(), at=NU)
    fakturan = Faktura.objects.get(leverantor=LJUNGTORPET, nummer=FAKTURAN)
    redovisning = fakturan.rader.first().redovisning
    brukare, anordnare = redovisning.brukare, Anordnare.objects.get(orgnr=LJUNGTORPET)
    uppdrag = Uppdrag.objects.filter(brukare=brukare).first()
    tillstand = Tillstand.objects.filter(anordnare=anordnare).first()
    inlasning = preview_upload(files=only(brukare=[first("brukare", personnummer="191")]), by=build_granskare(), at=NU)
    assistent = Assistent.objects.filter(anordnare=anordnare).first()
    return {
        "manad": MAJ,
        "kontrollrapport": build_skriven().pk,
        "fkfaktura": build_fkfaktura(brukare, build_brukare("LSS-FK02", "198601012399")).pk,
        "stickprovspost": build_stickprov(fakturan, manad=MAJ)[0].pk,
        "slag": "beslutsrad",
        "assistentslag": "assistent",
        "historikslag": "brukare",
        "handlingsslag": "uppdrag",
        "brukare": brukare.pk,
        "skyddad": build_protected(Roll.HANDLAGGARE).pk,
        "beslut": brukare.beslutsrader.first().beslut_id,
        "overklagande": build_overklagande(brukare.beslut.first()).pk,
        "delegation": build_delegation(build_user("hanna", Roll.HANDLAGGARE)).pk,
        "beslutsrad": brukare.beslutsrader.first().pk,
        "foretradare": build_foretradare(brukare).pk,
        "relation": brukare.relationer.create(person=build_person(INTYGSGIVARENS_NUMMER), namn="Kim", slag="syskon").pk,
        "assistent": assistent.pk,
        "assistentuppgift": build_question(assistent).pk,
        "uppdrag": uppdrag.pk,
        "handling": build_handling(uppdrag).pk,
        "mandat": Betalningsmottagare.objects.filter(brukare=brukare, aterkallad=None).first().pk,
        "vistelse": Vistelse.objects.create(brukare=brukare, typ="sjukhus", borjar=NU).pk,
        "anordnare": anordnare.pk,
        "tillstand": tillstand.pk,
        "kontakt": build_kontakt(anordnare).pk,
        "funktionar": build_funktionar(anordnare).pk,
        "brev": build_brev(brukare, tillstand).pk,
        **build_attest_order(anordnare),
        **build_governing(),
        **build_payments(),
        "kontering": build_kontering(avtalsform="A").pk,
        "konto": build_konto(anordnare, "50501014", forsta=False, inlagt_av=build_user("karl")).pk,
        "inlasning": inlasning.pk,
        "omatchad": unmatched(build_granskare()).first().pk,
        "redovisning": redovisning.pk,
        "rapport": redovisning.tidrapporter.first().pk,
        "faktura": fakturan.pk,
        "nedsatt_faktura": build_reduced(),
        "regelverk": build_forslag(D07={"parametrar": {"dag": 10, "manader": 2}}).pk,
        "prov": build_prov(),
        **build_claim(brukare, uppdrag.anordnare),
        **build_amounts(brukare),
        **build_contracts(brukare),
        **build_reclaim(),
    }
