"""Siffrorna ur månaden som kontrollerades senast: täckningens delar, och var fakturorna står."""

from urllib.parse import urlencode

from django.urls import reverse

from assistans.svenska import antal, decimal, heltal, kronor, manad_namn
from fakturor.flode import Status
from kontroller.oversikt.siffra import Lage, Matt, Siffra
from kontroller.rapport.innehall import period_of
from kontroller.rapport.period import Utgava, span_of
from kontroller.rapport.rakning.ledtider import Steg as Vag
from kontroller.rapport.rakning.ledtider import throughput_of
from kontroller.services.recalculating import newest_recalculation
from kontroller.sidor.steg import AV_STATUS, Steg
from kontroller.sidor.tackningssida import share_text
from kontroller.tackning import Del


def covered(lage: Lage) -> Siffra | None:
    """The leading figure: the share of the kronor that are judged."""
    if lage.tackning is None:
        return None
    return Siffra(
        namn=f"Prövat i {manad_namn(lage.manad)}",
        varde=share_text(lage.tackning, Del.PROVAT),
        mening=f"{_documents(lage.tackning.provat.antal)} utan något som stoppar",
        adress=_list(lage, tackning=Del.PROVAT),
        rader=lage.tackning.provat.antal,
    )


def open_kronor(lage: Lage) -> Siffra | None:
    """What is not judged yet, or stopped without anybody having accepted it."""
    if lage.tackning is None:
        return None
    return Siffra(
        namn=f"Öppet i {manad_namn(lage.manad)}",
        varde=kronor(lage.tackning.oppet.kronor, oren=False),
        mening=f"{_documents(lage.tackning.oppet.antal)} som inte är prövade eller bedömda",
        adress=_list(lage, tackning=Del.OPPET),
        rader=lage.tackning.oppet.antal,
    )


def accepted(lage: Lage) -> Siffra | None:
    """What stopped and two persons accepted with reasons."""
    if lage.tackning is None:
        return None
    return Siffra(
        namn=f"Undantag i {manad_namn(lage.manad)}",
        varde=kronor(lage.tackning.undantag.kronor, oren=False),
        mening=f"{_documents(lage.tackning.undantag.antal)} som två personer har godtagit med skäl",
        adress=_list(lage, tackning=Del.UNDANTAG),
        rader=lage.tackning.undantag.antal,
    )


def in_step(status: Status, mening: str = "") -> Matt:
    """How many of the month's documents stand in a step that its status alone decides."""

    def figure(lage: Lage) -> Siffra | None:
        if lage.manad is None:
            return None
        n = lage.per_status.get(status, 0)
        steg = Steg(AV_STATUS[status])
        return Siffra(
            namn=steg.label,
            varde=heltal(n),
            mening=f"i {manad_namn(lage.manad)}{mening}",
            adress=_list(lage, steg=steg),
            rader=n,
        )

    return figure


def lead_time(lage: Lage) -> Siffra | None:
    """The median of days from when a document came until it was paid."""
    period = period_of(span_of(Utgava.MANAD, lage.manad), dag=lage.idag) if lage.manad else None
    if period is None:
        return None
    hela = throughput_of(period).of(Vag.ALLT)
    if hela.median is None:
        return None
    return Siffra(
        namn="Från mottagen till betald",
        varde=f"{decimal(hela.median.normalize() if hela.median % 1 else hela.median.to_integral_value())}\u00a0dagar",
        mening=f"median för {_documents(hela.antal)} i {manad_namn(lage.manad)}",
        adress=f"{reverse('kontroller:statistik')}?manad={lage.manad:%Y-%m}#attest-h",
    )


def changed_after(lage: Lage) -> Siffra | None:
    """How many approved invoices today's facts would answer otherwise, by the newest recalculation."""
    if lage.manad is None:
        return None
    omrakning = newest_recalculation(lage.manad)
    adress = reverse("kontroller:andrat", args=[lage.manad])
    if omrakning is None:
        return Siffra(
            namn="Ändrat efter godkännande",
            varde="inte räknat",
            mening=f"{manad_namn(lage.manad)} är inte omräknad på dagens uppgifter",
            adress=adress,
        )
    n = len({ett.faktura for ett in omrakning.andrat})
    return Siffra(
        namn="Ändrat efter godkännande",
        varde=heltal(n),
        mening=f"av {_documents(omrakning.antal)} i {manad_namn(lage.manad)}",
        adress=adress,
    )


def _list(lage: Lage, **urval: str) -> str:
    """The month's table with only those."""
    return f"{reverse('kontroller:manad', args=[lage.manad])}?{urlencode(urval)}#tabell"


def _documents(n: int) -> str:
    return antal(n, "underlag", "underlag")
