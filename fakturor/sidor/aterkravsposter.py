"""Posterna och avgörandena på återkravets sida: vad som krävs av varje post, och vad domstolarna kom fram till."""

from decimal import Decimal
from typing import NamedTuple

from assistans.svenska import datum_text, kronor
from beslut.models import Handling
from fakturor.models import Aterkrav, Aterkravsavgorande, Aterkravspost
from fakturor.sidor.aterkravsord import decided_item, invoice_words

NOLL = Decimal("0.00")


class Postrad(NamedTuple):
    """En post på ärendets sida: fakturan i ord, vad som krävs av den, och resten som kan krävas eller avstås."""

    post: Aterkravspost
    faktura: str
    kravt: Decimal | None
    varfor: str
    rest: Decimal
    avstatt: str
    """Varför kommunen har avstått från resten, och vem som gjorde det; tom när ingen har det."""


def items_of(a: Aterkrav) -> list[Postrad]:
    """The items of a case with what the decision demands of each. One query."""
    rader = []
    for post in a.poster.select_related("faktura__anordnare", "beslut__avstatt_av"):
        beslut = decided_item(post)
        avstatt = f"{beslut.avstatt_av.namn}: {beslut.avstatt_skal}" if beslut and beslut.avstatt else ""
        rest = post.belopp - beslut.belopp if beslut else NOLL
        varfor, kravt = (beslut.skal, beslut.belopp) if beslut else ("", None)
        rader.append(Postrad(post, invoice_words(post.faktura), kravt, varfor, rest, avstatt))
    return rader


class Avgorande(NamedTuple):
    """Ett avgörande på ärendets sida: domstolen, vad den gjorde med beloppet, och domen om den är inlagd."""

    vad: str
    utgang: str
    dom: int | None


def rulings_of(a: Aterkrav) -> list[Avgorande]:
    """What the courts have come to, the first one first. Two queries."""
    alla = list(a.avgoranden.all())
    domar = dict(
        Handling.objects.filter(
            objekt=Aterkravsavgorande._meta.label_lower, objekt_id__in=[ett.pk for ett in alla], dold__isnull=True
        ).values_list("objekt_id", "pk")
    )
    rader, gallde = [], a.beslutat_belopp or NOLL
    for ett in alla:
        vad = f"{ett.get_instans_display()}, mål {ett.malnummer}, {datum_text(ett.datum)}"
        rader.append(Avgorande(vad, _outcome(ett.belopp, gallde), domar.get(ett.pk)))
        gallde = ett.belopp
    return rader


def _outcome(belopp: Decimal, gallde: Decimal) -> str:
    if not belopp:
        return "Inget ska betalas tillbaka."
    if belopp == gallde:
        return f"Ingen ändring: {kronor(belopp)} ska betalas."
    return f"{'Sänkt' if belopp < gallde else 'Höjt'} från {kronor(gallde)} till {kronor(belopp)}."
