"""Siffrorna om pengar: att betala, återkraven, och prognosen mot budgeten."""

from decimal import Decimal

from django.db.models import Func
from django.urls import reverse

from assistans.svenska import antal, decimal, heltal, kronor
from beslut.models import Budgetpost
from beslut.services.outcomes import adopted
from fakturor.ekonomi.jamforelse import Jamford, thousands, total_of
from fakturor.flode import Status
from fakturor.models import Faktura
from fakturor.models.faktura import KRONOR
from fakturor.sidor.aterkrav import OPPNA, Summor, cases_open_to
from fakturor.sidor.budget_utfall import default_year
from kontroller.oversikt.siffra import Lage, Siffra


def to_pay(lage: Lage) -> Siffra:
    """The invoices that are approved for payment and in no round. One query."""
    godkanda = Faktura.objects.filter(status=Status.GODKAND)
    belopp = Func("pk", function="att_betala_ut", output_field=KRONOR)
    alla = godkanda.annotate(kronor=belopp).order_by().values_list("kronor", flat=True)
    summor = list(alla)
    return Siffra(
        namn="Att betala",
        varde=kronor(sum(summor, Decimal(0)), oren=False),
        mening=f"{antal(len(summor), 'faktura', 'fakturor')} godkända för betalning",
        adress=reverse("fakturor:utbetalning_ny"),
        rader=len(summor),
    )


def open_reclaims(lage: Lage) -> Siffra:
    """The repayment cases that are not closed, and what is left of what is demanded. Four queries."""
    oppna = list(cases_open_to(lage.user).filter(status__in=OPPNA))
    return Siffra(
        namn="Öppna återkrav",
        varde=heltal(len(oppna)),
        mening=f"{kronor(Summor.of(oppna).kvar, oren=False)} återstår av det som är krävt",
        adress=reverse("fakturor:aterkrav_lista"),
        rader=len(oppna),
    )


def forecast(lage: Lage) -> Siffra:
    """How far the adopted forecast of the year is from its budget, all kinds together. Three queries."""
    ar = default_year(lage.idag)
    budget = dict(Budgetpost.objects.filter(ar=ar).values_list("slag", "belopp"))
    poster = adopted({ar})
    art = "bokslut" if any(nyckel[2] == "bokslut" for nyckel in poster) else "prognos"
    totalt = total_of(
        Jamford(budget.get(slag), post.belopp if (post := poster.get((ar, slag, art))) else None)
        for slag in Budgetpost.Slag
    )
    adress = f"{reverse('fakturor:budget_utfall')}?ar={ar}"
    namn = f"{art.capitalize()} mot budget {ar}"
    if totalt.avvikelse is None:
        return Siffra(namn=namn, varde="saknas", mening=f"budget eller {art} är inte hel", adress=adress)
    procent = "" if totalt.procent is None else f", {decimal(totalt.procent)}\u00a0%"
    hur = "över" if totalt.avvikelse < 0 else "under"
    return Siffra(
        namn=namn,
        varde=f"{heltal(int(thousands(totalt.avvikelse)))}\u00a0tkr",
        mening=f"{hur} budgeten{procent}" if totalt.avvikelse else "lika med budgeten",
        adress=adress,
    )
