"""Adresserna till avstämningen. Månaden skrivs 2015-04."""

from django.urls import path, re_path

from fakturor.views import avstamning

urlpatterns = [
    path("", avstamning.avstamningar, name="avstamningar"),
    path("mall/", avstamning.avstamning_mall, name="avstamning_mall"),
    re_path(r"^(?P<manad>[0-9]{4}-[0-9]{2})/$", avstamning.avstamning, name="avstamning"),
]
