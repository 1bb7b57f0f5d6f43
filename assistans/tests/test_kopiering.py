"""Rader som läggs in med COPY är tecken för tecken de som gavs."""

import pytest
from django.utils import timezone

from assistans.kopiering import copy_rows, reserve_ids
from assistans.models import Handelse, User

pytestmark = pytest.mark.django_db

SVARA = ["", "\\N", "\\.", "a\tb", "rad\nny\r\nrad", 'citat " och \\t', "åäö – ”x”", "\\"]


@pytest.mark.parametrize("text", SVARA)
def test_text_and_json_come_back_as_they_were(text):
    uppgifter = {"text": text, "lista": [text, 1, None, True]}
    [pk] = reserve_ids(Handelse, 1)

    copy_rows(
        Handelse,
        ("id", "typ", "objekt", "objekt_id", "av_id", "tid", "uppgifter"),
        [(pk, "prov.skrivet", text, 4, User.objects.system().pk, timezone.now(), uppgifter)],
    )

    handelse = Handelse.objects.get(pk=pk)
    assert (handelse.objekt, handelse.uppgifter) == (text, uppgifter)


def test_reserved_ids_are_given_once():
    tagna = reserve_ids(Handelse, 3)

    assert len({*tagna, *reserve_ids(Handelse, 3)}) == 6


def test_nothing_is_nothing():
    copy_rows(Handelse, ("typ",), [])

    assert not Handelse.objects.filter(typ="").exists()
