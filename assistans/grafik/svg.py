"""The few words of SVG that the charts need. Everything written passes through here and is escaped."""

from html import escape


class Svg(str):
    """Markup that is already escaped; Django's templates write it as it stands (they ask for `__html__`)."""

    __slots__ = ()

    def __html__(self) -> "Svg":
        return self


def element(name: str, *content: str, **attributes: object) -> Svg:
    """`<name …>content</name>`. Content is escaped unless it is `Svg`; an attribute that is None is left out.

    Python's names become SVG's: `class_` is class, `stroke_width` is stroke-width. Numbers get at most two decimals.
    """
    head = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    inside = "".join(part if isinstance(part, Svg) else escape(part, quote=False) for part in content)
    return Svg(f"<{name}{head}>{inside}</{name}>" if inside else f"<{name}{head}/>")


def rect(x: float, y: float, width: float, height: float, **attributes: object) -> Svg:
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def text(x: float, y: float, words: str, **attributes: object) -> Svg:
    return element("text", words, x=x, y=y, **attributes)


def line(d: str, **attributes: object) -> Svg:
    return element("path", d=d, **attributes)


def joined(*parts: Svg) -> Svg:
    return Svg("".join(parts))


def shortened(words: str, width: float, size: float = 13) -> str:
    """The words, cut with … if they would be wider than `width` pixels: a letter is about 0.49 of its size."""
    fits = int(width / (0.49 * size))
    return words if len(words) <= fits else f"{words[: max(fits - 1, 0)].rstrip()}…"


def _name(key: str) -> str:
    return {"view_box": "viewBox", "pattern_units": "patternUnits", "pattern_transform": "patternTransform"}.get(
        key, key.rstrip("_").replace("_", "-")
    )


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(str(value))
