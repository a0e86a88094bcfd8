"""What the two articles say stands in the demonstration; the rest is invented and says so."""

import re
from datetime import date, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.test import TestCase, override_settings
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from demo.lampang import AIMS
from demo.people import CLOTH_VENDOR, OFFICER, PASSWORD, PHONE_VENDOR, SIGN_INS
from demo.renewal import renew_demo
from fairs.models import FairEvent, Meeting, OfficialAct, Project, Resolution, WorkingCommittee
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short
from otopfair.thai.identity import has_valid_checksum
from pages.waiting import tasks_for
from products.models import Product, ProductPhoto
from sales.models import BoothSale, FiscalYearResult, QuarterSum
from tests.demo.english_walk import faults_of, walked
from tests.demo.queries import wrong_answers
from tests.ready_demo import build_and_keep
from tests.staff.language import english_in
from vendors.models import BoothAllocation, BoothApplication, Outcome, Vendor

pytestmark = pytest.mark.long


def fair(code: str) -> FairEvent:
    return FairEvent.objects.get(reference_code=code)


LAMPANG_BODIES = [
    ("สำนักงานอุตสาหกรรมจังหวัดลำปาง", "อุตสาหกรรมจังหวัดลำปาง"),
    ("สำนักงานพาณิชย์จังหวัดลำปาง", "พาณิชย์จังหวัดลำปาง"),
    ("สมาคมเครื่องปั้นดินเผาลำปาง", ""),
    ("กลุ่มพัฒนาเซรามิคและวัสดุอุตสาหกรรม", ""),
    ("สำนักงานพัฒนาชุมชนจังหวัดลำปาง", "พัฒนาชุมชนจังหวัดลำปาง"),
    ("หน่วยงานที่เกี่ยวข้อง", ""),
]


def _facts(event: FairEvent) -> tuple:
    return (
        event.name_th,
        event.role,
        event.date_precision,
        event.opens_on,
        event.closes_on,
        event.home_province_id,
        event.venue_province_id,
        event.venue_name,
    )


def _apart(a, b) -> bool:
    return (
        a.plan_x + a.plan_width <= b.plan_x
        or b.plan_x + b.plan_width <= a.plan_x
        or a.plan_y + a.plan_height <= b.plan_y
        or b.plan_y + b.plan_height <= a.plan_y
    )


# English names stand beside the Thai ones here, as data.
BILINGUAL = re.compile(
    r"/staff/(fairs/(province|district|subdistrict|fairseries|fairevent)|products/product)/"
)
FILES = re.compile(r"\.(xlsx|pdf)$|/text/$")


def kind_of(url: str) -> str | None:
    """One page of each kind is enough: all changes of one register are one kind."""
    try:
        return resolve(url).url_name
    except Resolver404:
        return None


def title_beside_heading(page: str) -> str | None:
    """The title of a page that does not begin with what its h1 says."""
    said = {
        tag: " ".join(
            re.sub(
                "<[^>]*>|\u200b", "", re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", page, re.S)[1]
            ).split()
        )
        for tag in ("title", "h1")
    }
    return None if said["title"].startswith(said["h1"]) else said["title"]


def whole_numbers_in(page: str) -> list[str]:
    """ID numbers that stand on a page with all their digits, grouped or not."""
    numbers = re.findall(r"(?<!\d)\d-?\d{4}-?\d{5}-?\d{2}-?\d(?!\d)", page)
    known = set(Vendor.objects.exclude(identity_no="").values_list("identity_no", flat=True))
    return [number for number in numbers if number.replace("-", "") in known]


def run(**options) -> str:
    out = StringIO()
    call_command("demo_data", stdout=out, **options)
    return out.getvalue()


def everything() -> dict[str, int]:
    """How many rows there are of each kind; kept sums have as many as there are quarters."""
    models = [model for model in apps.get_models() if model is not QuarterSum]
    return {model._meta.label: model._base_manager.count() for model in models}


class DemoData(TestCase):
    """One build for all promises: TestCase rolls each of them back to it."""

    @classmethod
    def setUpTestData(cls):
        build_and_keep()

    def test_the_english_site_says_no_thai_but_names_and_what_people_typed(self):
        pages = walked(self.client)
        faults = {address: faults_of(address, page) for address, page in pages.items()}
        assert {address: found for address, found in faults.items() if found} == {}
        assert len(pages) > 100

    def test_what_people_type_finds_what_they_mean(self):
        asked, wrong = wrong_answers()

        assert asked > 270
        assert len(wrong) <= 0.02 * asked, "\n".join(map(str, wrong))

    @pytest.mark.once
    @override_settings(DEMO=True)
    def test_every_page_of_the_staff_site_that_a_link_leads_to_is_thai(self):
        seen_kinds, english, unmasked = set(), {}, {}
        for login in ("malee@demo.test", "admin@demo.test", "kong@demo.test"):
            # The administrator reads on where an officer's pages end; a helper's hide more.
            known = frozenset(seen_kinds) if login == "admin@demo.test" else frozenset()
            for kind, url, page in self.pages_of(login, "/staff/", known):
                seen_kinds.add(kind)
                if found := english_in(page):
                    english[login, url] = found
                if numbers := whole_numbers_in(page):
                    unmasked[login, url] = numbers

        assert (english, unmasked) == ({}, {})
        assert len(seen_kinds) > 100

    @pytest.mark.once
    @override_settings(DEMO=True)
    def test_pages_of_vendors_have_their_task_as_title_and_no_whole_id_number_unasked(self):
        seen_kinds, unmasked, titles = set(), {}, {}
        drafts = BoothApplication.objects.filter(status="draft").exclude(vendor__identity_no="")
        draft = drafts.earliest("pk")
        writer = draft.started_by.email or draft.started_by.phone
        for login in (CLOTH_VENDOR, PHONE_VENDOR, writer):
            for kind, url, page in self.pages_of(login, "/my/"):
                seen_kinds.add(kind)
                if numbers := whole_numbers_in(page):
                    unmasked[login, url] = numbers
                if (title := title_beside_heading(page)) is not None:
                    titles[login, url] = title
        check = self.client.get(reverse("my-apply-check", args=[draft.fair_event.slug]))

        assert (unmasked, titles) == ({}, {})
        assert (check.status_code, whole_numbers_in(check.content.decode())) == (200, [])
        assert {"my-profile", "my-application", "my-dossier"} <= seen_kinds

    def pages_of(self, login: str, start: str, known=frozenset()):
        """(kind, address, page) of one page of each kind that a link leads to, from `start` on;
        not of those that are known."""
        self.client.force_login(User.objects.get(Q(email=login) | Q(phone=login)))
        waiting, seen = [start], {*known, None} - {kind_of(start)}
        while waiting:
            url = waiting.pop()
            kind = kind_of(url)
            if kind in seen or BILINGUAL.match(url) or FILES.search(url):
                continue
            seen.add(kind)
            response = self.client.get(url, follow=True)
            assert response.status_code == 200, url
            if not response["Content-Type"].startswith("text/html"):
                continue  # a private file
            page = response.content.decode()
            yield kind, url, page
            waiting += re.findall(rf'href="({start}[^"?#]*)', page)

    # --- Lampang, 17 มกราคม 2562 ---

    @pytest.mark.once
    def test_the_committee_of_lampang_has_its_full_and_its_short_name(self):
        committee = WorkingCommittee.objects.get(province_id="52")

        assert (committee.name_th, committee.short_name, committee.fiscal_year_be) == (
            "คณะทำงานโครงการเพิ่มศักยภาพพัฒนาผลิตภัณฑ์ บรรจุภัณฑ์ ส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs"
            " และหัตถอุตสาหกรรม ประจำปีงบประมาณ พ.ศ. 2562",
            "คณะทำงานส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs และหัตถอุตสาหกรรม",
            2562,
        )

    @pytest.mark.once
    def test_its_members_are_agencies_and_positions(self):
        members = WorkingCommittee.objects.get(province_id="52").members.select_related("agency")

        assert [(m.agency.name_th, m.position_title) for m in members] == LAMPANG_BODIES
        assert {m.person_id for m in members} == {None}

    @pytest.mark.once
    def test_the_meeting_of_17_january_2562(self):
        meeting = Meeting.objects.get(committee__province_id="52")
        chair, *others = meeting.attendees.select_related("person", "agency")

        assert (meeting.held_on, meeting.starts_time, meeting.venue, meeting.ordinal) == (
            date(2019, 1, 17),
            time(13, 30),
            "ห้องประชุมเขลางค์นคร",
            None,
        )
        assert (chair.attendance, str(chair.person), chair.position_title) == (
            "chair",
            "นายประจวบ กันธิยะ",
            "รองผู้ว่าราชการจังหวัดลำปาง",
        )
        assert [(a.agency.name_th, a.position_title) for a in others] == LAMPANG_BODIES
        assert meeting.source == (
            "ข่าวโดย ชุติกาญจน์ เหล่าชัย บรรณาธิการ ศศิธร สุดเจริญ หน่วยงาน สวท.ลำปาง"
            " (สำนักประชาสัมพันธ์เขต 3 วันที่ 17 มกราคม 2562)"
        )

    @pytest.mark.once
    def test_the_project_continues_the_one_of_2561(self):
        project = Project.objects.get(province_id="52", fiscal_year_be=2562)

        assert project.continues.fiscal_year_be == 2561
        assert [one.text for one in project.objectives.all()] == list(AIMS)
        assert project.committee == WorkingCommittee.objects.get(province_id="52")

    @pytest.mark.once
    def test_its_two_activities_are_one_organised_and_one_joined_fair(self):
        project = Project.objects.get(province_id="52", fiscal_year_be=2562)
        organised, joined = (a.fair_event for a in project.activities.select_related("fair_event"))

        assert _facts(organised) == (
            "มหกรรมเซรามิกและหัตถกรรมลำปาง@บางกอก",
            "organised",
            "month",
            date(2019, 5, 1),
            date(2019, 5, 31),
            "52",
            "12",
            "ศูนย์การจัดนิทรรศการอิมแพ็ค เมืองทองธานี",
        )
        assert _facts(joined) == (
            "ลานนาเอ็กโปร 2019",
            "joined",
            "unknown",
            None,
            None,
            "52",
            "50",
            "ศูนย์ประชุมและแสดงสินค้านานาชาติเฉลิมพระเกียรติ 7 รอบ พระชนมพรรษา",
        )

    @pytest.mark.once
    def test_a_fair_of_2562_whose_day_is_not_known_is_over_not_coming(self):
        assert fair("LANNA62") in FairEvent.objects.past()
        assert fair("LANNA62") not in FairEvent.objects.coming()

    # --- Khon Kaen, 26 ตุลาคม – 1 พฤศจิกายน 2563 ---

    @pytest.mark.once
    def test_the_twentieth_otop_city_in_khonkaen(self):
        event = fair("KK20")

        assert _facts(event) == (
            "OTOP CITY IN KHONKAEN",
            "organised",
            "day",
            date(2020, 10, 26),
            date(2020, 11, 1),
            "40",
            "40",
            "สวนรัชดานุสรณ์",
        )
        assert (event.edition_no, event.year_label_be, event.theme_name) == (
            20,
            2563,
            "OTOP ขอนแก่น รวมใจ สู้ภัยโควิด – 19",
        )
        assert (event.vendor_count_qualifier, event.vendor_count) == ("กว่า", 120)
        assert event.venue_district_id == "4001"

    @pytest.mark.once
    def test_the_deputy_opens_it_for_the_governor_and_the_acting_head_reports(self):
        acts = OfficialAct.objects.filter(fair_event=fair("KK20")).order_by("sequence")
        opens, reports, *guests = acts.select_related("person", "acting_for_person", "agency")

        assert (opens.kind, str(opens.person), opens.position_title, opens.capacity) == (
            "opens",
            "นายศรัทธา คชพลายุกต์",
            "รองผู้ว่าราชการจังหวัดขอนแก่น",
            "assigned",
        )
        assert (opens.acting_for, str(opens.acting_for_person)) == (
            "ผู้ว่าราชการจังหวัดขอนแก่น",
            "นายสมศักดิ์ จังตระกุล",
        )
        assert (opens.on, opens.time, opens.place) == (
            date(2020, 10, 26),
            time(17, 30),
            "เวทีกลาง บริเวณสวนรัชดานุสรณ์",
        )
        assert (reports.kind, str(reports.person), reports.position_title) == (
            "reports",
            "นางจิรภา เชื้อดวงผุย",
            "ผู้อำนวยการกลุ่มงานส่งเสริมการพัฒนาชุมชน",
        )
        assert (reports.capacity, reports.acting_for) == ("acting", "พัฒนาการจังหวัดขอนแก่น")
        assert [guest.actor_text() for guest in guests] == [
            "หัวหน้าส่วนราชการ",
            "ผู้อำนวยการกลุ่มงาน",
            "พัฒนาการอำเภอ",
            "เจ้าหน้าที่พัฒนาชุมชน",
            "คณะกรรมการเครือข่าย OTOP จังหวัดขอนแก่น",
            "ประธาน บริษัทขอนแก่น โอทอป อินเตอร์เทรดเดอร์ จำกัด",
        ]

    @pytest.mark.once
    def test_its_three_organisers_with_their_roles(self):
        organisers = fair("KK20").organisers.select_related("agency")

        assert [(o.agency.name_th, o.role) for o in organisers] == [
            ("สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น", "lead"),
            ("คณะกรรมการเครือข่าย OTOP จังหวัดขอนแก่น", "co"),
            ("บริษัทขอนแก่น โอทอป อินเตอร์เทรดเดอร์ จำกัด", "co"),
        ]

    @pytest.mark.once
    def test_its_five_categories_are_zones_a_to_e(self):
        assert [(zone.code, zone.name_th) for zone in fair("KK20").zones.all()] == [
            ("A", "อาหาร"),
            ("B", "เครื่องดื่ม"),
            ("C", "ผ้า เครื่องแต่งกาย"),
            ("D", "ของใช้ ของตกแต่ง ของที่ระลึก"),
            ("E", "สมุนไพรที่ไม่ใช่อาหาร"),
        ]

    @pytest.mark.once
    def test_more_than_120_vendors_from_several_provinces_sold_on_all_seven_days(self):
        event = fair("KK20")
        vendors = Vendor.objects.filter(applications__fair_event=event)
        reported = event.sales.order_by("sold_on").values_list("sold_on").annotate(Count("pk"))

        assert vendors.count() == 122
        assert vendors.exclude(province_id="40").count() > 20
        assert list(reported) == [(day, 122) for day in event.days]

    # --- What is alive today ---

    @pytest.mark.once
    def test_a_fair_runs_today_on_day_4_of_7_with_part_of_todays_takings(self):
        event, today = fair("KK31"), today_in_thailand()
        per_day = dict(event.sales.order_by("sold_on").values_list("sold_on").annotate(Count("pk")))

        assert (event.is_running(), event.day_number(today), len(event.days)) == (True, 4, 7)
        assert [per_day[day] for day in event.days[:3]] == [121, 121, 121]
        assert 50 < per_day[today] < 100
        assert event.applications.filter(status="confirmed").count() == 120

    @pytest.mark.once
    def test_the_open_call_has_applications_in_every_status(self):
        event = fair("KKSILK")
        statuses = dict(event.applications.order_by().values_list("status").annotate(Count("pk")))

        assert event.accepting_call()
        assert statuses == {
            "draft": 2,
            "submitted": 20,
            "returned": 2,
            "eligible": 10,
            "reserved": 2,
            "selected": 4,
            "confirmed": 11,
            "refused": 2,
            "withdrawn": 1,
        }
        assert event.applications.waiting_for_booth().count() == 3

    @pytest.mark.once
    def test_the_open_call_has_decisions_waiting_to_be_told_and_a_second_round(self):
        event = fair("KKSILK")
        waiting = event.applications.with_standing().order_by().values_list("standing")

        assert [call.name for call in event.calls.all()] == ["รอบที่ 1", "รอบที่ 2 (เพิ่มเติม)"]
        assert dict(waiting.annotate(Count("pk")).filter(standing__in=Outcome.values)) == {
            "pass": 4,
            "select": 5,
            "reserve": 2,
            "refuse": 2,
        }

    @pytest.mark.once
    def test_one_fair_waits_for_a_list_with_room_for_all_of_its_booths(self):
        event = fair("KKEXPO")
        usable = set(event.booths.filter(is_usable=True, holds=None).values_list("code", flat=True))
        asked = {"A": 34, "B": 12, "C": 52, "D": 20, "E": 8}

        assert event.applications.count() == 0
        assert {
            f"{zone}{n:02d}" for zone, last in asked.items() for n in range(1, last + 1)
        } <= usable

    @pytest.mark.once
    def test_no_booth_lies_outside_its_zone_and_no_two_zones_overlap(self):
        zones = list(fair("KK31").zones.all())
        for zone in zones:
            for booth in zone.booths.all():
                assert zone.plan_x <= booth.plan_x
                assert booth.plan_x + booth.width_m <= zone.plan_x + zone.plan_width
                assert zone.plan_y <= booth.plan_y
                assert booth.plan_y + booth.depth_m <= zone.plan_y + zone.plan_height
        for first in zones:
            for second in zones:
                assert first is second or _apart(first, second)

    @pytest.mark.once
    def test_past_days_are_closed_and_yesterday_still_waits_for_the_officer(self):
        event = fair("KK31")
        closed = event.daily_reports.exclude(closed_at=None).order_by("sold_on")
        yesterday = event.sales.filter(sold_on=event.days[2])

        assert [report.sold_on for report in closed] == event.days[:2]
        assert fair("KK20").daily_reports.exclude(closed_at=None).count() == 7
        assert fair("KK20").fair_reports.exclude(closed_at=None).count() == 1
        assert yesterday.filter(checked_at=None).count() == 121

    @pytest.mark.once
    def test_two_makers_share_a_booth_and_one_maker_has_two(self):
        allocations = BoothAllocation.objects.filter(booth__fair_event=fair("KK31"))
        shared = allocations.filter(booth__code="D05").order_by("place_no")
        double = allocations.get(booth__code="C49").application.allocations.order_by("request_no")

        assert list(shared.values_list("place_no", flat=True)) == [1, 2]
        assert [a.booth.code for a in double] == ["C49", "C50"]

    @pytest.mark.once
    def test_the_demo_vendors_have_something_to_do(self):
        selected = BoothApplication.objects.managed_by(User.objects.get(email=CLOTH_VENDOR))
        returned = BoothApplication.objects.managed_by(User.objects.get(phone=PHONE_VENDOR))

        assert selected.get(fair_event=fair("KKSILK")).status == "selected"
        assert selected.get(fair_event=fair("KK31")).allocations.get().booth.code == "C07"
        assert returned.get(fair_event=fair("KKSILK")).status == "returned"
        assert Resolution.objects.overdue().count() == 1

    @pytest.mark.once
    def test_three_vendors_without_an_account_wait_to_be_called(self):
        waiting = Delivery.objects.to_call()
        assert len({call.message.recipient_id for call in waiting.select_related("message")}) == 3
        assert all(call.address for call in waiting)
        officer = User.objects.get(email=OFFICER)
        assert "ร้านที่ต้องโทรบอก" in [task.what for task in tasks_for(officer)]

    @pytest.mark.once
    def test_every_act_has_its_line_of_history_at_its_time(self):
        sale = BoothSale.objects.filter(fair_event=fair("KK20")).order_by("pk").first()
        application = fair("KK31").applications.order_by("pk").first()

        lines = HistoryEntry.objects.of(sale).values_list("verb", "at")
        assert list(lines) == [("check", sale.checked_at), ("report", sale.reported_at)]
        assert [line.verb for line in HistoryEntry.objects.of(application)] == [
            "allocate",
            "confirm",
            "select",
            "pass",
            "submit",
        ]
        assert HistoryEntry.objects.filter(at__gt=timezone.now()).count() == 0

    @pytest.mark.once
    def test_identity_numbers_are_of_the_office_that_does_not_exist(self):
        given = Vendor.objects.exclude(identity_no="").order_by("pk")
        numbers = list(given.values_list("identity_no", flat=True))

        assert {number[1:5] for number in numbers} == {"9999"}
        assert [number for number in numbers if not has_valid_checksum(number)] == []

    @pytest.mark.once
    def test_most_products_have_no_stars_and_all_are_shown(self):
        products = Product.objects.order_by("pk")
        rated = products.exclude(stars=None)

        assert 295 <= products.count() <= 310
        assert 0.18 < rated.count() / products.count() < 0.24
        hidden = products.filter(is_public=False).select_related("vendor")
        assert {product.vendor.show_state for product in hidden} == {"new"}
        for product in rated.prefetch_related("ratings__star_round"):
            newest = max(product.ratings.all(), key=lambda rating: rating.star_round.year_be)
            assert (product.stars, product.stars_year_be) == (
                newest.stars,
                newest.star_round.year_be,
            )

    @pytest.mark.once
    def test_photos_are_ready_in_both_sizes(self):
        photos = ProductPhoto.objects.order_by("pk")

        assert photos.count() > 100
        assert set(photos.values_list("state", "width", "height")) == {("ready", 1280, 1280)}

    @pytest.mark.once
    def test_the_published_results_of_chiang_mai(self):
        results = FiscalYearResult.objects.filter(province_id="50").order_by("fiscal_year_be")

        assert list(results.values_list("fiscal_year_be", "sold_baht")) == [
            (2554, 4_877_112_422),
            (2555, 5_432_857_881),
            (2556, 5_895_307_755),
        ]

    # --- Calling it again ---

    @override_settings(DEMO=True)
    def test_a_second_call_adds_nothing(self):
        before = everything()

        printed = run()

        assert everything() == before
        assert [sign_in.login for sign_in in SIGN_INS if sign_in.login not in printed] == []
        assert PASSWORD in printed

    @pytest.mark.once
    @override_settings(DEMO=False, DEBUG=False)
    def test_it_refuses_to_run_in_production(self):
        with pytest.raises(CommandError, match="passwords are public"):
            run()

    @pytest.mark.once
    def test_while_the_fair_runs_nothing_moves(self):
        assert renew_demo() == 0

    @pytest.mark.once
    def test_forty_days_later_it_is_day_4_again(self):
        days_before = fair("KK20").days
        rows = everything()
        answer_by = BoothApplication.objects.filter(status="returned").first().answer_by
        overdue = Resolution.objects.overdue().get()

        with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
            assert renew_demo() == 40
            event, today = fair("KK31"), today_in_thailand()

            assert event.day_number(today) == 4
            sold = event.sales.order_by("sold_on").values_list("sold_on", flat=True).distinct()
            assert list(sold) == event.days[:4]
            assert event.programme.order_by("on").first().on == event.opens_on
            assert fair("KKSILK").accepting_call()
            assert Resolution.objects.overdue().get() == overdue
            moved = BoothApplication.objects.filter(status="returned").order_by("pk").first()
            assert moved.answer_by == answer_by + timedelta(days=40)
            told = Message.objects.filter(link=f"/my/applications/{moved.pk}/").first()
            assert format_date_short(moved.answer_by) in told.body
            assert HistoryEntry.objects.filter(at__gt=timezone.now()).count() == 0
            assert renew_demo() == 0

        assert everything() == rows
        assert fair("KK20").days == days_before

    def test_takings_tried_out_after_day_4_do_not_end_up_in_the_future(self):
        allocation = BoothAllocation.objects.get(
            booth__fair_event=fair("KK31"), booth__code="C07", released_at=None
        )
        sale = BoothSale.objects.filter(booth=allocation.booth).order_by("-sold_on").first()
        sale.pk, sale.sold_on = None, fair("KK31").closes_on
        sale.save()

        with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
            renew_demo()

            assert BoothSale.objects.filter(sold_on__gt=today_in_thailand()).count() == 0
