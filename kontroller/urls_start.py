"""Startsidan och sökningen, som bär sina namn utan appens: alla sidor länkar till dem."""

from django.urls import path

from kontroller.views.sok import sok
from kontroller.views.start import start

urlpatterns = [path("", start, name="start"), path("sok/", sok, name="sok")]
