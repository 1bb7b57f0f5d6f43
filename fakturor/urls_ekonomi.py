"""Adresserna till ekonomin: platsen i menyn, budget och utfall, och Försäkringskassans fakturor."""

from django.urls import path

from fakturor.views import ekonomi, fk

urlpatterns = [
    path("ekonomi/", ekonomi.ekonomi, name="ekonomi"),
    path("ekonomi/budget-och-utfall/", ekonomi.budget_utfall, name="budget_utfall"),
    path("ekonomi/budget-och-utfall/fil/", ekonomi.budget_utfall_fil, name="budget_utfall_fil"),
    path("ekonomi/budget-och-utfall/faststall/", ekonomi.utfall_nytt, name="utfall_nytt"),
    path("fk/", fk.fk_lista, name="fk_lista"),
    path("fk/fil/", fk.fk_fil, name="fk_fil"),
    path("fk/mall/", fk.fk_mall, name="fk_mall"),
    path("fk/ny/", fk.fk_ny, name="fk_ny"),
    path("fk/<int:fkfaktura_id>/", fk.fk_visa, name="fk_visa"),
    path("fk/<int:fkfaktura_id>/granska/", fk.fk_granska, name="fk_granska"),
]
