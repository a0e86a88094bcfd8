"""Whether two pictures look alike: a print of 256 bits that survives another size and quality.

Read only pictures that encoder.py has made; what comes from outside is never opened here.
"""

from io import BytesIO
from itertools import pairwise

from PIL import Image

SIDE = 16
PRINT_LENGTH = SIDE * SIDE // 4  # in hexadecimal figures
ALIKE = 20  # bits that may differ


def print_of(content: bytes) -> str:
    """Where each point is brighter than its neighbour at the left."""
    with Image.open(BytesIO(content)) as picture:
        grey = picture.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.LANCZOS)
    points = grey.tobytes()
    rows = [points[start : start + SIDE + 1] for start in range(0, len(points), SIDE + 1)]
    bits = "".join("1" if right > left else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):0{PRINT_LENGTH}x}"


def look_alike(first: str, second: str) -> bool:
    return (int(first, 16) ^ int(second, 16)).bit_count() <= ALIKE
