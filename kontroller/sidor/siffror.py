"""Ett fynds tal som ord och värde: `beviljade_minuter` blir Beviljade 137:08. Utan Django."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import datum_text, decimal, heltal, klocktid, kronor, manad_namn
from kontroller.regel import Matt

Tal = int | str | Decimal | Fraction | date | None

HELA = {
    "alder dagar": "dagar före fakturan",
    "angivna": "angivet",
    "betalda": "redan betalt",
    "beviljade dubbla": "beviljat dubbelt",
    "beviljade": "beviljat",
    "del fran": "delen börjar",
    "del tom": "delen slutar",
    "fakturerade": "fakturerat",
    "felaktiga": "felaktiga uppgifter",
    "fore 18": "före 18 år",
    "gemensamma": "gemensamt",
    "hogst dagar": "högst så många dagar",
    "i kommunen": "varav i kommunen",
    "inkommen": "kom in",
    "intygade": "intygat",
    "ledning": "i ledningen",
    "om manader": "månader dit",
    "raders": "raderna",
    "rapporterade": "rapporterat",
    "samtidiga": "samtidigt",
    "utanfor ees": "utanför EES",
}
"""Rubriker som lyder annorlunda än nyckeln, utan sin enhet."""
ORD = {
    "anhorig": "anhörig",
    "lonespecifikation": "lönespecifikation",
    "raknas": "räknas",
    "sjukanmalan": "sjukanmälan",
    "anmalan": "anmälan",
    "anmald": "anmäld",
    "assistansersattning": "assistansersättning",
    "begarda": "begärda",
    "begart": "begärt",
    "bekraftade": "bekräftade",
    "bekraftat": "bekräftat",
    "beslut 11": "beslut enligt 11 §",
    "dodsfallet": "dödsfallet",
    "falt": "fält",
    "folkbokforing": "folkbokförd i",
    "foretradare": "företrädare",
    "forhojning": "förhöjning",
    "forhojt": "förhöjt",
    "fornyad": "förnyad",
    "forsta": "första",
    "fore": "före",
    "fran": "från",
    "funktionarer": "funktionärer",
    "galler": "gäller",
    "hogst": "högst",
    "hogsta": "högsta",
    "kopare": "köpare",
    "leverantor": "leverantör",
    "manad": "månad",
    "manader": "månader",
    "okanda": "okända",
    "olasbar": "oläsbar",
    "over": "över",
    "raknat": "räknat",
    "tillatna": "tillåtna",
    "tillstand": "tillstånd",
    "traffar": "träffar",
    "upphort": "upphört",
    "utanfor": "utanför",
    "utforda": "utförda",
    "utokning": "utökning",
    "utokningen": "utökningen",
    "overtid": "övertid",
    "manaden": "månaden",
    "langsta": "längsta",
    "ganger": "gånger",
    "anvant": "använt",
    "aret": "året",
    "forfallo": "förfallo",
    "har": "här",
    "vantade": "väntade",
    "vantetid": "väntetid",
    "vardnadshavare": "vårdnadshavare",
    "forvaltare": "förvaltare",
    "grans": "gräns",
    "matt": "mått",
    "natter": "nätter",
    "sjuklon": "sjuklön",
    "sjuklonen": "sjuklönen",
    "timlon": "timlön",
}
"""Nycklarnas och värdenas ord med å ä ö."""
ENHETER = ("minuter", "timmar", "datum", "antal", "kr", "kommunkod")


def figures_of(matt: Matt) -> list[tuple[str, str]]:
    """The figures of a finding as label and value, in the order of the rule.

    What is given in hours and in minutes too is written once, as the rule has it first.
    """
    siffror: dict[str, str] = {}
    for nyckel, varde in matt.items():
        siffror.setdefault(_label(nyckel), _value(nyckel, varde))
    return list(siffror.items())


def parameters_of(parametrar: Mapping[str, Tal]) -> list[tuple[str, str]]:
    """The parameters of a rule as label and value."""
    return [(label_of(nyckel), _parameter(varde)) for nyckel, varde in parametrar.items()]


def label_of(parameter: str) -> str:
    """What a parameter is called: `dagar_efter_besked` is Dagar efter besked. Its unit is part of its name."""
    return _capital(_unfolded(parameter.split("_")))


def _parameter(varde: Tal) -> str:
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    return str(varde)


def _label(nyckel: str) -> str:
    ord_ = nyckel.split("_")
    if len(ord_) > 1 and ord_[-1] in ENHETER:
        ord_.pop()
    elif len(ord_) > 1 and ord_[0] == "minuter":
        ord_.pop(0)
    return _capital(HELA.get(" ".join(ord_)) or _unfolded(ord_))


def _value(nyckel: str, varde: Tal) -> str:
    if varde is None:
        return "saknas"
    if isinstance(varde, date):
        return manad_namn(varde) if nyckel == "manad_datum" else datum_text(varde)
    if isinstance(varde, str):
        return _unfolded(varde.split("_")) if varde.islower() and varde.replace("_", "").isalpha() else varde
    if "minuter" in nyckel:
        return klocktid(varde if isinstance(varde, int) else Fraction(varde))
    if nyckel.endswith("_kr") and not isinstance(varde, Fraction):
        return kronor(varde)
    if isinstance(varde, Fraction):
        return f"{heltal(varde.numerator)}/{varde.denominator}"
    tal = heltal(varde) if isinstance(varde, int) else decimal(varde)
    return f"{tal}\u00a0tim" if nyckel.endswith("_timmar") else tal


def _unfolded(ord_: list[str]) -> str:
    return " ".join(ORD.get(o, o) for o in ord_)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
