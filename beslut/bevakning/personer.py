"""Det som ska göras för personerna: beslut och företrädare som tar slut, myndighetsdagar, och det som saknas."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from assistans.personnummer import birthday_18
from assistans.svenska import datum_text
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.manadstid import KOMMUNENS, kind_label
from beslut.models import Beslutsrad, Betalningsmottagare, Brukare, Overklagande, Stallforetradare, Uppdrag, Vistelse

BESLUT, PERSON = "beslut.andra_beslut", "beslut.andra_person"
MYNDIG = 18
LANG_VISTELSE = timedelta(days=30)
"""After so long it is asked whether a stay that has no end really goes on."""


def _open_to(fraga: Fraga, rader: QuerySet) -> QuerySet:
    """Rows about persons who live and whom the user may see."""
    synliga = Brukare.objects.open_to(fraga.user).filter(avliden__isnull=True)
    return rader.filter(brukare__in=synliga).select_related("brukare")


@bevaka("beslut_slutar", "Beslut som tar slut", BESLUT)
def decisions_ending(fraga: Fraga) -> Iterator[Punkt]:
    """The municipality's rows that end and that nothing of the same kind follows."""
    foljer = Beslutsrad.objects.filter(
        brukare=OuterRef("brukare"),
        typ=OuterRef("typ"),
        tidstyp=OuterRef("tidstyp"),
        dubbel=OuterRef("dubbel"),
        galler_fran__gt=OuterRef("galler_fran"),
    )
    rader = Beslutsrad.objects.filter(typ__in=KOMMUNENS, galler_tom__range=(fraga.idag, fraga.till))
    for rad in _open_to(fraga, rader.exclude(Exists(foljer))).select_related("beslut"):
        yield Punkt(
            dag=rad.galler_tom,
            vem=rad.brukare.referens,
            vad=f"{kind_label(rad)} i beslut {rad.beslut.diarienummer} gäller till och med dagen.",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )


@bevaka("utan_anordnare", "Beslut utan anordnare", BESLUT)
def without_provider(fraga: Fraga) -> Iterator[Punkt]:
    """Persons with time granted today, and nobody who gives it."""
    uppdrag = Uppdrag.objects.in_force(fraga.idag).filter(brukare=OuterRef("pk"))
    rader = Beslutsrad.objects.in_force(fraga.idag).filter(brukare=OuterRef("pk"), typ__in=KOMMUNENS)
    synliga = Brukare.objects.open_to(fraga.user).filter(avliden__isnull=True)
    for brukare in synliga.filter(Exists(rader)).exclude(Exists(uppdrag)):
        yield Punkt(
            vem=brukare.referens,
            vad="Beslut gäller i dag, men inget uppdrag.",
            sida="beslut:brukare_visa",
            nummer=brukare.pk,
        )


@bevaka("foretradare_slutar", "Företrädare vars tid tar slut", PERSON)
def representatives_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Representatives whose right to act ends."""
    rader = Stallforetradare.objects.filter(galler_tom__range=(fraga.idag, fraga.till))
    for rad in _open_to(fraga, rader):
        yield Punkt(
            dag=rad.galler_tom,
            vem=rad.brukare.referens,
            vad=f"{rad.get_roll_display()} är registrerad till och med dagen.",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )


@bevaka("betalning_slutar", "Betalning till annan som tar slut", BESLUT)
def mandates_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Grounds for paying somebody else that end and that no other follows."""
    foljer = Betalningsmottagare.objects.filter(
        brukare=OuterRef("brukare"), anordnare=OuterRef("anordnare"), galler_fran__gt=OuterRef("galler_fran")
    )
    rader = Betalningsmottagare.objects.filter(
        galler_tom__range=(fraga.idag, fraga.till), aterkallad__isnull=True
    ).exclude(Exists(foljer))
    for rad in _open_to(fraga, rader):
        yield Punkt(
            dag=rad.galler_tom,
            vem=rad.brukare.referens,
            vad=f"{rad.get_grund_display()} gäller till och med dagen.",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )


@bevaka("fyller_18", "Fyller 18 år", PERSON)
def coming_of_age(fraga: Fraga) -> Iterator[Punkt]:
    """Persons who come of age, so that others act for them and an own employer notifies IVO anew."""
    fran, till = years_before(fraga.idag), years_before(fraga.till)
    manader = Q(person__personnummer__gte=f"{fran:%Y%m}") & Q(person__personnummer__lte=f"{till:%Y%m}99")
    synliga = Brukare.objects.open_to(fraga.user).filter(manader, avliden__isnull=True).select_related("person")
    for brukare in synliga:
        dag = birthday_18(brukare.person.personnummer)
        if fraga.idag <= dag <= fraga.till:
            yield Punkt(
                dag=dag,
                vem=brukare.referens,
                vad="Personen fyller 18 år. Vårdnadshavaren företräder då inte längre personen.",
                sida="beslut:brukare_visa",
                nummer=brukare.pk,
            )


def years_before(dag: date) -> date:
    """The same day eighteen years before; 29 February becomes the 28th."""
    return dag.replace(year=dag.year - MYNDIG, day=min(dag.day, 28) if dag.month == 2 else dag.day)


@bevaka("vistelse_oppen", "Vistelser utan slut", PERSON)
def open_stays(fraga: Fraga) -> Iterator[Punkt]:
    """Stays that began long ago and have no end in the register."""
    grans = timezone.now() - LANG_VISTELSE
    for rad in _open_to(fraga, Vistelse.objects.filter(slutar__isnull=True, borjar__lt=grans)):
        borjade = datum_text(timezone.localtime(rad.borjar).date())
        yield Punkt(
            vem=rad.brukare.referens,
            vad=f"{rad.get_typ_display()} sedan den {borjade}. När den slutade saknas, om den är slut.",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )


@bevaka("overklagande", "Överklaganden att lämna vidare", BESLUT)
def appeals_to_hand_over(fraga: Fraga) -> Iterator[Punkt]:
    """Appeals that have come in and have neither been handed over to the court nor been settled."""
    vantar = Overklagande.objects.filter(overlamnat__isnull=True, utgang=Overklagande.Utgang.PAGAR)
    vantar = vantar.annotate(brukare_id=F("beslut__brukare_id"), referens=F("beslut__brukare__referens"))
    synliga = Brukare.objects.open_to(fraga.user)
    for rad in vantar.filter(beslut__brukare__in=synliga).select_related("beslut"):
        yield Punkt(
            dag=rad.inkom,
            vem=rad.referens,
            vad=f"Överklagande av beslut {rad.beslut.diarienummer} kom in den dagen.",
            sida="beslut:brukare_visa",
            nummer=rad.brukare_id,
        )
