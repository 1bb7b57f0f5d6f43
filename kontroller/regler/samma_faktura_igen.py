"""G07: fakturan liknar en som redan är mottagen."""

from collections.abc import Iterator
from decimal import Decimal

from assistans.svenska import manad_namn, mask_text, orgnr
from kontroller.fakta import Fakta, Likhet
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, stop


@regel(
    kod="G07",
    version=1,
    rubrik="Dubbletter",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    galler_sjuklon=True,
)
def samma_faktura_igen(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Samma faktura ska inte betalas två gånger.

    En faktura liknar en tidigare när leverantören (organisationsnummer eller giro) och numret är desamma, utan hänsyn
    till skiftläge, inledande nollor och O eller 0, eller när samma person och månad redan är fakturerad och inte
    krediterad. Bara den som kom senare stoppas.
    """
    likheter = fakta.faktura.likheter
    samma_nummer = [likhet for likhet in likheter if likhet.slag == "nummer"]
    for nummer, likhet in enumerate(samma_nummer):
        yield stop(
            f"Fakturan har samma leverantör och nummer som {_named(likhet)}, som redan är mottagen, när skiftläge, "
            "inledande nollor och O eller 0 inte räknas.",
            matt={"nummer": fakta.faktura.nummer, "annat_nummer": likhet.nummer},
            rader=(_named(likhet),),
            # The whole invoice is questioned, once.
            kronor=fakta.faktura.summor.att_betala if nummer == 0 else None,
        )
    for likhet in likheter:
        if likhet.slag == "manad":
            yield stop(
                f"{_claimed(likhet)} är redan fakturerad på {_named(likhet)}, som inte är krediterad.",
                redovisning=_dossier(fakta, likhet),
                matt={"annat_nummer": likhet.nummer, "manad_datum": likhet.manad},
                rader=(_named(likhet),),
                kronor=None if samma_nummer else _amount(fakta, likhet),
            )
    if not likheter:
        yield ok("Ingen tidigare faktura har samma leverantör och nummer, eller samma person och månad.")


def _named(likhet: Likhet) -> str:
    return f"faktura {likhet.nummer} från {orgnr(mask_text(likhet.leverantor))}"


def _claimed(likhet: Likhet) -> str:
    vem = likhet.referens or "Samma person"
    return f"{vem} i {manad_namn(likhet.manad)}" if likhet.manad else vem


def _dossier(fakta: Fakta, likhet: Likhet) -> int | None:
    for redovisning in fakta.redovisningar:
        if redovisning.manad == likhet.manad and redovisning.brukare.referens == likhet.referens:
            return redovisning.id
    return None


def _amount(fakta: Fakta, likhet: Likhet) -> Decimal:
    rader = fakta.faktura.rader
    samma = [rad for rad in rader if rad.referens == likhet.referens and rad.manad == likhet.manad]
    return sum((rad.belopp for rad in samma), Decimal(0))
