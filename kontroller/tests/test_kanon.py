import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontroller import kanon
from kontroller.berakning import certified_payable_minutes, granted_payable, granted_payable_minutes, payable_minutes
from kontroller.fakta import AnnatPass, Fakturarad, Kreditering, Likhet, Summor, Tidrad, Timbelopp, Vistelse
from kontroller.motor import Verdikt
from kontroller.regel import Utfall, ok, stop, warn
from kontroller.tests.bygg import (
    build_annat_pass,
    build_brukare,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_rapport,
    build_redovisning,
    build_tidrad,
    kr,
    with_dossier,
)

# --- Fakta --------------------------------------------------------------------------------------------------------

BELOPP = st.decimals(allow_nan=False, allow_infinity=False)
KANSKE = st.none() | BELOPP


HELTAL = st.integers(-(2**63), 2**63 - 1)
"""Ids are what the database can hold."""
MINUTER = st.integers(-(2**31), 2**31 - 1)
"""So are the minutes of a row, whose column is smaller: their sum is written too."""


def some(klass, **falt):
    """Up to three objects of a class with whatever its fields may hold, and those named as they are told."""
    typer = get_type_hints(klass).items()
    heltal = {namn: HELTAL for namn, typ in typer if typ is int} | {
        namn: st.none() | HELTAL for namn, typ in typer if typ == int | None
    }
    return st.lists(st.builds(klass, **heltal | falt), max_size=3).map(tuple)


@st.composite
def odd_facts(draw):
    """The clean case with whatever numbers, days and texts may stand in its rows, lines and sums."""
    faktura = build_faktura(
        nummer=draw(st.text()),
        fakturadatum=draw(st.none() | st.dates()),
        summor=Summor(
            **{falt: draw(KANSKE) for falt in Summor.__slots__ if falt != "att_betala"}, att_betala=draw(BELOPP)
        ),
        rader=draw(
            some(
                Fakturarad,
                antal=KANSKE,
                pris=KANSKE,
                prisbas=BELOPP,
                belopp=BELOPP,
                avdrag=BELOPP,
                tillagg=BELOPP,
                moms_procent=KANSKE,
            )
        ),
        likheter=draw(some(Likhet, manad=st.none() | st.dates())),
        krediteringar=draw(some(Kreditering, kvar=KANSKE)),
    )
    redovisning = build_redovisning(
        brukare=build_brukare(vistelser=draw(some(Vistelse))),
        timbelopp=draw(some(Timbelopp, belopp=BELOPP)),
        assistenternas_andra_pass=draw(some(AnnatPass)),
        rapporter=(build_rapport(rader=draw(some(Tidrad, minuter=MINUTER, betald=st.none() | st.text()))),),
    )
    return build_fakta(
        faktura=faktura, redovisningar=(redovisning,), anordnare=draw(st.sampled_from([None, build_fakta().anordnare]))
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(odd_facts())
def test_facts_come_back_as_they_were_to_the_last_digit(fakta):
    text = kanon.to_json(fakta)

    tillbaka = kanon.from_json(text)

    assert tillbaka == fakta
    assert kanon.to_json(tillbaka) == text


@pytest.mark.parametrize("siffror", ["40.00", "40.0", "40", "0.10", "-0.00", "4E+1"])
def test_a_number_keeps_the_digits_it_was_written_with(siffror):
    fakta = build_fakta(faktura=build_faktura(rader=(build_fakturarad(antal=Decimal(siffror), belopp=kr("1")),)))

    [rad] = kanon.from_json(kanon.to_json(fakta)).faktura.rader

    assert str(rad.antal) == siffror


def test_keys_stand_in_order_without_spaces_and_swedish_as_it_is():
    text = kanon.to_json(build_fakta(faktura=build_faktura(nummer="Å-1")))

    assert text.startswith('{"anordnare":{"bolagskontroller":[{"datum":"2015-03-02","slag":"f_skatt",')
    assert '"nummer":"Å-1"' in text
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_a_time_row_is_a_list_in_the_order_of_its_fields():
    text = kanon.to_json(with_dossier(rapporter=(build_rapport(rader=(build_tidrad(date(2015, 4, 16)),)),)))

    assert '"rader":[[160480,"2015-04-16",480,720,23819400,23819640,240,"aktiv",false,false,false,null]]' in text


def test_rows_stored_before_a_field_was_added_can_still_be_read():
    fakta = with_dossier(rapporter=(build_rapport(rader=(build_tidrad(),)),))
    aldre = kanon.to_json(fakta).replace('"aktiv",false,false,false,null]', '"aktiv",false,false,false]')

    assert kanon.from_json(aldre) == fakta


def test_a_row_with_more_than_its_fields_is_refused():
    text = kanon.to_json(with_dossier(assistenternas_andra_pass=(build_annat_pass(),)))
    langre = text.replace('"aktiv",false]', '"aktiv",false,1]')

    with pytest.raises(ValueError, match="AnnatPass har 10 fält, inte 11"):
        kanon.from_json(langre)


def test_the_hash_is_of_the_text_as_utf_8():
    assert kanon.sha256("å") == "e83979df9d36090142f23051f8e8d7ad48e5c20dff5c9e7b92ca3454f67469f9"


# --- Verdikt ------------------------------------------------------------------------------------------------------

FYND = stop(
    "40 tim 1 min är intygade.",
    redovisning=1,
    matt={
        "minuter": 2401,
        "brak": Fraction(50, 7),
        "kr": kr("284.00"),
        "dag": date(2015, 4, 1),
        "inget": None,
        "x": "y",
    },
    rader=("rapport R-1 2015-04-01 08:00–12:00",),
    tidrader=(7,),
    kronor=kr("4.73"),
)


def build_verdict(*fynd, **mer):
    varden = {
        "regel": "A02",
        "version": 1,
        "utfall": Utfall.AVVIKELSE,
        "text": "För mycket tid.",
        "lagrum": "9 § 2 LSS",
        "fynd": fynd or (FYND,),
    }
    return Verdikt(**{**varden, **mer})


def test_a_verdict_comes_back_through_the_database_s_json_as_it_was():
    verdikt = build_verdict(FYND, ok("Allt stämmer."))

    tillbaka = kanon.verdict_from_json(json.loads(json.dumps(kanon.verdict_to_json(verdikt))))

    assert tillbaka == verdikt
    assert [type(varde) for varde in tillbaka.fynd[0].matt.values()] == [int, Fraction, Decimal, date, type(None), str]


def test_a_float_is_no_measure():
    with pytest.raises(TypeError, match="float"):
        kanon.verdict_to_json(build_verdict(stop("Fel.", matt={"timmar": 0.1})))


@pytest.mark.parametrize(
    "andrat",
    [
        build_verdict(version=2),
        build_verdict(regel="A01"),
        build_verdict(utfall=Utfall.EJ_BEDOMD),
        build_verdict(replace(FYND, kronor=kr("4.74"))),
        build_verdict(replace(FYND, rader=())),
        build_verdict(replace(FYND, matt={**FYND.matt, "minuter": 2402})),
        build_verdict(FYND, warn("Något mer.", matt={"minuter": 1})),
    ],
)
def test_the_hash_of_a_finding_changes_with_what_was_assessed(andrat):
    assert kanon.finding_hash(andrat) != kanon.finding_hash(build_verdict())


@pytest.mark.parametrize(
    "likadant",
    [
        build_verdict(replace(FYND, redovisning=2, tidrader=(8,))),
        build_verdict(replace(FYND, text="Annan ordalydelse.")),
        build_verdict(replace(FYND, matt=dict(reversed(FYND.matt.items())))),
        build_verdict(FYND, ok("En annan person stämmer.", matt={"minuter": 1})),
    ],
)
def test_the_hash_of_a_finding_leaves_ids_words_and_order_aside(likadant):
    assert kanon.finding_hash(likadant) == kanon.finding_hash(build_verdict())


def test_the_order_of_the_findings_does_not_matter():
    andra = warn("Sen.", matt={"dagar": 1})

    assert kanon.finding_hash(build_verdict(FYND, andra)) == kanon.finding_hash(build_verdict(andra, FYND))


JSONVARDEN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda delar: st.lists(delar) | st.dictionaries(st.text(), delar),
)


@given(JSONVARDEN)
def test_the_canonical_text_is_the_one_that_plain_json_writes(data):
    som_forr = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert kanon._canonical(data) == som_forr


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(odd_facts())
def test_the_time_alone_is_that_of_the_whole_facts(fakta):
    redovisade = kanon.time_from_json(kanon.to_json(fakta))

    assert [
        (r.id, r.manad, r.brukare, granted_payable(r.beslutsrader, r.manad), payable_minutes(r.minuter))
        for r in redovisade
    ] == [
        (r.id, r.manad, r.brukare.id, granted_payable_minutes(r), certified_payable_minutes(r))
        for r in fakta.redovisningar
    ]


def test_a_claim_of_sick_pay_has_no_time_of_its_own():
    fakta = build_fakta(faktura=build_faktura(typ="sjuklon"))

    assert kanon.time_from_json(kanon.to_json(fakta)) == []
