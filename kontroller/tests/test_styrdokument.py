"""What the nämnd adopts: proposed by one, registered by another, and never changed."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from assistans.roller import Roll
from beslut.services.refusal import RegistrationRefused
from kontroller.models import Styrdokument
from kontroller.rapport.styrdokument import write_document
from kontroller.services.governing import adopt_document, propose_document, put_document_aside
from kontroller.styrning.dokument import SLAG, document_sections, in_force
from kontroller.styrning.innehall import canonical, fingerprint, read
from kontroller.tests.bygg_styrning import (
    PARAGRAF,
    SAMMANTRADE,
    build_antaget,
    build_chef,
    build_controller,
    build_forslag,
    build_moment,
    build_risk,
)
from tests.byggstenar import NU, build_user
from tests.vagran import copy_row, empty, execute, refused

pytestmark = pytest.mark.django_db

RISKANALYS, PROCESS = Styrdokument.Slag.RISKANALYS, Styrdokument.Slag.PROCESS
PLAN, UPPFOLJNING = Styrdokument.Slag.INTERNKONTROLLPLAN, Styrdokument.Slag.UPPFOLJNING


@pytest.fixture
def forslag() -> Styrdokument:
    build_risk()
    return build_forslag()


def test_what_one_person_proposes_another_registers(forslag):
    dokument = adopt_document(dokument=forslag, sammantradesdag=SAMMANTRADE, paragraf=PARAGRAF, by=build_chef(), at=NU)

    assert in_force(RISKANALYS) == dokument
    assert (dokument.beteckning, dokument.paragraf) == ("2015:1", PARAGRAF)


def test_nobody_registers_the_decision_about_their_own_proposal(forslag):
    forslagsstallare = build_controller()
    forslagsstallare.roller = [Roll.CONTROLLER, Roll.ENHETSCHEF]
    forslagsstallare.save()

    with pytest.raises(RegistrationRefused, match="Någon annan"):
        adopt_document(dokument=forslag, sammantradesdag=SAMMANTRADE, paragraf=PARAGRAF, by=forslagsstallare, at=NU)
    with refused("styrdokument_antaget_av_annan"):
        execute(
            "UPDATE kontroller_styrdokument SET antaget = now(), antaget_av_id = foreslaget_av_id,"
            " sammantradesdag = '2015-04-14', paragraf = '§ 1' WHERE id = %s",
            [forslag.pk],
        )


def test_a_decision_without_its_paragraph_is_none(forslag):
    with pytest.raises(RegistrationRefused, match="paragrafen"):
        adopt_document(dokument=forslag, sammantradesdag=SAMMANTRADE, paragraf=" ", by=build_chef(), at=NU)
    with refused("styrdokument_antaget_med_paragraf"):
        execute(
            "UPDATE kontroller_styrdokument SET antaget = now(), antaget_av_id = %s, sammantradesdag = '2015-04-14'"
            " WHERE id = %s",
            [build_chef().pk, forslag.pk],
        )


def test_a_meeting_to_come_has_decided_nothing(forslag):
    with pytest.raises(RegistrationRefused, match="inte varit än"):
        adopt_document(dokument=forslag, sammantradesdag=date(2099, 1, 1), paragraf=PARAGRAF, by=build_chef(), at=NU)


@pytest.mark.parametrize("slag", list(Styrdokument.Slag))
def test_who_may_not_neither_proposes_nor_registers(slag):
    build_risk()
    handlaggare = build_user("handlaggare", Roll.HANDLAGGARE)

    with pytest.raises(RegistrationRefused, match="Din roll"):
        propose_document(slag=slag, ar=2015, sammanfattning="Text.", by=handlaggare, at=NU)


def test_what_is_adopted_can_not_be_changed_removed_or_emptied():
    build_risk()
    dokument = build_antaget()

    for sql in (
        "UPDATE kontroller_styrdokument SET paragraf = '§ 2' WHERE id = %s",
        "UPDATE kontroller_styrdokument SET undanlagt = now(), undanlagt_av_id = foreslaget_av_id WHERE id = %s",
    ):
        with refused("går inte att skriva om"):
            execute(sql, [dokument.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM kontroller_styrdokument WHERE id = %s", [dokument.pk])
    with refused("går inte att skriva om"):
        empty("kontroller_styrdokument")


def test_the_content_of_a_proposal_stands_too_and_is_what_its_hash_says(forslag):
    with refused("det som står där ändras inte"):
        execute("UPDATE kontroller_styrdokument SET innehall = '{}' WHERE id = %s", [forslag.pk])
    with refused("styrdokument_hash"):
        copy_row("kontroller_styrdokument", forslag.pk, innehall="{}", ar=2016)

    assert fingerprint(forslag.innehall) == forslag.sha256
    assert canonical(json.loads(forslag.innehall)) == forslag.innehall


def test_one_proposal_a_year_waits_and_the_next_gets_the_next_number(forslag):
    with pytest.raises(RegistrationRefused, match="väntar redan"):
        build_forslag()
    with refused("styrdokument_ett_forslag"):
        copy_row("kontroller_styrdokument", forslag.pk, version=2)

    put_document_aside(dokument=forslag, by=build_controller(), at=NU)
    assert build_forslag().beteckning == "2015:2"


def test_a_risk_that_nobody_has_assessed_holds_the_analysis_back():
    build_risk(None, namn="Obedömd")

    with pytest.raises(RegistrationRefused, match="Obedömd"):
        build_forslag()


def test_an_empty_register_is_no_analysis_and_an_empty_year_no_plan():
    with pytest.raises(RegistrationRefused, match="inga risker"):
        build_forslag()
    with pytest.raises(RegistrationRefused, match="inga moment"):
        build_forslag(PLAN)


def test_only_a_plan_that_the_namnd_has_adopted_is_followed_up():
    build_moment(build_risk())
    with pytest.raises(RegistrationRefused, match="inte fastställt planen"):
        build_forslag(UPPFOLJNING)

    build_antaget(PLAN)
    assert build_forslag(UPPFOLJNING).beteckning == "2015:1"


@pytest.mark.parametrize("slag", list(Styrdokument.Slag))
def test_a_document_is_written_from_its_content_alone(slag, django_assert_num_queries):
    build_moment(build_risk())
    if slag == UPPFOLJNING:
        build_antaget(PLAN)
    dokument = build_forslag(slag)

    with django_assert_num_queries(0):
        avsnitt = document_sections(dokument)

    assert avsnitt[0].stycken == ("Riskerna är gåtts igenom.",)
    assert SLAG[slag].differences(read(dokument.innehall), read(dokument.innehall)) == []


@pytest.mark.parametrize("slag", list(Styrdokument.Slag))
def test_the_pdf_is_accessible_and_bears_the_content_that_the_hash_is_of(slag):
    build_moment(build_risk())
    if slag == UPPFOLJNING:
        build_antaget(PLAN)
    dokument = build_antaget(slag)

    fil = write_document(dokument)
    pdf = PdfReader(io.BytesIO(fil))

    rot = pdf.trailer["/Root"]
    assert (rot["/MarkInfo"]["/Marked"], rot["/Lang"]) == (True, "sv")
    assert pdf.metadata.title == f"{dokument.get_slag_display()} 2015:1, personlig assistans"
    assert b"pdfuaid:part" in rot["/Metadata"].get_data()
    [innehall] = pdf.attachments["innehall.json"]
    assert fingerprint(innehall.decode()) == dokument.sha256
    text = " ".join(" ".join(sida.extract_text() for sida in pdf.pages).replace("\u00a0", " ").split())
    assert "Fastställd 14 april 2015, § 41" in text
    assert dokument.sha256 in text
    assert write_document(dokument) == fil


@pytest.mark.parametrize(("slag", "ord_"), [(RISKANALYS, "värde 12"), (PROCESS, "från mottagen till")])
def test_a_picture_in_the_pdf_says_the_same_in_words(slag, ord_):
    build_risk()

    pdf = PdfReader(io.BytesIO(write_document(build_forslag(slag))))

    beskrivningar = [str(objekt["/Alt"]) for objekt in objects_of(pdf) if "/Alt" in objekt]
    assert any(ord_ in text for text in beskrivningar)


def objects_of(pdf: PdfReader) -> list:
    """Every dictionary of the file."""
    objekt = (pdf.get_object(nummer) for nummer in range(1, pdf.trailer["/Size"]))
    return [ett for ett in objekt if isinstance(ett, dict)]
