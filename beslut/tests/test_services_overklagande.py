"""Ett överklagande från att det kom till att det är avgjort, och vidare till nästa instans."""

from datetime import date

import pytest

from beslut.models import Overklagande
from beslut.services.appeals import can_go_on, continue_appeal, follow_appeal, higher_courts, register_appeal
from beslut.services.refusal import RegistrationRefused
from beslut.tests.byggstenar import build_overklagande
from tests.byggstenar import NU, build_beslut, build_brukare, build_handlaggare

pytestmark = pytest.mark.django_db

HOS_DOMSTOLEN = {"overlamnat": date(2015, 1, 19), "instans": "forvaltningsratt", "malnummer": "412-15"}
AVSLAG = HOS_DOMSTOLEN | {"utgang": "avslag", "utgang_datum": date(2015, 5, 20)}


@pytest.fixture
def beslut():
    """A decision of 1 December 2014."""
    return build_beslut(build_brukare())


def register(beslut, inkom: date) -> Overklagande:
    return register_appeal(beslut=beslut, inkom=inkom, by=build_handlaggare(), at=NU)


def follow(overklagande, **andrat) -> Overklagande:
    stod = {"overlamnat": None, "instans": "", "malnummer": "", "inhibition": False}
    stod |= {"utgang": "pagar", "utgang_datum": None}
    return follow_appeal(overklagande=overklagande, **stod | andrat, by=build_handlaggare(), at=NU)


def go_on(overklagande, inkom: date = date(2015, 6, 1), instans: str = "kammarratt") -> Overklagande:
    return continue_appeal(
        overklagande=overklagande, inkom=inkom, instans=instans, malnummer="", by=build_handlaggare(), at=NU
    )


def test_an_appeal_comes_after_the_decision_and_not_in_the_future(beslut):
    for dag, mening in ((date(2014, 11, 30), "Beslutet fattades den"), (date(2015, 6, 11), "framåt i tiden")):
        with pytest.raises(RegistrationRefused, match=mening):
            register(beslut, dag)

    assert register(beslut, date(2014, 12, 1)).utgang == "pagar"


def test_a_decision_has_one_appeal_at_a_time(beslut):
    forsta = register(beslut, date(2014, 12, 15))

    with pytest.raises(RegistrationRefused, match="redan ett överklagande som inte är avgjort"):
        register(beslut, date(2014, 12, 16))
    follow(forsta, utgang="omprovat", utgang_datum=date(2014, 12, 20))

    assert register(beslut, date(2014, 12, 22)).pk != forsta.pk


def test_an_appeal_of_forsakringskassans_decision_is_not_ours():
    beslut = build_beslut(build_brukare(), typ="assistansersattning")

    with pytest.raises(RegistrationRefused, match="Försäkringskassans"):
        register(beslut, date(2015, 1, 12))


def test_what_the_court_does_is_written_down(beslut):
    overklagande = follow(build_overklagande(beslut), **HOS_DOMSTOLEN, inhibition=True)

    assert (overklagande.instans, overklagande.malnummer, overklagande.inhibition) == (
        "forvaltningsratt",
        "412-15",
        True,
    )


@pytest.mark.parametrize(
    ("uppgifter", "falt"),
    [
        ({"overlamnat": date(2015, 1, 19)}, "instans"),
        ({"malnummer": "412-15"}, "instans"),
        ({"inhibition": True}, "instans"),
        ({"utgang": "bifall", "utgang_datum": date(2015, 5, 20)}, "instans"),
        (HOS_DOMSTOLEN | {"overlamnat": date(2015, 1, 11)}, "overlamnat"),
        (HOS_DOMSTOLEN | {"overlamnat": date(2015, 6, 11)}, "overlamnat"),
        (AVSLAG | {"utgang_datum": None}, "utgang_datum"),
        (AVSLAG | {"utgang_datum": date(2015, 1, 18)}, "utgang_datum"),
        (AVSLAG | {"utgang_datum": date(2015, 6, 11)}, "utgang_datum"),
        (AVSLAG | {"utgang": "pagar"}, "utgang"),
    ],
)
def test_what_does_not_hang_together_is_refused_at_its_field(beslut, uppgifter, falt):
    overklagande = build_overklagande(beslut)

    with pytest.raises(RegistrationRefused) as refused:
        follow(overklagande, **uppgifter)

    overklagande.refresh_from_db()
    assert (refused.value.falt, overklagande.instans, overklagande.utgang) == (falt, "", "pagar")


def test_the_municipality_may_settle_an_appeal_without_a_court(beslut):
    for utgang in ("for_sent", "omprovat", "avskrivet"):
        overklagande = follow(build_overklagande(beslut), utgang=utgang, utgang_datum=date(2015, 1, 14))
        assert overklagande.utgang == utgang
        overklagande.delete()


def test_a_ruling_is_appealed_to_a_higher_court_as_a_row_of_its_own(beslut):
    forst = follow(build_overklagande(beslut), **AVSLAG)

    vidare = go_on(forst)

    forst.refresh_from_db()
    assert (forst.utgang, forst.instans) == ("avslag", "forvaltningsratt")
    assert (vidare.beslut, vidare.instans, vidare.utgang) == (beslut, "kammarratt", "pagar")
    with pytest.raises(RegistrationRefused, match="redan ett överklagande som inte är avgjort"):
        go_on(forst, instans="hfd")


def test_only_a_ruling_goes_on_and_only_upwards(beslut):
    vantar = build_overklagande(beslut)
    with pytest.raises(RegistrationRefused, match="Registrera först hur domstolen avgjorde målet"):
        go_on(vantar)

    avgjort = follow(vantar, **AVSLAG)
    with pytest.raises(RegistrationRefused, match="Välj en domstol över den"):
        go_on(avgjort, instans="forvaltningsratt")
    with pytest.raises(RegistrationRefused, match="Målet avgjordes den"):
        go_on(avgjort, inkom=date(2015, 5, 19))


@pytest.mark.parametrize(
    ("instans", "over"), [("", ()), ("forvaltningsratt", ("kammarratt", "hfd")), ("kammarratt", ("hfd",)), ("hfd", ())]
)
def test_above_the_highest_court_there_is_none(instans, over):
    overklagande = Overklagande(instans=instans, utgang="avslag")

    assert higher_courts(overklagande) == over
    assert can_go_on(overklagande) == bool(over)
