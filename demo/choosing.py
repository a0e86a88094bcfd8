"""A small fair of Khon Kaen whose vendors choose their booths themselves; choosing is open now."""

from datetime import datetime, time, timedelta

from demo.khonkaen import KHON_KAEN, TOWN, organise
from demo.makers import Maker
from demo.plan import lay_out_in_rows
from demo.seating import apply_for
from fairs.acts import call_made
from fairs.models import (
    AllocationWay,
    CallCell,
    FairEvent,
    FairState,
    ProductCategory,
    TermsText,
    VendorCall,
)
from otopfair.accounts.models import User
from otopfair.thai.calendar import THAILAND, today_in_thailand
from vendors.operations.picking import pick_booth, take_booth

CODE = "KKPICK"
ZONES = (("A", "อาหาร", ProductCategory.FOOD, 8), ("C", "ผ้า", ProductCategory.CLOTH, 16))
OTHERS, HAVE_CHOSEN = 12, 6


def make_choosing_fair(
    agencies, makers: list[Maker], terms: TermsText, *, cloth_maker, food_maker, by: User
) -> FairEvent:
    """Some have taken their booth, one is choosing, and the two who sign in have not begun."""
    fair_event = _fair(agencies)
    lay_out_in_rows(fair_event, ZONES, by=by)
    _call(fair_event, terms)
    sent_at = datetime.combine(today_in_thailand() - timedelta(days=20), time(9), THAILAND)
    vendors = [cloth_maker, food_maker, *_others(makers)]
    applications = apply_for(fair_event, vendors, by=by, sent_at=sent_at)
    booths = {zone.category: list(zone.booths.all()) for zone in fair_event.zones.all()}
    for number, application in enumerate(applications[2 : 3 + HAVE_CHOSEN]):
        booth = booths[application.category].pop(2)
        pick_booth(application, booth.pk, by=application.started_by)
        if number < HAVE_CHOSEN:
            take_booth(application, by=application.started_by)
    return fair_event


def _others(makers: list[Maker]) -> list[Maker]:
    """Some who have not been given into the hands of an account, from the end of the list."""
    fitting = [m for m in makers if m.is_northeastern and m.kind.category in (1, 3)]
    return fitting[-OTHERS:]


def _fair(agencies) -> FairEvent:
    opens_on = today_in_thailand() + timedelta(days=30)
    fair_event = FairEvent.objects.create(
        name_th="ตลาดนัดโอทอป อ.เมืองขอนแก่น",
        slug="khonkaen-otop-market",
        reference_code=CODE,
        description="งานตัวอย่างที่ร้านเลือกบูธเอง",
        state=FairState.PUBLISHED,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=2),
        opens_time=time(9),
        closes_time=time(20),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name="ลานหน้าที่ว่าการอำเภอเมืองขอนแก่น",
        contact_phone="043000000",
        sales_target_baht=900_000,
    )
    organise(fair_event, agencies)
    return fair_event


def _call(fair_event: FairEvent, terms: TermsText) -> VendorCall:
    today = today_in_thailand()
    call = VendorCall.objects.create(
        fair_event=fair_event,
        opens_at=datetime.combine(today - timedelta(days=25), time(9), THAILAND),
        closes_at=datetime.combine(today - timedelta(days=10), time(16, 30), THAILAND),
        allocation_way=AllocationWay.SELF,
        picking_opens_at=datetime.combine(today, time(0), THAILAND),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร",
    )
    for _code, _name, category, booths in ZONES:
        CallCell.objects.create(call=call, category=category, maximum=booths)
    call_made.happened(call=call)
    return call
