"""B08: betalning enligt 11 § LSS vilar på ett beslut som går att visa."""

from datetime import date

import pytest

from kontroller.regel import Utfall
from kontroller.regler.beslut_om_betalning import beslut_om_betalning
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_mandat, build_redovisning, kr, plain

FAKTURADATUM = date(2015, 5, 4)


def judge(*mandat, fakturadatum: date | None = FAKTURADATUM):
    redovisning = build_redovisning(mandat=mandat)
    fakta = build_fakta(faktura=build_faktura(fakturadatum=fakturadatum), redovisningar=(redovisning,))
    [fynd] = beslut_om_betalning(fakta, STOPP)
    assert fynd.redovisning == 1
    return fynd


def eleven(**falt):
    return build_mandat(grund="beslut_11", **falt)


@pytest.mark.parametrize("falt", [{"diarienummer": "SN 2014/7"}, {"beslutshandling": True}])
def test_a_number_or_the_document_is_enough(falt):
    fynd = judge(eleven(**falt))

    assert (fynd.utfall, fynd.matt) == (Utfall.GODKAND, {"galler_fran_datum": date(2014, 1, 1)})


def test_a_decision_that_cannot_be_shown_stops_the_whole_claim():
    fynd = judge(eleven())

    assert (fynd.utfall, fynd.kronor, fynd.rader) == (Utfall.AVVIKELSE, kr("11360.00"), ("fakturarad 1",))
    assert fynd.matt == {"galler_fran_datum": date(2014, 1, 1)}
    assert plain(fynd.text) == (
        "Beslutet enligt 11 § LSS för LSS-9F3C, från 1 januari 2014, har varken diarienummer eller handling i "
        "registret, så det går inte att visa."
    )


@pytest.mark.parametrize(
    "mandat",
    [
        build_mandat(),
        eleven(tom=date(2015, 5, 3)),
        eleven(aterkallad=FAKTURADATUM),
        eleven(aterkallad=date(2015, 5, 3)),
        eleven(fran=date(2015, 5, 5)),
    ],
)
def test_what_does_not_hold_on_the_day_of_the_invoice_is_not_asked_for(mandat):
    assert judge(mandat).utfall == Utfall.EJ_TILLAMPLIG


def test_without_any_ground_it_is_for_b07_to_say():
    assert judge().utfall == Utfall.EJ_TILLAMPLIG


def test_an_invoice_without_a_date_cannot_be_judged():
    assert judge(eleven(diarienummer="SN 2014/7"), fakturadatum=None).utfall == Utfall.EJ_BEDOMD


def test_withdrawn_the_day_after_it_still_held():
    assert judge(eleven(aterkallad=date(2015, 5, 5))).utfall == Utfall.AVVIKELSE
