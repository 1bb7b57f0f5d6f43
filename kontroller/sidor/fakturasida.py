"""Fakturans sida: allt som den som granskar, bedömer eller attesterar behöver, ur den senaste granskningen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistans.models import User
from assistans.svenska import antal_i_ord, kronor, manad_namn, upprakning
from beslut.insyn import Insyn
from beslut.models import Assistent
from fakturor.flode import Status
from fakturor.models import Attest, Faktura
from fakturor.sidor.utbetalningar import Betald, payment_of
from kontroller import kanon
from kontroller.bedomningslage import Fakturalage, states_of
from kontroller.fakta import Fakta
from kontroller.liggare import stored_hints, stored_verdicts
from kontroller.loading.belopp import exact
from kontroller.models import Granskning
from kontroller.motor import Verdikt
from kontroller.regel import TYNGD, Utfall
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sidor.dagbild import Dagbild, month_picture
from kontroller.sidor.dolda_fakturor import without_closed_invoices
from kontroller.sidor.kontrollista import Kontrollista, Kontrollpost, list_controls, list_hints
from kontroller.sidor.sjuklonesida import SER_DAGAR, Sjukloneunderlag, build_claim
from kontroller.sidor.steg import Kedjesteg, Steg, chain_of, step_of
from kontroller.sidor.tre_sidor import TreSidor, three_sides
from kontroller.sidor.utan_sjukdagar import without_sick_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturasida:
    """En faktura med sin senaste granskning. Utan granskning är sidor, kontroller och bilder tomma."""

    faktura: Faktura
    granskning: Granskning | None
    lage: Fakturalage | None
    attester: dict[str, Attest]
    tidigare_attester: list[Attest] = field(default_factory=list)
    betald: Betald | None = None
    fakta: Fakta | None = None
    verdikt: list[Verdikt] = field(default_factory=list)
    tre_sidor: list[TreSidor] = field(default_factory=list)
    bilder: list[Dagbild] = field(default_factory=list)
    kontroller: Kontrollista | None = None
    tips: list[Kontrollpost] = field(default_factory=list)
    sjuklon: Sjukloneunderlag | None = None
    """Underlaget, när fakturan är en sjuklöneansökan: då har den inga tre sidor och ingen bild av månaden."""

    @property
    def anordnare(self) -> str:
        """The provider, as pages name it."""
        return provider_name(self.faktura)

    @property
    def dokument(self) -> str:
        """Faktura 4187."""
        return document_name(self.faktura)

    @property
    def manader(self) -> list[date]:
        """The months that the lines claim."""
        return sorted({rad.manad for rad in self.faktura.rader.all() if rad.manad})

    @property
    def kedja(self) -> list[Kedjesteg]:
        """The steps from received to paid."""
        avslutad = self.granskning.korning.avslutad or self.granskning.korning.startad if self.granskning else None
        return chain_of(self.faktura, self.lage, self.attester, avslutad, self.betald)

    @property
    def steg(self) -> Steg:
        """What the invoice waits for."""
        return step_of(self.faktura, self.lage)

    @property
    def omatchad(self) -> bool:
        """Whether somebody first has to say which person, month or provider it is about."""
        return self.steg == Steg.PARNING

    @property
    def att_betala(self) -> Decimal:
        """Kronor, as the document has them."""
        return exact(self.faktura.att_betala)

    @property
    def ifragasatt(self) -> Decimal:
        """Kronor that stopping findings question: at most what each dossier claims, and at most the whole invoice."""
        redovisningar = sum((sida.ifragasatt for sida in self.tre_sidor), Decimal(0))
        hela = sum(
            (
                f.kronor
                for v in self.verdikt
                for f in v.fynd
                if f.utfall.stops and f.kronor and (self.sjuklon or f.redovisning is None)
            ),
            Decimal(0),
        )
        return min(redovisningar + hela, abs(self.att_betala))

    @property
    def kontolage(self) -> Utfall | None:
        """What the control of the account (B14) found."""
        return next((v.utfall for v in self.verdikt if v.regel == "B14"), None)

    @property
    def utfall(self) -> Utfall | None:
        """The weightiest verdict."""
        bedomda = [v.utfall for v in self.verdikt if v.utfall != Utfall.EJ_TILLAMPLIG]
        return min(bedomda, key=TYNGD.__getitem__, default=None)

    @property
    def foraldrad(self) -> bool:
        """Whether what the invoice rests on has changed since the controls that are shown."""
        return self.kontroller is not None and self.faktura.status == Status.MOTTAGEN

    @property
    def ingress(self) -> str:
        """How things stand, in a sentence or two."""
        if self.kontroller is None:
            return "Fakturan är mottagen men inte kontrollerad än."
        antal = antal_i_ord(len(self.tre_sidor), "redovisning", "redovisningar", utrum=True).capitalize()
        vad = f"{antal} för {upprakning([manad_namn(m) for m in self.manader])}." if self.tre_sidor else ""
        if self.foraldrad:
            vantar = "Underlaget har ändrats efter kontrollen nedan, och fakturan väntar på att kontrolleras igen."
            return f"{vad} {vantar}".strip()
        return f"{vad} {self._found()}".strip()

    def _found(self) -> str:
        fann = [post for post in self.kontroller.att_bedoma if post.lage]
        oppna = [post for post in fann if not post.lage.tackt]
        stopp = [post for post in oppna if post.utfall.stops]
        if not fann:
            return "Alla kontroller som gäller är godkända."
        if not oppna:
            return f"Det som {_controls(len(fann))} fann är bedömt."
        delar = [f"{_controls(len(stopp))} stoppar betalningen"] if stopp else []
        if varningar := len(oppna) - len(stopp):
            delar.append(f"{_controls(varningar)} varnar")
        belopp = f", och {kronor(self.ifragasatt)} är ifrågasatta" if self.ifragasatt else ""
        text = upprakning(delar)
        return f"{text[:1].upper()}{text[1:]}{belopp}."


def _controls(n: int) -> str:
    return antal_i_ord(n, "kontroll", "kontroller", utrum=True)


def build_page(faktura: Faktura, *, reader: User) -> Fakturasida:
    """The page of an invoice for a reader. The number of queries does not depend on how much the invoice holds.

    Assistants are named for those who may see persons, and numbered for others.
    """
    granskning = (
        faktura.granskningar.select_related("korning__regelverk").prefetch_related("utfall").order_by("-pk").first()
    )
    alla = list(faktura.attester.select_related("av", "aterkallelse", "attestratt__ersattare_for").order_by("pk"))
    attester = {attest.typ: attest for attest in alla if attest.omgang == faktura.omgang}
    tidigare = [attest for attest in alla if attest.omgang != faktura.omgang]
    lage = states_of([faktura.pk]).get(faktura.pk)
    if granskning is None:
        return Fakturasida(
            faktura=faktura,
            granskning=None,
            lage=lage,
            attester=attester,
            tidigare_attester=tidigare,
            betald=payment_of(faktura),
            sjuklon=build_claim(faktura, None, reader=reader),
        )

    fakta = kanon.from_json(granskning.fakta)
    redovisningar = () if fakta.faktura.ar_sjuklon else fakta.redovisningar
    verdikt, tips = stored_verdicts(granskning), stored_hints(granskning)
    synliga = without_closed_invoices([*verdikt, *tips], reader)
    if not reader.may(SER_DAGAR):
        synliga = without_sick_days(synliga, fakta)
    verdikt, tips = synliga[: len(verdikt)], synliga[len(verdikt) :]
    namn = _names(faktura, fakta, Insyn.of(reader)) if reader.may("beslut.se_person") else {}
    bilder = [month_picture(fakta, r, verdikt, namn) for r in redovisningar]
    platser = {tidrad: plats for bild in bilder for tidrad, plats in bild.platser.items()}
    rad_id = {rad.rad: rad.id for rad in fakta.faktura.rader}
    return Fakturasida(
        faktura=faktura,
        granskning=granskning,
        lage=lage,
        attester=attester,
        tidigare_attester=tidigare,
        betald=payment_of(faktura),
        fakta=fakta,
        verdikt=verdikt,
        tre_sidor=[three_sides(fakta, r, verdikt) for r in redovisningar],
        bilder=bilder,
        kontroller=list_controls(verdikt, lage.rader if lage else (), platser, rad_id),
        tips=list_hints(tips, platser, rad_id),
        sjuklon=build_claim(faktura, fakta.sjuklon, reader=reader),
    )


def _names(faktura: Faktura, fakta: Fakta, insyn: Insyn) -> Mapping[int, str]:
    """The names of the assistants, as the provider has registered them and the reader may know them. One query."""
    personer = {rapport.assistent.person for r in fakta.redovisningar for rapport in r.rapporter}
    anmalda = Assistent.objects.filter(anordnare=faktura.anordnare_id, person__in=personer)
    rader = anmalda.order_by("galler_fran").values_list("person", "namn")
    return {person: insyn.name(namn, person, "assistent") for person, namn in rader}
