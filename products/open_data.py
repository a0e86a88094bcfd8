"""Published products as open data."""

from fairs.models import ProductCategory
from otopfair.documents.open_data import (
    ADDRESS,
    INTEGER,
    NUMBER,
    DataSet,
    Field,
    Part,
    part_of,
)
from products.models import Product

_CATEGORIES = dict(ProductCategory.choices)
_FIELDS = (
    Field("id", "รหัสของสินค้า ไม่เปลี่ยน", "pk", INTEGER),
    Field("url", "หน้าของสินค้า", "pk", ADDRESS, page="product"),
    Field("vendor_id", "รหัสของร้าน", "vendor", INTEGER),
    Field("vendor_th", "ชื่อร้าน", "vendor__name_th"),
    Field("name_th", "ชื่อสินค้า", "name_th"),
    Field("name_en", "ชื่ออังกฤษ", "name_en"),
    Field("category", "ประเภท", "category", show=_CATEGORIES.get),
    Field("group_th", "กลุ่มย่อย", "group__name_th"),
    Field("price_baht", "ราคา (บาท)", "price_baht", NUMBER),
    Field("price_unit", "หน่วยขาย", "price_unit"),
    Field("stars", "ดาว OTOP", "stars", INTEGER),
    Field("stars_year_be", "ปีที่คัดสรร พ.ศ.", "stars_year_be", INTEGER),
    Field("material", "วัสดุหรือส่วนผสม", "material"),
    Field("story", "เรื่องของสินค้า", "story"),
    Field("province_th", "จังหวัด", "province__name_th"),
    Field("province_en", "จังหวัด (อังกฤษ)", "province__name_en"),
    Field("province_code", "รหัสจังหวัด", "province"),
)


def _read(after: int) -> Part:
    return part_of(Product.objects.published(), _FIELDS, after)


PRODUCTS = DataSet(
    name="products",
    title="สินค้า OTOP",
    about="สินค้าที่ผู้ผลิตเผยแพร่ในแคตตาล็อก พร้อมประเภท ราคา ดาว และแหล่งผลิต",
    fields=_FIELDS,
    read=_read,
)
