"""The nämnd's report is signed by a controller, and is thereby the nämnd's: until then it is a draft.

The signature is of what the report is: the hashes of its content and its PDF. A later control makes a new edition; the
one that is signed stands, and says that there is a newer.
"""

from datetime import datetime

from django.db import transaction

from assistans.models import Handelse, User
from beslut.services.refusal import RegistrationRefused
from kontroller.models import Kontrollrapport, Korning, Rapportsignatur
from kontroller.services.risks import refuse_identities


@transaction.atomic
def sign_report(*, rapport: Kontrollrapport, anteckning: str, by: User, at: datetime) -> Rapportsignatur:
    """Sign a report, and thereby hand it to the nämnd. Raises RegistrationRefused."""
    rapport = Kontrollrapport.objects.without_files().select_for_update().get(pk=rapport.pk)
    if obstacle := signing_obstacle(rapport=rapport, by=by):
        raise RegistrationRefused(obstacle)
    if anteckning.strip():
        refuse_identities(at=at, anteckning=anteckning)

    signatur = Rapportsignatur.objects.create(
        rapport=rapport,
        innehall_sha256=rapport.innehall_sha256,
        pdf_sha256=rapport.sha256,
        anteckning=anteckning.strip(),
        av=by,
        tid=at,
    )
    Handelse.record(
        "rapport.signerad",
        rapport,
        by=by,
        at=at,
        period=rapport.tidrymd.beteckning,
        innehall_sha256=signatur.innehall_sha256,
        sha256=signatur.pdf_sha256,
    )
    return signatur


def signing_obstacle(*, rapport: Kontrollrapport, by: User) -> str | None:
    """Why a person may not sign a report, as a sentence, or None. For pages too. Three queries at most."""
    if Rapportsignatur.objects.filter(rapport=rapport).exists():
        return "Rapporten är redan undertecknad."
    if not by.may("kontroller.signera_rapport"):
        return "Din roll får inte skriva under rapporten. En controller gör det."
    if not rapport.innehall_sha256:
        return "Rapporten skrevs innan innehållet lagrades. Skriv den igen först."
    if Kontrollrapport.objects.about(rapport.tidrymd).filter(pk__gt=rapport.pk).exists():
        return "En senare utgåva finns. Skriv under den i stället."
    if is_outdated(rapport):
        return "En månad har kontrollerats sedan rapporten skrevs. Skriv rapporten igen först."
    return None


def is_outdated(rapport: Kontrollrapport) -> bool:
    """Whether other runs now hold for its months than those that it was written from. Two queries."""
    korningar = Korning.objects.done().filter(manad__in=rapport.tidrymd.manader).order_by("pk")
    senaste = dict(korningar.values_list("manad", "pk"))
    return set(senaste.values()) != set(rapport.rapportkorningar.values_list("korning", flat=True))
