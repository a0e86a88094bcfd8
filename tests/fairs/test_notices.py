"""Notices: signed once with a number, kept for good, read by everybody."""

import re
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from fairs.models import Notice, NoticeState
from fairs.notice_papers import notice_pdf, printed_notice
from fairs.notices import next_number
from fairs.operations.notices import (
    ON_PAPER,
    amend_notice,
    numbered_as,
    sign_notice,
    withdraw_notice,
)
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.removals.models import Removal
from otopfair.thai.calendar import today_in_thailand
from tests.factories import make_fair_event, make_notice, make_officer
from tests.visitors import queries_of, text_of, visit

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = date(2020, 10, 9)


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def sign(notice, *, number=1, on=DAY, by=None):
    prepared = numbered_as(notice, number=number, signed_on=on)
    return sign_notice(prepared, paper=b"%PDF-1.7", by=by or make_officer())


# --- The paper ------------------------------------------------------------------------------------


def test_the_paper_has_the_official_words_in_thai_digits():
    notice = make_notice(
        "รับสมัครร้าน งาน OTOP 2563",
        signer_name="นางจิรภา เชื้อดวงผุย",
        signer_position="ผู้อำนวยการกลุ่มงานส่งเสริมการพัฒนาชุมชน",
        signer_capacity="acting",
        acting_for="พัฒนาการจังหวัดขอนแก่น",
    )
    words = printed_notice(numbered_as(notice, number=3, signed_on=DAY))
    assert {name: words[name] for name in ("title", "subject", "number", "dated", "signature")} == {
        "title": "ประกาศจังหวัดขอนแก่น",
        "subject": "เรื่อง รับสมัครร้าน งาน OTOP ๒๕๖๓",
        "number": "ที่ ๓/๒๕๖๓",
        "dated": "ประกาศ ณ วันที่ ๙ ตุลาคม พ.ศ. ๒๕๖๓",
        "signature": [
            "(นางจิรภา เชื้อดวงผุย)",
            "ผู้อำนวยการกลุ่มงานส่งเสริมการพัฒนาชุมชน",
            "รักษาราชการแทน พัฒนาการจังหวัดขอนแก่น",
        ],
    }
    assert words["paragraphs"] == ["ด้วยจังหวัดขอนแก่นจะจัดงาน", "จึงประกาศให้ทราบทั่วกัน"]


def test_long_words_go_on_to_a_second_page_with_the_signature_beside_the_last_of_them():
    notice = make_notice(body="\n".join(f"ข้อ {n} ผู้สมัครต้องมีทะเบียนผู้ผลิต" for n in range(60)))
    pages = PdfReader(BytesIO(notice_pdf(numbered_as(notice, number=1, signed_on=DAY)))).pages
    last = pages[-1].extract_text()
    assert len(pages) > 1
    assert ("๕๙" in last, "นายทดสอบ ลงนาม" in last) == (True, True)


def test_no_line_lies_over_another():
    notice = make_notice(body="\n".join(["ย่อหน้าที่ยาว " * 20, "ย่อหน้าที่ยาว " * 20, "จึงประกาศ"]))
    page = PdfReader(BytesIO(notice_pdf(numbered_as(notice, number=1, signed_on=DAY)))).pages[0]
    lines = set()
    page.extract_text(visitor_text=lambda text, cm, *_: text.strip() and lines.add(cm[5]))
    from_the_top = sorted(lines, reverse=True)
    # Points. A mark that is set apart stands a little off its line; letters are 14.5 high.
    gaps = [one - next_one for one, next_one in pairwise(from_the_top) if one - next_one > 3]
    assert len(gaps) > 10
    assert min(gaps) > 15


# --- Signing --------------------------------------------------------------------------------------


def test_an_officer_signs_under_the_next_number_and_everybody_reads_it(client, officer):
    sign(make_notice("ฉบับก่อน"), number=7, on=TODAY)
    notice = make_notice()
    page = reverse("staff:notice-state", args=[notice.pk])
    assert 'name="number" value="8"' in client.get(page).content.decode()
    client.post(page, {"act": "sign", "number": "8", "signed_on": "30 พ.ย. 2563"})
    notice.refresh_from_db()
    assert (notice.state, notice.numbered, notice.signed_on) == (
        NoticeState.SIGNED,
        "8/2563",
        date(2020, 11, 30),
    )
    paper = b"".join(visit(client, reverse("notice-paper", args=[notice.pk])).streaming_content)
    assert "๘/๒๕๖๓" in PdfReader(BytesIO(paper)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("fields", "number", "on", "why"),
    [
        ({"signer_name": ""}, 1, DAY, "ยังไม่มีผู้ลงนาม"),
        ({"signer_position": " "}, 1, DAY, "ยังไม่มีตำแหน่งผู้ลงนาม"),
        ({}, 1, TODAY + timedelta(days=1), "ยังมาไม่ถึง"),
        ({}, 5, DAY, "ออกประกาศเลขที่ 5/2563 แล้ว เลขถัดไปคือ 6/2563"),
    ],
)
def test_what_cannot_be_signed_says_why_and_stays_a_draft(officer, fields, number, on, why):
    sign(make_notice("ฉบับก่อน"), number=5)
    notice = make_notice(**fields)
    with pytest.raises(RuleBroken, match=why):
        sign(notice, number=number, on=on)
    assert Notice.objects.get(pk=notice.pk).is_draft


def test_a_draft_that_was_changed_meanwhile_is_not_signed_unread(officer):
    notice = make_notice()
    Notice.objects.filter(pk=notice.pk).update(body="ข้อความอื่น")
    with pytest.raises(RuleBroken, match="มีผู้แก้ร่างนี้"):
        sign(notice)


def test_numbers_begin_again_in_each_year_and_office():
    sign(make_notice("ก"), number=7)
    assert [
        next_number("จังหวัดขอนแก่น", 2563),
        next_number("จังหวัดขอนแก่น", 2564),
        next_number("จังหวัดลำปาง", 2563),
    ] == [8, 1, 1]


# --- Kept for good --------------------------------------------------------------------------------


def test_what_was_signed_is_neither_changed_nor_deleted(client, officer):
    notice = sign(make_notice(), by=officer)
    change = reverse("staff:fairs_notice_change", args=[notice.pk])
    delete = reverse("staff:fairs_notice_delete", args=[notice.pk])
    bulk = reverse("staff:register-bulk", args=["fairs.notice"])
    assert client.post(change, {"subject": "อื่น"}).status_code == 403
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert "ลบไม่ได้" in client.post(bulk, {"act": "delete", "row": notice.pk}).content.decode()
    for delete_it in (notice.delete, Notice.objects.all().delete):
        with pytest.raises(RuleBroken, match="ลบไม่ได้"):
            delete_it()
    assert (Notice.objects.get().subject, Removal.objects.count()) == ("รับสมัครร้าน", 0)


def test_a_draft_is_deleted_and_put_back(client, officer):
    notice = make_notice()
    client.post(reverse("staff:fairs_notice_delete", args=[notice.pk]), {"post": "yes"})
    assert (Notice.objects.count(), Removal.objects.count()) == (0, 1)


def test_a_change_is_a_new_notice_that_amends_the_old_one(officer):
    notice = sign(make_notice(), by=officer)
    draft = amend_notice(notice, by=officer)
    assert amend_notice(notice, by=officer) == draft
    same = [name for name in ON_PAPER if getattr(draft, name) == getattr(notice, name)]
    assert set(ON_PAPER) - set(same) == {"subject", "amends_id"}
    assert (draft.subject, draft.amends, draft.is_draft) == (
        "แก้ไขเพิ่มเติมรับสมัครร้าน",
        notice,
        True,
    )
    with pytest.raises(RuleBroken, match="ยังเป็นร่าง"):
        amend_notice(draft, by=officer)


def test_it_is_withdrawn_with_a_reason_and_stays(client, officer):
    notice = sign(make_notice(), by=officer)
    page = reverse("staff:notice-state", args=[notice.pk])
    assert client.post(page, {"act": "withdraw", "reason": " "}).status_code == 422
    client.post(page, {"act": "withdraw", "reason": "เลื่อนงาน"})
    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_on) == (NoticeState.WITHDRAWN, TODAY)
    assert HistoryEntry.objects.of(notice)[0].reason == "เลื่อนงาน"
    with pytest.raises(RuleBroken, match="ยังเป็นร่าง"):
        withdraw_notice(make_notice(), reason="เลื่อนงาน", by=officer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": None},
        {"signer_name": ""},
        {"state": "withdrawn"},
        {"withdrawn_because": "ลืมวัน"},
        {"signer_capacity": "acting"},
    ],
)
def test_the_database_keeps_a_signed_notice_whole(wrong):
    sign(make_notice())
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(**wrong)


# --- What everybody reads -------------------------------------------------------------------------


def test_the_list_has_what_was_signed_by_province_and_year(client):
    sign(make_notice("ของขอนแก่น"), number=1)
    lampang = make_notice("ของลำปาง", province="52", issuing_office="จังหวัดลำปาง")
    sign(lampang, on=date(2019, 1, 17))
    make_notice("ร่าง")

    def shown(address):
        return re.findall(r'<a href="/notices/\d+/">(.*?)</a>', text_of(client, address))

    assert shown("/notices/") == ["ของขอนแก่น", "ของลำปาง"]
    assert shown("/notices/?province=52") == ["ของลำปาง"]
    assert shown("/notices/?year=2563") == ["ของขอนแก่น"]
    assert shown("/notices/?province=52&year=2563") == []


def test_a_page_tells_who_signed_what_amends_it_and_why_it_was_withdrawn(client, officer):
    fair = make_fair_event("งานไหม", slug="silk")
    notice = sign(make_notice(fair_event=fair), by=officer)
    newer = sign(amend_notice(notice, by=officer), number=2, by=officer)
    withdraw_notice(notice, reason="เลื่อนงาน", by=officer)
    client.logout()
    text = text_of(client, f"/notices/{notice.pk}/")
    for words in (
        "ประกาศ ณ วันที่ 9 ตุลาคม พ.ศ. 2563",
        "(นายทดสอบ ลงนาม)",
        "เลื่อนงาน",
        'href="/fairs/silk/"',
    ):
        assert words in text
    assert f'href="/notices/{newer.pk}/"' in text
    assert f'href="/notices/{notice.pk}/"' in text_of(client, f"/notices/{newer.pk}/")


def test_a_draft_has_no_page_and_no_paper(client):
    notice = make_notice()
    for name in ("notice", "notice-paper"):
        visit(client, reverse(name, args=[notice.pk]), status=404)


def test_the_list_asks_as_much_for_many_as_for_one(client):
    sign(make_notice("1"))
    text_of(client, "/notices/")
    one = queries_of(client, "/notices/")
    for number in range(2, 9):
        sign(make_notice(str(number)), number=number)
    assert queries_of(client, "/notices/") == one
