"""What people type, by kind of query, over a small catalogue: the right product stands first.

A line is what is typed and parts of the names that may stand in front. A query is answered when
one of them is among the first three and nothing else stands above it.
"""

import pytest

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.facets import Filters
from products.models import Product
from products.search import search
from tests.products.everyday_world import GOODS, make_catalogue
from tests.shared_rows import written_once

GOAL = 0.98
SHOWN_FIRST = 3

AS_IT_IS = """
ผ้าไหม: ผ้าไหม
ไหม: ไหม
ผ้าไหมแพรวา: ผ้าไหมแพรวา
มัดหมี่: มัดหมี่
ม่อฮ่อม: ม่อฮ่อม
ร่ม: ร่ม
ชามตราไก่: ชามตราไก่
เซรามิก: เซรามิก
โอ่ง: โอ่ง
ตะกร้า: ตะกร้า
หมอนขิด: หมอนขิด
เสื่อกก: เสื่อกก
มีด: มีด
ปลาร้า: ปลาร้า
ข้าวแต๋น: ข้าวแต๋น
น้ำผึ้ง: น้ำผึ้งดอกลำไย
กล้วยตาก: กล้วยตาก
ทุเรียนทอด: ทุเรียนทอด
ปลาส้ม: ปลาส้ม
ชา: ชาใบหม่อน, ชาอู่หลง
กาแฟ: กาแฟ
สบู่: สบู่
ยาดม: ยาดม
น้ำมันมะพร้าว: น้ำมันมะพร้าว
ข้าว: ข้าว
มะขาม: มะขาม
หอมแดง: หอมแดง
ข้าวหอมมะลิ: ข้าวหอมมะลิ
กลุ่มย้อมครามบ้านถ้ำเต่า: ผ้าฝ้ายย้อมคราม
แม่กิมลั้ง: ขนมหม้อแกง
"""

SLIPS_IN_SHORT_WORDS = """
ผ้าใหม: ผ้าไหม
ใหม: ไหม
ผ้าไม: ผ้าไหม
ผ่าไหม: ผ้าไหม
ผ้าฝาย: ผ้าฝ้าย
ผ้าฟ้าย: ผ้าฝ้าย
บาติค: บาติก
บาทิก: บาติก
ตะกล้า: ตะกร้า
ตระกร้า: ตะกร้า
กะเป๋า: กระเป๋า
กระเปา: กระเป๋า
กระปิ: กะปิ
เซรามิค: เซรามิก
เซลามิก: เซรามิก
ปาร้า: ปลาร้า
ปลาล้า: ปลาร้า
ปลาสม: ปลาส้ม
ปาส้ม: ปลาส้ม
น้ำผี้ง: น้ำผึ้ง
น้ำผึง: น้ำผึ้ง
น้ำผึ่ง: น้ำผึ้ง
สบุ่: สบู่
สบูู่: สบู่
ศบู่: สบู่
ทุเรียณ: ทุเรียน
ทุเรีบน: ทุเรียน
กาแพ: กาแฟ
กาเเฟ: กาแฟ
กาแแฟ: กาแฟ
กลวย: กล้วย
กล้วนตาก: กล้วยตาก
มะขาน: มะขาม
เสื่อก: เสื่อกก
เสือกก: เสื่อกก
กระติป: กระติบ
กระตืบ: กระติบ
แจกันต์: แจกัน
เเจกัน: แจกัน
หมอนขีด: หมอนขิด
หมอณขิด: หมอนขิด
ไว: ไวน์
ไวท์: ไวน์
แชมพุู: แชมพู
แชมภู: แชมพู
แซมพู: แชมพู
เทียณ: เทียน
ร้ม: ร่ม
ล่ม: ร่ม
กุญเชียง: กุนเชียง
กุนเซียง: กุนเชียง
หมูยอร์: หมูยอ
หมุยอ: หมูยอ
ยาหมอง: ยาหม่อง
ยาหม่อน: ยาหม่อง
ลูกปะคบ: ลูกประคบ
ไข่เคม: ไข่เค็ม
ใข่เค็ม: ไข่เค็ม
"""

LONGER_SLIPS = """
ผ้าใหมมัดหมี่: ผ้าไหมมัดหมี่
ผ้าไหมมัดหมี: ผ้าไหมมัดหมี่
ผ้าไหมมัดมี่: ผ้าไหมมัดหมี่
ผ้าไหมแพวา: ผ้าไหมแพรวา
ข้าวหอมมะริ: ข้าวหอมมะลิ
ข้าวสังหยด: ข้าวสังข์หยด
เครื่องเงิณ: เครื่องเงิน
น้ำพริกปาร้า: น้ำพริกปลาร้า
กระเป๋าย่านลิเพา: กระเป๋าย่านลิเภา
ย่านลิเพา: กระเป๋าย่านลิเภา
หมากเมา: หมากเม่า
มะม่วงหาวมะนาวโห: มะม่วงหาวมะนาวโห่
น้ำมันมะพราว: น้ำมันมะพร้าว
ดอกไม้ประดิษ: ดอกไม้ประดิษฐ์
ดอกไม้ปะดิษฐ์: ดอกไม้ประดิษฐ์
ผ้าขาวม้า ทอมือ: ผ้าขาวม้า
ผ้าขาวมา: ผ้าขาวม้า
ไม้แกะสลัค: ไม้แกะสลัก
ม่อห้อม: เสื้อม่อฮ่อม
พวงกุนแจ: พวงกุญแจ
รองเท้าผาทอ: รองเท้าผ้าทอ
ข้าวเต๋น: ข้าวแต๋น
ผ้าใหม ขอนแก่น: ผ้าไหมมัดหมี่, ผ้าคลุมไหล่ไหม
ร่มกระดาดสา เชียงใหม่: ร่ม
น้ำพริกปาร้า ขอนแก่น อร่อย: น้ำพริกปลาร้า
"""

TONES = """
นำพริกหนุ่ม: น้ำพริกหนุ่ม
นํ้าพริก: น้ำพริก
น้าพริก: น้ำพริก
ขาวแตน: ข้าวแต๋น
ผาไหม: ผ้าไหม
ผาขาวมา: ผ้าขาวม้า
ตะกรา: ตะกร้า
ปลาราบอง: ปลาร้าบอง
กลวยตาก: กล้วยตาก
เสือกกพับ: เสื่อกก
นำมันเหลือง: น้ำมันเหลือง
มอฮอม: ม่อฮ่อม
ขาวหอมมะลิ: ข้าวหอมมะลิ
นำผึ้ง: น้ำผึ้ง
"""

TOGETHER = """
ร่มเชียงใหม่: ร่ม
ร่ม เชียงใหม่: ร่ม
ผ้าไหมขอนแก่น: ผ้าไหมมัดหมี่, ผ้าคลุมไหล่ไหม
ผ้าไหมชนบท: ผ้าไหมมัดหมี่, ผ้าคลุมไหล่ไหม
ผ้าไหมกาฬสินธุ์: ผ้าไหมแพรวา
กาแฟน่าน: กาแฟ
เซรามิกลำปาง: แจกันเซรามิก, ชามตราไก่
ข้าวแต๋นลำปาง: ข้าวแต๋น
เสื่อกกมหาสารคาม: เสื่อกก
ตะกร้าอยุธยา: ตะกร้า
กล้วยตากพิษณุโลก: กล้วยตาก
ผ้าย้อมคราม: ผ้าฝ้ายย้อมคราม
สบู่ข้าว: สบู่น้ำนมข้าว
กระเป๋าลิเภา: กระเป๋าย่านลิเภา
น้ำผึ้งลำไย: น้ำผึ้งดอกลำไย
น้ำผึ้งลำพูน: น้ำผึ้งดอกลำไย
ร่มกระดาษสาเชียงใหม่: ร่ม
ผ้าไหมมัดหมี่ขอนแก่น: ผ้าไหมมัดหมี่
ขอนแก่นผ้าไหม: ผ้าไหมมัดหมี่, ผ้าคลุมไหล่ไหม
ของฝากพะเยา: ปลาส้ม
ของฝากจากเชียงคาน: มะพร้าวแก้ว, พวงกุญแจ
โอทอปลำปาง: ชามตราไก่, น้ำพริกหนุ่ม, ข้าวแต๋น, แจกัน
ผ้าไหม 5 ดาว: ผ้าไหม
ผ้าไหม5ดาว: ผ้าไหม
ห้าดาวขอนแก่น: ผ้าไหมมัดหมี่
สมุนไพรปราจีนบุรี: น้ำมันเหลือง, ลูกประคบ
ทุเรียนจันทบุรี: ทุเรียน
หมูยอ อุบล: หมูยอ
"""

ENGLISH = """
silk: ไหม
Silk scarf: ผ้าคลุมไหล่ไหม
thai silk: ไหม
honey: น้ำผึ้งดอกลำไย
HONEY: น้ำผึ้งดอกลำไย
umbrella: ร่ม
soap: สบู่
basket: ตะกร้า
coffee: กาแฟ
tea: ชา
rice: ข้าว
jasmine rice: ข้าวหอมมะลิ
indigo: ผ้าฝ้ายย้อมคราม
cotton: ผ้าฝ้าย
bag: กระเป๋า
pillow: หมอน
knife: มีด
wine: ไวน์
coconut oil: น้ำมันมะพร้าว
silver: เครื่องเงิน
pottery: โอ่งดินเผา, ชามตราไก่, แจกันเซรามิก
ceramics: เซรามิก, ชามตราไก่
herbs: สมุนไพร, ยา, สบู่, แชมพู, ลูกประคบ, น้ำมัน, เทียน
banana: กล้วย
durian: ทุเรียน
mudmee: มัดหมี่
matmi: มัดหมี่
phrae wa: แพรวา
batik: บาติก
candle: เทียน
hony: น้ำผึ้ง
cofee: กาแฟ
shampoo: แชมพู
"""

SYNONYMS = """
ผ้าปาเต๊ะ: ผ้าบาติก
ปาเต๊ะ: ผ้าบาติก
ถ้วยชาม: ชามตราไก่
เครื่องปั้นดินเผา: โอ่ง, แจกัน, ชาม
จักสาน: ตะกร้า, กระติบ, เสื่อ, หมวก, กระเป๋าย่าน
ตระกร้า หวาย: ตะกร้าหวาย
อาหาร: ข้าว, น้ำพริก, กล้วย, ปลา, น้ำผึ้ง, ทุเรียน, มะขาม, หมู, ขนม, มะพร้าวแก้ว, หอมแดง, กุน, ไข่, กะปิ, น้ำตาล
เครื่องดื่ม: ชา, กาแฟ, ไวน์, น้ำมะม่วง
สมุนไพร: สมุนไพร, ยา, สบู่, แชมพู, น้ำมัน
เสื้อผ้า: เสื้อม่อฮ่อม, ผ้า, กางเกง
กาเเฟ น่าน: กาแฟ
ข้าวแตนน้ำแตงโม: ข้าวแต๋น
ผ้าถุง: ผ้าซิ่น
ย่ามม้ง: กระเป๋าถือผ้าปักม้ง
"""

STARS_AND_OTOP = """
5 ดาว: *5
5ดาว: *5
๕ ดาว: *5
ห้าดาว: *5
ระดับ 5 ดาว: *5
4 ดาว: *4
OTOP 5 ดาว: *5
สินค้า 5 ดาว: *5
5 star: *5
โอทอป: *5
โอท็อป: *5
OTOP: *5
otop: *5
สินค้าโอทอป: *5
"""

NOT_HERE = """
รถยนต์
แหวน
ข้าวโพด
iphone
zzzqqq
ปูนซีเมนต์
qwerty
โทรทัศน์
asdfghjkl
ฟหกด
"""

# What is typed, and the beginning of the codes of the areas that it names.
PLACES = """
ขอนแก่น: 40
จังหวัดขอนแก่น: 40
จ.ขอนแก่น: 40
ขอนแกน: 40
Khon Kaen: 40
khonkaen: 40
ลำปาง: 52
Lampang: 52
lampang: 52
เลย: 42
ตาก: 63
น่าน: 55
แพร่: 54
จังหวัดตาก: 63
เชียงใหม่: 50
เชียงไหม่: 50
Chiang Mai: 50
chiangmai: 50
นครศรีธรรมราช: 80
นครศรี: 80
โคราช: 30
Korat: 30
อยุธยา: 14
อุบล: 34
กทม: 10
กรุงเทพ: 10
กรุงเทพฯ: 10
Bangkok: 10
มหาสารคาม: 44
สุราษ: 84
ชนบท: 4018
อำเภอชนบท: 4018
อ.ชนบท: 4018
อ. ชนบท: 4018
เกาะคา: 5203
อำเภอเกาะคา ลำปาง: 5203
เชียงคาน: 4203
Chiang Khan: 4203
ปัว: 5505
ลี้: 5104
สันกำแพง: 5013
San Kamphaeng: 5013
อัมพวา: 7503
เกาะสมุย: 8404
Koh Samui: 8404
ต้นเปา: 501312
ตำบลต้นเปา: 501312
ต.ด่านเกวียน: 300710
ด่านเกวียน: 300710
หาดเสี้ยว: 640501
ทุ่งโฮ้ง: 540105
ศรีบุญเรือง: 401806
"""  # fmt: skip

WITH_RIGHT_NAMES = {
    "as it is": AS_IT_IS,
    "slips in short words": SLIPS_IN_SHORT_WORDS,
    "longer slips": LONGER_SLIPS,
    "tones": TONES,
    "together": TOGETHER,
    "English": ENGLISH,
    "synonyms": SYNONYMS,
    "stars and OTOP": STARS_AND_OTOP,
}


def lines_of(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(": ") for line in text.strip().splitlines())
    return [(typed, right) for typed, _, right in pairs]


@pytest.fixture(scope="module", autouse=True)
def catalogue(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        make_catalogue()
        yield


@pytest.fixture(autouse=True)
def _database(db):
    """Every test asks the database, inside the rows of the module."""


def found(typed: str) -> list[str]:
    ids = search(Query(typed), Filters(), "", today_in_thailand()).ids
    names = dict(Product.objects.values_list("pk", "name_th"))
    return [names[pk] for pk in ids]


def is_right(name: str, right: str) -> bool:
    if right.startswith("*"):
        return STARS[name] == int(right[1])
    return any(part in name for part in right.split(", "))


STARS = {goods.name: goods.stars for goods in GOODS}


def answers(typed: str, right: str) -> bool:
    """Something right among the first, and nothing else above it: the first one is right."""
    return any(is_right(name, right) for name in found(typed)[:1])


def test_there_are_as_many_queries_as_were_promised():
    kinds = [*WITH_RIGHT_NAMES.values(), PLACES]
    assert sum(len(lines_of(text)) for text in kinds) >= 250


def test_the_right_product_stands_first_for_everyday_queries():
    asked = [(kind, *line) for kind, text in WITH_RIGHT_NAMES.items() for line in lines_of(text)]
    wrong = [
        (kind, typed, found(typed)[:SHOWN_FIRST])
        for kind, typed, right in asked
        if not answers(typed, right)
    ]

    assert len(wrong) <= (1 - GOAL) * len(asked), "\n".join(map(str, wrong))


def test_a_place_alone_finds_everything_from_there_first():
    wrong = []
    for typed, code in lines_of(PLACES):
        here = {goods.name for goods in GOODS if goods.place.startswith(code)}
        if set(found(typed)[: len(here)]) != here:
            wrong.append((typed, sorted(here), found(typed)))

    assert wrong == [], "\n".join(map(str, wrong))


@pytest.mark.parametrize("typed", NOT_HERE.split())
def test_what_is_not_there_is_not_found(typed):
    assert found(typed) == []
