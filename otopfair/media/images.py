"""Photos from outside: checked by content, turned upright, made small, stripped of metadata."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files import File
from PIL import Image, ImageOps

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
WIDTHS = (480, 1280)
QUALITY = 80

# Pillow only warns above its limit and refuses above twice of it: here both refuse.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class ImageRefused(Exception):
    """The file cannot become a photo; the message is a Thai sentence for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class EncodedImage:
    """One WebP version of a photo; sizes in pixels."""

    width: int
    height: int
    content: bytes


def check_image(file: IO[bytes] | File[Any]) -> None:
    """Raise ImageRefused unless `file` (an uploaded file) is a photo that we take.

    Reads the header only; the pixels are read by encode_image(), in the worker.
    """
    name = getattr(file, "name", "") or "นี้"
    size = _size_of(file)
    if size > MAX_BYTES:
        megabytes = size / 1024 / 1024
        raise ImageRefused(f"ไฟล์ต้องเล็กกว่า 8 MB รูป {name} มีขนาด {megabytes:.1f} MB")
    if size == 0:
        raise ImageRefused(f"รูป {name} เป็นไฟล์ว่าง เลือกรูปอื่น")
    _open(file)
    file.seek(0)


def encode_image(file: IO[bytes] | File[Any]) -> list[EncodedImage]:
    """Return the photo as WebP, smallest first: 480 and 1280 pixels wide, never enlarged.

    A photo narrower than 480 comes once, in its own size. Raises ImageRefused.
    """
    image = _open(file)
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError) as broken:
        raise ImageRefused("เปิดรูปนี้ไม่ได้ ไฟล์อาจเสียหาย เลือกรูปอื่น") from broken
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    pixels = upright.convert("RGBA" if has_alpha else "RGB")
    widths = sorted({min(width, pixels.width) for width in WIDTHS})
    return [_encoded(pixels, width) for width in widths]


def _size_of(file: IO[bytes] | File[Any]) -> int:
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size


def _open(file: IO[bytes] | File[Any]) -> Image.Image:
    """Read the header: format by content, never by name, and declared size in pixels."""
    file.seek(0)
    try:
        image = Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise ImageRefused("รูปนี้ละเอียดเกิน 40 ล้านพิกเซล ย่อรูปแล้วเลือกใหม่") from bomb
    except (OSError, ValueError, SyntaxError) as unknown:
        raise ImageRefused("เลือกรูปเป็น JPG PNG หรือ WebP") from unknown
    if image.width * image.height > MAX_PIXELS:
        raise ImageRefused("รูปนี้ละเอียดเกิน 40 ล้านพิกเซล ย่อรูปแล้วเลือกใหม่")
    return image


def _encoded(pixels: Image.Image, width: int) -> EncodedImage:
    height = max(1, round(pixels.height * width / pixels.width))
    resized = pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    # A new picture carries no EXIF, no colour profile, no comment.
    resized.info.clear()
    target = BytesIO()
    resized.save(target, "WEBP", quality=QUALITY, method=4)
    return EncodedImage(width, height, target.getvalue())
