"""Published fairs as open data."""

from fairs.models import DatePrecision, FairEvent, FairRole, FairState
from otopfair.documents.open_data import ADDRESS, DATE, INTEGER, DataSet, Field, part_of

_ROLES, _STATES = dict(FairRole.choices), dict(FairState.choices)
_PRECISIONS = dict(DatePrecision.choices)
_FIELDS = (
    Field("id", "รหัสของงาน ไม่เปลี่ยน", "pk", INTEGER),
    Field("url", "หน้าของงาน", "slug", ADDRESS, page="fair"),
    Field("name_th", "ชื่องาน", "name_th"),
    Field("name_en", "ชื่ออังกฤษ", "name_en"),
    Field("series_th", "ชุดงาน", "series__name_th"),
    Field("edition", "ครั้งที่", "edition_no", INTEGER),
    Field("year_be", "ประจำปี พ.ศ.", "year_label_be", INTEGER),
    Field("role", "จัดเองหรือไปร่วมงาน", "role", show=_ROLES.get),
    Field("state", "สถานะ", "state", show=_STATES.get),
    Field("date_precision", "วันที่จัดทราบแค่ไหน", "date_precision", show=_PRECISIONS.get),
    Field("opens_on", "วันแรก (ค.ศ.)", "opens_on", DATE),
    Field("closes_on", "วันสุดท้าย (ค.ศ.)", "closes_on", DATE),
    Field("venue_th", "สถานที่", "venue_name"),
    Field("district_th", "อำเภอที่จัด", "venue_district__name_th"),
    Field("province_th", "จังหวัดที่จัด", "venue_province__name_th"),
    Field("province_en", "จังหวัดที่จัด (อังกฤษ)", "venue_province__name_en"),
    Field("province_code", "รหัสจังหวัดที่จัด", "venue_province"),
    Field("home_province_code", "รหัสจังหวัดเจ้าของงาน", "home_province"),
)


def _read(after: int):
    return part_of(FairEvent.objects.published(), _FIELDS, after)


FAIRS = DataSet(
    name="fairs",
    title="งานแฟร์",
    about="งานแฟร์ OTOP ที่เผยแพร่แล้ว ทั้งที่จัดเองและไปร่วม รวมงานที่ผ่านมาและงานที่ยกเลิก",
    fields=_FIELDS,
    read=_read,
)
