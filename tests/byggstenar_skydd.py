"""En kommun där två personer har skyddade uppgifter, och allt som kan säga något om dem finns.

Elsa (LSS-9F3C) är öppen. Ottilia har skyddad folkbokföring och samma anordnare som Elsa; Sigrun har sekretessmarkering
och är sin egen arbetsgivare. Allt som är deras har ett namn eller nummer som inte står någon annanstans.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from assistans.models import User
from beslut.models import Anordnare, Betalningsmottagare, Brukare, Stallforetradare, Timbelopp, Vistelse
from fakturor.models import Faktura, Redovisning
from fakturor.services.importing import import_folder
from fakturor.services.uploading import preview_upload
from fakturor.tests.bygg_mapp import ORGNR as FRAMMANDE
from fakturor.tests.bygg_mapp import first, only
from kontroller.korning import run_block, start_month
from kontroller.models import Korning, Utfallsrad
from kontroller.rapport import innehall
from kontroller.rapport.period import Utgava, span_of
from kontroller.services.reporting import create_report
from tests.byggstenar import (
    MANAD,
    NU,
    ORGNR,
    TIMPRIS,
    build_anordnare,
    build_arende,
    build_assistent,
    build_beslut,
    build_brukare,
    build_faktura,
    build_granskare,
    build_konto,
    build_person,
    build_rapport,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_fk import build_fkfaktura
from tests.byggstenar_kontroll import build_bedomning, build_stickprov
from tests.byggstenar_sjuklon import build_sjuklon_for
from tests.byggstenar_skydd_rader import (
    DERAS_NUMMER,
    ORD_OM_OTTILIA,
    SKYDDADE_ANDRA,
    VENDELAS_NUMMER,
    SkyddadeAndra,
    build_dokument,
    build_protected_others,
    build_rest_of_case,
)

OTTILIAS_NUMMER, SIGRUNS_NUMMER, GUSTAFS_NUMMER, ESTERS_NUMMER = (
    "189001019802",
    "189001029819",
    "189001039800",
    "189001049817",
)
OTTILIA, SIGRUN = "DOLD-7QXK", "DOLD-4MZT"
EGEN_ARBETSGIVARE = "EA0777"
HEMLIGT = (
    "Ottilia",
    "Björkhagra",
    "Sigrun",
    "Mossvik",
    "Gustaf Nybygge",
    "Ester Lundtorp",
    "Folke Undertecknare",
    OTTILIA,
    SIGRUN,
    "HEMLIG 2014/77",
    "HEMLIG 2014/78",
    "R-7QXK",
    "R-4MZT",
    "SKY-9001",
    "SAM-9002",
    "SKY-9003",
    "317,77",
    *ORD_OM_OTTILIA,
    *SKYDDADE_ANDRA,
    *(
        form
        for nummer in (OTTILIAS_NUMMER, SIGRUNS_NUMMER, GUSTAFS_NUMMER, *DERAS_NUMMER)
        for form in (nummer, nummer[2:], f"{nummer[:8]}-{nummer[8:]}", f"{nummer[2:8]}-{nummer[8:]}", nummer[:8])
    ),
)
"""What nobody who is not named may find on any page, in any file."""
NAMN = ("Ottilia", "Björkhagra", "Sigrun", "Mossvik", "Gustaf Nybygge")
"""What stands on the person's own page alone, also for those who are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skyddade:
    """De två brukarna, och de fyra som är skyddade kring den öppna Elsa."""

    ottilia: Brukare
    sigrun: Brukare
    andra: SkyddadeAndra


def build_skyddade() -> Skyddade:
    """The registers and the month's papers of one open person and two who are protected, before anything is tried."""
    oppet = build_arende()
    ottilia = _build_person(OTTILIA, OTTILIAS_NUMMER, "Ottilia", "Björkhagra", "skyddad_folkbokforing")
    sigrun = _build_person(SIGRUN, SIGRUNS_NUMMER, "Sigrun", "Mossvik", "sekretessmarkering")
    _build_ottilias_case(ottilia, oppet.anordnare, oppet.redovisning)
    andra = build_protected_others(oppet.redovisning)
    _build_sigruns_case(sigrun)
    _build_unmatched(ottilia, oppet.anordnare)
    return Skyddade(ottilia=ottilia, sigrun=sigrun, andra=andra)


def build_rest_of_chain() -> Korning:
    """What the commands make of the month: files with bad rows, the control, assessments, a sample and the board's
    report.
    """
    _build_bad_files()
    korning = _control()
    build_stickprov(*Faktura.objects.filter(att_betala__gt=0).order_by("pk"))
    return korning


def _build_person(referens: str, personnummer: str, fornamn: str, efternamn: str, skydd: str) -> Brukare:
    return build_brukare(referens, personnummer, fornamn=fornamn, efternamn=efternamn, skydd=skydd)


def _build_ottilias_case(ottilia: Brukare, anordnare: Anordnare, elsas: Redovisning) -> None:
    """Everything that the registers know of a person, and a month whose hours meet Elsa's."""
    beslut = build_beslut(ottilia, diarienummer="HEMLIG 2014/77")
    build_uppdrag(ottilia, anordnare)
    Betalningsmottagare.objects.filter(brukare=ottilia).update(undertecknad_av="Folke Undertecknare")
    Stallforetradare.objects.create(
        brukare=ottilia,
        person=build_person(GUSTAFS_NUMMER),
        namn="Gustaf Nybygge",
        roll="god_man",
        galler_fran=date(2014, 1, 1),
    )
    Vistelse.objects.create(brukare=ottilia, typ="sjukhus", borjar=NU)
    build_assistent(anordnare, ESTERS_NUMMER, namn="Ester Lundtorp", brukare=ottilia)
    timbelopp = Timbelopp.objects.create(
        kategori="individuell", brukare=ottilia, galler_fran=date(2015, 1, 1), belopp=Decimal("317.77")
    )
    redovisning = build_redovisning(ottilia, anordnare)
    build_rapport(redovisning, kod="R-7QXK-2015-05")
    build_rapport(redovisning, kod="R-7QXK-ester", personnummer=ESTERS_NUMMER)
    build_faktura(redovisning, nummer="SKY-9001", dokument=build_dokument("c", "Gäller Ottilia Björkhagra"))
    build_faktura(elsas, redovisning, nummer="SAM-9002")
    build_fkfaktura(ottilia, elsas.brukare, "DOLD7QXK")
    sigge = build_user("sigge")
    ottilia.behoriga.add(sigge)
    build_sjuklon_for(ottilia, anordnare.orgnr, build_person(ESTERS_NUMMER), by=sigge)
    build_rest_of_case(ottilia, elsas.brukare, beslut, timbelopp)


def _build_sigruns_case(sigrun: Brukare) -> None:
    """Her provider is herself: its name and its account are hers."""
    anordnare = build_anordnare(
        EGEN_ARBETSGIVARE, namn="Sigrun Mossvik", form="egen_arbetsgivare", person=sigrun.person
    )
    build_beslut(sigrun, diarienummer="HEMLIG 2014/78")
    build_konto(anordnare, f"3300/{SIGRUNS_NUMMER[2:]}", typ="konto")
    build_konto(anordnare, f"3300/{GUSTAFS_NUMMER[2:]}", typ="konto", forsta=False, inlagt_av=build_user("karl"))
    build_uppdrag(sigrun, anordnare, avtalsform="C")
    build_assistent(anordnare, ESTERS_NUMMER, namn="Ester Lundtorp")
    redovisning = build_redovisning(sigrun, anordnare)
    build_rapport(redovisning, kod="R-4MZT-2015-05", personnummer=ESTERS_NUMMER)
    build_faktura(redovisning, nummer="SKY-9003", typ=Faktura.Typ.RAKNING)


def _build_unmatched(ottilia: Brukare, anordnare: Anordnare) -> None:
    """Invoices that wait in the queue: one a letter from her referens, one that knows her, one that names her."""
    nara = _unmatched(anordnare, "OM-1", referens="DOLD-7QXQ", belopp=80 * TIMPRIS)
    assert nara.rader.get().brukare is None
    _unmatched(None, "OM-2", brukare=ottilia, referens=OTTILIA)
    _unmatched(
        anordnare,
        "OM-3",
        dokument=build_dokument("d", f"Ottilia Björkhagra, {OTTILIAS_NUMMER}"),
        texter=[{"falt": "cbc:Note", "text": "Ottilia Björkhagra har bytt adress"}],
    )


def _unmatched(anordnare: Anordnare | None, nummer: str, *, belopp: Decimal = Decimal(100), **falt) -> Faktura:
    rad = {namn: falt.pop(namn) for namn in ("brukare", "referens") if namn in falt}
    faktura = Faktura.objects.create(
        typ=Faktura.Typ.FAKTURA,
        nummer=nummer,
        leverantor=anordnare.orgnr if anordnare else "5599050001",
        leverantor_namn="Exempel Assistans AB",
        anordnare=anordnare,
        fakturadatum=date(2015, 6, 2),
        att_betala=belopp,
        konton=[{"typ": "bankgiro", "nummer": "50501006"}],
        mottagen=NU,
        status="omatchad",
        **falt,
    )
    faktura.rader.create(ordning=1, rad="1", enhet="HUR", antal=80, pris=TIMPRIS, belopp=belopp, manad=MANAD, **rad)
    return faktura


def bad_files() -> list[tuple[str, bytes]]:
    """Rows that cannot be taken in, about Ottilia: by number, by name, by referens, and one about nobody known."""
    om_ottilia = {"fornamn": "Ottilia", "efternamn": "Björkhagra", "skydd": "skyddad_folkbokforing"}
    return only(
        brukare=[
            first("brukare", **om_ottilia, referens="DOLD-ANNAN", personnummer=OTTILIAS_NUMMER),
            first("brukare", **om_ottilia, referens=OTTILIA, personnummer="191"),
            first("brukare", referens="LSS-FEL", personnummer="192"),
        ],
        stallforetradare=[
            first("stallforetradare", referens=OTTILIA, namn="Gustaf Nybygge", personnummer=GUSTAFS_NUMMER, roll="fel")
        ],
        beslut=[first("beslut", referens=OTTILIA, diarienummer="HEMLIG 2014/77", timmar="många")],
        assistenter=[
            first(
                "assistenter",
                referens=OTTILIA,
                orgnr=FRAMMANDE,
                namn="Ester Lundtorp",
                personnummer=ESTERS_NUMMER,
            ),
            first(
                "assistenter", referens="LSS-9F3C", orgnr="1", namn="Vendela Gömmefors", personnummer=VENDELAS_NUMMER
            ),
        ],
        rapporter=[first("rapporter", rapport="R-7QXK-2015-05", referens=OTTILIA, orgnr=ORGNR, manad="2015-13")],
        tidrader=[first("tidrader", rapport="R-7QXK-2015-05", start="25:00")],
        intyg=[first("intyg", rapport="R-7QXK-2015-05", part="brukare", namn="Ottilia Björkhagra", satt="rök")],
    )


def _build_bad_files() -> None:
    """The same bad rows, once put up in the browser and once read in by the command."""
    preview_upload(files=bad_files(), by=build_granskare(), at=NU)
    import_folder(bad_files(), by=User.objects.system(), at=NU)


def _control() -> Korning:
    """The month's control, an assessment of something that it found in each invoice, and the board's report."""
    granskare = build_granskare()
    korning = start_month(manad=MANAD, by=granskare, at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    for utfall in Utfallsrad.objects.order_by("granskning", "pk").distinct("granskning"):
        build_bedomning(utfall)
    utan_bilagan = innehall.AVSNITT[:-1]  # it is the same in every report, and long
    with patch.object(innehall, "AVSNITT", utan_bilagan):
        create_report(tidrymd=span_of(Utgava.MANAD, MANAD), by=granskare, at=NU)
    korning.refresh_from_db()
    return korning
