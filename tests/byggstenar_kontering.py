"""Små byggare av konteringsrader."""

from datetime import date
from typing import Any

from assistans.models import User
from beslut.models import Kontering
from tests.byggstenar import INLAST


def build_kontering(**falt: Any) -> Kontering:
    """Assistance of form D paid to a company, from 2015, unless told otherwise."""
    varden = {
        "slag": "assistans",
        "avtalsform": "D",
        "mottagare": "naringsidkare",
        "galler_fran": date(2015, 1, 1),
        "konto": "4538",
        "ansvar": "4100",
        "verksamhet": "5131",
        "motpart": "870",
        "momsersattning": "ja",
        "inlagd_av": User.objects.system(),
        "inlagd": INLAST,
    } | falt
    return Kontering.objects.create(**varden)
