"""B13: kontrollsiffror i organisationsnummer och giron, och konton som finns hos flera anordnare."""

from collections.abc import Iterator

from assistans.personnummer import check_digit_ok, is_personnummer_shaped_orgnr, is_pseudonym
from assistans.svenska import antal, orgnr
from kontroller.fakta import Fakta, Konto, RegistreratKonto
from kontroller.konton import account_text, accounts_on
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn

GIRON = ("bankgiro", "plusgiro")


@regel(
    kod="B13",
    version=1,
    rubrik="Kontrollsiffror och delade konton",
    lagrum="Peppol BIS Billing 3.0, SE-R-004 och SE-R-013",
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    galler_kredit=True,
    galler_sjuklon=True,
)
def kontrollsiffra_och_konto(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Kontrollsiffran i leverantörens organisationsnummer och i bankgiro och plusgiro ska stämma.

    Kontot som fakturan anger och de konton som gäller i registret prövas. Samma konto hos två anordnare är också en
    varning.
    """
    registrerade = _registered(fakta)
    konton = list(dict.fromkeys([*fakta.faktura.konton, *(rad.konto for rad in registrerade)]))
    fynd = [
        *_orgnr(fakta.faktura.leverantor),
        *(warn(a.text, rader=(a.falt,)) for a in fakta.faktura.anmarkningar if a.kontroll == "B13"),
        *(_wrong_digit(konto) for konto in konton if konto.typ in GIRON and not check_digit_ok(konto.nummer)),
        *(_shared(rad) for rad in registrerade if rad.andra_anordnare),
    ]
    yield from fynd or [
        ok(
            "Kontrollsiffrorna stämmer, och inget konto finns hos någon annan anordnare i registret.",
            matt={"konton_antal": len(konton)},
        )
    ]


def _registered(fakta: Fakta) -> list[RegistreratKonto]:
    """The provider's accounts in force, and older ones that the invoice still asks for; each account once."""
    if fakta.anordnare is None:
        return []
    aktuella = accounts_on(fakta.anordnare, fakta.faktura.fakturadatum)
    aldre = [rad for rad in fakta.anordnare.konton if rad.konto in fakta.faktura.konton]
    return list({rad.konto: rad for rad in [*aldre, *aktuella]}.values())


def _orgnr(leverantor: str) -> Iterator[Fynd]:
    if is_pseudonym(leverantor) or len(leverantor) != 10 or check_digit_ok(leverantor):
        return
    # A number that can be a personnummer is never written out.
    vilket = "" if is_personnummer_shaped_orgnr(leverantor) else f" {orgnr(leverantor)}"
    yield warn(f"Kontrollsiffran i leverantörens organisationsnummer{vilket} stämmer inte.")


def _wrong_digit(konto: Konto) -> Fynd:
    return warn(f"Kontrollsiffran i {account_text(konto)} stämmer inte.")


def _shared(rad: RegistreratKonto) -> Fynd:
    andra = antal(rad.andra_anordnare, "annan anordnare", "andra anordnare")
    return warn(
        f"Anordnarens konto, {account_text(rad.konto)}, finns också hos {andra} i registret.",
        matt={"andra_anordnare_antal": rad.andra_anordnare},
    )
