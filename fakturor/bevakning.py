"""Det på arbetslistan som vilar på utförd tid och fakturor."""

from collections.abc import Iterator

from django.utils import timezone

from assistans.svenska import antal, kronor, manad_namn, mask_text
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from fakturor.kreditering import unlinked_credits
from fakturor.models import FelaktigUppgift, Fkfaktura, Utbetalningsomgang
from fakturor.sidor.beteckning import supplier_label
from fakturor.sidor.ej_verkstallda import count_unreported, last_day_of_quarter, quarter_of
from fakturor.sidor.utbetalningar import listed_rounds, rejected_and_waiting, returns_to_settle


@bevaka("ej_verkstallt", "Beslut som inte har verkställts", "beslut.andra_beslut")
def not_carried_out(fraga: Fraga) -> Iterator[Punkt]:
    """How many decisions are to be reported for the quarter, at its end (28 f § LSS)."""
    if kvar := count_unreported(fraga.user, fraga.idag):
        yield Punkt(
            dag=last_day_of_quarter(fraga.idag),
            vem=antal(kvar, "beslut", "beslut"),
            vad=f"Tre månader utan utförd tid, och inte rapporterade för {quarter_of(fraga.idag)}.",
            sida="fakturor:ej_verkstallda",
        )


@bevaka("felaktig", "Felaktiga uppgifter att bekräfta", "fakturor.bekrafta_felaktig")
def statements_to_confirm(fraga: Fraga) -> Iterator[Punkt]:
    """Wrong statements that somebody else has found and that wait for a second person."""
    vantar = FelaktigUppgift.objects.filter(bekraftad__isnull=True, struken__isnull=True)
    for rad in vantar.exclude(konstaterad_av=fraga.user).select_related("avtal__anordnare"):
        yield Punkt(
            dag=timezone.localtime(rad.konstaterad).date(),
            vem=provider_label(rad.avtal.anordnare),
            vad=f"En felaktig uppgift konstaterades den dagen, avtal {rad.avtal.diarienummer}.",
            sida="beslut:avtal_visa",
            nummer=rad.avtal_id,
        )


@bevaka("fk_granska", "Försäkringskassans fakturor att granska", "fakturor.granska_fk")
def fk_invoices_to_review(fraga: Fraga) -> Iterator[Punkt]:
    """Invoices that somebody else has read in and that nobody has reviewed."""
    vantar = Fkfaktura.objects.filter(granskad__isnull=True).exclude(inlast_av=fraga.user)
    for faktura in vantar.order_by("fakturadatum", "pk"):
        yield Punkt(
            dag=timezone.localtime(faktura.inlast).date(),
            vem="Försäkringskassan",
            vad=f"{faktura.get_slag_display()} för {manad_namn(faktura.manad)} lästes in den dagen.",
            sida="fakturor:fk_visa",
            nummer=faktura.pk,
        )


@bevaka("kreditfaktura", "Kreditfakturor utan faktura", "fakturor.matcha")
def credits_to_link(fraga: Fraga) -> Iterator[Punkt]:
    """Credit notes that nobody has linked to what they credit."""
    for kredit in unlinked_credits(fraga.user):
        yield Punkt(
            dag=timezone.localtime(kredit.mottagen).date(),
            vem=supplier_label(kredit),
            vad=f"Kreditfaktura {mask_text(kredit.nummer)} på {kronor(abs(kredit.att_betala))} är inte kopplad.",
            sida="fakturor:kreditering",
            nummer=kredit.pk,
        )


@bevaka("utbetalningar", "Utbetalningar", "fakturor.utbetala")
def rounds_to_follow(fraga: Fraga) -> Iterator[Punkt]:
    """Rounds that somebody else has put together and that wait for release, and released ones whose day has passed
    without an answer to every payment. A constant number of queries.
    """
    for omgang in listed_rounds():
        utan_besked = omgang.antal - omgang.utforda - omgang.avvisade
        if omgang.status == Utbetalningsomgang.Status.FORBEREDD and omgang.skapad_av_id != fraga.user.pk:
            vad = (
                f"{antal(omgang.antal, 'betalning', 'betalningar')} på {kronor(omgang.summa)} väntar på att frisläppas."
            )
        elif omgang.status == Utbetalningsomgang.Status.FRISLAPPT and utan_besked and omgang.betaldag < fraga.idag:
            vad = f"{antal(utan_besked, 'betalning', 'betalningar')} har inte fått besked från banken."
        else:
            continue
        yield Punkt(
            dag=omgang.betaldag, vem=f"Omgång {omgang.nummer}", vad=vad, sida="fakturor:utbetalning", nummer=omgang.pk
        )


@bevaka("avvisade", "Betalningar som banken har skickat tillbaka", "fakturor.utbetala")
def rejected_to_pay_anew(fraga: Fraga) -> Iterator[Punkt]:
    """Approved invoices whose last payment came back, and that are in no new round."""
    for betalning, sagt in rejected_and_waiting(fraga.user):
        varfor = sagt.skal or sagt.skal_kod
        yield Punkt(
            dag=sagt.datum,
            vem=provider_label(betalning.anordnare),
            vad=f"Betalning {betalning.kod} på {kronor(betalning.belopp)} kom tillbaka: {varfor}",
            sida="fakturor:utbetalning",
            nummer=betalning.omgang_id,
        )


@bevaka("returer", "Pengar som har kommit tillbaka, att avgöra", "fakturor.utbetala")
def returns_to_decide(fraga: Fraga) -> Iterator[Punkt]:
    """Returns that opened no invoice: a person writes what is done with the money."""
    for retur in returns_to_settle(fraga.user):
        varfor = retur.skal or retur.skal_kod
        yield Punkt(
            dag=retur.datum,
            vem=provider_label(retur.betalning.anordnare),
            vad=f"{kronor(retur.belopp)} av betalning {retur.betalning.kod} kom tillbaka: {varfor}",
            sida="fakturor:utbetalning",
            nummer=retur.betalning.omgang_id,
        )
