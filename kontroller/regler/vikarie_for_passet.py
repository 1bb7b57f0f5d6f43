"""E08: en vikarie har arbetat varje pass som sjuklön begärs för."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.fakta import Fakta, Sjukloneansokan, Sjukpass
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop, warn
from kontroller.sjukbevis import told_of
from kontroller.sjukpass import claim_of, share_of, shared, shift_name
from kontroller.underlag import days_text


@regel(
    kod="E08",
    version=1,
    rubrik="Vikariens tid mot sjukpass",
    lagrum="9 § 2 LSS; HFD mål nr 6356-14",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    bara_sjuklon=True,
)
def vikarie_for_passet(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Kostnaden för sjuklön ersätts när en vikarie har utfört assistansen under passet.

    Vikariens tid är en annan assistents tidrad för samma person, hos vilken anordnare som helst, som ansökan pekar ut
    eller som är märkt att ersätta sjuk. Tid i passet som ingen vikarie har arbetat är ingen kostnad. Tid som en annan
    assistent har arbetat utan att den är märkt varnar. Kontrollen säger också om det ligger någon handling om vikarien
    hos ansökan; den begärs inte, för vikariens tid är redan rapporterad och intygad.
    """
    ansokan, svar = claim_of(fakta)
    if ansokan is None:
        yield from svar
        return
    fynd = [f for pass_ in ansokan.sjukpass for f in _judge(fakta, ansokan, pass_)]
    yield from fynd
    if not fynd:
        yield ok(
            f"En vikarie har arbetat all tid i passen, {timmar_minuter(ansokan.minuter)}.{told_of(ansokan, 'vikarie')}",
            matt={"sjukpass_minuter": ansokan.minuter, "vikariens_minuter": ansokan.minuter},
        )


def _judge(fakta: Fakta, ansokan: Sjukloneansokan, pass_: Sjukpass) -> Iterator[Fynd]:
    markta = [rad for rad in pass_.vikarier if rad.ersatter_sjuk or rad.id == pass_.utpekad]
    tackt, av_nagon = shared(pass_, markta), shared(pass_, pass_.vikarier)
    matt = {"sjukpass_minuter": pass_.minuter, "vikariens_minuter": tackt}
    if saknas := pass_.minuter - av_nagon:
        yield stop(
            f"Ingen vikaries tid täcker {timmar_minuter(saknas)} av passet den {days_text([pass_.datum])}, som är "
            f"{timmar_minuter(pass_.minuter)}.",
            matt={**matt, "utan_vikarie_minuter": saknas},
            rader=(shift_name(pass_),),
            kronor=share_of(fakta, ansokan, saknas),
        )
    if omarkt := av_nagon - tackt:
        yield warn(
            f"{timmar_minuter(omarkt)} av passet den {days_text([pass_.datum])} täcks bara av tid som inte är "
            f"märkt att ersätta sjuk.{told_of(ansokan, 'vikarie')}",
            matt={**matt, "omarkta_minuter": omarkt},
            rader=(shift_name(pass_),),
            kronor=share_of(fakta, ansokan, omarkt),
        )
