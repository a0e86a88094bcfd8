"""Standards and documents of a vendor: sent by it, checked by officers, held on days."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from otopfair import paging
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.stale import StalePage
from otopfair.thai.formatting import format_date
from pages.waiting import tasks_for
from tests.factories import (
    a_picture,
    assign,
    make_application,
    make_call,
    make_document,
    make_fair_event,
    make_officer,
    make_request,
    make_standard,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from vendors.dossier_parts import dossier_of
from vendors.figures import registrations
from vendors.models import (
    MemberRole,
    NumberRefused,
    PaperState,
    StandardKind,
    VendorDocument,
    VendorDocumentKind,
    VendorMember,
    VendorStandard,
)
from vendors.operations.papers import (
    bring_back,
    correct_standard,
    judge_paper,
    seen_of_paper,
    send_document,
    send_standard,
    take_away,
)
from vendors.parts import parts_of

pytestmark = pytest.mark.django_db
FOOD, COMMUNITY = "อย. (เลขสารบบอาหาร)", "มผช. (มาตรฐานผลิตภัณฑ์ชุมชน)"
TODAY = timezone.localdate()


def kind(name=COMMUNITY) -> StandardKind:
    return StandardKind.objects.get(name_th=name)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        (FOOD, "4010035920001", "อย. 40-1-00359-2-0001"),
        (FOOD, "อย. 40-1-00359-2-0001", "อย. 40-1-00359-2-0001"),
        (FOOD, "๔๐ ๑ ๐๐๓๕๙ ๒ ๐๐๐๑", "อย. 40-1-00359-2-0001"),
        (COMMUNITY, "15/2566", "มผช. 15/2566"),
        (COMMUNITY, "มผช.1234/2566", "มผช. 1234/2566"),
        ("ฮาลาล", "ฮล 12/ก", "ฮล 12/ก"),
    ],
)
def test_a_number_is_read_however_it_is_typed(name, typed, kept):
    assert kind(name).read_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["401003592000", "40100359200011", "4010035920OO1", "มผช. 15/2566"]
)
def test_a_number_that_does_not_fit_is_refused_with_an_example(typed):
    with pytest.raises(NumberRefused) as refused:
        kind(FOOD).read_number(typed)

    assert str(refused.value) == (
        f"เลขของ{FOOD} ไม่ตรงรูปแบบ ดูเลขในเอกสารแล้วกรอกให้ครบทุกตัว เช่น อย. 40-1-00359-2-0001"
    )


def test_a_form_and_its_example_agree():
    wrong = StandardKind(name_th="ใหม่", number_form="A-999", number_example="12")
    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()

    assert refused.value.message_dict == {"number_example": ["ตัวอย่างไม่ตรงกับรูปแบบเลข แก้ให้ตรงกัน"]}
    for row in StandardKind.objects.all():
        row.full_clean()


def test_only_what_officers_have_checked_holds_on_a_day():
    rows = [
        make_standard(number=str(at), state=state, ended_at=ended)
        for at, (state, ended) in enumerate(
            [
                (PaperState.ACCEPTED, None),
                (PaperState.WAITING, None),
                (PaperState.REFUSED, None),
                (PaperState.ACCEPTED, timezone.now()),
            ]
        )
    ]

    assert list(VendorStandard.objects.valid_on(TODAY)) == rows[:1]
    assert [row.is_valid_on(TODAY) for row in rows] == [True, False, False, False]


def test_a_standard_holds_at_a_fair_on_its_first_day_and_its_last():
    fair_event = make_fair_event(opens_on=date(2027, 1, 5), closes_on=date(2027, 1, 9))
    ends = [date(2027, 1, 4), date(2027, 1, 8), date(2027, 1, 9), None]
    rows = [make_standard(number=str(at), valid_until=end) for at, end in enumerate(ends)]

    assert list(VendorStandard.objects.holding_at(fair_event).order_by("pk")) == rows[2:]
    assert [row.holds_at(fair_event) for row in rows] == [False, False, True, True]


def test_what_runs_out_is_told_in_the_days_of_its_kind():
    ends = [
        TODAY - timedelta(days=1),
        TODAY,
        TODAY + timedelta(days=60),
        TODAY + timedelta(days=61),
    ]
    rows = [VendorStandard(kind=StandardKind(warn_days=60), valid_until=end) for end in ends]

    assert [(row.has_run_out, row.runs_out_soon) for row in rows] == [
        (True, False),
        (False, True),
        (False, True),
        (False, False),
    ]


def test_each_kind_of_vendor_is_asked_for_its_documents():
    asked = {
        who: VendorDocumentKind.objects.filter(is_required=True, **{f"for_{who}": True}).count()
        for who in ("group", "single", "sme")
    }
    assert asked == {"group": 4, "single": 3, "sme": 4}


# --- What a vendor sends ------------------------------------------------------------------------

CARD = "สำเนาบัตรประชาชนของเจ้าของหรือประธาน"
NEXT_YEAR = TODAY + timedelta(days=365)


def document_kind(name=CARD) -> VendorDocumentKind:
    return VendorDocumentKind.objects.get(name_th=name)


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def send(vendor, owner, **fields):
    values = {"number": "15/2566", "valid_until": NEXT_YEAR, "form_key": uuid4(), **fields}
    return send_standard(vendor, kind(), by=owner, **values)


def test_a_standard_that_is_sent_waits_and_a_second_press_finds_it(vendor, owner):
    key = uuid4()
    first, second = (send(vendor, owner, form_key=key, upload=a_picture()) for _ in range(2))

    assert first == second
    assert (first.number, first.state, first.file_name) == ("มผช. 15/2566", "waiting", "รูป.png")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "ก"}, "เลขของมผช. (มาตรฐานผลิตภัณฑ์ชุมชน) ไม่ตรงรูปแบบ"),
        ({"valid_until": None}, "กรอกวันหมดอายุตามเอกสาร"),
        ({"valid_until": TODAY - timedelta(days=1)}, "ฉบับนี้หมดอายุแล้ว ใส่ฉบับที่ต่ออายุ"),
        ({"valid_from": NEXT_YEAR, "valid_until": TODAY}, "วันหมดอายุต้องไม่มาก่อนวันที่ออกให้"),
        ({"upload": ContentFile(b"MZ", name="a.exe")}, "เลือกรูปเป็น JPG PNG WebP หรือไฟล์ PDF"),
        ({"upload": ContentFile(b"%PDF-1.7 /Encrypt", name="a.pdf")}, "ไฟล์ a.pdf มีรหัสผ่าน"),
    ],
)
def test_a_standard_is_refused_in_words_and_nothing_is_kept(vendor, owner, fields, said):
    with pytest.raises(RuleBroken, match=said.replace("(", "\\(").replace(")", "\\)")):
        send(vendor, owner, **fields)

    assert not vendor.standards.exists()


def test_the_same_standard_is_not_there_twice(vendor, owner):
    send(vendor, owner)
    with pytest.raises(RuleBroken, match="มีมาตรฐานเลขนี้ในร้านของคุณแล้ว"):
        send(vendor, owner)

    renewed = send(vendor, owner, valid_until=NEXT_YEAR + timedelta(days=365))
    assert vendor.standards.count() == 2
    assert renewed.state == PaperState.WAITING


def test_a_helper_sends_no_papers(vendor):
    helper = make_user()
    VendorMember.objects.create(vendor=vendor, user=helper, role=MemberRole.HELPER)
    with pytest.raises(RuleBroken, match="คุณเป็นผู้ช่วยของร้านนี้"):
        send(vendor, helper)


def test_a_refused_standard_is_corrected_and_waits_again(vendor, owner):
    row = judge_paper(send(vendor, owner), PaperState.REFUSED, reason="เลขผิด", by=make_officer())
    row = correct_standard(row, number="16/2566", valid_until=NEXT_YEAR, by=owner)

    assert (row.number, row.state, row.reason) == ("มผช. 16/2566", "waiting", "")


def test_an_accepted_standard_is_renewed_and_not_changed(vendor, owner):
    row = make_standard(vendor)
    with pytest.raises(RuleBroken, match="เจ้าหน้าที่ตรวจรายการนี้แล้ว"):
        correct_standard(row, number="16/2566", valid_until=NEXT_YEAR, by=owner)


def test_what_was_taken_away_comes_back_as_it_was(vendor, owner):
    row = make_standard(vendor)
    take_away(row, by=owner)
    assert not VendorStandard.objects.valid_on(TODAY).exists()

    bring_back(row, by=owner)
    assert list(VendorStandard.objects.valid_on(TODAY)) == [row]


def test_a_newer_document_ends_the_one_before_which_is_kept(vendor, owner):
    old = make_document(vendor, CARD)
    new = send_document(vendor, document_kind(), a_picture(), form_key=uuid4(), by=owner)

    assert list(vendor.documents.current()) == [new]
    old.refresh_from_db()
    assert old.ended_at is not None
    with pytest.raises(RuleBroken, match="มีรายการใหม่แทนแล้ว"):
        bring_back(old, by=owner)


def test_a_document_of_another_kind_of_vendor_is_not_asked_for(vendor, owner):
    with pytest.raises(RuleBroken, match="ร้านประเภทของคุณไม่ต้องส่ง"):
        send_document(
            vendor,
            document_kind("หนังสือรับรองนิติบุคคล"),
            a_picture(),
            valid_until=NEXT_YEAR,
            form_key=uuid4(),
            by=owner,
        )


# --- What an officer says -----------------------------------------------------------------------


def test_an_officer_finds_a_standard_right_or_says_what_to_mend(vendor, owner):
    officer, row = make_officer(), send(vendor, owner)
    row = judge_paper(row, PaperState.ACCEPTED, seen=seen_of_paper(row), by=officer)
    assert (row.state, row.judged_by) == ("accepted", officer)
    assert not Message.objects.exists()

    row = judge_paper(row, PaperState.REFUSED, reason="เลขไม่ตรงกับใบ", by=officer)
    assert (row.state, row.reason) == ("refused", "เลขไม่ตรงกับใบ")
    assert Message.objects.get().body == "เลขไม่ตรงกับใบ\nแก้แล้วส่งใหม่ในหน้าข้อมูลร้าน"


def test_a_paper_is_not_refused_without_a_word(vendor, owner):
    with pytest.raises(RuleBroken, match="บอกร้านว่าต้องแก้อะไร"):
        judge_paper(send(vendor, owner), PaperState.REFUSED, reason=" ", by=make_officer())


def test_what_the_vendor_changed_meanwhile_is_not_judged_unseen(vendor, owner):
    row = send(vendor, owner)
    seen = seen_of_paper(row)
    correct_standard(row, number="16/2566", valid_until=NEXT_YEAR, by=owner)

    with pytest.raises(StalePage):
        judge_paper(row, PaperState.ACCEPTED, seen=seen, by=make_officer())


# --- The pages ----------------------------------------------------------------------------------


def test_a_vendor_sends_a_standard_and_its_file_waits_when_the_number_is_wrong(
    client, vendor, owner
):
    client.force_login(owner)
    url = reverse("my-standard-add", args=[kind().pk])
    typed = {"number": "ก", "valid_until": format_date(NEXT_YEAR), "form_key": str(uuid4())}

    wrong = client.post(url, {**typed, "file": a_picture("ใบ.png")})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "ไฟล์ ใบ.png ยังอยู่" in page
    assert 'value="ก"' in page

    right = client.post(url, {**typed, "number": "15/2566"})
    assert right.headers["Location"] == reverse("my-standards")
    [row] = vendor.standards.all()
    assert (row.number, row.file_name) == ("มผช. 15/2566", "ใบ.png")
    assert "รอเจ้าหน้าที่ตรวจ" in client.get(reverse("my-standards")).content.decode()


def test_a_wrong_number_and_a_wrong_day_are_told_together(client, vendor, owner):
    client.force_login(owner)
    url = reverse("my-standard-add", args=[kind().pk])
    typed = {"number": "ก", "valid_until": "12", "form_key": str(uuid4())}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["number", "valid_until"]


def test_a_document_page_says_how_to_photograph_a_card(client, vendor, owner):
    client.force_login(owner)
    page = client.get(reverse("my-document", args=[document_kind().pk])).content.decode()

    assert "ถ่ายด้านหน้าด้านเดียว ปิดช่องศาสนาและหมู่เลือด" in page


def test_what_runs_out_is_said_on_the_vendors_page(client, vendor, owner):
    make_standard(vendor, valid_until=TODAY - timedelta(days=1))
    make_standard(vendor, number="มผช. 16/2566", valid_until=TODAY + timedelta(days=9))
    client.force_login(owner)
    page = client.get(reverse("my-standards")).content.decode()

    assert (page.count("หมดอายุแล้ว"), page.count("ใกล้หมดอายุ")) == (1, 1)


def test_a_card_whose_religion_is_seen_is_refused_by_one_tick(client, vendor):
    document, other = make_document(vendor, CARD), make_standard(vendor, state=PaperState.WAITING)
    client.force_login(make_officer())
    page = reverse("staff:paper-document", args=[document.pk])
    seen = client.get(page).context["form"]["seen"].value()
    wrong = client.post(page, {"state": "accepted", "cover": "on", "seen": seen})
    assert list(wrong.context["form"].errors) == ["cover"]

    client.post(page, {"state": "refused", "cover": "on", "reason": "รูปไม่ชัด", "seen": seen})

    document.refresh_from_db()
    assert document.reason == "ปิดช่องศาสนาและหมู่เลือดก่อนถ่าย แล้วส่งรูปใหม่\nรูปไม่ชัด"
    beside = client.get(reverse("staff:paper-standard", args=[other.pk]))
    assert "cover" not in beside.context["form"].fields


def files_of(document) -> list[str]:
    application = make_application(vendor=document.vendor, status="submitted")
    return [
        reverse("my-document-file", args=[document.pk]),
        reverse("staff:paper-document-file", args=[document.pk]),
        reverse("staff:review-file", args=[application.pk, "documents", document.pk]),
    ]


def answers(client, who, urls) -> list[int]:
    client.force_login(who)
    return [client.get(url).status_code for url in urls]


def test_a_file_is_there_for_its_owner_and_its_officers_only(client, vendor, owner):
    urls = files_of(make_document(vendor, CARD))
    helper, other = make_user(), make_user()
    VendorMember.objects.create(vendor=vendor, user=helper, role=MemberRole.HELPER)
    make_vendor("ร้านอื่น", user=other)
    viewer = assign(make_user(), Role.VIEWER, province="40")

    assert answers(client, owner, urls) == [200, 403, 403]
    assert answers(client, helper, urls) == [404, 403, 403]
    assert answers(client, other, urls) == [404, 403, 403]
    assert answers(client, make_officer(), urls)[1:] == [200, 200]
    assert answers(client, make_officer("50"), urls)[1:] == [404, 404]
    assert answers(client, viewer, urls)[1:] == [404, 403]


def test_a_file_is_sent_without_the_rights_of_a_page_and_its_opening_is_noted(client, vendor):
    document = make_document(vendor, CARD)
    officer = make_officer()
    client.force_login(officer)
    answer = client.get(reverse("staff:paper-document-file", args=[document.pk]))

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/png"
    entry = HistoryEntry.objects.of(document).get()
    assert (entry.summary, entry.actor) == (f"เปิดดูไฟล์ {CARD}", officer)


def test_an_officer_goes_through_the_queue(client, vendor, owner):
    officer, first, second = (
        make_officer(),
        send(vendor, owner),
        make_document(vendor, state=PaperState.WAITING),
    )
    make_standard(make_vendor("ไกล", province_id="50"), state=PaperState.WAITING)
    client.force_login(officer)
    queue = client.get(reverse("staff:papers"))
    assert (list(queue.context["page"]), list(queue.context["documents"])) == ([first], [second])
    assert "ที่เหลือขึ้นเมื่อตรวจชุดนี้แล้ว" not in queue.content.decode()

    url = reverse("staff:paper-standard", args=[first.pk])
    answer = client.post(url, {"state": "accepted", "seen": seen_of_paper(first)})
    assert answer.headers["Location"] == reverse("staff:paper-document", args=[second.pk])
    answer = client.post(
        answer.headers["Location"], {"state": "refused", "seen": seen_of_paper(second)}
    )
    assert answer.status_code == 422
    assert "บอกร้านว่าต้องแก้อะไร" in answer.content.decode()


def test_the_queue_says_how_many_documents_wait_beyond_those_it_shows(client, vendor, monkeypatch):
    monkeypatch.setattr(paging, "MOST_FIRST", 1)
    card = document_kind(CARD)
    for other in (vendor, make_vendor("ไกล")):
        make_document(other, name=card.name_th, state=PaperState.WAITING)
    client.force_login(make_officer())

    page = client.get(reverse("staff:papers")).content.decode()

    assert "เอกสาร 2 ฉบับ" in page
    assert "ที่นี่แสดง 1 ฉบับที่รอนานที่สุด จาก 2 ฉบับ ที่เหลือขึ้นเมื่อตรวจชุดนี้แล้ว" in page


def test_the_review_shows_what_was_sent_and_what_is_missing(client, vendor):
    fair = make_fair_event()
    make_call(fair)
    application = make_application(fair, vendor, status="submitted")
    make_document(vendor, CARD)
    make_standard(vendor, valid_until=TODAY, file=a_picture(), file_name="ใบ.png")
    client.force_login(make_officer())
    page = client.get(reverse("staff:review", args=[application.pk]))
    lines = [document["line"] for document in page.context["document_lines"]]
    [standard] = [line for line in lines if line.kind.key == "standards"]
    papers = [line for line in lines if line.kind.key == "papers"]
    assert [(line.name, line.is_missing) for line in papers] == [
        (CARD, False),
        ("หนังสือรับรองว่าประกอบกิจการจริง", True),
        ("รูปถ่ายสถานที่ผลิต", True),
        ("เอกสารการจัดตั้งกลุ่มและรายชื่อสมาชิก", True),
    ]
    assert standard.name == "มผช. (มาตรฐานผลิตภัณฑ์ชุมชน) มผช. 15/2566"
    [told] = standard.told
    assert told.startswith("ถึง")
    assert told.endswith("ไม่ครอบคลุมวันงาน")
    assert page.content.decode().count("เปิดไฟล์") == 2


# --- The dossier --------------------------------------------------------------------------------


def states(vendor) -> dict[str, str]:
    return {part.key: standing.state.value for part, standing in dossier_of(vendor)}


def test_the_dossier_says_where_each_part_stands(client, vendor, owner):
    client.force_login(owner)
    assert states(vendor)["documents"] == "ยังไม่กรอก"
    assert states(vendor)["standards"] == "ถ้ามี"
    asked = VendorDocumentKind.objects.filter(is_required=True, for_group=True)
    rows = [make_document(vendor, row.name_th, state=PaperState.WAITING) for row in asked[:1]]
    assert states(vendor)["documents"] == "ยังไม่ครบ"
    rows += [make_document(vendor, row.name_th, state=PaperState.WAITING) for row in asked[1:]]
    assert states(vendor)["documents"] == "รอเจ้าหน้าที่"
    VendorDocument.objects.update(state=PaperState.ACCEPTED, judged_by=owner)
    assert states(vendor)["documents"] == "ครบ"
    judge_paper(rows[0], PaperState.REFUSED, reason="มืด", by=make_officer())
    assert states(vendor)["documents"] == "ต้องแก้"

    page = client.get(reverse("my-dossier")).content.decode()
    assert f"เจ้าหน้าที่ขอให้แก้ {rows[0]}" in page


def test_each_part_of_the_profile_saves_by_itself(client, vendor, owner):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=contact"
    page = client.get(url)
    seen = page.context["form"]["seen"].value()
    own = {"contact_name", "phones", "identity_no", "seen"}
    channels = {"fax", "email", "line_id", "facebook", "website", "contact_address"}
    channels |= {"line_is_public", "facebook_is_public", "website_is_public"}
    leader = {"leader_birth_year_be", "leader_address", "agent_name", "agent_phone"}
    assert page.context["form"].fields.keys() == own | channels | leader

    answer = client.post(url, {"contact_name": "นางกัลยา", "phones": "0812345678", "seen": seen})

    assert answer.headers["Location"] == reverse("my-dossier")
    vendor.refresh_from_db()
    assert (vendor.contact_name, vendor.is_published) == ("นางกัลยา", True)


def test_a_group_says_how_many_belong_to_it_and_others_are_not_asked(client, vendor, owner):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=business"
    typed = {"established_year_be": "2548", "member_count": "๑๘", "women_count": "15"}
    typed |= {"local_workers": "0", "raw_material": "ไหม", "yearly_income_baht": "960,000"}
    assert states(vendor)["business"] == "ยังไม่กรอก"

    wrong = client.post(url, typed | {"women_count": "19"})
    assert wrong.status_code == 422
    assert "จำนวนหญิงต้องไม่มากกว่าจำนวนสมาชิก" in wrong.content.decode()
    form = filled_form(client.get(url), holds="raw_material")
    assert client.post(url, form | typed).status_code == 302

    vendor.refresh_from_db()
    assert (vendor.member_count, vendor.women_count, vendor.local_workers) == (18, 15, 0)
    assert states(vendor)["business"] == "ครบ"
    vendor.kind = "single"
    vendor.save()
    assert not {"member_count", "women_count"} & client.get(url).context["form"].fields.keys()


@pytest.mark.parametrize("part", ["", "?part=contact"])
def test_the_whole_number_is_shown_when_asked_for_and_nothing_typed_is_lost(
    client, vendor, owner, part
):
    vendor.identity_no = "1112034563562"
    vendor.save()
    client.force_login(owner)
    url = f"{reverse('my-profile')}{part}"
    page = client.get(url)
    assert "1-1120-34563-56-2" not in page.content.decode()

    form = filled_form(page, holds="contact_name") | {"contact_name": "นางใหม่"}
    shown = client.post(url, form | {"show_identity": "1"}).content.decode()

    assert "1-1120-34563-56-2" in shown
    assert 'value="นางใหม่"' in shown
    vendor.refresh_from_db()
    assert vendor.contact_name == ""
    assert HistoryEntry.objects.of(vendor).get().summary == "เปิดดูเลข 13 หลัก"


def test_a_standard_that_holds_at_the_fair_counts_in_the_scores(vendor):
    application = make_application(make_fair_event(), vendor, status="submitted")
    make_standard(vendor, "ฮาลาล")
    make_standard(vendor, "GMP หรือ HACCP", valid_until=TODAY)
    make_standard(vendor, "นกยูงพระราชทาน (ผ้าไหม)", state=PaperState.WAITING)

    assert registrations([application])[application.pk].words == "ฮาลาล"


def test_what_officers_have_to_do_stands_on_the_desk(vendor, owner):
    make_standard(vendor, state=PaperState.WAITING)
    make_document(vendor, state=PaperState.WAITING)
    make_request(vendor)

    told = [(task.number, task.what) for task in tasks_for(make_officer())]
    assert told == [(2, "เอกสารของร้านรอตรวจ"), (1, "คำขอขึ้นทะเบียนผู้ผลิต")]


def test_what_is_to_be_mended_stands_on_the_vendors_front_page(client, vendor, owner):
    client.force_login(owner)
    assert client.get(reverse("my-home")).context["to_mend"] == []
    make_standard(vendor, state=PaperState.REFUSED)

    page = client.get(reverse("my-home")).content.decode()

    assert "เจ้าหน้าที่ขอให้แก้ มผช. (มาตรฐานผลิตภัณฑ์ชุมชน) มผช. 15/2566" in page
    assert "ไม่มีเรื่องที่ต้องทำตอนนี้" not in page


def test_an_officers_word_on_a_paper_is_no_correction_by_the_vendor(vendor, owner):
    application = make_application(make_fair_event(), vendor, status="submitted")
    row = send(vendor, owner)
    mark = parts_of(application)["document-standards"].mark

    judge_paper(row, PaperState.REFUSED, reason="เลขผิด", by=make_officer())
    assert parts_of(application)["document-standards"].mark == mark

    correct_standard(row, number="16/2566", valid_until=NEXT_YEAR, by=owner)
    assert parts_of(application)["document-standards"].mark != mark
