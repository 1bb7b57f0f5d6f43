"""Sidan om nycklar: vilka som finns, vad de får, och när de senast användes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery

from assistans.models import ApiNyckel, Handelse
from assistans.nycklar import is_in_force
from assistans.svenska import upprakning


@dataclass(frozen=True, slots=True, kw_only=True)
class Nyckelrad:
    """En nyckel så som listan visar den."""

    id: int
    namn: str
    borjar: str
    user: str
    omfang: str
    orgnr: str
    galler_till: date
    utfardad: datetime
    utfardad_av: str
    anvand: datetime | None
    galler: bool
    laget: str


def list_keys(nycklar: QuerySet[ApiNyckel], *, idag: date) -> list[Nyckelrad]:
    """The keys, those in force first. One query however many they are."""
    anrop = Handelse.objects.filter(
        objekt=ApiNyckel._meta.label_lower, objekt_id=OuterRef("pk"), typ="api.anropat"
    ).values("objekt_id")
    med_anrop = nycklar.select_related("user", "utfardad_av").annotate(
        anvand=Subquery(anrop.annotate(senast=Max("tid")).values("senast"))
    )
    rader = [_row(nyckel, idag) for nyckel in med_anrop.order_by("namn", "pk")]
    return sorted(rader, key=lambda rad: not rad.galler)


def _row(nyckel: ApiNyckel, idag: date) -> Nyckelrad:
    galler = is_in_force(nyckel, idag)
    return Nyckelrad(
        id=nyckel.pk,
        namn=nyckel.namn,
        borjar=nyckel.borjar,
        user=nyckel.user.namn,
        omfang=upprakning([ApiNyckel.Omfang(ett).label.lower() for ett in nyckel.omfang]),
        orgnr=nyckel.orgnr,
        galler_till=nyckel.galler_till,
        utfardad=nyckel.utfardad,
        utfardad_av=nyckel.utfardad_av.namn,
        anvand=nyckel.anvand,
        galler=galler,
        laget="Gäller" if galler else "Återkallad" if nyckel.aterkallad else "Gäller inte längre",
    )
