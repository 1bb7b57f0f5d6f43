"""Letters as drafts: a person reads them, changes them, hands them over and notes the day."""

from datetime import datetime

from assistans.models import User
from beslut.models import Anordnare, Brev, Brukare
from beslut.services.foljder import record_change
from beslut.services.refusal import told_in_words


@told_in_words()
def draft_reminder(
    *, galler: str, amne: str, text: str, anordnare: Anordnare | None, brukare: Brukare | None, by: User, at: datetime
) -> Brev:
    """Make a draft to a provider or a person. `galler` is what it is about: of the same thing nobody is reminded twice.

    A letter that is put aside leaves room for another. RegistrationRefused when one stands.
    """
    return draft_letter(
        slag=Brev.Slag.PAMINNELSE,
        galler=galler,
        amne=amne,
        text=text,
        anordnare=anordnare,
        brukare=brukare,
        by=by,
        at=at,
    )


@told_in_words()
def draft_letter(
    *,
    slag: str,
    galler: str,
    amne: str,
    text: str,
    anordnare: Anordnare | None,
    brukare: Brukare | None,
    by: User,
    at: datetime,
) -> Brev:
    """Make a draft of any kind of letter. Of the same thing (`galler`) one stands at a time."""
    brev = Brev.objects.create(
        slag=slag,
        galler=galler,
        anordnare=anordnare,
        brukare=brukare,
        amne=amne,
        text=text,
        skapat_av=by,
        skapat=at,
    )
    record_change("brev.skapat", brev, omfang=None, by=by, at=at)
    return brev
