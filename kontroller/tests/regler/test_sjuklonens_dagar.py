from datetime import date, timedelta

from kontroller.regel import Utfall, Villkor
from kontroller.regler.sjuklonens_dagar import sjuklonens_dagar
from kontroller.tests.bygg import VARNING, kr, plain
from kontroller.tests.bygg_sjuklon import DAGAR, build_sjukpass, build_styrkande, with_claim

STANDARD = Villkor(VARNING.allvar, {"hogst_dagar": 14, "intyg_fran_dag": 8, "samma_period_dagar": 5})
INGET = Villkor(VARNING.allvar, {"hogst_dagar": 0, "intyg_fran_dag": 0, "samma_period_dagar": 0})


def find(villkor=STANDARD, **mer):
    return list(sjuklonens_dagar(with_claim(**mer), villkor))


def begun(dagar: int, **mer):
    """A claim of two days whose period began so many days before the last of them."""
    return {"periodens_borjan": DAGAR[1] - timedelta(days=dagar), "intyg_fran": DAGAR[0], "intyg_tom": DAGAR[1], **mer}


def test_days_within_the_limit_with_what_proves_them_agree():
    [fynd] = find()

    assert fynd.utfall == Utfall.GODKAND


def test_the_last_day_that_counts_passes_and_the_day_after_is_told():
    [fynd] = find(**begun(13))
    [varning] = find(**begun(14))

    assert fynd.utfall == Utfall.GODKAND
    assert (varning.utfall, varning.kronor) == (Utfall.VARNING, kr("902.00"))
    assert plain(varning.text) == (
        "1 pass den 10 april 2015 ligger efter de 14 dagar av sjukperioden som regelverket räknar, till och med "
        "9 april 2015."
    )


def test_a_certificate_is_asked_for_from_its_day_and_not_before():
    utan = {"intyg_fran": None, "intyg_tom": None}

    [fore] = find(**begun(6, **utan))
    [fran] = find(**begun(7, **utan))
    [tacker_inte] = find(**begun(7, intyg_tom=DAGAR[0]))

    assert fore.utfall == Utfall.GODKAND
    assert plain(fran.text) == (
        "1 pass den 10 april 2015 täcks inte av något läkarintyg. Regelverket begär det från dag 8, 10 april 2015."
    )
    assert tacker_inte.utfall == Utfall.VARNING


def test_a_claim_of_the_first_day_states_a_deduction():
    [fynd] = find(karensavdrag=None)
    [senare] = find(karensavdrag=None, periodens_borjan=date(2015, 4, 8))

    assert fynd.utfall == Utfall.VARNING
    assert plain(fynd.text) == "Ansökan gäller sjukperiodens första dag, 9 april 2015, och anger inget karensavdrag."
    assert senare.utfall == Utfall.GODKAND


def test_a_new_absence_soon_after_an_earlier_one_is_told():
    [inom] = find(tidigare_tom=DAGAR[0] - timedelta(days=6))
    [efter] = find(tidigare_tom=DAGAR[0] - timedelta(days=7))

    assert plain(inom.text).startswith("Sjukperioden börjar 9 april 2015, 5 dagar efter en tidigare ansökans sista dag")
    assert efter.utfall == Utfall.GODKAND


def test_a_notice_of_illness_that_nobody_has_stated_is_told():
    [fynd] = find(anmald=None)

    assert fynd.text == "Det är inte angivet när sjukanmälan undertecknades."


def test_zero_tries_nothing_of_what_the_rule_set_leaves_out():
    utan = begun(40, intyg_fran=None, intyg_tom=None, tidigare_tom=DAGAR[0] - timedelta(days=40))

    assert [f.utfall for f in find(INGET, **utan)] == [Utfall.GODKAND]


def test_a_claim_without_shifts_is_not_judged():
    assert [f.utfall for f in find(sjukpass=())] == [Utfall.EJ_BEDOMD]


def test_every_shift_outside_is_pointed_out():
    [fynd] = find(**begun(20), sjukpass=(build_sjukpass(DAGAR[0]), build_sjukpass(DAGAR[1])))

    assert fynd.rader == ("sjukpass 2015-04-09 08:00–16:00", "sjukpass 2015-04-10 08:00–16:00")


def test_a_certificate_without_a_last_day_covers_nothing():
    [fynd] = find(**begun(7, intyg_tom=None))

    assert fynd.utfall == Utfall.VARNING
    assert "täcks inte av något läkarintyg" in plain(fynd.text)


# --- Handlingarna -------------------------------------------------------------------------------------------------


def test_a_certificate_that_is_stated_but_not_there_leaves_its_days_unjudged():
    [utan] = find(**begun(7), handlingar=build_styrkande("sjukanmalan", "lonespecifikation"))
    [med] = find(**begun(7), handlingar=build_styrkande("sjukanmalan", "lakarintyg"))

    assert (utan.utfall, utan.kronor) == (Utfall.EJ_BEDOMD, kr("902.00"))
    assert plain(utan.text) == (
        "Läkarintyget som ska täcka 1 pass den 10 april 2015 ligger inte bland ansökans handlingar."
    )
    assert utan.rader == ("sjukpass 2015-04-10 08:00–16:00",)
    assert med.utfall == Utfall.GODKAND
    assert plain(med.text).endswith("Bland handlingarna finns sjukanmälan och läkarintyg.")


def test_days_that_no_certificate_covers_are_not_judged_when_the_documents_are_known():
    [fynd] = find(**begun(7, intyg_fran=None, intyg_tom=None), handlingar=build_styrkande("sjukanmalan", "lakarintyg"))

    assert fynd.utfall == Utfall.EJ_BEDOMD
    assert "täcks inte av något läkarintyg" in plain(fynd.text)


def test_the_day_before_a_certificate_is_asked_for_needs_none():
    [fynd] = find(**begun(6), handlingar=build_styrkande("sjukanmalan"))

    assert fynd.utfall == Utfall.GODKAND
    assert plain(fynd.text).endswith("Bland handlingarna finns sjukanmälan.")


def test_a_notice_of_illness_that_is_not_there_warns_where_the_rule_set_asks_for_it():
    inga = build_styrkande()
    kravs_inte = Villkor(VARNING.allvar, {**STANDARD.parametrar, "krav_sjukanmalan": False})

    [fynd] = find(handlingar=inga)
    [utan_krav] = find(kravs_inte, handlingar=inga)
    [osagd] = find(anmald=None, handlingar=inga)

    assert (fynd.utfall, fynd.text) == (
        Utfall.VARNING,
        "Sjukanmälan ligger inte bland ansökans handlingar.",
    )
    assert utan_krav.utfall == Utfall.GODKAND
    assert "handlingarna" not in utan_krav.text
    assert osagd.text == "Det är inte angivet när sjukanmälan undertecknades."


def test_facts_from_before_the_documents_were_read_are_judged_as_then():
    [fynd] = find(**begun(7, intyg_tom=DAGAR[0]))

    assert fynd.utfall == Utfall.VARNING
