"""B17: så många felaktiga uppgifter är bekräftade på anordnarens avtal i år."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord
from kontroller.fakta import Anordnare, Fakta, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, ok, regel, warn
from kontroller.underlag import days_of_form, outside_forms, unknown_provider


@regel(
    kod="B17",
    version=1,
    rubrik="Felaktiga uppgifter under året",
    lagrum="Revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={"antal": 3},
    galler_sjuklon=True,
)
def tidigare_felaktiga_uppgifter(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Fler än tre bekräftade felaktiga uppgifter på kommunens avtal under ett kalenderår är en grund för att häva det.

    Kontrollen gäller avtalsform B och räknar på det avtal som har flest, för det år då tiden utfördes. Bara det som två
    personer har bekräftat räknas, inte det som är struket. Det säger inget om den här fakturan: varningen är till för
    att någon ska veta det när den granskas.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "B")
        if days_of_form(redovisning, "B"):
            yield _judge(fakta.anordnare, redovisning, villkor.number("antal"))


def _judge(anordnare: Anordnare, redovisning: Redovisning, hogst: int) -> Fynd:
    ar = redovisning.manad.year
    antal = max((f.antal for f in anordnare.felaktiga if f.ar == ar), default=0)
    matt = {"felaktiga_antal": antal, "hogst_antal": hogst}
    hur_manga = antal_i_ord(antal, "felaktig uppgift är bekräftad", "felaktiga uppgifter är bekräftade", utrum=True)
    text = f"{hur_manga[0].upper()}{hur_manga[1:]} på anordnarens avtal under {ar}"
    if antal > hogst:
        return warn(
            f"{text}, fler än {hogst}. Det säger inget om den här fakturan.", redovisning=redovisning.id, matt=matt
        )
    if not antal:
        text = f"Ingen felaktig uppgift är bekräftad på anordnarens avtal under {ar}"
    return ok(f"{text}.", redovisning=redovisning.id, matt=matt)
