"""Det på arbetslistan som vilar på vad som skulle ha kommit, och på vad som är godkänt."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from assistans.svenska import antal_i_ord, manad_namn, upprakning
from assistans.tid import first_of_month, last_of_month
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.models import Anordnare, Brukare
from fakturor.javigattest import partial_attests_open_to
from fakturor.models import Fakturarad, Nedsattning, Redovisning
from kontroller.fullstandighet.saknas import report_day
from kontroller.loading.fullstandighet import conditions_for, without_report
from kontroller.sidor.beteckning import document_name
from kontroller.sidor.fk_ersattning import covered_by_fk
from kontroller.sidor.stickprovssida import open_items_for

MANADER = 2
"""So many months back that the list tells of. The older ones stand on their own pages."""

UTKAST_LIGGER = timedelta(days=14)
"""So long a draft of a reduction may lie before somebody is told."""

BEGARAN = "Kommunen kan begära ersättning, FK 3032."


@bevaka("sena_rapporter", "Tidrapporter som inte har kommit", "beslut.andra_anordnare", "beslut.andra_person")
def late_reports(fraga: Fraga) -> Iterator[Punkt]:
    """One point for each provider and month: for how many persons the report is late. A constant number of queries."""
    for manad, senast in _months_due(fraga.idag):
        saknas = without_report(manad, to=fraga.user)
        for anordnare in Anordnare.objects.open_to(fraga.user).filter(pk__in=saknas):
            personer = antal_i_ord(saknas[anordnare.pk], "person", "personer", utrum=True)
            yield Punkt(
                dag=senast,
                vem=provider_label(anordnare),
                vad=f"Tidrapport för {manad_namn(manad)} saknas för {personer}.",
                sida="kontroller:fullstandighet",
                nummer=manad,
            )


@bevaka(
    "fk_ersattning",
    "Tid som Försäkringskassans beslut också täcker",
    "beslut.andra_beslut",
    "beslut.rakna_belopp",
)
def covered_twice(fraga: Fraga) -> Iterator[Punkt]:
    """Approved time that Försäkringskassan covers too, of which nobody has noted what has been done."""
    for tackt in covered_by_fk(fraga.user):
        if tackt.noterat is None:
            yield Punkt(
                dag=last_of_month(tackt.manad),
                vem=tackt.referens,
                vad=f"{tackt.in_words()} är godkänt i {manad_namn(tackt.manad)}. {BEGARAN}",
                sida="kontroller:fullstandighet",
                nummer=tackt.manad,
            )


@bevaka("javig_attest", "Attester av någon som är jävig", "kontroller.bedoma")
def attested_by_the_partial(fraga: Fraga) -> Iterator[Punkt]:
    """Unpaid invoices that are not paid on their attest: who gave it has since declared an interest. One query."""
    sedda: set[int] = set()
    for attest in partial_attests_open_to(fraga.user):
        if attest.faktura_id not in sedda:
            sedda.add(attest.faktura_id)
            yield Punkt(
                dag=attest.faktura.forfallodatum,
                vem=document_name(attest.faktura),
                vad="Den som har attesterat har sedan anmält jäv mot en part. Skicka tillbaka fakturan för ny attest.",
                sida="kontroller:faktura",
                nummer=attest.faktura_id,
            )


def _months_due(idag: date) -> list[tuple[date, date]]:
    """The newest months that something has come for and whose reports are late now, with the day they were due."""
    tidigare = Redovisning.objects.filter(manad__lt=first_of_month(idag)).order_by("-manad")
    nyaste = tidigare.values_list("manad", flat=True).distinct()[: MANADER + 2]
    dagar = [(manad, report_day(manad, conditions_for(manad))) for manad in nyaste]
    return [(manad, senast) for manad, senast in dagar if senast < idag][:MANADER]


@bevaka("stickprov", "Stickprov att granska om", "kontroller.granska_stickprov")
def samples_to_examine(fraga: Fraga) -> Iterator[Punkt]:
    """How many invoices of each month's sample the user may examine anew: those she had no part in approving."""
    for manad, (antal, senast) in open_items_for(fraga.user).items():
        yield Punkt(
            dag=senast,
            vem=f"Stickprovet för {manad_namn(manad)}",
            vad=f"{antal_i_ord(antal, 'faktura', 'fakturor', utrum=True).capitalize()} återstår att granska om.",
            sida="kontroller:stickprov",
            nummer=manad,
        )


@bevaka(
    "nedsattning_svar",
    "Nedsättningar där tiden att yttra sig har gått ut",
    "fakturor.besluta_nedsattning",
    "fakturor.satt_ned",
)
def reductions_to_decide(fraga: Fraga) -> Iterator[Punkt]:
    """Reductions whose person has had her time to answer, or has answered, and that nobody has decided."""
    vantar = _open_reductions(fraga, Nedsattning.Status.KOMMUNICERAD)
    for rad in vantar.filter(Q(svara_senast__lt=fraga.idag) | Q(svar_inkom__isnull=False)):
        kom = "Svaret har kommit." if rad.svar_inkom else "Tiden att yttra sig har gått ut."
        yield Punkt(
            dag=rad.svar_inkom or rad.svara_senast,
            vem=_references(rad),
            vad=f"{kom} Nedsättningen av {document_name(rad.faktura).lower()} väntar på beslut.",
            sida="kontroller:nedsattning",
            nummer=rad.faktura_id,
        )


@bevaka("nedsattning_utkast", "Utkast till nedsättningar", "fakturor.satt_ned")
def old_drafts(fraga: Fraga) -> Iterator[Punkt]:
    """Drafts of reductions that nobody has taken further, with the day by which somebody ought to have."""
    for rad in _open_reductions(fraga, Nedsattning.Status.UTKAST):
        yield Punkt(
            dag=timezone.localdate(rad.upprattad) + UTKAST_LIGGER,
            vem=_references(rad),
            vad=f"Ett utkast till nedsättning av {document_name(rad.faktura).lower()} har inte gått vidare.",
            sida="kontroller:nedsattning",
            nummer=rad.faktura_id,
        )


def _open_reductions(fraga: Fraga, status: str) -> QuerySet[Nedsattning]:
    """The reductions in a status, of invoices that are about nobody whom the user may not see. Two queries."""
    stangda = Fakturarad.objects.filter(brukare__in=Brukare.objects.closed_to(fraga.user)).values("faktura")
    oppna = Nedsattning.objects.filter(status=status).exclude(faktura__in=stangda)
    return oppna.select_related("faktura").prefetch_related("faktura__rader__brukare")


def _references(nedsattning: Nedsattning) -> str:
    personer = {rad.brukare.referens for rad in nedsattning.faktura.rader.all() if rad.brukare}
    return upprakning(sorted(personer)) or document_name(nedsattning.faktura)
