"""What somebody means who searches: a price, the other keyboard, another place."""

import pytest

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.facets import Filters
from products.models import Product
from products.search import search
from tests.factories import make_product, make_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def vendor():
    return make_vendor()


def found(typed: str):
    return search(Query(typed), Filters(), "", today_in_thailand())


def names(typed: str) -> list[str]:
    by_id = dict(Product.objects.values_list("pk", "name_th"))
    return [by_id[pk] for pk in found(typed).ids]


def test_a_price_that_is_typed_narrows_the_hits(vendor):
    make_product(vendor, "ผ้าไหมถูก", price_baht=900)
    make_product(vendor, "ผ้าไหมแพง", price_baht=4000)
    make_product(vendor, "ผ้าไหมไม่บอกราคา", price_baht=None)

    assert names("ผ้าไหม ไม่เกิน 1000") == ["ผ้าไหมถูก"]
    assert names("ผ้าไหมราคา 3000-5000") == ["ผ้าไหมแพง"]
    assert names("ไม่เกิน ๑,๐๐๐ บาท") == ["ผ้าไหมถูก"]
    assert names("ผ้าไหม เกิน 9000") == []


@pytest.mark.parametrize("typed", ["dkca", "DKCA", "แนดดำำ"])
def test_words_typed_with_the_other_keyboard_are_found_and_it_is_said(vendor, typed):
    make_product(vendor, "กาแฟ")

    assert names(typed) == ["กาแฟ"]
    assert found(typed).is_near


def test_what_is_known_is_never_read_with_the_other_keyboard(vendor):
    make_product(vendor, "กาแฟ", name_en="Coffee")

    assert names("coffee") == ["กาแฟ"]
    assert not found("coffee").is_near


def test_what_is_not_made_at_a_place_is_shown_from_elsewhere_and_it_is_said(vendor):
    make_product(vendor, "ปลาส้ม")

    assert (names("ปลาส้ม ภูเก็ต"), found("ปลาส้ม ภูเก็ต").is_near) == (["ปลาส้ม"], True)
    assert names("ปลาส้มภูเก็ต") == ["ปลาส้ม"]
    assert names("ภูเก็ต") == []
    assert names("สบู่ ภูเก็ต") == []


def test_an_english_word_means_one_of_two_thai_words_that_differ_in_their_mark(vendor):
    make_product(vendor, "เสื้อ")
    make_product(vendor, "เสื่อ")

    assert names("shirts")[:1] == ["เสื้อ"]
    assert names("mats")[:1] == ["เสื่อ"]


def test_letters_and_digits_typed_together_are_parted(vendor):
    make_product(vendor, "ชามตราไก่ 6 นิ้ว")
    make_product(vendor, "ชามตราไก่ 8 นิ้ว")

    assert names("ชามตราไก่8นิ้ว")[:1] == ["ชามตราไก่ 8 นิ้ว"]


def test_a_word_that_says_nothing_of_its_own_still_brings_what_is_called_so_to_the_top(vendor):
    make_product(vendor, "ชุดของขวัญ")
    make_product(vendor, "ปลาส้ม")

    assert names("ของขวัญ") == ["ชุดของขวัญ", "ปลาส้ม"]


@pytest.mark.parametrize("typed", ["กาแฟออร์แกนิค", "กาแฟ ออร์แกนิค", "organic coffee"])
def test_goods_with_a_word_that_nothing_answers_are_shown_without_it_and_it_is_said(vendor, typed):
    make_product(vendor, "กาแฟ")

    assert (names(typed), found(typed).is_near) == (["กาแฟ"], True)


def test_goods_that_are_not_there_are_not_found_by_a_part_of_their_name(vendor):
    make_product(vendor, "กล้วยอบ")

    assert names("กล้วยตาก") == []
    assert names("กล้วยไม้") == []
