"""Anordnarens konton i registret, och hur ett konto skrivs i en mening. Utan Django."""

from datetime import date

from assistans.svenska import bankgiro, plusgiro
from kontroller.fakta import Anordnare, Konto, RegistreratKonto, covers


def accounts_on(anordnare: Anordnare, dag: date | None) -> list[RegistreratKonto]:
    """The provider's accounts in force on a day; without a day, those that were registered last."""
    if dag is not None:
        return [rad for rad in anordnare.konton if covers(rad, dag)]
    senast = max((rad.fran for rad in anordnare.konton), default=None)
    return [rad for rad in anordnare.konton if rad.fran == senast]


def account_text(konto: Konto) -> str:
    """An account in a sentence. A bank account is not written out, as it may be somebody's personnummer."""
    if konto.typ == "bankgiro":
        return f"bankgiro {bankgiro(konto.nummer)}"
    if konto.typ == "plusgiro":
        return f"plusgiro {plusgiro(konto.nummer)}"
    return "ett bankkonto" if konto.typ == "konto" else "ett konto av annat slag"
