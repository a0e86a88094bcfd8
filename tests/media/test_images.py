"""Photos: refused with a sentence, or made small, upright and nameless."""

from io import BytesIO

import pytest
from PIL import Image

from otopfair.media.images import MAX_BYTES, ImageRefused, check_image, encode_image
from otopfair.media.storing import photo_file


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_kinds_are_taken_whatever_they_are_called(kind):
    file = picture(kind=kind)
    check_image(file)
    assert file.tell() == 0


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_pictures_are_refused(kind):
    assert refusal(picture(kind=kind)) == "เลือกรูปเป็น JPG PNG หรือ WebP"


def test_a_page_that_calls_itself_a_photo_is_refused():
    file = BytesIO(b"<html><script>alert(1)</script></html>")
    file.name = "photo.jpg"
    assert refusal(file) == "เลือกรูปเป็น JPG PNG หรือ WebP"


def test_a_big_file_is_refused_with_its_size():
    file = BytesIO(b"\xff\xd8" + bytes(int(11.4 * 1024 * 1024)))
    file.name = "IMG_2041.jpg"
    assert refusal(file) == "ไฟล์ต้องเล็กกว่า 8 MB รูป IMG_2041.jpg มีขนาด 11.4 MB"


def test_eight_megabytes_exactly_are_taken():
    file = picture(kind="PNG")
    file.seek(0, 2)
    file.write(bytes(MAX_BYTES - file.tell()))
    check_image(file)


def test_an_empty_file_is_refused():
    file = BytesIO()
    file.name = "IMG_2041.jpg"
    assert refusal(file) == "รูป IMG_2041.jpg เป็นไฟล์ว่าง เลือกรูปอื่น"


@pytest.mark.parametrize(("width", "height"), [(6325, 6325), (7000, 6000), (10_000, 9_000)])
def test_a_picture_of_more_than_40_million_pixels_is_refused(width, height):
    file = picture(width, height, "PNG", "1")
    assert refusal(file) == "รูปนี้ละเอียดเกิน 40 ล้านพิกเซล ย่อรูปแล้วเลือกใหม่"


def test_a_photo_comes_out_480_and_1280_wide_as_webp():
    small, large = encode_image(picture(2000, 1000))
    assert [(small.width, small.height), (large.width, large.height)] == [(480, 240), (1280, 640)]
    for encoded in (small, large):
        image = Image.open(BytesIO(encoded.content))
        assert (image.format, image.size) == ("WEBP", (encoded.width, encoded.height))


def test_a_photo_is_never_enlarged():
    assert [encoded.width for encoded in encode_image(picture(300, 200))] == [300]
    assert [encoded.width for encoded in encode_image(picture(900, 600))] == [480, 900]


def test_a_photo_taken_sideways_comes_out_upright_and_without_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right
    exif[0x010F] = "phone of somebody"
    file = picture(1000, 500, exif=exif)
    (small, large) = encode_image(file)
    assert (large.width, large.height) == (500, 1000)
    image = Image.open(BytesIO(small.content))
    assert (dict(image.getexif()), image.info.get("exif")) == ({}, None)


def test_a_transparent_picture_stays_transparent():
    file = BytesIO()
    Image.new("RGBA", (600, 600), (255, 0, 0, 0)).save(file, "PNG")
    (small, _) = encode_image(file)
    assert Image.open(BytesIO(small.content)).convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_cut_off_photo_is_refused_when_it_is_read():
    whole = picture().getvalue()
    with pytest.raises(ImageRefused, match="ไฟล์อาจเสียหาย"):
        encode_image(BytesIO(whole[: len(whole) // 2]))


def test_stored_photos_have_random_names():
    (encoded,) = encode_image(picture(100, 100))
    first, second = photo_file(encoded).name, photo_file(encoded).name
    assert (len(first), first[-5:]) == (37, ".webp")
    assert first != second
