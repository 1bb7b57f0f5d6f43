"""Sidorna om Försäkringskassans fakturor: vem som får vad, vad som visas, och vad den som inte är behörig inte ser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.tests.sidor import text_of
from fakturor.models import Fkfaktura
from fakturor.tests.fk.test_inlasning import EN_RAD, table
from tests.byggstenar import build_brukare, build_timbelopp, build_user
from tests.byggstenar_fk import build_fk_beslut, build_fkfaktura

pytestmark = pytest.mark.django_db

LASER = {Roll.EKONOM, Roll.HANDLAGGARE, Roll.ENHETSCHEF, Roll.CONTROLLER, Roll.REVISOR}
ROLLER = {
    "fk_lista": LASER,
    "fk_visa": LASER,
    "fk_fil": {Roll.EKONOM},
    "fk_mall": {Roll.EKONOM},
    "fk_ny": {Roll.EKONOM},
    "fk_granska": {Roll.HANDLAGGARE},
}
MED_ID = {"fk_visa", "fk_granska"}


def address(sida: str, faktura: Fkfaktura | None = None) -> str:
    return reverse(f"fakturor:{sida}", args=[faktura.pk] if faktura else [])


def sign_in(client, roll: str):
    user = build_user(f"nagon-{roll}", roll)
    client.force_login(user)
    return user


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, roll):
    faktura = build_fkfaktura(build_brukare())
    sign_in(client, roll)

    koder = {s: client.get(address(s, faktura if s in MED_ID else None)).status_code for s in ROLLER}

    assert koder == {sida: 200 if roll in roller else 403 for sida, roller in ROLLER.items()}


def test_the_page_tells_row_by_row_what_was_found(client):
    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    faktura = build_fkfaktura(brukare, "LSS-OKAND")
    sign_in(client, Roll.CONTROLLER)

    text = text_of(client.get(address("fk_visa", faktura)))

    assert "1 fynd att ta ställning till." in text
    assert "Referensen är inte någon persons." in text
    assert "LSS-9F3C" in text
    assert "Stämmer" in text
    assert Lasning.objects.filter(objekt="fakturor.fkfaktura", objekt_id=faktura.pk).exists()


def test_rows_about_somebody_protected_are_counted_and_not_shown(client):
    skyddad, annan = build_brukare("DOLD-1", skydd="sekretessmarkering"), build_brukare("LSS-2", "198601012399")
    faktura = build_fkfaktura(skyddad, annan, "DOLD1")
    handlaggare = sign_in(client, Roll.HANDLAGGARE)

    text = text_of(client.get(address("fk_visa", faktura)))
    assert "DOLD" not in text
    assert "2 rader om personer med skyddade uppgifter visas inte för dig. Provet fann något om dem." in text

    skyddad.behoriga.add(handlaggare)
    assert "DOLD-1" in text_of(client.get(address("fk_visa", faktura)))


def test_somebody_protected_who_is_missing_is_not_named(client):
    build_fk_beslut(build_brukare("DOLD-1", skydd="sekretessmarkering"))
    faktura = build_fkfaktura(build_brukare("LSS-2", "198601012399"))
    sign_in(client, Roll.HANDLAGGARE)

    for sida in ("fk_visa", "fk_granska"):
        text = text_of(client.get(address(sida, faktura)))
        assert "DOLD" not in text
        assert "Provet fann också något om en person med skyddade uppgifter" in text


def test_as_many_questions_for_one_row_as_for_many(client):
    personer = [build_brukare(), build_brukare("LSS-2", "198601012399"), build_brukare("LSS-3", "198512119897")]
    for person in personer:
        build_fk_beslut(person)
    build_timbelopp()
    en, flera = build_fkfaktura(personer[0]), build_fkfaktura(*personer, nummer="FK-2")
    sign_in(client, Roll.EKONOM)

    def questions(faktura: Fkfaktura) -> int:
        with CaptureQueriesContext(connection) as fragor:
            client.get(address("fk_visa", faktura))
        return len(fragor)

    assert questions(en) == questions(flera) <= 14

    with CaptureQueriesContext(connection) as fragor:
        client.get(address("fk_lista"))
    assert len(fragor) <= 5


def test_a_file_is_read_in_and_reviewed_by_another(client):
    build_fk_beslut(build_brukare())
    build_timbelopp()
    sign_in(client, Roll.EKONOM)

    svar = client.post(address("fk_fil"), {"fil": SimpleUploadedFile("maj.csv", table(EN_RAD))}, follow=True)

    faktura = Fkfaktura.objects.get()
    assert "Månadsfaktura FK-1 är inläst. Någon annan granskar den." in text_of(svar)
    assert client.post(address("fk_granska", faktura), {"bedomning": "godtas"}).status_code == 403

    sign_in(client, Roll.HANDLAGGARE)
    svar = client.post(address("fk_granska", faktura), {"bedomning": "godtas", "notering": ""}, follow=True)
    assert "Faktura FK-1 är granskad: den godtas." in text_of(svar)


def test_a_file_with_faults_is_told_row_by_row_and_nothing_is_read_in(client):
    sign_in(client, Roll.EKONOM)
    fil = SimpleUploadedFile("maj.csv", table(EN_RAD, EN_RAD.replace("80:00", "80").replace(";1;LSS", ";2;LSS")))

    text = text_of(client.post(address("fk_fil"), {"fil": fil}))

    assert "Ingenting är inläst." in text
    assert "Skriv timmar och minuter med kolon, till exempel 112:30." in text
    assert not Fkfaktura.objects.exists()


def test_the_same_file_again_is_said_at_the_field(client):
    sign_in(client, Roll.EKONOM)
    for _ in range(2):
        svar = client.post(address("fk_fil"), {"fil": SimpleUploadedFile("maj.csv", table(EN_RAD))})

    assert "Samma fil är redan inläst, som faktura FK-1." in text_of(svar)


def form(**nytt: str) -> dict[str, str]:
    return {
        "nummer": "FK-1",
        "slag": "manad",
        "manad": "2015-05",
        "fakturadatum": "2015-06-08",
        "total": "22 720,00",
        "rad-TOTAL_FORMS": "1",
        "rad-INITIAL_FORMS": "0",
        "rad-0-referens": "LSS-9F3C",
        "rad-0-fran": "2015-05-01",
        "rad-0-tom": "2015-05-31",
        "rad-0-timmar": "80:00",
        "rad-0-timbelopp": "284",
        "rad-0-belopp": "22 720,00",
    } | nytt


def test_a_few_rows_are_typed_from_paper(client):
    sign_in(client, Roll.EKONOM)

    svar = client.post(address("fk_ny"), form(), follow=True)

    assert "Månadsfaktura FK-1 är inläst." in text_of(svar)
    assert Fkfaktura.objects.get().rader.get().minuter == 4800


def test_what_is_typed_wrong_is_said_at_its_field_and_stands_there(client):
    sign_in(client, Roll.EKONOM)

    svar = client.post(address("fk_ny"), form(**{"rad-0-fran": "2015-13-01", "manad": "maj"}))

    html = svar.content.decode()
    assert 'value="2015-13-01"' in html
    assert [falt for falt in ("id_manad", "id_rad-0-fran") if f'href="#{falt}"' not in html] == []
    assert not Fkfaktura.objects.exists()


def test_more_rows_are_added_without_anything_being_judged(client):
    sign_in(client, Roll.EKONOM)

    html = client.post(address("fk_ny"), form(gor="fler", nummer="")).content.decode()

    assert html.count("-referens") > 5
    assert 'value="LSS-9F3C"' in html


def test_the_template_is_the_header_that_the_file_is_read_by(client):
    sign_in(client, Roll.EKONOM)

    mall = client.get(address("fk_mall")).content.decode("utf-8-sig").strip()

    assert mall == table().decode()
