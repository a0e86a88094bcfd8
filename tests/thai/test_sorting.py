from hypothesis import assume, given
from hypothesis import strategies as st

from otopfair.thai.sorting import SORT_KEY_MAX_LENGTH, thai_sort_key
from tests.thai.vectors import SORT_ORDER

WORDS = st.text(st.sampled_from("กขคงจชซดตทนบปผพมยรลวสหอฮะัาำิีึืุูเแโใไ็่้๊๋์ "), max_size=20).filter(
    lambda text: text[-1:] not in {*"เแโใไ"}
)


@given(st.permutations(SORT_ORDER))
def test_the_dictionary_order(words):
    assert sorted(words, key=thai_sort_key) == SORT_ORDER


def test_words_that_differ_only_in_marks_stand_side_by_side():
    words = ["กาก", "ก๋า", "ก๊า", "ก้า", "ก่า", "กา"]

    assert sorted(words, key=thai_sort_key) == ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า", "กาก"]


def test_spaces_digits_thai_latin():
    words = ["กลุ่ม ก", "กลุ่ม 1", "กลุ่ม ข", "กลุ่มก", "OTOP", "1", "๒", "3"]

    assert sorted(words, key=thai_sort_key) == [
        "1",
        "๒",
        "3",
        "กลุ่ม 1",
        "กลุ่ม ก",
        "กลุ่ม ข",
        "กลุ่มก",
        "OTOP",
    ]


def test_spelling_that_readers_do_not_see_makes_no_difference():
    assert thai_sort_key("นํ้า") == thai_sort_key("น้ำ")
    assert thai_sort_key("กาเเฟ") == thai_sort_key("กาแฟ")
    assert thai_sort_key("ครั้งที่ ๒") == thai_sort_key("ครั้งที่  2")
    assert thai_sort_key("Café") == thai_sort_key("CAFE")


def test_a_run_of_digits_is_a_number():
    codes = ["A1", "A2", "A9", "A10", "A12", "A100", "B1", "B01"]

    assert sorted(["B01", "A12", *codes[:4], "A100", "B1"], key=thai_sort_key) == codes
    assert sorted(["บูธ ๑๐", "บูธ 9", "บูธ 1"], key=thai_sort_key) == ["บูธ 1", "บูธ 9", "บูธ ๑๐"]
    assert sorted(["KK69-10000", "KK69-9999"], key=thai_sort_key) == ["KK69-9999", "KK69-10000"]
    assert sorted(["A1B2", "A1B10", "A1", "A1-2"], key=thai_sort_key) == [
        "A1",
        "A1-2",
        "A1B2",
        "A1B10",
    ]


@given(st.lists(st.integers(0, 10**70), min_size=2, max_size=6))
def test_numbers_stand_in_their_order(numbers):
    sizes = [number for number in numbers if number < 10**60]

    assert sorted(sizes, key=lambda number: thai_sort_key(f"งาน {number}")) == sorted(sizes)


def test_quotation_marks_do_not_count():
    names = ["“กาแฟ” ดอย", "กาแฟ", "'ขนม'", '"ชา"', "‘ซอส’", "«ดาว»"]

    assert sorted(names, key=thai_sort_key) == ["กาแฟ", *[name for name in names if name != "กาแฟ"]]
    assert thai_sort_key("“ OTOP CITY ”") == thai_sort_key("OTOP CITY")


@given(st.text(max_size=400))
def test_a_key_fits_its_column_and_sorts_alike_everywhere(text):
    key = thai_sort_key(text)

    assert len(key) <= SORT_KEY_MAX_LENGTH
    assert set(key) <= set("0123456789abcdef")
    assert thai_sort_key(text) == key


@given(WORDS, st.sampled_from("กขฮ"))
def test_a_word_stands_before_what_begins_with_it(word, more):
    word = word.rstrip()
    assume(not word.endswith(tuple("เแโใไ")))  # such a vowel would be written before the consonant
    assert thai_sort_key(word) < thai_sort_key(word + more)
