"""Anmälda jäv på en sida: de egna, och andras för den som får se dem."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from assistans.models import User
from assistans.svenska import datum_text
from beslut.beteckning import provider_label
from beslut.insyn import SKYDDAD
from beslut.models import Anordnare, Brukare, Jav


@dataclass(frozen=True, slots=True, kw_only=True)
class Javrad:
    """Ett anmält jäv, skrivet som det ska läsas. `avslutas` när läsaren får säga att det har upphört."""

    id: int
    vem: str
    mot: str
    grund: str
    beskrivning: str
    anmalt: str
    slut: str
    skal: str
    avslutas: bool


def interests_for(reader: User) -> list[Javrad]:
    """Those that the reader may read of, in force first, newest first. Three queries.

    Of her own she always knows that they are there; a party who is closed to her is not told.
    """
    alla = Jav.objects.select_related("anvandare", "anmald_av", "avslutad_av", "brukare", "anordnare")
    if not reader.may("beslut.se_jav"):
        alla = alla.filter(anvandare=reader)
    stangda = Q(brukare__in=Brukare.objects.closed_to(reader)) | Q(anordnare__in=_closed_providers(reader))
    dolda = set(alla.filter(stangda).values_list("pk", flat=True))
    synliga = [jav for jav in alla if jav.pk not in dolda or jav.anvandare_id == reader.pk]
    rader = [_row(jav, dolt=jav.pk in dolda, reader=reader) for jav in synliga]
    return sorted(rader, key=lambda rad: bool(rad.slut))


def party_of(jav: Jav) -> str:
    """The party, by the reference of a person or the name of a provider."""
    return jav.brukare.referens if jav.brukare else provider_label(jav.anordnare)


def _closed_providers(reader: User):
    return Anordnare.objects.exclude(pk__in=Anordnare.objects.open_to(reader).values("pk"))


def _row(jav: Jav, *, dolt: bool, reader: User) -> Javrad:
    anmalt = datum_text(timezone.localdate(jav.anmald))
    if jav.anmald_av_id != jav.anvandare_id:
        anmalt += f" av {jav.anmald_av.namn}"
    slut = f"{datum_text(timezone.localdate(jav.avslutad))} av {jav.avslutad_av.namn}" if jav.avslutad else ""
    return Javrad(
        id=jav.pk,
        vem=jav.anvandare.namn,
        mot=SKYDDAD if dolt else party_of(jav),
        grund=jav.get_grund_display(),
        beskrivning="" if dolt else jav.beskrivning,
        anmalt=anmalt,
        slut=slut,
        skal="" if dolt else jav.avslutad_skal,
        avslutas=not (slut or dolt) and reader.may("beslut.hantera_jav") and jav.anvandare_id != reader.pk,
    )
