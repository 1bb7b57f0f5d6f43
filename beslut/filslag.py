"""Vad en fil är, läst ur dess innehåll och inte ur dess namn: PDF, PNG eller JPEG."""

from typing import NamedTuple

SVANS = 2048
"""How many of the last bytes the end of a PDF is looked for in: writers may put a little after it."""


class Filslag(NamedTuple):
    """Ett slags fil som tas emot: hur den börjar och slutar, och vad den heter när den hämtas."""

    namn: str
    mime: str
    andelse: str
    borjar: bytes
    slutar: bytes


FILSLAG = (
    Filslag("PDF", "application/pdf", "pdf", b"%PDF-", b"%%EOF"),
    Filslag("PNG", "image/png", "png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    Filslag("JPEG", "image/jpeg", "jpg", b"\xff\xd8\xff", b"\xff\xd9"),
)
ANDELSER = {slag.mime: slag.andelse for slag in FILSLAG}


def kind_of_file(innehall: bytes) -> Filslag | None:
    """What the bytes are, or None for anything that is not taken or that is cut short."""
    svans = innehall[-SVANS:]
    for slag in FILSLAG:
        if innehall.startswith(slag.borjar) and slag.slutar in svans:
            return slag
    return None
