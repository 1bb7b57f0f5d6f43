"""The year's plan for internal control: what is followed up, and what came of it."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from assistans.models import Handelse, User
from beslut.services.foljder import save_change
from beslut.services.refusal import RegistrationRefused, told_in_words
from kontroller.models import Kontrollmoment, Momentutfall, Risk
from kontroller.services.risks import MAY_HANDLE, known_codes, refuse_identities, require_handler, require_words


@told_in_words()
def plan_moment(
    *,
    ar: int,
    risk: Risk,
    kontroller: Collection[str],
    vad: str,
    hur: str,
    frekvens: str,
    ansvarig: User,
    klar_senast: date,
    by: User,
    at: datetime,
) -> Kontrollmoment:
    """Put a row in a year's plan. Raises RegistrationRefused."""
    require_handler(by)
    _refuse_day_outside(ar, klar_senast)
    if risk.avslutad is not None:
        raise RegistrationRefused("Risken är avslutad.", "risk")
    refuse_identities(at=at, vad=vad, hur=hur)
    moment = Kontrollmoment.objects.create(
        ar=ar,
        risk=risk,
        kontroller=known_codes(kontroller),
        vad=vad.strip(),
        hur=hur.strip(),
        frekvens=frekvens,
        ansvarig=ansvarig,
        klar_senast=klar_senast,
        inlagd_av=by,
        inlagd=at,
    )
    Handelse.record("kontrollmoment.inlagt", moment, by=by, at=at, ar=ar, risk=risk.pk)
    return moment


@told_in_words()
def change_moment(
    *,
    moment: Kontrollmoment,
    risk: Risk,
    kontroller: Collection[str],
    vad: str,
    hur: str,
    frekvens: str,
    ansvarig: User,
    klar_senast: date,
    by: User,
    at: datetime,
) -> Kontrollmoment:
    """Describe a row anew. What the nämnd has adopted stands in its document. Raises RegistrationRefused."""
    moment = _standing(moment, by)
    _refuse_day_outside(moment.ar, klar_senast)
    refuse_identities(at=at, vad=vad, hur=hur)
    nytt = {
        "risk_id": risk.pk,
        "kontroller": known_codes(kontroller),
        "vad": vad.strip(),
        "hur": hur.strip(),
        "frekvens": frekvens,
        "ansvarig_id": ansvarig.pk,
        "klar_senast": klar_senast,
    }
    if falt := save_change(moment, nytt).falt:
        Handelse.record("kontrollmoment.andrat", moment, by=by, at=at, falt=falt)
    return moment


@told_in_words()
def strike_moment(*, moment: Kontrollmoment, skal: str, by: User, at: datetime) -> Kontrollmoment:
    """Strike a row out of the plan, with the reason. Raises RegistrationRefused when it has been done."""
    moment = _standing(moment, by)
    refuse_identities(at=at, skal=skal)
    if moment.utfall.exists():
        raise RegistrationRefused("Momentet har ett utfall och stryks inte.")
    moment.struken, moment.struken_av, moment.struken_skal = at, by, skal.strip()
    moment.save(update_fields=["struken", "struken_av", "struken_skal"])
    Handelse.record("kontrollmoment.struket", moment, by=by, at=at, ar=moment.ar)
    return moment


@told_in_words()
def record_outcome(
    *, moment: Kontrollmoment, datum: date, gjort: str, funnet: str, slutsats: str, by: User, at: datetime
) -> Momentutfall:
    """Write down what was done and found. Whoever owns the row may. Raises RegistrationRefused."""
    moment = Kontrollmoment.objects.select_for_update().get(pk=moment.pk)
    if not may_record(moment, by):
        raise RegistrationRefused("Utfallet skrivs av den som ansvarar för momentet, eller av den som sköter planen.")
    if moment.struken is not None:
        raise RegistrationRefused("Momentet är struket ur planen.")
    if datum > timezone.localdate(at):
        raise RegistrationRefused("Dagen har inte varit än.", "datum")
    refuse_identities(at=at, gjort=gjort, funnet=funnet)
    utfall = moment.utfall.create(
        datum=datum,
        gjort=require_words(gjort, "gjort"),
        funnet=require_words(funnet, "funnet"),
        slutsats=slutsats,
        av=by,
        tid=at,
    )
    Handelse.record("kontrollmoment.gjort", moment, by=by, at=at, slutsats=slutsats)
    return utfall


def may_record(moment: Kontrollmoment, by: User) -> bool:
    """Whether a person may write down what came of a row."""
    return by.may(MAY_HANDLE) or moment.ansvarig_id == by.pk


def _standing(moment: Kontrollmoment, by: User) -> Kontrollmoment:
    require_handler(by)
    moment = Kontrollmoment.objects.select_for_update(of=("self",)).get(pk=moment.pk)
    if moment.struken is not None:
        raise RegistrationRefused("Momentet är struket ur planen.")
    return moment


def _refuse_day_outside(ar: int, klar_senast: date) -> None:
    if not 2000 <= ar <= 2100:
        raise RegistrationRefused("Skriv året med fyra siffror.", "ar")
    if not date(ar, 1, 1) <= klar_senast <= date(ar + 1, 3, 31):
        raise RegistrationRefused(f"Momentet görs under {ar}, eller senast i mars året efter.", "klar_senast")
