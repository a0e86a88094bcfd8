"""A line of a paper ends neither inside a date nor between a number and its unit."""

import pytest

from otopfair.thai.line_breaks import keep_together
from otopfair.thai.splitting import whole_words

HELD = {"\u00a0": "_", "\u2060": "+"}


def shown(text: str) -> str:
    """Kept spaces as "_", a kept dash as "–+"."""
    return keep_together(text).translate(str.maketrans(HELD))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("วันเสาร์ที่ 24 ธันวาคม พ.ศ. 2565", "วันเสาร์ที่_24_ธันวาคม_พ.ศ._2565"),
        ("ระหว่างวันที่ 17–25 ธันวาคม 2565 ณ", "ระหว่างวันที่_17–+25_ธันวาคม_2565 ณ"),
        ("26 ตุลาคม – 1 พฤศจิกายน 2563", "26_ตุลาคม_– 1_พฤศจิกายน_2563"),
        ("๒๔ ต.ค. ๒๕๖๓ เวลา ๐๙.๑๒ น.", "๒๔_ต.ค._๒๕๖๓ เวลา_๐๙.๑๒_น."),
        ("จำนวน 46 บูธ ยอดจำหน่าย 3,411,590 บาท", "จำนวน 46_บูธ ยอดจำหน่าย 3,411,590_บาท"),
        ("รวม 28.45 ล้านบาท คิดเป็นร้อยละ 94.8", "รวม 28.45_ล้านบาท คิดเป็นร้อยละ_94.8"),
        ("ครั้งที่ 20 ประจำปี 2563", "ครั้งที่_20 ประจำปี_2563"),
        ("เฉลี่ยปีละประมาณ 2.3 พันล้านบาท", "เฉลี่ยปีละประมาณ_2.3_พันล้านบาท"),
        ("ตามมาตรา 57 มติข้อ 4.1 กว่า 120 ราย", "ตามมาตรา_57 มติข้อ_4.1 กว่า_120_ราย"),
        ("ร้านบ้านใหม่ 9 แห่ง", "ร้านบ้านใหม่ 9 แห่ง"),
    ],
)
def test_what_belongs_together_stays_together(text, kept):
    assert shown(text) == kept


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ปีงบประมาณ", "ปีงบประมาณ"),
        ("หัตถอุตสาหกรรม", "หัตถอุตสาหกรรม"),
        ("สำนักงานพัฒนาชุมชนจังหวัด", "สำนักงาน|พัฒนา|ชุมชน|จังหวัด"),
        ("คณะทำงานกลั่นกรอง", "คณะทำงาน|กลั่นกรอง"),
        ("นายประจวบ กันธิยะ", "นาย|ประจวบ| |กันธิยะ"),
        ("ต่างๆ OTOP 9", "ต่างๆ| OTOP 9"),
    ],
)
def test_a_line_ends_between_words_only(text, pieces):
    assert "|".join(whole_words(text)) == pieces
