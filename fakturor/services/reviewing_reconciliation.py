"""A month's reconciliation, gone through and signed by someone who did not let the money go."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.svenska import manad_namn
from beslut.services.refusal import RegistrationRefused
from fakturor.bokforing.granskning import figures_of, fingerprint, kinds_of
from fakturor.bokforing.laddning import reconciled
from fakturor.models import Avstamningsgranskning, Utbetalningsomgang
from fakturor.services.grindar import told_by_the_gates

FAR_GRANSKA = "fakturor.granska_avstamning"
ANDRAD = "Siffrorna har ändrats sedan sidan visades. Läs igenom dem igen."


@told_by_the_gates()
def review_reconciliation(
    *, manad: date, sett: str, forklaringar: Mapping[str, str], notering: str, by: User, at: datetime
) -> Avstamningsgranskning:
    """Keep that a person has gone through the month as it stood; `sett` is the hash of the figures that she saw.

    `forklaringar` says what each kind of difference comes from. Raises RegistrationRefused, whose `falt` is the kind or
    "notering".
    """
    avstamd = reconciled([manad])[manad]
    if hinder := review_obstacle(manad=manad, har_fil=bool(avstamd.filer), by=by, dag=timezone.localdate(at)):
        raise RegistrationRefused(hinder)
    sha256 = fingerprint(avstamd.avstamning)
    if sett != sha256:
        raise RegistrationRefused(ANDRAD)
    slag = kinds_of(avstamd.avstamning)
    if saknas := [rubrik for rubrik in slag if not forklaringar.get(rubrik, "").strip()]:
        raise RegistrationRefused(f"Skriv vad skillnaden beror på: {saknas[0].lower()}.", saknas[0])
    for om, text in {**forklaringar, "notering": notering}.items():
        if find_personnummer(text, idag=timezone.localdate(at)):
            raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", om)
    granskning = Avstamningsgranskning.objects.create(
        manad=manad,
        siffror=figures_of(avstamd.avstamning),
        sha256=sha256,
        forklaringar={rubrik: forklaringar[rubrik].strip() for rubrik in slag},
        notering=notering,
        av=by,
        tid=at,
    )
    uppgifter = {"manad": f"{manad:%Y-%m}", "skillnader": len(avstamd.avstamning.skillnader), "sha256": sha256}
    Handelse.record("avstamning.granskad", granskning, by=by, at=at, **uppgifter)
    return granskning


def review_obstacle(*, manad: date, har_fil: bool, by: User, dag: date) -> str:
    """Why a person cannot sign the month on a day, as a sentence, or nothing. At most one query."""
    if not by.may(FAR_GRANSKA):
        return "Din roll får inte granska avstämningen."
    if manad > dag:
        return f"{manad_namn(manad).capitalize()} har inte börjat."
    if not har_fil:
        return "Avstämningen kan granskas när huvudboken för månaden är inläst."
    if nummer := _released_by(by, manad):
        return (
            f"Du har frisläppt omgång {nummer}, som betalas i {manad_namn(manad)}. En annan ekonom granskar "
            "avstämningen: den som har lämnat pengarna intygar inte själv att de kom rätt."
        )
    return ""


def _released_by(by: User, manad: date) -> str:
    omgangar = Utbetalningsomgang.objects.filter(
        status=Utbetalningsomgang.Status.FRISLAPPT,
        frislappt_av=by,
        betaldag__year=manad.year,
        betaldag__month=manad.month,
    )
    return omgangar.order_by("pk").values_list("nummer", flat=True).first() or ""
