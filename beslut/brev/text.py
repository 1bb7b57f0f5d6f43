"""Vad som står i ett brev innan någon har läst det. Klarspråk, med referens i stället för namn."""

from datetime import date

from assistans.svenska import datum_text
from beslut.upphort import BESKED_GALLER_FRAN, FRIST

AMNE_UPPHORT = "Din assistansanordnare har inte längre tillstånd"

UPPHORT = """\
Ärende {referens}

{anordnare} har inte längre tillstånd från Inspektionen för vård och omsorg (IVO) att ge personlig assistans. Den \
sista dagen med tillstånd var den {sista_dag}.

Ditt beslut om personlig assistans gäller som förut. Det är anordnaren som behöver bli en annan.

Vad det betyder

{betalning}

Vad du kan göra

Du kan välja en annan anordnare som har tillstånd. Berätta för oss vilken, så att vi kan betala den.

Du kan själv anställa dina assistenter. Då ska du anmäla det till IVO innan assistenten börjar.

Du kan be kommunen att ordna assistansen åt dig.

Hör av dig till din handläggare om du vill ha hjälp, eller om det finns särskilda skäl som gör att du inte hinner byta \
i tid."""

MED_FRIST = (
    "Kommunen kan betala för assistans från {anordnare} till och med {veckor} veckor efter den dag då du fick veta att "
    "tillståndet har upphört (9 d § LSS). Du får veta det genom det här brevet, om ingen har berättat det för dig "
    "tidigare. För tid därefter kan kommunen inte betala, om det inte finns särskilda skäl."
)
UTAN_FRIST = "Kommunen behöver pröva särskilt om assistans från {anordnare} efter den dagen kan betalas."


def revocation_letter(*, referens: str, anordnare: str, sista_dag: date) -> str:
    """The text to a person whose provider's permit has ceased. `anordnare` is its name as it is shown."""
    mening = MED_FRIST if sista_dag + FRIST >= BESKED_GALLER_FRAN else UTAN_FRIST
    betalning = mening.format(anordnare=anordnare, veckor="två")
    return UPPHORT.format(referens=referens, anordnare=anordnare, sista_dag=datum_text(sista_dag), betalning=betalning)
