"""Personer, beslut, anordnare, uppdrag och timbelopp för ett block."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from assistans.personnummer import birthday_18
from beslut import models
from fakturor.models import Redovisning
from kontroller import fakta
from kontroller.loading.belopp import exact
from kontroller.loading.gruppering import grouped as grouped
from kontroller.loading.prov_av_anordnare import Provblock, holder_of, with_decision_paper
from kontroller.regel import ALLTID

BRUKARENS_FALT = ("id", "person_id", "referens", "avliden", "folkbokforingskommun", "person__personnummer")
BESLUTSRADENS_FALT = (
    *("id", "brukare_id", "beslut__diarienummer", "rad", "typ", "galler_fran", "galler_tom", "timmar", "enhet"),
    *("omrakning", "tidstyp", "dubbel"),
)
UPPDRAGETS_FALT = (
    *("id", "brukare_id", "anordnare_id", "galler_fran", "galler_tom", "avtalsform", "avtal_datum"),
    *("informerad_om_upphort", "natt"),
)
MANDATETS_FALT = (
    *("id", "brukare_id", "anordnare_id", "galler_fran", "galler_tom", "grund", "undertecknad", "aterkallad"),
    *("diarienummer", "har_beslut"),
)


def minutes(instant: datetime) -> int:
    """An instant as whole minutes since 1970 UTC."""
    return int(instant.timestamp()) // 60


class Registerblock:
    """Registren så som de rör blockets redovisningar och anordnare."""

    def __init__(self, redovisningar: list[Redovisning], anordnare: set[int]) -> None:
        self._brukare_ids = {r.brukare_id for r in redovisningar}
        self._anordnare_ids = anordnare | {r.anordnare_id for r in redovisningar}
        self._prov = Provblock(self._brukare_ids, self._anordnare_ids)
        self.brukare = self._load_persons()
        self.anordnare = self._load_providers()
        self.uppdrag = self._load_assignments()
        self.mandat = self._load_mandates()
        self._timbelopp = self._load_rates()

    def rates_for(self, r: Redovisning) -> tuple[fakta.Timbelopp, ...]:
        """The hourly amounts that can apply to a dossier: the municipality's, the person's and the provider's."""
        nycklar = ((None, None), (r.brukare_id, None), (None, r.anordnare_id))
        return tuple(rad for nyckel in nycklar for rad in self._timbelopp[nyckel])

    def _load_persons(self) -> dict[int, fakta.Brukare]:
        beslutsrader = self._decisions()
        vistelser = self._stays()
        foretradare = grouped(
            (s.brukare_id, fakta.Foretradare(person=s.person_id, roll=s.roll, fran=s.galler_fran, tom=s.galler_tom))
            for s in models.Stallforetradare.objects.filter(brukare__in=self._brukare_ids).order_by("pk")
        )
        brukare = {}
        rader = models.Brukare.objects.filter(pk__in=self._brukare_ids).values_list(*BRUKARENS_FALT, named=True)
        for b in rader:
            brukare[b.id] = fakta.Brukare(
                id=b.id,
                person=b.person_id,
                referens=b.referens,
                avliden=b.avliden,
                folkbokforingskommun=b.folkbokforingskommun or None,
                fyller_18=birthday_18(b.person__personnummer),
                foretradare=foretradare[b.id],
                beslutsrader=beslutsrader[b.id],
                vistelser=vistelser[b.id],
                **self._prov.about_person(b.id),
            )
        return brukare

    def _decisions(self) -> defaultdict[int, tuple[fakta.Beslutsrad, ...]]:
        rader = models.Beslutsrad.objects.filter(brukare__in=self._brukare_ids).order_by("pk")
        return grouped(
            (
                rad.brukare_id,
                fakta.Beslutsrad(
                    id=rad.id,
                    diarienummer=rad.beslut__diarienummer,
                    rad=rad.rad,
                    typ=rad.typ,
                    fran=rad.galler_fran,
                    tom=rad.galler_tom,
                    timmar=exact(rad.timmar),
                    enhet=rad.enhet,
                    omrakning=rad.omrakning,
                    tidstyp=rad.tidstyp,
                    dubbel=rad.dubbel,
                ),
            )
            for rad in rader.values_list(*BESLUTSRADENS_FALT, named=True)
        )

    def _stays(self) -> defaultdict[int, tuple[fakta.Vistelse, ...]]:
        return grouped(
            (
                v.brukare_id,
                fakta.Vistelse(
                    id=v.pk,
                    typ=v.typ,
                    borjar=minutes(v.borjar),
                    slutar=minutes(v.slutar) if v.slutar else None,
                    forsta_dag=timezone.localdate(v.borjar),
                    sista_dag=timezone.localdate(v.slutar) if v.slutar else None,
                    sarskilda_skal=v.sarskilda_skal,
                ),
            )
            for v in models.Vistelse.objects.filter(brukare__in=self._brukare_ids).order_by("borjar")
        )

    def _load_providers(self) -> dict[int, fakta.Anordnare]:
        tillstand = grouped(
            (
                t.anordnare_id,
                fakta.Tillstand(
                    id=t.pk,
                    typ=t.typ,
                    fran=t.galler_fran,
                    tom=t.galler_tom,
                    status=t.status,
                    kontrollerad=t.kontrollerad,
                    senast_sedd=self._prov.look_at(t.pk),
                ),
            )
            for t in models.Tillstand.objects.filter(anordnare__in=self._anordnare_ids).order_by("galler_fran", "pk")
        )
        konton = grouped((k.anordnare_id, self._account(k)) for k in self._accounts())
        return {
            a.pk: fakta.Anordnare(
                id=a.pk,
                orgnr=a.orgnr,
                form=a.form,
                f_skatt=a.f_skatt,
                konton=konton[a.pk],
                tillstand=tillstand[a.pk],
                **self._prov.about_provider(a),
            )
            for a in models.Anordnare.objects.filter(pk__in=self._anordnare_ids)
        }

    def _accounts(self):
        samma = (
            models.Konto.objects.current()
            .filter(typ=OuterRef("typ"), nummer=OuterRef("nummer"))
            .exclude(anordnare=OuterRef("anordnare"))
            .values("typ")
            .annotate(antal=Count("anordnare", distinct=True))
        )
        konton = models.Konto.objects.current().filter(anordnare__in=self._anordnare_ids).select_related("anordnare")
        return konton.annotate(andra=Subquery(samma.values("antal"))).order_by("pk")

    @staticmethod
    def _account(konto: models.Konto) -> fakta.RegistreratKonto:
        return fakta.RegistreratKonto(
            konto=fakta.Konto(typ=konto.typ, nummer=konto.nummer),
            # The day it was registered says nothing about invoices written before: what counts is that it is verified.
            fran=ALLTID,
            tom=None,
            verifierat=konto.verifierat is not None,
            andra_anordnare=konto.andra or 0,
            metod=konto.verifierat_metod,
            innehavare=holder_of(konto),
        )

    def _load_assignments(self) -> defaultdict[tuple[int, int], tuple[fakta.Uppdrag, ...]]:
        return grouped(
            (
                (u.brukare_id, u.anordnare_id),
                fakta.Uppdrag(
                    id=u.id,
                    fran=u.galler_fran,
                    tom=u.galler_tom,
                    avtalsform=u.avtalsform,
                    avtal_datum=u.avtal_datum,
                    informerad_om_upphort=u.informerad_om_upphort,
                    natt=u.natt,
                ),
            )
            for u in models.Uppdrag.objects.filter(brukare__in=self._brukare_ids, anordnare__in=self._anordnare_ids)
            .order_by("galler_fran", "pk")
            .values_list(*UPPDRAGETS_FALT, named=True)
        )

    def _load_mandates(self) -> defaultdict[tuple[int, int], tuple[fakta.Mandat, ...]]:
        return grouped(
            (
                (m.brukare_id, m.anordnare_id),
                fakta.Mandat(
                    id=m.id,
                    fran=m.galler_fran,
                    tom=m.galler_tom,
                    grund=m.grund,
                    undertecknad=m.undertecknad,
                    aterkallad=m.aterkallad,
                    diarienummer=m.diarienummer,
                    beslutshandling=m.har_beslut,
                ),
            )
            for m in models.Betalningsmottagare.objects.filter(
                brukare__in=self._brukare_ids, anordnare__in=self._anordnare_ids
            )
            .annotate(har_beslut=with_decision_paper())
            .order_by("galler_fran", "pk")
            .values_list(*MANDATETS_FALT, named=True)
        )

    def _load_rates(self) -> defaultdict[tuple[int | None, int | None], tuple[fakta.Timbelopp, ...]]:
        galler = Q(brukare=None) | Q(brukare__in=self._brukare_ids)
        galler &= Q(anordnare=None) | Q(anordnare__in=self._anordnare_ids)
        return grouped(
            (
                (t.brukare_id, t.anordnare_id),
                fakta.Timbelopp(
                    id=t.pk, kategori=t.kategori, fran=t.galler_fran, tom=t.galler_tom, belopp=exact(t.belopp)
                ),
            )
            for t in models.Timbelopp.objects.filter(galler).order_by("kategori", "galler_fran", "pk")
        )
