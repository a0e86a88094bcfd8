"""A vendor keeps its products and photos; the catalogue follows."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.media.images import ImageNotMade, encode_image
from products import tasks
from products.forms.portal import ProductForm
from products.models import PhotoState, Product, ProductGroup, ProductPhoto, StarRound
from products.models.catalogue import UNIT_MISSING
from products.operations import catalogue, photos
from products.tasks import prepare_photo
from tests.factories import make_product, make_user, make_vendor
from tests.filled_forms import filled_form
from vendors.models import ShowState
from vendors.operations.registration import save_vendor
from vendors.operations.showing import review_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def answers(**more):
    return {
        "form_key": str(uuid4()),
        "name_th": "ผ้าไหมมัดหมี่",
        "category": "3",
        "price_baht": "๑,๕๐๐ บาท",
        "price_unit": "ผืน",
        "is_published": "on",
        **more,
    }


def picture(name="ผ้าไหม.jpg", size=(1600, 1200), kind="JPEG"):
    buffer = BytesIO()
    Image.new("RGB", size, "navy").save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def test_a_product_is_added_and_the_photo_page_follows(client, owner, vendor):
    client.force_login(owner)
    response = client.post(reverse("my-product-add"), answers())
    product = Product.objects.get()
    assert response["Location"] == f"{reverse('my-product-photos', args=[product.pk])}?new=1"
    assert (product.vendor, product.price_baht, product.province) == (
        vendor,
        1500,
        vendor.province,
    )
    assert product.is_public


def test_sending_the_same_form_again_adds_no_second_product(client, owner, vendor):
    client.force_login(owner)
    same = answers()
    locations = {client.post(reverse("my-product-add"), same)["Location"] for _ in range(2)}
    assert len(locations) == 1
    assert Product.objects.count() == 1


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(client, owner, vendor):
    client.force_login(owner)
    response = client.post(
        reverse("my-product-add"),
        {"form_key": str(uuid4()), "price_baht": "สองพัน", "story": "ทอมือ"},
    )
    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["category", "name_th", "price_baht"]
    page = response.content.decode()
    assert "สองพัน" in page
    assert "ทอมือ" in page


def test_adding_from_an_application_goes_over_the_photos_back_there(client, owner, vendor):
    client.force_login(owner)
    response = client.post(reverse("my-product-add"), answers(next="/my/apply/x/products/"))
    product = Product.objects.get()
    photos = client.get(response["Location"])
    assert photos.context["product"] == product
    assert photos.context["onward"] == "/my/apply/x/products/"


def test_a_product_is_edited(client, owner, vendor):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    filled = filled_form(client.get(url), holds="name_th")
    assert client.post(url, {**filled, "name_th": "ผ้าขาวม้า"})["Location"] == reverse("my-products")
    product.refresh_from_db()
    assert product.name_th == "ผ้าขาวม้า"


OTHER_TEXTS = {
    "category": (5, "สมุนไพรที่ไม่ใช่อาหาร"),
    "group": ("กลุ่มย่อย", "กลุ่มย่อย"),
    "name_th": ("ผ้าขาวม้า", "ผ้าขาวม้า"),
    "name_en": ("Loincloth", "Loincloth"),
    "price_baht": (Decimal(99), "99"),
    "price_unit": ("โหล", "โหล"),
    "story": ("ของเจ้าหน้าที่", "ของเจ้าหน้าที่"),
    "material": ("ฝ้าย", "ฝ้าย"),
    "care": ("ซักมือ", "ซักมือ"),
    "distinction": ("ลายนาค", "ลายนาค"),
    "process": ("มัดแล้วย้อม", "มัดแล้วย้อม"),
    "usage": ("ตัดชุด", "ตัดชุด"),
    "made_per_month": (Decimal(0), "0"),
    "made_unit": ("ผืน", "ผืน"),
    "wholesale_baht": (Decimal(88), "88"),
    "sold_at_home": (True, "ใช่"),
    "sold_at_fairs": (True, "ใช่"),
    "sold_in_shops": (True, "ใช่"),
    "sold_online": (True, "ใช่"),
    "sold_abroad": (True, "ใช่"),
    "sold_where": ("ตลาดต้นตาล", "ตลาดต้นตาล"),
    "is_published": (False, "ไม่ใช่"),
}


def test_every_field_of_the_form_is_compared():
    own = {"form_key", "seen"}
    assert [name for name in ProductForm().fields if name not in {*own, *OTHER_TEXTS}] == []


@pytest.mark.parametrize("name", OTHER_TEXTS)
def test_nothing_of_another_editor_is_put_back_unseen(client, owner, vendor, name):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    mine = filled_form(client.get(url), holds="name_th")
    value, shown = OTHER_TEXTS[name]
    if name == "group":
        value = ProductGroup.objects.create(category=3, name_th=value)
    officer = make_user("นางสาวมาลี ใจดี")
    if name == "made_per_month":
        Product.objects.update(made_unit="ผืน")
        mine = filled_form(client.get(url), holds="name_th")
    catalogue.save_product(product, by=officer, **{name: value})

    refused = client.post(url, mine)

    assert refused.status_code == 422
    form = refused.context["form"]
    label = str(Product._meta.get_field(name).verbose_name)
    assert [(row.label, row.theirs) for row in form.differences] == [(label, shown)]
    page = refused.content.decode()
    assert "นางสาวมาลี ใจดี แก้สินค้า" in page
    assert "ในระบบตอนนี้" in page
    product.refresh_from_db()
    assert getattr(product, name) == value

    again = filled_form(refused, holds="name_th")
    assert again | {"seen": [""]} == mine | {"seen": [""]}
    assert client.post(url, again).status_code == 302
    product.refresh_from_db()
    assert getattr(product, name) != value


def test_the_same_save_sent_twice_is_no_conflict_with_oneself(client, owner, vendor):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    mine = filled_form(client.get(url), holds="name_th") | {"story": "บรรทัดหนึ่ง\r\nบรรทัดสอง"}
    answers = [client.post(url, mine).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert HistoryEntry.objects.of(product).filter(verb="change").count() == 1


MADE = {
    "distinction": "ลายนาคของหมู่บ้าน",
    "process": "มัดลาย ย้อม ทอ",
    "usage": "ตัดชุด",
    "made_per_month": "๑,๒๐๐.๕",
    "made_unit": "ผืน",
    "wholesale_baht": "1,200 บาท",
    "sold_at_fairs": "on",
    "sold_online": "on",
    "sold_where": "ตลาดต้นตาล",
}


def test_how_a_product_is_made_and_sold_is_kept_and_visitors_read_their_part(client, owner, vendor):
    client.force_login(owner)
    assert client.post(reverse("my-product-add"), answers(**MADE)).status_code == 302
    product = Product.objects.get()
    assert (product.made_per_month, product.wholesale_baht) == (Decimal("1200.5"), 1200)
    assert product.channels == ["ขายในงานหรือตลาดนัด", "ขายออนไลน์", "ตลาดต้นตาล"]

    client.logout()
    page = client.get(reverse("product", args=[product.pk]), follow=True).content.decode()
    for text in ("ลายนาคของหมู่บ้าน", "มัดลาย ย้อม ทอ", "ตัดชุด", "ขายออนไลน์", "ตลาดต้นตาล"):
        assert text in page
    assert "1,200" not in page


def test_an_amount_made_without_its_unit_is_refused(client, owner, vendor):
    client.force_login(owner)
    typed = answers(made_per_month="80")
    refused = client.post(reverse("my-product-add"), typed)
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"made_unit": [UNIT_MISSING]}
    for columns in (
        {"made_per_month": 80},
        {"made_per_month": -1, "made_unit": "ผืน"},
        {"wholesale_baht": -1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_product(vendor, **columns)


def test_withdrawing_can_be_undone(client, owner, vendor):
    product = make_product(vendor)
    client.force_login(owner)
    gone = client.post(reverse("my-product-withdraw", args=[product.pk]))
    product.refresh_from_db()
    assert (product.is_withdrawn, product.is_public) == (True, False)
    page = client.get(gone["Location"])
    assert page.context["undo"] == product
    client.post(reverse("my-product-restore", args=[product.pk]))
    product.refresh_from_db()
    assert (product.is_withdrawn, product.is_public) == (False, True)


@pytest.mark.parametrize("name", ["my-product-edit", "my-product-photos"])
def test_another_vendors_product_is_not_there(client, owner, vendor, name):
    foreign = make_product(make_vendor("ร้านอื่น"))
    client.force_login(owner)
    assert client.get(reverse(name, args=[foreign.pk])).status_code == 404
    assert client.post(reverse("my-product-withdraw", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("name", ["my-products", "my-product-add"])
def test_a_stranger_is_sent_to_sign_in(client, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))


def test_the_empty_list_offers_the_first_product(client, owner, vendor):
    client.force_login(owner)
    assert "เพิ่มสินค้าแรก" in client.get(reverse("my-products")).content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(
    client, owner, vendor, django_assert_num_queries
):
    make_product(vendor)
    client.force_login(owner)
    with django_assert_num_queries(7):
        client.get(reverse("my-products"))
    for number in range(5):
        make_product(vendor, f"ผ้า {number}", is_withdrawn=number == 0)
    with django_assert_num_queries(7):
        client.get(reverse("my-products"))


def test_a_photo_is_taken_and_made_ready(client, owner, vendor, django_capture_on_commit_callbacks):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-photos", args=[product.pk])
    with django_capture_on_commit_callbacks():
        assert client.post(url, {"photo": picture(), "licence": "on"})["Location"] == url
    waiting = client.get(url)
    assert waiting.context["preparing"]
    assert "กำลังเตรียมรูป" in waiting.content.decode()

    prepare_photo.func(product.photos.get().pk)
    photo = product.photos.get()
    assert (photo.state, photo.width, photo.height) == (PhotoState.READY, 1280, 960)
    assert default_storage.exists(f"photos/{photo.name}-s320.webp")
    assert not photo.upload
    assert not client.get(url).context["preparing"]


def test_preparing_a_photo_twice_changes_nothing(vendor, django_capture_on_commit_callbacks):
    product = make_product(vendor)
    with django_capture_on_commit_callbacks(execute=True):
        photo = photos.add_photo(product, picture(), by=make_user())
    photo.refresh_from_db()
    first = default_storage.get_created_time(f"photos/{photo.name}-1280.webp")

    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert default_storage.get_created_time(f"photos/{photo.name}-1280.webp") == first


def test_a_photo_taken_away_while_it_is_prepared_does_not_come_back(vendor, monkeypatch):
    product = make_product(vendor)
    photo = photos.add_photo(product, picture(), by=make_user())

    def encode_and_lose(original):
        sizes = encode_image(original)
        photos.remove_photo(photo, by=make_user())
        return sizes

    monkeypatch.setattr(tasks, "encode_image", encode_and_lose)
    prepare_photo.func(photo.pk)
    assert [one.state for one in product.photos.all()] == [PhotoState.REMOVED]
    assert not default_storage.exists(f"photos/{photo.name}-s320.webp")


def test_a_broken_photo_says_so(vendor):
    photo = photos.add_photo(make_product(vendor), picture(), by=make_user())
    photo.upload.storage.delete(photo.upload.name)
    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == (PhotoState.FAILED, "ไฟล์รูปหายไป เลือกรูปใหม่")


@pytest.fixture
def trouble(settings, monkeypatch):
    """The machine cannot make photos just now; tasks wait in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def fails(original):
        raise ImageNotMade("out of memory")

    monkeypatch.setattr(tasks, "encode_image", fails)


def test_a_photo_that_could_not_be_made_is_tried_again_by_itself(vendor, trouble):
    photo = photos.add_photo(make_product(vendor), picture(), by=make_user())
    waits = []
    for _ in tasks.WAITS:
        before = timezone.now()
        prepare_photo.func(photo.pk)
        photo.refresh_from_db()
        assert photo.state == PhotoState.WAITING
        later = DBTaskResult.objects.latest("enqueued_at")
        assert later.args_kwargs["args"] == [photo.pk]
        waits.append(round((later.run_after - before).total_seconds() / 60))
    assert waits == [1, 10, 60]
    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == (PhotoState.UNMADE, tasks.NOT_MADE)
    assert DBTaskResult.objects.count() == len(waits)


def test_a_photo_that_could_not_be_made_says_so_and_has_a_button(client, owner, vendor, trouble):
    product = make_product(vendor)
    photo = photos.add_photo(product, picture(), by=owner)
    ProductPhoto.objects.update(state=PhotoState.UNMADE, problem=tasks.NOT_MADE, failures=3)
    client.force_login(owner)
    url = reverse("my-product-photos", args=[product.pk])
    page = client.get(url).content.decode()
    assert "เตรียมรูปไม่สำเร็จ" in page
    assert tasks.NOT_MADE in page
    assert 'name="act" value="retry"' in page
    client.post(url, {"photo_id": photo.pk, "act": "retry"})
    photo.refresh_from_db()
    assert (photo.state, photo.problem, photo.failures) == (PhotoState.WAITING, "", 0)
    assert 'name="act" value="retry"' not in client.get(url).content.decode()


def test_a_photo_that_nobody_makes_can_be_tried_again(vendor):
    photo = photos.add_photo(make_product(vendor), picture(), by=make_user())
    assert not photo.may_be_retried
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert photo.may_be_retried


def test_a_photo_that_failed_frees_its_place_and_asks_for_one_again(vendor):
    product, user = make_product(vendor), make_user()
    first = photos.add_photo(product, picture(), by=user)
    ProductPhoto.objects.update(state=PhotoState.UNMADE)
    for _ in range(photos.MOST_PHOTOS):
        photos.add_photo(product, picture(), by=user)
    first.refresh_from_db()
    with pytest.raises(RuleBroken, match="มีรูปครบ 8 รูปแล้ว"):
        photos.retry_photo(first, by=user)


def test_a_full_disk_leaves_no_photo_behind(vendor, monkeypatch):
    product = make_product(vendor)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(InMemoryStorage, "_save", full)
    with pytest.raises(OSError, match="No space left"):
        photos.add_photo(product, picture(), by=make_user())
    assert product.photos.count() == 0


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (
            SimpleUploadedFile("สลิป.jpg", b"%PDF-1.7 ..."),
            "สลิป.jpg: ไฟล์นี้เป็น PDF ไม่ใช่รูป ถ่ายรูปหรือจับภาพหน้าจอ แล้วเลือกรูปนั้น",
        ),
        (
            SimpleUploadedFile("IMG_2041.jpg", b"\xff" * (30 * 1024 * 1024 + 1)),
            "ไฟล์ต้องเล็กกว่า 30 MB รูป IMG_2041.jpg มีขนาด 30.0 MB",
        ),
        (SimpleUploadedFile("ว่าง.jpg", b""), "รูป ว่าง.jpg เป็นไฟล์ว่าง เลือกรูปอื่น"),
    ],
    ids=["no picture", "too large", "empty"],
)
def test_what_is_no_photo_is_refused_in_thai(client, owner, vendor, upload, sentence):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-photos", args=[product.pk])
    response = client.post(url, {"photo": upload, "licence": "on"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"photo": [sentence]}
    assert product.photos.count() == 0


def test_a_photo_needs_the_vendors_word_that_it_may_be_shown(client, owner, vendor):
    product = make_product(vendor)
    client.force_login(owner)
    response = client.post(reverse("my-product-photos", args=[product.pk]), {"photo": picture()})
    assert response.context["form"].errors == {"licence": ["ยืนยันว่ามีสิทธิ์ใช้รูปนี้ก่อนส่ง"]}


def test_photos_are_reordered_and_taken_away(client, owner, vendor):
    product, other = make_product(vendor), make_product(make_vendor("ร้านอื่น"))
    first, second = (product.photos.create(sequence=number) for number in (1, 2))
    foreign = other.photos.create()
    client.force_login(owner)
    url = reverse("my-product-photos", args=[product.pk])
    client.post(url, {"photo_id": second.pk, "act": "move:1"})
    assert list(product.photos.kept()) == [second, first]
    client.post(url, {"photo_id": first.pk, "act": "remove"})
    client.post(url, {"photo_id": foreign.pk, "act": "remove"})
    assert list(product.photos.kept()) == [second]
    assert other.photos.kept().count() == 1


def test_the_ninth_photo_is_refused(vendor):
    product = make_product(vendor)
    for number in range(photos.MOST_PHOTOS):
        product.photos.create(sequence=number + 1)
    with pytest.raises(RuleBroken, match="มีรูปครบ 8 รูปแล้ว"):
        photos.add_photo(product, picture(), by=make_user())


def test_products_follow_their_vendors_publication_and_province(vendor):
    officer = make_user()
    shown, hidden = make_product(vendor), make_product(vendor, "ร่าง", is_published=False)
    catalogue.save_product(hidden, by=officer, price_unit="ผืน")

    elsewhere = Province.objects.get(pk="50")
    save_vendor(vendor, by=officer, is_published=False, province=elsewhere)
    shown.refresh_from_db()
    assert (shown.is_public, shown.province) == (False, elsewhere)

    save_vendor(vendor, by=officer, is_published=True)
    review_vendor(vendor, ShowState.SHOWN, by=officer)
    shown.refresh_from_db()
    hidden.refresh_from_db()
    assert (shown.is_public, hidden.is_public) == (True, False)


def test_a_product_shows_the_stars_of_the_newest_round(vendor):
    product, officer = make_product(vendor), make_user()
    older = StarRound.objects.create(year_be=2559, name_th="รอบ 2559")
    newer = StarRound.objects.create(year_be=2562, name_th="รอบ 2562")
    catalogue.rate_product(product, newer, 5, by=officer)
    catalogue.rate_product(product, older, 3, by=officer)
    product.refresh_from_db()
    assert (product.stars, product.stars_year_be) == (5, 2562)


def test_six_stars_are_refused(vendor):
    star_round = StarRound.objects.create(year_be=2562, name_th="รอบ 2562")
    with pytest.raises(RuleBroken, match="ดาวต้องเป็น 1 ถึง 5"):
        catalogue.rate_product(make_product(vendor), star_round, 6, by=make_user())


def test_a_refused_form_opens_only_the_fold_that_has_something_in_it(client, owner, vendor):
    """Seen: a forgotten name opened sixteen optional boxes on the phone."""
    client.force_login(owner)
    empty, wrong = answers(name_th=""), answers(made_per_month="สิบ", name_th="")
    pages = [client.post("/my/products/add/", sent).content.decode() for sent in (empty, wrong)]
    assert [page.count('<details class="field" open>') for page in pages] == [0, 1]
