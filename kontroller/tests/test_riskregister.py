"""The register of risks and the year's plan: what the services let through and what the database refuses."""

from datetime import date

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.services.refusal import RegistrationRefused
from kontroller.models import Risk
from kontroller.services.internal_control import change_moment, record_outcome, strike_moment
from kontroller.services.risks import assess_risk, change_risk, close_risk, finish_action, register_risk
from kontroller.tests.bygg_styrning import build_atgard, build_controller, build_moment, build_risk
from tests.byggstenar import NU, build_user
from tests.vagran import empty, execute, refused

pytestmark = pytest.mark.django_db

TESTNUMMER = "19121212-1212"


def test_the_gravest_risk_stands_first_and_one_that_nobody_has_assessed_last():
    lindrig, obedomd, tung = build_risk((2, 2)), build_risk(None), build_risk((4, 4))

    rader = list(Risk.objects.open().with_standing())

    assert rader == [tung, lindrig, obedomd]
    assert [rad.varde for rad in rader] == [16, 4, None]


def test_the_newest_assessment_holds_and_the_one_before_it_stands():
    risk = build_risk((4, 4))

    assess_risk(risk=risk, sannolikhet=2, konsekvens=4, skal="Kontrollen är i bruk.", by=build_controller(), at=NU)

    assert Risk.objects.with_standing().get(pk=risk.pk).varde == 8
    assert risk.bedomningar.count() == 2


def test_an_assessment_can_neither_be_changed_nor_removed_past_the_program():
    risk = build_risk()

    with refused("kontroller_riskbedomning går inte att skriva om"):
        execute("UPDATE kontroller_riskbedomning SET sannolikhet = 1 WHERE risk_id = %s", [risk.pk])
    with refused("kontroller_riskbedomning går inte att skriva om"):
        execute("DELETE FROM kontroller_riskbedomning")
    with refused("går inte att skriva om"):
        empty("kontroller_riskbedomning")


@pytest.mark.parametrize("varde", [(0, 4), (4, 5)])
def test_an_assessment_goes_from_one_to_four(varde):
    risk = build_risk(None)

    with pytest.raises(RegistrationRefused, match="från 1 till 4"):
        assess_risk(risk=risk, sannolikhet=varde[0], konsekvens=varde[1], skal="Skäl", by=build_controller(), at=NU)
    with refused("riskbedomning_ett_till_fyra"):
        execute(
            "INSERT INTO kontroller_riskbedomning (risk_id, sannolikhet, konsekvens, skal, av_id, tid)"
            " VALUES (%s, %s, %s, 'Skäl', %s, now())",
            [risk.pk, *varde, build_controller().pk],
        )


def test_only_the_one_who_handles_the_register_puts_a_risk_in_it():
    with pytest.raises(RegistrationRefused, match="Din roll"):
        register_risk(
            namn="Risk",
            orsak="Orsak",
            foljd="Följd",
            kontroller=[],
            by=build_user("nagon", Roll.ENHETSCHEF),
            at=NU,
        )


def test_a_control_that_the_catalogue_lacks_is_refused():
    with pytest.raises(RegistrationRefused, match="ingen Z99"):
        build_risk(kontroller=["A02", "Z99"])


def test_no_personnummer_is_written_about_a_risk():
    with pytest.raises(RegistrationRefused, match="utan personnummer") as nekad:
        build_risk(orsak=f"Det gällde {TESTNUMMER}.")

    assert nekad.value.falt == "orsak"


def test_a_change_is_an_event_and_the_same_again_is_none():
    risk = build_risk()
    nytt = {"namn": risk.namn, "orsak": "En ny orsak.", "foljd": risk.foljd, "kontroller": risk.kontroller}

    change_risk(risk=risk, **nytt, by=build_controller(), at=NU)
    change_risk(risk=risk, **nytt, by=build_controller(), at=NU)

    assert Handelse.objects.filter(typ="risk.andrad").count() == 1
    assert Risk.objects.get(pk=risk.pk).orsak == "En ny orsak."


def test_a_risk_with_something_left_to_do_is_not_closed():
    risk = build_risk()
    atgard = build_atgard(risk)

    with pytest.raises(RegistrationRefused, match="inte är avslutade"):
        close_risk(risk=risk, skal="Finns inte längre.", by=build_controller(), at=NU)

    finish_action(
        atgard=atgard,
        utgang="gjord",
        avslutad=date(2015, 4, 1),
        iakttaget="Alla hade tillstånd.",
        by=build_controller(),
        at=NU,
    )
    close_risk(risk=risk, skal="Finns inte längre.", by=build_controller(), at=NU)
    assert list(Risk.objects.open()) == []


def test_a_closed_risk_is_not_assessed():
    risk = build_risk()
    close_risk(risk=risk, skal="Finns inte längre.", by=build_controller(), at=NU)

    with pytest.raises(RegistrationRefused, match="avslutad"):
        assess_risk(risk=risk, sannolikhet=1, konsekvens=1, skal="Skäl", by=build_controller(), at=NU)


def test_whoever_owns_an_action_says_that_it_is_done_and_nobody_else():
    agare, annan = build_user("agare", Roll.HANDLAGGARE), build_user("annan", Roll.HANDLAGGARE)
    atgard = build_atgard(build_risk(), ansvarig=agare)
    klart = {"utgang": "gjord", "avslutad": date(2015, 4, 1), "iakttaget": "Sett efter.", "at": NU}

    with pytest.raises(RegistrationRefused, match="den som ansvarar"):
        finish_action(atgard=atgard, **klart, by=annan)

    assert finish_action(atgard=atgard, **klart, by=agare).utgang == "gjord"
    with pytest.raises(RegistrationRefused, match="redan avslutad"):
        finish_action(atgard=atgard, **klart, by=agare)


def test_an_action_is_not_done_on_a_day_to_come():
    with pytest.raises(RegistrationRefused, match="inte varit än"):
        finish_action(
            atgard=build_atgard(build_risk()),
            utgang="gjord",
            avslutad=date(2099, 1, 1),
            iakttaget="Sett efter.",
            by=build_controller(),
            at=NU,
        )


def test_what_an_action_says_stands_and_so_does_its_end():
    atgard = build_atgard(build_risk())

    with refused("det som står där ändras inte"):
        execute("UPDATE kontroller_riskatgard SET klar_senast = '2020-01-01' WHERE id = %s", [atgard.pk])
    finish_action(
        atgard=atgard,
        utgang="gjord",
        avslutad=date(2015, 4, 1),
        iakttaget="Sett efter.",
        by=build_controller(),
        at=NU,
    )
    with refused("går inte att skriva om"):
        execute("UPDATE kontroller_riskatgard SET iakttaget = 'Annat' WHERE id = %s", [atgard.pk])


def test_a_row_that_has_been_done_is_not_struck():
    moment = build_moment(build_risk())
    record_outcome(
        moment=moment,
        datum=date(2015, 4, 2),
        gjort="Alla sågs efter.",
        funnet="Ett tillstånd saknades.",
        slutsats="brister",
        by=build_controller(),
        at=NU,
    )

    with pytest.raises(RegistrationRefused, match="har ett utfall"):
        strike_moment(moment=moment, skal="Behövs inte.", by=build_controller(), at=NU)


def test_what_was_found_can_not_be_written_anew():
    moment = build_moment(build_risk())
    record_outcome(
        moment=moment,
        datum=date(2015, 4, 2),
        gjort="Alla sågs efter.",
        funnet="Inget.",
        slutsats="utan_anmarkning",
        by=build_controller(),
        at=NU,
    )

    with refused("kontroller_momentutfall går inte att skriva om"):
        execute("UPDATE kontroller_momentutfall SET funnet = 'Annat'")


def test_a_row_is_done_in_its_year_and_a_struck_one_not_at_all():
    moment = build_moment(build_risk())
    varden = {
        "risk": moment.risk,
        "kontroller": moment.kontroller,
        "vad": moment.vad,
        "hur": moment.hur,
        "frekvens": moment.frekvens,
        "ansvarig": moment.ansvarig,
    }

    with pytest.raises(RegistrationRefused, match="under 2015"):
        change_moment(moment=moment, **varden, klar_senast=date(2016, 4, 1), by=build_controller(), at=NU)

    strike_moment(moment=moment, skal="Görs av någon annan.", by=build_controller(), at=NU)
    with pytest.raises(RegistrationRefused, match="struket"):
        change_moment(moment=moment, **varden, klar_senast=date(2015, 12, 1), by=build_controller(), at=NU)
