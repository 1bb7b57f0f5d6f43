"""Släkt och hushåll: att registrera och att ändra."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from beslut.forms.relation import RelationAndraForm, RelationForm
from beslut.models import Relation
from beslut.services.relations import change_relation, register_relation
from beslut.views.formular import fetch_brukare, log_reading, refuse_closed, saved


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def relation_ny(request: HttpRequest, brukare_id: int) -> HttpResponse:
    """Register somebody who is close to the person or shares her household."""
    brukare = fetch_brukare(request, brukare_id)
    form = RelationForm(request.POST or None)
    if saved(request, form, register_relation, brukare=brukare):
        messages.success(request, "Relationen är registrerad.")
        return redirect("beslut:brukare_visa", brukare.pk)
    return render(request, "beslut/relation_ny.html", {"brukare": brukare, "form": form})


@requires("beslut.andra_person")
@require_http_methods(["GET", "POST"])
def relation_andra(request: HttpRequest, relation_id: int) -> HttpResponse:
    """Change what is known of a relation, or end it. One with a protected person is for those named for her too."""
    relation = get_object_or_404(Relation.objects.select_related("person"), pk=relation_id)
    brukare = fetch_brukare(request, relation.brukare_id)
    refuse_closed(request.user, relation.person_id)
    initial = {namn: getattr(relation, namn) for namn in RelationAndraForm.base_fields}
    form = RelationAndraForm(request.POST or None, initial=initial)
    if saved(request, form, change_relation, relation=relation):
        messages.success(request, "Relationen är ändrad.")
        return redirect("beslut:brukare_visa", brukare.pk)
    log_reading(request, brukare, "Öppnade en relation för ändring")
    return render(request, "beslut/relation_andra.html", {"brukare": brukare, "relation": relation, "form": form})
