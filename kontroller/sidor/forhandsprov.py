"""Förhandsprovets sida: hur det gick för varje faktura, och vad som är fel i filerna."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistans.svenska import antal, manad_namn, upprakning
from fakturor.sidor.inlasning import Felpost, Filrad, list_files
from kontroller.forhandsprov.prov import Prov
from kontroller.regel import TYNGD, Utfall
from kontroller.regler import load_rules

SVARAR = (Utfall.AVVIKELSE, Utfall.EJ_BEDOMD, Utfall.VARNING)
RESULTAT = {
    "stoppad": ("avvikelse", "Stoppas"),
    "varning": ("varning", "Varning"),
    "ren": ("godkand", "Inget att anmärka"),
}
FLEST_FEL = 50
FLEST_RADER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontrollsvar:
    """En kontroll som stoppar eller varnar. `rader` är de första av anordnarens egna rader."""

    kod: str
    rubrik: str
    utfall: str
    text: str
    rader: list[str]
    fler_rader: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakturasvar:
    """En faktura: märket och ordet för resultatet, det som stoppar eller varnar, och hur många andra som prövades."""

    nummer: str
    utfall: str
    ord: str
    kontroller: list[Kontrollsvar]
    ovriga: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forhandsprovssida:
    """Allt som sidan säger om ett prov."""

    manad: date
    regelverk: str
    lage: str
    fakturor: list[Fakturasvar]
    antal_filer: int
    filer: list[Filrad]
    fel: list[Felpost]
    antal_fel: int
    andra_manader: list[str]
    filnamn: str
    json_adress: str
    """The whole answer as an address of its own, as there is nothing stored to fetch it from."""


def build_page(prov: Prov) -> Forhandsprovssida:
    """The page of a trial that has just been made."""
    rubriker = {regel.kod: regel.rubrik for regel in load_rules().values()}
    fel = [Felpost(fil["fil"], **post) for fil in prov.filer for post in fil["fel"]]
    text = json.dumps(prov.as_json(), ensure_ascii=False, indent=1)
    return Forhandsprovssida(
        manad=prov.manad,
        regelverk=prov.regelverk,
        lage=_in_words(prov),
        fakturor=[_invoice(faktura, rubriker) for faktura in prov.fakturor],
        antal_filer=len(prov.filer),
        filer=list_files(prov.filer),
        fel=fel[:FLEST_FEL],
        antal_fel=len(fel),
        andra_manader=prov.andra_manader,
        filnamn=f"forhandsprov-{prov.manad:%Y-%m}.json",
        json_adress=f"data:application/json;base64,{b64encode(text.encode()).decode()}",
    )


def _invoice(faktura: dict[str, Any], rubriker: dict[str, str]) -> Fakturasvar:
    utfall, ord = RESULTAT[faktura["resultat"]]
    svarar = [v for v in faktura["utfall"] if v["utfall"] in SVARAR]
    return Fakturasvar(
        nummer=faktura["fakturanummer"],
        utfall=utfall,
        ord=ord,
        kontroller=[
            Kontrollsvar(
                kod=v["regel"],
                rubrik=rubriker.get(v["regel"], v["regel"]),
                utfall=v["utfall"],
                text=v["text"],
                rader=v["rader"][:FLEST_RADER],
                fler_rader=max(0, len(v["rader"]) - FLEST_RADER),
            )
            for v in sorted(svarar, key=lambda v: (TYNGD[Utfall(v["utfall"])], v["regel"]))
        ],
        ovriga=len(faktura["utfall"]) - len(svarar),
    )


def _in_words(prov: Prov) -> str:
    """How it went, in a sentence: 1 av 2 fakturor för april 2015 skulle stoppas."""
    if not prov.fakturor:
        return "Filerna har ingen faktura att pröva, så bara deras rader är lästa."
    manad = manad_namn(prov.manad)
    alla = antal(len(prov.fakturor), "faktura", "fakturor")
    resultat = [faktura["resultat"] for faktura in prov.fakturor]
    delar = [
        f"{resultat.count(vilka)} {vad}"
        for vilka, vad in (("stoppad", "skulle stoppas"), ("varning", "får en varning"), ("ren", "är utan anmärkning"))
        if vilka in resultat
    ]
    return f"{alla} för {manad}: {upprakning(delar)}."
