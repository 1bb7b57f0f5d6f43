"""En rapport som sida: det lagrade innehållet, vem som har skrivit under det, och utgåvorna före och efter."""

from dataclasses import dataclass

from assistans.models import User
from kontroller.models import Kontrollrapport, Rapportsignatur
from kontroller.rapport.dokument import Dokument, from_json
from kontroller.rapport.sattning import table_as_set
from kontroller.services.signing import signing_obstacle
from kontroller.sidor.styrdokumentsida import Sidavsnitt, Sidtabell, set_for_page, table_for_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportsida:
    """Rapporten så som den läses. `dokument` är None när bara PDF:en är lagrad.

    `nyare` är den senaste utgåvan när det finns en senare än den här, också när den inte är undertecknad och läsaren
    inte får öppna den (`far_lasa_nyare`). `hinder` är varför läsaren inte kan skriva under, None när hen kan.
    """

    rapport: Kontrollrapport
    signatur: Rapportsignatur | None
    dokument: Dokument | None
    fynd: Sidtabell | None
    avsnitt: list[Sidavsnitt]
    nyare: Kontrollrapport | None
    far_lasa_nyare: bool
    tidigare: list[Kontrollrapport]
    hinder: str | None
    far_signera: bool


def build_page(rapport: Kontrollrapport, *, reader: User) -> Rapportsida:
    """A report for its reader. At most five queries, however much it says."""
    dokument = from_json(rapport.innehall) if rapport.innehall else None
    om_perioden = Kontrollrapport.objects.without_files().about(rapport.tidrymd).select_related("signatur")
    utgavor = list(om_perioden.order_by("-pk"))
    signatur = next(u for u in utgavor if u.pk == rapport.pk).signature
    ser_utkast = reader.may("kontroller.se_rapportutkast")
    nyare = utgavor[0] if utgavor[0].pk != rapport.pk else None
    far_signera = signatur is None and reader.may("kontroller.signera_rapport")
    return Rapportsida(
        rapport=rapport,
        signatur=signatur,
        dokument=dokument,
        fynd=table_for_page(table_as_set(dokument.sammanfattning.fynd)) if dokument else None,
        avsnitt=set_for_page(dokument.avsnitt) if dokument else [],
        nyare=nyare,
        far_lasa_nyare=nyare is not None and (ser_utkast or nyare.signature is not None),
        tidigare=[u for u in utgavor if u.pk < rapport.pk and (ser_utkast or u.signature)],
        hinder=signing_obstacle(rapport=rapport, by=reader) if far_signera else None,
        far_signera=far_signera,
    )
