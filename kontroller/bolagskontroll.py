"""Vad kommunen har fått veta om en anordnare hos andra myndigheter, och hur en kontroll av det bedöms. Utan Django."""

from datetime import date

from assistans.svenska import antal, datum_text
from kontroller.fakta import Anordnare, Bolagskontroll
from kontroller.regel import ALLTID, Fynd, not_judged, ok, warn

EGEN_ARBETSGIVARE, KOMMUN = "egen_arbetsgivare", "kommun"
NYA_6_KAP_6 = ALLTID.replace(year=2025, month=7)
"""Sedan den 1 juli 2025 ska den interna kontrollen vara tillräcklig för att förebygga fel och oegentligheter."""

VAD = {
    "f_skatt": "godkännande för F-skatt",
    "arbetsgivare": "registrering som arbetsgivare",
    "moms": "registrering för moms",
    "bolagsverket": "registrering hos Bolagsverket",
}
LEDNING = {
    "agare": "ägare",
    "vd": "verkställande direktör",
    "styrelse": "styrelseledamot",
    "suppleant": "styrelsesuppleant",
    "bolagsman": "bolagsman",
    "ledande": "en av dem som bestämmer",
}
"""Vad någon är hos anordnaren."""


def check_of(anordnare: Anordnare, slag: str) -> Bolagskontroll | None:
    """The newest check of a kind, or None when nobody has made one."""
    return next((k for k in anordnare.bolagskontroller if k.slag == slag), None)


def judge_check(
    anordnare: Anordnare, slag: str, fakturadatum: date | None, hogst: int, vem: str = "Anordnarens"
) -> Fynd:
    """What the newest check of a kind gives: a warning when it found something or is too old.

    Nobody having looked is not known, and not a pass.
    """
    vad, kontroll = f"{vem} {VAD[slag]}", check_of(anordnare, slag)
    if kontroll is None:
        return not_judged(f"Ingen har antecknat en kontroll av {vem.lower()} {VAD[slag]}.")
    nar, matt = datum_text(kontroll.datum), {"kontrollerad_datum": kontroll.datum}
    if kontroll.utfall == "avregistrerad":
        return warn(f"Kontrollen den {nar} av {vem.lower()} {VAD[slag]} visade en avregistrering.", matt=matt)
    if kontroll.utfall == "anmarkning":
        return warn(
            f"Kontrollen den {nar} av {vem.lower()} {VAD[slag]} gav en anmärkning. Vad den gäller står hos anordnaren.",
            matt=matt,
        )
    if fakturadatum is None:
        return not_judged(
            f"Fakturan saknar datum, så det går inte att säga hur gammal kontrollen den {nar} är.", matt=matt
        )
    alder = (fakturadatum - kontroll.datum).days
    matt |= {"faktura_datum": fakturadatum}
    if alder > hogst:
        return warn(
            f"{vad} kontrollerades senast den {nar}, {antal(alder, 'dag', 'dagar')} före fakturans datum. Det ska ha "
            f"gjorts inom {antal(hogst, 'dag', 'dagar')}.",
            matt=matt,
        )
    return ok(f"{vad} kontrollerades den {nar} utan anmärkning.", matt=matt)
