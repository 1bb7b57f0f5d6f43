"""Fakturans sida: vad den visar, vad ett tryck på en knapp gör, och vad som sker när det vägras."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Dokument, Faktura
from kontroller.korning import recontrol
from kontroller.models import Bedomning, Bekraftelse, Utfallsrad
from kontroller.services.assessing import assess
from kontroller.services.outcome import apply_result
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BANKGIRO,
    NU,
    build_anordnare,
    build_arende,
    build_attestant,
    build_brukare,
    build_faktura,
    build_granskare,
    build_handlaggare,
    build_rapport,
    build_redovisning,
    build_tidrad,
    build_user,
)

pytestmark = pytest.mark.django_db

SKAL = "Anordnaren har visat att passet byttes."


def control(faktura):
    apply_result(granskning=recontrol(faktura=faktura, by=build_handlaggare(), at=NU), by=build_handlaggare(), at=NU)
    faktura.refresh_from_db()
    return faktura


def open_page(client, faktura):
    return client.get(reverse("kontroller:faktura", args=[faktura.pk]))


@pytest.fixture
def ren(client):
    """An invoice with nothing against it."""
    return control(build_arende().faktura)


@pytest.fixture
def stoppad():
    """Two hours more are invoiced than are certified (G04)."""
    return control(build_arende(timmar=82).faktura)


@pytest.fixture
def fynd(stoppad):
    return Utfallsrad.objects.get(granskning__faktura=stoppad, regel="G04")


# --- Vad den visar ------------------------------------------------------------------------------------------------


def test_the_three_sides_stand_with_how_they_were_counted(client, ren):
    client.force_login(build_handlaggare())

    svar = open_page(client, ren)

    [sidor] = svar.context["sida"].tre_sidor
    assert [sida.minuter for sida in sidor.sidor] == [100 * 60, 80 * 60, 80 * 60]
    assert ("Omräkning", "100") in sidor.sidor[0].fakta
    assert ("Timbelopp", "284,00\u00a0kr") in sidor.sidor[2].fakta
    assert "Fakturerat är lika med intygat" in svar.text


def test_a_difference_is_written_in_hours_and_kronor(client, stoppad):
    client.force_login(build_handlaggare())

    svar = open_page(client, stoppad)

    [sidor] = svar.context["sida"].tre_sidor
    assert sidor.fakturerat_mot_intygat == 2 * 60
    assert sidor.ifragasatt == Decimal("568.00")
    assert "Fakturerat – intygat <b>+2:00</b> tim" in svar.text


def test_a_result_that_no_longer_holds_is_not_told_as_how_things_stand(client, stoppad):
    Faktura.objects.filter(pk=stoppad.pk).update(status=Status.MOTTAGEN, omgang=stoppad.omgang + 1)
    client.force_login(build_handlaggare())

    svar = open_page(client, stoppad)

    assert "Underlaget har ändrats efter kontrollen nedan" in svar.text
    assert "Börjar när fakturan är kontrollerad igen" in svar.text
    assert "stoppar betalningen" not in svar.context["sida"].ingress


def test_what_stops_stands_first_with_its_sentence_figures_and_ground(client, stoppad):
    client.force_login(build_handlaggare())

    svar = open_page(client, stoppad)

    forst = svar.context["poster"][0]["post"]
    assert forst.kod == "G04"
    assert forst.fynd[0].text in svar.text
    assert forst.lagrum in svar.text
    assert ("Fakturerat", "82,00\u00a0tim") in forst.fynd[0].siffror


def test_every_time_row_stands_in_the_table_and_deviations_link_to_the_picture(client):
    arende = build_arende()
    build_tidrad(arende.rapport, date(2015, 5, 4), start=15 * 60, slut=17 * 60)
    client.force_login(build_handlaggare())

    svar = open_page(client, control(arende.faktura))

    [bild] = svar.context["sida"].bilder
    assert len(bild.rader) == 11
    for plats in bild.platser.values():
        assert f'id="{plats}"' in svar.text
    assert f'href="#{next(iter(bild.platser.values()))}"' in svar.text


@pytest.mark.parametrize(("roll", "namn"), [(Roll.HANDLAGGARE, "Sam Testlund"), (Roll.EKONOM, "Assistent 1")])
def test_assistants_are_named_only_for_those_who_may_see_persons(client, ren, roll, namn):
    client.force_login(build_user("prov", roll))

    svar = open_page(client, ren)

    assert namn in svar.text
    assert ("Sam Testlund" in svar.text) == (roll == Roll.HANDLAGGARE)


def test_the_page_bears_no_name_or_number_of_the_person(client, ren):
    client.force_login(build_handlaggare())

    svar = open_page(client, ren)

    assert "LSS-9F3C" in svar.text
    assert "Provberg" not in svar.text
    assert ASSISTENTENS_NUMMER not in svar.text


def test_an_invoice_that_is_not_controlled_says_so(client):
    client.force_login(build_handlaggare())

    svar = open_page(client, build_arende().faktura)

    assert "Fakturan är inte kontrollerad än." in svar.text


def test_an_invoice_about_a_protected_person_is_there_only_for_those_who_are_named(client):
    arende = build_arende()
    arende.brukare.skydd = "sekretessmarkering"
    arende.brukare.save()
    handlaggare = build_handlaggare()
    client.force_login(handlaggare)
    control(arende.faktura)

    assert open_page(client, arende.faktura).status_code == 404
    arende.brukare.behoriga.add(handlaggare)
    assert open_page(client, arende.faktura).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_invoice(client):
    liten = control(build_arende().faktura)
    redovisningar = []
    for nummer, personnummer in enumerate(("198501149994", "198501159993", "198501169992"), start=1):
        brukare = build_brukare(f"LSS-000{nummer}", personnummer)
        redovisning = build_redovisning(brukare, build_anordnare())
        build_rapport(redovisning, kod=f"R-{nummer}")
        redovisningar.append(redovisning)
    stor = control(build_faktura(*redovisningar, nummer="4712"))
    client.force_login(build_user("rut", Roll.REVISOR))
    open_page(client, liten)

    with CaptureQueriesContext(connection) as sma:
        open_page(client, liten)
    with CaptureQueriesContext(connection) as stora:
        open_page(client, stor)

    assert len(stora) == len(sma)


def test_the_page_links_to_the_invoices_before_and_after_it_in_the_readers_queue(client):
    forst = control(build_arende(timmar=82, forfallodatum=date(2015, 7, 1)).faktura)
    sedan = control(
        build_faktura(
            build_redovisning(build_brukare(), build_anordnare()), nummer="4712", forfallodatum=date(2015, 7, 2)
        )
    )
    client.force_login(build_handlaggare())

    assert (open_page(client, forst).context["tidigare"], open_page(client, forst).context["nasta"]) == (None, sedan.pk)
    assert open_page(client, sedan).context["tidigare"] == forst.pk


def test_who_is_done_with_an_invoice_is_led_to_the_first_that_waits(client):
    klar = control(build_arende().faktura)
    vantar = control(build_faktura(build_redovisning(build_brukare(), build_anordnare()), nummer="4712"))
    client.force_login(build_handlaggare())

    svar = open_page(client, klar)

    assert (svar.context["tidigare"], svar.context["nasta"]) == (None, vantar.pk)
    assert "Nästa som väntar på dig" in svar.text


def test_controls_that_share_the_reason_why_they_were_not_judged_are_gathered_under_it(client):
    faktura = build_arende().faktura
    faktura.rader.update(brukare=None, redovisning=None)
    client.force_login(build_handlaggare())

    svar = open_page(client, control(faktura))

    [grupp] = svar.context["grupper"]
    assert len(grupp["poster"]) > 20
    assert grupp["text"].startswith("Fakturarad 1 hör inte till någon känd person och månad")
    assert [p["post"].kod for p in svar.context["poster"]] == ["G09"]


def test_an_unmatched_invoice_is_paired_before_anybody_assesses_it(client):
    faktura = build_arende().faktura
    faktura.rader.update(brukare=None, redovisning=None)
    faktura.move_to(Status.OMATCHAD)
    control(faktura)

    client.force_login(build_handlaggare())
    assert all(p["form"] is None for p in open_page(client, faktura).context["poster"])
    client.force_login(build_granskare())
    assert "Para ihop fakturan" in open_page(client, faktura).text


# --- Bedöma och bekräfta ------------------------------------------------------------------------------------------


def test_an_assessment_is_saved_and_the_other_person_confirms_it(client, stoppad, fynd):
    client.force_login(build_handlaggare())
    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]), {"G04-beslut": "godtas", "G04-skal": SKAL}
    )
    bedomning = Bedomning.objects.get()
    assert svar.status_code == 302
    assert (bedomning.regel, bedomning.beslut, bedomning.skal) == ("G04", "godtas", SKAL)
    assert "Bekräfta bedömningen" not in open_page(client, stoppad).text

    client.force_login(build_handlaggare("henrik"))
    assert "Bekräfta bedömningen av G04" in open_page(client, stoppad).text
    client.post(reverse("kontroller:bekrafta", args=[stoppad.pk, bedomning.pk]))

    assert Bekraftelse.objects.get().av.anvandarnamn == "henrik"
    assert "Det som en\u00a0kontroll fann är bedömt." in open_page(client, stoppad).text


def test_what_was_typed_is_kept_when_an_assessment_is_refused(client, stoppad, fynd):
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]),
        {"G04-beslut": "godtas", "G04-skal": "Elsa Provberg har ringt.", "G04-galler_till": "31 maj"},
    )

    assert svar.status_code == 200
    assert "Elsa Provberg har ringt." in svar.text
    assert 'value="31 maj"' in svar.text
    assert "Skriv dagen som år, månad och dag" in svar.text
    assert not Bedomning.objects.exists()


def test_a_name_in_the_reason_is_refused_in_a_sentence_on_the_page(client, stoppad, fynd):
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]),
        {"G04-beslut": "godtas", "G04-skal": "Elsa Provberg har ringt."},
    )

    assert "Skriv inget namn i skälet. Använd referensen i stället." in svar.text
    assert not Bedomning.objects.exists()


def test_a_personnummer_in_the_reason_is_told_at_its_field_together_with_the_other_faults(client, stoppad, fynd):
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]),
        {"G04-beslut": "godtas", "G04-skal": "Gäller 19850113-9995.", "G04-galler_till": "snart"},
    )

    assert '<a href="#id_G04-skal">Skäl: Skriv inget personnummer i skälet.</a>' in svar.text
    assert "Skriv dagen som år, månad och dag" in svar.text


def test_an_assessment_of_an_older_result_is_refused(client, stoppad, fynd):
    client.force_login(build_handlaggare())
    control(stoppad)

    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]), {"G04-beslut": "godtas", "G04-skal": SKAL}
    )

    assert "Fakturan har kontrollerats igen. Bedöm det som den senaste kontrollen fann." in svar.text


def test_nobody_confirms_her_own_assessment(client, stoppad, fynd):
    hanna = build_handlaggare()
    bedomning = assess(faktura=stoppad, utfall=fynd, beslut="godtas", skal=SKAL, by=hanna, at=NU)
    client.force_login(hanna)

    svar = client.post(reverse("kontroller:bekrafta", args=[stoppad.pk, bedomning.pk]), follow=True)

    assert "Den som har gjort en bedömning får inte bekräfta den." in svar.text
    assert not Bekraftelse.objects.exists()


@pytest.mark.parametrize("roll", sorted(set(Roll) - {Roll.HANDLAGGARE, Roll.ENHETSCHEF}))
def test_only_those_who_assess_are_let_in_to_do_it(client, stoppad, fynd, roll):
    client.force_login(build_user("prov", roll))

    svar = client.post(
        reverse("kontroller:bedom", args=[stoppad.pk, fynd.pk]), {"G04-beslut": "godtas", "G04-skal": SKAL}
    )

    assert svar.status_code == 403
    assert not Bedomning.objects.exists()


# --- Attest, avvisa, ta tillbaka ----------------------------------------------------------------------------------


def test_two_persons_attest_and_the_invoice_is_approved_for_payment(client, ren):
    client.force_login(build_granskare())
    assert "Ge granskningsattest" in open_page(client, ren).text
    client.post(reverse("kontroller:granskningsattest", args=[ren.pk]))

    client.force_login(build_attestant())
    assert "Ge beslutsattest" in open_page(client, ren).text
    svar = client.post(reverse("kontroller:beslutsattest", args=[ren.pk]), follow=True)

    ren.refresh_from_db()
    assert ren.status == Status.GODKAND
    assert [steg.lage for steg in svar.context["sida"].kedja] == ["klar"] * 5 + ["sedan"]
    assert "Faktura 4711 på 22\u00a0720,00\u00a0kr är godkänd för betalning." in svar.text


def test_a_refused_attest_says_why_on_the_page(client, stoppad):
    client.force_login(build_granskare())

    svar = client.post(reverse("kontroller:granskningsattest", args=[stoppad.pk]))

    stoppad.refresh_from_db()
    assert svar.status_code == 200
    assert "Fakturan är stoppad. Den kan få granskningsattest när det som stoppar den är bedömt." in svar.text
    assert stoppad.status == Status.STOPPAD


def test_one_person_with_both_roles_is_told_that_she_may_not_give_both(client, ren):
    dubbel = build_user("dora", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    client.force_login(dubbel)
    client.post(reverse("kontroller:granskningsattest", args=[ren.pk]))

    svar = open_page(client, ren)

    assert "Den som har granskat en faktura får inte attestera den." in svar.text
    assert "Ge beslutsattest" not in svar.text


def test_an_invoice_is_refused_with_a_reason(client, stoppad):
    client.force_login(build_handlaggare())
    adress = reverse("kontroller:avvisa", args=[stoppad.pk])

    assert "Skriv ett skäl." in client.post(adress, {"skal-skal": " "}).text
    client.post(adress, {"skal-skal": "Fakturan gäller en annan kommun."})

    stoppad.refresh_from_db()
    assert stoppad.status == Status.AVVISAD


def test_an_attested_invoice_is_taken_back_with_a_reason(client, ren):
    client.force_login(build_granskare())
    client.post(reverse("kontroller:granskningsattest", args=[ren.pk]))

    client.post(reverse("kontroller:ta_tillbaka", args=[ren.pk]), {"skal-skal": "Rapporten ska rättas."})

    ren.refresh_from_db()
    assert (ren.status, ren.omgang) == (Status.KONTROLLERAD, 2)


# --- Originalet ---------------------------------------------------------------------------------------------------


def build_document() -> Dokument:
    return Dokument.objects.create(sha256="b" * 64, namn="faktura.xml", mime="application/xml", innehall=b"<Invoice/>")


def test_the_original_is_given_byte_for_byte_and_never_shown_by_the_browser(client):
    faktura = control(build_arende(dokument=build_document()).faktura)
    client.force_login(build_user("rut", Roll.REVISOR))

    svar = client.get(reverse("kontroller:original", args=[faktura.pk]))

    assert svar.content == b"<Invoice/>"
    assert svar["Content-Disposition"] == f'attachment; filename="original-{"b" * 12}.xml"'
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert Lasning.objects.get().objekt == "fakturor.dokument"


ORENT = [{"falt": "cbc:Note", "text": "Gäller Elsa Provberg"}]


def test_a_protected_document_is_only_for_those_who_assess_and_every_reading_is_logged(client):
    faktura = control(build_arende(dokument=build_document(), texter=ORENT).faktura)
    adresser = [reverse(f"kontroller:{namn}", args=[faktura.pk]) for namn in ("original", "skyddad_text")]

    client.force_login(build_user("rut", Roll.REVISOR))
    assert [client.get(adress).status_code for adress in adresser] == [403, 403]
    assert reverse("kontroller:original", args=[faktura.pk]) not in open_page(client, faktura).text

    hanna = build_handlaggare()
    client.force_login(hanna)
    assert [client.get(adress).status_code for adress in adresser] == [200, 200]
    assert Lasning.objects.filter(av=hanna, objekt="fakturor.dokument").count() == 2


def test_protected_text_is_read_on_its_own_page_and_nowhere_else(client):
    faktura = control(build_arende(dokument=build_document(), texter=ORENT).faktura)
    client.force_login(build_handlaggare())

    assert "Gäller Elsa Provberg" in client.get(reverse("kontroller:skyddad_text", args=[faktura.pk])).text
    assert "Elsa Provberg" not in open_page(client, faktura).text


def test_a_document_is_closed_until_a_control_has_found_it_clean(client):
    faktura = build_arende(dokument=build_document()).faktura
    client.force_login(build_user("rut", Roll.REVISOR))

    assert client.get(reverse("kontroller:original", args=[faktura.pk])).status_code == 403
    control(faktura)
    assert client.get(reverse("kontroller:original", args=[faktura.pk])).status_code == 200


@pytest.mark.parametrize(("nummer", "ord_"), [(BANKGIRO, "Bekräftat"), ("50501055", "Inte bekräftat")])
def test_the_payee_account_is_said_to_be_confirmed_or_not(client, nummer, ord_):
    faktura = control(build_arende(konton=[{"typ": "bankgiro", "nummer": nummer}]).faktura)
    client.force_login(build_handlaggare())

    assert f"</svg>{ord_}</span>" in open_page(client, faktura).text
