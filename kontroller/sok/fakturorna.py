"""Träffar bland det som har kommit in och betalats: fakturor, tidrapporter, utbetalningar och händelser."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from assistans.models import Handelse, User
from assistans.svenska import kronor, manad_namn, tidpunkt
from beslut.beteckning import provider_label
from beslut.historik.ord import event_in_words
from beslut.historik.slag import kinds
from beslut.models import Anordnare, Brukare
from fakturor.flode import Status
from fakturor.models import Betalning, Faktura, Fakturarad, Tidrapport, Utbetalningsomgang
from fakturor.sidor.skydd import waiting_that_name_closed
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sok.fraga import Fraga
from kontroller.sok.lasare import Lasare
from kontroller.sok.traff import Traff, every_word, what_matched, whole_text, with_forms

KORTAST_NUMMER = 3
FLEST_LIKA = 1000
"""So many of the newest that match are looked at."""
UTAN_PERSON = ("kontroller.korning", "kontroller.kontrollrapport", "kontroller.regelverk", "kontroller.bevispaket")
VERB = {
    "anropat": "anropad",
    "attest_aterkallad": "fick sin attest återkallad",
    "avvisad": "avvisad",
    "bedomd": "bedömd",
    "bedomning_bekraftad": "fick en bedömning bekräftad",
    "bekraftad": "bekräftad",
    "fil_hamtad": "fick en fil hämtad",
    "frislappt": "frisläppt",
    "gjort": "gjort",
    "godkand": "godkänd",
    "hamtat": "hämtat",
    "bestallt": "beställt",
    "kreditering_kopplad": "fick en kreditering kopplad",
    "manuell_kontroll": "fick en manuell kontroll",
}
"""What is done to what has come in, in words; the registers have their own."""
SIDAN = {
    "fakturor.faktura": "kontroller:faktura",
    "fakturor.utbetalningsomgang": "fakturor:utbetalning",
    "kontroller.regelverk": "kontroller:regelverk",
}


def invoices(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Invoices by number, supplier, referens or amount. Those about somebody closed are not there."""
    rader = invoices_open_to(lasare).select_related("anordnare").defer("texter", "bilagor")
    # The matching ones first, each by its index, and then who may see them: the other way round reads every invoice.
    lika = [rad["pk"] for rad in _of_invoice(fraga).order_by("-pk")[:FLEST_LIKA]]
    funna = rader.filter(pk__in=lika).order_by("-mottagen", "-pk")
    valda = list(funna[: antal + 1])
    oparade = [f.pk for f in valda if f.status == Status.OMATCHAD]
    nara = _waiting_about_closed(lasare, Faktura.objects.filter(pk__in=oparade)) if oparade else set()
    return [
        Traff(
            rubrik=document_name(f),
            adress=reverse("kontroller:faktura", args=[f.pk]),
            vad=_what_of(fraga, f),
            detaljer=(provider_name(f), kronor(f.att_betala), f.get_status_display()),
        )
        for f in valda
        if f.pk not in nara
    ][:antal]


def invoices_open_to(lasare: Lasare) -> QuerySet[Faktura]:
    """The invoices without a line about somebody whom the user may not see, or who asks for the money herself."""
    fakturor = Faktura.objects.all()
    if lasare.stangda_brukare:
        fakturor = fakturor.exclude(rader__brukare__in=lasare.stangda_brukare)
    if lasare.stangda_anordnare:
        fakturor = fakturor.exclude(anordnare__in=lasare.stangda_anordnare)
    return fakturor


def reports(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Time reports by their code."""
    rader = Tidrapport.objects.exclude(redovisning__brukare__in=lasare.stangda_brukare)
    rader = with_forms(rader, k="kod").select_related("redovisning__brukare", "redovisning__anordnare")
    return [
        Traff(
            rubrik=f"Tidrapport {r.kod}",
            adress=reverse("fakturor:tidrapport", args=[r.pk]),
            vad="Tidrapportens nummer",
            detaljer=(
                r.redovisning.brukare.referens,
                provider_label(r.redovisning.anordnare),
                manad_namn(r.redovisning.manad),
            ),
        )
        for r in rader.filter(whole_text(fraga, "k")).order_by("-redovisning__manad", "pk")[:antal]
    ]


def payments(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """Payments by the id that the bank answers with, and rounds by number."""
    rader = Betalning.objects.exclude(anordnare__in=lasare.stangda_anordnare).select_related("omgang", "anordnare")
    if lasare.stangda_brukare:
        rader = rader.exclude(poster__faktura__rader__brukare__in=lasare.stangda_brukare)
    lika = Q(kod__iexact=fraga.text) | Q(omgang__nummer__iexact=fraga.text)
    return [
        Traff(
            rubrik=f"Betalning {b.kod}",
            adress=reverse("fakturor:utbetalning", args=[b.omgang_id]),
            vad="Betalningens id" if b.kod.casefold() == fraga.text.casefold() else "Utbetalningens nummer",
            detaljer=(provider_label(b.anordnare), kronor(b.belopp), f"utbetalning {b.omgang.nummer}"),
        )
        for b in rader.filter(lika).order_by("-pk")[:antal]
    ]


def events(fraga: Fraga, lasare: Lasare, antal: int) -> list[Traff]:
    """What has been done, by what it is called or who did it, the newest first."""
    rader = with_forms(Handelse.objects.filter(_open_objects(lasare)), t="typ").select_related("av")
    gjort_av = with_forms(User.objects.order_by(), n="namn").filter(every_word(fraga, "n"))
    villkor = Q(av__in=gjort_av.values("pk")) | every_word(fraga, "t")
    return [
        Traff(
            rubrik=_event(h),
            adress=_page_of(h),
            vad=what_matched(fraga, händelse=h.typ, vem=h.av.namn),
            detaljer=(h.av.namn, tidpunkt(h.tid, ar=True)),
        )
        for h in rader.filter(villkor).order_by("-pk")[:antal]
    ]


def _of_invoice(fraga: Fraga) -> QuerySet:
    """Ids of the invoices that match, each way by an index of its own. A private person is found by number alone."""
    alla = Faktura.objects.order_by()
    if fraga.personnummer:
        # Some write their own number on the invoice; it is found by whoever has it.
        egna = Q(nummer=fraga.text) | Q(anordnare__person__personnummer=fraga.personnummer)
        return alla.filter(egna).values("pk").distinct()
    nummer = Q(nummer=fraga.text) | Q(ocr=fraga.text) | Q(leverantor=fraga.orgnr or fraga.text.upper())
    brukare = Brukare.objects.filter(referens__iexact=fraga.text)
    rader = Fakturarad.objects.order_by().filter(Q(brukare__in=brukare) | Q(referens__iexact=fraga.text))
    satt = [alla.filter(nummer).values("pk"), rader.values("faktura")]
    if fraga.belopp:
        fran, till = fraga.belopp
        inom = {"att_betala__gte": fran, "att_betala__lt": till}
        satt.append(
            alla.filter(**(inom if fran >= 0 else {"att_betala__gt": fran, "att_betala__lte": till})).values("pk")
        )
    if len(fraga.hel) >= KORTAST_NUMMER:
        satt.append(with_forms(alla, n="nummer").filter(whole_text(fraga, "n")).values("pk"))
        bolag = alla.exclude(leverantor__startswith="EA").exclude(anordnare__form=Anordnare.Form.EGEN_ARBETSGIVARE)
        satt.append(with_forms(bolag, l="leverantor_namn").filter(every_word(fraga, "l")).values("pk"))
    forsta, *andra = satt
    return forsta.union(*andra)


def _what_of(fraga: Fraga, faktura: Faktura) -> str:
    if fraga.personnummer:
        return "Personnummer"
    lika = []
    if fraga.belopp and fraga.belopp[0] <= faktura.att_betala <= fraga.belopp[1]:
        lika.append("belopp")
    if ord_ := what_matched(fraga, nummer=faktura.nummer, leverantör=provider_name(faktura)):
        lika.append(ord_.lower())
    if faktura.leverantor in (fraga.orgnr, fraga.text.upper()):
        lika.append("leverantörens nummer")
    if faktura.ocr and faktura.ocr == fraga.text:
        lika.append("betalningsreferens")
    return ", ".join(dict.fromkeys(lika)).capitalize() or "Referens"


def _open_objects(lasare: Lasare) -> Q:
    """What an event may be about for the user to find it: nobody, or somebody whom the user may read."""
    samlat = Q(objekt__in=UTAN_PERSON) | lasare.open_objects(kinds().values())
    if lasare.may("fakturor.se_faktura"):
        om_faktura = Q(objekt=Faktura._meta.label_lower)
        samlat |= om_faktura & Q(objekt_id__in=_told_of(lasare).values("pk")) if lasare.any_closed else om_faktura
    if lasare.may("fakturor.se_utbetalning"):
        samlat |= Q(objekt=Utbetalningsomgang._meta.label_lower)
    return samlat


def _told_of(lasare: Lasare) -> QuerySet[Faktura]:
    """Invoices that are about nobody closed. One that nobody has paired yet may be, so none of those is told of."""
    return invoices_open_to(lasare).exclude(status=Status.OMATCHAD)


def _waiting_about_closed(lasare: Lasare, among: QuerySet[Faktura]) -> set[int]:
    return waiting_that_name_closed(lasare.user, among=among) if lasare.any_closed else set()


def _event(handelse: Handelse) -> str:
    modell = apps.get_model(handelse.objekt)
    namn = str(modell._meta.verbose_name)
    gjort = VERB.get(handelse.typ.rpartition(".")[2]) or event_in_words(handelse.typ)
    return f"{namn[:1].upper()}{namn[1:]} {gjort}"


def _page_of(handelse: Handelse) -> str:
    """Where what happened is shown: the page of what it is about, or the history of the record."""
    app, modell = handelse.objekt.split(".")
    if app == "beslut":
        return reverse("beslut:historik", args=[modell, handelse.objekt_id])
    try:
        return reverse(SIDAN[handelse.objekt], args=[handelse.objekt_id])
    except (KeyError, NoReverseMatch):
        return reverse("kontroller:bevispaket" if modell == "bevispaket" else "kontroller:rapporter")
