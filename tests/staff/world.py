"""One row of everything that has a register."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

from fairs.models import (
    CommitteeMember,
    EventOrganiser,
    Meeting,
    MeetingAttendee,
    OfficialAct,
    Participation,
    Person,
    PlanLandmark,
    ProgrammeItem,
    Project,
    ProjectActivity,
    Province,
    Resolution,
    TermsText,
    TripCost,
    TripMember,
    Venue,
)
from onsite.models import AnswerPeriod, PublicHoliday
from otopfair.outbox.writing import tell
from otopfair.work.models import BulkWork
from products.models import ImportBatch, ProductGroup, StarRating, StarRound
from sales.models import (
    BoothSaleRevision,
    FairReport,
    FiscalYearResult,
    ReportReader,
    ReportWording,
    TargetRule,
)
from sales.operations.reports import close_report
from tests import factories as make
from tests.onsite.rows import make_card, make_complaint, make_finding, make_survey
from vendors.models import (
    LoneOffice,
    MessageTemplate,
    Objection,
    StandardKind,
    TwinPair,
    VendorClaim,
    VendorDocumentKind,
)
from vendors.operations.ground import remove_part
from vendors.operations.payees import propose_payee


def make_world(number: int = 1, *, district: str = "4001"):
    """Rows in every register, all in `district` and its province; `number` keeps the names of
    several worlds apart."""
    province = Province.objects.get(pk=district[:2])
    here = {"province": province, "district_id": district}
    officer = make.make_officer(province, full_name=f"เจ้าหน้าที่ {number}")
    agency = make.make_agency(f"หน่วยงานทดสอบ {number}", province=province)
    person = Person.objects.create(
        title="นาย",
        given_name=f"ทดสอบ{number}",
        family_name="ใจดี",
        agency=agency,
        province=province,
    )
    series = make.make_series(f"ชุดงาน {number}", province=province)
    fair = make.make_fair_event(f"งานทดสอบ {number}", province=province, series=series)
    committee = make.make_committee(province, name_th=f"คณะทำงาน {number}")
    order = make.make_order(number=number, province=province)
    committee.order = order
    committee.save()
    part = committee.sub_committees.create(name_th="ฝ่ายผังบูธ")
    CommitteeMember.objects.create(
        committee=committee, sub_committee=part, person=person, agency=agency
    )
    meeting = Meeting.objects.create(committee=committee, held_on=date(2019, 1, 17))
    MeetingAttendee.objects.create(meeting=meeting, agency=agency)
    Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบ", due_on=date(2019, 2, 1)
    )
    meeting.attachments.create(
        file=make.a_picture(), file_name="ภาพ.webp", sent_by=officer, form_key=uuid4()
    )
    project = Project.objects.create(
        name_th=f"โครงการ {number}", fiscal_year_be=2562, province=fair.home_province
    )
    ProjectActivity.objects.create(project=project, name_th="กิจกรรม", fair_event=fair)
    EventOrganiser.objects.create(fair_event=fair, agency=agency)
    make.make_notice(f"ประกาศ {number}", province=province)
    make.make_news_photo(make.make_news(f"ข่าว {number}", province=province, fair_event=fair))
    OfficialAct.objects.create(fair_event=fair, kind="opens", person=person)
    fair.venue = Venue.objects.create(name_th=f"ลานทดสอบ {number}", province=province)
    fair.save()
    Participation.objects.create(fair_event=fair, host_name="งานของเจ้าภาพ")
    TripMember.objects.create(fair_event=fair, person=person)
    TripCost.objects.create(fair_event=fair, kind="freight", amount_baht=1200)
    ProgrammeItem.objects.create(
        fair_event=fair, on=fair.opens_on, starts_time=time(18), title="ประกวดร้องเพลง"
    )
    PlanLandmark.objects.create(
        fair_event=fair, kind="stage", label="เวที", plan_x=0, plan_y=0, plan_width=6, plan_height=3
    )
    TermsText.objects.filter(calls=make.make_call(fair)).update(province=province)
    make.make_helper(fair)
    MessageTemplate.objects.create(
        name=f"แบบ {number}", subject="นัด", body="พบกัน", province=province
    )
    owner = make.make_user(f"เจ้าของร้าน {number}")
    vendor = make.make_vendor(f"ร้าน {number}", user=owner, **here)
    vendor.phones.create(number="0812345678")
    product = make.make_product(vendor, f"สินค้า {number}")
    product.photos.create(caption="ผ้าทั้งผืน")
    star_round = StarRound.objects.create(year_be=2540 + number, name_th=f"คัดสรร {number}")
    StarRating.objects.create(star_round=star_round, product=product, stars=5)
    ProductGroup.objects.create(category=3, name_th=f"กลุ่มย่อย {number}")
    allocation = make.make_allocation(make.make_booth(fair), vendor)
    allocation.application.offered_products.create(product=product)
    propose_payee(fair, name="กองทุน", bank="ออมสิน", account_number="1", by=officer)
    make.charge(allocation.application, fee_baht=1000)
    make.pay(allocation.application, 400, by=officer)
    make.make_slip(allocation.application, by=owner)
    make.make_statement(allocation.application, by=officer)
    sale = make.make_sale(allocation)
    BoothSaleRevision.objects.create(
        sale=sale,
        sold_before=1,
        ordered_before=0,
        sold_after=2,
        ordered_after=0,
        changed_by=officer,
    )
    close_report(fair, fair.opens_on, by=officer)
    FairReport.objects.create(fair_event=fair)
    ImportBatch.objects.create(
        kind="vendors",
        fair_event=fair,
        file_name="รายชื่อ",
        cells=[["ชื่อกลุ่ม", "ประเภท", "จังหวัด"], ["ร้านใหม่", "ผ้า", province.name_th]],
        uploaded_by=officer,
    )
    FiscalYearResult.objects.create(
        province=fair.home_province, fiscal_year_be=2550 + number, sold_baht=Decimal("1")
    )
    ReportWording.objects.get_or_create(province=province)
    fair.report_photos.create(
        file=make.a_picture(), caption="พิธีเปิด", added_by=officer, form_key=uuid4()
    )
    ReportReader.objects.create(fair_event=fair, user=officer, named_by=officer)
    TargetRule.objects.create(fiscal_year_be=2550 + number, factor=Decimal("1.22"))
    tell(officer, "เรื่องทดสอบ", "ข้อความ")
    remove_part(make.make_zone(fair, "Z"), by=officer, reason="วางผิดที่")
    BulkWork.objects.create(
        kind="decide-applications",
        title="งาน",
        items=[],
        total=0,
        form_key=uuid4(),
        started_by=officer,
    )
    applicant = make.make_vendor(f"ร้านรอตรวจ {number}", **here)
    sent = make.make_application(fair, applicant, status="submitted", form_key=uuid4())
    make.make_answered_file(sent, fair.newest_call())
    quota = fair.newest_call().quotas.create(district_id=district, places=2)
    quota.nominations.create(call=quota.call, vendor=applicant, seat=1, invited_by=officer)
    TwinPair.objects.create(first=vendor, second=applicant, why="เบอร์โทรเดียวกัน")
    for at, state in enumerate(("accepted", "waiting"), start=1):
        make.make_standard(vendor, number=f"มผช. {at}/2566", state=state, file=make.a_picture())
    make.make_document(applicant)
    make.make_request(vendor, make.make_round(f"รอบ {number}", province=province))
    StandardKind.objects.create(name_th=f"มาตรฐาน {number}")
    VendorDocumentKind.objects.create(name_th=f"เอกสาร {number}")
    VendorClaim.objects.create(vendor=applicant, user=owner)
    ban = make.make_penalty(vendor, by=officer)
    Objection.objects.create(penalty=ban, text="ไม่จริง", filed_by=owner, answer_by=fair.closes_on)
    make.make_run(fair.newest_call(), by=officer)
    make.make_draw(fair.newest_call(), by=officer)
    make.make_announcement(fair.newest_call(), by=officer)
    found = make_finding(allocation.booth, vendor, by=officer)
    found.visit.photos.create(file=make.a_picture(), taken_by=officer, form_key=uuid4())
    AnswerPeriod.objects.get_or_create(province=province, working_days=5)
    PublicHoliday.objects.create(on=fair.closes_on + timedelta(days=number), name_th="วันหยุด")
    make_card(allocation.application)
    make_complaint(fair, booth=allocation.booth, vendor=vendor, photo=make.a_picture())
    make_survey(fair)
    LoneOffice.objects.create(province=province, reason="มีคนเดียว", until=fair.closes_on)
    return officer
