"""Sjuklöneansökans underlag på dess sida: passen bredvid vikariernas tid, posterna, och det som styrker frånvaron."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from assistans.models import User
from assistans.svenska import datum_text, datumspann, decimal, kronor, manad_namn, tidsspann
from beslut.insyn import Insyn
from beslut.models import Assistent
from beslut.sidor.handlingar import Handlingsrad, list_documents
from fakturor.models import Faktura, Sjuklon, Sjuklonepost
from kontroller.fakta import Sjukloneansokan, Sjukpass, Sjukrad
from kontroller.loading.sjuklon import Sjukloneblock
from kontroller.sjukpass import shared

SAKNAS = "inte angivet"
SER_DAGAR = "fakturor.se_sjukdagar"
"""The permission to know which days somebody was ill, and to open what proves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passrad:
    """Ett pass, den tid som vikarier har arbetat i det, och den sjukas egen tid under det, i minuter.

    `nar` är dagen och `spann` klockslagen. För den som inte ser sjukdagarna är `nar` passets nummer.
    """

    nar: str
    spann: str
    minuter: int
    vikarier: list[tuple[str, str]]
    tackt: int
    den_sjukas: int

    @property
    def saknas(self) -> int:
        """Minutes of the shift that nobody has worked."""
        return self.minuter - self.tackt


@dataclass(frozen=True, slots=True, kw_only=True)
class Postrad:
    """En post, och om den är av ett slag som ersätts."""

    namn: str
    belopp: Decimal
    procent: str
    ersatts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sjukloneunderlag:
    """Allt det. `fakta`, `passen` och `handlingar` är tomma för den som inte får läsa om personer.

    `dagar` säger om läsaren ser vilka dagar det gäller: för andra står månaden. `oppnas` säger om hen öppnar
    handlingarna: inte heller den som ser dagarna gör det, när den sjuka har skyddade uppgifter som hen inte får se.
    """

    fakta: list[tuple[str, str]]
    passen: list[Passrad]
    poster: list[Postrad]
    minuter: int
    tackt: int
    dagar: bool = False
    oppnas: bool = False
    handlingar: list[Handlingsrad] = field(default_factory=list)

    @property
    def summa(self) -> Decimal:
        """Kronor of all the parts."""
        return sum((post.belopp for post in self.poster), Decimal(0))


def build_claim(faktura: Faktura, ansokan: Sjukloneansokan | None, *, reader: User) -> Sjukloneunderlag | None:
    """What a claim rests on, for a reader: as it was when it was controlled, or as it is before; None for others."""
    if faktura.typ != Faktura.Typ.SJUKLON:
        return None
    ansokan = ansokan or Sjukloneblock([faktura]).claim_of(faktura)
    if ansokan is None:
        return None
    far_lasa, dagar = reader.may("beslut.se_person"), reader.may(SER_DAGAR)
    insyn = Insyn.of(reader)
    namn = _names(faktura, ansokan, insyn) if dagar else {}
    oppnas = dagar and ansokan.assistent not in insyn.stangda
    passen = [_row(pass_, ansokan, namn, nummer, dagar=dagar) for nummer, pass_ in enumerate(ansokan.sjukpass, 1)]
    fakta = _stated(ansokan, namn) if dagar else _stated_briefly(ansokan)
    return Sjukloneunderlag(
        fakta=fakta if far_lasa else [],
        passen=passen if far_lasa else [],
        poster=[
            Postrad(
                namn=Sjuklonepost.Slag(post.slag).label,
                belopp=post.belopp,
                procent="" if post.procent is None else decimal(post.procent.normalize()),
                ersatts=post.slag in Sjuklonepost.ERSATTS,
            )
            for post in ansokan.poster
        ],
        minuter=ansokan.minuter,
        tackt=sum(rad.tackt for rad in passen),
        dagar=dagar,
        oppnas=oppnas,
        handlingar=_documents(faktura, oppnas=oppnas) if far_lasa else [],
    )


def _row(pass_: Sjukpass, ansokan: Sjukloneansokan, namn: Mapping[int, str], nummer: int, *, dagar: bool) -> Passrad:
    vikarier = [(tidsspann(rad.start, rad.slut), _called(rad, pass_, namn)) for rad in pass_.vikarier]
    return Passrad(
        nar=datum_text(pass_.datum) if dagar else f"Pass {nummer}",
        spann=tidsspann(pass_.start, pass_.slut) if dagar else "",
        minuter=pass_.minuter,
        vikarier=vikarier if dagar else [],
        tackt=shared(pass_, pass_.vikarier),
        den_sjukas=shared(pass_, ansokan.den_sjukas_tid),
    )


def _called(rad: Sjukrad, pass_: Sjukpass, namn: Mapping[int, str]) -> str:
    vem = namn.get(rad.assistent, "Assistent hos en annan anordnare")
    markt = rad.ersatter_sjuk or rad.id == pass_.utpekad
    return vem if markt else f"{vem}, inte märkt att ersätta sjuk"


def _stated(ansokan: Sjukloneansokan, namn: Mapping[int, str]) -> list[tuple[str, str]]:
    intyg = datumspann(ansokan.intyg_fran, ansokan.intyg_tom) if ansokan.intyg_fran and ansokan.intyg_tom else SAKNAS
    return [
        ("Den sjuka assistenten", namn.get(ansokan.assistent, "Assistent")),
        ("Ansökan gäller", datumspann(ansokan.fran, ansokan.tom)),
        ("Sjukperioden började", datum_text(ansokan.periodens_borjan)),
        ("Sjukanmälan undertecknad", datum_text(ansokan.anmald) if ansokan.anmald else SAKNAS),
        ("Läkarintyg täcker", intyg),
        ("Lön per timme", kronor(ansokan.timlon) if ansokan.timlon is not None else SAKNAS),
        ("Karensavdrag", kronor(ansokan.karensavdrag) if ansokan.karensavdrag is not None else SAKNAS),
    ]


def _stated_briefly(ansokan: Sjukloneansokan) -> list[tuple[str, str]]:
    """What the amount rests on, without who was ill and when."""
    return [
        ("Ansökan gäller", manad_namn(ansokan.fran)),
        ("Lön per timme", kronor(ansokan.timlon) if ansokan.timlon is not None else SAKNAS),
        ("Karensavdrag", kronor(ansokan.karensavdrag) if ansokan.karensavdrag is not None else SAKNAS),
    ]


def _documents(faktura: Faktura, *, oppnas: bool) -> list[Handlingsrad]:
    """The documents that are not hidden. Two queries."""
    sjuklon = Sjuklon.objects.only("pk").get(faktura=faktura)
    hamta = (lambda pk: reverse("kontroller:sjuklonehandling", args=[faktura.pk, pk])) if oppnas else None
    return [rad for rad in list_documents(Sjuklon, sjuklon.pk, hamta=hamta) if not rad.handling.dold]


def _names(faktura: Faktura, ansokan: Sjukloneansokan, insyn: Insyn) -> Mapping[int, str]:
    """The assistants' names, as the provider has registered them and the reader may know them. One query."""
    personer = {ansokan.assistent, *(rad.assistent for pass_ in ansokan.sjukpass for rad in pass_.vikarier)}
    anmalda = Assistent.objects.filter(anordnare=faktura.anordnare_id, person__in=personer)
    rader = anmalda.order_by("galler_fran").values_list("person", "namn")
    return {person: insyn.name(namn, person, "assistent") for person, namn in rader}
