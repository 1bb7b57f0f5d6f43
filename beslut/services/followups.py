"""The follow-ups of a contract: planned by its days or because of an event, held, reported and published."""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text, mask_text
from beslut.avtal.uppfoljningar import closing_deadline, first_deadlines, never_held
from beslut.models import Avtal, Uppfoljning
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words

Slag = Uppfoljning.Slag


def plan_first(avtal: Avtal) -> int:
    """Plan what follows from an approved contract's days, in the caller's transaction. Answers how many."""
    Uppfoljning.objects.bulk_create(
        Uppfoljning(avtal=avtal, slag=slag, tidigast=frist.tidigast, senast=frist.senast)
        for slag, frist in first_deadlines(avtal).items()
    )
    plan_closing(avtal)
    return avtal.uppfoljningar.count()


def plan_closing(avtal: Avtal) -> int:
    """Let the closing meeting follow the contract's end, in the caller's transaction. Answers how many are open.

    A meeting that is held stays as it was. What nobody has begun, and would have come after the end, is taken away;
    what comes back within the contract's time, when its end is moved on, is planned anew.
    """
    never_held(avtal).delete()
    finns = {rad.slag: rad for rad in avtal.uppfoljningar.exclude(slag=Slag.KONTRAKT)}
    for slag, frist in first_deadlines(avtal).items():
        if slag not in finns:
            Uppfoljning.objects.create(avtal=avtal, slag=slag, tidigast=frist.tidigast, senast=frist.senast)

    frist, samtal = closing_deadline(avtal), finns.get(Slag.AVSLUT)
    if samtal is not None and samtal.genomford is None:
        if frist is None:
            samtal.delete()
        else:
            save_change(samtal, frist._asdict())
    elif samtal is None and frist is not None:
        Uppfoljning.objects.create(avtal=avtal, slag=Slag.AVSLUT, **frist._asdict())
    return avtal.uppfoljningar.filter(genomford__isnull=True).count()


@told_in_words()
def plan_review(*, avtal: Avtal, anledning: str, tidigast: date, senast: date, by: User, at: datetime) -> Uppfoljning:
    """Plan a review of the contract, during its time or because something has happened."""
    avtal = Avtal.objects.select_for_update().get(pk=avtal.pk)
    if avtal.godkant is None:
        raise RegistrationRefused("Avtalet är inte godkänt än. Uppföljningen planeras när det är det.")
    if senast < tidigast:
        raise RegistrationRefused(f"Den tidigaste dagen är den {datum_text(tidigast)}.", "senast")
    _refuse_numbers(anledning=anledning)
    uppfoljning = Uppfoljning.objects.create(
        avtal=avtal, slag=Slag.KONTRAKT, anledning=anledning, tidigast=tidigast, senast=senast
    )
    record_change("uppfoljning.planerad", uppfoljning, omfang=None, by=by, at=at, med_anledning=bool(anledning))
    return uppfoljning


@told_in_words()
def record_followup(
    *,
    uppfoljning: Uppfoljning,
    sjalvskattning_begard: date | None = None,
    sjalvskattning_inkom: date | None = None,
    sjalvskattning: str = "",
    besok: date | None = None,
    iakttagelser: str = "",
    bedomning: str = "",
    genomford: date | None = None,
    by: User,
    at: datetime,
) -> Uppfoljning:
    """Write down what a follow-up has come to so far. With a day when it was done, it is done and stands as it is."""
    uppfoljning = Uppfoljning.objects.select_for_update(of=("self",)).select_related("avtal").get(pk=uppfoljning.pk)
    if uppfoljning.genomford is not None:
        raise RegistrationRefused("Uppföljningen är gjord och ändras inte. Planera en ny om något ska prövas igen.")
    nytt = {
        "sjalvskattning_begard": sjalvskattning_begard,
        "sjalvskattning_inkom": sjalvskattning_inkom,
        "sjalvskattning": sjalvskattning,
        "besok": besok,
        "iakttagelser": iakttagelser,
        "bedomning": bedomning,
        "genomford": genomford,
        "genomford_av_id": by.pk if genomford else None,
    }
    _refuse_days_ahead(nytt, timezone.localdate(at))
    _refuse_bad_order(nytt)
    _refuse_numbers(sjalvskattning=sjalvskattning, iakttagelser=iakttagelser)
    if genomford:
        _refuse_unfinished(uppfoljning, nytt)

    andrat = save_change(uppfoljning, nytt).falt
    typ = "uppfoljning.genomford" if genomford else "uppfoljning.antecknad"
    record_change(typ, uppfoljning, omfang=None, by=by, at=at, andrat=andrat, bedomning=bedomning)
    return uppfoljning


@told_in_words()
def report_followup(
    *, uppfoljning: Uppfoljning, till_namnden: date | None, publicerad: date | None, by: User, at: datetime
) -> Uppfoljning:
    """Write down when a follow-up that is done was reported to the nämnd, and when it was published."""
    uppfoljning = Uppfoljning.objects.select_for_update().get(pk=uppfoljning.pk)
    if uppfoljning.genomford is None:
        raise RegistrationRefused("Uppföljningen är inte gjord än. Den redovisas när den är det.")
    _refuse_days_ahead({"till_namnden": till_namnden, "publicerad": publicerad}, timezone.localdate(at))
    if till_namnden and till_namnden < uppfoljning.genomford:
        raise RegistrationRefused(f"Uppföljningen gjordes den {datum_text(uppfoljning.genomford)}.", "till_namnden")
    if publicerad and (till_namnden is None or publicerad < till_namnden):
        raise RegistrationRefused("Uppföljningen redovisas för nämnden innan den publiceras.", "publicerad")

    andrat = save_change(uppfoljning, {"till_namnden": till_namnden, "publicerad": publicerad}).falt
    record_change("uppfoljning.redovisad", uppfoljning, omfang=None, by=by, at=at, andrat=andrat)
    return uppfoljning


def _refuse_days_ahead(dagar: dict, idag: date) -> None:
    for falt, dag in dagar.items():
        if isinstance(dag, date) and dag > idag:
            raise RegistrationRefused("Dagen ligger framåt i tiden.", falt)


def _refuse_bad_order(nytt: dict) -> None:
    begard, inkom = nytt["sjalvskattning_begard"], nytt["sjalvskattning_inkom"]
    if inkom and begard is None:
        raise RegistrationRefused("Skriv också när självskattningen begärdes.", "sjalvskattning_begard")
    if inkom and inkom < begard:
        raise RegistrationRefused(f"Självskattningen begärdes den {datum_text(begard)}.", "sjalvskattning_inkom")
    senaste = max(filter(None, (inkom, nytt["besok"])), default=None)
    if nytt["genomford"] and senaste and nytt["genomford"] < senaste:
        raise RegistrationRefused(f"Något i uppföljningen är från den {datum_text(senaste)}.", "genomford")


def _refuse_unfinished(uppfoljning: Uppfoljning, nytt: dict) -> None:
    """A review asks for self-assessment, visit and assessment; the meetings for a note of what was said."""
    if uppfoljning.slag != Slag.KONTRAKT:
        if not nytt["iakttagelser"]:
            raise RegistrationRefused("Skriv kort vad samtalet gällde och vad ni kom fram till.", "iakttagelser")
        return
    for falt, mening in (
        ("sjalvskattning_inkom", "Skriv när anordnarens självskattning inkom. Utan den är uppföljningen inte gjord."),
        ("besok", "Skriv när det oanmälda besöket gjordes. Utan det är uppföljningen inte gjord."),
        ("iakttagelser", "Skriv vad ni såg vid besöket."),
        ("bedomning", "Välj hur anordnaren lever upp till kraven."),
    ):
        if not nytt[falt]:
            raise RegistrationRefused(mening, falt)


def _refuse_numbers(**texter: str) -> None:
    """The report of a follow-up is published, so no personnummer may stand in it."""
    for falt, text in texter.items():
        if mask_text(text) != text:
            raise RegistrationRefused("Texten tar upp något som kan vara ett personnummer. Ta bort det.", falt)
