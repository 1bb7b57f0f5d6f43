"""Det övriga som registren kan veta om en skyddad person, och de som är skyddade i en öppen persons ärende.

Vendela är assistent, Torsten god man, Hillevi syster och Malte verkställande direktör. Alla fyra står hos Elsa eller
hennes anordnare, som vem som helst får läsa om, men vilka de är vet bara de namngivna.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistans.models import Utkast
from beslut.models import (
    Assistent,
    Beslut,
    Beslutsandring,
    Brev,
    Brukare,
    Funktionar,
    Jav,
    Person,
    Relation,
    Stallforetradare,
    Tilldelning,
    Timbelopp,
)
from beslut.tests.byggstenar import build_overklagande
from fakturor.models import Dokument, Intyg, Redovisning, Tidrapport
from tests.byggstenar import (
    DAGAR,
    NU,
    build_assistent,
    build_faktura,
    build_handlaggare,
    build_handling,
    build_person,
    build_rapport,
    build_user,
)
from tests.byggstenar_anordnare import build_funktionar
from tests.byggstenar_avtal import build_avtal
from tests.byggstenar_sjuklon import build_sjuklon_for

VENDELAS_NUMMER, TORSTENS_NUMMER, HILLEVIS_NUMMER, MALTES_NUMMER = (
    "189001059808",
    "189001069815",
    "189001079806",
    "189001089813",
)
SKYDDADE_ANDRA = ("Vendela", "Gömmefors", "Torsten Lövhyltan", "Hillevi Ekeskog", "Malte Skymningsdal")
"""What those are called who are protected without being brukare."""
DERAS_NUMMER = (VENDELAS_NUMMER, TORSTENS_NUMMER, HILLEVIS_NUMMER, MALTES_NUMMER)
ORD_OM_OTTILIA = (
    "Linnea Fagerslätt",
    "Brevorden",
    "Handlingsorden",
    "Utkastorden",
    "Ändringsorden",
    "Tilldelningsorden",
    "Ö 1317-77",
    "311,13",
)
"""Words that stand in what is registered about Ottilia, and nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyddadeAndra:
    """De som är skyddade i Elsas ärende, och raderna som säger vilka de är."""

    assistent: Assistent
    foretradare: Stallforetradare
    relation: Relation
    funktionar: Funktionar
    rapport: Tidrapport

    @property
    def elsa(self) -> Brukare:
        """The open person whom they are around."""
        return self.foretradare.brukare

    @property
    def personer(self) -> list[Person]:
        """The four humans."""
        return [rad.person for rad in (self.assistent, self.foretradare, self.relation, self.funktionar)]


def build_rest_of_case(ottilia: Brukare, elsa: Brukare, beslut: Beslut, timbelopp: Timbelopp) -> None:
    """What else can be registered about a protected person, on her own case and on her sister Elsa's."""
    Relation.objects.create(brukare=elsa, person=ottilia.person, namn="Ottilia Björkhagra", slag="syskon")
    linnea = build_person("189001099804")
    slakt = Relation.objects.create(brukare=ottilia, person=linnea, namn="Linnea Fagerslätt", slag="syskon")
    build_handling(slakt, rubrik=f"Handlingsorden om {ottilia.referens}", mime="image/png")
    Brev.objects.create(
        slag="annat",
        brukare=ottilia,
        amne=f"Brevorden till {ottilia.referens}",
        text=f"Brevorden om {ottilia.referens}.",
        skapat_av=build_handlaggare(),
        skapat=NU,
    )
    build_overklagande(beslut, malnummer="Ö 1317-77", instans="forvaltningsratt", overlamnat=date(2015, 1, 14))
    Beslutsandring.objects.create(
        beslut=beslut,
        galler_fran=date(2015, 7, 1),
        grund="egen_begaran",
        motivering="Ändringsorden.",
        av=build_handlaggare(),
        tid=NU,
    )
    avtal = build_avtal()
    ordning = [{"avtal": avtal.pk, "senast": None, "forbi": ""}]
    Tilldelning.objects.create(
        brukare=ottilia, avtal=avtal, ordning=ordning, skal="Tilldelningsorden.", av=build_handlaggare(), tid=NU
    )
    karl = build_user("karl")
    Jav.objects.create(
        anvandare=karl, brukare=ottilia, grund="annan", beskrivning="Tilldelningsorden.", anmald_av=karl, anmald=NU
    )
    timbelopp.kostnader.create(slag="lon", belopp=Decimal("311.13"))
    sida = f"/brukare/{ottilia.pk}/andra/"
    Utkast.objects.create(user=build_user("karl"), sida=sida, data={"fornamn": ["Utkastorden"]}, sparat=NU)


def build_protected_others(elsas: Redovisning) -> SkyddadeAndra:
    """Protected people around Elsa, who is open: one works for her, and has certified it; an invoice names her."""
    elsa, anordnare = elsas.brukare, elsas.anordnare
    vendela, torsten, hillevi, malte = (build_person(nummer) for nummer in DERAS_NUMMER)
    Person.objects.filter(pk__in=[vendela.pk, torsten.pk, hillevi.pk, malte.pk]).update(skyddad=True)
    build_assistent(anordnare, VENDELAS_NUMMER, namn="Vendela Gömmefors", brukare=elsa)
    assistent = build_assistent(anordnare, VENDELAS_NUMMER, namn="Vendela Gömmefors")
    foretradare = Stallforetradare.objects.create(
        brukare=elsa, person=torsten, namn="Torsten Lövhyltan", roll="god_man", galler_fran=date(2014, 1, 1)
    )
    relation = Relation.objects.create(brukare=elsa, person=hillevi, namn="Hillevi Ekeskog", slag="syskon")
    funktionar = build_funktionar(anordnare, person=malte, namn="Malte Skymningsdal")
    build_handling(assistent, rubrik="Utdrag för Vendela Gömmefors", mime="image/png")
    build_handling(relation, rubrik="Brev från Hillevi Ekeskog", mime="image/png")
    rapport = build_rapport(elsas, kod="R-9F3C-VIK", dagar=DAGAR[:1], personnummer=VENDELAS_NUMMER)
    _certify(rapport, "assistent", vendela, "Vendela Gömmefors", "sjalv")
    _certify(rapport, "brukare", torsten, "Torsten Lövhyltan", "god_man")
    _certify(rapport, "anordnare", malte, "Malte Skymningsdal", "arbetsgivare")
    text = "Vikarie: Vendela Gömmefors"
    build_faktura(elsas, nummer="4712", dokument=build_dokument("e", text), texter=[{"falt": "cbc:Note", "text": text}])
    build_sjuklon_for(elsa, anordnare.orgnr, vendela, by=build_user("sigge"))
    return SkyddadeAndra(
        assistent=assistent, foretradare=foretradare, relation=relation, funktionar=funktionar, rapport=rapport
    )


def build_dokument(tecken: str, text: str) -> Dokument:
    """An invoice as it was received, with a note."""
    return Dokument.objects.create(
        sha256=tecken * 64,
        namn="faktura.xml",
        mime="application/xml",
        innehall=f"<Invoice><Note>{text}</Note></Invoice>".encode(),
    )


def _certify(rapport: Tidrapport, part: str, person: Person, namn: str, roll: str) -> Intyg:
    return Intyg.objects.create(
        rapport=rapport,
        version=rapport.version,
        part=part,
        person=person,
        namn=namn,
        roll=roll,
        datum=date(2015, 6, 2),
        satt="underskrift",
        registrerat_av=build_user("karl"),
        registrerat=NU,
    )
