"""Vilka poster i registren som kan ha handlingar, vem som får lägga dit dem, och vilket slag de oftast är."""

from typing import NamedTuple

from beslut.models import Handling

H = Handling.Slag
PERSONENS = frozenset({"beslut.andra_person", "beslut.andra_beslut"})
ANORDNARENS = frozenset({"beslut.andra_anordnare"})


class Plats(NamedTuple):
    """En plats för handlingar: rättigheterna som räcker var för sig, och slaget som föreslås."""

    kraver: frozenset[str]
    slag: H


PLATSER: dict[str, Plats] = {
    "brukare": Plats(PERSONENS, H.ANNAT),
    "stallforetradare": Plats(PERSONENS, H.FORORDNANDE),
    "relation": Plats(PERSONENS, H.ANNAT),
    "vistelse": Plats(PERSONENS, H.ANNAT),
    "beslut": Plats(PERSONENS, H.BESLUT),
    "overklagande": Plats(PERSONENS, H.OVERKLAGANDE),
    "uppdrag": Plats(PERSONENS, H.AVTAL),
    "betalningsmottagare": Plats(PERSONENS, H.BEGARAN),
    "assistent": Plats(PERSONENS | ANORDNARENS, H.ASSISTENT),
    "assistentuppgift": Plats(frozenset({"beslut.andra_assistentuppgift"}), H.ASSISTENT),
    "timbelopp": Plats(PERSONENS | {"beslut.rakna_belopp"}, H.KOSTNAD),
    "kalkyl": Plats(frozenset({"beslut.rakna_belopp"}), H.KOSTNAD),
    "anordnare": Plats(ANORDNARENS, H.BOLAG),
    "bolagskontroll": Plats(ANORDNARENS, H.BOLAG),
    "tillstand": Plats(ANORDNARENS, H.TILLSTAND),
    "konto": Plats(ANORDNARENS | {"beslut.verifiera_konto"}, H.ANNAT),
    "avtal": Plats(frozenset({"beslut.andra_avtal"}), H.AVTAL),
    "uppfoljning": Plats(frozenset({"beslut.andra_avtal"}), H.UPPFOLJNING),
}
"""By the model's name in lower case, as it stands in the address."""
