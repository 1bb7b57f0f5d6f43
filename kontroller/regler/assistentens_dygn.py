"""E11: assistentens sammanlagda tid under ett dygn."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistans.svenska import timmar_minuter
from assistans.tid import minutes_of_day
from kontroller.assistentuppgifter import about
from kontroller.berakning import TIMME
from kontroller.bevis import Radpar, missing_report, person_month
from kontroller.fakta import Fakta, OmAssistent, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_judged, ok, regel, stop, warn
from kontroller.underlag import days_text, evidence


@dataclass(frozen=True, slots=True)
class Dygn:
    """En assistents tid en dag: här, hos andra, hur mycket av allt som är beredskap, och raderna som står här."""

    datum: date
    har: int
    hos_andra: int
    beredskap: int
    rader: tuple[Radpar, ...]

    @property
    def alla(self) -> int:
        """Minutes of every kind."""
        return self.har + self.hos_andra

    @property
    def utan_beredskap(self) -> int:
        """Minutes on the spot."""
        return self.alla - self.beredskap

    @property
    def over_dygnet(self) -> int:
        """Minutes beyond those that the day has: 24 hours, or 23 and 25 when the clocks change."""
        return max(0, self.alla - minutes_of_day(self.datum))


@regel(
    kod="E11",
    version=1,
    rubrik="Assistentens tid under ett dygn",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
    standard={"varna_over_timmar": 16},
    i_bruk=False,
)
def assistentens_dygn(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En assistents tid under ett kalenderdygn, hos alla personer och anordnare, kan inte vara längre än dygnet.

    Dygnet har 24 timmar, och 23 eller 25 när klockan ställs om. En varning ges när aktiv tid och väntetid tillsammans
    är mer än det antal timmar som regelverket anger. Beredskap räknas inte i varningen.
    """
    grans = villkor.number("varna_over_timmar") * TIMME
    for redovisning in fakta.redovisningar:
        if not redovisning.rapporter:
            yield missing_report(fakta, redovisning)
            continue
        fynd: list[Fynd] = []
        for person in dict.fromkeys(rapport.assistent.person for rapport in redovisning.rapporter):
            if om := about(redovisning, person):
                fynd += _judge(fakta, redovisning, _days_of(redovisning, om), grans)
            else:
                fynd.append(_unknown(redovisning))
        yield from fynd or [
            ok(
                f"Ingen assistent för {person_month(redovisning)} har mer än {timmar_minuter(grans)} under ett dygn.",
                redovisning=redovisning.id,
                matt={"grans_minuter": grans},
            )
        ]


def _days_of(redovisning: Redovisning, om: OmAssistent) -> list[Dygn]:
    """The days on which an assistant has time here, over all her reports."""
    egna: dict[date, list[Radpar]] = defaultdict(list)
    for rapport, rad in redovisning.tidrader:
        if rapport.assistent.person == om.person:
            egna[rad.datum].append((rapport, rad))
    andra = {dygn.datum: dygn for dygn in om.andra_dygn}
    return [
        Dygn(
            datum=datum,
            har=sum(rad.minuter for _, rad in rader),
            hos_andra=andra[datum].minuter if datum in andra else 0,
            beredskap=sum(rad.minuter for _, rad in rader if rad.tidstyp == "beredskap")
            + (andra[datum].beredskap if datum in andra else 0),
            rader=tuple(rader),
        )
        for datum, rader in sorted(egna.items())
    ]


def _judge(fakta: Fakta, redovisning: Redovisning, dygn: list[Dygn], grans: int) -> Iterator[Fynd]:
    omojliga = [d for d in dygn if d.over_dygnet]
    langa = [d for d in dygn if not d.over_dygnet and d.utan_beredskap > grans]
    if omojliga:
        mest = max(omojliga, key=lambda d: d.over_dygnet)
        yield stop(
            f"{_who(redovisning, omojliga)} har mer tid än dygnet rymmer den {_days(omojliga)}: som mest "
            f"{timmar_minuter(mest.alla)}{_elsewhere(mest)}.",
            matt={
                "langsta_dygn_minuter": mest.alla,
                "over_dygnet_minuter": sum(d.over_dygnet for d in omojliga),
                "dygn_antal": len(omojliga),
            },
            **_evidence(fakta, redovisning, omojliga),
        )
    if langa:
        mest = max(langa, key=lambda d: d.utan_beredskap)
        yield warn(
            f"{_who(redovisning, langa)} har mer än {timmar_minuter(grans)} aktiv tid och väntetid under ett dygn den "
            f"{_days(langa)}: som mest {timmar_minuter(mest.utan_beredskap)}{_elsewhere(mest)}.",
            matt={
                "langsta_dygn_minuter": mest.utan_beredskap,
                "grans_minuter": grans,
                "dygn_antal": len(langa),
            },
            **_evidence(fakta, redovisning, langa),
        )


def _who(redovisning: Redovisning, dygn: list[Dygn]) -> str:
    koder = sorted({rapport.kod for d in dygn for rapport, _ in d.rader})
    return f"En assistent för {dossier_name(redovisning)} (rapport {', '.join(koder)})"


def _elsewhere(dygn: Dygn) -> str:
    return f", varav {timmar_minuter(dygn.hos_andra)} i andra redovisningar" if dygn.hos_andra else ""


def _days(dygn: list[Dygn]) -> str:
    return days_text(d.datum for d in dygn)


def _evidence(fakta: Fakta, redovisning: Redovisning, dygn: list[Dygn]) -> dict[str, object]:
    return evidence(fakta, redovisning, [par for d in dygn for par in d.rader])


def _unknown(redovisning: Redovisning) -> Fynd:
    return not_judged(
        f"En assistents tid hos andra är inte hämtad för {person_month(redovisning)}, så kontrollen kan inte göras.",
        redovisning=redovisning.id,
    )
