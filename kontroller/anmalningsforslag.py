"""Anmälningar som den manuella kontrollen A10 ger anledning att ta ställning till."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from assistans.models import User
from assistans.svenska import manad_namn
from beslut.models import Brukare
from fakturor.anmalningsforslag import Forslag, has_notice, suggest
from fakturor.models import Anmalan
from kontroller.models import ManuellKontroll
from kontroller.sidor.fk_ersattning import KOD


@suggest
def persons_with_a_remark_about_fk(user: User) -> Iterator[Forslag]:
    """15 § 8: the newest look at a pending application noted something, and no notice has been written. One query."""
    senare = ManuellKontroll.objects.filter(kod=KOD, redovisning=OuterRef("redovisning"), pk__gt=OuterRef("pk"))
    brukare = OuterRef("redovisning__brukare")
    kontroller = (
        ManuellKontroll.objects.filter(
            ~Exists(senare),
            ~has_notice(Anmalan.Till.FK_RATT, brukare=brukare),
            kod=KOD,
            utfall=ManuellKontroll.Utfall.ANMARKNING,
            redovisning__brukare__in=Brukare.objects.open_to(user),
        )
        .select_related("redovisning__brukare")
        .order_by("redovisning__brukare", "datum", "pk")
        .distinct("redovisning__brukare")
    )
    for kontroll in kontroller:
        redovisning = kontroll.redovisning
        yield Forslag(
            Anmalan.Till.FK_RATT,
            redovisning.brukare.referens,
            f"Den manuella kontrollen {KOD} av {manad_namn(redovisning.manad)} gav en anmärkning.",
            kontroll.datum,
            "Pröva om personen kan ha rätt till assistansersättning.",
            brukare=redovisning.brukare_id,
        )
