"""Demokommunen i databasen: dess användare, inläsning och kontroll av månaderna, och rapporterna.

Varje steg görs en gång. Ett avbrutet bygge tas upp där det slutade, och ett färdigt lämnas som det är.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import Handelse, User
from assistans.pango import PangoMissing
from assistans.roller import Roll
from assistans.svenska import manad_namn
from beslut.services.calculations import Kalkylrad, adopt_calculation, draft_calculation
from beslut.services.comparisons import register_budget, take_in_figure_3
from demodata import MANADER, belopp, write_month
from fakturor.services.importing import import_folder
from kontroller import korning as korningar
from kontroller.demoanordnare import ensure_known_providers
from kontroller.demoaterkrav import ensure_reclaims
from kontroller.demoattest import ensure_attest_order
from kontroller.demoavtal import ensure_contracts
from kontroller.demobeslut import ensure_delegated
from kontroller.demoekonomi import ensure_economy
from kontroller.demokontering import ensure_coding
from kontroller.demokredit import ensure_credit_and_reduction
from kontroller.demonarhet import ensure_relations
from kontroller.demoomfattning import ensure_headcounts
from kontroller.demoregelverk import ensure_rule_set, finish_trials
from kontroller.demorisker import ensure_risks
from kontroller.demosjuklon import ensure_sick_pay
from kontroller.demotystnad import ensure_silent
from kontroller.demoutbetalning import ensure_payments
from kontroller.models import Kontrollrapport, Korning
from kontroller.rapport.period import Utgava, span_of
from kontroller.services.reporting import create_report
from kontroller.services.signing import sign_report, signing_obstacle

LOSENORD = "malaras-demo-2015"
"""Samma för alla. Demon startar inte i produktion (se settings), och dess databas har inga riktiga ärenden."""

RAPPORTER = settings.BASE_DIR / "demo"
SKAPAD = "demo.skapad"
INLAST = "demo.inlast"
BELOPP = "demo.belopp"


class Anvandare(NamedTuple):
    """En påhittad person som arbetar i kommunen."""

    anvandarnamn: str
    namn: str
    roll: Roll
    ersatter: tuple[Roll, ...] = ()
    """Roller till, för den som också är någons ersättare."""

    @property
    def roller(self) -> list[Roll]:
        """All of them, her own first."""
        return [self.roll, *self.ersatter]


ANVANDARE = (
    Anvandare("annika", "Annika Lindvall", Roll.ADMINISTRATIV_ASSISTENT),
    Anvandare("johan", "Johan Ekdahl", Roll.HANDLAGGARE),
    Anvandare("maria", "Maria Östling", Roll.ENHETSCHEF, (Roll.BESLUTSATTESTANT,)),
    Anvandare("birgitta", "Birgitta Sundin", Roll.BESLUTSATTESTANT),
    Anvandare("karin", "Karin Westman", Roll.EKONOM),
    Anvandare("ingrid", "Ingrid Sjölund", Roll.EKONOM),
    Anvandare("olof", "Olof Brandt", Roll.KONSULENT),
    Anvandare("eva", "Eva Norling", Roll.CONTROLLER),
    Anvandare("goran", "Göran Fridell", Roll.NAMND),
    Anvandare("hanna", "Hanna Strand", Roll.REVISOR),
    Anvandare("peter", "Peter Åberg", Roll.SYSTEMFORVALTARE),
)


class NotTheDemo(Exception):
    """The database is not the demo's to write in; the message is a sentence for the one who started it."""


def require_own_database() -> None:
    """See to it that the database is empty or the demo's. Raises NotTheDemo.

    It is asked before the migrations, so that nothing is changed in a database of somebody else's.
    """
    namn = settings.DATABASES["default"]["NAME"]
    try:
        with connection.cursor() as cursor:
            tabeller = set(connection.introspection.table_names(cursor))
    except OperationalError as fel:
        raise NotTheDemo(f"Databasen {namn} går inte att öppna. Skapa den, eller ta bort DATABASE_URL.") from fel
    if tabeller and not ("assistans_user" in tabeller and (_is_the_demo(tabeller) or _is_unused(tabeller))):
        raise NotTheDemo(
            f"Databasen {namn} innehåller annat än demon. Ange en tom databas, eller ta bort DATABASE_URL."
        )


def _is_the_demo(tabeller: set[str]) -> bool:
    return "assistans_handelse" in tabeller and Handelse.objects.filter(typ=SKAPAD).exists()


def _is_unused(tabeller: set[str]) -> bool:
    fragor = {
        "assistans_user": "SELECT EXISTS (SELECT 1 FROM assistans_user WHERE anvandarnamn <> 'system')",
        "beslut_person": "SELECT EXISTS (SELECT 1 FROM beslut_person)",
        "fakturor_faktura": "SELECT EXISTS (SELECT 1 FROM fakturor_faktura)",
    }
    with connection.cursor() as cursor:
        for tabell in fragor.keys() & tabeller:
            cursor.execute(fragor[tabell])
            if cursor.fetchone()[0]:
                return False
    return True


@transaction.atomic
def ensure_users() -> None:
    """The users, at least one for every role, and the mark that says whose database this is."""
    system = User.objects.system()
    finns = set(User.objects.values_list("anvandarnamn", flat=True))
    for rad in ANVANDARE:
        if rad.anvandarnamn not in finns:
            User.objects.create_user(rad.anvandarnamn, rad.namn, LOSENORD, rad.roller)
    if not Handelse.objects.filter(typ=SKAPAD).exists():
        Handelse.record(SKAPAD, system, by=system, at=timezone.now())


def ensure_imported(manad: date) -> None:
    """Take in the month's files as if they had been handed in, by the same service as `las_in`."""
    system = User.objects.system()
    etikett = f"{manad:%Y-%m}"
    if Handelse.objects.filter(typ=INLAST, uppgifter__manad=etikett).exists():
        return
    sys.stderr.write(f"Underlagen för {manad_namn(manad)} läses in.\n")
    set_actor(system.pk)
    with tempfile.TemporaryDirectory(prefix="demo-") as mapp:
        write_month(Path(mapp), manad)
        filer = [(fil.name, fil.read_bytes()) for fil in sorted(Path(mapp).rglob("*.*"))]
        import_folder(filer, by=system, at=timezone.now())
    Handelse.record(INLAST, system, by=system, at=timezone.now(), manad=etikett)


@transaction.atomic
def ensure_amounts() -> None:
    """What the rate is weighed against: the municipality's own calculation, other municipalities, and the budget."""
    if Handelse.objects.filter(typ=BELOPP).exists():
        return
    eva, maria = User.objects.get(anvandarnamn="eva"), User.objects.get(anvandarnamn="maria")
    nu = timezone.now()
    set_actor(eva.pk)
    kalkyler = [
        draft_calculation(
            ar=belopp.AR,
            avser="kommun",
            motivering=belopp.MOTIVERING,
            poster=[Kalkylrad(*del_) for del_ in delar],
            by=eva,
            at=nu,
        )
        for delar in (belopp.KALKYL, belopp.UTKAST)
    ]
    take_in_figure_3(by=eva, at=nu)
    for ar, slag, kronor in belopp.BUDGET:
        register_budget(ar=ar, slag=slag, belopp=kronor, grund=belopp.BUDGETBESLUT, by=eva, at=nu)
    set_actor(maria.pk)
    adopt_calculation(kalkyl=kalkyler[0], by=maria, at=nu)
    Handelse.record(BELOPP, maria, by=maria, at=nu)


def ensure_controlled(manad: date, wait_for: Callable[[Korning], bool]) -> bool:
    """Control the month through a worker, which must be running; say whether every invoice has its verdicts."""
    if Korning.objects.filter(typ=Korning.Typ.MANAD, manad=manad, status=Korning.Status.KLAR).exists():
        return True
    sys.stderr.write(f"{manad_namn(manad).capitalize()} kontrolleras.\n")
    annika = User.objects.get(anvandarnamn="annika")
    return wait_for(korningar.start_month(manad=manad, by=annika, at=timezone.now()))


def ensure_reported(manad: date) -> None:
    """Have the board's report of the month's newest run kept, and as a file to open."""
    korning = Korning.objects.latest_done(manad)
    rapport = Kontrollrapport.objects.filter(slag=Utgava.MANAD, korningar=korning).order_by("pk").last()
    if rapport is None:
        eva = User.objects.get(anvandarnamn="eva")
        rapport = create_report(tidrymd=span_of(Utgava.MANAD, manad), by=eva, at=timezone.now())
    fil = RAPPORTER / f"kontrollrapport-{manad:%Y-%m}.pdf"
    if not fil.exists() or fil.read_bytes() != bytes(rapport.pdf):
        RAPPORTER.mkdir(exist_ok=True)
        fil.write_bytes(rapport.pdf)
        sys.stderr.write(f"Nämndens rapport för {manad_namn(manad)} finns i {fil.relative_to(settings.BASE_DIR)}.\n")


def ensure_signed(manad: date) -> None:
    """Have the controller hand the month's report to the nämnd; the next month's is still a draft."""
    rapport = Kontrollrapport.objects.about(span_of(Utgava.MANAD, manad)).order_by("pk").last()
    eva = User.objects.get(anvandarnamn="eva")
    if rapport and signing_obstacle(rapport=rapport, by=eva) is None:
        anteckning = "Den första rapporten. Läs om täckningen först, och sedan om det som inte är bedömt."
        sign_report(rapport=rapport, anteckning=anteckning, by=eva, at=timezone.now())


def build(wait_for: Callable[[Korning], bool]) -> bool:
    """Build what is missing of the demo; say whether both months were controlled to the end."""
    ensure_users()
    for manad in MANADER:
        ensure_imported(manad)
    ensure_amounts()
    ensure_economy()
    ensure_headcounts()
    ensure_delegated()
    ensure_contracts()
    ensure_relations()
    ensure_silent()
    ensure_known_providers()
    # Controlled when all is in: what changes in the registers sends invoices back to be controlled anew.
    if not all([ensure_controlled(manad, wait_for) for manad in MANADER]):
        return False
    ensure_rule_set()
    finish_trials()
    ensure_attest_order()
    ensure_coding()
    ensure_payments()
    ensure_sick_pay()
    ensure_reclaims()
    ensure_credit_and_reduction()
    ensure_risks()
    try:
        for manad in MANADER:
            ensure_reported(manad)
        ensure_signed(MANADER[0])
    except PangoMissing as saknas:
        sys.stderr.write(f"{saknas}\n")  # everything but the reports works without it
    return True
