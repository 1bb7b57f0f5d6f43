"""Figur 3 som bild: kommunernas belopp från noll, med statens schablon som linje."""

from assistans.grafik.liggande import Grupp, Stapel, liggande_staplar
from assistans.grafik.svg import Svg
from beslut.belopp.jamforelse import Jamforelse, Kommunrad, short

KORT = {"om anhörig är assistent": "anhörig", "om natt ingår i assistansen": "natt ingår"}


def picture_of(jamforelse: Jamforelse) -> Svg:
    """The bars of every municipality. The words in the picture are those of the table, shortened."""
    sats = jamforelse.schablon
    niva = Stapel(sats, f"Statens schablon {short(sats)}") if sats is not None else None
    return liggande_staplar(
        [Grupp(rad.kommun, tuple(_bars(rad, jamforelse)), rad.egen) for rad in jamforelse.rader],
        titel=f"Ersättning per timme i kommunerna, {jamforelse.ar}",
        beskrivning=described(jamforelse),
        niva=niva,
    )


def described(jamforelse: Jamforelse) -> str:
    """The finding in figures, and then every bar, for whoever does not see the picture."""
    delar = [f"{rad.kommun}: {rad.ersattning}" for rad in jamforelse.rader]
    return f"{jamforelse.in_words(jamforelse.schablon, 'statens')} {'. '.join(delar)}.".strip()


def _bars(rad: Kommunrad, jamforelse: Jamforelse):
    foljer = any(u.foljer_schablon for u in rad.uppgifter if u.kategori not in {"anhorig", "natt"})
    ar = "" if rad.ar == jamforelse.ar else f" ({rad.ar})"
    if rad.belopp is None:
        yield Stapel(None, f"{rad.ersattning}")
    else:
        yield Stapel(rad.belopp, f"{short(rad.belopp)}{', schablonen' if foljer else ''}{ar}")
    if rad.belopp is not None:
        for nar, belopp in rad.tillagg:
            yield Stapel(belopp, f"{short(belopp)}, {KORT[nar]}", ljus=True)
