"""Adresserna till registren. Ingen av dem bär namn eller personnummer."""

from django.urls import include, path

from beslut.views import avsluta, behoriga, bevakning, brukare, handling, historik

app_name = "beslut"

urlpatterns = [
    path("brukare/", brukare.brukare_lista, name="brukare_lista"),
    path("brukare/ny/", brukare.brukare_ny, name="brukare_ny"),
    path("brukare/<int:brukare_id>/", brukare.brukare_visa, name="brukare_visa"),
    path("brukare/<int:brukare_id>/namn/", brukare.brukare_namn, name="brukare_namn"),
    path("brukare/<int:brukare_id>/andra/", brukare.brukare_andra, name="brukare_andra"),
    path("brukare/<int:brukare_id>/namngivna/", behoriga.behoriga, name="behoriga"),
    path("", include("beslut.urls_beslut")),
    path("", include("beslut.urls_person")),
    path("avsluta/<slug:slag>/<int:rad_id>/", avsluta.avsluta, name="avsluta"),
    path("", include("beslut.urls_anordnare")),
    path("bevakning/", bevakning.bevakning, name="bevakning"),
    path("", include("beslut.urls_avtal")),
    path("", include("beslut.urls_attest")),
    path("handlingar/<slug:slag>/<int:rad_id>/", handling.handlingar, name="handlingar"),
    path("handling/<int:handling_id>/", handling.handling, name="handling"),
    path("handling/<int:handling_id>/dolj/", handling.handling_dolj, name="handling_dolj"),
    path("historik/<slug:slag>/<int:rad_id>/", historik.historik, name="historik"),
    path("timbelopp/", include("beslut.urls_belopp")),
    path("kontering/", include("beslut.urls_kontering")),
]
