"""What an officer is asked about before saving: nothing typed is lost, one press confirms."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import make_aware

from fairs.models import FairEvent, FairState, Meeting, Person, VendorCall
from otopfair.rights.roles import Role
from otopfair.thai.calendar import THAILAND
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
NOBODY_AT_HOME = {"venue_name": "ศาลากลาง", "venue_province": "40", "home_province": "40"}


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def series():
    """OTOP CITY IN KHONKAEN with its twentieth edition."""
    series = make.make_series(province_id="40")
    make.make_fair_event(
        "OTOP CITY IN KHONKAEN",
        series=series,
        edition_no=20,
        year_label_be=2563,
        opens_on=date(2020, 10, 26),
        closes_on=date(2020, 11, 1),
    )
    return series


def boxes_of(response):
    return filled_form(response, holds=next(iter(response.context["adminform"].form.fields)))


def post(client, url, **typed):
    return client.post(url, {**boxes_of(client.get(url)), **typed})


def add(client, model, **typed):
    return post(client, reverse(f"staff:fairs_{model}_add"), **typed)


def add_edition(client, series, **typed):
    named = {"name_th": "OTOP CITY IN KHONKAEN", "series": series.pk, **NOBODY_AT_HOME}
    return add(client, "fairevent", **{**named, **typed})


def asked(response) -> list[str]:
    return [question.sentence for question in response.context["asked"]]


def confirm(client, response):
    """Press "ถูกต้อง บันทึก" on a page that asks."""
    boxes = boxes_of(response)
    marks = [question.mark for question in response.context["asked"]]
    url = response.request["PATH_INFO"]
    return client.post(url, {**boxes, "asked": marks, "is-right": "1"})


def test_a_second_twentieth_edition_is_asked_about_and_kept(client, officer, series):
    page = add_edition(client, series, edition_no="20", year_label_be="2564", period="1–7 มี.ค. 64")

    assert FairEvent.objects.count() == 1
    assert (
        "มีครั้งที่ 20 แล้ว คือ OTOP CITY IN KHONKAEN ครั้งที่ 20 ประจำปี 2563 (26 ตุลาคม – 1 พฤศจิกายน 2563)"
        in asked(page)
    )
    assert boxes_of(page)["period"] == "1–7 มี.ค. 64"
    assert "ถูกต้อง บันทึก" in page.content.decode()

    confirm(client, page)
    assert FairEvent.objects.count() == 2


def test_an_edition_whose_number_and_year_do_not_fit_is_asked_about(client, officer, series):
    """A page printed "2 มี.ค. 2563" for the 21st edition; the 20th was in October 2563."""
    page = add_edition(client, series, edition_no="21", year_label_be="2563", period="1–7 มี.ค. 63")

    assert asked(page) == ["ครั้งที่ 21 (2563) มาก่อนครั้งที่ 20 (2563)"]
    assert FairEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ({"edition_no": "19", "year_label_be": "2564"}, "ครั้งที่ 19 (2564) มาหลังครั้งที่ 20 (2563)"),
        ({"edition_no": "200", "year_label_be": "2564"}, "ครั้งก่อนคือครั้งที่ 20 (2563) ครั้งนี้เป็นครั้งที่ 200"),
        (
            {"edition_no": "21", "year_label_be": "2563", "period": "1–7 มี.ค. 66"},
            "ประจำปี 2563 แต่จัด 1–7 มีนาคม 2566",
        ),
        ({"period": "26 ต.ค. 63 – 1 พ.ย. 64"}, "งานนานถึง 372 วัน (26 ตุลาคม 2563 – 1 พฤศจิกายน 2564)"),
    ],
)
def test_numbers_years_and_days_against_each_other(client, officer, series, typed, question):
    assert question in asked(add_edition(client, series, **typed))


def test_the_next_edition_is_not_asked_about(client, officer, series):
    add_edition(client, series, edition_no="21", year_label_be="2564", period="1–7 มี.ค. 64")

    assert FairEvent.objects.count() == 2


def test_what_was_called_right_is_not_asked_with_every_later_change(client, officer, series):
    confirm(client, add_edition(client, series, edition_no="20", year_label_be="2564"))
    fair = FairEvent.objects.get(year_label_be=2564)
    url = reverse("staff:fairs_fairevent_change", args=[fair.pk])

    post(client, url, contact_phone="0812345678")

    fair.refresh_from_db()
    assert fair.contact_phone == "0812345678"


def test_a_second_fair_at_the_same_place_on_the_same_days_is_asked_about(client, officer):
    other = make.make_fair_event(
        opens_on=date(2026, 12, 1), closes_on=date(2026, 12, 7), venue_name="ศาลากลาง"
    )

    page = add(client, "fairevent", name_th="งานกาชาด", period="5–9 ธ.ค. 69", **NOBODY_AT_HOME)

    assert asked(page) == [f"{other} จัดที่ ศาลากลาง ช่วงเดียวกัน (1–7 ธันวาคม 2569)"]


def test_a_second_person_of_the_same_name_is_asked_about(client, officer):
    Person.objects.create(
        title="นาย", given_name="ศรัทธา", family_name="คชพลายุกต์", position_title="รองผู้ว่าราชการจังหวัด"
    )
    page = add(client, "person", given_name="ศรัทธา", family_name="คชพลายุกต์")

    assert asked(page) == ["มี นายศรัทธา คชพลายุกต์ รองผู้ว่าราชการจังหวัด อยู่แล้ว ถ้าเป็นคนเดียวกัน ใช้รายการเดิม"]
    confirm(client, page)
    assert Person.objects.count() == 2


@pytest.fixture
def met(officer):
    """A first meeting of 2562, on 17 January."""
    return Meeting.objects.create(
        committee=make.make_committee(), held_on=date(2019, 1, 17), ordinal=1, year_be=2562
    )


def begin_meeting(client, committee, **typed):
    page = reverse("staff:begin-meeting")
    boxes = filled_form(client.get(page), holds="held_on")
    return client.post(page, {**boxes, "committee": committee.pk, **typed})


def test_a_second_meeting_of_one_day_is_asked_about(client, met):
    asks = begin_meeting(client, met.committee, held_on="17 ม.ค. 62", ordinal="2/2562")

    questions = [question.sentence for question in asks.context["form"].asked]
    assert questions == [f"มี{met} วันที่ 17 มกราคม 2562 อยู่แล้ว"]
    client.post(
        reverse("staff:begin-meeting"), filled_form(asks, holds="held_on") | {"is-right": "1"}
    )
    assert sorted(Meeting.objects.values_list("ordinal", "year_be")) == [(1, 2562), (2, 2562)]


@pytest.mark.parametrize(
    ("number", "question"),
    [
        ((2, 2565), "ครั้งที่ 2/2565 แต่ประชุมวันที่ 3 มกราคม 2562"),
        ((2, 2562), "ลำดับไม่ตรงกับวัน ครั้งที่ 1 ประชุมวันที่ 17 มกราคม 2562"),
    ],
)
def test_a_meeting_whose_number_does_not_fit_says_so_on_its_page(client, met, number, question):
    ordinal, year_be = number
    other = Meeting.objects.create(
        committee=met.committee, held_on=date(2019, 1, 3), ordinal=ordinal, year_be=year_be
    )

    page = client.get(reverse("staff:meeting", args=[other.pk])).content.decode()

    assert f"ตรวจอีกครั้ง {question}" in page.replace("\u00a0", " ")


# --- Calls ------------------------------------------------------------------------------------


@pytest.fixture
def call(officer):
    """A call that closes ten days before its fair of 26 October to 1 November 2563."""
    fair = make.make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1))
    return make.make_call(
        fair,
        categories=(),
        opens_at=_noon(date(2020, 9, 1)),
        closes_at=_noon(date(2020, 10, 16)),
        result_on=date(2020, 10, 18),
        confirm_until=date(2020, 10, 20),
    )


def _noon(day):
    return make_aware(datetime.combine(day, datetime.min.time().replace(hour=12)), THAILAND)


def change_call(client, call, **typed):
    return post(client, reverse("staff:fairs_vendorcall_change", args=[call.pk]), **typed)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        (
            {"closes_at": "5 พ.ย. 63 16.30 น.", "result_on": "", "confirm_until": ""},
            "ปิดรับสมัคร 5 พฤศจิกายน 2563 หลังงานจบแล้ว (26 ตุลาคม – 1 พฤศจิกายน 2563)",
        ),
        (
            {"closes_at": "28 ต.ค. 63 16.30 น.", "result_on": "", "confirm_until": ""},
            "ปิดรับสมัคร 28 ตุลาคม 2563 หลังงานเริ่มแล้ว (26 ตุลาคม – 1 พฤศจิกายน 2563)",
        ),
        ({"confirm_until": "17 ต.ค. 63"}, "ให้ยืนยัน 17 ตุลาคม 2563 ก่อนแจ้งผล 18 ตุลาคม 2563"),
        ({"result_on": "15 ต.ค. 63"}, "แจ้งผล 15 ตุลาคม 2563 ก่อนปิดรับสมัคร 16 ตุลาคม 2563"),
        (
            {"confirm_until": "2 พ.ย. 63"},
            "ให้ยืนยันภายในวันที่ 2 พ.ย. 2563 หลังงานจบแล้ว (26 ตุลาคม – 1 พฤศจิกายน 2563)",
        ),
    ],
)
def test_the_days_of_a_call_are_asked_about_when_out_of_order(client, call, typed, question):
    before = VendorCall.objects.values().get()

    page = change_call(client, call, **typed)

    assert asked(page) == [question]
    assert VendorCall.objects.values().get() == before
    confirm(client, page)
    assert VendorCall.objects.values().get() != before


def test_a_call_in_order_is_saved_at_once(client, call):
    change_call(client, call, result_on="17 ต.ค. 63")

    call.refresh_from_db()
    assert call.result_on == date(2020, 10, 17)


def test_a_fair_moved_before_the_end_of_its_call_is_asked_about(client, call):
    page = client.post(
        reverse("staff:fair-dates", args=[call.fair_event.pk]), {"period": "1–7 ต.ค. 63"}
    )

    assert page.context["doubts"] == [
        "ปิดรับสมัคร 16 ตุลาคม 2563 หลังงานจบแล้ว (1–7 ตุลาคม 2563)",
        "ให้ยืนยันภายในวันที่ 20 ต.ค. 2563 หลังงานจบแล้ว (1–7 ตุลาคม 2563)",
    ]


def places(number, *, row=0):
    return {
        f"cells-{row}-category": "3",
        f"cells-{row}-origin": "any",
        f"cells-{row}-maximum": number,
    }


def test_a_call_for_more_places_than_booths_is_asked_about(client, call):
    for code in ("A1", "A2"):
        make.make_booth(call.fair_event, code)

    page = change_call(client, call, **places("๑๒"))

    assert asked(page) == ["ประกาศรับ 12 บูธ แต่ผังงานมี 2 ที่"]
    assert call.cells.count() == 0
    assert boxes_of(page)["cells-0-maximum"] == "๑๒"
    confirm(client, page)
    assert [cell.maximum for cell in call.cells.all()] == [12]


def test_a_call_that_its_ground_can_hold_is_saved_at_once(client, call):
    make.make_booth(call.fair_event, "A1", places=12)

    change_call(client, call, **places("12"))

    assert [cell.maximum for cell in call.cells.all()] == [12]


def test_places_of_a_fair_without_ground_are_asked_about(client, call):
    assert asked(change_call(client, call, **places("5"))) == ["ประกาศรับ 5 บูธ แต่งานนี้ยังไม่มีผังบูธ"]


# --- Publication ------------------------------------------------------------------------------


def publish(client, fair, **more):
    url = reverse("staff:fair-state", args=[fair.pk])
    return client.post(url, {"action": "publish", **more})


def test_a_fair_without_dates_or_call_is_told_before_it_is_published(client, officer):
    fair = make.make_checked_fair(date_precision="unknown", opens_on=None, closes_on=None)
    page = publish(client, fair)

    assert page.status_code == 422
    assert asked(page) == [
        "งานนี้ยังไม่มีวันจัด ผู้ชมจะเห็นว่ายังไม่กำหนดวัน",
        "งานนี้ยังไม่มีประกาศรับสมัคร ร้านจะสมัครไม่ได้",
    ]
    fair.refresh_from_db()
    assert fair.state == FairState.CHECKED

    marks = [question.mark for question in page.context["asked"]]
    publish(client, fair, **{"asked": marks, "is-right": "1"})
    fair.refresh_from_db()
    assert fair.state == FairState.PUBLISHED


def test_a_fair_that_is_over_is_published_without_a_call(client, officer):
    yesterday = timezone.localdate() - timedelta(days=1)
    fair = make.make_checked_fair(opens_on=yesterday, closes_on=yesterday)

    assert publish(client, fair).status_code == 302


def test_dates_taken_from_a_published_fair_are_asked_about(client, officer):
    fair = make.make_fair_event()

    page = client.post(reverse("staff:fair-dates", args=[fair.pk]), {"is_unknown": "on"})

    assert page.context["doubts"] == [f"{fair} เผยแพร่แล้ว แต่จะไม่มีวันจัด ผู้ชมจะเห็นว่ายังไม่กำหนดวัน"]


# --- What is filled in ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "box"),
    [
        ("fairevent", "home_province"),
        ("fairevent", "venue_province"),
        ("agency", "province"),
        ("person", "province"),
        ("fairseries", "province"),
        ("termstext", "province"),
    ],
)
def test_the_own_province_is_filled_in(client, officer, register, box):
    page = client.get(reverse(f"staff:fairs_{register}_add"))

    assert boxes_of(page)[box] == "40"


def test_who_works_for_two_provinces_chooses(client, officer):
    make.assign(officer, Role.PROVINCIAL_OFFICER, province="52")
    page = client.get(reverse("staff:fairs_fairevent_add"))

    assert boxes_of(page).get("home_province", "") == ""


@pytest.mark.parametrize(
    ("typed", "address", "code"),
    [
        ({"name_en": "Khon Kaen Silk Fair 2026"}, "khon-kaen-silk-fair-2569", "KKSF69"),
        (
            {"name_th": "OTOP CITY IN KHONKAEN", "edition_no": "20"},
            "otop-city-in-khonkaen-20-2569",
            "OCIK69",
        ),
        ({"name_th": "มหกรรมเซรามิกและหัตถกรรม@บางกอก"}, "expo-ceramic-craft-bangkok-2569", "ECCB69"),
        ({"name_th": "งานกาชาดขอนแก่น"}, "red-cross-khon-kaen-2569", "RCKK69"),
        ({"name_th": "ลานนาเอ็กโปร 2019", "role": "joined"}, "lanna-expo-2569", "LE69"),
        ({"name_th": "งานช้าง", "role": "joined"}, "khon-kaen-2569", "KK69"),
    ],
)
def test_a_code_and_an_address_are_proposed_from_the_name(client, officer, typed, address, code):
    add(
        client,
        "fairevent",
        **{"name_th": "งาน", "period": "1–7 ธ.ค. 69", **NOBODY_AT_HOME, **typed},
    )

    fair = FairEvent.objects.get()
    assert (fair.slug, fair.reference_code) == (address, code)


def test_what_another_fair_has_is_not_proposed(client, officer):
    make.make_fair_event(slug="khon-kaen-2569", reference_code="KK69")
    make.make_fair_event(slug="khon-kaen-2569-2")

    add(client, "fairevent", name_th="งานช้าง", period="1–7 ธ.ค. 69", **NOBODY_AT_HOME)

    fair = FairEvent.objects.get(name_th="งานช้าง")
    assert (fair.slug, fair.reference_code) == ("khon-kaen-2569-3", "KK69X2")


def test_the_proposal_stands_in_the_box_when_the_page_comes_back(client, officer, series):
    page = add_edition(client, series, edition_no="20", year_label_be="2564")

    assert boxes_of(page)["slug"] == "otop-city-in-khonkaen-20-2564"
    assert boxes_of(page)["reference_code"] == "OCIK64"


def test_what_the_officer_wrote_stays(client, officer):
    typed = {"slug": "my-fair", "reference_code": "MINE1"}
    add(client, "fairevent", name_th="งานช้าง", period="1–7 ธ.ค. 69", **NOBODY_AT_HOME, **typed)

    fair = FairEvent.objects.get()
    assert (fair.slug, fair.reference_code) == ("my-fair", "MINE1")
