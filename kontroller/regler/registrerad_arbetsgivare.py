"""B05: den som själv är arbetsgivare är registrerad som det hos Skatteverket."""

from collections.abc import Iterator
from dataclasses import replace

from kontroller.bolagskontroll import judge_check
from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, regel
from kontroller.underlag import days_of_form, outside_forms, unknown_provider


@regel(
    kod="B05",
    version=1,
    rubrik="Egen arbetsgivare registrerad",
    lagrum="9 § 2 LSS",
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={"dagar": 365},
    galler_sjuklon=True,
)
def registrerad_arbetsgivare(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som själv är arbetsgivare ska vara registrerad som arbetsgivare hos Skatteverket.

    Kontrollen gäller avtalsform C och ser till den senaste kontrollen som är antecknad. Visar den en anmärkning eller
    en avregistrering, eller är den gammal på fakturans datum, blir det en varning. Har ingen sett efter går det inte
    att bedöma.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "C")
        if days_of_form(redovisning, "C"):
            fynd = judge_check(
                fakta.anordnare,
                "arbetsgivare",
                fakta.faktura.fakturadatum,
                villkor.number("dagar"),
                vem="Arbetsgivarens",
            )
            yield replace(fynd, redovisning=redovisning.id)
