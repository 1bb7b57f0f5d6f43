from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assistans.access import requires
from fakturor.forms.falt import tell
from fakturor.forms.rader import PREFIX
from fakturor.forms.rakning import ROWS_AT_A_TIME, RakningForm, RakningsradFormSet
from fakturor.services.registering import RegistrationRefused, register_rakning
from fakturor.views.skrivet import asks_for_rows, typed_so_far


@requires("fakturor.registrera")
@require_http_methods(["GET", "HEAD", "POST"])
def rakning_ny(request):
    """En räkning utan e-faktura, som den står på papperet."""
    if typed := typed_so_far(request):
        more = ROWS_AT_A_TIME if asks_for_rows(request) else 0
        head = RakningForm(initial=typed.dict(), user=request.user)
        return _show(request, head, RakningsradFormSet.again(typed, more=more))
    if request.method != "POST":
        return _show(request, RakningForm(user=request.user), RakningsradFormSet(prefix=PREFIX))

    head, rows = RakningForm(request.POST, user=request.user), RakningsradFormSet(request.POST, prefix=PREFIX)
    if head.is_valid() & rows.is_valid():
        try:
            faktura = register_rakning(
                huvud=head.huvud(),
                rader=[row.uppgifter() for row in rows.written],
                by=request.user,
                at=timezone.now(),
            )
        except RegistrationRefused as refused:
            tell(head, refused.huvud)
            rows.tell(refused.rader)
        else:
            messages.success(request, f"{faktura} är registrerad och kan kontrolleras.")
            return redirect("fakturor:redovisning", redovisning_id=faktura.rader.first().redovisning_id)

    return _show(request, head, rows)


def _show(request, head: RakningForm, rows: RakningsradFormSet):
    return render(request, "fakturor/rakning_ny.html", {"form": head, "rader": rows, "allt": [head, rows]})
