"""The officer's list of applications and the page of one, by role, with and without htmx."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from otopfair.work.models import BulkWork
from products.models import OfferedProduct
from tests.factories import (
    look_at_everything,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_helper,
    make_officer,
    make_product,
    make_user,
    make_vendor,
)
from vendors.forms.decisions import DecisionForm
from vendors.models import Decision, DecisionReason, InterestConflict

pytestmark = pytest.mark.django_db
TOMORROW = today_in_thailand() + timedelta(days=1)


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def list_url(fair, query=""):
    return reverse("staff:review-fair", args=[fair.pk]) + query


def page_url(application, query=""):
    return reverse("staff:review", args=[application.pk]) + query


def names_in(response):
    return [row.vendor.name_th for row in response.context["page"].object_list]


def values(*applications):
    """What the boxes of the list hold: the row with its version."""
    return [f"{row.pk}:{row.version}" for row in applications]


LOOKED = {"unlooked": "on", "unlooked_reason": "ดูต้นฉบับแล้ว"}


def decide(client, application, decision, query="", **answers):
    answers.setdefault("seen", application.version)
    return client.post(page_url(application, query), {"decision": decision, **answers})


# --- Who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["review-fair", "review"])
def test_who_sees_applications(client, fair, name):
    application = make_application(fair, status="submitted")
    number = fair.pk if name == "review-fair" else application.pk
    url = reverse(f"staff:{name}", args=[number])
    who = {
        "officer": (make_officer(), 200),
        "officer of another province": (make_officer("52"), 404),
        "helper": (make_helper(fair), 200),
        "vendor": (make_user(), 403),
    }
    for user, status in who.values():
        client.force_login(user)
        assert client.get(url).status_code == status
    client.logout()
    answer = client.get(url)
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


def test_a_helper_reads_but_decides_nothing(client, fair):
    application = make_application(fair, status="submitted")
    client.force_login(make_helper(fair))

    page = client.get(page_url(application))
    assert page.context["form"] is None
    assert decide(client, application, "pass").status_code == 403
    bulk = client.post(list_url(fair), {"act": "pass", "ids": [application.pk]})
    assert bulk.status_code == 403
    see = client.post(reverse("staff:review-identity", args=[application.pk]))
    assert see.status_code == 403


def test_a_draft_is_the_vendors_own(client, fair, officer):
    draft = make_application(fair, status="draft")

    assert client.get(page_url(draft)).status_code == 404
    assert names_in(client.get(list_url(fair))) == []


# --- The list ---------------------------------------------------------------------------------


def test_the_entry_of_the_menu_leads_to_the_next_fair(client, officer):
    make_fair_event("กำลังจัด")
    ahead = today_in_thailand() + timedelta(days=30)
    coming = make_fair_event("ครั้งหน้า", opens_on=ahead, closes_on=ahead)

    assert client.get(reverse("staff:review-list"))["Location"] == list_url(coming)


def test_the_entry_without_any_fair_says_so(client, officer):
    assert "ยังไม่มีงานในความดูแล" in client.get(reverse("staff:review-list")).content.decode()


def test_the_list_is_filtered_searched_and_sorted_by_the_address(client, fair, officer):
    silk = make_vendor("กลุ่มทอผ้าไหมบ้านดอนข่า")
    rice = make_vendor("วิสาหกิจข้าวชุมแพ")
    make_application(fair, silk, status="submitted", category=3, reference_no="KK63-0151")
    make_application(fair, rice, status="returned", category=1, reference_no="KK63-0152")

    def listed(query):
        return names_in(client.get(list_url(fair, query)))

    assert listed("") == [silk.name_th, rice.name_th]
    assert listed("?sort=-number") == [rice.name_th, silk.name_th]
    assert listed("?status=returned") == [rice.name_th]
    assert listed("?category=3") == [silk.name_th]
    assert listed("?q=ผาไหม") == [silk.name_th]
    assert listed("?q=0152") == [rice.name_th]
    assert listed("?q=ไม่มี") == []
    assert listed("?status=nonsense&category=x&sort=y&district=z") == [silk.name_th, rice.name_th]


def test_status_chips_carry_their_counts(client, fair, officer):
    for status in ("submitted", "submitted", "refused"):
        make_application(fair, status=status)

    chips = client.get(list_url(fair)).context["chips"]

    assert [chip["label"] for chip in chips] == ["ทุกสถานะ 3", "รอตรวจ 2", "ไม่ผ่าน 1"]


def test_the_list_is_paged_with_its_total(client, fair, officer):
    for _ in range(51):
        make_application(fair, status="submitted")

    second = client.get(list_url(fair, "?page=2&status=submitted"))

    assert len(names_in(second)) == 1
    assert "51–51 จาก 51" in second.content.decode()


def test_ticked_applications_pass_together(client, fair, officer):
    made = (make_application(fair, status="submitted") for _ in range(3))
    ticked = [look_at_everything(one) for one in made]
    left = make_application(fair, status="submitted")

    answer = client.post(list_url(fair), {"act": "pass", "ids": values(*ticked)}, follow=True)

    assert "สำเร็จ 3" in answer.content.decode()
    decided = Decision.objects.pending().order_by("application")
    assert [row.application for row in decided] == ticked
    assert left not in ticked


def test_a_bulk_act_says_which_rows_were_left_out_and_why(client, fair, officer):
    good = look_at_everything(make_application(fair, status="submitted"))
    bad = make_application(fair, status="refused")

    answer = client.post(list_url(fair), {"act": "pass", "ids": values(good, bad)}, follow=True)

    words = answer.content.decode()
    assert "สำเร็จ 1 ไม่ได้ทำ 1" in words
    assert "ตรวจเอกสารได้เฉพาะใบสมัครที่รอตรวจ (ตอนนี้: ไม่ผ่าน)" in words
    assert f"{bad.reference_no} {bad.vendor}" in words


def test_a_row_that_changed_after_the_list_was_shown_is_left_out(client, fair, officer):
    application = make_application(fair, status="submitted")
    shown = values(application)
    make_decision(application, "refuse", note="ซื้อมาขายต่อ", by=make_officer(full_name="นายเอก ขยัน"))

    answer = client.post(list_url(fair), {"act": "pass", "ids": shown}, follow=True)

    assert "นายเอก ขยัน ตัดสิน: ไม่ผ่าน" in answer.content.decode()
    assert application.decisions.pending().get().outcome == "refuse"


def test_a_press_twice_is_one_work(client, fair, officer):
    application = look_at_everything(make_application(fair, status="submitted"))
    press = {"act": "pass", "ids": values(application), "form_key": uuid4()}

    first, second = client.post(list_url(fair), press), client.post(list_url(fair), press)

    assert first["Location"] == second["Location"]
    assert BulkWork.objects.get().done == 1


def test_many_at_one_press_pass_no_document_that_nobody_has_seen(client, fair, officer):
    application = make_application(fair, status="submitted")

    answer = client.post(list_url(fair), {"act": "pass", "ids": values(application)}, follow=True)

    words = answer.content.decode()
    assert "ไม่ได้ทำ 1" in words
    assert "เอกสารยังไม่ครบ ร้านยังไม่ส่ง: สำเนาบัตรประชาชน" in words
    assert not application.decisions.exists()


def test_selecting_more_than_the_places_asks_first(client, officer):
    """Seen: three chosen for one place, in bulk too, "สำเร็จ"."""
    fair = make_fair_event()
    make_call(fair, categories=[3], places=1)
    three = [make_application(fair, status="eligible", category=3) for _ in range(3)]

    asked = client.post(list_url(fair), {"act": "select", "ids": values(*three)})

    words = asked.content.decode()
    assert asked.status_code == 422
    assert "2 จาก 3 ใบที่เลือก เกินจำนวนที่รับ" in words
    assert "ผ้า เครื่องแต่งกาย รับ 1 บูธ เลือกแล้ว 1 บูธ ใบนี้ขออีก 1 บูธ จึงเกินจำนวนที่รับ" in words
    assert list(Decision.objects.all()) == []


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        ({"fits": "1"}, [""]),
        ({"beyond": "on", "beyond_reason": "เห็นชอบแล้ว"}, ["", "เห็นชอบแล้ว", "เห็นชอบแล้ว"]),
        ({"beyond_reason": "เห็นชอบแล้ว"}, []),
        ({"beyond": "on", "beyond_reason": " "}, []),
    ],
    ids=["as many as fit", "beyond", "no tick", "no reason"],
)
def test_the_answer_to_the_question(client, officer, answers, chosen):
    fair = make_fair_event()
    make_call(fair, categories=[3], places=1)
    three = [make_application(fair, status="eligible", category=3) for _ in range(3)]

    client.post(list_url(fair), {"act": "select", "ids": values(*three), **answers})

    why = Decision.objects.pending().values_list("beyond_reason", flat=True)
    assert sorted(why) == chosen


def test_all_matching_means_all_that_match_the_filter(client, fair, officer):
    for _ in range(3):
        make_application(fair, status="eligible", category=3)
    other = make_application(fair, status="eligible", category=1)

    client.post(list_url(fair, "?category=3"), {"act": "select", "all": "1"})

    assert Decision.objects.filter(outcome="select").count() == 3
    assert list(other.decisions.all()) == []


def test_a_bulk_act_reaches_no_other_fair(client, fair, officer):
    foreign = make_application(make_fair_event(province="52"), status="submitted")

    client.post(list_url(fair), {"act": "pass", "ids": [*values(foreign), "x", "9" * 30]})

    assert list(Decision.objects.all()) == []


def test_an_unknown_bulk_act_is_404(client, fair, officer):
    assert client.post(list_url(fair), {"act": "delete"}).status_code == 404


def test_the_export_holds_what_is_listed_and_no_formula(client, fair, officer):
    make_application(fair, make_vendor("=1+1"), status="submitted", reference_no="KK63-0001")
    make_application(fair, status="refused")

    url = reverse("staff:review-export", args=[fair.pk])
    answer = client.get(url + "?status=submitted")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "ใบสมัคร งานไหม"
    assert rows[1][0].startswith("1 ใบ ข้อมูล ณ")
    assert [row[:2] for row in rows[4:]] == [["KK63-0001", "=1+1"]]


@pytest.mark.parametrize("view", ["review-fair", "review-export"])
def test_the_list_takes_the_same_queries_for_1_10_and_30_rows(client, fair, officer, view):
    counts = []
    for rows in (1, 9, 20):
        for _ in range(rows):
            make_application(fair, status="submitted")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"staff:{view}", args=[fair.pk]))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


# --- The page of one --------------------------------------------------------------------------


def test_the_page_shows_facts_phones_products_and_a_masked_number(client, fair, officer):
    vendor = make_vendor("กลุ่มทอผ้า", identity_no="1999900000013", contact_name="นางทองดี")
    vendor.phones.create(number="0890001234")
    application = make_application(fair, vendor, status="submitted")
    OfferedProduct.objects.create(application=application, product=make_product(vendor))

    words = client.get(page_url(application)).content.decode()

    for shown in ("กลุ่มทอผ้า", "นางทองดี", "089-000-1234", "ผ้าไหมมัดหมี่", "2,500 บาท"):
        assert shown in words
    assert "1-9999-•••••-01-3" in words
    assert "1-9999-00000-01-3" not in words


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_showing_the_number_is_written_down(client, fair, officer, headers):
    vendor = make_vendor(identity_no="1999900000013")
    application = make_application(fair, vendor, status="submitted")
    url = reverse("staff:review-identity", args=[application.pk])

    answer = client.post(url, headers=headers)

    assert "1-9999-00000-01-3" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = HistoryEntry.objects.of(application).get()
    assert (entry.verb, entry.actor) == ("see_identity", officer)


@pytest.mark.parametrize(
    ("before", "decision", "answers"),
    [
        ("submitted", "pass", LOOKED),
        ("submitted", "select", {}),
        ("submitted", "refuse", {"note": "ไม่ได้ขึ้นทะเบียน"}),
        ("eligible", "select", {}),
        ("returned", "refuse", {"note": "ไม่แก้ตามกำหนด"}),
    ],
)
def test_a_decision_from_the_panel_waits(client, fair, officer, before, decision, answers):
    application = make_application(fair, status=before)

    answer = decide(client, application, decision, **answers)

    application.refresh_from_db()
    assert (answer.status_code, application.status) == (302, before)
    assert application.decisions.pending().get().outcome == decision


@pytest.mark.parametrize(
    ("before", "decision", "answers", "after"),
    [
        ("selected", "confirm", {}, "confirmed"),
        ("selected", "withdraw", {"note": "ร้านโทรสละสิทธิ์"}, "declined"),
    ],
)
def test_an_act_for_the_vendor_is_done_at_once(
    client, fair, officer, before, decision, answers, after
):
    application = make_application(fair, status=before)

    answer = decide(client, application, decision, **answers)

    application.refresh_from_db()
    assert (answer.status_code, application.status) == (302, after)


def test_a_decision_is_taken_back_from_the_panel(client, fair, officer):
    application = make_application(fair, status="submitted")
    make_decision(application, "pass")
    application.refresh_from_db()

    answer = decide(client, application, "take_back")

    assert answer.status_code == 302
    assert list(application.decisions.pending()) == []


def test_a_reason_is_chosen_from_the_list_and_must_fit(client, fair, officer):
    application = make_application(fair, status="submitted")
    resale = DecisionReason.objects.get(code="R01")
    photo = DecisionReason.objects.get(code="R08")

    wrong = decide(client, application, "refuse", reason=photo.pk)
    right = decide(client, application, "refuse", reason=resale.pk)

    assert "เหตุผลนี้ใช้กับผลนี้ไม่ได้ เลือกเหตุผลอื่น" in wrong.content.decode()
    assert right.status_code == 302
    assert application.decisions.pending().get().reason == resale


def test_choosing_beyond_the_places_asks_and_keeps_what_was_typed(client, officer):
    fair = make_fair_event()
    make_call(fair, categories=[3], places=1)
    make_application(fair, status="confirmed", category=3)
    application = make_application(fair, status="eligible", category=3)

    asked = decide(client, application, "select", note="ขอบคุณที่สมัคร")
    words = asked.content.decode()
    assert asked.status_code == 422
    assert "รับ 1 บูธ เลือกแล้ว 1 บูธ ใบนี้ขออีก 1 บูธ" in words
    assert "ขอบคุณที่สมัคร" in words

    only_reason = decide(client, application, "select", beyond_reason="เพิ่มบูธแล้ว")
    assert (only_reason.status_code, application.decisions.count()) == (422, 0)

    done = decide(client, application, "select", beyond="on", beyond_reason="เพิ่มบูธแล้ว")
    assert done.status_code == 302
    assert application.decisions.pending().get().beyond_reason == "เพิ่มบูธแล้ว"


def test_a_return_has_a_page_of_its_own(client, fair, officer):
    application = make_application(fair, status="submitted")

    shown = client.get(page_url(application)).content.decode()
    assert reverse("staff:review-return", args=[application.pk]) in shown

    answer = decide(client, application, "return", note="ถ่ายฉลากใหม่")
    assert answer.status_code == 422


def test_saving_goes_on_to_the_next_of_the_filter(client, fair, officer):
    first, second = (make_application(fair, status="submitted") for _ in range(2))
    make_application(fair, status="refused")

    answer = decide(client, first, "pass", query="?status=submitted", **LOOKED)
    assert answer["Location"] == page_url(second, "?status=submitted")

    answer = decide(client, second, "pass", query="?status=submitted", **LOOKED)
    assert answer["Location"] == list_url(fair, "?status=submitted")


def test_the_page_counts_within_the_filter(client, fair, officer):
    applications = [make_application(fair, status="submitted") for _ in range(3)]
    make_application(fair, status="refused")

    place = client.get(page_url(applications[1], "?status=submitted")).context["place"]

    assert (place.position, place.total) == (2, 3)
    assert (place.previous_id, place.next_id) == (applications[0].pk, applications[2].pk)


@pytest.mark.parametrize(
    ("answers", "status", "sentence"),
    [
        ({}, 422, "เลือกผลการพิจารณา"),
        ({"decision": "refuse"}, 422, "บอกผู้สมัครว่าไม่ผ่านเพราะอะไร"),
        ({"decision": "confirm"}, 409, "สถานะของใบสมัครเปลี่ยนไปแล้ว"),
    ],
)
def test_an_incomplete_decision_says_what_is_missing(
    client, fair, officer, answers, status, sentence
):
    application = make_application(fair, status="submitted")

    answer = client.post(page_url(application), {"seen": 1, **answers})

    words = answer.content.decode()
    assert answer.status_code == status
    assert sentence in words
    assert "<title>ข้อผิดพลาด: ตรวจใบสมัคร" in words


def test_a_second_officer_is_told_and_loses_nothing(client, fair, officer):
    application = make_application(fair, status="submitted")
    make_decision(application, "pass", by=make_officer(full_name="นายเอก ขยัน"))

    answer = decide(client, application, "refuse", note="ข้อความยาวที่พิมพ์ไว้", seen=1)

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "นายเอก ขยัน ตัดสิน: ผ่านเอกสาร" in words
    assert "ข้อความยาวที่พิมพ์ไว้" in words
    assert application.decisions.pending().get().outcome == "pass"

    seen = answer.context["form"]["seen"].value()
    again = decide(client, application, "refuse", note="ข้อความยาวที่พิมพ์ไว้", seen=seen)
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("stands", "act", "more"),
    [
        ("submitted", "pass", LOOKED),
        ("submitted", "select", {}),
        ("submitted", "refuse", {"note": "เอกสารไม่ครบ"}),
        ("selected", "confirm", {}),
        ("confirmed", "withdraw", {"note": "ร้านโทรแจ้ง"}),
    ],
)
def test_the_same_decision_sent_twice_is_no_conflict_with_oneself(
    client, fair, officer, stands, act, more
):
    application = make_application(fair, status=stands)
    answers = [decide(client, application, act, seen=1, **more).status_code for _ in range(2)]
    assert answers == [302, 302]


def test_the_page_takes_the_same_queries_however_much_the_vendor_has(client, fair, officer):
    vendor = make_vendor()
    application = make_application(fair, vendor, status="submitted")
    counts = []
    for rows in (1, 9):
        for _ in range(rows):
            product = make_product(vendor)
            OfferedProduct.objects.create(application=application, product=product)
            vendor.phones.create(number=f"08900{OfferedProduct.objects.count():05d}")
        with CaptureQueriesContext(connection) as queries:
            client.get(page_url(application))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_panel_says_how_many_places_are_left(client, officer):
    fair = make_fair_event()
    make_call(fair, categories=[3])
    for status in ("selected", "confirmed", "refused"):
        make_application(fair, status=status, category=3)
    application = make_application(fair, status="submitted", category=3)

    words = client.get(page_url(application)).content.decode()

    assert "ประเภทนี้รับ 10 บูธ คัดเลือกแล้ว 2 บูธ" in words


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("submitted", "ไม่ผ่านเพราะอะไร"),
        ("returned", "ไม่ผ่านเพราะอะไร หรือถอนเพราะอะไร"),
        ("selected", "ถอนเพราะอะไร หรือไม่ผ่านเพราะอะไร"),
    ],
)
def test_the_reason_is_named_after_the_decisions_that_ask_for_it(status, label):
    assert DecisionForm(standing=status).fields["note"].label == label


def test_a_page_with_parts_brings_the_cookie_that_its_forms_need(fair):
    """Seen: the first press of an officer who came by a kept session was refused."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_officer())
    application = make_application(fair, status="submitted")

    page = browser.get(page_url(application))
    token = page.cookies["csrftoken"].value
    answer = decide(browser, application, "pass", csrfmiddlewaretoken=token, **LOOKED)

    assert answer.status_code == 302


def test_the_panel_names_the_applicant_and_opens_the_next_one_at_its_top(client, fair, officer):
    make_call(fair)
    application = make_application(fair, status="submitted")
    where = page_url(application, "?status=submitted")

    page = client.get(where).content.decode()

    panel = page[page.index('class="decision"') :]
    assert f'action="{where}"' in panel
    assert f"<b>{application.reference_no}</b> {application.vendor}" in panel


def test_the_page_leads_to_the_score_card_while_it_is_to_be_filled_in(client, fair, officer):
    application = make_application(fair, status="submitted", call=make_call(fair))
    card = reverse("staff:review-score", args=[application.pk])
    assert f'href="{card}"' in client.get(page_url(application)).content.decode()

    InterestConflict.objects.create(application=application, officer=officer, reason="ญาติ")

    assert f'href="{card}"' not in client.get(page_url(application)).content.decode()
