"""Photos of a product: several at a time, none lost by an error, in order, taken away and back."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.media.keeping import MOST_KEPT, forget_old_files, keep_file
from otopfair.media.models import KeptFile
from products import tasks
from products.models import PhotoState, ProductPhoto
from products.operations.photos import (
    MOST_PHOTOS,
    add_photo,
    forget_removed_photos,
    move_photo,
    remove_photo,
    restore_photo,
)
from products.tasks import prepare_photo
from tests.factories import make_product, make_user, make_vendor
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def owner(client):
    owner = make_user("นางบุญเรือง แสนสุข")
    client.force_login(owner)
    return owner


@pytest.fixture
def product(owner):
    return make_product(make_vendor(user=owner))


@pytest.fixture
def url(product):
    return reverse("my-product-photos", args=[product.pk])


def picture(name="ผ้าไหม.jpg", colour="navy"):
    buffer = BytesIO()
    Image.new("RGB", (320, 240), colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def ready(product, number=1):
    photo = product.photos.create(sequence=number, state="ready", width=4, height=4)
    for size in ("s160", "1280"):
        default_storage.save(f"photos/{photo.name}-{size}.webp", picture())
    return photo


def sent(form_key=None, **more) -> dict:
    return {"form_key": str(form_key or uuid4()), **more}


# --- Several at a time --------------------------------------------------------------------------


def test_several_photos_come_at_once_and_twice_is_once(client, product, url):
    key = uuid4()
    for _ in range(2):
        photos = [picture(f"{number}.jpg", colour) for number, colour in enumerate(["red", "blue"])]
        answer = client.post(url, sent(key, photo=photos, licence="on"))
        assert answer["Location"] == url
    assert product.photos.count() == 2


def test_those_without_a_place_are_named_and_the_others_saved(client, product, url):
    for number in range(MOST_PHOTOS - 1):
        ready(product, number + 1)
    photos = [picture("a.jpg"), picture("b.jpg"), picture("c.jpg")]
    answer = client.post(url, sent(photo=photos, licence="on"))
    assert answer.status_code == 422
    full = f"มีรูปครบ {MOST_PHOTOS} รูปแล้ว เอารูปเก่าออกก่อน"
    assert answer.context["form"].errors["photo"] == [f"b.jpg: {full}", f"c.jpg: {full}"]
    assert "ส่งรูปแล้ว 1 รูป" in answer.content.decode()
    assert product.photos.count() == MOST_PHOTOS


def test_a_file_that_is_no_photo_does_not_take_the_others_along(client, product, url):
    bad = SimpleUploadedFile("สลิป.jpg", b"%PDF-1.7")
    answer = client.post(url, sent(photo=[picture("a.jpg"), bad, picture("b.jpg")], licence="on"))
    (said,) = answer.context["form"].errors["photo"]
    assert said.startswith("สลิป.jpg: ไฟล์นี้เป็น PDF")
    assert product.photos.count() == 2


def test_a_script_sends_one_and_is_answered_shortly(client, product, url):
    key = uuid4()
    for _ in range(2):
        one = sent(key, photo=picture(), licence="on")
        assert client.post(url, one, headers=JSON).status_code == 201
    assert product.photos.count() == 1
    bad = client.post(
        url, sent(photo=SimpleUploadedFile("ว่าง.jpg", b""), licence="on"), headers=JSON
    )
    assert (bad.status_code, bad.json()) == (422, {"problem": "รูป ว่าง.jpg เป็นไฟล์ว่าง เลือกรูปอื่น"})
    bare = client.post(url, sent(photo=picture()), headers=JSON)
    assert (bare.status_code, KeptFile.objects.count()) == (422, 0)


# --- An error loses no file ---------------------------------------------------------------------


def test_a_forgotten_tick_keeps_the_photos_and_asks_for_the_tick_only(
    client, owner, product, url, django_capture_on_commit_callbacks
):
    answer = client.post(url, sent(photo=[picture("a.jpg"), picture("b.jpg")]))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"licence": ["ยืนยันว่ามีสิทธิ์ใช้รูปนี้ก่อนส่ง"]}
    page = answer.content.decode()
    assert "รูปที่ส่งมาแล้ว ยังไม่บันทึก" in page
    assert "a.jpg" in page
    names = list(KeptFile.objects.values_list("file", flat=True))
    # Also after the browser was closed, on another phone.
    filled = filled_form(client.get(url), holds="form_key")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {**filled, "licence": "on"})["Location"] == url
    assert product.photos.count() == 2
    assert KeptFile.objects.count() == 0
    assert not any(default_storage.exists(name) for name in names)


def test_what_waits_and_what_comes_now_are_taken_together(client, product, url):
    client.post(url, sent(photo=picture("a.jpg")))
    client.post(url, sent(photo=picture("b.jpg"), licence="on"))
    assert product.photos.count() == 2


def test_a_forgotten_tick_twice_keeps_each_photo_once(client, product, url):
    for _ in range(2):
        client.post(url, sent("7e57ab1e-0000-4000-8000-000000000000", photo=picture("a.jpg")))
    assert KeptFile.objects.count() == 1


def test_a_kept_photo_can_be_dropped(client, product, url):
    client.post(url, sent(photo=[picture("a.jpg"), picture("b.jpg")]))
    first = KeptFile.objects.first()
    assert client.post(url, {"kept": str(first.key)})["Location"] == url
    assert [kept.name for kept in KeptFile.objects.all()] == ["b.jpg"]


def test_what_is_no_photo_is_not_kept(client, product, url):
    bad = SimpleUploadedFile("สลิป.jpg", b"%PDF-1.7")
    answer = client.post(url, sent(photo=[picture("a.jpg"), bad]))
    assert sorted(answer.context["form"].errors) == ["licence", "photo"]
    assert [kept.name for kept in KeptFile.objects.all()] == ["a.jpg"]


def test_kept_files_are_their_owners_and_their_forms(client, owner, product, url):
    stranger = make_user()
    keep_file(stranger, f"product-photos-{product.pk}", picture("x.jpg"), key=uuid4())
    keep_file(owner, "product-photos-0", picture("y.jpg"), key=uuid4())
    answer = client.post(url, sent(licence="on"))
    assert answer.context["form"].errors == {"photo": ["เลือกรูปอย่างน้อย 1 รูป"]}
    assert product.photos.count() == 0
    theirs = KeptFile.objects.get(owner=stranger)
    client.post(url, {"kept": str(theirs.key)})
    assert KeptFile.objects.count() == 2


def test_one_person_cannot_fill_the_disk(owner):
    for _ in range(MOST_KEPT):
        assert keep_file(owner, "form", picture(), key=uuid4())
    assert keep_file(owner, "form", picture(), key=uuid4()) is None


def test_kept_files_go_after_a_day_also_when_their_owner_went(owner):
    kept = keep_file(owner, "form", picture(), key=uuid4())
    KeptFile.objects.update(owner=None)
    assert forget_old_files() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert forget_old_files() == 1
    assert not default_storage.exists(kept.file.name)


# --- In order, described, taken away and back ---------------------------------------------------


def test_photos_are_put_in_order_and_a_second_press_moves_no_further(client, owner, product, url):
    a, b, c = (ready(product, number) for number in (1, 2, 3))
    for _ in range(2):
        answer = client.post(url, {"photo_id": c.pk, "act": "move:2"})
        assert answer["Location"] == f"{url}#photo-{c.pk}"
    assert list(product.photos.kept()) == [a, c, b]
    client.post(url, {"photo_id": c.pk, "act": "move:1"})
    assert list(product.photos.kept()) == [c, a, b]
    move_photo(b, 99, by=owner)
    assert list(product.photos.kept()) == [c, a, b]
    said = HistoryEntry.objects.of(product).filter(verb="order_photos")
    assert sorted(entry.summary for entry in said) == ["เรียงรูป", "เลือกรูปหน้าปก"]


def test_a_photo_is_described(client, product, url):
    photo = ready(product)
    filled = filled_form(client.get(url), holds="caption")
    filled |= {"caption": "ผ้าสีครามพับบนโต๊ะ", "act": "caption"}
    client.post(url, filled)
    photo.refresh_from_db()
    assert photo.caption == "ผ้าสีครามพับบนโต๊ะ"
    assert 'alt="ผ้าสีครามพับบนโต๊ะ"' in client.get(url).content.decode()


def test_a_description_that_somebody_changed_is_not_overwritten(client, product, url):
    photo = ready(product)
    filled = filled_form(client.get(url), holds="caption")
    ProductPhoto.objects.update(caption="ของเจ้าหน้าที่")
    answer = client.post(url, {**filled, "caption": "ของร้าน", "act": "caption"})
    assert answer.status_code == 422
    assert "มีผู้แก้ไขข้อมูลนี้" in answer.content.decode()
    photo.refresh_from_db()
    assert photo.caption == "ของเจ้าหน้าที่"


def test_a_photo_taken_away_can_be_put_back(client, product, url):
    a, b = ready(product, 1), ready(product, 2)
    answer = client.post(url, {"photo_id": a.pk, "act": "remove"})
    assert answer["Location"] == f"{url}?removed={a.pk}"
    assert list(product.photos.kept()) == [b]
    assert "เลิกทำ" in client.get(answer["Location"]).content.decode()
    client.post(url, {"photo_id": a.pk, "act": "restore"})
    assert list(product.photos.kept()) == [a, b]
    assert product.photos.get(pk=a.pk).is_ready


def test_a_photo_whose_place_is_taken_does_not_come_back(owner, product):
    first = remove_photo(ready(product), by=owner)
    for number in range(MOST_PHOTOS):
        ready(product, number + 2)
    with pytest.raises(RuleBroken, match="มีรูปครบ"):
        restore_photo(first, by=owner)


def test_a_photo_taken_away_while_it_waited_is_made_when_it_is_back(owner, product, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    photo = add_photo(product, picture(), by=owner)
    remove_photo(photo, by=owner)
    prepare_photo.func(photo.pk)
    restore_photo(photo, by=owner)
    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.removed_at) == (PhotoState.READY, None)


def test_what_was_taken_away_goes_with_its_files_after_a_day(owner, product):
    photo, stays = ready(product, 1), ready(product, 2)
    remove_photo(photo, by=owner)
    assert forget_removed_photos() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert forget_removed_photos() == 1
    assert list(product.photos.all()) == [stays]
    assert not default_storage.exists(f"photos/{photo.name}-s160.webp")
    assert default_storage.exists(f"photos/{stays.name}-s160.webp")


def test_who_sees_the_photos_is_said(client, product, url):
    assert "ตอนนี้:" in client.get(url).content.decode()


# --- The worker dies in the middle --------------------------------------------------------------


class Killed(BaseException):
    """As kill -9: nothing of ours runs after it."""


@pytest.fixture
def waiting(owner, product, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return add_photo(product, picture(), by=owner)


def files() -> set[str]:
    found = set()
    for folder in ("photos", "uploads"):
        if default_storage.exists(folder):
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    return found


@pytest.mark.parametrize("dies_at", ["encode_image", "store_photo", "save", "delete"])
def test_a_worker_killed_in_the_middle_leaves_nothing_and_is_done_once(
    waiting, monkeypatch, dies_at
):
    before = files()

    def die(*args, **kwargs):
        raise Killed

    def store_half(name, images):
        store_photo(name, images[:2])
        raise Killed

    store_photo = tasks.store_photo
    with monkeypatch.context() as patch:
        if dies_at == "encode_image":
            patch.setattr(tasks, "encode_image", die)
        elif dies_at == "store_photo":
            patch.setattr(tasks, "store_photo", store_half)
        elif dies_at == "save":
            patch.setattr(ProductPhoto, "save", die)
        else:
            patch.setattr(waiting.upload.storage._wrapped, "delete", die)
        with pytest.raises(Killed):
            prepare_photo.func(waiting.pk)
    prepare_photo.func(waiting.pk)
    prepare_photo.func(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.upload.name) == (PhotoState.READY, "")
    assert files() - before == {
        f"photos/{waiting.name}-{size}.webp" for size in ("s160", "s320", "s640", "640", "1280")
    }
    assert not {name for name in files() if name.startswith("uploads/")} - before


def test_a_photo_that_cannot_be_made_leaves_no_half(waiting, monkeypatch):
    monkeypatch.setattr(tasks, "WAITS", ())

    def full_disk(name, images):
        default_storage.save(f"photos/{name}-s160.webp", picture())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tasks, "store_photo", full_disk)
    prepare_photo.func(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == PhotoState.UNMADE
    assert not default_storage.exists(f"photos/{waiting.name}-s160.webp")
