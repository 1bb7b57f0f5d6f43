"""B11: anordnaren är godkänd för F-skatt och registrerad som arbetsgivare."""

from collections.abc import Iterator
from dataclasses import replace

from kontroller.bolagskontroll import EGEN_ARBETSGIVARE, KOMMUN, NYA_6_KAP_6, check_of, judge_check
from kontroller.fakta import Anordnare, Fakta
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, not_applicable, regel, stop, warn
from kontroller.underlag import unknown_provider


@regel(
    kod="B11",
    version=1,
    rubrik="F-skatt och arbetsgivarregistrering",
    lagrum=(
        (ALLTID, "Granskning av fakturor från externa uppdragsföretag 2012, Gävle kommun"),
        (NYA_6_KAP_6, "6 kap. 6 § kommunallagen"),
    ),
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    i_bruk=False,
    standard={"dagar": 365},
    galler_sjuklon=True,
)
def skattekontroller(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Anordnaren ska vara godkänd för F-skatt och registrerad som arbetsgivare, enligt de senaste kontrollerna.

    En avregistrering stoppar. En anmärkning, eller en kontroll som är gammal på fakturans datum, är en varning. Har
    ingen sett efter går det inte att bedöma. Assistans är fri från moms, så momsregistrering krävs inte, men en
    anmärkning där är en varning. Egna arbetsgivare prövas i B05, och kommuner prövas inte.
    """
    anordnare = fakta.anordnare
    if anordnare is None:
        yield unknown_provider()
        return
    if anordnare.form in (EGEN_ARBETSGIVARE, KOMMUN):
        yield not_applicable("Kontrollen gäller företag och föreningar, inte egna arbetsgivare och kommuner.")
        return
    dag, hogst = fakta.faktura.fakturadatum, villkor.number("dagar")
    fynd = [_registered_otherwise(anordnare, judge_check(anordnare, "f_skatt", dag, hogst))]
    fynd.append(judge_check(anordnare, "arbetsgivare", dag, hogst))
    moms = check_of(anordnare, "moms")
    if moms is not None and moms.utfall == "anmarkning":
        fynd.append(judge_check(anordnare, "moms", dag, hogst))
    stoppad = False
    for slag, ett in zip(("f_skatt", "arbetsgivare", "moms"), fynd, strict=False):
        kontroll = check_of(anordnare, slag)
        if kontroll is not None and kontroll.utfall == "avregistrerad":
            # One amount is one amount, however many registrations have ended.
            belopp = None if stoppad else fakta.faktura.summor.att_betala
            yield stop(ett.text, matt=ett.matt, kronor=belopp)
            stoppad = True
        else:
            yield ett


def _registered_otherwise(anordnare: Anordnare, fynd: Fynd) -> Fynd:
    """What the register says of F-tax when nobody has looked: a no is told, a yes has not been tried."""
    if check_of(anordnare, "f_skatt") is not None:
        return fynd
    if anordnare.f_skatt is False:
        return warn("Enligt registret är anordnaren inte godkänd för F-skatt. Ingen kontroll av det är antecknad.")
    if anordnare.f_skatt:
        return replace(
            fynd, text="Enligt registret är anordnaren godkänd för F-skatt, men ingen kontroll är antecknad."
        )
    return fynd
