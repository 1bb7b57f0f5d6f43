import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kontroller.motor import Verdikt
from kontroller.regel import Utfall, ok, stop
from kontroller.tests.bygg import kr
from kontroller.verdiktfil import exact_text, invoice_to_json, run_to_json, verdict_to_json


def build_verdict(regel="A02", *fynd, **mer):
    varden = {
        "regel": regel,
        "version": 1,
        "utfall": Utfall.AVVIKELSE,
        "text": "Åtta minuter för mycket.",
        "lagrum": "9 § 2 LSS",
        "fynd": fynd or (stop("Fel."),),
    }
    return Verdikt(**{**varden, **mer})


@pytest.mark.parametrize(
    ("tal", "text"),
    [
        (Decimal("40.00"), "40.00"),
        (Decimal("1E+3"), "1000"),
        (Fraction(17, 2), "8.5"),
        (Fraction(240), "240"),
        (Fraction(1, 125), "0.008"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(50, 7), "50/7"),
    ],
)
def test_a_number_is_text_with_every_digit(tal, text):
    assert exact_text(tal) == text


def test_a_verdict_carries_its_evidence_and_no_id_of_the_database():
    verdikt = build_verdict(
        "A02",
        stop(
            "Åtta minuter för mycket.",
            redovisning=7,
            matt={"minuter": Fraction(50, 7), "dag": date(2015, 4, 1), "antal": 2},
            rader=("fakturarad 1",),
            tidrader=(9,),
            kronor=kr("37.87"),
        ),
        ok("Den andra stämmer."),
    )

    assert verdict_to_json(verdikt) == {
        "regel": "A02",
        "version": 1,
        "utfall": "avvikelse",
        "text": "Åtta minuter för mycket.",
        "rader": ["fakturarad 1"],
        "bevis": {
            "lagrum": "9 § 2 LSS",
            "kronor": "37.87",
            "fynd": [
                {
                    "utfall": "avvikelse",
                    "text": "Åtta minuter för mycket.",
                    "matt": {"antal": 2, "dag": "2015-04-01", "minuter": "50/7"},
                    "rader": ["fakturarad 1"],
                    "kronor": "37.87",
                },
                {"utfall": "godkand", "text": "Den andra stämmer."},
            ],
        },
    }


def test_a_float_never_reaches_the_file():
    with pytest.raises(TypeError, match="float"):
        verdict_to_json(build_verdict("A02", stop("Fel.", matt={"timmar": 0.1})))


def test_invoices_stand_in_order_of_orgnr_and_number_and_verdicts_of_rule():
    fakturor = [
        invoice_to_json("5599004180", "2", "ren", []),
        invoice_to_json("5599004180", "10", "stoppad", [build_verdict("G01"), build_verdict("A02")]),
        invoice_to_json("2120002080", "9", "ren", [], tips=[build_verdict("D12")]),
    ]

    fil = run_to_json(5, date(2015, 4, 1), "1", fakturor)

    assert [(f["orgnr"], f["fakturanummer"]) for f in fil["fakturor"]] == [
        ("2120002080", "9"),
        ("5599004180", "10"),
        ("5599004180", "2"),
    ]
    assert [u["regel"] for u in fil["fakturor"][1]["utfall"]] == ["A02", "G01"]
    assert [t["regel"] for t in fil["fakturor"][0]["tips"]] == ["D12"]
    assert (fil["korning"], fil["manad"], fil["regelverk"]) == (5, "2015-04", "1")
    assert json.loads(json.dumps(fil)) == fil
