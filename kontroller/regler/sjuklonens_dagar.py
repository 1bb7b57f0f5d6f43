"""G16: sjuklön begärs för de dagar som arbetsgivaren svarar för, med det som styrker dem."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assistans.svenska import antal, datum_text
from kontroller.fakta import Fakta, Sjukloneansokan, Sjukpass
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn
from kontroller.sjukpass import claim_of, share_of, shift_name
from kontroller.underlag import days_text


@regel(
    kod="G16",
    version=1,
    rubrik="Sjuklönens dagar och karens",
    lagrum="Kommunens villkor för ersättning av sjuklön",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    bara_sjuklon=True,
    standard={"hogst_dagar": 14, "intyg_fran_dag": 8, "samma_period_dagar": 5},
)
def sjuklonens_dagar(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Sjuklön begärs för dagar inom sjukperioden som kommunens regelverk räknar, och det som styrker frånvaron finns.

    Regelverket anger hur många dagar av en sjukperiod som räknas, från vilken dag läkarintyg ska finnas, och inom hur
    många dagar en ny frånvaro räknas till samma period; 0 prövar inte. Karensavdrag ska vara angivet när ansökan gäller
    periodens början, och sjukanmälan ska vara undertecknad.
    """
    ansokan, svar = claim_of(fakta)
    if ansokan is None:
        yield from svar
        return
    fynd = [
        *_beyond(fakta, ansokan, villkor.number("hogst_dagar")),
        *_uncertified(fakta, ansokan, villkor.number("intyg_fran_dag")),
        *_deduction(ansokan),
        *_same_period(ansokan, villkor.number("samma_period_dagar")),
        *_unreported(ansokan),
    ]
    yield from fynd
    if not fynd:
        yield ok(
            f"Alla dagar ligger inom det som kommunen räknar av sjukperioden från den "
            f"{datum_text(ansokan.periodens_borjan)}, och det som ska styrka dem är angivet.",
            matt={"periodens_borjan_datum": ansokan.periodens_borjan, "sista_datum": ansokan.tom},
        )


def _beyond(fakta: Fakta, ansokan: Sjukloneansokan, dagar: int) -> Iterator[Fynd]:
    sista = ansokan.periodens_borjan + timedelta(days=dagar - 1)
    efter = [pass_ for pass_ in ansokan.sjukpass if pass_.datum > sista]
    if dagar and efter:
        yield warn(
            f"{_shifts(efter)} ligger efter de {antal(dagar, 'dag', 'dagar')} av sjukperioden som regelverket räknar, "
            f"till och med {datum_text(sista)}.",
            matt={"hogst_dagar": dagar, "sista_datum": sista},
            **_evidence(fakta, ansokan, efter),
        )


def _uncertified(fakta: Fakta, ansokan: Sjukloneansokan, fran_dag: int) -> Iterator[Fynd]:
    forsta = ansokan.periodens_borjan + timedelta(days=fran_dag - 1)
    utan = [pass_ for pass_ in ansokan.sjukpass if pass_.datum >= forsta and not _is_certified(ansokan, pass_)]
    if fran_dag and utan:
        yield warn(
            f"{_shifts(utan)} täcks inte av något läkarintyg. Regelverket begär det från dag {fran_dag}, "
            f"{datum_text(forsta)}.",
            matt={"intyg_fran_dag": fran_dag, "forsta_datum": forsta},
            **_evidence(fakta, ansokan, utan),
        )


def _deduction(ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    if ansokan.fran <= ansokan.periodens_borjan and not ansokan.karensavdrag:
        yield warn(
            f"Ansökan gäller sjukperiodens första dag, {datum_text(ansokan.periodens_borjan)}, och anger inget "
            "karensavdrag.",
            matt={"karensavdrag_kr": ansokan.karensavdrag},
        )


def _same_period(ansokan: Sjukloneansokan, dagar: int) -> Iterator[Fynd]:
    if not dagar or ansokan.tidigare_tom is None:
        return
    mellan = (ansokan.periodens_borjan - ansokan.tidigare_tom).days - 1
    if mellan <= dagar:
        yield warn(
            f"Sjukperioden börjar {datum_text(ansokan.periodens_borjan)}, {antal(mellan, 'dag', 'dagar')} efter en "
            f"tidigare ansökans sista dag, {datum_text(ansokan.tidigare_tom)}. Inom {antal(dagar, 'dag', 'dagar')} "
            "räknar regelverket det som samma period.",
            matt={"dagar_emellan": mellan, "samma_period_dagar": dagar},
        )


def _unreported(ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    if ansokan.anmald is None:
        yield warn("Det är inte angivet när sjukanmälan undertecknades.", matt={"sjukanmalan_datum": None})


def _is_certified(ansokan: Sjukloneansokan, pass_: Sjukpass) -> bool:
    if ansokan.intyg_fran is None or ansokan.intyg_tom is None:
        return False
    return ansokan.intyg_fran <= pass_.datum <= ansokan.intyg_tom


def _shifts(passen: list[Sjukpass]) -> str:
    return f"{antal(len(passen), 'pass', 'pass')} den {days_text(pass_.datum for pass_ in passen)}"


def _evidence(fakta: Fakta, ansokan: Sjukloneansokan, passen: list[Sjukpass]) -> dict[str, Any]:
    return {
        "rader": tuple(shift_name(pass_) for pass_ in passen),
        "kronor": share_of(fakta, ansokan, sum(pass_.minuter for pass_ in passen)),
    }
