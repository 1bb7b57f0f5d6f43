"""Vad breven om en nedsättning säger: tillfälle att yttra sig, beslut, och bestridande av en faktura. Utan Django.

Ett beslut om ekonomiskt stöd (form C och D) skrivs till personen, med skäl, bestämmelser, vem som har beslutat och hur
det överklagas (25, 31–33 och 43–44 §§ FL, 27 § LSS). Ett bestridande (form B) skrivs till anordnaren och är inget
beslut: det säger inget om att överklaga. Breven bär referens, aldrig personens namn eller personnummer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistans.svenska import HARD_SPACE, belopp, datum_text, timmar_minuter, upprakning


@dataclass(frozen=True, slots=True, kw_only=True)
class Avdrag:
    """En sak som dras av: vad, hur mycket och hur lång tid det är."""

    text: str
    belopp: Decimal
    minuter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nedsattningsbrev:
    """Det som alla tre breven behöver veta. `begart` är det som begärs för personen, eller hela fakturan."""

    referens: str
    dokument: str
    anordnare: str
    manader: str
    namnd: str
    begart: Decimal
    avdrag: Sequence[Avdrag]
    skal: str
    foretradare: str = ""
    bestammelser: Sequence[str] = field(default_factory=tuple)

    @property
    def mindre(self) -> Decimal:
        """What is taken off, in kronor."""
        return sum((ett.belopp for ett in self.avdrag), Decimal(0))

    @property
    def kvar(self) -> Decimal:
        """What is paid, in kronor."""
        return self.begart - self.mindre


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutsuppgifter:
    """Det som bara beslutet vet (31 § FL). `yttrande` är svaret, tomt när inget har kommit."""

    diarienummer: str
    dag: date
    beslutad_av: str
    punkt: str
    foredragande: str
    fick_yttra_sig: date
    svara_senast: date
    yttrande: str = ""
    yttrande_kom: date | None = None


AMNE_KOMMUNICERING = "Du får yttra dig innan kommunen beslutar"
AMNE_BESLUT = "Beslut om ekonomiskt stöd till personlig assistans"
AMNE_BESTRIDANDE = "Kommunen bestrider en del av en faktura"

KOMMUNICERING = """\
Ärende {referens}{foretradare}

Kommunen överväger att betala mindre än vad som har begärts för assistansen i {manader}. Det här är inte ett beslut. \
Innan kommunen beslutar har du rätt att få veta vad den utgår från, och att säga vad du anser (25 § förvaltningslagen).

Vad det gäller

{anordnare} har begärt {begart} ({dokument}). Kommunen överväger att betala {kvar}, alltså {mindre} mindre.

Vad kommunen ifrågasätter

{avdrag}

Varför

{skal}

Hur du svarar

Svara senast den {svara_senast}. Skriv till {namnd} eller ring din handläggare. Skriv ärendet {referens}, inte namn \
eller personnummer. Du får ta hjälp av någon. Behöver du mer tid, hör av dig före den dagen.

Du måste inte svara. När tiden har gått ut kan kommunen besluta ändå, och du får då beslutet i ett brev."""

BESLUT = """\
Ärende {referens}{foretradare}
Diarienummer {diarienummer}
Beslutat den {dag}

Beslut

{namnd} beslutar att betala {kvar} i ekonomiskt stöd för assistansen i {manader}. {anordnare} har begärt {begart} \
({dokument}). {mindre} betalas inte.

Vad som dras av

{avdrag}

Skälen för beslutet

{skal}

Vad du har sagt

{yttrande}

Bestämmelser som beslutet grundas på

{bestammelser}

Vem som har beslutat

Beslutet är fattat av {beslutad_av} på delegation från {namnd}, punkt {punkt} i delegationsordningen. \
{foredragande} har handlagt ärendet.

Hur du överklagar

Du kan överklaga beslutet till förvaltningsrätten (27 § LSS). Skriv vilket beslut du överklagar, diarienummer \
{diarienummer}, hur du vill att det ska ändras och varför. Skriv under och lämna namn, adress och telefonnummer. \
Du får ta hjälp av någon. Den som har fullmakt från dig kan överklaga åt dig.

Skicka eller lämna överklagandet till {namnd}, inte till domstolen. Det ska ha kommit in inom tre veckor från den dag \
då du fick del av beslutet (43 och 44 §§ förvaltningslagen). Har det kommit i tid lämnar kommunen det vidare till \
förvaltningsrätten, om kommunen inte själv ändrar beslutet så som du vill."""

BESTRIDANDE = """\
Ärende {referens}
Gäller {dokument}

Kommunen bestrider en del av fakturan. Den gäller assistans i {manader} enligt kommunens avtal med er.

Vad kommunen betalar

Fakturan är på {begart}. Kommunen betalar {kvar} och bestrider {mindre}.

Vad kommunen bestrider

{avdrag}

Varför

{skal}

Vad ni kan göra

Godtar ni det behöver ni inte göra något: ingen kreditfaktura behövs för det som är bestritt. Anser ni att kommunen \
har fel, skriv till {namnd} och lämna det underlag som visar det. Skriv ärendet {referens}, aldrig namn eller \
personnummer."""

SVARADE = "Du fick möjlighet att yttra dig den {fick}. Ditt svar kom den {kom}: {svar}"
SVARADE_INTE = (
    "Du fick möjlighet att yttra dig den {fick}, med svar senast den {senast}. Kommunen har inte fått något svar."
)
LAGEN = (
    "Rätt till ekonomiskt stöd till skäliga kostnader för personlig assistans: 9 § 2 lagen (1993:387) om stöd och "
    "service till vissa funktionshindrade (LSS).",
    "Hur kommunen beslutar: 25 och 31–33 §§ förvaltningslagen (2017:900).",
)


def hearing_letter(brev: Nedsattningsbrev, *, svara_senast: date) -> str:
    """The letter that tells the person what is considered, why, and until when she may answer (25 § FL)."""
    return KOMMUNICERING.format(**_common(brev), svara_senast=datum_text(svara_senast))


def decision_letter(brev: Nedsattningsbrev, om: Beslutsuppgifter) -> str:
    """The decision, its grounds and how to appeal it (31–33 §§ FL)."""
    return BESLUT.format(
        **_common(brev),
        diarienummer=om.diarienummer,
        dag=datum_text(om.dag),
        yttrande=_heard(om),
        bestammelser="\n".join([*LAGEN, *_grounds(brev.bestammelser)]),
        beslutad_av=om.beslutad_av,
        punkt=om.punkt,
        foredragande=om.foredragande,
    )


def dispute_letter(brev: Nedsattningsbrev) -> str:
    """The letter to a provider whose invoice is disputed: a matter of contract, which nobody appeals."""
    return BESTRIDANDE.format(**_common(brev))


def _common(brev: Nedsattningsbrev) -> dict[str, str]:
    return {
        "referens": brev.referens,
        "foretradare": f"\nTill {brev.foretradare}" if brev.foretradare else "",
        "dokument": brev.dokument,
        "anordnare": brev.anordnare,
        "manader": brev.manader,
        "namnd": brev.namnd,
        "begart": _kronor(brev.begart),
        "kvar": _kronor(brev.kvar),
        "mindre": _kronor(brev.mindre),
        "avdrag": "\n\n".join(_deduction(ett) for ett in brev.avdrag),
        "skal": _sentence(brev.skal),
    }


def _deduction(avdrag: Avdrag) -> str:
    tid = f", {timmar_minuter(avdrag.minuter)}" if avdrag.minuter else ""
    return f"{_kronor(avdrag.belopp)}{tid}: {_sentence(avdrag.text)}"


def _heard(om: Beslutsuppgifter) -> str:
    fick = datum_text(om.fick_yttra_sig)
    if om.yttrande_kom is None:
        return SVARADE_INTE.format(fick=fick, senast=datum_text(om.svara_senast))
    return SVARADE.format(fick=fick, kom=datum_text(om.yttrande_kom), svar=_sentence(om.yttrande))


def _grounds(bestammelser: Sequence[str]) -> list[str]:
    """The grounds of the controls that found what is taken off, as one sentence; none when there are none."""
    grunder = list(dict.fromkeys(bestammelser))
    return [f"Avdragen grundas på {upprakning(grunder)}."] if grunder else []


def _kronor(kr: Decimal) -> str:
    return f"{belopp(kr)}{HARD_SPACE}kronor"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1:] in ".!?" else f"{text}."
