"""The process as a document: it is generated from what the program does, and says what has changed."""

import copy
from datetime import date

import pytest

from assistans.roller import ALLA_RATTIGHETER
from fakturor.flode import STEG, Status
from kontroller.katalog import Status as Hur
from kontroller.regel import ALLTID
from kontroller.regelverk import ensure_standard
from kontroller.styrning.process.avsnitt import drawing, road_in_words, sections
from kontroller.styrning.process.beskrivning import build
from kontroller.styrning.process.ratter import RATTORD, roles_with
from kontroller.styrning.process.skillnad import differences
from kontroller.styrning.process.steg import FORE, STEGORD
from tests.byggstenar import NU, build_attestratt, build_user

pytestmark = pytest.mark.django_db
DAG = date(2015, 6, 1)
BARA_LASER = ("se", "se_", "forhandsprova", "sok")


@pytest.fixture
def process():
    ensure_standard(at=NU)
    return build(2015, DAG)


def changed(process, **andrat):
    return copy.deepcopy(process) | copy.deepcopy(andrat)


def test_every_step_of_an_invoice_is_in_words():
    assert STEGORD.keys() == {str(status) for status in Status}
    assert all(ord_.gors for ord_ in STEGORD.values())


def test_every_right_that_changes_something_is_in_words():
    andrar = {ratt for ratt in ALLA_RATTIGHETER if not ratt.split(".")[1].startswith(BARA_LASER)}

    assert andrar - RATTORD.keys() == set()


def test_every_right_of_a_step_is_somebodys_and_in_words():
    ratter = {ratt for ord_ in STEGORD.values() for ratt in ord_.ratter} | {r for *_, rr in FORE for r in rr}

    assert ratter <= RATTORD.keys()
    assert all(roles_with(ratt) for ratt in ratter)


def test_the_steps_that_may_follow_are_those_of_the_flow(process):
    for steg in process["steg"]:
        assert steg["vidare"] == [Status(nasta).label for nasta in STEG[steg["kod"]]]


def test_every_rule_of_the_rule_set_stands_in_it_with_what_it_does(process):
    regelverk = ensure_standard(at=NU)

    assert {rad["kod"]: rad["i_bruk"] for rad in process["kontroller"]} == dict(
        regelverk.rader.values_list("kod", "i_bruk")
    )
    a02 = next(rad for rad in process["kontroller"] if rad["kod"] == "A02")
    assert (a02["niva"], a02["omrade"]) == ("Stoppar", "Beslut")
    assert process["regelverk"]["galler_fran"] == f"{ALLTID:%Y-%m-%d}"


def test_what_the_program_keeps_stands_in_it(process):
    h01 = next(rad for rad in process["halls"] if rad["kod"] == "H01")

    assert h01["hur"] == Hur.PROGRAMMET.value


def test_the_same_process_on_another_day_differs_in_nothing(process):
    assert differences(process, build(2016, date(2016, 2, 2))) == []


def test_a_step_that_may_no_longer_follow_is_told(process):
    steg = copy.deepcopy(process["steg"])
    steg[0]["vidare"].remove("Avvisad")

    assert differences(process, changed(process, steg=steg)) == ["Från steget Mottagen får Avvisad inte längre följa."]
    assert differences(changed(process, steg=steg), process) == ["Från steget Mottagen får Avvisad följa."]


def test_a_role_that_may_more_is_told(process):
    roller = copy.deepcopy(process["roller"])
    handlaggare = next(rad for rad in roller if rad["roll"] == "Handläggare")
    handlaggare["far"].append("ge beslutsattest")

    assert differences(process, changed(process, roller=roller)) == ["Handläggare får nu ge beslutsattest."]
    assert differences(changed(process, roller=roller), process) == ["Handläggare får inte längre ge beslutsattest."]


@pytest.mark.parametrize(
    ("falt", "varde", "mening"),
    [
        ("i_bruk", False, "har tagits ur bruk."),
        ("niva", "Varnar", ": varnar i stället för stoppar."),
        ("far_godtas", False, ": stopp får inte godtas."),
        ("granser", ["Timmar 12"], ": gränserna är Timmar 12, de var inga."),
        ("provar", "Något annat.", ": prövningen är beskriven på nytt (version 1)."),
    ],
)
def test_a_control_that_does_something_else_is_told(process, falt, varde, mening):
    kontroller = copy.deepcopy(process["kontroller"])
    a01 = next(rad for rad in kontroller if rad["kod"] == "A01")
    a01[falt] = varde

    [skillnad] = differences(process, changed(process, kontroller=kontroller))

    assert skillnad.startswith(f"A01 {a01['titel']}")
    assert skillnad.endswith(mening)


def test_somebody_whom_the_namnd_has_appointed_since_is_told(process):
    build_attestratt(build_user("berit"), "beslut")

    [mening] = differences(process, build(2015, DAG))

    assert mening.startswith("Ny i attestordningen: ")
    assert "beslutsattest" in mening


def test_what_is_done_differently_by_form_stands_for_all_four(process):
    for rad in process["former"]["skillnader"]:
        assert all(rad[form] for form in "ABCD")


def test_the_picture_has_every_step_and_says_the_same_in_words(process):
    bild, ord_ = drawing(process, papper=True), road_in_words(process)

    for steg in process["steg"]:
        assert f">{steg['namn']}<" in bild
        assert steg["namn"].lower() in ord_
    assert ord_ in bild


def test_the_document_tells_of_both_contracted_assistance_and_support(process):
    rubriker = [avsnitt.rubrik for avsnitt in sections(process)]

    assert "Upphandlad assistans och ekonomiskt stöd" in rubriker
    assert len({tabell.kod for avsnitt in sections(process) for tabell in avsnitt.tabeller}) == sum(
        len(avsnitt.tabeller) for avsnitt in sections(process)
    )


def test_the_process_is_read_in_few_questions(process, django_assert_num_queries):
    build_attestratt(build_user("berit"), "beslut")

    with django_assert_num_queries(3):
        build(2015, DAG)
