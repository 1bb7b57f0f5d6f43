"""Kontrollkatalogen som text: docs/regler.md, skriven ur samma källa som sidan i programmet."""

from assistans.svenska import upprakning
from kontroller.regler import load_rules
from kontroller.sidor.regelsida import Katalog, Omrade, Regelpost, areas, describe

INLEDNING = """\
# Kontrollerna

Filen är skriven av `manage.py regelkatalog` ur kontrollerna själva. Ändra dem, inte den.

Katalogen har {antal} kontroller: {hur}. Först står de alla, och hur var och en hålls. Därefter kommer reglernas egna
texter. En regel som stoppar håller tillbaka betalningen tills en människa har bedömt det den fann. En regel som varnar
ska kommenteras före attest. En manuell kontroll gör en människa, som skriver vad hon såg; den stoppar ingenting. Nivå
och parametrar är de som programmet levereras med; kommunens antagna regelverk kan ange andra.

## Alla kontroller
"""


def write_catalogue() -> str:
    """The whole catalogue in Markdown, the same from the same rules."""
    omraden = areas(describe(regel, i_bruk=regel.i_bruk) for regel in load_rules().values())
    katalog = Katalog(regelverk=None, omraden=omraden)
    hur = upprakning([f"{antal} {hur.flera}" for hur, antal in katalog.antal_per_hur])
    delar = [INLEDNING.format(antal=katalog.antal, hur=hur), _table(omraden)]
    return "\n".join([*delar, *(_area(omrade) for omrade in omraden if omrade.regler)])


def _table(omraden: list[Omrade]) -> str:
    rader = ["| Kod | Kontroll | Hur | Var |", "|---|---|---|---|"]
    rader += [f"| {rad.kod} | {rad.titel} | {rad.hur} | {rad.var} |" for omrade in omraden for rad in omrade.rader]
    return "\n".join([*rader, ""])


def _area(omrade: Omrade) -> str:
    return "\n".join([f"## {omrade.bokstav}. {omrade.namn}\n", *(_rule(post) for post in omrade.regler)])


def _rule(post: Regelpost) -> str:
    uppgifter = [f"Nivå: {post.niva.lower()}", f"version {post.version}"]
    if not post.i_bruk:
        uppgifter.append("ej i bruk i det regelverk som programmet levereras med")
    parametrar = ", ".join(f"{namn.lower()} {varde}" for namn, varde in post.parametrar)
    rader = [f"### {post.kod} {post.rubrik}\n", "\n\n".join(post.forklaring), ""]
    rader += [f"- Grund{f' från {fran}' if fran else ''}: {grund}" for grund, fran in post.grunder]
    rader.append(f"- {', '.join(uppgifter)}")
    if parametrar:
        rader.append(f"- Parametrar: {parametrar}")
    return "\n".join([*rader, ""])
