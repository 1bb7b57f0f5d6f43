"""What the environment may say, and what it must say in production."""

import logging
import os
import subprocess
import sys

import pytest

from assistans.adresser import AddressRefused, parse_database_url, redis_database
from assistans.embedded import PROJECT
from assistans.loggning import IdentityFreeFormatter

PRODUKTION = {
    "ASSISTANS_LAGE": "produktion",
    "ASSISTANS_HEMLIG_NYCKEL": "prov" * 20,
    "ASSISTANS_KOMMUNKOD": "9999",
    "ASSISTANS_ORGNR": "559900-0001",
    "ASSISTANS_KOMMUN": "Exempelkommun",
    "ASSISTANS_NAMND": "Vård- och omsorgsnämnden",
    "DATABASE_URL": "postgresql://assistans:hemlig@vard/assistans",
    "REDIS_URL": "redis://vard:6379/0",
}


def run(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A Python of its own with these variables and no others of ours."""
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=bare | env, capture_output=True, text=True, check=False
    )


def read_settings(env: dict[str, str], *expressions: str) -> list[str]:
    """What the settings become with these variables."""
    done = run("-c", f"from assistans import settings; print({', '.join(expressions)}, sep='|')", env=env)
    return done.stdout.strip().split("|")


@pytest.mark.parametrize("name", [name for name in PRODUKTION if name != "ASSISTANS_LAGE"])
def test_production_names_the_variable_that_is_missing(name: str):
    done = run("manage.py", "showmigrations", env={key: value for key, value in PRODUKTION.items() if key != name})

    assert done.returncode == 2
    assert done.stderr == f"Miljövariabeln {name} saknas. Alla variabler beskrivs i .env.example.\n"


def test_production_speaks_only_over_https():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]

    assert read_settings(PRODUKTION, *(f"settings.{name}" for name in names)) == ["True", "True", "True", "31536000"]


def test_a_demo_in_production_is_refused():
    done = run("manage.py", "showmigrations", env=PRODUKTION | {"ASSISTANS_DEMO": "1"})

    assert done.returncode == 2
    assert done.stderr == "ASSISTANS_DEMO går inte att förena med produktion. Läs om båda i .env.example.\n"


def test_a_demo_has_a_database_and_a_queue_of_its_own():
    expressions = ["settings.DATABASES['default']['NAME']", "settings.CELERY_BROKER_URL"]
    given = {name: PRODUKTION[name] for name in ("DATABASE_URL", "REDIS_URL")}

    normal = read_settings(given, *expressions)
    demo = read_settings(given | {"ASSISTANS_DEMO": "1"}, *expressions)

    assert normal == ["assistans", "redis://vard:6379/0"]
    assert demo == ["assistans_demo", "redis://vard:6379/3"]


def test_every_variable_that_is_read_is_described():
    described = (PROJECT / ".env.example").read_text()

    for name in PRODUKTION:
        assert f"{name}=" in described


def test_the_database_url_is_read_part_by_part():
    read = parse_database_url("postgresql://anna%40x:l%2Fsen@db.example:6432/assistans?sslmode=verify-full")

    assert (read["USER"], read["PASSWORD"]) == ("anna@x", "l/sen")
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db.example", "6432", "assistans")
    assert read["OPTIONS"] == {"sslmode": "verify-full"}


def test_the_database_url_may_name_a_socket_folder():
    read = parse_database_url("postgres://assistans@/assistans?host=/var/run/postgresql")

    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == ("/var/run/postgresql", "", {})


@pytest.mark.parametrize(
    "url",
    ["sqlite:///db.sqlite3", "postgresql://vard", "postgresql://vard:sex/assistans", "postgresql:///a/b", "assistans"],
)
def test_a_database_url_that_cannot_be_read_is_refused_with_a_sentence(url: str):
    with pytest.raises(AddressRefused, match=r"^DATABASE_URL .*\.env\.example\.$"):
        parse_database_url(url)


@pytest.mark.parametrize(
    ("url", "celery", "cache"),
    [
        ("redis://vard:6379/4", "redis://vard:6379/6", "redis://vard:6379/6"),
        ("rediss://:ord@vard", "rediss://:ord@vard/2", "rediss://:ord@vard/2"),
        ("unix:///run/r.sock?db=1", "redis+socket:///run/r.sock?virtual_host=3", "unix:///run/r.sock?db=3"),
        ("redis+socket:///run/r.sock", "redis+socket:///run/r.sock?virtual_host=2", "unix:///run/r.sock?db=2"),
    ],
)
def test_queue_results_and_cache_are_counted_from_the_redis_that_is_given(url: str, celery: str, cache: str):
    assert redis_database(url, 2, celery=True) == celery
    assert redis_database(url, 2, celery=False) == cache


@pytest.mark.parametrize("url", ["http://vard", "redis://vard/noll", ""])
def test_a_redis_url_that_cannot_be_read_is_refused(url: str):
    with pytest.raises(AddressRefused, match="REDIS_URL"):
        redis_database(url, 0, celery=True)


@pytest.mark.parametrize("number", ["198001019802", "19800101-9802", "800101-9802", "8001019802", "800161-9802"])
def test_a_personnummer_never_reaches_the_log(number: str):
    assert write_line(f"raden {number} lästes") == "raden (nummer visas inte) lästes"


@pytest.mark.parametrize("harmless", ["559900-0001", "2026-09", "1 234,50", "faktura 20260901123456"])
def test_other_numbers_stay_in_the_log(harmless: str):
    assert write_line(harmless) == harmless


def test_the_row_that_postgresql_quotes_never_reaches_the_log():
    line = write_line("duplicate key value\nDETAIL:  Key (namn)=(Anna Ek) already exists.")

    assert "Anna" not in line
    assert "duplicate key value" in line


def write_line(message: str) -> str:
    return IdentityFreeFormatter("%(message)s").format(logging.LogRecord("p", 40, "", 0, message, None, None))
