"""Pango, the one thing WeasyPrint needs that pip cannot bring. `python -m assistans.pango` gets it in place.

On a machine with apt it is installed by root; anyone else has the same packages unpacked under `var/pango`,
from where `load_weasyprint` loads the libraries. Elsewhere the one line to run is named.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from assistans.embedded import find_var, make_folder

LIBRARIES = ["gobject-2.0", "pango-1.0", "harfbuzz", "fontconfig", "pangoft2-1.0", "harfbuzz-subset"]
DEBIAN_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
LINE_TO_RUN = {
    "apt-get": f"sudo apt-get install --no-install-recommends {' '.join(DEBIAN_PACKAGES)}",
    "dnf": "sudo dnf install pango harfbuzz",
    "apk": "sudo apk add pango harfbuzz-subset",
    "brew": "brew install pango",
}
SECONDS_FOR_APT = 300


class PangoMissing(Exception):
    """The libraries are not on this machine; the message is a sentence with the line that installs them."""


def load_weasyprint() -> ModuleType:
    """WeasyPrint, with Pango from the system or from `var/pango`. Raises PangoMissing.

    Called where a report is written and not at import, so that the rest of the application runs without Pango.
    """
    _find_libraries()
    if find_missing():
        raise PangoMissing(_describe_missing())
    import weasyprint

    return weasyprint


def install() -> str:
    """Get Pango in place and tell how, in Swedish. Raises PangoMissing."""
    _find_libraries()
    if not find_missing():
        return "Pango finns."
    if shutil.which("apt-get"):
        if os.geteuid() == 0 and _install_with_apt() and not find_missing():
            return "Pango är installerat med apt-get."
        if shutil.which("dpkg-deb") and _unpack_packages():
            _find_libraries()
            if not find_missing():
                return f"Pango är uppackat i {_unpacked()}."
    raise PangoMissing(_describe_missing())


def find_missing() -> list[str]:
    return [name for name in LIBRARIES if not _can_load(name)]


def _can_load(name: str) -> bool:
    number = {"fontconfig": "1"}.get(name, "0")
    homebrew = "/opt/homebrew/lib"
    for file in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"{homebrew}/lib{name}.{number}.dylib"):
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


def _unpacked() -> Path:
    return find_var() / "pango"


def _find_libraries() -> None:
    """Load the unpacked libraries, if the system has none: WeasyPrint's own look-up then meets them by name."""
    folder = _unpacked()
    if not folder.exists() or not find_missing():
        return
    waiting = [file for file in folder.glob("usr/lib/*-linux-gnu*/*.so.*") if not file.is_symlink()]
    # A library loads when those it needs have been; each round brings at least one more, or no more can be had.
    while waiting:
        left = [file for file in waiting if not _load(file)]
        if len(left) == len(waiting):
            break
        waiting = left
    if not Path("/etc/fonts/fonts.conf").exists():
        os.environ.setdefault("FONTCONFIG_FILE", str(folder / "fonts.conf"))


def _load(file: Path) -> bool:
    try:
        ctypes.CDLL(str(file), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def _install_with_apt() -> bool:
    words = ["-y", "--no-install-recommends", "install", *DEBIAN_PACKAGES]
    return _apt("update") is not None and _apt(*words) is not None


def _unpack_packages() -> bool:
    """Fetch and unpack what apt would have installed, without being root. Whole or not at all."""
    folder = _unpacked()
    make_folder(folder.parent)
    draft = folder.with_name(f"pango.{os.getpid()}")
    work = draft / "apt"
    for part in ("lists/partial", "cache/archives/partial", "debs"):
        (work / part).mkdir(parents=True)
    own = ["-o", f"Dir::State::lists={work}/lists", "-o", f"Dir::Cache={work}/cache",
           "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User="]  # fmt: skip
    try:
        plan = _apt(*own, "update") is not None and _apt(
            *own, "install", "-s", "--no-install-recommends", *DEBIAN_PACKAGES
        )
        names = [line.split()[1] for line in (plan or "").splitlines() if line.startswith("Inst ")]
        if not names or _apt(*own, "download", *names, cwd=work / "debs") is None:
            return False
        for package in (work / "debs").glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, draft], check=True)
        shutil.rmtree(work)
        (draft / "fonts.conf").write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
            f"<fontconfig><dir>{folder}/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>\n"
        )
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _apt(*words: str, cwd: Path | None = None) -> str | None:
    """What apt-get wrote, or None when it failed."""
    try:
        done = subprocess.run(
            ["apt-get", "-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", *words],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
            cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, timeout=SECONDS_FOR_APT,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _describe_missing() -> str:
    line = next((line for tool, line in LINE_TO_RUN.items() if shutil.which(tool)), LINE_TO_RUN["apt-get"])
    return f"PDF-rapporter går inte att skriva eftersom {', '.join(find_missing())} saknas. Kör {line}."


if __name__ == "__main__":
    try:
        sys.stderr.write(f"{install()}\n")
    except PangoMissing as missing:
        sys.exit(str(missing))
