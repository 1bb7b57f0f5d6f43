"""Kön av omatchade fakturor och valet av var de hör hemma."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.tests.test_pairing import build_omatchad
from tests.byggstenar import MANAD, build_anordnare, build_arende, build_brukare, build_konto, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def annika(client):
    user = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)
    client.force_login(user)
    return user


def queue(client):
    return client.get(reverse("fakturor:omatchade")).content.decode().replace("\u00a0", " ")


def url(faktura, namn="omatchad"):
    return reverse(f"fakturor:{namn}", args=[faktura.pk])


def test_queue_says_what_each_invoice_lacks(client, annika):
    brukare, anordnare = build_brukare(), build_anordnare()
    build_omatchad({"referens": "LSS-0000", "manad": MANAD}, {"brukare": brukare, "manad": MANAD})
    build_omatchad({"brukare": brukare}, anordnare=anordnare, nummer="8813")
    period = {"period_fran": date(2015, 4, 16), "period_tom": date(2015, 5, 15)}
    build_omatchad({"brukare": brukare} | period, {"manad": MANAD}, anordnare=anordnare, nummer="8814")

    text = queue(client)

    for sentence in (
        "Leverantören är inte registrerad som anordnare.",
        "Referensen LSS-0000 känns inte igen.",
        "Rad 1 saknar månad.",
        "Rad 2 saknar referens.",
        "Perioden 16 april – 15 maj 2015 ligger inte i en enda månad.",
    ):
        assert text.count(sentence) == 1


def test_empty_queue_says_so(client, annika):
    assert "Alla fakturor hör till en redovisning" in queue(client)


def test_queue_costs_the_same_however_many(client, annika):
    build_omatchad({"brukare": build_brukare()})
    with CaptureQueriesContext(connection) as one:
        queue(client)

    for n in range(4):
        build_omatchad({"brukare": build_brukare()}, {}, nummer=f"99{n}")
    with CaptureQueriesContext(connection) as five:
        queue(client)

    assert len(five) == len(one)


def test_page_costs_the_same_however_many_lines(client, annika):
    anordnare = build_anordnare()
    few = build_omatchad({}, anordnare=anordnare)
    many = build_omatchad(*[{"referens": f"LSS-9F3{n}"} for n in range(9)], anordnare=anordnare, nummer="8813")
    build_brukare()

    with CaptureQueriesContext(connection) as one:
        client.get(url(few))
    with CaptureQueriesContext(connection) as nine:
        client.get(url(many))

    assert len(nine) == len(one)


def test_chosen_proposals_pair_the_invoice(client, annika):
    arende = build_arende()
    build_konto(arende.anordnare)
    faktura = build_omatchad({"referens": "LSS-9F3D"}, leverantor_namn="Exempel Asistans AB")
    rad = faktura.rader.get()

    page = client.get(url(faktura))
    svar = client.post(
        url(faktura),
        {
            "anordnare": arende.anordnare.pk,
            f"brukare-{rad.pk}": arende.brukare.pk,
            f"manad-{rad.pk}": "2015-05-01",
        },
        follow=True,
    )

    assert "referensen på fakturan skiljer ett\u00a0tecken" in page.content.decode()
    assert "hör nu till sin redovisning och kan kontrolleras" in svar.content.decode()
    rad.refresh_from_db()
    faktura.refresh_from_db()
    assert (rad.redovisning, faktura.status) == (arende.redovisning, Status.MOTTAGEN)


def test_what_is_written_goes_before_what_is_chosen(client, annika):
    arende = build_arende()
    other = build_brukare("LSS-7K2M", "198402612389")
    faktura = build_omatchad({"referens": "LSS-9F3D", "manad": MANAD}, anordnare=arende.anordnare)
    rad = faktura.rader.get()

    client.post(url(faktura), {f"brukare-{rad.pk}": arende.brukare.pk, f"referens-{rad.pk}": "LSS-7K2M"})

    rad.refresh_from_db()
    assert rad.brukare == other


def test_part_of_the_answer_is_kept_and_the_rest_asked_for_again(client, annika):
    anordnare = build_anordnare()
    faktura = build_omatchad()

    svar = client.post(url(faktura), {"orgnr": "559901-0005"}, follow=True)

    faktura.refresh_from_db()
    assert (faktura.anordnare, faktura.status) == (anordnare, Status.OMATCHAD)
    assert "Fakturan väntar på det som fortfarande saknas." in svar.content.decode()


@pytest.mark.parametrize(
    ("falt", "skrivet", "orsak"),
    [
        ("orgnr", "5599010006", "Kontrollsiffran"),
        ("orgnr", "5599004180", "Ingen anordnare har det organisationsnumret. Lägg först in anordnaren."),
        ("referens-{}", "LSS-0000", "Ingen brukare har den referensen."),
        ("annan_manad-{}", "maj", "Skriv månaden som år och månad, till exempel 2015-04."),
        ("orgnr", "", "Välj eller skriv minst en uppgift."),
    ],
)
def test_refusals_say_how_it_becomes_right_and_keep_what_was_written(client, annika, falt, skrivet, orsak):
    faktura = build_omatchad()
    falt = falt.format(faktura.rader.get().pk)

    html = client.post(url(faktura), {falt: skrivet}).content.decode()

    assert orsak in html
    assert not skrivet or f'value="{skrivet}"' in html


def test_used_number_keeps_the_choice_and_says_what_can_be_done(client, annika):
    arende = build_arende(nummer="8812")
    build_konto(arende.anordnare)
    faktura = build_omatchad(leverantor_namn="Exempel Assistans")

    html = client.post(url(faktura), {"anordnare": arende.anordnare.pk}).content.decode()

    assert "Anordnaren har redan en faktura med numret 8812. Är det här samma faktura kan den avvisas." in html
    assert "checked" in html


def test_invoice_is_rejected_with_a_reason(client, annika):
    faktura = build_omatchad()

    tomt = client.post(url(faktura, "avvisa_omatchad"), {"avvisa-skal": " "})
    svar = client.post(url(faktura, "avvisa_omatchad"), {"avvisa-skal": "Gäller inte kommunen."}, follow=True)

    assert "Skriv ett skäl." in tomt.content.decode()
    assert "är avvisad och betalas inte" in svar.content.decode()
    faktura.refresh_from_db()
    assert faktura.status == Status.AVVISAD
    assert Handelse.objects.get(typ="faktura.avvisad").uppgifter["skal"] == "Gäller inte kommunen."


def test_reason_with_a_personnummer_is_refused_and_kept(client, annika):
    faktura = build_omatchad()

    html = client.post(url(faktura, "avvisa_omatchad"), {"avvisa-skal": "Gäller 850113-9995"}).content.decode()

    assert "Skriv inget personnummer i skälet." in html
    assert "Gäller 850113-9995</textarea>" in html


@pytest.mark.parametrize("named", [True, False])
def test_invoice_about_a_protected_person_is_there_for_named_users_only(client, annika, named):
    brukare = build_brukare(skydd="sekretessmarkering")
    if named:
        brukare.behoriga.add(annika)
    faktura = build_omatchad({"brukare": brukare}, {})

    assert ("Faktura 8812" in queue(client)) is named
    assert client.get(url(faktura)).status_code == (200 if named else 404)
    assert client.post(url(faktura, "avvisa_omatchad"), {}).status_code == (200 if named else 404)


def test_reading_an_invoice_is_logged(client, annika):
    faktura = build_omatchad()

    client.get(url(faktura))

    lasning = Lasning.objects.get()
    assert (lasning.objekt, lasning.objekt_id, lasning.av) == ("fakturor.faktura", faktura.pk, annika)


@pytest.mark.parametrize("roll", sorted(set(Roll.values) - {Roll.ADMINISTRATIV_ASSISTENT}))
def test_other_roles_see_no_queue(client, roll):
    client.force_login(build_user(roll, roll))
    faktura = build_omatchad()

    svar = [
        client.get(reverse("fakturor:omatchade")),
        client.get(url(faktura)),
        client.post(url(faktura), {}),
        client.post(url(faktura, "avvisa_omatchad"), {"avvisa-skal": "Nej"}),
    ]

    assert [s.status_code for s in svar] == [403] * 4
