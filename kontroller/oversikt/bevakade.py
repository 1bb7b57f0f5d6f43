"""Siffrorna ur registren: så många punkter av ett slag som listan Att bevaka har, inom så många dagar."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from assistans.svenska import heltal
from kontroller.oversikt.siffra import Lage, Matt, Siffra


def watched(slug: str, namn: str, mening: str, *, inom: int = 30) -> Matt:
    """How many points of a kind there are, those without a day too. The list is chosen by the same kind and days."""

    def figure(lage: Lage) -> Siffra:
        till = lage.idag + timedelta(days=inom)
        antal = sum(
            funnen.bevakning.slug == slug and (funnen.punkt.dag is None or funnen.punkt.dag <= till)
            for funnen in lage.punkter
        )
        adress = f"{reverse('beslut:bevakning')}?{urlencode({'inom': inom, 'slag': slug})}"
        return Siffra(namn=namn, varde=heltal(antal), mening=mening, adress=adress, rader=antal)

    return figure


decisions_ending = watched("beslut_slutar", "Beslut som tar slut", "inom 60 dagar", inom=60)
permits_ending = watched("tillstand_slutar", "Tillstånd som tar slut", "inom 90 dagar", inom=90)
permits_to_check = watched("tillstand_kontroll", "Tillstånd att kontrollera", "hos IVO, inom 30 dagar")
companies_to_check = watched("bolagskontroll", "Bolag att kontrollera", "inom 30 dagar")
followups_due = watched("uppfoljning", "Uppföljningar av avtal", "inom 90 dagar", inom=90)
without_permit = watched("utan_tillstand", "Uppdrag utan tillstånd", "eller utan anmälan till IVO")
missing_reports = watched("sena_rapporter", "Tidrapporter som saknas", "skulle ha kommit")
samples_due = watched("stickprov", "Stickprov att granska om", "månader där du har något kvar")
contracts_to_approve = watched("avtal_godkanna", "Avtal att godkänna", "väntar på en andra person")
reductions_to_decide = watched("nedsattning_svar", "Nedsättningar att besluta", "svaret eller tiden har kommit")
rounds_to_follow = watched("utbetalningar", "Omgångar att följa upp", "att frisläppa, eller utan besked från banken")
payments_returned = watched("avvisade", "Betalningar som kom tillbaka", "väntar på att betalas om")
