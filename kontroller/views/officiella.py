from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.models import Lasning
from fakturor.filer.faktura import FakturaAvvisad
from fakturor.filer.jamforelse import side_by_side
from fakturor.filer.officiella import SaknasHar, check_officially, editions
from fakturor.filer.ubl import read_invoice
from kontroller.sidor.beteckning import document_name, provider_name
from kontroller.sidor.skydd import Textskydd
from kontroller.views.faktura import fetch_invoice
from kontroller.views.original import document_of


@requires("fakturor.se_faktura")
@require_safe
def officiella(request, faktura_id: int):
    """De officiella fakturareglerna (EN 16931 och Peppol) bredvid våra, om en faktura."""
    fakturan = fetch_invoice(request.user, faktura_id)
    dokument = document_of(fakturan)
    textskydd = Textskydd.of(fakturan, request.user)
    if textskydd.skyddat and not textskydd.far_lasa:
        raise PermissionDenied
    Lasning.record(dokument, by=request.user, at=timezone.now(), syfte="Fakturans form mot de officiella reglerna")

    data = bytes(dokument.innehall)
    rader, hinder = [], ""
    try:
        rader = side_by_side(check_officially(data), read_invoice(data).anmarkningar)
    except (FakturaAvvisad, SaknasHar) as varfor:
        hinder = str(varfor)
    return render(
        request,
        "kontroller/officiella.html",
        {
            "faktura": fakturan,
            "dokument": document_name(fakturan),
            "anordnare": provider_name(fakturan),
            "utgavor": editions(),
            "rader": rader,
            "hinder": hinder,
        },
    )
