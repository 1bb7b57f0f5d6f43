"""The table of coding: which account, responsibility and operation what is paid is booked on."""

import re
from datetime import date, datetime

from assistans.models import User
from assistans.svenska import datum_text
from beslut.models import Kontering
from beslut.services.foljder import record_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words

KONTO = re.compile(r"[0-9]{3,10}")
KOD = re.compile(r"[0-9A-Za-zÅÄÖåäö]{1,20}")
"""What the files to the finance system can carry as a code."""


@told_in_words()
def register_coding(
    *,
    slag: str,
    avtalsform: str,
    mottagare: str,
    galler_fran: date,
    galler_tom: date | None,
    konto: str,
    ansvar: str,
    verksamhet: str,
    motpart: str = "",
    momsersattning: str,
    by: User,
    at: datetime,
) -> Kontering:
    """Enter where something is booked. An open earlier row of the same thing ends the day before.

    The performance month decides: a row is asked for by the first day of the month, so it begins on one. What has been
    booked stays where it was, and no attest is taken back: the code of responsibility was tried when it was given.
    """
    refuse_backwards(galler_fran, galler_tom)
    _require_first_day(galler_fran)
    konto, ansvar, verksamhet, motpart = (kod.strip() for kod in (konto, ansvar, verksamhet, motpart))
    if not KONTO.fullmatch(konto):
        raise RegistrationRefused("Skriv kontot med 3 till 10 siffror.", "konto")
    for falt, kod, kravs in (("ansvar", ansvar, True), ("verksamhet", verksamhet, True), ("motpart", motpart, False)):
        if (kod or kravs) and not KOD.fullmatch(kod):
            raise RegistrationRefused("Skriv koden med 1 till 20 bokstäver och siffror.", falt)

    rad = Kontering(
        slag=slag,
        avtalsform=avtalsform,
        mottagare=mottagare,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        konto=konto,
        ansvar=ansvar,
        verksamhet=verksamhet,
        motpart=motpart,
        momsersattning=momsersattning,
        inlagd_av=by,
        inlagd=at,
    )
    _end_open(rad)
    rad.save(force_insert=True)
    record_change("kontering.registrerad", rad, omfang=None, by=by, at=at, konto=konto, ansvar=ansvar)
    return rad


@told_in_words()
def end_coding(*, kontering: Kontering, galler_tom: date, by: User, at: datetime) -> Kontering:
    """Give a row its last day. It becomes shorter, never longer: for a longer time a new row is entered."""
    rad = Kontering.objects.select_for_update().get(pk=kontering.pk)
    refuse_backwards(rad.galler_fran, galler_tom)
    if rad.galler_tom is not None and galler_tom > rad.galler_tom:
        raise RegistrationRefused(
            f"Raden slutar redan den {datum_text(rad.galler_tom)}. Lägg in en ny för tiden därefter.", "galler_tom"
        )
    rad.galler_tom = galler_tom
    rad.save(update_fields=["galler_tom"])
    record_change("kontering.avslutad", rad, omfang=None, by=by, at=at, sista_dag=str(galler_tom))
    return rad


def _require_first_day(galler_fran: date) -> None:
    if galler_fran.day != 1:
        raise RegistrationRefused(
            "Konteringen bestäms av prestationsmånaden. Låt raden börja den första i en månad.", "galler_fran"
        )


def _end_open(ny: Kontering) -> None:
    """End the open row of the same thing the day before, one by one, so that the history has it."""
    oppna = Kontering.objects.select_for_update().filter(
        slag=ny.slag,
        avtalsform=ny.avtalsform,
        mottagare=ny.mottagare,
        galler_tom__isnull=True,
        galler_fran__lt=ny.galler_fran,
    )
    for rad in oppna:
        rad.galler_tom = date.fromordinal(ny.galler_fran.toordinal() - 1)
        rad.save(update_fields=["galler_tom"])
