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
