"""G08: förfallodag, påminnelseavgifter och ränta."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import antal, datum_text
from kontroller.fakta import Fakta, Fakturarad, Ordslag
from kontroller.regel import Allvar, Fynd, Villkor, not_judged, ok, regel, warn
from kontroller.underlag import lines_with_words

AVGIFTER: dict[Ordslag, str] = {"paminnelse": "en påminnelse eller ett inkassokrav", "ranta": "ränta"}


@regel(
    kod="G08",
    version=1,
    rubrik="Förfallodag, avgifter och ränta",
    lagrum="Kommunens betalningsvillkor",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    i_bruk=False,
    standard={"dagar": 30},
)
def forfallodag_och_avgifter(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Fakturan ska ge kommunen minst 30 dagar att betala, räknat från fakturans datum, och inte ta upp avgifter.

    Rader om påminnelse, inkasso eller ränta tas upp, för de är ingen assistans. Anger fakturan ingen förfallodag är det
    kommunens egna villkor som gäller.
    """
    dagar = villkor.number("dagar")
    fynd = [*_due(fakta, dagar), *_charges(fakta)]
    yield from fynd or [ok(_agrees(fakta, dagar), matt={"kortast_dagar_antal": dagar})]


def _due(fakta: Fakta, dagar: int) -> Iterator[Fynd]:
    datum, forfaller = fakta.faktura.fakturadatum, fakta.faktura.forfallodatum
    if forfaller is None:
        return
    if datum is None:
        yield not_judged("Fakturan saknar datum, så det går inte att säga hur lång betalningstiden är.")
    elif (tid := (forfaller - datum).days) < dagar:
        yield warn(
            f"Fakturan är daterad den {datum_text(datum)} och förfaller den {datum_text(forfaller)}, efter "
            f"{antal(tid, 'dag', 'dagar')}. Betalningstiden ska vara minst {antal(dagar, 'dag', 'dagar')}.",
            matt={
                "faktura_datum": datum,
                "forfallo_datum": forfaller,
                "betalningstid_dagar_antal": tid,
                "kortast_dagar_antal": dagar,
            },
        )


def _charges(fakta: Fakta) -> Iterator[Fynd]:
    for slag, ord_ in AVGIFTER.items():
        rader = lines_with_words(fakta, {slag})
        if rader:
            yield warn(
                f"Fakturan tar upp {ord_}.",
                rader=tuple(f"fakturarad {rad.rad}" for rad in rader),
                kronor=_sum(rader),
            )


def _sum(rader: list[Fakturarad]) -> Decimal:
    return sum((rad.belopp for rad in rader), Decimal(0))


def _agrees(fakta: Fakta, dagar: int) -> str:
    if fakta.faktura.forfallodatum is None:
        return "Fakturan anger ingen förfallodag, och inga avgifter eller någon ränta."
    return f"Betalningstiden är minst {antal(dagar, 'dag', 'dagar')}, och fakturan tar inte upp avgifter eller ränta."
