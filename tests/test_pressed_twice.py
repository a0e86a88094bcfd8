"""Two press for the same thing at once: it is done once, and the other reads why or finds it done.

Each act is raced twice. Behind the lock one line of history is written. Without it both get past
what they checked, and write two; where the database guarantees more, it stops one of them.
"""

from datetime import time, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import AllocationWay, FairState, Meeting, Project, Resolution, Venue
from fairs.operations import (
    assignments,
    attachments,
    beginning,
    copying,
    events,
    planning,
    resolutions,
    venue_photos,
)
from fairs.planning.pieces import PROJECT, kind_of
from fairs.shifting import DayShift
from onsite.models import OnSiteRules
from onsite.operations import absences, arrivals, cards
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox import handling
from otopfair.outbox.models import Delivery, DeliveryState
from otopfair.outbox.writing import tell
from otopfair.removals import removing
from otopfair.rights.roles import Role
from otopfair.stale import seen_of
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.periods import Period
from products.models import PhotoState, ProductPhoto
from products.operations import catalogue, photos
from tests import factories as make
from tests.fairs.pressing import TOLD
from tests.onsite.pressing import ONSITE
from tests.race_world import ALL, World, lines
from tests.races import (
    broken_in_the_middle,
    meet_after,
    race,
    refusals,
    stopped_by_database,
    take_lock_away,
)
from vendors.draws import read_draw
from vendors.models import (
    BoothApplication,
    MemberRole,
    MoneyKind,
    ObjectionOutcome,
    Offer,
    Outcome,
    PaperState,
    RegistrationKind,
    RegistrationState,
    ReservePlace,
    ShowState,
    StandardKind,
    TwinPair,
    VendorDocumentKind,
    VendorInvite,
    VendorMember,
    VendorReview,
)
from vendors.operations import (
    allocations,
    announcements,
    announcing,
    claims,
    confirming,
    deciding,
    draws,
    enrolling,
    giving_back,
    giving_many,
    ground,
    holds,
    late_entries,
    merging,
    objections,
    offers,
    overrides,
    papers,
    payees,
    payments,
    penalties,
    people,
    picking,
    registration,
    registrations,
    reminders,
    returning,
    runs,
    scoring,
    shared_booths,
    sharing_out,
    showing,
    slips,
    starting,
    statements,
    twins,
    unpaid,
)
from vendors.reminding import reminder_kinds, usual_rule
from vendors.scoring import used_criteria
from vendors.statements.plan import plan_of

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = today_in_thailand()
NUMBERS = count(1)


# --- What is raced: each makes what it needs and answers with the act ---------------------------


def publish(world):
    world.fair.state = FairState.CHECKED
    world.fair.checked_by, world.fair.checked_at = world.by, timezone.now()
    world.fair.save()
    return lambda: events.publish_fair(world.fair, by=world.by)


def unpublish(world):
    return lambda: events.unpublish_fair(world.fair, by=world.by)


def cancel(world):
    return lambda: events.cancel_fair(world.fair, reason="น้ำท่วม", by=world.by)


def move_fair(world):
    period = Period(TODAY + timedelta(days=30), TODAY + timedelta(days=32))
    return lambda: events.move_fair(world.fair, period, by=world.by)


def give_role(world):
    person, by = make.make_user(), make.make_administrator()
    role = Role.COMMITTEE_SECRETARY
    return lambda: assignments.give_role(person, role, province_id="40", by=by, reason="คำสั่ง")


def take_role(world):
    [held] = make.make_officer().assignments.all()
    by = make.make_administrator()
    return lambda: assignments.take_role(held, by=by, reason="ย้าย")


def reopen(world):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=TODAY)
    resolution = Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบ", due_on=TODAY, done_on=TODAY
    )
    return lambda: resolutions.reopen_resolution(resolution, reason="ยังขาดผัง", by=world.by)


def release(world):
    allocation = world.stands()
    return lambda: allocations.release_allocation(allocation, reason="ร้านป่วย", by=world.by)


def announce(world):
    application = world.applied("submitted")
    deciding.decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    return lambda: announcing.announce_decisions(application, by=world.by)


def confirm(world):
    application = world.applied("selected")
    return lambda: confirming.confirm_application(application, by=world.by)


def withdraw(world):
    application = world.applied("submitted")
    return lambda: confirming.withdraw_application(application, by=world.by)


def take_back(world):
    application = world.applied("submitted")
    deciding.decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    return lambda: deciding.take_back_decision(application, by=world.by)


def send_back(world):
    application, until = world.applied("submitted"), TODAY + timedelta(days=5)
    return lambda: returning.return_application(
        application, parts={"note": ""}, note="แก้รูป", answer_by=until, by=world.by
    )


def share_out(world):
    world.applied("submitted")
    return lambda: sharing_out.share_out(world.call, by=world.by)


def enrol(world):
    return lambda: enrolling.enrol_vendor(
        world.fair, world.vendor, category=3, form_key=uuid4(), by=world.by
    )


def start(world):
    return lambda: starting.start_application(
        world.fair, world.vendor, form_key=uuid4(), by=world.by
    )


def release_hold(world):
    holds.hold_booth(world.booth, reason="กองงาน", by=world.by)
    return lambda: holds.release_hold(world.booth, by=world.by)


def hold(world):
    return lambda: holds.hold_booth(world.booth, reason="กองงาน", by=world.by)


def offer_a_booth(world):
    application, until = world.applied("confirmed"), timezone.now() + timedelta(days=1)
    return lambda: holds.offer_booth(application, world.booth, until=until, by=world.by)


def close_booth(world):
    return lambda: holds.close_booth(world.booth, reason="เสาไฟล้ม", by=world.by)


def reopen_booth(world):
    holds.close_booth(world.booth, reason="เสาไฟล้ม", by=world.by)
    return lambda: holds.reopen_booth(world.booth, by=world.by)


def share(world):
    return lambda: shared_booths.share_booth(world.booth, places=2, by=world.by)


def change_days(world):
    allocation, days = world.stands(), world.fair.days
    return lambda: shared_booths.change_days(
        allocation, first_on=days[0], last_on=days[1], reason="ติดงาน", by=world.by
    )


def chooses(world):
    """A call whose vendors choose, one of them, and its application."""
    world.call.allocation_way, world.call.picking_opens_at = AllocationWay.SELF, timezone.now()
    world.call.save()
    return world.applied("confirmed")


def pick(world):
    application = chooses(world)
    return lambda: picking.pick_booth(application, world.booth.pk, by=world.by)


def take(world):
    application = chooses(world)
    picking.pick_booth(application, world.booth.pk, by=world.by)
    return lambda: picking.take_booth(application, by=world.by)


def let_go(world):
    application = chooses(world)
    picking.pick_booth(application, world.booth.pk, by=world.by)
    return lambda: picking.let_booth_go(application, by=world.by)


def put_back(world):
    removal = ground.remove_part(world.booth, by=world.by)
    return lambda: removing.restore(removal, by=world.by)


def register(world):
    user, key = make.make_user(), uuid4()
    vendor = make.make_vendor()
    values = {"kind": "group", "name_th": "กลุ่มทอผ้า", "province": vendor.province}
    return lambda: registration.register_vendor(user, form_key=key, phones=[], **values)


def save_shop(world):
    vendor, seen = world.vendor, seen_of({"story": world.vendor.story})
    return lambda: registration.save_vendor(vendor, by=world.by, seen=seen, story=str(uuid4()))


def look_at_shop(world):
    world.vendor.show_state = ShowState.NEW
    world.vendor.save()
    return lambda: showing.review_vendor(world.vendor, ShowState.SHOWN, by=world.by)


def claim(world):
    user = make.make_user()
    return lambda: claims.claim_vendor(world.vendor, by=user)


def decide_claim(world):
    asked = claims.claim_vendor(world.vendor, by=make.make_user())
    return lambda: claims.decide_claim(asked, accepted=True, by=world.by)


def tell_apart(world):
    pair = TwinPair.objects.create(first=world.vendor, second=make.make_vendor(), why="ชื่อ")
    return lambda: twins.tell_apart(pair, by=world.by)


def undo_merge(world):
    merge = merging.merge_vendors(world.vendor, make.make_vendor("ร้านซ้ำ"), by=world.by)
    return lambda: merging.undo_merge(merge, by=world.by)


def issue_late_entry(world):
    key, until = uuid4(), timezone.now() + timedelta(days=1)
    return lambda: late_entries.issue_late_entry(
        world.fair, None, reason="ส่งช้า", expires_at=until, form_key=key, by=world.by
    )


def caption(world):
    photo = photo_of(make.make_product(world.vendor))
    seen = seen_of({"caption": ""})
    return lambda: photos.caption_photo(photo, str(uuid4()), by=world.by, seen=seen)


def add_product(world):
    key = uuid4()
    return lambda: catalogue.add_product(
        world.vendor, by=world.by, form_key=key, name_th="ผ้าไหม", category=3
    )


def save_product(world):
    product = make.make_product(world.vendor)
    seen = seen_of({"story": product.story})
    return lambda: catalogue.save_product(product, by=world.by, seen=seen, story=str(uuid4()))


def answer(world):
    application = world.applied("draft")
    seen = seen_of({"note": application.note})
    return lambda: starting.answer_application(
        application, by=world.by, seen=seen, note=str(uuid4())
    )


def stop_selling(world):
    product = make.make_product(world.vendor)
    return lambda: catalogue.withdraw_product(product, by=world.by)


def sell_again(world):
    product = make.make_product(world.vendor, is_withdrawn=True)
    return lambda: catalogue.restore_product(product, by=world.by)


def send_standard(world):
    kind, key = StandardKind.objects.create(name_th="อย."), uuid4()
    return lambda: papers.send_standard(
        world.vendor, kind, number="4010035920001", form_key=key, by=world.by
    )


def correct_standard(world):
    row = make.make_standard(world.vendor, state="waiting", valid_until=TODAY)
    seen = papers.seen_of_paper(row)
    return lambda: papers.correct_standard(
        row, number=f"{next(NUMBERS)}/2566", valid_until=TODAY, seen=seen, by=world.by
    )


def send_document(world):
    kind, key = VendorDocumentKind.objects.create(name_th="บัตร"), uuid4()
    return lambda: papers.send_document(
        world.vendor, kind, make.a_picture(), form_key=key, by=world.by
    )


def take_away(world):
    row = make.make_standard(world.vendor)
    return lambda: papers.take_away(row, by=world.by)


def bring_back(world):
    row = make.make_standard(world.vendor, ended_at=timezone.now())
    return lambda: papers.bring_back(row, by=world.by)


def judge(world):
    row = make.make_standard(world.vendor, state="waiting")
    return lambda: papers.judge_paper(row, PaperState.ACCEPTED, by=world.by)


def ask_registration(world):
    world.vendor.district_id = "4001"
    world.vendor.save()
    in_round, key = make.make_round(), uuid4()
    return lambda: registrations.ask_registration(
        world.vendor, in_round, form_key=key, by=world.by, by_labour=True
    )


def tell_registration(world):
    key, number = uuid4(), "0107537000521"
    return lambda: registrations.tell_registration(
        world.vendor, RegistrationKind.JURISTIC, number=number, form_key=key, by=world.by
    )


def decide_registration(world):
    row = make.make_request(world.vendor)
    return lambda: registrations.decide_registration(
        row, RegistrationState.REFUSED, reason="ซื้อมาขายไป", by=world.by
    )


def photo_of(product, **fields) -> ProductPhoto:
    number = product.photos.count() + 1
    return ProductPhoto.objects.create(product=product, sequence=number, **fields)


def remove_photo(world):
    photo = photo_of(make.make_product(world.vendor))
    return lambda: photos.remove_photo(photo, by=world.by)


def restore_photo(world):
    photo = photo_of(make.make_product(world.vendor))
    photos.remove_photo(photo, by=world.by)
    return lambda: photos.restore_photo(photo, by=world.by)


def retry_photo(world):
    product = make.make_product(world.vendor)
    photo = photo_of(product, state=PhotoState.UNMADE, problem="ไม่สำเร็จ", upload="a.jpg")
    return lambda: photos.retry_photo(photo, by=world.by)


def delivery_in(state: DeliveryState, channel: str) -> Delivery:
    message = tell(make.make_user(), "เรื่อง", "ข้อความ")
    return Delivery.objects.create(
        message=message, channel=channel, state=state, due_at=timezone.now()
    )


def call(world):
    delivery = delivery_in(DeliveryState.WAITING, "telephone")
    return lambda: handling.tick_off_call(delivery, by=world.by)


def send_again(world):
    delivery = delivery_in(DeliveryState.FAILED, "email")
    return lambda: handling.send_again(delivery, by=world.by)


def remind(world):
    application = world.applied("selected")
    BoothApplication.objects.filter(pk=application.pk).update(answer_by=TODAY + timedelta(days=1))
    rule = usual_rule(world.fair, next(one for one in reminder_kinds() if one.key == "confirm"))
    rule.lead, rule.send_from, rule.send_until = 60, time(0), time(23, 59, 59)
    rule.save()
    return reminders.send_due_reminders


def word_reminder(world):
    kind = reminder_kinds()[0]
    values = reminders.words_of(usual_rule(world.fair, kind))
    return lambda: reminders.save_reminder_rule(
        world.fair, kind, by=world.by, **{**values, "lead": 9}
    )


def prepare(world):
    application = world.applied("submitted")
    deciding.decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    until = TODAY + timedelta(days=5)
    return lambda: announcements.prepare_announcement(
        world.call,
        [(application.pk, None)],
        applies_at=None,
        answer_by=until,
        form_key=uuid4(),
        by=world.by,
    )


def approve(world):
    announcement = make.make_announcement(world.call)
    return lambda: announcements.approve_announcement(announcement, by=world.by)


def approved(world, **fields):
    now = timezone.now()
    return make.make_announcement(world.call, approved_by=world.by, approved_at=now, **fields)


def withdraw_approval(world):
    announcement = approved(world)
    return lambda: announcements.withdraw_approval(announcement, reason="พบชื่อผิด", by=world.by)


def call_off(world):
    announcement = make.make_announcement(world.call)
    return lambda: announcements.call_off_announcement(announcement, reason="เลื่อน", by=world.by)


def announce_in_time(world):
    application = world.applied("submitted")
    deciding.decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    application.decisions.update(announcement=approved(world, applies_at=timezone.now()))
    return announcements.apply_due_announcements


def lapse(world):
    now = timezone.now()
    expired = {"offered_at": now - timedelta(days=4), "expires_at": now - timedelta(minutes=1)}
    Offer.objects.create(application=world.applied("selected"), **expired)
    return offers.lapse_overdue_offers


def give_back(world):
    allocation, day = world.stands(), TODAY + timedelta(days=2)
    return lambda: giving_back.give_back_booth(allocation, from_on=day, by=world.by)


def owing(world):
    """A confirmed application that owes 2,500 baht."""
    application = make.make_owing(world.fair, world.vendor, fee_baht=2500)
    return application, {"amount_baht": 2500, "moved_on": TODAY, "how": "cash", "by": world.by}


def pay(world):
    """Two officers write down the same money, each on an own page."""
    application, paid = owing(world)
    return lambda: payments.enter_line(application, MoneyKind.PAYMENT, form_key=uuid4(), **paid)


def correct_payment(world):
    application, paid = owing(world)
    line = payments.enter_line(application, MoneyKind.PAYMENT, form_key=uuid4(), **paid)
    return lambda: payments.correct_line(line, reason="ผิดร้าน", form_key=uuid4(), by=world.by)


def move_pay_day(world):
    application, _paid = owing(world)
    until = TODAY + timedelta(days=9)
    return lambda: payments.move_pay_day(application, until, reason="รอเงินกลุ่ม", by=world.by)


LATER = {"public_source": "รางวัลที่ 1", "public_at": timezone.now() + timedelta(days=1)}
DRAWN = {"public_value": "123456", "witnesses": "นายอำเภอ"}


def to_draw(world):
    """A call that is drawn, with a shop that waits; its zones."""
    world.call.allocation_way = "draw"
    world.call.save()
    world.applied("confirmed")
    return list(world.fair.zones.all())


def frozen(world):
    """A list whose public value is known."""
    draw = draws.freeze_draw(world.call, to_draw(world), form_key=uuid4(), by=world.by, **LATER)
    draw.public_at = timezone.now()
    draw.save()
    return draw


def freeze_draw(world):
    zones = to_draw(world)
    return lambda: draws.freeze_draw(world.call, zones, form_key=uuid4(), by=world.by, **LATER)


def call_off_draw(world):
    draw = frozen(world)
    return lambda: draws.call_off_draw(draw, reason="ผังเปลี่ยน", by=world.by)


def hold_draw(world):
    draw = frozen(world)
    return lambda: draws.hold_draw(draw, by=world.by, **DRAWN)


def pass_on_booth(world):
    """The booth of the shop that was drawn comes back; another shop is the reserve."""
    make.make_application(world.fair, call=world.call)
    draw = draws.hold_draw(frozen(world), by=world.by, **DRAWN)
    [reserve] = read_draw(draw).reserves
    given = world.booth.allocations.live().get()
    allocations.release_allocation(given, by=world.by, reason="คืนบูธ")
    named = {"code": world.booth.code, "reference": reserve.reference}
    return lambda: draws.pass_on_booth(draw, by=world.by, **named)


def by_rules(world):
    """A call that is run by rules, with a shop that waits."""
    world.call.allocation_way = "rules"
    world.call.save()
    return world.applied("confirmed")


def run_rules(world):
    by_rules(world)
    key = uuid4()
    return lambda: runs.run_rules(world.call, form_key=key, by=world.by)


def apply_run(world):
    run = run_rules(world)()
    return lambda: runs.apply_run(run, by=world.by)


def set_run_rules(world):
    points = {"wish_points": 9, "product_points": 9, "district_points": 9}
    return lambda: runs.set_run_rules(world.call, by=world.by, **points)


def beside_the_rules(world):
    """A shop, a booth beyond the quota of its zone, and why."""
    world.call.cells.create(category=3, zone=world.booth.zone, maximum=0)
    return world.applied("confirmed"), world.booth, "มติคณะทำงาน"


def propose_override(world):
    application, booth, why = beside_the_rules(world)
    return lambda: overrides.propose_override(application, booth, reason=why, by=world.by)


def approve_override(world):
    override = propose_override(world)()
    second = make.make_officer()
    return lambda: overrides.approve_override(override, by=second)


def set_override_aside(world):
    override = propose_override(world)()
    return lambda: overrides.set_override_aside(override, by=world.by)


PAYEE = {"name": "กองทุนชุมชน", "bank": "ออมสิน", "account_number": "020-1-23456-7"}


def propose_payee(world):
    return lambda: payees.propose_payee(world.fair, by=world.by, **PAYEE)


def approve_payee(world):
    payee = payees.propose_payee(world.fair, by=make.make_officer(), **PAYEE)
    return lambda: payees.approve_payee(payee, by=world.by)


def set_payee_aside(world):
    payee = payees.propose_payee(world.fair, by=world.by, **PAYEE)
    return lambda: payees.set_payee_aside(payee, by=world.by)


def send_slip(world):
    application, _paid = owing(world)
    by, key = make.make_user(), uuid4()
    return lambda: slips.send_slip(application, make.a_picture(side=200), form_key=key, by=by)


def accept_slip(world):
    application, paid = owing(world)
    slip = make.make_slip(application)
    del paid["how"]
    return lambda: slips.accept_slip(
        slip, reference=str(next(NUMBERS)), beyond=True, sure=True, form_key=uuid4(), **paid
    )


def statement_of(world):
    """A bank's file with one transfer for an application, and the row as a page shows it."""
    application, _paid = owing(world)
    statement = make.make_statement(application, by=world.by)
    return statement, {row.seen for row in plan_of(statement).writable}


def record_statement(world):
    statement, ticked = statement_of(world)
    return lambda: statements.record_statement(statement, ticked, by=make.make_officer())


def take_back_statement(world):
    statement, ticked = statement_of(world)
    statements.record_statement(statement, ticked, by=world.by)
    return lambda: statements.take_back_statement(statement, reason="ผิดไฟล์", by=world.by)


def refuse_slip(world):
    application, _paid = owing(world)
    slip = make.make_slip(application)
    return lambda: slips.refuse_slip(slip, reason="ไม่พบเงิน", by=world.by)


def release_unpaid(world):
    world.fair.opens_on = world.fair.closes_on = TODAY + timedelta(days=30)
    world.fair.save()
    application, _paid = owing(world)
    BoothApplication.objects.update(pay_until=TODAY - timedelta(days=1))
    return lambda: unpaid.release_unpaid(application, by=world.by)


def at_the_booth(world):
    """A vendor in its booth, at a fair whose hour has come."""
    OnSiteRules.objects.create(fair_event=world.fair, arrive_by_time=time(0))
    return world.stands()


def arrive(world):
    allocation = at_the_booth(world)
    return lambda: arrivals.note_arrival(allocation, TODAY, form_key=uuid4(), by=world.by)


def take_arrival_back(world):
    allocation, key = at_the_booth(world), uuid4()
    arrivals.note_arrival(allocation, TODAY, form_key=key, by=world.by)
    return lambda: arrivals.take_arrival_back(allocation, TODAY, seen_key=key, by=world.by)


def mark_absent(world):
    allocation = at_the_booth(world)
    return lambda: absences.mark_absent(allocation, TODAY, by=world.by)


def take_absence_back(world):
    absence = mark_absent(world)()
    return lambda: absences.take_absence_back(absence, by=world.by)


def end_absent(world):
    allocation = at_the_booth(world)
    return lambda: absences.end_absent(allocation, TODAY, reason="ไม่มา", by=world.by)


def give_to_reserve(world):
    allocation = at_the_booth(world)
    lost = absences.end_absent(allocation, TODAY, reason="ไม่มา", by=world.by)
    waits = make.make_application(
        world.fair, make.make_vendor("สำรอง"), status="reserved", call=allocation.application.call
    )
    place = ReservePlace.objects.create(
        call=waits.call, category=waits.category, application=waits, number=1
    )
    return lambda: absences.give_to_reserve(lost, place, by=world.by)


def name_person(world):
    application, key = world.applied("confirmed"), uuid4()
    named = {"name": "นางบุญมี ทดสอบ", "holder": "helper", "form_key": key}
    return lambda: cards.name_person(application, by=world.by, **named)


def replace_card(world):
    card = name_person(world)()
    return lambda: cards.replace_card(card, form_key=uuid4(), by=world.by)


def cancel_card(world):
    card = name_person(world)()
    return lambda: cards.cancel_card(card, by=world.by)


def score(world):
    application = world.applied("submitted")
    given = {one.pk: scoring.Given(3, "เห็นต่าง") for one in used_criteria(world.call)}
    return lambda: scoring.save_card(application, given, send=True, by=world.by)


def penalise(world):
    key = uuid4()
    return lambda: penalties.record_penalty(
        world.vendor,
        kind="ban",
        decision_number="มติครั้งที่ 3/2563",
        reason="ให้ผู้อื่นเช่าช่วงบูธ",
        from_on=TODAY,
        until=TODAY + timedelta(days=30),
        everywhere=False,
        form_key=key,
        by=world.by,
    )


def lift(world):
    penalty = make.make_penalty(world.vendor)
    return lambda: penalties.lift_penalty(penalty, reason="อุทธรณ์ขึ้น", by=world.by)


def object_to_penalty(world):
    penalty = make.make_penalty(world.vendor)
    return lambda: objections.object_to_penalty(penalty, text="ไม่ได้ให้เช่า", by=world.by)


def object_to_refusal(world):
    application = world.applied("submitted")
    deciding.decide(application, Outcome.REFUSE, note="ไม่มี มผช.", by=world.by)
    announcing.announce_decisions(application, by=world.by)
    return lambda: objections.object_to_refusal(application, text="มี มผช. แล้ว", by=world.by)


def answer_objection(world):
    objection = object_to_refusal(world)()
    second = make.make_officer()
    return lambda: objections.answer_objection(
        objection, ObjectionOutcome.UPHELD, answer="หมดอายุแล้ว", by=second
    )


def open_account(world):
    return lambda: people.open_account_for(
        world.vendor, full_name="นางกัลยา", phone="0812345678", email="", by=world.by
    )


def invite(world):
    key = uuid4()
    return lambda: people.invite(world.vendor, MemberRole.HELPER, form_key=key, by=world.by)


def cancel_invite(world):
    row, _code = people.invite(world.vendor, MemberRole.HELPER, by=world.by)
    return lambda: people.cancel_invite(row, by=world.by)


def join(world):
    """Two people with one code."""
    _row, code = people.invite(world.vendor, MemberRole.HELPER, by=world.by)
    users = iter([make.make_user(), make.make_user()])
    return lambda: people.join(next(users), code)


def remove_member(world):
    """Each of the two owners of a shop."""
    VendorMember.objects.create(vendor=world.vendor, user=make.make_user())
    owners = iter(list(world.vendor.members.all()))
    return lambda: people.remove_member(next(owners), by=world.by)


def begin(act, **answers):
    """The same form sent twice begins one thing."""

    def pressed(world):
        key, province = uuid4(), world.fair.home_province
        return lambda: act(province, answers, form_key=key, by=world.by)

    return pressed


def begin_meeting(world):
    key, province = uuid4(), world.fair.home_province
    return lambda: beginning.begin_meeting(
        None,
        {"held_on": TODAY},
        province=province,
        new_committee="คณะทำงานตลาด",
        form_key=key,
        by=world.by,
    )


def a_meeting_after_another():
    committee = make.make_committee()
    before = Meeting.objects.create(committee=committee, held_on=TODAY - timedelta(days=9))
    Resolution.objects.create(meeting=before, number="4.1", kind="assigned", text="ส่งผัง")
    committee.members.create(position_title="พัฒนาการจังหวัด")
    return Meeting.objects.create(committee=committee, held_on=TODAY)


def fill_meeting(act):
    def pressed(world):
        meeting = a_meeting_after_another()
        return lambda: act(meeting, by=world.by)

    return pressed


def add_objectives(world):
    project = Project.objects.create(
        name_th="โครงการ", fiscal_year_be=2569, province=world.fair.home_province
    )
    key, kind = uuid4(), kind_of(PROJECT, "objective")
    return lambda: planning.add_pieces(
        project, kind, [{"text": "เพิ่มรายได้"}], form_key=key, by=world.by
    )


def attach(world):
    meeting, key = a_meeting_after_another(), uuid4()
    return lambda: attachments.attach_file(
        meeting, "meeting", make.a_picture(), title="ภาพ", form_key=key, by=world.by
    )


def reviews(outcomes):
    return VendorReview.objects.count()


def codes(outcomes):
    """Codes that somebody could use; the one of the first press is worthless."""
    return VendorInvite.objects.count()


def told_apart(outcomes):
    """Each of the two shops has its line."""
    return lines("apart")(outcomes) // 2


def saved(outcomes):
    """An act that writes no line: how many were not refused."""
    return len(outcomes) - len(refusals(outcomes))


def copy_once(world):
    """The same form sent twice: its key, its address and its code are the same."""
    form_key = uuid4()
    named = {"name_th": "งานทดสอบ", "slug": "next-fair", "reference_code": "NEXT1"}
    return lambda: copying.copy_fair(
        world.fair,
        shift=DayShift(364),
        named=named,
        taken=["calls"],
        form_key=form_key,
        by=world.by,
    )


def photograph_venue(world):
    venue = Venue.objects.create(name_th="ลานทดสอบ", province=world.fair.home_province)
    key = uuid4()
    return lambda: venue_photos.add_venue_photo(
        venue, make.a_picture(), caption="ลาน", form_key=key, by=world.by
    )


ONCE = {
    # the operation: what makes it, where two of it meet, how often it was done
    "publish_fair": (publish, (events, "lock"), lines("publish")),
    "unpublish_fair": (unpublish, (events, "lock"), lines("unpublish")),
    "add_venue_photo": (photograph_venue, (venue_photos, "_require_room"), lines("photograph")),
    "copy_fair": (copy_once, (copying, "_require_free"), lines("copy")),
    "cancel_fair": (cancel, (events, "lock"), lines("cancel")),
    "move_fair": (move_fair, (events, "lock_fair"), lines("move")),
    "give_role": (give_role, (assignments, "_refuse_overlap"), lines("give")),
    "take_role": (take_role, (assignments, "lock"), lines("take")),
    "begin_committee": (
        begin(beginning.begin_committee, name_th="คณะทำงาน", fiscal_year_be=2569),
        (beginning, "_begun"),
        lines("begin"),
    ),
    "begin_project": (
        begin(beginning.begin_project, name_th="โครงการ", fiscal_year_be=2569),
        (beginning, "_begun"),
        lines("begin"),
    ),
    "begin_meeting": (begin_meeting, (beginning, "_begun"), lines("begin")),
    "follow_up": (
        fill_meeting(beginning.follow_up),
        (beginning, "follow_ups_of"),
        lines("follow_up"),
    ),
    "call_members": (
        fill_meeting(beginning.call_members),
        (beginning, "_not_listed"),
        lines("call_members"),
    ),
    "add_pieces": (add_objectives, (planning, "_was_sent"), lines("add_piece")),
    "attach_file": (attach, (attachments, "_attached_before"), lines("attach")),
    "reopen_resolution": (reopen, (resolutions, "lock"), lines("reopen")),
    "release_allocation": (release, (allocations, "lock"), lines("release")),
    "announce_decisions": (announce, (announcing, "require_seen"), lines("pass")),
    "confirm_application": (confirm, (confirming, "lock"), lines("confirm")),
    "withdraw_application": (withdraw, (confirming, "lock"), lines("withdraw")),
    "take_back_decision": (take_back, (deciding, "require_unapproved"), lines("take_back")),
    "return_application": (send_back, (returning, "lock"), lines("return")),
    "share_out": (share_out, (sharing_out, "_missing"), lines("share_out")),
    "enrol_vendor": (enrol, (enrolling, "give_number"), lines("enrol")),
    "start_application": (start, (starting, "_opened_before"), lines("start")),
    "answer_application": (answer, (starting, "lock"), saved),
    "release_hold": (release_hold, (holds, "live_hold_on"), lines("open")),
    "hold_booth": (hold, (holds, "close_past_holds"), lines("hold")),
    "offer_booth": (offer_a_booth, (holds, "close_past_holds"), lines("offer")),
    "close_booth": (close_booth, (holds, "_require_reason"), lines("close")),
    "reopen_booth": (reopen_booth, (holds, "lock"), lines("reopen")),
    "share_booth": (share, (shared_booths, "require_may_change"), lines("share")),
    "change_days": (change_days, (shared_booths, "require_days_of_fair"), lines("change_days")),
    "pick_booth": (pick, (picking, "require_waiting"), lines("offer")),
    "take_booth": (take, (allocations, "_first_free"), lines("allocate")),
    "let_booth_go": (let_go, (picking, "live_hold_of"), lines("open")),
    "restore": (put_back, (removing, "lock"), lines("restore")),
    "register_vendor": (register, (registration, "_registered_before"), lines("register")),
    "save_vendor": (save_shop, (registration, "lock"), lines("change")),
    "review_vendor": (look_at_shop, (showing, "lock"), reviews),
    "claim_vendor": (claim, (claims, "_open_claim"), lines("claim")),
    "decide_claim": (decide_claim, (claims, "lock"), lines("join")),
    "tell_apart": (tell_apart, (twins, "lock"), told_apart),
    "undo_merge": (undo_merge, (merging, "lock"), lines("unmerge")),
    "issue_late_entry": (issue_late_entry, (late_entries, "_issued_before"), lines("late_entry")),
    "caption_photo": (caption, (photos, "lock"), lines("caption_photo")),
    "add_product": (add_product, (catalogue, "_added_before"), lines("add")),
    "save_product": (save_product, (catalogue, "lock"), lines("change")),
    "withdraw_product": (stop_selling, (catalogue, "lock"), lines("withdraw")),
    "restore_product": (sell_again, (catalogue, "lock"), lines("restore")),
    "remove_photo": (remove_photo, (photos, "lock"), lines("remove_photo")),
    "restore_photo": (restore_photo, (photos, "lock"), lines("restore_photo")),
    "send_standard": (send_standard, (papers, "_fill"), lines("send")),
    "correct_standard": (correct_standard, (papers, "require_owner"), lines("correct")),
    "send_document": (send_document, (papers, "_sent_before"), lines("send")),
    "take_away": (take_away, (papers, "require_owner"), lines("take_away")),
    "bring_back": (bring_back, (papers, "require_owner"), lines("bring_back")),
    "judge_paper": (judge, (papers, "lock"), lines("judge")),
    "ask_registration": (ask_registration, (registrations, "_require_open"), lines("ask")),
    "tell_registration": (tell_registration, (registrations, "_waiting"), lines("tell")),
    "decide_registration": (decide_registration, (registrations, "lock"), lines("decide")),
    "retry_photo": (retry_photo, (photos, "lock"), lines("retry_photo")),
    "send_due_reminders": (remind, (reminders, "letters_for"), lines("remind")),
    "save_reminder_rule": (word_reminder, (reminders, "words_of"), lines("reminder")),
    "prepare_announcement": (prepare, (announcements, "close_ranks"), lines("prepare")),
    "approve_announcement": (approve, (announcements, "_why_alone"), lines("approve")),
    "withdraw_approval": (
        withdraw_approval,
        (announcements, "_require_open"),
        lines("unapprove"),
    ),
    "call_off_announcement": (call_off, (announcements, "_require_open"), lines("call_off")),
    "apply_due_announcements": (announce_in_time, (announcements, "list_of"), lines("publish")),
    "lapse_overdue_offers": (lapse, (offers, "format_deadline"), lines("lapse")),
    "give_back_booth": (
        give_back,
        (giving_back, "days_left_to_give_back"),
        lines("give_back_days"),
    ),
    "save_card": (score, (scoring, "weighted_total"), lines("send_scores")),
    "record_penalty": (penalise, (penalties, "_require_sensible"), lines("penalise")),
    "enter_line": (pay, (payments, "_require_sensible"), lines("money")),
    "correct_line": (correct_payment, (payments, "_require_correctable"), lines("money")),
    "move_pay_day": (move_pay_day, (payments, "account_of"), lines("pay_day")),
    "propose_payee": (propose_payee, (payees, "_require_none_waits"), lines("propose_payee")),
    "approve_payee": (approve_payee, (payees, "_as_it_is"), lines("approve_payee")),
    "set_payee_aside": (set_payee_aside, (payees, "_as_it_is"), lines("set_payee_aside")),
    "freeze_draw": (freeze_draw, (draws, "_require_freezable"), lines("freeze")),
    "call_off_draw": (call_off_draw, (draws, "_require_open"), lines("call_off")),
    # Both have found the draw undrawn before either gives a booth.
    "hold_draw": (
        hold_draw,
        (draws, "_require_still_free"),
        (giving_many, "_numbered"),
        lines("draw"),
    ),
    "pass_on_booth": (pass_on_booth, (allocations, "_first_free"), lines("pass_on")),
    "run_rules": (run_rules, (runs, "_require_run_by_rules"), lines("run")),
    "apply_run": (apply_run, (giving_many, "_numbered"), lines("apply")),
    "set_run_rules": (set_run_rules, (runs, "_newest_rules"), lines("run_rules")),
    "propose_override": (
        propose_override,
        (overrides, "_require_nobody_asks"),
        lines("propose_override"),
    ),
    "approve_override": (approve_override, (allocations, "_first_free"), lines("approve_override")),
    "set_override_aside": (
        set_override_aside,
        (overrides, "_as_it_is"),
        lines("set_override_aside"),
    ),
    "send_slip": (send_slip, (slips, "_require_awaited"), lines("send_slip")),
    "accept_slip": (accept_slip, (slips, "_require_waiting"), lines("money")),
    "record_statement": (record_statement, (statements, "plan_of"), lines("statement")),
    "take_back_statement": (
        take_back_statement,
        (payments, "_require_correctable"),
        lines("statement"),
    ),
    "refuse_slip": (refuse_slip, (slips, "_require_waiting"), lines("refuse_slip")),
    "release_unpaid": (release_unpaid, (unpaid, "why_not_released"), lines("release_unpaid")),
    "note_arrival": (arrive, (arrivals, "_tapped_at"), lines("arrive")),
    "take_arrival_back": (take_arrival_back, (arrivals, "arrival_of"), lines("not_arrive")),
    "mark_absent": (mark_absent, (absences, "_require_missing"), lines("absent_day")),
    "take_absence_back": (take_absence_back, (absences, "lock"), lines("not_absent_day")),
    "end_absent": (end_absent, (absences, "_require_missing"), lines("absent")),
    "give_to_reserve": (give_to_reserve, (absences, "_given_already"), lines("call_up")),
    "name_person": (name_person, (cards, "_free_number"), lines("card")),
    "replace_card": (replace_card, (cards, "_require_live"), lines("card_replace")),
    "cancel_card": (cancel_card, (cards, "lock"), lines("card_cancel")),
    "lift_penalty": (lift, (penalties, "lock"), lines("lift")),
    "object_to_penalty": (
        object_to_penalty,
        (objections, "last_day_to_object"),
        lines("object"),
    ),
    "object_to_refusal": (
        object_to_refusal,
        (objections, "last_day_to_object"),
        lines("object"),
    ),
    "answer_objection": (answer_objection, (objections, "_require_second"), lines("answer")),
    "open_account_for": (open_account, (people, "lock"), lines("open_for")),
    "invite": (invite, (people, "_forget_the_forms"), codes),
    "cancel_invite": (cancel_invite, (people, "require_owner"), lines("invite_cancel")),
    "join": (join, (people, "lock"), lines("join")),
    "remove_member": (remove_member, (people, "_is_last_owner"), lines("leave")),
    "tick_off_call": (call, (handling, "lock"), lines("call")),
    "send_again": (send_again, (handling, "lock"), lines("send_again")),
    **ONSITE,
    **TOLD,
}


def pressed_twice(monkeypatch, name, *, with_locks):
    makes, *places, how_often = ONCE[name]
    act = makes(World())
    HistoryEntry.objects.all().delete()
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, *places)
    outcomes = race(act, act)
    return outcomes, how_often(outcomes)


@pytest.mark.parametrize("name", ONCE)
def test_what_two_press_at_once_is_done_once(monkeypatch, name):
    outcomes, done = pressed_twice(monkeypatch, name, with_locks=True)

    assert done == 1
    assert [one for one in refusals(outcomes) if not isinstance(one, RuleBroken)] == []


@pytest.mark.parametrize("name", ONCE)
def test_control_without_the_locks_it_is_done_twice_or_breaks_in_the_middle(monkeypatch, name):
    outcomes, done = pressed_twice(monkeypatch, name, with_locks=False)

    assert done == 2 or stopped_by_database(outcomes) or broken_in_the_middle(outcomes)
