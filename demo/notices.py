"""Invented notices of the office: one signed and in force, one still a draft."""

from datetime import date

from demo.khonkaen import KHON_KAEN
from fairs.models import Capacity, FairEvent, Notice
from fairs.notice_papers import notice_pdf
from fairs.operations.notices import numbered_as, sign_notice

BODY = """\
ด้วยจังหวัดขอนแก่นกำหนดจัด {fair} จึงประกาศรับสมัครผู้ผลิต ผู้ประกอบการ OTOP เข้าร่วมออกร้าน โดยมีรายละเอียด ดังนี้
1. ผู้สมัครต้องลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP ไว้กับสำนักงานพัฒนาชุมชนอำเภอ
2. สมัครผ่านเว็บไซต์ หรือที่สำนักงานพัฒนาชุมชนอำเภอทุกแห่ง ในวันและเวลาราชการ
3. คณะกรรมการจะประกาศผลการคัดเลือกในหน้าของงาน
จึงประกาศให้ทราบโดยทั่วกัน"""
SIGNER = {
    "signer_name": "นางสาวตัวอย่าง ใจดี",
    "signer_position": "หัวหน้ากลุ่มงานส่งเสริมการพัฒนาชุมชน",
    "signer_capacity": Capacity.ACTING,
    "acting_for": "พัฒนาการจังหวัดขอนแก่น",
}


def make_notices(past: FairEvent, coming: FairEvent, *, by) -> None:
    signed = _draft(past)
    prepared = numbered_as(signed, number=1, signed_on=date(2020, 9, 15))
    sign_notice(prepared, paper=notice_pdf(prepared), by=by)
    _draft(coming)


def _draft(fair_event: FairEvent) -> Notice:
    return Notice.objects.create(
        province_id=KHON_KAEN,
        issuing_office="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น",
        subject=f"รับสมัครผู้ผลิต ผู้ประกอบการ OTOP เข้าร่วม{fair_event.called}",
        body=BODY.format(fair=fair_event.called),
        fair_event=fair_event,
        **SIGNER,
    )
