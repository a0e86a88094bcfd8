"""The only code that reads pixels of files from outside. A program of its own, with limits.

It reads the upload from standard input and writes to standard output one line of JSON, then the
versions one after the other. images.py starts it; a file that was made to eat memory or time ends
this process and no other. It imports Pillow and nothing of ours.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from math import ceil
from typing import IO

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# Of the pixels that a JPEG may have: it alone is decoded small, the others need memory for all.
SHARES = {"JPEG": 1, "MPO": 1, "PNG": 1 / 2, "GIF": 1 / 4, "WEBP": 1 / 5, "AVIF": 1 / 5}
# Lists show squares, the product's own page the whole picture.
SQUARES = (160, 320, 640)
WHOLES = (640, 1280)
NAMES = (*(f"s{side}" for side in SQUARES), *(f"{width}" for width in WHOLES))
MAX_HEIGHT = 16_383  # of a WebP
QUALITY = 80
STRIP_ROWS = 64
TURN = Image.Transpose
TURNS = {  # the EXIF number of how the phone was held, to what makes the picture upright
    2: TURN.FLIP_LEFT_RIGHT,
    3: TURN.ROTATE_180,
    4: TURN.FLIP_TOP_BOTTOM,
    5: TURN.TRANSPOSE,
    6: TURN.ROTATE_270,
    7: TURN.TRANSVERSE,
    8: TURN.ROTATE_90,
}

KIND = "เลือกรูปเป็น JPG PNG หรือ WebP"
BROKEN = "เปิดรูปนี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ เลือกรูปอื่น"
TOO_HEAVY = "รูปนี้ใหญ่เกินกว่าที่ระบบเปิดได้ ย่อรูปแล้วเลือกใหม่"
HEIC = "รูปนี้เป็นแบบ HEIC ที่ระบบยังเปิดไม่ได้ เปิดรูปในโทรศัพท์แล้วแชร์หรือบันทึกเป็น JPEG แล้วเลือกรูปนั้น"
PDF = "ไฟล์นี้เป็น PDF ไม่ใช่รูป ถ่ายรูปหรือจับภาพหน้าจอ แล้วเลือกรูปนั้น"
VIDEO = "ไฟล์นี้เป็นวิดีโอ ไม่ใช่รูป เลือกรูปเป็น JPG PNG หรือ WebP"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
VIDEO_BRANDS = {b"qt  ", b"isom", b"iso2", b"mp41", b"mp42", b"3gp4", b"3gp5", b"M4V ", b"avc1"}

# Pillow's own limit warns on one size and refuses another; ours is asked before pixels are read.
Image.MAX_IMAGE_PIXELS = None


class ImageRefused(Exception):
    """The file cannot become a photo; the message is a Thai sentence for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Limits:
    """What one photo may cost; the settings say it (PHOTO_LIMITS)."""

    megabytes: int = 30
    megapixels: int = 200
    memory_megabytes: int = 900
    cpu_seconds: int = 30

    def pixels(self, kind: str) -> int:
        return int(self.megapixels * 1_000_000 * SHARES[kind])


@dataclass(frozen=True)
class EncodedImage:
    """One WebP version of a photo, named in NAMES; sizes in pixels."""

    name: str
    width: int
    height: int
    content: bytes


def open_image(file: IO[bytes], limits: Limits) -> Image.Image:
    """Read the header: format by content, never by name, and declared size in pixels."""
    start = file.read(32)
    file.seek(0)
    if sentence := _no_photo(start):
        raise ImageRefused(sentence)
    _need_pixels("WEBP", _webp_size(start), limits)  # Pillow takes memory for all when it opens one
    try:
        image = Image.open(file, formats=FORMATS)
    except MemoryError as full:
        raise ImageRefused(TOO_HEAVY) from full
    except (OSError, ValueError, SyntaxError) as unknown:
        raise ImageRefused(KIND) from unknown
    _need_pixels(image.format, image.size, limits)
    return image


def encode(file: IO[bytes], limits: Limits) -> list[EncodedImage]:
    """Return the photo as WebP in every size of NAMES, never enlarged. Raises ImageRefused."""
    image = open_image(file, limits)
    try:
        photo = _upright_srgb(image)
    except MemoryError as full:
        raise ImageRefused(TOO_HEAVY) from full
    except (OSError, ValueError, SyntaxError, EOFError) as broken:
        raise ImageRefused(BROKEN) from broken
    squares = [(f"s{side}", _square(photo, side)) for side in SQUARES]
    wholes = [(f"{width}", _whole(photo, width)) for width in WHOLES]
    return [_encoded(name, small) for name, small in (*squares, *wholes)]


def _no_photo(start: bytes) -> str:
    """What people take for a photo and is none that we open, in words; "" for the rest."""
    if start.lstrip().startswith(b"%PDF"):
        return PDF
    if start[4:8] != b"ftyp":
        return ""
    if start[8:12] in VIDEO_BRANDS:
        return VIDEO
    brands = {start[place : place + 4] for place in (8, 16, 20, 24, 28)}
    return HEIC if brands & HEIC_BRANDS and not brands & {b"avif", b"avis"} else ""


def _webp_size(start: bytes) -> tuple[int, int]:
    """Declared width and height of a WebP, (0, 0) of anything else."""
    if start[:4] != b"RIFF" or start[8:12] != b"WEBP":
        return 0, 0
    if start[12:16] == b"VP8X":
        return tuple(int.from_bytes(start[at : at + 3], "little") + 1 for at in (24, 27))
    if start[12:16] == b"VP8L":
        bits = int.from_bytes(start[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return tuple(int.from_bytes(start[at : at + 2], "little") & 0x3FFF for at in (26, 28))


def _need_pixels(kind: str, size: tuple[int, int], limits: Limits) -> None:
    if size[0] * size[1] > (most := limits.pixels(kind)):
        raise ImageRefused(f"รูปนี้ละเอียดเกิน {most // 1_000_000} ล้านพิกเซล ย่อรูปแล้วเลือกใหม่")


def _fitting(size: tuple[int, int], width: int) -> tuple[int, int]:
    """`size` made as small as `width` and WebP ask for; never larger."""
    scale = min(1, width / size[0], MAX_HEIGHT / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _upright_srgb(image: Image.Image) -> Image.Image:
    """The photo at twice the largest width that we keep, or less: upright, in sRGB, on white.

    Made small first, so that only one picture of the full size is ever in memory.
    """
    turn = _turn(image)
    upright = image.size[::-1] if turn in TURN_SIDEWAYS else image.size
    scale = min(1, 2 * _fitting(upright, WHOLES[-1])[0] / upright[0])
    if image.format in ("JPEG", "MPO"):  # decodes to a half, a quarter or an eighth
        image.draft(None, (ceil(image.width * scale), ceil(image.height * scale)))
    factor = max(1, int(max(image.size) / (max(upright) * scale)))
    photo = _reduced(image, factor)
    return photo.transpose(turn) if turn is not None else photo


TURN_SIDEWAYS = {TURNS[number] for number in (5, 6, 7, 8)}


def _turn(image: Image.Image) -> TURN | None:
    try:
        return TURNS.get(image.getexif().get(0x0112))
    except Exception:  # anybody's bytes: a photo with nonsense beside it is a photo
        return None


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """`image` in sRGB on white, each side divided by `factor`, a few rows at a time."""
    image.load()
    mode = _mode(image)
    in_srgb = _to_srgb(image.info.get("icc_profile"), mode.removesuffix("A"))
    small = Image.new("RGB", (ceil(image.width / factor), ceil(image.height / factor)))
    for top in range(0, image.height, STRIP_ROWS * factor):
        bottom = min(top + STRIP_ROWS * factor, image.height)
        strip = image.crop((0, top, image.width, bottom))
        if image.mode.startswith("I"):  # 16 bits; convert() would make white of all above 255
            strip = strip.point(lambda light: light * (1 / 257) + 0)
        strip = strip.convert(mode).reduce(factor)
        small.paste(_on_white(strip, in_srgb), (0, top // factor))
    return small


def _mode(image: Image.Image) -> str:
    """What to work in: grey stays grey and CMYK CMYK, for that is what their profiles speak of."""
    if image.mode == "CMYK" or image.mode.startswith("I"):
        return "CMYK" if image.mode == "CMYK" else "L"
    colour = "L" if image.mode in ("1", "L", "LA") else "RGB"
    see_through = image.mode in ("LA", "PA", "RGBA") or _has_clear_colour(image)
    return f"{colour}A" if see_through else colour


def _has_clear_colour(image: Image.Image) -> bool:
    """One colour or entry of the palette is transparent; of a 16-bit picture Pillow cannot say."""
    clear = image.info.get("transparency")
    numbers = clear if isinstance(clear, tuple) else (clear,)
    return clear is not None and not any(isinstance(one, int) and one > 255 for one in numbers)


def _on_white(image: Image.Image, in_srgb: Callable) -> Image.Image:
    if not image.mode.endswith("A"):
        return in_srgb(image)
    ground = Image.new("RGB", image.size, "white")
    ground.paste(in_srgb(image.convert(image.mode[:-1])), mask=image.getchannel("A"))
    return ground


def _to_srgb(profile: bytes | None, mode: str) -> Callable[[Image.Image], Image.Image]:
    """What gives a picture of `mode` the colours that `profile` means; one that cannot be read, or
    is of another kind of picture, is left out."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
        made = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return lambda image: image.convert("RGB")
    return made.apply


def _square(photo: Image.Image, side: int) -> Image.Image:
    """The middle of the photo."""
    side = min(side, *photo.size)
    return ImageOps.fit(photo, (side, side), Image.Resampling.LANCZOS)


def _whole(photo: Image.Image, width: int) -> Image.Image:
    size = _fitting(photo.size, width)
    return photo.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(name: str, small: Image.Image) -> EncodedImage:
    # A new picture carries no EXIF, no colour profile, no comment.
    small.info.clear()
    target = BytesIO()
    small.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"")
    return EncodedImage(name, *small.size, target.getvalue())


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    memory = limits.memory_megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # SIGXCPU at the first limit, SIGKILL at the second.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    try:
        images = encode(BytesIO(sys.stdin.buffer.read()), limits)
    except ImageRefused as refused:
        head, images = {"refused": refused.message}, []
    except MemoryError:
        head, images = {"refused": TOO_HEAVY}, []
    else:
        head = {"images": [[*list(asdict(one).values())[:3], len(one.content)] for one in images]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for one in images:
        sys.stdout.buffer.write(one.content)


if __name__ == "__main__":
    main()
