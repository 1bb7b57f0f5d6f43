"""The municipality's own calculation of what an hour reasonably costs: written, adopted by another, never rewritten."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from assistans.models import User
from beslut.models import Kalkyl, Kalkylpost
from beslut.services.foljder import record_change, save_change
from beslut.services.refusal import RegistrationRefused, told_in_words


class Kalkylrad(NamedTuple):
    """En del av kostnaden som den är skriven: kronor per timme eller procent, och varifrån uppgiften kommer."""

    slag: str
    enhet: str
    varde: Decimal
    kalla: str


@told_in_words()
def draft_calculation(
    *, ar: int, avser: str, motivering: str, poster: Sequence[Kalkylrad], by: User, at: datetime
) -> Kalkyl:
    """Save a new draft, as the next version for its year and what it is about."""
    hittills = Kalkyl.objects.filter(ar=ar, avser=avser).aggregate(Max("version"))["version__max"] or 0
    kalkyl = Kalkyl.objects.create(
        ar=ar, avser=avser, version=hittills + 1, motivering=motivering, upprattad_av=by, upprattad=at
    )
    _store_parts(kalkyl, poster)
    record_change("kalkyl.upprattad", kalkyl, omfang=None, by=by, at=at, ar=ar, version=kalkyl.version)
    return kalkyl


@told_in_words()
def revise_calculation(
    *, kalkyl: Kalkyl, motivering: str, poster: Sequence[Kalkylrad], by: User, at: datetime
) -> Kalkyl:
    """Change a draft. Whoever wrote it last stands as its author, and is the one who cannot adopt it."""
    kalkyl = _lock(kalkyl)
    if kalkyl.faststalld is not None:
        raise RegistrationRefused("Kalkylen är fastställd och ändras inte. Gör en ny version av den.")

    save_change(kalkyl, {"motivering": motivering, "upprattad_av_id": by.pk, "upprattad": at})
    _store_parts(kalkyl, poster)
    record_change("kalkyl.andrad", kalkyl, omfang=None, by=by, at=at, ar=kalkyl.ar, version=kalkyl.version)
    return kalkyl


@told_in_words()
def adopt_calculation(*, kalkyl: Kalkyl, by: User, at: datetime) -> Kalkyl:
    """Adopt a draft, by somebody else than its author. From then on it stands fast."""
    kalkyl = _lock(kalkyl)
    if kalkyl.faststalld is not None:
        raise RegistrationRefused("Kalkylen är redan fastställd.")
    if kalkyl.upprattad_av_id == by.pk:
        raise RegistrationRefused("Den som har upprättat en kalkyl fastställer den inte.")
    if not kalkyl.poster.filter(slag=Kalkylpost.Slag.LON).exists():
        raise RegistrationRefused("Lönen saknas. En kalkyl utan lön säger inte vad en timme kostar.")
    if not kalkyl.motivering:
        raise RegistrationRefused("Motiveringen saknas. Den som upprättar kalkylen skriver vad den vilar på.")

    kalkyl.faststalld_av, kalkyl.faststalld = by, at
    kalkyl.save(update_fields=["faststalld_av", "faststalld"])
    record_change("kalkyl.faststalld", kalkyl, omfang=None, by=by, at=at, ar=kalkyl.ar, version=kalkyl.version)
    return kalkyl


def _lock(kalkyl: Kalkyl) -> Kalkyl:
    return Kalkyl.objects.select_for_update().get(pk=kalkyl.pk)


def _store_parts(kalkyl: Kalkyl, poster: Sequence[Kalkylrad]) -> None:
    """Make the stored parts the given ones, and touch no part that stays as it is."""
    finns = {post.slag: post for post in kalkyl.poster.all()}
    for slag, enhet, varde, kalla in poster:
        if slag in finns:
            save_change(finns[slag], {"enhet": enhet, "varde": varde, "kalla": kalla})
        else:
            kalkyl.poster.create(slag=slag, enhet=enhet, varde=varde, kalla=kalla)
    kalkyl.poster.exclude(slag__in=[post.slag for post in poster]).delete()
