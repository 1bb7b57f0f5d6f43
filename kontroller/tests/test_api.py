"""API:t: dörren, det som går att göra, och svaren när det inte går."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assistans.models import ApiNyckel, Handelse, Lasning, User
from assistans.roller import Roll
from assistans.services.keys import issue_key, revoke_key
from beslut.models import Brukare
from fakturor.forms import filer as filer_form
from fakturor.models import Faktura, Inlasning
from fakturor.tests.bygg_mapp import MAPP, ORGNR, first, folder, only
from kontroller.api import anrop, dorr
from kontroller.forhandsprov import filerna, transaktion
from kontroller.liggare import run_as_file
from kontroller.models import Korning
from kontroller.tests.bygg_forhandsprov import everything, invoice, provider_files, read_registers
from tests.byggstenar import MANAD, build_arende, build_user

pytestmark = pytest.mark.django_db
ALLT = [omfang.value for omfang in ApiNyckel.Omfang]
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.fixture
def annika():
    return build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)


def issue(user: User, *omfang: str, **falt):
    """A key and what its program sends."""
    nyckel, hemlighet = issue_key(
        namn="Ekonomisystemet",
        user=user,
        omfang=omfang or ALLT,
        **{"galler_till": timezone.localdate() + timedelta(days=30)} | falt,
        by=build_user("peter", Roll.SYSTEMFORVALTARE),
        at=timezone.now(),
    )
    return nyckel, {"Authorization": f"Bearer {hemlighet}"}


@pytest.fixture
def program(client, annika):
    """A program with a key for everything that annika may do."""
    _, huvud = issue(annika)

    class Program:
        def get(self, adress):
            return client.get(f"/api/v1/{adress}", headers=huvud)

        def post(self, adress, data=None):
            return client.post(f"/api/v1/{adress}", data, headers=huvud, content_type="application/json")

        def send(self, adress, filer, **falt):
            uploads = [SimpleUploadedFile(*fil) for fil in filer]
            return client.post(f"/api/v1/{adress}", {"filer": uploads, **falt}, headers=huvud)

    return Program()


def told(svar) -> tuple[int, str]:
    return svar.status_code, svar.json()["fel"]


# --- Dörren -------------------------------------------------------------------------------------------------------


def test_key_that_is_not_shown_or_not_known_opens_nothing(client, annika):
    _, huvud = issue(annika)
    fel = huvud["Authorization"][:-1] + "-"

    assert told(client.get("/api/v1/korningar/1")) == (401, "Visa en nyckel i huvudet: Authorization: Bearer ak_…")
    for oduglig in (fel, "Bearer ", "Bearer ak_", "Basic YTpi", "Bearer åäö"):
        svar = client.get("/api/v1/korningar/1", headers={"Authorization": oduglig})
        assert svar.status_code == 401
        assert svar["WWW-Authenticate"] == "Bearer"
    assert not Handelse.objects.filter(typ="api.anropat").exists()


def test_being_signed_in_opens_nothing(client, annika):
    client.force_login(annika)

    assert client.get("/api/v1/korningar/1").status_code == 401


def test_key_that_has_run_out_or_been_revoked_or_whose_user_has_left_opens_nothing(client, annika):
    nyckel, huvud = issue(annika)
    i_dag = timezone.localdate()

    def answer():
        return client.get("/api/v1/korningar/1", headers=huvud).status_code

    assert answer() == 404
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dorr.timezone, "localdate", lambda: i_dag + timedelta(days=30))
        assert answer() == 404
        patch.setattr(dorr.timezone, "localdate", lambda: i_dag + timedelta(days=31))
        assert answer() == 401
    User.objects.filter(pk=annika.pk).update(aktiv=False)
    assert answer() == 401
    User.objects.filter(pk=annika.pk).update(aktiv=True)
    revoke_key(nyckel=nyckel, by=annika, at=timezone.now())
    assert answer() == 401


def test_key_does_what_its_scope_and_the_user_both_may(client, annika):
    _, bara_prov = issue(annika, "forhandsprov")
    _, bara_lasa = issue(annika, "lasa")

    assert told(client.get("/api/v1/korningar/1", headers=bara_prov)) == (
        403,
        "Nyckeln får inte göra det här. Det kräver omfånget ”starta och följa kontroller”.",
    )
    assert client.get("/api/v1/manader/2015-05/verdikt", headers=bara_lasa).status_code == 404
    User.objects.filter(pk=annika.pk).update(roller=[Roll.HANDLAGGARE])
    assert client.get("/api/v1/manader/2015-05/verdikt", headers=bara_lasa).status_code == 404
    User.objects.filter(pk=annika.pk).update(roller=[Roll.NAMND])
    assert client.get("/api/v1/manader/2015-05/verdikt", headers=bara_lasa).status_code == 403


def test_every_call_is_noted_with_the_key_and_never_by_its_secret(client, annika, caplog):
    nyckel, huvud = issue(annika, "lasa")
    caplog.set_level(logging.DEBUG)

    client.get("/api/v1/manader/2015-05/verdikt", headers=huvud)
    client.get("/api/v1/korningar/1", headers=huvud)

    anrop = Handelse.objects.filter(typ="api.anropat").order_by("pk")
    assert [(h.objekt_id, h.av, h.uppgifter) for h in anrop] == [
        (nyckel.pk, annika, {"vad": "GET api/v1/manader/<manad>/verdikt", "svar": 404}),
        (nyckel.pk, annika, {"vad": "GET api/v1/korningar/<int:korning_id>", "svar": 403}),
    ]
    hemlighet = huvud["Authorization"].removeprefix("Bearer ")
    assert hemlighet not in caplog.text + json.dumps([str(rader) for rader in everything().values()])


def test_too_many_calls_in_a_minute_are_told_to_wait(client, annika, monkeypatch):
    monkeypatch.setattr(dorr, "ANROP_PER_MINUT", 2)
    nu = timezone.now()
    monkeypatch.setattr(dorr.timezone, "now", lambda: nu)
    _, huvud = issue(annika)
    _, annan = issue(annika)

    svaren = [client.get("/api/v1/korningar/1", headers=huvud) for _ in range(3)]

    assert [svar.status_code for svar in svaren] == [404, 404, 429]
    assert svaren[-1]["Retry-After"] == "10"
    assert client.get("/api/v1/korningar/1", headers=annan).status_code == 404


def test_what_does_not_exist_is_told_in_json(program, client):
    assert told(program.get("finns/inte")) == (404, "Adressen finns inte.")
    assert told(client.get("/api/v1/")) == (404, "Adressen finns inte.")
    assert told(program.get("korningar")) == (405, "Adressen svarar inte på det anropet.")


# --- Inläsning ----------------------------------------------------------------------------------------------------


def test_files_are_read_in_and_the_answer_is_that_of_las_in(program, annika):
    bad_row = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")
    filer = folder(tidrader=[*MAPP["tidrader"], bad_row])

    svar = program.send("inlasningar", filer)

    inlasning = Inlasning.objects.get()
    assert svar.status_code == 201
    assert (svar.json()["id"], svar.json()["steg"], inlasning.av) == (inlasning.pk, "inlast", annika)
    assert svar.json()["filer"] == inlasning.resultat["filer"]
    nya = [(fil["fil"], fil["nya"]) for fil in svar.json()["filer"]]
    assert nya[:2] == [("brukare.csv", 1), ("stallforetradare.csv", 1)]
    [fel] = [fel for fil in svar.json()["filer"] for fel in fil["fel"]]
    assert (fel["rad"], fel["kolumn"], fel["varde"]) == (4, "slut", "06:00")
    assert program.get(f"inlasningar/{inlasning.pk}").json() == svar.json()
    assert Faktura.objects.get().nummer == "17"


def test_same_files_twice_change_nothing_the_second_time(program):
    program.send("inlasningar", [*folder(), invoice()])

    igen = program.send("inlasningar", [*folder(), invoice()]).json()

    assert {(fil["nya"], fil["andrade"]) for fil in igen["filer"]} == {(0, 0)}
    assert Faktura.objects.count() == 2


def test_hostile_file_is_refused_as_a_file_and_the_others_stand(program):
    svar = program.send("inlasningar", [("ond.xml", DTD), *only(brukare=MAPP["brukare"])])

    felen = {fil["fil"]: fil["fel"] for fil in svar.json()["filer"]}
    assert svar.status_code == 201
    assert "DOCTYPE" in felen["ond.xml"][0]["orsak"]
    assert Brukare.objects.exists()


def test_files_have_the_limits_of_the_page(program, monkeypatch):
    assert told(program.send("inlasningar", [])) == (422, "Det här saknas eller går inte att läsa: filer.")
    twice = only(brukare=MAPP["brukare"]) * 2
    assert told(program.send("inlasningar", twice))[0] == 422

    for modul in (filer_form, anrop):
        monkeypatch.setattr(modul, "MOST_BYTES", 10)
    status, mening = told(program.send("inlasningar", folder()))
    assert status == 413
    assert "dela den" in mening
    assert not Brukare.objects.exists()


def test_request_too_large_is_refused_before_it_is_read(client, annika, monkeypatch):
    _, huvud = issue(annika)
    monkeypatch.setattr(dorr, "STORST", 100)

    svar = client.post("/api/v1/inlasningar", {"filer": SimpleUploadedFile("a.csv", b"x" * 200)}, headers=huvud)

    assert told(svar) == (413, "Filerna är för stora tillsammans. Dela upp dem.")


# --- Kontroll och verdikt -----------------------------------------------------------------------------------------


def test_month_is_controlled_followed_and_its_verdicts_fetched(program, annika, django_capture_on_commit_callbacks):
    build_arende()

    with django_capture_on_commit_callbacks(execute=True):
        startad = program.post("korningar", {"manad": "2015-05"})

    korning = Korning.objects.get()
    assert (startad.status_code, startad.json()["id"], korning.startad_av) == (202, korning.pk, annika)
    lage = program.get(f"korningar/{korning.pk}").json()
    assert (lage["status"], lage["antal"], lage["klara"], lage["manad"]) == ("klar", 1, 1, "2015-05")

    svar = program.get(f"korningar/{korning.pk}/verdikt")
    assert svar["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(svar.getvalue()) == json.loads(json.dumps(run_as_file(korning)))
    assert json.loads(program.get("manader/2015-05/verdikt").getvalue())["korning"] == korning.pk
    assert Lasning.objects.filter(objekt="kontroller.korning", objekt_id=korning.pk, av=annika).count() == 2


def test_following_a_control_does_not_make_it_outdated(program):
    """The events of the API are not changes of what the control rests on."""
    build_arende()
    forsta = program.post("korningar", {"manad": "2015-05"}).json()["id"]
    program.get(f"korningar/{forsta}")

    assert program.post("korningar", {"manad": "2015-05"}).json()["id"] == forsta


def test_verdicts_wait_until_the_control_is_done(program):
    build_arende()
    korning = program.post("korningar", {"manad": "2015-05"}).json()["id"]

    assert told(program.get(f"korningar/{korning}/verdikt")) == (
        409,
        "Kontrollen pågår, 0 av 1 fakturor är klara. Fråga igen om en stund.",
    )
    assert told(program.get("manader/2015-05/verdikt")) == (404, "Månaden är inte kontrollerad.")


def test_of_a_protected_person_only_outcomes_are_fetched(program, django_capture_on_commit_callbacks):
    arende = build_arende()
    Brukare.objects.filter(pk=arende.brukare.pk).update(skydd=Brukare.Skydd.SEKRETESSMARKERING)
    with django_capture_on_commit_callbacks(execute=True):
        program.post("korningar", {"manad": "2015-05"})

    assert arende.brukare.referens not in program.get("manader/2015-05/verdikt").getvalue().decode()


@pytest.mark.parametrize("manad", ["2015-13", "maj", "2015-5", ""])
def test_month_that_is_none_is_told_of(program, manad):
    assert program.post("korningar", {"manad": manad}).status_code == 422
    assert not Korning.objects.exists()


# --- Förhandsprov -------------------------------------------------------------------------------------------------


def test_trial_answers_and_leaves_nothing_but_the_note_of_the_call(program):
    read_registers(vistelser=())
    before = everything()

    svar = program.send("forhandsprov", provider_files(invoice(antal="13", belopp="3692")), manad="2015-04")

    after = everything()
    assert svar.status_code == 200
    assert (svar.json()["korning"], svar.json()["manad"]) == (None, "2015-04")
    assert [(f["fakturanummer"], f["resultat"]) for f in svar.json()["fakturor"]] == [("F-1", "stoppad")]
    assert [tabell for tabell in before if before[tabell] != after[tabell]] == ["assistans_handelse"]
    assert Handelse.objects.filter(typ="api.anropat").count() == 1


def test_providers_own_key_tries_its_own_files_and_nothing_else(client, annika):
    read_registers(vistelser=())
    _, huvud = issue(annika, "forhandsprov", orgnr=ORGNR)

    def attempt(fil):
        return client.post("/api/v1/forhandsprov", {"filer": SimpleUploadedFile(*fil)}, headers=huvud).json()

    assert attempt(invoice())["fakturor"][0]["orgnr"] == ORGNR
    assert attempt(invoice(saljare="5599010005"))["fakturor"][0]["orgnr"].startswith("EA-okand-")


def test_refusals_of_the_trial_are_told(program, monkeypatch):
    registret = only(brukare=MAPP["brukare"])
    assert told(program.send("forhandsprov", registret))[0] == 409
    assert told(program.send("forhandsprov", [invoice()], manad="maj"))[0] == 422
    assert program.send("forhandsprov", [("ond.xml", DTD)]).json()["filer"][0]["fel"]

    monkeypatch.setattr(filerna, "MEST", 10)
    assert told(program.send("forhandsprov", [invoice()])) == (413, filerna.FOR_STORA)

    monkeypatch.undo()
    monkeypatch.setattr("kontroller.forhandsprov.prov.never_stored", busy)
    svar = program.send("forhandsprov", [invoice()])
    assert told(svar) == (409, transaktion.UPPTAGET)
    assert svar["Retry-After"] == "10"


def busy():
    raise transaktion.ProvUpptaget(transaktion.UPPTAGET)


# --- Beskrivningen ------------------------------------------------------------------------------------------------


def test_description_in_docs_is_that_of_the_api():
    call_command("openapi", "--check")


def test_page_of_the_api_names_every_call(client, annika):
    client.force_login(annika)

    sida = client.get(reverse("program:api_beskrivning")).content.decode()
    schema = client.get(reverse("program:openapi")).json()

    assert all(adress in sida for adress in schema["paths"])
    assert "https://" not in sida.replace("https://www.w3.org", "")
    assert schema["paths"]["/api/v1/inlasningar"]["post"]["security"] == [{"Nyckel": []}]


def test_unexpected_error_is_told_without_what_it_was(program, monkeypatch):
    def broken(**_):
        raise RuntimeError("hemligt")

    monkeypatch.setattr("kontroller.korning.start_month", broken)

    status, mening = told(program.post("korningar", {"manad": f"{MANAD:%Y-%m}"}))

    assert status == 500
    assert "hemligt" not in mening


def test_import_for_real_by_key_is_judged_as_any_other(program, django_capture_on_commit_callbacks):
    """From files to verdicts by API alone, equal to what the trial of the same files said."""
    read_registers(vistelser=())
    provat = program.send("forhandsprov", provider_files()).json()

    program.send("inlasningar", provider_files())
    with django_capture_on_commit_callbacks(execute=True):
        program.post("korningar", {"manad": "2015-04"})

    assert json.loads(program.get("manader/2015-04/verdikt").getvalue())["fakturor"] == provat["fakturor"]
