"""Adresserna till avtalen, uppföljningen och turordningen. De hör till registren, i samma namnrymd."""

from django.urls import path

from beslut.views import avtal, turordning, uppfoljning

urlpatterns = [
    path("avtal/", avtal.avtal_lista, name="avtal_lista"),
    path("avtal/nytt/", avtal.avtal_nytt, name="avtal_nytt"),
    path("avtal/<int:avtal_id>/", avtal.avtal_visa, name="avtal_visa"),
    path("avtal/<int:avtal_id>/andra/", avtal.avtal_andra, name="avtal_andra"),
    path("avtal/<int:avtal_id>/godkann/", avtal.avtal_godkann, name="avtal_godkann"),
    path("avtal/<int:avtal_id>/slut/", avtal.avtal_slut, name="avtal_slut"),
    path("avtal/<int:avtal_id>/uppfoljning/ny/", uppfoljning.uppfoljning_ny, name="uppfoljning_ny"),
    path("avtal/krav/<int:avtalskrav_id>/", avtal.avtalskrav_provat, name="avtalskrav_provat"),
    path("avtal/uppfoljningar/", uppfoljning.uppfoljningar, name="uppfoljningar"),
    path("avtal/uppfoljningar/<int:uppfoljning_id>/", uppfoljning.uppfoljning, name="uppfoljning"),
    path("avtal/uppfoljningar/<int:uppfoljning_id>/andra/", uppfoljning.uppfoljning_andra, name="uppfoljning_andra"),
    path(
        "avtal/uppfoljningar/<int:uppfoljning_id>/redovisa/",
        uppfoljning.uppfoljning_redovisa,
        name="uppfoljning_redovisa",
    ),
    path(
        "avtal/uppfoljningar/<int:uppfoljning_id>/rapport/", uppfoljning.uppfoljning_rapport, name="uppfoljning_rapport"
    ),
    path("avtal/turordning/", turordning.turordning, name="turordning"),
    path("avtal/turordning/<int:tilldelning_id>/", turordning.tilldelning, name="tilldelning"),
    path("brukare/<int:brukare_id>/tilldela/", turordning.tilldela, name="tilldela"),
]
