"""G09: leverantören, personen och köparen är kända."""

from collections.abc import Iterator

from assistans.svenska import antal, mask_text, orgnr
from kontroller.bevis import remarks_of
from kontroller.fakta import Fakta, Fakturarad
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop

UTAN_UPPDRAG = "har en referens som inte hör till någon känd person hos leverantören"


@regel(
    kod="G09",
    version=1,
    rubrik="Känd person, anordnare och köpare",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    galler_kredit=True,
    galler_sjuklon=True,
)
def kand_person_och_leverantor(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Fakturan ska komma från en känd anordnare, vara ställd till kommunen och gälla en känd person och en månad.

    Annars går det inte att säga vad som betalas. Den som hör till någon paras ihop för hand och prövas igen.
    """
    fynd = [
        *_provider(fakta),
        *_buyer(fakta),
        *_without_lines(fakta),
        *(_line(rad) for rad in fakta.faktura.rader if rad.redovisning is None and not fakta.faktura.ar_sjuklon),
        *remarks_of(fakta, "G09"),
    ]
    yield from fynd
    if not fynd:
        yield ok(
            f"Leverantören, köparen och personen på {antal(len(fakta.faktura.rader), 'rad', 'rader')} är kända.",
            matt={"rader_antal": len(fakta.faktura.rader), "okanda_rader_antal": 0},
        )


def _provider(fakta: Fakta) -> Iterator[Fynd]:
    """An unknown supplier may be a sole trader, whose orgnr is a personnummer: such a number is masked."""
    if fakta.anordnare is None:
        leverantor = mask_text(fakta.faktura.leverantor)
        yield stop(
            f"Leverantören {orgnr(leverantor)} finns inte bland anordnarna.",
            matt={"leverantor": leverantor},
            rader=("fältet leverantör",),
            kronor=fakta.faktura.summor.att_betala,
        )


def _buyer(fakta: Fakta) -> Iterator[Fynd]:
    """The buyer of an e-invoice: a räkning and a claim of sick pay have none. A municipality without a number set is
    not compared with.
    """
    kommunen, kopare = fakta.installation.orgnr, mask_text(fakta.faktura.kopare_orgnr or "") or None
    if kommunen is None or fakta.faktura.typ in ("rakning", "sjuklon") or kopare == kommunen:
        return
    yield stop(
        f"Fakturan är ställd till {orgnr(kopare)}, men kommunen har organisationsnummer {orgnr(kommunen)}."
        if kopare
        else f"Fakturan anger inget organisationsnummer för köparen, och kommunens är {orgnr(kommunen)}.",
        matt={"kopare": kopare, "kommunen": kommunen},
        rader=("fältet köpare",),
        kronor=fakta.faktura.summor.att_betala,
    )


def _without_lines(fakta: Fakta) -> Iterator[Fynd]:
    if not fakta.faktura.rader:
        yield stop(
            "Fakturan har inga rader, så den pekar inte ut någon person.", kronor=fakta.faktura.summor.att_betala
        )


def _line(rad: Fakturarad) -> Fynd:
    """A line that belongs to no dossier. What stands as its reference is not repeated: it may be a name."""
    saknas = []
    if rad.referens is None:
        saknas.append("har ingen känd referens till en person")
    if rad.manad is None:
        saknas.append("anger inte en månad")
    return stop(
        f"Fakturarad {rad.rad} {' och '.join(saknas) or UTAN_UPPDRAG}.",
        matt={"manad_datum": rad.manad},
        rader=(f"fakturarad {rad.rad}",),
        kronor=rad.belopp,
    )
