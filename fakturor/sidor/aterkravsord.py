"""Vad ett återkrav handlar om, med de ord som breven och sidorna säger det."""

from beslut.beteckning import provider_label
from fakturor.aterkravsbrev import Arende, Post
from fakturor.models import Aterkrav, Aterkravsbeslutspost, Aterkravspost, Faktura
from fakturor.sidor.beteckning import supplier_label


def invoice_words(faktura: Faktura) -> str:
    """Faktura 4711 från Exempel Assistans AB."""
    return f"{faktura.get_typ_display()} {faktura.nummer} från {supplier_label(faktura)}"


def addressee(aterkrav: Aterkrav) -> str:
    """Whom a case is turned towards: the reference, the kind of representative, or the provider."""
    if aterkrav.mot == Aterkrav.Mot.ANORDNARE and aterkrav.anordnare:
        return provider_label(aterkrav.anordnare)
    referens = aterkrav.brukare.referens if aterkrav.brukare else ""
    if aterkrav.stallforetradare:
        return f"{referens}, {aterkrav.stallforetradare.get_roll_display().lower()}"
    return referens


def letter_case(aterkrav: Aterkrav) -> Arende:
    """What a letter says of the case, read from what is stored."""
    poster = aterkrav.poster.select_related("faktura__anordnare", "beslut")
    return Arende(
        nummer=aterkrav.nummer,
        vem=addressee(aterkrav),
        period_fran=aterkrav.period_fran,
        period_tom=aterkrav.period_tom,
        poster=[_letter_item(post) for post in poster],
        skal=aterkrav.skal,
        grund=aterkrav.grund,
    )


def decided_item(post: Aterkravspost) -> Aterkravsbeslutspost | None:
    """What the decision demands of an item, when it is made. No query when the items are read with `beslut`."""
    return getattr(post, "beslut", None)


def _letter_item(post: Aterkravspost) -> Post:
    beslut = decided_item(post)
    return Post(
        invoice_words(post.faktura),
        post.text,
        post.minuter,
        post.belopp,
        krav=beslut and beslut.belopp,
        varfor=beslut.skal if beslut else "",
    )
