"""Where the servers of our own keep their files, and as whom they run."""

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# The address of a Unix socket has room for 107 characters on Linux and 103 on macOS.
LONGEST_SOCKET_FOLDER = 80


class ServiceRefused(Exception):
    """A server of our own cannot run; the message is a sentence for the one who started the command."""


@dataclass(frozen=True)
class ServerUser:
    """The operating system user that the servers run as, when we are root. PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    @property
    def run_options(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Place:
    """One folder with two servers in it, their sockets, and the user they run as (None: the one we are)."""

    root: Path
    sockets: Path
    user: ServerUser | None

    @classmethod
    def of(cls, folder: Path) -> "Place":
        """The place for `folder`. Only looks; `prepare` makes what is missing."""
        root = folder.resolve()
        user = find_server_user(root) if os.geteuid() == 0 else None
        if user and not can_enter(nearest_existing(root), user):
            root = Path("/var/lib") / f"assistanskontroll-{digest(root)}"
        sockets = root / "s"
        if len(str(sockets)) > LONGEST_SOCKET_FOLDER:
            sockets = Path("/tmp") / f"assistanskontroll-{os.geteuid()}-{digest(root)}"
        return cls(root, sockets, user)

    def prepare(self) -> None:
        try:
            make_folder(self.root.parent)
            make_folder(self.root)
            self.make_private(self.sockets)
        except PermissionError:
            raise ServiceRefused(f"Mappen {self.root} går inte att skriva i för den som kör kommandot.") from None

    def make_private(self, folder: Path) -> None:
        """A folder that the server's user alone may enter. A stranger's folder of that name is refused."""
        owner = self.user.uid if self.user else os.geteuid()
        if not folder.exists():
            folder.mkdir(mode=0o700)
            if self.user:
                os.chown(folder, self.user.uid, self.user.gid)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise ServiceRefused(f"Mappen {folder} tillhör någon annan eller är öppen för andra. Ta bort den.")

    def reach(self, package: str, distribution: str) -> Path:
        """The folder of an installed package with programs that the servers' user can run.

        Under a closed home folder (root's) the package is copied to our own place, once per version. Not
        imported: both packages do things at import. The libraries of a Linux wheel lie in a sibling folder
        that the programs find by relative path, so the two are kept together.
        """
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ServiceRefused(
                f"Paketet {distribution} saknas. Kör make install, eller sätt DATABASE_URL och REDIS_URL."
            )
        folder = Path(spec.submodule_search_locations[0])
        if self.user is None or can_enter(folder, self.user):
            return folder
        copy = self.root / f"{distribution}-{version(distribution)}"
        if not copy.exists():
            draft = copy.with_name(copy.name + ".ny")
            shutil.rmtree(draft, ignore_errors=True)
            for part in (folder, folder.with_name(f"{package}.libs")):
                if part.exists():
                    shutil.copytree(part, draft / part.name, symlinks=True)
            open_for_reading(draft)
            draft.rename(copy)
        return copy / package


def find_server_user(root: Path) -> ServerUser:
    """Whoever owns the database already; else `postgres`, else `nobody`."""
    data = root / "pgdata"
    if data.exists() and (found := data.stat()).st_uid != 0:
        return ServerUser(found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid)
    raise ServiceRefused("PostgreSQL körs inte som root, och användarna postgres och nobody saknas.")


def can_enter(path: Path, user: ServerUser) -> bool:
    """Whether the user may pass every folder down to `path` and read what it names."""
    for part in (path, *path.parents):
        found = part.stat()
        if found.st_uid == user.uid:
            allowed = found.st_mode & stat.S_IXUSR
        elif found.st_gid == user.gid:
            allowed = found.st_mode & stat.S_IXGRP
        else:
            allowed = found.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def nearest_existing(path: Path) -> Path:
    return next(part for part in (path, *path.parents) if part.exists())


def make_folder(folder: Path) -> None:
    """A folder for state. Whatever the umask, root's can be passed through, for the servers lie in it."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def open_for_reading(folder: Path) -> None:
    """Let everyone read the copied programs, whatever the umask was when they were installed."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))


def digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
