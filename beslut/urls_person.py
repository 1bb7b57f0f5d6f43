"""Adresserna till det som är registrerat på en person: uppdrag, betalning, företrädare, släkt, vistelser och mer."""

from django.urls import path

from beslut.views import assistent, assistentuppgift, foretradare, person, personnummer, relation, skydd

urlpatterns = [
    path("brukare/<int:brukare_id>/personnummer/", personnummer.brukare_personnummer, name="brukare_personnummer"),
    path("brukare/<int:brukare_id>/uppdrag/nytt/", person.uppdrag_nytt, name="uppdrag_nytt"),
    path("uppdrag/<int:uppdrag_id>/", person.uppdrag_visa, name="uppdrag_visa"),
    path("uppdrag/<int:uppdrag_id>/andra/", person.uppdrag_andra, name="uppdrag_andra"),
    path(
        "brukare/<int:brukare_id>/betalningsmottagare/ny/",
        person.betalningsmottagare_ny,
        name="betalningsmottagare_ny",
    ),
    path(
        "betalningsmottagare/<int:mandat_id>/aterkalla/",
        person.betalningsmottagare_aterkalla,
        name="betalningsmottagare_aterkalla",
    ),
    path("brukare/<int:brukare_id>/stallforetradare/ny/", foretradare.stallforetradare_ny, name="stallforetradare_ny"),
    path(
        "stallforetradare/<int:foretradare_id>/andra/",
        foretradare.stallforetradare_andra,
        name="stallforetradare_andra",
    ),
    path("brukare/<int:brukare_id>/relation/ny/", relation.relation_ny, name="relation_ny"),
    path("relation/<int:relation_id>/andra/", relation.relation_andra, name="relation_andra"),
    path("brukare/<int:brukare_id>/vistelse/ny/", person.vistelse_ny, name="vistelse_ny"),
    path("vistelse/<int:vistelse_id>/avsluta/", person.vistelse_avsluta, name="vistelse_avsluta"),
    path("brukare/<int:brukare_id>/assistent/ny/", assistent.brukare_assistent_ny, name="brukare_assistent_ny"),
    path("assistent/<int:assistent_id>/", assistent.assistent_visa, name="assistent_visa"),
    path("skyddade-uppgifter/<slug:slag>/<int:rad_id>/", skydd.skyddade_uppgifter, name="skyddade_uppgifter"),
    path("assistent/<int:assistent_id>/andra/", assistent.assistent_andra, name="assistent_andra"),
    path("assistent/<int:assistent_id>/uppgift/ny/", assistentuppgift.assistentuppgift_ny, name="assistentuppgift_ny"),
    path(
        "assistent/<int:assistent_id>/uppgift/<int:assistentuppgift_id>/svar/",
        assistentuppgift.assistentuppgift_svar,
        name="assistentuppgift_svar",
    ),
    path(
        "assistent/<int:assistent_id>/uppgift/<int:assistentuppgift_id>/slut/",
        assistentuppgift.assistentuppgift_slut,
        name="assistentuppgift_slut",
    ),
    path(
        "assistent/<int:assistent_id>/uppgift/<int:assistentuppgift_id>/stryk/",
        assistentuppgift.assistentuppgift_stryk,
        name="assistentuppgift_stryk",
    ),
]
