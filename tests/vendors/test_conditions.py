"""Who may apply: said in words before anything is filled in, and asked again when it is sent."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fairs.models import District, Province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.stale import StalePage, seen_of
from products.models import StarRating, StarRound
from products.operations.entering import enter_application
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_penalty,
    make_product,
    make_round,
    make_user,
    make_vendor,
    make_zone,
)
from vendors.conditions import in_words
from vendors.eligibility import why_not
from vendors.models import BoothApplication, CallCondition, ConditionWaiver, StandardKind, Vendor
from vendors.operations.conditions import (
    NotEligible,
    conditions_now,
    save_conditions,
    waive_conditions,
)
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.penalties import Banned
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor("กลุ่มทอผ้าบ้านไกล", user=owner)


@pytest.fixture
def fair():
    return make_fair_event("งานไหม", slug="silk")


@pytest.fixture
def call(fair):
    return make_call(fair)


def ask(call, **conditions):
    for kind, values in conditions.items():
        CallCondition.objects.create(call=call, kind=kind, values=values)


def keys(call, vendor):
    return [one.key for one in why_not(call, vendor)]


def start(call, vendor, by):
    return start_application(call.fair_event, vendor, form_key=uuid4(), by=by)


@pytest.mark.parametrize(("province", "expected"), [("40", []), ("50", ["origin"])])
def test_only_shops_of_the_fairs_province(call, province, expected):
    ask(call, origin=["inside"])
    vendor = make_vendor(province=Province.objects.get(pk=province))

    assert keys(call, vendor) == expected


def test_only_some_kinds_of_shop(call, vendor):
    ask(call, kind=["single", "sme"])

    assert keys(call, vendor) == ["kind"]
    vendor.kind = "sme"
    assert keys(call, vendor) == []


def test_a_registration_that_ends_before_the_fair_does_not_count(call, vendor, fair):
    ask(call, registration=["otop", "community"])
    assert "ยังไม่มีในข้อมูลร้าน" in why_not(call, vendor)[0].sentence

    row = vendor.registrations.create(number="400101", valid_until=fair.closes_on - DAY)
    assert "ใช้ไม่ได้ถึงวันจัดงาน" in why_not(call, vendor)[0].sentence

    row.valid_until = fair.closes_on
    row.save()
    assert keys(call, vendor) == []


def test_stars_count_when_they_hold_on_the_fairs_days(call, vendor, fair):
    ask(call, stars=["3"])
    product = make_product(vendor)
    assert keys(call, vendor) == ["stars"]

    star_round = StarRound.objects.create(
        year_be=2563, valid_from=fair.opens_on - DAY, valid_until=fair.closes_on
    )
    rating = StarRating.objects.create(product=product, star_round=star_round, stars=2)
    assert "สูงสุด 2 ดาว" in why_not(call, vendor)[0].sentence

    rating.stars = 4
    rating.save()
    assert keys(call, vendor) == []


def test_a_standard_counts_when_it_is_checked_and_holds_on_the_fairs_days(call, vendor, fair):
    kind = StandardKind.objects.order_by("pk")[0]
    ask(call, standard=[str(kind.pk)])
    assert "ยังไม่มีในข้อมูลร้าน" in why_not(call, vendor)[0].sentence

    row = vendor.standards.create(
        kind=kind, number="1", valid_until=fair.closes_on - DAY, sent_at=timezone.now()
    )
    assert "ยังตรวจไม่เสร็จ" in why_not(call, vendor)[0].sentence

    row.state, row.judged_by = "accepted", make_officer()
    row.save()
    assert "ใช้ไม่ได้ถึงวันจัดงาน" in why_not(call, vendor)[0].sentence

    row.valid_until = fair.closes_on
    row.save()
    assert keys(call, vendor) == []


def test_the_conditions_are_read_in_words(call):
    ask(call, origin=["inside"], kind=["group"], registration=["otop"], stars=["5"])

    assert in_words(call) == [
        "ร้านในจังหวัดขอนแก่น",
        "กลุ่มผู้ผลิตชุมชน",
        "มีทะเบียนผู้ผลิต OTOP ที่ใช้ได้ในวันจัดงาน",
        "มีสินค้าที่ได้ 5 ดาว อย่างน้อย 1 รายการ ผลดาวใช้ได้ถึงวันจัดงาน",
    ]


def test_a_stranger_reads_the_conditions_and_how_many_have_applied(client, call):
    ask(call, kind=["sme"])
    make_application(call.fair_event, status="submitted", booths_wanted=3)
    make_application(call.fair_event, status="draft", booths_wanted=1)
    make_application(call.fair_event, status="withdrawn", booths_wanted=1)

    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    assert "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม" in page
    assert "ขอไว้แล้ว 3 จาก 10 บูธ" in page


def test_a_shop_reads_which_part_of_the_places_is_its_own(client, call, vendor, owner):
    """Seen: "ขอไว้แล้ว 34 จาก 40" for a shop of whose part there were five."""
    outside = call.cells.create(category=3, origin="outside", maximum=5)
    call.cells.create(category=3, origin="inside", maximum=8, reserved=5)
    call.cells.create(category=3, zone=make_zone(call.fair_event, "A"), maximum=4)
    far = make_vendor("ร้านลำปาง", province_id="52")
    make_application(call.fair_event, far, status="submitted", booths_wanted=2)
    client.force_login(owner)

    rows = client.get(reverse("my-apply", args=["silk"])).context["places"]

    [cloth] = [row for row in rows if row.category == outside.category]
    assert (cloth.places, cloth.asked) == (10, 2)
    assert [(part.words, part.is_own) for part in cloth.parts] == [
        ("ร้านในจังหวัด รับไม่เกิน 8 บูธ ในนี้กันไว้ให้ 5 บูธ ขอไว้แล้ว 0 บูธ", True),
        ("ร้านนอกจังหวัด รับไม่เกิน 5 บูธ ขอไว้แล้ว 2 บูธ", False),
        ("โซน A รับไม่เกิน 4 บูธ", False),
    ]


def test_the_page_of_the_fair_says_who_may_apply(client, call):
    ask(call, origin=["inside"])

    assert "ร้านในจังหวัดขอนแก่น" in client.get(reverse("fair", args=["silk"])).content.decode()


def test_a_shop_reads_every_reason_and_finds_no_button(client, call, vendor, owner):
    ask(call, kind=["sme"], registration=["otop"])
    client.force_login(owner)

    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    for words in ("ร้านนี้ลงไว้เป็นกลุ่มผู้ผลิตชุมชน", "ถ้ามีแล้ว แจ้งเลขในหน้าเดียวกัน"):
        assert words in page
    assert "เริ่มสมัคร" not in page


def test_the_way_out_names_what_to_do_and_leads_back(client, call, vendor, owner):
    """Seen: "ไปแก้" where there was nothing to mend, and no way back to the application."""
    ask(call, registration=["otop"])
    in_round = make_round()
    Vendor.objects.update(district=District.objects.filter(province=vendor.province).first())
    client.force_login(owner)
    page, there = reverse("my-apply", args=["silk"]), reverse("my-registration")

    link = f'<a href="{there}?next={page}">'
    assert f"{link}ยื่นขอขึ้นทะเบียน</a>" in client.get(page).content.decode()
    sent = {"form_key": str(uuid4()), "round": in_round.pk, "by_labour": "on", "next": page}
    assert client.post(there, sent)["Location"] == f"{there}?next={page}"
    assert f"{link}ดูคำขอของร้าน</a>" in client.get(page).content.decode()


def test_a_shop_that_meets_them_reads_that_it_may_apply(client, call, vendor, owner):
    ask(call, kind=["group"])
    client.force_login(owner)

    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    assert "ร้านนี้สมัครได้" in page
    assert "เริ่มสมัคร" in page


def test_starting_is_refused_with_every_reason(client, call, vendor, owner):
    ask(call, kind=["sme"], registration=["otop"])
    client.force_login(owner)

    answer = client.post(reverse("my-apply", args=["silk"]), {"form_key": str(uuid4())})

    assert answer.status_code == 422
    assert BoothApplication.objects.count() == 0
    with pytest.raises(NotEligible) as refusal:
        start(call, vendor, owner)
    assert [one.key for one in refusal.value.barriers] == ["kind", "registration"]


def test_a_condition_set_meanwhile_is_said_on_the_check_page_and_stops_sending(
    client, call, vendor, owner
):
    draft = make_application(call.fair_event, vendor, status="draft", started_by=owner)
    draft.offered_products.create(product=make_product(vendor))
    save_conditions(call, {**conditions_now(call), "kind": ["sme"]}, by=make_officer())
    client.force_login(owner)
    here = reverse("my-apply-check", args=["silk"])

    assert "ร้านนี้ยังสมัครรอบนี้ไม่ได้" in client.get(here).content.decode()
    assert client.post(here).status_code == 422
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_was_returned_is_sent_again_under_the_conditions_of_its_first_sending(call, vendor):
    row = make_application(call.fair_event, vendor, status="returned", to_correct=())
    row.offered_products.create(product=make_product(vendor))
    ask(call, kind=["sme"])

    assert submit_application(row, accepts_terms=True, by=row.started_by).status == "submitted"


def enter(call, vendor, by):
    return enter_application(
        call.fair_event,
        vendor,
        category=3,
        products=[make_product(vendor)],
        agreed=True,
        form_key=uuid4(),
        by=by,
    )


def test_an_officer_who_enters_for_a_vendor_is_asked_the_same(call, vendor):
    ask(call, kind=["sme"])

    with pytest.raises(NotEligible, match="วิสาหกิจขนาดกลาง"):
        enter(call, vendor, make_officer())
    assert BoothApplication.objects.count() == 0


def test_an_officer_lets_a_shop_past_with_a_reason(client, call, vendor):
    ask(call, kind=["sme"])
    officer = make_officer()
    client.force_login(officer)
    here = reverse("staff:call-vendor", args=[call.pk, vendor.pk])
    assert "ยกเว้นเงื่อนไขให้ร้านนี้" in client.get(here).content.decode()

    assert client.post(here, {"reason": ""}).status_code == 422
    assert client.post(here, {"reason": "มติครั้งที่ 3/2563"}).status_code == 302

    waiver = ConditionWaiver.objects.get()
    assert (waiver.kinds, waiver.waived_by) == (["kind"], officer)
    assert HistoryEntry.objects.of(call).first().reason == "มติครั้งที่ 3/2563"
    assert enter(call, vendor, officer).status == "submitted"


def test_who_was_let_past_leaves_as_a_sheet_and_the_call_remembers_who_took_it(
    client, call, vendor
):
    ask(call, kind=["sme"])
    officer = make_officer(full_name="นายเอก ขยัน")
    waive_conditions(call, vendor, reason="มติครั้งที่ 3/2563", by=officer)
    client.force_login(officer)
    page = client.get(reverse("staff:call-conditions", args=[call.pk])).content.decode()
    address = reverse("staff:call-waivers-export", args=[call.pk])
    assert "ยกเว้น: ประเภทผู้ลงทะเบียน" in page
    assert address in page

    book = CalamineWorkbook.from_filelike(BytesIO(client.get(address).content))

    [row] = book.get_sheet_by_index(0).to_python()[4:]
    assert row[:4] == [str(vendor), "ประเภทผู้ลงทะเบียน", "มติครั้งที่ 3/2563", "นายเอก ขยัน"]
    taken = HistoryEntry.objects.of(call).first()
    assert (taken.summary, taken.actor) == ("ส่งออกร้านที่ได้รับการยกเว้น 1 ร้าน", officer)


def test_a_waiver_does_not_cover_a_later_condition(call, vendor, owner):
    ask(call, kind=["sme"])
    waive_conditions(call, vendor, reason="มติ", by=make_officer())
    ask(call, registration=["otop"])

    with pytest.raises(NotEligible) as refusal:
        start(call, vendor, owner)
    assert [one.key for one in refusal.value.barriers] == ["registration"]


def test_nobody_is_let_past_a_ban(call, vendor):
    make_penalty(vendor)
    officer = make_officer()

    with pytest.raises(RuleBroken, match="ยกเว้นข้อนี้ไม่ได้"):
        waive_conditions(call, vendor, reason="มติ", by=officer)
    with pytest.raises(Banned, match="ถูกงดรับสมัคร"):
        enrol_vendor(call.fair_event, vendor, category=3, form_key=uuid4(), by=officer)
    assert BoothApplication.objects.count() == 0


def test_a_committees_list_stands_above_the_conditions(call, vendor):
    ask(call, kind=["sme"])

    row = enrol_vendor(call.fair_event, vendor, category=3, form_key=uuid4(), by=make_officer())

    assert row.status == "confirmed"


def test_officers_tick_conditions_and_read_them_in_words(client, call):
    client.force_login(make_officer())
    here = reverse("staff:call-conditions", args=[call.pk])
    seen = seen_of(conditions_now(call))

    answer = client.post(here, {"origin": ["inside"], "stars": "4", "seen": seen})

    assert answer["Location"] == here
    assert conditions_now(call) == {
        "origin": ["inside"],
        "kind": [],
        "registration": [],
        "standard": [],
        "stars": ["4"],
    }
    assert "ร้านในจังหวัดขอนแก่น" in client.get(here).content.decode()
    assert client.post(here, {"kind": ["sme"], "seen": seen}).status_code == 409
    assert client.post(here, {"kind": ["cat"]}).status_code == 422


def test_the_same_conditions_saved_twice_are_one_act(call):
    officer = make_officer()
    shown = conditions_now(call)
    for _ in range(2):
        save_conditions(call, {**shown, "kind": ["sme"]}, by=officer, seen=seen_of(shown))

    assert [row.verb for row in HistoryEntry.objects.of(call)] == ["conditions"]
    with pytest.raises(StalePage):
        save_conditions(call, {**shown, "kind": ["group"]}, by=officer, seen=seen_of(shown))


def test_announced_places_are_said_and_decided_ones_are_not(client, call):
    make_application(call.fair_event, status="selected", booths_wanted=2)
    assert timezone.now() < call.closes_at

    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    assert "ได้รับคัดเลือกแล้ว 2 บูธ" in page
