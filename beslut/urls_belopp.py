"""Adresserna till timbeloppen och det som de vägs mot. De ligger alla under /timbelopp/."""

from django.urls import path

from beslut.views import budget, kalkyl, kommunbelopp, schablon, timbelopp

urlpatterns = [
    path("", timbelopp.timbelopp_lista, name="timbelopp_lista"),
    path("nytt/", timbelopp.timbelopp_nytt, name="timbelopp_nytt"),
    path("nytt/rakna/", timbelopp.timbelopp_rakna, name="timbelopp_rakna"),
    path("<int:timbelopp_id>/", timbelopp.timbelopp_visa, name="timbelopp_visa"),
    path("<int:timbelopp_id>/kostnader/", timbelopp.timbelopp_kostnader, name="timbelopp_kostnader"),
    path("statens/", schablon.schablon_lista, name="schablon_lista"),
    path("statens/ta-in/", schablon.schablon_ta_in, name="schablon_ta_in"),
    path("kalkyler/", kalkyl.kalkyl_lista, name="kalkyl_lista"),
    path("kalkyler/ny/", kalkyl.kalkyl_ny, name="kalkyl_ny"),
    path("kalkyler/rakna/", kalkyl.kalkyl_rakna, name="kalkyl_rakna"),
    path("kalkyler/<int:kalkyl_id>/", kalkyl.kalkyl_visa, name="kalkyl_visa"),
    path("kalkyler/<int:kalkyl_id>/andra/", kalkyl.kalkyl_andra, name="kalkyl_andra"),
    path("kalkyler/<int:kalkyl_id>/ny-version/", kalkyl.kalkyl_ny_version, name="kalkyl_ny_version"),
    path("kalkyler/<int:kalkyl_id>/faststall/", kalkyl.kalkyl_faststall, name="kalkyl_faststall"),
    path("kommuner/", kommunbelopp.kommunbelopp_lista, name="kommunbelopp_lista"),
    path("kommuner/nytt/", kommunbelopp.kommunbelopp_nytt, name="kommunbelopp_nytt"),
    path("kommuner/figur-3/", kommunbelopp.kommunbelopp_figur3, name="kommunbelopp_figur3"),
    path("kommuner/<int:kommunbelopp_id>/ratta/", kommunbelopp.kommunbelopp_ratta, name="kommunbelopp_ratta"),
    path("budget/", budget.budget_lista, name="budget_lista"),
    path("budget/ny/", budget.budget_ny, name="budget_ny"),
    path("budget/<int:budgetpost_id>/andra/", budget.budget_andra, name="budget_andra"),
]
