"""En betald faktura i demokommunens maj, ett återkrav för den, det som blev känt om den, och en anmälan."""

from django.db import transaction

from fakturor.flode import Status
from fakturor.models import Aterkrav, Faktura, SenUppgift
from tests.byggstenar import NU, build_handlaggare
from tests.byggstenar_aterkrav import build_beslutande, build_post, communicate, decide
from tests.byggstenar_kontroll import bring_to


@transaction.atomic
def build_reclaim() -> dict[str, int]:
    """Ids of what the pages of a repayment case are about, by the names that their addresses have."""
    fakturan = Faktura.objects.filter(
        status=Status.KONTROLLERAD, typ=Faktura.Typ.FAKTURA, rader__brukare__uppdrag__avtalsform="D"
    ).first()
    rad = fakturan.rader.first()
    bring_to(fakturan, Status.UTBETALD)
    av = build_handlaggare("hanna-utredare")
    aterkrav = Aterkrav.objects.create(
        nummer="ÅK-2015-0001",
        slag=Aterkrav.Slag.ATERBETALNING,
        brukare=rad.brukare,
        anordnare=fakturan.anordnare,
        mot=Aterkrav.Mot.ENSKILD,
        grund=Aterkrav.Grund.ORIKTIGA_UPPGIFTER,
        period_fran=rad.manad,
        period_tom=rad.manad.replace(day=28),
        skal="Tid är redovisad efter den dag då behovet upphörde.",
        upprattat_av=av,
        upprattat=NU,
    )
    build_post(aterkrav, fakturan, 100, minuter=20)
    anmalan = aterkrav.anmalningar.create(
        till="polis", brukare=rad.brukare, anledning=NU.date(), text="Vad som har kommit fram.", skapad_av=av, skapad=NU
    )
    sen = SenUppgift.objects.create(faktura=fakturan, manad=rad.manad, om="personen", av=av, tid=NU)
    return {
        "betald": fakturan.pk,
        "aterkrav": aterkrav.pk,
        "anmalan": anmalan.pk,
        "senuppgift": sen.pk,
        **_decided(fakturan),
    }


def _decided(fakturan: Faktura) -> dict[str, int]:
    """A case in which less was demanded of an item than it is."""
    rad = fakturan.rader.first()
    aterkrav = Aterkrav.objects.create(
        nummer="ÅK-2015-0002",
        slag=Aterkrav.Slag.ATERBETALNING,
        brukare=rad.brukare,
        anordnare=fakturan.anordnare,
        mot=Aterkrav.Mot.ENSKILD,
        grund=Aterkrav.Grund.BORDE_INSETT,
        period_fran=rad.manad,
        period_tom=rad.manad.replace(day=28),
        skal="En timme är räknad två gånger.",
        upprattat_av=build_handlaggare("hanna-utredare"),
        upprattat=NU,
    )
    post = build_post(aterkrav, fakturan, 50, minuter=10)
    decide(communicate(aterkrav), by=build_beslutande("bo-beslutande"), belopp=20)
    return {"beslutat_aterkrav": aterkrav.pk, "aterkravspost": post.pk}
