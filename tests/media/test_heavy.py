"""Heavy files, and files made to eat the machine: taken, or refused, within their limits."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from io import BytesIO

import pytest
from PIL import Image

from otopfair.media import encoder, images
from otopfair.media.images import ImageNotMade, ImageRefused, check_image, encode_image, limits

pytestmark = pytest.mark.long


def picture(size, mode="RGB", kind="JPEG", **save) -> bytes:
    """A slope from dark to light: as many pixels as wanted in a small file."""
    file = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(file, kind, **save)
    return file.getvalue()


def memory_of_encoder(content: bytes) -> tuple[dict, int]:
    """(answer, most megabytes) of the encoder at work on `content`, within its real limits.

    It says so itself: the system's figure for a child starts with the memory of its parent.
    """
    folder = os.path.dirname(encoder.__file__)
    most = "[line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1]"
    start = f"import sys; sys.path.insert(0, {folder!r}); import encoder; encoder.main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{start}; sys.stderr.write({most})", json.dumps(asdict(limits()))],
        input=content,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout.partition(b"\n")[0]), int(done.stderr) // 1024


@pytest.mark.parametrize(
    ("content", "most_megabytes"),
    [
        (lambda: picture((16_320, 12_240)), 300),
        (lambda: picture((12_000, 9_000), progressive=True), 500),
        (lambda: picture((1440, 32_000), "RGBA", "PNG"), 600),
        (lambda: picture((10_000, 9_900), "RGBA", "PNG", compress_level=1), 800),
        (lambda: picture((5000, 4800), "RGB", "WEBP", method=0), 800),
        (lambda: picture((5000, 4800), "RGB", "AVIF", speed=10), 800),
    ],
    ids=["200 MP", "108 MP progressive", "long PNG", "99 MP PNG", "24 MP WebP", "AVIF"],
)
def test_any_size_that_a_phone_makes_is_taken(content, most_megabytes):
    content = content()
    check_image(BytesIO(content))
    answer, megabytes = memory_of_encoder(content)
    assert [name for name, *_ in answer["images"]] == list(encoder.NAMES)
    assert megabytes < most_megabytes


def test_more_than_200_million_pixels_are_refused_in_words():
    with pytest.raises(ImageRefused) as refused:
        check_image(BytesIO(picture((16_400, 12_300), "L")))
    assert refused.value.message == "รูปนี้ละเอียดเกิน 200 ล้านพิกเซล ย่อรูปแล้วเลือกใหม่"


def test_the_limits_are_settings(settings):
    settings.PHOTO_LIMITS = {**settings.PHOTO_LIMITS, "megapixels": 1, "megabytes": 1}
    with pytest.raises(ImageRefused, match="ละเอียดเกิน 1 ล้านพิกเซล"):
        check_image(BytesIO(picture((1001, 1000))))
    with pytest.raises(ImageRefused, match="ไฟล์ต้องเล็กกว่า 1 MB"):
        check_image(BytesIO(bytes(1024 * 1024 + 1)))


def test_a_picture_that_needs_too_much_memory_is_refused(settings):
    settings.PHOTO_LIMITS = {**settings.PHOTO_LIMITS, "memory_megabytes": 150}
    with pytest.raises(ImageRefused, match="ใหญ่เกินกว่าที่ระบบเปิดได้"):
        encode_image(BytesIO(picture((7900, 5050), "RGBA", "PNG")))


def encoder_that(monkeypatch, tmp_path, does: str) -> BytesIO:
    """A photo for an encoder that does something else."""
    script = tmp_path / "encoder.py"
    folder = os.path.dirname(encoder.__file__)
    start = f"import sys; sys.path.insert(0, {folder!r}); import encoder"
    does = f"encoder.encode = lambda file, limits: {does}"
    script.write_text("\n".join([start, does, "encoder.main()"]))
    monkeypatch.setattr(images.encoder, "__file__", str(script))
    return BytesIO(picture((300, 200)))


def test_a_picture_that_needs_too_much_time_is_refused(monkeypatch, tmp_path, settings):
    settings.PHOTO_LIMITS = {**settings.PHOTO_LIMITS, "cpu_seconds": 1}
    photo = encoder_that(monkeypatch, tmp_path, "exec('while True: pass')")
    with pytest.raises(ImageRefused, match="ใหญ่เกินกว่าที่ระบบเปิดได้"):
        encode_image(photo)


def test_an_encoder_that_hangs_is_no_fault_of_the_picture(monkeypatch, tmp_path, settings):
    monkeypatch.setattr(images, "OTHERS_SECONDS", 0)
    settings.PHOTO_LIMITS = {**settings.PHOTO_LIMITS, "cpu_seconds": 1}
    photo = encoder_that(monkeypatch, tmp_path, "__import__('time').sleep(60)")
    with pytest.raises(ImageNotMade, match="timed out"):
        encode_image(photo)


def test_an_encoder_that_dies_is_no_fault_of_the_picture(monkeypatch, tmp_path):
    photo = encoder_that(monkeypatch, tmp_path, "__import__('os')._exit(9)")
    with pytest.raises(ImageNotMade, match="encoder ended with"):
        encode_image(photo)
