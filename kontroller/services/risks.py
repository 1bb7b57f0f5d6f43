"""The register of risks: what can go wrong, how it is assessed, and what is done about it."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.svenska import upprakning
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused, told_in_words
from kontroller.katalog import KATALOG
from kontroller.models import Risk, Riskatgard, Riskbedomning

MAY_HANDLE = "kontroller.hantera_risk"
KODER = frozenset(post.kod for post in KATALOG)


@told_in_words()
def register_risk(*, namn: str, orsak: str, foljd: str, kontroller: Collection[str], by: User, at: datetime) -> Risk:
    """Put a risk in the register. It is assessed by itself. Raises RegistrationRefused."""
    require_handler(by)
    varden = {"namn": namn, "orsak": orsak, "foljd": foljd, "kontroller": known_codes(kontroller)}
    refuse_identities(at=at, namn=namn, orsak=orsak, foljd=foljd)
    risk = Risk.objects.create(**varden, inlagd_av=by, inlagd=at)
    Handelse.record("risk.inlagd", risk, by=by, at=at)
    return risk


@told_in_words()
def change_risk(
    *, risk: Risk, namn: str, orsak: str, foljd: str, kontroller: Collection[str], by: User, at: datetime
) -> Risk:
    """Describe a risk anew. What has been adopted about it stands in its document. Raises RegistrationRefused."""
    risk = _open(risk, by)
    refuse_identities(at=at, namn=namn, orsak=orsak, foljd=foljd)
    nytt = {"namn": namn, "orsak": orsak, "foljd": foljd, "kontroller": known_codes(kontroller)}
    if falt := save_change(risk, nytt).falt:
        Handelse.record("risk.andrad", risk, by=by, at=at, falt=falt)
    return risk


@told_in_words()
def assess_risk(*, risk: Risk, sannolikhet: int, konsekvens: int, skal: str, by: User, at: datetime) -> Riskbedomning:
    """Assess a risk anew; what was thought before stands. Raises RegistrationRefused."""
    risk = _open(risk, by)
    if not {sannolikhet, konsekvens} <= {1, 2, 3, 4}:
        raise RegistrationRefused("Sannolikhet och konsekvens bedöms från 1 till 4.", "sannolikhet")
    refuse_identities(at=at, skal=skal)
    bedomning = risk.bedomningar.create(
        sannolikhet=sannolikhet, konsekvens=konsekvens, skal=require_words(skal, "skal"), av=by, tid=at
    )
    Handelse.record("risk.bedomd", risk, by=by, at=at, sannolikhet=sannolikhet, konsekvens=konsekvens)
    return bedomning


@told_in_words()
def close_risk(*, risk: Risk, skal: str, by: User, at: datetime) -> Risk:
    """Take a risk out of the register, with the reason. Raises RegistrationRefused while something is to be done."""
    risk = _open(risk, by)
    refuse_identities(at=at, skal=skal)
    if risk.atgarder.filter(avslutad__isnull=True).exists():
        raise RegistrationRefused("Risken har åtgärder som inte är avslutade. Avsluta dem först.")
    risk.avslutad, risk.avslutad_av, risk.avslutad_skal = at, by, require_words(skal, "skal")
    risk.save(update_fields=["avslutad", "avslutad_av", "avslutad_skal"])
    Handelse.record("risk.avslutad", risk, by=by, at=at)
    return risk


@told_in_words()
def plan_action(*, risk: Risk, atgard: str, ansvarig: User, klar_senast: date, by: User, at: datetime) -> Riskatgard:
    """Decide that something is to be done about a risk. Raises RegistrationRefused."""
    risk = _open(risk, by)
    refuse_identities(at=at, atgard=atgard)
    rad = risk.atgarder.create(
        atgard=require_words(atgard, "atgard"), ansvarig=ansvarig, klar_senast=klar_senast, inlagd_av=by, inlagd=at
    )
    Handelse.record("riskatgard.inlagd", rad, by=by, at=at, risk=risk.pk, klar_senast=str(klar_senast))
    return rad


@told_in_words()
def finish_action(
    *, atgard: Riskatgard, utgang: str, avslutad: date, iakttaget: str, by: User, at: datetime
) -> Riskatgard:
    """Say that an action is done, or no longer called for, and what was seen. Whoever owns it may.

    Raises RegistrationRefused.
    """
    atgard = Riskatgard.objects.select_for_update().get(pk=atgard.pk)
    if not may_finish(atgard, by):
        raise RegistrationRefused("Åtgärden avslutas av den som ansvarar för den, eller av den som sköter registret.")
    if atgard.avslutad is not None:
        raise RegistrationRefused("Åtgärden är redan avslutad.")
    if avslutad > timezone.localdate(at):
        raise RegistrationRefused("Dagen har inte varit än.", "avslutad")
    refuse_identities(at=at, iakttaget=iakttaget)
    atgard.avslutad, atgard.utgang, atgard.iakttaget = avslutad, utgang, require_words(iakttaget, "iakttaget")
    atgard.avslutad_av, atgard.avslutad_tid = by, at
    atgard.save(update_fields=["avslutad", "utgang", "iakttaget", "avslutad_av", "avslutad_tid"])
    Handelse.record("riskatgard.avslutad", atgard, by=by, at=at, risk=atgard.risk_id, utgang=utgang)
    return atgard


def may_finish(atgard: Riskatgard, by: User) -> bool:
    """Whether a person may say that an action is done."""
    return by.may(MAY_HANDLE) or atgard.ansvarig_id == by.pk


def require_handler(by: User) -> None:
    """Raise RegistrationRefused for somebody who may not handle the register."""
    if not by.may(MAY_HANDLE):
        raise RegistrationRefused("Din roll får inte ändra i riskregistret.")


def known_codes(kontroller: Collection[str]) -> list[str]:
    """The codes in order. Raises RegistrationRefused for one that the catalogue lacks."""
    if okanda := sorted(set(kontroller) - KODER):
        raise RegistrationRefused(f"Kontrollkatalogen har ingen {upprakning(okanda)}.", "kontroller")
    return sorted(set(kontroller))


def require_words(text: str, falt: str) -> str:
    """The text without its outer blanks. Raises RegistrationRefused when nothing is left."""
    if not (text := text.strip()):
        raise RegistrationRefused("Fyll i uppgiften.", falt)
    return text


def refuse_identities(*, at: datetime, **texter: str) -> None:
    """Raise RegistrationRefused for a text with a personnummer in it: what is written here is for the nämnd."""
    for falt, text in texter.items():
        require_words(text, falt)
        if find_personnummer(text, idag=timezone.localdate(at)):
            raise RegistrationRefused("Skriv utan personnummer: texten går till nämnden.", falt)


def _open(risk: Risk, by: User) -> Risk:
    require_handler(by)
    risk = Risk.objects.select_for_update().get(pk=risk.pk)
    if risk.avslutad is not None:
        raise RegistrationRefused("Risken är avslutad och ändras inte.")
    return risk
