"""A small market of cloth that ended forty days ago: its orders are asked about now."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from demo.closing import close_days, close_fair, drop_reports
from demo.following import answer_some
from demo.khonkaen import organise
from demo.makers import Maker
from demo.plan import SIDE
from demo.seating import Seat, seat_vendors
from demo.takings import write_takings
from fairs.models import Booth, FairEvent, FairSeries, FairState, ProductCategory, Zone
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND, be_year, today_in_thailand
from sales.models import BoothSale, OrderFollowUp

CODE = "KKMARKET"
ENDED_DAYS_AGO, DAYS, BOOTHS = 40, 3, 10
SCALE = 0.6
ORDERED = Decimal(18_000)


def make_market(agencies, makers: list[Maker], *, cloth_maker: Maker, by: User) -> FairEvent:
    """Ten weavers; most have answered, the weaver with an account has not."""
    last = today_in_thailand() - timedelta(days=ENDED_DAYS_AGO)
    name = "ตลาดผ้าไหมหน้าศาลากลางขอนแก่น"
    fair_event = FairEvent.objects.create(
        series=FairSeries.objects.create(name_th=name, province_id="40"),
        name_th=name,
        slug="khonkaen-silk-market",
        reference_code=CODE,
        year_label_be=be_year(last),
        description="งานตัวอย่าง ร้านและตัวเลขทั้งหมดเป็นข้อมูลสมมติ",
        state=FairState.PUBLISHED,
        opens_on=last - timedelta(days=DAYS - 1),
        closes_on=last,
        opens_time=time(9),
        closes_time=time(18),
        home_province_id="40",
        venue_province_id="40",
        venue_district_id="4001",
        venue_name="ลานหน้าศาลากลางจังหวัดขอนแก่น",
        contact_phone="043000000",
    )
    organise(fair_event, agencies)
    sent_at = datetime.combine(fair_event.opens_on - timedelta(days=20), time(14), THAILAND)
    seats = _seats(fair_event, makers, cloth_maker)
    allocations = seat_vendors(fair_event, seats, by=by, sent_at=sent_at)
    for day in fair_event.days:
        write_takings(allocations, day, by=by, scale=SCALE)
    sales = BoothSale.objects.filter(fair_event=fair_event, vendor=cloth_maker.vendor)
    sales.filter(sold_on=fair_event.opens_on).update(ordered_baht=ORDERED)
    _close(fair_event, by)
    answer_some(fair_event, by=by, silent={cloth_maker.vendor.pk})
    return fair_event


def _seats(fair_event: FairEvent, makers: list[Maker], cloth_maker: Maker) -> list[Seat]:
    zone = Zone.objects.create(
        fair_event=fair_event,
        code="M",
        name_th="ผ้าไหม",
        report_name="โซนผ้าไหม",
        category=ProductCategory.CLOTH,
        sequence=1,
        plan_x=3,
        plan_y=5,
        plan_width=BOOTHS * SIDE,
        plan_height=SIDE,
    )
    booths = Booth.objects.bulk_create(
        Booth(zone=zone, code=f"M{number:02}", plan_x=3 + (number - 1) * SIDE, plan_y=5)
        for number in range(1, BOOTHS + 1)
    )
    weavers = [
        maker
        for maker in makers
        if maker.kind.category == ProductCategory.CLOTH and maker.vendor != cloth_maker.vendor
    ]
    chosen = [cloth_maker, *weavers[: BOOTHS - 1]]
    return [Seat(maker, (booth,)) for maker, booth in zip(chosen, booths, strict=True)]


def _close(fair_event: FairEvent, by: User) -> None:
    close_days(fair_event, fair_event.days, by=by)
    close_fair(fair_event, by=by)


def move_market(days: int, *, by: User) -> None:
    """Its days have moved: the reports name the new ones, the answers came so much later."""
    fair_event = FairEvent.objects.get(reference_code=CODE)
    drop_reports(fair_event)
    _close(fair_event, by)
    answers = OrderFollowUp.objects.filter(fair_event=fair_event)
    history = HistoryEntry.objects.filter(
        subject_type="sales.orderfollowup", subject_id__in=answers.values("pk")
    )
    for answer in answers.order_by("pk"):
        answer.answered_at += timedelta(days=days)
        answer.save()
    for line in history.order_by("pk"):
        line.at += timedelta(days=days)
        line.save()
