"""Master data: what is new, what is changed, which periods give way, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Andring, Handelse, User
from beslut.models import (
    Anordnare,
    Assistent,
    Beslut,
    Beslutsrad,
    Brukare,
    Konto,
    Person,
    Tillstand,
    Timbelopp,
    Uppdrag,
    Vistelse,
)
from beslut.tests.byggstenar import build_delegation
from fakturor.models import Inlasning
from fakturor.tests.bygg_mapp import ASSISTENT, GOD_MAN, MAPP, ORGNR, PERSON, first, folder, only, xlsx


def counts(fil):
    return fil.lasta, fil.nya, fil.andrade, fil.oforandrade, len(fil.fel)


def reasons(fil):
    return [(fel.rad, fel.kolumn, fel.orsak) for fel in fil.fel]


def test_a_folder_is_read_in_the_order_that_its_files_depend_on_each_other(kommun):
    assert {namn: counts(fil) for namn, fil in kommun.items()} == {
        namn: (len(rader), len(rader), 0, 0, 0) for namn, rader in MAPP.items()
    }
    rad = Beslutsrad.objects.get()
    assert (rad.brukare.referens, rad.timmar, rad.galler_tom) == ("B-1001", Decimal("30.5"), None)
    assert Vistelse.objects.get().slutar.isoformat() == "2015-04-11T22:00:00+00:00"


def test_the_same_files_again_change_nothing(kommun, read):
    history = Andring.objects.count()

    again = read(folder())

    assert {namn: counts(fil) for namn, fil in again.items()} == {
        namn: (len(rader), 0, 0, len(rader), 0) for namn, rader in MAPP.items()
    }
    assert Andring.objects.exclude(tabell__startswith="fakturor_inlasning").count() == history


def test_the_same_tables_as_workbooks_change_nothing(kommun, read):
    resultat = read([(f"{namn}.xlsx", xlsx(rader)) for namn, rader in MAPP.items()])

    assert {namn: counts(fil)[1:] for namn, fil in resultat.items()} == {
        f"{namn}.xlsx": (0, 0, len(rader), 0) for namn, rader in MAPP.items()
    }


def test_a_reading_is_kept_and_told(kommun, konsulent):
    inlasning = Inlasning.objects.get()
    handelse = Handelse.objects.get(typ="inlasning.inlast")

    assert [fil["fil"] for fil in inlasning.resultat["filer"]] == [f"{namn}.csv" for namn in MAPP]
    assert (handelse.objekt_id, handelse.av) == (inlasning.pk, konsulent)
    assert handelse.uppgifter["nya"] == sum(map(len, MAPP.values()))


def test_a_known_key_with_other_values_is_a_change_that_the_history_keeps(kommun, read):
    resultat = read(only(brukare=[first("brukare", efternamn="Björkman", avliden="2015-04-20")]))

    assert counts(resultat["brukare"]) == (1, 0, 1, 0, 0)
    assert Brukare.objects.get().avliden == date(2015, 4, 20)
    andring = Andring.objects.get(tabell="beslut_brukare", slag="UPDATE")
    assert andring.fore["efternamn"] == "Björk"


def test_a_person_may_get_another_number_but_two_persons_never_share_one(kommun, read):
    rader = [first("brukare", personnummer="198402612389"), first("brukare", referens="B-2")]

    resultat = read(only(brukare=rader))
    resultat = read(only(brukare=[first("brukare", referens="B-3", personnummer="840261-2389")]))

    assert reasons(resultat["brukare"]) == [(2, "personnummer", "Personen har redan referensen B-1001.")]
    assert resultat["brukare"].fel[0].varde == "••••••-••••"
    assert Brukare.objects.get(referens="B-1001").person.personnummer == "198402612389"


@pytest.mark.parametrize("tabell", ["stallforetradare", "beslut", "uppdrag", "betalningsmottagare", "vistelser"])
def test_an_unknown_referens_is_a_row_error_that_stops_no_other(kommun, read, tabell):
    rader = [first(tabell, referens="B-9", **({"rad": "2"} if tabell == "beslut" else {})), first(tabell)]

    resultat = read(only(**{tabell: rader}))

    assert counts(resultat[tabell]) == (2, 0, 0, 1, 1)
    assert reasons(resultat[tabell]) == [(2, "referens", "Ingen brukare har den referensen.")]


@pytest.mark.parametrize("tabell", ["ivo", "uppdrag", "betalningsmottagare", "assistenter"])
def test_an_unknown_orgnr_is_a_row_error(kommun, read, tabell):
    resultat = read(only(**{tabell: [first(tabell, orgnr="5599004180")]}))

    assert reasons(resultat[tabell]) == [(2, "orgnr", "Ingen anordnare har det organisationsnumret.")]


@pytest.mark.parametrize(
    "tabell", ["stallforetradare", "ivo", "beslut", "uppdrag", "betalningsmottagare", "assistenter"]
)
def test_a_period_cannot_end_before_it_begins(kommun, read, tabell):
    resultat = read(only(**{tabell: [first(tabell, tom="2011-12-31")]}))

    assert reasons(resultat[tabell]) == [(2, "tom", "Slutet ligger före början.")]


LATER = [
    ("ivo", Tillstand, {"from": "2015-03-01", "status": "aterkallat"}),
    ("uppdrag", Uppdrag, {"from": "2015-03-01", "avtalsform": "B"}),
    ("timbelopp", Timbelopp, {"from": "2015-03-01", "belopp": "290"}),
    ("assistenter", Assistent, {"from": "2015-03-01", "narstaende": "ja"}),
]


@pytest.mark.parametrize(("tabell", "modell", "later"), LATER)
def test_an_open_row_is_closed_the_day_before_a_later_one(kommun, read, tabell, modell, later):
    resultat = read(only(**{tabell: [first(tabell, **later)]}))

    assert counts(resultat[tabell]) == (1, 1, 0, 0, 0)
    assert list(modell.objects.order_by("galler_fran").values_list("galler_tom", flat=True)) == [
        date(2015, 2, 28),
        None,
    ]


@pytest.mark.parametrize(("tabell", "modell", "later"), LATER)
def test_rows_that_close_each_other_are_the_same_the_second_time(kommun, read, tabell, modell, later):
    rader = only(**{tabell: [first(tabell, **later), first(tabell)]})

    once, again = read(rader)[tabell], read(rader)[tabell]

    assert counts(once) == (2, 1, 1, 0, 0)
    assert counts(again) == (2, 0, 0, 2, 0)


@pytest.mark.parametrize(("tabell", "modell", "later"), LATER[:3])
def test_stated_periods_that_share_a_day_are_refused(kommun, read, tabell, modell, later):
    rader = [first(tabell, tom="2015-03-01"), first(tabell, **later)]

    resultat = read(only(**{tabell: rader}))[tabell]

    fran = MAPP[tabell][0]["from"]
    [(rad, kolumn, orsak)] = reasons(resultat)
    assert (rad, kolumn) == (3, "from")
    assert orsak.startswith("Perioden överlappar den på rad 2, som börjar ")
    assert modell.objects.get().galler_tom == date(2015, 3, 1)
    assert fran == modell.objects.get().galler_fran.isoformat()


def test_a_row_that_shares_days_with_a_stored_one_leaves_it_as_it_was(kommun, read):
    read(only(timbelopp=[first("timbelopp", tom="2015-12-31")]))

    resultat = read(only(timbelopp=[first("timbelopp", **{"from": "2015-06-01"})]))["timbelopp"]

    assert reasons(resultat)[0][2].startswith("Perioden överlappar den som redan finns, som börjar ")
    assert Timbelopp.objects.get().galler_tom == date(2015, 12, 31)


def test_days_can_be_given_from_one_period_to_the_next(kommun, read):
    early, late = {"tom": "2015-03-31"}, {"from": "2015-04-01", "tom": "2015-12-31"}
    read(only(timbelopp=[first("timbelopp", **early), first("timbelopp", **late)]))

    rader = [first("timbelopp", tom="2015-03-15"), first("timbelopp", **late, belopp="300")]
    assert counts(read(only(timbelopp=rader))["timbelopp"]) == (2, 0, 2, 0, 0)


def test_an_open_decision_is_not_closed_by_another(kommun, read):
    rad = first("beslut", diarienummer="SN 2015-3", **{"from": "2015-04-01"})

    resultat = read(only(beslut=[rad]))["beslut"]

    assert reasons(resultat)[0][:2] == (2, "from")
    assert not Beslut.objects.filter(diarienummer="SN 2015-3").exists()


def test_a_temporary_extension_stands_beside_an_ordinary_decision(kommun, read):
    rader = [
        first("beslut", diarienummer="SN 2015-4", typ="tillfallig_utokning", **{"from": "2015-04-01"}),
        first("beslut", diarienummer="SN 2015-5", typ="tillfallig_utokning", **{"from": "2015-04-01"}),
        first("beslut", diarienummer="SN 2015-6", tidstyp="vantetid"),
        first("beslut", diarienummer="SN 2015-7", dubbel="ja"),
        first("beslut", diarienummer="SN 2015-8", typ="assistansersattning"),
    ]

    assert counts(read(only(beslut=rader))["beslut"]) == (5, 5, 0, 0, 0)


def test_a_decision_ended_and_followed_in_one_file(kommun, read):
    rader = [
        first("beslut", diarienummer="SN 2015-3", **{"from": "2015-04-01"}),
        first("beslut", tom="2015-03-31"),
    ]

    assert counts(read(only(beslut=rader))["beslut"]) == (2, 1, 1, 0, 0)


def test_rows_of_one_decision_must_agree(kommun, read):
    rader = [
        first("beslut", rad="2", tidstyp="vantetid", beslutsdatum="2014-05-21"),
        first("beslut", rad="3", tidstyp="beredskap"),
    ]

    assert reasons(read(only(beslut=rader))["beslut"]) == [(3, "beslutsdatum", "Beslutet har något annat på rad 2.")]


def test_a_decision_is_never_moved_to_another_person(kommun, read):
    annan = first("brukare", referens="B-2", personnummer=GOD_MAN)

    resultat = read(only(brukare=[annan], beslut=[first("beslut", referens="B-2")]))["beslut"]

    assert reasons(resultat) == [(2, "referens", "Beslutet gäller B-1001. Ett beslut flyttas inte mellan personer.")]


def test_who_made_the_decision_is_known_by_account_or_name(kommun, read):
    eva = User.objects.create_user("eva.holm", "Eva Holm")

    assert counts(read(only(beslut=MAPP["beslut"]))["beslut"]) == (1, 0, 1, 0, 0)
    assert Beslut.objects.get().beslutsfattare_konto == eva


def test_a_decision_with_another_maker_no_longer_rests_on_the_delegation_of_the_first(kommun, read):
    eva = User.objects.create_user("eva.holm", "Eva Holm")
    read(only(beslut=MAPP["beslut"]))
    Beslut.objects.update(organ="delegat", delegation=build_delegation(eva, galler_fran=date(2010, 1, 1)))

    read(only(beslut=MAPP["beslut"]))
    assert Beslut.objects.get().delegation.delegat == eva
    read(only(beslut=[first("beslut", beslutsfattare="Någon Annan")]))

    beslut = Beslut.objects.get()
    assert (beslut.beslutsfattare, beslut.beslutsfattare_konto, beslut.delegation) == ("Någon Annan", None, None)


def test_the_first_accounts_are_verified_by_the_one_who_imports(kommun, konsulent):
    konto = Konto.objects.get()

    assert (konto.typ, konto.nummer, konto.forsta, konto.verifierat_av) == ("bankgiro", "9912346", True, konsulent)


def test_a_later_account_waits_for_a_second_person(kommun, read):
    rader = [first("anordnare", bankgiro="5050-1055")]

    once, again = read(only(anordnare=rader)), read(only(anordnare=rader))

    assert counts(once["anordnare"]) == (1, 0, 1, 0, 0)
    assert counts(again["anordnare"]) == (1, 0, 0, 1, 0)
    assert list(Konto.objects.order_by("pk").values_list("nummer", "forsta", "verifierat_av_id")[1:]) == [
        ("50501055", False, None)
    ]


def test_a_bank_account_is_stored_with_its_clearing_number(read):
    rad = first("anordnare", bankgiro="", clearing="6789", konto="123 456 789")

    read(only(anordnare=[rad]))

    assert Konto.objects.get().nummer == "6789/123456789"


@pytest.mark.parametrize(
    ("cells", "kolumn"),
    [({"clearing": "6789", "konto": ""}, "konto"), ({"clearing": "", "konto": "12345"}, "clearing")],
)
def test_half_a_bank_account_is_refused(read, cells, kolumn):
    resultat = read(only(anordnare=[first("anordnare", **cells)]))["anordnare"]

    assert [fel.kolumn for fel in resultat.fel] == [kolumn]
    assert not Anordnare.objects.exists()


def test_an_employer_who_is_a_person_has_a_pseudonym_in_every_orgnr_column(kommun, read):
    rad = first("anordnare", orgnr="EA0001", form="egen_arbetsgivare", personnummer=PERSON, bankgiro="")

    read(only(anordnare=[rad], uppdrag=[first("uppdrag", orgnr="EA0001", avtalsform="C")]))

    anordnare = Anordnare.objects.get(orgnr="EA0001")
    assert anordnare.person.personnummer == PERSON
    assert Uppdrag.objects.filter(anordnare=anordnare).exists()


def test_a_personnummer_as_orgnr_is_refused_and_never_shown(kommun, read):
    resultat = read(only(anordnare=[first("anordnare", orgnr=PERSON[2:])]))["anordnare"]

    assert resultat.fel[0].orsak.startswith("Det här är ett personnummer. Skriv EA")
    assert PERSON[2:] not in str(resultat.as_json())


def test_a_pseudonym_is_for_persons_only(read):
    resultat = read(only(anordnare=[first("anordnare", orgnr="EA0001")]))["anordnare"]

    assert reasons(resultat) == [(2, "form", "EA och siffror är för egen_arbetsgivare och enskild_firma.")]


@pytest.mark.parametrize(
    ("cells", "orsak"),
    [
        ({"referens": "B-1001"}, "Referensen ska vara tom. Den fylls i för individuell och forhojt, inga andra."),
        ({"kategori": "forhojt"}, "Referensen saknas. Den fylls i för individuell och forhojt, inga andra."),
        ({"orgnr": ORGNR}, "Organisationsnumret ska vara tomt. Det fylls i för avtal, inga andra."),
        ({"kategori": "avtal"}, "Organisationsnumret saknas. Det fylls i för avtal, inga andra."),
        ({"belopp": "0"}, "Talet får inte vara mindre än 0,01."),
        ({"belopp": "284 kr"}, "Skriv beloppet i kronor som ett tal, till exempel 304,50."),
    ],
)
def test_a_rate_is_for_everybody_or_for_one(kommun, read, cells, orsak):
    resultat = read(only(timbelopp=[first("timbelopp", **cells)]))["timbelopp"]

    assert [fel.orsak for fel in resultat.fel] == [orsak]


def test_rates_of_different_persons_stand_beside_each_other(kommun, read):
    rader = [
        first("timbelopp", kategori="individuell", referens="B-1001"),
        first("timbelopp", kategori="forhojt", referens="B-1001"),
        first("timbelopp", kategori="avtal", orgnr=ORGNR),
        first("timbelopp", kategori="natt"),
    ]

    assert counts(read(only(timbelopp=rader))["timbelopp"]) == (4, 4, 0, 0, 0)


def test_an_assistant_can_be_registered_for_one_person_or_for_all(kommun, read):
    for_all = {namn: value for namn, value in first("assistenter").items() if namn != "referens"}

    assert counts(read(only(assistenter=[for_all]))["assistenter"]) == (1, 1, 0, 0, 0)
    assert counts(read(only(assistenter=[for_all]))["assistenter"]) == (1, 0, 0, 1, 0)
    assert set(Assistent.objects.values_list("brukare__referens", flat=True)) == {"B-1001", None}


def test_a_column_that_is_not_there_leaves_what_is_stored(kommun, read):
    read(only(uppdrag=[first("uppdrag", natt="ja")]))

    assert counts(read(only(uppdrag=MAPP["uppdrag"]))["uppdrag"]) == (1, 0, 0, 1, 0)
    assert Uppdrag.objects.get().natt


def test_nobody_is_registered_for_the_sake_of_a_row_that_is_refused(kommun, read):
    nobody = "198402612389"
    files = only(
        stallforetradare=[first("stallforetradare", referens="B-9", personnummer=nobody)],
        assistenter=[first("assistenter", orgnr="5599004180", personnummer=nobody)],
        rapporter=[first("rapporter", rapport="R2", referens="B-9", assistent=nobody)],
        intyg=[first("intyg", rapport="R9", personnummer=nobody)],
    )

    resultat = read(files)

    assert [len(fil.fel) for fil in resultat.values()] == [1, 1, 1, 1]
    assert not Person.objects.filter(personnummer=nobody).exists()


def test_a_number_is_one_person_in_all_tables(kommun):
    assert Person.objects.filter(personnummer=ASSISTENT).count() == 1


def test_a_file_that_cannot_be_read_changes_nothing_and_stops_no_other(read):
    files = [("brukare.csv", b"referens;namn\nB-1;A\n"), *only(anordnare=MAPP["anordnare"])]

    resultat = read(files)

    assert resultat["brukare"].as_json() == {
        "fil": "brukare.csv",
        "lasta": 0,
        "nya": 0,
        "andrade": 0,
        "oforandrade": 0,
        "fel": [
            {"rad": 1, "kolumn": "namn", "varde": "", "orsak": "Kolumnen namn hör inte till brukare. Menas fornamn?"}
        ],
    }
    assert Anordnare.objects.exists()


def test_a_file_with_another_name_is_told_which_there_are(read):
    resultat = read([("tider.csv", b"a;b\n")])

    assert "Tabellerna är brukare, stallforetradare, " in resultat["tider"].fel[0].orsak


def test_the_refused_rows_can_be_put_right_and_read(kommun, read):
    rader = [first("uppdrag", referens="B-9"), first("uppdrag", **{"from": "2015-04-31"})]
    bad = read(only(uppdrag=rader))["uppdrag"].bad_rows().decode("utf-8-sig")

    assert bad.splitlines()[1].endswith(";referens: Ingen brukare har den referensen.")
    put_right = bad.replace("B-9", "B-1001").replace("2015-04-31", "2015-04-30").encode()
    assert counts(read([("uppdrag.csv", put_right)])["uppdrag"]) == (2, 1, 1, 0, 0)
    assert bytes(Inlasning.objects.order_by("pk")[1].filer.get().felrader).decode("utf-8-sig") == bad
