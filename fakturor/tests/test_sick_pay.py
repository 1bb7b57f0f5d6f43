"""A claim of sick pay is registered whole or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from assistans.models import Handelse
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Faktura, Sjuklon
from fakturor.services.registering import RegistrationRefused
from fakturor.services.sick_pay import Pass, Post
from tests.byggstenar import (
    ATTA,
    INTYGSGIVARENS_NUMMER,
    SEXTON,
    build_faktura,
    build_person,
    build_rapport,
    build_redovisning,
)
from tests.byggstenar_sjuklon import BELOPP, PASSEN, POSTER, SJUKDAGAR, build_sjukfall, build_sjuklon
from tests.vagran import refused

pytestmark = pytest.mark.django_db
TIM = 60


@pytest.fixture
def fall():
    return build_sjukfall()


def refusal(fall, **falt) -> RegistrationRefused:
    """What the service says; nothing may be stored."""
    with pytest.raises(RegistrationRefused) as vagran:
        build_sjuklon(fall, **falt)
    assert not Sjuklon.objects.exists()
    assert not Faktura.objects.filter(typ="sjuklon").exists()
    return vagran.value


def test_a_claim_is_an_invoice_with_one_line_that_pays_for_no_time(fall):
    faktura = build_sjuklon(fall)

    [rad] = faktura.rader.all()
    assert (faktura.typ, faktura.status, faktura.att_betala) == ("sjuklon", Status.MOTTAGEN, BELOPP)
    assert (faktura.nummer, faktura.leverantor) == ("SJ-2015-05-001", fall.arende.anordnare.orgnr)
    assert (rad.brukare, rad.manad, rad.redovisning) == (fall.arende.brukare, date(2015, 5, 1), None)
    assert (rad.antal, rad.pris, rad.belopp, rad.benamning) == (None, None, BELOPP, "Sjuklön")
    sjuklon = faktura.sjuklon
    assert [(p.slag, p.belopp) for p in sjuklon.poster.all()] == [(p.slag, p.belopp) for p in POSTER]
    assert [(p.datum, p.minuter) for p in sjuklon.pass_lista.all()] == [(dag, 8 * TIM) for dag in SJUKDAGAR]
    [handelse] = Handelse.objects.filter(typ="sjuklon.registrerad")
    assert handelse.uppgifter == {"sjukpass": 2, "belopp": str(BELOPP)}


def test_claims_without_a_number_get_one_each_and_one_of_their_own_is_taken_once(fall):
    numren = [build_sjuklon(fall).nummer, build_sjuklon(fall).nummer, build_sjuklon(fall, nummer="17").nummer]

    assert numren == ["SJ-2015-05-001", "SJ-2015-05-002", "17"]
    with pytest.raises(RegistrationRefused, match="redan en faktura eller ansökan med det numret"):
        build_sjuklon(fall, nummer="17")
    assert Sjuklon.objects.count() == 3


def test_the_number_of_an_invoice_is_taken_too(fall):
    build_faktura(build_redovisning(fall.arende.brukare, fall.arende.anordnare), nummer="99")

    assert "redan en faktura" in str(refusal(fall, nummer="99"))


def test_a_shift_past_midnight_becomes_one_for_each_day(fall):
    natt = Pass(datum=SJUKDAGAR[0], start=22 * TIM, slut=6 * TIM)

    faktura = build_sjuklon(fall, passen=(natt,))

    delar = [(p.datum, p.start, p.slut) for p in faktura.sjuklon.pass_lista.all()]
    assert delar == [(SJUKDAGAR[0], 22 * TIM, 24 * TIM), (SJUKDAGAR[1], 0, 6 * TIM)]


def test_the_substitutes_row_is_pointed_out_by_the_report(fall):
    passen = tuple(replace(p, rapport=fall.arende.rapport.kod) for p in PASSEN)

    faktura = build_sjuklon(fall, passen=passen)

    assert [p.vikariens_rad for p in faktura.sjuklon.pass_lista.all()] == list(fall.vikariens_rader)


def test_a_report_without_another_assistants_time_in_the_shift_is_refused(fall):
    tidig = Pass(datum=SJUKDAGAR[0], start=4 * TIM, slut=ATTA, rapport=fall.arende.rapport.kod)
    egen = build_rapport(fall.arende.redovisning, kod="R-EGEN", dagar=SJUKDAGAR, personnummer="197201079295")

    vagran = refusal(fall, passen=(tidig, replace(PASSEN[0], rapport=egen.kod)))

    assert [(b.rad, b.kolumn) for b in vagran.rader] == [(0, "rapport"), (1, "rapport")]


@pytest.mark.parametrize(
    ("falt", "kolumn", "mening"),
    [
        ({"sjuk_tom": date(2015, 5, 18)}, "sjuk_tom", "Den sista sjukdagen är före den första."),
        ({"sjuk_tom": date(2015, 6, 1)}, "sjuk_tom", "En ansökan gäller högst en kalendermånad."),
        ({"sjukperiodens_borjan": date(2015, 5, 20)}, "sjukperiodens_borjan", "Sjukperioden börjar senast"),
        ({"ansokt": date(2015, 5, 19)}, "ansokt", "Ansökan är daterad före den sista sjukdagen."),
        ({"lakarintyg_fran": date(2015, 5, 19)}, "lakarintyg_tom", "Skriv både första och sista dagen"),
        (
            {"lakarintyg_fran": date(2015, 5, 20), "lakarintyg_tom": date(2015, 5, 19)},
            "lakarintyg_tom",
            "Läkarintygets sista dag är före den första.",
        ),
        ({"belopp": Decimal(0)}, "belopp", "Skriv ett belopp över noll."),
        ({"karensavdrag": Decimal(-1)}, "karensavdrag", "Skriv karensavdraget som ett belopp utan minus."),
        ({"timlon": Decimal(0)}, "timlon", "Skriv en lön över noll."),
        ({"poster": ()}, "belopp_sjuklon", "Skriv minst en post från lönespecifikationen."),
        ({"poster": (Post(slag="ob", belopp=Decimal(-5)),)}, "belopp_ob", "Skriv ett belopp över noll."),
        (
            {"poster": (Post(slag="ob", belopp=Decimal(5), procent=Decimal(101)),)},
            "procent_ob",
            "Skriv en procentsats från 0 till 100.",
        ),
        ({"referens": "LSS-0000"}, "referens", "Ingen brukare har den referensen."),
        ({"orgnr": "5599004180"}, "orgnr", "Anordnaren finns inte i registret."),
        ({"kollektivavtal": "Avtal 19850113-9995"}, "kollektivavtal", "Skriv utan personnummer"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fall, falt, kolumn, mening):
    [brist] = refusal(fall, **falt).huvud

    assert brist.kolumn == kolumn
    assert brist.orsak.startswith(mening)


@pytest.mark.parametrize(
    ("passen", "rad", "kolumn"),
    [
        ((Pass(datum=date(2015, 5, 21), start=ATTA, slut=SEXTON),), 0, "datum"),
        ((PASSEN[0], Pass(datum=SJUKDAGAR[0], start=SEXTON - 1, slut=SEXTON + TIM)), 1, "start"),
        ((Pass(datum=SJUKDAGAR[0], start=ATTA, slut=ATTA),), 0, "slut"),
        ((Pass(datum=SJUKDAGAR[1], start=22 * TIM, slut=6 * TIM),), 0, "datum"),
        ((), None, ""),
    ],
)
def test_shifts_outside_the_days_that_overlap_or_have_no_length_are_refused(fall, passen, rad, kolumn):
    [brist] = refusal(fall, passen=passen).rader

    assert (brist.rad, brist.kolumn) == (rad, kolumn)


def test_shifts_that_meet_do_not_overlap(fall):
    halva = [Pass(datum=SJUKDAGAR[0], start=s, slut=s + 4 * TIM) for s in (12 * TIM, ATTA)]

    assert build_sjuklon(fall, passen=tuple(halva)).sjuklon.pass_lista.count() == 2


def test_an_assistant_who_is_not_registered_for_the_assignment_is_refused(fall):
    okand = build_person(INTYGSGIVARENS_NUMMER)

    assert refusal(fall, assistent=okand.pk).huvud[0].kolumn == "assistent"


def test_a_person_without_an_assignment_with_the_provider_is_refused(fall):
    fall.arende.brukare.uppdrag.update(galler_tom=date(2015, 5, 18))

    assert refusal(fall).huvud[0].orsak == "Brukaren har inget uppdrag hos anordnaren de dagarna."


def test_a_person_whom_the_user_may_not_see_is_unknown(fall):
    fall.arende.brukare.skydd = Brukare.Skydd.SEKRETESSMARKERING
    fall.arende.brukare.save()

    assert refusal(fall).huvud[0].orsak == "Ingen brukare har den referensen."


def test_a_claim_stands_as_it_was_written(fall):
    sjuklon = build_sjuklon(fall).sjuklon

    for tabell in ("fakturor_sjuklon", "fakturor_sjuklonepost", "fakturor_sjukpass"):
        with refused("går inte att skriva om"), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {tabell}")
    assert Sjuklon.objects.get() == sjuklon
