"""By what products are sold, as an English page says it."""

import pytest

from products.units import in_english


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("ผืน", "piece"),
        ("ต่อผืน", "piece"),
        ("ถุง 250 ก.", "bag 250 g"),
        ("แพ็ก 500 ก.", "pack 500 g"),
        ("กก.", "kg"),
        ("กล่อง 20 ซอง", "box of 20 sachets"),
        ("ชุด 1 กล่อง", "set of 1 box"),
        ("แพ็ก 6 กล่อง", "pack of 6 boxes"),
        ("ขวดแก้ว 250 มล.", "ขวดแก้ว 250 มล."),
        ("piece", "piece"),
        ("", ""),
    ],
)
def test_a_unit_is_english_where_every_word_of_it_is_known(typed, english):
    assert in_english(typed) == english
