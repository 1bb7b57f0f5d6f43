"""Fakturor vars text bär personuppgifter den inte borde (kontroll G10): vilka de är, och vem som får läsa dem."""

from assistans.models import User
from fakturor.models import Faktura
from kontroller.liggare import stored_verdicts
from kontroller.models import Granskning
from kontroller.regel import Utfall

KONTROLL = "G10"


def is_protected(faktura: Faktura) -> bool:
    """Whether the document's text is closed: until the newest control has found neither name nor number in it."""
    if faktura.dokument is None:
        return False
    granskning = faktura.granskningar.defer("fakta").prefetch_related("utfall").order_by("-pk").first()
    return faktura.dokument.skyddat or not found_clean(granskning)


def found_clean(granskning: Granskning | None) -> bool:
    """Whether a result says that the text is free from personal data. No result, or a control not in use, does not."""
    if granskning is None:
        return False
    return any(v.regel == KONTROLL and v.utfall == Utfall.GODKAND for v in stored_verdicts(granskning))


def may_read_protected(user: User) -> bool:
    """Whether the user works on cases, so that she may read a document with personal data in it."""
    return user.may("kontroller.bedoma")
