"""One row of everything that has a register."""

from datetime import date, time
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from fairs.models import (
    CommitteeMember,
    EventOrganiser,
    Meeting,
    MeetingAttendee,
    OfficialAct,
    Person,
    PlanLandmark,
    ProgrammeItem,
    Project,
    ProjectActivity,
    Resolution,
)
from otopfair.outbox.writing import tell
from products.models import (
    BoothSaleRevision,
    DailyReport,
    FiscalYearResult,
    ImportBatch,
    ProductGroup,
    StarRating,
    StarRound,
    TargetRule,
)
from tests import factories as make


def make_world(number: int = 1):
    """Rows in every register; `number` keeps the names of several worlds apart."""
    officer = make.make_officer(full_name=f"เจ้าหน้าที่ {number}")
    agency = make.make_agency(f"หน่วยงานทดสอบ {number}")
    person = Person.objects.create(
        title="นาย", given_name=f"ทดสอบ{number}", family_name="ใจดี", agency=agency
    )
    fair = make.make_fair_event(f"งานทดสอบ {number}", series=make.make_series(f"ชุดงาน {number}"))
    committee = make.make_committee(name_th=f"คณะทำงาน {number}")
    CommitteeMember.objects.create(committee=committee, person=person, agency=agency)
    meeting = Meeting.objects.create(committee=committee, held_on=date(2019, 1, 17))
    MeetingAttendee.objects.create(meeting=meeting, agency=agency)
    Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบ", due_on=date(2019, 2, 1)
    )
    project = Project.objects.create(
        name_th=f"โครงการ {number}", fiscal_year_be=2562, province=fair.home_province
    )
    ProjectActivity.objects.create(project=project, name_th="กิจกรรม", fair_event=fair)
    EventOrganiser.objects.create(fair_event=fair, agency=agency)
    OfficialAct.objects.create(fair_event=fair, kind="opens", person=person)
    ProgrammeItem.objects.create(
        fair_event=fair, on=fair.opens_on, starts_at=time(18), title="ประกวดร้องเพลง"
    )
    PlanLandmark.objects.create(
        fair_event=fair, kind="stage", label="เวที", plan_x=0, plan_y=0, plan_width=6, plan_height=3
    )
    make.make_call(fair)
    make.make_helper(fair)
    vendor = make.make_vendor(f"ร้าน {number}", user=make.make_user(f"เจ้าของร้าน {number}"))
    vendor.phones.create(number="0812345678")
    product = make.make_product(vendor, f"สินค้า {number}")
    product.photos.create(caption="ผ้าทั้งผืน")
    star_round = StarRound.objects.create(year_be=2540 + number, name_th=f"คัดสรร {number}")
    StarRating.objects.create(star_round=star_round, product=product, stars=5)
    ProductGroup.objects.create(category=3, name_th=f"กลุ่มย่อย {number}")
    allocation = make.make_allocation(make.make_booth(fair), vendor)
    sale = make.make_sale(allocation)
    BoothSaleRevision.objects.create(
        sale=sale,
        sold_before=1,
        ordered_before=0,
        sold_after=2,
        ordered_after=0,
        changed_by=officer,
    )
    DailyReport.objects.create(
        fair_event=fair, sold_on=fair.opens_on, closed_at=timezone.now(), closed_by=officer
    )
    ImportBatch.objects.create(
        kind="vendors", fair_event=fair, file_name="รายชื่อ", cells=[], uploaded_by=officer
    )
    FiscalYearResult.objects.create(
        province=fair.home_province, fiscal_year_be=2550 + number, sold_baht=Decimal("1")
    )
    TargetRule.objects.create(fiscal_year_be=2550 + number, factor=Decimal("1.22"))
    tell(officer, "เรื่องทดสอบ", "ข้อความ")
    make.make_application(fair, status="submitted", form_key=uuid4())
    return officer
