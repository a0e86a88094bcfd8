"""Draw the still lifes of the site: ``python tools/draw.py [folder]``.

Writes the five category drawings and the empty-state drawing into ``static/img/``; with a folder,
also the product drawings, which are the sources of ``demo/pictures/``.
"""

# ruff: noqa: E501 - path data reads better unbroken

import re
import sys
from math import cos, radians, sin
from pathlib import Path
from random import Random

from weave import OUT

SHADOW = "#2a1d10"
TINTS = {
    "rose": "#f6e3d8", "sky": "#dde5f1", "sand": "#f0e4d3",
    "leaf": "#e3ebdf", "mint": "#cfe3d6", "cream": "#fbeed0", "cotton": "#f1e9da",
}  # fmt: skip


def page(body: str, tint: str, defs: str = "") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320">'
        f'<defs>{defs}</defs><path fill="{tint}" d="M0 0h320v320H0z"/>{body}</svg>\n'
    )


def shadow(x: float, y: float, rx: float, ry: float) -> str:
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{SHADOW}" opacity=".16"/>'


def diamonds(xs, y: float, half: float, colour: str, tall: float = 1.6) -> str:
    d = "".join(f"M{x} {y - half * tall:.1f}l{half} {half * tall:.1f}-{half} {half * tall:.1f}-{half}-{half * tall:.1f}z" for x in xs)  # fmt: skip
    return f'<path fill="{colour}" d="{d}"/>'


def jar(tint: str, fill: str, dots: str, band: str) -> str:
    """A preserving jar under a pleated cloth cap, its paper label patterned like cloth."""
    random = Random(fill)  # noqa: S311 - decoration
    seeds = "".join(
        f'<circle cx="{random.uniform(116, 206):.0f}" cy="{random.uniform(126, 236):.0f}"'
        f' r="{random.uniform(1.5, 4.5):.1f}"/>'
        for _ in range(46)
    )
    pleats = "".join(
        f"M160 72L{160 + 52 * cos(radians(a)):.0f} {104 - 28 * sin(radians(a)):.0f}"
        for a in range(10, 180, 16)
    )
    body = (
        shadow(162, 252, 62, 9)
        + '<path fill="#d8b98a" d="M110 106q2-34 50-34t50 34z"/>'
        + f'<path d="{pleats}" stroke="#a98450" stroke-width="1.5" fill="none"/>'
        + f'<rect x="106" y="102" width="108" height="11" rx="5" fill="{band}"/>'
        + f'<rect x="110" y="114" width="100" height="136" rx="16" fill="{fill}"/>'
        + f'<g fill="{dots}">{seeds}</g>'
        + '<rect x="118" y="122" width="9" height="118" rx="4.5" fill="#fff" opacity=".28"/>'
        + '<rect x="110" y="158" width="100" height="50" fill="#fff9f0"/>'
        + f'<path d="M110 162h100M110 204h100" stroke="{band}" stroke-width="3"/>'
        + diamonds((122, 141, 160, 179, 198), 183, 7, band)
        + diamonds((122, 141, 160, 179, 198), 183, 3, "#fff9f0")
    )
    return page(body, tint)


def cup() -> str:
    leaf = '<path fill="#6fa088" d="M238 64q32-8 46 14-26 14-46-14z"/><path d="M240 65l40 12" stroke="#1f5242" stroke-width="2"/>'  # fmt: skip
    body = (
        '<circle cx="168" cy="170" r="112" fill="#2a1d10" opacity=".14"/>'
        '<circle cx="160" cy="160" r="112" fill="#fffdf9"/>'
        '<circle cx="160" cy="160" r="106" fill="none" stroke="#4a6ba3" stroke-width="4"/>'
        '<circle cx="160" cy="160" r="96" fill="none" stroke="#4a6ba3" stroke-width="2"'
        ' stroke-dasharray="2 7"/>'
        '<path d="M222 176q40 2 40 24t-40 8z" fill="#fffdf9" stroke="#dfd3bd" stroke-width="3"/>'
        '<circle cx="160" cy="160" r="72" fill="#fffdf9" stroke="#dfd3bd" stroke-width="3"/>'
        '<circle cx="160" cy="160" r="60" fill="#6b3a1e"/>'
        '<circle cx="160" cy="160" r="52" fill="#54290f"/>'
        '<path d="M126 132q24-26 58-12-34-2-52 24-10 2-6-12z" fill="#8a5530" opacity=".8"/>' + leaf
    )
    return page(body, TINTS["sky"])


def cloth(name: str) -> str:
    """A length of the series' cloth in soft folds."""
    source = (OUT / f"cloth-{name}.svg").read_text()
    inner = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", source)
    stops = (
        (0, 0),
        (9, 0.34),
        (17, 0),
        (38, 0.05),
        (46, 0.4),
        (56, 0),
        (74, 0.02),
        (84, 0.36),
        (94, 0.02),
    )
    folds = "".join(f'<stop offset="{at}%" stop-color="#000" stop-opacity="{dark}"/>' for at, dark in stops)  # fmt: skip
    defs = (
        f'<pattern id="p" width="108" height="108" patternUnits="userSpaceOnUse">{inner}</pattern>'
        f'<linearGradient id="f" gradientTransform="rotate(7)">{folds}</linearGradient>'
    )
    return page('<path fill="url(#p)" d="M0 0h320v320H0z"/><path fill="url(#f)" d="M0 0h320v320H0z"/>', "#000", defs)  # fmt: skip


def rice() -> str:
    """Ruby rice in a wooden bowl, seen from above."""
    random = Random("rice")  # noqa: S311 - decoration
    grains = {"#a3304a": [], "#7c1c36": [], "#c25468": []}
    for _ in range(620):
        angle, reach, lean = (
            random.uniform(0, 360),
            84 * random.random() ** 0.5,
            random.uniform(0, 180),
        )
        x, y = 160 + reach * cos(radians(angle)), 158 + reach * sin(radians(angle))
        dx, dy = 5 * cos(radians(lean)), 5 * sin(radians(lean))
        grains[random.choice(list(grains))].append(
            f"M{x - dx:.0f} {y - dy:.0f}l{2 * dx:.0f} {2 * dy:.0f}"
        )
    heap = "".join(
        f'<path stroke="{c}" d="{"".join(d)}" stroke-width="4.5" stroke-linecap="round"/>'
        for c, d in grains.items()
    )
    body = (
        '<circle cx="168" cy="170" r="122" fill="#2a1d10" opacity=".14"/>'
        '<circle cx="160" cy="158" r="120" fill="#6b4423"/><circle cx="160" cy="158" r="112" fill="#8a5f35"/>'
        '<circle cx="160" cy="158" r="96" fill="#5b3519"/><circle cx="160" cy="158" r="88" fill="#5e1428"/>'
        + heap
    )
    return page(body, TINTS["sand"])


def stack(tint: str) -> str:
    """Folded cotton, six pieces."""
    shelf = (
        ("#15233f", 0),
        ("#2f5390", 1),
        ("#4a6ba3", 0),
        ("#fffdf9", 1),
        ("#223d6e", 0),
        ("#15233f", 1),
    )
    random = Random("stack")  # noqa: S311 - decoration
    parts = [shadow(160, 248, 118, 11)]
    for row, (colour, motif) in enumerate(shelf):
        y, nudge = 74 + row * 28, random.randint(-4, 4)
        light = "#9db6dc" if colour != "#fffdf9" else "#4a6ba3"
        parts.append(
            f'<rect x="{52 + nudge}" y="{y}" width="216" height="27" rx="12" fill="{colour}"/>'
        )
        if motif:
            parts.append(diamonds(range(72 + nudge, 256, 20), y + 13.5, 4.5, light, 1.8))
        else:
            parts.append(
                f'<path d="M{68 + nudge} {y + 9}h188M{68 + nudge} {y + 18}h188" stroke="#d8c7a0"'
                ' stroke-width="2" stroke-dasharray="9 6"/>'
            )
    return page("".join(parts), tint)


def basket() -> str:
    defs = (
        '<pattern id="w" width="16" height="16" patternUnits="userSpaceOnUse">'
        '<path fill="#c69a5b" d="M0 0h16v16H0z"/><path fill="#a87a3f" d="M0 0h8v8H0zM8 8h8v8H8z"/>'
        '<path fill="#e0bd85" d="M1 1h6v2H1zM9 9h6v2H9zM9 1h2v6H9zM1 9h2v6H1z"/></pattern>'
    )
    body = (
        shadow(162, 268, 84, 10)
        + '<path d="M92 128q0-86 68-86t68 86" fill="none" stroke="#8f1f38" stroke-width="6"/>'
        '<path d="M84 120h152l-14 146H98z" fill="url(#w)"/>'
        '<path d="M84 120h152l-14 146h-30l6-146z" fill="#5b3a12" opacity=".22"/>'
        '<path d="M76 112q84 22 168 0v16q-84 22-168 0z" fill="#8a5f2c"/>'
        '<path d="M78 116q82 20 164 0" fill="none" stroke="#d8b070" stroke-width="3" stroke-dasharray="10 6"/>'
        '<path d="M95 236q65 14 130 0l-2 18q-63 14-126 0z" fill="#8a5f2c"/>'
    )
    return page(body, TINTS["leaf"], defs)


def soap() -> str:
    def bar(x: int, y: int, turn: int, colour: str, rim: str) -> str:
        return (
            f'<g transform="rotate({turn} {x} {y})">'
            f'<rect x="{x - 72}" y="{y - 42}" width="152" height="96" rx="20" fill="{SHADOW}" opacity=".14"/>'
            f'<rect x="{x - 76}" y="{y - 48}" width="152" height="96" rx="20" fill="{rim}"/>'
            f'<rect x="{x - 76}" y="{y - 50}" width="152" height="86" rx="19" fill="{colour}"/>'
            f'<rect x="{x - 60}" y="{y - 36}" width="120" height="58" rx="12" fill="none" stroke="#fff4d6"'
            f' stroke-width="2.5"/>'
            + diamonds((x - 26, x, x + 26), y - 7, 9, "#fff4d6", 1.3)
            + "</g>"
        )

    def leaf(x: int, y: int, turn: int, colour: str) -> str:
        return (
            f'<g transform="translate({x} {y}) rotate({turn})"><path fill="{colour}" d="M0 0q30-34 72 0-42 34-72 0z"/>'
            '<path d="M4 0h62" stroke="#fffdf9" stroke-width="2" opacity=".6"/></g>'
        )

    body = (
        leaf(24, 250, -38, "#1f5242") + leaf(226, 236, 24, "#6fa088") + leaf(218, 66, -30, "#1f5242")
        + bar(140, 122, -8, "#efc255", "#d49b22") + bar(180, 216, 7, "#e0a526", "#b47d10")
    )  # fmt: skip
    return page(body, TINTS["mint"])


def banana() -> str:
    random = Random("banana")  # noqa: S311 - decoration
    parts = []
    places = [(x, y) for x in range(0, 330, 54) for y in range(0, 330, 54)]
    random.shuffle(places)
    for column, row in places:
        x, y = column + random.randint(-14, 14), row + random.randint(-14, 14)
        r = random.randint(22, 29)
        turn, flat = random.randint(0, 180), random.uniform(0.72, 1)
        seeds = "".join(
            f'<circle cx="{7 * cos(radians(a)):.0f}" cy="{7 * sin(radians(a)):.0f}" r="1.6"/>'
            for a in (0, 72, 144, 216, 288)
        )
        parts.append(
            f'<g transform="translate({x} {y}) rotate({turn}) scale(1 {flat:.2f})">'
            f'<circle cx="3" cy="5" r="{r}" fill="{SHADOW}" opacity=".16"/><circle r="{r}" fill="#d4962a"/>'
            f'<circle r="{r - 3}" fill="#f3c85e"/><circle r="{r - 11}" fill="#f9dc8c"/>'
            f'<g fill="#8a5a1a">{seeds}</g></g>'
        )
    return page("".join(parts), TINTS["cream"])


def bowl() -> str:
    """The rooster bowl of Lampang."""
    body = (
        shadow(160, 262, 76, 10)
        + '<path d="M44 112h232q-4 96-74 132H118Q48 208 44 112z" fill="#fffdf9"/>'
        '<path d="M210 112h66q-4 96-74 132h-30q34-40 38-132z" fill="#867860" opacity=".16"/>'
        '<path d="M118 244h84l-6 18h-72z" fill="#ece2d0"/>'
        '<ellipse cx="160" cy="112" rx="116" ry="20" fill="#ece2d0"/>'
        '<ellipse cx="160" cy="113" rx="106" ry="15" fill="#d9ccb4"/>'
        '<g transform="translate(8 4)"><path d="M88 206q-16-46 12-58 4 20 22 24z" fill="#1a2335"/>'
        '<path d="M98 168q-24-14-18-36 14 8 26 26z" fill="#223d6e"/>'
        '<path d="M96 182q0-24 30-20 18 2 26-20 12 6 10 26-2 34-34 38-30 2-32-24z" fill="#b5402a"/>'
        '<path d="M148 146q2-12 10-10 8-6 8 4 8 2 2 10z" fill="#8f1f38"/>'
        '<path d="M165 152l10 4-10 4z" fill="#e0a526"/><circle cx="157" cy="153" r="2" fill="#fff"/>'
        '<path d="M122 206v18m-6 0h12m8-20v18m-6 0h12" stroke="#6b4700" stroke-width="3"/></g>'
        '<g transform="translate(216 176)"><circle r="17" fill="#d2868f"/><circle r="10" fill="#b5506a"/>'
        '<circle r="4" fill="#e0a526"/><path d="M-16 8q-22 4-26 22 22 2 30-14z" fill="#6fa088"/>'
        '<path d="M14 12q18 0 20-16-16 0-20 8z" fill="#1f5242"/></g>'
        '<path d="M84 226q14-12 30 0t30 0 30 0 30 0" fill="none" stroke="#6fa088" stroke-width="4"/>'
    )
    return page(body, TINTS["sand"])


def categories() -> dict[str, str]:
    return {
        "category-food": jar(TINTS["rose"], "#a8391c", "#d8641f", "#8f1f38"),
        "category-drink": cup(),
        "category-cloth": cloth("lac"),
        "category-ware": basket(),
        "category-herb": soap(),
        "empty": stack(TINTS["cotton"]),
    }


def products() -> dict[str, str]:
    dyes = {
        f"cloth-{name}": cloth(name) for name in ("indigo", "lac", "almond", "turmeric", "ebony")
    }
    return dyes | {
        "rice-bowl": rice(),
        "chilli-jar": jar(TINTS["rose"], "#a8391c", "#d8641f", "#8f1f38"),
        "honey-jar": jar(TINTS["leaf"], "#c9851a", "#efb94a", "#1f5242"),
        "stacked-cloth": stack(TINTS["cotton"]),
        "basket": basket(),
        "soap": soap(),
        "coffee-cup": cup(),
        "banana-chips": banana(),
        "chicken-bowl": bowl(),
    }


def main() -> None:
    for name, drawing in categories().items():
        (OUT / f"{name}.svg").write_text(drawing)
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for name, drawing in products().items():
            (folder / f"{name}.svg").write_text(drawing)


if __name__ == "__main__":
    main()
