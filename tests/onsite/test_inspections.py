"""Rounds: a list that keeps its words, booths in walking order, what is found, told and mended."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from fairs.models import FairState
from onsite.models import Checklist, Finding, InspectionRound
from onsite.operations import inspections
from onsite.operations.inspections import Line, seen_of_visit
from onsite.reports.inspections import booths_to_see, items_for, next_to_see
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from otopfair.stale import StalePage
from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from tests.onsite.rows import checks_of, make_finding, make_round_at, said_all

pytestmark = pytest.mark.django_db
DUE = timezone.now() + timedelta(days=1)


@pytest.fixture
def fair():
    return make.make_fair_event()


def see(inspection, booth, said, *, vendor=None, due_at=DUE, note="", seen=None, by=None):
    return inspections.save_visit(
        inspection,
        booth,
        said,
        vendor=vendor,
        note=note,
        due_at=due_at,
        seen=seen_of_visit(None) if seen is None else seen,
        by=by or inspection.begun_by,
    )


def test_a_done_round_keeps_the_words_it_was_done_with(fair):
    before = make_round_at(fair)
    officer = make.make_officer()
    lines = [Line("ป้ายราคาภาษาไทย", "check")]

    written = inspections.save_checklist(fair, lines, base=before.checklist_id, by=officer)

    assert (written.version, written.whose) == (1, "ของงานนี้")
    assert Checklist.objects.for_fair(fair) == written
    before.refresh_from_db()
    assert "ติดป้ายราคาทุกชิ้น" in [item.text for item in before.checklist.items.all()]
    assert inspections.save_checklist(fair, lines, base=None, by=officer) == written
    with pytest.raises(StalePage):
        inspections.save_checklist(fair, [Line("อื่น", "check")], base=None, by=officer)


def test_a_province_writes_the_list_of_its_fairs_that_have_none(fair):
    officer, home = make.make_officer(), fair.home_province
    elsewhere = make.make_fair_event(home_province_id="52")
    country = Checklist.objects.for_fair(fair)

    lines = [Line("สวมผ้าไทยทุกคน", "check")]
    written = inspections.save_checklist(home, lines, base=country.pk, by=officer)

    assert (written.version, written.whose) == (1, "ของจังหวัดขอนแก่น")
    assert Checklist.objects.for_fair(fair) == written
    assert Checklist.objects.for_fair(elsewhere) == country
    own = inspections.save_checklist(fair, [Line("อื่น", "check")], base=written.pk, by=officer)
    assert Checklist.objects.for_fair(fair) == own
    with pytest.raises(StalePage):
        inspections.save_checklist(home, [Line("อื่น", "check")], base=country.pk, by=officer)


def test_the_page_of_a_province_writes_its_list(client, fair):
    client.force_login(make.make_officer())
    url = reverse("staff:inspections-province", args=[fair.home_province_id])
    assertContains(client.get(url), "ใช้กับทุกงานที่ไม่ได้เขียนรายการของตัวเอง")
    items = {"form-0-text": "สวมผ้าไทย", "form-0-kind": "check", "form-0-category": ""}
    counts = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0}
    base = Checklist.objects.for_fair(fair).pk

    answer = client.post(url, {**items, **counts, "base": base})

    assert answer["Location"] == reverse("staff:inspections")
    assert [item.text for item in Checklist.objects.for_fair(fair).items.all()] == ["สวมผ้าไทย"]


def test_the_list_of_the_country_is_for_whoever_has_written_none(client, fair):
    before = Checklist.objects.for_country()
    cloth = [Line("สวมผ้าไทย", "check")]
    own = inspections.save_checklist(fair.home_province, cloth, base=before.pk, by=make.make_user())
    elsewhere = make.make_fair_event(home_province_id="52")
    client.force_login(make.make_administrator())
    url = reverse("staff:inspections-usual")
    items = {"form-0-text": "ชั่งตรง", "form-0-kind": "check", "form-0-category": ""}
    posted = {**items, "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "base": before.pk}

    answers = [client.post(url, posted), client.post(url, {**posted, "form-0-text": "ชั่งตรงทุกชิ้น"})]

    written = Checklist.objects.for_fair(elsewhere)
    assert [answer.status_code for answer in answers] == [302, 409]
    assert (str(written), [str(item) for item in written.items.all()]) == (
        "รายการตรวจกลาง ฉบับที่ 2",
        ["ชั่งตรง"],
    )
    assert Checklist.objects.for_fair(fair) == own


def test_what_only_some_sell_is_asked_only_there(fair):
    inspection = make_round_at(fair)
    food = {item.text for item in items_for(inspection.checklist, {1})}
    cloth = {item.text for item in items_for(inspection.checklist, {3})}
    assert food - cloth == {
        "ถังแก๊สตั้งตรง มีที่กั้น สายไม่รั่ว",
        "ผู้ปรุงอาหารสวมหมวกและผ้ากันเปื้อน อาหารมีฝาปิด",
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": FairState.CANCELLED}, "ยกเลิกแล้ว จึงตรวจบูธไม่ได้"),
        ({"state": FairState.DRAFT}, "ยังไม่เผยแพร่"),
    ],
)
def test_a_fair_that_is_not_on_has_no_rounds(fair, change, why):
    type(fair).objects.filter(pk=fair.pk).update(**change)
    with pytest.raises(RuleBroken, match=why):
        inspections.begin_round(
            fair, on=today_in_thailand(), zones=[], form_key=uuid4(), by=make.make_officer()
        )


def test_booths_come_in_walking_order_and_the_next_is_one_that_nobody_has_seen(fair):
    for code in ("C10", "C2", "C1"):
        make.make_allocation(make.make_booth(fair, code), make.make_vendor(f"ร้าน {code}"))
    inspection = make_round_at(fair)
    rows = booths_to_see(inspection)
    assert [str(row.booth) for row in rows] == ["C1", "C2", "C10"]

    see(inspection, rows[0].booth, said_all(inspection))

    rows = booths_to_see(inspection)
    assert str(next_to_see(rows).booth) == "C2"
    assert str(next_to_see(rows, rows[2].booth).booth) == "C2"


def test_an_empty_booth_is_not_waited_for_and_may_be_looked_at(fair):
    empty = make.make_booth(fair, "C1")
    make.make_allocation(make.make_booth(fair, "C2"), make.make_vendor())
    inspection = make_round_at(fair)
    rows = booths_to_see(inspection)
    assert str(next_to_see(rows).booth) == "C2"
    assert [row.is_asked for row in rows] == [False, True]
    assert rows[0].badge == ("off", "ไม่มีร้าน")

    see(inspection, empty, said_all(inspection))
    assert booths_to_see(inspection)[0].badge == ("done", "ผ่าน")


def test_what_does_not_pass_is_a_finding_and_the_vendor_is_told_once(fair):
    user = make.make_user()
    vendor, booth = make.make_vendor(user=user), make.make_booth(fair)
    inspection = make_round_at(fair)
    wrong = said_all(inspection, wrong="ไม่มีป้าย 3 ชิ้น")

    visit = see(inspection, booth, wrong, vendor=vendor)
    again = see(inspection, booth, wrong, vendor=vendor)

    assert visit == again
    [finding] = Finding.objects.all()
    assert (finding.vendor, finding.text, finding.due_at) == (vendor, "ไม่มีป้าย 3 ชิ้น", DUE)
    [told] = Delivery.objects.inbox_of(user)
    assert "ไม่มีป้าย 3 ชิ้น" in told.message.body


def test_without_a_day_to_mend_it_nobody_is_told(fair):
    vendor = make.make_vendor(user=make.make_user())
    inspection = make_round_at(fair)
    see(
        inspection,
        make.make_booth(fair),
        said_all(inspection, wrong="ก"),
        vendor=vendor,
        due_at=None,
    )
    assert not Delivery.objects.exists()
    assert Finding.objects.get().badge == ("off", "บันทึกไว้")


def test_what_is_wrong_says_what(fair):
    inspection = make_round_at(fair)
    item = checks_of(inspection)[0]
    with pytest.raises(RuleBroken, match="บอกว่าพบอะไร") as refused:
        see(inspection, make.make_booth(fair), said_all(inspection, wrong=" "))
    assert refused.value.field == f"note-{item.pk}"


def test_an_answer_put_right_mends_what_was_found(fair):
    booth, inspection = make.make_booth(fair), make_round_at(fair)
    visit = see(inspection, booth, said_all(inspection, wrong="ไม่มีป้าย"))
    with pytest.raises(StalePage):
        see(inspection, booth, said_all(inspection))
    see(inspection, booth, said_all(inspection), seen=seen_of_visit(visit))
    assert Finding.objects.get().mended_by == inspection.begun_by


def test_a_round_that_has_ended_takes_nothing_more(fair):
    inspection = make_round_at(fair)
    inspections.end_round(inspection, by=inspection.begun_by)
    with pytest.raises(RuleBroken, match="รอบตรวจนี้จบแล้ว"):
        see(inspection, make.make_booth(fair), said_all(inspection))


def test_a_booth_has_four_photos_and_a_key_counts_once(fair):
    booth, inspection = make.make_booth(fair), make_round_at(fair)
    key = uuid4()

    def add(form_key):
        return inspections.add_inspection_photo(
            inspection, booth, make.a_picture(), form_key=form_key, by=inspection.begun_by
        )

    assert add(key) == add(key)
    for number in range(3):
        inspection.visits.get().photos.create(
            file=f"p{number}", taken_by=inspection.begun_by, form_key=uuid4()
        )
    with pytest.raises(RuleBroken, match="ไม่เกิน 4 รูป"):
        add(uuid4())


def test_a_photo_is_taken_out_and_put_back_until_the_round_ends(client, fair):
    booth, inspection = make.make_booth(fair), make_round_at(fair)
    visit = inspection.visits.create(booth=booth)
    photo = visit.photos.create(file="p", taken_by=inspection.begun_by, form_key=uuid4())
    client.force_login(make.make_officer())
    url = reverse("staff:inspections-photo-out", args=[photo.pk])
    assertContains(client.get(url), f"ลบรูปบูธ {booth}")

    answer = client.post(url)

    assert not visit.photos.exists()
    assert client.get(url).status_code == 404
    client.post(answer["Location"])
    assert visit.photos.get() == photo
    inspections.end_round(inspection, by=inspection.begun_by)
    assert client.post(url).status_code == 422
    assert visit.photos.get() == photo


def test_only_a_finding_on_a_vendor_goes_on_record_and_no_penalty_follows(client, fair):
    vendor, officer = make.make_vendor(), make.make_officer()
    nobody = make_finding(make.make_booth(fair, "C01"))
    with pytest.raises(RuleBroken, match="ไม่มีร้าน"):
        inspections.put_on_record(nobody, by=officer)
    finding = make_finding(make.make_booth(fair, "C02"), vendor)
    inspections.put_on_record(finding, by=officer)

    assert not vendor.penalties.exists()
    assert HistoryEntry.objects.of(vendor).first().reason == "ไม่ติดป้ายราคา"
    client.force_login(officer)
    page = client.get(reverse("staff:penalty-give", args=[vendor.pk]))
    assertContains(page, "พบจากการตรวจบูธ")
    assertContains(page, "ไม่ติดป้ายราคา")


# --- Pages --------------------------------------------------------------------------------------


def test_a_helper_walks_a_round_on_the_page(client, fair):
    first, second = make.make_booth(fair, "C1"), make.make_booth(fair, "C2")
    make.make_allocation(first, make.make_vendor("ร้านป้าดา"))
    make.make_allocation(second, make.make_vendor())
    client.force_login(make.make_helper(fair))
    start = reverse("staff:inspections-fair", args=[fair.pk])
    form = client.get(start).context["form"]
    begun = {"on": form["on"].value(), "form_key": form["form_key"].value()}
    client.post(start, begun)
    inspection = InspectionRound.objects.get()
    page = reverse("staff:inspections-booth", args=[inspection.pk, first.pk])
    assertContains(client.get(page), "ร้านป้าดา")
    form = client.get(page).context["form"]
    answers = {f"answer-{item.pk}": "yes" for item, field, _note in form.rows() if field}
    sent = {**answers, "seen": form["seen"].value(), "due_at": ""}

    missing = client.post(page, {"seen": sent["seen"], "note": "จดไว้"})
    assert missing.status_code == 422
    assertContains(missing, "จดไว้", status_code=422)
    answer = client.post(page, sent)

    assert answer["Location"] == reverse("staff:inspections-booth", args=[inspection.pk, second.pk])
    assertContains(client.get(reverse("staff:inspections-round", args=[inspection.pk])), "ผ่าน")


def test_the_list_of_findings_filters_prints_and_is_exported(client, fair):
    make_finding(make.make_booth(fair, "C1"), text="ของซีหนึ่ง")
    other = make.make_zone(fair, "Z")
    make_finding(make.make_booth(fair, "Z1", zone=other), text="ของแซดหนึ่ง")
    client.force_login(make.make_officer())
    page = reverse("staff:inspections-findings", args=[fair.pk])

    only = client.get(f"{page}?zone=Z")
    assertContains(only, "ของแซดหนึ่ง")
    assertNotContains(only, "ของซีหนึ่ง")
    assertNotContains(client.get(f"{page}?state=mended"), "ของแซดหนึ่ง")
    assertContains(client.get(f"{page}?print=1"), "ของซีหนึ่ง")
    sheet = client.get(reverse("staff:inspections-xlsx", args=[fair.pk]))
    assert sheet["Content-Type"].endswith("sheet")


def test_a_finding_is_mended_and_the_vendor_reads_it(client, fair):
    user = make.make_user()
    finding = make_finding(make.make_booth(fair), make.make_vendor(user=user))
    client.force_login(user)
    assertContains(client.get(reverse("my-home")), "ที่บูธมีสิ่งที่ต้องแก้ 1 ข้อ")
    assertContains(client.get(reverse("my-inspections")), "ไม่ติดป้ายราคา")
    client.force_login(make.make_helper(fair))
    page = reverse("staff:inspections-finding", args=[finding.pk])

    assert client.post(page, {"act": "record"}).status_code == 403
    client.post(page, {"act": "mend"})

    finding.refresh_from_db()
    assert finding.mended_at
    client.post(page, {"act": "not-mended"})
    finding.refresh_from_db()
    assert finding.mended_at is None


def test_another_vendors_photo_is_as_good_as_none(client, fair):
    finding = make_finding(make.make_booth(fair), make.make_vendor(user=make.make_user()))
    photo = finding.visit.photos.create(
        file=make.a_picture(), taken_by=finding.found_by, form_key=uuid4()
    )
    stranger = make.make_user()
    make.make_vendor(user=stranger)
    client.force_login(stranger)
    assert client.get(reverse("my-inspection-photo", args=[photo.pk])).status_code == 404


@pytest.mark.parametrize("booths", [2, 12])
def test_a_round_takes_the_same_number_of_queries(
    client, fair, booths, django_assert_max_num_queries
):
    for number in range(booths):
        booth = make.make_booth(fair, f"C{number}")
        make.make_allocation(booth)
    inspection = make_round_at(fair)
    client.force_login(inspection.begun_by)
    with django_assert_max_num_queries(24):
        client.get(reverse("staff:inspections-round", args=[inspection.pk]))
