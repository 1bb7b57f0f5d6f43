"""The attest order: whom the nämnd has appointed to attest, for which code, up to what amount, and until when (H02)."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from assistans.svenska import datum_text
from beslut.models import Attestratt
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words

RATTIGHET = {
    Attestratt.Typ.GRANSKNING: "kontroller.granskningsattest",
    Attestratt.Typ.BESLUT: "kontroller.beslutsattest",
}
"""What the role of the one who is appointed has to carry: an appointment gives nobody more than her role does."""


@told_in_words()
def appoint(
    *,
    attestant: User,
    typ: str,
    ansvar: str,
    beloppsgrans: Decimal | None,
    galler_fran: date,
    galler_tom: date | None,
    ersattare_for: User | None,
    namndbeslut: str,
    by: User,
    at: datetime,
) -> Attestratt:
    """Enter the nämnd's appointment of a person. Nobody enters their own. Raises RegistrationRefused."""
    if attestant == by:
        raise RegistrationRefused("Ingen lägger in sitt eget uppdrag. Be en annan controller göra det.", "attestant")
    if not attestant.may(RATTIGHET[Attestratt.Typ(typ)]):
        namn = Attestratt.Typ(typ).label.lower()
        raise RegistrationRefused(f"{attestant.namn} har ingen roll som ger {namn}.", "attestant")
    refuse_backwards(galler_fran, galler_tom)
    if find_personnummer(namndbeslut, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", "namndbeslut")
    _refuse_substitute(attestant, ersattare_for, typ, ansvar, galler_fran)
    ratt = Attestratt.objects.create(
        attestant=attestant,
        typ=typ,
        ansvar=ansvar,
        beloppsgrans=beloppsgrans,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        ersattare_for=ersattare_for,
        namndbeslut=namndbeslut,
        inlagd_av=by,
        inlagd=at,
    )
    record_change(
        "attestratt.inlagd",
        ratt,
        omfang=None,
        by=by,
        at=at,
        attest=typ,
        ansvar=ansvar,
        beloppsgrans=None if beloppsgrans is None else str(beloppsgrans),
    )
    return ratt


@told_in_words()
def end_appointment(*, attestratt: Attestratt, galler_tom: date, by: User, at: datetime) -> Attestratt:
    """Give an appointment its last day. It becomes shorter, never longer, and covers every attest given by it.

    The database knows the attests, and refuses a day before the last of them.
    """
    ratt = Attestratt.objects.select_for_update().get(pk=attestratt.pk)
    if ratt.attestant_id == by.pk:
        raise RegistrationRefused("Ingen avslutar sitt eget uppdrag. Be en annan controller göra det.")
    refuse_backwards(ratt.galler_fran, galler_tom)
    if ratt.galler_tom is not None and galler_tom > ratt.galler_tom:
        raise RegistrationRefused(
            f"Uppdraget slutar redan den {datum_text(ratt.galler_tom)}. Lägg in ett nytt för tiden därefter.",
            "galler_tom",
        )
    try:
        save_change(ratt, {"galler_tom": galler_tom})
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name:
            raise
        raise RegistrationRefused(
            f"Attester är givna efter den {datum_text(galler_tom)}. Låt uppdraget gälla så länge.", "galler_tom"
        ) from error
    record_change("attestratt.avslutad", ratt, omfang=None, by=by, at=at, sista_dag=str(galler_tom))
    return ratt


def _refuse_substitute(attestant: User, ersattare_for: User | None, typ: str, ansvar: str, dag: date) -> None:
    """Raise RegistrationRefused unless the one who is stood in for is herself appointed, from the same day on."""
    if ersattare_for is None:
        return
    if ersattare_for == attestant:
        raise RegistrationRefused("Ingen är ersättare för sig själv.", "ersattare_for")
    egna = Attestratt.objects.in_force(dag).filter(Q(ansvar="") | Q(ansvar=ansvar), attestant=ersattare_for, typ=typ)
    if not egna.exists():
        namn = Attestratt.Typ(typ).label.lower()
        raise RegistrationRefused(
            f"{ersattare_for.namn} är inte utsedd att ge {namn} för det ansvaret den {datum_text(dag)}.",
            "ersattare_for",
        )
