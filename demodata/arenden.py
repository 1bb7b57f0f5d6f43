"""De 35 redovisningarna: vem som får assistans av vem, hur mycket, och på vilket beslut.

April är som i revisionens beskrivning av april 2015: 34 personer, 16 anordnare med 12, 4, 2, 2, 2, 2 och tio med en
person, en egen arbetsgivare, och 4 333 timmar. En person har två anordnare.
"""

from typing import NamedTuple

from demodata.anordnare import EGEN


class Arende(NamedTuple):
    """En person hos en anordnare. `form` är avtalsformen, `i_april` och `i_maj` hela utförda timmar."""

    referens: str
    orgnr: str
    form: str
    i_april: int
    i_maj: int
    assistenter: int
    """Så många assistenter delar på tiden."""
    veckomonster: str
    """Namnet på ett mönster i schema.py."""
    avtal: str
    """Avtalets datum, och uppdragets första dag."""


class Beslut(NamedTuple):
    """Ett beslut om aktiv tid, tills vidare."""

    referens: str
    diarienummer: str
    timmar: str
    enhet: str
    omrakning: str
    datum: str


class Dubbel(NamedTuple):
    """Beslut om att två assistenter hjälps åt en timme varje morgon."""

    timmar_i_veckan: str
    minuter: int


ARENDEN = (
    Arende("LSS-J2M4", "5599010013", "D", 288, 286, 5, "dygn", "2011-09-12"),
    Arende("LSS-Z952", "5599010013", "D", 231, 232, 5, "dygn", "2013-01-28"),
    Arende("LSS-X8SA", "5599010013", "D", 204, 200, 4, "dag_och_kvall", "2012-05-21"),
    Arende("LSS-5Q39", "5599010013", "D", 186, 192, 4, "dag_och_kvall", "2014-02-10"),
    Arende("LSS-HXB7", "5599010013", "D", 172, 169, 4, "dagcenter", "2013-10-07"),
    Arende("LSS-FDMR", "5599010013", "D", 158, 161, 3, "dag_och_kvall", "2012-11-19"),
    Arende("LSS-6HNT", "5599010013", "D", 149, 149, 3, "dag_och_kvall", "2014-08-25"),
    Arende("LSS-DUHA", "5599010013", "D", 141, 140, 3, "dagcenter", "2011-09-12"),
    Arende("LSS-2GPJ", "5599010013", "D", 133, 133, 3, "vardag", "2013-01-28"),
    Arende("LSS-F863", "5599010013", "D", 124, 125, 3, "vardag", "2012-05-21"),
    Arende("LSS-NF34", "5599010013", "D", 112, 109, 3, "skola", "2014-02-10"),
    Arende("LSS-CEVV", "5599010013", "D", 96, 98, 2, "kvallar", "2013-10-07"),
    Arende("LSS-K4RB", "5599020038", "B", 176, 177, 4, "dag_och_kvall", "2012-11-19"),
    Arende("LSS-EEA6", "5599020038", "D", 138, 137, 3, "vardag", "2014-08-25"),
    Arende("LSS-AG3G", "5599020038", "B", 121, 121, 3, "vardag", "2011-09-12"),
    Arende("LSS-9F6F", "5599020038", "D", 87, 88, 2, "kvallar", "2013-01-28"),
    Arende("LSS-9GT7", "5599030011", "D", 155, 154, 3, "dag_och_kvall", "2012-05-21"),
    Arende("LSS-7TQ2", "5599030011", "B", 93, 96, 2, "skola", "2014-02-10"),
    Arende("LSS-XGF9", "5599040036", "B", 131, 132, 3, "dagcenter", "2013-10-07"),
    Arende("LSS-9ZG9", "5599040036", "D", 78, 56, 2, "kvallar", "2012-11-19"),
    Arende("LSS-7NKA", "5599050019", "D", 108, 108, 2, "kvallar", "2014-08-25"),
    Arende("LSS-MPF8", "5599050019", "D", 64, 65, 2, "kvallar", "2011-09-12"),
    Arende("LSS-2K7M", "5599060034", "D", 120, 117, 3, "vardag", "2013-01-28"),
    Arende("LSS-9F3C", "5599060034", "D", 142, 144, 3, "dag_och_kvall", "2012-05-21"),
    Arende("LSS-P5XD", "5599070017", "D", 71, 73, 2, "kvallar", "2014-02-10"),
    Arende("LSS-T4PM", "5599080032", "D", 60, 59, 2, "kvallar", "2013-10-07"),
    Arende("LSS-JCLK", "5599090015", "B", 117, 117, 3, "vardag", "2012-11-19"),
    Arende("LSS-VUAV", "5599110011", "D", 104, 105, 2, "kvallar", "2014-08-25"),
    Arende("LSS-ZLCK", "5599120036", "D", 96, 88, 2, "kvallar", "2011-09-12"),
    Arende("LSS-5KRZ", "5599130019", "D", 88, 91, 2, "kvallar", "2013-01-28"),
    Arende("LSS-FRRZ", "5599140034", "D", 82, 82, 2, "kvallar", "2012-05-21"),
    Arende("LSS-BJ9A", "5599150017", "D", 74, 73, 2, "morgnar", "2014-02-10"),
    Arende("LSS-BJ9A", "5599160032", "D", 68, 68, 2, "eftermiddagar", "2013-10-07"),
    Arende("LSS-5AQB", "5599170015", "D", 6, 6, 2, "lordagar", "2012-11-19"),
    Arende("LSS-FV99", EGEN, "C", 160, 157, 3, "dag_och_kvall", "2014-08-25"),
)

BESLUT = (
    Beslut("LSS-J2M4", "LSS 2011/0213", "67.5", "vecka", "kalenderdagar", "2011-09-12"),
    Beslut("LSS-Z952", "LSS 2013/0250", "47", "vecka", "kalenderdagar", "2013-01-28"),
    Beslut("LSS-X8SA", "LSS 2012/0287", "48", "vecka", "kalenderdagar", "2012-05-21"),
    Beslut("LSS-5Q39", "LSS 2014/0324", "188", "manad", "kalenderdagar", "2014-02-10"),
    Beslut("LSS-HXB7", "LSS 2013/0361", "40.5", "vecka", "kalenderdagar", "2013-10-07"),
    Beslut("LSS-FDMR", "LSS 2012/0398", "37", "vecka", "kalenderdagar", "2012-11-19"),
    Beslut("LSS-6HNT", "LSS 2014/0435", "34.5", "vecka", "52_12", "2014-08-25"),
    Beslut("LSS-DUHA", "LSS 2011/0472", "143", "manad", "kalenderdagar", "2011-09-12"),
    Beslut("LSS-2GPJ", "LSS 2013/0120", "31.5", "vecka", "kalenderdagar", "2013-01-28"),
    Beslut("LSS-F863", "LSS 2012/0157", "29", "vecka", "kalenderdagar", "2012-05-21"),
    Beslut("LSS-NF34", "LSS 2014/0194", "26", "vecka", "52_12", "2014-02-10"),
    Beslut("LSS-CEVV", "LSS 2013/0231", "98", "manad", "kalenderdagar", "2013-10-07"),
    Beslut("LSS-K4RB", "LSS 2012/0268", "34.5", "vecka", "kalenderdagar", "2012-11-19"),
    Beslut("LSS-EEA6", "LSS 2014/0305", "32.5", "vecka", "kalenderdagar", "2014-08-25"),
    Beslut("LSS-AG3G", "LSS 2011/0342", "28", "vecka", "52_12", "2011-09-12"),
    Beslut("LSS-9F6F", "LSS 2013/0379", "89", "manad", "kalenderdagar", "2013-01-28"),
    Beslut("LSS-9GT7", "LSS 2012/0416", "36.5", "vecka", "kalenderdagar", "2012-05-21"),
    Beslut("LSS-7TQ2", "LSS 2014/0453", "22", "vecka", "kalenderdagar", "2014-02-10"),
    Beslut("LSS-XGF9", "LSS 2013/0101", "30.5", "vecka", "52_12", "2013-10-07"),
    Beslut("LSS-9ZG9", "LSS 2012/0138", "80", "manad", "kalenderdagar", "2012-11-19"),
    Beslut("LSS-7NKA", "LSS 2014/0175", "25.5", "vecka", "kalenderdagar", "2014-08-25"),
    Beslut("LSS-MPF8", "LSS 2011/0212", "15", "vecka", "kalenderdagar", "2011-09-12"),
    Beslut("LSS-2K7M", "LSS 2013/0249", "28", "vecka", "52_12", "2013-01-28"),
    Beslut("LSS-9F3C", "LSS 2012/0286", "34", "vecka", "kalenderdagar", "2012-05-21"),
    Beslut("LSS-P5XD", "LSS 2014/0323", "17", "vecka", "kalenderdagar", "2014-02-10"),
    Beslut("LSS-T4PM", "LSS 2013/0360", "14", "vecka", "kalenderdagar", "2013-10-07"),
    Beslut("LSS-JCLK", "LSS 2012/0397", "27", "vecka", "52_12", "2012-11-19"),
    Beslut("LSS-VUAV", "LSS 2014/0434", "106", "manad", "kalenderdagar", "2014-08-25"),
    Beslut("LSS-ZLCK", "LSS 2011/0471", "22.5", "vecka", "kalenderdagar", "2011-09-12"),
    Beslut("LSS-5KRZ", "LSS 2013/0119", "21", "vecka", "kalenderdagar", "2013-01-28"),
    Beslut("LSS-FRRZ", "LSS 2012/0156", "19", "vecka", "52_12", "2012-05-21"),
    Beslut("LSS-BJ9A", "LSS 2014/0193", "144", "manad", "kalenderdagar", "2014-02-10"),
    Beslut("LSS-5AQB", "LSS 2012/0267", "1.5", "vecka", "kalenderdagar", "2012-11-19"),
    Beslut("LSS-FV99", "LSS 2014/0304", "37", "vecka", "52_12", "2014-08-25"),
)

DUBBEL = {"LSS-Z952": Dubbel("7.5", 60), "LSS-K4RB": Dubbel("7.5", 60)}
"""Tiden ingår i ärendets timmar."""
