"""Vad en faktura, dess leverantör och ett konto heter på en sida, utan att någon privatperson nämns."""

from functools import cache

from assistans.models import User
from assistans.svenska import bankgiro, mask_text, plusgiro
from beslut.models import Brukare
from fakturor.models import Faktura
from kontroller.regler import load_rules

SKYDDAT = "Skyddat underlag"


def provider_name(faktura: Faktura) -> str:
    """The provider. A private person is named by what she is and her pseudonym, never by name."""
    if faktura.anordnare is None:
        privat = faktura.leverantor.startswith("EA")
        return f"Okänd privatperson {faktura.leverantor}" if privat else faktura.leverantor_namn or faktura.leverantor
    if faktura.anordnare.is_person:
        return f"Egen arbetsgivare {faktura.anordnare.orgnr}"
    return faktura.anordnare.namn


def document_name(faktura: Faktura) -> str:
    """Faktura 4187, Kreditfaktura 12, Räkning R-0415. A number that can be a personnummer is masked."""
    return f"{faktura.get_typ_display()} {mask_text(faktura.nummer)}"


@cache
def control_name(kod: str) -> str:
    """What a control is called, by its code."""
    return load_rules()[kod].rubrik


def account_name(typ: str, nummer: str) -> tuple[str, str]:
    """An account as a label and a value. The digits of a bank account are hidden but for the last three, as they may
    be somebody's personnummer.
    """
    if typ == "bankgiro":
        return "Bankgiro", bankgiro(nummer)
    if typ == "plusgiro":
        return "Plusgiro", plusgiro(nummer)
    return "Bankkonto", f"slutar på {nummer[-3:]}"


def closed_to(user: User) -> set[int]:
    """Ids of the persons with protected identity whom the user may not see. One query."""
    return set(Brukare.objects.closed_to(user).values_list("pk", flat=True))
