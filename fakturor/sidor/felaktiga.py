"""Felaktiga uppgifter som de visas på avtalets och anordnarens sida: räknade per avtal och kalenderår."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistans.models import User
from assistans.svenska import antal_i_ord, mask_text
from beslut.models import Avtal, Brukare
from beslut.sidor.avtal import Avsnitt
from fakturor.models import Faktura, Fakturarad, FelaktigUppgift

STANGD = "Uppgiften gäller en faktura som bara är öppen för namngivna."
FLER_AN = 3
"""Wrong statements in a calendar year that the contract bears (revisionsrapport 2015:3, 3.3.1: > 3/kalenderår)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """En felaktig uppgift på en rad, och vad användaren får göra med den."""

    rad: FelaktigUppgift
    dokument: str
    beskrivning: str
    far_bekrafta: bool
    far_stryka: bool


def section_about(*, avtal: Sequence[Avtal], user: User) -> Avsnitt | None:
    """The wrong statements counted on the contracts, for their pages. One or two queries; None without contracts."""
    avtal = [rad for rad in avtal if rad.godkant is not None]
    if not avtal:
        return None
    rader = _statements(avtal)
    stangda = _closed_invoices(rader, user)
    return Avsnitt(
        "fakturor/_felaktiga.html",
        {
            "avtal": avtal,
            "poster": [_post(rad, user, stangd=rad.faktura_id in stangda) for rad in rader],
            "ar": counted(rader),
            "varningar": warnings(avtal, rader),
            "ser_fakturor": user.may("fakturor.se_faktura"),
            "far_konstatera": user.may("fakturor.konstatera_felaktig"),
        },
    )


def invoice_label(faktura: Faktura) -> str:
    """Faktura 4187. A number that can be a personnummer is masked."""
    return f"{faktura.get_typ_display()} {mask_text(faktura.nummer)}"


def counted(rader: Sequence[FelaktigUppgift]) -> list[tuple[int, int]]:
    """How many count each calendar year, the newest first, by the year that the statement was made."""
    return sorted(Counter(rad.lamnad.year for rad in rader if counts(rad)).items(), reverse=True)


def counts(rad: FelaktigUppgift) -> bool:
    """Whether a statement counts: another person has confirmed it, and nobody has struck it."""
    return rad.bekraftad is not None and rad.struken is None


def warnings(avtal: Sequence[Avtal], rader: Sequence[FelaktigUppgift]) -> list[str]:
    """A sentence for each contract and year with more wrong statements than the contract bears.

    The audit's figure is about contracts by LOV. The sentence says what the contract says, and decides nothing.
    """
    lov = {rad.pk: rad for rad in avtal if rad.slag == Avtal.Slag.LOV}
    per_ar = Counter((rad.avtal_id, rad.lamnad.year) for rad in rader if counts(rad) and rad.avtal_id in lov)
    return [_warning(lov[avtal_id], ar, n) for (avtal_id, ar), n in sorted(per_ar.items(), reverse=True) if n > FLER_AN]


def _warning(avtal: Avtal, ar: int, n: int) -> str:
    bekraftade = antal_i_ord(n, "felaktig uppgift är bekräftad", "felaktiga uppgifter är bekräftade", utrum=True)
    return (
        f"{bekraftade.capitalize()} för {ar} i avtal {avtal.diarienummer}. Fler än tre under ett kalenderår ger enligt "
        "avtalet en grund för hävning. Om avtalet hävs beslutar nämnden."
    )


def _statements(avtal: Sequence[Avtal]) -> list[FelaktigUppgift]:
    rader = FelaktigUppgift.objects.filter(avtal__in=avtal)
    return list(rader.select_related("avtal", "faktura", "konstaterad_av", "bekraftad_av", "struken_av"))


def _closed_invoices(rader: Sequence[FelaktigUppgift], user: User) -> set[int]:
    """The invoices that are about a person whom the user may not see."""
    stangda = Brukare.objects.closed_to(user)
    fakturor = [rad.faktura_id for rad in rader if rad.faktura_id]
    if not fakturor:
        return set()
    om_stangda = Fakturarad.objects.filter(faktura__in=fakturor, brukare__in=stangda)
    return set(om_stangda.values_list("faktura_id", flat=True))


def _post(rad: FelaktigUppgift, user: User, *, stangd: bool) -> Post:
    ostruken, far_bekrafta = rad.struken is None, user.may("fakturor.bekrafta_felaktig")
    far_ta_bort_egen = rad.bekraftad is None and user.may("fakturor.konstatera_felaktig")
    return Post(
        rad=rad,
        dokument=invoice_label(rad.faktura) if rad.faktura and not stangd else "",
        beskrivning=STANGD if stangd else rad.beskrivning,
        far_bekrafta=ostruken and rad.bekraftad is None and far_bekrafta and rad.konstaterad_av_id != user.pk,
        far_stryka=ostruken and (far_bekrafta or far_ta_bort_egen),
    )
