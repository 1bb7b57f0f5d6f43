"""Attestordningens grindar, prövade med rå SQL: uppdraget bakom en attest, en återkallad attest, och jäv."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import User
from beslut.models import Attestratt, Jav, Kontering
from beslut.services.appointing import end_appointment
from beslut.services.refusal import RegistrationRefused
from fakturor.attesthinder import GRANSKAREN, attest_obstacles
from fakturor.attestratt import NoAppointment, appointment_for, codes_of
from fakturor.flode import Status
from fakturor.models import Attest, Faktura
from tests.byggstenar import (
    INLAST,
    NU,
    Arende,
    build_arende,
    build_attestant,
    build_attestratt,
    build_beslut,
    build_brukare,
    build_granskare,
    build_handlaggare,
    build_user,
)
from tests.byggstenar_betalning import build_utbetalning
from tests.byggstenar_kontroll import bring_to, build_attest, build_godkand_tid, build_granskning, build_utfall
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

GRANSKNING, BESLUT = Attest.Typ.GRANSKNING, Attest.Typ.BESLUT
ATTEST_SQL = """
    INSERT INTO fakturor_attest (faktura_id, omgang, typ, av_id, tid, belopp, attestratt_id)
    SELECT id, omgang, %s, %s, %s, godkant_belopp(id), %s FROM fakturor_faktura WHERE id = %s"""
STEG_SQL = "UPDATE fakturor_faktura SET status = %s WHERE id = %s"
ATERKALLELSE_SQL = "INSERT INTO fakturor_attestaterkallelse (attest_id, skal, av_id, tid) VALUES (%s, 'Fel', %s, now())"
BEDOMNING_SQL = """
    INSERT INTO kontroller_bedomning (faktura_id, regel, version, fyndhash, beslut, skal, av_id, tid)
    VALUES (%s, 'A02', 1, %s, 'godtas', 'Skäl', %s, now())"""
BEKRAFTELSE_SQL = """
    INSERT INTO kontroller_bekraftelse (bedomning_id, av_id, tid) SELECT id, %s, now() FROM kontroller_bedomning"""
INTE_UTSEDD = "Nämnden har inte utsett personen att ge den attesten den dagen."
JAVIG = "Den som är jävig får inte attestera fakturan."


@pytest.fixture
def arende() -> Arende:
    return build_arende()


@pytest.fixture
def faktura(arende: Arende) -> Faktura:
    return bring_to(arende.faktura, Status.KONTROLLERAD)


@pytest.fixture
def ebba() -> User:
    """Someone whom nobody has appointed."""
    return User.objects.create_user("ebba", "Ebba", roller=["administrativ_assistent"])


def attest(faktura: Faktura, av: User, ratt: Attestratt | None, typ: str = GRANSKNING) -> None:
    execute(ATTEST_SQL, [typ, av.pk, NU, ratt and ratt.pk, faktura.pk])


def step(faktura: Faktura, status: str) -> None:
    execute(STEG_SQL, [status, faktura.pk])


def withdraw(attesten: Attest, av: User) -> None:
    execute(ATERKALLELSE_SQL, [attesten.pk, av.pk])


def declare(anvandare: User, **mot) -> Jav:
    return Jav.objects.create(anvandare=anvandare, grund="narstaende", anmald_av=anvandare, anmald=NU, **mot)


def build_kontering(ansvar: str) -> Kontering:
    return Kontering.objects.create(
        slag="assistans",
        avtalsform="D",
        mottagare="naringsidkare",
        galler_fran=date(2014, 1, 1),
        konto="4621",
        ansvar=ansvar,
        momsersattning="nej",
        inlagd_av=User.objects.system(),
        inlagd=INLAST,
    )


# Uppdraget


def test_nobody_attests_without_an_appointment(faktura, ebba):
    with refused(INTE_UTSEDD):
        attest(faktura, ebba, None)


def test_nobody_attests_by_the_appointment_of_another(faktura, ebba):
    with refused(INTE_UTSEDD):
        attest(faktura, ebba, build_granskare().attestratter.get())


def test_an_appointment_is_for_one_of_the_attests(faktura, ebba):
    with refused(INTE_UTSEDD):
        attest(faktura, ebba, build_attestratt(ebba, BESLUT))


@pytest.mark.parametrize(
    ("fran", "tom"), [(date(2015, 6, 11), None), (date(2015, 1, 1), date(2015, 6, 9))], ids=["not yet", "expired"]
)
def test_an_appointment_holds_on_its_days_and_no_other(faktura, ebba, fran, tom):
    with refused(INTE_UTSEDD):
        attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, galler_fran=fran, galler_tom=tom))


def test_an_appointment_holds_on_its_first_and_its_last_day(faktura, ebba):
    attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, galler_fran=NU.date(), galler_tom=NU.date()))


def test_an_attest_is_within_the_limit_to_the_ore(faktura, ebba):
    over = build_attestratt(ebba, GRANSKNING, beloppsgrans=Decimal("22719.99"), galler_tom=NU.date())
    with refused("Beloppet är över attestantens gräns."):
        attest(faktura, ebba, over)
    execute("UPDATE beslut_attestratt SET galler_tom = '2015-06-09' WHERE id = %s", [over.pk])

    attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, beloppsgrans=faktura.att_betala, galler_fran=NU.date()))


def test_an_appointment_is_for_its_code_of_responsibility(faktura, ebba):
    build_kontering("51200")
    with refused("Attesträtten gäller ett annat ansvar."):
        attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, ansvar="99999"))

    assert codes_of([faktura.pk]) == {faktura.pk: {"51200"}}
    attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, ansvar="51200"))


def test_what_no_kontering_places_needs_an_appointment_for_every_code(faktura, ebba):
    with refused("Attesträtten gäller ett annat ansvar."):
        attest(faktura, ebba, build_attestratt(ebba, GRANSKNING, ansvar="51200"))


def test_the_code_says_the_same_as_the_database(faktura, ebba):
    build_kontering("51200")
    vad = {"faktura": faktura, "typ": GRANSKNING, "by": ebba, "dag": NU.date()}

    def said() -> str:
        with pytest.raises(NoAppointment) as saknas:
            appointment_for(**vad)
        return str(saknas.value).replace("\u00a0", " ")

    assert said() == "Nämnden har inte utsett dig att ge granskningsattest."
    build_attestratt(ebba, GRANSKNING, ansvar="99999")
    assert said() == "Din rätt att ge granskningsattest gäller ett annat ansvar."
    build_attestratt(ebba, GRANSKNING, ansvar="51200", beloppsgrans=Decimal(20_000))
    assert said() == "Fakturan är på 22 720,00 kr. Du får ge granskningsattest på högst 20 000,00 kr."
    alla = build_attestratt(ebba, GRANSKNING, beloppsgrans=Decimal(30_000))
    assert appointment_for(**vad) == alla


def test_an_appointment_ends_after_the_attests_given_by_it(faktura):
    ratt = build_granskare().attestratter.get()
    attest(faktura, build_granskare(), ratt)

    with refused("Attesträtten har använts efter den dagen."):
        execute("UPDATE beslut_attestratt SET galler_tom = '2015-06-09' WHERE id = %s", [ratt.pk])
    execute("UPDATE beslut_attestratt SET galler_tom = '2015-06-10' WHERE id = %s", [ratt.pk])

    given = Attest.objects.get()
    assert (given.attestratt, given.belopp, given.av) == (ratt, faktura.att_betala, build_granskare())
    step(faktura, Status.GRANSKAD)


def test_an_appointment_covers_the_attests_given_by_it_and_they_stay_as_they_were():
    eva = build_user("eva", "controller")
    faktura = bring_to(build_arende().faktura, Status.GODKAND)
    fore = list(Attest.objects.order_by("pk").values())
    ratt = build_attestant().attestratter.get()

    with pytest.raises(RegistrationRefused, match=r"Attester är givna efter den 9.juni.2015"):
        end_appointment(attestratt=ratt, galler_tom=date(2015, 6, 9), by=eva, at=NU)
    end_appointment(attestratt=ratt, galler_tom=date(2015, 6, 10), by=eva, at=NU)

    assert list(Attest.objects.order_by("pk").values()) == fore
    faktura.refresh_from_db()
    assert faktura.status == Status.GODKAND


# Återkallelsen


def test_only_ones_own_granskningsattest_is_withdrawn_and_only_before_the_approval(faktura):
    bring_to_next(faktura)
    given = faktura.attester.get()
    with refused("Bara den egna granskningsattesten kan återkallas"):
        withdraw(given, build_granskare("gunnar"))

    beslut = build_attest(faktura, BESLUT, build_attestant())
    with refused("Bara den egna granskningsattesten kan återkallas"):
        withdraw(beslut, build_attestant())
    build_godkand_tid(faktura)
    step(faktura, Status.GODKAND)
    with refused("Bara den egna granskningsattesten kan återkallas"):
        withdraw(given, build_granskare())


def test_a_withdrawn_attest_carries_no_approval(faktura):
    bring_to_next(faktura)
    withdraw(faktura.attester.get(), build_granskare())

    with refused("En faktura granskas före beslutsattesten."):
        attest(faktura, build_attestant(), build_attestant().attestratter.get(), BESLUT)


def test_an_attest_withdrawn_after_the_second_stops_the_approval(faktura):
    bring_to_next(faktura)
    build_attest(faktura, BESLUT, build_attestant())
    build_godkand_tid(faktura)
    withdraw(faktura.attester.get(typ=GRANSKNING), build_granskare())

    with refused("Fakturan saknar granskningsattest för den här omgången."):
        step(faktura, Status.GODKAND)


def test_a_withdrawal_needs_a_reason_is_written_once_and_stays(faktura):
    bring_to_next(faktura)
    given = faktura.attester.get()
    with refused("attestaterkallelse_har_skal"):
        execute(ATERKALLELSE_SQL.replace("'Fel'", "''"), [given.pk, build_granskare().pk])
    withdraw(given, build_granskare())

    with refused("fakturor_attestaterkallelse_attest_id_key"):
        withdraw(given, build_granskare())
    for sql in ("UPDATE fakturor_attestaterkallelse SET skal = 'x'", "DELETE FROM fakturor_attestaterkallelse"):
        with refused("går inte att skriva om"):
            execute(sql, [])


def bring_to_next(faktura: Faktura) -> None:
    build_attest(faktura, GRANSKNING, build_granskare())
    step(faktura, Status.GRANSKAD)
    faktura.refresh_from_db()


# Jäv


@pytest.mark.parametrize("part", ["brukare", "anordnare"])
def test_who_has_an_interest_does_not_attest(arende, faktura, part):
    declare(build_granskare(), **{part: getattr(arende, part)})

    with refused(JAVIG):
        attest(faktura, build_granskare(), build_granskare().attestratter.get())


def test_an_interest_in_another_or_one_that_has_ended_is_in_nobodys_way(arende, faktura):
    declare(build_granskare(), brukare=build_brukare("LSS-1B2D", "198508199885"))
    jav = declare(build_granskare(), anordnare=arende.anordnare)
    execute(
        "UPDATE beslut_jav SET avslutad = now(), avslutad_av_id = %s, avslutad_skal = 'Upphört' WHERE id = %s",
        [build_handlaggare().pk, jav.pk],
    )

    attest(faktura, build_granskare(), build_granskare().attestratter.get())


@pytest.mark.parametrize("vem", ["greta", "bo"])
def test_an_interest_declared_after_the_attest_stops_approval_and_payment(arende, faktura, vem):
    bring_to_next(faktura)
    build_attest(faktura, BESLUT, build_attestant())
    build_godkand_tid(faktura)
    jav = declare(build_user(vem), anordnare=arende.anordnare)

    with refused(JAVIG):
        step(faktura, Status.GODKAND)

    jav.avslutad, jav.avslutad_av, jav.avslutad_skal = NU, build_handlaggare(), "Upphört"
    jav.save()
    step(faktura, Status.GODKAND)
    declare(build_user(vem), brukare=arende.brukare)
    faktura.refresh_from_db()
    with refused(JAVIG):
        build_utbetalning(faktura)


def test_who_has_an_interest_neither_assesses_nor_confirms(arende):
    utfall = build_utfall(build_granskning(arende.faktura, A05="varning"))
    hanna, henrik = build_handlaggare(), build_handlaggare("henrik")
    declare(hanna, brukare=arende.brukare)
    with refused("Den som är jävig bedömer inte fakturan."):
        execute(BEDOMNING_SQL, [arende.faktura.pk, utfall.fyndhash, hanna.pk])

    execute(BEDOMNING_SQL, [arende.faktura.pk, utfall.fyndhash, henrik.pk])
    with refused("Den som är jävig bedömer inte fakturan."):
        execute(BEKRAFTELSE_SQL, [hanna.pk])


def test_the_decision_maker_is_told_in_words_that_the_reviewer_has_got_an_interest(arende, faktura):
    bring_to_next(faktura)
    build_beslut(arende.brukare)
    vad = {"fakturor": [faktura], "typ": BESLUT, "by": build_attestant(), "dag": NU.date()}
    assert attest_obstacles(**vad) == {}

    declare(build_granskare(), anordnare=arende.anordnare)

    assert attest_obstacles(**vad) == {faktura.pk: GRANSKAREN}
