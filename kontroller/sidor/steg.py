"""Var en faktura är på sin väg, i ord: vad den väntar på, och kedjan från inläst till utbetald."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from assistans.svenska import antal, datum_kort, kronor, tidpunkt
from fakturor.flode import BETALAS, Status
from fakturor.models import Attest, Betalningsretur, Faktura
from fakturor.sidor.utbetalningar import Betald
from kontroller.bedomningslage import Bedomningslage, Fakturalage
from kontroller.models import Bedomning


class Steg(TextChoices):
    """Vad en faktura väntar på, eller var den har hamnat."""

    KONTROLL = "kontroll", "Väntar på kontroll"
    PARNING = "parning", "Väntar på parning"
    BEDOMNING = "bedomning", "Väntar på bedömning"
    BEKRAFTELSE = "bekraftelse", "Väntar på bekräftelse"
    KOMPLETTERING = "komplettering", "Väntar på komplettering"
    AVSLAGEN = "avslagen", "Avvikelsen är avslagen"
    KOMMENTAR = "kommentar", "Väntar på kommentar"
    GRANSKNINGSATTEST = "granskningsattest", "Väntar på granskningsattest"
    BESLUTSATTEST = "beslutsattest", "Väntar på beslutsattest"
    GODKAND = "godkand", "Godkänd för betalning"
    I_UTBETALNING = "i_utbetalning", "I utbetalning"
    UTBETALD = "utbetald", "Utbetald"
    AVVISAD = "avvisad", "Avvisad"
    KREDITERAD = "krediterad", "Krediterad"


AV_STATUS = {
    Status.MOTTAGEN: Steg.KONTROLL,
    Status.OMATCHAD: Steg.PARNING,
    Status.GRANSKAD: Steg.BESLUTSATTEST,
    Status.GODKAND: Steg.GODKAND,
    Status.I_UTBETALNING: Steg.I_UTBETALNING,
    Status.UTBETALD: Steg.UTBETALD,
    Status.AVVISAD: Steg.AVVISAD,
    Status.KREDITERAD: Steg.KREDITERAD,
}
FORST = (Steg.BEDOMNING, Steg.BEKRAFTELSE, Steg.KOMPLETTERING, Steg.AVSLAGEN, Steg.KOMMENTAR)
"""När flera saker återstår på en faktura visas den första av dem."""


def remaining_of(lage: Bedomningslage, idag: date | None = None) -> Steg | None:
    """What one deviation or warning waits for, or None when people have dealt with it."""
    if lage.tackt:
        return None
    if not lage.stoppar:
        return Steg.KOMMENTAR
    bedomning, idag = lage.bedomning, idag or timezone.localdate()
    if bedomning is None or (bedomning.galler_till is not None and bedomning.galler_till < idag):
        return Steg.BEDOMNING
    if bedomning.beslut == Bedomning.Beslut.GODTAS and lage.utfallsrad.forbjuden:
        return Steg.BEDOMNING
    return {
        Bedomning.Beslut.GODTAS: Steg.BEKRAFTELSE,
        Bedomning.Beslut.AVSLAS: Steg.AVSLAGEN,
        Bedomning.Beslut.KOMPLETTERING: Steg.KOMPLETTERING,
    }.get(bedomning.beslut, Steg.BEDOMNING)


def step_of(faktura: Faktura, lage: Fakturalage | None) -> Steg:
    """What the invoice waits for, or where it has ended."""
    if faktura.status in AV_STATUS:
        return AV_STATUS[faktura.status]
    kvar = {steg for rad in (lage.rader if lage else ()) if (steg := remaining_of(rad))}
    vantar = next((steg for steg in FORST if steg in kvar), None)
    if vantar is None:
        return Steg.BEDOMNING if faktura.status == Status.STOPPAD else Steg.GRANSKNINGSATTEST
    return vantar


# --- Kedjan -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kedjesteg:
    """Ett steg i kedjan: `lage` är klar, stopp, nu eller sedan; `text` säger vem eller när."""

    namn: str
    lage: str
    text: str = ""


def chain_of(
    faktura: Faktura,
    lage: Fakturalage | None,
    attester: dict[str, Attest],
    kontrollerad: datetime | None,
    betald: Betald | None = None,
) -> list[Kedjesteg]:
    """The way of the invoice. `attester` are those of its present round, by type; `kontrollerad` is when the newest
    control was done, and `betald` the payment that it is or was last in.
    """
    if faktura.status in (Status.AVVISAD, Status.KREDITERAD):
        return [_received(faktura), Kedjesteg(faktura.get_status_display(), "stopp")]

    steg = [_received(faktura), _controlled(faktura, kontrollerad)]
    if lage and lage.rader and faktura.status not in (Status.MOTTAGEN, Status.OMATCHAD):
        steg.append(_assessed(lage))
    granskning, beslut = attester.get(Attest.Typ.GRANSKNING), attester.get(Attest.Typ.BESLUT)
    steg.append(_attest("Gransknings\u00adattest", granskning, faktura.status == Status.KONTROLLERAD and _ready(lage)))
    steg.append(_attest("Besluts\u00adattest", beslut, faktura.status == Status.GRANSKAD))
    steg.append(_approved(faktura, beslut))
    steg.append(_paid(faktura, betald))
    return steg


def _ready(lage: Fakturalage | None) -> bool:
    return lage is not None and all(rad.tackt for rad in lage.rader)


def _received(faktura: Faktura) -> Kedjesteg:
    return Kedjesteg("Inläst", "klar", tidpunkt(faktura.mottagen))


def _controlled(faktura: Faktura, kontrollerad: datetime | None) -> Kedjesteg:
    if faktura.status in (Status.MOTTAGEN, Status.OMATCHAD):
        return Kedjesteg("Kontrollerad", "nu", AV_STATUS[faktura.status].label)
    return Kedjesteg("Kontrollerad", "klar", tidpunkt(kontrollerad) if kontrollerad else "")


def _assessed(lage: Fakturalage) -> Kedjesteg:
    oppna = [rad for rad in lage.rader if not rad.tackt]
    if not oppna:
        nedsatta = sum(rad.nedsatt for rad in lage.rader)
        if nedsatta == len(lage.rader):
            return Kedjesteg("Nedsatt", "klar", antal(nedsatta, "kontroll", "kontroller"))
        avdragna = f", {nedsatta} nedsatt{'a' if nedsatta > 1 else ''}" if nedsatta else ""
        return Kedjesteg("Bedömd", "klar", antal(len(lage.rader) - nedsatta, "bedömning", "bedömningar") + avdragna)
    stopp = sum(rad.stoppar for rad in oppna)
    if stopp:
        return Kedjesteg("Stoppad", "stopp", f"{stopp} kvar att bedöma")
    return Kedjesteg("Bedömd", "nu", f"{len(oppna)} att kommentera")


def _attest(namn: str, attest: Attest | None, vantar: bool) -> Kedjesteg:
    if attest:
        return Kedjesteg(namn, "klar", f"{attest.av.namn}, {datum_kort(timezone.localdate(attest.tid))}")
    return Kedjesteg(namn, "nu" if vantar else "sedan")


def _approved(faktura: Faktura, beslut: Attest | None) -> Kedjesteg:
    if faktura.status in BETALAS:
        return Kedjesteg("Godkänd för betalning", "klar", tidpunkt(beslut.tid) if beslut else "")
    forfaller = f"förfaller {datum_kort(faktura.forfallodatum)}" if faktura.forfallodatum else ""
    return Kedjesteg("Godkänd för betalning", "sedan", forfaller)


def _come_back(retur: Betalningsretur, omgang: str) -> str:
    """What of an executed payment came back, when and why, and what was decided about a part."""
    hur_mycket = "kom tillbaka" if retur.oppnar else f"{kronor(retur.belopp)} kom tillbaka"
    text = f"{omgang} {hur_mycket} {datum_kort(retur.datum)}: {retur.skal or retur.skal_kod}"
    beslut = getattr(retur, "beslut", None)
    return f"{text} {beslut.get_utfall_display()}." if beslut else text


def _paid(faktura: Faktura, betald: Betald | None) -> Kedjesteg:
    if betald is None:
        return Kedjesteg("Utbetald", "klar" if faktura.status == Status.UTBETALD else "sedan")
    omgang = f"omgång {betald.nummer}"
    if betald.retur and (betald.retur.oppnar or faktura.status == Status.UTBETALD):
        return Kedjesteg("Utbetald", "nu" if betald.retur.oppnar else "stopp", _come_back(betald.retur, omgang))
    if faktura.status == Status.UTBETALD:
        dag = betald.besked.datum if betald.besked else betald.betaldag
        return Kedjesteg("Utbetald", "klar", f"{datum_kort(dag)}, {omgang}")
    if faktura.status == Status.I_UTBETALNING:
        return Kedjesteg("Utbetald", "nu", f"lämnad, {omgang}")
    if betald.besked:
        return Kedjesteg("Utbetald", "nu", f"banken avvisade {omgang}: {betald.besked.skal or betald.besked.skal_kod}")
    return Kedjesteg("Utbetald", "nu" if betald.galler else "sedan", f"i {omgang}" if betald.galler else "")
