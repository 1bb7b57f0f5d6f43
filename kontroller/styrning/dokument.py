"""De fyra slagen av styrdokument: vem som lägger fram och registrerar dem, och hur var och en byggs och jämförs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kontroller.models import Styrdokument
from kontroller.rapport.avsnitt import Avsnitt
from kontroller.styrning import plan, riskanalys, riskanalys_avsnitt, uppfoljning
from kontroller.styrning.innehall import Innehall, read
from kontroller.styrning.process import avsnitt as process_avsnitt
from kontroller.styrning.process import beskrivning, skillnad

SAMMANFATTNING = "sammanfattning"
"""What the one who proposed the document says about it, in its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokumentslag:
    """Ett slag av dokument. `build` får året och dagen, `differences` det tidigare och det senare innehållet."""

    slag: str
    se: str
    foresla: str
    faststall: str
    build: Callable[[int, date], Innehall]
    differences: Callable[[Innehall, Innehall], list[str]]
    sections: Callable[[Innehall], tuple[Avsnitt, ...]]
    rubrik: str
    """Bestämd form, som det står i en mening."""
    sida: str
    """Namnet på adressen till sidan om det."""


RISK = {"se": "kontroller.se_risk", "foresla": "kontroller.hantera_risk", "faststall": "kontroller.faststall_risk"}
PROCESS = {
    "se": "kontroller.se_process",
    "foresla": "kontroller.hantera_process",
    "faststall": "kontroller.faststall_process",
}
SLAG: dict[str, Dokumentslag] = {
    dokument.slag: dokument
    for dokument in (
        Dokumentslag(
            slag=Styrdokument.Slag.RISKANALYS,
            **RISK,
            build=riskanalys.build,
            differences=riskanalys.differences,
            sections=riskanalys_avsnitt.sections,
            rubrik="riskanalysen",
            sida="kontroller:riskanalys",
        ),
        Dokumentslag(
            slag=Styrdokument.Slag.INTERNKONTROLLPLAN,
            **RISK,
            build=plan.build,
            differences=plan.differences,
            sections=plan.sections,
            rubrik="internkontrollplanen",
            sida="kontroller:internkontrollplan",
        ),
        Dokumentslag(
            slag=Styrdokument.Slag.UPPFOLJNING,
            **RISK,
            build=uppfoljning.build,
            differences=uppfoljning.differences,
            sections=uppfoljning.sections,
            rubrik="uppföljningen",
            sida="kontroller:internkontrollplan",
        ),
        Dokumentslag(
            slag=Styrdokument.Slag.PROCESS,
            **PROCESS,
            build=beskrivning.build,
            differences=skillnad.differences,
            sections=process_avsnitt.sections,
            rubrik="processen",
            sida="kontroller:processen",
        ),
    )
}


def document_sections(dokument: Styrdokument) -> tuple[Avsnitt, ...]:
    """A stored document as sections, from its content alone."""
    return content_sections(SLAG[dokument.slag], read(dokument.innehall))


def content_sections(slag: Dokumentslag, innehall: Innehall) -> tuple[Avsnitt, ...]:
    """A content as sections, what the one who proposed it says about it first."""
    sammanfattning = innehall.get(SAMMANFATTNING, "")
    inledning = (
        (Avsnitt(kod="sammanfattning", rubrik="Sammanfattning", stycken=tuple(sammanfattning.split("\n\n"))),)
        if sammanfattning
        else ()
    )
    return (*inledning, *slag.sections(innehall))


def in_force(slag: str, *, ar: int | None = None) -> Styrdokument | None:
    """The document that the nämnd adopted last, of a year when one is given. One query."""
    antagna = Styrdokument.objects.adopted().filter(slag=slag, **({"ar": ar} if ar else {}))
    return antagna.select_related("foreslaget_av", "antaget_av").first()


def before(dokument: Styrdokument) -> Styrdokument | None:
    """The document that held before this one: the adopted one that it is compared with. One query."""
    antagna = Styrdokument.objects.adopted().filter(slag=dokument.slag).exclude(pk=dokument.pk)
    if dokument.antaget is not None:
        antagna = antagna.filter(antaget__lt=dokument.antaget)
    return antagna.first()


def changes_since(slag: Dokumentslag, antaget: Styrdokument, innehall: Innehall) -> list[str]:
    """What a content says otherwise than an adopted document, in sentences."""
    return slag.differences(read(antaget.innehall), innehall)
