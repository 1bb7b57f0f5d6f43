"""Det som andra program och anordnare möter: förhandsprovet, nycklarna och API:t."""

from django.urls import include, path

from kontroller.views import forhandsprov, nycklar, program

app_name = "program"
urlpatterns = [
    path("forhandsprov/", forhandsprov.forhandsprov, name="forhandsprov"),
    path("nycklar/", nycklar.nycklar, name="nycklar"),
    path("nycklar/<int:nyckel_id>/aterkalla/", nycklar.aterkalla_nyckel, name="aterkalla_nyckel"),
    path("api/", program.api_beskrivning, name="api_beskrivning"),
    path("api/v1/openapi.json", program.openapi, name="openapi"),
    path("api/v1/", include("kontroller.api.urls")),
]
