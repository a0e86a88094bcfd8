"""Rows that all provinces use are changed by their owner; the others ask it to."""

from django.db import transaction

from fairs.models import District, Province
from fairs.operations.officers import officers_of
from fairs.operations.planning import row_checked
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.writing import tell


def owner_of(row) -> str:
    """Whose a shared row is: "จังหวัดขอนแก่น", or the whole country's."""
    return row.province.title if row.province_id else "ส่วนกลาง"


def ask_owner(row, *, words: str, link: str, by) -> int:
    """Tell those who may change a shared row what is wrong with it; how many were told.

    They are the officers of the owning province; the administrators, when the row is the whole
    country's or its province has no officer now.
    """
    if not words.strip():
        raise RuleBroken("บอกว่าต้องแก้อะไร", field="words")
    with transaction.atomic():
        row = lock(row)
        owners = officers_of(row.province_id)
        if not owners:
            raise RuleBroken("ยังไม่มีผู้ดูแลข้อมูลนี้ในระบบ โทรหาสำนักงานพัฒนาชุมชนจังหวัดเจ้าของ")
        kind = row._meta.verbose_name
        body = f"{by} ขอให้แก้{kind} “{row}”: {words}"
        for user in owners:
            tell(user, f"ขอให้แก้{kind} {row}", body, kind="shared-row", link=link)
        record(row, "ask", f"ขอให้{owner_of(row)}แก้", by=by, reason=words)
    return len(owners)


def give_to_province(row, province: Province, *, words: str, link: str, by):
    """Give a shared row to another province, whose officers change it from then on and are told.

    A district of the former province does not come along. Raises RuleBroken without a reason, and
    where the other province has such a row already.
    """
    if not words.strip():
        raise RuleBroken("บอกว่าย้ายเพราะอะไร", field="words")
    with transaction.atomic():
        row = lock(row)
        if row.province_id == province.pk:
            return row
        former, row.province = owner_of(row), province
        if getattr(row, "district_id", None):
            row.district = District.objects.filter(pk=row.district_id, province=province).first()
        row_checked(row).save()
        told = f"ย้ายจาก{former}ให้{province.title}ดูแล"
        record(row, "hand_over", told, by=by, reason=words)
        name = f"{row._meta.verbose_name} “{row}”"
        for user in officers_of(province.pk):
            body = f"{by} ย้าย{name} มาให้{province.title}ดูแล: {words}"
            tell(user, f"รับดูแล{name}", body, kind="shared-row", link=link)
    return row
