from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assistans.access import requires
from assistans.models import Lasning, User
from fakturor.attesthinder import AWAITS, PERMISSION
from fakturor.avtalsfakturor import contract_of
from fakturor.flode import FORE_BETALNING, Status
from fakturor.javigattest import VAR_JAVIG, partial_attests
from fakturor.models import Aterkrav, Attest, Faktura
from fakturor.services.attesting import CAN_BE_REJECTED, MAY_REJECT, has_interest
from fakturor.services.withdrawing import own_attest
from fakturor.sidor.aterkrav import LASA, cases_open_to
from fakturor.sidor.kreditering import crediting_of
from fakturor.sidor.skydd import names_closed
from kontroller.forms import BedomningForm, SkalForm
from kontroller.forms_manuellt import ManuellForm, steps_of
from kontroller.models import Regelverk
from kontroller.regelverk import newer_rule_set
from kontroller.services.approving import obstacle
from kontroller.services.assessing import confirmation_obstacle
from kontroller.services.outcome import ATTESTED, MAY_SEND_BACK
from kontroller.sidor.arbetstidslankar import with_working_time
from kontroller.sidor.beteckning import closed_to
from kontroller.sidor.fakturasida import Fakturasida, build_page
from kontroller.sidor.ko import queue_for
from kontroller.sidor.kontrollista import Kontrollpost, alike
from kontroller.sidor.manuellt import done_on, what_to_look_for
from kontroller.sidor.nedsattningssida import state_of_reduction
from kontroller.sidor.papper import build_paper
from kontroller.sidor.sjuklonesida import SER_DAGAR
from kontroller.sidor.skydd import Textskydd
from kontroller.sidor.steg import Steg, remaining_of


@requires("fakturor.se_faktura")
@require_safe
def faktura(request, faktura_id: int):
    """Fakturan: beviljat, intygat och fakturerat bredvid varandra, kontrollerna, bedömningen och attesten."""
    fakturan = fetch_invoice(request.user, faktura_id)
    namn = " med assistenternas namn" if request.user.may("beslut.se_person") else ""
    Lasning.record(fakturan, by=request.user, at=timezone.now(), syfte=f"Kontroll av fakturan{namn}")
    return show_invoice(request, fakturan)


def fetch_invoice(user: User, faktura_id: int) -> Faktura:
    """The invoice, or 404 when it does not exist or is about a person whom the user may not see."""
    fakturor = Faktura.objects.select_related("anordnare", "dokument").defer("dokument__innehall")
    fakturan = get_object_or_404(fakturor.prefetch_related("rader__brukare"), pk=faktura_id)
    berorda = {rad.brukare_id for rad in fakturan.rader.all() if rad.brukare_id}
    if berorda & closed_to(user) or (fakturan.status == Status.OMATCHAD and names_closed(fakturan, user)):
        # The same answer as for an invoice that does not exist.
        raise Http404
    return fakturan


def show_invoice(
    request: HttpRequest,
    fakturan: Faktura,
    *,
    bedomning: BedomningForm | None = None,
    skal: SkalForm | None = None,
    manuell: ManuellForm | None = None,
    vagran: str = "",
) -> HttpResponse:
    """Write the invoice's page; with what was typed, or why the attest was refused, when something was."""
    sida = build_page(fakturan, reader=request.user)
    javig = has_interest(fakturan, request.user)
    javiga = set(partial_attests().filter(faktura=fakturan).values_list("pk", flat=True))
    poster = with_working_time(_assessable(request.user, sida, bedomning, javig=javig), sida.fakta, request.user)
    ko = queue_for(request.user)
    tidigare, nasta = _neighbours(ko, fakturan.pk)
    textskydd = Textskydd.of(fakturan, request.user)
    return render(
        request,
        "kontroller/faktura.html",
        {
            "sida": sida,
            "faktura": fakturan,
            **_by_reason(poster),
            "nytt_regelverk": _newer_rule_set(sida),
            "far_se_person": request.user.may("beslut.se_person"),
            "far_bedoma": request.user.may("kontroller.bedoma"),
            "far_para": request.user.may("fakturor.matcha"),
            "kvar": sum(not p["post"].lage.tackt for p in poster if p["post"].lage),
            "attester": [_attest(request.user, sida, typ, javiga) for typ in Attest.Typ],
            "vagran": vagran,
            "javig": javig,
            "far_aterkalla": own_attest(faktura=fakturan, by=request.user) is not None,
            "far_utreda_aterkrav": _may_reclaim(request.user, fakturan),
            "aterkraven": _reclaims(request.user, fakturan),
            "far_anteckna_felaktig": _may_state_wrong(request.user, fakturan),
            "skalruta": _with_reason(request.user, fakturan, skal, ny_attest=bool(javiga)),
            "manuella": _manual(request.user, fakturan, manuell),
            "kreditering": crediting_of(fakturan, request.user),
            "nedsattning": state_of_reduction(fakturan, reader=request.user),
            "papper": build_paper(fakturan, skyddat=textskydd.skyddat, bara_manad=_hides_days(request.user, fakturan)),
            "far_se_skyddat": textskydd.far_lasa,
            "far_hamta": fakturan.dokument is not None and (textskydd.far_lasa or not textskydd.skyddat),
            "tidigare": tidigare,
            "nasta": nasta,
            "i_kon": fakturan.pk in ko,
        },
    )


def _hides_days(user: User, faktura: Faktura) -> bool:
    """Whether the days of the lines are days of illness that the user does not need to know."""
    return faktura.typ == Faktura.Typ.SJUKLON and not user.may(SER_DAGAR)


def _newer_rule_set(sida: Fakturasida) -> Regelverk | None:
    """The rule set that the invoice is controlled by before it goes on, when it is another than the last one."""
    if sida.granskning is None or not sida.manader or sida.faktura.status not in FORE_BETALNING:
        return None
    return newer_rule_set(sida.manader[0], {sida.granskning.korning.regelverk})


def back_to_invoice(faktura_id: int, plats: str = "") -> HttpResponse:
    """Redirect to the invoice's page, to a place on it."""
    svar = redirect("kontroller:faktura", faktura_id=faktura_id)
    svar["Location"] += f"#{plats}" if plats else ""
    return svar


def _assessable(user: User, sida: Fakturasida, ifylld: BedomningForm | None, *, javig: bool) -> list[dict]:
    """The controls that stop or warn, each with what the user may do about it. The first open one is unfolded.

    One who has declared a conflict of interest reads them, and does nothing about them.
    """
    if sida.kontroller is None:
        return []
    # An unmatched invoice is paired first: what the controls then find is another thing.
    bedoms = sida.faktura.status in FORE_BETALNING and sida.faktura.status != Status.OMATCHAD
    far_bedoma = bedoms and user.may("kontroller.bedoma") and not javig
    poster, nagon_oppen = [], ifylld is not None
    for post in sida.kontroller.att_bedoma:
        form = None
        if far_bedoma and post.lage and not post.lage.nedsatt:
            min_egen = ifylld is not None and ifylld.prefix == post.kod
            form = ifylld if min_egen else BedomningForm(faktura=sida.faktura, utfall=post.lage.utfallsrad)
        vantar = post.lage is not None and remaining_of(post.lage) in (Steg.BEDOMNING, Steg.KOMMENTAR)
        oppen = form is not None and (form is ifylld or (vantar and not nagon_oppen))
        nagon_oppen = nagon_oppen or oppen
        poster.append(
            {
                "post": post,
                "form": form,
                "oppen": oppen,
                "bekrafta": not javig and _may_confirm(user, sida, post),
                "far_hamta": user.may("fakturor.se_faktura") and user.may("beslut.se_person"),
            }
        )
    return poster


def _by_reason(poster: list[dict]) -> dict[str, list]:
    """The controls one by one, and those that share the reason why they could not be judged, under it."""
    lika = alike(p["post"] for p in poster)
    grupper = [{"text": text, "poster": [p for p in poster if p["post"] in samma]} for text, samma in lika.items()]
    samlade = [p for grupp in grupper for p in grupp["poster"]]
    for grupp in grupper:
        grupp["oppen"] = any(p["form"] is not None and p["form"].is_bound for p in grupp["poster"])
    return {"poster": [p for p in poster if p not in samlade], "grupper": grupper}


def _may_confirm(user: User, sida: Fakturasida, post: Kontrollpost) -> bool:
    if sida.faktura.status not in FORE_BETALNING or not post.lage or remaining_of(post.lage) != Steg.BEKRAFTELSE:
        return False
    return confirmation_obstacle(bedomning=post.lage.bedomning, by=user) is None


def _attest(user: User, sida: Fakturasida, typ: str, javiga: set[int]) -> dict:
    """One of the two attests: who has given it, whether it waits, and what keeps this user from giving it.

    `javiga` are the attests by those who have declared an interest since.
    """
    vantar = sida.faktura.status == AWAITS[typ]
    far = user.may(PERMISSION[typ])
    given = sida.attester.get(typ)
    return {
        "typ": typ,
        "namn": Attest.Typ(typ).label,
        "given": given,
        "brister": VAR_JAVIG if given and given.pk in javiga else "",
        "vantar": vantar,
        "far": far,
        "hinder": obstacle(faktura=sida.faktura, typ=typ, by=user) if vantar and far else None,
    }


def _with_reason(user: User, fakturan: Faktura, ifylld: SkalForm | None, *, ny_attest: bool) -> dict | None:
    """What the user may do to the whole invoice with a reason: refuse it, or take it back once attested.

    One whose attest does not carry it any longer is sent back to be attested anew; the form is then unfolded.
    """
    if fakturan.status in CAN_BE_REJECTED and any(user.may(rattighet) for rattighet in MAY_REJECT):
        namn, vy = "Avvisa fakturan", "kontroller:avvisa"
    elif (
        fakturan.status in ATTESTED
        and own_attest(faktura=fakturan, by=user) is None
        and any(user.may(rattighet) for rattighet in MAY_SEND_BACK)
    ):
        namn, vy = "Skicka tillbaka för ny attest" if ny_attest else "Ta tillbaka fakturan", "kontroller:ta_tillbaka"
    else:
        return None
    return {
        "namn": namn,
        "url": reverse(vy, args=[fakturan.pk]),
        "form": ifylld or SkalForm(faktura=fakturan, prefix="skal"),
        "oppen": ifylld is not None or ny_attest,
    }


def _manual(user: User, fakturan: Faktura, ifylld: ManuellForm | None) -> dict:
    """What persons have looked at, what there is to look for, and the form for those who may write down more."""
    return {
        "gjorda": done_on(fakturan),
        "att_se_efter": what_to_look_for(),
        "form": ifylld or (ManuellForm(faktura=fakturan, user=user) if steps_of(user) else None),
        "oppen": ifylld is not None,
    }


def _may_reclaim(user: User, fakturan: Faktura) -> bool:
    """Whether the user may look into what should come back: something has been paid."""
    betald = fakturan.status == Status.UTBETALD and not fakturan.is_credit
    return betald and user.may("fakturor.utreda_aterkrav")


def _reclaims(user: User, fakturan: Faktura) -> QuerySet[Aterkrav]:
    """The cases that demand something of a paid invoice back, for who may read them."""
    if fakturan.status != Status.UTBETALD or not any(user.may(rattighet) for rattighet in LASA):
        return Aterkrav.objects.none()
    return cases_open_to(user).filter(poster__faktura=fakturan).distinct()


def _may_state_wrong(user: User, fakturan: Faktura) -> bool:
    """Whether the user may write down a wrong statement: the invoice is under the municipality's contract (B17)."""
    return user.may("fakturor.konstatera_felaktig") and contract_of(fakturan) is not None


def _neighbours(ko: list[int], faktura_id: int) -> tuple[int | None, int | None]:
    """The invoices before and after this one in the queue of those that wait for the user.

    When this one does not wait, or no longer does, the first of them comes next.
    """
    if faktura_id not in ko:
        return None, next(iter(ko), None)
    plats = ko.index(faktura_id)
    return (ko[plats - 1] if plats else None, ko[plats + 1] if plats + 1 < len(ko) else None)
