"""Rapporten som dokument: kanonisk text, tabellerna som data, och bytena som PDF:en får. Utan databas."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.dokument import from_json, to_json
from kontroller.rapport.pdf import write_pdf, write_summary
from kontroller.rapport.sattning import table_as_set
from kontroller.rapport.skrivning import as_csv
from kontroller.tests.bygg_rapport import FYND, build_dokument


def test_the_text_gives_the_document_back_and_the_same_text():
    dokument = build_dokument()

    text = to_json(dokument)

    assert from_json(text) == dokument
    assert to_json(from_json(text)) == text


def test_an_amount_keeps_every_digit_it_was_written_with():
    text = to_json(build_dokument())

    assert '{"decimal":"284.00"}' in text
    assert '{"decimal":"7"}' in text


def test_what_a_report_cannot_hold_is_refused():
    avsnitt = Avsnitt(kod="a", rubrik="A", stycken=(0.5,))

    with pytest.raises(TypeError, match="float"):
        to_json(build_dokument(avsnitt=(avsnitt,)))


def test_a_table_as_data_has_points_and_dates_and_no_formula():
    rader = as_csv(FYND).decode("utf-8-sig").split("\r\n")

    assert rader[:3] == [
        "Kontroll;Månad;Dag;Antal;Timmar;Andel;Kronor",
        "Tid mot beslut;2015-05-01;2015-05-16;3;40.25;0.951;284.00",
        "'=1+1;2015-06-01;;0;7;;1230572.49",
    ]


def test_a_column_of_hours_has_the_same_decimals_and_a_missing_figure_is_a_dash():
    satt = table_as_set(FYND)

    assert [[ruta.text.replace("\u00a0", " ") for ruta in rad] for rad in satt.rader] == [
        ["Tid mot beslut", "maj 2015", "2015-05-16", "3", "40,25", "95,1 %", "284"],
        ["=1+1", "juni 2015", "–", "0", "7,00", "–", "1 230 572"],
    ]
    assert [ruta.klass for ruta in satt.rader[1]] == ["ord", "ord", "noll", "noll", "", "noll", ""]


def test_the_same_text_gives_the_same_bytes_and_another_text_others():
    text = to_json(build_dokument())

    assert write_pdf(text) == write_pdf(text)
    assert write_summary(text) == write_summary(text)
    assert write_summary(text) != write_summary(to_json(build_dokument(kommun="Storåns kommun")))


def test_every_table_and_the_content_itself_are_attached():
    text = to_json(build_dokument())

    bilagor = PdfReader(io.BytesIO(write_pdf(text))).attachments

    assert bilagor["2015-05-fynd.csv"] == [as_csv(FYND)]
    assert bilagor["2015-05-innehall.json"] == [text.encode()]


def test_figures_are_exact_all_the_way():
    assert from_json(to_json(build_dokument())).sammanfattning.fynd.rader[1][6] == Decimal("1230572.49")
