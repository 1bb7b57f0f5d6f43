"""Adresserna till avstämningen. Månaden skrivs 2015-04."""

from django.urls import path

import assistans.manadsadress  # noqa: F401  (the converter)
from fakturor.views import avstamning

urlpatterns = [
    path("", avstamning.avstamningar, name="avstamningar"),
    path("mall/", avstamning.avstamning_mall, name="avstamning_mall"),
    path("<manad:manad>/", avstamning.avstamning, name="avstamning"),
    path("<manad:manad>/granska/", avstamning.avstamning_granska, name="avstamning_granska"),
]
