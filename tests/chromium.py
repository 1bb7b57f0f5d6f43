"""Where the real browser is."""

import os
import shutil

NO_CHROMIUM = "Chromium hittades inte. Installera paketet chromium eller peka ut programmet med ASSISTANS_WEBBLASARE."


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine, or None."""
    wanted = os.environ.get("ASSISTANS_WEBBLASARE") or "chromium"
    names = [wanted, "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next(filter(None, map(shutil.which, names)), None)
