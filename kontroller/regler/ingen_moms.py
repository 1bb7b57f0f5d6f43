"""G05: personlig assistans är undantagen från moms."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import kronor, upprakning
from kontroller.bevis import remarks_of
from kontroller.fakta import Fakta, Faktura
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop

NOLL = Decimal(0)


@regel(
    kod="G05",
    version=1,
    rubrik="Moms",
    lagrum="Mervärdesskattelagens undantag för social omsorg",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    galler_kredit=True,
    galler_sjuklon=True,
)
def ingen_moms(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Personlig assistans är social omsorg och undantagen från moms.

    En faktura med moms, eller med en rad som är märkt som momspliktig, stoppas. Uthyrning av personal är däremot inte
    undantagen, så moms kan visa att fakturan gäller något annat än assistans.
    """
    faktura = fakta.faktura
    fynd = [*_tax(faktura), *_marked(faktura), *remarks_of(fakta, "G05")]
    yield from fynd
    if not fynd:
        yield ok("Fakturan har ingen moms.", matt={"moms_kr": NOLL})


def _tax(faktura: Faktura) -> Iterator[Fynd]:
    """Tax in the sum or in any row of it: rows that cancel each other are tax all the same."""
    i_rader = [rad.moms for rad in faktura.momsrader if rad.moms]
    moms = faktura.summor.moms or max(i_rader, key=abs, default=NOLL)
    if moms:
        yield stop(
            f"Fakturan tar upp {kronor(moms)} i moms, men personlig assistans är undantagen från moms.",
            matt={"moms_kr": moms},
            rader=("fältet moms",),
            kronor=abs(moms),
        )


def _marked(faktura: Faktura) -> Iterator[Fynd]:
    """Lines and tax rows marked as taxable, when the category is S or the per cent is not zero."""
    rader = [rad.rad for rad in faktura.rader if rad.moms_kategori == "S" or rad.moms_procent]
    if rader:
        yield stop(
            f"Fakturarad {upprakning(rader)} är märkt med moms, men personlig assistans är undantagen från moms.",
            matt={"momspliktiga_rader_antal": len(rader)},
            rader=tuple(f"fakturarad {rad}" for rad in rader),
        )
    elif any(rad.kategori == "S" or rad.procent for rad in faktura.momsrader):
        yield stop(
            "Fakturans momsspecifikation har en momspliktig kategori, men personlig assistans är undantagen från moms.",
            rader=("fältet momsspecifikation",),
        )
