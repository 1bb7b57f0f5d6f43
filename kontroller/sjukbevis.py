"""Vilka handlingar som ligger hos en sjuklöneansökan, sagt på samma sätt i alla reglerna om sjuklön. Utan Django.

Att en handling finns är inte att den har lästs: vad som står i den ser den som bedömer.
"""

from assistans.svenska import upprakning
from kontroller.fakta import Sjukloneansokan
from kontroller.regel import Villkor

ORD = {
    "sjukanmalan": "sjukanmälan",
    "lakarintyg": "läkarintyg",
    "lonespecifikation": "lönespecifikation",
    "vikarie": "avtal, schema eller intyg om vikarien",
}
"""The kinds of documents as they stand in a sentence."""


def is_missing(ansokan: Sjukloneansokan, slag: str) -> bool:
    """Whether there is no document of a kind, in facts that say which there are."""
    return ansokan.handlingar is not None and not ansokan.has_document(slag)


def is_demanded(villkor: Villkor, parameter: str) -> bool:
    """Whether the rule set asks for a document. One that says nothing of it was adopted before it could be asked for,
    and does not let it go.
    """
    return bool(villkor.parametrar.get(parameter, True))


def told_of(ansokan: Sjukloneansokan, *slag: str) -> str:
    """Sentences on which of some kinds lie with the claim and which do not, to follow another; nothing when the facts
    do not say.
    """
    if ansokan.handlingar is None:
        return ""
    finns = [ORD[ett] for ett in slag if ansokan.has_document(ett)]
    saknas = [ORD[ett] for ett in slag if not ansokan.has_document(ett)]
    delar = [f" Bland handlingarna finns {upprakning(finns)}."] if finns else []
    if saknas:
        delar.append(f" Bland handlingarna finns inte {upprakning(saknas)}.")
    return "".join(delar)
