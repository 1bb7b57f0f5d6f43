"""E07: tid medan assistenten är frånvarande, och på en sjuklöneansökan tid för den som är sjuk."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.fakta import Fakta, Sjukloneansokan
from kontroller.regel import AVEN_FAKTUROR, Allvar, Fynd, Villkor, ok, regel, stop, warn
from kontroller.regler.tid_under_franvaro import tid_under_franvaro
from kontroller.sjukbevis import told_of
from kontroller.sjukpass import claim_of, share_of, shared, shift_name
from kontroller.underlag import days_text


@regel(
    kod="E07",
    version=2,
    rubrik="Tid under assistentens frånvaro",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    bara_sjuklon=True,
    standard={AVEN_FAKTUROR: False},
)
def tid_under_sjukpass(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En assistent som sjuklön begärs för har inte arbetat de pass som ansökan gäller, hos någon som kommunen känner
    till.

    Annan tid under sjukperioden varnar, för den behöver förklaras. Om kommunen också vill pröva fakturor mot uppgifter
    i registret om frånvaro (parametern Även fakturor) behöver tid på sådana dagar förklaras innan den ersätts.
    Kontrollen säger vilka dagar det gäller, inte varför assistenten är borta.
    """
    if not fakta.faktura.ar_sjuklon:
        yield from tid_under_franvaro(fakta, villkor)
        return
    ansokan, svar = claim_of(fakta)
    if ansokan is None:
        yield from svar
        return
    fynd = [*_during_shifts(fakta, ansokan), *_on_other_time(ansokan)]
    yield from fynd
    if not fynd:
        yield ok(
            "Kommunen känner inte till någon tid för den sjuka assistenten, varken under passen eller annars under "
            f"perioden.{told_of(ansokan, 'sjukanmalan')}",
            matt={"sjukpass_minuter": ansokan.minuter, "den_sjukas_minuter": 0},
        )


def _during_shifts(fakta: Fakta, ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    for pass_ in ansokan.sjukpass:
        if minuter := shared(pass_, ansokan.den_sjukas_tid):
            yield stop(
                f"Den sjuka assistenten har {timmar_minuter(minuter)} rapporterad tid under passet den "
                f"{days_text([pass_.datum])}.",
                matt={"sjukpass_minuter": pass_.minuter, "den_sjukas_minuter": minuter},
                rader=(shift_name(pass_),),
                kronor=share_of(fakta, ansokan, minuter),
            )


def _on_other_time(ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    utanfor = [
        rad
        for rad in ansokan.den_sjukas_tid
        if not any(rad.borjar < pass_.slutar and rad.slutar > pass_.borjar for pass_ in ansokan.sjukpass)
    ]
    if utanfor:
        minuter = sum(rad.slutar - rad.borjar for rad in utanfor)
        yield warn(
            f"Den sjuka assistenten har {timmar_minuter(minuter)} rapporterad tid under sjukperioden utanför passen, "
            f"den {days_text(rad.datum for rad in utanfor)}.",
            matt={"utanfor_passen_minuter": minuter},
        )
