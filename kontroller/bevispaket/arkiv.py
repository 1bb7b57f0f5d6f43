"""En ZIP vars varje byte följer av innehållet: filerna i den ordning de ges, utan tider, med manifestet först.

Filerna packas en i taget i en tillfällig fil på disk, så minnet beror inte på hur många eller stora de är. Manifestet
kan därför säga allt om dem och ändå ligga först, och den som har det kan räkna ut var varje byte i arkivet ska stå.
"""

import hashlib
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from kontroller.bevispaket.verifiera_bevispaket import (
    LAGRAD,
    MANIFEST,
    PACKAD,
    SIGNATUR,
    central_record,
    end_record,
    local_header,
)

BIT = 1 << 20
NIVA = 6
STORST = 4 * 1024**3 - 1
FLEST = 60_000


class ForStort(Exception):
    """What is to be packed does not fit in a ZIP of the plain kind; the message is a sentence for the user."""


class Packad(NamedTuple):
    """En packad fil, som manifestet nämner den. `packad` är dess storlek i arkivet."""

    namn: str
    storlek: int
    sha256: str
    metod: int
    crc32: int
    packad: int
    packad_sha256: str


class Arkiv:
    """Ett arkiv som skrivs: `add` en fil i taget, sedan `parts` en gång."""

    def __init__(self) -> None:
        self.filer: list[Packad] = []
        self._disk = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)

    def __enter__(self) -> "Arkiv":
        return self

    def __exit__(self, *_fel: object) -> None:
        self._disk.close()

    def add(self, namn: str, innehall: Iterable[bytes]) -> None:
        """Pack a file. Names are ASCII, and none comes twice."""
        packare = zlib.compressobj(NIVA, zlib.DEFLATED, -zlib.MAX_WBITS)
        matt, packat = _Matt(), _Matt()
        for del_ in innehall:
            matt.take(del_)
            self._write(packare.compress(del_), packat)
        self._write(packare.flush(), packat)
        self.filer.append(Packad(namn, matt.storlek, matt.sha256, PACKAD, matt.crc32, packat.storlek, packat.sha256))
        if self._disk.tell() > STORST or matt.storlek > STORST or len(self.filer) > FLEST:
            raise ForStort("Paketet blir större än 4 GB. Gör det utan original.")

    def parts(self, manifest: bytes, sign: Callable[[bytes], bytes]) -> Iterator[bytes]:
        """The archive, some bytes at a time: the manifest and its signature, and then every file."""
        centralt, plats = b"", 0
        for namn, data in ((MANIFEST, manifest), (SIGNATUR, sign(manifest))):
            post = (namn, LAGRAD, zlib.crc32(data), len(data), len(data))
            huvud = local_header(*post)
            centralt += central_record(*post, plats)
            plats += len(huvud) + len(data)
            yield huvud + data
        self._disk.seek(0)
        for fil in self.filer:
            post = (fil.namn, fil.metod, fil.crc32, fil.packad, fil.storlek)
            huvud = local_header(*post)
            centralt += central_record(*post, plats)
            plats += len(huvud) + fil.packad
            yield huvud
            yield from self._read(fil.packad)
        if plats > STORST:
            raise ForStort("Paketet blir större än 4 GB. Gör det utan original.")
        yield centralt + end_record(len(self.filer) + 2, len(centralt), plats)

    def as_json(self) -> list[dict[str, Any]]:
        """The files as the manifest lists them."""
        return [fil._asdict() for fil in self.filer]

    def _write(self, data: bytes, matt: "_Matt") -> None:
        matt.take(data)
        self._disk.write(data)

    def _read(self, antal: int) -> Iterator[bytes]:
        while antal:
            del_ = self._disk.read(min(BIT, antal))
            antal -= len(del_)
            yield del_


class _Matt:
    """Storlek, SHA-256 och CRC för det som går förbi."""

    def __init__(self) -> None:
        self.storlek, self.crc32, self._hash = 0, 0, hashlib.sha256()

    def take(self, data: bytes) -> None:
        self.storlek += len(data)
        self.crc32 = zlib.crc32(data, self.crc32)
        self._hash.update(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()
