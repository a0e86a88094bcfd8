"""Officers' marks become clean HTML, also beside Thai letters; nothing else becomes any."""

import pytest

from otopfair.look.prose import plain, prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # CommonMark alone leaves both pairs of stars as they are.
        ("งาน**“OTOP CITY”**ครั้งที่ 20", "<p>งาน<strong>“OTOP CITY”</strong>ครั้งที่&nbsp;20</p>"),
        ("จัด**(ทุกปี)**ที่นี่", "<p>จัด<strong>(ทุกปี)</strong>ที่นี่</p>"),
        ("ราคา 5 * 4 * 3 บาท", "<p>ราคา 5 * 4 * 3&nbsp;บาท</p>"),
        ("บรรทัดแรก\nบรรทัดสอง", "<p>บรรทัดแรก<br>\nบรรทัดสอง</p>"),
        (
            "ปีละ 3 ล้านบาท วันที่ 17–25 ธันวาคม",
            "<p>ปีละ 3&nbsp;ล้านบาท วันที่&nbsp;17–\u206025&nbsp;ธันวาคม</p>",
        ),
        ("# ความเป็นมา", "<h2>ความเป็นมา</h2>"),
        ("### ข้อย่อย", "<h3>ข้อย่อย</h3>"),
        ("ประโยค\n---", "<p>ประโยค</p>\n<hr>"),
        ("    ย่อหน้าเยื้อง", "<p>ย่อหน้าเยื้อง</p>"),
        ("2. สอง\n3. สาม", '<ol start="2">\n<li>สอง</li>\n<li>สาม</li>\n</ol>'),
        (
            "[ดูที่นี่](https://otopfair.example/)",
            '<p><a href="https://otopfair.example/" rel="noopener nofollow">ดูที่นี่</a></p>',
        ),
    ],
)
def test_marks_become_html(text, html):
    assert prose(text).strip() == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>"),
        ("[x](ftp://a/)", '<p><a rel="noopener nofollow">x</a></p>'),
        (
            "![x](https://evil.example/a.png)",
            '<p>!<a href="https://evil.example/a.png" rel="noopener nofollow">x</a></p>',
        ),
    ],
)
def test_nothing_else_becomes_html(text, html):
    assert prose(text).strip() == html


def test_without_marks_it_is_one_line():
    text = "# หัวข้อ\n\n**ข่าว**นี้ & นั้น\nบรรทัดสอง\n\n- ก\n- [ข](https://a.example/)"
    assert plain(text) == "หัวข้อ ข่าวนี้ & นั้น บรรทัดสอง ก ข"
