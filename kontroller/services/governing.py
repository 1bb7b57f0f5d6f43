"""What the nämnd adopts about internal control: one person proposes, another registers the nämnd's decision.

A document is written once, as a whole, from what the registers say; from then on its content stands. It is adopted with
the day and the paragraph of the minutes, or put aside.
"""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from assistans.models import Handelse, User
from beslut.services.refusal import RegistrationRefused, told_in_words
from kontroller.models import Styrdokument
from kontroller.services.risks import refuse_identities
from kontroller.styrning.dokument import SAMMANFATTNING, SLAG, in_force
from kontroller.styrning.innehall import canonical, fingerprint

TOMT = {
    Styrdokument.Slag.RISKANALYS: ("risker", "Registret har inga risker. Lägg in dem först."),
    Styrdokument.Slag.INTERNKONTROLLPLAN: ("moment", "Planen för året har inga moment. Lägg in dem först."),
    Styrdokument.Slag.UPPFOLJNING: ("moment", "Planen för året har inga moment att följa upp."),
}


@told_in_words()
def propose_document(*, slag: str, ar: int, sammanfattning: str, by: User, at: datetime) -> Styrdokument:
    """Write down what the registers say as a proposal to the nämnd. Raises RegistrationRefused."""
    if not by.may(SLAG[slag].foresla):
        raise RegistrationRefused(f"Din roll får inte lägga fram {SLAG[slag].rubrik} för nämnden.")
    refuse_identities(at=at, sammanfattning=sammanfattning)
    tidigare = Styrdokument.objects.select_for_update().filter(slag=slag, ar=ar)
    if tidigare.open().exists():
        raise RegistrationRefused("Ett förslag för året väntar redan på nämnden. Lägg undan det först.")

    innehall = SLAG[slag].build(ar, timezone.localdate(at)) | {SAMMANFATTNING: sammanfattning.strip()}
    _refuse_incomplete(slag, innehall)
    text = canonical(innehall)
    dokument = Styrdokument.objects.create(
        slag=slag,
        ar=ar,
        version=(Styrdokument.objects.filter(slag=slag, ar=ar).aggregate(Max("version"))["version__max"] or 0) + 1,
        innehall=text,
        sha256=fingerprint(text),
        foreslaget_av=by,
        foreslaget=at,
    )
    Handelse.record(
        "styrdokument.foreslaget",
        dokument,
        by=by,
        at=at,
        slag=slag,
        beteckning=dokument.beteckning,
        sha256=dokument.sha256,
    )
    return dokument


@told_in_words()
def adopt_document(
    *, dokument: Styrdokument, sammantradesdag: date, paragraf: str, by: User, at: datetime
) -> Styrdokument:
    """Register that the nämnd has adopted a document. Raises RegistrationRefused."""
    dokument = _lock(dokument)
    if obstacle := adoption_obstacle(dokument=dokument, by=by):
        raise RegistrationRefused(obstacle)
    if sammantradesdag > timezone.localdate(at):
        raise RegistrationRefused("Sammanträdet har inte varit än.", "sammantradesdag")
    if not paragraf.strip():
        raise RegistrationRefused("Skriv paragrafen i protokollet.", "paragraf")

    dokument.antaget, dokument.antaget_av = at, by
    dokument.sammantradesdag, dokument.paragraf = sammantradesdag, paragraf.strip()
    dokument.save(update_fields=["antaget", "antaget_av", "sammantradesdag", "paragraf"])
    Handelse.record(
        "styrdokument.antaget",
        dokument,
        by=by,
        at=at,
        slag=dokument.slag,
        beteckning=dokument.beteckning,
        sammantradesdag=str(sammantradesdag),
        paragraf=dokument.paragraf,
    )
    return dokument


@told_in_words()
def put_document_aside(*, dokument: Styrdokument, by: User, at: datetime) -> Styrdokument:
    """Put a proposal aside. Who proposed it may do so too. Raises RegistrationRefused."""
    dokument = _lock(dokument)
    if obstacle := aside_obstacle(dokument=dokument, by=by):
        raise RegistrationRefused(obstacle)

    dokument.undanlagt, dokument.undanlagt_av = at, by
    dokument.save(update_fields=["undanlagt", "undanlagt_av"])
    Handelse.record(
        "styrdokument.undanlagt", dokument, by=by, at=at, slag=dokument.slag, beteckning=dokument.beteckning
    )
    return dokument


def adoption_obstacle(*, dokument: Styrdokument, by: User) -> str | None:
    """Why a person may not register the nämnd's decision, as a sentence, or None. For pages too."""
    if not dokument.is_proposal:
        return "Dokumentet är redan avgjort."
    if not by.may(SLAG[dokument.slag].faststall):
        return "Din roll får inte registrera nämndens beslut. Enhetschefen gör det."
    if dokument.foreslaget_av_id == by.pk:
        return "Den som har lagt fram ett dokument registrerar inte nämndens beslut om det. Någon annan gör det."
    return None


def aside_obstacle(*, dokument: Styrdokument, by: User) -> str | None:
    """Why a person may not put a proposal aside, as a sentence, or None."""
    if not dokument.is_proposal:
        return "Dokumentet är redan avgjort."
    if not (by.may(SLAG[dokument.slag].faststall) or dokument.foreslaget_av_id == by.pk):
        return "Din roll får inte lägga undan förslaget."
    return None


def _lock(dokument: Styrdokument) -> Styrdokument:
    return Styrdokument.objects.select_for_update().get(pk=dokument.pk)


def _refuse_incomplete(slag: str, innehall: dict) -> None:
    if slag in TOMT and not innehall[TOMT[slag][0]]:
        raise RegistrationRefused(TOMT[slag][1])
    obedomda = [risk["namn"] for risk in innehall.get("risker", ()) if not risk["sannolikhet"]]
    if obedomda:
        raise RegistrationRefused(f"Risken ”{obedomda[0]}” är inte bedömd. Bedöm varje risk först.")
    if slag == Styrdokument.Slag.UPPFOLJNING and not in_force(Styrdokument.Slag.INTERNKONTROLLPLAN, ar=innehall["ar"]):
        raise RegistrationRefused("Nämnden har inte fastställt planen för året, så det finns inget att följa upp.")
