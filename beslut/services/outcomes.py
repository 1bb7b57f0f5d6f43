"""The year's outcome and forecast as they are adopted: written once, and followed by a newer one."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from assistans.models import User
from assistans.personnummer import find_personnummer
from beslut.models import Utfallspost
from beslut.services.foljder import record_change
from beslut.services.refusal import RegistrationRefused, told_in_words


@told_in_words()
def adopt_outcome(
    *, ar: int, slag: str, art: str, dag: date, belopp: Decimal, grund: str, by: User, at: datetime
) -> Utfallspost:
    """Adopt what a kind of cost came to, or is expected to come to, with its ground. An earlier one stays."""
    if dag > timezone.localdate(at):
        raise RegistrationRefused("Dagen har inte varit än.", "dag")
    if art == Utfallspost.Art.PROGNOS and dag.year != ar:
        raise RegistrationRefused(f"En prognos för {ar} är gjord under {ar}.", "dag")
    if art == Utfallspost.Art.BOKSLUT and dag < date(ar, 12, 31):
        raise RegistrationRefused("Ett bokslut är gjort när året är slut.", "dag")
    if find_personnummer(grund, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", "grund")
    post = Utfallspost.objects.create(
        ar=ar, slag=slag, art=art, dag=dag, belopp=belopp, grund=grund, upprattad_av=by, upprattad=at
    )
    record_change("utfallspost.faststalld", post, omfang=None, by=by, at=at, ar=ar, art=art, belopp=str(belopp))
    return post


def adopted(ar: set[int]) -> dict[tuple[int, str, str], Utfallspost]:
    """The one that holds for each year, kind and sort: the newest by day, and of those the one adopted last."""
    poster = Utfallspost.objects.filter(ar__in=ar).select_related("upprattad_av").order_by("dag", "pk")
    return {(post.ar, post.slag, post.art): post for post in poster}
