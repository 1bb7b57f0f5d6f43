"""Det som nämnden har fastställt eller har att ta ställning till, på sidorna om det."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assistans.models import User
from kontroller.models import Styrdokument
from kontroller.rapport.avsnitt import Avsnitt, Bild
from kontroller.rapport.sattning import Ruta, SattAvsnitt, SattTabell, section_as_set
from kontroller.services.governing import adoption_obstacle, aside_obstacle
from kontroller.styrning.dokument import SLAG, before, changes_since, document_sections
from kontroller.styrning.innehall import Innehall, read

FLEST_RADER = 200
"""En längre tabell läses i filerna."""


class Sidtabell(NamedTuple):
    """En tabell på en sida: varje ruta med sin kolumns rubrik, som en smal skärm visar bredvid den.

    `dolda` är så många rader som bara står i filerna.
    """

    kod: str
    rubrik: str
    huvud: Sequence[Ruta]
    rader: list[list[tuple[str, Ruta]]]
    summa: list[tuple[str, Ruta]]
    not_under: str
    dolda: int


class Sidavsnitt(NamedTuple):
    """Ett avsnitt på en sida."""

    kod: str
    rubrik: str
    stycken: tuple[str, ...]
    bilder: tuple[Bild, ...]
    tabeller: list[Sidtabell]
    delar: list["Sidavsnitt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokumentlage:
    """Hur det står till med ett slag av dokument: det som gäller, det som väntar, de tidigare, och vad som har ändrats
    sedan det som gäller fastställdes.
    """

    slag: str
    rubrik: str
    galler: Styrdokument | None
    vantar: list[Styrdokument]
    tidigare: list[Styrdokument]
    andrat: list[str]
    far_foresla: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokumentsida:
    """Ett dokument: vad det säger, vad som skiljer det från det förra, och vad läsaren får göra med det."""

    dokument: Styrdokument
    rubrik: str
    sida: str
    avsnitt: list[Sidavsnitt]
    fore: Styrdokument | None
    skillnader: list[str]
    hinder_anta: str | None
    hinder_undan: str | None


def standing(slag: str, innehall: Innehall, *, reader: User, ar: int | None = None) -> Dokumentlage:
    """How a kind of document stands, held against what the registers say today. One query."""
    dokumentslag = SLAG[slag]
    alla = Styrdokument.objects.filter(slag=slag, **({"ar": ar} if ar else {}))
    alla = list(alla.select_related("foreslaget_av", "antaget_av", "undanlagt_av").order_by("-sammantradesdag", "-pk"))
    antagna = [dokument for dokument in alla if dokument.antaget]
    galler = antagna[0] if antagna else None
    vantar = [dokument for dokument in alla if dokument.is_proposal]
    return Dokumentlage(
        slag=slag,
        rubrik=Styrdokument.Slag(slag).label,
        galler=galler,
        vantar=vantar,
        tidigare=[dokument for dokument in alla if dokument != galler and not dokument.is_proposal],
        andrat=changes_since(dokumentslag, galler, innehall) if galler else [],
        far_foresla=not vantar and reader.may(dokumentslag.foresla),
    )


def build_document_page(dokument: Styrdokument, *, reader: User) -> Dokumentsida:
    """A document as a page. One query."""
    dokumentslag = SLAG[dokument.slag]
    fore = before(dokument)
    return Dokumentsida(
        dokument=dokument,
        rubrik=dokument.get_slag_display(),
        sida=dokumentslag.sida,
        avsnitt=set_for_page(document_sections(dokument)),
        fore=fore,
        skillnader=changes_since(dokumentslag, fore, read(dokument.innehall)) if fore else [],
        hinder_anta=adoption_obstacle(dokument=dokument, by=reader),
        hinder_undan=aside_obstacle(dokument=dokument, by=reader),
    )


def set_for_page(avsnitt: Iterable[Avsnitt]) -> list[Sidavsnitt]:
    """Sections with the cells as text."""
    return [_section(section_as_set(ett)) for ett in avsnitt]


def _section(satt: SattAvsnitt) -> Sidavsnitt:
    return Sidavsnitt(
        kod=satt.kod,
        rubrik=satt.rubrik,
        stycken=satt.stycken,
        bilder=satt.bilder,
        tabeller=[table_for_page(tabell) for tabell in satt.tabeller],
        delar=[_section(del_) for del_ in satt.delar],
    )


def table_for_page(tabell: SattTabell) -> Sidtabell:
    """A table with the heading of each cell's column beside it."""
    rubriker = [ruta.text for ruta in tabell.huvud]
    rader = [list(zip(rubriker, rad, strict=True)) for rad in tabell.rader]
    return Sidtabell(
        kod=tabell.kod,
        rubrik=tabell.rubrik,
        huvud=tabell.huvud,
        rader=rader[:FLEST_RADER],
        summa=list(zip(rubriker, tabell.summa, strict=True)) if tabell.summa else [],
        not_under=tabell.not_under,
        dolda=max(0, len(rader) - FLEST_RADER),
    )


def next_year(slag: str, dag: date) -> int:
    """The year that a proposal is most likely about: the one after the latest adopted, else that of today."""
    senaste = Styrdokument.objects.adopted().filter(slag=slag).values_list("ar", flat=True).first()
    return senaste + 1 if senaste and slag != Styrdokument.Slag.PROCESS else dag.year
