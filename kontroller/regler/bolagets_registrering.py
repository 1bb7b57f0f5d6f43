"""B12: bolagets registrering och status hos Bolagsverket."""

from collections.abc import Iterator

from kontroller.bolagskontroll import NYA_6_KAP_6, check_of, judge_check
from kontroller.fakta import Fakta
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, not_applicable, regel
from kontroller.underlag import unknown_provider

REGISTRERAS = ("aktiebolag", "ekonomisk_forening")
"""Former som alltid finns hos Bolagsverket."""


@regel(
    kod="B12",
    version=1,
    rubrik="Bolagets registrering",
    lagrum=((ALLTID, "23 b § LSS"), (NYA_6_KAP_6, "23 b § LSS; 6 kap. 6 § kommunallagen")),
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    i_bruk=False,
    standard={"dagar": 365},
    galler_sjuklon=True,
)
def bolagets_registrering(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Bolagets status hos Bolagsverket ska vara kontrollerad och utan anmärkning: konkurs, likvidation, byte av namn
    eller styrelse.

    Den senaste kontrollen gäller. En anmärkning, eller en kontroll som är gammal på fakturans datum, ger en varning.
    Har ingen sett efter går det inte att bedöma. Aktiebolag och ekonomiska föreningar prövas alltid, andra bara när
    någon har antecknat en kontroll.
    """
    anordnare = fakta.anordnare
    if anordnare is None:
        yield unknown_provider()
    elif anordnare.form not in REGISTRERAS and check_of(anordnare, "bolagsverket") is None:
        yield not_applicable("Anordnaren är av ett slag som inte alltid är registrerat hos Bolagsverket.")
    else:
        yield judge_check(anordnare, "bolagsverket", fakta.faktura.fakturadatum, villkor.number("dagar"))
