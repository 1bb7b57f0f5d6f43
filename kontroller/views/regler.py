from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistans.access import for_everyone_signed_in
from kontroller.sidor.regelsida import list_rules


@for_everyone_signed_in
@require_safe
def regler(request):
    """Kontrollerna: vad de prövar, på vilken grund, på vilken nivå, och om de är i bruk."""
    return render(request, "kontroller/regler.html", {"katalog": list_rules()})
