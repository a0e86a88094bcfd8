"""Colours come out as they were meant: a profile is followed, then dropped."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from otopfair.media.images import encode_image

# Worked out by hand from the primaries below.
ADOBE_RED, P3_GREEN = (147, 57, 57), (0, 136, 32)
D50 = (0.9642, 1.0, 0.8249)
WIDE = {  # as cameras and phones write them: gamma, and red, green and blue as D50 sees them
    "adobe": (2.19921875, (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087),
              (0.14919, 0.06322, 0.74457)),
    "display p3": (2.4, (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189),
                   (0.15710, 0.06657, 0.78407)),
}  # fmt: skip


def profile(gamma: float, *primaries, space: bytes = b"RGB ", kind: bytes = b"mntr") -> bytes:
    """A colour profile (ICC 2.1) with one curve and, for colour, three primaries."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    if not primaries:
        parts = {b"wtpt": _xyz(D50), b"kTRC": curve}
    else:
        parts = {b"wtpt": _xyz(D50)}
        for letter, place in zip(b"rgb", primaries, strict=True):
            parts[bytes([letter]) + b"XYZ"] = _xyz(place)
            parts[bytes([letter]) + b"TRC"] = curve
    table, body, start = b"", b"", 128 + 4 + 12 * len(parts)
    for name, part in parts.items():
        table += name + struct.pack(">II", start + len(body), len(part))
        body += part
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"lcms", 0x02100000, kind, space, b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + _xyz(D50)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(parts)) + table + body


def _xyz(place) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in place))


def seen(image: Image.Image, kind="PNG", **save) -> tuple[int, int, int]:
    file = BytesIO()
    image.save(file, kind, **save)
    photo = Image.open(BytesIO(encode_image(file)[-1].content))
    assert "icc_profile" not in photo.info
    return photo.convert("RGB").getpixel((9, 9))


def near(colour, other, most=6) -> bool:
    return all(abs(one - two) <= most for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize(
    ("space", "stored", "meant"),
    [("adobe", (128, 60, 60), ADOBE_RED), ("display p3", (60, 140, 60), P3_GREEN)],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_wide_colours_are_converted(kind, space, stored, meant):
    image = Image.new("RGB", (64, 64), stored)
    assert not near(stored, meant)
    assert near(seen(image, kind, icc_profile=profile(*WIDE[space])), meant)


def test_a_photo_of_a_phone_in_display_p3():
    """The stripe of lac red, measured where the phone shows it."""
    path = Path(__file__).parent / "photos" / "display-p3.jpg"
    with path.open("rb") as file:
        photo = Image.open(BytesIO(encode_image(file)[-1].content)).convert("RGB")
    with Image.open(path) as original:
        meant = ImageCms.profileToProfile(
            original,
            ImageCms.ImageCmsProfile(BytesIO(original.info["icc_profile"])),
            ImageCms.createProfile("sRGB"),
        )
        assert not near(original.getpixel((5, 5)), meant.getpixel((5, 5)))
    assert near(photo.getpixel((5, 5)), meant.getpixel((5, 5)))


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_grey_has_profiles_too(mode):
    """Light stored in a straight line: 55 of 255 is what a screen shows as 128."""
    grey = Image.new("L", (64, 64), 55).convert(mode)
    straight = profile(1.0, space=b"GRAY")
    assert near(seen(grey, icc_profile=straight), (128, 128, 128))


def test_grey_of_sixteen_bits_has_profiles_too():
    grey = Image.new("I;16", (64, 64), 55 * 257)
    assert near(seen(grey, icc_profile=profile(1.0, space=b"GRAY")), (128, 128, 128))


def test_a_transparent_colour_is_converted_before_it_lies_on_white():
    half = Image.new("RGBA", (64, 64), (128, 60, 60, 128))
    over = seen(half, icc_profile=profile(*WIDE["adobe"]))
    assert near(over, tuple(round((one + 255) / 2) for one in ADOBE_RED))


@pytest.mark.parametrize(
    "unfit",
    [
        b"no profile at all",
        profile(1.0, space=b"GRAY"),
        profile(*WIDE["adobe"])[:200],
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    ],
    ids=["noise", "grey for colour", "cut off", "another space"],
)
def test_a_profile_that_does_not_fit_is_left_out(unfit):
    assert near(seen(Image.new("RGB", (64, 64), (200, 30, 30)), icc_profile=unfit), (200, 30, 30))


def test_print_colours_without_a_profile_are_turned_into_screen_colours():
    red = seen(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG", quality=95)
    assert near(red, (255, 0, 0), 12)
