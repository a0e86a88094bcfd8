"""What was typed while the keyboard stood on the other language."""

import pytest

from otopfair.thai.keyboard import on_the_other_keyboard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhkws,", ["ผ้าไหม"]),
        ("ij,[jvlihk'", ["ร่มบ่อสร้าง"]),
        ("-hk;c9Jo", ["ข้าวแต๋น"]),
        ("หรสา", ["silk"]),
        ("ษ้นื ษฟำื", ["Khon Kaen"]),
        ("ZHKWS,", ['(็ษ"ฆม', "ผ้าไหม"]),
        ("Café", []),
    ],
)
def test_the_same_keys_in_the_other_language(typed, meant):
    assert on_the_other_keyboard(typed) == meant
