"""Fairs to come: one that takes applications now, in every status; one to import a list into."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from fairs.models import (
    CallPlaces,
    FairEvent,
    FairRole,
    FairSeries,
    FairState,
    ProductCategory,
    TermsText,
    VendorCall,
)
from otopfair.demo.khonkaen import KHON_KAEN, PARK, TOWN, organise
from otopfair.demo.makers import Maker
from otopfair.demo.people import dice
from otopfair.demo.plan import lay_out
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND, last_day_of_month, today_in_thailand
from products.models import Product
from products.operations.offers import offer_products, send_application
from vendors.models import ApplicationStatus, BoothApplication
from vendors.operations.allocations import allocate_booth
from vendors.operations.applications import (
    answer_application,
    confirm_application,
    pass_documents,
    refuse_application,
    return_application,
    select_application,
    start_application,
    withdraw_application,
)

Status = ApplicationStatus
LAMPANG_CODE = "LPFAIR"
PLACES = {1: 36, 2: 13, 3: 54, 4: 21, 5: 10}
RETURN_REASONS = (
    "รูปสินค้าไม่ชัด ขอรูปใหม่ที่เห็นทั้งผืนอย่างน้อย 1 รูป",
    "ที่อยู่ที่ผลิตยังไม่ครบ เติมเลขที่และหมู่",
)
REFUSE_REASONS = (
    "สินค้าซื้อมาขายต่อ ไม่ใช่สินค้าที่กลุ่มผลิตเอง",
    "สมัครประเภทที่ไม่ตรงกับสินค้า และที่ของประเภทนี้เต็มแล้ว",
)
# How many applications stand at each step, besides those of the two demo vendors.
WANTED = (
    ("draft", 2),
    ("submitted", 14),
    ("returned", 1),
    ("eligible", 5),
    ("selected", 3),
    ("confirmed", 3),
    ("allocated", 6),
    ("refused", 2),
    ("withdrawn", 1),
)


def make_open_fair(agencies, makers, terms, *, cloth_maker, food_maker, by) -> FairEvent:
    """The silk fair in 40 days; its call has been open for five days and closes in ten."""
    today = today_in_thailand()
    fair_event = FairEvent.objects.create(
        series=FairSeries.objects.create(
            name_th="งานไหม ผูกเสี่ยว และกาชาดขอนแก่น",
            name_en="Khon Kaen Silk and Red Cross Fair",
            cloth="lac",
        ),
        name_th="งานไหม ผูกเสี่ยว และกาชาดขอนแก่น",
        name_en="Khon Kaen Silk and Red Cross Fair",
        slug="khonkaen-silk-fair",
        reference_code="KKSILK",
        description="งานตัวอย่าง เปิดรับสมัครร้าน OTOP ทุกประเภท ร้านทั้งหมดเป็นข้อมูลสมมติ",
        state=FairState.PUBLISHED,
        opens_on=today + timedelta(days=40),
        closes_on=today + timedelta(days=51),
        opens_at=time(10),
        closes_at=time(22),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name="สนามหน้าศาลากลางจังหวัดขอนแก่น",
        contact_phone="043000000",
        sales_target_baht=40_000_000,
    )
    organise(fair_event, agencies)
    booths = lay_out(fair_event)
    _call(fair_event, terms, today)
    _applications(fair_event, makers, booths, cloth_maker, food_maker, by)
    return fair_event


def make_import_fair(series: FairSeries, agencies) -> FairEvent:
    """A published fair with zones and booths but no vendors: for trying a spreadsheet."""
    today = today_in_thailand()
    fair_event = FairEvent.objects.create(
        series=series,
        name_th="มหกรรม OTOP ของดีเมืองขอนแก่น",
        slug="khonkaen-otop-expo",
        reference_code="KKEXPO",
        description="งานตัวอย่างที่ยังไม่มีร้าน ใช้ลองนำเข้าบัญชีรายชื่อจาก Excel",
        state=FairState.PUBLISHED,
        opens_on=today + timedelta(days=75),
        closes_on=today + timedelta(days=81),
        opens_at=time(10),
        closes_at=time(21),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name=PARK,
        contact_phone="043000000",
        sales_target_baht=12_000_000,
    )
    organise(fair_event, agencies)
    lay_out(fair_event)
    return fair_event


def month_ahead() -> tuple[date, date]:
    """First and last day of a month about a quarter of a year ahead."""
    day = today_in_thailand() + timedelta(days=90)
    return day.replace(day=1), last_day_of_month(day)


def make_lampang_fair() -> FairEvent:
    """An invented fair of Lampang, known to the month, so that its officer has one to prepare."""
    opens_on, closes_on = month_ahead()
    return FairEvent.objects.create(
        series=FairSeries.objects.create(
            name_th="งานเซรามิกและของดีลำปาง", name_en="Lampang Ceramics Fair", cloth="almond"
        ),
        name_th="งานเซรามิกและของดีลำปาง",
        name_en="Lampang Ceramics Fair",
        slug="lampang-ceramics-fair",
        reference_code=LAMPANG_CODE,
        description="งานตัวอย่าง ยังไม่กำหนดวัน",
        role=FairRole.ORGANISED,
        state=FairState.PUBLISHED,
        date_precision="month",
        opens_on=opens_on,
        closes_on=closes_on,
        home_province_id="52",
        venue_province_id="52",
        venue_district_id="5201",
        venue_name="สวนสาธารณะเขลางค์นคร",
        contact_phone="054000000",
    )


def _call(fair_event: FairEvent, terms: TermsText, today: date) -> None:
    call = VendorCall.objects.create(
        fair_event=fair_event,
        opens_at=datetime.combine(today - timedelta(days=5), time(9), THAILAND),
        closes_at=datetime.combine(today + timedelta(days=10), time(16, 30), THAILAND),
        result_on=today + timedelta(days=14),
        confirm_until=today + timedelta(days=16),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร โต๊ะ 2 ตัว เก้าอี้ 2 ตัว ไฟ 5 แอมป์ ป้ายชื่อร้าน ไม่มีค่าบูธ",
        max_booths=2,
        eligibility="ผู้ผลิต ผู้ประกอบการ OTOP ที่ลงทะเบียนแล้ว ทั้งในและนอกจังหวัดขอนแก่น",
    )
    CallPlaces.objects.bulk_create(
        CallPlaces(call=call, category=category, places=PLACES[category])
        for category in ProductCategory
    )


def _applications(fair_event, makers, booths, cloth_maker, food_maker, by) -> None:
    known = {cloth_maker.vendor.pk, food_maker.vendor.pk}
    others = [maker for maker in makers if maker.vendor.pk not in known]
    wanted = [goal for goal, count in WANTED for _ in range(count)]
    queue = dice("applicants").sample(others, len(wanted))
    cases = [(cloth_maker, "selected"), (food_maker, "returned"), *zip(queue, wanted, strict=True)]
    dice("order of applying").shuffle(cases)
    for number, (maker, goal) in enumerate(cases):
        application = _apply(fair_event, maker, goal, number)
        if goal not in {"draft", "withdrawn"}:
            _decide(application, goal, number, booths, maker, by)
        _backdate(application, number, len(cases))


def _apply(fair_event, maker: Maker, goal: str, number: int) -> BoothApplication:
    key = UUID(int=dice(f"open {number}").getrandbits(128), version=4)
    application = start_application(fair_event, maker.vendor, form_key=key, by=maker.member)
    note = "ขอบูธติดทางเดิน ต้องตั้งกี่สาธิต" if number % 7 == 0 else ""
    application = answer_application(
        application, by=maker.member, category=maker.kind.category, booths_wanted=1, note=note
    )
    offer_products(
        application,
        Product.objects.filter(vendor=maker.vendor).order_by("pk"),
        by=maker.member,
    )
    if goal == "draft":
        return application
    application = send_application(application, accepts_terms=True, by=maker.member)
    if goal == "withdrawn":
        reason = "วันงานตรงกับงานบุญของหมู่บ้าน"
        return withdraw_application(application, reason=reason, by=maker.member)
    return application


def _decide(application, goal: str, number: int, booths, maker: Maker, by) -> None:
    """Take a sent application on to `goal`, as the officer and the vendor would."""
    if goal == "submitted":
        return
    if goal == "returned":
        return_application(
            application,
            reason=RETURN_REASONS[number % 2],
            answer_by=today_in_thailand() + timedelta(days=4 + number % 3),
            by=by,
        )
        return
    if goal == "refused":
        refuse_application(application, reason=REFUSE_REASONS[number % 2], by=by)
        return
    pass_documents(application, by=by)
    if goal == "eligible":
        return
    select_application(application, by=by)
    if goal == "selected":
        return
    confirm_application(application, by=maker.member)
    if goal == "allocated":
        letter = "ABCDE"[maker.kind.category - 1]
        free = (
            booth
            for code, booth in booths.items()
            if code.startswith(letter) and booth.allocations.count() == 0
        )
        allocate_booth(application, next(free), by=by)


def _backdate(application: BoothApplication, number: int, count: int) -> None:
    """Spread what the operations wrote just now over the days since the call opened."""
    now = timezone.now()
    sent = now - timedelta(minutes=4.4 * 24 * 60 * (count - number) / count + 30)
    application.refresh_from_db()
    moments = {"start": sent - timedelta(minutes=25), "submit": sent}
    moment = sent
    for verb in ("pass", "select", "confirm", "allocate", "return", "refuse", "withdraw"):
        moment += (now - moment) / 3
        moments[verb] = moment
    BoothApplication.objects.filter(pk=application.pk).update(
        created_at=moments["start"],
        saved_at=moments["submit"],
        submitted_at=application.submitted_at and sent,
        terms_accepted_at=application.terms_accepted_at and sent,
        checked_at=application.checked_at and moments["pass"],
        selected_at=application.selected_at and moments["select"],
        confirmed_at=application.confirmed_at and moments["confirm"],
    )
    application.allocations.update(allocated_at=moments["allocate"])
    for line in HistoryEntry.objects.of(application):
        HistoryEntry.objects.filter(pk=line.pk).update(at=moments[line.verb])
