"""The pages of the risks, the year's plan, the process, and what the nämnd adopts: who, what, and how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.roller import Roll
from kontroller.models import Kontrollmoment, Risk, Riskatgard, Styrdokument
from kontroller.services.risks import assess_risk
from kontroller.styrning.innehall import read
from kontroller.tests.bygg_styrning import (
    build_antaget,
    build_atgard,
    build_chef,
    build_controller,
    build_forslag,
    build_moment,
    build_risk,
)
from tests.byggstenar import NU, build_arende, build_attestratt, build_user
from tests.byggstenar_kontroll import build_granskning

pytestmark = pytest.mark.django_db
SER_RISK = {Roll.CONTROLLER, Roll.ENHETSCHEF, Roll.NAMND, Roll.REVISOR}
PLAN = Styrdokument.Slag.INTERNKONTROLLPLAN


def sign_in(client, *roller, anvandarnamn="lasare"):
    user = build_user(anvandarnamn, *roller)
    client.force_login(user)
    return user


def get(client, namn, *args):
    return client.get(reverse(f"kontroller:{namn}", args=args))


def text_of(svar) -> str:
    return " ".join(svar.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("roll", list(Roll))
def test_the_risks_and_the_plan_are_open_to_those_who_answer_for_the_control(client, roll):
    sign_in(client, roll)

    for namn in ("riskanalys", "internkontrollplan"):
        assert get(client, namn).status_code == (200 if roll in SER_RISK else 403)


@pytest.mark.parametrize("roll", list(Roll))
def test_the_process_is_open_to_everybody_but_the_one_who_keeps_the_users(client, roll):
    sign_in(client, roll)

    assert get(client, "processen").status_code == (403 if roll == Roll.SYSTEMFORVALTARE else 200)


@pytest.mark.parametrize("roll", sorted(SER_RISK - {Roll.CONTROLLER}))
def test_only_the_controller_writes_in_the_register(client, roll):
    risk = build_risk()
    sign_in(client, roll)

    for namn in ("risk_andra", "risk_bedom", "risk_avsluta", "riskatgard_ny"):
        assert get(client, namn, risk.pk).status_code == 403
    assert "Ny risk" not in text_of(get(client, "riskanalys"))


def test_the_auditor_and_the_namnd_see_no_button(client):
    build_moment(build_risk())
    for nr, roll in enumerate((Roll.REVISOR, Roll.NAMND)):
        sign_in(client, roll, anvandarnamn=f"lasare{nr}")
        for svar in (get(client, "riskanalys"), get(client, "internkontrollplan"), get(client, "processen")):
            assert "btn-primary" not in text_of(svar)
            assert "Anteckna utfall" not in text_of(svar)


def test_a_risk_is_written_assessed_and_shown_in_the_matrix(client):
    client.force_login(build_controller())
    varden = {"namn": "Fel konto", "orsak": "Kontot byts.", "foljd": "Pengar bort.", "kontroller": "b14, b15"}

    client.post(reverse("kontroller:risk_ny"), varden)
    risk = Risk.objects.get()
    client.post(
        reverse("kontroller:risk_bedom", args=[risk.pk]), {"sannolikhet": 2, "konsekvens": 4, "skal": "Har hänt."}
    )

    assert risk.kontroller == ["B14", "B15"]
    sida = text_of(get(client, "riskanalys"))
    assert f'href="{reverse("kontroller:risk", args=[risk.pk])}" aria-label="{risk.pk}. Fel konto"' in sida
    assert "sannolikhet 2, konsekvens 4, värde 8" in sida


def test_a_code_that_the_catalogue_lacks_is_said_at_its_field(client):
    client.force_login(build_controller())

    svar = client.post(
        reverse("kontroller:risk_ny"), {"namn": "R", "orsak": "O", "foljd": "F", "kontroller": "B14 X99"}
    )

    assert "Kontrollkatalogen har ingen X99" in text_of(svar)
    assert not Risk.objects.exists()


def test_the_page_of_a_risk_says_what_its_controls_found(client):
    risk = build_risk(kontroller=["A02", "B03", "H01"])
    build_granskning(build_arende().faktura, A02="avvikelse")
    client.force_login(build_controller())

    sida = text_of(get(client, "risk", risk.pk))

    assert "Stoppade 1, 0 kr" in sida
    assert "Görs inte" in sida
    assert "Hålls av programmet" in sida


def test_an_action_is_late_the_day_after_and_is_finished_by_whoever_owns_it(client):
    agare = build_user("agare", Roll.HANDLAGGARE)
    atgard = build_atgard(build_risk(), ansvarig=agare)
    client.force_login(agare)
    adress = reverse("kontroller:riskatgard_avsluta", args=[atgard.pk])

    assert "Försenad" in text_of(get(client, "processen"))
    svar = client.post(adress, {"utgang": "gjord", "avslutad": "2015-04-01", "iakttaget": "Sett efter."})

    assert svar.url == reverse("kontroller:processen")
    assert Riskatgard.objects.get().avslutad == date(2015, 4, 1)
    assert client.get(adress).status_code == 404


def test_somebody_elses_action_and_row_do_not_exist(client):
    atgard, moment = build_atgard(build_risk()), build_moment(build_risk())
    sign_in(client, Roll.HANDLAGGARE)

    assert get(client, "riskatgard_avsluta", atgard.pk).status_code == 404
    assert get(client, "moment_utfall", moment.pk).status_code == 404


def test_a_row_is_planned_done_and_shown_with_what_was_found(client):
    risk = build_risk()
    chef = build_chef()
    client.force_login(build_controller())
    client.post(
        reverse("kontroller:moment_nytt", args=[2015]),
        {
            "risk": risk.pk,
            "vad": "Tillstånden",
            "hur": "I registret.",
            "kontroller": "B01",
            "frekvens": "ar",
            "ansvarig": chef.pk,
            "klar_senast": "2015-12-31",
        },
    )
    moment = Kontrollmoment.objects.get()
    client.force_login(chef)

    client.post(
        reverse("kontroller:moment_utfall", args=[moment.pk]),
        {"datum": "2015-04-02", "slutsats": "brister", "gjort": "Sågs efter.", "funnet": "Ett saknades."},
    )

    sida = text_of(client.get(reverse("kontroller:internkontrollplan"), {"ar": 2015}))
    assert "Brister att åtgärda" in sida
    assert "Ett saknades." in sida


def test_what_the_controller_proposes_the_head_registers_and_the_page_says_what_has_changed_since(client):
    risk = build_risk((4, 4))
    client.force_login(build_controller())
    svar = client.post(
        reverse("kontroller:styrdokument_foresla", args=["riskanalys"]),
        {"ar": 2015, "sammanfattning": "Den första."},
    )
    dokument = Styrdokument.objects.get()
    assert svar.url == reverse("kontroller:styrdokument", args=[dokument.pk])
    assert "Din roll får inte registrera" in text_of(client.get(svar.url))

    client.force_login(build_chef())
    client.post(
        reverse("kontroller:styrdokument_faststall", args=[dokument.pk]),
        {"sammantradesdag": "2015-04-14", "paragraf": "§ 41"},
    )
    assert "Inget har ändrats sedan dess." in text_of(get(client, "riskanalys"))

    assess_risk(risk=risk, sannolikhet=2, konsekvens=4, skal="Kontrollen finns.", by=build_controller(), at=NU)
    sida = text_of(get(client, "riskanalys"))
    assert "fastställd av nämnden 14 april 2015, § 41" in sida
    assert "värdet sjunker från 16 (4 × 4) till 8 (2 × 4). Kontrollen finns." in sida


def test_the_day_of_the_meeting_is_asked_for(client):
    build_risk()
    forslag = build_forslag()
    client.force_login(build_chef())

    svar = client.post(reverse("kontroller:styrdokument_faststall", args=[forslag.pk]), {"paragraf": "§ 41"})

    assert svar.status_code == 200
    assert "innan beslutet kan registreras" in text_of(svar)
    assert Styrdokument.objects.get().antaget is None


def test_a_document_about_the_risks_does_not_exist_for_those_who_only_see_the_process(client):
    build_risk()
    riskanalys, process = build_antaget(), build_antaget(Styrdokument.Slag.PROCESS)
    sign_in(client, Roll.HANDLAGGARE)

    for namn in ("styrdokument", "styrdokument_pdf"):
        assert get(client, namn, riskanalys.pk).status_code == 404
        assert get(client, namn, process.pk).status_code == 200


def test_nobody_is_led_from_a_document_to_a_page_that_is_closed(client):
    process = build_antaget(Styrdokument.Slag.PROCESS)
    sign_in(client, Roll.EKONOM)

    sida = get(client, "styrdokument", process.pk).content.decode()

    assert f'href="{reverse("kontroller:rapporter")}"' not in sida


def test_the_process_in_force_is_shown_as_it_was_adopted_and_what_differs_is_said(client):
    build_antaget(Styrdokument.Slag.PROCESS)
    chef = build_chef()
    client.force_login(chef)
    assert "Programmet gör som den säger." in text_of(get(client, "processen"))

    build_attestratt(chef, "beslut")

    assert "En sak i programmet är annorlunda i dag." in text_of(get(client, "processen"))


def test_the_pdf_is_the_same_byte_for_byte_and_holds_its_content(client):
    build_risk()
    dokument = build_antaget()
    client.force_login(build_chef())

    forsta, andra = (get(client, "styrdokument_pdf", dokument.pk) for _ in range(2))

    assert forsta.content == andra.content
    assert forsta.content.startswith(b"%PDF-")
    assert "riskanalys-2015-1.pdf" in forsta["Content-Disposition"]
    assert read(dokument.innehall)["risker"][0]["namn"] == "Assistans utan tillstånd"


@pytest.mark.parametrize("slag", ["finns-inte", "riskanalys"])
def test_a_kind_that_is_not_there_or_not_ones_own_is_not_proposed(client, slag):
    sign_in(client, Roll.CONTROLLER if slag == "finns-inte" else Roll.ENHETSCHEF)

    assert get(client, "styrdokument_foresla", slag).status_code in (403, 404)


@pytest.mark.parametrize("namn", ["riskanalys", "internkontrollplan", "processen"])
def test_a_page_asks_as_many_questions_of_much_as_of_little(client, namn):
    client.force_login(build_controller())
    build_granskning(build_arende().faktura, A02="avvikelse")
    build_one_of_each()
    build_antaget()
    build_antaget(PLAN)
    get(client, namn)

    with CaptureQueriesContext(connection) as av_lite:
        get(client, namn)
    for _ in range(3):
        build_one_of_each()
    with CaptureQueriesContext(connection) as av_mycket:
        get(client, namn)

    assert len(av_mycket) == len(av_lite) < 16


def build_one_of_each() -> None:
    risk = build_risk(kontroller=["A02", "H03"])
    build_atgard(risk)
    build_moment(risk)
