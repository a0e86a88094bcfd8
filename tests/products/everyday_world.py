"""A small catalogue of real sorts of goods, for searching it as people do."""

from dataclasses import dataclass

from fairs.models import District, ProductCategory, Subdistrict
from tests.factories import make_product, make_vendor

FOOD, DRINK, CLOTH, WARE, HERB = ProductCategory


@dataclass(frozen=True)
class Goods:
    """A product; `place` is the code of its maker's district or subdistrict."""

    name: str
    english: str
    category: ProductCategory
    place: str
    maker: str
    stars: int | None = None
    story: str = ""


GOODS = (
    Goods("ผ้าไหมมัดหมี่ลายแคนแก่นคูน", "Mudmee silk", CLOTH, "401806", "กลุ่มทอผ้าไหมชนบท", 5,
          "ทอมือสองตะกอ ย้อมสีธรรมชาติ"),
    Goods("ผ้าคลุมไหล่ไหมแท้", "Silk shawl", CLOTH, "4018", "กลุ่มสตรีทอผ้าบ้านหัวฝาย", 4),
    Goods("ผ้าไหมแพรวา", "Phrae Wa silk", CLOTH, "4610", "วิสาหกิจชุมชนผ้าไหมแพรวาบ้านโพน", 5),
    Goods("ผ้าฝ้ายย้อมคราม", "Indigo cotton", CLOTH, "4703", "กลุ่มย้อมครามบ้านถ้ำเต่า", 5),
    Goods("เสื้อม่อฮ่อม", "Mo hom shirt", CLOTH, "540105", "ร้านม่อฮ่อมแม่แดง", 4),
    Goods("ผ้าซิ่นตีนจก", "Tin chok skirt", CLOTH, "640501", "กลุ่มทอผ้าหาดเสี้ยว", 5),
    Goods("ผ้าบาติก", "Batik cloth", CLOTH, "8301", "ร้านบาติกอันดามัน", 3),
    Goods("ผ้าขาวม้าทอมือ", "Loincloth", CLOTH, "6405", "กลุ่มทอผ้าบ้านท่าชัย"),
    Goods("กระเป๋าย่านลิเภา", "Yan lipao bag", CLOTH, "8001", "กลุ่มจักสานย่านลิเภานครศรี", 5),
    Goods("กระเป๋าถือผ้าปักม้ง", "Hmong bag", CLOTH, "5505", "กลุ่มผ้าปักบ้านดอยติ้ว", 3),
    Goods("หมวกสานใบลาน", "Palm leaf hat", CLOTH, "3610", "กลุ่มจักสานบ้านหัวหนอง"),
    Goods("รองเท้าผ้าทอ", "Woven shoes", CLOTH, "5401", "ร้านรองเท้าคุณนาย"),
    Goods("กางเกงเล", "Fisherman trousers", CLOTH, "8404", "ร้านเลเล"),
    Goods("ร่มกระดาษสา", "Saa paper umbrella", WARE, "501312", "ศูนย์ทำร่มต้นเปา", 5),
    Goods("ชามตราไก่", "Rooster bowl", WARE, "5201", "โรงงานเซรามิกอินทรา", 5, "เขียนลายด้วยมือทุกใบ"),
    Goods("แจกันเซรามิก", "Ceramic vase", WARE, "5203", "ร้านเกาะคาเซรามิก", 4),
    Goods("โอ่งดินเผาด่านเกวียน", "Clay jar", WARE, "300710", "กลุ่มเครื่องปั้นดินเผาด่านเกวียน", 3),
    Goods("ตะกร้าหวาย", "Rattan basket", WARE, "1410", "กลุ่มจักสานบ้านบางเจ้าฉ่า", 4),
    Goods("กระติบข้าวเหนียว", "Sticky rice box", WARE, "4005", "กลุ่มจักสานไม้ไผ่ชุมแพ"),
    Goods("เสื่อกกพับ", "Reed mat", WARE, "4412", "กลุ่มทอเสื่อกกบ้านแพง", 5),
    Goods("หมอนขิดสามเหลี่ยม", "Khit pillow", WARE, "3501", "กลุ่มหมอนขิดศรีฐาน", 4),
    Goods("เครื่องเงินสลักลาย", "Engraved silverware", WARE, "5501", "กลุ่มเครื่องเงินบ้านป่ากลาง", 4),
    Goods("มีดอรัญญิก", "Aranyik knife", WARE, "1403", "ร้านมีดพยนต์", 4),
    Goods("ดอกไม้ประดิษฐ์จากดินไทย", "Clay flowers", WARE, "1206", "กลุ่มดินไทยบ้านนนท์"),
    Goods("โคมไฟกะลามะพร้าว", "Coconut shell lamp", WARE, "9301", "กลุ่มกะลาบ้านคอกวัว", 3),
    Goods("ไม้แกะสลักรูปช้าง", "Carved wooden elephant", WARE, "5005", "กลุ่มแกะสลักดอยสะเก็ด", 3),
    Goods("ตุ๊กตาชาววัง", "Court dolls", WARE, "1501", "กลุ่มตุ๊กตาชาววังบ้านบางเสด็จ", 4),
    Goods("พวงกุญแจไม้", "Wooden key ring", WARE, "4203", "ร้านของฝากริมโขง"),
    Goods("ข้าวแต๋นน้ำแตงโม", "Rice crackers", FOOD, "5203", "กลุ่มแม่บ้านข้าวแต๋นเกาะคา", 5),
    Goods("น้ำพริกปลาร้าบอง", "Fermented fish paste", FOOD, "4001", "แม่บ้านเกษตรกรบ้านทุ่ม", 4),
    Goods("น้ำพริกหนุ่ม", "Green chilli dip", FOOD, "5201", "ร้านแม่คำน้อย", 3),
    Goods("น้ำผึ้งดอกลำไย", "Longan honey", FOOD, "5104", "กลุ่มผู้เลี้ยงผึ้งลี้", 4),
    Goods("กล้วยอบน้ำผึ้ง", "Honey dried banana", FOOD, "6501", "กลุ่มแม่บ้านบางกระทุ่ม", 5),
    Goods("กล้วยตากพลังแสงอาทิตย์", "Sun-dried banana", FOOD, "6505", "จิราพรกล้วยตาก", 4),
    Goods("ทุเรียนทอด", "Durian chips", FOOD, "2201", "ร้านผลไม้จันท์", 4),
    Goods("มะขามคลุก", "Seasoned tamarind", FOOD, "6701", "ไร่มะขามเพชร", 3),
    Goods("หมูยอเมืองอุบล", "Pork loaf", FOOD, "3401", "ร้านหมูยอแม่ฮาย", 5),
    Goods("ปลาส้ม", "Sour fish", FOOD, "5601", "ปลาส้มกว๊าน", 4),
    Goods("ขนมหม้อแกง", "Egg custard", FOOD, "7601", "ร้านแม่กิมลั้ง", 3),
    Goods("มะพร้าวแก้ว", "Candied coconut", FOOD, "4203", "กลุ่มมะพร้าวแก้วเชียงคาน", 4),
    Goods("ข้าวหอมมะลิทุ่งกุลา", "Jasmine rice", FOOD, "451113", "สหกรณ์ข้าวทุ่งกุลา", 5),
    Goods("ข้าวสังข์หยด", "Sangyod rice", FOOD, "9301", "กลุ่มข้าวสังข์หยดนาขยาด", 5),
    Goods("ปลาทูต้มหวาน", "Sweet mackerel", FOOD, "7503", "ร้านปลาทูแม่กลอง"),
    Goods("หอมแดงดองน้ำผึ้ง", "Pickled shallots", FOOD, "3304", "สวนหอมลุงเสริม"),
    Goods("กุนเชียงหมู", "Chinese sausage", FOOD, "3001", "กุนเชียงโคราช", 3),
    Goods("ไข่เค็มไชยา", "Salted eggs", FOOD, "8408", "ฟาร์มไข่ไชยา", 4),
    Goods("กะปิเคยตาดำ", "Shrimp paste", FOOD, "7501", "กะปิคลองโคน", 3),
    Goods("ชาใบหม่อน", "Mulberry tea", DRINK, "4018", "กลุ่มหม่อนไหมชนบท", 4),
    Goods("ชาอู่หลง", "Oolong tea", DRINK, "5709", "ไร่ชาดอยแม่สลอง", 5),
    Goods("กาแฟคั่วบดอาราบิก้า", "Arabica coffee", DRINK, "5505", "กาแฟภูคา", 4),
    Goods("ไวน์หมากเม่า", "Mao berry wine", DRINK, "4701", "ห้างไวน์ภูพาน", 3),
    Goods("น้ำมะม่วงหาวมะนาวโห่", "Karanda juice", DRINK, "7007", "สวนหาวมะนาวโห่"),
    Goods("น้ำตาลมะพร้าวแท้", "Coconut sugar", FOOD, "750305", "เตาตาลลุงแดง", 4),
    Goods("สบู่ขมิ้น", "Turmeric soap", HERB, "9601", "กลุ่มสบู่บ้านบาเจาะ", 3),
    Goods("สบู่น้ำนมข้าว", "Rice milk soap", HERB, "4501", "กลุ่มสมุนไพรร้อยเอ็ด"),
    Goods("น้ำมันเหลืองสมุนไพร", "Yellow herbal oil", HERB, "2501", "อภัยภูเบศรบ้านดงบัง", 4),
    Goods("ลูกประคบสมุนไพร", "Herbal compress", HERB, "2501", "กลุ่มสมุนไพรบ้านดงบัง", 4),
    Goods("ยาหม่องเสลดพังพอน", "Herbal balm", HERB, "6301", "กลุ่มแพทย์แผนไทยเมืองตาก", 3),
    Goods("แชมพูมะกรูด", "Kaffir lime shampoo", HERB, "7203", "กลุ่มแม่บ้านด่านช้าง", 2),
    Goods("น้ำมันมะพร้าวสกัดเย็น", "Coconut oil", HERB, "8404", "กลุ่มมะพร้าวเกาะสมุย", 4),
    Goods("ยาดมสมุนไพร", "Herbal inhaler", HERB, "1016", "ร้านยาดมตรามือ"),
    Goods("เทียนหอม", "Scented candle", HERB, "5013", "ร้านเทียนล้านนา"),
)  # fmt: skip


def make_catalogue() -> None:
    for goods in GOODS:
        product = make_product(
            _maker(goods),
            goods.name,
            name_en=goods.english,
            category=goods.category,
            story=goods.story,
        )
        if goods.stars:
            type(product).objects.filter(pk=product.pk).update(stars=goods.stars)


def _maker(goods: Goods):
    district = District.objects.select_related("province").get(pk=goods.place[:4])
    subdistrict = Subdistrict.objects.get(pk=goods.place) if len(goods.place) == 6 else None
    return make_vendor(
        goods.maker, province=district.province, district=district, subdistrict=subdistrict
    )
