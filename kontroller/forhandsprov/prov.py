"""Ett förhandsprov: en anordnares filer läses in, prövas och glöms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assistans.models import User
from assistans.svenska import manad_namn, upprakning
from assistans.tid import first_of_month
from beslut.models import Anordnare, Brukare
from beslut.synkrets import Synkrets, only_known_to
from fakturor.models import Faktura, Fakturarad, Redovisning
from fakturor.models.faktura import FakturaQuerySet
from fakturor.services.importing import Fil, Importresultat, import_folder
from kontroller import regelverk as regelverken
from kontroller import verdiktfil
from kontroller.forhandsprov.anordnarvy import own_facts, told, without_content
from kontroller.forhandsprov.egna import load_own
from kontroller.forhandsprov.filerna import check_files, provider_of, received_before
from kontroller.forhandsprov.transaktion import ProvRefused, never_stored
from kontroller.loading import load_facts
from kontroller.models import Regelverk
from kontroller.motor import judge
from kontroller.regler import load_versions

BLOCK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Prov:
    """What the files would lead to, as the provider may know it."""

    manad: date
    regelverk: str
    fakturor: list[dict[str, Any]]
    """As in the verdict file."""
    filer: list[dict[str, Any]]
    """As in the result of las_in."""
    andra_manader: list[str]
    """Numbers of the invoices that claim other months alone, and were not tried."""

    @property
    def has_errors(self) -> bool:
        return bool(self.andra_manader) or any(fil["fel"] for fil in self.filer)

    def as_json(self) -> dict[str, Any]:
        """The verdict file, with no run behind it, and the files."""
        return {
            **verdiktfil.run_to_json(None, self.manad, self.regelverk, self.fakturor),
            "filer": self.filer,
            "andra_manader": self.andra_manader,
        }


def try_files(filer: Sequence[Fil], *, by: User, at: datetime, manad: date | None = None, orgnr: str = "") -> Prov:
    """Read a provider's files and judge its invoices of the month, as it would be done for real, and store nothing.

    With `orgnr` the files are that provider's, and others are unknown to them. Without a month it is the one that the
    invoices claim. Raises ProvRefused or ProvUpptaget.
    """
    check_files(filer)
    with never_stored():
        senaste = Faktura.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        anordnare = _the_provider(filer, orgnr, at)
        with only_known_to(Synkrets(anordnare=anordnare.pk if anordnare else None, bara_egen=bool(orgnr))):
            resultat = import_folder(filer, by=by, at=at, with_statistics=False)
        kommer = Faktura.objects.filter(Q(pk__gt=senaste, mottagen=at) | received_before(filer, anordnare, at=at))
        return _judge(kommer.standing(), resultat, manad=manad, at=at)


def _the_provider(filer: Sequence[Fil], orgnr: str, at: datetime) -> Anordnare | None:
    """The provider whom the files are tried for. Whose else they may be is not asked on behalf of a provider."""
    if orgnr:
        return Anordnare.objects.filter(orgnr=orgnr).first()
    return provider_of(filer, idag=timezone.localdate(at))


def _judge(kommer: FakturaQuerySet, resultat: Importresultat, *, manad: date | None, at: datetime) -> Prov:
    manad = manad or _month_of(kommer, resultat, at)
    aktuella = kommer.filter(Q(rader__manad=manad) | ~Q(pk__in=_with_month())).distinct()
    regelverken.ensure_standard(at=at)
    regelverk = regelverken.in_force(manad)
    ids = list(aktuella.order_by("pk").values_list("pk", flat=True))
    return Prov(
        manad=manad,
        regelverk=regelverk.version,
        fakturor=[en for fran in range(0, len(ids), BLOCK) for en in _verdicts(ids[fran : fran + BLOCK], regelverk)],
        filer=[fil.as_json() for fil in resultat.filer],
        andra_manader=sorted(kommer.exclude(pk__in=ids).values_list("nummer", flat=True)),
    )


def _with_month() -> QuerySet:
    return Fakturarad.objects.filter(manad__isnull=False).values("faktura")


def _month_of(fakturor: FakturaQuerySet, resultat: Importresultat, at: datetime) -> date:
    """The one month that the invoices claim, else the reports. Raises ProvRefused when they are several."""
    rader = Fakturarad.objects.filter(faktura__in=fakturor, manad__isnull=False)
    manader = set(rader.values_list("manad", flat=True))
    if not manader:
        akter = {pk for fil in resultat.filer for pk in fil.redovisningar}
        manader = set(Redovisning.objects.filter(pk__in=akter).values_list("manad", flat=True))
    if len(manader) > 1:
        vilka = upprakning([manad_namn(m) for m in sorted(manader)])
        raise ProvRefused(f"Filerna gäller flera månader: {vilka}. Ange vilken av dem som ska prövas.")
    return manader.pop() if manader else first_of_month(timezone.localdate(at))


def _verdicts(ids: list[int], regelverk: Regelverk) -> list[dict[str, Any]]:
    som_motorn_laser, regler = regelverken.as_engine_reads_it(regelverk), load_versions()
    fakta = list(load_facts(ids))
    eget = load_own(fakta)
    skyddade = _protected(ids)
    svar = []
    for en in fakta:
        hela, egna = judge(en, som_motorn_laser, regler), judge(own_facts(en, eget), som_motorn_laser, regler)
        verdikt, tips = told(hela, egna, en)
        if en.faktura.id in skyddade:
            verdikt, tips = without_content(verdikt), without_content(tips)
        svar.append(verdiktfil.invoice_to_json(en.faktura.leverantor, en.faktura.nummer, hela.resultat, verdikt, tips))
    return svar


def _protected(ids: list[int]) -> set[int]:
    """The invoices with a line about a person with protected identity."""
    rader = Fakturarad.objects.filter(faktura__in=ids, brukare__in=Brukare.objects.protected())
    return set(rader.values_list("faktura", flat=True))
