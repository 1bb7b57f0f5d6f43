"""The watch over the servers in one folder: `python -m assistans.embedded FOLDER`. Started by `lease.start_watch`."""

import os
import sys
from pathlib import Path

from assistans.embedded import Services, lease
from assistans.embedded.place import Place


def main() -> None:
    services = Services(Place.of(Path(sys.argv[1])))
    root = services.place.root
    watch = lease.try_lock(root / "vakt")
    if watch is None:
        return
    # The caller waits for this process only until the watch is set; the child keeps it, with the lock.
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    lease.keep_watch(root, watch, services.stop)


if __name__ == "__main__":
    main()
