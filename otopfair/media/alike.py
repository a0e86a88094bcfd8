"""Whether two pictures look alike: 256 bits of the whole picture, and 256 of what lies within bars.

They survive another size, another quality, and a telephone's picture of the picture.
Read only pictures that encoder.py has made; what comes from outside is never opened here.
"""

from io import BytesIO
from itertools import pairwise

from PIL import Image

SIDE = 16
PART_LENGTH = SIDE * SIDE // 4  # in hexadecimal figures
ALIKE = 20  # bits that may differ
EVEN = 48  # a bar is as bright as its corner, but for so much
MOST_BARS = 8  # one within the other
LEAST_LEFT = 64  # pixels of a side


def print_of(content: bytes) -> str:
    """Of the whole, then of what is within."""
    with Image.open(BytesIO(content)) as picture:
        grey = picture.convert("L")
    return _print(grey) + _print(_without_bars(grey))


def look_alike(first: str, second: str) -> bool:
    """Whether the wholes do, or what is within them."""
    return any(
        (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE
        for one, other in zip(_parts(first), _parts(second), strict=True)
    )


def _parts(two: str) -> tuple[str, str]:
    return two[:PART_LENGTH], two[PART_LENGTH:]


def _print(grey: Image.Image) -> str:
    """Where each point is brighter than its neighbour at the left."""
    points = grey.resize((SIDE + 1, SIDE), Image.Resampling.LANCZOS).tobytes()
    rows = [points[start : start + SIDE + 1] for start in range(0, len(points), SIDE + 1)]
    bits = "".join("1" if right > left else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):0{PART_LENGTH}x}"


def _without_bars(grey: Image.Image) -> Image.Image:
    """What lies within the bars and margins, one after the other, until none is left."""
    for _bar in range(MOST_BARS):
        corner = grey.getpixel((0, 0))
        box = grey.point([255 * (abs(tone - corner) > EVEN) for tone in range(256)]).getbbox()
        if box is None or box == (0, 0, *grey.size):
            break
        left, top, right, bottom = box
        if min(right - left, bottom - top) < LEAST_LEFT:
            break
        grey = grey.crop(box)
    return grey
