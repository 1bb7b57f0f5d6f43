"""Attestordningen: vem som läggs in, hur ett uppdrag slutar, vem som ser den, och förteckningen på papper."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import Attestratt
from beslut.services.appointing import appoint, end_appointment
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_attestant, build_attestratt, build_granskare, build_user
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

BESLUT, GRANSKNING = Attestratt.Typ.BESLUT, Attestratt.Typ.GRANSKNING
SER = {Roll.ENHETSCHEF, Roll.BESLUTSATTESTANT, Roll.EKONOM, Roll.CONTROLLER, Roll.NAMND, Roll.REVISOR}
FAR_OPPNA = {
    "attestordning": SER,
    "attestforteckning": SER,
    "attestforteckning_pdf": SER,
    "attestratt_ny": {Roll.CONTROLLER},
    "attestratt_avsluta": {Roll.CONTROLLER},
}
FORMULAR = {
    "typ": "beslut",
    "ansvar": "51200",
    "beloppsgrans": "150 000",
    "galler_fran": "2015-01-01",
    "galler_tom": "",
    "ersattare_for": "",
    "namndbeslut": "2014-12-10 § 121",
}


def enter(attestant, by, **andrat) -> Attestratt:
    uppgifter = {
        "typ": BESLUT,
        "ansvar": "",
        "beloppsgrans": None,
        "galler_fran": date(2016, 1, 1),
        "galler_tom": None,
        "ersattare_for": None,
        "namndbeslut": "2015-12-09 § 130",
    } | andrat
    return appoint(attestant=attestant, **uppgifter, by=by, at=NU)


def lapsed(ratt: Attestratt, sista_dag: date = date(2015, 12, 31)) -> Attestratt:
    ratt.galler_tom = sista_dag
    ratt.save()
    return ratt


# Vem som läggs in


def test_an_appointment_is_entered_and_the_event_names_nobody(eva):
    bo = build_attestant()
    lapsed(bo.attestratter.get())

    ratt = enter(bo, eva, ansvar="51200", beloppsgrans=Decimal(150_000))

    assert (ratt.inlagd_av, ratt.inlagd) == (eva, NU)
    assert Handelse.objects.get().uppgifter == {"attest": "beslut", "ansvar": "51200", "beloppsgrans": "150000"}


def test_nobody_enters_or_ends_their_own():
    bada = build_user("berit", Roll.CONTROLLER, Roll.BESLUTSATTESTANT)

    with pytest.raises(RegistrationRefused, match="Ingen lägger in sitt eget uppdrag"):
        enter(bada, bada)
    with pytest.raises(RegistrationRefused, match="Ingen avslutar sitt eget uppdrag"):
        end_appointment(attestratt=bada.attestratter.get(), galler_tom=date(2015, 12, 31), by=bada, at=NU)


def test_an_appointment_gives_nobody_more_than_the_role_does(eva, hanna):
    with pytest.raises(RegistrationRefused, match="Hanna har ingen roll som ger beslutsattest"):
        enter(hanna, eva)
    with pytest.raises(RegistrationRefused, match="Bo har ingen roll som ger granskningsattest"):
        enter(build_attestant(), eva, typ=GRANSKNING)


def test_one_code_twice_at_one_time_is_refused_in_words(eva):
    with pytest.raises(RegistrationRefused, match="Personen har redan det uppdraget"):
        enter(build_attestant(), eva)


def test_a_substitute_stands_in_for_someone_appointed(eva):
    bo, britta = build_attestant(), build_attestant("britta")
    lapsed(britta.attestratter.get())

    with pytest.raises(RegistrationRefused, match="Hanna är inte utsedd att ge beslutsattest"):
        enter(britta, eva, ersattare_for=build_user("hanna", Roll.HANDLAGGARE))
    with pytest.raises(RegistrationRefused, match="Ingen är ersättare för sig själv"):
        enter(britta, eva, ersattare_for=britta)
    assert enter(britta, eva, ersattare_for=bo, beloppsgrans=Decimal(50_000)).ersattare_for == bo


# Hur det slutar


def test_an_appointment_ends_but_is_not_made_longer(eva):
    ratt = end_appointment(attestratt=build_attestant().attestratter.get(), galler_tom=date(2015, 6, 30), by=eva, at=NU)

    assert ratt.galler_tom == date(2015, 6, 30)
    with pytest.raises(RegistrationRefused, match=r"slutar redan den 30.juni.2015"):
        end_appointment(attestratt=ratt, galler_tom=date(2015, 12, 31), by=eva, at=NU)


# Vad databasen vägrar


def test_the_database_refuses_an_appointment_that_is_not_right():
    bo = build_attestant()
    ratt = build_attestratt(bo, BESLUT, ansvar="51200", galler_tom=date(2015, 12, 31))

    with refused("attestratt_overlappar_inte"):
        copy_row("beslut_attestratt", ratt.pk, galler_fran=date(2015, 12, 31), galler_tom=None)
    with refused("attestratt_inlagd_av_annan"):
        copy_row("beslut_attestratt", ratt.pk, ansvar="1", inlagd_av_id=bo.pk)
    with refused("attestratt_ersatter_annan"):
        copy_row("beslut_attestratt", ratt.pk, ansvar="1", ersattare_for_id=bo.pk)
    with refused("attestratt_grans_over_noll"):
        copy_row("beslut_attestratt", ratt.pk, ansvar="1", beloppsgrans=0)
    with refused("attestratt_har_namndbeslut"):
        copy_row("beslut_attestratt", ratt.pk, ansvar="1", namndbeslut="")
    with refused("attestratt_period"):
        copy_row("beslut_attestratt", ratt.pk, ansvar="1", galler_tom=date(1999, 12, 31))


@pytest.mark.parametrize(
    "andring", ["beloppsgrans = 1", "ansvar = '9'", "namndbeslut = 'x'", "galler_fran = '2001-01-01'"]
)
def test_the_database_lets_nothing_but_the_last_day_be_changed(andring):
    ratt = build_attestant().attestratter.get()

    with refused("det som står där ändras inte"):
        execute(f"UPDATE beslut_attestratt SET {andring} WHERE id = %s", [ratt.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM beslut_attestratt WHERE id = %s", [ratt.pk])
    execute("UPDATE beslut_attestratt SET galler_tom = '2030-12-31' WHERE id = %s", [ratt.pk])


# Sidorna


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, roll):
    pekar = {
        "attestratt_avsluta": [build_attestant().attestratter.get().pk],
        "attestforteckning": [2015],
        "attestforteckning_pdf": [2015],
    }
    client.force_login(build_user("nagon", roll))

    svar = {s: client.get(reverse(f"beslut:{s}", args=pekar.get(s, []))).status_code for s in FAR_OPPNA}

    assert svar == {s: 200 if roll in roller else 403 for s, roller in FAR_OPPNA.items()}


def test_the_list_is_that_of_the_chosen_day(controller):
    lapsed(build_attestratt(build_user("ebba", Roll.EKONOM), BESLUT, beloppsgrans=Decimal(80_000)))
    build_attestant()

    def names(**fraga: str) -> list[str]:
        svar = controller.get(reverse("beslut:attestordning"), fraga)
        return [rad.attestant for rad in svar.context["rader"]]

    assert names(dag="2015-12-31") == ["Bo", "Ebba"]
    assert names(dag="2016-01-01") == ["Bo"]
    assert names(dag="1999-12-31") == []
    assert names(dag="i går") == names()


@pytest.mark.parametrize(
    ("sida", "skrivet", "mening"),
    [
        ("/attestordning/", "i går", "Skriv dagen, till exempel 2015-06-30. Här visas i dag."),
        (
            "/attestordning/forteckning/2015/",
            "2015-13-01",
            "Skriv dagen, till exempel 2015-06-30. Här visas hela året.",
        ),
        ("/attestordning/forteckning/2015/", "2014-06-30", "Dagen är inte under 2015. Här visas hela året."),
        ("/kontering/", "igår", "Här visas i dag."),
    ],
)
def test_what_is_not_a_day_stays_in_the_field_and_is_told_beside_it(controller, sida, skrivet, mening):
    svar = controller.get(sida, {"dag": skrivet})

    assert mening in text_of(svar)
    assert f'value="{skrivet}" ' in svar.text


def test_the_decision_of_the_board_is_written_without_a_personnummer(controller):
    svar = post(
        controller,
        "attestratt_ny",
        attestant=build_attestant("britta").pk,
        **FORMULAR | {"namndbeslut": "19850113-9995"},
    )

    assert "Skriv utan personnummer: texten sparas för gott." in text_of(svar)


def test_an_appointment_is_entered_on_its_page_and_shown_with_all_that_it_says(controller):
    bo = build_attestant()
    britta = build_attestant("britta")

    svar = post(controller, "attestratt_ny", attestant=britta.pk, **FORMULAR | {"ersattare_for": bo.pk})

    text = text_of(svar)
    for ord_ in (
        "Britta är inlagd att ge beslutsattest",
        "Ersättare för Bo",
        "51200",
        "150 000 kr",
        "2014-12-10 § 121",
    ):
        assert ord_ in text
    ratt = britta.attestratter.get(ansvar="51200")
    assert reverse("beslut:historik", args=["attestratt", ratt.pk]) in svar.text


def test_the_choices_do_not_hold_the_one_who_chooses(client):
    bada = build_user("berit", Roll.CONTROLLER, Roll.BESLUTSATTESTANT)
    build_attestant()
    client.force_login(bada)

    svar = client.get(reverse("beslut:attestratt_ny"))

    assert [user.namn for user in svar.context["form"].fields["attestant"].queryset] == ["Bo"]
    assert (
        f"/attestordning/{bada.attestratter.get().pk}/avsluta/" not in client.get(reverse("beslut:attestordning")).text
    )


def test_an_appointment_is_ended_on_its_page(controller):
    ratt = build_attestant().attestratter.get()

    svar = post(controller, "attestratt_avsluta", ratt.pk, galler_tom="2015-06-30")

    assert "Uppdraget för Bo är avslutat." in text_of(svar)
    ratt.refresh_from_db()
    assert ratt.galler_tom == date(2015, 6, 30)


def test_the_auditor_sees_nothing_to_press(client):
    build_attestant()
    client.force_login(build_user("rut", Roll.REVISOR))

    main = client.get(reverse("beslut:attestordning")).text.split("<main")[1].split("</main>")[0]

    assert "/ny/" not in main
    assert "/avsluta/" not in main


def test_the_yearly_list_holds_all_of_the_year_and_is_printed_whole(controller):
    lapsed(build_attestratt(build_granskare(), GRANSKNING, ansvar="51200"), date(2015, 3, 31))
    lapsed(build_attestratt(build_granskare("greger"), GRANSKNING, ansvar="9"), date(2014, 12, 31))
    build_attestant()

    svar = controller.get(reverse("beslut:attestforteckning", args=[2015]))
    [dagens] = [
        controller.get(reverse("beslut:attestforteckning", args=[2015]), {"dag": dag}) for dag in ("2015-04-01",)
    ]
    pdf = PdfReader(io.BytesIO(controller.get(reverse("beslut:attestforteckning_pdf", args=[2015])).content))

    def rows(sida) -> list[tuple[str, str]]:
        return [(rad.attestant, rad.ansvar) for rad in sida.context["forteckning"].rader]

    alltid = [("Bo", "Alla ansvar"), ("Greger", "Alla ansvar"), ("Greta", "Alla ansvar")]
    assert sorted(rows(svar)) == sorted([*alltid, ("Greta", "51200")])
    assert sorted(rows(dagens)) == alltid
    text = " ".join(sida.extract_text() for sida in pdf.pages).replace("\u00a0", " ")
    for ord_ in ("Attestförteckning 2015", "Bo", "Greta", "51200", "31 mars 2015", "Namnteckning"):
        assert ord_ in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "sv"


@pytest.mark.parametrize("sida", ["attestordning", "attestforteckning"])
def test_one_appointment_and_twenty_take_as_many_queries(controller, sida):
    adress = reverse(f"beslut:{sida}", args=[] if sida == "attestordning" else [2015])
    bo = build_attestant()
    controller.get(adress)
    with CaptureQueriesContext(connection) as en:
        controller.get(adress)
    for nr in range(20):
        build_attestratt(build_user(f"ersattare{nr}", Roll.EKONOM), BESLUT, ersattare_for=bo)

    with CaptureQueriesContext(connection) as manga:
        controller.get(adress)

    assert len(manga) == len(en)
