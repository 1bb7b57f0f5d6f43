from datetime import date

from kontroller.fakta import Anmarkning, Konto, RegistreratKonto
from kontroller.regel import Utfall
from kontroller.regler.kontrollsiffra_och_konto import kontrollsiffra_och_konto
from kontroller.tests.bygg import BANKGIRO, VARNING, build_anordnare, build_fakta, build_faktura, plain

FEL_BANKGIRO = Konto(typ="bankgiro", nummer="50501056")


def registered(konto=BANKGIRO, **mer):
    varden = {"konto": konto, "fran": date(2014, 1, 1), "tom": None, "verifierat": True, "andra_anordnare": 0, **mer}
    return build_anordnare(konton=(RegistreratKonto(**varden),))


def judge(fakta):
    return list(kontrollsiffra_och_konto(fakta, VARNING))


def test_right_check_digits_and_an_account_of_ones_own_agree():
    [fynd] = judge(build_fakta())

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"konton_antal": 1}


def test_a_wrong_digit_in_the_orgnr_is_a_warning():
    [fynd] = judge(build_fakta(faktura=build_faktura(leverantor="5599004181")))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == "Kontrollsiffran i leverantörens organisationsnummer 559900-4181 stämmer inte."


def test_a_number_that_can_be_a_personnummer_is_not_written_out():
    [fynd] = judge(build_fakta(faktura=build_faktura(leverantor="9001019803")))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == "Kontrollsiffran i leverantörens organisationsnummer stämmer inte."


def test_a_pseudonym_has_no_check_digit():
    assert [f.utfall for f in judge(build_fakta(faktura=build_faktura(leverantor="EA00000001")))] == [Utfall.GODKAND]


def test_a_wrong_digit_in_the_bankgiro_asked_for_is_a_warning():
    [fynd] = judge(build_fakta(faktura=build_faktura(konton=(FEL_BANKGIRO,))))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == "Kontrollsiffran i bankgiro 5050-1056 stämmer inte."


def test_a_wrong_digit_in_the_register_is_a_warning_once():
    fakta = build_fakta(anordnare=registered(FEL_BANKGIRO), faktura=build_faktura(konton=(FEL_BANKGIRO,)))

    assert [f.utfall for f in judge(fakta)] == [Utfall.VARNING]


def test_a_wrong_digit_in_a_plusgiro_is_a_warning():
    [fynd] = judge(build_fakta(faktura=build_faktura(konton=(Konto(typ="plusgiro", nummer="1234567"),))))

    assert plain(fynd.text) == "Kontrollsiffran i plusgiro 12 34 56-7 stämmer inte."


def test_bank_accounts_have_no_check_digit_here():
    konto = Konto(typ="konto", nummer="8000/1234567")

    assert [f.utfall for f in judge(build_fakta(faktura=build_faktura(konton=(konto,))))] == [Utfall.GODKAND]


def test_an_account_at_two_providers_is_a_warning():
    [fynd] = judge(build_fakta(anordnare=registered(andra_anordnare=1)))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == ("Anordnarens konto, bankgiro 5050-1055, finns också hos 1 annan anordnare i registret.")
    assert fynd.matt == {"andra_anordnare_antal": 1}


def test_a_shared_bank_account_is_not_written_out():
    konto = Konto(typ="konto", nummer="8000/1234567")

    [fynd] = judge(build_fakta(anordnare=registered(konto, andra_anordnare=2)))

    assert plain(fynd.text) == "Anordnarens konto, ett bankkonto, finns också hos 2 andra anordnare i registret."


def test_a_closed_shared_account_counts_only_when_it_is_asked_for():
    anordnare = registered(andra_anordnare=1, tom=date(2014, 12, 31))
    inte_begart = build_fakta(anordnare=anordnare, faktura=build_faktura(konton=()))

    assert [f.utfall for f in judge(inte_begart)] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(build_fakta(anordnare=anordnare))] == [Utfall.VARNING]


def test_what_the_reader_of_the_file_noted_is_said():
    sedd = Anmarkning(
        regel="SE-R-008", falt="PayeeFinancialAccount/ID", text="Bankgirot har bokstäver.", kontroll="B13"
    )
    annan = Anmarkning(regel="BR-CO-15", falt="TaxInclusiveAmount", text="Summan är fel.", kontroll="G01")

    [fynd] = judge(build_fakta(faktura=build_faktura(anmarkningar=(sedd, annan))))

    assert (fynd.text, fynd.rader) == ("Bankgirot har bokstäver.", ("PayeeFinancialAccount/ID",))


def test_an_unknown_provider_is_still_checked():
    [fynd] = judge(build_fakta(anordnare=None, redovisningar=(), faktura=build_faktura(konton=(FEL_BANKGIRO,))))

    assert fynd.utfall == Utfall.VARNING
