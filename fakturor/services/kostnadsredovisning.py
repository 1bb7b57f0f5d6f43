"""Cost accounts: what the assistance cost during a time, as it was accounted for (G14)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datumspann
from beslut.models import Handling, Uppdrag
from beslut.omfang import Omfang
from beslut.services.documents import attach_document
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words
from fakturor.kostnader import total_of
from fakturor.models import Kostnadsredovisning, Kostnadsredovisningspost


@told_in_words()
def register_cost_account(
    *,
    uppdrag: Uppdrag,
    period_fran: date,
    period_tom: date,
    inkommen: date,
    mottaget: Decimal,
    kostnader: Mapping[str, Decimal],
    by: User,
    at: datetime,
    notering: str = "",
    innehall: bytes | None = None,
) -> Kostnadsredovisning:
    """Write down what came in, once: one that was wrong gets a follower for the same time.

    `kostnader` are kronor for the whole time, by `Kostnadspost.Slag`; a kind that is not given is not accounted for.
    `innehall` is the account itself, kept with the assignment. The unpaid invoices that it speaks of are judged anew.
    """
    _refuse_period(uppdrag, period_fran, period_tom, inkommen)
    if not kostnader:
        raise RegistrationRefused("Skriv minst en kostnad. Noll kronor är också en uppgift.", "kostnad_lon")
    if find_personnummer(notering, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", "notering")

    konto = Kostnadsredovisning.objects.create(
        uppdrag=uppdrag,
        period_fran=period_fran,
        period_tom=period_tom,
        inkommen=inkommen,
        mottaget=mottaget,
        notering=notering,
        handling=_document(uppdrag, innehall, period_fran, period_tom, by, at) if innehall else None,
        registrerad_av=by,
        registrerad=at,
    )
    Kostnadsredovisningspost.objects.bulk_create(
        Kostnadsredovisningspost(redovisning=konto, slag=slag, belopp=belopp) for slag, belopp in kostnader.items()
    )
    # Every month from the first one accounted for may be judged by it: an account is held against later months too.
    omfang = Omfang(uppdrag.brukare_id, uppdrag.anordnare_id, period_fran, None)
    record_change(
        "uppdrag.kostnadsredovisning", uppdrag, omfang=omfang, by=by, at=at, kostnader=str(total_of(kostnader))
    )
    return konto


def _refuse_period(uppdrag: Uppdrag, fran: date, tom: date, inkommen: date) -> None:
    if tom < fran:
        raise RegistrationRefused("Den sista dagen kan inte komma före den första.", "period_tom")
    if inkommen <= tom:
        raise RegistrationRefused("Kostnaderna redovisas i efterhand: den kom in innan tiden var slut.", "inkommen")
    if tom < uppdrag.galler_fran or (uppdrag.galler_tom is not None and fran > uppdrag.galler_tom):
        raise RegistrationRefused("Uppdraget gäller inte någon dag under tiden.", "period_fran")


def _document(uppdrag: Uppdrag, innehall: bytes, fran: date, tom: date, by: User, at: datetime) -> Handling:
    return attach_document(
        rad=uppdrag,
        slag=Handling.Slag.KOSTNAD,
        rubrik=f"Kostnadsredovisning {datumspann(fran, tom)}",
        innehall=innehall,
        by=by,
        at=at,
    )
