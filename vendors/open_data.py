"""Published vendors, and the results of rounds as they were announced, as open data.

Telephones are left out also where a vendor shows them: a page is read by who looks for the shop,
a file by anybody.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, ProductCategory
from otopfair.documents.open_data import (
    ADDRESS,
    DATE,
    INTEGER,
    ROWS_A_PART,
    DataSet,
    Field,
    Part,
    part_of,
)
from otopfair.look.sharing import absolute
from vendors.models import Announcement, Outcome, Vendor, VendorKind
from vendors.published import ANNEXES

_KINDS, _CATEGORIES = dict(VendorKind.choices), dict(ProductCategory.choices)
_VENDOR_FIELDS = (
    Field("id", "รหัสของร้าน ไม่เปลี่ยน", "pk", INTEGER),
    Field("url", "หน้าของร้าน", "pk", ADDRESS, page="vendor"),
    Field("name_th", "ชื่อกลุ่มหรือกิจการ", "name_th"),
    Field("name_en", "ชื่ออังกฤษ", "name_en"),
    Field("kind", "ประเภทผู้ลงทะเบียน", "kind", show=_KINDS.get),
    Field("subdistrict_th", "ตำบลหรือแขวง", "subdistrict__name_th"),
    Field("district_th", "อำเภอหรือเขต", "district__name_th"),
    Field("province_th", "จังหวัด", "province__name_th"),
    Field("province_en", "จังหวัด (อังกฤษ)", "province__name_en"),
    Field("province_code", "รหัสจังหวัด", "province"),
    Field("established_year_be", "เริ่มกิจการปี พ.ศ.", "established_year_be", INTEGER),
    Field("story", "เรื่องของเรา", "story"),
)
_RESULT_FIELDS = (
    Field("announcement", "รหัสประกาศ", "", INTEGER),
    Field("announced_on", "วันที่ประกาศ (ค.ศ.)", "", DATE),
    Field("url", "หน้าของประกาศ", "", ADDRESS),
    Field("fair_url", "หน้าของงาน", "", ADDRESS, page="fair"),
    Field("result", "ผล", ""),
    Field("reserve_number", "สำรองลำดับที่", "", INTEGER),
    Field("reference", "เลขที่ใบสมัคร", ""),
    Field("vendor_th", "ชื่อร้านตามประกาศ", ""),
    Field("place_th", "ที่อยู่ตามประกาศ", ""),
    Field("category", "ประเภท", ""),
    Field("booths", "จำนวนบูธที่ขอ", "", INTEGER),
)


def _read_vendors(after: int) -> Part:
    return part_of(Vendor.objects.published(), _VENDOR_FIELDS, after)


def _read_results(after: int) -> Part:
    """Whole announcements, as many as make a part."""
    applied = Announcement.objects.applied().filter(
        pk__gt=after, call__fair_event__in=FairEvent.objects.published()
    )
    columns = ("pk", "applied_at", "published", "call__fair_event__slug")
    rows: list[list] = []
    following = None
    for pk, at, published, slug in applied.order_by("pk").values_list(*columns).iterator():
        if len(rows) >= ROWS_A_PART:
            return Part(rows, following)
        rows += _lines(pk, timezone.localdate(at), slug, published.get("lines", []))
        following = pk
    return Part(rows, None)


def _lines(pk: int, day, slug: str, lines: list[dict]) -> Iterator[list]:
    url = absolute(reverse("fair-result", args=[slug, pk]))
    for line in lines:
        row = [
            *(pk, day, url, slug, ANNEXES[Outcome(line["outcome"])], line["number"]),
            *(line["reference"], line["name"], line["place"]),
            *(_CATEGORIES.get(line["category"]), line["booths"]),
        ]
        yield [field.value(one) for field, one in zip(_RESULT_FIELDS, row, strict=True)]


VENDORS = DataSet(
    name="vendors",
    title="ผู้ผลิต ผู้ประกอบการ OTOP",
    about="ร้านที่ขอเผยแพร่และเจ้าหน้าที่ดูแล้ว ตามที่หน้าของร้านแสดง ไม่มีโทรศัพท์และข้อมูลบุคคล",
    fields=_VENDOR_FIELDS,
    read=_read_vendors,
)
RESULTS = DataSet(
    name="results",
    title="ผลการคัดเลือกผู้ออกบูธ",
    about="รายชื่อตามประกาศผลของแต่ละรอบรับสมัคร ผู้ที่ไม่ได้รับคัดเลือกไม่อยู่ในรายชื่อ",
    fields=_RESULT_FIELDS,
    read=_read_results,
    key="reference",
)
