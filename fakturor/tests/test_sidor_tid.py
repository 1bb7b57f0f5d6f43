"""Tidrapport, intyg och räkning för hand, och redovisningen där de möts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.models import Stallforetradare
from fakturor.flode import Status
from fakturor.models import Faktura, Intyg, Redovisning, Tidrapport
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    INTYGSGIVARENS_NUMMER,
    ORGNR,
    build_anordnare,
    build_arende,
    build_assistent,
    build_brukare,
    build_person,
    build_rapport,
    build_redovisning,
    build_user,
)

pytestmark = pytest.mark.django_db
FAR_LASA = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.ADMINISTRATIV_ASSISTENT,
    Roll.BESLUTSATTESTANT,
    Roll.CONTROLLER,
    Roll.REVISOR,
}
FAR_REGISTRERA = {Roll.HANDLAGGARE, Roll.ADMINISTRATIV_ASSISTENT}
NY = "fakturor:tidrapport_ny"


@pytest.fixture
def annika(client):
    user = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)
    client.force_login(user)
    return user


@pytest.fixture
def registers():
    build_assistent(build_anordnare())
    return build_brukare()


def head(**falt):
    return {
        "referens": "LSS-9F3C",
        "orgnr": ORGNR,
        "manad": "2015-04",
        "assistent": "",
        "personnummer": ASSISTENTENS_NUMMER,
        "inkommen": "2015-05-03",
        "rapport": "",
        "summa_aktiv": "16:00",
        "summa_vantetid": "0:00",
        "summa_beredskap": "0:00",
    } | falt


def rows(*rader, **falt):
    """Rows as the page posts them: the last one is left empty."""
    data = {"rad-TOTAL_FORMS": len(rader) + 1, "rad-INITIAL_FORMS": 0}
    for n, rad in enumerate((*rader, {})):
        data |= {f"rad-{n}-{namn}": varde for namn, varde in (rad | falt).items()}
    return data


def shift(datum, start="08:00", slut="16:00", **falt):
    return {"datum": datum, "start": start, "slut": slut, "tidstyp": "aktiv"} | falt


def certificate(rapport, **falt):
    return {
        "version": rapport.version,
        "part": "assistent",
        "vem": "assistent",
        "datum": "2015-05-01",
        "satt": "underskrift",
    } | falt


def page(client, namn, *args):
    return client.get(reverse(f"fakturor:{namn}", args=args)).content.decode().replace("\u00a0", " ")


def test_report_three_certificates_and_a_claim_meet_in_one_redovisning(client, annika, registers):
    """Hela vägen genom sidorna, så som den administrativa assistenten går den."""
    brukare = registers
    god_man = Stallforetradare.objects.create(
        brukare=brukare,
        person=build_person("198402612389"),
        namn="Per Prov",
        roll="god_man",
        galler_fran=date(2014, 1, 1),
    )

    client.post(reverse(NY), head() | rows(shift("1"), shift("2015-04-02", "22.00", "06.00", dubbel="on")))
    rapport = Tidrapport.objects.get()
    intyg_nytt = reverse("fakturor:intyg_nytt", args=[rapport.pk])
    client.post(intyg_nytt, certificate(rapport))
    client.post(
        intyg_nytt,
        certificate(
            rapport,
            part="anordnare",
            vem="annan",
            namn="Kim Exempelson",
            personnummer=INTYGSGIVARENS_NUMMER,
            roll="arbetsgivare",
        ),
    )
    client.post(intyg_nytt, certificate(rapport, part="brukare", vem=f"foretradare-{god_man.pk}"))
    rakning = {
        "nummer": "17",
        "orgnr": ORGNR,
        "fakturadatum": "2015-05-04",
        "total": "4 544,00",
        "bankgiro": "505-1006",
    }
    rad = {"referens": "LSS-9F3C", "manad": "2015-04", "antal": "16,00", "pris": "284", "belopp": "4 544,00"}
    svar = client.post(reverse("fakturor:rakning_ny"), rakning | rows(rad), follow=True)

    redovisning = Redovisning.objects.get()
    assert svar.redirect_chain == [(reverse("fakturor:redovisning", args=[redovisning.pk]), 302)]
    text = svar.content.decode().replace("\u00a0", " ")
    assert "1 tidrapport med 16 tim. 1 fakturarad på 4 544,00 kr." in text
    assert "Från alla tre" in text
    assert [(r.datum.day, r.start, r.slut, r.dubbel) for r in rapport.rader.all()] == [
        (1, 480, 960, False),
        (2, 1320, 1440, True),
        (3, 0, 360, True),
    ]
    assert list(Intyg.objects.order_by("pk").values_list("part", "namn", "roll", "version")) == [
        ("assistent", "Sam Testlund", "sjalv", 1),
        ("anordnare", "Kim Exempelson", "arbetsgivare", 1),
        ("brukare", "Per Prov", "god_man", 1),
    ]
    faktura = Faktura.objects.get()
    assert (faktura.typ, faktura.status, faktura.rader.get().redovisning) == ("rakning", Status.MOTTAGEN, redovisning)


def test_refused_report_keeps_everything_typed(client, annika, registers):
    html = client.post(
        reverse(NY), head(summa_aktiv="8:00") | rows(shift("1"), shift("30", "22:00", "06:00", dubbel="on"))
    ).content.decode()

    assert "Rad 2, slut: Passet slutar den 1 maj. Den delen hör till rapporten för maj." in html
    assert 'href="#id_rad-1-slut"' in html
    for value in ("LSS-9F3C", "2015-04", ASSISTENTENS_NUMMER, "2015-05-03", "30", "22:00", "06:00"):
        assert f'value="{value}"' in html
    assert html.count("checked") == 1
    assert not Tidrapport.objects.exists()


def test_what_is_missing_is_told_in_head_and_rows_at_once(client, annika, registers):
    html = client.post(
        reverse(NY), head(inkommen="", personnummer="") | rows({"datum": "3", "start": "", "slut": ""})
    ).content.decode()

    for sentence in (
        "Inkommen: Skriv dagen då rapporten kom in, till exempel 2015-05-03.",
        "Välj assistenten i listan eller skriv personnumret.",
        "Rad 1, start: Skriv när passet börjar.",
        "Rad 1, slut: Skriv när passet slutar.",
    ):
        assert sentence in html


def test_more_rows_come_without_script_and_nothing_typed_is_lost(client, annika, registers):
    data = head(inkommen="inte än") | rows(shift("1", "08:0"), *[{}] * 9) | {"gor": "fler"}

    html = client.post(reverse(NY), data).content.decode()

    assert 'name="rad-20-datum"' in html
    assert 'value="08:0"' in html
    assert 'value="inte än"' in html
    assert "felruta" not in html.split("<main")[1]


def test_new_report_has_ten_rows(client, annika):
    assert 'name="rad-TOTAL_FORMS" value="10"' in page(client, "tidrapport_ny")


def test_registered_assistant_is_chosen_from_the_list(client, annika, registers):
    person = build_person(ASSISTENTENS_NUMMER)
    listed = client.post(reverse(NY), head(personnummer="") | rows() | {"gor": "assistenter"}).content.decode()

    client.post(reverse(NY), head(personnummer="", assistent=person.pk) | rows(shift("1")))

    assert f'<option value="{person.pk}">Sam Testlund, 19••••••-••••</option>' in listed
    assert Tidrapport.objects.get().assistent == person


def test_assistant_both_chosen_and_written_is_refused(client, annika, registers):
    person = build_person(ASSISTENTENS_NUMMER)

    html = client.post(reverse(NY), head(assistent=person.pk) | rows(shift("1"))).content.decode()

    assert "inte båda" in html
    assert not Tidrapport.objects.exists()


def test_report_from_a_redovisning_knows_person_provider_and_month(client, annika):
    arende = build_arende()

    html = client.get(reverse(NY), {"redovisning": arende.redovisning.pk}).content.decode()

    assert 'value="LSS-9F3C"' in html
    assert 'value="2015-05"' in html
    assert f'<option value="{ORGNR}" selected>' in html


def test_changed_rows_become_a_version_and_the_page_shows_both(client, annika):
    rapport = build_arende().rapport
    url = reverse("fakturor:tidrader", args=[rapport.pk])
    form = client.get(url).context["rader"]
    typed = [{namn: varde for namn, varde in f.initial.items() if varde} for f in form if f.initial]

    svar = client.post(url, {"version": 1} | rows(*typed[1:], shift("31", "08:00", "09:00")), follow=True)

    text = svar.content.decode().replace("\u00a0", " ")
    assert "Rapporten har fått version 2. Intyg som gavs för version 1 gäller inte de nya raderna." in text
    assert "Intyg saknas från assistent, anordnare och brukare." in text
    assert "1 rad har dragits tillbaka" in text
    assert "Fanns i version 1, dragen i 2" in text
    assert rapport.rader.filter(dragen_version=2).count() == 1


def test_rows_changed_meanwhile_are_told_and_the_next_save_goes_through(client, annika):
    rapport = build_arende().rapport
    url = reverse("fakturor:tidrader", args=[rapport.pk])
    client.post(url, {"version": 1} | rows(shift("4")))

    late = client.post(url, {"version": 1} | rows(shift("5", slut="11:00"))).content.decode()

    assert "Rapporten har ändrats medan du skrev." in late
    assert 'value="11:00"' in late
    assert 'name="version" value="2"' in late
    rapport.refresh_from_db()
    assert rapport.version == 2


def test_a_typing_error_does_not_forget_which_version_was_read(client, annika):
    rapport = build_arende().rapport
    url = reverse("fakturor:tidrader", args=[rapport.pk])
    client.post(url, {"version": 1} | rows(shift("4")))

    html = client.post(url, {"version": 1} | rows(shift("4", slut=""))).content.decode()

    assert 'name="version" value="1"' in html


def test_report_without_any_row_is_refused(client, annika):
    rapport = build_arende().rapport

    html = client.post(reverse("fakturor:tidrader", args=[rapport.pk]), {"version": 1} | rows()).content.decode()

    assert "Skriv minst en rad." in html


@pytest.mark.parametrize(
    ("falt", "orsak"),
    [
        ({"vem": "annan"}, "Skriv namnet på den som har intygat."),
        ({"vem": "annan", "namn": "Kim", "roll": "ombud", "personnummer": "1"}, "Skriv personnumret med 10 eller 12"),
        ({"namn": "Kim"}, "Välj Någon annan, eller lämna namn och personnummer tomma."),
        ({"datum": "2015-04-31"}, "April har 30 dagar."),
        ({"part": ""}, "Välj för vem det intygas."),
    ],
)
def test_refused_certificate_says_how_it_becomes_right(client, annika, falt, orsak):
    rapport = build_arende().rapport
    before = Intyg.objects.count()

    html = client.post(reverse("fakturor:intyg_nytt", args=[rapport.pk]), certificate(rapport) | falt).content.decode()

    assert orsak in html
    assert Intyg.objects.count() == before


def test_refused_claim_keeps_everything_typed(client, annika, registers):
    data = {"nummer": "17", "orgnr": ORGNR, "fakturadatum": "2015-05-04", "total": "fyra", "bankgiro": "12"}
    rad = {"referens": "LSS-0000", "manad": "2015-04", "antal": "16", "pris": "284", "belopp": "4544"}

    html = client.post(reverse("fakturor:rakning_ny"), data | rows(rad)).content.decode()

    assert "Att betala, kr: Skriv beloppet i kronor som ett tal, till exempel 304,50." in html
    for value in ("17", "fyra", "12", "LSS-0000", "4544"):
        assert f'value="{value}"' in html
    assert not Faktura.objects.exists()


def test_list_costs_the_same_however_many(client, annika):
    arende = build_arende()
    with CaptureQueriesContext(connection) as one:
        page(client, "redovisningar")

    for n in range(3):
        brukare = build_brukare(f"LSS-000{n}", ("198402612389", "198401012391", "198401022390")[n])
        build_rapport(build_redovisning(brukare, arende.anordnare), kod=f"R-{n}", dagar=[date(2015, 5, 1 + n)])
    with CaptureQueriesContext(connection) as four:
        text = page(client, "redovisningar")

    assert len(four) == len(one)
    assert text.count("LSS-000") == 3
    assert "22 720" in text


def test_redovisning_costs_the_same_however_many_reports(client, annika):
    arende = build_arende()
    with CaptureQueriesContext(connection) as one:
        page(client, "redovisning", arende.redovisning.pk)

    for n in range(3):
        build_rapport(arende.redovisning, kod=f"R-{n}", dagar=[date(2015, 5, 20 + n)])
    with CaptureQueriesContext(connection) as four:
        page(client, "redovisning", arende.redovisning.pk)

    assert len(four) == len(one)


def test_month_is_chosen_in_the_address(client, annika):
    arende = build_arende()
    build_redovisning(build_brukare("LSS-7K2M", "198402612389"), arende.anordnare, date(2015, 4, 1))

    latest, april = (
        client.get(reverse("fakturor:redovisningar"), m).content.decode() for m in ({}, {"manad": "2015-04"})
    )

    assert ("LSS-9F3C" in latest, "LSS-7K2M" in latest) == (True, False)
    assert ("LSS-9F3C" in april, "LSS-7K2M" in april) == (False, True)


def test_no_page_shows_a_personnummer(client, annika):
    arende = build_arende()

    for namn, pk in (
        ("redovisning", arende.redovisning.pk),
        ("tidrapport", arende.rapport.pk),
        ("tidrader", arende.rapport.pk),
        ("intyg_nytt", arende.rapport.pk),
    ):
        html = page(client, namn, pk)
        assert ASSISTENTENS_NUMMER not in html
        assert INTYGSGIVARENS_NUMMER not in html
        assert Lasning.objects.filter(av=annika, objekt_id=pk).exists()


def test_protected_person_is_not_there_for_others(client, annika):
    arende = build_arende()
    arende.brukare.skydd = "sekretessmarkering"
    arende.brukare.save()
    places = [
        reverse("fakturor:redovisning", args=[arende.redovisning.pk]),
        *(reverse(f"fakturor:{n}", args=[arende.rapport.pk]) for n in ("tidrapport", "tidrader", "intyg_nytt")),
    ]

    assert [client.get(place).status_code for place in places] == [404] * 4
    assert "LSS-9F3C" not in page(client, "redovisningar")
    assert "LSS-9F3C" not in page(client, "tidrapport_ny")

    arende.brukare.behoriga.add(annika)
    assert [client.get(place).status_code for place in places] == [200] * 4


@pytest.mark.parametrize("roll", Roll.values)
def test_who_may_open_what(client, roll):
    arende = build_arende()
    client.force_login(build_user(roll, roll))

    def opens(namn, *args):
        return client.get(reverse(f"fakturor:{namn}", args=args)).status_code == 200

    reads = {
        opens("redovisningar"),
        opens("redovisning", arende.redovisning.pk),
        opens("tidrapport", arende.rapport.pk),
    }
    registers = {
        opens("tidrapport_ny"),
        opens("tidrader", arende.rapport.pk),
        opens("intyg_nytt", arende.rapport.pk),
        opens("rakning_ny"),
    }
    assert (reads, registers) == ({roll in FAR_LASA}, {roll in FAR_REGISTRERA})


@pytest.mark.parametrize("roll", sorted(FAR_LASA - FAR_REGISTRERA))
def test_those_who_only_read_have_no_buttons(client, roll):
    arende = build_arende()
    client.force_login(build_user(roll, roll))

    for html in (
        page(client, "redovisningar"),
        page(client, "redovisning", arende.redovisning.pk),
        page(client, "tidrapport", arende.rapport.pk),
    ):
        assert "Registrera" not in html
        assert "Ändra raderna" not in html
