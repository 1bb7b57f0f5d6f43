"""Rapportens bilder som SVG för papper: nollbaserade staplar med siffran vid sidan, läsbara i gråskala.

Färgerna är designens ljusa; papper har inget mörkt läge. Mönstren ritas linje för linje, eftersom ett SVG-mönster får
skarvar i PDF.
"""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from assistans.svenska import UTFALLSORD, antal, decimal, kronor
from kontroller.manad import Utfallssumma
from kontroller.rapport.tre_sidor import TreSidor
from kontroller.regel import Utfall
from kontroller.sidor.tackningssida import Delrad

BREDD = 564
BLACK, GRA, TYST = "#1b2226", "#545c60", "#dedacf"
STAPLAR = {"beviljat": "#545c60", "intygat": "#4a86a8", "fakturerat": "#15506e"}
FARG = {
    Utfall.GODKAND: "#2f8a5f",
    Utfall.VARNING: "#b06c08",
    Utfall.AVVIKELSE: "#c63b30",
    Utfall.EJ_BEDOMD: "#7b5cba",
    Utfall.EJ_TILLAMPLIG: GRA,
}
FORM = {
    Utfall.GODKAND: '<circle cx="10" cy="10" r="9" fill="{f}"/><path d="M6 10.4l2.8 2.8L14 7.6" {s}/>',
    Utfall.VARNING: '<path d="M10 1.5 19 18H1z" fill="{f}"/><path d="M10 7.2v4.6M10 14.4v1" {s}/>',
    Utfall.AVVIKELSE: '<path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" fill="{f}"/>'
    '<path d="M6.9 6.9l6.2 6.2M13.1 6.9l-6.2 6.2" {s}/>',
    Utfall.EJ_BEDOMD: '<path d="M10 .2 19.8 10 10 19.8.2 10z" fill="{f}"/>'
    '<path d="M7.9 8.1a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4M10 14v.1" {s}/>',
    Utfall.EJ_TILLAMPLIG: '<circle cx="10" cy="10" r="9" fill="{f}"/><path d="M6 10h8" {s}/>',
}
PA_PAPPER = (Utfall.GODKAND, Utfall.VARNING, Utfall.AVVIKELSE, Utfall.EJ_BEDOMD)


def mark() -> str:
    """The mark: three sides under one line."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 6h4.5v15H3zM9.75 6h4.5v15h-4.5zM16.5 '
        f'6H21v15h-4.5z" fill="{STAPLAR["fakturerat"]}"/><path d="M1.5 3h21" stroke="{STAPLAR["fakturerat"]}" '
        'stroke-width="2" stroke-linecap="round"/></svg>'
    )


def three_sides(sidor: TreSidor) -> str:
    """Granted, certified and invoiced hours above one another, on the same scale."""
    varden = [(namn, getattr(sidor, namn)) for namn in STAPLAR]
    storst = max((v for _, v in varden), default=Decimal(0)) or Decimal(1)
    delar = []
    for rad, (namn, varde) in enumerate(varden):
        y = 4 + rad * 34
        delar.append(_text(0, y + 13, namn.capitalize(), farg=GRA, storlek=13))
        delar.append(f'<rect x="84" y="{y}" width="{_langd(varde, storst, 380)}" height="18" fill="{STAPLAR[namn]}"/>')
        delar.append(_text(BREDD, y + 14, f"{decimal(varde)} tim", ankare="end", storlek=15))
    return _svg(96, delar)


def three_sides_text(sidor: TreSidor) -> str:
    """The same in words, for those who do not see the picture."""
    return (
        f"Tid i timmar: beviljat {decimal(sidor.beviljat)}, intygat {decimal(sidor.intygat)}, "
        f"fakturerat {decimal(sidor.fakturerat)}."
    )


def coverage(delar: list[Delrad]) -> str:
    """The coverage as one bar, each part of it with its texture, and its word and its share under it.

    The parts are three, and a fourth when something has been taken off.
    """
    totalt = sum((rad.summa.kronor for rad in delar), Decimal(0)) or Decimal(1)
    ritat, x = [], 0.0
    for rad in delar:
        utfall, langd = Utfall(rad.utfall), _langd(rad.summa.kronor, totalt, BREDD - 4)
        if langd:
            ritat.append(f'<rect x="{x}" y="2" width="{langd}" height="17" fill="{FARG[utfall]}"/>')
            ritat.append(_texture(utfall, x, 2, langd))
            x = round(x + langd + 2, 1)
    strecken = 'stroke="#fff" stroke-width="2" fill="none" stroke-linecap="round"'
    for plats, rad in enumerate(delar):
        borjar, utfall = plats * BREDD / len(delar), Utfall(rad.utfall)
        form = FORM[utfall].format(f=FARG[utfall], s=strecken)
        ritat.append(f'<g transform="translate({borjar} 28) scale(.7)">{form}</g>')
        ritat.append(_text(borjar + 20, 40, f"{rad.ord} {rad.andel}", vikt=600))
        ritat.append(_text(borjar + 20, 56, kronor(rad.summa.kronor, oren=False), farg=GRA))
    return _svg(62, ritat)


def coverage_text(delar: list[Delrad]) -> str:
    """The same in words."""
    poster = (f"{rad.ord.lower()} {rad.andel}, {kronor(rad.summa.kronor, oren=False)}" for rad in delar)
    return f"Täckning: {'; '.join(poster)}."


def outcomes(summor: list[Utfallssumma]) -> str:
    """Kronor by outcome: shape, word, number of documents, bar with its texture, kronor."""
    per_utfall = {s.utfall: s for s in summor}
    storst = max((abs(s.belopp) for s in summor), default=Decimal(0)) or Decimal(1)
    delar = []
    for rad, utfall in enumerate(PA_PAPPER):
        summa, y = per_utfall[utfall], 2 + rad * 26
        strecken = 'stroke="#fff" stroke-width="2" fill="none" stroke-linecap="round"'
        delar.append(
            f'<g transform="translate(0 {y + 1}) scale(.7)">{FORM[utfall].format(f=FARG[utfall], s=strecken)}</g>'
        )
        delar.append(_text(22, y + 13, UTFALLSORD[utfall], vikt=600))
        delar.append(_text(166, y + 13, f"{summa.antal} underlag", ankare="end"))
        langd = _langd(abs(summa.belopp), storst, 290)
        delar.append(f'<rect x="182" y="{y}" width="{langd}" height="17" fill="{FARG[utfall]}"/>')
        delar.append(_texture(utfall, 182, y, langd))
        delar.append(_text(190 + langd, y + 13, kronor(summa.belopp, oren=False)))
    return _svg(104, delar)


def outcomes_text(summor: list[Utfallssumma]) -> str:
    """The same in words."""
    delar = (
        f"{UTFALLSORD[s.utfall].lower()} {antal(s.antal, 'underlag', 'underlag')}, {kronor(s.belopp, oren=False)}"
        for utfall in PA_PAPPER
        for s in summor
        if s.utfall == utfall
    )
    return f"Fakturerat belopp efter utfall: {'; '.join(delar)}."


class Anordnarstapel(NamedTuple):
    """En anordnare, eller flera ihopräknade: namn, fakturerat och därav stoppat, i kronor."""

    namn: str
    belopp: Decimal
    stoppat: Decimal


def providers(rader: Sequence[Anordnarstapel]) -> str:
    """Kronor by provider, the stopped part hatched."""
    storst = max((rad.belopp for rad in rader), default=Decimal(0)) or Decimal(1)
    delar = []
    for nummer, rad in enumerate(rader):
        y = 2 + nummer * 26
        langd, stoppat = _langd(rad.belopp, storst, 270), _langd(rad.stoppat, storst, 270)
        delar.append(_text(166, y + 13, rad.namn if len(rad.namn) < 27 else f"{rad.namn[:25]}…", ankare="end"))
        delar.append(f'<rect x="182" y="{y}" width="{langd}" height="17" fill="{STAPLAR["intygat"]}"/>')
        if stoppat:
            delar.append(f'<rect x="182" y="{y}" width="{stoppat}" height="17" fill="{FARG[Utfall.AVVIKELSE]}"/>')
            delar.append(_texture(Utfall.AVVIKELSE, 182, y, stoppat))
        delar.append(_text(190 + langd, y + 13, kronor(rad.belopp, oren=False)))
    return _svg(4 + 26 * max(1, len(rader)), delar)


def providers_text(rader: Sequence[Anordnarstapel]) -> str:
    """The same in words."""
    delar = (f"{rad.namn} {kronor(rad.belopp, oren=False)}, stoppat {kronor(rad.stoppat, oren=False)}" for rad in rader)
    return f"Fakturerat belopp per anordnare: {'; '.join(delar)}."


def _svg(hojd: int, delar: list[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREDD} {hojd}">{"".join(delar)}</svg>'


def _text(
    x: float, y: float, text: str, *, ankare: str = "start", farg: str = BLACK, storlek: float = 12.5, vikt: int = 400
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="Source Sans 3" font-size="{storlek}" font-weight="{vikt}" fill="{farg}" '
        f'text-anchor="{ankare}">{escape(text)}</text>'
    )


def _langd(varde: Decimal, storst: Decimal, bredd: int) -> float:
    """The length of a bar; what is more than nothing is at least a hair."""
    if varde <= 0:
        return 0
    return max(1.5, round(float(varde / storst) * bredd, 1))


def _texture(utfall: Utfall, x: float, y: float, langd: float) -> str:
    vit = 'stroke="#fff" stroke-opacity=".65"'
    if utfall == Utfall.VARNING:
        return "".join(f'<path d="M{x} {y + dy}h{langd}" {vit} stroke-width="1.4"/>' for dy in (4.5, 8.5, 12.5))
    if utfall == Utfall.EJ_BEDOMD:
        return "".join(
            f'<circle cx="{x + dx}" cy="{y + dy}" r="1.2" fill="#fff" fill-opacity=".7"/>'
            for dx in range(4, int(langd) - 1, 6)
            for dy in (4.5, 8.5, 12.5)
        )
    if utfall == Utfall.AVVIKELSE:
        return "".join(_diagonal(x, y, start, langd) for start in range(6, int(langd) + 17, 6))
    return ""


def _diagonal(x: float, y: float, start: int, langd: float) -> str:
    """One line of 45 degrees across a bar 17 high, cut at its ends."""
    botten, topp = max(0, start - 17), min(start, langd)
    if topp <= botten:
        return ""
    return (
        f'<path d="M{x + botten} {y + start - botten}L{x + topp} {y + start - topp}" stroke="#fff" '
        'stroke-opacity=".65" stroke-width="1.6"/>'
    )
