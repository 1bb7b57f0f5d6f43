"""G12: kreditfakturan hör till en känd faktura och är inte större än den."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import kronor, upprakning
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, not_applicable, not_judged, ok, regel, stop


@regel(
    kod="G12",
    version=1,
    rubrik="Kreditfaktura mot faktura",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    galler_kredit=True,
)
def kredit_mot_faktura(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En kreditfaktura ska peka ut fakturan den rättar, och får inte vara större än det som är kvar av den."""
    if not fakta.faktura.ar_kredit:
        yield not_applicable("Fakturan är ingen kreditfaktura.")
        return

    belopp = abs(fakta.faktura.summor.att_betala)
    krediteringar = fakta.faktura.krediteringar
    if not krediteringar:
        yield stop("Kreditfakturan pekar inte ut någon faktura.", matt={"belopp_kr": belopp}, kronor=belopp)
        return

    okanda = [kreditering.nummer for kreditering in krediteringar if not kreditering.kand]
    if okanda:
        yield stop(
            f"Kreditfakturan gäller faktura {upprakning(okanda)}, som inte är mottagen från leverantören.",
            matt={"belopp_kr": belopp},
            rader=tuple(f"faktura {nummer}" for nummer in okanda),
            kronor=belopp,
        )
        return
    yield _compare(belopp, {kreditering.nummer: kreditering.kvar for kreditering in krediteringar})


def _compare(belopp: Decimal, kvar_per_faktura: dict[str, Decimal | None]) -> Fynd:
    """The credit against what is left of the invoices together."""
    rader = tuple(f"faktura {nummer}" for nummer in kvar_per_faktura)
    namn = f"faktura {upprakning(list(kvar_per_faktura))}"
    belopp_kvar = [kvar for kvar in kvar_per_faktura.values() if kvar is not None]
    if len(belopp_kvar) < len(kvar_per_faktura):
        return not_judged(f"Det går inte att säga vad som är kvar att kreditera på {namn}.", rader=rader, kronor=belopp)

    kvar = sum(belopp_kvar, Decimal(0))
    matt = {"belopp_kr": belopp, "kvar_kr": kvar}
    if belopp > kvar:
        return stop(
            f"Kreditfakturan är på {kronor(belopp)}, men av {namn} är {kronor(kvar)} kvar att kreditera, "
            f"alltså {kronor(belopp - kvar)} för mycket.",
            matt=matt,
            rader=rader,
            kronor=belopp - kvar,
        )
    return ok(
        f"Kreditfakturan är på {kronor(belopp)}, och av {namn} är {kronor(kvar)} kvar att kreditera.",
        matt=matt,
        rader=rader,
    )
