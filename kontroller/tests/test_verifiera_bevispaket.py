"""Verifieraren: Ed25519 enligt RFC 8032, och varje byte i ett paket är bevakad och nämns vid namn när den ändras."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kontroller.bevispaket import verifiera_bevispaket
from kontroller.bevispaket.arkiv import Arkiv
from kontroller.bevispaket.rader import as_text
from kontroller.bevispaket.signering import public_key, sign
from kontroller.bevispaket.verifiera_bevispaket import (
    FORMAT,
    InteLasbart,
    main,
    signature_holds,
    verify,
)
from kontroller.kanon import sha256

NYCKEL = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANNAN_NYCKEL = Ed25519PrivateKey.from_private_bytes(bytes(32))
FAKTA = '{"faktura":{"id":7,"summor":{"att_betala":"33728.00"}}}'
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e"
        "2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17a"
        "d9bef1177331a704",
    ),
]
"""Section 7.1: public key, message and signature of TEST 1, 2, 3 and SHA(abc)."""


def verdict_line(**annat: object) -> dict[str, object]:
    rad = {
        "faktura": 7,
        "belopp": "33728.00",
        "resultat": "stoppad",
        "fakta_sha256": sha256(FAKTA),
        "fakta_med": True,
        "utfall": [
            {"regel": "A02", "utfall": "avvikelse", "bevis": {"kronor": "301.1428571"}},
            {"regel": "G05", "utfall": "godkand", "bevis": {}},
        ],
    }
    return rad | annat


SUMMOR = {
    "resultat": {"stoppad": {"antal": 1, "kronor": "33728.00"}},
    "utfall": {"avvikelse": {"antal": 1, "kronor": "301.1428571"}, "godkand": {"antal": 1, "kronor": "0.00"}},
}


def build_pack(mapp: Path, *, rad: dict | None = None, fakta: str = FAKTA, nyckel: Ed25519PrivateKey = NYCKEL) -> Path:
    """A small pack, made by the same archive and signature as a real one."""
    filer = {
        "LASMIG.txt": "Läs mig först.\n" * 9,
        "fakta/korning-3.jsonl": f"{fakta}\n",
        "verdikt/korning-3.jsonl": f"{as_text(rad or verdict_line())}\n",
    }
    korning = {"korning": 3, "typ": "manad", "summor": SUMMOR}
    korning |= {"fakta": "fakta/korning-3.jsonl", "verdikt": "verdikt/korning-3.jsonl"}
    sokvag = mapp / "paket.zip"
    with Arkiv() as arkiv:
        for namn, text in filer.items():
            arkiv.add(namn, [text.encode()])
        manifest = {
            "format": FORMAT,
            "manad": "2015-05",
            "kommun": {"namn": "Exempelkommun"},
            "original": {"text": "Utan original."},
            "nyckel": {"offentlig": public_key(nyckel)},
            "korningar": [korning],
            "filer": arkiv.as_json(),
        }
        sokvag.write_bytes(b"".join(arkiv.parts(as_text(manifest).encode(), lambda data: sign(nyckel, data))))
    return sokvag


def told(sokvag: Path, nyckel: str | None = None) -> list[str]:
    """What the verifier finds wrong; what it cannot read at all is one sentence too."""
    try:
        return verify(str(sokvag), nyckel)[0]
    except InteLasbart as hinder:
        return [str(hinder)]


@pytest.fixture
def paket(tmp_path) -> Path:
    return build_pack(tmp_path)


@pytest.mark.parametrize(("nyckel", "meddelande", "signatur"), RFC_8032)
def test_the_signatures_of_the_standard_hold_and_no_other(nyckel, meddelande, signatur):
    nyckel, meddelande, signatur = map(bytes.fromhex, (nyckel, meddelande, signatur))

    assert signature_holds(nyckel, meddelande, signatur)
    assert not signature_holds(nyckel, meddelande + b"\0", signatur)
    assert not signature_holds(nyckel, meddelande, signatur[:-1] + bytes([signatur[-1] ^ 0x10]))
    assert not signature_holds(bytes([nyckel[0] ^ 1]) + nyckel[1:], meddelande, signatur)


def test_a_signature_with_the_order_added_to_it_does_not_hold_though_the_equation_does():
    nyckel, meddelande, signatur = map(bytes.fromhex, RFC_8032[1])
    s = int.from_bytes(signatur[32:], "little") + verifiera_bevispaket.ORDNING

    assert not signature_holds(nyckel, meddelande, signatur[:32] + s.to_bytes(32, "little"))


def test_a_whole_pack_holds_against_its_own_key_and_the_one_given(paket, capsys):
    assert main([str(paket)]) == 0
    assert "kör om med --nyckel" in capsys.readouterr().out

    assert main([str(paket), "--nyckel", public_key(NYCKEL)]) == 0
    ut = capsys.readouterr().out
    assert "Signaturen håller, mot den nyckel som angavs." in ut
    assert "  utfall avvikelse: 1, 301.1428571 kronor" in ut


def test_a_pack_signed_by_somebody_else_is_told_only_when_the_key_is_given(tmp_path):
    paket = build_pack(tmp_path, nyckel=ANNAN_NYCKEL)

    assert told(paket) == []
    assert told(paket, public_key(NYCKEL))[0] == "Paketet är signerat med en annan nyckel än den som angavs."


def test_it_needs_nothing_but_python(paket, tmp_path):
    fil = tmp_path / "verifiera_bevispaket.py"
    fil.write_bytes(Path(verifiera_bevispaket.__file__).read_bytes())

    klar = subprocess.run(
        [sys.executable, "-I", "-S", str(fil), str(paket)], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (klar.returncode, klar.stderr) == (0, "")
    assert klar.stdout.endswith("Allt stämmer.\n")


def test_a_pack_is_an_ordinary_zip(paket):
    with zipfile.ZipFile(paket) as fil:
        assert fil.testzip() is None
        assert fil.namelist()[:3] == ["manifest.json", "manifest.sig", "LASMIG.txt"]


def test_no_byte_can_be_changed_without_being_told(paket):
    """Every fifth byte and every byte of the first header, each in turn, by one bit and by all bits."""
    hela = paket.read_bytes()

    for plats in sorted({*range(43), *range(0, len(hela), 5), len(hela) - 1}):
        for bit in (0x01, 0xFF):
            paket.write_bytes(hela[:plats] + bytes([hela[plats] ^ bit]) + hela[plats + 1 :])
            assert told(paket), f"byte {plats} av {len(hela)} går att ändra"


def place_of(hela: bytes, namn: str, *, forbi: int = 0) -> int:
    """Where a file's packed bytes begin in the archive."""
    return hela.index(namn.encode(), hela.index(b"manifest.sig") if namn != "manifest.json" else 0) + len(namn) + forbi


@pytest.mark.parametrize("namn", ["LASMIG.txt", "fakta/korning-3.jsonl", "verdikt/korning-3.jsonl"])
def test_a_changed_file_is_named(paket, namn):
    hela = bytearray(paket.read_bytes())
    with zipfile.ZipFile(paket) as fil:
        info = fil.getinfo(namn)
    hela[info.header_offset + 30 + len(namn) + info.compress_size // 2] ^= 0x04
    paket.write_bytes(hela)

    assert any(namn in mening for mening in told(paket))
    assert main([str(paket)]) == 1


def change_manifest(paket: Path, fran: bytes, till: bytes) -> None:
    hela = paket.read_bytes()
    assert hela.count(fran) >= 1
    assert len(fran) == len(till)
    paket.write_bytes(hela.replace(fran, till, 1))


def test_a_changed_manifest_is_told_by_the_signature(paket):
    change_manifest(paket, b'"2015-05"', b'"2015-06"')

    assert "Signaturen håller inte: manifest.json" in told(paket)[0]
    assert main([str(paket)]) == 1


@pytest.mark.parametrize("byt", [lambda c: b"0" if c != b"0" else b"1", lambda c: b"z", bytes.upper])
def test_a_changed_signature_is_told_also_when_it_says_the_same(paket, byt: Callable[[bytes], bytes]):
    hela = paket.read_bytes()
    start = hela.index(b"manifest.sig") + len(b"manifest.sig")
    plats = next(n for n in range(start, start + 128) if byt(hela[n : n + 1]) != hela[n : n + 1])
    paket.write_bytes(hela[:plats] + byt(hela[plats : plats + 1]) + hela[plats + 1 :])

    assert any("manifest.sig" in mening for mening in told(paket))


def test_a_pack_that_has_lost_its_end_is_told_wherever_it_ends(paket, capsys):
    hela = paket.read_bytes()

    for langd in range(0, len(hela), 29):
        paket.write_bytes(hela[:langd])
        assert main([str(paket)]) in (1, 2)
        assert "slut" in capsys.readouterr().err
    paket.write_bytes(hela[:-1])
    assert main([str(paket)]) == 1


def test_bytes_after_the_end_are_told(paket):
    paket.write_bytes(paket.read_bytes() + b"mer")

    assert any("efter sitt slut" in mening or "zip" in mening.lower() for mening in told(paket))


def rezip(paket: Path, **andrade: bytes | None) -> None:
    """The same files in another archive: some changed, some gone, some new."""
    with zipfile.ZipFile(paket) as fil:
        filer = {namn: fil.read(namn) for namn in fil.namelist()} | andrade
    with zipfile.ZipFile(paket, "w") as ny:
        for namn, data in filer.items():
            if data is not None:
                ny.writestr(namn, data)


def test_missing_and_extra_files_are_named(paket):
    rezip(paket, **{"LASMIG.txt": None, "fakta/annat.jsonl": b"{}"})

    fel = told(paket)

    assert "fakta/annat.jsonl finns i paketet men inte i manifestet." in fel
    assert "LASMIG.txt saknas." in fel


def test_each_changed_file_is_named_when_there_are_several(paket):
    rezip(paket, **{"LASMIG.txt": b"annat", "fakta/korning-3.jsonl": FAKTA.replace("7", "8").encode() + b"\n"})

    fel = " ".join(told(paket))

    assert "LASMIG.txt är ändrad: den har 5 byte" in fel
    assert "fakta/korning-3.jsonl är ändrad: dess SHA-256" in fel


def test_a_pack_that_is_unpacked_is_tried_in_its_folder(paket, tmp_path):
    mapp = tmp_path / "uppackat"
    with zipfile.ZipFile(paket) as fil:
        fil.extractall(mapp)
    assert told(mapp) == []

    (mapp / "LASMIG.txt").write_text("annat")
    assert told(mapp) == ["LASMIG.txt är ändrad: den har 5 byte, manifestet säger 153."]


@pytest.mark.parametrize(
    ("rad", "mening"),
    [
        (verdict_line(resultat="ren"), "resultatet är ren, men utfallen ger stoppad"),
        (verdict_line(belopp="33729.00"), "beloppet är ett annat i fakta än i verdikten"),
        (verdict_line(fakta_sha256="0" * 64), "fakta med den hash som verdikten bygger på finns inte"),
        (verdict_line(utfall=[]), "summorna per utfall är andra"),
    ],
)
def test_facts_verdicts_and_sums_that_do_not_agree_are_told_though_everything_is_signed(tmp_path, rad, mening):
    fel = told(build_pack(tmp_path, rad=rad))

    assert any(mening in ett for ett in fel)


@pytest.mark.parametrize("innehall", [b"", b"%PDF-1.7 en rapport", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_pack_is_told_and_not_tried(tmp_path, innehall, capsys):
    fil = tmp_path / "annat.zip"
    fil.write_bytes(innehall)

    assert main([str(fil)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_key_that_is_mistyped_is_told(paket, capsys):
    assert main([str(paket), "--nyckel", "abc"]) == 2
    assert "64 tecken" in capsys.readouterr().err


def test_the_archive_is_the_same_whatever_the_pieces_it_is_written_in(tmp_path):
    innehall = json.dumps(list(range(9000))).encode()

    def pack(bit: int) -> bytes:
        with Arkiv() as arkiv:
            arkiv.add("fil.json", (innehall[n : n + bit] for n in range(0, len(innehall), bit)))
            return b"".join(arkiv.parts(b"{}", lambda data: b"x"))

    assert pack(10) == pack(100_000)
