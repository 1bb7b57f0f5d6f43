"""Golvet som varje sida jämförs med: en inloggad sida som frågar databasen om ingenting och bara skriver ramen."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from assistans.access import for_everyone_signed_in


@for_everyone_signed_in
def golv(request: HttpRequest) -> HttpResponse:
    """Session, user, one query and the base template with its menu: what no page can do without."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return render(request, "base.html")


urlpatterns = [path("golv/", golv, name="golv"), path("", include("assistans.urls"))]
