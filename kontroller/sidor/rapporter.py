"""Sidan med nämndens rapporter: år för år varje månad, kvartal och år som går att skriva om, och det som är skrivet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from assistans.models import User
from assistans.svenska import heltal, tidpunkt
from kontroller.models import Kontrollrapport, Korning
from kontroller.rapport.period import Tidrymd, Utgava, span_of
from kontroller.services.reporting import SKRIVS, state_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportrad:
    """En månad, ett kvartal eller ett år med minst en kontrollerad månad, och dess rapporter, den senaste först."""

    tidrymd: Tidrymd
    korningar: tuple[Korning, ...]
    rapporter: tuple[Kontrollrapport, ...]
    lage: str

    @property
    def namn(self) -> str:
        """`april 2015`, `andra kvartalet 2015` or `2015`."""
        return self.tidrymd.namn

    @property
    def kontrollerad(self) -> str:
        """When the newest control of it was finished."""
        senast = max(self.korningar, key=lambda k: k.avslutad or k.startad)
        return tidpunkt(senast.avslutad or senast.startad, ar=True)

    @property
    def underlag(self) -> str:
        """What a report of it is written from."""
        if self.tidrymd.slag == Utgava.MANAD:
            [korning] = self.korningar
            return f"Körning {korning.pk}, regelverk {korning.regelverk.version}"
        return f"{heltal(len(self.korningar))} av {heltal(len(self.tidrymd.manader))} månader är kontrollerade"

    @property
    def skrivs(self) -> bool:
        """Whether a worker is writing the report."""
        return self.lage == SKRIVS

    @property
    def hinder(self) -> str:
        """Why the last order could not be carried out, or nothing."""
        return "" if self.skrivs else self.lage

    @property
    def inaktuell(self) -> bool:
        """Whether the newest report is of other runs than those that now hold."""
        if not self.rapporter:
            return False
        skriven_ur = {rad.korning_id for rad in self.rapporter[0].rapportkorningar.all()}
        return skriven_ur != {korning.pk for korning in self.korningar}


def list_reports(reader: User) -> list[tuple[int, list[Rapportrad]]]:
    """Every year with a finished control, newest first, and what can be written of it: the year, then each quarter
    with its months. Who sees no drafts sees only what has a signed report. Three statements, and one look in the cache.
    """
    senaste = {k.manad: k for k in Korning.objects.done().select_related("regelverk").order_by("pk")}
    rapporter: dict[Tidrymd, list[Kontrollrapport]] = defaultdict(list)
    alla = Kontrollrapport.objects.open_to(reader).without_files().prefetch_related("rapportkorningar")
    alla = alla.select_related("skapad_av", "signatur__av")
    for rapport in alla.order_by("-pk"):
        rapporter[rapport.tidrymd].append(rapport)

    per_ar = {ar: list(_spans(ar, list(senaste))) for ar in sorted({m.year for m in senaste}, reverse=True)}
    if not reader.may("kontroller.se_rapportutkast"):
        per_ar = {ar: kvar for ar, alla in per_ar.items() if (kvar := [t for t in alla if t in rapporter])}
    lagen = cache.get_many(state_key(tidrymd) for tidrymder in per_ar.values() for tidrymd in tidrymder)
    return [
        (
            ar,
            [
                Rapportrad(
                    tidrymd=tidrymd,
                    korningar=tuple(senaste[manad] for manad in tidrymd.manader if manad in senaste),
                    rapporter=tuple(rapporter[tidrymd]),
                    lage=lagen.get(state_key(tidrymd), ""),
                )
                for tidrymd in tidrymder
            ],
        )
        for ar, tidrymder in per_ar.items()
    ]


def newest_for_the_board() -> Kontrollrapport | None:
    """The report that was signed last. One query."""
    undertecknade = Kontrollrapport.objects.signed().without_files().select_related("signatur__av")
    return undertecknade.order_by("-signatur__tid", "-pk").first()


def _spans(ar: int, manader: Sequence[date]) -> Iterator[Tidrymd]:
    """The year, and each quarter of it with its months, newest first, that have a controlled month."""
    yield Tidrymd(Utgava.AR, date(ar, 1, 1))
    i_aret = sorted((manad for manad in manader if manad.year == ar), reverse=True)
    kvartal = None
    for manad in i_aret:
        if kvartal != (kvartal := span_of(Utgava.KVARTAL, manad)):
            yield kvartal
        yield span_of(Utgava.MANAD, manad)
