"""Objections with a clock and a second officer; bans; a booth given back by its vendor."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, no_break
from tests.factories import (
    assign,
    make_application,
    make_booth,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_penalty,
    make_user,
    make_vendor,
)
from vendors.arrows import UndrawnArrow
from vendors.models import (
    BoothApplication,
    Decision,
    FreedPlace,
    LoneOffice,
    Objection,
    ObjectionOutcome,
    Outcome,
    Penalty,
)
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application
from vendors.operations.giving_back import give_back_booth
from vendors.operations.objections import (
    answer_objection,
    object_to_penalty,
    object_to_refusal,
)
from vendors.operations.penalties import Banned
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
OPENS = TODAY + timedelta(days=30)
UPHELD, CHANGED = ObjectionOutcome.UPHELD, ObjectionOutcome.CHANGED


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def vendor(owner):
    return make_vendor("กลุ่มทอผ้าบ้านดอนข่า", user=owner)


@pytest.fixture
def call():
    closes = OPENS + timedelta(days=4)
    return make_call(make_fair_event("งานไหม", opens_on=OPENS, closes_on=closes))


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


@pytest.fixture
def refused(call, vendor, officers):
    application = make_application(call.fair_event, vendor, status="submitted", call=call)
    make_decision(application, "refuse", note="ซื้อมาขายต่อ", by=officers[0])
    return announce_decisions(application, by=officers[0])


def status(application) -> str:
    return BoothApplication.objects.get(pk=application.pk).status


# --- Objecting --------------------------------------------------------------------------------


def test_a_vendor_objects_and_both_read_until_when_it_is_answered(
    client, refused, owner, officers, call
):
    client.force_login(owner)
    url = reverse("my-application-object", args=[refused.pk])

    for _ in range(2):
        client.post(url, {"text": "เราทอเอง มีกี่ 4 หลัง"})

    objection = Objection.objects.get()
    assert objection.answer_by == TODAY + timedelta(days=call.days_to_reply)
    until = format_date(objection.answer_by)
    assert no_break(until) in client.get(url).content.decode()
    # Seen: the application still offered to object, and said nothing of the objection.
    own = client.get(reverse("my-application", args=[refused.pk])).content.decode()
    assert no_break(until) in own
    assert "ไม่เห็นด้วย โต้แย้งผล" not in own
    assert until in Message.objects.filter(deliveries__user=officers[1]).get().body
    client.force_login(officers[1])
    page = client.get(reverse("staff:objections")).content.decode()
    assert "กลุ่มทอผ้าบ้านดอนข่า" in page


def test_after_the_window_nobody_objects(refused, owner, call):
    long_ago = timezone.now() - timedelta(days=call.days_to_object + 1)
    Decision.objects.update(announced_at=long_ago)

    with pytest.raises(RuleBroken, match="หมดเวลาโต้แย้งแล้ว"):
        object_to_refusal(refused, text="ไม่จริง", by=owner)


@pytest.mark.parametrize("where", ["submitted", "eligible", "selected", "confirmed", "withdrawn"])
def test_only_a_refusal_that_was_announced_is_objected_to(call, vendor, owner, where):
    application = make_application(call.fair_event, vendor, status=where, call=call)
    if where == "submitted":
        make_decision(application, "refuse", note="ยังไม่ประกาศ")

    with pytest.raises(UndrawnArrow, match="โต้แย้งได้เฉพาะ"):
        object_to_refusal(application, text="ไม่จริง", by=owner)


def test_who_decided_does_not_answer(refused, owner, officers):
    objection = object_to_refusal(refused, text="ไม่จริง", by=owner)

    with pytest.raises(RuleBroken, match="คุณเป็นผู้ตัดสินเรื่องนี้"):
        answer_objection(objection, UPHELD, answer="ก", by=officers[0])
    LoneOffice.objects.create(
        province=refused.fair_event.home_province, reason="มีคนเดียว", until=TODAY
    )

    assert answer_objection(objection, UPHELD, answer="ก", by=officers[0]).answered_by


@pytest.mark.parametrize("about", ["refusal", "ban"])
def test_who_decided_reads_who_can_answer(client, refused, vendor, owner, officers, about):
    if about == "refusal":
        objection = object_to_refusal(refused, text="ไม่จริง", by=owner)
    else:
        ban = make_penalty(vendor, by=officers[0])
        objection = object_to_penalty(ban, text="ไม่จริง", by=owner)
    client.force_login(officers[0])
    url = reverse("staff:objection", args=[objection.pk])

    answer = client.get(url)

    words = answer.content.decode()
    assert ("คุณเป็นผู้ตัดสินเรื่องนี้ จึงตอบเองไม่ได้" in words, 'name="outcome"' in words) == (True, False)
    assert officers[1] in answer.context["second"].others
    client.force_login(officers[1])
    assert 'name="outcome"' in client.get(url).content.decode()


def test_a_refusal_is_upheld_and_told(refused, owner, officers):
    objection = object_to_refusal(refused, text="ไม่จริง", by=owner)

    answer_objection(objection, UPHELD, answer="ตรวจซ้ำแล้วเหมือนเดิม", by=officers[1])

    assert status(refused) == "refused"
    assert "ตรวจซ้ำแล้วเหมือนเดิม" in Message.objects.order_by("-pk").first().body
    with pytest.raises(UndrawnArrow, match="ตอบคำโต้แย้งนี้แล้ว"):
        answer_objection(objection, CHANGED, answer="ข", by=officers[1])


def test_a_changed_result_is_a_new_decision_told_at_once(refused, owner, officers):
    objection = object_to_refusal(refused, text="ไม่จริง", by=owner)

    answer_objection(
        objection, CHANGED, answer="มีหลักฐานว่าทอเอง", new_outcome=Outcome.SELECT, by=officers[1]
    )

    assert status(refused) == "selected"
    newest = Decision.objects.order_by("-pk").first()
    assert "มีหลักฐานว่าทอเอง" in newest.change_reason
    assert newest.announced_at is not None


def test_an_answer_from_the_page_keeps_what_was_typed(client, refused, owner, officers):
    objection = object_to_refusal(refused, text="ไม่จริง", by=owner)
    client.force_login(officers[1])
    url = reverse("staff:objection", args=[objection.pk])

    answer = client.post(url, {"outcome": "changed", "answer": "คำที่พิมพ์ไว้"})

    assert answer.status_code == 422
    words = answer.content.decode()
    assert ("เลือกผลใหม่ของใบสมัคร" in words, "คำที่พิมพ์ไว้" in words) == (True, True)
    assert status(refused) == "refused"


@pytest.mark.parametrize(("district", "is_led"), [(None, True), ("4001", False)])
def test_a_page_for_bans_is_led_to_from_the_shop_and_the_list(client, vendor, district, is_led):
    vendor.district_id = "4001"
    vendor.save()
    who = make_officer()
    if district:
        who = assign(make_user(), Role.DISTRICT_OFFICER, district=vendor.district)
    client.force_login(who)
    door = reverse("staff:penalty-give", args=[vendor.pk])

    shop = client.get(reverse("staff:vendors_vendor_change", args=[vendor.pk]))

    assert (door in shop.content.decode()) == is_led
    if is_led:
        listed = client.get(reverse("staff:vendors_penalty_changelist")).content.decode()
        assert "ค้นร้านเพื่อบันทึกโทษ" in listed


# --- Bans -------------------------------------------------------------------------------------


def test_a_ban_keeps_from_starting_and_says_until_when_and_how_to_object(call, vendor, owner):
    ban = make_penalty(vendor)

    with pytest.raises(Banned) as refusal:
        start_application(call.fair_event, vendor, form_key=uuid4(), by=owner)

    for words in (format_date(ban.until), ban.decision_number, "โต้แย้งได้"):
        assert words in str(refusal.value)


def test_a_ban_keeps_a_draft_from_being_sent(call, vendor, owner):
    draft = make_application(call.fair_event, vendor, status="draft", call=call, started_by=owner)
    make_offer(draft)
    make_penalty(vendor)

    with pytest.raises(Banned):
        submit_application(draft, accepts_terms=True, by=owner)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "warning"},
        {"from_on": TODAY - timedelta(days=9), "until": TODAY - timedelta(days=1)},
        {"from_on": TODAY + timedelta(days=1)},
        {"lifted_at": timezone.now()},
    ],
    ids=["a warning", "over by itself", "not yet", "lifted"],
)
def test_what_is_no_ban_today_keeps_nobody(call, vendor, owner, fields):
    make_penalty(vendor, **fields)

    assert start_application(call.fair_event, vendor, form_key=uuid4(), by=owner).pk


@pytest.mark.parametrize(("everywhere", "may"), [(False, True), (True, False)])
def test_a_ban_holds_in_its_province_or_everywhere(vendor, owner, everywhere, may):
    make_penalty(vendor, everywhere=everywhere)
    elsewhere = make_call(make_fair_event(province="52")).fair_event

    if may:
        assert start_application(elsewhere, vendor, form_key=uuid4(), by=owner).pk
    else:
        with pytest.raises(Banned, match="งานของทุกจังหวัด"):
            start_application(elsewhere, vendor, form_key=uuid4(), by=owner)


def test_the_home_province_records_a_penalty_and_the_vendor_reads_it(
    client, vendor, owner, officers
):
    url = reverse("staff:penalty-give", args=[vendor.pk])
    typed = {
        "kind": "ban",
        "decision_number": "มติ 3/2563",
        "reason": "ให้เช่าช่วง",
        "from_on": format_date(TODAY),
        "until": format_date(OPENS),
        "form_key": uuid4(),
    }
    client.force_login(make_officer("52"))
    assert client.post(url, typed).status_code == 404
    client.force_login(officers[0])

    looked_at = client.post(url, {**typed, "act": "check"})
    assert "ร้านของคุณได้รับ" in looked_at.context["subject"]
    assert "ให้เช่าช่วง" in looked_at.context["body"]
    assert (
        client.post(url, {**typed, "act": "edit"}).context["form"]["reason"].value() == "ให้เช่าช่วง"
    )
    assert (Penalty.objects.count(), Message.objects.filter(kind="penalty").count()) == (0, 0)

    for _ in range(2):
        assert client.post(url, {**typed, "act": "record"}).status_code == 302

    assert Penalty.objects.get().province == vendor.province
    client.force_login(owner)
    assert "ให้เช่าช่วง" in client.get(reverse("my-penalties")).content.decode()
    assert Message.objects.filter(kind="penalty").count() == 1


def test_a_penalty_begun_at_a_fair_names_it(client, vendor, officers):
    fair, stranger = make_fair_event("งานบัว"), make_fair_event()
    make_application(fair, vendor)
    client.force_login(officers[0])
    url = reverse("staff:penalty-give", args=[vendor.pk])
    form = client.get(f"{url}?fair={fair.pk}").context["form"]
    assert form["fair_event"].value() == str(fair.pk)
    typed = {
        "kind": "warning",
        "decision_number": "มติ 4/2563",
        "reason": "ไม่มาออกบูธ",
        "from_on": format_date(TODAY),
        "until": format_date(OPENS),
        "form_key": uuid4(),
        "fair_event": fair.pk,
    }
    assert "งานบัว" in client.post(url, {**typed, "act": "check"}).context["body"]
    refused = client.post(url, {**typed, "fair_event": stranger.pk, "act": "record"})
    assert refused.status_code == 422
    client.post(url, {**typed, "act": "record"})
    assert Penalty.objects.get().fair_event == fair


def test_an_objection_to_a_ban_lifts_it(call, vendor, owner, officers):
    ban = make_penalty(vendor, by=officers[0])
    objection = object_to_penalty(ban, text="ไม่ได้ให้เช่า", by=owner)

    answer_objection(objection, CHANGED, answer="พยานยืนยัน", by=officers[1])

    assert start_application(call.fair_event, vendor, form_key=uuid4(), by=owner).pk


# --- Giving back ------------------------------------------------------------------------------


def with_booth(call, vendor, owner, officer, **fields):
    application = make_application(
        call.fair_event, vendor, status="submitted", call=call, started_by=owner, **fields
    )
    make_decision(application, "select", by=officer)
    application = announce_decisions(application, by=officer)
    confirm_application(application, by=owner)
    codes = [f"C{number:02}" for number in range(1, application.booths_wanted + 1)]
    booths = [make_booth(call.fair_event, code) for code in codes]
    return application, [allocate_booth(application, booth, by=officer) for booth in booths]


def test_a_booth_is_given_back_online_with_what_it_means_said_before(
    client, call, vendor, owner, officers
):
    type(call).objects.update(give_back_rule="คืนเงินประกันครึ่งหนึ่ง")
    application, [allocation] = with_booth(call, vendor, owner, officers[0])
    client.force_login(owner)
    url = reverse("my-application-give-back", args=[application.pk])

    words = client.get(url).content.decode()
    client.post(url, {"allocation": allocation.pk, "reason": "น้ำท่วม"})

    assert "คืนเงินประกันครึ่งหนึ่ง" in words
    assert "เอาคืนไม่ได้" in words
    assert status(application) == "declined"
    assert Message.objects.filter(kind="given-up", deliveries__user=officers[0]).exists()


def test_some_days_are_given_back_and_the_others_stay(client, call, vendor, owner, officers):
    application, [allocation] = with_booth(call, vendor, owner, officers[0])
    from_on = OPENS + timedelta(days=2)
    client.force_login(owner)

    client.post(
        reverse("my-application-give-back", args=[application.pk]),
        {"allocation": allocation.pk, "from_on": from_on.isoformat()},
    )

    allocation.refresh_from_db()
    assert (allocation.first_on, allocation.last_on) == (OPENS, OPENS + timedelta(days=1))
    assert list(allocation.days.values_list("on", flat=True)) == [OPENS, OPENS + timedelta(days=1)]
    assert status(application) == "confirmed"


def test_one_of_two_booths_is_given_back(call, vendor, owner, officers):
    application, [one, other] = with_booth(call, vendor, owner, officers[0], booths_wanted=2)

    give_back_booth(one, by=owner)

    application.refresh_from_db()
    assert (application.status, application.booths_wanted) == ("confirmed", 1)
    assert list(application.allocations.live()) == [other]
    assert FreedPlace.objects.filter(taken_by=None).count() == 1


def test_who_read_of_two_booths_does_not_give_up_the_place_with_the_last(
    client, call, vendor, owner, officers
):
    """One of two is given back in another tab; the first still says that the other stays."""
    application, [one, other] = with_booth(call, vendor, owner, officers[0], booths_wanted=2)
    client.force_login(owner)
    url = reverse("my-application-give-back", args=[application.pk])
    last = "คืนทั้งงานเท่ากับสละสิทธิ์เข้าร่วมงาน"
    before = client.get(url).content.decode()
    assert ('name="wanted" value="2"' in before, last in before) == (True, False)
    give_back_booth(one, by=owner)

    answer = client.post(url, {"allocation": other.pk, "wanted": "2"})
    words = answer.content.decode()
    assert (answer.status_code, status(application)) == (422, "confirmed")
    assert ("จำนวนบูธของใบสมัครเปลี่ยน" in words, last in words) == (True, True)

    client.post(url, {"allocation": other.pk, "wanted": "1"})
    assert status(application) == "declined"


def test_nobody_gives_back_anothers_booth(client, call, vendor, owner, officers):
    application, [allocation] = with_booth(call, vendor, owner, officers[0])
    stranger = make_user()
    mine = make_application(call.fair_event, make_vendor(user=stranger), call=call)
    client.force_login(stranger)

    url = reverse("my-application-give-back", args=[application.pk])
    assert client.post(url, {"allocation": allocation.pk}).status_code == 404
    url = reverse("my-application-give-back", args=[mine.pk])
    assert client.post(url, {"allocation": allocation.pk}).status_code == 422
    assert status(application) == "confirmed"
