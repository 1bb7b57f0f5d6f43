"""Vad en regel är: grunden en dag, parametrarna och hur en tidrad skrivs."""

from datetime import date

import pytest

from kontroller.regel import ALLTID, REGLER, TYNGD, Allvar, Regel, Utfall, Villkor, regel, row_name


def register(monkeypatch, granska=lambda fakta, villkor: iter(()), **mer):
    """A rule registered in a catalogue of its own."""
    monkeypatch.setattr("kontroller.regel.REGLER", katalog := {})
    varden = {"kod": "X01", "version": 1, "rubrik": "Prov", "lagrum": "9 § 2 LSS", "allvar": Allvar.STOPP}
    regel(**{**varden, **mer})(granska)
    return katalog["X01", 1]


def test_a_rule_is_registered_as_it_is_written_unless_more_is_said(monkeypatch):
    en_regel = register(monkeypatch)

    assert (en_regel.kraver_redovisning, en_regel.galler_kredit, en_regel.i_bruk) == (True, False, True)
    assert (en_regel.tips, en_regel.far_undantas) == (False, True)
    assert (en_regel.galler_sjuklon, en_regel.bara_sjuklon) == (False, False)
    assert (en_regel.standard, en_regel.forklaring) == ({}, "")
    assert ("X01", 1) not in REGLER


def test_the_explanation_is_the_words_of_the_function(monkeypatch):
    def granska(fakta, villkor):
        """Timmarna ska rymmas."""

    assert register(monkeypatch, granska).forklaring == "Timmarna ska rymmas."


def test_a_rule_that_is_made_by_hand_is_no_hint_and_may_be_accepted(monkeypatch):
    en_regel = register(monkeypatch)
    falt = ("kod", "version", "rubrik", "lagrum", "allvar", "forklaring", "granska", "kraver_redovisning")
    gjord = Regel(**{namn: getattr(en_regel, namn) for namn in (*falt, "galler_kredit", "i_bruk", "standard")})

    assert (gjord.tips, gjord.far_undantas) == (False, True)
    assert (gjord.galler_sjuklon, gjord.bara_sjuklon) == (False, False)


def test_one_ground_has_always_held(monkeypatch):
    en_regel = register(monkeypatch)

    assert en_regel.lagrum == ((date(1994, 1, 1), "9 § 2 LSS"),)
    assert [en_regel.legal_ground(dag) for dag in (date.min, date.max)] == ["9 § 2 LSS", "9 § 2 LSS"]


def test_a_new_ground_holds_from_its_own_day(monkeypatch):
    en_regel = register(
        monkeypatch, lagrum=((ALLTID, "gammal"), (date(2013, 7, 1), "mellan"), (date(2021, 11, 1), "ny"))
    )
    dagar = (ALLTID, date(2013, 6, 30), date(2013, 7, 1), date(2021, 10, 31), date(2021, 11, 1), date.max)

    assert [en_regel.legal_ground(dag) for dag in dagar] == ["gammal", "gammal", "mellan", "mellan", "ny", "ny"]


@pytest.mark.parametrize("varde", ["14", True, False, None])
def test_a_parameter_that_is_no_number_is_refused(varde):
    with pytest.raises(TypeError):
        Villkor(Allvar.STOPP, {"dagar": varde}).number("dagar")


def test_a_parameter_that_is_a_number_is_given_also_when_it_is_nought():
    villkor = Villkor(Allvar.STOPP, {"dagar": 0, "manader": 8})

    assert (villkor.number("dagar"), villkor.number("manader")) == (0, 8)


def test_a_deviation_weighs_most_and_what_does_not_concern_least():
    assert sorted(Utfall, key=TYNGD.__getitem__) == ["avvikelse", "ej_bedomd", "varning", "godkand", "ej_tillamplig"]
    assert [utfall.stops for utfall in Utfall] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("start", "slut", "tid"),
    [
        (0, 59, "00:00–00:59"),
        (60, 61, "01:00–01:01"),
        (14 * 60, 16 * 60 + 5, "14:00–16:05"),
        (1439, 1440, "23:59–24:00"),
    ],
)
def test_a_row_is_pointed_out_by_report_day_and_clock(start, slut, tid):
    assert row_name("R-1", date(2015, 4, 16), start, slut) == f"rapport R-1 2015-04-16 {tid}"
