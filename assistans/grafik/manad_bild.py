"""The month picture: days across, one band per assistant, midnight to midnight within a band.

All times of all assistants share one scale, so that length, hour and overlap are true to the eye. Nothing in the
markup has a colour: the classes do, in the style sheet, so that the picture follows the theme.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistans import svenska
from assistans.grafik.etiketter import Fynd, Ruta, place_labels
from assistans.grafik.manad import AVVIKELSE, DYGN, RAD, VARNING, Manadsbild, Rad, Vistelse, row_id
from assistans.grafik.manad_ord import description, row_told, stay_told, stays_told, title
from assistans.grafik.monster import pattern, stay_pattern
from assistans.grafik.svg import Svg, element, joined, line, rect, shortened, text

WIDTH, LEFT, RIGHT = 1120.0, 132.0, 1110.0
NAME_WIDTH = 118.0
PERMIT_Y, LANES_Y, LANE, LANE_STEP = 54.0, 69.0, 20.0, 24.0
BAND, BAND_PAD = 58.0, 2.0
STAY_STEP, DAY_BARS = 16.0, 56.0


@dataclass(frozen=True, slots=True)
class _Matt:
    """The measures of one picture, in its own pixels."""

    dagar: int
    beslutsrader: int
    band: int
    vistelserader: int

    @property
    def dag(self) -> float:
        return (RIGHT - LEFT) / self.dagar

    @property
    def band_topp(self) -> float:
        return LANES_Y + LANE_STEP * max(self.beslutsrader, 1) + 7

    @property
    def band_botten(self) -> float:
        return self.band_topp + BAND * max(self.band, 1)

    @property
    def bas(self) -> float:
        """Where the bars of time per day stand."""
        return self.band_botten + STAY_STEP * self.vistelserader + 28 + DAY_BARS

    def x(self, dag: int) -> float:
        return LEFT + (dag - 1) * self.dag

    def y(self, band: int, minut: int) -> float:
        return self.band_topp + band * BAND + BAND_PAD + minut / DYGN * (BAND - 2 * BAND_PAD)


def manadsbild(bild: Manadsbild, *, id_prefix: str = "bild") -> Svg:
    """The picture as SVG. `id_prefix` keeps its ids apart from those of another picture on the same page."""
    rader = _lanes([(spann.fran, spann.tom) for spann in bild.beslut])
    etiketter = stays_told(bild)
    matt = _Matt(bild.dagar, max(rader, default=-1) + 1, len(bild.band), len(etiketter[:3]))
    id_stay, id_over = f"{id_prefix}-vistelse", f"{id_prefix}-over"
    return element(
        "svg",
        element("title", title(bild), id=f"{id_prefix}-t"),
        element("desc", description(bild), id=f"{id_prefix}-d"),
        element("defs", stay_pattern(id_stay), pattern(AVVIKELSE, id_over)),
        _days(bild, matt),
        _permit(bild, matt),
        _decisions(bild, matt, rader),
        _bands(bild, matt),
        _stays(bild, matt, id_stay),
        _stay_labels(bild, matt),
        _rows(bild, matt, id_prefix),
        _time_per_day(bild, matt, id_over),
        class_="manadsbild",
        view_box=f"0 0 {WIDTH:.0f} {matt.bas + 20:.0f}",
        role="img",
        aria_labelledby=f"{id_prefix}-t {id_prefix}-d",
    )


def _days(bild: Manadsbild, matt: _Matt) -> Svg:
    """Shading for days off, and above each day its weekday and number."""
    ledigt = [rect(matt.x(dag), 20, matt.dag, matt.bas - 20, class_="helg") for dag in sorted(bild.lediga)]
    huvud = []
    for dag in range(1, bild.dagar + 1):
        mitt = matt.x(dag) + matt.dag / 2
        veckodag = svenska.veckodag(bild.date_of(dag))[0].upper()
        huvud.append(text(mitt, 13, veckodag, class_="litet", text_anchor="middle"))
        huvud.append(text(mitt, 32, str(dag), class_="namn", text_anchor="middle"))
    return joined(*ledigt, *huvud)


def _permit(bild: Manadsbild, matt: _Matt) -> Svg:
    """A line over the days on which the permit holds; what lies outside it is seen by the gap."""
    rubrik = text(0, PERMIT_Y + 4, bild.tillstand_rubrik, class_="namn")
    if bild.tillstand is None:
        return joined(rubrik, text(LEFT + 8, PERMIT_Y + 4, "Krävs inte"))
    if not bild.tillstand:
        return joined(rubrik, text(LEFT + 8, PERMIT_Y + 4, "Saknas hela månaden", class_="rod"))
    streck = []
    for spann in bild.tillstand:
        x1, x2 = matt.x(spann.fran), matt.x(spann.tom + 1)
        y = PERMIT_Y
        streck.append(line(f"M{x1:.1f} {y}H{x2:.1f}M{x1:.1f} {y - 5}v10M{x2:.1f} {y - 5}v10", class_="streck"))
    return joined(rubrik, *streck)


def _decisions(bild: Manadsbild, matt: _Matt, rader: list[int]) -> Svg:
    """A band per decision; decisions that hold at the same time lie below each other."""
    ritat = [text(0, LANES_Y + 14, "Beviljat", class_="namn")]
    if not bild.beslut:
        ritat.append(text(LEFT + 8, LANES_Y + 14, "Inget beslut gäller i månaden", class_="rod"))
    for spann, rad in zip(bild.beslut, rader, strict=True):
        x, y = matt.x(spann.fran), LANES_Y + rad * LANE_STEP
        bredd = matt.x(spann.tom + 1) - x - 2
        hel = element("title", spann.text)
        ritat.append(element("rect", hel, x=x, y=y, width=bredd, height=LANE, rx=3, class_="band"))
        ritat.append(text(x + 8, y + 14.5, shortened(spann.text, bredd - 12), class_="namn", pointer_events="none"))
    return joined(*ritat)


def _bands(bild: Manadsbild, matt: _Matt) -> Svg:
    """The lines between the assistants, noon within each, and the names with their hours."""
    ritat = [line(f"M0 {matt.band_topp}H1112", class_="rutnat")]
    if not bild.band:
        ritat.append(text(LEFT + 8, matt.band_topp + 34, "Inga tidrader finns för månaden"))
    for i, band in enumerate(bild.band):
        topp = matt.band_topp + i * BAND
        namn = shortened(band.namn, NAME_WIDTH)
        ritat += [
            line(f"M{LEFT:.0f} {topp + BAND / 2}H{RIGHT:.0f}", class_="mitt"),
            element("text", namn, element("title", band.namn), x=0, y=topp + 26, class_="namn"),
            text(0, topp + 43, band.timmar_text),
            line(f"M0 {topp + BAND}H1112", class_="rutnat"),
        ]
    klockan = [(9.0, "00"), (BAND - 2, "24")] if bild.band else []
    ritat += [text(LEFT - 6, matt.band_topp + y, timme, class_="pytte", text_anchor="end") for y, timme in klockan]
    return joined(*ritat)


def _stays(bild: Manadsbild, matt: _Matt, pattern_id: str) -> Svg:
    """Hatching to the hour over every assistant; a stay of several days is framed at its first and last day."""
    ritat = [element("rect", **ruta.attributes(), fill=f"url(#{pattern_id})") for ruta in _stay_boxes(bild, matt)]
    for vistelse in bild.vistelser:
        dagar = [dag for dag, _, _ in bild.days_of(vistelse)]
        if len(dagar) > 1:
            x1, x2 = matt.x(dagar[0]), matt.x(dagar[-1] + 1)
            topp, botten = matt.band_topp, matt.band_botten
            ritat.append(line(f"M{x1:.1f} {topp}V{botten}M{x2:.1f} {topp}V{botten}", class_="ram"))
    return joined(*ritat)


def _stay_boxes(bild: Manadsbild, matt: _Matt) -> Iterator[Ruta]:
    """A whole day reaches from line to line, so that days in a row meet."""
    for vistelse in bild.vistelser:
        for dag, fran, till in bild.days_of(vistelse):
            for i in range(len(bild.band)):
                y1 = matt.y(i, fran) if fran else matt.band_topp + i * BAND
                y2 = matt.y(i, till) if till < DYGN else matt.band_topp + (i + 1) * BAND
                yield Ruta(matt.x(dag), y1, matt.dag + 0.2, y2 - y1)


def _stay_labels(bild: Manadsbild, matt: _Matt) -> Svg:
    """Under the bands, each where its stay begins; those that do not fit in three lines stand in the description."""
    enskilda = {stay_told(vistelse): vistelse for vistelse in bild.vistelser}
    ritat = []
    for nr, ord_ in enumerate(stays_told(bild)[:3]):
        vistelse = enskilda.get(ord_) or _first_of(bild, ord_)
        dagar = list(bild.days_of(vistelse))
        x = matt.x(dagar[0][0]) if dagar else LEFT
        ankare, x = ("end", RIGHT) if x + len(ord_) * 6.4 > RIGHT else (None, x)
        ritat.append(text(x, matt.band_botten + STAY_STEP * (nr + 1), ord_, text_anchor=ankare))
    return joined(*ritat)


def _first_of(bild: Manadsbild, ord_: str) -> Vistelse:
    return next(vistelse for vistelse in bild.vistelser if ord_.startswith(vistelse.typ))


def _rows(bild: Manadsbild, matt: _Matt, id_prefix: str) -> Svg:
    """The time rows, the found ones last so that nothing covers them, and their codes where there is room."""
    ordning = {RAD: 0, VARNING: 1, AVVIKELSE: 2}
    klass = {RAD: "rad", VARNING: "varn", AVVIKELSE: "fel"}
    ritat, fynd, undvik = [], [], list(_stay_boxes(bild, matt))
    for i, rad in sorted(bild.rows(), key=lambda par: ordning[par[1].lage]):
        ruta = _box(matt, i, rad)
        undvik.append(ruta)
        titel = element("title", row_told(bild, rad))
        form = element("rect", titel, **ruta.attributes(), rx=1.5, class_=klass[rad.lage])
        if rad.lage == RAD:
            ritat.append(form)
            continue
        delar = [form]
        if rad.lage == AVVIKELSE:
            ring = ruta.grown(3.5, 4)
            delar.append(element("rect", **ring.attributes(), rx=4, class_="ring"))
            fynd += [Fynd(i, rad.dag, rad.etikett, ring)] if rad.etikett else []
        ritat.append(element("g", *delar, id=row_id(id_prefix, i, rad)))
    inom = Ruta(LEFT, matt.band_topp, RIGHT - LEFT, matt.band_botten - matt.band_topp)
    etiketter = [
        text(plats.x, plats.y, plats.ord, class_="rod etikett-i-bild", text_anchor=plats.ankare)
        for plats in place_labels(fynd, undvik, inom)
    ]
    return joined(*ritat, *etiketter)


def _box(matt: _Matt, band: int, rad: Rad) -> Ruta:
    """A row's place in the picture, never too thin to see."""
    topp, botten = matt.y(band, rad.start), matt.y(band, rad.slut)
    kant = 4 if rad.lage == VARNING else 3
    return Ruta(matt.x(rad.dag) + kant, topp, matt.dag - 2 * kant, max(botten - topp, 2.5))


def _time_per_day(bild: Manadsbild, matt: _Matt, pattern_id: str) -> Svg:
    """Bars from zero, deviating time hatched on top, and the granted average as a dashed line."""
    per_dag = bild.minutes_per_day()
    mest = max((sum(delar) for delar in per_dag.values()), default=0)
    hojd = DAY_BARS / max(mest, float(bild.snitt_per_dag or 0) * 1.15, 60)
    totalt = svenska.klocktid(sum(sum(delar) for delar in per_dag.values()))
    ritat = [
        text(0, matt.bas - 34, "Tid per dag", class_="namn"),
        text(0, matt.bas - 18, f"{totalt} tim"),
    ]
    for dag, (utan, med) in per_dag.items():
        x, bredd = matt.x(dag) + 6, matt.dag - 12
        y = matt.bas - utan * hojd
        if utan:
            ritat.append(rect(x, y, bredd, utan * hojd, class_="rad"))
        if med:
            ritat.append(rect(x, y - med * hojd, bredd, med * hojd, fill=f"url(#{pattern_id})"))
    if bild.snitt_per_dag is not None:
        y = matt.bas - float(bild.snitt_per_dag) * hojd
        snitt = svenska.klocktid(bild.snitt_per_dag)
        ritat.append(line(f"M{LEFT:.0f} {y:.1f}H{RIGHT:.0f}", class_="snitt"))
        ritat.append(text(LEFT - 6, y + 4, snitt, class_="namn litet", text_anchor="end"))
    ritat.append(line(f"M{LEFT:.0f} {matt.bas}H{RIGHT:.0f}", class_="ram"))
    return joined(*ritat)


def _lanes(spann: list[tuple[int, int]]) -> list[int]:
    """For each span the first lane that is free on all its days."""
    upptaget: list[set[int]] = []
    rader = []
    for fran, tom in spann:
        dagar = set(range(fran, tom + 1))
        rad = next((nr for nr, tagna in enumerate(upptaget) if not tagna & dagar), len(upptaget))
        if rad == len(upptaget):
            upptaget.append(set())
        upptaget[rad] |= dagar
        rader.append(rad)
    return rader
