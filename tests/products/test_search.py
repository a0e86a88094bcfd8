"""Searching the catalogue: what is found, in which order, and what the filters say."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict

from fairs.models import ProductCategory, Province
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query, Rank
from products import search as searching
from products.facets import Facets, Filters, facets_of_catalogue
from products.models import OfferedProduct, Product
from products.operations.catalogue import follow_vendors
from products.search import browse, search
from tests.factories import make_allocation, make_booth, make_fair_event, make_product, make_vendor

pytestmark = pytest.mark.django_db
NOTHING = Filters()


def found(text, filters=NOTHING, sort=""):
    return search(Query(text), filters, sort, today_in_thailand())


def names(text, filters=NOTHING, sort=""):
    return _names(found(text, filters, sort).ids)


def _names(ids):
    by_id = Product.objects.in_bulk(ids)
    return [by_id[pk].name_th for pk in ids]


@pytest.fixture
def vendor():
    return make_vendor()


def test_ranks_exact_then_beginning_then_containing_then_text(vendor):
    make_product(vendor, "กระเป๋า", story="ทำจากผ้าไหม")
    make_product(vendor, "เสื้อผ้าไหม")
    make_product(vendor, "ผ้าไหมมัดหมี่")
    make_product(vendor, "ผ้าไหม")

    assert names("ผ้าไหม") == ["ผ้าไหม", "ผ้าไหมมัดหมี่", "เสื้อผ้าไหม", "กระเป๋า"]


@pytest.mark.parametrize(
    ("name", "typed", "rank"),
    [
        ("ข้าวหอม", "ข้าวหอม", Rank.EXACT),
        ("ข้าวหอม", "ขาวหอม", Rank.EXACT_FOLDED),
        ("ข้าวหอมมะลิ", "ข้าวหอม", Rank.STARTS),
        ("ข้าวหอมมะลิ", "ขาวหอม", Rank.STARTS_FOLDED),
        ("สบู่ข้าวหอม", "ข้าวหอม", Rank.CONTAINS),
        ("สบู่ข้าวหอม", "ขาวหอม", Rank.CONTAINS_FOLDED),
        ("หอมกลิ่นข้าว", "ข้าว หอม", Rank.ALL_WORDS),
        ("สบู่", "ข้าวหอม", Rank.ELSEWHERE),
    ],
)
def test_letters_as_typed_rank_before_folded_letters(name, typed, rank):
    assert Query(typed).rank(name, fold(name)) == rank


def test_tone_marks_may_be_left_out(vendor):
    make_product(vendor, "น้ำพริกปลาร้าบอง")

    assert names("นำพริกปลารา") == ["น้ำพริกปลาร้าบอง"]


def test_every_word_must_occur_and_a_province_may_stand_for_a_word(vendor):
    loei = make_vendor("ร้านเลย", province=Province.objects.get(pk="42"))
    make_product(vendor, "ผ้าไหมลายแคน")
    make_product(loei, "ผ้าไหมลายดอก")

    assert names("ผ้าไหม แคน") == ["ผ้าไหมลายแคน"]
    assert names("ผ้าไหม เลย") == ["ผ้าไหมลายดอก"]
    assert names("ผ้าไหม จังหวัดเลย") == ["ผ้าไหมลายดอก"]


def test_near_spellings_are_searched_only_when_nothing_holds_the_words(vendor):
    make_product(vendor, "ผ้าไหมมัดหมี่")
    make_product(vendor, "น้ำผึ้ง")

    assert found("มัดหมี").is_near is False
    near = found("ผ้าไหมมัดหมิ่น")
    assert (near.is_near, _names(near.ids)) == (True, ["ผ้าไหมมัดหมี่"])
    assert found("qqqqqq").ids == []


def test_a_hidden_product_is_never_found(vendor):
    make_product(vendor, "ผ้าไหมลับ", is_public=False)

    assert found("ผ้าไหมลับ").ids == []
    assert browse(NOTHING, "", today_in_thailand()).count() == 0


def test_facets_count_a_group_as_if_nothing_were_ticked_in_it(vendor):
    make_product(vendor, "ผ้าไหม ก", category=ProductCategory.CLOTH, stars=5)
    make_product(vendor, "ผ้าไหม ข", category=ProductCategory.CLOTH, stars=3)
    make_product(vendor, "สบู่รังไหม ผ้าไหม", category=ProductCategory.HERB, stars=5)
    filters = Filters(categories=(3,), stars=(5,))
    expected = Facets(
        total=1, categories={3: 1, 5: 1}, provinces={"40": 1}, stars={5: 1, 3: 1}, on_sale=0
    )

    assert found("ผ้าไหม", filters).facets == expected
    assert facets_of_catalogue(filters, today_in_thailand()) == expected
    assert names("ผ้าไหม", filters) == ["ผ้าไหม ก"]
    assert [row.name_th for row in browse(filters, "", today_in_thailand())] == ["ผ้าไหม ก"]


def test_on_sale_means_in_a_booth_of_a_fair_that_runs_today(vendor):
    today = today_in_thailand()
    running = make_fair_event()
    over = make_fair_event(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=8))
    for name, fair in (("ผ้าไหมวันนี้", running), ("ผ้าไหมปีก่อน", over)):
        product = make_product(vendor, name)
        stand = make_allocation(make_booth(fair), vendor)
        OfferedProduct.objects.create(application=stand.application, product=product)
    filters = Filters(on_sale=True)

    assert names("ผ้าไหม", filters) == ["ผ้าไหมวันนี้"]
    assert [row.name_th for row in browse(filters, "", today)] == ["ผ้าไหมวันนี้"]
    assert facets_of_catalogue(NOTHING, today).on_sale == 1
    assert facets_of_catalogue(filters, today).total == 1


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("new", ["ไหม ค", "ไหม ข", "ไหม ก"]),
        ("price", ["ไหม ข", "ไหม ก", "ไหม ค"]),
        ("price-desc", ["ไหม ก", "ไหม ข", "ไหม ค"]),
        ("name", ["ไหม ก", "ไหม ข", "ไหม ค"]),
    ],
)
def test_sorting_is_the_same_with_and_without_words_and_unknown_prices_stand_last(
    vendor, sort, expected
):
    for name, price in (("ไหม ก", Decimal(300)), ("ไหม ข", Decimal(100)), ("ไหม ค", None)):
        make_product(vendor, name, price_baht=price)

    assert names("ไหม", sort=sort) == expected
    assert [row.name_th for row in browse(NOTHING, sort, today_in_thailand())] == expected


def test_more_hits_than_are_read_keep_the_best_and_give_no_counts(vendor, monkeypatch):
    monkeypatch.setattr(searching, "MOST_HITS", 3)
    make_product(vendor, "ผ้าไหม")
    for number in range(4):
        make_product(vendor, f"กระเป๋า {number}", story="ผ้าไหม")

    answer = found("ผ้าไหม")
    assert (answer.is_capped, answer.facets, len(answer.ids)) == (True, None, 3)
    assert _names(answer.ids)[0] == "ผ้าไหม"


def test_filters_of_an_address_leave_out_what_does_not_exist():
    address = QueryDict("category=3&category=9&province=40&province=xx&stars=5&stars=๕&on_sale=1")

    assert Filters.from_address(address) == Filters((3,), ("40",), (5,), on_sale=True)
    assert not Filters.from_address(QueryDict("on_sale=yes"))


def test_the_best_comes_first_however_many_hits_there_are_and_however_old_it_is(monkeypatch):
    monkeypatch.setattr(searching, "MOST_HITS", 3)
    vendor = make_vendor()
    make_product(vendor, "ผ้าไหม")
    for number in range(5):
        make_product(vendor, f"ผ้าไหม แบบ {number}", stars=5)

    assert names("ผ้าไหม")[0] == "ผ้าไหม"
    assert names("ผ้าไหม", Filters(stars=(5,)), "new") == [f"ผ้าไหม แบบ {n}" for n in (4, 3, 2)]


def test_a_product_is_found_by_its_maker_and_place_also_after_these_have_changed():
    vendor = make_vendor("กลุ่มสานบ้านเก่า", district_id="4018")
    make_product(vendor, "ตะกร้า")
    vendor.name_th, vendor.district_id = "กลุ่มสานดอยใหม่", "4005"
    vendor.save()
    follow_vendors([vendor])

    assert names("กลุ่มสานดอยใหม่") == names("อ.ชุมแพ") == ["ตะกร้า"]
    assert names("บ้านเก่า") == names("อ.ชนบท") == []


def test_a_word_that_is_found_as_it_was_typed_is_never_widened(vendor):
    make_product(vendor, "ขันลงหิน")
    make_product(vendor, "ขนมปั้นขลิบ")

    assert names("ขัน") == ["ขันลงหิน"]


def test_a_search_takes_as_many_queries_whatever_it_has_to_try(vendor, django_assert_num_queries):
    make_product(vendor, "ผ้าไหมมัดหมี่")
    found("ขอนแก่น")
    for typed, queries in (("ผ้าไหม", 2), ("ผ้าใหม", 4), ("ผ้าไหมมัดหมิ่น", 4), ("zzzz", 2)):
        with django_assert_num_queries(queries):
            found(typed)
