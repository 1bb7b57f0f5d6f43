"""The queue when the registers grow: what can be told now is filled in, and a person's word stands."""

from datetime import date

from assistans.models import Handelse, User
from beslut.models import Brukare
from beslut.services.persons import register_person
from beslut.services.providers import register_provider
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.services.pairing import Parning, pair_invoice
from fakturor.tests.bygg_mapp import MAPP, ORGNR, first, folder, only
from fakturor.tests.filer.bygg_ubl import Rad, build_invoice
from fakturor.tests.importing.conftest import AT
from tests.byggstenar import build_handlaggare
from tests.byggstenar_kontroll import bring_to

APRIL = {"StartDate": "2015-04-01", "EndDate": "2015-04-30"}


def waiting(read, **invoice):
    read([("f.xml", build_invoice(Rad(referens="B-2"), AccountingCost="", **APRIL | invoice))])
    return Faktura.objects.get()


def test_an_invoice_leaves_the_queue_when_its_provider_and_person_are_known(read):
    faktura = waiting(read)

    read(only(anordnare=MAPP["anordnare"]))
    faktura.refresh_from_db()
    assert (faktura.status, faktura.anordnare.orgnr) == (Status.OMATCHAD, ORGNR)

    read(only(brukare=[first("brukare", referens="B-2")]))
    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)
    assert faktura.rader.get().redovisning.manad == date(2015, 4, 1)
    assert Handelse.objects.get(typ="faktura.parad").objekt_id == faktura.pk


def test_what_a_person_has_paired_is_not_matched_over(read):
    read(only(brukare=MAPP["brukare"]))
    faktura = waiting(read)
    line = faktura.rader.get()
    alma = User.objects.create_user("alma", "Alma Ek", roller=["administrativ_assistent"])
    pair_invoice(faktura=faktura, rader=[Parning(rad=line.pk, brukare=Brukare.objects.get())], by=alma, at=AT)

    read(only(brukare=[first("brukare", referens="B-2", personnummer="198402612389")]))

    line.refresh_from_db()
    assert line.brukare.referens == "B-1001"


def test_a_sole_traders_pseudonym_takes_the_place_of_the_unknown(read):
    number = "198401022390"
    faktura = waiting(read, saljare=number[2:], momsnummer=f"SE{number[2:]}01")

    read(only(anordnare=[first("anordnare", orgnr="EA0007", form="enskild_firma", personnummer=number)]))

    faktura.refresh_from_db()
    assert faktura.leverantor == "EA0007"


def test_a_person_registered_by_hand_takes_her_invoice_out_of_the_queue(read):
    read(only(anordnare=MAPP["anordnare"]))
    faktura = waiting(read)

    register_person(
        referens="B-2",
        personnummer="198402612389",
        fornamn="Åsa",
        efternamn="Björk",
        skydd="ingen",
        folkbokforingskommun="",
        avliden=None,
        behoriga=[],
        by=build_handlaggare(),
        at=AT,
    )

    faktura.refresh_from_db()
    assert (faktura.status, faktura.rader.get().brukare.referens) == (Status.MOTTAGEN, "B-2")


def test_a_provider_registered_by_hand_is_known_by_the_queue_and_the_persons_other_invoices_go_back(read):
    read(folder())
    other = bring_to(Faktura.objects.get(), Status.GODKAND)
    read([("f.xml", build_invoice(Rad(), saljare="5599004180", momsnummer="SE559900418001", **APRIL))])
    waits = Faktura.objects.get(status=Status.OMATCHAD)

    register_provider(
        form="aktiebolag",
        orgnr="5599004180",
        personnummer="",
        namn="Annan Assistans AB",
        f_skatt=True,
        konton=[],
        by=build_handlaggare(),
        at=AT,
    )

    for faktura in (waits, other):
        faktura.refresh_from_db()
        assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)
