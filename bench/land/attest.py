"""Attest av flera i landets månad, och Min dag för dem som betalar och attesterar: tider och frågor mot ett golv.

Golvet för femtio attester är kontrollen av samma fakturor i ett enda block: att attestera är att kontrollera om och
skriva. Golvet för en sida är en inloggad sida med en enda fråga. Båda mäts i samma databas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from assistans.roller import Roll
from bench.anvandare import user_of
from bench.land.storlek import MANAD
from bench.matning import Besokare
from bench.sidor import GOLV, Besok
from beslut.models import Attestratt
from fakturor.models import Attest
from kontroller.korning import recontrol_block
from kontroller.services.bulk_attesting import Sett, attest_many
from kontroller.sidor.samlad_attest import collect

VARV = 5
ATTESTERAR = {Attest.Typ.GRANSKNING: Roll.ADMINISTRATIV_ASSISTENT, Attest.Typ.BESLUT: Roll.BESLUTSATTESTANT}
EGNA_SIDOR = ("Min dag, ekonom", "Min dag, beslutsattestant")
"""De som har ett mål. De andra visar hela månadens fakturor, som ingen enskild kommun har, och mäts bara."""


class AttestFailed(Exception):
    """Not all were attested; the message is a sentence for the one who started the bench."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Något som någon väntar på: sekunder, frågor till databasen, golvets sekunder, och om det är en sida."""

    namn: str
    sekunder: float
    fragor: int
    golv: float
    sida: bool = True

    @property
    def ganger(self) -> float:
        """How many times the floor it takes."""
        return self.sekunder / self.golv


def measure_attests(manad: date = MANAD) -> list[Moment]:
    """Attest fifty of the month twice, by two persons, and open the pages around it. Raises AttestFailed.

    The month is controlled, and nothing of it is attested. What is attested remains.
    """
    _appoint()
    with override_settings(ROOT_URLCONF="bench.golv"):
        granskning = _attest(manad, Attest.Typ.GRANSKNING)
        # Opened while fifty wait for the second attest.
        besok = [
            (EGNA_SIDOR[0], Roll.EKONOM, reverse("start")),
            (EGNA_SIDOR[1], Roll.BESLUTSATTESTANT, reverse("start")),
            ("Min dag, den som granskar alla", Roll.ADMINISTRATIV_ASSISTENT, reverse("start")),
            (
                "listan att granska",
                Roll.ADMINISTRATIV_ASSISTENT,
                reverse("kontroller:granska_flera", args=[manad]),
            ),
        ]
        golv, _ = _visit(Besok(namn=GOLV, roll=Roll.EKONOM, adress=reverse(GOLV)))
        sidor = []
        for namn, roll, adress in besok:
            sekunder, fragor = _visit(Besok(namn=namn, roll=roll, adress=adress))
            sidor.append(Moment(namn=namn, sekunder=sekunder, fragor=fragor, golv=golv))
        return [granskning, _attest(manad, Attest.Typ.BESLUT), *sidor]


def _appoint() -> None:
    system = User.objects.system()
    set_actor(system.pk)
    for typ, roll in ATTESTERAR.items():
        Attestratt.objects.create(
            attestant=user_of(roll),
            typ=typ,
            galler_fran=date(2015, 1, 1),
            namndbeslut="Mätningens",
            inlagd_av=system,
            inlagd=timezone.now(),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _attest(manad: date, typ: Attest.Typ) -> Moment:
    """Half of them with the statements counted, which costs time, and half on the clock, reckoned up to all."""
    by = user_of(ATTESTERAR[typ])
    set_actor(by.pk)
    sedda = [post.sett for post in collect(manad, typ, by=by).poster]
    hela, halva = len(sedda), len(sedda) // 2
    golv = _floor(manad, sedda, by)
    with CaptureQueriesContext(connection) as fragor:
        _give(sedda[:halva], manad, typ, by)
    borjan = perf_counter()
    _give(sedda[halva:], manad, typ, by)
    sekunder = (perf_counter() - borjan) * hela / (hela - halva)
    return Moment(
        namn=f"{hela} {typ.label.lower()}er",
        sekunder=sekunder,
        fragor=round(len(fragor) / max(halva, 1)),
        golv=golv,
        sida=False,
    )


def _give(sedda: Sequence[Sett], manad: date, typ: str, by: User) -> None:
    utgangar = attest_many(sedda=sedda, manad=manad, typ=typ, by=by, at=timezone.now())
    if vagrade := [utgang.skal for utgang in utgangar if utgang.attest is None]:
        raise AttestFailed(f"{len(vagrade)} av {len(utgangar)} fick ingen attest: {vagrade[0]}")


def _floor(manad: date, sedda: Sequence[Sett], by: User) -> float:
    """Seconds to control them all in one block; the best of some rounds, each taken back."""

    def once() -> float:
        with transaction.atomic():
            borjan = perf_counter()
            recontrol_block(faktura_ids=[s.faktura_id for s in sedda], manad=manad, by=by, at=timezone.now())
            transaction.set_rollback(True)
            return perf_counter() - borjan

    return min(once() for _ in range(VARV))


def _visit(besok: Besok) -> tuple[float, int]:
    """Seconds of the middle visit, and the statements of one."""
    besokare = Besokare()
    fragor = besokare.count_queries(besok)
    tider, _ = besokare.time(besok, VARV)
    return tider[len(tider) // 2] / 1000, fragor
