"""Det på arbetslistan om det som är betalt: vad som har ändrats efteråt, återkrav som väntar, och anmälningar."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from assistans.svenska import antal_i_ord, kronor, manad_namn
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from fakturor.anmalningsforslag import suggestions_for
from fakturor.models import Aterkrav
from fakturor.sidor.anmalningar import about, notices_open_to
from fakturor.sidor.aterkrav import OPPNA, cases_open_to, left, owed
from fakturor.sidor.aterkravsord import addressee
from fakturor.sidor.sena_uppgifter import count_by_month

UTREDA, BESLUTA, REGLERA = "fakturor.utreda_aterkrav", "fakturor.besluta_aterkrav", "fakturor.reglera_aterkrav"
Status = Aterkrav.Status


@bevaka("sena_uppgifter", "Betalt som något har ändrats för", UTREDA, "fakturor.se_aterkrav")
def late_facts(fraga: Fraga) -> Iterator[Punkt]:
    """How many paid invoices of each month rest on something that has changed, until each is settled."""
    for manad, (antal, forsta) in count_by_month(fraga.user).items():
        ord_ = antal_i_ord(antal, "betald faktura", "betalda fakturor", utrum=True)
        yield Punkt(
            dag=timezone.localdate(forsta.tid),
            vem=manad_namn(manad).capitalize(),
            vad=f"{ord_.capitalize()} vilar på något som har ändrats. Pröva om något ska krävas tillbaka.",
            sida="kontroller:andrat",
            nummer=manad,
        )


@bevaka("aterkrav", "Återkrav", UTREDA, BESLUTA, REGLERA)
def cases_waiting(fraga: Fraga) -> Iterator[Punkt]:
    """What each case waits for that is the user's to do, with its day."""
    for a in cases_open_to(fraga.user).filter(status__in=OPPNA):
        if punkt := _waiting(a, fraga):
            dag, vad = punkt
            yield Punkt(dag=dag, vem=f"{a.nummer}, {addressee(a)}", vad=vad, sida="fakturor:aterkrav_visa", nummer=a.pk)


@bevaka("anmalan", "Anmälningar att ta ställning till", "fakturor.anmala")
def notices(fraga: Fraga) -> Iterator[Punkt]:
    """What may have to be told, and the drafts that are neither sent nor put aside."""
    for forslag in suggestions_for(fraga.user):
        yield Punkt(dag=forslag.dag, vem=forslag.om, vad=f"{forslag.label}. {forslag.vad}", sida="fakturor:anmalningar")
    for anmalan in notices_open_to(fraga.user).filter(avgjord__isnull=True):
        yield Punkt(
            dag=anmalan.anledning,
            vem=about(anmalan),
            vad=f"Utkast: {anmalan.get_till_display()}.",
            sida="fakturor:anmalan_visa",
            nummer=anmalan.pk,
        )


def _waiting(a: Aterkrav, fraga: Fraga) -> tuple[date | None, str] | None:
    """The day and what to do, when it is this user's to do."""
    utreder, beslutar = fraga.user.may(UTREDA), fraga.user.may(BESLUTA) and fraga.user.pk != a.upprattat_av_id
    match a.status:
        case Status.UTREDS if utreder:
            return timezone.localdate(a.upprattat), "Utreds. Den som berörs ska få yttra sig."
        case Status.KOMMUNICERAT if beslutar and (a.svar_inkom or (a.svara_senast and a.svara_senast < fraga.idag)):
            return a.svar_inkom or a.svara_senast, "Kan avgöras: svaret har kommit, eller tiden att svara har gått ut."
        case Status.KOMMUNICERAT if utreder and not a.svar_inkom:
            return a.svara_senast, "Den sista dagen att svara."
        case Status.BESLUTAT | Status.OVERKLAGAT if fraga.user.may(REGLERA) or utreder:
            if owed(a):
                return None, f"Kommunen ska lämna tillbaka {kronor(owed(a))} efter domstolens avgörande."
            if left(a) and a.betala_senast:
                return a.betala_senast, "Ska vara betalt den dagen."
    return None
