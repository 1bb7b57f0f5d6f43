"""Adresserna till anordnarna, deras tillstånd, konton, kontakter och kontroller, och till breven."""

from django.urls import path

from beslut.views import anordnare, bolag, brev, dubbletter, konto, tillstand

urlpatterns = [
    path("anordnare/", anordnare.anordnare_lista, name="anordnare_lista"),
    path("anordnare/ny/", anordnare.anordnare_ny, name="anordnare_ny"),
    path("anordnare/dubbletter/", dubbletter.anordnare_dubbletter, name="anordnare_dubbletter"),
    path("anordnare/<int:anordnare_id>/", anordnare.anordnare_visa, name="anordnare_visa"),
    path("anordnare/<int:anordnare_id>/andra/", anordnare.anordnare_andra, name="anordnare_andra"),
    path("anordnare/<int:anordnare_id>/tillstand/nytt/", tillstand.tillstand_nytt, name="tillstand_nytt"),
    path("anordnare/<int:anordnare_id>/konto/nytt/", konto.konto_nytt, name="konto_nytt"),
    path("anordnare/<int:anordnare_id>/kontakt/ny/", bolag.kontakt_ny, name="kontakt_ny"),
    path("anordnare/<int:anordnare_id>/funktionar/ny/", bolag.funktionar_ny, name="funktionar_ny"),
    path("anordnare/<int:anordnare_id>/kontroll/ny/", bolag.bolagskontroll_ny, name="bolagskontroll_ny"),
    path(
        "anordnare/<int:anordnare_id>/assistent/ny/",
        anordnare.anordnare_assistent_ny,
        name="anordnare_assistent_ny",
    ),
    path("kontakt/<int:kontakt_id>/andra/", bolag.kontakt_andra, name="kontakt_andra"),
    path("funktionar/<int:funktionar_id>/andra/", bolag.funktionar_andra, name="funktionar_andra"),
    path("tillstand/<int:tillstand_id>/", tillstand.tillstand_visa, name="tillstand_visa"),
    path("tillstand/<int:tillstand_id>/andra/", tillstand.tillstand_andra, name="tillstand_andra"),
    path("tillstand/<int:tillstand_id>/kontroll/ny/", tillstand.tillstandskontroll_ny, name="tillstandskontroll_ny"),
    path("tillstand/<int:tillstand_id>/kontrollerat/", tillstand.tillstand_kontrollerat, name="tillstand_kontrollerat"),
    path("konto/<int:konto_id>/bekrafta/", konto.konto_bekrafta, name="konto_bekrafta"),
    path("tillstand/<int:tillstand_id>/brev/", brev.tillstand_brev, name="tillstand_brev"),
    path("brev/", brev.brev_lista, name="brev_lista"),
    path("brev/<int:brev_id>/", brev.brev_visa, name="brev_visa"),
    path("brev/<int:brev_id>/andra/", brev.brev_andra, name="brev_andra"),
    path("brev/<int:brev_id>/utskrift/", brev.brev_utskrift, name="brev_utskrift"),
    path("brev/<int:brev_id>/skickat/", brev.brev_skickat, name="brev_skickat"),
    path("brev/<int:brev_id>/makulera/", brev.brev_makulera, name="brev_makulera"),
]
