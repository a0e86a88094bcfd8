"""Fairs to come: one that takes applications now, in every status; one to import a list into."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from demo.dossiers import file_papers
from demo.khonkaen import KHON_KAEN, PARK, TOWN, organise
from demo.makers import Maker
from demo.people import dice
from demo.plan import draft_changes, lay_out
from demo.reviewing import pass_documents, review_some
from fairs.acts import call_made
from fairs.models import (
    BoothClass,
    CallCell,
    CallOrigin,
    CallQuestion,
    FairEvent,
    FairRole,
    FairSeries,
    FairState,
    ProductCategory,
    QuestionKind,
    TermsText,
    VendorCall,
)
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND, last_day_of_month, today_in_thailand
from products.models import Product
from products.operations.offers import offer_products
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    CallCondition,
    DecisionReason,
    Outcome,
)
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application, start_application
from vendors.parts import parts_of

Status = ApplicationStatus
LAMPANG_CODE = "LPFAIR"
PLACES = {1: 36, 2: 13, 3: 54, 4: 21, 5: 10}
RETURN_REASONS = ("R08", "R09")
REFUSE_REASONS = ("R01", "R03")
CLOTH, CLOTH_FROM_OUTSIDE = 3, 20
SECOND_ROUND = {CLOTH: 8, 4: 4}  # what the second round still takes
# How many applications stand at each step, besides those of the two demo vendors.
WANTED = (
    ("draft", 2),
    ("submitted", 14),
    ("returned", 1),
    ("eligible", 3),
    ("to pass", 4),
    ("to select", 5),
    ("to reserve", 2),
    ("reserved", 2),
    ("to refuse", 2),
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
            province_id="40",
        ),
        name_th="งานไหม ผูกเสี่ยว และกาชาดขอนแก่น",
        name_en="Khon Kaen Silk and Red Cross Fair",
        slug="khonkaen-silk-fair",
        reference_code="KKSILK",
        description="งานตัวอย่าง เปิดรับสมัครร้าน OTOP ทุกประเภท ร้านทั้งหมดเป็นข้อมูลสมมติ",
        state=FairState.PUBLISHED,
        opens_on=today + timedelta(days=40),
        closes_on=today + timedelta(days=51),
        opens_time=time(10),
        closes_time=time(22),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name="สนามหน้าศาลากลางจังหวัดขอนแก่น",
        contact_phone="043000000",
        sales_target_baht=40_000_000,
    )
    organise(fair_event, agencies)
    booths = lay_out(fair_event, by=by)
    _call(fair_event, terms, today)
    _applications(fair_event, makers, booths, cloth_maker, food_maker, by)
    # Of the second round: whoever tries the demonstration sends an application in the first.
    later = fair_event.calls.get(sequence=2)
    CallCondition.objects.create(call=later, kind="registration", values=["otop"])
    review_some(fair_event, by=by)
    draft_changes(fair_event, by=by)
    return fair_event


def make_import_fair(agencies, *, by: User) -> FairEvent:
    """A published fair with zones and booths but no vendors: for trying a spreadsheet."""
    today = today_in_thailand()
    fair_event = FairEvent.objects.create(
        name_th="มหกรรม OTOP ของดีเมืองขอนแก่น",
        slug="khonkaen-otop-expo",
        reference_code="KKEXPO",
        description="งานตัวอย่างที่ยังไม่มีร้าน ใช้ลองนำเข้าบัญชีรายชื่อจาก Excel",
        state=FairState.PUBLISHED,
        opens_on=today + timedelta(days=75),
        closes_on=today + timedelta(days=81),
        opens_time=time(10),
        closes_time=time(21),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue_name=PARK,
        contact_phone="043000000",
        sales_target_baht=12_000_000,
    )
    organise(fair_event, agencies)
    lay_out(fair_event, by=by)
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
            name_th="งานเซรามิกและของดีลำปาง",
            name_en="Lampang Ceramics Fair",
            cloth="almond",
            province_id="52",
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
    """Two rounds: one that is open, and a second for what is left, cloth from outside apart."""
    first = _round(fair_event, terms, today, 1, "รอบที่ 1", opens=-5, closes=10)
    CallCell.objects.bulk_create(
        CallCell(call=first, category=category, maximum=maximum)
        for category, maximum in PLACES.items()
    )
    CallCell.objects.create(
        call=first, category=CLOTH, origin=CallOrigin.OUTSIDE, maximum=CLOTH_FROM_OUTSIDE
    )
    _questions(first)
    second = _round(fair_event, terms, today, 2, "รอบที่ 2 (เพิ่มเติม)", opens=18, closes=24)
    _classes(first, second)
    CallCell.objects.bulk_create(
        CallCell(call=second, category=category, maximum=booths)
        for category, booths in SECOND_ROUND.items()
    )


def _classes(first: VendorCall, second: VendorCall) -> None:
    """The round for the district's own is free but for a deposit; what is left is let."""
    usual = {"size": "3 × 3 เมตร", "deposit_baht": 1000}
    limits = {"บูธมุม": {"power_amps": 15, "most_booths": 1}}
    BoothClass.objects.create(call=first, name="บูธมาตรฐาน", **usual)
    for sequence, (name, fee_baht) in enumerate([("บูธมาตรฐาน", 1500), ("บูธมุม", 2500)], start=1):
        own = {"sequence": sequence, "name": name, "fee_baht": fee_baht, **limits.get(name, {})}
        BoothClass.objects.create(call=second, **usual, **own)


def _questions(call: VendorCall) -> None:
    """What officers always have to telephone about: fire, power, and how food is kept."""
    food = [ProductCategory.FOOD, ProductCategory.DRINK]
    stove = CallQuestion.objects.create(
        call=call,
        sequence=1,
        text="มีการใช้ความร้อนในบูธหรือไม่",
        kind=QuestionKind.CHOICE,
        choices_text="ไม่ใช้\nเตาไฟฟ้า\nเตาแก๊ส",
        categories=food,
    )
    CallQuestion.objects.create(
        call=call,
        sequence=2,
        text="เตาไฟฟ้าใช้กี่วัตต์",
        hint="ดูที่ป้ายหลังเตา",
        kind=QuestionKind.NUMBER,
        categories=food,
        asked_after=stove,
        asked_if="เตาไฟฟ้า",
    )
    CallQuestion.objects.create(call=call, sequence=3, text="จะสาธิตหรือจัดกิจกรรมอะไรที่บูธ")


def _round(fair_event, terms, today, sequence, name, *, opens, closes) -> VendorCall:
    """A call that opens and closes so many days from today."""
    call = VendorCall.objects.create(
        fair_event=fair_event,
        sequence=sequence,
        name=name,
        opens_at=datetime.combine(today + timedelta(days=opens), time(9), THAILAND),
        closes_at=datetime.combine(today + timedelta(days=closes), time(16, 30), THAILAND),
        result_on=today + timedelta(days=closes + 4),
        confirm_until=today + timedelta(days=closes + 6),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร โต๊ะ 2 ตัว เก้าอี้ 2 ตัว ไฟ 5 แอมป์ ป้ายชื่อร้าน",
        max_booths=2,
        eligibility="ร้านในและนอกจังหวัดขอนแก่นสมัครได้เท่ากัน",
    )
    call_made.happened(call=call)
    return call


def _applications(fair_event, makers, booths, cloth_maker, food_maker, by) -> None:
    known = {cloth_maker.vendor.pk, food_maker.vendor.pk}
    others = [maker for maker in makers if maker.vendor.pk not in known]
    wanted = [goal for goal, count in WANTED for _ in range(count)]
    queue = dice("applicants").sample(others, len(wanted))
    cases = [(cloth_maker, "selected"), (food_maker, "returned"), *zip(queue, wanted, strict=True)]
    dice("order of applying").shuffle(cases)
    file_papers([maker.vendor for maker in queue], by=by)
    for number, (maker, goal) in enumerate(cases):
        application = _apply(fair_event, maker, goal, number)
        if goal not in {"draft", "withdrawn"}:
            _decide(application, goal, number, booths, maker, by)
        _backdate(application, number, len(cases))
    chosen = {maker.vendor.pk for maker, _goal in cases}
    _from_the_list(
        [maker for maker in others if maker.vendor.pk not in chosen], fair_event, booths, by
    )


def _from_the_list(makers, fair_event, booths, by) -> None:
    """Two vendors whom the committee chose on paper. They have no account: somebody must call."""
    for number, maker in enumerate(makers[:2]):
        maker.vendor.members.all().delete()
        key = UUID(int=dice(f"on paper {number}").getrandbits(128), version=4)
        application = enrol_vendor(
            fair_event,
            maker.vendor,
            category=maker.kind.category,
            form_key=key,
            why="มติคณะทำงานครั้งที่ 2 ร้านสาธิตของจังหวัด",
            beside_reason="คณะทำงานเห็นชอบเพิ่มบูธให้ร้านสาธิต",
            has_booth=True,
            by=by,
        )
        allocate_booth(application, _free_booth(booths, maker), by=by)


def _free_booth(booths, maker: Maker):
    letter = "ABCDE"[maker.kind.category - 1]
    in_zone = (booth for code, booth in booths.items() if code.startswith(letter))
    return next(booth for booth in in_zone if booth.allocations.count() == 0)


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
    application = submit_application(application, accepts_terms=True, by=maker.member)
    if goal == "withdrawn":
        reason = "วันงานตรงกับงานบุญของหมู่บ้าน"
        return withdraw_application(application, reason=reason, by=maker.member)
    return application


def _to_correct(application, number: int) -> dict[str, str]:
    """Photos that show too little, or an address without a house number."""
    if number % 2:
        return {"address": "เติมเลขที่และหมู่ของที่ผลิต", "note": ""}
    photos = [key for key in parts_of(application) if key.startswith("photos-")]
    return {photos[0]: "ถ่ายใหม่ให้เห็นสินค้าทั้งชิ้น", "products": "ตัดสินค้าที่ไม่ได้ผลิตเองออก"}


def _decide(application, goal: str, number: int, booths, maker: Maker, by) -> None:
    """Take a sent application on to `goal`, as the officer and the vendor would."""
    if goal == "submitted":
        return
    if goal == "returned":
        return_application(
            application,
            parts=_to_correct(application, number),
            reason=_reason(RETURN_REASONS[number % 2]),
            answer_by=today_in_thailand() + timedelta(days=4 + number % 3),
            by=by,
        )
        return
    if goal in {"refused", "to refuse"}:
        decide(application, Outcome.REFUSE, reason=_reason(REFUSE_REASONS[number % 2]), by=by)
    else:
        pass_documents(application, by)
    if goal in {"to pass", "to refuse"}:
        return
    application = announce_decisions(application, by=by)
    if goal in {"refused", "eligible"}:
        return
    chosen = Outcome.RESERVE if goal in {"to reserve", "reserved"} else Outcome.SELECT
    decide(application, chosen, by=by)
    if goal in {"to select", "to reserve"}:
        return
    application = announce_decisions(application, by=by)
    if goal in {"selected", "reserved"}:
        return
    confirm_application(application, by=maker.member)
    if goal == "allocated":
        allocate_booth(application, _free_booth(booths, maker), by=by)


def _reason(code: str) -> DecisionReason:
    return DecisionReason.objects.get(code=code, is_current=True)


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
    moments["reserve"] = moments["refuse"]
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
    application.copies.update(sent_at=sent)
    application.document_checks.update(checked_at=moments["pass"] - timedelta(hours=2))
    _backdate_decisions(application, moments)
    for line in HistoryEntry.objects.of(application):
        HistoryEntry.objects.filter(pk=line.pk).update(at=moments[line.verb])


def _backdate_decisions(application: BoothApplication, moments: dict) -> None:
    """Decided an hour before it was told; what waits was decided when it would have been told."""
    for decision in application.decisions.order_by("pk"):
        told_at = moments[decision.outcome]
        decided_at = told_at - timedelta(hours=1)
        told = decision.announced_at and told_at
        application.decisions.filter(pk=decision.pk).update(
            decided_at=decided_at, announced_at=told
        )
        HistoryEntry.objects.of(decision).update(at=decided_at)
