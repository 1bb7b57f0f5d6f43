"""Vad en anordnare och ett konto heter på en sida, utan att någon privatperson nämns."""

from assistans.svenska import bankgiro, orgnr, plusgiro
from beslut.models import Anordnare, Konto


def provider_label(anordnare: Anordnare) -> str:
    """The provider. A private person is named by what she is and her pseudonym, never by name."""
    return f"Egen arbetsgivare {anordnare.orgnr}" if anordnare.is_person else anordnare.namn


def provider_choice(anordnare: Anordnare) -> str:
    """The provider in a list to choose from, told apart from others of the same name."""
    return provider_label(anordnare) if anordnare.is_person else f"{anordnare.namn} ({orgnr(anordnare.orgnr)})"


def account_number(konto: Konto) -> str:
    """The number of an account as it is written on paper. A bank account is written clearing, then number."""
    if konto.typ == Konto.Typ.BANKGIRO:
        return bankgiro(konto.nummer)
    return plusgiro(konto.nummer) if konto.typ == Konto.Typ.PLUSGIRO else konto.nummer.replace("/", ", ")
