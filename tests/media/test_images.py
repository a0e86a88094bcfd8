"""Photos: refused with a sentence, or made small, upright and nameless."""

import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from PIL import Image

from otopfair.media import encoder
from otopfair.media.images import ImageRefused, check_image, encode_image
from otopfair.media.storing import new_files
from products.models import ProductPhoto

PHOTOS = Path(__file__).parent / "photos"  # as phones and offices really make them
MEGABYTE = 1024 * 1024


def picture(width=2000, height=1000, kind="JPEG", mode="RGB", **save) -> BytesIO:
    file = BytesIO()
    Image.new(mode, (width, height), "red").save(file, kind, **save)
    file.name = "IMG_2041.jpg"
    file.seek(0)
    return file


def refusal(file) -> str:
    with pytest.raises(ImageRefused) as refused:
        check_image(file)
    return refused.value.message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_phones_make_is_taken_whatever_they_are_called(kind):
    file = picture(kind=kind)
    check_image(file)
    assert file.tell() == 0


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_other_pictures_are_refused(kind):
    assert refusal(picture(kind=kind)) == "เลือกรูปเป็น JPG PNG หรือ WebP"


def test_a_page_that_calls_itself_a_photo_is_refused():
    file = BytesIO(b"<html><script>alert(1)</script></html>")
    file.name = "photo.jpg"
    assert refusal(file) == "เลือกรูปเป็น JPG PNG หรือ WebP"


def test_a_big_file_is_refused_with_its_size():
    file = BytesIO(b"\xff\xd8" + bytes(int(31.4 * MEGABYTE)))
    file.name = "IMG_2041.jpg"
    assert refusal(file) == "ไฟล์ต้องเล็กกว่า 30 MB รูป IMG_2041.jpg มีขนาด 31.4 MB"


def test_thirty_megabytes_exactly_are_taken():
    file = picture(kind="PNG")
    file.seek(0, 2)
    file.write(bytes(30 * MEGABYTE - file.tell()))
    check_image(file)


def test_an_empty_file_is_refused():
    file = BytesIO()
    file.name = "IMG_2041.jpg"
    assert refusal(file) == "รูป IMG_2041.jpg เป็นไฟล์ว่าง เลือกรูปอื่น"


@pytest.mark.parametrize(
    ("kind", "megapixels"), [("JPEG", 200), ("PNG", 100), ("GIF", 50), ("WEBP", 40), ("AVIF", 40)]
)
def test_more_pixels_than_the_machine_can_read_are_refused_from_the_header(kind, megapixels):
    """A header that says so is enough; nothing is decoded."""
    file = picture(16, 16, kind)
    content = file.getvalue()
    side = 15_000 if kind != "GIF" else 8_000
    wide = {
        "JPEG": lambda: _jpeg_that_says(content, side),
        "PNG": lambda: _png_that_says(content, side),
        "GIF": lambda: content[:6] + struct.pack("<HH", side, side) + content[10:],
        "WEBP": lambda: content[:26] + struct.pack("<HH", side, side) + content[30:],
        "AVIF": lambda: content.replace(
            b"ispe\0\0\0\0" + struct.pack(">II", 16, 16),
            b"ispe\0\0\0\0" + struct.pack(">II", side, side),
        ),
    }[kind]()
    file = BytesIO(wide)
    file.name = "IMG_2041.jpg"
    said = refusal(file)
    assert said == f"รูปนี้ละเอียดเกิน {megapixels} ล้านพิกเซล ย่อรูปแล้วเลือกใหม่"


def _png_that_says(content: bytes, side: int) -> bytes:
    head = content[12:16] + struct.pack(">II", side, side) + content[24:29]
    return content[:12] + head + struct.pack(">I", crc32(head)) + content[33:]


def _jpeg_that_says(content: bytes, side: int) -> bytes:
    start = content.index(b"\xff\xc0") + 5
    return content[:start] + struct.pack(">HH", side, side) + content[start + 4 :]


def sizes_of(encoded) -> dict[str, tuple[int, int]]:
    return {one.name: (one.width, one.height) for one in encoded}


def test_a_photo_comes_out_as_squares_for_lists_and_whole_for_its_page():
    encoded = encode_image(picture(2000, 1000))
    assert sizes_of(encoded) == {
        "s160": (160, 160),
        "s320": (320, 320),
        "s640": (640, 640),
        "640": (640, 320),
        "1280": (1280, 640),
    }
    for one in encoded:
        image = Image.open(BytesIO(one.content))
        assert (image.format, image.size) == ("WEBP", (one.width, one.height))


@pytest.mark.parametrize("size", [(1, 1), (300, 200), (3, 900)])
def test_a_photo_is_never_enlarged(size):
    sizes = sizes_of(encode_image(picture(*size)))
    assert sizes["1280"] == size
    assert max(sizes["s640"]) == min(size)


def test_a_photo_taken_sideways_comes_out_upright_and_without_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right
    exif[0x010F] = "phone of somebody"
    file = picture(1000, 500, exif=exif)
    small, *_, large = encode_image(file)
    assert (large.width, large.height) == (500, 1000)
    image = Image.open(BytesIO(small.content))
    assert (dict(image.getexif()), image.info.get("exif")) == ({}, None)


def whole(content) -> Image.Image:
    """The largest version of a photo."""
    return Image.open(BytesIO(encode_image(content)[-1].content)).convert("RGB")


def near(colour, other, most=8) -> bool:
    return all(abs(one - two) <= most for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phone_may_be_held_and_mirrored_in_any_way(orientation):
    """Upright, the picture has red on the left above and blue on the right below."""
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 30, 20))
    upright.paste("blue", (30, 20, 60, 40))
    back = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    turn = back.get(orientation, encoder.TURNS.get(orientation))
    stored = upright.transpose(turn) if turn is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = BytesIO()
    stored.save(file, "JPEG", quality=95, subsampling=0, exif=exif)
    seen = whole(file)
    assert seen.size == (60, 40)
    assert near(seen.getpixel((8, 8)), (255, 0, 0), 12)
    assert near(seen.getpixel((52, 32)), (0, 0, 255), 12)


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0" + bytes(range(256)),
        b"Exif\0\0MM\0*\0\0\0\x08" + b"\xff" * 40,
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0abc\0\0\0\0\0",
    ],
    ids=["noise", "endless", "a word for the orientation"],
)
def test_nonsense_beside_the_pixels_does_not_matter(exif):
    assert whole(picture(300, 200, exif=exif)).size == (300, 200)


@pytest.mark.parametrize(
    "clear",
    [
        Image.new("RGBA", (600, 600), (255, 0, 0, 0)),
        Image.new("LA", (600, 600), (0, 0)),
        Image.new("P", (600, 600), 0),
        Image.new("L", (600, 600), 7),
        Image.new("RGB", (600, 600), (1, 2, 3)),
    ],
    ids=lambda image: image.mode,
)
def test_what_was_transparent_is_white(clear):
    file = BytesIO()
    colour = {"P": 0, "L": 7, "RGB": (1, 2, 3)}.get(clear.mode)
    clear.save(file, "PNG", **({} if colour is None else {"transparency": colour}))
    assert near(whole(file).getpixel((5, 5)), (255, 255, 255))


def test_a_moving_picture_gives_its_first_moment():
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        file = BytesIO()
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=90)
        assert near(whole(file).getpixel((9, 9)), (255, 0, 0)), kind


def test_files_as_phones_and_offices_make_them():
    expected = {
        "animated.webp": (600, 400),
        "cmyk.jpg": (1000, 800),
        "display-p3.jpg": (1200, 900),
        "long-screenshot.jpg": (983, 16_383),
        "mpo-orientation6.jpg": (900, 1200),
    }
    assert {path.name for path in PHOTOS.iterdir()} == set(expected)
    for name, size in expected.items():
        with (PHOTOS / name).open("rb") as file:
            check_image(file)
            assert whole(file).size == size, name


FTYP = b"\0\0\0\x20ftyp"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "เป็น PDF"),
        (b"\r\n%PDF-1.4\n", "เป็น PDF"),
        (FTYP + b"heic\0\0\0\0mif1heic", "แชร์หรือบันทึกเป็น JPEG"),
        (FTYP + b"mif1\0\0\0\0mif1heic", "แชร์หรือบันทึกเป็น JPEG"),
        (FTYP + b"hevc\0\0\0\0hevc", "แชร์หรือบันทึกเป็น JPEG"),
        (FTYP + b"qt  \0\0\0\0qt  ", "เป็นวิดีโอ"),
        (FTYP + b"mp42\0\0\0\0isom", "เป็นวิดีโอ"),
        (b"PK\x03\x04", "JPG PNG หรือ WebP"),
        (b"x", "JPG PNG หรือ WebP"),
    ],
)
def test_what_is_called_photo_and_is_none_is_told_apart(content, words):
    file = BytesIO(content)
    file.name = "IMG_2041.jpg"
    assert words in refusal(file)


def test_a_cut_off_photo_is_refused_when_it_is_read():
    whole = picture().getvalue()
    with pytest.raises(ImageRefused, match="ไฟล์อาจเสียหาย"):
        encode_image(BytesIO(whole[: len(whole) // 2]))


def test_a_picture_taller_than_a_webp_may_be_is_made_to_fit():
    assert whole(picture(100, 20_000, "PNG")).size == (82, 16_383)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    colour = {"I;16": 40_000, "CMYK": (0, 255, 255, 0)}.get(mode, "red" if mode == "P" else 1)
    file = BytesIO()
    Image.new(mode, (3000, 1500), colour).save(file, kind)
    assert whole(file).size == (1280, 640)


def test_sixteen_bits_of_grey_are_no_white():
    """Half of the light, as a scanner writes it; it came out white."""
    file = BytesIO()
    Image.new("I;16", (300, 150), 128 * 257).save(file, "PNG")
    assert near(whole(file).getpixel((9, 9)), (128, 128, 128))


# --- Files that are stored ----------------------------------------------------------------------


class FullDisk(FileSystemStorage):
    """Writes half of a file, then says what a full disk says."""

    def _save(self, name, content):
        super()._save(name, ContentFile(content.read()[:5]))
        raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    storage = FullDisk(location=tmp_path)
    monkeypatch.setattr(ProductPhoto._meta.get_field("upload"), "storage", storage)
    with pytest.raises(OSError, match="No space left"), new_files() as files:
        files.save(ProductPhoto().upload, ContentFile(b"whole picture"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_files_of_an_act_that_fails_later_do_not_stay(tmp_path, monkeypatch):
    storage = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(ProductPhoto._meta.get_field("upload"), "storage", storage)
    with suppress(ZeroDivisionError), new_files() as files:
        files.save(ProductPhoto().upload, ContentFile(b"whole picture"))
        files.save(ProductPhoto().upload, ContentFile(bytes(1 // 0)))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
