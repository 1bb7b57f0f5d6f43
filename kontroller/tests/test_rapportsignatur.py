"""The controller's signature under the nämnd's report: of what it is, of the newest, once and for all."""

from datetime import timedelta

import pytest

from assistans.models import Handelse
from assistans.roller import RATTIGHETER, Roll
from beslut.services.refusal import RegistrationRefused
from kontroller.korning import run_block, start_month
from kontroller.models import Kontrollrapport, Rapportsignatur
from kontroller.services.signing import sign_report, signing_obstacle
from kontroller.tests.bygg_rapport import build_skriven
from tests.byggstenar import MANAD, NU, build_arende, build_user
from tests.vagran import empty, execute, refused

pytestmark = pytest.mark.django_db

SIGNERA_SQL = (
    "INSERT INTO kontroller_rapportsignatur (rapport_id, innehall_sha256, pdf_sha256, anteckning, av_id, tid)"
    " SELECT id, innehall_sha256, sha256, '', %s, skapad + %s::interval FROM kontroller_kontrollrapport WHERE id = %s"
)


@pytest.fixture
def eva():
    return build_user("eva", Roll.CONTROLLER)


@pytest.fixture
def rapport() -> Kontrollrapport:
    return build_skriven()


def sign(rapport: Kontrollrapport, by, **andrat) -> Rapportsignatur:
    return sign_report(**{"rapport": rapport, "anteckning": "", "by": by, "at": NU} | andrat)


def test_the_signature_is_of_the_content_and_the_pdf_and_says_who_and_when(rapport, eva):
    signatur = sign(rapport, eva, anteckning=" Läs om täckningen först. ")

    assert (signatur.innehall_sha256, signatur.pdf_sha256) == (rapport.innehall_sha256, rapport.sha256)
    assert (signatur.av, signatur.tid, signatur.anteckning) == (eva, NU, "Läs om täckningen först.")
    handelse = Handelse.objects.get(typ="rapport.signerad")
    assert (handelse.av, handelse.objekt_id, handelse.uppgifter["sha256"]) == (eva, rapport.pk, rapport.sha256)


def test_an_unsigned_report_is_a_draft_for_those_who_work_with_it(rapport, eva):
    def readers():
        roller = [(roll, build_user(f"{roll}-{Rapportsignatur.objects.count()}", roll)) for roll in Roll]
        return {roll for roll, user in roller if Kontrollrapport.objects.open_to(user).exists()}

    utkast = {Roll.CONTROLLER, Roll.ENHETSCHEF, Roll.ADMINISTRATIV_ASSISTENT, Roll.REVISOR}
    assert readers() == utkast

    sign(rapport, eva)
    assert readers() == set(Roll)


def test_a_report_is_signed_once(rapport, eva):
    sign(rapport, eva)

    with pytest.raises(RegistrationRefused, match="redan undertecknad"):
        sign(rapport, build_user("eva2", Roll.CONTROLLER))
    with refused("kontroller_rapportsignatur_rapport_id_key"):
        execute(SIGNERA_SQL, [eva.pk, "1 day", rapport.pk])


def test_nobody_else_than_a_controller_signs(rapport):
    assert {roll for roll, ratter in RATTIGHETER.items() if "kontroller.signera_rapport" in ratter} == {Roll.CONTROLLER}
    chef = build_user("maria", Roll.ENHETSCHEF)

    with pytest.raises(RegistrationRefused, match="En controller gör det"):
        sign(rapport, chef)
    with refused("Bara en controller skriver under rapporten."):
        execute(SIGNERA_SQL, [chef.pk, "0", rapport.pk])


def test_a_controller_who_has_left_signs_nothing(rapport, eva):
    execute("UPDATE assistans_user SET aktiv = false WHERE id = %s", [eva.pk])

    with refused("Bara en controller skriver under rapporten."):
        execute(SIGNERA_SQL, [eva.pk, "0", rapport.pk])


def test_only_the_newest_edition_of_a_period_is_signed(rapport, eva):
    senare = build_skriven()

    with pytest.raises(RegistrationRefused, match="En senare utgåva finns"):
        sign(rapport, eva)
    with refused("Bara den senaste utgåvan av en rapport skrivs under."):
        execute(SIGNERA_SQL, [eva.pk, "0", rapport.pk])

    assert sign(senare, eva).rapport == senare


def test_the_signed_edition_stands_when_a_newer_is_written_and_signed(rapport, eva):
    sign(rapport, eva)
    sign(build_skriven(), eva)

    assert Kontrollrapport.objects.signed().count() == 2


@pytest.mark.parametrize(
    "hashar", ["repeat('0', 64), sha256", "innehall_sha256, repeat('0', 64)"], ids=["innehållet", "PDF:en"]
)
def test_a_signature_of_anything_else_than_the_report_is_refused(rapport, eva, hashar):
    annat = SIGNERA_SQL.replace("SELECT id, innehall_sha256, sha256", f"SELECT id, {hashar}")

    with refused("Signaturen gäller något annat än rapporten."):
        execute(annat, [eva.pk, "0", rapport.pk])


def test_a_report_whose_bytes_are_not_what_its_hashes_say_is_not_signed(eva):
    for andrat in ({"pdf": b"%PDF-1.7 byte"}, {"innehall": "{}"}):
        with refused("Signaturen gäller något annat än rapporten."):
            execute(SIGNERA_SQL, [eva.pk, "0", build_skriven(**andrat).pk])


def test_a_report_is_not_signed_before_it_is_written(rapport, eva):
    with refused("En rapport skrivs inte under innan den är skriven."):
        execute(SIGNERA_SQL, [eva.pk, "-1 second", rapport.pk])


def test_a_report_without_its_content_is_not_signed(eva):
    rapport = build_skriven(innehall="", innehall_sha256="")

    with pytest.raises(RegistrationRefused, match="innan innehållet lagrades"):
        sign(rapport, eva)
    with refused("En rapport utan lagrat innehåll skrivs inte under."):
        execute(SIGNERA_SQL, [eva.pk, "0", rapport.pk])


def test_a_signature_is_neither_changed_removed_nor_emptied(rapport, eva):
    signatur = sign(rapport, eva)
    sagt = "kontroller_rapportsignatur går inte att skriva om"

    with refused(sagt):
        execute("UPDATE kontroller_rapportsignatur SET anteckning = 'x' WHERE id = %s", [signatur.pk])
    with refused(sagt):
        execute("DELETE FROM kontroller_rapportsignatur WHERE id = %s", [signatur.pk])
    with refused(sagt):
        empty("kontroller_rapportsignatur")


def test_a_report_of_a_month_that_has_been_controlled_since_is_written_again_first(eva):
    build_arende()
    rapport = build_skriven()
    korning = start_month(manad=MANAD, by=eva, at=NU - timedelta(hours=1))
    for block in korning.block.all():
        run_block(block.pk, at=NU)

    assert "Skriv rapporten igen" in (signing_obstacle(rapport=rapport, by=eva) or "")


def test_no_number_of_a_person_goes_to_the_board_with_the_signature(rapport, eva):
    with pytest.raises(RegistrationRefused, match="Skriv utan personnummer"):
        sign(rapport, eva, anteckning="Se 18900101-9802 i maj.")
