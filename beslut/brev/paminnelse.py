"""Vad som står i en påminnelse innan någon har läst den. Klarspråk, med referens i stället för namn."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from assistans.svenska import datum_text, manad_namn

AMNE = "Påminnelse om underlag för {manad}"

TILL_ANORDNAREN = """\
Underlag för {manad}

Kommunen har inte fått allt som behövs för att kontrollera och betala assistansen under {manad}. Det här saknades \
den {dag}:

{rader}

{nar}Vad vi ber er göra

Lämna det som saknas till kommunen. Skriv referensen, aldrig namn eller personnummer.

Har ni redan lämnat det, eller kan ni inte lämna det? Hör av er till oss, så tar vi reda på vad som har hänt."""

NAR_RAPPORTEN_VANTAS = """\
När tidrapporten ska lämnas

Den som är arbetsgivare eller uppdragsgivare åt assistenterna ska varje månad i efterskott redovisa arbetstiden till \
kommunen (11 a § LSS). Lagen anger ingen dag. Kommunens egen regel är att en tidrapport för {manad} räknas som sen \
efter den {senast}.

"""

TILL_PERSONEN = """\
Ärende {referens}

Kommunen saknar något för att kunna betala för din assistans under {manad}. Det här saknades den {dag}:

{rader}

Varför vi frågar

{varfor}

Vad du kan göra

Hör av dig till din handläggare om du vill ha hjälp, eller om du redan har lämnat det som saknas.

Det här brevet ändrar inte ditt beslut om assistans."""

VARFOR_INTYG = (
    "Innan kommunen betalar ska tiden vara intygad av assistenten, av anordnaren och av dig eller den som företräder "
    "dig."
)
VARFOR_GRUND = (
    "Kommunen betalar till anordnaren i stället för till dig om du har begärt det skriftligt, eller om kommunen har "
    "beslutat det (11 § LSS)."
)


class Post(NamedTuple):
    """En rubrik, referensen eller anordnaren, och det som saknas i hela meningar."""

    rubrik: str
    meningar: Sequence[str]


def reminder_subject(manad: date) -> str:
    """What the letter is called."""
    return AMNE.format(manad=manad_namn(manad))


def provider_reminder(*, manad: date, dag: date, poster: Sequence[Post], senast: date | None) -> str:
    """The text to a provider. `senast` is the municipality's last day for reports, when a report is missing."""
    namn = manad_namn(manad)
    nar = NAR_RAPPORTEN_VANTAS.format(manad=namn, senast=datum_text(senast)) if senast else ""
    return TILL_ANORDNAREN.format(manad=namn, dag=datum_text(dag), rader=_posts(poster), nar=nar)


def person_reminder(
    *, referens: str, manad: date, dag: date, poster: Sequence[Post], om_intyg: bool, om_grund: bool
) -> str:
    """The text to a person, about her certificates and her request that the provider be paid."""
    varfor = [text for text, galler in ((VARFOR_INTYG, om_intyg), (VARFOR_GRUND, om_grund)) if galler]
    return TILL_PERSONEN.format(
        referens=referens,
        manad=manad_namn(manad),
        dag=datum_text(dag),
        rader=_posts(poster),
        varfor="\n\n".join(varfor),
    )


def _posts(poster: Sequence[Post]) -> str:
    """Each post as a paragraph of its own, with a line for each sentence."""
    return "\n\n".join("\n".join((f"{post.rubrik}:", *post.meningar)) for post in poster)
