"""Keys for other programs: issued by one person for another, and revoked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assistans.models import ApiNyckel, Handelse, User
from assistans.nycklar import LANGST_TID, beginning, fingerprint, make_secret, scopes_beyond
from assistans.svenska import datum_text, upprakning

RATT = "assistans.hantera_anvandare"


class KeyRefused(Exception):
    """The key cannot be issued or revoked. The message is for the user."""


@transaction.atomic
def issue_key(
    *, namn: str, user: User, omfang: Sequence[str], orgnr: str = "", galler_till: date, by: User, at: datetime
) -> tuple[ApiNyckel, str]:
    """Issue a key that acts as `user` within the scopes. Answers it with its secret, which is never to be had again.

    The one who issues it sees the secret, so nobody who manages users stands behind a key, and no key carries more
    than its user may do, which none of the scopes lets be an attest or an assessment.
    """
    if problem := _problem(user, omfang, orgnr, galler_till, by, timezone.localdate(at)):
        raise KeyRefused(problem)

    hemlighet = make_secret()
    nyckel = ApiNyckel.objects.create(
        namn=namn.strip(),
        user=user,
        omfang=sorted(omfang),
        orgnr=orgnr,
        borjar=beginning(hemlighet),
        sha256=fingerprint(hemlighet),
        galler_till=galler_till,
        utfardad_av=by,
        utfardad=at,
    )
    Handelse.record("nyckel.utfardad", nyckel, by=by, at=at, user=user.pk, omfang=nyckel.omfang, orgnr=orgnr)
    return nyckel, hemlighet


@transaction.atomic
def revoke_key(*, nyckel: ApiNyckel, by: User, at: datetime) -> ApiNyckel:
    """End a key at once. The user behind it may do so too."""
    nyckel = ApiNyckel.objects.select_for_update().get(pk=nyckel.pk)
    if not by.may(RATT) and by.pk != nyckel.user_id:
        raise KeyRefused("Nyckeln återkallas av en systemförvaltare eller av den som står bakom den.")
    if nyckel.aterkallad:
        raise KeyRefused("Nyckeln är redan återkallad.")

    nyckel.aterkallad, nyckel.aterkallad_av = at, by
    nyckel.save(update_fields=["aterkallad", "aterkallad_av"])
    Handelse.record("nyckel.aterkallad", nyckel, by=by, at=at)
    return nyckel


def _problem(user: User, omfang: Sequence[str], orgnr: str, galler_till: date, by: User, idag: date) -> str | None:
    if not by.may(RATT):
        return "Nycklar utfärdas av en systemförvaltare."
    if user.pk == by.pk:
        return "En nyckel utfärdas av en annan person än den som står bakom den."
    if not user.aktiv or user.may(RATT):
        return f"{user.namn} kan inte stå bakom en nyckel."
    if not omfang:
        return "Välj vad nyckeln ska få göra."
    if utanfor := scopes_beyond(user, omfang):
        return f"{user.namn} har inte rätt till det här själv: {upprakning([ett.lower() for ett in utanfor])}."
    if orgnr and list(omfang) != [ApiNyckel.Omfang.FORHANDSPROV]:
        return "En nyckel till en anordnares program får bara förhandspröva filer."
    if not idag <= galler_till <= idag + LANGST_TID:
        return f"En nyckel gäller högst ett år, alltså längst till {datum_text(idag + LANGST_TID)}."
    return None
