"""Sökningen över allt: vad som finns på vilka ord, vem som finner det, och att den som är skyddad inte finns."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning, User
from assistans.roller import SOKER, Roll
from beslut.models import Avtal
from kontroller.sok.fraga import Fraga
from kontroller.sok.slag import PER_SLAG, SLAG, kinds_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    NU,
    ORGNR,
    build_anordnare,
    build_arende,
    build_faktura,
    build_handling,
    build_redovisning,
    build_user,
)
from tests.byggstenar_skydd import HEMLIGT, build_skyddade

IDAG = date(2015, 6, 10)


def read(text: str) -> Fraga:
    fraga = Fraga.read(text, idag=IDAG)
    assert fraga is not None
    return fraga


@pytest.mark.parametrize(
    ("text", "belopp"),
    [
        ("33 728,50", (Decimal("33728.50"), Decimal("33728.51"))),
        ("33\u00a0728,50 kr", (Decimal("33728.50"), Decimal("33728.51"))),
        ("33.728,5", (Decimal("33728.50"), Decimal("33728.51"))),
        ("33728", (Decimal(33728), Decimal(33729))),
        ("-288", (Decimal(-289), Decimal(-288))),
        ("33 72", None),
        ("12,345", None),
        ("SN 2014/118", None),
    ],
)
def test_an_amount_is_read_with_swedish_comma_and_blanks(text, belopp):
    assert read(text).belopp == belopp


def test_a_number_of_a_person_is_no_number_of_a_company():
    assert read("556016-0680").orgnr == "5560160680"
    assert (read(BRUKARENS_NUMMER).personnummer, read(BRUKARENS_NUMMER).orgnr) == (BRUKARENS_NUMMER, "")
    assert read(f"{BRUKARENS_NUMMER[:8]}-{BRUKARENS_NUMMER[8:]}").personnummer == BRUKARENS_NUMMER


@pytest.mark.parametrize("text", ["", "  ", "a", "a b"])
def test_too_little_is_no_question(text):
    assert Fraga.read(text, idag=IDAG) is None


# --- On the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def arende(db):
    return build_arende()


def found(client, text: str, **val: str) -> dict[str, list[str]]:
    """What a search finds, by the name of the kind."""
    svar = client.post(reverse("sok"), {"q": text, **val})
    assert svar.status_code == 200
    return {grupp.slag.kod: [t.rubrik for t in grupp.traffar] for grupp in svar.context["grupper"]}


def sign_in(client, *roller: str):
    user = build_user("-".join(roller), *roller)
    client.force_login(user)
    return user


def test_each_kind_is_found_by_what_it_is_known_by(client, arende):
    faktura = build_faktura(arende.redovisning, nummer="F-2015/77", ocr="9988776", att_betala=Decimal("33728.00"))
    arende.anordnare.avtal.create(
        slag=Avtal.Slag.LOV, diarienummer="AVT 2015/3", galler_fran=IDAG, provat_av=build_user("per"), provat=NU
    )
    build_handling(arende.anordnare, rubrik="Registreringsbevis från hösten")
    Handelse.record("faktura.godkand", faktura, by=build_user("signe"), at=NU)
    brukare = arende.redovisning.brukare
    sign_in(client, Roll.REVISOR)

    namn = f"{brukare.fornamn} {brukare.efternamn}"
    assert found(client, BRUKARENS_NUMMER)["personer"] == [namn]
    assert found(client, brukare.efternamn.upper())["personer"] == [namn]
    assert found(client, brukare.referens)["personer"] == [namn]
    assert found(client, brukare.referens)["fakturor"][0].endswith("F-2015/77")
    assert found(client, ORGNR)["anordnare"] == [arende.anordnare.namn]
    assert found(client, f"{ORGNR[:6]}-{ORGNR[6:]}")["anordnare"] == [arende.anordnare.namn]
    for text in ("f-2015/77", "2015/77", "9988776", "33 728,00", "33728"):
        assert [r for r in found(client, text)["fakturor"] if r.endswith("F-2015/77")], text
    assert found(client, ASSISTENTENS_NUMMER).keys() >= {"assistenter"}
    assert found(client, "sn 2014/118")["beslut"] == ["Beslut SN 2014/118"]
    assert found(client, "avt 2015")["avtal"] == ["Avtal AVT 2015/3"]
    assert found(client, "hosten registrer")["handlingar"] == ["Registreringsbevis från hösten"]
    assert found(client, "faktura godkänd")["handelser"] == ["Faktura godkänd"]
    assert found(client, "Signe")["handelser"] == ["Faktura godkänd"]


def test_an_amount_with_oren_finds_that_amount_and_no_other(client, arende):
    build_faktura(arende.redovisning, nummer="EN", att_betala=Decimal("33728.40"))
    build_faktura(arende.redovisning, nummer="ANNAN", att_betala=Decimal("33728.50"))
    sign_in(client, Roll.EKONOM)

    assert found(client, "33 728,40")["fakturor"] == ["Faktura EN"]
    assert {"Faktura EN", "Faktura ANNAN"} <= set(found(client, "33 728")["fakturor"])
    assert "fakturor" not in found(client, "33 729")


def test_each_role_searches_only_what_its_rights_open(client, arende):
    brukare = arende.redovisning.brukare
    sign_in(client, Roll.EKONOM)
    assert found(client, BRUKARENS_NUMMER) == {}
    assert "personer" not in found(client, brukare.efternamn)
    assert "handelser" not in found(client, "faktura")

    for roll in (Roll.NAMND, Roll.SYSTEMFORVALTARE):
        user = sign_in(client, roll)
        assert kinds_of(user) == []
        assert client.get(reverse("sok")).status_code == 403
        assert 'action="/sok/"' not in client.get(reverse("start")).text


def test_every_role_that_may_search_anything_may_open_the_page():
    for roll in Roll:
        user = User(anvandarnamn=roll, namn=roll, roller=[roll])
        assert bool(kinds_of(user)) == any(user.may(rattighet) for rattighet in SOKER)


def test_nobody_protected_is_found_by_anyone_who_is_not_named(client, db):
    build_skyddade()
    sign_in(client, *Roll.values)

    for ord_ in HEMLIGT:
        svar = client.post(reverse("sok"), {"q": ord_}).text
        kvar = svar.replace(f'value="{ord_}"', "")
        assert [hemligt for hemligt in HEMLIGT if hemligt.casefold() in kvar.casefold()] == [], ord_


def test_a_named_user_finds_them_so_the_test_above_passes_where_they_stand(client, db):
    skyddade = build_skyddade()
    user = sign_in(client, *Roll.values)
    for person in (skyddade.ottilia, skyddade.sigrun, *skyddade.andra.personer):
        person.behoriga.add(user)

    assert found(client, "Björkhagra")["personer"] == ["Ottilia Björkhagra"]
    assert found(client, "HEMLIG 2014/77")["beslut"] == ["Beslut HEMLIG 2014/77"]
    assert found(client, "SKY-9001")["fakturor"] == ["Faktura SKY-9001"]
    assert found(client, "R-7QXK")["tidrapporter"]
    assert found(client, "Gustaf Nybygge")["foretradare"] == ["Gustaf Nybygge"]


def test_what_is_searched_never_stands_in_an_address_or_in_the_log(client, arende):
    user = sign_in(client, Roll.HANDLAGGARE)

    assert client.get(reverse("sok"), {"q": BRUKARENS_NUMMER}).context["text"] == ""
    svar = client.post(reverse("sok"), {"q": BRUKARENS_NUMMER})

    assert (svar.status_code, svar["Cache-Control"]) == (200, "no-store")
    assert f"?q={BRUKARENS_NUMMER}" not in svar.text
    rader = list(Lasning.objects.filter(av=user).order_by("pk").values_list("objekt", "objekt_id", "syfte"))
    assert rader == [
        ("sok", 0, "Sökte på personnummer, 1\u00a0träff"),
        ("beslut.brukare", arende.redovisning.brukare_id, "Sökte i allt på personnummer"),
    ]


def test_an_empty_answer_says_what_can_be_searched(client, arende):
    sign_in(client, Roll.EKONOM)

    svar = client.post(reverse("sok"), {"q": "finns inte alls"}).text

    assert "Inget fanns" in svar
    assert [slag.namn for slag in SLAG if f'class="k-v k-1">{slag.namn}</th>' in svar] == [
        "Anordnare",
        "Fakturor",
        "Assistenter",
        "Avtal",
        "Tillstånd",
        "Betalningar",
        "Handlingar",
    ]


def test_some_of_each_kind_are_shown_and_all_when_asked_for(client, arende):
    for nummer in range(PER_SLAG + 3):
        build_faktura(arende.redovisning, nummer=f"SERIE-{nummer}")
    sign_in(client, Roll.EKONOM)

    assert len(found(client, "serie")["fakturor"]) == PER_SLAG
    assert "Visa alla" in client.post(reverse("sok"), {"q": "serie"}).text
    assert len(found(client, "serie", slag="fakturor")["fakturor"]) == PER_SLAG + 3


def test_a_search_asks_as_many_questions_whatever_there_is(client, arende, django_assert_num_queries):
    sign_in(client, Roll.REVISOR)
    client.post(reverse("sok"), {"q": "exempel"})
    antal = count_queries(client)
    for nummer in range(5):
        annan = build_anordnare(f"55990600{nummer}0", namn=f"Exempel {nummer} AB")
        faktura = build_faktura(build_redovisning(arende.redovisning.brukare, annan), nummer=f"EXEMPEL-{nummer}")
        build_handling(annan, rubrik=f"Exempel {nummer}", innehall=b"%PDF-1.7 " + bytes([nummer + 48]) + b" %%EOF")
        Handelse.record("faktura.exempel", faktura, by=build_user(f"u{nummer}"), at=NU)

    assert count_queries(client) == antal


def count_queries(client) -> int:
    with CaptureQueriesContext(connection) as fragor:
        client.post(reverse("sok"), {"q": "exempel"})
    return len(fragor)
