"""Vad anmälan av en assistent ska innehålla, och vad kommunen ska ha antecknat om den (11 a och 9 d §§ LSS)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from assistans.personnummer import birthday_18
from assistans.svenska import datum_text
from beslut.brister.krav import Krav
from beslut.insyn import ALLT, Insyn
from beslut.models import Anordnare, Assistent, Brukare, Uppdrag

Lag = Assistent.Arbetstidslag
OVERGANG = date(2013, 7, 1)
"""2012:930, övergångsbestämmelse 2: age and residence are not asked of who was employed before this day."""

Uppdragen = dict[int, list[Uppdrag]]


def demands_on_assistants(assistenter: Iterable[Assistent], user, *, insyn: Insyn = ALLT) -> dict[int, list[Krav]]:
    """What each registration has to have, by its id. One query.

    The rows come with `person` and `anordnare`. Whether a register extract is asked for rests on the persons that the
    user may see. The birthday of an assistant who is closed to the user is not told.
    """
    rader = list(assistenter)
    uppdrag = _assignments(rader, user)
    return {rad.pk: [*_of_one(rad, insyn), *_extract(rad, uppdrag)] for rad in rader}


def is_exempt(rad: Assistent) -> bool:
    """Whether age and residence are asked of the assistant at all."""
    return rad.anstalld_fran is not None and rad.anstalld_fran < OVERGANG


def _of_one(rad: Assistent, insyn: Insyn) -> list[Krav]:
    krav = [_reported(rad), *_of_age(rad, insyn), *_resident(rad), _working_time(rad)]
    if (rad.narstaende or rad.hushallsgemenskap) and rad.anordnare.form != Anordnare.Form.KOMMUN:
        krav.append(_informed(rad))
    return krav


def _reported(rad: Assistent) -> Krav:
    krav, dag = "Anmälan enligt 11 a § LSS innan arbetet börjar", rad.anmald_11a
    if dag is None:
        return Krav("C01", krav, brist="Dagen för anmälan är inte registrerad.")
    if dag > rad.galler_fran:
        sen = f"Anmälan kom {datum_text(dag)}, och arbetet började {datum_text(rad.galler_fran)}."
        return Krav("C01", krav, brist=f"{sen} Tid före anmälan stannar i kontrollen.")
    return Krav("C01", krav, finns=f"Anmäld {datum_text(dag)}.")


def _of_age(rad: Assistent, insyn: Insyn) -> list[Krav]:
    """Said only where it matters: of somebody who has not turned 18 when the registration begins."""
    fyller_18 = birthday_18(rad.person.personnummer)
    if fyller_18 <= rad.galler_fran:
        return []
    krav = "Assistenten har fyllt 18 år"
    if is_exempt(rad):
        return [Krav("C02", krav, finns="Prövas inte: anställd före den 1 juli 2013.")]
    nar = "" if rad.person_id in insyn.stangda else f" den {datum_text(fyller_18)}"
    fyller = f"Assistenten fyller 18{nar or ' efter att anmälan börjar gälla'}. Tid före den dagen ersätts inte."
    return [Krav("C02", krav, brist=fyller)]


def _resident(rad: Assistent) -> list[Krav]:
    if rad.ees_bosatt:
        return []
    krav = "Assistenten är bosatt inom EES"
    if is_exempt(rad):
        return [Krav("C03", krav, finns="Prövas inte: anställd före den 1 juli 2013.")]
    return [Krav("C03", krav, brist="Assistenten är anmäld som bosatt utanför EES. Tiden ersätts inte.")]


def _working_time(rad: Assistent) -> Krav:
    krav = "Arbetstidslag och den period som arbetstiden räknas över"
    if not rad.arbetstidslag:
        return Krav("C07", krav, brist="Arbetstidslagen är inte registrerad.")
    if rad.arbetstidslag == Lag.KOLLEKTIVAVTAL and not rad.kollektivavtal:
        return Krav("C07", krav, brist="Kollektivavtalets namn är inte registrerat.")
    if rad.berakning_fran is None:
        return Krav("C07", krav, brist="Beräkningsperioden är inte registrerad.")
    lag = rad.kollektivavtal or rad.get_arbetstidslag_display()
    return Krav("C07", krav, finns=f"{lag}, {rad.berakning_veckor} veckor från {datum_text(rad.berakning_fran)}.")


def _informed(rad: Assistent) -> Krav:
    krav = "Information om kommunens besök enligt 9 c § LSS"
    if rad.informerad_9c is None:
        return Krav("C06", krav, brist="Det är inte antecknat att personen är informerad.")
    return Krav("C06", krav, finns=f"Personen informerades {datum_text(rad.informerad_9c)}.")


def _extract(rad: Assistent, uppdrag: Uppdragen) -> list[Krav]:
    """The extract from the police's register is asked for when somebody that the assistant works for was a child."""
    if not any(_was_a_child(rad, ett) for ett in uppdrag.get(rad.anordnare_id, ())):
        return []
    krav = "Registerutdrag för arbete hos barn (lag 2010:479)"
    if rad.registerutdrag is None:
        return [Krav("C09", krav, brist="Det är inte antecknat att utdraget har visats.")]
    return [Krav("C09", krav, finns=f"Visat {datum_text(rad.registerutdrag)}.")]


def _was_a_child(rad: Assistent, uppdrag: Uppdrag) -> bool:
    if rad.brukare_id not in (None, uppdrag.brukare_id):
        return False
    forsta = max(rad.galler_fran, uppdrag.galler_fran)
    sista = min(rad.galler_tom or date.max, uppdrag.galler_tom or date.max)
    return forsta <= sista and birthday_18(uppdrag.brukare.person.personnummer) > forsta


def _assignments(rader: list[Assistent], user) -> Uppdragen:
    """The assignments of the registrations' providers, with the persons that the user may see."""
    anordnare = {rad.anordnare_id for rad in rader}
    brukare = {rad.brukare_id for rad in rader}
    hos = Q(anordnare__in=anordnare, brukare__in=Brukare.objects.open_to(user))
    if None not in brukare:
        hos &= Q(brukare__in=brukare)
    funna: Uppdragen = defaultdict(list)
    for uppdrag in Uppdrag.objects.filter(hos).select_related("brukare__person"):
        funna[uppdrag.anordnare_id].append(uppdrag)
    return funna
