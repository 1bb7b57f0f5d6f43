"""Fakturor vars text bär personuppgifter den inte borde (kontroll G10): vilka de är, och vem som får läsa dem."""

from dataclasses import dataclass

from assistans.models import User
from fakturor.models import Faktura
from fakturor.sidor.skydd import names_closed
from kontroller.models import Granskning
from kontroller.regel import Utfall

KONTROLL = "G10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Textskydd:
    """Hur det står till med en fakturas text för en läsare.

    `skyddat` tills den senaste kontrollen har funnit att den saknar namn och nummer, och när den nämner någon som
    läsaren inte får se. `far_lasa` den som arbetar med ärenden, om texten inte nämner någon som hen inte får se.
    """

    skyddat: bool
    far_lasa: bool

    @classmethod
    def of(cls, faktura: Faktura, reader: User) -> "Textskydd":
        """Ask once, as it takes a while to look for every name."""
        namner_stangda = names_closed(faktura, reader)
        far_lasa = reader.may("kontroller.bedoma") and not namner_stangda
        if faktura.dokument is None:
            return cls(skyddat=False, far_lasa=far_lasa)
        granskning = faktura.granskningar.only("ovriga").order_by("-pk").first()
        return cls(skyddat=namner_stangda or not found_clean(granskning), far_lasa=far_lasa)


def found_clean(granskning: Granskning | None) -> bool:
    """Whether a result says that the text is free from personal data. No result, or a control not in use, does not."""
    if granskning is None:
        return False
    # What passes stands in the entry itself; no other verdicts have to be read.
    return any(v["regel"] == KONTROLL and v["utfall"] == Utfall.GODKAND for v in granskning.ovriga)
