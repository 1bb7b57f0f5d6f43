"""Startsidan, som bär sitt namn utan appens: alla sidor länkar till den."""

from django.urls import path

from kontroller.views.start import start

urlpatterns = [path("", start, name="start")]
