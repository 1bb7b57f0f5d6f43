"""G16: sjuklön begärs för de dagar som arbetsgivaren svarar för, med det som styrker dem."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assistans.svenska import antal, datum_text
from kontroller.fakta import Fakta, Sjukloneansokan, Sjukpass
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, warn
from kontroller.sjukbevis import is_demanded, is_missing, told_of
from kontroller.sjukpass import claim_of, share_of, shift_name
from kontroller.underlag import days_text

KRAV = "krav_sjukanmalan"


@regel(
    kod="G16",
    version=1,
    rubrik="Sjuklönens dagar och karens",
    lagrum="Kommunens villkor för ersättning av sjuklön",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    bara_sjuklon=True,
    standard={"hogst_dagar": 14, "intyg_fran_dag": 8, "samma_period_dagar": 5, KRAV: True},
)
def sjuklonens_dagar(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Sjuklön begärs för dagar inom sjukperioden som kommunens regelverk räknar, och det som styrker frånvaron finns.

    Regelverket anger hur många dagar av en sjukperiod som räknas, från vilken dag läkarintyg ska finnas, och inom hur
    många dagar en ny frånvaro räknas till samma period; 0 prövar inte. Karensavdrag ska vara angivet när ansökan gäller
    periodens början, och sjukanmälan ska vara undertecknad. De dagar som läkarintyg krävs för går inte att bedöma
    förrän intyget täcker dem och ligger hos ansökan. Att sjukanmälan inte ligger där varnar, om regelverket kräver den
    (parametern Krav sjukanmälan).
    """
    ansokan, svar = claim_of(fakta)
    if ansokan is None:
        yield from svar
        return
    fynd = [
        *_beyond(fakta, ansokan, villkor.number("hogst_dagar")),
        *_uncertified(fakta, ansokan, villkor.number("intyg_fran_dag")),
        *_without_certificate(fakta, ansokan, villkor.number("intyg_fran_dag")),
        *_deduction(ansokan),
        *_same_period(ansokan, villkor.number("samma_period_dagar")),
        *_unreported(ansokan, is_demanded(villkor, KRAV)),
    ]
    yield from fynd
    if not fynd:
        yield ok(
            f"Alla dagar ligger inom det som kommunen räknar av sjukperioden från den "
            f"{datum_text(ansokan.periodens_borjan)}, och det som ska styrka dem är angivet."
            f"{told_of(ansokan, *_asked_for(ansokan, villkor))}",
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
    """The shifts that no certificate is stated to cover. A control that knows the documents judges nothing without."""
    forsta = ansokan.periodens_borjan + timedelta(days=fran_dag - 1)
    utan = [pass_ for pass_ in _late(ansokan, fran_dag) if not _is_certified(ansokan, pass_)]
    if utan:
        say = warn if ansokan.handlingar is None else not_judged
        yield say(
            f"{_shifts(utan)} täcks inte av något läkarintyg. Regelverket begär det från dag {fran_dag}, "
            f"{datum_text(forsta)}.",
            matt={"intyg_fran_dag": fran_dag, "forsta_datum": forsta},
            **_evidence(fakta, ansokan, utan),
        )


def _without_certificate(fakta: Fakta, ansokan: Sjukloneansokan, fran_dag: int) -> Iterator[Fynd]:
    """The shifts that a certificate is stated to cover, when the certificate itself is not there."""
    sagda = [pass_ for pass_ in _late(ansokan, fran_dag) if _is_certified(ansokan, pass_)]
    if sagda and is_missing(ansokan, "lakarintyg"):
        yield not_judged(
            f"Läkarintyget som ska täcka {_shifts(sagda)} ligger inte bland ansökans handlingar.",
            matt={"intyg_fran_dag": fran_dag, "intyget_fran_datum": ansokan.intyg_fran},
            **_evidence(fakta, ansokan, sagda),
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


def _unreported(ansokan: Sjukloneansokan, kravs: bool) -> Iterator[Fynd]:
    if ansokan.anmald is None:
        yield warn("Det är inte angivet när sjukanmälan undertecknades.", matt={"sjukanmalan_datum": None})
    elif kravs and is_missing(ansokan, "sjukanmalan"):
        yield warn("Sjukanmälan ligger inte bland ansökans handlingar.", matt={"sjukanmalan_datum": ansokan.anmald})


def _late(ansokan: Sjukloneansokan, fran_dag: int) -> list[Sjukpass]:
    """The shifts on the days that a certificate is asked for; none when the rule set asks for none."""
    forsta = ansokan.periodens_borjan + timedelta(days=fran_dag - 1)
    return [pass_ for pass_ in ansokan.sjukpass if fran_dag and pass_.datum >= forsta]


def _asked_for(ansokan: Sjukloneansokan, villkor: Villkor) -> Iterator[str]:
    """The kinds of documents that the rule set asks for about these days."""
    if is_demanded(villkor, KRAV):
        yield "sjukanmalan"
    if _late(ansokan, villkor.number("intyg_fran_dag")):
        yield "lakarintyg"


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
