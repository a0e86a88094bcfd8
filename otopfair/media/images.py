"""Photos from outside: checked by content, turned upright, made small, stripped of metadata."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from io import BytesIO
from typing import IO

from django.conf import settings
from django.core.files import File

from otopfair.errors import RuleBroken
from otopfair.media import encoder
from otopfair.media.encoder import TOO_HEAVY, EncodedImage, ImageRefused, Limits, open_image

__all__ = [
    "EncodedImage",
    "ImageNotMade",
    "ImageRefused",
    "check_image",
    "encode_image",
    "every_size_made",
    "largest_made",
    "limits",
]


LARGEST = f"{encoder.WHOLES[-1]}"
OTHERS_SECONDS = 60  # by the clock, while other work has the processor


class ImageNotMade(Exception):
    """The photo could not be made this time; another try may succeed."""


def limits() -> Limits:
    return Limits(**settings.PHOTO_LIMITS)


def check_image(file: IO[bytes] | File) -> None:
    """Raise ImageRefused unless `file` (an uploaded file) is a photo that we take.

    Reads the header only; the pixels are read by encode_image(), in the worker.
    """
    name = getattr(file, "name", "") or "นี้"
    size, most = _size_of(file), limits().megabytes
    if size > most * 1024 * 1024:
        megabytes = size / 1024 / 1024
        raise ImageRefused(f"ไฟล์ต้องเล็กกว่า {most} MB รูป {name} มีขนาด {megabytes:.1f} MB")
    if size == 0:
        raise ImageRefused(f"รูป {name} เป็นไฟล์ว่าง เลือกรูปอื่น")
    open_image(file, limits())
    file.seek(0)


def encode_image(file: IO[bytes] | File) -> list[EncodedImage]:
    """Return the photo as WebP in every size, made by a process with limits (encoder.py).

    Raises ImageRefused when the file is no photo, ImageNotMade when another try may succeed.
    """
    file.seek(0)
    most = limits()
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", encoder.__file__, json.dumps(asdict(most))],
            input=file.read(),
            capture_output=True,
            timeout=most.cpu_seconds + OTHERS_SECONDS,
            check=False,
            env={},  # a file from outside meets no secret of ours
        )
    except (subprocess.TimeoutExpired, OSError) as trouble:
        raise ImageNotMade(str(trouble)) from trouble
    if done.returncode == -signal.SIGXCPU:
        raise ImageRefused(TOO_HEAVY)
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ImageNotMade(f"encoder ended with {done.returncode}: {last}")
    return _read_answer(BytesIO(done.stdout))


def every_size_made(file: IO[bytes] | File, *, not_made: str, field="photo") -> list[EncodedImage]:
    """The photo in every size, for what is made at once and not in the worker; the largest last.

    Raises RuleBroken at the box `field`; `not_made` is said when another try may succeed.
    """
    try:
        check_image(file)
        return encode_image(file)
    except ImageRefused as refused:
        raise RuleBroken(refused.message, field=field) from refused
    except ImageNotMade as trouble:
        raise RuleBroken(not_made, field=field) from trouble


def largest_made(file: IO[bytes] | File, *, not_made: str) -> EncodedImage:
    """The whole picture in its largest size, for what is kept as one file; see every_size_made.

    Raises RuleBroken at the box "file".
    """
    images = every_size_made(file, not_made=not_made, field="file")
    return next(image for image in images if image.name == LARGEST)


def _read_answer(answer: IO[bytes]) -> list[EncodedImage]:
    head = json.loads(answer.readline())
    if "refused" in head:
        raise ImageRefused(head["refused"])
    return [EncodedImage(*sizes, answer.read(length)) for *sizes, length in head["images"]]


def _size_of(file: IO[bytes] | File) -> int:
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size
