import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.folding import (
    _CLUSTER,
    fold,
    highlight,
    normalise,
    truncate,
)

MIXED = st.text(st.sampled_from("กขนเแโไาำํิีุู็่้๊๋์ฺ๒2aAÉ \n\u00a0\u200b\ufeff"), max_size=30)
WORDS = st.lists(
    st.sampled_from(["ผ้า", "ไหม", "นํ้า", "กี่", "กาเเฟ", "ศักดิ์", "OTOP", "๒๐", " ", "  "]), max_size=8
).map("".join)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("คํา", "คำ"),
        ("กาเเฟ", "กาแฟ"),
        ("ก่ี", "กี่"),
        ("ที่่", "ที่"),
        ("ขอนแก่น\u200b", "ขอนแก่น"),
        ("\u00a0บริษัท  ตัวอย่าง ", "บริษัท ตัวอย่าง"),
        ("น้ำผึ้งดอกลำไย", "น้ำผึ้งดอกลำไย"),
        ("ฤๅษี", "ฤๅษี"),
        ("", ""),
    ],
)
def test_mends_what_cannot_be_seen(typed, stored):
    assert normalise(typed) == stored


@given(MIXED)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ข้าวแต๋น", "ข้าวแตน"),
        ("ผ้าไหม", "ผาไหม"),
        ("น้ำ", "นา"),
        ("โอท็อป", "โอทอป"),
        ("ศักดิ์", "ศักดิ"),
        ("OTOP", "otop"),
        ("ครั้งที่ ๒๐", "ครังที 20"),
    ],
)
def test_a_search_finds_what_is_spelt_nearly_so(one, other):
    assert fold(one) == fold(other)


def test_a_search_keeps_different_vowels_apart():
    assert fold("ไหม") != fold("ใหม")


@given(MIXED)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_folding_does_not_care_whether_the_text_was_normalised(text):
    assert fold(normalise(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("ผ้าไหมมัดหมี่", "ผาไหม", [("ผ้าไหม", True), ("มัดหมี่", False)]),
        ("ข้าวแต๋นน้ำแตงโม", "น้ำ", [("ข้าวแต๋น", False), ("น้ำ", True), ("แตงโม", False)]),
        ("กาเเฟคั่ว", "แฟ", [("กา", False), ("เเฟ", True), ("คั่ว", False)]),
        ("ผ้า  ทอมือ", "ผ้า ทอ", [("ผ้า  ทอ", True), ("มือ", False)]),
        ("OTOP ครั้งที่ ๒๐", "20 otop", [("OTOP", True), (" ครั้งที่ ", False), ("๒๐", True)]),
        ("ป่าป้าปา", "ปา", [("ป่าป้าปา", True)]),
        ("ข้าว", "ไหม", [("ข้าว", False)]),
        ("ข้าว", "", [("ข้าว", False)]),
        ("ข้าว", "้", [("ข้าว", False)]),
        ("", "ไหม", []),
    ],
)
def test_marks_whole_letters_of_the_original(text, query, found):
    assert highlight(text, query) == found


@given(MIXED, MIXED)
def test_the_segments_joined_are_the_text(text, query):
    assert "".join(segment for segment, _ in highlight(text, query)) == text


@given(WORDS.filter(fold), st.data())
def test_what_folding_finds_is_marked(text, data):
    word = data.draw(st.sampled_from(fold(text).split()))

    assert any(found for _, found in highlight(text, word))


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("กี่ทอผ้า", 2, "กี่…"),
        ("กี่ทอผ้า", 5, "กี่ทอผ้า"),
        ("กี่ทอผ้าไหม", 7, "กี่ทอผ้า…"),
        ("ผ้าไหมมัดหมี่", 4, "ผ้า…"),
        ("น้ำ ผึ้ง", 3, "น้ำ…"),
        ("", 5, ""),
    ],
)
def test_a_cut_never_tears_a_mark_off(text, length, cut):
    assert truncate(text, length) == cut


@given(MIXED, st.integers(1, 30))
def test_a_cut_text_fits(text, length):
    assert len(_CLUSTER.findall(truncate(text, length))) <= max(length, 1)
