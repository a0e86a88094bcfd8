"""What people in Thailand type into the search box, by kind, and what the demonstration has for it.

Written down before it was tried. A line is what is typed and parts of the names (or the code of
the province, or the booth) that may stand first; a search of goods is answered by its first hit.
"""

from fairs.search import search_fairs
from fairs.when import read_when
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.facets import Filters
from products.models import Product
from products.search import search
from tests.demo import typed_on_phones as phones
from vendors.ground.called import booths_called

FIRST = 3
ON_PHONES = phones.GOODS + phones.ENGLISH + phones.OTHER_KEYBOARD

GOODS = """
ซื้อผ้าไหมที่ไหน: ผ้าไหม
ผ้าไหมราคาถูก: ผ้าไหม
ผ้าใหมแพรวา: แพรวา
แพรวากาฬสินธุ์: แพรวา
มัดหมี่ขอนแก่น: มัดหมี่
ผ้าครามสกล: ผ้าย้อมคราม
ผ้าคราม: ผ้าย้อมคราม
ผ้าย้อมครามสกลนคร: ผ้าย้อมคราม
ผ้าขาวม้าห้าสี: ผ้าขาวม้า
ผ้าขะม้า: ผ้าขาวม้า
ผ้ายกดอกลำพูน: ผ้ายกลำพูน
ผ้ายก: ผ้ายก
ผ้าน้ำไหลน่าน: ลายน้ำไหล
เสื้อหม้อฮ่อม: เสื้อผ้าฝ้าย, ย้อมคราม
เสื้อผ้าฝ้าย: เสื้อผ้าฝ้าย
เสื้อมะเกลือ: มะเกลือ
กระเป๋าผ้า: กระเป๋าผ้า
กะเป๋าผ้าทอ: กระเป๋าผ้า
กระเป๋ากระจูด พัทลุง: กระจูด
กระจูดวรรณี: กระจูด
เสื่อกกบ้านแพง: เสื่อกก
กระติ๊บข้าว: กระติบ
กระติบข้าวเหนียว: กระติบ
หมอนสามเหลี่ยม: หมอนขิด
หมอนขิดยโสธร: หมอนขิด
ชามไก่: ชามตราไก่
ชามตราไก่ลำปาง: ชามตราไก่
ถ้วยตราไก่: ชามตราไก่
รถม้าลำปาง: รถม้า
ร่มบ่อสร้าง: ร่มบ่อสร้าง
ร่มเชียงใหม่: ร่มบ่อสร้าง
พวงกุญแจแคน: พวงกุญแจ
พวงกุญแจไดโนเสาร์: พวงกุญแจ
โคมไฟ: โคมไฟ, โคมดิน
หม้อดินด่านเกวียน: หม้อดินเผา
แกะสลักไม้: ไม้แกะสลัก
ช้างไม้แกะสลัก: ไม้แกะสลัก ช้าง
แหนมเนืองขอนแก่น: แหนมเนือง
แหนมเนืองหนองคาย: แหนมเนือง
กุนเชียงขอนแก่น: กุนเชียง
ไก่ย่างเขาสวนกวาง: ไก่ย่าง
ไก่ย่าง: ไก่ย่าง
ไก่ย่างเขาสวนกว้าง: ไก่ย่าง
ไส้อั่วเชียงใหม่: ไส้อั่ว
ไส้อัว: ไส้อั่ว
ปลาร้าบอง: น้ำพริกปลาร้า
แจ่วบอง: น้ำพริกปลาร้า
น้ำพริกกุ้งเสียบภูเก็ต: กุ้งเสียบ
หมี่โคราช: หมี่โคราช
ผัดหมี่โคราช: หมี่โคราช
หมี่โคราด: หมี่โคราช
ข้าวฮาง: ข้าวฮาง
ข้าวฮางงอกสกล: ข้าวฮาง
ข้าวไรซ์เบอรี่: ไรซ์เบอร์รี่
ไรซ์เบอรี่: ไรซ์เบอร์รี่
ข้าวทับทิมชุมแพ: ข้าวทับทิม
ข้าวกล้องงอก: กล้องงอก
น้ำข้าวกล้อง: น้ำข้าวกล้อง
ถั่วคั่ว: ถั่วคั่ว
ถั่วขั้ว: ถั่วคั่ว
กล้วยอบน้ำผึ้ง: กล้วยอบ
มะพร้าวแก้วเชียงคาน: มะพร้าวแก้ว
น้ำผึ้งลิ้นจี่: น้ำผึ้ง
น้ำผึ้งแท้: น้ำผึ้ง
หมากเม่า: หมากเม่า
น้ำเม่า: หมากเม่า
ชาใบหม่อน: ชาใบหม่อน
ชาเขียวใบหม่อน: ชาใบหม่อน
ชาอู่หลงแม่สลอง: ชาอู่หลง
กาแฟดริป: กาแฟ
กาแฟดอยช้าง: กาแฟ
กาแฟคั่วเข้ม: กาแฟคั่วบด คั่วเข้ม
สบู่ขมิ้น: สบู่ขมิ้น
สบู่มังคุด: สบู่ขมิ้นชัน มังคุด
ลูกปคบ: ลูกประคบ
ลูกประคบสมุนไพร: ลูกประคบ
พิมเสน: พิมเสน
พิมเสนน้ำ: พิมเสน
ยาดม: พิมเสน
ครีมมะขาม: ครีมมะขาม
สครับมะขาม: ครีมมะขาม
ผ้าบาติกภูเก็ต: บาติก
ผ้าปาเต๊ะภูเก็ต: บาติก
ผ้าพันคอไหม: ไหม
ผ้าคลุมไหล่: คลุมไหล่, ผ้าสไบ
ผ้าทอมือ: ทอมือ
ร้านข้าวแต๋นลำปาง: ข้าวแต๋น
กลุ่มทอผ้าไหมชนบท: ไหม
ผ้าไหมอำเภอชนบท: ไหม
ผ้าไหม อ.ชนบท จ.ขอนแก่น: ไหม
ชุมแพ: ชุมแพ
ผ้าใหมขอนแก่น: ผ้าไหม
ผ้าใหมมัดหมี่ชนบท: ผ้าไหมมัดหมี่
ผ้าขาวม้าตาเล็ก: ผ้าขาวม้า ตาเล็ก
ผ้าขาวม้าลายสก็อต: ผ้าขาวม้า ตาสก็อต
ผ้าฝ้ายทอมือขอนแก่น: ผ้าฝ้าย
ผ้าฝ้ายย้อมสีธรรมชาติ: ผ้าฝ้าย, ย้อมคราม
ผ้าครามธรรมชาติ: ผ้าย้อมคราม
เสื้อผ้าฝ้ายแขนสั้น: เสื้อผ้าฝ้ายย้อมมะเกลือ แขนสั้น
กระเป๋าสะพาย: สะพายข้าง
กระเป๋าจูด: กระจูด
กระเป๋าถือ: กระเป๋า
เสื่อพับ: เสื่อกก
เสือกก: เสื่อกก
หมอนอิง: หมอนขิด หมอนอิง
จานชามเซรามิก: เซรามิก, ชาม
เซรามิกลำปาง: เซรามิก, ชาม
แจกันดินเผา: หม้อดินเผา
หม้อดิน: หม้อดินเผา
ช้างแกะสลัก: ช้าง
กรอบรูปไม้: กรอบรูป
ร่มกระดาษ: ร่มบ่อสร้าง กระดาษสา
ร่มกระดาษสา: ร่มบ่อสร้าง กระดาษสา
พวงกุนแจ: พวงกุญแจ
น้ำพริกปลาร้าขอนแก่น: น้ำพริกปลาร้า
นํ้าพริกปลาร้า: น้ำพริกปลาร้า
น้ำพริก: น้ำพริก
ปลาส้มพะเยา: ปลาส้ม
ปลาซ่ม: ปลาส้ม
แหนม: แหนม
กุนเชียงหมู: กุนเชียง
หมี่: หมี่
ข้าวแต๋นลำปาง: ข้าวแต๋น
ข้าวแต๋นหน้าธัญพืช: ข้าวแต๋นน้ำแตงโม หน้าธัญพืช
ข้าวเหนียวดำ: ข้าวเหนียวดำ
ข้าวหอมมะลิ: หอมมะลิ
ทุเรียนทอดจันทบุรี: ทุเรียน
มะพร้าวแก้ว เลย: มะพร้าวแก้ว
กาแฟเชียงราย: กาแฟ
กาแฟดอยช้าง เชียงราย: กาแฟ
ชาเชียงราย: ชา
น้ำผึ้งเชียงใหม่: น้ำผึ้ง
น้ำหมากเม่าสกลนคร: หมากเม่า
สบู่สมุนไพร: สบู่
สมุนไพรปวดเมื่อย: ลูกประคบ, พิมเสน
ลูกประคบ ราคา: ลูกประคบ
ผ้าไหม otop 5 ดาว: ผ้าไหม
ผ้าใหมแท้: ไหม
ผ้าไหมมัดหมี่ลายขอนาค: ขอนาค
ผ้าถุงไหม: ไหม
ผ้าซิ่นไหม: ไหม
มัดหมี่ชนบท: มัดหมี่
ผ้าคลุมใหล่: คลุมไหล่, สไบ
เสื้อย้อมคราม: ย้อมคราม
เสื้อคลุมผ้าฝ้าย: เสื้อผ้าฝ้าย
ผ้าขาวมา: ผ้าขาวม้า
ผ้าขาวม้าขอนแก่น: ผ้าขาวม้า
กระเป๋าสาน: กระเป๋า
กระเป๋ากระจูดพัทลุง: กระจูด
เสื่อกกจันทบุรี: เสื่อกก
น้ำผึ้งป่า: น้ำผึ้ง
น้ำผึ่ง: น้ำผึ้ง
กาแฟเชียงไหม่: กาแฟ
ข้าวหอมมะลิทุ่งกุลา: หอมมะลิ
ข้าวหอมมลิ: หอมมะลิ
ข้าวไรเบอรี่: ไรซ์เบอร์รี่
ข้าวไรซ์เบอรี: ไรซ์เบอร์รี่
ข้าวแต๋นน้ำแตงโม: ข้าวแต๋น
ข้าวแตนลำปาง: ข้าวแต๋น
ขนมนางเล็ด: ข้าวแต๋น
กล้วยอบเนย: กล้วยอบ
แหนมหมู: แหนม
ปลาส้มสายเดี่ยว: ปลาส้ม
สบู่ก้อน: สบู่
สบู่ขมิ้นชัน: สบู่ขมิ้น
สบู่ฟักข้าว: ฟักข้าว
ยาดมสมุนไพร: พิมเสน
ลูกประคบสมุนไพรไทย: ลูกประคบ
โคมไฟเซรามิค: โคม
จานเซรามิก: เซรามิก, ชาม
ชามตราไก่แท้: ชามตราไก่
แก้วตราไก่: ชามตราไก่
รถม้าจำลอง: รถม้า
ไม้แกะสลักรูปช้าง: ช้าง
หม้อดินเผาด่านเกวียน: หม้อดินเผา
ของฝากขอนแก่น กุนเชียง: กุนเชียง
กุนเชียงปลา: กุนเชียง
ผ้าไหมราคาไม่แพง: ไหม
ขนมนางเล็ดลำปาง: ข้าวแต๋น
"""

ENGLISH = """
mudmee silk: มัดหมี่
thai silk khon kaen: ไหม
rice cracker: ข้าวแต๋น
riceberry: ไรซ์เบอร์รี่
herbal ball: ลูกประคบ
elephant carving: ช้าง
umbrella chiang mai: ร่ม
oolong: อู่หลง
coffee: กาแฟ
khao tan: ข้าวแต๋น
sai ua: ไส้อั่ว
batik phuket: บาติก
silk shawl: คลุมไหล่
indigo cotton: คราม
reed mat: เสื่อกก
keychain: พวงกุญแจ
soap turmeric: สบู่ขมิ้น
ceramic lamp: โคมไฟ
honey chiang mai: น้ำผึ้ง
mulberry tea: ชาใบหม่อน
sticky rice basket: กระติบ
coconut candy: มะพร้าวแก้ว
cotton shirt: เสื้อผ้าฝ้าย
thai coffee: กาแฟ
jasmine rice: หอมมะลิ
herbal soap: สบู่
wood elephant: ช้าง
rice cracker lampang: ข้าวแต๋น
khon kaen silk: ไหม
pha khao ma: ผ้าขาวม้า
mulberry leaf tea: ชาใบหม่อน
balm inhaler: พิมเสน
"""

PLACES = """
ของฝากขอนแก่น: 40
ของฝากจากขอนแก่น: 40
ของดีลำปาง: 52
ของกินขอนแก่น: 40
สินค้าโอทอปขอนแก่น: 40
โอทอป 5 ดาว ขอนแก่น: 40
otop ลำปาง: 52
สินค้าจังหวัดลำปาง: 52
สินค้า จ.ขอนแก่น: 40
ของฝากลำปาง: 52
lampang otop: 52
"""

NOT_HERE = """
ทุเรียนกวน
หมูยอ
รองเท้าหนัง
โทรศัพท์มือถือ
ตะกร้า
ยาหม่อง
ตะกร้าหวาย
ไข่เค็มไชยา
หมูแดดเดียว
ไส้กรอกอีสาน
แชมพูมะกรูด
น้ำพริกเผา
กล้วยตาก
"""

FAIRS = """
งานขอนแก่นวันนี้: OTOP CITY IN KHONKAEN
มีงานอะไรวันนี้: OTOP CITY IN KHONKAEN
งานโอทอปขอนแก่น: OTOP CITY IN KHONKAEN
งานไหมขอนแก่น: งานไหม
งานผูกเสี่ยว: งานไหม
งานกาชาดขอนแก่น: งานไหม
otop city ครั้งที่ 31: OTOP CITY IN KHONKAEN
otop city khonkaen: OTOP CITY IN KHONKAEN
โอทอปซิตี้: OTOP CITY IN KHONKAEN
โอทอปซิตี้ขอนแก่น: OTOP CITY IN KHONKAEN
งานเซรามิคลำปาง: งานเซรามิก
ถนนคนเดินบึงแก่นนคร: ถนนคนเดิน
ถนนคนเดินขอนแก่น: ถนนคนเดิน
ตลาดผ้าไหม: ตลาดผ้าไหม
งานลำปาง: งานเซรามิก
งานของดีเมืองขอนแก่น: มหกรรม OTOP ของดี
มหกรรมโอทอปขอนแก่น: มหกรรม OTOP ของดี, OTOP CITY IN KHONKAEN
งานสัปดาห์นี้: OTOP CITY IN KHONKAEN
งานโอทอปวันนี้ที่ขอนแก่น: OTOP CITY IN KHONKAEN
วันนี้ขอนแก่นมีงานไหม: OTOP CITY IN KHONKAEN
บึงแก่นนคร: ถนนคนเดิน, OTOP
ตลาดนัดโอทอป: ตลาดนัดโอทอป
ceramic fair lampang: งานเซรามิก
red cross fair: งานไหม
งานแฟร์ขอนแก่น: OTOP CITY
งานเทศกาลไหม: งานไหม
otop fair khon kaen: OTOP
อิมแพ็ค: บางกอก, อิมแพ็ค
งานอิมแพค: บางกอก, อิมแพ็ค
สวนรัชดา: OTOP, ถนนคนเดิน
ศาลากลางขอนแก่น: ตลาดผ้าไหม, งานไหม
ครั้งที่31: OTOP CITY IN KHONKAEN
"""

BOOTHS = """
บูธ C02: C02
c46: C46
บูทA1: A01
เลขบูธ A01: A01
C 46: C46
บูธที่ A1: A01
บูธที่ C2: C02
บู๊ธ c18: C18
ซุ้ม A01: A01
booth c02: C02
C-46: C46
บูธเลขที่ 46 โซน C: C46
a 1: A01
ล็อก C02: C02
"""


def wrong_answers() -> tuple[int, list[tuple]]:
    """How many queries there are, and those with nothing right in front."""
    asked = [
        *((typed, right, goods_found, 1) for typed, right in lines_of(GOODS + ENGLISH + ON_PHONES)),
        *((typed, right, homes_found, FIRST) for typed, right in lines_of(PLACES + phones.PLACES)),
        *((typed, "", goods_found, FIRST) for typed, _ in lines_of(NOT_HERE + phones.NOT_HERE)),
        *((typed, right, fairs_found, FIRST) for typed, right in lines_of(FAIRS + phones.FAIRS)),
        *((typed, right, booths_found, FIRST) for typed, right in lines_of(BOOTHS + phones.BOOTHS)),
    ]
    found = [(typed, right, find(typed)[:first]) for typed, right, find, first in asked]
    return len(asked), [one for one in found if not is_right(*one[1:])]


def lines_of(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(": ") for line in text.split("\n") if line)
    return [(typed, right) for typed, _, right in pairs]


def is_right(right: str, found: list[str]) -> bool:
    if not right:
        return not found
    return any(part in one for one in found for part in right.split(", "))


def _hits(typed: str) -> list[Product]:
    """As the search page asks: what says when is about fairs alone."""
    asked = read_when(typed, today_in_thailand())
    words = Query(asked.words if asked.says_when else typed)
    ids = search(words, Filters(), "", today_in_thailand()).ids[:FIRST]
    rows = Product.objects.select_related("vendor__district").in_bulk(ids)
    return [rows[pk] for pk in ids]


def goods_found(typed: str) -> list[str]:
    return [f"{row.name_th} {row.vendor.district}" for row in _hits(typed)]


def homes_found(typed: str) -> list[str]:
    return [row.province_id for row in _hits(typed)]


def fairs_found(typed: str) -> list[str]:
    return [str(row) for row in search_fairs(Query(typed), today_in_thailand())]


def booths_found(typed: str) -> list[str]:
    return [row["code"] for row in booths_called(typed, today_in_thailand())]
