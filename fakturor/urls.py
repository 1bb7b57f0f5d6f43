from django.urls import path

from fakturor.views import (
    ej_verkstallda,
    felaktiga,
    inlasning,
    kostnader,
    omatchade,
    rakning,
    redovisning,
    tidrapport,
    tidslinje,
    tillstand,
)

app_name = "fakturor"

urlpatterns = [
    path("las-in/", inlasning.las_in, name="las_in"),
    path("las-in/anordnare/", inlasning.las_in_anordnare, name="las_in_anordnare"),
    path("las-in/<int:inlasning_id>/", inlasning.inlasning, name="inlasning"),
    path("las-in/<int:inlasning_id>/genomfor/", inlasning.genomfor_inlasning, name="genomfor_inlasning"),
    path("las-in/<int:inlasning_id>/avbryt/", inlasning.avbryt_inlasning, name="avbryt_inlasning"),
    path("las-in/<int:inlasning_id>/felrader/<int:fil_id>/", inlasning.felrader, name="felrader"),
    path("omatchade/", omatchade.omatchade, name="omatchade"),
    path("omatchade/<int:faktura_id>/", omatchade.omatchad, name="omatchad"),
    path("omatchade/<int:faktura_id>/avvisa/", omatchade.avvisa_omatchad, name="avvisa_omatchad"),
    path("redovisningar/", redovisning.redovisningar, name="redovisningar"),
    path("redovisningar/<int:redovisning_id>/", redovisning.redovisning, name="redovisning"),
    path("tidrapporter/ny/", tidrapport.tidrapport_ny, name="tidrapport_ny"),
    path("tidrapporter/<int:rapport_id>/", tidrapport.tidrapport, name="tidrapport"),
    path("tidrapporter/<int:rapport_id>/rader/", tidrapport.tidrader, name="tidrader"),
    path("tidrapporter/<int:rapport_id>/intyg/nytt/", tidrapport.intyg_nytt, name="intyg_nytt"),
    path("ej-verkstallda/", ej_verkstallda.ej_verkstallda, name="ej_verkstallda"),
    path("ej-verkstallda/fil/", ej_verkstallda.ej_verkstallda_fil, name="ej_verkstallda_fil"),
    path(
        "ej-verkstallda/<int:beslut_id>/rapportera/",
        ej_verkstallda.ej_verkstallt_rapportera,
        name="ej_verkstallt_rapportera",
    ),
    path("uppdrag/<int:uppdrag_id>/kostnader/", kostnader.kostnadsredovisningar, name="kostnadsredovisningar"),
    path("uppdrag/<int:uppdrag_id>/kostnader/ny/", kostnader.kostnadsredovisning_ny, name="kostnadsredovisning_ny"),
    path("brukare/<int:brukare_id>/tidslinje/", tidslinje.tidslinje, name="tidslinje"),
    path("rakningar/ny/", rakning.rakning_ny, name="rakning_ny"),
    path("avtal/<int:avtal_id>/felaktig-uppgift/ny/", felaktiga.felaktig_ny, name="felaktig_ny"),
    path("fakturor/<int:faktura_id>/felaktig-uppgift/", felaktiga.felaktig_pa_faktura, name="felaktig_pa_faktura"),
    path("felaktiga/<int:felaktiguppgift_id>/bekrafta/", felaktiga.felaktig_bekrafta, name="felaktig_bekrafta"),
    path("felaktiga/<int:felaktiguppgift_id>/stryk/", felaktiga.felaktig_stryk, name="felaktig_stryk"),
    path("tillstand/<int:tillstand_id>/foljder/", tillstand.tillstand_foljder, name="tillstand_foljder"),
]
