from datetime import date

from django.urls import path, register_converter

from assistans.tid import TidFel, parse_month
from kontroller.views import (
    andrat,
    arbetstid,
    aterkrav,
    attest,
    bedomning,
    faktura,
    fullstandighet,
    manader,
    manuellt,
    nedsattning,
    officiella,
    original,
    prov,
    rapporter,
    regelverk,
    regler,
    samlad_attest,
    stickprov,
)


class Manad:
    """En månad i adressen: 2015-04."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, text: str) -> date:
        try:
            return parse_month(text)
        except TidFel:
            raise ValueError from None

    def to_url(self, manad: date) -> str:
        return f"{manad:%Y-%m}"


register_converter(Manad, "manad")

app_name = "kontroller"
urlpatterns = [
    path("manader/", manader.manader, name="manader"),
    path("manader/<manad:manad>/", manader.manad, name="manad"),
    path("manader/<manad:manad>/kontrollera/", manader.kontrollera, name="kontrollera"),
    path("manader/<manad:manad>/fullstandighet/", fullstandighet.fullstandighet, name="fullstandighet"),
    path("manader/<manad:manad>/fullstandighet/rad/", fullstandighet.fullstandighetsrad, name="fullstandighetsrad"),
    path("manader/<manad:manad>/paminnelser/", fullstandighet.paminnelser, name="paminnelser"),
    path("manader/<manad:manad>/stickprov/", stickprov.stickprov, name="stickprov"),
    path("manader/<manad:manad>/stickprov/dra/", stickprov.dra_stickprov, name="dra_stickprov"),
    path("manader/<manad:manad>/attestera/granskning/", samlad_attest.granska_flera, name="granska_flera"),
    path("manader/<manad:manad>/attestera/beslut/", samlad_attest.attestera_flera, name="attestera_flera"),
    path("manader/<manad:manad>/andrat/", andrat.andrat, name="andrat"),
    path("manader/<manad:manad>/andrat/rakna-om/", andrat.rakna_om, name="rakna_om"),
    path("stickprov/<int:stickprov_id>/ram/", stickprov.stickprov_ram, name="stickprov_ram"),
    path("stickprov/post/<int:stickprovspost_id>/", stickprov.omgranska, name="omgranska"),
    path("manader/<manad:manad>/forlopp/", manader.forlopp, name="forlopp"),
    path("fakturor/<int:faktura_id>/", faktura.faktura, name="faktura"),
    path("fakturor/<int:faktura_id>/original/", original.original, name="original"),
    path("fakturor/<int:faktura_id>/officiella-regler/", officiella.officiella, name="officiella"),
    path("fakturor/<int:faktura_id>/skyddad-text/", original.skyddad_text, name="skyddad_text"),
    path("fakturor/<int:faktura_id>/utfall/<int:utfall_id>/", bedomning.bedom, name="bedom"),
    path("fakturor/<int:faktura_id>/bedomning/<int:bedomning_id>/", bedomning.bekrafta, name="bekrafta"),
    path("fakturor/<int:faktura_id>/granskningsattest/", attest.granskningsattest, name="granskningsattest"),
    path("fakturor/<int:faktura_id>/beslutsattest/", attest.beslutsattest, name="beslutsattest"),
    path("fakturor/<int:faktura_id>/aterkalla-attest/", attest.aterkalla_attest, name="aterkalla_attest"),
    path("fakturor/<int:faktura_id>/avvisa/", attest.avvisa, name="avvisa"),
    path("fakturor/<int:faktura_id>/ta-tillbaka/", attest.ta_tillbaka, name="ta_tillbaka"),
    path("fakturor/<int:faktura_id>/nedsattning/", nedsattning.nedsattning, name="nedsattning"),
    path("fakturor/<int:faktura_id>/nedsattning/ny/", nedsattning.nedsattning_ny, name="nedsattning_ny"),
    path(
        "fakturor/<int:faktura_id>/nedsattning/kommunicera/",
        nedsattning.nedsattning_kommunicera,
        name="nedsattning_kommunicera",
    ),
    path(
        "fakturor/<int:faktura_id>/nedsattning/langre-tid/",
        nedsattning.nedsattning_langre_tid,
        name="nedsattning_langre_tid",
    ),
    path("fakturor/<int:faktura_id>/nedsattning/svar/", nedsattning.nedsattning_svar, name="nedsattning_svar"),
    path("fakturor/<int:faktura_id>/nedsattning/besluta/", nedsattning.nedsattning_besluta, name="nedsattning_besluta"),
    path("fakturor/<int:faktura_id>/nedsattning/aterta/", nedsattning.nedsattning_aterta, name="nedsattning_aterta"),
    path("fakturor/<int:faktura_id>/manuell-kontroll/", manuellt.anteckna_manuell, name="anteckna_manuell"),
    path("fakturor/<int:faktura_id>/handling/<int:handling_id>/", manuellt.fakturahandling, name="fakturahandling"),
    path("fakturor/<int:faktura_id>/aterkrav/nytt/", aterkrav.aterkrav_nytt, name="aterkrav_nytt"),
    path(
        "fakturor/<int:faktura_id>/aterkrav/<int:aterkrav_id>/poster/", aterkrav.aterkrav_poster, name="aterkrav_poster"
    ),
    path("bedomningar/", bedomning.bedomningar, name="bedomningar"),
    path("assistent/<int:assistent_id>/arbetstid/", arbetstid.arbetstid, name="arbetstid"),
    path("rapporter/", rapporter.rapporter, name="rapporter"),
    path("rapporter/<manad:manad>/skriv/", rapporter.skriv_rapport, name="skriv_rapport"),
    path("rapporter/<manad:manad>/lage/", rapporter.rapportlage, name="rapportlage"),
    path("rapporter/<int:rapport_id>/", rapporter.hamta_rapport, name="hamta_rapport"),
    path("kontrollerna/", regler.regler, name="regler"),
    path("regelverk/", regelverk.regelverk_lista, name="regelverk_lista"),
    path("regelverk/foresla/", regelverk.foresla_regelverk, name="foresla_regelverk"),
    path("regelverk/foresla/skillnad/", regelverk.regelverk_skillnad, name="regelverk_skillnad"),
    path("regelverk/prov/", prov.prov_lista, name="prov_lista"),
    path("regelverk/prov/<int:prov_id>/", prov.prov, name="prov"),
    path("regelverk/prov/<int:prov_id>/forlopp/", prov.provforlopp, name="provforlopp"),
    path("regelverk/<int:regelverk_id>/", regelverk.regelverk, name="regelverk"),
    path("regelverk/<int:regelverk_id>/anta/", regelverk.anta_regelverk, name="anta_regelverk"),
    path("regelverk/<int:regelverk_id>/lagg-undan/", regelverk.lagg_undan_regelverk, name="lagg_undan_regelverk"),
]
