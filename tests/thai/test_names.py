import pytest

from otopfair.thai.names import full_name, split_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("นายสมศักดิ์ จังตระกุล", ("นาย", "สมศักดิ์", "จังตระกุล")),
        ("นางสาวจันทร์ดี  ทองสุข", ("นางสาว", "จันทร์ดี", "ทองสุข")),
        ("น.ส. จันทร์ดี ทองสุข", ("นางสาว", "จันทร์ดี", "ทองสุข")),
        ("นาง นวล บุญมา", ("นาง", "นวล", "บุญมา")),
        ("นายกมล ใจดี", ("นาย", "กมล", "ใจดี")),
        ("ผศ.ดร.เอก ณ เชียงใหม่", ("ผศ.ดร.", "เอก", "ณ เชียงใหม่")),
        ("ว่าที่ ร.ต.หญิง มาลี ใจดี", ("ว่าที่ ร.ต.หญิง", "มาลี", "ใจดี")),
        ("ร.ต.อ.สม ดี", ("ร.ต.อ.", "สม", "ดี")),
        ("คุณมาลี", ("คุณ", "มาลี", "")),
        ("มาลี", ("", "มาลี", "")),
        ("", ("", "", "")),
    ],
)
def test_title_given_and_family_name(text, name):
    assert split_name(text) == name


@pytest.mark.parametrize("text", ["คุณากร", "นายกเทศมนตรีตำบลพล", "นายอำเภอเมือง", "นางิ"])
def test_not_every_beginning_is_a_title(text):
    assert split_name(text).title == ""


def test_no_space_between_title_and_name():
    assert full_name("นาย", "ศรัทธา", "คชพลายุกต์") == "นายศรัทธา คชพลายุกต์"
    assert full_name("", "มาลี") == "มาลี"
