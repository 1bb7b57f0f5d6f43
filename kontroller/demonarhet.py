"""Det i demokommunen som rör människorna kring personerna: släkt, förordnanden, och egna assistenters arbetstid."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Assistent, Brukare, Relation, Stallforetradare, Uppdrag
from beslut.services.assistants import Anmalan, change_assistant
from beslut.services.contacts import register_functionary
from beslut.services.relations import register_relation
from beslut.services.representatives import change_representative
from demodata import anordnare, narhet


@transaction.atomic
def ensure_relations() -> None:
    """Enter relations and what appointments cover, by the services of the pages, unless they are there."""
    if Relation.objects.exists():
        return
    nu = timezone.now()
    johan, olof = (User.objects.get(anvandarnamn=namn) for namn in ("johan", "olof"))
    set_actor(johan.pk)
    for rad in narhet.RELATIONER:
        uppgifter = rad._asdict()
        brukare = Brukare.objects.get(referens=uppgifter.pop("referens"))
        register_relation(brukare=brukare, **uppgifter, galler_tom=None, by=johan, at=nu)
    for referens, omfattning in narhet.OMFATTNING.items():
        foretradare = Stallforetradare.objects.get(brukare__referens=referens)
        change_representative(
            foretradare=foretradare,
            namn=foretradare.namn,
            omfattning=omfattning,
            galler_tom=foretradare.galler_tom,
            by=johan,
            at=nu,
        )
    _count_working_time(johan, nu)
    set_actor(olof.pk)
    _seat_on_the_board(olof, nu)


def _count_working_time(by: User, at: datetime) -> None:
    """Say over which weeks the working time of the person's own assistants is counted."""
    for assistent in Assistent.objects.filter(anordnare__orgnr=anordnare.EGEN):
        anmalan = {namn: getattr(assistent, namn) for namn in Anmalan.__annotations__}
        change_assistant(assistent=assistent, **anmalan | {"berakning_fran": narhet.HUSLIGT_FRAN}, by=by, at=at)


def _seat_on_the_board(by: User, at: datetime) -> None:
    """Register the ombud of one person as a deputy member of her provider's board."""
    ombudet = Stallforetradare.objects.select_related("person").get(brukare__referens=narhet.OMBUD)
    uppdrag = Uppdrag.objects.select_related("anordnare").get(brukare=ombudet.brukare_id)
    register_functionary(
        anordnare=uppdrag.anordnare,
        personnummer=ombudet.person.personnummer,
        namn=ombudet.namn,
        roll=narhet.OMBUDETS_ROLL,
        i_kommunen="",
        galler_fran=None,
        galler_tom=None,
        by=by,
        at=at,
    )
