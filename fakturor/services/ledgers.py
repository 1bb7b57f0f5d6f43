"""The finance system's ledger, taken in month by month to be held against what was approved."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assistans.models import Handelse, User
from assistans.svenska import manad_namn
from assistans.tid import last_of_month
from beslut.models import Kontering
from fakturor.bokforing.huvudbok import Kand, Ledgerrad, LedgerRefused, match, read_ledger, relevant
from fakturor.models import Betalning, Huvudboksfil, Huvudboksrad, Utbetalningsomgang

FAR_LASA_IN = "fakturor.utbetala"
LANGST_NAMN = 255


@transaction.atomic
def read_in_ledger(*, manad: date, namn: str, innehall: bytes, by: User, at: datetime) -> Huvudboksfil:
    """Keep a month's ledger with the rows that may be about assistance, each with its payment if it can be known.

    A newer file of the month takes the place of an older by being newer; both are kept. Raises LedgerRefused.
    """
    if not by.may(FAR_LASA_IN):
        raise LedgerRefused("Din roll får inte läsa in huvudboken.")
    sha256 = hashlib.sha256(innehall).hexdigest()
    if Huvudboksfil.objects.filter(manad=manad, sha256=sha256).exists():
        raise LedgerRefused(f"Filen är redan inläst för {manad_namn(manad)}.")
    lasta = read_ledger(innehall, namn, manad=manad, idag=timezone.localdate(at))
    rader = relevant(lasta, set(Kontering.objects.values_list("konto", flat=True)))
    if not rader:
        raise LedgerRefused("Ingen rad i filen är på ett konto ur konteringen eller har en betalnings id.")
    traff = match(rader, _payments(rader, manad))
    fil = Huvudboksfil.objects.create(
        manad=manad, namn=namn[-LANGST_NAMN:], sha256=sha256, innehall=innehall, inlast_av=by, inlast=at
    )
    Huvudboksrad.objects.bulk_create(
        Huvudboksrad(
            fil=fil,
            rad=rad.rad,
            verifikation=rad.verifikation,
            datum=rad.datum,
            konto=rad.konto,
            ansvar=rad.ansvar,
            belopp=rad.belopp,
            referens=rad.referens,
            text=rad.text,
            betalning_id=traff.get(rad.rad),
        )
        for rad in rader
    )
    uppgifter = {"manad": f"{manad:%Y-%m}", "rader": len(rader), "i_filen": len(lasta), "sha256": sha256}
    Handelse.record("huvudbok.inlast", fil, by=by, at=at, **uppgifter)
    return fil


def _payments(rader: Iterable[Ledgerrad], manad: date) -> list[Kand]:
    """The released payments that the rows name, and those of the month. One query."""
    koder = {kod for rad in rader for kod in rad.koder}
    i_manaden = (manad, last_of_month(manad))
    betalningar = Betalning.objects.filter(omgang__status=Utbetalningsomgang.Status.FRISLAPPT).filter(
        Q(kod__in=koder) | Q(omgang__betaldag__range=i_manaden) | Q(besked__datum__range=i_manaden)
    )
    return [
        Kand(
            betalning.pk,
            betalning.kod,
            betalning.belopp,
            frozenset({betalning.omgang.betaldag, besked.datum} if besked else {betalning.omgang.betaldag}),
            betalning.anordnare.orgnr,
        )
        for betalning in betalningar.select_related("omgang", "anordnare", "besked")
        for besked in [getattr(betalning, "besked", None)]
    ]
