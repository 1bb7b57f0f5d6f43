"""Siffrorna om uppföljningen: riskerna, rapporterna och bevispaketen."""

from django.db.models import JSONField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.urls import reverse

from assistans.grafik.riskmatris import niva_of
from assistans.svenska import antal, heltal, manad_namn, tidpunkt
from kontroller.models import Bevispaket, Kontrollrapport, Riskatgard
from kontroller.oversikt.siffra import Lage, Siffra
from kontroller.styrning.riskanalys import register


def late_actions(lage: Lage) -> Siffra:
    """The actions against the open risks whose day has passed. One query."""
    oppna = Riskatgard.objects.filter(avslutad__isnull=True, risk__avslutad__isnull=True)
    dagar = list(oppna.values_list("klar_senast", flat=True))
    sena = sum(dag < lage.idag for dag in dagar)
    return Siffra(
        namn="Försenade åtgärder",
        varde=heltal(sena),
        mening=f"av {antal(len(dagar), 'åtgärd', 'åtgärder')} mot riskerna",
        adress=reverse("kontroller:riskanalys"),
    )


def heavy_risks(lage: Lage) -> Siffra:
    """The risks whose value asks for an action. Three queries."""
    risker = register()
    bedomda = (next(iter(risk.bedomningar.all()), None) for risk in risker)
    tunga = sum(niva_of(b.sannolikhet * b.konsekvens).atgardas for b in bedomda if b)
    return Siffra(
        namn="Risker att åtgärda",
        varde=heltal(tunga),
        mening=f"av {antal(len(risker), 'risk', 'risker')} i registret",
        adress=reverse("kontroller:riskanalys"),
    )


def unsigned_reports(lage: Lage) -> Siffra:
    """The newest report of each span that nobody has signed. One query."""
    alla = Kontrollrapport.objects.order_by("slag", "fran", "-pk").distinct("slag", "fran")
    osignerade = sum(signatur is None for signatur in alla.values_list("signatur", flat=True))
    return Siffra(
        namn="Rapporter att underteckna",
        varde=heltal(osignerade),
        mening="skrivna, och inte nämndens än",
        adress=reverse("kontroller:rapporter"),
    )


def reported(lage: Lage) -> Siffra:
    """The coverage that the newest report to the nämnd says. One query."""
    alla = Kontrollrapport.objects.open_to(lage.user).exclude(innehall="")
    andel = KeyTextTransform("andel", KeyTransform("sammanfattning", Cast("innehall", JSONField())))
    rapport = alla.without_files().annotate(andel=andel).order_by("-tom", "-pk").first()
    if rapport is None:
        return Siffra(
            namn="Rapporter från kontrollen",
            varde="ingen",
            mening="är lämnad till nämnden än",
            adress=reverse("kontroller:rapporter"),
        )
    return Siffra(
        namn=f"Prövat i {rapport.namn}",
        varde=rapport.andel or "inget fakturerat",
        mening="av kronorna, enligt den senaste rapporten",
        adress=reverse("kontroller:rapport", args=[rapport.pk]),
    )


def newest_pack(lage: Lage) -> Siffra:
    """When the newest evidence pack was made. One query."""
    paket = Bevispaket.objects.filter(status=Bevispaket.Status.KLART).order_by("-klart").only("klart", "manad").first()
    return Siffra(
        namn="Senaste bevispaketet",
        varde=manad_namn(paket.manad) if paket else "inget",
        mening=f"gjort {tidpunkt(paket.klart, ar=True)}" if paket else "har gjorts",
        adress=reverse("kontroller:bevispaket"),
    )
