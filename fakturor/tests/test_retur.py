"""Pengar som kommer tillbaka efter att betalningen var utförd: ett nytt faktum, och fakturan betalas på nytt."""

from datetime import date
from decimal import Decimal

import pytest

from fakturor.flode import Status
from fakturor.models import (
    Beskedsfil,
    Betalbesked,
    Betalning,
    Betalningspost,
    Betalningsretur,
    Faktura,
    Returbeslut,
)
from fakturor.services.crediting import link_credit
from fakturor.services.returning import EN_DEL, KREDITERAD, ReturnRefused, decide_return, note_return
from fakturor.services.settling import AnswerRefused, apply_answers, read_answers, receive_answers
from fakturor.sidor.utbetalningar import payment_of, rejected_and_waiting, returns_to_settle
from fakturor.tests.betalfiler.bygg_besked import build_camt054, entry, part
from fakturor.tests.bygg_utbetalning import (
    SENARE,
    build_godkand,
    build_kredit,
    ekonom,
    kommunens_konto,
    paid_out,
    status_of,
)
from tests.byggstenar import build_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kommunens_konto")]
__all__ = ["kommunens_konto"]

KOD, HELA = "2015-0001-0001", "22720.00"
I_DAG = date(2015, 6, 11)


def back(kod: str = KOD, belopp: str = HELA, *, skal: str = "AM09", dag: str = "2015-06-12") -> bytes:
    """A camt.054 that says that so much of a payment has come back."""
    return build_camt054(entry(part(kod, belopp=belopp, skal=skal, order=""), riktning="CRDT", dag=dag))


def gone(*koder: str, belopp: str = HELA) -> bytes:
    return build_camt054(*(entry(part(kod, belopp=belopp, order="")) for kod in koder))


def both_ways(tillbaka: str) -> list[str]:
    """A payment that is booked, and that so much of comes back, in the same notice."""
    retur = part(KOD, belopp=tillbaka, skal="AM09", order="")
    return [entry(part(KOD, belopp=HELA, order="")), entry(retur, riktning="CRDT")]


def receive(innehall: bytes, namn: str = "avi.xml") -> Beskedsfil:
    return receive_answers(namn=namn, innehall=innehall, by=ekonom(), at=SENARE)


def apply(innehall: bytes, namn: str = "avi.xml"):
    return apply_answers(fil=receive(innehall, namn), by=ekonom(), at=SENARE)


def executed(*fakturor: Faktura, belopp: str = HELA) -> None:
    """A round whose first payment has been executed."""
    paid_out(*fakturor)
    apply(gone(KOD, belopp=belopp))


def test_a_payment_that_comes_back_whole_opens_its_invoice_and_leaves_what_the_bank_said_before():
    faktura = build_godkand()
    executed(faktura)
    assert status_of(faktura) == Status.UTBETALD

    apply(back())

    retur = Betalningsretur.objects.get()
    assert (retur.belopp, retur.datum, retur.skal_kod, retur.oppnar) == (
        Decimal(HELA),
        date(2015, 6, 12),
        "AM09",
        True,
    )
    assert retur.fil == Beskedsfil.objects.first()
    assert Betalbesked.objects.get().utfall == "utford"
    assert status_of(faktura) == Status.GODKAND
    assert not Betalningspost.objects.filter(upphord__isnull=True).exists()


def test_it_is_paid_again_by_a_new_id_and_once():
    faktura = build_godkand()
    executed(faktura)
    apply(back())

    paid_out(faktura)
    apply(gone("2015-0002-0001"))

    assert status_of(faktura) == Status.UTBETALD
    assert list(Betalning.objects.values_list("kod", flat=True)) == [KOD, "2015-0002-0001"]
    assert rejected_and_waiting(ekonom()) == []
    assert payment_of(Faktura.objects.get()).retur is None


def test_the_credit_that_was_drawn_comes_back_with_its_invoice():
    faktura, kredit = build_godkand(), build_kredit()
    executed(faktura, kredit, belopp="21720.00")

    apply(back(belopp="21720.00"))

    assert {status_of(faktura), status_of(kredit)} == {Status.GODKAND}


def test_the_same_return_in_the_same_file_or_another_changes_nothing():
    executed(build_godkand())
    fil = receive(back())
    apply_answers(fil=fil, by=ekonom(), at=SENARE)

    with pytest.raises(AnswerRefused, match="Filen är redan uppladdad"):
        receive(back())
    with pytest.raises(AnswerRefused, match="Filen har inga nya besked"):
        apply_answers(fil=fil, by=ekonom(), at=SENARE)
    lasning = read_answers(receive(back(dag="2015-06-15"), "en-till.xml"))

    assert (lasning.nya, lasning.kanda, lasning.anmarkningar) == ([], 1, [])
    assert Betalningsretur.objects.count() == 1


def test_a_debit_and_its_return_in_the_same_file_is_a_payment_that_was_never_made():
    faktura = build_godkand()
    paid_out(faktura)

    apply(build_camt054(*both_ways(HELA)))

    assert (Betalbesked.objects.get().utfall, status_of(faktura)) == ("avvisad", Status.GODKAND)
    assert not Betalningsretur.objects.exists()


def test_our_own_table_tells_of_a_return_too():
    faktura = build_godkand()
    executed(faktura)

    apply(f"id;utfall;belopp;datum;skal_kod;skal\r\n{KOD};Retur;22720;12 juni 2015;am09;\r\n".encode(), "r.csv")

    assert (Betalningsretur.objects.get().skal_kod, status_of(faktura)) == ("AM09", Status.GODKAND)


# --- A part ---------------------------------------------------------------------------------------------------------


def test_a_part_that_comes_back_opens_nothing_and_waits_for_a_person():
    faktura = build_godkand()
    executed(faktura)

    fil = receive(back(belopp="300.00"))
    [svar] = read_answers(fil).nya
    apply_answers(fil=fil, by=ekonom(), at=SENARE)

    assert svar.retur.stangd == EN_DEL
    retur = Betalningsretur.objects.get()
    assert (retur.belopp, retur.oppnar, status_of(faktura)) == (Decimal(300), False, Status.UTBETALD)
    assert returns_to_settle(ekonom()) == [retur]
    assert payment_of(faktura_now(faktura)).retur == retur


def test_a_part_that_comes_back_in_the_file_of_the_payment_itself_is_told_apart():
    faktura = build_godkand()
    paid_out(faktura)

    apply(build_camt054(*both_ways("300.00")))

    assert (Betalbesked.objects.get().utfall, status_of(faktura)) == ("utford", Status.UTBETALD)
    assert Betalningsretur.objects.get().belopp == 300


def test_a_part_of_a_payment_that_nobody_has_executed_is_told_and_left():
    paid_out(build_godkand())

    lasning = read_answers(receive(back(belopp="300.00")))

    assert lasning.nya == []
    assert "har inte sagt att den är utförd" in lasning.anmarkningar[0]


def test_the_same_part_on_another_day_and_more_than_is_left_are_told_and_left():
    executed(build_godkand())
    apply(back(belopp="300.00"))

    igen = read_answers(receive(back(belopp="300.00", dag="2015-06-15"), "igen.xml"))
    for_mycket = read_answers(receive(back(belopp="22500.00"), "mycket.xml"))

    assert igen.nya == for_mycket.nya == []
    assert "Utred med banken om det är samma pengar." in igen.anmarkningar[0]
    assert "är mer än betalningen" in for_mycket.anmarkningar[0]


def test_what_is_decided_of_a_part_is_kept_and_once():
    executed(build_godkand())
    apply(back(belopp="300.00"))
    retur = Betalningsretur.objects.get()

    decide_return(retur=retur, utfall="behalls", skal="Priset var för högt.", by=ekonom(), at=SENARE)

    assert Returbeslut.objects.get().get_utfall_display() == "Kommunen behåller beloppet"
    assert returns_to_settle(ekonom()) == []
    with pytest.raises(ReturnRefused, match="redan avgjort"):
        decide_return(retur=retur, utfall="rattat", skal="Nej.", by=ekonom(), at=SENARE)


@pytest.mark.parametrize(
    ("vem", "skal", "varfor"),
    [
        (lambda: ekonom("ingrid"), "Skäl.", "Den som har frisläppt omgången"),
        (lambda: build_user("eva", "controller"), "Skäl.", "Din roll får inte"),
        (ekonom, " ", "Skriv ett skäl."),
        (ekonom, "Elsa Provberg ringde.", "Skriv inget namn"),
    ],
)
def test_a_part_is_decided_by_another_with_a_reason(vem, skal, varfor):
    executed(build_godkand())
    apply(back(belopp="300.00"))

    with pytest.raises(ReturnRefused, match=varfor):
        decide_return(retur=Betalningsretur.objects.get(), utfall="behalls", skal=skal, by=vem(), at=SENARE)


def test_a_whole_payment_with_a_credited_invoice_is_left_to_a_person():
    faktura = build_godkand()
    executed(faktura)
    make_credited(faktura)

    fil = receive(back())
    [svar] = read_answers(fil).nya
    apply_answers(fil=fil, by=ekonom(), at=SENARE)

    assert svar.retur.stangd == KREDITERAD
    assert (status_of(faktura), Betalningsretur.objects.get().oppnar) == (Status.KREDITERAD, False)


# --- By hand --------------------------------------------------------------------------------------------------------


def note(**andrat) -> Betalningsretur:
    varden = {"belopp": Decimal(HELA), "datum": date(2015, 6, 12), "skal": "Kontoutdraget.", "by": ekonom()} | andrat
    return note_return(betalning=Betalning.objects.get(), at=SENARE.replace(day=15), **varden)


def test_a_return_can_be_noted_by_hand_once():
    faktura = build_godkand()
    executed(faktura)

    assert note(skal_kod="AM09").oppnar

    assert status_of(faktura) == Status.GODKAND
    with pytest.raises(ReturnRefused, match="redan antecknad"):
        note()


@pytest.mark.parametrize(
    ("andrat", "varfor"),
    [
        ({"belopp": Decimal("22720.01")}, "Mer kan inte komma tillbaka"),
        ({"datum": I_DAG}, "Dagen ska ligga mellan"),
        ({"datum": date(2015, 6, 16)}, "Dagen ska ligga mellan"),
        ({"skal": ""}, "Skriv ett skäl."),
    ],
)
def test_a_note_of_a_return_says_how_much_when_and_how_it_is_known(andrat, varfor):
    executed(build_godkand())

    with pytest.raises(ReturnRefused, match=varfor):
        note(**andrat)


def test_whoever_released_it_and_those_without_the_right_note_no_return():
    executed(build_godkand())

    with pytest.raises(ReturnRefused, match="Den som har frisläppt omgången"):
        note(by=ekonom("ingrid"))
    with pytest.raises(ReturnRefused, match="Din roll får inte"):
        note(by=build_user("eva", "controller"))


def test_only_what_the_bank_has_executed_comes_back_by_hand():
    paid_out(build_godkand())

    with pytest.raises(ReturnRefused, match="Bara en betalning som banken har utfört"):
        note()


def test_the_number_of_questions_about_returns_does_not_depend_on_how_many_they_are(django_assert_max_num_queries):
    paid_out(*(build_godkand(f"A{n}") for n in range(4)))
    koder = [f"2015-0001-000{n}" for n in range(1, 5)]
    apply(gone(*koder))
    fil = receive(
        build_camt054(*(entry(part(kod, belopp=HELA, skal="AM09", order=""), riktning="CRDT") for kod in koder))
    )

    with django_assert_max_num_queries(4):
        assert len(read_answers(fil).nya) == 4


def faktura_now(faktura: Faktura) -> Faktura:
    return Faktura.objects.get(pk=faktura.pk)


def make_credited(faktura: Faktura) -> None:
    """The paid invoice credited in its entirety, by a credit that is drawn from another payment."""
    kredit, annan = build_kredit("K-9", 22720), build_godkand("9", timmar=1, pris=Decimal(30000))
    annika = build_user("annika", "administrativ_assistent")
    link_credit(kredit=kredit, faktura=faktura_now(faktura), by=annika, at=SENARE)
    paid_out(annan, kredit)
    apply(gone("2015-0002-0001", belopp="7280.00"), "k.xml")
