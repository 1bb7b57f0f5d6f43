"""Adresserna till besluten, överklagandena och delegationsordningen."""

from django.urls import path

from beslut.views import beslut, beslutssida, delegation, overklagande

urlpatterns = [
    path("brukare/<int:brukare_id>/beslut/nytt/", beslut.beslut_nytt, name="beslut_nytt"),
    path("brukare/<int:brukare_id>/beslut/rakna/", beslut.beslut_rakna, name="beslut_rakna"),
    path("beslut/<int:beslut_id>/", beslutssida.beslut_visa, name="beslut_visa"),
    path("beslut/<int:beslut_id>/delgivet/", beslutssida.beslut_delgivet, name="beslut_delgivet"),
    path("beslut/<int:beslut_id>/overklagande/nytt/", overklagande.overklagande_nytt, name="overklagande_nytt"),
    path("beslutsrad/<int:rad_id>/ratta/", beslut.beslutsrad_ratta, name="beslutsrad_ratta"),
    path("overklaganden/", overklagande.overklagande_lista, name="overklagande_lista"),
    path("overklagande/<int:overklagande_id>/andra/", overklagande.overklagande_andra, name="overklagande_andra"),
    path("overklagande/<int:overklagande_id>/vidare/", overklagande.overklagande_vidare, name="overklagande_vidare"),
    path("delegation/", delegation.delegation_lista, name="delegation_lista"),
    path("delegation/ny/", delegation.delegation_ny, name="delegation_ny"),
    path("delegation/<int:delegation_id>/avsluta/", delegation.delegation_avsluta, name="delegation_avsluta"),
]
