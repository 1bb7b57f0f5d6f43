"""Det som huset lovar om sig självt, så att ingen behöver minnas det."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assistans.nycklar import RATT_FOR
from assistans.roller import Roll
from kontroller.api.dorr import Nyckel
from kontroller.api.urls import OPERATIONER
from kontroller.rapport.period import Utgava, span_of
from kontroller.regler import load_rules
from tests.byggstenar import MANAD, build_user
from tests.webblasare.sidor import BARA_POST, INGEN_SIDA, SIDOR

ROT = Path(__file__).resolve().parent.parent
APPAR = ("assistans", "beslut", "fakturor", "kontroller")
EGNA_MODELLER = [modell for app in APPAR for modell in apps.get_app_config(app).get_models()]
OPPNA_FOR_ALLA = {"logga_in", "logga_ut", "utkast"}
"""Sidor som den som inte är inne får öppna. Utkastet kräver den nyckel som formuläret bär, och läser ingenting."""
FLEST_RADER = 500


def source_files() -> list[Path]:
    return [fil for fil in chain(*((ROT / app).rglob("*.py") for app in APPAR)) if "migrations" not in fil.parts]


def views() -> list[tuple[str, URLPattern]]:
    """Every view of our own, by its full name."""
    found = []

    def walk(patterns, namespace: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
            else:
                found.append((f"{namespace}{pattern.name}", pattern))

    walk(get_resolver().url_patterns, "")
    return found


@pytest.mark.parametrize("regel", load_rules().values(), ids=lambda regel: regel.kod)
def test_every_rule_is_explained_grounded_and_tested(regel):
    fil = Path(regel.granska.__code__.co_filename)

    assert fil.stem == regel.granska.__name__
    assert len(regel.forklaring) > 40
    assert all(text for _, text in regel.lagrum)
    assert (ROT / f"kontroller/tests/regler/test_{fil.stem}.py").exists()


@pytest.mark.parametrize("namn", [namn for namn, _ in views()])
def test_every_view_says_who_may_open_it(namn):
    vy = dict(views())[namn].callback

    assert namn in OPPNA_FOR_ALLA or hasattr(vy, "kraver")


@pytest.mark.parametrize("namn", sorted(OPERATIONER))
def test_every_operation_of_the_api_lets_in_a_key_with_a_scope_and_nothing_else(namn):
    [las] = OPERATIONER[namn].auth_callbacks

    assert isinstance(las, Nyckel)
    assert dict(views())[f"program:api:{namn}"].callback.kraver == (RATT_FOR[las.omfang],)


def test_what_lets_in_without_login_asks_for_a_key_or_tells_nothing():
    utan_inloggning = {namn for namn, vy in views() if getattr(vy.callback, "login_required", True) is False}

    assert utan_inloggning - OPPNA_FOR_ALLA == {f"program:api:{namn}" for namn in OPERATIONER} | {"program:api:okand"}


def test_no_page_without_a_visit_in_a_browser():
    adresser = {namn for namn, _ in views()}

    assert adresser - INGEN_SIDA.keys() == SIDOR.keys()
    assert INGEN_SIDA.keys() <= adresser


@pytest.mark.django_db
@pytest.mark.parametrize("namn", [namn for namn, varfor in INGEN_SIDA.items() if varfor == BARA_POST])
def test_what_is_said_to_answer_only_a_post_does_so(namn, client):
    client.force_login(build_user("alla", *Roll.values))
    argument = dict.fromkeys(dict(views())[namn].pattern.converters, 1)

    kanda = {"manad": MANAD, "tidrymd": span_of(Utgava.MANAD, MANAD)}
    svar = client.get(reverse(namn, kwargs={vad: kanda.get(vad, ett) for vad, ett in argument.items()}))

    assert svar.status_code == 405


@pytest.mark.parametrize("modell", EGNA_MODELLER, ids=lambda modell: modell.__name__)
def test_every_model_is_in_the_glossary_and_has_a_swedish_name(modell):
    ordlista = (ROT / "docs/ordlista.md").read_text()

    assert f"`{modell.__name__}`" in ordlista
    assert modell._meta.original_attrs.keys() >= {"verbose_name", "verbose_name_plural"}


@pytest.mark.django_db
def test_every_table_keeps_its_history_or_is_never_rewritten():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname IN ('historik', 'skriv_en_gang')")
        foljda = {tabell for (tabell,) in cursor}

    tabeller = {m._meta.db_table for m in EGNA_MODELLER}
    tabeller |= {f.m2m_db_table() for m in EGNA_MODELLER for f in m._meta.local_many_to_many}

    assert tabeller - foljda == set()


def guards() -> list[str]:
    """The constraints that keep periods apart, and those that ask for a second person."""
    return sorted(
        constraint.name
        for modell in EGNA_MODELLER
        for constraint in modell._meta.constraints
        if isinstance(constraint, ExclusionConstraint) or constraint.name.endswith("_annan")
    )


@pytest.mark.parametrize("namn", guards())
def test_every_overlap_and_every_second_person_is_tried_by_raw_sql(namn):
    forsok = f'refused("{namn}")'

    assert any(forsok in fil.read_text() for app in APPAR for fil in (ROT / app / "tests").rglob("*.py"))


@pytest.mark.parametrize("fil", source_files(), ids=lambda fil: str(fil.relative_to(ROT)))
def test_a_module_says_one_thing(fil):
    assert fil.stem not in {"utils", "helpers", "signals", "common"}
    assert len(fil.read_text().splitlines()) <= FLEST_RADER


@pytest.mark.parametrize("fil", source_files(), ids=lambda fil: str(fil.relative_to(ROT)))
def test_no_logic_hides_in_save_or_delete(fil):
    funktioner = [nod for nod in ast.walk(ast.parse(fil.read_text())) if isinstance(nod, ast.ClassDef)]
    gomda = [f.name for klass in funktioner for f in klass.body if isinstance(f, ast.FunctionDef)]

    assert not {"save", "delete"} & set(gomda) or "forms" in fil.parts or fil.stem == "forms"


@pytest.mark.parametrize("fil", sorted((ROT / "beslut/services").glob("*.py")), ids=lambda fil: fil.stem)
def test_a_change_in_the_registers_is_told_to_those_that_rest_on_it(fil):
    assert "Handelse" not in fil.read_text() or fil.stem == "foljder"


@pytest.mark.parametrize("fil", [f for app in APPAR for f in (ROT / app / "migrations").glob("0*.py")], ids=str)
def test_a_migration_is_named_and_imports_no_app_code(fil):
    text = fil.read_text()

    assert "_auto_" not in fil.name
    assert not re.search(rf"^(?:import|from) (?:{'|'.join(APPAR)})\b", text, re.MULTILINE)


def test_no_file_names_a_folder_of_one_machine():
    mapp = re.compile(r"(?<![\w.])/(?:home|root|work)/\w")
    monster = ("*.md", "*.py", "*.toml", "*.txt", "*.html", "*.css")
    filer = [fil for m in monster for fil in ROT.rglob(m) if not {".venv", "var"} & set(fil.relative_to(ROT).parts)]

    traffar = [str(fil.relative_to(ROT)) for fil in filer if fil != Path(__file__) and mapp.search(fil.read_text())]

    assert traffar == []
