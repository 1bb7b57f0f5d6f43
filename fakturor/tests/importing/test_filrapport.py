"""A report as a file has it, against the report as it is stored: no database needed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistans.tabeller import Rad
from fakturor.importing.filrapport import Del, Filrapport

APRIL = date(2015, 4, 1)
DELAR = st.builds(
    Del,
    datum=st.dates(APRIL, date(2015, 4, 30)),
    start=st.integers(0, 3),
    slut=st.integers(10, 12),
    tidstyp=st.sampled_from(["aktiv", "vantetid"]),
    dubbel=st.booleans(),
    ersatter_sjuk=st.just(False),
    nummer=st.integers(2, 500),
)


def report(*delar):
    rapport = Filrapport(pk=1, manad=APRIL, assistent=1, version=1, redovisning=1, is_paid=False)
    rapport.delar = {(part.datum, part.start): part for part in delar}
    return rapport


def as_stored(rapport):
    return {key: (pk, part.innehall) for pk, (key, part) in enumerate(rapport.delar.items())}


def row(start, slut, datum=APRIL):
    varden = {
        "datum": datum,
        "start": start,
        "slut": slut,
        "tidstyp": "aktiv",
        "dubbel": False,
        "ersatter_sjuk": False,
    }
    return Rad(2, [], varden)


@given(st.lists(DELAR))
def test_a_report_does_not_differ_from_itself(delar):
    rapport = report(*delar)

    skillnad = rapport.compare(as_stored(rapport), is_whole=True)

    assert (skillnad.dras, skillnad.nya_delar, skillnad.nya, skillnad.andrade) == ([], [], 0, 0)


@given(st.lists(DELAR), st.lists(DELAR), st.booleans())
def test_what_is_withdrawn_and_added_makes_the_stored_report_the_files(before, after, is_whole):
    stored, rapport = as_stored(report(*before)), report(*after)

    skillnad = rapport.compare(stored, is_whole=is_whole)

    standing = {key: innehall for key, (pk, innehall) in stored.items() if pk not in skillnad.dras}
    added = {(part.datum, part.start): part.innehall for part in skillnad.nya_delar}
    wanted = {key: part.innehall for key, part in rapport.delar.items()}
    assert standing.keys().isdisjoint(added)
    if not is_whole:
        wanted = {key: innehall for key, (_, innehall) in stored.items()} | wanted
    assert standing | added == wanted


def test_a_row_over_midnight_is_counted_once():
    rapport = report()
    rapport.add(row(22 * 60, 6 * 60))

    skillnad = rapport.compare({}, is_whole=True)

    assert (len(skillnad.nya_delar), skillnad.nya) == (2, 1)


def test_half_a_row_over_midnight_changed_is_a_changed_row():
    rapport = report()
    rapport.add(row(22 * 60, 6 * 60))
    stored = as_stored(rapport) | {(date(2015, 4, 2), 0): (7, (300, "aktiv", False, False))}

    skillnad = rapport.compare(stored, is_whole=True)

    assert (skillnad.dras, skillnad.nya, skillnad.andrade) == ([7], 0, 1)
