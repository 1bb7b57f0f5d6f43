"""SIE 4 read back: the vouchers of a ledger, to be held against what was approved, and our own files in the tests."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from fakturor.betalfiler.sie import TECKEN, Kontorad, Siefil, SieRefused, Verifikation

MAX_BYTES = 50 * 1024 * 1024
_FALT = re.compile(r'[ \t]*(?:"((?:\\"|[^"])*)"|([{}])|([^ \t"{}]+))')
_BELOPP = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_DAG = re.compile(r"[0-9]{8}")
_INNEVARANDE = 0
"""The number of the current financial year in #RAR."""


class _Klammer(str):
    """A brace that opens or closes a list, told apart from a text with a brace in it."""

    __slots__ = ()


def read_sie(data: bytes) -> Siefil:
    """The vouchers of a file of type 4, and what it says of itself. Posts that are not known here are passed over.

    A voucher that does not balance is read too: it is told by its `obalans`. Rows that the accounting program has
    struck (#BTRANS) are left out; added ones (#RTRANS) stand a second time as #TRANS. Raises SieRefused.
    """
    if len(data) > MAX_BYTES:
        raise SieRefused([f"Filen är större än {MAX_BYTES // (1024 * 1024)} MB."])
    rader = re.split(r"\r\n|\n|\r", data.decode(TECKEN))
    if not data.lstrip().startswith(b"#FLAGGA"):
        raise SieRefused(["Filen är ingen SIE-fil: den börjar inte med #FLAGGA."])
    lasare = _Reader()
    for nummer, rad in enumerate(rader, 1):
        try:
            lasare.take(_fields(rad))
        except _Unreadable as fel:
            raise SieRefused([f"Rad {nummer}: {fel}"]) from None
    return lasare.fil()


class _Unreadable(Exception):
    """A line does not say what its label promises. The message is a Swedish sentence."""


class _Reader:
    """What the lines so far have said."""

    def __init__(self) -> None:
        self.en: dict[str, list[str]] = {}
        self.rakenskapsar: tuple[date, date] | None = None
        self.konton: list[tuple[str, str]] = []
        self.dimensioner: list[tuple[int, str]] = []
        self.objekt: list[tuple[int, str, str]] = []
        self.verifikationer: list[Verifikation] = []
        self._huvud: tuple[str, str, date, str] | None = None
        self._oppen = False
        self._kontorader: list[Kontorad] = []

    def take(self, falt: list[str]) -> None:
        """One line by its fields, the label first."""
        if not falt:
            return
        etikett, *varden = falt
        if isinstance(etikett, _Klammer):
            self._brace(etikett)
        elif self._oppen:
            if etikett.upper() == "#TRANS":
                self._kontorader.append(_account_row(varden))
        elif self._huvud is not None:
            raise _Unreadable("verifikationen innan har inga rader.")
        elif tag := _POSTER.get(etikett.upper()):
            tag(self, varden)

    def fil(self) -> Siefil:
        if self._oppen or self._huvud is not None:
            raise SieRefused(["Filen är avbruten: den slutar mitt i en verifikation."])
        if self.en.get("#SIETYP", ["4"])[:1] != ["4"]:
            raise SieRefused(["Filen är inte av SIE-typ 4 och har därför inga verifikationer."])
        gen = self.en.get("#GEN", [])
        if not gen:
            raise SieRefused(["Filen säger inte när den skrevs (#GEN)."])
        program = [*self.en.get("#PROGRAM", []), "", ""]
        orgnr = _first(self.en.get("#ORGNR", []))
        return Siefil(
            foretag=_first(self.en.get("#FNAMN", [])),
            orgnr=orgnr.replace("-", "") if re.fullmatch(r"[0-9]{6}-[0-9]{4}", orgnr) else orgnr,
            program=program[0],
            version=program[1],
            genererad=self._generated(gen[0]),
            verifikationer=tuple(self.verifikationer),
            konton=tuple(self.konton),
            dimensioner=tuple(self.dimensioner),
            objekt=tuple(self.objekt),
            rakenskapsar=self.rakenskapsar,
            kontoplan=_first(self.en.get("#KPTYP", [])),
        )

    @staticmethod
    def _generated(text: str) -> date:
        try:
            return _day(text)
        except _Unreadable as fel:
            raise SieRefused([f"#GEN: {fel}"]) from None

    def _brace(self, klammer: str) -> None:
        if klammer == "{":
            if self._huvud is None or self._oppen:
                raise _Unreadable("en klammer öppnas utan verifikation.")
            self._oppen = True
            return
        if self._huvud is None or not self._oppen:
            raise _Unreadable("en klammer stängs utan att vara öppnad.")
        self.verifikationer.append(Verifikation(*self._huvud, tuple(self._kontorader)))
        self._huvud, self._oppen, self._kontorader = None, False, []

    def voucher(self, varden: list[str]) -> None:
        serie, nummer, dag, *text = _at_least(3, varden)
        self._huvud = serie, nummer, _day(dag), _first(text)

    def year(self, varden: list[str]) -> None:
        nummer, fran, tom = _at_least(3, varden)[:3]
        if _number(nummer) == _INNEVARANDE:
            self.rakenskapsar = _day(fran), _day(tom)

    def account(self, varden: list[str]) -> None:
        konto, namn = _at_least(2, varden)[:2]
        self.konton.append((konto, namn))

    def dimension(self, varden: list[str]) -> None:
        nummer, namn = _at_least(2, varden)[:2]
        self.dimensioner.append((_number(nummer), namn))

    def object(self, varden: list[str]) -> None:
        nummer, kod, namn = _at_least(3, varden)[:3]
        self.objekt.append((_number(nummer), kod, namn))


def _once(etikett: str) -> Callable[[_Reader, list[str]], None]:
    return lambda lasare, varden: lasare.en.__setitem__(etikett, varden)


_POSTER: dict[str, Callable[[_Reader, list[str]], None]] = {
    **{etikett: _once(etikett) for etikett in ("#FNAMN", "#ORGNR", "#PROGRAM", "#GEN", "#SIETYP", "#KPTYP")},
    "#RAR": _Reader.year,
    "#KONTO": _Reader.account,
    "#DIM": _Reader.dimension,
    "#OBJEKT": _Reader.object,
    "#VER": _Reader.voucher,
}


def _fields(rad: str) -> list[str]:
    """The fields of a line. Only known labels are taken apart, so a strange post stops nothing."""
    rad = rad.strip(" \t\x00")
    etikett = re.split("[ \t]", rad, maxsplit=1)[0].upper()
    if etikett.startswith("#") and etikett not in _POSTER and etikett != "#TRANS":
        return [etikett]
    return list(_split(rad))


def _split(rad: str) -> Iterator[str]:
    at = 0
    while at < len(rad):
        falt = _FALT.match(rad, at)
        if falt is None:
            raise _Unreadable("ett citattecken saknar sitt par.")
        quoted, klammer, bare = falt.groups()
        if klammer:
            yield _Klammer(klammer)
        else:
            yield quoted.replace('\\"', '"') if quoted is not None else bare
        at = falt.end()


def _account_row(varden: list[str]) -> Kontorad:
    """konto {dimension objekt …} belopp [datum [text]]"""
    if len(varden) < 4 or isinstance(varden[0], _Klammer) or not _is_brace(varden[1], "{"):
        raise _Unreadable("raden saknar konto, objektlista eller belopp.")
    slut = next((plats for plats, falt in enumerate(varden) if _is_brace(falt, "}")), len(varden))
    objekt, efter = varden[2:slut], varden[slut + 1 :]
    if len(objekt) % 2 or any(isinstance(falt, _Klammer) for falt in (*objekt, *efter)):
        raise _Unreadable("objektlistan går inte att läsa.")
    if not efter or not _BELOPP.fullmatch(efter[0]):
        raise _Unreadable("raden har inget belopp.")
    par = tuple((_number(nummer), kod) for nummer, kod in zip(objekt[::2], objekt[1::2], strict=True))
    return Kontorad(varden[0], Decimal(efter[0]), par, _first(efter[2:]))


def _is_brace(falt: str, klammer: str) -> bool:
    return isinstance(falt, _Klammer) and falt == klammer


def _at_least(antal: int, varden: list[str]) -> list[str]:
    if len(varden) < antal or any(isinstance(falt, _Klammer) for falt in varden):
        raise _Unreadable("raden har för få uppgifter eller en klammer för mycket.")
    return varden


def _first(varden: list[str]) -> str:
    return varden[0] if varden else ""


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise _Unreadable("ett nummer är inget tal.")
    return int(text)


def _day(text: str) -> date:
    try:
        if _DAG.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise _Unreadable("ett datum ska skrivas ååååmmdd.")
