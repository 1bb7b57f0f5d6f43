"""Bevispaketet: vad det består av, att det är sig likt, och att det inte säger något om skyddade personer."""

import hashlib
import io
import json
import zipfile

import pytest

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.models import Faktura
from kontroller.bevispaket.verifiera_bevispaket import main as verifiera
from kontroller.bevispaket.verifiera_bevispaket import verify
from kontroller.models import Bevispaket, Bevispaketdel, Korning
from kontroller.services.evidence import (
    PackRefused,
    fetch_parts,
    make_pack,
    obstacle,
    register_order,
)
from tests.byggstenar import MANAD, NU, build_arende, build_faktura, build_granskare, build_user
from tests.byggstenar_skydd import HEMLIGT, Skyddade, build_rest_of_chain, build_skyddade

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisor():
    return build_user("rut", Roll.REVISOR)


def pack_for(user, *, med_original: bool = False) -> Bevispaket:
    paket = register_order(manad=MANAD, med_original=med_original, by=user, at=NU)
    make_pack(paket.pk, at=NU)
    return Bevispaket.objects.get(pk=paket.pk)


def bytes_of(paket: Bevispaket) -> bytes:
    return b"".join(paket.parts())


def test_a_pack_of_a_month_with_protected_persons_says_nothing_about_them(revisor):
    build_skyddade()
    build_rest_of_chain()

    fil = zipfile.ZipFile(io.BytesIO(bytes_of(pack_for(revisor))))

    text = " ".join(fil.read(namn).decode(errors="replace") for namn in fil.namelist() if not namn.endswith(".pdf"))
    assert [ord_ for ord_ in HEMLIGT if ord_.casefold() in text.casefold()] == []
