"""Det som ska göras för avtalen, timbeloppen och delegationerna."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from beslut.avtal.uppfoljningar import followups_due
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.models import Avtal, Brukare, Delegation, Kalkyl, Timbelopp

AVTAL, BELOPP = "beslut.andra_avtal", "beslut.andra_beslut"


@bevaka("uppfoljning", "Uppföljningar av avtal", AVTAL)
def followups(fraga: Fraga) -> Iterator[Punkt]:
    """Meetings and reviews that are planned and not held."""
    for rad in followups_due(fraga.idag, inom=(fraga.till - fraga.idag).days):
        yield Punkt(
            dag=rad.senast,
            vem=provider_label(rad.avtal.anordnare),
            vad=f"{rad.get_slag_display()} enligt avtal {rad.avtal.diarienummer}.",
            sida="beslut:avtal_visa",
            nummer=rad.avtal_id,
        )


@bevaka("avtal_slutar", "Avtal som tar slut", AVTAL)
def contracts_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Approved contracts that end and that no later one of the same kind follows."""
    foljer = Avtal.objects.filter(
        anordnare=OuterRef("anordnare"), slag=OuterRef("slag"), galler_fran__gt=OuterRef("galler_fran")
    )
    rader = Avtal.objects.filter(godkant__isnull=False, galler_tom__range=(fraga.idag, fraga.till))
    for avtal in rader.exclude(Exists(foljer)).select_related("anordnare"):
        yield Punkt(
            dag=avtal.galler_tom,
            vem=provider_label(avtal.anordnare),
            vad=f"Avtal {avtal.diarienummer} gäller till och med dagen.",
            sida="beslut:avtal_visa",
            nummer=avtal.pk,
        )


@bevaka("avtal_godkanna", "Avtal att godkänna", "beslut.godkann_avtal")
def contracts_to_approve(fraga: Fraga) -> Iterator[Punkt]:
    """Contracts that somebody else has tried, with every requirement met."""
    vantar = Avtal.objects.filter(godkant__isnull=True, krav__isnull=False).exclude(krav__uppfyllt__isnull=True)
    for avtal in vantar.exclude(provat_av=fraga.user).exclude(~Q(upphort="")).distinct().select_related("anordnare"):
        yield Punkt(
            dag=avtal.galler_fran,
            vem=provider_label(avtal.anordnare),
            vad=f"Avtal {avtal.diarienummer} ska gälla från dagen. Alla krav är prövade.",
            sida="beslut:avtal_visa",
            nummer=avtal.pk,
        )


@bevaka("timbelopp_slutar", "Timbelopp som tar slut", BELOPP, "beslut.rakna_belopp")
def rates_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Rates that end and that no later one of the same kind follows."""
    # The category settles whether there is a person or a provider, so that two nulls mean the same.
    foljer = Timbelopp.objects.filter(
        Q(brukare=OuterRef("brukare")) | Q(brukare__isnull=True),
        Q(anordnare=OuterRef("anordnare")) | Q(anordnare__isnull=True),
        kategori=OuterRef("kategori"),
        galler_fran__gt=OuterRef("galler_fran"),
    )
    synliga = Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(fraga.user))
    rader = Timbelopp.objects.filter(synliga, galler_tom__range=(fraga.idag, fraga.till))
    for rad in rader.exclude(Exists(foljer)).select_related("brukare", "anordnare"):
        vem = rad.brukare.referens if rad.brukare else provider_label(rad.anordnare) if rad.anordnare else "Kommunen"
        yield Punkt(
            dag=rad.galler_tom,
            vem=vem,
            vad=f"{rad.get_kategori_display()} gäller till och med dagen, och inget följer.",
            sida="beslut:timbelopp_lista",
        )


@bevaka("kalkyl", "Kalkyler att fastställa", "beslut.faststall_belopp")
def calculations_to_adopt(fraga: Fraga) -> Iterator[Punkt]:
    """Calculations that somebody else has made and that are not adopted."""
    for kalkyl in Kalkyl.objects.filter(faststalld__isnull=True).exclude(upprattad_av=fraga.user):
        yield Punkt(
            vem="Kommunen",
            vad=f"Beräkningen för {kalkyl.ar}, version {kalkyl.version}, är inte fastställd.",
            sida="beslut:kalkyl_visa",
            nummer=kalkyl.pk,
        )


@bevaka("delegation_slutar", "Delegationer som tar slut", "beslut.hantera_delegation")
def delegations_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Delegations that end and that no later one for the same person and point follows."""
    foljer = Delegation.objects.filter(
        delegat=OuterRef("delegat"), punkt=OuterRef("punkt"), galler_fran__gt=OuterRef("galler_fran")
    )
    rader = Delegation.objects.filter(galler_tom__range=(fraga.idag, fraga.till), delegat__aktiv=True)
    for rad in rader.exclude(Exists(foljer)).select_related("delegat"):
        yield Punkt(
            dag=rad.galler_tom,
            vem=rad.delegat.namn,
            vad=f"Delegationen enligt punkt {rad.punkt} gäller till och med dagen.",
            sida="beslut:delegation_lista",
        )
