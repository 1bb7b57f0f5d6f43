"""Adresserna till attestordningen och jäven."""

from django.urls import path

from beslut.views import attestordning, jav

urlpatterns = [
    path("attestordning/", attestordning.attestordning, name="attestordning"),
    path("attestordning/ny/", attestordning.attestratt_ny, name="attestratt_ny"),
    path("attestordning/<int:attestratt_id>/avsluta/", attestordning.attestratt_avsluta, name="attestratt_avsluta"),
    path("attestordning/forteckning/<int:ar>/", attestordning.attestforteckning, name="attestforteckning"),
    path("attestordning/forteckning/<int:ar>/pdf/", attestordning.attestforteckning_pdf, name="attestforteckning_pdf"),
    path("jav/", jav.jav_lista, name="jav_lista"),
    path("jav/anmal/", jav.jav_anmal, name="jav_anmal"),
    path("jav/<int:jav_id>/avsluta/", jav.jav_avsluta, name="jav_avsluta"),
]
