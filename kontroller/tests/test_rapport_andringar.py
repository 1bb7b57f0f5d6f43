"""Rapportens ändringar: antagna regelverk i ord, och registrens ändringar räknade ur historiken."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from assistans.aktor import set_actor
from assistans.models import Handelse
from kontroller.models import Regelverk
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.rapport.delar.andringar import section
from kontroller.rapport.period import Utgava
from kontroller.regel import Allvar
from kontroller.regelverk import ensure_standard
from kontroller.tests.bygg_avsnitt import period_of
from kontroller.tests.bygg_regelverk import build_eget, build_forslag
from tests.byggstenar import NU, build_anordnare, build_konto, build_user

pytestmark = pytest.mark.django_db
JUNI = {"manad": date(2015, 6, 1), "dag": date(2015, 7, 2)}
"""The tests act on 10 June."""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def parts(**falt) -> tuple[Avsnitt, Avsnitt]:
    regler, register = section(period_of(**(JUNI | falt))).delar
    return regler, register


def adopted(nar: datetime = NU) -> Regelverk:
    """A rule set by which late reports stop, adopted on a day."""
    return build_eget(at=nar, D07={"allvar": Allvar.STOPP})


def date_history(nar: datetime) -> None:
    """Let the database's history of this transaction be of a day: the trigger's clock is the real one."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE assistans_andring DISABLE TRIGGER USER")
        cursor.execute("UPDATE assistans_andring SET tid = %s", [nar])
        cursor.execute("ALTER TABLE assistans_andring ENABLE TRIGGER USER")


def test_nothing_changed_is_said():
    regler, register = parts()

    assert plain(regler.stycken[0]) == "Inget regelverk antogs under juni 2015."
    assert plain(register.stycken[0]) == (
        "Inget ändrades i mottagarnas konton, grunder för betalning till någon annan, tillstånd och anmälningar, "
        "avtal, anordnare, timbelopp, attestordningen och kontering under juni 2015."
    )


def test_an_adopted_rule_set_is_told_with_its_two_persons_and_what_became_different():
    regelverk = adopted()

    regler, _ = parts()

    assert plain(regler.stycken[0]) == (
        f"Regelverk {regelverk.version} föreslogs av Clara och antogs den 10 juni 2015 av Maria (dnr SN 2015/77). Det "
        "gäller från 1 maj 2015."
    )
    [tabell] = regler.tabeller
    assert tabell.kod == "regelandringar"
    assert tabell.rader == (("Rapporten i tid", "D07", "Stoppar i stället för varnar."),)


def test_a_rule_set_of_another_month_or_that_nobody_adopted_is_not_told():
    build_forslag()
    ensure_standard(at=datetime(2015, 5, 31, 21, 59, tzinfo=UTC))

    assert parts()[0].stycken[0].startswith("Inget regelverk antogs")


def test_the_last_moment_of_the_month_belongs_to_it_in_swedish_time():
    adopted(datetime(2015, 6, 30, 21, 59, tzinfo=UTC))

    assert len(parts()[0].tabeller) == 1
    assert parts(manad=date(2015, 7, 1))[0].tabeller == ()


def test_register_changes_are_counted_by_kind_and_person():
    karin = build_user("karin")
    set_actor(karin.pk)
    anordnare = build_anordnare()
    konto = build_konto(anordnare, "50501055", forsta=False)
    konto.upphort = NU
    konto.save(update_fields=["upphort"])
    date_history(NU)

    _, register = parts()

    rader = {rad[0]: rad[1:] for rad in register.tabeller[0].rader}
    assert rader["Mottagarnas konton"] == (1, 1, 0, "Karin")
    assert rader["Anordnare"][:3] == (1, 0, 0)
    assert "mottagarnas konton två gånger" in plain(register.stycken[0])
    assert parts(manad=date(2015, 5, 1))[1].tabeller == ()


def test_what_was_confirmed_is_told_by_whom():
    karin, ingrid = build_user("karin"), build_user("ingrid")
    konto = build_konto(build_anordnare())
    date_history(datetime(2015, 1, 1, tzinfo=UTC))
    for av in (karin, ingrid, karin):
        Handelse.record("konto.verifierat", konto, by=av, at=NU)
    Handelse.record("avtal.godkant", konto, by=ingrid, at=NU)
    Handelse.record("brukare.andrad", konto, by=ingrid, at=NU)

    _, register = parts()

    [tabell] = register.tabeller
    assert tabell.rader == (
        ("Konto bekräftat", "Karin", 2),
        ("Konto bekräftat", "Ingrid", 1),
        ("Avtal godkänt", "Ingrid", 1),
    )
    assert plain(register.stycken[0]).endswith("Fyra saker är bekräftade av två personer.")


@pytest.mark.parametrize("slag", list(Utgava))
def test_every_edition_takes_four_queries_without_a_new_rule_set(slag, django_assert_num_queries):
    build_konto(build_anordnare())

    with django_assert_num_queries(4):
        section(period_of(slag=slag))


def test_a_rule_set_takes_its_own_rows_and_those_before_it(django_assert_num_queries):
    adopted()

    with django_assert_num_queries(6):
        parts()
