"""From no shop to a reference number, without a script: interrupted and pressed twice."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from otopfair.accounts.models import Session
from otopfair.outbox.models import Message
from products.models import Product, ProductPhoto
from tests.factories import make_call, make_fair_event, make_question, make_user
from tests.filled_forms import filled_form
from vendors.asked import key_of
from vendors.models import BoothApplication, QuestionAnswer, Vendor

pytestmark = pytest.mark.django_db
PASSWORD = "มะม่วง-หนองขาม-12"
APPLY = "/my/apply/silk/"
FIRST, SECOND = "ผ้าฝ้ายย้อมคราม", "ผ้าพันคอ"
SHOP = {
    "kind": "group",
    "name_th": "กลุ่มย้อมครามบ้านโคกสูง",
    "contact_name": "นางบุญเรือง แสนสุข",
    "phones": "081-234-5678",
    "province": "40",
    "district": "4001",
    "subdistrict": "400101",
}


@pytest.fixture
def stove():
    call = make_call(make_fair_event("งานไหม", slug="silk", reference_code="KK63"), max_booths=2)
    return make_question(call, "ใช้เตาไหม", kind="choice", choices_text="ใช้\nไม่ใช้", is_required=True)


@pytest.fixture
def vendor_to_be(client, stove):
    user = make_user("นางบุญเรือง แสนสุข", email=None, phone="0812345678", password=PASSWORD)
    client.force_login(user)
    return user


def everything() -> dict[str, int]:
    models = (Vendor, Product, ProductPhoto, BoothApplication, QuestionAnswer, Message)
    return {model.__name__: model.objects.count() for model in models}


def sent_without_a_session(client, url: str, form: dict, files: dict) -> None:
    """The session ends while the form is typed into; its owner signs in again on the way back."""
    before = everything()
    Session.objects.all().delete()
    gone = client.post(url, form | a_copy(files), headers={"Referer": f"http://testserver{url}"})
    door = f"{reverse('account_login')}?next={quote(url)}"
    # The page of a fair is open to all, and says itself where to sign in.
    assert gone["Location"] == (url if url == APPLY else door)
    sign_in = filled_form(client.get(door), holds="login")
    sign_in |= {"login": "0812345678", "password": PASSWORD}
    back = client.post(reverse("account_login"), sign_in)
    assert back["Location"] == url
    assert everything() == before


def a_copy(files: dict) -> dict:
    """A browser reads the file anew at every press."""
    return {name: picture(file.name) for name, file in files.items()}


def step(client, url: str, typed: dict, *, holds: str, **files) -> str:
    """Fill in and send a page that was interrupted, twice; where it leads."""
    form = filled_form(client.get(url), holds=holds) | typed
    sent_without_a_session(client, url, form, files)
    page = client.get(url)
    again = filled_form(page, holds=holds)
    assert {name: again.get(name) for name in typed} == typed
    for file in files.values():
        assert f"เลือกไฟล์ใหม่: {file.name}" in page.content.decode()
    first, second = (client.post(url, again | a_copy(files)) for _press in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    return first["Location"]


def picture(name: str) -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (320, 240), "navy").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def product_with_photo(client, name: str, add: str) -> str:
    """Made on the way of the application, and photographed; the page leads back."""
    typed = {"name_th": name, "category": "3", "price_baht": "1,500", "story": "ย้อมเอง\nทอเอง"}
    photos = step(client, add, typed, holds="name_th")
    return step(client, photos, {"licence": "on"}, holds="form_key", photo=picture(f"{name}.jpg"))


def test_no_word_is_lost_and_nothing_is_there_twice_at_any_step(client, vendor_to_be, stove):
    assert step(client, f"/my/register/?next={APPLY}", SHOP, holds="name_th") == APPLY
    category = step(client, APPLY, {}, holds="form_key")
    assert category == f"{APPLY}category/"
    typed = {"category": "3", "booths_wanted": "2"}
    questions = step(client, category, typed, holds="booths_wanted")
    products = step(client, questions, {key_of(stove): "ใช้"}, holds="seen")
    photos = product_with_photo(client, FIRST, f"/my/products/add/?next={products}")
    assert f'href="{products}"' in client.get(photos).content.decode()
    ticked = filled_form(client.get(products), holds="products") | {"add": "1"}
    assert product_with_photo(client, SECOND, client.post(products, ticked)["Location"])
    chosen = filled_form(client.get(products), holds="products")["products"]
    check = step(client, products, {"products": chosen}, holds="products")
    assert step(client, f"{APPLY}note/", {"note": "ใช้เตาไฟฟ้า"}, holds="note") == check
    assert step(client, check, {}, holds="seen_terms") == f"{APPLY}done/"

    assert everything() == {
        "Vendor": 1,
        "Product": 2,
        "ProductPhoto": 2,
        "BoothApplication": 1,
        "QuestionAnswer": 1,
        "Message": 1,
    }
    application = BoothApplication.objects.get()
    assert application.reference_no in client.get(f"{APPLY}done/").content.decode()
    assert (application.status, application.booths_wanted, application.note) == (
        "submitted",
        2,
        "ใช้เตาไฟฟ้า",
    )
    offered = application.offered_products.order_by("pk").values_list("product__name_th", flat=True)
    assert list(offered) == [FIRST, SECOND]
