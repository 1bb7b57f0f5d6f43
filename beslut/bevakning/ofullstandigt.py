"""Det som är registrerat men inte helt: uppdrag, företrädare och anmälda assistenter som saknar något."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from assistans.svenska import antal, upprakning
from beslut.beteckning import provider_label
from beslut.bevakning.personer import years_before
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.brister.foretradare import demands_on_representatives
from beslut.brister.krav import missing_by_row
from beslut.brister.uppdrag import demands_on_assignments
from beslut.models import Anordnare, Assistent, Betalningsmottagare, Brukare, Stallforetradare, Uppdrag

Form = Uppdrag.Avtalsform
FLEST = 100
"""So many of a kind are told one by one: the next come when these are mended."""

SAKNAS_HOS_ASSISTENTER = {
    "anmalan": (Q(anmald_11a__isnull=True), "dagen för anmälan"),
    "sen": (Q(anmald_11a__gt=F("galler_fran")), "en anmälan före den första dagen"),
    "lag": (Q(arbetstidslag=""), "arbetstidslagen"),
    "avtal": (Q(arbetstidslag=Assistent.Arbetstidslag.KOLLEKTIVAVTAL, kollektivavtal=""), "kollektivavtalets namn"),
    "period": (~Q(arbetstidslag="") & Q(berakning_fran__isnull=True), "beräkningsperioden"),
}
"""What a registration has to say (11 a §, 9 d § LSS): who lacks it, and what it is."""


@bevaka("uppdrag_ofullstandigt", "Uppdrag som saknar något", "beslut.andra_beslut")
def incomplete_assignments(fraga: Fraga) -> Iterator[Punkt]:
    """Assignments in force without what their form asks for: agreement, notification, a ground for the payment."""
    rader = {rad.pk: rad for rad in _may_lack_something(fraga).select_related("brukare__person")}
    for rad_id, brister in missing_by_row(demands_on_assignments(rader.values(), idag=fraga.idag)).items():
        yield Punkt(
            vem=rader[rad_id].brukare.referens,
            vad=" ".join(krav.brist for krav in brister),
            sida="beslut:uppdrag_visa",
            nummer=rad_id,
        )


def _may_lack_something(fraga: Fraga) -> QuerySet[Uppdrag]:
    """Assignments in force, but those that have an agreement in time and a plain request: they lack nothing."""
    utan_avtal = Q(avtal_datum__isnull=True) | Q(avtal_datum__gt=F("galler_fran"))
    begaran = Betalningsmottagare.objects.in_force(fraga.idag).filter(
        brukare=OuterRef("brukare"),
        anordnare=OuterRef("anordnare"),
        grund=Betalningsmottagare.Grund.BEGARAN,
        undertecknad__lte=fraga.idag,
        aterkallad__isnull=True,
    )
    beslut_11 = Betalningsmottagare.objects.filter(
        brukare=OuterRef("brukare"), anordnare=OuterRef("anordnare"), grund=Betalningsmottagare.Grund.BESLUT_11
    )
    utan_begaran = ~Exists(begaran) | Exists(beslut_11)
    synliga = Brukare.objects.open_to(fraga.user).filter(avliden__isnull=True)
    return Uppdrag.objects.in_force(fraga.idag).filter(
        Q(avtalsform=Form.B) & utan_avtal | Q(avtalsform=Form.C) | Q(avtalsform=Form.D) & (utan_avtal | utan_begaran),
        brukare__in=synliga,
    )


@bevaka("foretradare_ofullstandig", "Företrädare som saknar något", "beslut.andra_person")
def incomplete_representatives(fraga: Fraga) -> Iterator[Punkt]:
    """Representatives in force whose extent is not known, or whose role should have ended."""
    alla = _wanting_representatives(fraga).select_related("brukare__person").order_by("brukare__referens", "pk")
    rader = {rad.pk: rad for rad in alla[: FLEST + 1]}
    brister = missing_by_row(demands_on_representatives(rader.values(), idag=fraga.idag))
    for rad_id in [*brister][:FLEST]:
        rad = rader[rad_id]
        yield Punkt(
            vem=rad.brukare.referens,
            vad=f"{rad.get_roll_display()}. {' '.join(krav.brist for krav in brister[rad_id])}",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )
    if len(rader) > FLEST:
        fler = alla.count() - FLEST
        yield Punkt(vem="Fler", vad=f"{antal(fler, 'företrädare', 'företrädare')} till.", sida="beslut:brukare_lista")


def _wanting_representatives(fraga: Fraga) -> QuerySet[Stallforetradare]:
    """Those appointed without the extent that is asked for, and guardians of somebody who has turned eighteen."""
    synliga = Brukare.objects.open_to(fraga.user).filter(avliden__isnull=True)
    utan_omfattning = ~Q(omfattning__contains=[Stallforetradare.Omfattning.BEVAKA_RATT])
    i_manaden = f"{years_before(fraga.idag):%Y%m}99"  # a samordningsnummer has sixty added to its day
    return Stallforetradare.objects.in_force(fraga.idag).filter(
        Q(roll__in=Stallforetradare.FORORDNADE) & utan_omfattning
        | Q(roll=Stallforetradare.Roll.VARDNADSHAVARE, brukare__person__personnummer__lt=i_manaden),
        brukare__in=synliga,
    )


@bevaka("assistenter_ofullstandiga", "Assistenter vars anmälan saknar något", "beslut.andra_anordnare")
def incomplete_assistants(fraga: Fraga) -> Iterator[Punkt]:
    """One point for a provider: how many of its registrations in force lack what. Two queries."""
    synliga = Assistent.objects.in_force(fraga.idag).filter(
        Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(fraga.user))
    )
    raknat = synliga.values("anordnare").annotate(
        **{namn: Count("pk", filter=villkor) for namn, (villkor, _) in SAKNAS_HOS_ASSISTENTER.items()}
    )
    per_anordnare = {rad["anordnare"]: rad for rad in raknat if any(rad[namn] for namn in SAKNAS_HOS_ASSISTENTER)}
    for anordnare in Anordnare.objects.open_to(fraga.user).filter(pk__in=per_anordnare):
        rad = per_anordnare[anordnare.pk]
        saknas = [f"{ord_} för {rad[namn]}" for namn, (_, ord_) in SAKNAS_HOS_ASSISTENTER.items() if rad[namn]]
        yield Punkt(
            vem=provider_label(anordnare),
            vad=f"Anmälningar av assistenter saknar {upprakning(saknas)}.",
            sida="beslut:anordnare_visa",
            nummer=anordnare.pk,
        )
