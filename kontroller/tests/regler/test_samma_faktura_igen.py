from kontroller.fakta import Likhet
from kontroller.regel import Utfall
from kontroller.regler.samma_faktura_igen import samma_faktura_igen
from kontroller.tests.bygg import (
    APRIL,
    STOPP,
    build_brukare,
    build_fakta,
    build_faktura,
    build_fakturarad,
    build_redovisning,
    kr,
)

NUMMER = Likhet(faktura=9, leverantor="5599004180", nummer="04I87", slag="nummer")
MANAD = Likhet(faktura=9, leverantor="5599004180", nummer="4100", slag="manad", manad=APRIL, referens="LSS-9F3C")


def findings(*likheter):
    return list(samma_faktura_igen(build_fakta(faktura=build_faktura(likheter=likheter)), STOPP))


def test_an_invoice_like_no_other_agrees():
    [fynd] = findings()

    assert fynd.utfall == Utfall.GODKAND


def test_the_same_number_written_otherwise_is_found():
    [fynd] = findings(NUMMER)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == (
        "Fakturan har samma leverantör och nummer som faktura 04I87 från 559900-4180, som redan är mottagen, när "
        "skiftläge, inledande nollor och O eller 0 inte räknas."
    )
    assert fynd.matt == {"nummer": "4187", "annat_nummer": "04I87"}
    assert fynd.kronor == kr("11360.00")


def test_the_same_person_and_month_on_another_invoice_is_found():
    [fynd] = findings(MANAD)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text.replace("\u00a0", " ") == (
        "LSS-9F3C i april 2015 är redan fakturerad på faktura 4100 från 559900-4180, som inte är krediterad."
    )
    assert fynd.redovisning == 1
    assert fynd.kronor == kr("11360.00")


def test_an_amount_is_questioned_once_when_both_are_alike():
    fynd = findings(NUMMER, MANAD)

    assert [f.kronor for f in fynd] == [kr("11360.00"), None]


def test_only_the_lines_of_that_person_and_month_are_questioned():
    mars = MANAD.manad.replace(month=3)
    rader = (
        build_fakturarad(),
        build_fakturarad(id=2, rad="2", redovisning=2, referens="LSS-77B0"),
        build_fakturarad(id=3, rad="3", redovisning=3, manad=mars),
    )
    dossiers = (
        build_redovisning(id=2, brukare=build_brukare(id=2, referens="LSS-77B0")),
        build_redovisning(id=3, manad=mars),
        build_redovisning(),
    )
    fakta = build_fakta(faktura=build_faktura(rader=rader, likheter=(MANAD,)), redovisningar=dossiers)

    [fynd] = samma_faktura_igen(fakta, STOPP)

    assert fynd.redovisning == 1
    assert fynd.kronor == kr("11360.00")
