"""Budgeten för personlig assistans, och vad ett ändrat timbelopp gör med den."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from assistans.access import requires
from beslut.belopp.budget import amount_of_year, budget_years, effect_on_budget
from beslut.belopp.flikar import tabs_for
from beslut.belopp.lista import ALLMANNA
from beslut.forms.belopp import BudgetForm, EffektForm
from beslut.models import Budgetpost, Timbelopp
from beslut.services.comparisons import change_budget, register_budget
from beslut.views.formular import saved


@requires("beslut.se_belopp")
@require_GET
def budget_lista(request: HttpRequest) -> HttpResponse:
    """The budgets, and figure 4 for one of them: by itself the newest, at the amount that holds that year."""
    poster = list(Budgetpost.objects.all())
    lss = {post.ar: post for post in poster if post.slag == Budgetpost.Slag.LSS}
    form = EffektForm(request.GET, ar=sorted(lss, reverse=True))
    givet = form.cleaned_data if form.is_valid() else {}
    ar = givet.get("ar") or max(lss, default=None)
    gallande = amount_of_year(Timbelopp.objects.filter(kategori__in=ALLMANNA), ar) if ar else None
    timbelopp = givet.get("timbelopp") or (gallande[0] if gallande else None)
    andring = givet.get("andring")
    effekt = None
    if ar and timbelopp and form.is_valid():
        effekt = effect_on_budget(lss[ar], timbelopp, [] if andring is None else [andring])
    innehall = {
        "flikar": tabs_for(request.user, "budget_lista"),
        "ar": budget_years(poster),
        "ser_historik": request.user.may("beslut.se_anordnare"),
        "slag": Budgetpost.Slag.labels,
        "form": form,
        "valt": ar,
        "gallande": gallande,
        "effekt": effekt,
        "andring": andring,
        "far_rakna": request.user.may("beslut.rakna_belopp"),
    }
    return render(request, "beslut/budget_lista.html", innehall)


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def budget_ny(request: HttpRequest) -> HttpResponse:
    """Register a year's budget for one kind of cost."""
    form = BudgetForm(request.POST or None)
    if post := saved(request, form, register_budget):
        messages.success(request, f"Budgeten för {post.ar} är registrerad.")
        return redirect("beslut:budget_lista")
    return render(request, "beslut/budget_ny.html", {"form": form})


@requires("beslut.rakna_belopp")
@require_http_methods(["GET", "POST"])
def budget_andra(request: HttpRequest, budgetpost_id: int) -> HttpResponse:
    """Give a year's budget another amount."""
    post = get_object_or_404(Budgetpost, pk=budgetpost_id)
    form = BudgetForm(request.POST or None, andrar=True, initial={"belopp": post.belopp, "grund": post.grund})
    if saved(request, form, change_budget, budgetpost=post):
        messages.success(request, f"Budgeten för {post.ar} är ändrad.")
        return redirect("beslut:budget_lista")
    return render(request, "beslut/budget_andra.html", {"form": form, "post": post})
