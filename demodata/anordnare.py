"""De sexton påhittade anordnarna, och den som själv är arbetsgivare.

Organisationsnumren börjar med 5599 och bankgirona är åtta siffror som börjar med 9990: kontrollsiffrorna stämmer, men
numren är påhittade. Fyra anordnare har avtal med kommunen (LOV) och är ickevalsalternativ.
"""

from typing import NamedTuple

from demodata.personer import INTYGAR_FOR_ANORDNARE, Person

EGEN = "EA1501"


class Anordnare(NamedTuple):
    """Ett bolag eller en förening. `i_april` och `i_maj` är månadens första fakturanummer."""

    namn: str
    orgnr: str
    bankgiro: str
    form: str
    i_april: int
    i_maj: int
    fakturadag: int
    """Dag i månaden efter."""
    har_lov_avtal: bool
    tillstand_fran: str
    """Dagen då IVO:s tillstånd började gälla."""


def _bolag(namn: str, orgnr: str, bankgiro: str, i_april: int, i_maj: int, dag: int, fran: str, lov: bool) -> Anordnare:
    form = "ekonomisk_forening" if namn.endswith("ek. för.") else "aktiebolag"
    return Anordnare(namn, orgnr, bankgiro, form, i_april, i_maj, dag, lov, fran)


ANORDNARE = (
    _bolag("Björkvret Assistans AB", "5599010013", "99900011", 20131, 20143, 4, "2011-03-01", lov=False),
    _bolag("Norrskär Stöd AB", "5599020038", "99900029", 3312, 3330, 5, "2011-06-15", lov=True),
    _bolag("Kvarnglänta Omsorg AB", "5599030011", "99900037", 6119, 6131, 4, "2012-01-01", lov=True),
    _bolag("Tranhult Assistans AB", "5599040036", "99900045", 6552, 6570, 6, "2011-09-01", lov=True),
    _bolag("Ekhjorten Assistans ek. för.", "5599050019", "99900052", 8906, 8921, 5, "2011-04-01", lov=False),
    _bolag("Ljungtorpet Assistans AB", "5599060034", "99900060", 4187, 4203, 4, "2012-05-01", lov=False),
    _bolag("Rävkullen Assistans AB", "5599070017", "99900078", 8803, 8815, 7, "2013-02-01", lov=False),
    _bolag("Fjällbräckan Assistans AB", "5599080032", "99900086", 1148, 1153, 4, "2011-11-01", lov=False),
    _bolag("Blåtimjan Assistans AB", "5599090015", "99900094", 2193, 2204, 5, "2012-10-01", lov=True),
    _bolag("Solrenen Assistans AB", "5599110011", "99900102", 7696, 7711, 4, "2011-03-01", lov=False),
    _bolag("Väderljung Omsorg AB", "5599120036", "99900110", 6553, 6568, 6, "2012-02-01", lov=False),
    _bolag("Havtornet Stöd AB", "5599130019", "99900128", 3911, 3920, 4, "2013-04-01", lov=False),
    _bolag("Mosippan Assistans ek. för.", "5599140034", "99900136", 3586, 3594, 5, "2011-08-01", lov=False),
    _bolag("Gråalen Assistans AB", "5599150017", "99900144", 2442, 2449, 7, "2014-01-01", lov=False),
    _bolag("Pilspetsen Omsorg AB", "5599160032", "99900151", 8776, 8790, 4, "2012-03-01", lov=False),
    _bolag("Ängsvädden Stöd AB", "5599170015", "99900169", 5739, 5747, 5, "2013-10-01", lov=False),
)
PER_ORGNR = {rad.orgnr: rad for rad in ANORDNARE}
INTYGAR: dict[str, Person] = dict(zip(PER_ORGNR, INTYGAR_FOR_ANORDNARE, strict=True))

SAMLINGSFAKTURA = "5599060034"
"""Ljungtorpet, som tar upp båda sina personer på en faktura."""
EGEN_REFERENS = "LSS-FV99"
EGET_KONTO = {"clearing": "9990", "konto": "0415415"}
"""Ett påhittat bankkonto."""
