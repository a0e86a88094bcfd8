"""A fair whose booths were drawn before witnesses, with reserves; a second round is tried out by
rules. All invented."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from demo.khonkaen import KHON_KAEN, PARK, TOWN, organise
from demo.makers import Maker
from demo.people import dice
from demo.seating import bring_products
from fairs.acts import call_made
from fairs.models import (
    AllocationWay,
    Booth,
    CallCell,
    CallOrigin,
    FairEvent,
    FairSeries,
    FairState,
    TermsText,
    VendorCall,
    Zone,
)
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.drawing import sha256
from vendors.draws import applications_of, entrants_of, heir_of, list_text_of, read_draw
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, Draw
from vendors.operations.allocations import release_allocation
from vendors.operations.draws import freeze_draw, hold_draw
from vendors.operations.overrides import propose_override
from vendors.operations.runs import run_rules, save_wishes, set_run_rules

NAME = "ถนนคนเดิน OTOP บึงแก่นนคร"
CLOTH, FOOD, DRINK = 3, 1, 2
# Zone: its name, its category, its booths, and who asks for one of them.
ZONES = {"A": ("อาหาร", FOOD, 10, 12), "C": ("ผ้าและเครื่องแต่งกาย", CLOTH, 16, 21)}
ABREAST = 8
HOUSEHOLD, BY_RULES, ASKING = 4, 8, 11
TO_BE_DRAWN = 6
WITNESSES = "นายกเทศมนตรี (ตัวอย่าง)\nประธานเครือข่าย OTOP อำเภอเมือง (ตัวอย่าง)"
SECRET = sha256("ข้อมูลตัวอย่าง")


def make_drawn_fair(agencies, makers: list[Maker], terms: TermsText, *, by) -> FairEvent:
    """The fair in two months; the list was frozen ten days ago and drawn two days ago. A second
    round, of household goods, has been run by rules twice and not used yet; the list of a third is
    frozen and drawn tomorrow. Beside the draw somebody asks for a booth."""
    fair_event = _fair(agencies)
    for number, (code, (name, category, booths, _asked)) in enumerate(ZONES.items()):
        _zone(fair_event, code, name, category, booths, top=number * 14)
    queue = dice("drawn").sample(makers, len(makers))
    asking = {category: asked for _name, category, _booths, asked in ZONES.values()}
    drawn = _call(fair_event, terms, AllocationWay.DRAW, 1, asking)
    cloth = fair_event.zones.get(category=CLOTH)
    outside = {"origin": CallOrigin.OUTSIDE, "zone": cloth, "category": CLOTH}
    CallCell.objects.create(call=drawn, maximum=6, **outside)
    _apply(drawn, queue, asking)
    _draw(drawn, by)
    _zone(fair_event, "D", "ของใช้และของตกแต่ง", HOUSEHOLD, BY_RULES, top=30)
    by_rules = _call(fair_event, terms, AllocationWay.RULES, 2, {HOUSEHOLD: ASKING})
    _apply(by_rules, queue, {HOUSEHOLD: ASKING})
    _try_out(by_rules, by)
    _ask_beside_the_draw(drawn, by)
    _zone(fair_event, "B", "เครื่องดื่ม", DRINK, TO_BE_DRAWN, top=40)
    frozen = _call(fair_event, terms, AllocationWay.DRAW, 3, {DRINK: TO_BE_DRAWN})
    _apply(frozen, queue, {DRINK: TO_BE_DRAWN + 3})
    _freeze(frozen, by)
    return fair_event


def _ask_beside_the_draw(call: VendorCall, by) -> None:
    """A shop gives its booth back; an officer asks it for the second reserve, and that waits."""
    back = BoothAllocation.objects.live().filter(application__call=call).earliest("pk")
    release_allocation(back, by=by, reason="ร้านไม่พร้อม", told=False)
    draw = call.draws.get()
    heir = heir_of(draw, back.booth)
    rows = applications_of(draw, [shop.reference for shop in read_draw(draw).reserves]).values()
    same = [row for row in rows if row.category == back.application.category and row != heir]
    propose_override(same[-1], back.booth, reason="มติคณะทำงานครั้งที่ 2 ให้ร้านที่ต้องใช้น้ำ", by=by)


def _freeze(call: VendorCall, by) -> None:
    """The list of the third round is frozen; the public value is known tomorrow."""
    public_at = timezone.now() + timedelta(days=1)
    source = f"รางวัลที่ 1 สลากกินแบ่งรัฐบาล งวดวันที่ {format_date(public_at.date())} (ตัวอย่าง)"
    key = UUID(int=dice("the frozen draw").getrandbits(128), version=4)
    zones = list(call.fair_event.zones.filter(category=DRINK))
    freeze_draw(call, zones, public_source=source, public_at=public_at, form_key=key, by=by)


def _apply(call: VendorCall, queue: list[Maker], asking: dict[int, int]) -> None:
    number = call.fair_event.applications.count()
    for category, asked in asking.items():
        for maker in [one for one in queue if one.kind.category == category][:asked]:
            number += 1
            _application(call, maker, number)
    bring_products(call.applications.order_by("pk"))


def _try_out(call: VendorCall, by) -> None:
    """Most have said what they wish; the rules are run with two kinds of weights."""
    wished = dice("wishes")
    codes = [f"D{number:02}" for number in range(1, BY_RULES + 1)]
    for application in list(call.applications.order_by("pk"))[:-2]:
        save_wishes(application, wished.sample(codes, 3), by=application.started_by)
    for key, product_points in (("first run", 60), ("second run", 0)):
        points = {"wish_points": 100, "product_points": product_points, "district_points": 5}
        set_run_rules(call, by=by, **points)
        run_rules(call, form_key=UUID(int=dice(key).getrandbits(128), version=4), by=by)


def _fair(agencies) -> FairEvent:
    opens_on = today_in_thailand() + timedelta(days=60)
    fair_event = FairEvent.objects.create(
        series=FairSeries.objects.create(name_th=NAME, cloth="indigo", province_id=KHON_KAEN),
        name_th=NAME,
        slug="khonkaen-lake-walk",
        reference_code="KKLAKE",
        description="งานตัวอย่างที่จับสลากบูธต่อหน้าพยาน ใครก็จับซ้ำได้",
        state=FairState.PUBLISHED,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=4),
        opens_time=time(15),
        closes_time=time(22),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name=PARK,
        contact_phone="043000000",
    )
    organise(fair_event, agencies)
    return fair_event


def _zone(fair_event, code: str, name: str, category: int, booths: int, *, top: int) -> None:
    rows = -(-booths // ABREAST)
    zone = Zone.objects.create(
        fair_event=fair_event,
        code=code,
        name_th=name,
        category=category,
        sequence=top + 1,
        plan_y=top,
        plan_width=3 * ABREAST,
        plan_height=3 * rows,
    )
    for number in range(booths):
        row, column = divmod(number, ABREAST)
        at = {"plan_x": 3 * column, "plan_y": top + 3 * row}
        Booth.objects.create(zone=zone, code=f"{code}{number + 1:02}", **at)


def _call(fair_event, terms: TermsText, way, sequence: int, places: dict[int, int]) -> VendorCall:
    today = today_in_thailand()
    call = VendorCall.objects.create(
        fair_event=fair_event,
        sequence=sequence,
        name=f"รอบที่ {sequence}",
        allocation_way=way,
        opens_at=datetime.combine(today - timedelta(days=40), time(9), THAILAND),
        closes_at=datetime.combine(today - timedelta(days=25), time(16, 30), THAILAND),
        result_on=today - timedelta(days=20),
        confirm_until=today - timedelta(days=12),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร โต๊ะ 1 ตัว เก้าอี้ 2 ตัว",
    )
    for category, maximum in places.items():
        CallCell.objects.create(call=call, category=category, maximum=maximum)
    call_made.happened(call=call)
    return call


def _application(call: VendorCall, maker: Maker, number: int) -> None:
    sent = call.opens_at + timedelta(hours=5 * number)
    BoothApplication.objects.create(
        fair_event=call.fair_event,
        vendor=maker.vendor,
        call=call,
        reference_prefix=call.fair_event.reference_code,
        reference_number=number,
        status=ApplicationStatus.CONFIRMED,
        category=maker.kind.category,
        terms=call.terms,
        terms_accepted_at=sent,
        form_key=UUID(int=dice(f"drawn {number}").getrandbits(128), version=4),
        started_by=maker.member,
        submitted_at=sent,
        checked_at=call.closes_at + timedelta(days=1),
        selected_at=call.closes_at + timedelta(days=5),
        confirmed_at=call.closes_at + timedelta(days=7),
    )


def _draw(call: VendorCall, by) -> None:
    """Frozen in the past, as `freeze_draw` does it for a moment to come; then really drawn."""
    public_at = timezone.now() - timedelta(days=2)
    source = f"รางวัลที่ 1 สลากกินแบ่งรัฐบาล งวดวันที่ {format_date(public_at.date())} (ตัวอย่าง)"
    entrants = entrants_of(call, list(call.fair_event.zones.all()))
    text = list_text_of(call, entrants, number=1, public=(source, public_at))
    draw = Draw.objects.create(
        call=call,
        number=1,
        list_text=text,
        list_sha256=sha256(text),
        secret=SECRET,
        commitment=sha256(SECRET),
        public_source=source,
        public_at=public_at,
        frozen_by=by,
        frozen_at=timezone.now() - timedelta(days=10),
        form_key=UUID(int=dice("the draw").getrandbits(128), version=4),
    )
    hold_draw(draw, public_value="417652", witnesses=WITNESSES, by=by)
