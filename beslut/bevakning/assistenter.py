"""Det som ska göras om assistenterna: frågor till arbetsgivaren som väntar på svar."""

from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.models import Anordnare, Assistent, Assistentuppgift, Brukare, Person


@bevaka("obesvarad_fraga", "Frågor till arbetsgivare som väntar på svar", "beslut.andra_person")
def unanswered_questions(fraga: Fraga) -> Iterator[Punkt]:
    """Questions about an assistant's ability that the employer has not answered (11 a § 3 LSS).

    One point for each assistant, at the newest of her registrations that the user may see.
    """
    obesvarade = (
        Assistentuppgift.objects.readable_by(fraga.user)
        .standing()
        .filter(slag=Assistentuppgift.Slag.FORMAGA, besvarad__isnull=True, person=OuterRef("person"))
    )
    synliga = Assistent.objects.filter(
        Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(fraga.user)),
        anordnare__in=Anordnare.objects.open_to(fraga.user),
    ).exclude(person__in=Person.objects.closed_to(fraga.user))
    rader = (
        synliga.annotate(fragad=Subquery(obesvarade.order_by("tid").values("tid")[:1]))
        .filter(fragad__isnull=False)
        .order_by("person", "-galler_fran", "-pk")
        .distinct("person")
        .select_related("anordnare")
    )
    for rad in rader:
        yield Punkt(
            dag=timezone.localtime(rad.fragad).date(),
            vem=provider_label(rad.anordnare),
            vad="Frågan om en assistents förmåga ställdes den dagen och är inte besvarad.",
            sida="beslut:assistent_visa",
            nummer=rad.pk,
        )
