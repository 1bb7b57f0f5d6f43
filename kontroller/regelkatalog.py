"""Kontrollkatalogen som text: docs/regler.md, skriven ur samma källa som sidan i programmet."""

from kontroller.katalog import Post
from kontroller.regler import load_rules
from kontroller.sidor.regelsida import Omrade, Regelpost, areas, describe

INLEDNING = """\
# Kontrollerna

Filen är skriven av `manage.py regelkatalog` ur kontrollerna själva. Ändra dem, inte den.

Katalogen har {antal} kontroller. {byggda} är byggda som regler; för de andra står hur saken hålls i dag. En regel som
stoppar håller tillbaka betalningen tills en människa har bedömt det den fann. En regel som varnar ska kommenteras före
attest. Nivå och parametrar är de som programmet levereras med; kommunens antagna regelverk kan ange andra.
"""


def write_catalogue() -> str:
    """The whole catalogue in Markdown, the same from the same rules."""
    omraden = areas(describe(regel, i_bruk=regel.i_bruk) for regel in load_rules().values())
    antal = sum(len(omrade.regler) + len(omrade.andra) for omrade in omraden)
    byggda = sum(len(omrade.regler) for omrade in omraden)
    return "\n".join([INLEDNING.format(antal=antal, byggda=byggda), *(_area(omrade) for omrade in omraden)])


def _area(omrade: Omrade) -> str:
    delar = [f"## {omrade.bokstav}. {omrade.namn}\n", *(_rule(post) for post in omrade.regler)]
    if omrade.andra:
        delar.append(_others(omrade.andra))
    return "\n".join(delar)


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


def _others(poster: list[Post]) -> str:
    rader = ["| Kod | Kontroll | Läge |", "|---|---|---|"]
    rader += [f"| {post.kod} | {post.titel} | {post.status} |" for post in poster]
    return "\n".join([*rader, ""])
