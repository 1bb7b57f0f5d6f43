"""En process dödas vid varje steg av frisläppandet, bankens besked och returen: det blir en betalning eller ingen, och
det går att göra om.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as installningar

from assistans.models import User
from fakturor.flode import Status
from fakturor.models import Betalbesked, Betalfil, Betalningspost, Betalningsretur, Utbetalningsomgang
from fakturor.services.settling import apply_answers, receive_answers
from fakturor.tests.bygg_utbetalning import (
    BIC,
    EGET_KONTO,
    KOMMUNENS_ORGNR,
    SENARE,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    status_of,
)

pytestmark = pytest.mark.usefixtures("kommunens_konto")
__all__ = ["kommunens_konto"]
FLEST_STEG = 200

Gor = Callable[[str, int, User, int], str]


@pytest.fixture
def gor(child_env: dict[str, str]) -> Iterator[Gor]:
    """Do something in a process of its own that is killed before its statement number so and so."""
    miljo = child_env | {
        "DJANGO_SETTINGS_MODULE": "assistans.settings",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ASSISTANS_BETALKONTO": EGET_KONTO,
        "ASSISTANS_BANK_BIC": BIC,
        "ASSISTANS_ORGNR": KOMMUNENS_ORGNR,
        "ASSISTANS_KOMMUN": "Mälarås kommun",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "fakturor.tests.doende"],
        cwd=installningar.BASE_DIR,
        env=miljo,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def do(vad: str, pk: int, by: User, steg: int) -> str:
        process.stdin.write(f"{vad} {pk} {by.pk} {steg} {SENARE.isoformat()}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield do
    process.communicate()


def kill_at_every_step(gor: Gor, vad: str, pk: int, by: User, done: Callable[[], bool]) -> int:
    """Kill it before each statement in turn until it has been done; `done` also asserts that nothing is half done."""
    for steg in range(1, FLEST_STEG):
        assert gor(vad, pk, by, steg) == "dog", f"steg {steg}"
        if done():
            return steg
    raise AssertionError("never done")


def test_a_release_that_is_killed_at_any_step_is_one_payment_or_none(gor):
    faktura, kredit, annan = build_godkand("1"), build_kredit(), build_godkand("2")
    omgang, ingrid = make_round(faktura, kredit, annan), ekonom("ingrid")

    def done() -> bool:
        lage = (
            Utbetalningsomgang.objects.get().status,
            {status_of(f) for f in (faktura, kredit, annan)},
            Betalfil.objects.count(),
            Betalningspost.objects.filter(upphord__isnull=True).count(),
        )
        assert lage in [("forberedd", {Status.GODKAND}, 0, 3), ("frislappt", {Status.I_UTBETALNING}, 2, 3)]
        return lage[0] == "frislappt"

    steg = kill_at_every_step(gor, "frislapp", omgang.pk, ingrid, done)

    assert steg > 15  # every statement, the commit, and the end after it
    assert gor("frislapp", omgang.pk, ingrid, FLEST_STEG) == "fel"  # it is released already
    assert Betalfil.objects.count() == 2


def test_answers_that_are_killed_at_any_step_are_taken_in_once(gor):
    utford, avvisad = build_godkand("1"), build_godkand("2")
    paid_out(utford, avvisad)
    rader = b"id;utfall;skal\r\n2015-0001-0001;utf\xc3\xb6rd;\r\n2015-0001-0002;avvisad;Kontot finns inte.\r\n"
    fil = receive_answers(namn="svar.csv", innehall=rader, by=ekonom(), at=SENARE)

    def done() -> bool:
        lage = (status_of(utford), status_of(avvisad), Betalbesked.objects.count())
        assert lage in [(Status.I_UTBETALNING, Status.I_UTBETALNING, 0), (Status.UTBETALD, Status.GODKAND, 2)]
        return lage[2] == 2

    kill_at_every_step(gor, "besked", fil.pk, ekonom(), done)

    assert list(Betalningspost.objects.filter(upphord__isnull=True).values_list("faktura", flat=True)) == [utford.pk]


def test_a_return_that_is_killed_at_any_step_opens_the_invoice_once_or_not_at_all(gor):
    faktura, kredit = build_godkand("1"), build_kredit()
    paid_out(faktura, kredit)
    svar = b"id;utfall\r\n2015-0001-0001;utford\r\n"
    apply_answers(fil=receive_answers(namn="svar.csv", innehall=svar, by=ekonom(), at=SENARE), by=ekonom(), at=SENARE)
    retur = b"id;utfall;belopp;skal_kod\r\n2015-0001-0001;retur;21720;AM09\r\n"
    fil = receive_answers(namn="retur.csv", innehall=retur, by=ekonom(), at=SENARE)

    def done() -> bool:
        lage = (
            {status_of(faktura), status_of(kredit)},
            Betalningsretur.objects.count(),
            Betalningspost.objects.filter(upphord__isnull=True).count(),
        )
        assert lage in [({Status.UTBETALD}, 0, 2), ({Status.GODKAND}, 1, 0)]
        return lage[1] == 1

    kill_at_every_step(gor, "besked", fil.pk, ekonom(), done)

    assert gor("besked", fil.pk, ekonom(), FLEST_STEG) == "fel"  # it has nothing more to say
    assert Betalningsretur.objects.count() == 1
