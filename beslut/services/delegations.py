"""The delegation order: who may decide what in the name of the nämnd, and whether a decision was within it."""

from collections.abc import Sequence
from datetime import date, datetime

from assistans.models import User
from assistans.svenska import datum_text, datumspann, upprakning
from beslut.models import Beslut, Delegation
from beslut.omfang import Omfang
from beslut.services.foljder import record_change, save_change
from beslut.services.periods import refuse_backwards
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def register_delegation(
    *,
    delegat: User,
    punkt: str,
    avser: Sequence[str],
    galler_fran: date,
    galler_tom: date | None,
    namndbeslut: str,
    by: User,
    at: datetime,
) -> Delegation:
    """Enter what the nämnd has delegated to somebody. Nobody enters their own."""
    if delegat == by:
        raise RegistrationRefused("Ingen lägger in sin egen delegation. Be en annan enhetschef göra det.", "delegat")
    refuse_backwards(galler_fran, galler_tom)
    # The first one is the order's beginning: until then no decision could be tried against it (A07).
    vem = None if not Delegation.objects.exists() else delegat
    delegation = Delegation.objects.create(
        delegat=delegat,
        punkt=punkt,
        avser=list(avser),
        galler_fran=galler_fran,
        galler_tom=galler_tom,
        namndbeslut=namndbeslut,
        inlagd_av=by,
        inlagd=at,
    )
    record_change(
        "delegation.registrerad",
        delegation,
        omfang=None,
        ocksa=_decided_without_naming_it(vem),
        by=by,
        at=at,
        punkt=punkt,
        avser=list(avser),
    )
    return delegation


@told_in_words()
def end_delegation(*, delegation: Delegation, galler_tom: date, by: User, at: datetime) -> Delegation:
    """Give a delegation its last day. It becomes shorter, never longer, and covers what has been decided by it."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    refuse_backwards(delegation.galler_fran, galler_tom)
    if delegation.galler_tom is not None and galler_tom > delegation.galler_tom:
        raise RegistrationRefused(
            f"Delegationen slutar redan den {datum_text(delegation.galler_tom)}. Lägg in en ny för tiden därefter.",
            "galler_tom",
        )
    if senare := Beslut.objects.filter(delegation=delegation, beslutsdatum__gt=galler_tom).count():
        ordet = "Ett beslut vilar" if senare == 1 else f"{senare} beslut vilar"
        raise RegistrationRefused(
            f"{ordet} på delegationen efter den {datum_text(galler_tom)}. Låt den gälla så länge.", "galler_tom"
        )
    save_change(delegation, {"galler_tom": galler_tom})
    record_change(
        "delegation.avslutad",
        delegation,
        omfang=None,
        ocksa=_decided_without_naming_it(delegation.delegat),
        by=by,
        at=at,
        sista_dag=str(galler_tom),
    )
    return delegation


def _decided_without_naming_it(delegat: User | None) -> set[Omfang]:
    """The persons about whom somebody, or anybody if None, has decided without saying on which delegation."""
    beslut = Beslut.objects.filter(delegation__isnull=True, beslutsfattare_konto__isnull=False)
    if delegat is not None:
        beslut = beslut.filter(beslutsfattare_konto=delegat)
    return {Omfang(pk, None, None, None) for pk in beslut.values_list("brukare", flat=True).distinct()}


def covering(delegationer: Sequence[Delegation], typ: str, dag: date) -> list[Delegation]:
    """Of a person's delegations, those that on the day cover decisions of the type."""
    return [
        d
        for d in delegationer
        if typ in d.avser and d.galler_fran <= dag and (d.galler_tom is None or d.galler_tom >= dag)
    ]


def choose_delegation(*, delegat: User, vald: Delegation | None, typ: str, dag: date) -> Delegation | None:
    """The delegation that a decision of the type rested on, the day it was made; `vald` when somebody has chosen it.

    None while the municipality has not entered its delegation order: then nothing can be tried. Raises
    RegistrationRefused when it has, and the decision was outside it.
    """
    if not Delegation.objects.exists():
        return None
    egna = list(Delegation.objects.filter(delegat=delegat))
    tacker = covering(egna, typ, dag)
    if not tacker:
        raise RegistrationRefused(missing_in_words(delegat, egna, typ, dag), "beslutsfattare")
    if vald is not None:
        if vald not in tacker:
            punkter = upprakning([f"punkt\u00a0{d.punkt}" for d in tacker])
            raise RegistrationRefused(f"Punkt\u00a0{vald.punkt} täcker inte beslutet. Det gör {punkter}.", "delegation")
        return vald
    if len(tacker) > 1:
        punkter = upprakning([d.punkt for d in tacker])
        raise RegistrationRefused(f"Punkterna {punkter} täcker alla beslutet. Välj den som användes.", "delegation")
    return tacker[0]


def missing_in_words(delegat: User, egna: Sequence[Delegation], typ: str, dag: date) -> str:
    """What is missing for somebody to have decided, as a sentence that says how it becomes right."""
    vad, nar = Delegation.Avser(typ).label.lower(), datum_text(dag)
    av_slaget = [d for d in egna if typ in d.avser]
    if not egna:
        saknas = f"{delegat.namn} har ingen delegation i registret."
    elif not av_slaget:
        saknas = f"Delegationen för {delegat.namn} täcker inte {vad}."
    else:
        perioder = upprakning([f"punkt\u00a0{d.punkt} {datumspann(d.galler_fran, d.galler_tom)}" for d in av_slaget])
        saknas = f"Delegationen för {delegat.namn} täcker {vad} ({perioder}), men inte den {nar}."
    return f"{saknas} Välj den som har beslutat, eller be enhetschefen lägga in delegationen."


def standing_in_words(delegat: User | None, typ: str | None, dag: date | None) -> str:
    """What the delegation order says of somebody deciding on a day; empty while too little is known to ask it."""
    if not Delegation.objects.exists():
        return "Ingen delegation är inlagd, så beslutsfattaren kan inte prövas mot delegationsordningen."
    if delegat is None or typ not in Delegation.Avser or dag is None:
        return ""
    egna = list(Delegation.objects.filter(delegat=delegat))
    tacker = covering(egna, typ, dag)
    if not tacker:
        return missing_in_words(delegat, egna, typ, dag)
    punkter = upprakning([f"punkt\u00a0{d.punkt}" for d in tacker])
    return f"{delegat.namn} får besluta enligt {punkter} i delegationsordningen."
