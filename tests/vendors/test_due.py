"""What is due, by when: every page of the vendor says the same, and in one wording."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_deadline, no_break
from tests.factories import (
    make_agency,
    make_application,
    make_call,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)
from vendors.due import due_of
from vendors.models import BoothApplication
from vendors.views.portal.ladder import first_to_do

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


@pytest.fixture
def fair():
    return make_fair_event("งานไหม", slug="silk")


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


def closed(fair):
    now = timezone.now()
    return make_call(fair, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2020, 1, 29), "ภายในวันที่ 29 ม.ค. 2563"),
        (datetime(2020, 1, 29, 9, 30, tzinfo=UTC), "ภายในวันที่ 29 ม.ค. 2563 เวลา 16.30 น."),
        (time(22), "ภายในเวลา 22.00 น."),
    ],
)
def test_there_is_one_way_to_say_by_when(until, words):
    assert format_deadline(until) == words


def test_no_page_and_no_sentence_says_it_another_way():
    """ "ก่อน 29" beside "ภายใน 29" was read as two different days."""
    other = re.compile(
        r"(ภายใน|ก่อน) ?(\{\{|\{[a-z_.]*(format_|no_break|_day|_by|until)|\d\d?(\.\d\d| [ก-ฮ]+\.))"
    )
    folders = ["templates", "vendors", "products", "onsite", "sales", "pages", "fairs"]
    files = [path for one in folders for path in (ROOT / one).rglob("*.*")]
    wrong = [
        f"{path.relative_to(ROOT)}:{number} {found[0]}"
        for path in files
        if path.suffix in (".html", ".jinja", ".py") and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := other.search(line))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("status", "answer_by", "act", "missed"),
    [
        ("draft", None, "send", ""),
        ("submitted", None, "", ""),
        ("returned", TODAY, "correct", ""),
        ("returned", YESTERDAY, "", "correct"),
        ("eligible", None, "", ""),
        ("selected", TOMORROW, "confirm", ""),
        ("selected", YESTERDAY, "", "confirm"),
        ("confirmed", None, "", ""),
        ("refused", None, "", ""),
    ],
)
def test_what_is_due_by_where_it_stands(fair, vendor, status, answer_by, act, missed):
    make_call(fair)
    due = due_of(make_application(fair, vendor, status=status, answer_by=answer_by))
    assert (due.act, due.missed) == (act, missed)
    assert act == "" or no_break(format_deadline(due.until)) in due.sentence


@pytest.mark.parametrize("status", ["draft", "returned", "selected"])
def test_nothing_is_due_at_a_fair_that_is_cancelled(vendor, status):
    fair = make_fair_event(state="cancelled")
    make_call(fair)
    assert not due_of(make_application(fair, vendor, status=status, answer_by=TOMORROW)).act


@pytest.mark.parametrize(
    ("status", "words"),
    [("returned", "แก้แล้วส่งอีกครั้ง"), ("selected", "คุณต้องยืนยัน")],
)
def test_the_confirmation_page_tells_what_is_due(signed_in, vendor, fair, status, words):
    """Seen: it said "ตอนนี้ไม่ต้องทำอะไรเพิ่ม" for ever."""
    make_call(fair)
    application = make_application(fair, vendor, status=status, answer_by=TOMORROW)
    pages = ["my-home", "my-applications", ("my-application", application.pk)]
    pages.append(("my-apply-done", "silk"))
    for name, *args in [(one,) if isinstance(one, str) else one for one in pages]:
        page = signed_in.get(reverse(name, args=args)).content.decode().replace("\u00a0", " ")
        assert f"{words}{format_deadline(TOMORROW)}" in page, name
        assert "ไม่ต้องทำอะไรเพิ่ม" not in page, name


PROMISES = {
    "result": f"แจ้งผล{format_deadline(TOMORROW)}",
    "confirm": "ถ้าได้รับคัดเลือก คุณกดยืนยัน",
    "booth": "เจ้าหน้าที่จัดบูธ แล้วแจ้งเลขบูธ",
}


@pytest.mark.parametrize(
    ("status", "promised"),
    [
        ("submitted", ["result", "confirm", "booth"]),
        ("eligible", ["result", "confirm", "booth"]),
        ("reserved", ["confirm", "booth"]),
        ("selected", ["booth"]),
        ("confirmed", []),
    ],
)
def test_the_confirmation_page_promises_only_what_is_still_to_come(
    signed_in, vendor, fair, status, promised
):
    """Seen: "เจ้าหน้าที่ตรวจเอกสาร แจ้งผลภายใน…" under a right answer, long after that day."""
    make_call(fair, result_on=TOMORROW, confirm_until=TODAY)
    make_application(fair, vendor, status=status, answer_by=TOMORROW)
    page = signed_in.get(reverse("my-apply-done", args=["silk"])).content.decode()
    page = page.replace("\u00a0", " ")
    assert [name for name, words in PROMISES.items() if words in page] == promised
    assert format_deadline(TODAY) not in page


@pytest.mark.parametrize("status", ["submitted", "eligible"])
def test_a_day_of_results_that_is_past_is_not_promised(signed_in, vendor, fair, status):
    make_call(fair, result_on=YESTERDAY, confirm_until=TOMORROW)
    make_application(fair, vendor, status=status)
    page = signed_in.get(reverse("my-apply-done", args=["silk"])).content.decode()
    assert "แจ้งผล" not in page


def test_after_the_fair_the_confirmation_page_promises_nothing(signed_in, vendor):
    fair = make_fair_event(slug="silk", opens_on=YESTERDAY, closes_on=YESTERDAY)
    make_call(fair, result_on=TOMORROW)
    make_application(fair, vendor, status="submitted")
    page = signed_in.get(reverse("my-apply-done", args=["silk"])).content.decode()
    assert "งานนี้จบแล้ว" in page
    assert [words for words in PROMISES.values() if words in page.replace("\u00a0", " ")] == []


def test_a_draft_after_closing_is_not_to_be_filled_in(signed_in, vendor, fair):
    closed(fair)
    application = make_application(fair, vendor, status="draft")
    for url in (
        reverse("my-home"),
        reverse("my-applications"),
        reverse("my-application", args=[application.pk]),
        reverse("my-apply", args=["silk"]),
    ):
        page = signed_in.get(url).content.decode()
        assert "กรอกต่อ" not in page, url
    assert "ปิดรับสมัครแล้วเมื่อ" in signed_in.get(reverse("my-applications")).content.decode()
    check = signed_in.get(reverse("my-apply-check", args=["silk"])).content.decode()
    assert "ร่างนี้ส่งไม่ได้" in check
    assert "ส่งใบสมัคร</button>" not in check.replace("\n", "")


def test_a_draft_that_can_be_sent_stands_before_one_that_cannot(vendor, fair):
    open_fair = make_fair_event()
    make_call(open_fair)
    sendable = make_application(open_fair, vendor, status="draft")
    closed(fair)
    make_application(fair, vendor, status="draft")
    assert first_to_do(BoothApplication.objects.all())[0] == sendable


# --- How one hears of it ------------------------------------------------------------------------

ASKS = "เพื่อรับข้อความสั้น"


@pytest.mark.parametrize(
    ("account", "with_sms", "asked", "told_by"),
    [
        ({"email": None}, True, True, "โทรศัพท์"),
        ({"email": None}, False, False, "โทรศัพท์"),
        ({"email": None, "phone_verified_at": timezone.now()}, True, False, "ข้อความสั้น"),
        ({"email": "a@example.invalid"}, True, False, "อีเมล"),
    ],
)
def test_who_has_only_a_phone_is_asked_to_prove_it_where_it_matters(
    client, settings, fair, account, with_sms, asked, told_by
):
    if with_sms:
        sender = "otopfair.outbox.phones.ConsoleSender"
        settings.OUTBOX_SENDERS = settings.OUTBOX_SENDERS | {"sms": sender}
    owner = make_user(phone="0812345678", **account)
    make_call(fair)
    make_application(fair, make_vendor(user=owner), status="submitted")
    client.force_login(owner)
    for url in (reverse("my-home"), reverse("my-apply-done", args=["silk"])):
        page = client.get(url)
        assert (ASKS in page.content.decode()) == asked, url
    assert page.context["told_by"] == told_by


# --- What a draft remembers is checked again ------------------------------------------------------


def ready(fair, vendor, **fields):
    application = make_application(fair, vendor, status="draft", **fields)
    application.offered_products.create(product=make_product(vendor))
    return application


@pytest.mark.parametrize(
    ("change", "sentence", "step"),
    [
        ("category", "ไม่ได้เปิดรับประเภทนี้", "my-apply-category"),
        ("maximum", "ขอได้ไม่เกิน 1 บูธ", "my-apply-category"),
        ("zone", "ไม่มีโซน C แล้ว", "my-apply-note"),
        ("product", "เลิกขายแล้ว", "my-apply-products"),
        ("terms", "ข้อตกลงเปลี่ยน", None),
        ("terms text", "ข้อตกลงเปลี่ยน", None),
        ("closed", "ปิดรับสมัครแล้ว", None),
    ],
)
def test_what_a_draft_remembers_is_checked_when_it_is_sent(
    signed_in, vendor, fair, change, sentence, step
):
    call = make_call(fair, max_booths=2)
    fair.zones.create(code="C", name_th="ผ้า")
    application = ready(fair, vendor, booths_wanted=2, zone_wished="C")
    check = reverse("my-apply-check", args=["silk"])
    shown = signed_in.get(check).context["terms_mark"]
    change_call(call, change, application)

    answer = signed_in.post(check, {"seen_terms": shown})

    assert answer.status_code == 422
    assert sentence in answer.context["refusal"]
    fix = f"{reverse(step, args=['silk'])}?next={check}" if step else ""
    assert answer.context["fix_url"] == fix
    application.refresh_from_db()
    assert application.status == "draft"


def change_call(call, change: str, application) -> None:
    if change == "category":
        call.cells.filter(category=3).delete()
    elif change == "maximum":
        type(call).objects.update(max_booths=1)
    elif change == "zone":
        call.fair_event.zones.all().delete()
    elif change == "product":
        application.offered_products.get().product.__class__.objects.update(is_withdrawn=True)
    elif change == "terms":
        newer = type(call.terms).objects.create(title=call.terms.title, version=2, summary="ใหม่")
        type(call).objects.update(terms=newer)
    elif change == "terms text":
        type(call.terms).objects.update(body="ข้อใหม่")
    else:
        type(call).objects.update(closes_at=timezone.now())


def test_the_step_shows_the_zone_that_is_gone_and_asks_for_another(signed_in, vendor, fair):
    make_call(fair)
    fair.zones.create(code="A", name_th="อาหาร")
    ready(fair, vendor, zone_wished="C")
    page = signed_in.get(reverse("my-apply-note", args=["silk"])).content.decode()
    assert "C (ไม่มีในงานแล้ว)" in page


# --- Whom to call -------------------------------------------------------------------------------


def test_a_lampang_shop_gets_lampangs_number(client, owner):
    make_vendor("ชามตราไก่", province_id="52", user=owner)
    make_agency("สำนักงานพัฒนาชุมชนจังหวัดลำปาง", province_id="52", phone="054123456")
    client.force_login(owner)
    page = client.get(reverse("my-home")).content.decode()
    assert "054-123-456" in page
    assert "043-000-000" not in page


def test_about_an_application_the_fairs_own_number_is_told(signed_in, vendor):
    fair = make_fair_event(slug="silk", contact_phone="0812345678")
    make_call(fair)
    application = make_application(fair, vendor, status="selected", answer_by=YESTERDAY)
    for url in (reverse("my-applications"), reverse("my-application", args=[application.pk])):
        assert "081-234-5678" in signed_in.get(url).content.decode()


def test_without_its_own_number_a_fair_is_answered_for_by_its_province(signed_in, vendor):
    make_agency("สำนักงานพัฒนาชุมชนจังหวัดลำปาง", province_id="52", phone="054123456")
    fair = make_fair_event(slug="silk", province="52")
    make_call(fair)
    make_application(fair, vendor, status="selected", answer_by=YESTERDAY)
    assert "054-123-456" in signed_in.get(reverse("my-applications")).content.decode()
