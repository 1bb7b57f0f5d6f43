"""Vad en anordnare får veta om ett verdikt: allt som följer av de egna uppgifterna, och inget om andra.

Fakta prövas två gånger av samma regler: hela, och så som de vore om inga andra anordnare fanns och kommunen inget
visste om personens privata förhållanden (`own_facts`). Ett fynd som blir detsamma båda gångerna bär inget om någon
annan och lämnas ut som det är. Ett fynd som blir ett annat ersätts av en mening som säger att det finns något, och av
anordnarens egna rader. Utfallet är alltid det riktiga.

Det som lämnas ut räknas upp här. En uppgift som läggs till i fakta och som ingen har tagit ställning till räknas till
det som inte lämnas ut.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kontroller.fakta import (
    AnnatPass,
    Anordnare,
    Brukare,
    Fakta,
    Faktura,
    IntygadTid,
    Personmanad,
    Redovisning,
    RegistreratKonto,
    Tillstand,
)
from kontroller.motor import Dom, Verdikt
from kontroller.regel import TYNGD, Fynd, Utfall, row_name

SKYDDAT = "Underlaget rör en person med skyddade uppgifter."
INGET_FUNNET = "Kontrollen fann inget att anmärka på."
ANDRA_UPPGIFTER = "Kontrollen vilar på uppgifter hos kommunen som inte lämnas ut i ett förhandsprov."
SATTS_I_STALLET = {
    "A02": "Personens tid hos alla anordnare tillsammans är mer än besluten ger.",
    "A08": "Uppgifter i folkbokföringen gör att tiden måste prövas. De lämnas inte ut i ett förhandsprov.",
    "B13": "Anordnarens konto finns också hos någon annan i kommunens register.",
    "E01": "Assistentens tid överlappar tid hos en annan anordnare.",
    "E03": "Tiden överlappar tid som en annan anordnare har redovisat för personen.",
    "G07": "En faktura som liknar den här är redan mottagen.",
}
"""What is said instead of a finding that rests on what others have, per rule."""

KANDA: Mapping[type, frozenset[str]] = {
    Fakta: frozenset({"faktura", "anordnare", "redovisningar", "installation"}),
    Redovisning: frozenset(
        {
            "id", "manad", "sista_dag", "brukare", "uppdrag", "mandat", "timbelopp", "rapporter", "personmanad",
            "assistenternas_andra_pass", "brukarens_andra_pass", "kostnadsredovisningar",
        }
    ),
    Brukare: frozenset(
        {
            "id", "person", "referens", "avliden", "folkbokforingskommun", "fyller_18", "foretradare", "beslutsrader",
            "vistelser",
        }
    ),
    Faktura: frozenset(
        {
            "id", "typ", "nummer", "leverantor", "kopare_orgnr", "fakturadatum", "forfallodatum", "summor", "momsrader",
            "rader", "konton", "annan_mottagare", "anmarkningar", "texttraffar", "likheter", "krediteringar",
            "ordtraffar",
        }
    ),
    Anordnare: frozenset({"id", "orgnr", "form", "f_skatt", "konton", "tillstand"}),
    RegistreratKonto: frozenset({"konto", "fran", "tom", "verifierat", "andra_anordnare"}),
    Tillstand: frozenset({"id", "typ", "fran", "tom", "status", "kontrollerad"}),
}  # fmt: skip
"""The fields that `own_facts` knows what to do with. All others are set back to the value they have when not loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eget:
    """What of the facts is the provider's own: ids of its time rows among those compared with, and its invoiced hours
    per person (id) and month.
    """

    tidrader: Collection[int]
    fakturerat: Mapping[tuple[int, date], tuple[Decimal, int, int]]


def own_facts(fakta: Fakta, eget: Eget) -> Fakta:
    """The facts as they would be if there were no other providers, and nothing were known of the person's private
    circumstances.
    """
    return replace(
        _known(fakta),
        faktura=_own_invoice(fakta.faktura),
        anordnare=fakta.anordnare and _own_register(fakta.anordnare),
        redovisningar=tuple(_own_dossier(r, eget) for r in fakta.redovisningar),
    )


def told(hela: Dom, egna: Dom, fakta: Fakta) -> tuple[list[Verdikt], list[Verdikt]]:
    """The verdicts and the hints as the provider may read them. A hint that rests on others is not mentioned."""
    egna_verdikt = {v.regel: v for v in egna.verdikt}
    namn = {
        rad.id: row_name(rapport.kod, rad.datum, rad.start, rad.slut)
        for redovisning in fakta.redovisningar
        for rapport, rad in redovisning.tidrader
    }
    return (
        [_told(verdikt, egna_verdikt.get(verdikt.regel), namn) for verdikt in hela.verdikt],
        [tips for tips in hela.tips if tips in egna.tips],
    )


def without_content(verdikt: Iterable[Verdikt]) -> list[Verdikt]:
    """Verdicts about a person with protected identity: the outcome alone."""
    return [replace(v, text=SKYDDAT, fynd=()) for v in verdikt]


def _told(hel: Verdikt, egen: Verdikt | None, namn: Mapping[int, str]) -> Verdikt:
    if hel == egen:
        return hel
    kvar = Counter(map(repr, egen.fynd)) if egen else Counter()
    oppna, stangda = [], []
    for fynd in hel.fynd:
        is_own = kvar[repr(fynd)] > 0
        kvar[repr(fynd)] -= is_own
        (oppna if is_own else stangda).append(fynd)
    fynd = (*oppna, *_in_place_of(hel.regel, stangda, namn))
    texter = dict.fromkeys(f.text for f in fynd if f.utfall == hel.utfall)
    return replace(hel, fynd=fynd, text=" ".join(texter) or ANDRA_UPPGIFTER)


def _in_place_of(regel: str, stangda: Iterable[Fynd], namn: Mapping[int, str]) -> list[Fynd]:
    """One finding per outcome of those that are not told, with the provider's own rows in it."""
    rader: dict[Utfall, dict[str, None]] = {}
    for fynd in stangda:
        rader.setdefault(fynd.utfall, {}).update(dict.fromkeys(namn[pk] for pk in fynd.tidrader if pk in namn))
    return [
        Fynd(utfall=utfall, text=_sentence(regel, utfall), rader=() if _is_clean(utfall) else tuple(rader[utfall]))
        for utfall in sorted(rader, key=TYNGD.__getitem__)
    ]


def _sentence(regel: str, utfall: Utfall) -> str:
    return INGET_FUNNET if _is_clean(utfall) else SATTS_I_STALLET.get(regel, ANDRA_UPPGIFTER)


def _is_clean(utfall: Utfall) -> bool:
    return utfall in (Utfall.GODKAND, Utfall.EJ_TILLAMPLIG)


def _known(objekt: Any) -> Any:
    """The object with every field that nobody has thought of here set back to its default."""
    return replace(
        objekt,
        **{
            falt.name: falt.default if falt.default is not MISSING else falt.default_factory()  # type: ignore[misc]
            for falt in fields(objekt)
            if falt.name not in KANDA[type(objekt)]
        },
    )


def _own_register(anordnare: Anordnare) -> Anordnare:
    return replace(
        _known(anordnare),
        konton=tuple(replace(_known(konto), andra_anordnare=0) for konto in anordnare.konton),
        tillstand=tuple(map(_known, anordnare.tillstand)),
    )


def _own_invoice(faktura: Faktura) -> Faktura:
    egna = tuple(likhet for likhet in faktura.likheter if likhet.leverantor == faktura.leverantor)
    return replace(_known(faktura), likheter=egna)


def _own_dossier(r: Redovisning, eget: Eget) -> Redovisning:
    return replace(
        _known(r),
        brukare=_without_private_matters(r.brukare),
        personmanad=_own_month(r, eget),
        assistenternas_andra_pass=_own_rows(r.assistenternas_andra_pass, eget),
        brukarens_andra_pass=_own_rows(r.brukarens_andra_pass, eget),
    )


def _without_private_matters(brukare: Brukare) -> Brukare:
    """Without stays (health), death, where the person is registered, and what another authority has decided."""
    return replace(
        _known(brukare),
        avliden=None,
        folkbokforingskommun=None,
        vistelser=(),
        beslutsrader=tuple(rad for rad in brukare.beslutsrader if rad.typ != "assistansersattning"),
    )


def _own_rows(pass_: Iterable[AnnatPass], eget: Eget) -> tuple[AnnatPass, ...]:
    return tuple(annat for annat in pass_ if annat.rad in eget.tidrader)


def _own_month(r: Redovisning, eget: Eget) -> Personmanad:
    """The person's month with this provider. It has one dossier for them, so its rows are all that it has certified."""
    minuter: Counter[tuple[Any, bool]] = Counter()
    for _, rad in r.tidrader:
        minuter[rad.tidstyp, rad.dubbel] += rad.minuter
    timmar, decimaler, fakturor = eget.fakturerat.get((r.brukare.id, r.manad), (Decimal("0.00"), 2, 0))
    return Personmanad(
        intygat=tuple(
            IntygadTid(tidstyp=tidstyp, dubbel=dubbel, minuter=summa)
            for (tidstyp, dubbel), summa in sorted(minuter.items())
        ),
        fakturerade_timmar=timmar,
        decimaler=decimaler,
        fakturor=fakturor,
    )
