"""Where words end in Thai, and what somebody meant who typed them together or with a slip."""

import pytest

from otopfair.thai.folding import fold
from otopfair.thai.slips import ALIKE, OTHER, Slips, slip_cost
from otopfair.thai.splitting import fine_words, partings
from otopfair.thai.words import goods, meanings, thai_words

OURS = {"รม", "เชียงใหม", "ผาไหม", "มัดหมี", "ปลารา", "นาพริก"}


def read(typed: str) -> list[str]:
    ways = partings(fold(typed), OURS.__contains__, Slips(OURS).near)
    return [" ".join(way.words) for way in ways]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ชาใบหม่อน", "|ชา|ใบ|"),
        ("ผ้าไหมมัดหมี่", "|ผา|ไหม|"),
        ("ร่มกระดาษสา", "|รม|"),
        ("Silk shawl 250", "|silk|shawl|250|"),
        ("ผ้าไหม\nSilk", "|ผา|ไหม|\n|silk|"),
    ],
)
def test_a_name_has_edges_between_its_words(name, words):
    assert words in fine_words("\n".join(fold(line) for line in name.split("\n")))


def test_the_beginning_of_a_word_is_no_word():
    assert "|ชา|" not in fine_words(fold("ชามตราไก่"))
    assert fine_words("") == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ร่มเชียงใหม่", "รม เชียงใหม"),
        ("ผ้าใหม", "ผาไหม"),
        ("ผ้าใหมมัดหมี่", "ผาไหม มัดหมี"),
        ("น้ำพริกปาร้า", "นาพริก ปลารา"),
    ],
)
def test_the_likeliest_reading_comes_first(typed, meant):
    assert read(typed)[0] == meant


def test_two_slips_are_not_guessed():
    assert all(way != "ผาไหม มัดหมี" for way in read("ผ้าใหมมัดหมู"))


@pytest.mark.parametrize(
    ("typed", "word", "cost"),
    [
        ("ไหม", "ไหม", 0),
        ("ใหม", "ไหม", ALIKE),
        ("ศบู", "สบู", ALIKE),
        ("หมอณ", "หมอน", ALIKE),
        ("กะเปา", "กระเปา", ALIKE),
        ("ตระกรา", "ตะกรา", ALIKE),
        ("มะขาน", "มะขาม", OTHER),
        ("กาฟแ", "กาแฟ", ALIKE),
        ("สบ", "สบู", OTHER),
        ("ขาว", "เกลือ", None),
        ("ไหมม", "หมี", None),
    ],
)
def test_what_one_slip_costs(typed, word, cost):
    assert slip_cost(typed, word) == cost


def test_words_of_two_letters_are_mended_only_where_letters_are_alike():
    near = Slips({"รมม", "รม", "ชาม"}).near

    assert near("ลม") == {"รม": ALIKE}
    assert near("กม") == {}
    assert near("ชาน") == {"ชาม": OTHER}


def test_every_line_of_the_word_files_is_folded_and_of_use():
    assert all(fold(word) == word for word in goods() | set(meanings()))
    assert all(word not in means for word, means in meanings().items())
    assert len(thai_words()) > 50_000
