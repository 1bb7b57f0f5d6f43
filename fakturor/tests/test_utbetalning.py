"""En utbetalningsomgång sätts ihop, frisläpps av en annan, och makuleras: genom tjänsterna."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from lxml import etree

from assistans.models import Handelse
from beslut.models import Jav, Konto
from fakturor.betalfiler.filsumma import count_orderfil, count_pain001
from fakturor.flode import Status
from fakturor.models import Betalfil, Betalning, Betalningspost, Faktura, Kreditering, Utbetalningsomgang
from fakturor.services.paying import PaymentRefused, cancel_round, create_round, fetch_file, release_round
from fakturor.tests.betalfiler.test_pain001 import schema
from fakturor.tests.bygg_utbetalning import (
    BETALDAG,
    SENARE,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,
    make_round,
    paid_out,
    release,
    status_of,
)
from fakturor.utbetalning import filer
from fakturor.utbetalning.betalbara import payable
from fakturor.utbetalning.filer import Fil, files_of
from tests.byggstenar import (
    BANKGIRO,
    NU,
    STOCKHOLM,
    build_anordnare,
    build_attestant,
    build_brukare,
    build_faktura,
    build_konto,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]

ANNAT_BANKGIRO = "52345671"
FRAGOR = 11


def why(faktura: Faktura, by=None) -> str:
    """Why the invoice is held back; "" when it would be paid."""
    underlag = payable(by=by or ekonom(), at=NU)
    return next((p.hinder for p in underlag.hallna if p.faktura.pk == faktura.pk), "")


# --- What can be paid ---------------------------------------------------------------------------------------------


def test_an_approved_invoice_is_a_payment_to_the_confirmed_account():
    faktura = build_godkand()

    underlag = payable(by=ekonom(), at=NU)

    [betalning] = underlag.betalningar
    assert (betalning.konto.nummer, betalning.belopp, betalning.meddelande) == (
        BANKGIRO,
        Decimal("22720.00"),
        "Faktura 4711",
    )
    assert (underlag.fakturor, underlag.summa, underlag.hallna) == ({faktura.pk}, Decimal("22720.00"), [])


@pytest.mark.parametrize("status", [Status.KONTROLLERAD, Status.GRANSKAD])
def test_an_invoice_that_is_not_approved_is_not_asked_about(status):
    anordnare = build_anordnare()
    build_konto(anordnare)
    bring_to(build_faktura(build_redovisning(build_brukare(), anordnare)), status)

    underlag = payable(by=ekonom(), at=NU)

    assert (underlag.betalningar, underlag.hallna) == ([], [])


def test_an_account_that_nobody_has_confirmed_is_not_paid_to():
    faktura = build_godkand()
    Konto.objects.update(upphort=NU)
    assert why(faktura) == "Mottagaren har inget konto i registret."

    build_konto(faktura.anordnare, ANNAT_BANKGIRO, forsta=False)

    assert why(faktura) == "Mottagarens konto är inte bekräftat av en andra person."


def test_an_invoice_that_asks_for_another_account_is_not_paid():
    faktura = build_godkand(konton=[{"typ": "bankgiro", "nummer": ANNAT_BANKGIRO}])

    assert why(faktura) == "Fakturan ber om betalning till ett annat konto än mottagarens bekräftade."


def test_an_account_confirmed_after_the_attests_is_not_paid_to():
    faktura = build_godkand(konton=[{"typ": "bankgiro", "nummer": ANNAT_BANKGIRO}])
    bekraftat = {"forsta": False, "verifierat": SENARE, "verifierat_av": ekonom("ingrid")}
    build_konto(faktura.anordnare, ANNAT_BANKGIRO, **bekraftat)

    assert why(faktura).startswith("Mottagarens konto har ändrats sedan fakturan attesterades.")


def test_an_invoice_without_an_account_is_paid_to_the_only_one_there_is():
    faktura = build_godkand(konton=[])
    assert why(faktura) == ""

    build_konto(faktura.anordnare, "1234567", typ="plusgiro")

    assert why(faktura) == "Fakturan anger inget konto, och mottagaren har flera bekräftade."


def test_a_part_of_an_ore_is_not_paid():
    faktura = build_godkand(timmar=1, pris=Decimal("284.005"))

    assert why(faktura) == "Beloppet 284,005\u00a0kr har delar av ett öre och kan inte betalas."


def test_whoever_has_attested_the_invoice_does_not_pay_it():
    faktura = build_godkand()

    assert why(faktura, by=build_attestant()).startswith("Du har attesterat fakturan.")


def test_whoever_has_entered_the_account_does_not_pay_to_it():
    karin = ekonom()
    build_konto(build_anordnare(), inlagt_av=karin)
    faktura = build_godkand()

    assert why(faktura, by=karin).startswith("Du har lagt in mottagarens konto.")
    assert why(faktura, by=ekonom("ingrid")) == ""


def test_whoever_has_an_interest_in_the_payee_does_not_pay_it():
    faktura, karin = build_godkand(), ekonom()
    Jav.objects.create(anvandare=karin, anordnare=faktura.anordnare, grund="annan", anmald=NU, anmald_av=karin)

    assert why(faktura, by=karin).startswith("Du har anmält jäv mot en part i fakturan.")
    assert why(faktura, by=ekonom("ingrid")) == ""


def test_an_attest_by_somebody_who_has_an_interest_since_is_given_anew():
    faktura, bo = build_godkand(), build_attestant()
    Jav.objects.create(anvandare=bo, anordnare=faktura.anordnare, grund="annan", anmald=NU, anmald_av=bo)

    assert why(faktura) == "Den som är jävig får inte attestera fakturan. Fakturan tas tillbaka och attesteras på nytt."


def test_an_invoice_in_a_prepared_round_is_not_put_in_another():
    faktura = build_godkand()
    omgang = make_round(faktura)

    assert why(faktura) == f"Fakturan står redan i omgång {omgang.nummer}."
    with pytest.raises(PaymentRefused, match="En\xa0faktura som du valde kan inte betalas"):
        make_round(faktura)


def test_a_name_or_character_that_no_bank_takes_is_told_before_anything_is_made():
    faktura = build_godkand(anordnare=build_anordnare(namn="Hjälp ☃ AB"))

    assert why(faktura) == "I mottagarens namn står tecken som bankerna inte tar emot: ☃."


def test_the_number_of_questions_does_not_depend_on_the_number_of_invoices(django_assert_num_queries):
    karin = ekonom()
    for nummer in range(2):
        build_godkand(f"A{nummer}")
    build_kredit()

    with django_assert_num_queries(FRAGOR):
        payable(by=karin, at=NU)
    for nummer in range(4):
        build_godkand(f"B{nummer}")
    with django_assert_num_queries(FRAGOR):
        assert payable(by=karin, at=NU).antal == 6


# --- The ids -------------------------------------------------------------------------------------------------------


def test_the_ids_in_the_files_begin_with_the_municipalitys_code_and_old_ones_are_known_still(settings):
    gammal = paid_out(build_godkand("1"))
    settings.KOMMUNKOD = "1980"
    ny = paid_out(build_godkand("2"))

    betalning = ny.betalningar.get()
    assert (ny.nummer, ny.order_id, betalning.kod) == ("2015-0002", "K1980-2015-0002", "K1980-2015-0002-0001")
    assert len(betalning.kod) <= 35
    fil = bytes(ny.filer.get(slag="pain001").innehall).decode()
    for falt in ("MsgId", "PmtInfId"):
        assert f"<{falt}>K1980-2015-0002</{falt}>" in fil
    assert "<EndToEndId>K1980-2015-0002-0001</EndToEndId>" in fil
    known = Utbetalningsomgang.objects.known_as
    assert (known("2015-0001").get(), known("K1980-2015-0002").get()) == (gammal, ny)
    assert not known("2015-0002").exists()


# --- Credits ------------------------------------------------------------------------------------------------------


def test_a_credit_lowers_the_payment_of_the_invoice_that_it_names():
    forsta, andra = build_godkand("1"), build_godkand("2", timmar=90)
    kredit = build_kredit(avser=["1"])

    omgang = make_round(forsta, andra, kredit)

    betalning = Betalning.objects.get(poster__faktura=forsta)
    assert set(betalning.poster.values_list("faktura", "belopp")) == {(forsta.pk, 22720), (kredit.pk, -1000)}
    assert (betalning.belopp, betalning.meddelande) == (Decimal(21720), "Faktura 1 minus kredit K-1")
    assert (omgang.antal, omgang.summa) == (2, Decimal(21720) + 90 * 284)


def test_a_recorded_crediting_says_what_a_credit_is_of():
    forsta, kredit = build_godkand("1"), build_kredit()
    build_godkand("2", timmar=90)
    Kreditering.objects.create(kredit=kredit, faktura=forsta, belopp=1000, av=ekonom(), tid=NU)

    underlag = payable(by=ekonom(), at=NU)

    assert {b.faktura.faktura.nummer: [k.faktura.nummer for k in b.krediter] for b in underlag.betalningar} == {
        "1": ["K-1"],
        "2": [],
    }


def test_a_credit_without_room_waits_and_is_not_in_the_round():
    faktura, kredit = build_godkand(), build_kredit(belopp=22720)

    assert why(kredit).startswith("Kreditfakturan är större än någon betalning till mottagaren.")
    omgang = make_round(faktura, kredit)

    assert (omgang.summa, status_of(kredit)) == (Decimal(22720), Status.GODKAND)
    assert not kredit.betalningsposter.exists()


def test_a_credit_goes_the_same_way_as_the_invoice_it_is_drawn_from():
    faktura, kredit = build_godkand(), build_kredit()

    paid_out(faktura, kredit)

    assert {status_of(faktura), status_of(kredit)} == {Status.I_UTBETALNING}


# --- The round ----------------------------------------------------------------------------------------------------


def test_rounds_are_numbered_by_year_without_gaps():
    forsta = make_round(build_godkand("1"))
    with pytest.raises(PaymentRefused):
        make_round()
    andra = make_round(build_godkand("2"))

    assert (forsta.nummer, andra.nummer) == ("2015-0001", "2015-0002")
    assert list(Betalning.objects.values_list("kod", flat=True)) == ["2015-0001-0001", "2015-0002-0001"]


def test_a_valid_ocr_is_paid_with_and_no_message():
    make_round(build_godkand(ocr="1234567897"))

    betalning = Betalning.objects.get()
    assert (betalning.ocr, betalning.meddelande) == ("1234567897", "")


@pytest.mark.parametrize(
    ("dag", "varfor"),
    [
        (date(2015, 6, 9), "Betalningsdagen har redan varit."),
        (date(2015, 9, 9), "Betalningsdagen är mer än 90 dagar bort."),
        (date(2015, 6, 13), "Den 13\xa0juni\xa02015 är ingen bankdag."),
    ],
)
def test_the_day_is_a_banking_day_to_come(dag, varfor):
    faktura = build_godkand()

    with pytest.raises(PaymentRefused, match=varfor):
        create_round(fakturor=[faktura.pk], betaldag=dag, by=ekonom(), at=NU)


def test_without_an_account_of_our_own_it_is_said_what_is_missing(settings):
    faktura, settings.BETALKONTO = build_godkand(), ""

    with pytest.raises(PaymentRefused, match="ASSISTANS_BETALKONTO"):
        make_round(faktura)


def test_an_account_of_our_own_that_is_wrong_makes_no_round(settings):
    faktura, settings.BETALKONTO = build_godkand(), "50501054"

    with pytest.raises(PaymentRefused, match="Avsändarens konto: Kontrollsiffran"):
        make_round(faktura)


def test_a_municipality_whose_finance_system_makes_the_bank_file_needs_no_account(settings):
    settings.BETALDIALEKT, settings.BETALKONTO, settings.BANK_BIC = "ingen", "", ""

    omgang = paid_out(build_godkand())

    assert [fil.slag for fil in omgang.filer.all()] == [Betalfil.Slag.ORDERFIL]


def test_others_put_no_payments_together():
    faktura = build_godkand()

    for roll in ("handlaggare", "administrativ_assistent", "beslutsattestant", "controller", "revisor"):
        with pytest.raises(PaymentRefused, match="Din roll får inte"):
            create_round(fakturor=[faktura.pk], betaldag=BETALDAG, by=build_user(f"x-{roll}", roll), at=NU)


# --- The release --------------------------------------------------------------------------------------------------


def test_the_release_writes_the_files_and_moves_every_invoice():
    faktura = build_godkand()

    omgang = paid_out(faktura)

    assert (omgang.status, status_of(faktura)) == (Utbetalningsomgang.Status.FRISLAPPT, Status.I_UTBETALNING)
    filer_ = {fil.slag: bytes(fil.innehall) for fil in omgang.filer.all()}
    for summa in (count_pain001(filer_["pain001"]), count_orderfil(filer_["orderfil"])):
        assert summa.gar_ihop
        assert (summa.id, summa.betalningar) == ("2015-0001", (("2015-0001-0001", Decimal("22720.00")),))
    assert all(fil.sha256 == hashlib.sha256(bytes(fil.innehall)).hexdigest() for fil in omgang.filer.all())
    assert Handelse.objects.filter(typ="faktura.i_utbetalning", objekt_id=faktura.pk).count() == 1


@pytest.mark.parametrize("dialekt", ["svensk_03", "svensk_09"])
def test_the_file_to_the_bank_is_accepted_by_the_schema_and_sums_to_the_round(settings, dialekt):
    settings.BETALDIALEKT = dialekt
    annan = build_anordnare("5599010013", "Ärlig & Öppen Omsorg ek. för.")
    build_konto(annan, "9990/0415415", typ="konto")
    fakturor = build_godkand("1"), build_kredit(), build_godkand("2", ocr="1234567897")
    omgang = paid_out(*fakturor, build_i_bank("3", annan))

    innehall = bytes(omgang.filer.get(slag="pain001").innehall)

    schema(dialekt[-2:]).assertValid(etree.fromstring(innehall))
    summa = count_pain001(innehall)
    assert summa.gar_ihop
    assert (summa.antal, summa.summa) == (omgang.antal, omgang.summa) == (3, Decimal(3 * 22720 - 1000))


@pytest.mark.parametrize("skrivare", ["write_pain001", "write_orderfil"])
def test_a_file_that_pays_something_else_than_the_round_is_never_released(monkeypatch, skrivare):
    skriv = getattr(filer, skrivare)

    def write_without_the_last(order, *dialekt):
        return skriv(replace(order, uppdrag=order.uppdrag[:-1]), *dialekt)

    monkeypatch.setattr(filer, skrivare, write_without_the_last)
    omgang = make_round(build_godkand("1"), build_godkand("2"))

    with pytest.raises(PaymentRefused, match="Filens betalningar är inte omgångens"):
        release(omgang)
    assert not omgang.filer.exists()


def build_i_bank(nummer: str, anordnare) -> Faktura:
    """An approved invoice of somebody who is paid to a bank account."""
    redovisning = build_redovisning(build_brukare(), anordnare)
    return bring_to(build_faktura(redovisning, nummer=nummer, konton=[]), Status.GODKAND)


def test_the_same_round_gives_the_same_bytes(monkeypatch):
    omgang = paid_out(build_godkand("1"), build_godkand("2"), build_kredit())
    skrivna = {fil.slag: bytes(fil.innehall) for fil in omgang.filer.all()}
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 1, 1, tzinfo=STOCKHOLM))

    igen = files_of(Utbetalningsomgang.objects.get(pk=omgang.pk))

    assert {fil.slag: fil.innehall for fil in igen} == skrivna


def test_whoever_put_the_round_together_does_not_release_it():
    omgang = make_round(build_godkand())

    with pytest.raises(PaymentRefused, match="Den som har satt ihop en omgång frisläpper den inte"):
        release(omgang, by=ekonom())


def test_whoever_attested_an_invoice_in_the_round_does_not_release_it():
    omgang, bo = make_round(build_godkand()), build_attestant()
    bo.roller = [*bo.roller, "ekonom"]
    bo.save()

    with pytest.raises(PaymentRefused, match="Du har attesterat fakturan"):
        release(omgang, by=bo)


def test_an_account_that_ends_after_the_round_is_made_holds_the_whole_round():
    faktura = build_godkand()
    omgang = make_round(faktura, build_godkand("2"))
    Konto.objects.update(upphort=NU)

    with pytest.raises(PaymentRefused, match="Två\xa0betalningar går inte att lämna"):
        release(omgang)
    assert not Betalfil.objects.exists()


def test_an_invoice_that_went_back_holds_the_round():
    faktura = build_godkand()
    omgang = make_round(faktura)
    Faktura.objects.filter(pk=faktura.pk).update(status=Status.MOTTAGEN, omgang=2)

    with pytest.raises(PaymentRefused, match="Fakturan är mottagen och inte godkänd för betalning"):
        release(omgang)


def test_a_round_whose_day_has_passed_is_not_released():
    omgang, ingrid = make_round(build_godkand()), ekonom("ingrid")

    with pytest.raises(PaymentRefused, match="Betalningsdagen har passerat"):
        release_round(omgang=omgang, by=ingrid, at=NU + timedelta(days=3))


def test_a_round_is_released_once():
    omgang = paid_out(build_godkand())

    with pytest.raises(PaymentRefused, match="Omgången är redan frisläppt"):
        release(omgang)
    assert omgang.filer.count() == 2


def test_another_account_of_our_own_than_the_round_was_made_with_is_told(settings):
    omgang = make_round(build_godkand())
    settings.BETALKONTO = "50501006"

    with pytest.raises(PaymentRefused, match="Kommunens konto har ändrats"):
        release(omgang)


def test_a_file_more_is_written_with_the_others_and_holds_the_release_when_it_cannot(monkeypatch):
    def write_more(omgang):
        yield Fil(Betalfil.Slag.KONTERING, f"{omgang.nummer}-kontering.csv", b"konto;belopp")

    monkeypatch.setattr(filer, "SKRIVARE", [*filer.SKRIVARE, write_more])

    omgang = paid_out(build_godkand())

    assert bytes(omgang.filer.get(slag="kontering").innehall) == b"konto;belopp"

    def refuse(omgang):
        raise filer.FilesRefused("Konteringen saknar konto för form D.")

    faktura = build_godkand("2")
    omgang = make_round(faktura)
    monkeypatch.setattr(filer, "SKRIVARE", [*filer.SKRIVARE[:1], refuse])
    with pytest.raises(PaymentRefused, match="Konteringen saknar konto"):
        release(omgang)
    assert (omgang.filer.count(), status_of(faktura)) == (0, Status.GODKAND)


# --- Cancelling and fetching --------------------------------------------------------------------------------------


def test_a_cancelled_round_frees_its_invoices_for_another():
    faktura = build_godkand()
    omgang = make_round(faktura)

    cancel_round(omgang=omgang, skal="Fel betalningsdag.", by=ekonom(), at=NU)

    assert not Betalningspost.objects.filter(upphord__isnull=True).exists()
    assert paid_out(faktura).nummer == "2015-0002"


def test_a_round_is_not_cancelled_without_a_reason_or_after_its_release():
    omgang = make_round(build_godkand())
    with pytest.raises(PaymentRefused, match="Skriv varför"):
        cancel_round(omgang=omgang, skal=" ", by=ekonom(), at=NU)
    release(omgang)

    with pytest.raises(PaymentRefused, match="är frisläppt och kan inte makuleras"):
        cancel_round(omgang=omgang, skal="Ångrade mig.", by=ekonom(), at=NU)


def test_what_is_fetched_is_what_was_written_and_the_fetching_is_noted():
    omgang = paid_out(build_godkand())
    fil = omgang.filer.get(slag="pain001")

    assert fetch_file(fil=fil, by=ekonom(), at=NU) == bytes(fil.innehall)

    handelse = Handelse.objects.get(typ="utbetalning.fil_hamtad")
    assert handelse.uppgifter == {"slag": "pain001", "sha256": fil.sha256}
    with pytest.raises(PaymentRefused, match="får inte hämta"):
        fetch_file(fil=fil, by=build_user("johan", "handlaggare"), at=NU)
