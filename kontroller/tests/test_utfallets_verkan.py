"""What a new result does to invoices, wherever on their way they are, and at what cost."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from assistans.models import Handelse
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura, GodkandTid
from kontroller.models import Granskning
from kontroller.services.outcome import SendBackRefused, apply_result, apply_results, send_back
from tests.byggstenar import (
    NU,
    Arende,
    build_arende,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_rapport,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_godtagen, build_granskning, build_utfall

pytestmark = pytest.mark.django_db

ON_THE_WAY = [Status.KONTROLLERAD, Status.GRANSKAD, Status.GODKAND]


@pytest.fixture
def faktura() -> Faktura:
    return build_arende().faktura


def apply_to(faktura: Faktura, **utfall: str) -> tuple[str, int]:
    """Give the invoice a new result, and tell where it is then, and in which round."""
    apply_result(granskning=build_granskning(faktura, **utfall), by=build_granskare(), at=NU)
    faktura.refresh_from_db()
    return (faktura.status, faktura.omgang)


@pytest.mark.parametrize("fran", [Status.MOTTAGEN, Status.STOPPAD])
@pytest.mark.parametrize(
    ("utfall", "till"),
    [
        ({}, Status.KONTROLLERAD),
        ({"D07": "varning"}, Status.KONTROLLERAD),
        ({"A02": "avvikelse"}, Status.STOPPAD),
        ({"C01": "ej_bedomd"}, Status.STOPPAD),
    ],
)
def test_an_invoice_that_waits_goes_where_its_result_says(faktura, fran, utfall, till):
    if fran != Status.MOTTAGEN:
        faktura.move_to(fran)

    assert apply_to(faktura, **utfall) == (till, 1)


@pytest.mark.parametrize("utfall", [{}, {"G09": "avvikelse"}])
def test_an_unmatched_invoice_stays_in_the_queue_until_it_is_paired(faktura, utfall):
    faktura.move_to(Status.OMATCHAD)

    assert apply_to(faktura, **utfall) == (Status.OMATCHAD, 1)


@pytest.mark.parametrize("fran", ON_THE_WAY)
def test_a_new_stop_takes_the_invoice_back_and_begins_a_new_round(faktura, fran):
    bring_to(faktura, fran)

    assert apply_to(faktura, A02="avvikelse") == (Status.STOPPAD, 2)
    assert not GodkandTid.objects.exists()


@pytest.mark.parametrize("fran", ON_THE_WAY)
def test_the_same_result_again_moves_nothing(faktura, fran):
    bring_to(faktura, fran)

    assert apply_to(faktura) == (fran, 1)
    assert not events_of(faktura).exists()


@pytest.mark.parametrize("fran", ON_THE_WAY)
def test_an_accepted_stop_that_is_found_again_moves_nothing(faktura, fran):
    build_godtagen(build_utfall(build_granskning(faktura)))
    bring_to(faktura, fran)

    assert apply_to(faktura, A02="avvikelse") == (fran, 1)


@pytest.mark.parametrize(("fran", "omgang"), [(Status.KONTROLLERAD, 1), (Status.GRANSKAD, 2), (Status.GODKAND, 2)])
def test_a_new_warning_takes_back_only_what_has_been_attested(faktura, fran, omgang):
    bring_to(faktura, fran)

    assert apply_to(faktura, D07="varning") == (Status.KONTROLLERAD, omgang)


@pytest.mark.parametrize("status", [Status.I_UTBETALNING, Status.UTBETALD])
def test_a_payment_that_has_been_released_stays(faktura, status):
    bring_to(faktura, status)

    assert apply_to(faktura, A02="avvikelse") == (status, 1)


def test_a_refused_invoice_stays(faktura):
    faktura.move_to(Status.AVVISAD)

    assert apply_to(faktura) == (Status.AVVISAD, 1)


def test_a_stop_that_is_gone_lets_the_invoice_on(faktura):
    apply_to(faktura, A02="avvikelse")

    assert apply_to(faktura) == (Status.KONTROLLERAD, 1)


def test_an_older_result_than_the_newest_is_never_applied(faktura):
    older = build_granskning(faktura)
    build_granskning(faktura, A02="avvikelse")

    apply_result(granskning=older, by=build_granskare(), at=NU)

    faktura.refresh_from_db()
    assert faktura.status == Status.STOPPAD


def test_every_move_is_an_event(faktura):
    bring_to(faktura, Status.GRANSKAD)
    apply_to(faktura, A02="avvikelse")
    apply_to(faktura)

    said = events_of(faktura).values_list("typ", "uppgifter__fran", "uppgifter__till", "uppgifter__omgang")
    assert list(said) == [
        ("faktura.tillbaka", "granskad", "stoppad", 2),
        ("faktura.kontrollerad", "stoppad", "kontrollerad", 2),
    ]


@pytest.mark.parametrize("fran", [Status.GRANSKAD, Status.GODKAND])
def test_an_attested_invoice_is_taken_back_by_hand(faktura, fran):
    bring_to(faktura, fran)

    send_back(faktura=faktura, skal="Rapporten ska rättas.", by=build_handlaggare(), at=NU)

    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.KONTROLLERAD, 2)
    assert not GodkandTid.objects.exists()
    [event] = events_of(faktura)
    assert (event.typ, event.uppgifter["fran"], event.uppgifter["skal"]) == (
        "faktura.tillbaka",
        fran,
        "Rapporten ska rättas.",
    )


def test_an_invoice_taken_back_with_an_open_stop_waits_for_assessment(faktura):
    bring_to(faktura, Status.GODKAND)
    build_granskning(faktura, A02="avvikelse")

    send_back(faktura=faktura, skal="Rapporten ska rättas.", by=build_handlaggare(), at=NU)

    faktura.refresh_from_db()
    assert faktura.status == Status.STOPPAD


@pytest.mark.parametrize("status", [Status.KONTROLLERAD, Status.I_UTBETALNING, Status.UTBETALD])
def test_only_an_attested_invoice_before_payment_is_taken_back(faktura, status):
    bring_to(faktura, status)

    with pytest.raises(SendBackRefused, match="går inte att ta tillbaka"):
        send_back(faktura=faktura, skal="Rapporten ska rättas.", by=build_handlaggare(), at=NU)


def test_an_invoice_is_taken_back_with_a_reason_by_one_who_may(faktura):
    bring_to(faktura, Status.GODKAND)

    with pytest.raises(SendBackRefused, match="Skriv ett skäl"):
        send_back(faktura=faktura, skal=" ", by=build_handlaggare(), at=NU)
    with pytest.raises(SendBackRefused, match="Din roll får inte ta tillbaka fakturor"):
        send_back(faktura=faktura, skal="Rapporten ska rättas.", by=build_user("eva", Roll.EKONOM), at=NU)


def events_of(faktura: Faktura) -> QuerySet[Handelse]:
    return Handelse.objects.filter(objekt="fakturor.faktura", objekt_id=faktura.pk).order_by("pk")


def build_block(arende: Arende, antal: int) -> list[Granskning]:
    """Invoices of every kind: new, stopped, on their way, and approved ones that must go back."""
    granskningar = []
    for nummer in range(antal):
        brukare = build_brukare(f"LSS-{nummer:04}", f"1950010100{nummer:02}")
        redovisning = build_redovisning(brukare, arende.anordnare)
        build_rapport(redovisning, kod=f"R-{nummer:04}")
        ny = build_faktura(redovisning, nummer=f"N{nummer}")
        stoppad = build_faktura(redovisning, nummer=f"S{nummer}")
        godkand = bring_to(build_faktura(redovisning, nummer=f"G{nummer}"), Status.GODKAND)
        granskningar += [
            build_granskning(ny),
            build_granskning(stoppad, A02="avvikelse"),
            build_granskning(godkand, A02="avvikelse"),
        ]
    return granskningar


def count_statements(granskningar: list[Granskning]) -> int:
    with CaptureQueriesContext(connection) as queries:
        apply_results(granskningar=granskningar, by=build_granskare(), at=NU)
    return len(queries)


def test_a_block_costs_the_same_number_of_statements_whatever_its_size():
    arende = build_arende()
    granskningar = build_block(arende, 6)

    small, large = granskningar[:3], granskningar[3:]

    assert count_statements(small) == count_statements(large)
    assert sorted(Faktura.objects.filter(nummer__regex="^[NSG]").values_list("status", flat=True)) == (
        [Status.KONTROLLERAD] * 6 + [Status.STOPPAD] * 12
    )
