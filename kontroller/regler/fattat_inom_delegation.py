"""A07: beslutet är fattat av någon som fick besluta det."""

from collections.abc import Iterator

from assistans.svenska import datum_text, upprakning
from kontroller.berakning import KOMMUNENS_BESLUT
from kontroller.fakta import Beslut, Fakta, Redovisning, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_applicable, not_judged, ok, regel, stop
from kontroller.underlag import line_names

SLAG = {"ordinarie": "personlig assistans", "tillfallig_utokning": "tillfällig utökning"}


@regel(
    kod="A07",
    version=1,
    rubrik="Beslut inom delegationen",
    lagrum="7 kap. 5 § kommunallagen; nämndens delegationsordning",
    allvar=Allvar.STOPP,
    i_bruk=False,
)
def fattat_inom_delegation(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Kommunens beslut som gäller i månaden ska vara fattade av nämnden eller av någon med delegation.

    Delegationen ska ha gällt på beslutsdatum och täcka slaget av beslut. Är beslutsfattaren inte registrerad, eller
    delegationsordningen inte inlagd, går det inte att bedöma. Försäkringskassans beslut prövas inte här.
    """
    for redovisning in fakta.redovisningar:
        gallande = _in_force(redovisning)
        if not gallande:
            yield not_applicable(
                f"{dossier_name(redovisning)} har inget beslut av kommunen i månaden.", redovisning=redovisning.id
            )
        beslut = {ett.diarienummer: ett for ett in redovisning.brukare.beslut}
        for diarienummer, slag in sorted(gallande.items()):
            yield _judge(fakta, redovisning, diarienummer, beslut.get(diarienummer), slag)


def _in_force(redovisning: Redovisning) -> dict[str, set[str]]:
    """The municipality's decisions with a row in force in the month, and what kinds of rows."""
    slag: dict[str, set[str]] = {}
    for rad in redovisning.brukare.beslutsrader:
        i_manaden = rad.fran <= redovisning.sista_dag and (rad.tom is None or rad.tom >= redovisning.manad)
        if rad.typ in KOMMUNENS_BESLUT and i_manaden:
            slag.setdefault(rad.diarienummer, set()).add(rad.typ)
    return slag


def _judge(fakta: Fakta, redovisning: Redovisning, diarienummer: str, beslut: Beslut | None, slag: set[str]) -> Fynd:
    vilket = f"Beslut {diarienummer} för {dossier_name(redovisning)}"
    if beslut is None or not beslut.organ or beslut.organ == "forsakringskassan":
        return not_judged(
            f"{vilket} är inte registrerat som fattat av nämnden eller på delegation.", redovisning=redovisning.id
        )
    matt = {"beslut_datum": beslut.datum, "delegationer_antal": len({d.id for d in beslut.delegationer})}
    if beslut.organ == "namnd":
        return ok(f"{vilket} är fattat av nämnden.", redovisning=redovisning.id, matt={"beslut_datum": beslut.datum})
    if beslut.beslutsfattare is None or not beslut.delegationsordning:
        saknas = (
            "beslutsfattaren är inte en användare i registret"
            if beslut.beslutsfattare is None
            else "delegationsordningen är inte inlagd"
        )
        return not_judged(f"{vilket} är fattat på delegation, men {saknas}.", redovisning=redovisning.id, matt=matt)

    otackta = [typ for typ in sorted(slag) if not _covered(beslut, typ)]
    if otackta:
        return stop(
            f"{vilket} är fattat på delegation den {datum_text(beslut.datum)}, och beslutsfattaren har då ingen "
            f"delegation i registret som täcker {upprakning([SLAG[typ] for typ in otackta])}.",
            redovisning=redovisning.id,
            matt=matt,
            rader=line_names(fakta, redovisning),
            kronor=fakta.claimed_amount(redovisning),
        )
    punkter = sorted(
        {d.punkt for typ in slag for d in beslut.delegationer if d.avser == typ and covers(d, beslut.datum)}
    )
    return ok(
        f"{vilket} är fattat den {datum_text(beslut.datum)} inom delegationen, punkt {upprakning(punkter)}.",
        redovisning=redovisning.id,
        matt=matt,
    )


def _covered(beslut: Beslut, typ: str) -> bool:
    return any(d.avser == typ and covers(d, beslut.datum) for d in beslut.delegationer)
