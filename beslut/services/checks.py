"""What the municipality finds out about a provider from other authorities: dated, by somebody, written once (B05,
B11, B12).
"""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Anordnare, Bolagskontroll
from beslut.omfang import Omfang
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words

F_SKATT_ENLIGT = {Bolagskontroll.Utfall.UTAN_ANMARKNING: True, Bolagskontroll.Utfall.AVREGISTRERAD: False}
"""What an outcome says of the approval for F-tax. A remark says nothing that can be stored as yes or no."""

READ_BY_CONTROLS = {
    Bolagskontroll.Slag.F_SKATT,
    Bolagskontroll.Slag.ARBETSGIVARE,
    Bolagskontroll.Slag.MOMS,
    Bolagskontroll.Slag.BOLAGSVERKET,
}
"""The checks that B05, B11 and B12 rest on."""


@told_in_words()
def record_check(
    *,
    anordnare: Anordnare,
    slag: str,
    utfall: str,
    datum: date,
    notering: str,
    nasta_kontroll: date | None,
    by: User,
    at: datetime,
) -> Bolagskontroll:
    """Write down a check of a provider. The newest one of F-tax says whether it is approved.

    The first of its kind, and one that finds something else than the one before, is news to the controls. That all is
    as it was sends no invoice back.
    """
    anordnare = Anordnare.objects.select_for_update().get(pk=anordnare.pk)
    _refuse_bad_check(utfall, datum, notering, nasta_kontroll, at)

    fore = anordnare.bolagskontroller.filter(slag=slag).order_by("-datum", "-pk").first()
    is_newest = fore is None or fore.datum <= datum
    is_news = slag in READ_BY_CONTROLS and is_newest and (fore is None or fore.utfall != utfall)
    om = Omfang(None, anordnare.pk, None, None) if is_news else None
    kontroll = anordnare.bolagskontroller.create(
        slag=slag, utfall=utfall, datum=datum, notering=notering, nasta_kontroll=nasta_kontroll, av=by, tid=at
    )
    record_change("bolagskontroll.registrerad", kontroll, omfang=om, by=by, at=at, slag=slag, utfall=utfall)

    if slag == Bolagskontroll.Slag.F_SKATT and is_newest and utfall in F_SKATT_ENLIGT:
        andrat, omfang = save_change(anordnare, {"f_skatt": F_SKATT_ENLIGT[utfall]})
        if andrat:
            record_change("anordnare.andrad", anordnare, omfang=omfang, by=by, at=at, andrat=andrat)
    return kontroll


def _refuse_bad_check(utfall: str, datum: date, notering: str, nasta_kontroll: date | None, at: datetime) -> None:
    if datum > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "datum")
    if nasta_kontroll is not None and nasta_kontroll <= datum:
        raise RegistrationRefused(f"Nästa kontroll ska ligga efter den {datum_text(datum)}.", "nasta_kontroll")
    if utfall != Bolagskontroll.Utfall.UTAN_ANMARKNING and not notering.strip():
        raise RegistrationRefused("Skriv vad som framkom.", "notering")
