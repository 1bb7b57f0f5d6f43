"""Databasen → fakta, för ett block fakturor i taget: så många frågor, hur stort blocket än är.

`load_facts` är ingången. `register` hämtar personer, anordnare och beslut, `tid` rapporter och överlapp, `fakturor`
det som begärs. Inget namn och inget personnummer lämnar det här paketet.
"""

from collections.abc import Iterable

from django.conf import settings

from assistans.tid import last_of_month
from beslut.models import Anordnare as AnordnareModell
from fakturor.models import Faktura as FakturaModell
from fakturor.models import Redovisning as RedovisningModell
from kontroller.fakta import Fakta, Installation, Redovisning
from kontroller.loading.arbetstid import Arbetstidblock
from kontroller.loading.assistenter import Assistentblock
from kontroller.loading.fakturor import Fakturablock
from kontroller.loading.kostnader import load_cost_accounts
from kontroller.loading.register import Registerblock
from kontroller.loading.sjuklon import Sjukloneblock, placed_in
from kontroller.loading.tid import Tidblock


def load_facts(faktura_ids: Iterable[int]) -> list[Fakta]:
    """All that the rules may know about some invoices, in the order of their ids. A constant number of queries."""
    fakturor = list(FakturaModell.objects.filter(pk__in=list(faktura_ids)).prefetch_related("rader").order_by("pk"))
    sjukloner = Sjukloneblock(fakturor)
    redovisningar = _dossiers(fakturor, sjukloner)
    anordnare = set(
        AnordnareModell.objects.filter(pk__in={f.anordnare_id for f in fakturor}).values_list("pk", flat=True)
    )

    register = Registerblock(redovisningar, anordnare)
    tid = Tidblock(redovisningar, register)
    assistenter = Assistentblock(redovisningar, tid.rapporter)
    arbetstid = Arbetstidblock(redovisningar)
    kostnader = load_cost_accounts(u.id for uppdragen in register.uppdrag.values() for u in uppdragen)
    begart = Fakturablock(fakturor, redovisningar)
    installation = Installation(kommunkod=settings.KOMMUNKOD or None, orgnr=settings.KOMMUN_ORGNR or None)

    def build_dossier(r: RedovisningModell) -> Redovisning:
        return Redovisning(
            id=r.pk,
            manad=r.manad,
            sista_dag=last_of_month(r.manad),
            brukare=register.brukare[r.brukare_id],
            uppdrag=register.uppdrag[r.brukare_id, r.anordnare_id],
            mandat=register.mandat[r.brukare_id, r.anordnare_id],
            timbelopp=register.rates_for(r),
            rapporter=tid.rapporter[r.pk],
            personmanad=tid.person_month(r, begart),
            assistenternas_andra_pass=tid.assistenternas_andra_pass[r.pk],
            brukarens_andra_pass=tid.brukarens_andra_pass[r.pk],
            om_assistenter=assistenter.about(r),
            manadstal=assistenter.months_of(r),
            arbetstider=arbetstid.arbetstider[r.pk],
            kostnadsredovisningar=tuple(
                konto for u in register.uppdrag[r.brukare_id, r.anordnare_id] for konto in kostnader[u.id]
            ),
        )

    byggda = {r.pk: build_dossier(r) for r in redovisningar}

    def build_facts(faktura: FakturaModell) -> Fakta:
        begard, ansokan = begart.build(faktura), sjukloner.claim_of(faktura)
        if ansokan:
            akter = sjukloner.dossier_of(faktura, byggda)
            begard = placed_in(begard, akter)
        else:
            ids = {rad.redovisning_id for rad in faktura.rader.all() if rad.redovisning_id}
            akter = tuple(byggda[pk] for pk in sorted(ids))
        return Fakta(
            faktura=begard,
            anordnare=register.anordnare.get(faktura.anordnare_id),
            redovisningar=akter,
            installation=installation,
            sjuklon=ansokan,
        )

    return [build_facts(faktura) for faktura in fakturor]


def _dossiers(fakturor: list[FakturaModell], sjukloner: Sjukloneblock) -> list[RedovisningModell]:
    ids = {rad.redovisning_id for faktura in fakturor for rad in faktura.rader.all() if rad.redovisning_id}
    ids |= {redovisning.pk for redovisning in sjukloner.redovisningar.values()}
    return list(RedovisningModell.objects.filter(pk__in=ids).order_by("pk"))
