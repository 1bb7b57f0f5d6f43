"""Det som nämnden styr och följer upp med: riskanalysen, internkontrollplanen och processen."""

from django.urls import path

from kontroller.views import internkontroll, processen, riskanalys, styrdokument

urlpatterns = [
    path("riskanalys/", riskanalys.riskanalys, name="riskanalys"),
    path("riskanalys/ny/", riskanalys.risk_ny, name="risk_ny"),
    path("riskanalys/<int:risk_id>/", riskanalys.risk, name="risk"),
    path("riskanalys/<int:risk_id>/andra/", riskanalys.risk_andra, name="risk_andra"),
    path("riskanalys/<int:risk_id>/bedom/", riskanalys.risk_bedom, name="risk_bedom"),
    path("riskanalys/<int:risk_id>/avsluta/", riskanalys.risk_avsluta, name="risk_avsluta"),
    path("riskanalys/<int:risk_id>/atgard/", riskanalys.riskatgard_ny, name="riskatgard_ny"),
    path("riskanalys/atgard/<int:riskatgard_id>/", riskanalys.riskatgard_avsluta, name="riskatgard_avsluta"),
    path("internkontrollplan/", internkontroll.internkontrollplan, name="internkontrollplan"),
    path("internkontrollplan/<int:ar>/nytt/", internkontroll.moment_nytt, name="moment_nytt"),
    path("internkontrollplan/moment/<int:kontrollmoment_id>/", internkontroll.moment_andra, name="moment_andra"),
    path("internkontrollplan/moment/<int:kontrollmoment_id>/stryk/", internkontroll.moment_stryk, name="moment_stryk"),
    path(
        "internkontrollplan/moment/<int:kontrollmoment_id>/utfall/", internkontroll.moment_utfall, name="moment_utfall"
    ),
    path("processen/", processen.processen, name="processen"),
    path(
        "rapporter/styrdokument/<slug:slag>/lagg-fram/", styrdokument.styrdokument_foresla, name="styrdokument_foresla"
    ),
    path("rapporter/styrdokument/<int:styrdokument_id>/", styrdokument.styrdokument, name="styrdokument"),
    path("rapporter/styrdokument/<int:styrdokument_id>/pdf/", styrdokument.styrdokument_pdf, name="styrdokument_pdf"),
    path(
        "rapporter/styrdokument/<int:styrdokument_id>/faststall/",
        styrdokument.styrdokument_faststall,
        name="styrdokument_faststall",
    ),
    path(
        "rapporter/styrdokument/<int:styrdokument_id>/lagg-undan/",
        styrdokument.styrdokument_lagg_undan,
        name="styrdokument_lagg_undan",
    ),
]
