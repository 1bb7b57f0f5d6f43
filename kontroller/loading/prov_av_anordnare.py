"""Det som kommunen har tagit reda på vid sidan av besluten, för ett block: en fråga för varje slag av uppgift."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear

from beslut import models
from beslut.namnlikhet import same_name
from fakturor.models import FelaktigUppgift
from kontroller import fakta
from kontroller.loading.gruppering import grouped

BESLUT = """
SELECT b.brukare_id, b.id, b.diarienummer, b.beslutsdatum, b.organ, b.beslutsfattare_konto_id,
       EXISTS (SELECT FROM beslut_delegation), d.id, d.punkt, d.avser, d.galler_fran, d.galler_tom
FROM beslut_beslut b
LEFT JOIN beslut_delegation d ON b.organ = 'delegat' AND d.delegat_id = b.beslutsfattare_konto_id
    AND (b.delegation_id IS NULL OR d.id = b.delegation_id)
WHERE b.brukare_id = ANY(%s)
ORDER BY b.id, d.id
"""
"""Den delegation som beslutet anger, annars alla som beslutsfattaren har."""


class Provblock:
    """Det som är känt om blockets anordnare och personer. Sex frågor, hur stort blocket än är."""

    def __init__(self, brukare: Collection[int], anordnare: Collection[int]) -> None:
        self._brukare, self._anordnare = sorted(brukare), sorted(anordnare)
        self._blickar = self._load_looks()
        self._kontroller = self._load_checks()
        self._funktionarer = self._load_functionaries()
        self._felaktiga = self._load_wrong_statements()
        self._relationer = self._load_relations()
        self._beslut = self._load_decisions()

    def look_at(self, tillstand: int) -> fakta.Tillstandsblick | None:
        """The last time that somebody looked at how a permit stands."""
        return self._blickar.get(tillstand)

    def about_provider(self, anordnare: models.Anordnare) -> dict[str, Any]:
        """The fields of a provider's facts that are found out, and not registered with her."""
        agare: tuple[fakta.Funktionar, ...] = ()
        if anordnare.form == models.Anordnare.Form.ENSKILD_FIRMA and anordnare.person_id:
            agare = (fakta.Funktionar(person=anordnare.person_id, roll="agare", fran=None, tom=None, i_kommunen=False),)
        return {
            "bolagskontroller": self._kontroller[anordnare.pk],
            "funktionarer": agare + self._funktionarer[anordnare.pk],
            "felaktiga": self._felaktiga[anordnare.pk],
        }

    def about_person(self, brukare: int) -> dict[str, Any]:
        """Who made the person's decisions, and who is close to her."""
        return {"beslut": self._beslut[brukare], "relationer": self._relationer[brukare]}

    def _load_looks(self) -> dict[int, fakta.Tillstandsblick]:
        senaste = (
            models.Tillstandskontroll.objects.filter(tillstand__anordnare__in=self._anordnare)
            .order_by("tillstand", "-datum", "-pk")
            .distinct("tillstand")
            .values_list("tillstand", "datum", "status")
        )
        return {pk: fakta.Tillstandsblick(datum=datum, status=status) for pk, datum, status in senaste}

    def _load_checks(self) -> defaultdict[int, tuple[fakta.Bolagskontroll, ...]]:
        senaste = (
            models.Bolagskontroll.objects.filter(anordnare__in=self._anordnare)
            .order_by("anordnare", "slag", "-datum", "-pk")
            .distinct("anordnare", "slag")
            .values_list("anordnare", "slag", "utfall", "datum")
        )
        return grouped(
            (pk, fakta.Bolagskontroll(slag=slag, utfall=utfall, datum=datum)) for pk, slag, utfall, datum in senaste
        )

    def _load_functionaries(self) -> defaultdict[int, tuple[fakta.Funktionar, ...]]:
        rader = models.Funktionar.objects.filter(anordnare__in=self._anordnare).order_by("pk")
        return grouped(
            (
                pk,
                fakta.Funktionar(person=person, roll=roll, fran=fran, tom=tom, i_kommunen=bool(i_kommunen.strip())),
            )
            for pk, person, roll, fran, tom, i_kommunen in rader.values_list(
                "anordnare", "person", "roll", "galler_fran", "galler_tom", "i_kommunen"
            )
        )

    def _load_wrong_statements(self) -> defaultdict[int, tuple[fakta.FelaktigaUppgifter, ...]]:
        raknas = FelaktigUppgift.objects.filter(
            avtal__anordnare__in=self._anordnare, bekraftad__isnull=False, struken__isnull=True
        )
        antal = (
            raknas.order_by()
            .values_list("avtal__anordnare", "avtal", ExtractYear("lamnad"))
            .annotate(antal=Count("pk"))
            .order_by("avtal", "lamnad__year")
        )
        return grouped((pk, fakta.FelaktigaUppgifter(avtal=avtal, ar=ar, antal=n)) for pk, avtal, ar, n in antal)

    def _load_relations(self) -> defaultdict[int, tuple[fakta.Relation, ...]]:
        """Those close to the persons who decide at one of the block's providers: others say nothing of the provider."""
        bestammer = {f.person for rader in self._funktionarer.values() for f in rader if f.person}
        egna_firmor = models.Anordnare.objects.filter(pk__in=self._anordnare, form="enskild_firma").values("person")
        rader = models.Relation.objects.filter(brukare__in=self._brukare)
        rader = rader.filter(person__in=bestammer) | rader.filter(person__in=egna_firmor)
        return grouped(
            (
                rad.brukare_id,
                fakta.Relation(
                    person=rad.person_id,
                    narstaende=rad.is_narstaende,
                    hushall=rad.hushall,
                    fran=rad.galler_fran,
                    tom=rad.galler_tom,
                ),
            )
            for rad in rader.order_by("pk")
        )

    def _load_decisions(self) -> defaultdict[int, tuple[fakta.Beslut, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(BESLUT, [self._brukare])
            rader = cursor.fetchall()
        delegationer = grouped(
            (beslut, fakta.Delegation(id=pk, punkt=punkt, avser=slag, fran=fran, tom=tom))
            for _, beslut, _, _, _, _, _, pk, punkt, avser, fran, tom in rader
            if pk is not None
            for slag in avser
        )
        olika = {rad[1]: rad for rad in rader}
        return grouped(
            (
                brukare,
                fakta.Beslut(
                    id=pk,
                    diarienummer=diarienummer,
                    datum=datum,
                    organ=organ,
                    beslutsfattare=konto,
                    delegationer=delegationer[pk],
                    delegationsordning=finns,
                ),
            )
            for brukare, pk, diarienummer, datum, organ, konto, finns, *_ in olika.values()
        )


def holder_of(konto: models.Konto) -> str:
    """Whether the holder that the giro register or the bank names is called as the provider: samma, annan, or empty
    when nobody has written it down.
    """
    if not konto.innehavare.strip():
        return ""
    return "samma" if same_name(konto.innehavare, konto.anordnare.namn) else "annan"


def with_decision_paper() -> Exists:
    """Whether a ground for paying somebody else has a decision among its documents (B08)."""
    handlingar = models.Handling.objects.filter(
        objekt=models.Betalningsmottagare._meta.label_lower,
        objekt_id=OuterRef("pk"),
        slag=models.Handling.Slag.BESLUT,
        dold__isnull=True,
    )
    return Exists(handlingar)
