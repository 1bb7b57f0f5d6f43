from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assistans.access import requires
from assistans.models import Lasning, User
from assistans.svenska import antal_i_ord
from assistans.tid import clock
from beslut.beteckning import provider_label
from beslut.insyn import Insyn
from fakturor.forms.falt import tell
from fakturor.forms.intyg import IntygForm
from fakturor.forms.rader import PREFIX
from fakturor.forms.tidrapport import ROWS_AT_A_TIME, TidradFormSet, TidrapportForm
from fakturor.models import Tidrapport
from fakturor.services.registering import (
    RegistrationRefused,
    ReportChanged,
    change_rows,
    register_intyg,
    register_tidrapport,
)
from fakturor.sidor.redovisning import describe, dossiers, name_of_assistant, one_report
from fakturor.views.skrivet import asks_for_rows, typed_so_far


@requires("beslut.se_person")
@require_safe
def tidrapport(request, rapport_id: int):
    """En tidrapport: summorna, raderna, intygen, och raderna som har dragits tillbaka."""
    rapport = _fetch(request.user, rapport_id)
    Lasning.record(rapport, by=request.user, at=timezone.now(), syfte="Granskning av tidrapporten")
    rader = list(rapport.rader.all())
    insyn = Insyn.of(request.user)
    post = describe(rapport, name_of_assistant(rapport, insyn))
    insyn.log(post.personer, by=request.user, at=timezone.now(), syfte="Läste vem hen är på tidrapporten")
    return render(
        request,
        "fakturor/tidrapport.html",
        _about(rapport)
        | {
            "post": post,
            "insyn": insyn,
            "rader": [rad for rad in rader if rad.dragen_version is None],
            "dragna": [rad for rad in rader if rad.dragen_version is not None],
            "far_registrera": request.user.may("fakturor.registrera"),
        },
    )


@requires("fakturor.registrera")
@require_http_methods(["GET", "HEAD", "POST"])
def tidrapport_ny(request):
    """En ny tidrapport med sina rader, som den står på papperet."""
    if typed := typed_so_far(request):
        head = TidrapportForm(initial=typed.dict(), user=request.user)
        more = ROWS_AT_A_TIME if asks_for_rows(request) else 0
        return _show_new(request, head, TidradFormSet.again(typed, more=more))
    if request.method != "POST":
        head = TidrapportForm(initial=_from_dossier(request), user=request.user)
        return _show_new(request, head, TidradFormSet(prefix=PREFIX))

    head, rows = TidrapportForm(request.POST, user=request.user), TidradFormSet(request.POST, prefix=PREFIX)
    if head.is_valid() & rows.is_valid():
        written = [row.uppgifter(head.cleaned_data["manad"]) for row in rows.written]
        try:
            rapport = register_tidrapport(huvud=head.huvud(), rader=written, by=request.user, at=timezone.now())
        except RegistrationRefused as refused:
            tell(head, refused.huvud, TidrapportForm.field_of)
            rows.tell(refused.rader)
        else:
            radantal = antal_i_ord(len(written), "rad", "rader", utrum=True)
            messages.success(request, f"Tidrapport {rapport.kod} är registrerad med {radantal}.")
            return redirect("fakturor:tidrapport", rapport_id=rapport.pk)

    return _show_new(request, head, rows)


@requires("fakturor.registrera")
@require_http_methods(["GET", "HEAD", "POST"])
def tidrader(request, rapport_id: int):
    """Ändra en tidrapports rader. Det blir en ny version; den gamla finns kvar."""
    rapport = _fetch(request.user, rapport_id)
    if typed := typed_so_far(request):
        more = ROWS_AT_A_TIME if asks_for_rows(request) else 0
        return _show_rows(request, rapport, TidradFormSet.again(typed, more=more), _version_read(typed))
    if request.method != "POST":
        rows = TidradFormSet(initial=_as_written(rapport), prefix=PREFIX)
        return _show_rows(request, rapport, rows, rapport.version)
    version = _version_read(request.POST)

    rows = TidradFormSet(request.POST, prefix=PREFIX)
    if rows.is_valid():
        manad = f"{rapport.redovisning.manad:%Y-%m}"
        try:
            after = change_rows(
                rapport=rapport,
                version=version,
                rader=[row.uppgifter(manad) for row in rows.written],
                by=request.user,
                at=timezone.now(),
            )
        except RegistrationRefused as refused:
            rows.tell(refused.rader)
            version = rapport.version if isinstance(refused, ReportChanged) else version
        else:
            messages.success(request, _what_changed(rapport, after))
            return redirect("fakturor:tidrapport", rapport_id=rapport.pk)

    return _show_rows(request, rapport, rows, version)


@requires("fakturor.registrera")
@require_http_methods(["GET", "HEAD", "POST"])
def intyg_nytt(request, rapport_id: int):
    """Ett intyg om att rapportens rader stämmer, som det står på papperet."""
    rapport = _fetch(request.user, rapport_id)
    form = IntygForm(request.POST if request.method == "POST" else None, rapport=rapport, user=request.user)
    version = _version_read(request.POST) if request.method == "POST" else rapport.version

    if form.is_valid():
        try:
            intyg = register_intyg(
                rapport=rapport,
                version=version,
                uppgifter=form.uppgifter(),
                by=request.user,
                at=timezone.now(),
            )
        except RegistrationRefused as refused:
            tell(form, refused.huvud)
            version = rapport.version if isinstance(refused, ReportChanged) else version
        else:
            messages.success(request, f"Intyget från {intyg.get_part_display().lower()} är registrerat.")
            return redirect("fakturor:tidrapport", rapport_id=rapport.pk)

    Lasning.record(rapport, by=request.user, at=timezone.now(), syfte="Registrering av intyg")
    return render(request, "fakturor/intyg_nytt.html", _about(rapport) | {"form": form, "version": version})


def _fetch(user: User, rapport_id: int) -> Tidrapport:
    rapport = one_report(rapport_id, user)
    if rapport is None:
        raise Http404
    return rapport


def _version_read(typed: QueryDict) -> int:
    """The version of the report that stood on the page when it was written."""
    version = typed.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else 0


def _about(rapport: Tidrapport) -> dict:
    redovisning = rapport.redovisning
    return {
        "rapport": rapport,
        "redovisning": redovisning,
        "anordnare": provider_label(redovisning.anordnare),
    }


def _from_dossier(request) -> dict:
    """What is known already when the report is written from its redovisning's page."""
    pk = request.GET.get("redovisning", "")
    found = dossiers(request.user).filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None
    if found is None:
        return {}
    return {
        "referens": found.brukare.referens,
        "orgnr": found.anordnare.orgnr,
        "manad": f"{found.manad:%Y-%m}",
    }


def _as_written(rapport: Tidrapport) -> list[dict]:
    return [
        {
            "datum": f"{rad.datum:%Y-%m-%d}",
            "start": clock(rad.start),
            "slut": clock(rad.slut),
            "tidstyp": rad.tidstyp,
            "dubbel": rad.dubbel,
            "ersatter_sjuk": rad.ersatter_sjuk,
        }
        for rad in rapport.rader.all()
        if rad.dragen_version is None
    ]


def _what_changed(before: Tidrapport, after: Tidrapport) -> str:
    if before.version == after.version:
        return "Raderna är desamma som förut. Ingenting ändrades."
    earlier = f"Intyg som gavs för version {before.version} gäller inte de nya raderna."
    return f"Rapporten har fått version {after.version}. {earlier}"


def _show_new(request, head: TidrapportForm, rows: TidradFormSet):
    return render(request, "fakturor/tidrapport_ny.html", {"form": head, "rader": rows, "allt": [head, rows]})


def _show_rows(request, rapport: Tidrapport, rows: TidradFormSet, version: int):
    Lasning.record(rapport, by=request.user, at=timezone.now(), syfte="Ändring av tidrapporten")
    return render(request, "fakturor/tidrader.html", _about(rapport) | {"rader": rows, "version": version})
