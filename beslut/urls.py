"""Adresserna till registren. Ingen av dem bär namn eller personnummer."""

from django.urls import path

from beslut.views import anordnare, avsluta, beslut, brukare, konto, person, timbelopp

app_name = "beslut"

urlpatterns = [
    path("brukare/", brukare.brukare_lista, name="brukare_lista"),
    path("brukare/ny/", brukare.brukare_ny, name="brukare_ny"),
    path("brukare/<int:brukare_id>/", brukare.brukare_visa, name="brukare_visa"),
    path("brukare/<int:brukare_id>/namn/", brukare.brukare_namn, name="brukare_namn"),
    path("brukare/<int:brukare_id>/andra/", brukare.brukare_andra, name="brukare_andra"),
    path("brukare/<int:brukare_id>/beslut/nytt/", beslut.beslut_nytt, name="beslut_nytt"),
    path("brukare/<int:brukare_id>/beslut/rakna/", beslut.beslut_rakna, name="beslut_rakna"),
    path("beslutsrad/<int:rad_id>/ratta/", beslut.beslutsrad_ratta, name="beslutsrad_ratta"),
    path("brukare/<int:brukare_id>/uppdrag/nytt/", person.uppdrag_nytt, name="uppdrag_nytt"),
    path(
        "brukare/<int:brukare_id>/betalningsmottagare/ny/",
        person.betalningsmottagare_ny,
        name="betalningsmottagare_ny",
    ),
    path("brukare/<int:brukare_id>/stallforetradare/ny/", person.stallforetradare_ny, name="stallforetradare_ny"),
    path("brukare/<int:brukare_id>/vistelse/ny/", person.vistelse_ny, name="vistelse_ny"),
    path("brukare/<int:brukare_id>/assistent/ny/", person.brukare_assistent_ny, name="brukare_assistent_ny"),
    path("uppdrag/<int:uppdrag_id>/andra/", person.uppdrag_andra, name="uppdrag_andra"),
    path(
        "betalningsmottagare/<int:mandat_id>/aterkalla/",
        person.betalningsmottagare_aterkalla,
        name="betalningsmottagare_aterkalla",
    ),
    path("vistelse/<int:vistelse_id>/avsluta/", person.vistelse_avsluta, name="vistelse_avsluta"),
    path("avsluta/<slug:slag>/<int:rad_id>/", avsluta.avsluta, name="avsluta"),
    path("anordnare/", anordnare.anordnare_lista, name="anordnare_lista"),
    path("anordnare/ny/", anordnare.anordnare_ny, name="anordnare_ny"),
    path("anordnare/<int:anordnare_id>/", anordnare.anordnare_visa, name="anordnare_visa"),
    path("anordnare/<int:anordnare_id>/andra/", anordnare.anordnare_andra, name="anordnare_andra"),
    path("anordnare/<int:anordnare_id>/tillstand/nytt/", anordnare.tillstand_nytt, name="tillstand_nytt"),
    path("anordnare/<int:anordnare_id>/konto/nytt/", konto.konto_nytt, name="konto_nytt"),
    path(
        "anordnare/<int:anordnare_id>/assistent/ny/",
        anordnare.anordnare_assistent_ny,
        name="anordnare_assistent_ny",
    ),
    path("tillstand/<int:tillstand_id>/andra/", anordnare.tillstand_andra, name="tillstand_andra"),
    path("tillstand/<int:tillstand_id>/kontrollerat/", anordnare.tillstand_kontrollerat, name="tillstand_kontrollerat"),
    path("konto/<int:konto_id>/bekrafta/", konto.konto_bekrafta, name="konto_bekrafta"),
    path("timbelopp/", timbelopp.timbelopp_lista, name="timbelopp_lista"),
    path("timbelopp/nytt/", timbelopp.timbelopp_nytt, name="timbelopp_nytt"),
]
