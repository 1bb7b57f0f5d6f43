"""Omgångarna med betalningar som kalkylblad: samma rader och kolumner som sidan."""

from collections.abc import Iterable

from django.utils import timezone

from assistans.tabeller.arbetsbok import Blad, Form, Rubrik
from fakturor.models import Utbetalningsomgang
from fakturor.sidor.utbetalningar import state_in_words


def rounds_sheet(omgangar: Iterable[Utbetalningsomgang]) -> Blad:
    """Every round of `listed_rounds`, the newest first."""
    return Blad(
        namn="Utbetalningar",
        rubrik="Utbetalningar",
        kalla="Omgångarna med betalningar",
        kolumner=[
            *(Rubrik("Omgång"), Rubrik("Läge"), Rubrik("Avvisade", Form.HELTAL), Rubrik("Kom tillbaka", Form.HELTAL)),
            *(Rubrik("Betalningsdag", Form.DATUM), Rubrik("Betalningar", Form.HELTAL), Rubrik("Summa", Form.BELOPP)),
            *(Rubrik("Gjord av"), Rubrik("Gjord", Form.TIDPUNKT)),
            *(Rubrik("Frisläppt av"), Rubrik("Frisläppt", Form.TIDPUNKT)),
        ],
        rader=[
            (
                *(omgang.nummer, state_in_words(omgang), omgang.avvisade, omgang.returer),
                *(omgang.betaldag, omgang.antal, omgang.summa),
                *(omgang.skapad_av.namn, timezone.localtime(omgang.skapad)),
                omgang.frislappt_av.namn if omgang.frislappt_av else None,
                timezone.localtime(omgang.frislappt) if omgang.frislappt else None,
            )
            for omgang in omgangar
        ],
    )
