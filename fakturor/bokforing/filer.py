"""En omgångs bokföringsfiler: SIE 4 och konteringen som CSV. De skrivs när omgången frisläpps, med betalfilerna.

A municipality that has entered no coding row does not use the table: nothing is written, and the round's page says so.
Once it does, what lacks coding is not paid until the row is there. To pay and book later would leave kronor that no
voucher explains, and nobody waits long: the economist who releases enters the row herself, in a minute. Payments that
lack it are held back before a round is made (`utbetalning.hinder`), so the refusal here is met only when a row has
been ended since. Without an account to credit (ASSISTANS_MOTKONTO) only the coding file is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone

from beslut.models import Kontering
from fakturor.betalfiler.kontering import write_kontering
from fakturor.betalfiler.order import OrderRefused
from fakturor.betalfiler.sie import Siefil, SieRefused, write_sie
from fakturor.bokforing.delar import obstacles, parts_of
from fakturor.bokforing.verifikation import DIMENSIONER, Bokford, booked, coding_rows, voucher_of
from fakturor.models import Betalfil, Betalning, Betalningspost, Utbetalningsomgang
from fakturor.utbetalning.filer import Fil, FilesRefused

PROGRAM, VERSION = "Assistanskontroll", "1"
INTE_I_BRUK = "Konteringen är inte i bruk: ingen rad är inlagd, och ingen bokföringsfil skrivs."
UTAN_MOTKONTO = (
    "Ingen SIE-fil skrivs: kontot att kreditera är inte angivet. Systemförvaltaren anger ASSISTANS_MOTKONTO, som "
    "beskrivs i .env.example."
)


def write_bookkeeping_files(omgang: Utbetalningsomgang) -> Iterator[Fil]:
    """The round's vouchers and coding rows; nothing while the table of coding is empty. Raises FilesRefused."""
    if not Kontering.objects.exists():
        return
    poster = list(_entries(omgang.betalningar.all()))
    if hinder := obstacles({post.faktura_id for post in poster}):
        raise FilesRefused(f"{next(iter(hinder.values()))} Lägg in den under Kontering.")
    betalningar = _booked(poster)
    try:
        if settings.MOTKONTO:
            yield Fil(Betalfil.Slag.SIE, f"{omgang.nummer}.se", write_sie(_sie_file(omgang, betalningar)))
        rader = [rad for betalning in betalningar for rad in coding_rows(betalning)]
        yield Fil(Betalfil.Slag.KONTERING, f"{omgang.nummer}-kontering.csv", write_kontering(rader))
    except (OrderRefused, SieRefused) as refused:
        raise FilesRefused(str(refused)) from None


def bookkeeping_note(omgang: Utbetalningsomgang) -> str:
    """What the round's page says of its vouchers before it is released: what is missing, or "". Three queries."""
    if not Kontering.objects.exists():
        return INTE_I_BRUK
    ids = Betalningspost.objects.filter(betalning__omgang=omgang, upphord__isnull=True).values_list(
        "faktura", flat=True
    )
    if hinder := obstacles(list(ids)):
        return next(iter(hinder.values()))
    return "" if settings.MOTKONTO else UTAN_MOTKONTO


def booked_payments(betalningar: Iterable[Betalning]) -> dict[str, Bokford]:
    """Payments as they are booked, by their ids; those with something that lacks coding are left out. Two queries."""
    poster = list(_entries(betalningar))
    hindrade = set(obstacles({post.faktura_id for post in poster})) if poster else set()
    utan = {post.betalning_id for post in poster if post.faktura_id in hindrade}
    if not Kontering.objects.exists():
        return {}
    return {b.kod: b for b in _booked([post for post in poster if post.betalning_id not in utan])}


def _entries(betalningar: Iterable[Betalning]) -> Iterable[Betalningspost]:
    """Every part of the payments, also those that the bank has since sent back."""
    poster = Betalningspost.objects.filter(betalning__in=betalningar)
    return poster.select_related("betalning__omgang", "betalning__anordnare").order_by("betalning__kod", "pk")


def _booked(poster: list[Betalningspost]) -> list[Bokford]:
    delar = parts_of({post.faktura_id for post in poster})
    per_betalning: dict[Betalning, list[Betalningspost]] = defaultdict(list)
    for post in poster:
        per_betalning[post.betalning].append(post)
    return [
        booked(
            kod=betalning.kod,
            dag=betalning.omgang.betaldag,
            mottagare=betalning.anordnare.orgnr,
            poster=[(post.belopp, delar[post.faktura_id]) for post in egna],
        )
        for betalning, egna in per_betalning.items()
    ]


def _sie_file(omgang: Utbetalningsomgang, betalningar: list[Bokford]) -> Siefil:
    verifikationer = tuple(voucher_of(betalning, settings.MOTKONTO) for betalning in betalningar)
    anvanda = {nummer for v in verifikationer for rad in v.rader for nummer, _ in rad.dimensioner}
    ar = omgang.betaldag.year
    return Siefil(
        foretag=settings.KOMMUN_NAMN,
        orgnr=settings.KOMMUN_ORGNR,
        program=PROGRAM,
        version=VERSION,
        genererad=timezone.localdate(omgang.skapad),
        verifikationer=verifikationer,
        dimensioner=tuple((nummer, namn) for nummer, namn in DIMENSIONER if nummer in anvanda),
        rakenskapsar=(date(ar, 1, 1), date(ar, 12, 31)),
    )
