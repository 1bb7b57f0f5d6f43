from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assistans.access import requires
from assistans.svenska import kronor
from fakturor.services.attesting import RejectionRefused, reject
from fakturor.services.withdrawing import own_attest
from kontroller.forms import SkalForm
from kontroller.services.approving import AttestRefused, approve, review
from kontroller.services.outcome import SendBackRefused, send_back
from kontroller.services.withdrawing import WithdrawalRefused, withdraw
from kontroller.sidor.beteckning import document_name
from kontroller.views.faktura import back_to_invoice, fetch_invoice, show_invoice


@requires("kontroller.granskningsattest")
@require_POST
def granskningsattest(request, faktura_id: int):
    """Ge granskningsattest. Fakturan kontrolleras först igen."""
    return _attest(request, faktura_id, review, "har fått granskningsattest och väntar nu på beslutsattest")


@requires("kontroller.beslutsattest")
@require_POST
def beslutsattest(request, faktura_id: int):
    """Ge beslutsattest. Fakturan kontrolleras först igen."""
    return _attest(request, faktura_id, approve, "är godkänd för betalning")


@requires("kontroller.granskningsattest")
@require_http_methods(["GET", "POST"])
def aterkalla_attest(request, faktura_id: int):
    """Återkalla den egna granskningsattesten innan fakturan är godkänd. Fakturan kontrolleras sedan igen."""
    fakturan = fetch_invoice(request.user, faktura_id)
    given = own_attest(faktura=fakturan, by=request.user)
    form = SkalForm(request.POST or None, faktura=fakturan)

    if form.is_valid():
        try:
            withdraw(faktura=fakturan, **form.cleaned_data, by=request.user, at=timezone.now())
        except WithdrawalRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Granskningsattesten på {document_name(fakturan).lower()} är återkallad.")
            return back_to_invoice(faktura_id)

    innehall = {"faktura": fakturan, "dokument": document_name(fakturan), "given": given, "form": form}
    return render(request, "kontroller/aterkalla_attest.html", innehall)


@requires("kontroller.bedoma", "fakturor.matcha")
@require_POST
def avvisa(request, faktura_id: int):
    """Avvisa fakturan: den betalas inte, men den finns kvar."""
    return _with_reason(request, faktura_id, reject, "är avvisad och betalas inte")


@requires("kontroller.bedoma", "kontroller.granskningsattest", "kontroller.beslutsattest")
@require_POST
def ta_tillbaka(request, faktura_id: int):
    """Ta tillbaka en attesterad faktura, så att det den vilar på kan rättas. Attesterna gäller inte längre."""
    return _with_reason(request, faktura_id, send_back, "är tillbaka, och attesterna gäller inte längre")


def _with_reason(request, faktura_id: int, act, vad_som_hande: str):
    fakturan = fetch_invoice(request.user, faktura_id)
    form = SkalForm(request.POST, faktura=fakturan, prefix="skal")

    if form.is_valid():
        try:
            act(faktura=fakturan, **form.cleaned_data, by=request.user, at=timezone.now())
        except (RejectionRefused, SendBackRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{document_name(fakturan)} {vad_som_hande}.")
            return back_to_invoice(faktura_id)

    return show_invoice(request, fakturan, skal=form)


def _attest(request, faktura_id: int, give, vad_som_hande: str):
    fakturan = fetch_invoice(request.user, faktura_id)

    try:
        attest = give(faktura=fakturan, by=request.user, at=timezone.now())
    except AttestRefused as refused:
        # The controls have been run again, and the invoice may have moved.
        return show_invoice(request, fetch_invoice(request.user, faktura_id), vagran=str(refused))
    messages.success(request, f"{document_name(fakturan)} på {kronor(attest.belopp)} {vad_som_hande}.")
    return back_to_invoice(faktura_id)
