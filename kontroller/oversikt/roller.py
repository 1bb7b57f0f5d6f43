"""Vilka siffror var och en av rollerna har, högst fem, i ordning. Den som har flera roller har de första av dem."""

from assistans.roller import Roll
from fakturor.flode import Status
from kontroller.oversikt import arbetet, bevakade, manaden, pengarna, uppfoljningen
from kontroller.oversikt.siffra import Lage, Matt, Siffra

HOGST = 5

SIFFROR: dict[Roll, tuple[Matt, ...]] = {
    Roll.HANDLAGGARE: (
        arbetet.to_assess,
        bevakade.missing_reports,
        bevakade.decisions_ending,
        bevakade.reductions_to_decide,
        pengarna.open_reclaims,
    ),
    Roll.ENHETSCHEF: (
        arbetet.to_confirm,
        bevakade.reductions_to_decide,
        bevakade.contracts_to_approve,
        pengarna.open_reclaims,
        manaden.lead_time,
    ),
    Roll.ADMINISTRATIV_ASSISTENT: (
        manaden.in_step(Status.MOTTAGEN),
        manaden.open_kronor,
        manaden.in_step(Status.GRANSKAD),
        manaden.in_step(Status.GODKAND),
        manaden.in_step(Status.UTBETALD),
    ),
    Roll.BESLUTSATTESTANT: (
        arbetet.to_approve,
        arbetet.own_limit,
        manaden.in_step(Status.GRANSKAD, ", hos alla som attesterar"),
        manaden.in_step(Status.GODKAND),
    ),
    Roll.EKONOM: (
        pengarna.to_pay,
        bevakade.rounds_to_follow,
        bevakade.payments_returned,
        pengarna.open_reclaims,
        pengarna.forecast,
    ),
    Roll.KONSULENT: (
        bevakade.permits_ending,
        bevakade.permits_to_check,
        bevakade.without_permit,
        bevakade.companies_to_check,
        bevakade.followups_due,
    ),
    Roll.CONTROLLER: (
        bevakade.samples_due,
        manaden.changed_after,
        uppfoljningen.late_actions,
        uppfoljningen.unsigned_reports,
    ),
    Roll.NAMND: (
        uppfoljningen.reported,
        pengarna.forecast,
        uppfoljningen.heavy_risks,
        uppfoljningen.late_actions,
    ),
    Roll.REVISOR: (
        manaden.covered,
        manaden.accepted,
        manaden.changed_after,
        uppfoljningen.late_actions,
        uppfoljningen.newest_pack,
    ),
}
"""Controllern och enhetschefen har täckningen över siffrorna. Systemförvaltaren ser inga ärenden, och har inga."""


def figures_for(lage: Lage) -> list[Siffra]:
    """The figures of the user's roles, those with nothing to say left out. A constant number of queries."""
    matt = dict.fromkeys(m for roll in Roll if roll in lage.user.roller for m in SIFFROR.get(roll, ()))
    return [siffra for m in list(matt)[:HOGST] if (siffra := m(lage)) is not None]
