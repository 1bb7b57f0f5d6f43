"""Rule sets: proposed by one, adopted by another, and the performance date says which one holds."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.models import Granskning, Regelverk, Regelverksrad
from kontroller.regel import Allvar
from kontroller.regelskillnad import differences
from kontroller.regelverk import ensure_standard, in_force, without_stand
from kontroller.regler import load_rules
from kontroller.services.adopting import (
    RuleSetRefused,
    adopt,
    aside_obstacle,
    decision_obstacle,
    months_controlled,
    propose,
    put_aside,
)
from kontroller.services.approving import review
from kontroller.tests.bygg_regelverk import build_chef, build_controller, build_eget, build_forslag, rows_of
from tests.byggstenar import INLAST, MANAD, NU, STOCKHOLM, build_arende, build_granskare, build_user
from tests.byggstenar_kontroll import bring_to, build_granskning
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

SENARE = datetime(2015, 7, 1, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def standard() -> Regelverk:
    return ensure_standard(at=INLAST)


def refusal_of(standard: Regelverk, rader=None, **falt) -> RuleSetRefused:
    varden = {
        "utgar_fran": standard,
        "galler_fran": MANAD,
        "skal": "Rapporterna kommer senare.",
        "rader": rows_of(standard) if rader is None else rader,
        "by": build_controller(),
        "at": NU,
    } | falt
    with pytest.raises(RuleSetRefused) as refused_:
        propose(**varden)
    return refused_.value


# --- Proposing --------------------------------------------------------------------------------------------------


def test_a_proposal_holds_every_control_and_what_is_changed(standard):
    forslag = build_forslag(D07={"allvar": Allvar.STOPP, "parametrar": {"dag": 10, "manader": 2}})

    assert (forslag.version, forslag.utgar_fran, forslag.is_proposal) == ("2015:1", standard, True)
    assert forslag.rader.count() == standard.rader.count()
    d07 = forslag.rader.get(kod="D07")
    assert (d07.allvar, d07.parametrar) == ("S", {"dag": 10, "manader": 2})
    assert Handelse.objects.get(typ="regelverk.foreslaget").uppgifter["version"] == "2015:1"


def test_proposals_are_numbered_within_the_year_that_they_begin():
    namn = [build_forslag(galler_fran=dag).version for dag in (MANAD, date(2015, 9, 1), date(2016, 1, 1))]

    assert namn == ["2015:1", "2015:2", "2016:1"]


@pytest.mark.parametrize("dag", [date(2015, 5, 2), date(2015, 5, 31)])
def test_a_rule_set_begins_on_the_first_of_a_month(standard, dag):
    refused_ = refusal_of(standard, galler_fran=dag)

    assert (str(refused_), refused_.falt) == ("Ett regelverk gäller från den första i en månad.", "galler_fran")


@pytest.mark.parametrize(
    ("skal", "sagt"),
    [
        ("  ", "Skriv varför regelverket ändras."),
        ("För 19850113-9995.", "Skriv utan personnummer: skälet sparas för gott."),
    ],
)
def test_a_proposal_has_a_reason_without_a_personnummer(standard, skal, sagt):
    assert str(refusal_of(standard, skal=skal)) == sagt


@pytest.mark.parametrize("roll", [roll for roll in Roll if roll != Roll.CONTROLLER])
def test_only_the_controller_proposes(standard, roll):
    assert str(refusal_of(standard, by=build_user(roll, roll))) == "Din roll får inte föreslå regelverk."


@pytest.mark.parametrize(
    ("parametrar", "sagt", "falt"),
    [
        ({"dag": 5}, "D07 saknar parametern manader.", "manader"),
        ({"dag": 5, "manader": 2, "ar": 1}, "D07 har ingen parameter som heter ar.", "ar"),
        ({"dag": "5", "manader": 2}, "Parametern ska vara ett heltal.", "dag"),
        ({"dag": True, "manader": 2}, "Parametern ska vara ett heltal.", "dag"),
        ({"dag": -1, "manader": 2}, "Skriv ett heltal från 0 till 100 000.", "dag"),
        ({"dag": 100_001, "manader": 2}, "Skriv ett heltal från 0 till 100 000.", "dag"),
    ],
)
def test_parameters_are_those_of_the_rule_and_of_their_types(standard, parametrar, sagt, falt):
    refused_ = refusal_of(standard, rows_of(standard, D07={"parametrar": parametrar}))

    assert (str(refused_), refused_.kod, refused_.falt) == (sagt, "D07", falt)


def test_a_control_is_left_out_by_nobody(standard):
    rader = [rad for rad in rows_of(standard) if rad.kod != "A02"]

    sagt = "A02 saknas i förslaget. En kontroll som inte ska göras står som ej i bruk."
    assert str(refusal_of(standard, rader)) == sagt


def test_a_control_stands_once_and_in_a_version_that_exists(standard):
    rader = rows_of(standard)

    assert str(refusal_of(standard, [*rader, rader[0]])) == "A01 står mer än en gång i förslaget."
    assert str(refusal_of(standard, rows_of(standard, A01={"version": 9}))) == "Programmet har ingen A01 version 9."


def test_a_rule_set_uses_at_least_one_control(standard):
    rader = [replace(rad, i_bruk=False) for rad in rows_of(standard)]

    assert str(refusal_of(standard, rader)) == "Ett regelverk har minst en kontroll i bruk."


# --- Adopting ---------------------------------------------------------------------------------------------------


def test_another_person_adopts_and_the_performance_date_decides(standard):
    eget = build_eget(galler_fran=date(2015, 5, 1))

    assert (eget.antaget_av.anvandarnamn, eget.diarienummer) == ("maria", "SN 2015/77")
    assert (in_force(date(2015, 4, 30)), in_force(date(2015, 5, 1))) == (standard, eget)


def test_nobody_adopts_their_own_proposal():
    forslag = build_forslag()

    with pytest.raises(RuleSetRefused, match=r"Den som har föreslagit ett regelverk får inte anta det."):
        adopt(regelverk=forslag, diarienummer="SN 1", by=build_controller(), at=NU)
    assert adopt(regelverk=forslag, diarienummer="SN 1", by=build_controller("elsa"), at=NU).antaget == NU


def test_only_the_chief_and_the_controller_adopt():
    forslag = build_forslag()
    roller = {roll for roll in Roll if decision_obstacle(regelverk=forslag, by=build_user(roll, roll)) is None}

    assert roller == {Roll.ENHETSCHEF, Roll.CONTROLLER}


def test_an_adoption_has_a_diary_number():
    with pytest.raises(RuleSetRefused, match=r"Skriv beslutets diarienummer."):
        adopt(regelverk=build_forslag(), diarienummer=" ", by=build_chef(), at=NU)


def test_what_is_settled_is_not_settled_again():
    forslag = build_forslag()
    put_aside(regelverk=forslag, by=build_controller(), at=NU)

    with pytest.raises(RuleSetRefused, match=r"Regelverket 2015:1 är redan avgjort."):
        adopt(regelverk=forslag, diarienummer="SN 1", by=build_chef(), at=NU)
    with pytest.raises(RuleSetRefused, match=r"Regelverket 2015:1 är redan avgjort."):
        put_aside(regelverk=forslag, by=build_chef(), at=NU)


def test_a_proposal_is_put_aside_by_who_wrote_it_or_by_who_may_adopt():
    forslag = build_forslag()

    assert aside_obstacle(regelverk=forslag, by=build_controller()) is None
    assert aside_obstacle(regelverk=forslag, by=build_chef()) is None
    assert aside_obstacle(regelverk=forslag, by=build_granskare()) == "Din roll får inte lägga undan förslag."


def test_an_own_rule_set_goes_before_the_delivered_one_of_the_same_day_whatever_is_delivered_later(standard):
    eget = build_eget(galler_fran=date(2000, 1, 1))
    senare = Regelverk.objects.create(
        version="Standard 99",
        galler_fran=date(2000, 1, 1),
        levererat=True,
        foreslaget_av=standard.foreslaget_av,
        foreslaget=SENARE,
        antaget=SENARE,
    )

    assert in_force(date(2015, 5, 1)) == eget
    assert in_force(date(1999, 12, 31)) == standard
    assert senare.pk > eget.pk


def test_of_two_with_the_same_first_day_the_one_adopted_last_holds():
    forst, sedan = build_forslag(), build_forslag()
    adopt(regelverk=sedan, diarienummer="SN 1", by=build_chef(), at=NU)
    adopt(regelverk=forst, diarienummer="SN 2", by=build_chef(), at=SENARE)

    assert in_force(MANAD) == forst


def test_what_begins_later_holds_from_then_on_though_it_was_adopted_earlier():
    hosten = build_eget(galler_fran=date(2015, 9, 1))
    varen = build_eget(galler_fran=date(2015, 5, 1), at=SENARE)

    assert (in_force(date(2015, 8, 31)), in_force(date(2015, 9, 1))) == (varen, hosten)


def test_a_parameter_that_the_program_changes_makes_a_new_delivered_set(standard, monkeypatch):
    regler = load_rules()
    regler["D07"] = replace(regler["D07"], standard={"dag": 9, "manader": 2})
    monkeypatch.setattr("kontroller.regelverk.load_rules", lambda: regler)

    nytt = ensure_standard(at=NU)

    assert (nytt.version, nytt.rader.get(kod="D07").parametrar["dag"]) == ("Standard 2", 9)


# --- What follows -----------------------------------------------------------------------------------------------


def test_unpaid_invoices_of_the_months_go_back_and_are_judged_by_the_new_rule_set():
    faktura = bring_to(build_arende().faktura, Status.GRANSKAD)

    eget = build_eget(galler_fran=MANAD)

    faktura.refresh_from_db()
    assert (faktura.status, faktura.omgang) == (Status.MOTTAGEN, 2)
    assert Handelse.objects.get(typ="faktura.tillbaka").uppgifter["orsak"] == "Ett nytt regelverk är antaget."
    assert Handelse.objects.get(typ="regelverk.antaget").uppgifter["fakturor_tillbaka"] == 1
    assert in_force(MANAD) == eget


def test_invoices_of_earlier_months_and_of_months_with_a_later_rule_set_stay():
    faktura = bring_to(build_arende().faktura, Status.GRANSKAD)

    build_eget(galler_fran=date(2015, 6, 1))
    assert Faktura.objects.get(pk=faktura.pk).status == Status.GRANSKAD

    Regelverk.objects.create(
        version="2015:9",
        galler_fran=MANAD,
        skal="Prov.",
        foreslaget_av=build_controller(),
        foreslaget=NU,
        antaget=NU,
        antaget_av=build_chef(),
    )
    build_eget(galler_fran=date(2015, 4, 1), at=SENARE)
    assert Faktura.objects.get(pk=faktura.pk).status == Status.GRANSKAD


def test_paid_invoices_stay_paid():
    faktura = bring_to(build_arende().faktura, Status.UTBETALD)

    build_eget(galler_fran=MANAD)

    assert Faktura.objects.get(pk=faktura.pk).status == Status.UTBETALD


@pytest.mark.django_db(transaction=True)
def test_the_attest_judges_by_what_holds_now():
    arende = build_arende()
    bring_to(arende.faktura, Status.KONTROLLERAD)
    eget = build_eget(galler_fran=MANAD)
    Faktura.objects.filter(pk=arende.faktura.pk).update(status=Status.KONTROLLERAD)

    review(faktura=arende.faktura, by=build_granskare(), at=NU)

    assert Granskning.objects.latest("pk").korning.regelverk == eget


def test_a_first_day_that_has_been_tells_which_controlled_months_it_is_about():
    build_granskning(build_arende().faktura)

    assert months_controlled(date(2015, 4, 1)) == [MANAD]
    assert months_controlled(date(2015, 6, 1)) == []
    build_eget(galler_fran=date(2015, 5, 1))
    assert months_controlled(date(2015, 4, 1)) == []


def test_a_municipality_with_its_own_rule_set_is_told_of_rules_that_it_says_nothing_about(standard):
    eget = build_eget()
    assert without_stand(eget) == []

    nytt = Regelverk.objects.create(
        version="Standard 2", galler_fran=standard.galler_fran, levererat=True, foreslaget_av=standard.foreslaget_av,
        foreslaget=SENARE, antaget=SENARE,
    )  # fmt: skip
    rader = [
        Regelverksrad(regelverk=nytt, kod=r.kod, regelversion=r.regelversion, allvar=r.allvar)
        for r in standard.rader.all()
    ]
    rader[0].regelversion = 2
    Regelverksrad.objects.bulk_create([*rader, Regelverksrad(regelverk=nytt, kod="Z01", regelversion=1, allvar="V")])

    assert [rad.kod for rad in without_stand(eget)] == [rader[0].kod, "Z01"]
    assert without_stand(standard) == []


# --- The difference in words ------------------------------------------------------------------------------------


def test_the_difference_is_told_in_words(standard):
    forslag = build_forslag(
        D07={"allvar": Allvar.STOPP, "parametrar": {"dag": 10, "manader": 2}},
        A02={"allvar": Allvar.VARNING, "i_bruk": False},
        E10={"far_undantas": True},
    )

    text = {s.kod: s.text for s in differences(standard.rader.all(), forslag.rader.all())}

    assert text == {
        "A02": "Tas ur bruk. Varnar i stället för stoppar.",
        "D07": "Stoppar i stället för varnar. Dag ändras från 5 till 10.",
        "E10": "Stopp får godtas.",
    }


def test_a_control_that_only_one_of_them_has_is_told(standard):
    forslag = build_forslag()
    utan = [rad for rad in standard.rader.all() if rad.kod != "A01"]

    assert [s.text for s in differences(utan, forslag.rader.all())] == ["Ny kontroll, i bruk. Stoppar."]
    assert [s.text for s in differences(forslag.rader.all(), utan)] == ["Finns inte i regelverket."]


# --- What the database refuses ----------------------------------------------------------------------------------

UPPDATERA = "UPDATE kontroller_regelverk SET {} WHERE id = %s"


def test_the_database_lets_nobody_adopt_their_own_proposal():
    forslag = build_forslag()

    with refused("regelverk_antaget_av_annan"):
        execute(UPPDATERA.format("antaget = now(), antaget_av_id = foreslaget_av_id"), [forslag.pk])


def test_the_database_wants_somebody_behind_an_adoption_and_behind_what_is_put_aside():
    forslag = build_forslag()

    with refused("regelverk_antaget_av_nagon"):
        execute(UPPDATERA.format("antaget = now()"), [forslag.pk])
    with refused("regelverk_undanlagt_av_nagon"):
        execute(UPPDATERA.format("avslaget = now()"), [forslag.pk])


def test_the_database_lets_nothing_be_both_adopted_and_put_aside():
    forslag, chef = build_forslag(), build_chef()

    with refused("regelverk_antaget_eller_undanlagt"):
        satt = "antaget = now(), antaget_av_id = %s, avslaget = now(), avslaget_av_id = %s"
        execute(UPPDATERA.format(satt), [chef.pk, chef.pk, forslag.pk])


@pytest.mark.parametrize("skal", ["", " \n"])
def test_the_database_wants_a_reason_for_a_proposal(standard, skal):
    with refused("regelverk_forslag_har_skal"):
        execute(
            "INSERT INTO kontroller_regelverk (version, galler_fran, levererat, skal, diarienummer, foreslaget_av_id)"
            " VALUES ('X', '2015-05-01', false, %s, '', %s)",
            [skal, standard.foreslaget_av_id],
        )


def test_the_database_changes_nothing_in_a_proposal_or_in_what_is_settled():
    forslag, eget = build_forslag(), build_eget()

    with refused("Ett förslag ändras inte: det läggs undan, och ett nytt skrivs."):
        execute(UPPDATERA.format("galler_fran = '2015-04-01'"), [forslag.pk])
    with refused("Regelverket är redan avgjort: det ändras med ett nytt förslag."):
        execute(UPPDATERA.format("diarienummer = 'SN 2'"), [eget.pk])
    with refused("Ett regelverk tas inte bort."):
        execute("DELETE FROM kontroller_regelverk WHERE id = %s", [forslag.pk])


RAD = "INSERT INTO kontroller_regelverksrad (regelverk_id, kod, regelversion, allvar, i_bruk, far_undantas, parametrar)"


def test_the_database_adds_no_row_to_what_is_settled():
    with refused("Regelverket är redan avgjort: det får inga fler rader."):
        execute(f"{RAD} VALUES (%s, 'Z01', 1, 'S', true, true, '{{}}')", [build_eget().pk])


@pytest.mark.parametrize(
    ("kod", "niva", "sagt"), [("Z01", "X", "regelverksrad_niva"), ("A01", "S", "regelverksrad_nyckel")]
)
def test_the_database_knows_three_levels_and_each_control_once(kod, niva, sagt):
    with refused(sagt):
        execute(f"{RAD} VALUES (%s, %s, 1, %s, true, true, '{{}}')", [build_forslag().pk, kod, niva])
