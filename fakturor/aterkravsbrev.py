"""Breven i ett återkrav innan någon har läst dem. Klarspråk, med referens i stället för namn. Utan Django.

Ett brev om återbetalning är ett beslut om ekonomiskt stöd: det motiveras och säger hur man överklagar (32, 33 §§ FL).
Ett krav enligt avtal är inget beslut, och säger i stället hur anordnaren bestrider det.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assistans.svenska import datum_text, datumspann, kronor, timmar_minuter

VECKOR_ATT_SVARA = 3


class Post(NamedTuple):
    """En rad i brevet: vilken faktura, vad som var fel, tiden i minuter om den är känd, och kronor.

    `krav` är det som beslutet kräver av raden, när det är fattat, och `varfor` skälet när det är mindre än `belopp`.
    """

    faktura: str
    text: str
    minuter: int | None
    belopp: Decimal
    krav: Decimal | None = None
    varfor: str = ""


class Arende(NamedTuple):
    """Det som ett brev säger om ärendet. `vem` är referensen eller anordnaren; `grund` i lagens ord."""

    nummer: str
    vem: str
    period_fran: date
    period_tom: date
    poster: Sequence[Post]
    skal: str
    grund: str

    @property
    def summa(self) -> Decimal:
        """What all the items are together."""
        return sum((post.belopp for post in self.poster), Decimal(0))


GRUNDER = {
    "oriktiga_uppgifter": "Kommunen får besluta om återbetalning när någon har lämnat oriktiga uppgifter, eller låtit "
    "bli att lämna uppgifter, så att stödet har betalats felaktigt eller med för mycket (12 § LSS).",
    "borde_insett": "Kommunen får besluta om återbetalning när stödet har betalats felaktigt eller med för mycket och "
    "mottagaren skäligen borde ha insett det (12 § LSS).",
    "avtalet": "Kommunen betalar enligt avtalet för assistans som är utförd och redovisad enligt det.",
}

YTTRA_SIG = """\
Ärende {nummer}, {vem}

Kommunen har betalat för assistans {nar} och överväger nu att kräva tillbaka {summa}.

Vad som har kommit fram

{poster}

{skal}

Varför kommunen får kräva tillbaka pengar

{grund}

Du får yttra dig

Innan kommunen tar ställning får du läsa det som har kommit fram och säga vad du anser. Svara inom {veckor} veckor \
från den dag då du fick brevet. Du kan svara skriftligt eller muntligt. Hör av dig om du behöver mer tid, eller vill \
läsa underlaget.

Svarar du inte kan kommunen besluta ändå. Inget är beslutat än."""

YTTRA_SIG_AVTAL = """\
Ärende {nummer}, {vem}

Kommunen har betalat er för assistans {nar} och överväger nu att kräva tillbaka {summa} enligt avtalet.

Vad som har kommit fram

{poster}

{skal}

Vad vi ber er göra

Läs igenom det som har kommit fram. Svara inom {veckor} veckor från den dag då ni fick brevet: om det stämmer, och \
annars vad som är fel. Har ni redan krediterat beloppet, skriv kreditfakturans nummer.

Inget krav är ställt än."""

BESLUT = """\
Ärende {nummer}, {vem}

Beslut den {dag}

{namnd} beslutar att du ska betala tillbaka {belopp} till kommunen, för assistans {nar}. Beslutet är fattat \
av {beslutsfattare}{delegation}.

Skäl för beslutet

{grund}

{poster}

{skal}

{svar}

Betala senast

Betala senast den {betala_senast}. Kan du inte betala allt på en gång, hör av dig till kommunen före den dagen. \
Beslutet gäller omedelbart, också om det överklagas (27\u00a0§\u00a0LSS).

Hur du överklagar

Du kan överklaga beslutet till förvaltningsrätten. Skriv vilket beslut du överklagar ({nummer}), hur du vill att det \
ska ändras och varför, och ditt namn och hur domstolen når dig. Skriv under och skicka det till kommunen, inte till \
domstolen.

Överklagandet ska ha kommit till kommunen inom tre veckor från den dag då du fick del av beslutet (44 § FL). Kommunen \
prövar om det har kommit i tid och om beslutet ska ändras, och lämnar det annars vidare till domstolen."""

KRAV = """\
Ärende {nummer}, {vem}

Krav den {dag}

Kommunen kräver tillbaka {belopp} enligt avtalet, för assistans {nar}.

Grunden för kravet

{grund}

{poster}

{skal}

{svar}

Betala senast

Betala senast den {betala_senast}, eller kreditera beloppet före den dagen. Skriv ärendets nummer på betalningen.

Om ni inte håller med

Det här är ett krav enligt avtalet och inget beslut som går att överklaga. Bestrider ni kravet, skriv varför före den \
dagen. Avtalet säger hur en tvist löses."""

INGET_SVAR = "{vem} fick tillfälle att yttra sig och har inte svarat."
SVARET = "{vem} har yttrat sig. Kommunen har tagit med svaret i bedömningen: {svar}"


def hearing_subject(avtalskrav: bool) -> str:
    """What the letter about being heard is called."""
    return "Underlag för ett krav enligt avtalet" if avtalskrav else "Du får yttra dig om en återbetalning"


def hearing_letter(arende: Arende, *, avtalskrav: bool) -> str:
    """What has come out, and that one may be heard before anything is decided (25 § FL)."""
    mall = YTTRA_SIG_AVTAL if avtalskrav else YTTRA_SIG
    return mall.format(**_common(arende), veckor="tre", summa=kronor(arende.summa))


def decision_subject(avtalskrav: bool) -> str:
    """What the decision, or the claim, is called."""
    return "Krav enligt avtalet" if avtalskrav else "Beslut om återbetalning"


def decision_letter(
    arende: Arende,
    *,
    avtalskrav: bool,
    dag: date,
    belopp: Decimal,
    betala_senast: date,
    beslutsfattare: str,
    delegation: str,
    namnd: str,
    svar: str,
) -> str:
    """The decision with its grounds and how to appeal, or the claim by contract. `svar` is what was said in answer."""
    vem = "Anordnaren" if avtalskrav else "Du"
    return (KRAV if avtalskrav else BESLUT).format(
        **_common(arende),
        dag=datum_text(dag),
        belopp=kronor(belopp),
        betala_senast=datum_text(betala_senast),
        beslutsfattare=beslutsfattare,
        delegation=f", enligt punkt {delegation} i delegationsordningen" if delegation else "",
        namnd=namnd,
        svar=SVARET.format(vem=vem, svar=svar) if svar else INGET_SVAR.format(vem=vem),
    )


def _common(arende: Arende) -> dict[str, str]:
    return {
        "nummer": arende.nummer,
        "vem": arende.vem,
        "nar": _when(arende.period_fran, arende.period_tom),
        "poster": "\n".join(_line(post) for post in arende.poster),
        "skal": arende.skal,
        "grund": GRUNDER[arende.grund],
    }


def _when(fran: date, tom: date) -> str:
    return f"den {datum_text(fran)}" if fran == tom else f"under {datumspann(fran, tom)}"


def _line(post: Post) -> str:
    tid = f", {timmar_minuter(post.minuter)}" if post.minuter else ""
    rad = f"{post.faktura}: {post.text} {kronor(post.belopp)}{tid}."
    if post.krav is None or post.krav == post.belopp:
        return rad
    krav = f"Av det krävs {kronor(post.krav)}." if post.krav else "Det krävs inte tillbaka."
    return f"{rad} {krav} {post.varfor}"
