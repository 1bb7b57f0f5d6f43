#!/usr/bin/env python3
"""Prövar ett bevispaket från Assistanskontroll utan Assistanskontroll: bara Python 3.9 eller senare behövs.

    python3 verifiera_bevispaket.py bevispaket-2015-04.zip --nyckel NYCKEL

NYCKEL är kommunens offentliga nyckel, 64 tecken, som kommunen lämnar på annat sätt än i paketet. Utan den prövas
signaturen mot nyckeln i paketet, vilket bara visar att paketet hänger ihop. En mapp med det uppackade paketet går
också att pröva.

Slutkod 0: allt stämmer. 1: något är ändrat, saknas eller är för mycket; det nämns. 2: filen är inget bevispaket, eller
är inte hel.
"""

import argparse
import hashlib
import json
import os
import struct
import sys
import zipfile
import zlib
from decimal import Decimal

FORMAT = "bevispaket 1"
MANIFEST, SIGNATUR = "manifest.json", "manifest.sig"
BIT = 1 << 20
STOPPAR = ("avvikelse", "ej_bedomd")


class InteLasbart(Exception):
    """The file is no evidence pack, or has lost its end; the message is a Swedish sentence."""


# --- Ed25519 (RFC 8032, 5.1), verification only ---------------------------------------------------------------------

P = 2**255 - 19
ORDNING = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROT = pow(2, (P - 1) // 4, P)


def _x_of(y, tecken):
    """The x of a point on the curve, of the given sign; None when there is none."""
    if y >= P:
        return None
    kvadrat = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(kvadrat, (P + 3) // 8, P)
    if (x * x - kvadrat) % P:
        x = x * ROT % P
    if (x * x - kvadrat) % P or (x == 0 and tecken):
        return None
    return P - x if x & 1 != tecken else x


def _point(data):
    """A point in extended coordinates from its 32 bytes; None when they are none."""
    y = int.from_bytes(data, "little")
    tecken, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, tecken)
    return None if x is None else (x, y, 1, x * y % P)


def _add(en, annan):
    a = (en[1] - en[0]) * (annan[1] - annan[0]) % P
    b = (en[1] + en[0]) * (annan[1] + annan[0]) % P
    c, d = 2 * en[3] * annan[3] * D % P, 2 * en[2] * annan[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(tal, punkt):
    summa = (0, 1, 1, 0)
    while tal:
        if tal & 1:
            summa = _add(summa, punkt)
        punkt = _add(punkt, punkt)
        tal >>= 1
    return summa


def _same(en, annan):
    return (en[0] * annan[2] - annan[0] * en[2]) % P == 0 and (en[1] * annan[2] - annan[1] * en[2]) % P == 0


_G_Y = 4 * pow(5, P - 2, P) % P
G = _point(_G_Y.to_bytes(32, "little"))


def signature_holds(nyckel, meddelande, signatur):
    """Whether the signature is the key owner's over exactly this message."""
    if len(nyckel) != 32 or len(signatur) != 64:
        return False
    a, r = _point(nyckel), _point(signatur[:32])
    s = int.from_bytes(signatur[32:], "little")
    if a is None or r is None or s >= ORDNING:
        return False
    h = int.from_bytes(hashlib.sha512(signatur[:32] + nyckel + meddelande).digest(), "little") % ORDNING
    return _same(_times(s, G), _add(r, _times(h, a)))


# --- The container: a ZIP whose every byte follows from the manifest ------------------------------------------------

LAGRAD, PACKAD = 0, 8
_VERSION, _UTF8, _TID, _DAG = 20, 0x800, 0, 0x21  # 1980-01-01 00:00, the same for every file
_LOKAL, _CENTRAL, _SLUT = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"


def local_header(namn, metod, crc, packad, storlek):
    """The bytes before a file in the archive."""
    falt = (_VERSION, _UTF8, metod, _TID, _DAG, crc, packad, storlek, len(namn), 0)
    return struct.pack(_LOKAL, b"PK\3\4", *falt) + namn.encode()


def central_record(namn, metod, crc, packad, storlek, plats):
    """The bytes about a file in the archive's own list."""
    falt = (_VERSION, _VERSION, _UTF8, metod, _TID, _DAG, crc, packad, storlek, len(namn), 0, 0, 0, 0, 0, plats)
    return struct.pack(_CENTRAL, b"PK\1\2", *falt) + namn.encode()


def end_record(antal, langd, plats):
    """The bytes that end the archive."""
    return struct.pack(_SLUT, b"PK\5\6", 0, 0, antal, antal, langd, plats, 0)


def _stored_first(fil, namn):
    """A file stored as it is at this place in the archive: its bytes, and whether what stands before it is as made."""
    huvud = fil.read(30)
    if len(huvud) < 30:
        raise InteLasbart(f"Filen tar slut i {namn}.")
    signatur, *falt = struct.unpack(_LOKAL, huvud)
    if signatur != b"PK\3\4" or fil.read(falt[8]) != namn.encode():
        return None, False
    data = fil.read(falt[6])
    if len(data) < falt[6]:
        raise InteLasbart(f"Filen tar slut i {namn}.")
    vantat = local_header(namn, LAGRAD, zlib.crc32(data), len(data), len(data))
    return data, huvud + namn.encode() == vantat


def check_container(sokvag, manifest_bytes, signatur_bytes, filer):
    """What is wrong with the bytes around and between the files. The first of it, or nothing."""
    poster = [(namn, LAGRAD, zlib.crc32(d), len(d), len(d)) for namn, d in _head(manifest_bytes, signatur_bytes)]
    poster += [(f["namn"], f["metod"], f["crc32"], f["packad"], f["storlek"]) for f in filer]
    centralt, plats = b"", 0
    with open(sokvag, "rb") as fil:
        for post in poster:
            huvud = local_header(*post)
            centralt += central_record(*post, plats)
            laest = fil.read(len(huvud))
            if laest != huvud:
                slut = "Filen tar slut i" if huvud.startswith(laest) else "Zip-filen är ändrad i"
                return f"{slut} huvudet före {post[0]}."
            fil.seek(post[3], os.SEEK_CUR)
            plats += len(huvud) + post[3]
        rest = fil.read(len(centralt) + 1024)
    vantat = centralt + end_record(len(poster), len(centralt), plats)
    if rest == vantat:
        return ""
    if vantat.startswith(rest):
        return "Filen tar slut i zip-filens innehållsförteckning eller före den."
    if rest.startswith(vantat):
        return "Zip-filen har fler byte efter sitt slut."
    n = next(n for n in range(len(vantat)) if rest[n : n + 1] != vantat[n : n + 1])
    return f"Zip-filen är ändrad i innehållsförteckningen (byte {plats + n})."


def _head(manifest_bytes, signatur_bytes):
    return ((MANIFEST, manifest_bytes), (SIGNATUR, signatur_bytes))


# --- Where the files are --------------------------------------------------------------------------------------------


class Paketet:
    """En zip-fil eller en uppackad mapp: vilka filer som finns, och deras byte."""

    def __init__(self, sokvag):
        self.sokvag, self.ar_mapp, self.zip, self.skada = sokvag, os.path.isdir(sokvag), None, ""
        if self.ar_mapp:
            self.namn = sorted(
                os.path.relpath(os.path.join(rot, fil), sokvag).replace(os.sep, "/")
                for rot, _, filer in os.walk(sokvag)
                for fil in filer
            )
            return
        try:
            self.zip = zipfile.ZipFile(sokvag)
            self.namn = self.zip.namelist()
        except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, OSError, ValueError, struct.error):
            self.namn, self.skada = [], "Zip-filens innehållsförteckning går inte att läsa."

    def parts(self, namn):
        """The bytes of a file, some at a time."""
        with self._open(namn) as fil:
            while del_ := fil.read(BIT):
                yield del_

    def lines(self, namn):
        """The lines of a file as JSON values with their own bytes."""
        with self._open(namn) as fil:
            for rad in fil:
                yield rad.rstrip(b"\n"), json.loads(rad)

    def _open(self, namn):
        return open(os.path.join(self.sokvag, *namn.split("/")), "rb") if self.ar_mapp else self.zip.open(namn)

    def head(self):
        """The manifest and its signature, and whether they lie first as they were made."""
        if not self.ar_mapp:
            with open(self.sokvag, "rb") as fil:
                manifest, hel = _stored_first(fil, MANIFEST)
                if manifest is not None:
                    signatur, ocksa = _stored_first(fil, SIGNATUR)
                    if signatur is not None:
                        return manifest, signatur, hel and ocksa
        if self.skada:
            raise InteLasbart("Filen är ingen hel zip-fil.")
        saknas = [namn for namn in (MANIFEST, SIGNATUR) if namn not in self.namn]
        if saknas:
            raise InteLasbart("{} saknas, så filen är inget bevispaket.".format(" och ".join(saknas)))
        try:
            return b"".join(self.parts(MANIFEST)), b"".join(self.parts(SIGNATUR)), self.ar_mapp
        except FEL_I_FIL as fel:
            raise InteLasbart(f"manifest.json går inte att packa upp ({type(fel).__name__}).") from None


FEL_I_FIL = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


# --- What is tried --------------------------------------------------------------------------------------------------


def check_signature(manifest_bytes, signatur_bytes, nyckel):
    """What is wrong with the signature, or nothing."""
    text = signatur_bytes.decode("ascii", "replace")
    try:
        signatur = bytes.fromhex(text.strip())
    except ValueError:
        return "manifest.sig är ändrad: den är ingen signatur."
    if text != signatur.hex() + "\n":
        return "manifest.sig är ändrad: den är inte skriven som programmet skriver den."
    if not signature_holds(nyckel, manifest_bytes, signatur):
        return "Signaturen håller inte: manifest.json eller manifest.sig är ändrad, eller nyckeln är en annan."
    return ""


def check_files(paketet, filer):
    """Every file that has been changed, is missing or should not be there."""
    kanda = [MANIFEST, SIGNATUR, *(f["namn"] for f in filer)]
    for namn in sorted(set(paketet.namn) - set(kanda)):
        yield f"{namn} finns i paketet men inte i manifestet."
    for namn in sorted({n for n in paketet.namn if paketet.namn.count(n) > 1}):
        yield f"{namn} finns flera gånger."
    for fil in filer:
        if fil["namn"] not in paketet.namn:
            yield "{} saknas.".format(fil["namn"])
            continue
        hash_, storlek = hashlib.sha256(), 0
        try:
            for del_ in paketet.parts(fil["namn"]):
                hash_.update(del_)
                storlek += len(del_)
        except FEL_I_FIL:
            yield "{} är ändrad: den går inte att packa upp.".format(fil["namn"])
            continue
        if storlek != fil["storlek"]:
            yield "{} är ändrad: den har {} byte, manifestet säger {}.".format(fil["namn"], storlek, fil["storlek"])
        elif hash_.hexdigest() != fil["sha256"]:
            yield "{} är ändrad: dess SHA-256 är inte den i manifestet.".format(fil["namn"])


def check_packed(sokvag, manifest_bytes, signatur_bytes, filer):
    """Files whose packed bytes are others than those that were made, though they unpack to the same."""
    plats = sum(len(local_header(n, LAGRAD, 0, 0, 0)) + len(d) for n, d in _head(manifest_bytes, signatur_bytes))
    with open(sokvag, "rb") as zip_:
        for fil in filer:
            zip_.seek(plats + len(local_header(fil["namn"], 0, 0, 0, 0)))
            hash_, kvar = hashlib.sha256(), fil["packad"]
            while kvar and (del_ := zip_.read(min(BIT, kvar))):
                hash_.update(del_)
                kvar -= len(del_)
            if kvar:
                yield "Filen tar slut i {}.".format(fil["namn"])
                return
            if hash_.hexdigest() != fil["packad_sha256"]:
                yield "{} är ändrad i sin packade form.".format(fil["namn"])
            plats += len(local_header(fil["namn"], 0, 0, 0, 0)) + fil["packad"]


def check_verdicts(paketet, korning):
    """What the facts and verdicts of a run say against each other, or against the sums in the manifest."""
    fakta = {}
    for rad, varden in paketet.lines(korning["fakta"]):
        belopp, antal = varden["faktura"]["summor"]["att_betala"], fakta.get(hashlib.sha256(rad).hexdigest(), (0, 0))[1]
        fakta[hashlib.sha256(rad).hexdigest()] = (belopp, antal + 1)
    resultat, utfall = {}, {}
    for _, rad in paketet.lines(korning["verdikt"]):
        vad = "Faktura {} i körning {}".format(rad["faktura"], korning["korning"])
        if rad["fakta_med"]:
            belopp, antal = fakta.get(rad["fakta_sha256"], ("0", 0))
            fakta[rad["fakta_sha256"]] = (belopp, antal - 1)
            if antal < 1:
                yield f"{vad}: fakta med den hash som verdikten bygger på finns inte."
            elif Decimal(belopp) != Decimal(rad["belopp"]):
                yield f"{vad}: beloppet är ett annat i fakta än i verdikten."
        fynd = {v["utfall"] for v in rad["utfall"]}
        borde = "stoppad" if fynd.intersection(STOPPAR) else "varning" if "varning" in fynd else "ren"
        if rad["resultat"] != borde:
            yield "{}: resultatet är {}, men utfallen ger {}.".format(vad, rad["resultat"], borde)
        _count(resultat, rad["resultat"], rad["belopp"])
        for v in rad["utfall"]:
            _count(utfall, v["utfall"], v["bevis"].get("kronor", "0"))
    over = sum(antal for _, antal in fakta.values() if antal > 0)
    if over:
        yield "Körning {}: {} fakta hör inte till något verdikt.".format(korning["korning"], over)
    for namn, raknat in (("resultat", resultat), ("utfall", utfall)):
        if raknat != {k: (s["antal"], Decimal(s["kronor"])) for k, s in korning["summor"][namn].items()}:
            yield "Körning {}: summorna per {} är andra än i manifestet.".format(korning["korning"], namn)


def _count(summor, nyckel, kronor):
    antal, summa = summor.get(nyckel, (0, Decimal(0)))
    summor[nyckel] = (antal + 1, summa + Decimal(kronor))


def verify(sokvag, nyckel=None):
    """Try a pack. Gives what is wrong, and what was found to hold, each as Swedish sentences."""
    paketet = Paketet(sokvag)
    manifest_bytes, signatur_bytes, forst = paketet.head()
    fel, besked = [], []
    try:
        manifest = json.loads(manifest_bytes)
        egen, filer, korningar = manifest["nyckel"]["offentlig"], manifest["filer"], manifest["korningar"]
        nyckeln = bytes.fromhex(nyckel or egen)
        kanda = [(f["namn"], f["metod"], f["crc32"], f["packad"], f["storlek"], f["sha256"]) for f in filer]
        [local_header(*k[:5]) for k in kanda]
    except (ValueError, KeyError, TypeError, AttributeError, struct.error):
        return ["manifest.json är ändrad: den går inte att läsa."], besked
    if manifest.get("format") != FORMAT:
        fel.append("manifest.json är ändrad, eller paketet har ett format som den här filen inte känner.")
    if nyckel and nyckel != egen:
        fel.append("Paketet är signerat med en annan nyckel än den som angavs.")
    if brist := check_signature(manifest_bytes, signatur_bytes, nyckeln):
        fel.append(brist)
    else:
        besked.append("Signaturen håller, %s." % ("mot den nyckel som angavs" if nyckel else "mot nyckeln i paketet"))
    if paketet.skada:
        fel.append(paketet.skada)
    else:
        fel += check_files(paketet, filer)
    hela = not fel
    if not paketet.ar_mapp:
        brist = check_container(sokvag, manifest_bytes, signatur_bytes, filer) if forst else "Zip-filen är ompackad."
        fel += [brist] if brist else []
        if forst and (paketet.skada or not brist):
            fel += [m for m in check_packed(sokvag, manifest_bytes, signatur_bytes, filer) if hela or paketet.skada]
    if hela:
        try:
            for korning in korningar:
                fel += check_verdicts(paketet, korning)
        except (*FEL_I_FIL, KeyError, TypeError, ArithmeticError) as annat:
            fel.append(f"Fakta och verdikt går inte att räkna om ({type(annat).__name__}).")
    besked += [] if fel else _told(manifest)
    return fel, besked


def _told(manifest):
    yield "{} filer är oförändrade.".format(len(manifest["filer"]))
    yield "Månad {}, {}. {}".format(manifest["manad"], manifest["kommun"]["namn"], manifest["original"]["text"])
    for korning in manifest["korningar"]:
        yield "Körning {} ({}):".format(korning["korning"], korning["typ"])
        for namn in ("resultat", "utfall"):
            for vad, summa in sorted(korning["summor"][namn].items()):
                yield "  {} {}: {}, {} kronor".format(namn, vad, summa["antal"], summa["kronor"])


def main(argument=None):
    """Run the command: what holds on stdout, what does not on stderr."""
    tolk = argparse.ArgumentParser(description="Prövar ett bevispaket. Utan --nyckel prövas det mot sin egen nyckel.")
    tolk.add_argument("paket", help="zip-filen, eller mappen där den är uppackad")
    tolk.add_argument("--nyckel", help="kommunens offentliga nyckel, 64 tecken")
    val = tolk.parse_args(argument)
    nyckel = (val.nyckel or "").replace(" ", "").lower()
    if nyckel and (len(nyckel) != 64 or set(nyckel) - set("0123456789abcdef")):
        sys.stderr.write("Nyckeln ska vara 64 tecken, 0–9 och a–f.\n")
        return 2
    try:
        fel, besked = verify(val.paket, nyckel)
    except (InteLasbart, OSError) as hinder:
        sys.stderr.write("%s\n" % (hinder if isinstance(hinder, InteLasbart) else "Filen går inte att öppna."))
        return 2
    sys.stdout.writelines(f"{rad}\n" for rad in besked)
    if fel:
        sys.stderr.writelines(f"FEL: {rad}\n" for rad in fel)
        return 1
    if not nyckel:
        sys.stdout.write("Jämför nyckeln med kommunens: kör om med --nyckel för att veta vem som har signerat.\n")
    sys.stdout.write("Allt stämmer.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
