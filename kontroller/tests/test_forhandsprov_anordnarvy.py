"""Vad en anordnare får veta av ett förhandsprov: det egna, och inget om andra."""

import json

import pytest

from assistans.models import User
from beslut.models import Brukare
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import ASSISTENT, MAPP, ORGNR, Rader, first, only
from kontroller.forhandsprov.anordnarvy import SKYDDAT, told
from kontroller.forhandsprov.prov import try_files
from kontroller.motor import Dom, Verdikt
from kontroller.regel import Utfall, stop, warn
from kontroller.tests.bygg import build_fakta
from kontroller.tests.bygg_forhandsprov import invoice, provider_files, read_registers
from tests.byggstenar import NU

ANNAN = "5599010005"
ANDRA_NUMRET = "198401022390"


def attempt(filer, **val):
    return try_files(filer, by=User.objects.system(), at=NU, **val)


def two_providers(**tabeller: Rader) -> None:
    """B-1001 has the first provider, B-2002 the other. The same assistant works for both."""
    read_registers(
        brukare=[*MAPP["brukare"], first("brukare", referens="B-2002", personnummer=ANDRA_NUMRET, efternamn="Ek")],
        anordnare=[*MAPP["anordnare"], {**first("anordnare"), "orgnr": ANNAN, "namn": "Exempel AB", "bankgiro": ""}],
        stallforetradare=(),
        **{"vistelser": (), "uppdrag": [*MAPP["uppdrag"], first("uppdrag", referens="B-2002", orgnr=ANNAN)]} | tabeller,
    )


def others_report(**falt) -> None:
    """The other provider's report of the same hours on the second of April."""
    rapport = first("rapporter", rapport="ANNAN-7", referens="B-2002", orgnr=ANNAN, **falt)
    rad = first("tidrader", rapport="ANNAN-7", datum="2015-04-02", start="23:00", slut="24:00")
    resultat = import_folder(only(rapporter=[rapport], tidrader=[rad]), by=User.objects.system(), at=NU)
    assert not resultat.has_errors


def verdicts_of(faktura) -> dict[str, dict]:
    return {u["regel"]: u for u in faktura["utfall"]}


@pytest.mark.django_db
def test_overlap_with_another_provider_is_told_without_saying_who_or_when():
    two_providers()
    others_report()

    provet = attempt(provider_files())

    e01 = verdicts_of(provet.fakturor[0])["E01"]
    assert e01["utfall"] == "avvikelse"
    assert e01["text"] == "Assistentens tid överlappar tid hos en annan anordnare."
    assert e01["rader"] == ["rapport R1 2015-04-02 22:00–24:00"]
    text = json.dumps(provet.as_json(), ensure_ascii=False)
    assert not [
        hemligt for hemligt in ("B-2002", "ANNAN-7", ANNAN, "23:00", 'gemensamma_minuter": 60') if hemligt in text
    ]


@pytest.mark.django_db
def test_overlap_within_the_providers_own_files_is_told_in_full():
    read_registers(vistelser=())
    dubbel = first("tidrader", rapport="R2", datum="2015-04-01", start="11:00", slut="13:00")

    provet = attempt(
        provider_files(
            rapporter=[*MAPP["rapporter"], first("rapporter", rapport="R2", summa_aktiv="2:00")],
            tidrader=[*MAPP["tidrader"], dubbel],
        )
    )

    e01 = verdicts_of(provet.fakturor[0])["E01"]
    assert e01["bevis"]["fynd"][0]["matt"]["gemensamma_minuter"] == 60
    assert "annan anordnare" not in e01["text"]


@pytest.mark.django_db
def test_the_persons_time_with_others_stands_in_no_figure():
    """30,5 hours a week are granted. The other provider has certified nearly all of the month."""
    two_providers(uppdrag=[*MAPP["uppdrag"], first("uppdrag", orgnr=ANNAN)])
    rader = [
        first("tidrader", rapport="A-1", datum=f"2015-04-{dag:02d}", start="12:00", slut="22:00")
        for dag in range(3, 16)
    ]
    rapport = first("rapporter", rapport="A-1", orgnr=ANNAN, assistent=ANDRA_NUMRET, summa_aktiv="130:00")
    import_folder(only(rapporter=[rapport], tidrader=rader), by=User.objects.system(), at=NU)

    provet = attempt(provider_files())

    a02 = verdicts_of(provet.fakturor[0])["A02"]
    assert a02["utfall"] == "avvikelse"
    assert "Personens tid hos alla anordnare tillsammans är mer än besluten ger." in a02["text"]
    assert not [tal for tal in ("142", "8520", "130") if tal in json.dumps(a02)]


@pytest.mark.django_db
def test_health_and_population_register_are_not_told_of():
    brukare = [first("brukare", avliden="2015-04-01")]
    read_registers(
        vistelser=[first("vistelser", **{"from": "2015-03-01 09:00", "tom": "2015-04-20 12:00"})], brukare=brukare
    )

    utfall = verdicts_of(attempt(provider_files()).fakturor[0])

    assert (utfall["E04"]["utfall"], utfall["A08"]["utfall"]) == ("avvikelse", "avvikelse")
    for kod in ("E04", "A08"):
        assert not [
            ord for ord in ("sjukhus", "avl", "död") if ord in json.dumps(utfall[kod], ensure_ascii=False).lower()
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("referens", ["B-2002", "B-9999"])
def test_person_of_another_provider_is_as_unknown_as_one_who_does_not_exist(referens):
    two_providers()
    rapport = first("rapporter", referens=referens)

    provet = attempt(provider_files(invoice(referens=referens), rapporter=[rapport]))

    svar = json.dumps(provet.as_json(), ensure_ascii=False).replace(referens, "X")
    [rad] = provet.filer[0]["fel"]
    assert rad["orsak"] == "Ingen brukare har den referensen."
    assert verdicts_of(provet.fakturor[0])["G09"]["utfall"] == "avvikelse"
    assert svar == json.dumps(
        attempt(provider_files(invoice(referens="B-8888"), rapporter=[rapport | {"referens": "B-8888"}])).as_json(),
        ensure_ascii=False,
    ).replace("B-8888", "X")


@pytest.mark.django_db
def test_another_providers_report_cannot_be_read_through_its_code():
    two_providers()
    others_report()
    rad = first("tidrader", rapport="ANNAN-7", datum="2015-04-02", start="23:00", slut="24:00")

    provet = attempt(provider_files(tidrader=[rad], intyg=[first("intyg", rapport="ANNAN-7")]))
    upptagen = attempt(provider_files(rapporter=[first("rapporter", rapport="ANNAN-7")], tidrader=[rad]))

    fel = {fil["fil"]: [ett["orsak"] for ett in fil["fel"]] for fil in provet.filer}
    assert fel["tidrader.csv"] == fel["intyg.csv"] == ["Rapporten finns inte i rapporter.csv."]
    assert upptagen.filer[0]["fel"][0]["orsak"] == "Rapportens beteckning är upptagen. Ge den en annan."


@pytest.mark.django_db
def test_key_of_one_provider_cannot_ask_about_another():
    """Neither its invoices, nor its number, are there to be recognised."""
    two_providers()
    import_folder([invoice("F-7", saljare=ANNAN, referens="B-2002")], by=User.objects.system(), at=NU)

    provet = attempt([invoice("F-7", saljare=ANNAN, referens="B-2002")], orgnr=ORGNR)

    assert [fil["fel"] for fil in provet.filer] == [[]]
    [faktura] = provet.fakturor
    assert faktura["orgnr"].startswith("EA-okand-")
    assert "finns inte bland anordnarna" in verdicts_of(faktura)["G09"]["text"]


@pytest.mark.django_db
def test_of_a_protected_person_only_the_outcomes_stand():
    read_registers(vistelser=())
    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)

    bad = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")
    provet = attempt(provider_files(invoice(antal="13", belopp="3692"), tidrader=[*MAPP["tidrader"], bad]))

    [faktura] = provet.fakturor
    assert {u["text"] for u in faktura["utfall"]} == {SKYDDAT}
    assert {bool(u["bevis"]["fynd"]) for u in faktura["utfall"]} == {False}
    assert verdicts_of(faktura)["G04"]["utfall"] == "avvikelse"
    assert "B-1001" not in json.dumps(provet.filer)
    assert ASSISTENT not in json.dumps(provet.as_json())


def dom(*fynd) -> Dom:
    verdikt = Verdikt(regel="E01", version=1, utfall=fynd[0].utfall, text="t", lagrum="", fynd=fynd)
    return Dom(resultat="stoppad", verdikt=(verdikt,))


def test_own_findings_stand_and_others_are_replaced_by_one():
    egen = stop("Egen krock.", matt={"gemensamma_minuter": 5})
    hela = dom(egen, stop("LSS-1 hos annan.", kronor=7), stop("LSS-2 hos annan."), warn("LSS-3 hos annan."))

    [verdikt], _ = told(hela, dom(egen), build_fakta())

    assert [f.text for f in verdikt.fynd] == [
        "Egen krock.",
        *["Assistentens tid överlappar tid hos en annan anordnare."] * 2,
    ]
    assert [f.utfall for f in verdikt.fynd] == [Utfall.AVVIKELSE, Utfall.AVVIKELSE, Utfall.VARNING]
    assert verdikt.kronor is None


def test_hint_that_rests_on_others_is_not_mentioned():
    tips = dom(warn("Egen.")).verdikt
    andras = dom(warn("Om andra.")).verdikt
    ren = dom(stop("s"))

    _, sagda = told(
        Dom(resultat="ren", verdikt=ren.verdikt, tips=(*tips, *andras)),
        Dom(resultat="ren", verdikt=ren.verdikt, tips=tips),
        build_fakta(),
    )

    assert sagda == list(tips)
