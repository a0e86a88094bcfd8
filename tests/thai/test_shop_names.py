"""The same shop under another spelling, and with another word for what it is."""

import pytest

from otopfair.thai.shop_names import shop_key


@pytest.mark.parametrize(
    "name",
    [
        "ทอผ้าบ้านโคกสูง",
        "กลุ่มทอผ้าบ้านโคกสูง",
        "ร้าน ทอผ้า บ้านโคกสูง",
        "วิสาหกิจชุมชน กลุ่มทอผ้าบ้านโคกสูง",
        "วิสาหกิจชุมชนทอผ้าบ้านโคกสูง",
        "กลุมทอผาบานโคกสูง",
        "กลุ่มสตรีทอผ้าบ้านโคกสูง",
        "บริษัท ทอผ้าบ้านโคกสูง จำกัด",
        "หจก.ทอผ้าบ้านโคกสูง",
        "กลุ่มทอผ้า\u200bบ้านโคกสูง (OTOP)",
    ],
)
def test_spellings_of_one_shop_have_one_key(name):
    assert shop_key(name) == shop_key("กลุ่มทอผ้าบ้านโคกสูง")


@pytest.mark.parametrize("name", ["ทอผ้าบ้านโคกต่ำ", "ย้อมผ้าบ้านโคกสูง"])
def test_other_shops_have_other_keys(name):
    assert shop_key(name) != shop_key("ทอผ้าบ้านโคกสูง")


@pytest.mark.parametrize("name", ["ร้าน", "กลุ่ม", "วิสาหกิจชุมชน", "-"])
def test_a_name_of_nothing_else_keeps_a_key(name):
    assert shop_key(name)
