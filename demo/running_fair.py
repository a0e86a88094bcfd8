"""The fair that runs today: day 4 of 7, its booths full, today's takings still coming in."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from demo.closing import close_days
from demo.khonkaen import city_fair, organise
from demo.makers import Maker
from demo.plan import BLOCKS, lay_out
from demo.seating import Seat, seat_vendors, seats_by_category
from demo.takings import write_takings
from fairs.acts import call_made
from fairs.models import Assignment, CallCell, FairEvent, ProgrammeItem, TermsText, VendorCall
from otopfair.rights.roles import Role
from otopfair.thai.calendar import THAILAND, be_year, today_in_thailand
from sales.models import BoothSale, Heard, SaleSource
from sales.operations.chasing import note_chase_call
from sales.operations.takings import record_booth_sale
from sales.takings import missing_on

EDITION = 31
DAY_NUMBER, DAYS = 4, 7
VENDORS = {"A": 32, "B": 12, "C": 49, "D": 18, "E": 8}
CLOTH_BOOTH, FOOD_BOOTH = "C07", "A05"
# Two makers share one booth; the maker of one booth has a second.
SHARED = "D05"
TWO_BOOTHS = ("C49", "C50")
SHARE_REPORTED_TODAY = 0.62


def opening_day(today: date | None = None) -> date:
    """The day on which the running fair must have opened so that today is day 4."""
    return (today or today_in_thailand()) - timedelta(days=DAY_NUMBER - 1)


def make_terms() -> TermsText:
    return TermsText.objects.create(
        title="ข้อตกลงการออกบูธงาน OTOP จังหวัดขอนแก่น",
        province_id="40",
        version=1,
        summary="ขายเองทุกวันจนปิดงาน ไม่ให้คนอื่นเช่าช่วง และส่งยอดขายทุกวัน",
        body=(
            "1. ขายเองทุกวันตั้งแต่เปิดจนปิดงาน ไม่ให้ผู้อื่นใช้บูธหรือเช่าช่วง\n"
            "2. ขายเฉพาะสินค้าที่แจ้งไว้ในใบสมัคร\n"
            "3. ติดป้ายราคาทุกชิ้น\n"
            "4. ส่งยอดขายทุกวันภายในเวลา 21.30 น.\n"
            "5. ถ้ามาไม่ได้ แจ้งเจ้าหน้าที่ก่อนวันเปิดงานอย่างน้อย 3 วัน"
        ),
    )


def make_running_fair(series, agencies, makers: list[Maker], terms, *, by, helper) -> FairEvent:
    """The whole fair with vendors, programme, helper and takings of the days so far."""
    opens_on = opening_day()
    fair_event = city_fair(
        series,
        EDITION,
        year_label_be=be_year(opens_on),
        theme_name="ของดีบ้านเฮา จากมือถึงมือ",
        description="งานตัวอย่าง ร้านและตัวเลขทั้งหมดเป็นข้อมูลสมมติ",
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=DAYS - 1),
        vendor_count=120,
        sales_target_baht=Decimal(13_000_000),
        visitor_target=30_000,
    )
    organise(fair_event, agencies)
    _programme(fair_event)
    help_at(fair_event, helper)
    _call(fair_event, terms)
    seats = _seats(makers, lay_out(fair_event, by=by, shared=(SHARED,)))
    sent_at = datetime.combine(opens_on - timedelta(days=40), time(9), THAILAND)
    allocations = seat_vendors(fair_event, seats, by=by, sent_at=sent_at)
    _takings(fair_event, allocations, by, helper)
    return fair_event


def help_at(fair_event: FairEvent, user) -> None:
    """Make `user` a helper until shortly after the fair."""
    Assignment.objects.create(
        user=user,
        role=Role.FAIR_HELPER,
        fair_event=fair_event,
        until=fair_event.closes_on + timedelta(days=3),
    )


def _call(fair_event: FairEvent, terms: TermsText) -> None:
    opens_on = fair_event.opens_on
    call = VendorCall.objects.create(
        fair_event=fair_event,
        opens_at=datetime.combine(opens_on - timedelta(days=41), time(9), THAILAND),
        closes_at=datetime.combine(opens_on - timedelta(days=30), time(16, 30), THAILAND),
        result_on=opens_on - timedelta(days=25),
        confirm_until=opens_on - timedelta(days=20),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร โต๊ะ 2 ตัว เก้าอี้ 2 ตัว ไฟ 5 แอมป์ ป้ายชื่อร้าน",
        max_booths=2,
        eligibility="ผู้ผลิต ผู้ประกอบการ OTOP ที่ลงทะเบียนแล้ว",
    )
    CallCell.objects.bulk_create(
        CallCell(call=call, category=block.category, maximum=block.booths) for block in BLOCKS
    )
    call_made.happened(call=call)


def _seats(makers, booths) -> list[Seat]:
    """119 makers one by one; one takes a second booth, and one more joins the shared booth."""
    seats = seats_by_category(makers, booths, VENDORS)
    seated = {seat.maker.vendor.pk for seat in seats}
    guest = next(
        maker
        for maker in makers
        if maker.kind.category == 4 and maker.is_northeastern and maker.vendor.pk not in seated
    )
    first, second = TWO_BOOTHS
    seats = [
        Seat(seat.maker, (*seat.booths, booths[second])) if seat.booths[0].code == first else seat
        for seat in seats
    ]
    return [*seats, Seat(guest, (booths[SHARED],))]


def _programme(fair_event: FairEvent) -> None:
    items = (
        (1, time(17, 30), "พิธีเปิดงาน"),
        (1, time(19), "เดินแบบผ้าไหมจาก 26 อำเภอ"),
        (2, time(18), "หมอลำพื้นบ้าน"),
        (3, time(16), "สาธิตทำลูกประคบ"),
        (4, time(16), "สาธิตมัดหมี่และย้อมคราม"),
        (4, time(18), "ประกวดร้องเพลงลูกทุ่ง"),
        (4, time(20), "จับรางวัลผู้ซื้อสินค้า"),
        (5, time(18), "ประกวดส้มตำลีลา"),
        (6, time(18), "โปงลางเยาวชน"),
        (7, time(19), "มอบรางวัลร้านดีเด่นและปิดงาน"),
    )
    days = fair_event.days
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            fair_event=fair_event,
            on=days[number - 1],
            starts_time=starts_time,
            title=title,
            place="เวทีกลาง",
        )
        for number, starts_time, title in items
    )


def _takings(fair_event: FairEvent, allocations, by, helper) -> None:
    past = fair_event.days[: DAY_NUMBER - 1]
    for day in past[:-1]:
        write_takings(allocations, day, by=by)
    close_days(fair_event, past[:-1], by=by)
    write_takings(allocations, past[-1], by=helper, checked=False)
    today = fair_event.days[DAY_NUMBER - 1]
    write_takings(
        _still_to_report(allocations),
        today,
        by=helper,
        now=timezone.now(),
        share=SHARE_REPORTED_TODAY,
        checked=False,
    )
    _correct_one(fair_event, allocations, past[-1], by)
    _chase(fair_event, today, helper)


def _chase(fair_event: FairEvent, day: date, helper) -> None:
    """The helper has begun to call: two told their takings, one of them nothing sold; one does not
    answer, and one will send them itself."""
    missing = missing_on(fair_event, day).select_related("booth__fair_event", "application")
    calls = list(missing.exclude(booth__code__in=(CLOTH_BOOTH, FOOD_BOOTH))[:4])
    for allocation, baht in zip(calls[:2], (4_820, 0), strict=True):
        record_booth_sale(
            allocation,
            sold_on=day,
            sold_baht=Decimal(baht),
            ordered_baht=Decimal(0),
            source=SaleSource.PHONE,
            by=helper,
        )
    for allocation, heard in zip(calls[2:4], (Heard.NO_ANSWER, Heard.CALLED), strict=True):
        note_chase_call(allocation, day, heard, form_key=uuid4(), by=helper)


def _still_to_report(allocations):
    """All but the two demo vendors, who have today's takings left to report."""
    return [a for a in allocations if a.booth.code not in {CLOTH_BOOTH, FOOD_BOOTH}]


def _correct_one(fair_event, allocations, day, by) -> None:
    """A figure that an officer put right, so that there is a correction to look at."""
    allocation = next(a for a in allocations if a.booth.code == CLOTH_BOOTH)
    sale = BoothSale.objects.get(booth=allocation.booth, sold_on=day)
    record_booth_sale(
        allocation,
        sold_on=day,
        sold_baht=sale.sold_baht + 3_400,
        ordered_baht=sale.ordered_baht,
        source=SaleSource.OFFICER,
        by=by,
        reason="ร้านแจ้งว่าลืมรวมผ้าคลุมไหล่ 2 ผืน",
    )
