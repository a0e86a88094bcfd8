"""Weave the ornaments of the site into ``static/img/``: ``python tools/weave.py``.

Weft ikat (มัดหมี่) is dyed on the thread before weaving, so every colour edge misses its place by a
hair. The drawing does the same: rows one thread high, each edge moved by a seeded random part of a
pixel. The seed is the motif's name and row, so the output is the same on every machine and a tile
meets its neighbour without a seam.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random

OUT = Path(__file__).resolve().parent.parent / "static" / "img"
INDIGO, TURMERIC, LAC, SKY, WHITE = "#15233f", "#e0a526", "#d2868f", "#6f93c9", "#fffdf9"
THREAD = 1.5


@dataclass(frozen=True)
class Cloth:
    """One series' cloth: nested diamonds (colour, half width in px), outermost first."""

    ground: str
    diamonds: tuple[tuple[str, float], ...]
    blossom: tuple[tuple[str, float], ...]


CLOTHS = {
    "indigo": Cloth(
        INDIGO,
        (
            ("#5a7fbb", 25),
            ("#2b4f8c", 22),
            (INDIGO, 13.5),
            (WHITE, 11.5),
            (INDIGO, 7),
            (TURMERIC, 3.6),
        ),
        ((LAC, 4.4),),
    ),
    "lac": Cloth(
        "#6a142c",
        (
            ("#d98a8f", 25.5),
            ("#6a142c", 23.4),
            ("#a93a50", 17),
            ("#4d0d1f", 13),
            ("#f0c869", 8),
            ("#6a142c", 4.4),
        ),
        ((TURMERIC, 5.4), ("#6a142c", 2.2)),
    ),
    "almond": Cloth(
        "#1f4d3f",
        (
            ("#3f7a66", 24.5),
            ("#a9cdb6", 19),
            ("#1f4d3f", 16),
            ("#f4f1df", 11),
            ("#1f4d3f", 6.6),
            ("#6fa088", 3.4),
        ),
        (("#e6c65c", 5),),
    ),
    "turmeric": Cloth(
        "#8f5d0c",
        (
            ("#d99f2b", 23),
            ("#8f5d0c", 18.5),
            ("#fbe7b0", 14.5),
            ("#b87a14", 10.5),
            ("#fff8e4", 6.4),
            ("#8f1f38", 2.8),
        ),
        (("#fff3cf", 4.8),),
    ),
    "ebony": Cloth(
        "#2c1d38",
        (
            ("#5f4472", 25),
            ("#8a6ba0", 19),
            ("#2c1d38", 15),
            ("#f3e6f2", 11.5),
            ("#6b4d7d", 8),
            ("#f0c869", 3.8),
        ),
        (("#7fae96", 6),),
    ),
}


class Weaver:
    """Collects threads by colour, in layers, and writes them as one small SVG."""

    def __init__(self, width: float, height: float, name: str, thread: float = THREAD):
        self.width, self.height, self.name, self.thread = width, height, name, thread
        self.layers: list[tuple[str, list[str]]] = []

    def layer(self, colour: str) -> list[str]:
        self.layers.append((colour, []))
        return self.layers[-1][1]

    def run(self, layer: list[str], row: int, left: float, right: float) -> None:
        """One dyed length of the weft thread in `row`, from `left` to `right` px."""
        if right - left >= 0.4:
            y = row * self.thread + self.thread / 2
            layer.append(f"M{_short(left)} {_short(y)}h{_short(right - left)}")

    def miss(self, key: str, row: int, by: float = 0.8) -> tuple[float, float]:
        """How far both edges of a run miss their place."""
        random = Random(f"{self.name}/{key}/{row}")  # noqa: S311 - decoration, not a secret
        return random.uniform(-by, by), random.uniform(-by, by)

    def diamond(
        self, layer: list[str], key: str, x: float, y: float, half: float, wide: float = 1.0
    ):
        """A diamond of half height `half` px, `wide` times as wide, centred on (x, y)."""
        for row in range(int((y - half) // self.thread), int((y + half) // self.thread) + 1):
            middle = row * self.thread + self.thread / 2
            reach = (half - abs(middle - y)) * wide
            if reach > 0:
                from_rim, to_rim = self.miss(key, row % round(self.height / self.thread))
                self.run(layer, row, x - reach + from_rim, x + reach + to_rim)

    def line(self, colour: str, y: float, height: float) -> None:
        self.layer(colour).append(f"M0 {_short(y + height / 2)}h{_short(self.width)}")
        self.layers[-1] = (f'{colour}" stroke-width="{_short(height)}', self.layers[-1][1])

    def write(self, ground: str | None, flip: bool = False) -> None:
        w, h = _short(self.width), _short(self.height)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}"'
            f' viewBox="0 0 {w} {h}">'
        ]
        if ground:
            parts.append(f'<path fill="{ground}" d="M0 0h{w}v{h}H0z"/>')
        turned = f' transform="matrix(1 0 0 -1 0 {h})"' if flip else ""
        parts.append(f'<g fill="none" stroke-width="{_short(self.thread + 0.1)}"{turned}>')
        parts += [f'<path stroke="{c}" d="{"".join(runs)}"/>' for c, runs in self.layers if runs]
        parts.append("</g></svg>\n")
        (OUT / f"{self.name}.svg").write_text("".join(parts))


def _short(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def weave_cloth(name: str, cloth: Cloth) -> None:
    """A 108 px tile: diamonds 54 px apart, a small blossom where four of them meet."""
    tile, pitch = 108, 54
    weaver = Weaver(tile, tile, f"cloth-{name}")
    for number, (colour, half) in enumerate(cloth.diamonds):
        layer = weaver.layer(colour)
        for column in range(2):
            for row in range(2):
                centre = pitch * column + pitch / 2, pitch * row + pitch / 2
                weaver.diamond(layer, f"d{number}{column}", *centre, half)
    for number, (colour, half) in enumerate(cloth.blossom):
        layer = weaver.layer(colour)
        for column in range(3):
            for row in range(3):
                weaver.diamond(layer, f"b{number}{column % 2}", pitch * column, pitch * row, half)
    weaver.write(cloth.ground)


def weave_spine(name: str, cloth: Cloth) -> None:
    """The cloth's border, 16 px wide: the same diamonds at a third of their size."""
    weaver = Weaver(16, 54, f"spine-{name}")
    rings = (cloth.diamonds[0], cloth.diamonds[2], cloth.diamonds[3], cloth.diamonds[-1])
    for number, ((colour, _), half) in enumerate(zip(rings, (8.6, 6.2, 5, 2.2), strict=True)):
        layer = weaver.layer(colour)
        for row in range(3):
            weaver.diamond(layer, f"s{number}", 8, 18 * row + 9, half, 0.82)
    layer = weaver.layer(cloth.blossom[0][0])
    for row in range(4):
        for x in (0, 16):
            weaver.diamond(layer, f"e{x}", x, 18 * row, 2.4)
    weaver.write(cloth.ground)


def weave_selvedge() -> None:
    """10 px, under the header."""
    weaver = Weaver(60, 10, "selvedge", thread=1.25)
    for number, (colour, half, wide) in enumerate(
        (("#9db6dc", 4.6, 2.0), (INDIGO, 2.9, 2.0), (TURMERIC, 1.7, 1.7))
    ):
        layer = weaver.layer(colour)
        for motif in range(3):
            weaver.diamond(layer, f"v{number}{motif}", 20 * motif + 10, 5, half, wide)
    weaver.write(INDIGO)


def weave_hem(
    name: str,
    *,
    ground: str | None,
    saw: tuple[str, str],
    rules: tuple[str, str],
    rings,
    accent,
    flip,
):
    """56 px: a row of saw teeth (ฟันปลา), then a band of diamonds between rules."""
    weaver = Weaver(84, 56, name)
    for colour, half, base in ((saw[0], 6.6, 18), (saw[1], 4, 18)):
        layer = weaver.layer(colour)
        height = 17 if colour == saw[0] else 9
        for row in range(12):
            y = row * THREAD + THREAD / 2
            reach = half * (y - (base - height)) / height
            for tooth in range(7):
                if reach > 0.2:
                    left, right = weaver.miss(f"t{half}{tooth % 6}", row, 0.7)
                    x = 14 * tooth
                    weaver.run(layer, row, x - reach + left, x + reach + right)
    for y, colour in ((19.8, rules[0]), (23, rules[1]), (49.5, rules[1]), (52.8, rules[0])):
        weaver.line(colour, y, 1.5)
    for number, (colour, half, wide) in enumerate(rings):
        layer = weaver.layer(colour)
        for motif in range(2):
            weaver.diamond(layer, f"r{number}{motif}", 42 * motif + 21, 37, half, wide)
    layer = weaver.layer(accent)
    for motif in range(3):
        for row, reach in ((17, 6), (18, 3.4), (30, 3.4), (31, 6)):
            left, right = weaver.miss(f"a{motif % 2}", row, 0.6)
            weaver.run(layer, row, 42 * motif - reach + left, 42 * motif + reach + right)
    weaver.write(ground, flip)


def draw_mark() -> None:
    """The logo mark: one diamond of the cloth, thread by thread, on indigo."""
    weaver = Weaver(40, 40, "mark")
    for colour, half in (
        (LAC, 16.4),
        (INDIGO, 13.8),
        (WHITE, 11),
        (INDIGO, 7.4),
        (TURMERIC, 3.8),
    ):
        layer = weaver.layer(colour)
        for row in range(27):
            y = row * THREAD + THREAD / 2
            reach = (half - abs(y - 20.25)) * 0.94
            if reach > 0:
                stepped = max(round(reach / THREAD), 0.5) * THREAD
                weaver.run(layer, row, 20 - stepped, 20 + stepped)
    weaver.write(None)
    path = OUT / "mark.svg"
    path.write_text(
        path.read_text().replace(
            "<g ", f'<rect width="40" height="40" rx="9" fill="{INDIGO}"/><g ', 1
        )
    )


def main() -> None:
    for name, cloth in CLOTHS.items():
        weave_cloth(name, cloth)
        weave_spine(name, cloth)
    weave_selvedge()
    rings = (
        (SKY, 10.8, 1.75),
        (WHITE, 9.2, 1.75),
        (SKY, 7.4, 1.75),
        (INDIGO, 5.4, 1.75),
        (TURMERIC, 2.6, 1.7),
    )
    weave_hem(
        "hem",
        ground=INDIGO,
        saw=(WHITE, "#4a6ba3"),
        rules=(TURMERIC, WHITE),
        rings=rings,
        accent=LAC,
        flip=False,
    )
    light = (
        ("#223d6e", 10.8, 1.75),
        ("#9db6dc", 9.2, 1.75),
        ("#223d6e", 7.4, 1.75),
        (WHITE, 5.4, 1.75),
        (TURMERIC, 2.6, 1.7),
    )
    weave_hem(
        "hem-light",
        ground="#fffdf9",
        saw=("#223d6e", "#9db6dc"),
        rules=(TURMERIC, "#223d6e"),
        rings=light,
        accent="#8f1f38",
        flip=True,
    )
    draw_mark()


if __name__ == "__main__":
    main()
