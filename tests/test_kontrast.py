"""Every pair of colours that can meet on a page is told apart: text 4.5:1, shapes 3:1 (WCAG 1.4.3 and 1.4.11)."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "static/css/tokens.css").read_text()
COLOURS = {
    name: {"ljust": light, "mörkt": dark}
    for name, light, dark in re.findall(r"--ak-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}

UTFALL = ("godkand", "varning", "avvikelse", "ej_bedomd", "ej_tillamplig")
GROUND = ("page", "surface", "sunken", "hover")

TEXT = [
    *product(("ink", "ink-2", "accent", "accent-hover"), (*GROUND, "accent-tint")),
    *product((f"{utfall}-ink" for utfall in UTFALL), GROUND),
    *((f"{utfall}-ink", f"{utfall}-tint") for utfall in UTFALL),
    *product(("ink", "ink-2"), (f"{utfall}-tint" for utfall in UTFALL)),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("ink", "tid-tint"),
]
SHAPE = [
    *product(UTFALL, ("page", "surface", "hover")),
    *((utfall, f"{utfall}-tint") for utfall in UTFALL if utfall != "ej_tillamplig"),
    *product(("line-strong", "focus", "tid"), ("page", "surface", "sunken")),
    ("tid", "hover"),
]


def luminance(colour):
    """Relative luminance of #rrggbb as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    weak, strong = sorted((luminance(one), luminance(other)))
    return (strong + 0.05) / (weak + 0.05)


def test_the_measure_knows_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["ljust", "mörkt"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(front, back, theme):
    assert contrast(COLOURS[front][theme], COLOURS[back][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["ljust", "mörkt"])
@pytest.mark.parametrize(("front", "back"), SHAPE)
def test_a_shape_can_be_seen(front, back, theme):
    assert contrast(COLOURS[front][theme], COLOURS[back][theme]) >= 3


def test_no_colour_is_written_outside_the_tokens():
    sheet = Path(settings.BASE_DIR, "static/css/app.css").read_text()
    without_veils = re.sub(r"light-dark\(#[0-9a-f]{8}, #[0-9a-f]{4}\)", "", sheet)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", without_veils) == ["#fff", "#fff"], "only the paper of a print is white"
