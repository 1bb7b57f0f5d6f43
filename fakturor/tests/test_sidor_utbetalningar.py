"""Utbetalningarnas sidor: från förhandsvisning till bokfört besked, och vem som får öppna dem."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.roller import RATTIGHETER, Roll
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Beskedsfil, Betalfil, Betalning, Betalningsretur, Utbetalningsomgang
from fakturor.services.returning import note_return
from fakturor.services.settling import receive_answers, settle_by_hand
from fakturor.tests.bygg_utbetalning import (
    SENARE,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    status_of,
)
from tests.byggstenar import (
    NU,
    build_anordnare,
    build_brukare,
    build_faktura,
    build_konto,
    build_person,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]

SKYDDAD_NUMMER = "189001029819"


@pytest.fixture(autouse=True)
def i_juni(monkeypatch):
    """The pages ask what day it is; here it is the day the tests act."""
    monkeypatch.setattr(timezone, "now", lambda: SENARE)


def signed_in(user: User) -> Client:
    klient = Client()
    klient.force_login(user)
    return klient


def text_of(svar) -> str:
    return svar.content.decode().replace("\u00a0", " ")


def build_protected(nummer: str = "R-0777"):
    """An approved invoice of somebody protected who is her own employer, paid to a bank account."""
    person = build_person(SKYDDAD_NUMMER)
    sigrun = build_brukare(
        "DOLD-4MZT", SKYDDAD_NUMMER, fornamn="Sigrun", efternamn="Dolding", skydd=Brukare.Skydd.SEKRETESSMARKERING
    )
    egen = build_anordnare("EA0777", "Sigrun Dolding", form="egen_arbetsgivare", person=person)
    build_konto(egen, "3300/9001029819", typ="konto")
    faktura = build_faktura(build_redovisning(sigrun, egen), nummer=nummer, konton=[])
    return sigrun, bring_to(faktura, Status.GODKAND)


# --- From preview to answer ---------------------------------------------------------------------------------------


def test_two_economists_pay_an_invoice_and_take_in_the_answer():
    faktura, kredit = build_godkand(), build_kredit()
    karin, ingrid = signed_in(ekonom()), signed_in(ekonom("ingrid"))

    sida = text_of(karin.get(reverse("fakturor:utbetalning_ny")))
    assert "1 betalning på tillsammans 21 720,00 kr kan göras." in sida
    svar = karin.post(reverse("fakturor:utbetalning_ny"), {"betaldag": "2015-06-12", "faktura": [faktura.pk]})
    omgang = Utbetalningsomgang.objects.get()
    assert svar.url == reverse("fakturor:utbetalning", args=[omgang.pk])

    assert "frisläpper den inte" in text_of(karin.get(reverse("fakturor:utbetalning_frislapp", args=[omgang.pk])))
    frislapp = reverse("fakturor:utbetalning_frislapp", args=[omgang.pk])
    assert "Frisläpp 1 betalning på 21 720,00 kr" in text_of(ingrid.get(frislapp))
    ingrid.post(frislapp)
    assert {status_of(faktura), status_of(kredit)} == {Status.I_UTBETALNING}

    fil = Betalfil.objects.get(slag="pain001")
    hamtad = ingrid.get(reverse("fakturor:betalfil", args=[fil.pk]))
    assert hamtad.content == bytes(fil.innehall)
    assert hamtad["Content-Disposition"] == f'attachment; filename="{omgang.nummer}-pain001.xml"'
    assert "hämtad 1 gång" in text_of(ingrid.get(reverse("fakturor:utbetalning", args=[omgang.pk])))

    betalning = Betalning.objects.get()
    besked = reverse("fakturor:betalning_besked", args=[betalning.pk])
    karin.post(besked, {"utfall": "utford", "datum": "2015-06-11", "skal": "Kontoutdraget den 11 juni."})
    assert {status_of(faktura), status_of(kredit)} == {Status.UTBETALD}


def test_a_rejected_payment_stands_in_the_queue_with_what_the_bank_said():
    faktura, klient = build_godkand(), signed_in(ekonom())
    paid_out(faktura)
    rader = "id;utfall;skal\r\n2015-0001-0001;avvisad;Kontot är avslutat.\r\n".encode()
    fil = receive_answers(namn="svar.csv", innehall=rader, by=ekonom(), at=SENARE)
    sida = reverse("fakturor:beskedsfil", args=[fil.pk])
    assert "Godkänd, i kön igen" in text_of(klient.get(sida))

    klient.post(sida)

    assert status_of(faktura) == Status.GODKAND
    assert "Kontot är avslutat." in text_of(klient.get(reverse("fakturor:utbetalning_ny")))


def test_what_is_held_back_says_why():
    build_godkand(konton=[{"typ": "bankgiro", "nummer": "52345671"}])

    sida = text_of(signed_in(ekonom()).get(reverse("fakturor:utbetalning_ny")))

    assert "Ingen faktura kan betalas nu. 1 underlag hålls tillbaka" in sida
    assert "Fakturan ber om betalning till ett annat konto än mottagarens bekräftade." in sida


def test_a_payment_that_is_not_chosen_is_left_for_another_round():
    vald, annan = build_godkand("1"), build_godkand("2")
    klient = signed_in(ekonom())

    klient.post(reverse("fakturor:utbetalning_ny"), {"betaldag": "2015-06-12", "faktura": [vald.pk]})

    assert list(Betalning.objects.values_list("poster__faktura", flat=True)) == [vald.pk]
    svar = klient.post(reverse("fakturor:utbetalning_ny"), {"betaldag": "2015-06-12", "faktura": [vald.pk, annan.pk]})
    assert "En av de valda kan inte längre betalas." in text_of(svar)


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"betaldag": "2015-06-13"}, "Den 13 juni 2015 är ingen bankdag."),
        ({"betaldag": "nästa vecka"}, "Betalningsdag: "),
        ({"faktura": []}, "Välj minst en betalning."),
    ],
)
def test_what_is_wrong_with_a_round_stands_on_the_page(falt, mening):
    faktura = build_godkand()
    uppgifter = {"betaldag": "2015-06-12", "faktura": [faktura.pk]} | falt

    svar = signed_in(ekonom()).post(reverse("fakturor:utbetalning_ny"), uppgifter)

    assert mening in text_of(svar)
    assert not Utbetalningsomgang.objects.exists()


def test_an_account_of_our_own_that_is_missing_is_told_before_anybody_tries(settings):
    settings.BETALKONTO = ""
    build_godkand()

    assert "ASSISTANS_BETALKONTO" in text_of(signed_in(ekonom()).get(reverse("fakturor:utbetalning_ny")))


def test_a_round_is_cancelled_with_a_reason():
    omgang = make_round(build_godkand())

    signed_in(ekonom()).post(reverse("fakturor:utbetalning_makulera", args=[omgang.pk]), {"skal": "Fel dag."})

    sida = text_of(signed_in(ekonom()).get(reverse("fakturor:utbetalning", args=[omgang.pk])))
    assert "Makulerad: Fel dag." in sida


def test_a_file_from_the_bank_is_shown_before_it_is_taken_in_and_the_same_is_not_taken_twice():
    from django.core.files.uploadedfile import SimpleUploadedFile

    faktura, klient = build_godkand(), signed_in(ekonom())
    paid_out(faktura)

    def lagg_upp():
        rader = "id;utfall\r\n2015-0001-0001;utförd\r\n".encode()
        return klient.post(reverse("fakturor:betalbesked"), {"fil": SimpleUploadedFile("svar.csv", rader)})

    svar = lagg_upp()
    fil = Beskedsfil.objects.get()
    assert svar.url == reverse("fakturor:beskedsfil", args=[fil.pk])
    assert "1 nytt besked att bokföra." in text_of(klient.get(svar.url))
    assert status_of(faktura) == Status.I_UTBETALNING
    assert "Filen är redan uppladdad." in text_of(lagg_upp())


# --- Who ----------------------------------------------------------------------------------------------------------

LASA = ("utbetalningar", "utbetalning", "betalfil", "beskedsfil")
GORA = (
    "utbetalning_ny",
    "utbetalning_frislapp",
    "utbetalning_makulera",
    "betalbesked",
    "betalbesked_mall",
    "betalning_besked",
)


@pytest.mark.parametrize("roll", Roll)
def test_each_page_is_open_to_those_who_pay_or_read_payments_and_to_nobody_else(roll):
    omgang = paid_out(build_godkand())
    rader = "id;utfall\r\n2015-0001-0001;utförd\r\n".encode()
    fil = receive_answers(namn="svar.csv", innehall=rader, by=ekonom(), at=SENARE)
    ids = {"betalfil": omgang.filer.first().pk, "beskedsfil": fil.pk, "betalning_besked": Betalning.objects.get().pk}
    utan = ("utbetalningar", "utbetalning_ny", "betalbesked", "betalbesked_mall")
    klient = signed_in(build_user(f"nagon-{roll}", roll))

    oppnade = {
        sida
        for sida in LASA + GORA
        if klient.get(reverse(f"fakturor:{sida}", args=[] if sida in utan else [ids.get(sida, omgang.pk)])).status_code
        == 200
    }

    gor, laser = "fakturor.utbetala" in RATTIGHETER[roll], "fakturor.se_utbetalning" in RATTIGHETER[roll]
    assert oppnade == set(LASA + GORA if gor else LASA if laser else ())


def test_the_auditor_reads_and_changes_nothing():
    omgang = make_round(build_godkand())
    klient = signed_in(build_user("hanna", "revisor"))

    sida = text_of(klient.get(reverse("fakturor:utbetalning", args=[omgang.pk])))

    assert "Makulera" not in sida
    assert klient.post(reverse("fakturor:utbetalning_frislapp", args=[omgang.pk])).status_code == 403


def test_whoever_opens_a_round_is_noted():
    omgang = make_round(build_godkand())
    from assistans.models import Lasning

    signed_in(ekonom()).get(reverse("fakturor:utbetalning", args=[omgang.pk]))

    assert Lasning.objects.filter(objekt_id=omgang.pk, syfte="Utbetalning").count() == 1


# --- How many questions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sida", ["utbetalningar", "utbetalning_ny", "utbetalning", "utbetalning_frislapp"])
def test_the_number_of_questions_does_not_depend_on_what_the_page_holds(sida):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    klient = signed_in(ekonom("ingrid"))

    def count(antal: int) -> int:
        fakturor = [build_godkand(f"{antal}-{n}") for n in range(antal)]
        omgang = make_round(*fakturor)
        build_godkand(f"{antal}-vantar")
        args = [omgang.pk] if sida in ("utbetalning", "utbetalning_frislapp") else []
        with CaptureQueriesContext(
            connection,
        ) as fragor:
            assert klient.get(reverse(f"fakturor:{sida}", args=args)).status_code == 200
        return len(fragor)

    count(1)
    assert count(2) == count(5) < 40


# --- Protected identities -----------------------------------------------------------------------------------------

HEMLIGT = ("Sigrun", "Dolding", "EA0777", "R-0777", "DOLD-4MZT", SKYDDAD_NUMMER, "9001029819", "819")


def test_somebody_protected_is_paid_by_whoever_is_named_for_her_and_is_an_amount_to_others():
    sigrun, faktura = build_protected()
    karin, ingrid, obehorig = ekonom(), ekonom("ingrid"), ekonom("olle")
    sigrun.behoriga.add(karin, ingrid)

    dold = text_of(signed_in(obehorig).get(reverse("fakturor:utbetalning_ny")))
    assert "Skyddat underlag" in dold
    assert "22 720,00" in dold
    omgang = paid_out(faktura)

    for sida in ("utbetalning", "utbetalning_frislapp"):
        dold += text_of(signed_in(obehorig).get(reverse(f"fakturor:{sida}", args=[omgang.pk])))
    rader = "id;utfall\r\n2015-0001-0001;utförd\r\n".encode()
    fil = receive_answers(namn="svar.csv", innehall=rader, by=karin, at=SENARE)
    dold += text_of(signed_in(obehorig).get(reverse("fakturor:beskedsfil", args=[fil.pk])))
    assert not [ord_ for ord_ in HEMLIGT[:-1] if ord_ in dold]
    oppen = text_of(signed_in(karin).get(reverse("fakturor:utbetalning", args=[omgang.pk])))
    assert "Egen arbetsgivare EA0777" in oppen
    assert "Bankkonto, slutar på 819" in oppen
    assert "9001029819" not in oppen


def test_her_file_is_fetched_by_whoever_is_named_for_her_and_calls_her_by_her_pseudonym():
    sigrun, faktura = build_protected()
    karin, ingrid = ekonom(), ekonom("ingrid")
    sigrun.behoriga.add(karin, ingrid)
    omgang = paid_out(faktura)
    betalning = Betalning.objects.get()

    for fil in omgang.filer.all():
        adress = reverse("fakturor:betalfil", args=[fil.pk])
        assert signed_in(ekonom("olle")).get(adress).status_code == 404
        innehall = signed_in(karin).get(adress).content.decode()
        assert "Egen arbetsgivare EA0777" in innehall
        assert "Sigrun" not in innehall
    assert Handelse.objects.filter(typ="utbetalning.fil_hamtad").count() == 2
    dold = signed_in(ekonom("olle")).get(reverse("fakturor:betalning_besked", args=[betalning.pk]))
    assert dold.status_code == 404
    assert omgang.betaldag == date(2015, 6, 12)
    assert omgang.skapad == NU


# --- What comes back ------------------------------------------------------------------------------------------------


def executed() -> Betalning:
    """A payment that the bank has executed."""
    paid_out(build_godkand())
    betalning = Betalning.objects.get()
    varden = {"datum": SENARE.date(), "skal": "Kontoutdraget.", "by": ekonom(), "at": SENARE}
    settle_by_hand(betalning=betalning, utfall="utford", **varden)
    return betalning


def test_a_part_that_came_back_is_noted_and_decided_on_the_pages():
    betalning, karin = executed(), signed_in(ekonom())
    adress = reverse("fakturor:betalning_retur", args=[betalning.pk])

    fel = text_of(karin.post(adress, {"belopp": "1e12", "datum": "2015-06-11", "skal": "Kontoutdraget."}))
    assert "Skriv beloppet i kronor" in fel
    assert 'value="Kontoutdraget."' in fel
    varden = {"belopp": "1 300,50", "datum": "2015-06-11", "skal": "Fel belopp.", "skal_kod": "AM09"}
    sida = text_of(karin.post(adress, varden, follow=True))

    assert "1 300,50 kr kom tillbaka den 11 juni 2015" in sida
    assert "Avgör returen" in sida
    retur = Betalningsretur.objects.get()
    adress = reverse("fakturor:retur_avgor", args=[retur.pk])
    assert "Avgör returen" not in text_of(signed_in(ekonom("ingrid")).get(sidan_of(betalning)))
    sida = text_of(karin.post(adress, {"utfall": "behalls", "skal": "Priset var för högt."}, follow=True))
    assert "Kommunen behåller beloppet: Priset var för högt." in sida
    assert karin.get(reverse("fakturor:retur_sie", args=[retur.pk])).status_code == 404


def sidan_of(betalning: Betalning) -> str:
    return reverse("fakturor:utbetalning", args=[betalning.omgang_id])


def test_a_table_with_wrong_rows_is_told_row_by_row_and_not_kept():
    paid_out(build_godkand())
    fil = SimpleUploadedFile("svar.csv", b"id;utfall\r\n2015-0001-0001;UTFORD\r\nX-1;avvisad\r\n")

    sida = text_of(signed_in(ekonom()).post(reverse("fakturor:betalbesked"), {"fil": fil}))

    assert "Ingen rad är inläst. Rätta filen och lägg upp den igen" in sida
    assert "Rad 3: Betalning X-1 finns inte bland dem som är lämnade till banken." in sida
    assert not Beskedsfil.objects.exists()


def test_an_account_that_the_bank_calls_wrong_is_vouched_for_from_the_list_of_what_is_held_back():
    paid_out(build_godkand())
    betalning, karin = Betalning.objects.get(), signed_in(ekonom())
    varden = {"datum": SENARE.date(), "skal": "Bankens brev.", "skal_kod": "AC04", "by": ekonom(), "at": SENARE}
    settle_by_hand(betalning=betalning, utfall="avvisad", **varden)
    adress = reverse("fakturor:konto_intyga", args=[betalning.konto_id])

    assert adress in text_of(karin.get(reverse("fakturor:utbetalning_ny")))
    assert "Kontot är avslutat." in text_of(karin.get(adress))
    sida = text_of(karin.post(adress, {"hur": "Ringde växeln den 11 juni."}, follow=True))

    assert "1 betalning på tillsammans 22 720,00 kr kan göras." in sida
    assert "redan intygat" in text_of(karin.get(adress))


@pytest.mark.parametrize("sida", ["betalning_retur", "retur_avgor", "konto_intyga"])
def test_only_economists_open_the_pages_of_what_comes_back(sida):
    betalning = executed()
    varden = {"datum": SENARE.date(), "skal": "Fel belopp.", "by": ekonom(), "at": SENARE}
    retur = note_return(betalning=betalning, belopp=Decimal(300), **varden)
    adress = reverse(
        f"fakturor:{sida}", args=[{"retur_avgor": retur.pk, "konto_intyga": betalning.konto_id}.get(sida, betalning.pk)]
    )

    for roll in set(Roll) - {Roll.EKONOM}:
        if not {"fakturor.utbetala", "beslut.verifiera_konto"} & RATTIGHETER[roll]:
            assert signed_in(build_user(f"prov-{roll}", roll)).get(adress).status_code == 403
    assert signed_in(ekonom()).get(adress).status_code == 200
