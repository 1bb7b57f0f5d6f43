"""Processen så som programmet gör den en dag: allt är läst ur flödet, rollerna, regelverket och registren."""

from datetime import date
from typing import Any

from assistans.roller import RATTIGHETER, Roll
from assistans.svenska import kronor, upprakning
from beslut.models import Attestratt
from fakturor.flode import STEG, Status
from kontroller.katalog import KATALOG, OMRADEN
from kontroller.katalog import Status as Hur
from kontroller.manuella import manual_steps
from kontroller.models import Regelverk
from kontroller.regel import Allvar
from kontroller.regelskillnad import NIVAER
from kontroller.regelverk import in_force
from kontroller.regler import load_rules, load_versions
from kontroller.sidor.siffror import parameters_of
from kontroller.styrning import ord_om
from kontroller.styrning.innehall import Innehall
from kontroller.styrning.process.former import FORMER, SKILLNADER
from kontroller.styrning.process.ratter import roles_with, told
from kontroller.styrning.process.steg import FORE, STEGORD


def build(ar: int, dag: date) -> Innehall:
    """The process as the program does it on a day. Three queries."""
    regelverk = _rule_set(dag)
    return {
        "ar": ar,
        "dag": f"{dag:%Y-%m-%d}",
        "fore": [{"namn": namn, "gors": gors, "vem": _who(ratter)} for namn, gors, ratter in FORE],
        "steg": [_step(status) for status in Status],
        "roller": [{"roll": roll.label, "far": told(RATTIGHETER.get(roll, set()))} for roll in Roll],
        "regelverk": _about(regelverk),
        "kontroller": _controls(regelverk, dag),
        "manuella": _manual(),
        "halls": [
            {"kod": post.kod, "titel": post.titel, "hur": post.status.value, "var": post.var}
            for post in KATALOG
            if post.status in (Hur.PROGRAMMET, Hur.SIDA) and post.kod not in load_rules()
        ],
        "attestordning": _appointments(dag),
        "former": {"namn": FORMER, "skillnader": [dict(zip("rABCD", rad, strict=True)) for rad in SKILLNADER]},
    }


def _who(ratter: tuple[str, ...]) -> list[str]:
    """Who does each thing: "Handläggare: bedöma det som kontrollerna fann"."""
    vem = []
    for ratt in ratter:
        roller = roles_with(ratt)
        vem += [f"{ord_[:1].upper()}{ord_[1:]}: {_several(roller)}" for ord_ in told({ratt})]
    return vem


def _several(roller: list[str]) -> str:
    """The roles in running text: only the abbreviations keep their capitals, and there are none."""
    return upprakning([roll.lower() for roll in roller]) or "ingen roll"


def _step(status: Status) -> dict[str, Any]:
    ord_ = STEGORD[status]
    return {
        "kod": status.value,
        "namn": status.label,
        "gors": ord_.gors,
        "vem": _who(ord_.ratter),
        "vagras": ord_.vagras,
        "vidare": [Status(nasta).label for nasta in STEG[status]],
    }


def _rule_set(dag: date) -> Regelverk | None:
    try:
        return in_force(dag)
    except Regelverk.DoesNotExist:
        return None


def _about(regelverk: Regelverk | None) -> dict[str, Any]:
    if regelverk is None:
        return {"version": "", "galler_fran": "", "diarienummer": "", "levererat": True}
    return {
        "version": regelverk.version,
        "galler_fran": ord_om.day(regelverk.galler_fran),
        "diarienummer": regelverk.diarienummer,
        "levererat": regelverk.levererat,
    }


def _controls(regelverk: Regelverk | None, dag: date) -> list[dict[str, Any]]:
    """Every rule of the rule set, in words."""
    rader = regelverk.rader.order_by("kod") if regelverk else ()
    versioner = load_versions()
    kontroller = []
    for rad in rader:
        regel = versioner.get((rad.kod, rad.regelversion))
        if regel is None:
            continue
        kontroller.append(
            {
                "kod": rad.kod,
                "omrade": OMRADEN[rad.kod[0]],
                "titel": regel.rubrik,
                "version": rad.regelversion,
                "niva": "Ger tips" if regel.tips else NIVAER[Allvar(rad.allvar)],
                "i_bruk": rad.i_bruk,
                "far_godtas": rad.far_undantas,
                "granser": [f"{namn} {varde}" for namn, varde in parameters_of(rad.parametrar)],
                "provar": " ".join(regel.forklaring.split("\n\n")[0].split()),
                "lagrum": regel.legal_ground(dag),
            }
        )
    return kontroller


def _manual() -> list[dict[str, Any]]:
    titlar = {post.kod: post.titel for post in KATALOG}
    return [
        {
            "kod": steg.kod,
            "titel": titlar[steg.kod],
            "se_efter": steg.se_efter,
            "grund": steg.grund,
            "vem": roles_with(*sorted(steg.far_goras)),
        }
        for steg in manual_steps().values()
    ]


def _appointments(dag: date) -> list[dict[str, Any]]:
    """The nämnd's appointments in force on a day. One query."""
    ratter = Attestratt.objects.in_force(dag).select_related("attestant", "ersattare_for")
    return [
        {
            "attest": ratt.get_typ_display(),
            "attestant": ratt.attestant.namn,
            "ansvar": ratt.ansvar,
            "grans": kronor(ratt.beloppsgrans, oren=False) if ratt.beloppsgrans is not None else "",
            "ersatter": ratt.ersattare_for.namn if ratt.ersattare_for else "",
            "beslut": ratt.namndbeslut,
        }
        for ratt in ratter.order_by("typ", "ersattare_for__namn", "attestant__namn", "pk")
    ]
