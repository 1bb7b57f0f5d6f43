"""Det som dör på vägen lämnar inget halvgjort, och nästa som kommer gör klart."""

import gc

import pytest
from django.db import OperationalError

from fakturor.models import Fakturarad
from kontroller import korning as korningar
from kontroller.korning import run_block, start_month
from kontroller.models import Block, Korning
from tests.byggstenar import MANAD, NU, build_arende, build_faktura, build_granskare

pytestmark = pytest.mark.django_db


def start() -> Korning:
    build_arende()
    return start_month(manad=MANAD, by=build_granskare(), at=NU)


def test_a_block_that_was_done_by_one_who_died_ends_the_run_when_it_is_handed_out_again():
    korning = start()
    block = korning.block.get()
    Block.objects.update(klart=NU)

    run_block(block.pk, at=NU)

    korning.refresh_from_db()
    assert korning.status != Korning.Status.PAGAR


def test_a_block_of_a_run_that_is_gone_is_nothing():
    run_block(4711, at=NU)

    assert not Block.objects.exists()


def test_a_database_that_is_gone_gives_up_nothing(monkeypatch):
    def gone(*_args, **_kwargs):
        raise OperationalError("servern avslutades")

    block = start().block.get()
    monkeypatch.setattr(korningar, "load_facts", gone)

    with pytest.raises(OperationalError):
        run_block(block.pk, at=NU)

    block.refresh_from_db()
    assert (block.klart, block.fel, block.forsok) == (None, "", 1)


def test_the_collector_is_on_again_after_a_block_that_broke(monkeypatch):
    def broken(*_args, **_kwargs):
        raise ValueError("trasigt")

    block = start().block.get()
    monkeypatch.setattr(korningar, "load_facts", broken)

    run_block(block.pk, at=NU)

    assert gc.isenabled()
    assert Block.objects.get().fel


def test_an_invoice_for_more_persons_than_a_block_holds_has_one_of_its_own(monkeypatch):
    arende = build_arende()
    stor = build_faktura(arende.redovisning, nummer="stor")
    liten = build_faktura(arende.redovisning, nummer="liten")
    monkeypatch.setattr(korningar, "BLOCKSTORLEK", 2)

    korning = start_month(manad=MANAD, by=build_granskare(), at=NU)

    delade = [block.fakturor for block in korning.block.order_by("nummer")]
    assert delade == [[arende.faktura.pk, stor.pk], [liten.pk]]
    assert Fakturarad.objects.count() == 3
