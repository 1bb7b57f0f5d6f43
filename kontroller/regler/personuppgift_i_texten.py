"""G10: personnummer eller namn i fakturans text."""

from collections.abc import Iterator

from kontroller.fakta import Fakta
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn

MENINGAR = {
    "personnummer": "Fakturan har ett personnummer i {plats}, där bara referensen ska stå.",
    "namn": "Fakturan har personens namn i {plats}, där bara referensen ska stå.",
    "olasbar_bilaga": "Fakturan har {plats} som inte kan läsas, så det går inte att säga om den har personuppgifter.",
}


@regel(
    kod="G10",
    version=1,
    rubrik="Personuppgifter i texten",
    lagrum="26 kap. 1 § offentlighets- och sekretesslagen",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    galler_kredit=True,
    galler_sjuklon=True,
)
def personuppgift_i_texten(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """En faktura bär bara personens referens, aldrig personnummer eller namn.

    Fakturaflödet är inte gjort för uppgifter med sekretess. Finns de i text eller bilagor visas fakturan bara för dem
    som arbetar med ärendet, och leverantören behöver få veta det.
    """
    traffar = fakta.faktura.texttraffar
    for traff in traffar:
        plats = traff.falt if traff.falt.startswith("bilaga ") else f"fältet {traff.falt}"
        yield warn(MENINGAR[traff.slag].format(plats=plats), matt={"slag": traff.slag}, rader=(plats,))
    if not traffar:
        yield ok("Fakturans text och bilagor har inget personnummer och inget namn.", matt={"traffar_antal": 0})
