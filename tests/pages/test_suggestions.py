"""What a search box suggests while one types: the right thing early, in three statements."""

import re

import pytest
from django.test import Client

from fairs.models import ProductCategory, Province
from tests.factories import make_booth, make_fair_event, make_product, make_vendor
from tests.shared_rows import written_once
from tests.visitors import queries_of, text_of, visit

MOST_STATEMENTS = 3

# What is typed so far, and what stands among the suggestions; nothing for an empty list.
TYPED = """
ผ้าไ: ผ้าไหมมัดหมี่
ผ้าไห: ผ้าไหมมัดหมี่
ผาไหม: ผ้าไหมมัดหมี่
ผ้าใหม: ผ้าไหมมัดหมี่
ไหม: ผ้าไหมมัดหมี่
ไหมขอนแก่น: ผ้าไหมมัดหมี่
มัดหมี่ ขอนแ: ผ้าไหมมัดหมี่
ขอ: ขอนแก่น
จ.ขอน: ขอนแก่น
khon k: ขอนแก่น
แม่: ร้านแม่คำน้อย
คำน้อย: ร้านแม่คำน้อย
สมุน: งานสมุนไพรลำปาง
งานลำป: งานสมุนไพรลำปาง
น้ำพ: น้ำพริกหนุ่ม
๑๐๘: สบู่ 108
ชนบ: ชนบท
อ.ชนบ: ชนบท
อำเภอเกาะค: เกาะคา
chonna: ชนบท
zhkws,: ผ้าไหมมัดหมี่
C01: บูธ C01
บูธหมายเลข C01: บูธ C01
บูธ c1: บูธ C01
ซุ้ม C 1: บูธ C01
ผ:
zz:
"""


@pytest.fixture(scope="module", autouse=True)
def rows(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        weaver = make_vendor("กลุ่มทอผ้าชนบท", province=Province.objects.get(code="40"))
        make_product(weaver, "ผ้าไหมมัดหมี่", category=ProductCategory.CLOTH)
        cook = make_vendor("ร้านแม่คำน้อย", province=Province.objects.get(code="52"))
        make_product(cook, "น้ำพริกหนุ่ม")
        make_product(cook, "สบู่ 108")
        hidden = make_product(weaver, "ผ้าไหมลับ")
        type(hidden).objects.filter(pk=hidden.pk).update(is_public=False, is_published=False)
        fair = make_fair_event("งานสมุนไพรลำปาง", slug="herbs", province="52")
        make_booth(fair, "C01")
        yield


@pytest.fixture
def client():
    """Asks as the box does."""
    return Client(headers={"HX-Request": "true"})


def test_opened_as_a_page_it_leads_to_the_search():
    assert Client().get("/suggest/?q=silk")["Location"] == "/search/?q=silk"


@pytest.fixture(autouse=True)
def _database(db):
    """Every test asks the database, inside the rows of the module."""


def suggested(client, typed: str, only: str = "") -> list[str]:
    text = text_of(client, f"/suggest/?q={typed}&in={only}")
    names = re.findall(
        r'role="option".*?<span>(.*?)(?: <span class="what">.*?)?</span>', text, re.S
    )
    return [re.sub(r"<[^>]+>|\u2060|\u200b", "", name).strip() for name in names]


@pytest.mark.parametrize("line", TYPED.strip().splitlines())
def test_the_right_thing_is_suggested(client, line):
    typed, _, right = line.partition(":")

    names = suggested(client, typed)

    assert (right.strip() in names) if right else names == [], names


@pytest.mark.parametrize(
    "typed",
    [
        "ชนบท",
        "zhkws,",
        "ของฝาก",
        "ผ้าไหมไม่เกิน 3000",
        "สบู่108",
        "ผ้าไหม",
        "ผ้าใหม",
        "ขอนแก่น",
        "วันนี้",
        "zzzz",
        "ร่มเชียงใหม่",
        "๕ ดาว",
        "C01",
    ],
)
def test_it_costs_three_statements_at_most(client, typed):
    visit(client, "/suggest/?q=ขอนแก่น")  # the provinces are kept

    assert queries_of(client, f"/suggest/?q={typed}") <= MOST_STATEMENTS


def test_who_types_the_code_of_a_booth_is_led_to_it_on_its_plan(client):
    text = text_of(client, "/suggest/?q=C01")

    assert re.findall('<a [^>]*href="(.*?)"', text) == ["/fairs/herbs/plan/?booth=C01"]
    assert suggested(client, "C01", "vendors") == []


def test_one_letter_asks_nothing(client):
    assert queries_of(client, "/suggest/?q=ผ") == 0


def test_a_box_for_one_kind_suggests_that_kind_alone(client):
    assert suggested(client, "ผ้าไหม", "products") == ["ผ้าไหมมัดหมี่"]
    assert suggested(client, "ลำปาง", "vendors") == ["ร้านแม่คำน้อย"]
    assert "ร้านแม่คำน้อย" in suggested(client, "ลำปาง", "nonsense")


def test_what_is_not_published_is_not_suggested(client):
    assert "ผ้าไหมลับ" not in suggested(client, "ผ้าไหมลับ")


def test_caches_keep_it(client):
    assert "public" in visit(client, "/suggest/?q=ผ้าไหม")["Cache-Control"]


@pytest.mark.parametrize("page", ["/", "/search/", "/products/", "/vendors/", "/en/products/"])
def test_every_search_box_suggests(client, page):
    text = text_of(client, page)

    assert f'hx-get="{"/en" if page.startswith("/en") else ""}/suggest/' in text
    assert 'id="suggestions"' in text
