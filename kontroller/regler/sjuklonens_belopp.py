"""G15: sjuklönen är en merkostnad, räknad på det som ersätts, och begärd en gång."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import decimal, kronor, timmar_minuter, upprakning
from kontroller.berakning import TIMME, round_half_up
from kontroller.fakta import Fakta, Sjukloneansokan, Sjuklonepost, Sjukloneslag
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, stop
from kontroller.sjukbevis import is_demanded, is_missing, told_of
from kontroller.sjukpass import claim_of, share_of, shared, shift_name
from kontroller.underlag import days_text

ERSATTS_INTE: dict[Sjukloneslag, str] = {
    "karens": "Karensavdrag",
    "sjukforsakringsavgift": "Särskild sjukförsäkringsavgift",
    "administration": "Administration",
    "ranta": "Ränta",
    "utbildning": "Utbildning",
}
RAKNAS_PA: dict[Sjukloneslag, tuple[str, tuple[Sjukloneslag, ...]]] = {
    "semester": ("Semesterersättningen", ("sjuklon", "ob")),
    "avgifter": ("Sociala avgifter", ("sjuklon", "ob", "semester")),
    "forsakring": ("Avtalsförsäkringar", ("sjuklon", "ob", "semester")),
}
"""Vad en procentsats räknas på, och till det karensavdraget."""
KRAV = "krav_lonespecifikation"
OREN = Decimal("1.00")
"""Så mycket får en omräknad post skilja uppåt, i kronor: lönesystem rundar på olika ställen."""


@regel(
    kod="G15",
    version=1,
    rubrik="Sjuklönens belopp",
    lagrum="9 § 2 LSS; RÅ 2005 ref. 86; RÅ 2009 ref. 104",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    bara_sjuklon=True,
    standard={"andel_procent": 80, KRAV: True},
)
def sjuklonens_belopp(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Bara den faktiska merkostnaden för den sjuka assistenten ersätts, och den ersätts en gång.

    Sjuklön med tillägg för obekväm tid, semesterersättning, sociala avgifter och avtalsförsäkringar räknas.
    Karensavdrag, särskild sjukförsäkringsavgift, administration, ränta och utbildning gör det inte. Posterna ska vara
    ansökans summa. Sjuklönen räknas om ur lönen per timme, passens tid och den andel som regelverket anger (0 prövar
    inte), och de poster som har en procentsats räknas om ur den. Samma pass ersätts inte på två ansökningar, och inte
    när timbeloppet redan är betalt för den sjuka assistentens tid. Om regelverket kräver det (parametern Krav
    lönespecifikation) går beloppen inte att bedöma förrän lönespecifikationen ligger hos ansökan.
    """
    ansokan, svar = claim_of(fakta)
    if ansokan is None:
        yield from svar
        return
    fynd = [
        *_without_payslip(fakta, ansokan, villkor),
        *_sum(fakta, ansokan),
        *_kinds(ansokan),
        *_pay(ansokan, villkor.number("andel_procent")),
        *_percentages(ansokan),
        *_twice(fakta, ansokan),
    ]
    yield from fynd
    if not fynd:
        yield ok(
            f"Ansökans {kronor(fakta.faktura.summor.att_betala)} är posternas summa, och bara sådant som ersätts "
            f"begärs.{told_of(ansokan, 'lonespecifikation')}",
            matt={"begart_kr": fakta.faktura.summor.att_betala, "poster_antal": len(ansokan.poster)},
        )


def _without_payslip(fakta: Fakta, ansokan: Sjukloneansokan, villkor: Villkor) -> Iterator[Fynd]:
    if is_demanded(villkor, KRAV) and is_missing(ansokan, "lonespecifikation"):
        begart = fakta.faktura.summor.att_betala
        yield not_judged(
            f"Lönespecifikationen ligger inte bland ansökans handlingar, så {kronor(begart)} går inte att stämma av "
            "mot den.",
            matt={"begart_kr": begart},
            kronor=begart,
        )


def _sum(fakta: Fakta, ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    begart = fakta.faktura.summor.att_betala
    summa = sum((post.belopp for post in ansokan.poster), Decimal(0))
    if begart != summa:
        yield stop(
            f"Ansökan begär {kronor(begart)}, och posterna är tillsammans {kronor(summa)}.",
            matt={"begart_kr": begart, "posternas_kr": summa},
            kronor=begart - summa if begart > summa else None,
        )


def _kinds(ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    for post in ansokan.poster:
        if namn := ERSATTS_INTE.get(post.slag):
            yield stop(
                f"{namn}, {kronor(post.belopp)}, ersätts inte som sjuklön.",
                matt={"slag": post.slag, "post_kr": post.belopp},
                rader=(f"posten {namn.lower()}",),
                kronor=post.belopp,
            )
        elif post.slag == "annat":
            yield not_judged(
                f"Posten Annat, {kronor(post.belopp)}, säger inte vad den avser, så det går inte att säga om den "
                "ersätts.",
                matt={"slag": post.slag, "post_kr": post.belopp},
                rader=("posten annat",),
                kronor=post.belopp,
            )


def _pay(ansokan: Sjukloneansokan, andel: int) -> Iterator[Fynd]:
    """The sick pay against the wage for the shifts' time, less the deduction for the first day when it is stated."""
    begart = ansokan.sum_of("sjuklon")
    if not andel or not begart:
        return
    if ansokan.timlon is None:
        yield not_judged(
            f"Lönen per timme är inte angiven, så sjuklönen på {kronor(begart)} går inte att räkna om.",
            matt={"sjuklon_kr": begart},
            kronor=begart,
        )
        return
    full = Fraction(ansokan.timlon) * ansokan.minuter / TIMME * andel / 100
    hogst = max(round_half_up(full - Fraction(ansokan.karensavdrag or 0), 2), Decimal("0.00"))
    if begart > hogst + OREN:
        efter = " efter karensavdraget" if ansokan.karensavdrag else ""
        yield stop(
            f"Sjuklönen är {kronor(begart)}. {timmar_minuter(ansokan.minuter)} à {kronor(ansokan.timlon)} med {andel} "
            f"procent blir {kronor(hogst)}{efter}, alltså är {kronor(begart - hogst)} för mycket.",
            matt={
                "sjuklon_kr": begart,
                "hogst_kr": hogst,
                "timlon_kr": ansokan.timlon,
                "sjukpass_minuter": ansokan.minuter,
                "andel_procent": andel,
            },
            rader=("posten sjuklön",),
            kronor=begart - hogst,
        )


def _percentages(ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    for post in ansokan.poster:
        if post.procent is not None and post.slag in RAKNAS_PA:
            yield from _percentage(ansokan, post, post.procent)


def _percentage(ansokan: Sjukloneansokan, post: Sjuklonepost, procent: Decimal) -> Iterator[Fynd]:
    namn, slag = RAKNAS_PA[post.slag]
    underlag = ansokan.sum_of(*slag) + (ansokan.karensavdrag or Decimal(0))
    hogst = round_half_up(Fraction(underlag) * Fraction(procent) / 100, 2)
    if post.belopp > hogst + OREN:
        yield stop(
            f"{namn} är {kronor(post.belopp)}. {decimal(procent.normalize())} procent av {kronor(underlag)} är "
            f"{kronor(hogst)}, alltså är {kronor(post.belopp - hogst)} för mycket.",
            matt={"slag": post.slag, "post_kr": post.belopp, "underlag_kr": underlag, "procent": procent},
            rader=(f"posten {namn.lower()}",),
            kronor=post.belopp - hogst,
        )


def _twice(fakta: Fakta, ansokan: Sjukloneansokan) -> Iterator[Fynd]:
    betald = [rad for rad in ansokan.den_sjukas_tid if rad.betald]
    for pass_ in ansokan.sjukpass:
        if minuter := shared(pass_, betald):
            yield stop(
                f"Timbeloppet är redan godkänt för {timmar_minuter(minuter)} av den sjuka assistentens tid under "
                f"passet den {days_text([pass_.datum])}.",
                matt={"betalda_minuter": minuter},
                rader=(shift_name(pass_),),
                kronor=share_of(fakta, ansokan, minuter),
            )
        if minuter := shared(pass_, ansokan.andra_pass):
            nummer = {annat.nummer for annat in ansokan.andra_pass if shared(pass_, (annat,))}
            yield stop(
                f"{timmar_minuter(minuter)} av passet den {days_text([pass_.datum])} är redan begärda på ansökan "
                f"{upprakning(sorted(nummer))}.",
                matt={"begarda_minuter": minuter},
                rader=(shift_name(pass_),),
                kronor=share_of(fakta, ansokan, minuter),
            )
