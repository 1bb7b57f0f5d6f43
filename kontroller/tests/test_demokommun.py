"""Demon byggs en gång, tar vid där den slutade, och rör aldrig en databas med annat i."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pypdf import PdfReader

from assistans.models import Handelse, User
from assistans.pango import PangoMissing
from assistans.roller import Roll
from demodata import kommun, kredit
from demodata.sjuklon import SJUKFALL
from fakturor.models import Faktura, Nedsattning, Tidrad, Utbetalningsomgang
from kontroller import demokommun
from kontroller.demokredit import NEDSATT
from kontroller.loading.fullstandighet import load_overview
from kontroller.management.commands.kontrollera import wait_for
from kontroller.models import Granskning, Kontrollrapport, Korning


@pytest.fixture(autouse=True)
def kommunens_konto(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo pays from an account of its own, which its environment names."""
    monkeypatch.setattr(settings, "BETALKONTO", kommun.BETALKONTO)
    monkeypatch.setattr(settings, "BANK_BIC", kommun.BANK_BIC)
    monkeypatch.setattr(settings, "KOMMUN_ORGNR", kommun.ORGNR)


def counted() -> dict[str, int]:
    return {
        m.__name__: m.objects.count() for m in (User, Faktura, Tidrad, Korning, Granskning, Kontrollrapport, Handelse)
    }


# WeasyPrint leaves its colour profile open.
@pytest.mark.django_db(transaction=True)
def test_the_demo_is_built_once_and_a_second_start_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(demokommun, "RAPPORTER", tmp_path / "demo")

    assert demokommun.build(wait_for)
    forsta = counted()
    assert demokommun.build(wait_for)

    assert counted() == forsta
    assert forsta["Faktura"] == 2 * 34 + len(SJUKFALL) + 1  # and a credit note
    krediterade = Faktura.objects.filter(status="krediterad").order_by("nummer").values_list("nummer", flat=True)
    assert list(krediterade) == [kredit.FAKTURA, kredit.NUMMER]
    nedsattning = Nedsattning.objects.get()
    assert (nedsattning.status, nedsattning.faktura.nummer) == ("beslutad", NEDSATT[1])
    assert "överklaga" in nedsattning.beslutsbrev.text
    assert Korning.objects.filter(typ=Korning.Typ.MANAD).count() == forsta["Kontrollrapport"] == 2
    assert [(o.status, o.antal) for o in Utbetalningsomgang.objects.order_by("pk")] == [
        ("frislappt", 3),
        ("forberedd", 1),
    ]
    assert Counter(Faktura.objects.approved().values_list("status", flat=True)) == {
        "utbetald": 1,
        "i_utbetalning": 1,
        "godkand": 3,
    }
    assert [rapport.fran for rapport in Kontrollrapport.objects.signed()] == [date(2015, 4, 1)]
    rapporter = sorted((tmp_path / "demo").iterdir())
    assert [fil.name for fil in rapporter] == ["kontrollrapport-2015-04.pdf", "kontrollrapport-2015-05.pdf"]
    text = "".join(sida.extract_text() for sida in PdfReader(rapporter[0]).pages).replace("\u00a0", " ")
    assert "1 230 572" in text
    [tyst] = load_overview(date(2015, 4, 1), dag=date(2015, 6, 17)).tysta
    assert tyst.tysta_manader == 2
    assert {brist.slag for brist in tyst.saknade} == {"rapport", "faktura", "grund"}


@pytest.mark.django_db(transaction=True)
def test_without_what_sets_the_type_the_demo_is_built_but_for_the_reports(monkeypatch, tmp_path, capsys):
    def refuse(**_):
        raise PangoMissing("Pango saknas.")

    monkeypatch.setattr(demokommun, "create_report", refuse)
    monkeypatch.setattr(demokommun, "RAPPORTER", tmp_path)

    assert demokommun.build(wait_for)

    assert "Pango saknas." in capsys.readouterr().err
    assert Korning.objects.filter(typ=Korning.Typ.MANAD, status=Korning.Status.KLAR).count() == 2


@pytest.mark.django_db
def test_there_is_one_user_for_every_role_with_the_password_that_is_shown():
    demokommun.ensure_users()

    for rad in demokommun.ANVANDARE:
        user = User.objects.get(anvandarnamn=rad.anvandarnamn)
        assert user.roller == rad.roller
        assert user.check_password(demokommun.LOSENORD)
    assert {rad.roll for rad in demokommun.ANVANDARE} == set(Roll)


@pytest.mark.django_db
def test_an_empty_database_and_the_demos_own_are_taken():
    User.objects.system()
    demokommun.require_own_database()

    demokommun.ensure_users()

    demokommun.require_own_database()


@pytest.mark.django_db
def test_a_database_where_somebody_works_is_refused():
    User.objects.create_user("nagon", "Någon Annan")

    with pytest.raises(demokommun.NotTheDemo, match="innehåller annat än demon"):
        demokommun.require_own_database()


@pytest.mark.django_db
def test_a_database_of_another_program_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda cursor: ["kunder", "order"])

    with pytest.raises(demokommun.NotTheDemo, match="innehåller annat än demon"):
        demokommun.require_own_database()


def test_the_command_names_a_database_that_is_not_there(child_env: dict[str, str]):
    demo = subprocess.run(
        [sys.executable, "manage.py", "demo", "--utan-server"],
        cwd=settings.BASE_DIR,
        env={**child_env, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    namn = f"{settings.DATABASES['default']['NAME']}_demo"
    assert (demo.returncode, demo.stdout) == (2, "")
    assert demo.stderr == f"Databasen {namn} går inte att öppna. Skapa den, eller ta bort DATABASE_URL.\n"


def test_another_command_never_builds_the_demo():
    demo = subprocess.run(
        [sys.executable, "-c", "from django.core.management import execute_from_command_line as run; "
         "run(['manage.py', 'demo', '--utan-server'])"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "assistans.settings", "ASSISTANS_DEMO": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )  # fmt: skip

    assert demo.returncode == 2
    assert demo.stderr == "Demon startas med make demo, eller med manage.py demo.\n"
