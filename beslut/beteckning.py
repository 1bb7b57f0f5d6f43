"""Vad en anordnare och ett konto heter på en sida, utan att någon privatperson nämns."""

from collections.abc import Iterable

from assistans.svenska import bankgiro, orgnr, plusgiro
from beslut.manadstid import KOMMUNENS
from beslut.models import Anordnare, Beslut, Beslutsrad, Konto


def provider_label(anordnare: Anordnare) -> str:
    """The provider. A private person is named by what she is and her pseudonym, never by name."""
    return f"Egen arbetsgivare {anordnare.orgnr}" if anordnare.is_person else anordnare.namn


def provider_in_words(anordnare: Anordnare) -> str:
    """The provider inside a sentence, where only a name begins with a capital."""
    return f"egen arbetsgivare {anordnare.orgnr}" if anordnare.is_person else anordnare.namn


def provider_choice(anordnare: Anordnare) -> str:
    """The provider in a list to choose from, told apart from others of the same name."""
    return provider_label(anordnare) if anordnare.is_person else f"{anordnare.namn} ({orgnr(anordnare.orgnr)})"


def account_number(konto: Konto) -> str:
    """The number of an account as it is written on paper. A bank account is written clearing, then number."""
    if konto.typ == Konto.Typ.BANKGIRO:
        return bankgiro(konto.nummer)
    return plusgiro(konto.nummer) if konto.typ == Konto.Typ.PLUSGIRO else konto.nummer.replace("/", ", ")


def decision_maker(beslut: Beslut, rader: Iterable[Beslutsrad]) -> str:
    """Who has made a decision with these rows: Försäkringskassan, nämnden, or the one on delegation, if known."""
    if any(rad.typ not in KOMMUNENS for rad in rader):
        return Beslut.Organ.FORSAKRINGSKASSAN.label
    return Beslut.Organ.NAMND.label if beslut.organ == Beslut.Organ.NAMND else beslut.beslutsfattare
