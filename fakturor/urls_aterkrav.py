"""Adresserna till återkraven och anmälningarna."""

from django.urls import path

from fakturor.views import anmalan, aterkrav, aterkravssteg

urlpatterns = [
    path("aterkrav/", aterkrav.aterkrav_lista, name="aterkrav_lista"),
    path("aterkrav/<int:aterkrav_id>/", aterkrav.aterkrav_visa, name="aterkrav_visa"),
    path("aterkrav/<int:aterkrav_id>/andra/", aterkrav.aterkrav_andra, name="aterkrav_andra"),
    path("aterkrav/<int:aterkrav_id>/brev/", aterkrav.aterkrav_brev, name="aterkrav_brev"),
    path("aterkrav/<int:aterkrav_id>/beslutsbrev/", aterkrav.aterkrav_beslutsbrev, name="aterkrav_beslutsbrev"),
    path("aterkrav/<int:aterkrav_id>/avsta/<int:post_id>/", aterkravssteg.aterkrav_avsta, name="aterkrav_avsta"),
    path("aterkrav/<int:aterkrav_id>/dom/<int:handling_id>/", aterkrav.aterkrav_dom, name="aterkrav_dom"),
    *(
        path(
            f"aterkrav/<int:aterkrav_id>/{slug.replace('_', '-')}/",
            aterkravssteg.step_view(slug),
            name=f"aterkrav_{slug}",
        )
        for slug in aterkravssteg.STEG
    ),
    path("brukare/<int:brukare_id>/aterkrav/", aterkrav.personens_krav, name="personens_krav"),
    path("sena-uppgifter/<int:senuppgift_id>/", aterkrav.sen_uppgift, name="sen_uppgift"),
    path("anmalningar/", anmalan.anmalningar, name="anmalningar"),
    path("anmalningar/ny/", anmalan.anmalan_ny, name="anmalan_ny"),
    path("anmalningar/<int:anmalan_id>/", anmalan.anmalan_visa, name="anmalan_visa"),
    path("anmalningar/<int:anmalan_id>/andra/", anmalan.anmalan_andra, name="anmalan_andra"),
    path("anmalningar/<int:anmalan_id>/avgor/", anmalan.anmalan_avgor, name="anmalan_avgor"),
]
