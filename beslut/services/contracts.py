"""The municipality's contracts with providers: tried by one person, approved by another, and ended with a reason."""

from datetime import date, datetime

from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.avtal.kravlage import has_permit, requirements_of
from beslut.models import Anordnare, Avtal, Avtalskrav
from beslut.services.foljder import record_change, save_change
from beslut.services.followups import plan_closing, plan_first
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def register_contract(
    *,
    anordnare: Anordnare,
    slag: str,
    diarienummer: str,
    galler_fran: date,
    galler_tom: date | None,
    ickeval: bool,
    nystartat: bool,
    by: User,
    at: datetime,
) -> Avtal:
    """Register a contract to be tried, with the requirements that its provider has to meet."""
    _refuse_bad_contract(anordnare, slag, galler_fran, galler_tom, ickeval)
    avtal = Avtal.objects.create(
        anordnare=anordnare,
        slag=slag,
        diarienummer=diarienummer,
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        ickeval=ickeval,
        nystartat=nystartat,
        provat_av=by,
        provat=at,
    )
    Avtalskrav.objects.bulk_create(Avtalskrav(avtal=avtal, krav=krav) for krav in requirements_of(nystartat=nystartat))
    record_change("avtal.registrerat", avtal, omfang=None, by=by, at=at, slag=slag, ickeval=ickeval)
    return avtal


@told_in_words()
def change_contract(
    *,
    avtal: Avtal,
    diarienummer: str,
    galler_fran: date,
    galler_tom: date | None,
    ickeval: bool,
    nystartat: bool,
    by: User,
    at: datetime,
) -> Avtal:
    """Change a contract that nobody has approved. The requirements follow whether the company is new.

    What is met already stays as it was written, though it may no longer be asked for.
    """
    avtal = Avtal.objects.select_for_update().get(pk=avtal.pk)
    if avtal.godkant is not None:
        raise RegistrationRefused("Avtalet är godkänt och ändras inte. Det kan få en annan sista dag.")
    _refuse_bad_contract(avtal.anordnare, avtal.slag, galler_fran, galler_tom, ickeval)
    nytt = {
        "diarienummer": diarienummer,
        "galler_fran": galler_fran,
        "galler_tom": galler_tom,
        "ickeval": ickeval,
        "nystartat": nystartat,
    }
    andrat = save_change(avtal, nytt).falt
    behovs = requirements_of(nystartat=nystartat)
    avtal.krav.exclude(krav__in=behovs).filter(uppfyllt__isnull=True).delete()
    finns = set(avtal.krav.values_list("krav", flat=True))
    nya = [krav for krav in behovs if krav not in finns]
    Avtalskrav.objects.bulk_create(Avtalskrav(avtal=avtal, krav=krav) for krav in nya)
    record_change("avtal.andrat", avtal, omfang=None, by=by, at=at, andrat=andrat)
    return avtal


@told_in_words()
def check_requirement(*, krav: Avtalskrav, uppfyllt: date | None, notering: str, by: User, at: datetime) -> Avtalskrav:
    """Write down that a requirement is met since a day, or, without a day, that it is not."""
    avtal = Avtal.objects.select_for_update().get(pk=krav.avtal_id)
    krav = Avtalskrav.objects.select_for_update().get(pk=krav.pk)
    if avtal.godkant is not None:
        raise RegistrationRefused("Avtalet är godkänt: kraven som det vilar på står fast.")
    if uppfyllt is not None and uppfyllt > timezone.localdate(at):
        raise RegistrationRefused("Dagen ligger framåt i tiden.", "uppfyllt")

    save_change(krav, {"uppfyllt": uppfyllt, "uppfyllt_av_id": by.pk if uppfyllt else None, "notering": notering})
    typ = "avtalskrav.uppfyllt" if uppfyllt else "avtalskrav.inte_uppfyllt"
    record_change(typ, krav, omfang=None, by=by, at=at, krav=krav.krav)
    return krav


@told_in_words()
def approve_contract(*, avtal: Avtal, by: User, at: datetime) -> Avtal:
    """Approve a contract whose requirements are all met, and plan its follow-ups.

    By somebody who has neither tried the contract nor any of its requirements.
    """
    avtal = Avtal.objects.select_for_update(of=("self",)).select_related("anordnare").get(pk=avtal.pk)
    if avtal.godkant is not None:
        raise RegistrationRefused("Avtalet är redan godkänt.")
    _refuse_unmet(avtal, by)
    dag = max(avtal.galler_fran, timezone.localdate(at))
    if not has_permit(avtal, dag):
        raise RegistrationRefused(
            f"Anordnaren har inget tillstånd som gäller den {datum_text(dag)}. Registrera tillståndet först."
        )

    save_change(avtal, {"godkant": at, "godkant_av_id": by.pk})
    planerade = plan_first(avtal)
    record_change("avtal.godkant", avtal, omfang=None, by=by, at=at, planerade=planerade)
    return avtal


@told_in_words()
def end_contract(
    *, avtal: Avtal, galler_tom: date | None, upphort: str, upphort_skal: str, by: User, at: datetime
) -> Avtal:
    """Give an approved contract its last day, or another one, and say how it ends when it does.

    The closing meeting is planned anew, and meetings that would have come after the end are not held.
    """
    avtal = Avtal.objects.select_for_update().get(pk=avtal.pk)
    if avtal.godkant is None:
        raise RegistrationRefused("Avtalet är inte godkänt. Ändra det i stället.")
    if avtal.upphort:
        raise RegistrationRefused(f"Avtalet är redan avslutat: {avtal.get_upphort_display().lower()}.")
    refuse_backwards(avtal.galler_fran, galler_tom)
    _refuse_bad_end(galler_tom, upphort, upphort_skal, timezone.localdate(at))

    nytt = {"galler_tom": galler_tom, "upphort": upphort, "upphort_skal": upphort_skal}
    andrat = save_change(avtal, nytt).falt
    planerade = plan_closing(avtal)
    record_change(
        "avtal.avslutat" if upphort else "avtal.sista_dag",
        avtal,
        omfang=None,
        by=by,
        at=at,
        andrat=andrat,
        sista_dag=str(galler_tom or ""),
        hur=upphort,
        planerade=planerade,
    )
    return avtal


def _refuse_unmet(avtal: Avtal, by: User) -> None:
    krav = list(avtal.krav.all())
    if by.pk in {avtal.provat_av_id, *(rad.uppfyllt_av_id for rad in krav)}:
        raise RegistrationRefused("Den som har prövat avtalet eller något av kraven får inte godkänna det.")
    uppfyllda = {rad.krav for rad in krav if rad.uppfyllt is not None}
    saknas = [rad.label for rad in requirements_of(nystartat=avtal.nystartat) if rad not in uppfyllda]
    if saknas:
        raise RegistrationRefused(f"Det saknas uppgift om att kraven är uppfyllda: {', '.join(saknas)}.")


def _refuse_bad_contract(
    anordnare: Anordnare, slag: str, galler_fran: date, galler_tom: date | None, ickeval: bool
) -> None:
    refuse_backwards(galler_fran, galler_tom)
    if anordnare.is_person:
        raise RegistrationRefused("Kommunen sluter inte avtal med den som är sin egen arbetsgivare.", "anordnare")
    if ickeval and slag != Avtal.Slag.LOV:
        raise RegistrationRefused("Turordningen är för avtal enligt LOV. Svara nej här för LOU.", "ickeval")


def _refuse_bad_end(galler_tom: date | None, upphort: str, skal: str, idag: date) -> None:
    if upphort and galler_tom is None:
        raise RegistrationRefused("Skriv avtalets sista dag.", "galler_tom")
    if upphort == Avtal.Upphort.UTGANGET and galler_tom > idag:
        raise RegistrationRefused("Avtalstiden har inte gått ut än: den sista dagen ligger framåt i tiden.", "upphort")
    if upphort in (Avtal.Upphort.UPPSAGT, Avtal.Upphort.HAVT) and not skal:
        raise RegistrationRefused("Skriv skälet, med hänvisning till avtalets villkor.", "upphort_skal")
    if skal and not upphort:
        raise RegistrationRefused("Välj hur avtalet upphör, eller ta bort skälet.", "upphort")
