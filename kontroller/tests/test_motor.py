from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kontroller.motor import (
    OkandRegel,
    Regelverk,
    Regelverksrad,
    is_hint,
    judge,
    performance_day,
    result_of,
)
from kontroller.regel import (
    REGLER,
    Allvar,
    Regel,
    Utfall,
    Villkor,
    hint,
    not_applicable,
    not_judged,
    ok,
    regel,
    stop,
    warn,
)
from kontroller.regler import load_rules
from kontroller.tests.bygg import (
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_redovisning,
    build_summor,
    kr,
)
from kontroller.tests.bygg_sjuklon import with_claim


def rule(*fynd, kod="X01", version=1, **mer):
    """A rule that always finds the same."""
    varden = {
        "kod": kod,
        "version": version,
        "rubrik": "Prov",
        "lagrum": ((date(1994, 1, 1), "9 § 2 LSS"),),
        "allvar": Allvar.STOPP,
        "forklaring": "Prov.",
        "granska": lambda fakta, villkor: iter(fynd),
        "kraver_redovisning": True,
        "galler_kredit": False,
        "i_bruk": True,
        "standard": {},
        **mer,
    }
    return Regel(**varden)


def judge_by(*regler, fakta=None, **rad):
    """The verdicts of these rules, all of them in use unless `rad` says otherwise."""
    rader = tuple(Regelverksrad(**{"kod": r.kod, "version": r.version, "allvar": r.allvar, **rad}) for r in regler)
    return judge(fakta or build_fakta(), Regelverk(version="1", rader=rader), {(r.kod, r.version): r for r in regler})


# A claim of sick pay


def test_a_rule_looks_at_a_claim_of_sick_pay_only_when_it_says_so():
    [inte, ocksa] = judge_by(
        rule(stop("a"), kod="X01"), rule(stop("a"), kod="X02", galler_sjuklon=True), fakta=with_claim()
    ).verdikt

    assert (inte.utfall, inte.text) == (Utfall.EJ_TILLAMPLIG, "Kontrollen gäller inte sjuklöneansökningar.")
    assert ocksa.utfall == Utfall.AVVIKELSE


def test_a_line_without_a_dossier_says_what_is_missing_on_an_invoice_and_on_a_claim():
    faktura = build_faktura(rader=(build_fakturarad(redovisning=None),))
    ansokan = with_claim()
    utan = replace(ansokan.faktura, rader=tuple(replace(rad, redovisning=None) for rad in ansokan.faktura.rader))

    [pa_faktura] = judge_by(rule(ok("a")), fakta=build_fakta(faktura=faktura)).verdikt
    [pa_ansokan] = judge_by(rule(ok("a"), galler_sjuklon=True), fakta=replace(ansokan, faktura=utan)).verdikt

    assert pa_faktura.text == (
        "Fakturarad 1 hör inte till någon känd person och månad, så kontrollen kan inte göras för den."
    )
    assert pa_ansokan.text == "Ingen vikaries tid hos anordnaren möter passen, så kontrollen kan inte göras."


# The verdict of a rule


@pytest.mark.parametrize(
    ("fynd", "utfall"),
    [
        ((ok("a"), stop("b"), warn("c"), not_judged("d"), not_applicable("e")), Utfall.AVVIKELSE),
        ((ok("a"), warn("c"), not_judged("d"), not_applicable("e")), Utfall.EJ_BEDOMD),
        ((not_applicable("e"), ok("a"), warn("c")), Utfall.VARNING),
        ((not_applicable("e"), ok("a")), Utfall.GODKAND),
        ((not_applicable("e"),), Utfall.EJ_TILLAMPLIG),
    ],
)
def test_the_worst_finding_is_the_verdict(fynd, utfall):
    [verdikt] = judge_by(rule(*fynd)).verdikt

    assert verdikt.utfall == utfall
    assert verdikt.fynd == fynd


def test_only_the_weighing_findings_are_said_pointed_at_and_priced():
    fynd = (
        stop("Ett.", rader=("rad a", "rad b"), kronor=kr("10.50")),
        stop("Två.", rader=("rad b",), kronor=kr("2.00")),
        warn("Annat.", rader=("rad c",), kronor=kr("900.00")),
        ok("Bra."),
    )

    [verdikt] = judge_by(rule(*fynd)).verdikt

    assert verdikt.text == "Ett. Två."
    assert verdikt.rader == ["rad a", "rad b"]
    assert verdikt.kronor == kr("12.50")


def test_without_any_amount_none_is_told():
    [verdikt] = judge_by(rule(stop("Ett."))).verdikt

    assert verdikt.kronor is None


def test_the_same_sentence_is_said_once_and_more_than_three_are_counted():
    fynd = [stop(f"Mening {n}.") for n in (1, 1, 2, 3, 4, 5)]

    [verdikt] = judge_by(rule(*fynd)).verdikt

    assert verdikt.text == "Mening 1. Mening 2. Mening 3. Samma sak gäller 2 till."


def test_three_sentences_are_said_in_full():
    [verdikt] = judge_by(rule(stop("Ett."), stop("Två."), stop("Tre."))).verdikt

    assert verdikt.text == "Ett. Två. Tre."


def test_silence_stops():
    dom = judge_by(rule())

    assert dom.verdikt[0].utfall == Utfall.EJ_BEDOMD
    assert dom.verdikt[0].text == "Kontrollen gav inget svar."
    assert dom.resultat == "stoppad"


def test_a_control_not_in_use_is_counted_and_never_asked():
    def asked(fakta, villkor):
        raise AssertionError("a rule that is not in use was run")

    dom = judge_by(rule(granska=asked), i_bruk=False)

    assert dom.verdikt[0].utfall == Utfall.EJ_TILLAMPLIG
    assert dom.verdikt[0].text == "Kontrollen är ej i bruk."
    assert dom.verdikt[0].i_bruk is False
    assert dom.resultat == "ren"


def test_a_control_after_one_that_is_not_in_use_is_judged():
    ur_bruk, i_bruk = rule(stop("a"), kod="X01"), rule(stop("b"), kod="X02")
    rader = (
        Regelverksrad(kod="X01", version=1, allvar=Allvar.STOPP, i_bruk=False),
        Regelverksrad(kod="X02", version=1, allvar=Allvar.STOPP),
    )

    dom = judge(build_fakta(), Regelverk(version="1", rader=rader), {("X01", 1): ur_bruk, ("X02", 1): i_bruk})

    assert [(v.regel, v.utfall, v.i_bruk) for v in dom.verdikt] == [
        ("X01", Utfall.EJ_TILLAMPLIG, False),
        ("X02", Utfall.AVVIKELSE, True),
    ]


def test_what_a_control_stops_may_be_accepted_unless_the_rule_set_says_not():
    assert Regelverksrad(kod="X01", version=1, allvar=Allvar.STOPP).far_undantas is True
    assert rule().far_undantas is True


def test_the_parameters_of_the_rule_set_stand_before_the_defaults():
    def told(fakta, villkor: Villkor):
        yield ok(f"{villkor.allvar} {villkor.number('dagar')} {villkor.number('manader')}")

    en_regel = rule(granska=told, standard={"dagar": 14, "manader": 2})

    [verdikt] = judge_by(en_regel, allvar=Allvar.VARNING, parametrar={"dagar": 21}).verdikt

    assert verdikt.text == "V 21 2"


def test_a_parameter_that_is_missing_or_no_number_is_refused():
    villkor = Villkor(Allvar.STOPP, {"dagar": "14", "pa": True})

    with pytest.raises(KeyError):
        villkor.number("manader")
    with pytest.raises(TypeError):
        villkor.number("dagar")
    with pytest.raises(TypeError):
        villkor.number("pa")


# What the rules are asked about


CREDIT = build_faktura(typ="kreditnota")
NEGATIVE = build_faktura(summor=build_summor(Decimal("-100.00")))


@pytest.mark.parametrize("faktura", [CREDIT, NEGATIVE])
def test_a_credit_is_judged_only_by_the_rules_for_credits(faktura):
    fakta = build_fakta(faktura=faktura)

    dom = judge_by(rule(stop("a"), kod="X01"), rule(stop("b"), kod="X02", galler_kredit=True), fakta=fakta)

    assert [v.utfall for v in dom.verdikt] == [Utfall.EJ_TILLAMPLIG, Utfall.AVVIKELSE]


def test_a_line_without_person_or_month_is_not_judged_whatever_the_others_say():
    okand = build_fakturarad(id=2, rad="2", redovisning=None)
    fakta = build_fakta(faktura=build_faktura(rader=(build_fakturarad(), okand)))

    [verdikt] = judge_by(rule(ok("Bra.")), fakta=fakta).verdikt

    assert verdikt.utfall == Utfall.EJ_BEDOMD
    assert verdikt.rader == ["fakturarad 2"]
    assert verdikt.kronor == kr("11360.00")
    assert [f.utfall for f in verdikt.fynd] == [Utfall.EJ_BEDOMD, Utfall.GODKAND]


def test_a_rule_of_dossiers_is_not_asked_when_there_is_none():
    fakta = build_fakta(faktura=build_faktura(rader=(build_fakturarad(redovisning=None),)), redovisningar=())

    dossierernas, fakturans = judge_by(
        rule(stop("a"), kod="X01"), rule(ok("b"), kod="X02", kraver_redovisning=False), fakta=fakta
    ).verdikt

    assert (dossierernas.utfall, len(dossierernas.fynd)) == (Utfall.EJ_BEDOMD, 1)
    assert fakturans.utfall == Utfall.GODKAND


def test_an_invoice_without_lines_is_not_judged():
    fakta = build_fakta(faktura=build_faktura(rader=()), redovisningar=())

    [verdikt] = judge_by(rule(ok("a")), fakta=fakta).verdikt

    assert verdikt.utfall == Utfall.EJ_BEDOMD


# The result of the invoice


@pytest.mark.parametrize(
    ("utfall", "resultat"),
    [
        ([Utfall.GODKAND, Utfall.EJ_TILLAMPLIG], "ren"),
        ([Utfall.GODKAND, Utfall.VARNING], "varning"),
        ([Utfall.VARNING, Utfall.EJ_BEDOMD], "stoppad"),
        ([Utfall.GODKAND, Utfall.AVVIKELSE], "stoppad"),
        ([], "ren"),
    ],
)
def test_the_result_is_stopped_by_a_deviation_or_anything_not_judged(utfall, resultat):
    assert result_of(iter(utfall)) == resultat


def test_the_verdicts_stand_in_order_of_code():
    dom = judge_by(rule(ok("b"), kod="X02"), rule(warn("a"), kod="X01"))

    assert [v.regel for v in dom.verdikt] == ["X01", "X02"]
    assert dom.resultat == "varning"


# Law and versions


LAGRUM = ((date(1994, 1, 1), "23 § LSS"), (date(2021, 11, 1), "9 d § LSS"))


@pytest.mark.parametrize(
    ("manad", "lagrum"),
    [(date(2021, 10, 1), "23 § LSS"), (date(2021, 11, 1), "9 d § LSS"), (date(2026, 1, 1), "9 d § LSS")],
)
def test_the_legal_ground_is_that_of_the_month_of_performance(manad, lagrum):
    fakta = build_fakta(
        redovisningar=(build_redovisning(manad=manad),),
        faktura=build_faktura(rader=(build_fakturarad(manad=manad),), fakturadatum=date(2026, 2, 1)),
    )

    [verdikt] = judge_by(rule(ok("a"), lagrum=LAGRUM), fakta=fakta).verdikt

    assert verdikt.lagrum == lagrum


def test_the_day_of_performance_is_the_first_month_claimed_else_the_invoices():
    mars = build_fakturarad(redovisning=None, manad=date(2015, 3, 1))
    utan_manad = build_fakturarad(redovisning=None, manad=None)
    okand = build_fakta(faktura=build_faktura(rader=(utan_manad,)), redovisningar=())

    assert performance_day(build_fakta(faktura=build_faktura(rader=(mars,)))) == date(2015, 3, 1)
    assert performance_day(okand) == date(2015, 5, 4)


def test_a_rule_set_that_asks_for_an_unknown_rule_or_version_is_refused():
    regelverk = Regelverk(version="1", rader=(Regelverksrad(kod="X01", version=2, allvar=Allvar.STOPP),))

    with pytest.raises(OkandRegel, match="X01 version 2"):
        judge(build_fakta(), regelverk, {("X01", 1): rule(ok("a"), version=1)})
    with pytest.raises(OkandRegel):
        judge(build_fakta(), regelverk, {})


def test_a_code_and_version_can_be_taken_once(monkeypatch):
    monkeypatch.setattr("kontroller.regel.REGLER", {})
    register = regel(kod="X01", version=1, rubrik="Prov", lagrum="9 § 2 LSS", allvar=Allvar.STOPP)

    register(lambda fakta, villkor: iter(()))

    with pytest.raises(ValueError, match="X01 version 1 finns redan"):
        register(lambda fakta, villkor: iter(()))


def test_an_old_version_is_judged_by_beside_the_new_one():
    """A law that changes gets a new version; a stored run is recomputed with the one it was made with."""
    regler = {("X01", 1): rule(stop("a"), version=1), ("X01", 2): rule(ok("b"), version=2)}
    rader = {v: (Regelverksrad(kod="X01", version=v, allvar=Allvar.STOPP),) for v in (1, 2)}

    utfall = [judge(build_fakta(), Regelverk(version=str(v), rader=rader[v]), regler).verdikt[0].utfall for v in (1, 2)]

    assert utfall == [Utfall.AVVIKELSE, Utfall.GODKAND]


# The catalogue


def test_every_rule_is_loaded_under_its_code_and_explained():
    regler = load_rules()

    assert all(REGLER[kod, r.version] is r for kod, r in regler.items())
    assert {"A01", "A02", "B01", "B14", "C01", "C08"} <= set(regler)
    assert all(kod == r.kod and r.forklaring and r.rubrik for kod, r in regler.items())
    assert all([fran for fran, _ in r.lagrum] == sorted(fran for fran, _ in r.lagrum) for r in regler.values())


@pytest.mark.parametrize("regel", load_rules().values(), ids=lambda r: r.kod)
def test_no_rule_stops_the_clean_case(regel):
    dom = judge_by(regel)

    assert [v.text for v in dom.verdikt if v.utfall not in (Utfall.GODKAND, Utfall.EJ_TILLAMPLIG)] == []
    assert len(dom.verdikt) == (0 if is_hint(regel, regel.allvar) else 1)


@pytest.mark.parametrize("regel", load_rules().values(), ids=lambda r: r.kod)
def test_every_rule_has_a_ground_from_the_first_day_of_the_law(regel):
    assert regel.legal_ground(date(1994, 1, 1))


def test_an_empty_rule_set_lets_nothing_through():
    with pytest.raises(OkandRegel, match="Regelverket 1 har inga regler"):
        judge_by()


# The level that the rule set gives, and hints


@pytest.mark.parametrize(
    ("egen", "antagen", "funnet", "utfall"),
    [
        (Allvar.STOPP, Allvar.VARNING, stop("a"), Utfall.VARNING),
        (Allvar.STOPP, Allvar.STOPP, warn("a"), Utfall.VARNING),
        (Allvar.VARNING, Allvar.STOPP, warn("a"), Utfall.AVVIKELSE),
        (Allvar.VARNING, Allvar.VARNING, stop("a"), Utfall.AVVIKELSE),
        (Allvar.STOPP, Allvar.VARNING, not_judged("a"), Utfall.EJ_BEDOMD),
        (Allvar.VARNING, Allvar.STOPP, ok("a"), Utfall.GODKAND),
    ],
)
def test_the_adopted_level_weighs_what_a_rule_finds(egen, antagen, funnet, utfall):
    [verdikt] = judge_by(rule(funnet, allvar=egen), allvar=antagen).verdikt

    assert verdikt.utfall == utfall
    assert verdikt.fynd[0].utfall == utfall


@pytest.mark.parametrize(("egen", "antagen"), [({}, Allvar.INFO), ({"tips": True}, Allvar.STOPP)])
def test_a_hint_stands_by_itself_and_changes_nothing(egen, antagen):
    dom = judge_by(rule(hint("Jämna timmar.", rader=("rad a",)), not_judged("b"), **egen), allvar=antagen)

    assert dom.verdikt == ()
    assert dom.resultat == "ren"
    [tips] = dom.tips
    assert (tips.utfall, tips.text, tips.rader) == (Utfall.GODKAND, "Jämna timmar.", ["rad a"])


@pytest.mark.parametrize("fynd", [(ok("a"),), (not_judged("a"),), (not_applicable("a"),), ()])
def test_a_hint_that_found_nothing_is_not_told(fynd):
    dom = judge_by(rule(*fynd, tips=True))

    assert dom.tips == dom.verdikt == ()
    assert dom.resultat == "ren"


def test_a_hint_that_is_not_in_use_says_so_among_the_controls():
    dom = judge_by(rule(hint("Jämna timmar."), tips=True), i_bruk=False)

    assert dom.tips == ()
    assert dom.verdikt[0].text == "Kontrollen är ej i bruk."
