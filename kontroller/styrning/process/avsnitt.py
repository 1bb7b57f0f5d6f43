"""Processen som avsnitt: bilden, stegen, rollerna, kontrollerna, attestordningen och avtalsformerna. Läser bara
innehållet.
"""

from collections.abc import Iterator
from typing import Any

from assistans.grafik.flodesbild import Ruta, flodesbild
from assistans.grafik.svg import Svg
from assistans.svenska import antal_i_ord, upprakning
from fakturor.flode import Status
from kontroller.rapport.avsnitt import Avsnitt, Bild, Kolumn, Satt, Tabell
from kontroller.styrning import ord_om
from kontroller.styrning.innehall import Innehall

VAGEN = (
    Status.MOTTAGEN,
    Status.KONTROLLERAD,
    Status.GRANSKAD,
    Status.GODKAND,
    Status.I_UTBETALNING,
    Status.UTBETALD,
)
BREDVID = {
    Status.OMATCHAD: (0.0, "vid-sidan"),
    Status.STOPPAD: (1.0, "vid-sidan"),
    Status.AVVISAD: (2.0, "slut"),
    Status.KREDITERAD: (5.0, "slut"),
}


def sections(innehall: Innehall) -> tuple[Avsnitt, ...]:
    """The description as sections."""
    return (
        _road(innehall),
        _roles(innehall),
        _controls(innehall),
        _kept_otherwise(innehall),
        _attest_order(innehall),
        _forms(innehall),
    )


def picture(innehall: Innehall, *, papper: bool = True) -> Bild:
    """The road of an invoice, drawn from the steps of the content."""
    return Bild(kod="flode", svg=str(drawing(innehall, papper=papper)), text=road_in_words(innehall))


def drawing(innehall: Innehall, *, papper: bool = False) -> Svg:
    """The same as a drawing for a page or for paper."""
    steg = {rad["kod"]: rad for rad in innehall["steg"]}
    vag = [Ruta(steg[kod]["namn"], _short(steg[kod]), rad) for rad, kod in enumerate(VAGEN) if kod in steg]
    bredvid = [
        Ruta(steg[kod]["namn"], f"från {upprakning(_before(innehall, steg[kod]['namn'])).lower()}", rad, klass)
        for kod, (rad, klass) in BREDVID.items()
        if kod in steg
    ]
    return flodesbild(vag, bredvid, told=road_in_words(innehall), papper=papper)


def road_in_words(innehall: Innehall) -> str:
    """The road in words: from each step, which may follow."""
    delar = [
        f"från {steg['namn'].lower()} till {upprakning(steg['vidare']).lower()}"
        for steg in innehall["steg"]
        if steg["vidare"]
    ]
    return f"Fakturans väg: {'; '.join(delar)}."


def _before(innehall: Innehall, namn: str) -> list[str]:
    return [steg["namn"] for steg in innehall["steg"] if namn in steg["vidare"]]


def _short(steg: dict[str, Any]) -> str:
    """Who works in the step: the roles, each once."""
    roller: dict[str, None] = {}
    for rad in steg["vem"]:
        for roll in rad.split(": ", 1)[1].replace(" och ", ", ").split(", "):
            roller[roll] = None
    return upprakning(list(roller))


def _road(innehall: Innehall) -> Avsnitt:
    kolumner = (Kolumn("Steg"), Kolumn("Vad som görs"), Kolumn("Vem"), Kolumn("Kan följas av"))
    rader = tuple(
        (
            steg["namn"],
            f"{steg['gors']} {steg['vagras']}".strip(),
            _sentences(steg["vem"]),
            upprakning(steg["vidare"]) or "Inget",
        )
        for steg in innehall["steg"]
    )
    fore = tuple((rad["namn"], rad["gors"], _sentences(rad["vem"])) for rad in innehall["fore"])
    return Avsnitt(
        kod="steg",
        rubrik="Från underlag till betalning",
        stycken=(
            "En faktura eller räkning går genom stegen nedan. Databasen vägrar varje annan väg. Ändras något som den "
            "vilar på innan den är betald går den tillbaka till det första steget och kontrolleras igen.",
        ),
        bilder=(picture(innehall),),
        tabeller=(
            Tabell(kod="steg", rubrik="Stegen", kolumner=kolumner, rader=rader),
            Tabell(
                kod="fore",
                rubrik="På plats innan en faktura prövas",
                kolumner=(Kolumn("Vad"), Kolumn("Vad som görs"), Kolumn("Vem")),
                rader=fore,
            ),
        ),
    )


def _roles(innehall: Innehall) -> Avsnitt:
    rader = tuple(
        (rad["roll"], f"{_capital(upprakning(rad['far']))}." if rad["far"] else "Läser.") for rad in innehall["roller"]
    )
    return Avsnitt(
        kod="roller",
        rubrik="Roller och ansvar",
        stycken=("Ingen roll får göra varje steg. Den som föreslår något fastställer det inte.",),
        tabeller=(Tabell(kod="roller", rubrik="Rollerna", kolumner=(Kolumn("Roll"), Kolumn("Får")), rader=rader),),
    )


def _controls(innehall: Innehall) -> Avsnitt:
    i_bruk = [rad for rad in innehall["kontroller"] if rad["i_bruk"]]
    inte = [rad for rad in innehall["kontroller"] if not rad["i_bruk"]]
    omraden = list(dict.fromkeys(rad["omrade"] for rad in i_bruk))
    ovriga = Tabell(
        kod="inte-i-bruk",
        rubrik="Kontroller som inte är i bruk",
        kolumner=(Kolumn("Kod"), Kolumn("Kontroll")),
        rader=tuple((rad["kod"], rad["titel"]) for rad in inte),
        tat=True,
    )
    return Avsnitt(
        kod="kontroller",
        rubrik="Kontrollerna som programmet gör",
        stycken=tuple(_about_rule_set(innehall, len(i_bruk))),
        tabeller=(*(_area(omrade, i_bruk) for omrade in omraden), *((ovriga,) if inte else ())),
        satt=Satt.NY_SIDA,
    )


def _about_rule_set(innehall: Innehall, i_bruk: int) -> Iterator[str]:
    regelverk = innehall["regelverk"]
    if not regelverk["version"]:
        yield "Inget regelverk är antaget."
        return
    if regelverk["levererat"]:
        varifran = f"Regelverket {regelverk['version']} gäller. Det är levererat med programmet."
    else:
        varifran = (
            f"Regelverket {regelverk['version']} gäller från {ord_om.written(regelverk['galler_fran'])}, "
            f"diarienummer {regelverk['diarienummer']}."
        )
    yield f"{varifran} {antal_i_ord(i_bruk, 'kontroll', 'kontroller', utrum=True).capitalize()} är i bruk."
    yield (
        "En kontroll som stoppar håller fakturan tills någon har bedömt fyndet. En som varnar kräver en kommentar före "
        "attest. En som saknar en uppgift kan inte bedöma, och stoppar också."
    )


def _area(omrade: str, kontroller: list[dict[str, Any]]) -> Tabell:
    rader = [rad for rad in kontroller if rad["omrade"] == omrade]
    return Tabell(
        kod=f"kontroller-{rader[0]['kod'][0].lower()}",
        rubrik=omrade,
        kolumner=(Kolumn("Kod"), Kolumn("Kontroll"), Kolumn("Vad den prövar"), Kolumn("Verkan")),
        rader=tuple((rad["kod"], rad["titel"], rad["provar"], _effect(rad)) for rad in rader),
        tat=True,
    )


def _effect(rad: dict[str, Any]) -> str:
    verkan = str(rad["niva"])
    if verkan == "Stoppar" and not rad["far_godtas"]:
        verkan += ", får inte godtas"
    return f"{verkan}. {_capital('; '.join(rad['granser']))}." if rad["granser"] else f"{verkan}."


def _kept_otherwise(innehall: Innehall) -> Avsnitt:
    manuella = tuple(
        (rad["kod"], rad["titel"], rad["se_efter"], upprakning(rad["vem"])) for rad in innehall["manuella"]
    )
    halls = tuple((rad["kod"], rad["titel"], rad["var"]) for rad in innehall["halls"])
    return Avsnitt(
        kod="manuella",
        rubrik="Det som en människa ser efter, och det som programmet håller",
        tabeller=(
            Tabell(
                kod="manuella",
                rubrik="Manuella kontroller",
                kolumner=(Kolumn("Kod"), Kolumn("Kontroll"), Kolumn("Se efter"), Kolumn("Vem")),
                rader=manuella,
            ),
            Tabell(
                kod="halls",
                rubrik="Hålls av programmet",
                kolumner=(Kolumn("Kod"), Kolumn("Kontroll"), Kolumn("Hur")),
                rader=halls,
                tat=True,
            ),
        ),
    )


def _attest_order(innehall: Innehall) -> Avsnitt:
    ordning = innehall["attestordning"]
    if not ordning:
        return Avsnitt(kod="attest", rubrik="Attestordning", stycken=("Ingen är utsedd att attestera.",))
    rader = tuple(
        (
            rad["attest"],
            rad["attestant"],
            rad["ansvar"] or "Alla",
            rad["grans"] or "Ingen gräns",
            rad["ersatter"] or "Ordinarie",
            rad["beslut"],
        )
        for rad in ordning
    )
    kolumner = ("Attest", "Attestant", "Ansvar", "Upp till", "Ersättare för", "Nämndens beslut")
    tabell = Tabell(
        kod="attest", rubrik="Attestanterna", kolumner=tuple(Kolumn(rubrik) for rubrik in kolumner), rader=rader
    )
    return Avsnitt(
        kod="attest",
        rubrik="Attestordning",
        stycken=("Varje faktura attesteras av två personer, som nämnden har utsett.",),
        tabeller=(tabell,),
    )


def _forms(innehall: Innehall) -> Avsnitt:
    former = innehall["former"]
    kolumner = (Kolumn("Vad"), *(Kolumn(f"{form} {namn}") for form, namn in former["namn"].items()))
    rader = tuple((rad["r"], rad["A"], rad["B"], rad["C"], rad["D"]) for rad in former["skillnader"])
    return Avsnitt(
        kod="former",
        rubrik="Upphandlad assistans och ekonomiskt stöd",
        stycken=(
            "Assistansen kan anordnas på fyra sätt. I form A och B är kommunen anordnare, i form C och D är den "
            "enskilde det och får ekonomiskt stöd. Stegen är desamma; det här skiljer.",
        ),
        tabeller=(Tabell(kod="former", rubrik="Efter avtalsform", kolumner=kolumner, rader=rader),),
    )


def _sentences(vem: list[str]) -> str:
    return " ".join(f"{rad}." for rad in vem) or "Ingen."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
