from django.urls import path

from fakturor.views import inlasning, omatchade, rakning, redovisning, tidrapport

app_name = "fakturor"

urlpatterns = [
    path("las-in/", inlasning.las_in, name="las_in"),
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
    path("rakningar/ny/", rakning.rakning_ny, name="rakning_ny"),
]
