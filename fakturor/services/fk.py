"""FK's invoices: read in whole or not at all, and reviewed by another than the one who read them in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from assistans.models import Handelse, User
from assistans.personnummer import find_personnummer
from assistans.tabeller import Radfel, TabellFel, read_table
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.models import Brukare
from beslut.services.refusal import RegistrationRefused, told_in_words
from fakturor.fk.fakta import Fynd, Grad
from fakturor.fk.laddning import load_invoice
from fakturor.fk.prov import examine
from fakturor.importing.fk import FKFAKTURA, HUVUD, Filen
from fakturor.models import Fkfaktura, Fkrad
from fakturor.services.importing import one_at_a_time
from fakturor.services.inskrivning import Brist, check

NO_ROWS = "Filen har inga rader."


class FileRefused(Exception):
    """A file is not taken in, and nothing is stored. `fel` says what is wrong, row by row."""

    def __init__(self, fel: Sequence[Radfel]) -> None:
        super().__init__(fel[0].orsak)
        self.fel = list(fel)


class TypedRefused(Exception):
    """Something typed is not right, and nothing is stored. `huvud` and `rader` say what."""

    def __init__(self, huvud: Sequence[Brist], rader: Sequence[Brist]) -> None:
        super().__init__(next(brist.orsak for brist in (*huvud, *rader)))
        self.huvud, self.rader = list(huvud), list(rader)


@told_in_words()
def read_in_invoice(*, namn: str, innehall: bytes, by: User, at: datetime) -> Fkfaktura:
    """Take in a file, which is one invoice. Raises FileRefused with all that is wrong, or RegistrationRefused."""
    one_at_a_time()
    summa = sha256(innehall).hexdigest()
    if samma := _standing().filter(sha256=summa).first():
        raise RegistrationRefused(f"Samma fil är redan inläst, som faktura {samma.nummer}.", "fil")
    filen, resultat = Filen(timezone.localdate(at)), Filresultat(namn)
    try:
        lasning = read_table(FKFAKTURA, innehall, namn, idag=timezone.localdate(at))
        for rad in good_rows(lasning, resultat):
            try:
                filen.add(rad)
            except RadRefused as refused:
                resultat.refuse(lasning, rad, refused.kolumn, refused.orsak)
    except TabellFel as fel:
        resultat.refuse_file(fel)
    if not resultat.fel and not filen.rader:
        resultat.fel.append(Radfel(None, "", "", NO_ROWS))
    if resultat.fel:
        raise FileRefused(sorted(resultat.fel, key=lambda fel: (fel.rad or 0, fel.kolumn)))
    return _store(filen, sha=summa, by=by, at=at)


@told_in_words()
def register_invoice(
    *, huvud: Mapping[str, str], rader: Sequence[Mapping[str, str]], by: User, at: datetime
) -> Fkfaktura:
    """Take in what is typed from paper. Raises TypedRefused with all that is wrong, or RegistrationRefused."""
    one_at_a_time()
    filen = Filen(timezone.localdate(at))
    rows = [{**huvud, **rad, "rad": str(n)} for n, rad in enumerate(rader, 1)]
    brister = check(FKFAKTURA, rows or [huvud], filen.add, at=at)
    in_head = {brist.kolumn: Brist(None, brist.kolumn, brist.orsak) for brist in brister if brist.kolumn in HUVUD}
    in_rows = (
        [brist for brist in brister if brist.kolumn not in HUVUD] if rows else [Brist(None, "", "Skriv minst en rad.")]
    )
    if in_head or in_rows:
        raise TypedRefused(list(in_head.values()), in_rows)
    return _store(filen, sha="", by=by, at=at)


@told_in_words()
def review_invoice(*, fkfaktura: Fkfaktura, bedomning: str, notering: str, by: User, at: datetime) -> Fkfaktura:
    """Accept an invoice, or dispute it. What deviates needs a note, and so does a dispute."""
    faktura = Fkfaktura.objects.select_for_update().get(pk=fkfaktura.pk)
    if faktura.granskad:
        raise RegistrationRefused("Fakturan är redan granskad.")
    if faktura.inlast_av_id == by.pk:
        raise RegistrationRefused("Den som läste in fakturan granskar den inte. Låt någon annan göra det.")
    funna = [fynd for fynd in examine(load_invoice(faktura)) if fynd.grad != Grad.UPPLYSER]
    if funna and _about_closed(funna, by):
        raise RegistrationRefused(
            "Provet fann något om en person med skyddade uppgifter. Fakturan granskas av någon som är behörig."
        )
    if not notering and (funna or bedomning == Fkfaktura.Bedomning.BESTRIDS):
        raise RegistrationRefused("Skriv hur det som avviker har bedömts.", "notering")
    if find_personnummer(notering, idag=timezone.localdate(at)):
        raise RegistrationRefused("Skriv utan personnummer: texten sparas för gott.", "notering")

    faktura.granskad_av, faktura.granskad = by, at
    faktura.bedomning, faktura.notering = bedomning, notering
    faktura.save(update_fields=["granskad_av", "granskad", "bedomning", "notering"])
    fynd = [{"kod": ett.kod, "rad": ett.rad} for ett in funna]
    Handelse.record("fkfaktura.granskad", faktura, by=by, at=at, bedomning=bedomning, fynd=fynd)
    return faktura


def _store(filen: Filen, *, sha: str, by: User, at: datetime) -> Fkfaktura:
    huvud = filen.huvud
    if _standing().filter(nummer=huvud["nummer"]).exists():
        raise RegistrationRefused("En faktura från Försäkringskassan med det numret finns redan.", "nummer")
    faktura = Fkfaktura.objects.create(
        nummer=huvud["nummer"],
        slag=huvud["slag"],
        manad=huvud["manad"],
        fakturadatum=huvud["fakturadatum"],
        belopp=huvud["total"],
        sha256=sha,
        inlast_av=by,
        inlast=at,
    )
    kanda = dict(
        Brukare.objects.filter(referens__in={rad["referens"] for rad in filen.rader}).values_list("referens", "pk")
    )
    Fkrad.objects.bulk_create(
        Fkrad(faktura=faktura, brukare_id=kanda.get(rad["referens"]), **rad) for rad in filen.rader
    )
    Handelse.record("fkfaktura.inlast", faktura, by=by, at=at, rader=len(filen.rader), belopp=str(faktura.belopp))
    return faktura


def _standing():
    return Fkfaktura.objects.exclude(bedomning=Fkfaktura.Bedomning.BESTRIDS)


def _about_closed(funna: Sequence[Fynd], by: User) -> bool:
    personer = {fynd.brukare_id for fynd in funna}
    return Brukare.objects.closed_to(by).filter(pk__in=personer - {None}).exists()
