"""Månadens fullständighet som sida: urvalet, raderna i ord, och var det som saknas registreras."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import TextChoices
from django.urls import reverse

from assistans.models import User
from assistans.svenska import antal, antal_i_ord, datum_text, sortnyckel
from beslut.beteckning import provider_label
from beslut.models import Anordnare, Brukare
from fakturor.models import Redovisning
from kontroller.fullstandighet.oversikt import FLEST_MANADER, Ofullstandig, Oversikt
from kontroller.fullstandighet.saknas import Part, Saknad, Slag


class Visa(TextChoices):
    """Vilka rader som visas."""

    ALLA = "", "Allt som saknas"
    SENA = "sena", "Det som är sent"
    SENA_30 = "30", "Minst 30 dagar sent"
    SENA_90 = "90", "Minst 90 dagar sent"
    TYSTA = "tysta", "Ingenting alls har kommit"


MINST_DAGAR = {Visa.SENA: 1, Visa.SENA_30: 30, Visa.SENA_90: 90}

VEMS = {Part.ANORDNARE: "Från anordnaren.", Part.PERSON: "Från personen.", Part.KOMMUNEN: "Kommunen ser till det."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Urval:
    """Vad som visas. Tomma värden väljer allt."""

    slag: str = ""
    anordnare: str = ""
    visa: str = Visa.ALLA

    @property
    def some(self) -> bool:
        """Whether anything is left out."""
        return bool(self.slag or self.anordnare or self.visa)

    def takes(self, rad: Ofullstandig) -> bool:
        """Whether the row is chosen."""
        if self.anordnare and str(rad.vantat.anordnare) != self.anordnare:
            return False
        if self.slag and all(brist.slag != self.slag for brist in rad.saknade):
            return False
        if self.visa == Visa.TYSTA:
            return rad.tysta_manader > 0
        return rad.dagar_sen >= MINST_DAGAR.get(Visa(self.visa), 0)


class Punkt(NamedTuple):
    """En sak som saknas: meningen, dagen då den skulle ha funnits och hur länge sedan, och var den läggs in."""

    text: str
    nar: str
    ar_sen: bool
    adress: str
    lanktext: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidrad:
    """En person hos en anordnare, och det som saknas."""

    referens: str
    brukare_id: int
    anordnare: str
    form: str
    punkter: list[Punkt]
    dagar_sen: int
    obetalt: Decimal
    tyst: str
    tyst_lange: bool
    mottagare: list[tuple[str, str]]
    """Key and words of those who can be reminded with one press."""


def providers_among(oversikt: Oversikt) -> dict[int, Anordnare]:
    """The providers of the rows, by id. One query."""
    return Anordnare.objects.in_bulk({rad.vantat.anordnare for rad in oversikt.ofullstandiga})


def provider_choices(anordnare: Mapping[int, Anordnare]) -> list[tuple[str, str]]:
    """The providers to choose among, in Swedish alphabetical order."""
    val = [(str(pk), provider_label(en)) for pk, en in anordnare.items()]
    return sorted(val, key=lambda par: sortnyckel(par[1]))


def describe(
    rader: Iterable[Ofullstandig], anordnare: Mapping[int, Anordnare], manad: date, user: User
) -> list[Sidrad]:
    """The rows of one page in words, with links to what the user may open. Two queries."""
    rader = list(rader)
    ids = {rad.vantat.brukare for rad in rader}
    referenser = dict(Brukare.objects.filter(pk__in=ids).values_list("pk", "referens"))
    akter = Redovisning.objects.filter(manad=manad, brukare__in=ids).values_list("brukare", "anordnare", "pk")
    redovisningar = {(brukare, en): pk for brukare, en, pk in akter}
    far_paminna = user.may("beslut.andra_anordnare") or user.may("beslut.andra_person")
    return [
        Sidrad(
            referens=referenser[rad.vantat.brukare],
            brukare_id=rad.vantat.brukare,
            anordnare=provider_label(anordnare[rad.vantat.anordnare]),
            form=rad.vantat.form,
            punkter=[
                _point(brist, rad, redovisningar.get((rad.vantat.brukare, rad.vantat.anordnare)), user)
                for brist in rad.saknade
            ],
            dagar_sen=rad.dagar_sen,
            obetalt=rad.obetalt,
            tyst=_silence(rad),
            tyst_lange=rad.tysta_manader >= FLEST_MANADER,
            mottagare=_receivers(rad) if far_paminna else [],
        )
        for rad in rader
    ]


def _point(brist: Saknad, rad: Ofullstandig, redovisning: int | None, user: User) -> Punkt:
    dagar = brist.days_late(rad.dag)
    if dagar:
        nar = f"Skulle ha funnits den {datum_text(brist.senast)}, {antal(dagar, 'dag', 'dagar')} sedan."
    else:
        nar = f"Ska finnas senast den {datum_text(brist.senast)}."
    adress, lanktext = _where(brist, rad, redovisning, user)
    text = f"{brist.text} {brist.tillagg}".rstrip()
    return Punkt(text=text, nar=f"{VEMS[brist.part]} {nar}", ar_sen=dagar > 0, adress=adress, lanktext=lanktext)


def _where(brist: Saknad, rad: Ofullstandig, redovisning: int | None, user: User) -> tuple[str, str]:
    """The address where it is entered, of those that the user may open, and what to call it; empty without any."""
    vantat = rad.vantat
    uppdrag = brist.uppdrag or vantat.uppdrag[-1].id
    anordnarsida = ("beslut.se_anordnare", "beslut:anordnare_visa", [vantat.anordnare], "Till anordnaren")
    uppdragssida = ("beslut.se_person", "beslut:uppdrag_visa", [uppdrag], "Till uppdraget")
    vagar = {
        Slag.RAPPORT: [("fakturor.registrera", "fakturor:tidrapport_ny", [], "Registrera tidrapport")],
        Slag.INTYG: [("beslut.se_person", "fakturor:redovisning", [redovisning], "Till redovisningen")],
        Slag.FAKTURA: [
            *([("fakturor.matcha", "fakturor:omatchade", [], "Till omatchade")] if vantat.omatchade else []),
            *(
                [("fakturor.registrera", "fakturor:rakning_ny", [], "Registrera räkning")]
                if rad.vantat.form == "C"
                else []
            ),
            ("fakturor.las_in", "fakturor:las_in", [], "Läs in filer"),
        ],
        Slag.TILLSTAND: [anordnarsida],
        Slag.AVTAL: [uppdragssida],
        Slag.GRUND: [
            ("beslut.andra_beslut", "beslut:betalningsmottagare_ny", [vantat.brukare], "Registrera grund"),
            uppdragssida,
        ],
        Slag.ANMALAN: [
            ("beslut.andra_anordnare", "beslut:tillstand_nytt", [vantat.anordnare], "Registrera anmälan"),
            anordnarsida,
        ],
        Slag.KOSTNADER: [
            ("fakturor.registrera", "fakturor:kostnadsredovisning_ny", [uppdrag], "Registrera kostnader"),
            uppdragssida,
        ],
        Slag.KONTO: [anordnarsida],
    }
    for rattighet, namn, argument, lanktext in vagar[brist.slag]:
        if user.may(rattighet):
            return reverse(namn, args=argument), lanktext
    return "", ""


def _silence(rad: Ofullstandig) -> str:
    if not rad.tysta_manader:
        return ""
    if rad.tysta_manader == 1:
        return "Ingenting alls har kommit för månaden."
    return f"Ingenting alls har kommit på {antal_i_ord(rad.tysta_manader, 'månad', 'månader', utrum=True)}."


def _receivers(rad: Ofullstandig) -> list[tuple[str, str]]:
    parter = {brist.part for brist in rad.sena}
    val = (
        (Part.ANORDNARE, f"a{rad.vantat.anordnare}", "anordnaren"),
        (Part.PERSON, f"p{rad.vantat.brukare}", "personen"),
    )
    return [(nyckel, ord_) for part, nyckel, ord_ in val if part in parter]
