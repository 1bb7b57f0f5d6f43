from datetime import date

from kontroller.fakta import Anmarkning, Konto, RegistreratKonto
from kontroller.regel import Utfall
from kontroller.regler.konto_i_registret import konto_i_registret
from kontroller.tests.bygg import BANKGIRO, STOPP, build_anordnare, build_fakta, build_faktura, kr, plain

PLUSGIRO = Konto(typ="plusgiro", nummer="1234566")
ANMARKNING = Anmarkning(regel="BT-84", falt="PayeeFinancialAccount", text="Kontot kan inte läsas.", kontroll="B14")


def account(konto=BANKGIRO, *, fran=date(2014, 1, 1), tom=None, verifierat=True):
    return RegistreratKonto(konto=konto, fran=fran, tom=tom, verifierat=verifierat, andra_anordnare=0)


CONFIRMED = (account(),)


def asking(*konton, registered=CONFIRMED, **faktura):
    return build_fakta(faktura=build_faktura(konton=konton, **faktura), anordnare=build_anordnare(konton=registered))


def judge(fakta):
    return list(konto_i_registret(fakta, STOPP))


def test_the_confirmed_account_agrees():
    [fynd] = judge(asking(BANKGIRO))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text) == "Fakturan ber om betalning till bankgiro 5050-1055, anordnarens bekräftade konto."


def test_an_account_outside_the_register_is_found():
    [fynd] = judge(asking(PLUSGIRO))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Fakturan ber om betalning till plusgiro 12 34 56-6, som inte är anordnarens konto i registret."
    )
    assert fynd.matt == {"begarda_konton_antal": 1, "bekraftade_konton_antal": 1}
    assert fynd.kronor == kr("11360.00")


def test_the_same_digits_of_another_kind_are_another_account():
    assert [f.utfall for f in judge(asking(Konto(typ="plusgiro", nummer=BANKGIRO.nummer)))] == [Utfall.AVVIKELSE]


def test_an_account_that_nobody_has_confirmed_is_found():
    [fynd] = judge(asking(BANKGIRO, registered=(account(verifierat=False),)))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text).endswith("bankgiro 5050-1055, som finns i registret men inte är bekräftat.")


def test_a_confirmed_account_does_not_confirm_the_one_beside_it():
    [fynd] = judge(asking(PLUSGIRO, registered=(account(), account(PLUSGIRO, verifierat=False))))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text).endswith("plusgiro 12 34 56-6, som finns i registret men inte är bekräftat.")


def test_the_account_must_be_in_force_on_the_date_of_the_invoice():
    fakturadatum, dagen_fore = date(2015, 5, 4), date(2015, 5, 3)

    assert [f.utfall for f in judge(asking(BANKGIRO, registered=(account(tom=fakturadatum),)))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(asking(BANKGIRO, registered=(account(tom=dagen_fore),)))] == [Utfall.AVVIKELSE]


def test_without_a_date_the_newest_account_counts():
    konton = (account(tom=date(2015, 1, 31)), account(PLUSGIRO, fran=date(2015, 2, 1)))

    assert [f.utfall for f in judge(asking(PLUSGIRO, registered=konton, fakturadatum=None))] == [Utfall.GODKAND]
    assert [f.utfall for f in judge(asking(BANKGIRO, registered=konton, fakturadatum=None))] == [Utfall.AVVIKELSE]


def test_two_accounts_are_found_even_if_both_are_confirmed():
    [fynd] = judge(asking(BANKGIRO, PLUSGIRO, registered=(account(), account(PLUSGIRO))))

    assert fynd.utfall == Utfall.AVVIKELSE
    assert plain(fynd.text) == (
        "Fakturan anger två konton att betala till: bankgiro 5050-1055 och plusgiro 12 34 56-6."
    )


def test_the_same_account_twice_is_one():
    assert [f.utfall for f in judge(asking(BANKGIRO, BANKGIRO))] == [Utfall.GODKAND]


def test_no_account_asked_for_is_paid_to_the_register():
    assert [f.utfall for f in judge(asking())] == [Utfall.GODKAND]


def test_no_account_anywhere_is_not_judged():
    assert [f.utfall for f in judge(asking(registered=()))] == [Utfall.EJ_BEDOMD]
    assert [f.utfall for f in judge(asking(registered=(account(verifierat=False),)))] == [Utfall.EJ_BEDOMD]


def test_what_the_reader_of_the_file_noted_stops():
    [fynd] = judge(asking(BANKGIRO, anmarkningar=(ANMARKNING,)))

    assert (fynd.utfall, fynd.text) == (Utfall.AVVIKELSE, "Kontot kan inte läsas.")


def test_the_amount_is_questioned_once():
    fynd = judge(asking(PLUSGIRO, anmarkningar=(ANMARKNING,)))

    assert [f.kronor for f in fynd] == [kr("11360.00"), None]


def test_a_bank_account_is_not_written_out():
    [fynd] = judge(asking(Konto(typ="konto", nummer="8000/1234567")))

    assert (
        plain(fynd.text) == "Fakturan ber om betalning till ett bankkonto, som inte är anordnarens konto i registret."
    )


def test_an_unknown_provider_is_not_judged():
    assert [f.utfall for f in judge(build_fakta(anordnare=None))] == [Utfall.EJ_BEDOMD]
