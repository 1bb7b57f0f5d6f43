"""Avstämningen på sidan: riktiga betalningar mot en inläst huvudbok, med alla fyra leden."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assistans.aktor import set_actor
from fakturor.betalfiler.sie_lasning import read_sie
from fakturor.bokforing.retur import return_voucher_of
from fakturor.models import Betalfil, Betalning, Betalningsretur, Huvudboksfil, Huvudboksrad, Utbetalningsomgang
from fakturor.services.returning import note_return
from fakturor.services.settling import settle_by_hand
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,  # noqa: F401
    paid_out,
)
from tests.byggstenar import NU, build_anordnare, build_brukare, build_uppdrag, build_user
from tests.byggstenar_kontering import build_kontering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]

JUNI = reverse("fakturor:avstamning", args=[date(2015, 6, 1)])
MALL = "verifikation;rad;datum;konto;ansvar;belopp;referens;text"


@pytest.fixture(autouse=True)
def konterat(settings) -> None:
    settings.MOTKONTO = "2440"
    build_uppdrag(build_brukare(), build_anordnare())
    build_kontering()


def executed(*fakturor) -> Utbetalningsomgang:
    omgang = paid_out(*fakturor)
    by = ekonom("olle")
    set_actor(by.pk)
    for betalning in omgang.betalningar.all():
        settle_by_hand(
            betalning=betalning, utfall="utford", datum=BETALDAG, skal="Kontoutdrag.", by=by, at=NU.replace(day=15)
        )
    return omgang


def upload(client, innehall: bytes, namn: str = "huvudbok.csv"):
    return client.post(JUNI, {"fil": SimpleUploadedFile(namn, innehall)}, follow=True)


def ledger(*rader: str) -> bytes:
    return "\r\n".join([MALL, *rader]).encode()


def text_of(svar) -> str:
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def karin(client):
    karin = ekonom()
    client.force_login(karin)
    return karin


@pytest.mark.usefixtures("karin")
def test_our_own_voucher_booked_as_it_is_reconciles_to_the_ore(client):
    omgang = executed(build_godkand("1"), build_godkand("2"), build_kredit("K-1", 1000))
    sie = omgang.filer.get(slag=Betalfil.Slag.SIE)

    sida = text_of(upload(client, bytes(sie.innehall), "bok.se"))

    assert "Det betalda, det godkända och det bokförda stämmer på öret." in sida
    assert "3 fakturor" in sida
    assert "2 verifikationer" in sida
    assert sida.count("44 440,00") == 4
    assert Huvudboksrad.objects.filter(betalning__isnull=True).count() == 0


@pytest.mark.usefixtures("karin")
def test_differences_are_listed_and_a_newer_file_takes_their_place(client):
    omgang = executed(build_godkand("1"), build_godkand("2"))
    forsta, andra = (b.kod for b in omgang.betalningar.all())
    sida = text_of(
        upload(client, ledger(f"A1;1;2015-06-12;4538;4100;22000;{forsta};", "A2;1;2015-06-12;4538;4100;50;;Annat"))
    )
    assert "3 skillnader att reda ut." in sida
    for rubrik in ("Annat belopp", "Betalt men inte bokfört", "Bokfört men inte härifrån"):
        assert rubrik in sida

    ny = ledger(*(f"A{n};1;2015-06-12;4538;4100;22720;{kod};" for n, kod in enumerate((forsta, andra))))
    sida = text_of(upload(client, ny))

    assert "stämmer på öret" in sida
    assert "Ersatt av en nyare" in sida
    assert Huvudboksfil.objects.count() == 2


@pytest.mark.usefixtures("karin")
def test_a_payment_booked_in_the_next_month_is_told_in_both(client):
    omgang = executed(build_godkand())
    kod = omgang.betalningar.get().kod
    upload(client, ledger("A9;1;2015-06-12;4538;4100;1;;Annat"))
    juli = reverse("fakturor:avstamning", args=[date(2015, 7, 1)])
    client.post(juli, {"fil": SimpleUploadedFile("b.csv", ledger(f"A1;1;2015-07-01;4538;4100;22720;{kod};"))})

    for sida in (JUNI, juli):
        assert "hör till juni 2015, men är bokförd i juli 2015" in text_of(client.get(sida))


@pytest.mark.usefixtures("karin")
def test_the_same_file_again_and_a_file_without_our_rows_are_refused(client):
    executed(build_godkand())
    rader = ledger("A1;1;2015-06-12;4538;4100;1;;")
    upload(client, rader)

    assert "redan inläst" in text_of(upload(client, rader))
    assert "Ingen rad i filen" in text_of(upload(client, ledger("A1;1;2015-06-12;1930;;1;;")))
    assert "börjar inte med #FLAGGA" not in text_of(upload(client, b"skrap", "x.csv"))
    assert Huvudboksfil.objects.count() == 1


@pytest.mark.usefixtures("karin")
def test_the_months_are_listed(client):
    executed(build_godkand())

    sida = text_of(client.get(reverse("fakturor:avstamningar")))

    assert "Juni 2015" in sida
    assert "Inte inläst" in sida
    assert "22 720,00" in sida


@pytest.mark.usefixtures("karin")
def test_the_page_asks_as_many_questions_for_one_payment_as_for_four(client, django_assert_num_queries):
    executed(build_godkand("0"))
    upload(client, ledger("A1;1;2015-06-12;4538;4100;1;;"))
    with django_assert_num_queries(QUERIES):
        client.get(JUNI)
    executed(*(build_godkand(str(nummer)) for nummer in range(1, 4)))
    with django_assert_num_queries(QUERIES):
        assert "4 betalningar" in text_of(client.get(JUNI))


QUERIES = 18


@pytest.mark.parametrize(
    ("roll", "laser", "laser_in"),
    [
        ("ekonom", 200, True),
        ("controller", 200, False),
        ("revisor", 200, False),
        ("enhetschef", 200, False),
        ("handlaggare", 403, False),
        ("administrativ_assistent", 403, False),
        ("namnd", 403, False),
    ],
)
def test_who_reads_and_who_reads_in(client, roll, laser, laser_in):
    executed(build_godkand())
    client.force_login(build_user(f"{roll}-x", roll))

    svar = upload(client, ledger("A1;1;2015-06-12;4538;4100;1;;"))

    assert svar.status_code == (403 if roll == "revisor" else laser)  # the auditor sends nothing
    assert client.get(reverse("fakturor:avstamningar")).status_code == laser
    assert Huvudboksfil.objects.exists() == laser_in


@pytest.mark.usefixtures("karin")
@pytest.mark.parametrize("manad", ["2015-13", "0000-01"])
def test_a_month_that_does_not_exist_is_not_found(client, manad):
    assert client.get(f"/avstamning/{manad}/").status_code == 404


@pytest.mark.usefixtures("karin")
def test_nobody_is_named_on_the_page(client):
    executed(build_godkand())
    upload(client, ledger("A1;1;2015-06-12;4538;4100;1;;Elsa Provberg 850113-9995"))

    sida = text_of(client.get(JUNI))

    assert "Exempel Assistans" not in sida
    assert "Provberg" not in sida
    assert Huvudboksrad.objects.get().belopp == Decimal(1)


# --- What comes back ----------------------------------------------------------------------------------------------


def come_back(belopp: str = "22720") -> Betalningsretur:
    return note_return(
        betalning=Betalning.objects.get(),
        belopp=Decimal(belopp),
        datum=date(2015, 7, 2),
        skal="Kontoutdrag.",
        by=ekonom("olle"),
        at=NU.replace(month=7, day=3),
    )


JULI = reverse("fakturor:avstamning", args=[date(2015, 7, 1)])


@pytest.mark.usefixtures("karin")
def test_a_payment_that_comes_back_is_an_event_of_its_own_month_with_a_voucher_that_takes_the_other_back(client):
    omgang = executed(build_godkand())
    retur = come_back()

    [verifikation] = read_sie(return_voucher_of(retur)).verifikationer
    skriven = read_sie(bytes(omgang.filer.get(slag=Betalfil.Slag.SIE).innehall)).verifikationer[0]
    assert return_voucher_of(retur) == return_voucher_of(retur)
    assert (verifikation.datum, verifikation.text, verifikation.obalans) == (
        date(2015, 7, 2),
        "Retur 2015-0001-0001",
        0,
    )
    assert [(rad.konto, -rad.belopp, rad.dimensioner) for rad in verifikation.rader] == [
        (rad.konto, rad.belopp, rad.dimensioner) for rad in skriven.rader
    ]
    juli = text_of(client.get(JULI))
    assert "Kommit tillbaka" in juli
    assert "1 retur" in juli
    assert "Kommit tillbaka" not in text_of(client.get(JUNI))


@pytest.mark.usefixtures("karin")
def test_the_ledger_has_the_payment_in_one_month_and_its_return_in_another(client):
    executed(build_godkand())
    come_back()
    upload(client, ledger("A1;1;2015-06-12;4538;4100;22720;2015-0001-0001;"))
    juli = ledger("A9;1;2015-07-02;4538;4100;-22720;Retur 2015-0001-0001;")
    client.post(JULI, {"fil": SimpleUploadedFile("juli.csv", juli)}, follow=True)

    for sida in (JUNI, JULI):
        assert "stämmer på öret" in text_of(client.get(sida))


@pytest.mark.usefixtures("karin")
def test_a_return_that_is_not_booked_is_a_difference_in_its_month(client):
    executed(build_godkand())
    come_back("300")
    upload(client, ledger("A1;1;2015-06-12;4538;4100;22720;2015-0001-0001;"))
    annat = ledger("A9;1;2015-07-02;4538;4100;100;;Annat")
    client.post(JULI, {"fil": SimpleUploadedFile("juli.csv", annat)}, follow=True)

    assert "300,00 kr av betalningen har kommit tillbaka. Bokfört tillbaka är 0,00 kr." in text_of(client.get(JULI))
    assert "stämmer på öret" in text_of(client.get(JUNI))


def test_a_part_has_no_voucher_of_its_own():
    executed(build_godkand())

    assert return_voucher_of(come_back("300")) is None
