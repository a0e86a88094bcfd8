"""A vendor keeps its products and photos; the catalogue follows."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.media.images import encode_image
from products import tasks
from products.models import PhotoState, Product, StarRound
from products.operations import catalogue
from products.tasks import prepare_photo
from tests.factories import make_product, make_user, make_vendor
from vendors.operations.registration import save_vendor

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


def test_adding_from_an_application_goes_back_there(client, owner, vendor):
    client.force_login(owner)
    response = client.post(reverse("my-product-add"), answers(next="/my/apply/x/products/"))
    assert response["Location"] == f"/my/apply/x/products/?added={Product.objects.get().pk}"


def test_a_product_is_edited(client, owner, vendor):
    product = make_product(vendor)
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    filled = answers(name_th="ผ้าขาวม้า", seen_version="1")
    assert client.post(url, filled)["Location"] == reverse("my-products")
    product.refresh_from_db()
    assert (product.name_th, product.version) == ("ผ้าขาวม้า", 2)


def test_a_stale_save_shows_both_texts_and_loses_neither(client, owner, vendor):
    product = make_product(vendor)
    catalogue.save_product(product, by=make_user(), story="ของเจ้าหน้าที่")
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    response = client.post(url, answers(story="ของฉัน", seen_version="1"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "ของเจ้าหน้าที่" in page
    assert "ของฉัน" in page
    product.refresh_from_db()
    assert product.story == "ของเจ้าหน้าที่"


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
    assert photo.small
    assert not photo.upload
    assert not client.get(url).context["preparing"]


def test_preparing_a_photo_twice_changes_nothing(vendor, django_capture_on_commit_callbacks):
    product = make_product(vendor)
    with django_capture_on_commit_callbacks(execute=True):
        photo = catalogue.add_photo(product, picture(), by=make_user())
    photo.refresh_from_db()
    first = photo.large.name

    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert photo.large.name == first


def test_a_photo_taken_away_while_it_is_prepared_does_not_come_back(vendor, monkeypatch):
    product = make_product(vendor)
    photo = catalogue.add_photo(product, picture(), by=make_user())

    def encode_and_lose(original):
        sizes = encode_image(original)
        catalogue.remove_photo(photo, by=make_user())
        return sizes

    monkeypatch.setattr(tasks, "encode_image", encode_and_lose)
    prepare_photo.func(photo.pk)
    assert product.photos.count() == 0


def test_a_broken_photo_says_so(vendor):
    photo = catalogue.add_photo(make_product(vendor), picture(), by=make_user())
    photo.upload.storage.delete(photo.upload.name)
    prepare_photo.func(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == (PhotoState.FAILED, "ไฟล์รูปหายไป เลือกรูปใหม่")


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("สลิป.pdf", b"%PDF-1.7 ..."), "เลือกรูปเป็น JPG PNG หรือ WebP"),
        (
            SimpleUploadedFile("IMG_2041.jpg", b"\xff" * (8 * 1024 * 1024 + 1)),
            "ไฟล์ต้องเล็กกว่า 8 MB รูป IMG_2041.jpg มีขนาด 8.0 MB",
        ),
    ],
    ids=["no picture", "too large"],
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
    client.post(url, {"photo_id": second.pk, "act": "lead"})
    assert list(product.photos.all()) == [second, first]
    client.post(url, {"photo_id": first.pk, "act": "remove"})
    client.post(url, {"photo_id": foreign.pk, "act": "remove"})
    assert list(product.photos.all()) == [second]
    assert other.photos.count() == 1


def test_the_ninth_photo_is_refused(vendor):
    product = make_product(vendor)
    for number in range(catalogue.MOST_PHOTOS):
        product.photos.create(sequence=number + 1)
    with pytest.raises(RuleBroken, match="มีรูปครบ 8 รูปแล้ว"):
        catalogue.add_photo(product, picture(), by=make_user())


def test_products_follow_their_vendors_publication_and_province(vendor):
    officer = make_user()
    shown, hidden = make_product(vendor), make_product(vendor, "ร่าง", is_published=False)
    catalogue.save_product(hidden, by=officer, price_unit="ผืน")

    elsewhere = Province.objects.get(pk="50")
    save_vendor(vendor, by=officer, is_published=False, province=elsewhere)
    shown.refresh_from_db()
    assert (shown.is_public, shown.province) == (False, elsewhere)

    save_vendor(vendor, by=officer, is_published=True)
    shown.refresh_from_db()
    hidden.refresh_from_db()
    assert (shown.is_public, hidden.is_public) == (True, False)


def test_a_product_shows_the_stars_of_the_newest_round(vendor):
    product, officer = make_product(vendor), make_user()
    older = StarRound.objects.create(year_be=2559, name_th="รอบ 2559")
    newer = StarRound.objects.create(year_be=2562, name_th="รอบ 2562")
    rating = catalogue.rate_product(product, newer, 5, by=officer)
    catalogue.rate_product(product, older, 3, by=officer)
    product.refresh_from_db()
    assert (product.stars, product.stars_year_be) == (5, 2562)

    catalogue.unrate_product(rating, by=officer)
    product.refresh_from_db()
    assert (product.stars, product.stars_year_be) == (3, 2559)


def test_six_stars_are_refused(vendor):
    star_round = StarRound.objects.create(year_be=2562, name_th="รอบ 2562")
    with pytest.raises(RuleBroken, match="ดาวต้องเป็น 1 ถึง 5"):
        catalogue.rate_product(make_product(vendor), star_round, 6, by=make_user())
