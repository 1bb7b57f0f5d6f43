"""Träffar i registren: personer, företrädare, anordnare, assistenter, beslut, avtal, tillstånd och handlingar."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from assistans.svenska import datum_text
from assistans.svenska import orgnr as orgnr_text
from beslut.beteckning import provider_label
from beslut.handlingsplatser import PLATSER
from beslut.historik.slag import kinds
from beslut.models import (
    Anordnare,
    Assistent,
    Beslut,
    Brukare,
    Handling,
    Stallforetradare,
    Tillstand,
)
from beslut.sidor.avtal import contracts_open_to
from beslut.sortering import swedish
from fakturor.models import Faktura, Fakturarad
from kontroller.sok.fraga import Fraga
from kontroller.sok.lasare import Lasare
from kontroller.sok.traff import Traff, every_word, what_matched, whole_text, with_forms


def persons(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Persons by number, referens or name."""
    rader = with_forms(Brukare.objects.exclude(pk__in=lasare.stangda_brukare), r="referens", f="fornamn", e="efternamn")
    villkor = every_word(fraga, "r", "f", "e")
    if fraga.personnummer:
        villkor = Q(person__personnummer=fraga.personnummer)
    traffar = rader.filter(villkor).order_by(swedish("efternamn"), swedish("fornamn"), "referens")
    return [
        Traff(
            rubrik=f"{b.fornamn} {b.efternamn}",
            adress=reverse("beslut:brukare_visa", args=[b.pk]),
            vad="Personnummer"
            if fraga.personnummer
            else what_matched(fraga, namn=f"{b.fornamn} {b.efternamn}", referens=b.referens),
            detaljer=(b.referens,),
            om=b,
        )
        for b in traffar[:antal]
    ]


def representatives(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Those who act for a person, by number or name."""
    rader = Stallforetradare.objects.exclude(brukare__in=lasare.stangda_brukare)
    rader = with_forms(rader.exclude(person__in=lasare.stangda_personer), n="namn").select_related("brukare")
    villkor = Q(person__personnummer=fraga.personnummer) if fraga.personnummer else every_word(fraga, "n")
    return [
        Traff(
            rubrik=s.namn,
            adress=reverse("beslut:brukare_visa", args=[s.brukare_id]),
            vad="Personnummer" if fraga.personnummer else "Namn",
            detaljer=(f"{s.get_roll_display()} för {s.brukare.referens}",),
            om=s.brukare,
        )
        for s in rader.filter(villkor).order_by(swedish("namn"), "-galler_fran")[:antal]
    ]


def providers(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Providers by name or number; a private person by number alone."""
    rader = with_forms(Anordnare.objects.exclude(pk__in=lasare.stangda_anordnare), n="namn")
    villkor = every_word(fraga, "n") & ~Q(form=Anordnare.Form.EGEN_ARBETSGIVARE)
    villkor |= Q(orgnr=fraga.orgnr or fraga.text.upper())
    if fraga.personnummer:
        villkor = Q(person__personnummer=fraga.personnummer)
    return [
        Traff(
            rubrik=provider_label(a),
            adress=reverse("beslut:anordnare_visa", args=[a.pk]),
            vad="Personnummer"
            if fraga.personnummer
            else "Nummer"
            if a.orgnr in (fraga.orgnr, fraga.text.upper())
            else "Namn",
            detaljer=(a.orgnr if a.is_person else orgnr_text(a.orgnr), a.get_form_display()),
        )
        for a in rader.filter(villkor).order_by(swedish("namn"), "pk")[:antal]
    ]


def assistants(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Registrations of assistants by number or name."""
    rader = Assistent.objects.exclude(brukare__in=lasare.stangda_brukare)
    rader = rader.exclude(anordnare__in=lasare.stangda_anordnare)
    rader = with_forms(rader.exclude(person__in=lasare.stangda_personer), n="namn").select_related("anordnare")
    villkor = Q(person__personnummer=fraga.personnummer) if fraga.personnummer else every_word(fraga, "n")
    return [
        Traff(
            rubrik=a.namn,
            adress=reverse("beslut:assistent_visa", args=[a.pk]),
            vad="Personnummer" if fraga.personnummer else "Namn",
            detaljer=(f"Anmäld hos {provider_label(a.anordnare)} från {datum_text(a.galler_fran)}",),
            om=a,
        )
        for a in rader.filter(villkor).order_by(swedish("namn"), "-galler_fran", "pk")[:antal]
    ]


def decisions(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Decisions by diarienummer."""
    rader = with_forms(Beslut.objects.exclude(brukare__in=lasare.stangda_brukare), d="diarienummer")
    rader = rader.select_related("brukare")
    return [
        Traff(
            rubrik=f"Beslut {b.diarienummer}",
            adress=reverse("beslut:beslut_visa", args=[b.pk]),
            vad="Diarienummer",
            detaljer=(b.brukare.referens, f"beslutat {datum_text(b.beslutsdatum)}"),
        )
        for b in rader.filter(whole_text(fraga, "d")).order_by("-beslutsdatum", "pk")[:antal]
    ]


def contracts(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Contracts by diarienummer or provider."""
    rader = with_forms(contracts_open_to(lasare.user), d="diarienummer", n="anordnare__namn")
    hos = every_word(fraga, "n") & ~Q(anordnare__form=Anordnare.Form.EGEN_ARBETSGIVARE)
    return [
        Traff(
            rubrik=f"Avtal {a.diarienummer}",
            adress=reverse("beslut:avtal_visa", args=[a.pk]),
            vad=what_matched(fraga, diarienummer=a.diarienummer, anordnare=provider_label(a.anordnare)),
            detaljer=(provider_label(a.anordnare), a.get_slag_display()),
        )
        for a in rader.filter(whole_text(fraga, "d") | hos).order_by("-galler_fran", "pk")[:antal]
    ]


def permits(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Permits by diarienummer."""
    rader = Tillstand.objects.exclude(anordnare__in=lasare.stangda_anordnare).select_related("anordnare")
    rader = with_forms(rader.exclude(diarienummer=""), d="diarienummer")
    return [
        Traff(
            rubrik=f"{t.get_typ_display()} {t.diarienummer}",
            adress=reverse("beslut:tillstand_visa", args=[t.pk]),
            vad="Diarienummer",
            detaljer=(provider_label(t.anordnare), t.get_status_display()),
        )
        for t in rader.filter(whole_text(fraga, "d")).order_by("-galler_fran", "pk")[:antal]
    ]


def documents(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Documents by title, of what the user may read."""
    rader = with_forms(Handling.objects.filter(_open_places(lasare), dold__isnull=True).defer("innehall"), r="rubrik")
    if not lasare.may("fakturor.se_sjukdagar"):
        rader = rader.exclude(slag__in=Handling.OM_SJUKDOM)
    return [
        Traff(
            rubrik=h.rubrik,
            adress=_place_of(h),
            vad="Rubrik",
            detaljer=(h.get_slag_display(), f"inlagd {datum_text(h.inlagd.date())}"),
        )
        for h in rader.filter(every_word(fraga, "r")).order_by("-inlagd", "-pk")[:antal]
    ]


def _open_places(lasare: Lasare) -> Q:
    """What a document may belong to for the user to read it."""
    samlat = lasare.open_objects(kinds()[slug] for slug in PLATSER)
    if lasare.may("fakturor.se_faktura"):
        dolda = Fakturarad.objects.order_by().filter(brukare__in=lasare.stangda_brukare).values("faktura")
        om_faktura = Q(objekt=Faktura._meta.label_lower)
        samlat |= om_faktura & ~Q(objekt_id__in=dolda) if lasare.stangda_brukare else om_faktura
    return samlat


def _place_of(handling: Handling) -> str:
    app, modell = handling.objekt.split(".")
    if app == "beslut":
        return reverse("beslut:handlingar", args=[modell, handling.objekt_id])
    return reverse("kontroller:faktura", args=[handling.objekt_id])
