"""What a decision demands of each item, what a court takes away of it, and the kronor both ways; with raw SQL."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Handling, Jav
from beslut.services.refusal import RegistrationRefused
from fakturor.flode import Status
from fakturor.models import Aterkrav, Aterkravsbeslutspost, Faktura
from fakturor.services.deciding_reclaims import Postbeslut, decide_reclaim, renounce_rest
from fakturor.services.settling_reclaims import (
    give_back,
    left_of,
    note_appeal,
    note_payment,
    note_ruling,
    owed_back,
    write_off,
)
from tests.byggstenar import NU, PDF, STOCKHOLM, Arende, build_arende, build_handlaggare, build_user
from tests.byggstenar_aterkrav import BESLUTAS, build_aterkrav, build_beslutande, build_post, communicate, decide
from tests.byggstenar_kontroll import bring_to
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

SENARE = datetime(2015, 9, 1, 9, 0, tzinfo=STOCKHOLM)
ANNU_SENARE = datetime(2015, 12, 1, 9, 0, tzinfo=STOCKHOLM)
DOM = {"instans": "forvaltningsratt", "malnummer": "1-15", "datum": date(2015, 8, 20)}
BESLUTSPOST = "INSERT INTO fakturor_aterkravsbeslutspost (post_id, belopp, skal, avstatt_skal) VALUES (%s, %s, %s, '')"
AVSTA = (
    "UPDATE fakturor_aterkravsbeslutspost SET avstatt = now(), avstatt_av_id = %s, avstatt_skal = 'Ringa.'"
    " WHERE post_id = %s"
)
PENGAR = (
    "INSERT INTO fakturor_aterbetalning (aterkrav_id, slag, belopp, datum, skal, av_id, tid) "
    "VALUES (%s, %s, %s, '2015-08-01', 'Verifikation 7', %s, now())"
)
AVGORANDE = (
    "INSERT INTO fakturor_aterkravsavgorande (aterkrav_id, overklagat, instans, malnummer, datum, belopp, av_id, tid)"
    " VALUES (%s, %s, 'forvaltningsratt', '1-15', '2015-08-20', %s, %s, now())"
)


@pytest.fixture
def arende() -> Arende:
    arende = build_arende()
    bring_to(arende.faktura, Status.UTBETALD)
    return arende


@pytest.fixture
def aterkrav(arende) -> Aterkrav:
    """A communicated case about ten hours and about 160 kronor."""
    aterkrav = build_aterkrav(arende)
    build_post(aterkrav, arende.faktura)
    build_post(aterkrav, arende.faktura, 160, minuter=None, text="Omkostnader.")
    return communicate(aterkrav)


@pytest.fixture
def ekonom() -> User:
    return build_user("karin-ekonom", "ekonom")


def left_to_demand(faktura: Faktura) -> Decimal:
    """What was paid for the invoice and is not demanded already, as the database reckons it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT utbetalt_belopp(%s) - aterkravt_belopp(%s)", [faktura.pk, faktura.pk])
        return cursor.fetchone()[0]


def items(aterkrav: Aterkrav, *belopp: int | str, skal: str = "Tre timmar stämde.") -> list[Postbeslut]:
    """What is demanded of each item in turn, with the reason where it is less."""
    delar = zip(aterkrav.poster.order_by("pk"), belopp, strict=True)
    return [Postbeslut(p.pk, Decimal(kr), skal if Decimal(kr) < p.belopp else "") for p, kr in delar]


def decided(aterkrav: Aterkrav, *belopp: int | str) -> Aterkrav:
    chef = build_beslutande()
    set_actor(chef.pk)
    decide_reclaim(
        aterkrav=aterkrav,
        poster=items(aterkrav, *belopp),
        betala_senast=date(2015, 8, 3),
        diarienummer="",
        by=chef,
        at=BESLUTAS,
    )
    aterkrav.refresh_from_db()
    return aterkrav


def ruled(aterkrav: Aterkrav, belopp: int, *, overklagat: date = date(2015, 7, 20), at: datetime = SENARE, **dom):
    by = build_handlaggare()
    note_appeal(aterkrav=aterkrav, overklagat=overklagat, by=by, at=at)
    return note_ruling(aterkrav=aterkrav, belopp=Decimal(belopp), **DOM | dom, by=by, at=at)


def rest_of(aterkrav: Aterkrav) -> Aterkravsbeslutspost:
    return Aterkravsbeslutspost.objects.select_related("post__aterkrav").get(post=aterkrav.poster.earliest("pk"))


class TestTheItems:
    """The decision says what it demands of each, and the rest is free until somebody renounces it."""

    def test_the_sum_is_the_decision_and_the_letter_says_why_it_is_less(self, aterkrav):
        decided(aterkrav, 2000, 0)

        assert aterkrav.beslutat_belopp == 2000
        text = aterkrav.beslutsbrev.text
        assert "ska betala tillbaka 2\u00a0000,00\u00a0kr" in text
        assert "Av det krävs 2\u00a0000,00\u00a0kr. Tre timmar stämde." in text
        assert "Omkostnader. 160,00\u00a0kr. Det krävs inte tillbaka. Tre timmar stämde." in text

    def test_what_was_not_demanded_is_free_for_another_case(self, arende, aterkrav):
        fore = left_to_demand(arende.faktura)

        decided(aterkrav, 2000, 160)

        assert left_to_demand(arende.faktura) == fore + 840

    def test_renounced_it_is_not_demanded_by_another(self, arende, aterkrav):
        fore = left_to_demand(arende.faktura)
        decided(aterkrav, 2000, 160)

        renounce_rest(beslutspost=rest_of(aterkrav), skal="Ringa belopp.", by=build_beslutande(), at=SENARE)

        assert left_to_demand(arende.faktura) == fore
        with refused("kvar av det som betalades"):
            build_post(build_aterkrav(arende), arende.faktura, fore + Decimal("0.01"))

    def test_what_another_case_demands_already_is_not_renounced(self, arende, aterkrav):
        decided(aterkrav, 2000, 160)
        build_post(build_aterkrav(arende), arende.faktura, left_to_demand(arende.faktura))

        with pytest.raises(RegistrationRefused, match="krävs i ett annat ärende"):
            renounce_rest(beslutspost=rest_of(aterkrav), skal="Ringa belopp.", by=build_beslutande(), at=SENARE)

    @pytest.mark.parametrize(
        ("belopp", "skal", "mening"),
        [
            (("2840.01", 160), "", "krävs högst 2\u00a0840,00\u00a0kr"),
            ((2839, 160), " ", "Skriv varför inte hela 2\u00a0840,00\u00a0kr krävs."),
            ((0, 0), "Svaret stämde.", "Lägg ned ärendet i stället."),
            ((2000, 160), "Om 19850113-9995.", "personnummer"),
        ],
    )
    def test_what_cannot_be_decided_is_said_in_words(self, aterkrav, belopp, skal, mening):
        with pytest.raises(RegistrationRefused, match=mening):
            decide_reclaim(
                aterkrav=aterkrav,
                poster=items(aterkrav, *belopp, skal=skal),
                betala_senast=date(2015, 8, 3),
                diarienummer="",
                by=build_beslutande(),
                at=BESLUTAS,
            )
        assert not Aterkravsbeslutspost.objects.exists()

    def test_every_item_is_decided(self, aterkrav):
        with pytest.raises(RegistrationRefused, match="varje post"):
            decide_reclaim(
                aterkrav=aterkrav,
                poster=items(aterkrav, 2840, 160)[:1],
                betala_senast=date(2015, 8, 3),
                diarienummer="",
                by=build_beslutande(),
                at=BESLUTAS,
            )


class TestTheItemsInTheDatabase:
    """What the services refuse, raw SQL cannot do either."""

    def test_a_decision_without_its_items_is_refused(self, aterkrav):
        chef = build_beslutande()
        sql = (
            "UPDATE fakturor_aterkrav SET status = 'beslutat', beslutat = '2015-07-03 10:00+02', beslutat_av_id = %s,"
            " beslutat_belopp = %s, betala_senast = '2015-08-03' WHERE id = %s"
        )
        with refused("inte vad som krävs av varje post"):
            execute(sql, [chef.pk, 3000, aterkrav.pk])

        en, andra = aterkrav.poster.order_by("pk")
        with refused("inte summan av det som krävs"):
            Aterkravsbeslutspost.objects.create(post=en, belopp=2840)
            Aterkravsbeslutspost.objects.create(post=andra, belopp=0, skal="Stämde.")
            execute(sql, [chef.pk, 3000, aterkrav.pk])

    def test_no_more_than_the_item_and_less_with_a_reason(self, aterkrav):
        post = aterkrav.poster.earliest("pk").pk

        with refused("krävs mer än den är på"):
            execute(BESLUTSPOST, [post, "2840.01", ""])
        with refused("varför mindre än posten krävs"):
            execute(BESLUTSPOST, [post, 2839, " "])
        with refused("aterkravsbeslutspost_fran_noll"):
            execute(BESLUTSPOST, [post, -1, "Stämde."])

    def test_it_is_written_with_the_decision_and_stands(self, aterkrav):
        post = aterkrav.poster.earliest("pk").pk
        with refused("skrivs med beslutet"):
            execute(BESLUTSPOST, [post, 2840, ""])

        decided(aterkrav, 2000, 160)

        with refused("ändras inte"):
            execute("UPDATE fakturor_aterkravsbeslutspost SET belopp = 1 WHERE post_id = %s", [post])
        with refused("tas inte bort"):
            execute("DELETE FROM fakturor_aterkravsbeslutspost WHERE post_id = %s", [post])

    def test_a_rest_is_renounced_once_by_another_who_is_impartial(self, arende, aterkrav):
        decided(aterkrav, 2000, 160)
        en, andra = aterkrav.poster.order_by("pk")
        chef, javig = build_beslutande(), build_user("jon", "enhetschef")
        Jav.objects.create(anvandare=javig, grund="narstaende", anmald_av=javig, anmald=NU, brukare=arende.brukare)

        with refused("utrett återkravet avstår inte"):
            execute(AVSTA, [aterkrav.upprattat_av_id, en.pk])
        with refused("jävig avstår inte"):
            execute(AVSTA, [javig.pk, en.pk])
        with refused("det finns ingen rest"):
            execute(AVSTA, [chef.pk, andra.pk])
        with refused("aterkravsbeslutspost_avstadd_med_skal"):
            execute("UPDATE fakturor_aterkravsbeslutspost SET avstatt_skal = 'Ringa.' WHERE post_id = %s", [en.pk])
        execute(AVSTA, [chef.pk, en.pk])
        with refused("ändras inte"):
            execute(AVSTA, [chef.pk, en.pk])

    def test_the_rest_and_no_more_can_be_demanded(self, arende, aterkrav):
        decided(aterkrav, 2000, 160)
        nytt, kvar = build_aterkrav(arende), left_to_demand(arende.faktura)

        with refused("kvar av det som betalades"):
            build_post(nytt, arende.faktura, kvar + Decimal("0.01"))
        build_post(nytt, arende.faktura, kvar)


class TestTheCourt:
    """A ruling stands beside the decision, and what was paid beyond it is given back."""

    def test_what_was_paid_beyond_the_ruling_is_owed_and_the_decision_stands(self, aterkrav, ekonom):
        decided(aterkrav, 2840, 160)
        note_payment(aterkrav=aterkrav, belopp=Decimal(2500), datum=date(2015, 8, 1), skal="", by=ekonom, at=SENARE)

        aterkrav = ruled(aterkrav, 1000)

        assert (aterkrav.status, aterkrav.beslutat_belopp) == ("beslutat", 3000)
        assert (left_of(aterkrav), owed_back(aterkrav)) == (0, 1500)
        with pytest.raises(RegistrationRefused, match="0,00\u00a0kr kvar"):
            note_payment(aterkrav=aterkrav, belopp=Decimal(1), datum=date(2015, 8, 30), skal="", by=ekonom, at=SENARE)

    def test_given_back_in_two_ways_it_is_settled(self, aterkrav, ekonom):
        decided(aterkrav, 2840, 160)
        note_payment(aterkrav=aterkrav, belopp=Decimal(3000), datum=date(2015, 8, 1), skal="", by=ekonom, at=SENARE)
        aterkrav.refresh_from_db()
        assert aterkrav.status == "reglerat"
        ruled(aterkrav, 0)
        hur = {"aterkrav": aterkrav, "datum": date(2015, 9, 1), "by": ekonom, "at": SENARE}

        with pytest.raises(RegistrationRefused, match="Skriv vad det räknades av mot"):
            give_back(slag="avrakning", belopp=Decimal(1000), skal=" ", **hur)
        give_back(slag="avrakning", belopp=Decimal(1000), skal="ÅK-2015-0002", **hur)
        aterkrav.refresh_from_db()
        assert aterkrav.status == "beslutat"
        give_back(slag="utbetalning", belopp=Decimal(2000), skal="V 9", **hur)

        aterkrav.refresh_from_db()
        assert aterkrav.status == "reglerat"

    def test_what_was_written_off_is_not_given_back(self, aterkrav, ekonom):
        decided(aterkrav, 2840, 160)
        note_payment(aterkrav=aterkrav, belopp=Decimal(500), datum=date(2015, 8, 1), skal="", by=ekonom, at=SENARE)
        write_off(
            aterkrav=aterkrav,
            belopp=Decimal(2000),
            datum=date(2015, 8, 2),
            skal="Går inte att få in.",
            by=build_beslutande(),
            at=SENARE,
        )

        aterkrav = ruled(aterkrav, 1000)

        assert (aterkrav.status, owed_back(aterkrav)) == ("reglerat", 0)

    def test_a_higher_court_may_restore_what_a_lower_one_took(self, aterkrav):
        decided(aterkrav, 2840, 160)
        ruled(aterkrav, 1000)

        aterkrav = ruled(
            aterkrav,
            3000,
            overklagat=date(2015, 9, 10),
            at=ANNU_SENARE,
            instans="kammarratt",
            malnummer="7-15",
            datum=date(2015, 11, 2),
        )

        assert left_of(aterkrav) == 3000
        assert list(aterkrav.avgoranden.values_list("instans", "belopp")) == [
            ("forvaltningsratt", 1000),
            ("kammarratt", 3000),
        ]

    def test_the_ruling_is_kept_as_a_document(self, aterkrav):
        decided(aterkrav, 2840, 160)

        aterkrav = ruled(aterkrav, 1000, dom=PDF)

        handling = Handling.objects.get(objekt="fakturor.aterkravsavgorande")
        assert (bytes(handling.innehall), handling.objekt_id) == (PDF, aterkrav.avgoranden.get().pk)

    @pytest.mark.parametrize(
        ("dom", "mening"),
        [
            ({"belopp": 3001}, "höjer det inte"),
            ({"datum": date(2015, 7, 19)}, "Överklagandet kom den 20"),
            ({"datum": date(2015, 9, 2)}, "till i dag"),
            ({"malnummer": "19850113-9995"}, "personnummer"),
        ],
    )
    def test_what_is_no_ruling_is_said_in_words(self, aterkrav, dom, mening):
        decided(aterkrav, 2840, 160)

        with pytest.raises(RegistrationRefused, match=mening):
            ruled(aterkrav, dom.pop("belopp", 1000), **dom)

    def test_the_next_appeal_comes_after_the_ruling(self, aterkrav):
        decided(aterkrav, 2840, 160)
        ruled(aterkrav, 1000)

        with pytest.raises(RegistrationRefused, match="avgjorde målet den 20"):
            note_appeal(aterkrav=aterkrav, overklagat=date(2015, 8, 19), by=build_handlaggare(), at=SENARE)


class TestTheCourtInTheDatabase:
    """Raw SQL reaches neither a ruling without an appeal nor kronor without a ruling."""

    def test_a_ruling_is_of_the_appeal_that_is_tried_and_never_higher(self, aterkrav):
        by = build_handlaggare()
        aterkrav = decide(aterkrav)
        with refused("inte ett överklagande som prövas"):
            execute(AVGORANDE, [aterkrav.pk, "2015-07-20", 1000, by.pk])
        note_appeal(aterkrav=aterkrav, overklagat=date(2015, 7, 20), by=by, at=SENARE)

        with refused("inte ett överklagande som prövas"):
            execute(AVGORANDE, [aterkrav.pk, "2015-07-21", 1000, by.pk])
        with refused("högre än det beslutade"):
            execute(AVGORANDE, [aterkrav.pk, "2015-07-20", 3001, by.pk])
        execute(AVGORANDE, [aterkrav.pk, "2015-07-20", 1000, by.pk])
        with refused("aterkravsavgorande_ett_per_overklagande"):
            execute(AVGORANDE, [aterkrav.pk, "2015-07-20", 900, by.pk])
        with refused("Domstolens avgörande saknas."):
            execute(
                "UPDATE fakturor_aterkrav SET status = 'beslutat', domstolens_avgorande = 'FR', domstolens_belopp = 999"
                " WHERE id = %s",
                [aterkrav.pk],
            )
        with refused("fakturor_aterkravsavgorande"):
            execute("UPDATE fakturor_aterkravsavgorande SET belopp = 0")
        with refused("fakturor_aterkravsavgorande"):
            execute("DELETE FROM fakturor_aterkravsavgorande")

    def test_nothing_is_given_back_that_was_not_paid_beyond_the_ruling(self, aterkrav, ekonom):
        aterkrav = decide(aterkrav)
        execute(PENGAR, [aterkrav.pk, "betalning", 2000, ekonom.pk])
        with refused("utöver domstolens avgörande"):
            execute(PENGAR, [aterkrav.pk, "utbetalning", 1, ekonom.pk])
        ruled(aterkrav, 500)

        with refused("utöver domstolens avgörande"):
            execute(PENGAR, [aterkrav.pk, "utbetalning", "1500.01", ekonom.pk])
        with refused("lämnar inte tillbaka pengar"):
            execute(PENGAR, [aterkrav.pk, "utbetalning", 1, aterkrav.upprattat_av_id])
        with refused("inte lämnat tillbaka det som betalades för mycket"):
            execute("UPDATE fakturor_aterkrav SET status = 'reglerat' WHERE id = %s", [aterkrav.pk])
        execute(PENGAR, [aterkrav.pk, "utbetalning", 1500, ekonom.pk])
        with refused("kvar att betala"):
            execute(PENGAR, [aterkrav.pk, "betalning", 1, ekonom.pk])
        execute("UPDATE fakturor_aterkrav SET status = 'reglerat' WHERE id = %s", [aterkrav.pk])

    def test_a_new_appeal_is_later_than_the_one_that_was_tried(self, aterkrav):
        aterkrav = decide(aterkrav)
        ruled(aterkrav, 500)

        with refused("kommer efter det som är avgjort"):
            execute("UPDATE fakturor_aterkrav SET status = 'overklagat' WHERE id = %s", [aterkrav.pk])
