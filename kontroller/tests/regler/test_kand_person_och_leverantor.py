import pytest

from kontroller.fakta import Anmarkning, Installation
from kontroller.regel import Utfall
from kontroller.regler.kand_person_och_leverantor import kand_person_och_leverantor
from kontroller.tests.bygg import STOPP, build_fakta, build_faktura, build_fakturarad, kr


def findings(faktura=None, **mer):
    return list(kand_person_och_leverantor(build_fakta(faktura=build_faktura(**faktura or {}), **mer), STOPP))


def test_known_provider_person_and_buyer_agree():
    [fynd] = findings()

    assert fynd.utfall == Utfall.GODKAND
    assert fynd.matt == {"rader_antal": 1, "okanda_rader_antal": 0}


def test_an_unknown_provider_is_found():
    [fynd] = findings(anordnare=None)

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == "Leverantören 559900-4180 finns inte bland anordnarna."
    assert fynd.kronor == kr("11360.00")


def test_an_unknown_sole_trader_s_number_is_masked():
    [fynd] = findings({"leverantor": "9001019802"}, anordnare=None)

    assert "900101" not in str(fynd)


@pytest.mark.parametrize(
    ("rad", "text"),
    [
        ({"referens": None}, "Fakturarad 1 har ingen känd referens till en person."),
        ({"manad": None}, "Fakturarad 1 anger inte en månad."),
        (
            {"referens": None, "manad": None},
            "Fakturarad 1 har ingen känd referens till en person och anger inte en månad.",
        ),
        (
            {"referens": "Kim Ek"},
            "Fakturarad 1 har en referens som inte hör till någon känd person hos leverantören.",
        ),
    ],
)
def test_a_line_that_belongs_nowhere_says_what_is_missing(rad, text):
    [fynd] = findings({"rader": (build_fakturarad(redovisning=None, **rad),)})

    assert fynd.utfall == Utfall.AVVIKELSE
    assert fynd.text == text
    assert fynd.rader == ("fakturarad 1",)
    assert "Kim Ek" not in str(fynd)


def test_an_invoice_without_lines_points_at_nobody():
    [fynd] = findings({"rader": ()})

    assert fynd.utfall == Utfall.AVVIKELSE


def test_an_invoice_to_somebody_else_is_found():
    [fynd] = findings({"kopare_orgnr": "5599004180"})

    assert fynd.text == "Fakturan är ställd till 559900-4180, men kommunen har organisationsnummer 212000-2080."


def test_an_e_invoice_without_a_buyer_is_found():
    [fynd] = findings({"kopare_orgnr": None})

    assert fynd.utfall == Utfall.AVVIKELSE


def test_a_rakning_has_no_buyer():
    [fynd] = findings({"kopare_orgnr": None, "typ": "rakning"})

    assert fynd.utfall == Utfall.GODKAND


def test_a_municipality_that_has_set_no_number_is_not_compared_with():
    [fynd] = findings({"kopare_orgnr": "5599004180"}, installation=Installation())

    assert fynd.utfall == Utfall.GODKAND


def test_a_remark_from_the_reading_is_a_deviation():
    anmarkning = Anmarkning(regel="PEPPOL-EN16931-R003", falt="BuyerReference", text="Saknas.", kontroll="G09")

    [fynd] = findings({"anmarkningar": (anmarkning,)})

    assert fynd.utfall == Utfall.AVVIKELSE
