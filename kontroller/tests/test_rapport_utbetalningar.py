"""Rapportens pengar: var underlagen står, och vad som betalades, kom tillbaka, drogs av och krävdes åter."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.flode import Status
from fakturor.models import Aterbetalning
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.delar.utbetalningar import section
from kontroller.rapport.period import Utgava
from kontroller.tests.bygg_avsnitt import period_of
from tests.byggstenar import NU, build_arende, build_faktura, build_user
from tests.byggstenar_aterkrav import build_aterkrav, build_brev, build_post, communicate, decide
from tests.byggstenar_betalning import build_besked, build_utbetalning
from tests.byggstenar_kontroll import bring_to
from tests.byggstenar_nedsattning import build_nedsattning, communicated, decided

pytestmark = pytest.mark.django_db
JUNI = {"manad": date(2015, 6, 1), "dag": date(2015, 7, 2)}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def june() -> dict[str, tuple]:
    return {rad[0]: rad[1:] for rad in section(period_of(**JUNI)).tabeller[-1].rader}


def states(avsnitt: Avsnitt) -> dict[str, tuple]:
    return {rad[0]: rad[1:] for rad in avsnitt.tabeller[0].rader}


def test_nothing_known_gives_no_section():
    assert section(period_of()) is None


def test_the_documents_of_the_month_stand_somewhere_each():
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    bring_to(build_faktura(arende.redovisning, nummer="4712", timmar=10), Status.KONTROLLERAD)
    build_faktura(arende.redovisning, nummer="4713", timmar=20)

    avsnitt = section(period_of())

    assert states(avsnitt) == {
        "Utbetalt": (1, Decimal("22720.00"), Decimal("22720.00")),
        "Inte godkänt än": (2, Decimal("8520.00"), Decimal("8520.00")),
        "Alla underlag": (3, Decimal("31240.00"), Decimal("31240.00")),
    }
    assert plain(avsnitt.stycken[0]) == (
        "Av det som begärs för maj 2015 är 22 720 kr utbetalt, 0 kr lämnat till banken och 0 kr godkänt men inte "
        "lämnat än."
    )


def test_what_the_bank_paid_and_sent_back_is_told_by_its_day():
    arende = build_arende()
    bring_to(arende.faktura, Status.GODKAND)
    build_utbetalning(arende.faktura)
    build_besked(arende.faktura, datum=date(2015, 6, 30))

    avsnitt = section(period_of(**JUNI))

    assert june()["Betalt av banken"] == (1, Decimal("22720.00"))
    assert plain(avsnitt.stycken[0]) == (
        "Under juni 2015 betalade banken 22 720 kr i 1 betalning. Ingen betalning kom tillbaka."
    )
    assert "Under maj 2015 betalade banken inget." in plain(section(period_of()).stycken[1])


def test_a_rejected_payment_is_not_paid():
    arende = build_arende()
    bring_to(arende.faktura, Status.GODKAND)
    build_utbetalning(arende.faktura)
    build_besked(arende.faktura, "avvisad", datum=date(2015, 6, 12), skal="Kontot är avslutat.")

    avsnitt = section(period_of(**JUNI))

    assert (june()["Betalt av banken"], june()["Avvisat av banken"]) == ((0, Decimal("0.00")), (1, Decimal("22720.00")))
    assert plain(avsnitt.stycken[0]).endswith("22 720 kr avvisades, och 0 kr kom tillbaka efter att det hade betalats.")


def test_a_decided_reduction_is_taken_off_and_its_number_hidden_when_it_is_about_few():
    arende = build_arende()
    nedsattning = decided(communicated(build_nedsattning(arende.faktura, 2840)))

    avsnitt = section(period_of())

    assert plain(avsnitt.stycken[0]).endswith("2 840 kr är avdraget genom beslutade nedsättningar.")
    assert states(avsnitt)["Alla underlag"] == (1, Decimal("22720.00"), Decimal("19880.00"))
    egen = period_of(manad=nedsattning.beslutad.date().replace(day=1))
    rader = {rad[0]: rad[1:] for rad in section(egen).tabeller[-1].rader}
    assert rader["Avdraget genom beslutade nedsättningar"] == (None, Decimal("2840.00"))


def test_reclaims_are_told_as_sums_and_not_how_many_they_are_about():
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura, 2840)
    manad = aterkrav.upprattat.date().replace(day=1)

    rader = {rad[0]: rad[1:] for rad in section(period_of(manad=manad)).tabeller[-1].rader}

    assert rader["Upptaget i nya återkrav"] == (None, Decimal("2840.00"))
    assert rader["Återbetalt till kommunen"] == (0, Decimal("0.00"))


def test_what_came_back_and_what_was_written_off_are_told_apart():
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura, 2840)
    decide(communicate(aterkrav, brev=build_brev(aterkrav)))
    for slag, kronor in (("betalning", 2000), ("avskrivning", 840)):
        Aterbetalning.objects.create(
            aterkrav=aterkrav,
            slag=slag,
            belopp=kronor,
            datum=date(2016, 1, 15),
            skal="Enligt beslut.",
            av=build_user(f"{slag}-av", "ekonom" if slag == "betalning" else "enhetschef"),
            tid=NU,
        )

    rader = {rad[0]: rad[1:] for rad in section(period_of(manad=date(2016, 1, 1))).tabeller[-1].rader}

    assert (rader["Återbetalt till kommunen"], rader["Avskrivet"]) == ((None, Decimal(2000)), (None, Decimal(840)))


@pytest.mark.parametrize("slag", list(Utgava))
def test_every_edition_takes_two_queries(slag, django_assert_num_queries):
    build_arende()

    with django_assert_num_queries(2):
        assert section(period_of(slag=slag)) is not None
