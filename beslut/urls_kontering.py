"""Adresserna till konteringen."""

from django.urls import path

from beslut.views import kontering

urlpatterns = [
    path("", kontering.kontering, name="kontering"),
    path("ny/", kontering.kontering_ny, name="kontering_ny"),
    path("<int:kontering_id>/avsluta/", kontering.kontering_avsluta, name="kontering_avsluta"),
]
