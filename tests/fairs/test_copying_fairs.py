"""The next edition of a fair: everything moves together, nothing of the past one changes."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from fairs.copying import copy_parts
from fairs.forms.copying import proposals
from fairs.models import (
    Booth,
    BoothClass,
    CallCell,
    CallQuestion,
    CopiedFair,
    EventOrganiser,
    FairDay,
    FairEvent,
    FairState,
    PlanLandmark,
    ProgrammeItem,
    VendorCall,
    Zone,
)
from fairs.operations.copying import copy_fair, undo_copy
from fairs.shifting import DayShift, to_first_day, to_next_year
from onsite.models import Gate, OnSiteRules
from otopfair.errors import RuleBroken
from otopfair.removals.changes import plain_columns
from otopfair.removals.removing import restore
from otopfair.thai.calendar import THAILAND
from otopfair.thai.periods import Period
from tests import factories as make
from tests.shared_rows import written_once
from vendors.models import CallCondition, NominationQuota, ReviewPhase, ScoreCriterion

EVERYTHING = [part.key for part in copy_parts()]
NAMED = {
    "name_th": "OTOP CITY IN KHONKAEN",
    "edition_no": 32,
    "year_label_be": 2570,
    "slug": "otop-city-32-2570",
    "reference_code": "KK32",
}
A_YEAR = DayShift(364)


class World:
    """The 31st edition, full of everything that can be copied and of what must stay."""

    def __init__(self):
        self.officer = make.make_officer()
        self.fair = fair = make.make_fair_event(
            "OTOP CITY IN KHONKAEN",
            series=make.make_series(),
            edition_no=31,
            year_label_be=2569,
            slug="otop-city-31-2569",
            reference_code="KK31",
            theme_name="รวมใจ",
            opens_on=date(2026, 10, 26),
            closes_on=date(2026, 11, 1),
            sales_target_baht=5_000_000,
            vendor_count=120,
        )
        FairDay.objects.create(fair_event=fair, on=date(2026, 10, 29), is_closed=True)
        fair.kept_days = {"2026-10-29": []}
        fair.save()
        EventOrganiser.objects.create(fair_event=fair, agency=make.make_agency())
        ProgrammeItem.objects.create(
            fair_event=fair, on=date(2026, 10, 26), starts_time=time(17, 30), title="พิธีเปิด"
        )
        self.lay_out()
        self.call_for_vendors()
        make.make_helper(fair)
        OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(9, 30))
        Gate.objects.create(fair_event=fair, name="ทิศเหนือ", landmark=self.entrance)
        self.allocation = make.make_allocation(self.booth)

    def lay_out(self):
        self.booth = make.make_booth(self.fair, "C01", width_m=4, is_usable=True)
        self.entrance = PlanLandmark.objects.create(
            fair_event=self.fair, kind="gate", label="ทิศเหนือ", plan_x=1, plan_y=1,
            plan_width=2, plan_height=1,
        )  # fmt: skip

    def call_for_vendors(self):
        self.call = make.make_call(
            self.fair,
            opens_at=datetime(2026, 8, 1, 8, 30, tzinfo=THAILAND),
            closes_at=datetime(2026, 9, 1, 16, 30, tzinfo=THAILAND),
            result_on=date(2026, 9, 10),
            confirm_until=date(2026, 9, 20),
            eligibility="ผู้ผลิตในจังหวัด",
            decided_by=make.make_committee(),
        )
        self.corner = BoothClass.objects.create(call=self.call, name="บูธมุม", fee_baht=2500)
        Booth.objects.update(booth_class=self.corner)
        CallCell.objects.create(
            call=self.call, category=3, origin="inside", zone=self.booth.zone, maximum=4
        )
        stove = make.make_question(
            self.call, "ใช้เตาไหม", kind="choice", choices_text="ใช้\nไม่ใช้", sequence=1
        )
        make.make_question(self.call, "กี่แอมป์", asked_after=stove, asked_if="ใช้", sequence=2)
        CallCondition.objects.create(call=self.call, kind="stars", values=[3])
        self.call.phases.filter(kind="scoring").update(
            from_on=date(2026, 9, 2), until_on=date(2026, 9, 5)
        )
        self.call.criteria.filter(sequence=1).update(weight=77)
        NominationQuota.objects.create(call=self.call, district_id="4001", places=2)

    def copied(self, taken=None, **options):
        options = {"shift": A_YEAR, "named": NAMED, "form_key": None, **options}
        taken = EVERYTHING if taken is None else taken
        return copy_fair(self.fair, taken=taken, by=self.officer, **options)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        yield World()


pytestmark = pytest.mark.django_db


# --- By how many days


@pytest.mark.parametrize(
    ("before", "today", "days"),
    [
        ("2026-10-26", "2026-11-30", 364),  # Monday to Monday
        ("2024-02-29", "2024-03-01", 364),
        ("2020-10-26", "2026-11-30", 2555),  # 2563 to 2570: a Monday again, 25 October
    ],
)
def test_the_next_edition_begins_on_the_same_weekday_nearest_the_same_date(before, today, days):
    before, today = date.fromisoformat(before), date.fromisoformat(today)
    assert to_next_year(before, today) == DayShift(days)
    assert to_next_year(before, today).day(before).weekday() == before.weekday()


def test_a_first_day_that_was_chosen_moves_everything_as_far():
    assert to_first_day(date(2026, 10, 26), date(2027, 11, 1)) == DayShift(371)


def test_a_month_stays_a_month_and_no_day_stays_none():
    may = Period.month_of(date(2019, 5, 1))
    assert A_YEAR.period(may) == Period.month_of(date(2020, 5, 1))
    assert A_YEAR.period(None) is None


# --- What is made


def test_the_fair_itself_is_a_draft_moved_and_named_without_what_was_of_its_day(world):
    copy = world.copied()
    assert (copy.state, copy.period) == (
        FairState.DRAFT,
        Period(date(2027, 10, 25), date(2027, 10, 31)),
    )
    assert (str(copy), copy.theme_name, copy.vendor_count, copy.sales_target_baht) == (
        "OTOP CITY IN KHONKAEN ครั้งที่ 32",
        "",
        None,
        5_000_000,
    )
    assert copy.addresses.get().slug == "otop-city-32-2570"
    assert [copy.is_closed_on(day) for day in (date(2027, 10, 28), date(2027, 10, 27))] == [
        True,
        False,
    ]


def test_days_of_the_programme_the_call_and_its_phases_move_with_it(world):
    copy = world.copied()
    call = copy.calls.get()
    assert copy.programme.get().on == date(2027, 10, 25)
    assert (call.opens_at, call.closes_at) == (
        datetime(2027, 7, 31, 8, 30, tzinfo=THAILAND),
        datetime(2027, 8, 31, 16, 30, tzinfo=THAILAND),
    )
    assert (call.result_on, call.confirm_until, call.decided_by) == (
        date(2027, 9, 9),
        date(2027, 9, 19),
        None,
    )
    assert call.phases.get(kind="scoring").from_on == date(2027, 9, 1)


def test_the_rows_point_to_rows_of_the_copy(world):
    copy = world.copied()
    call, booth = copy.calls.get(), copy.booths.get()
    assert (booth.code, booth.width_m, booth.zone.fair_event, booth.booth_class.call) == (
        "C01",
        4,
        copy,
        call,
    )
    assert call.cells.get(origin="inside").zone == booth.zone
    assert call.questions.get(text="กี่แอมป์").asked_after.call == call
    assert Gate.objects.get(fair_event=copy).landmark.fair_event == copy


def test_what_apps_above_hang_on_a_call_goes_along(world):
    call = world.copied().calls.get()
    assert call.conditions.get().values == [3]
    assert call.criteria.get(sequence=1).weight == 77
    assert call.quotas.get().places == 2
    assert call.scoring_rule.line is None


def test_people_at_the_fair_get_their_role_until_as_many_days_later(world):
    copy = world.copied()
    before, after = (one.assignments.get() for one in (world.fair, copy))
    assert (after.user, after.role, after.until) == (
        before.user,
        before.role,
        A_YEAR.day(before.until),
    )


def test_no_vendor_no_booth_given_and_no_money_goes_along(world):
    copy = world.copied()
    assert (copy.applications.count(), copy.payees.count(), copy.sales.count()) == (0, 0, 0)
    assert copy.booths.filter(allocations__isnull=False).count() == 0


def test_only_what_was_chosen_goes_along_and_a_call_has_its_review_all_the_same(world):
    copy = world.copied(["calls"])
    call = copy.calls.get()
    counts = (copy.zones.count(), copy.programme.count(), copy.organisers.count())
    assert counts == (0, 0, 0)
    assert (call.cells.count(), call.questions.count(), call.phases.count()) == (0, 0, 3)


def test_what_cannot_do_without_the_call_stays_with_it(world):
    assert CallCell.objects.filter(call__fair_event=world.copied(["quotas"])).count() == 0


def test_places_in_a_zone_are_named_when_the_plan_does_not_go_along(world):
    copy = world.copied(["calls", "quotas"])
    assert copy.copied.left == ["จำนวนที่รับ 1 แถวที่ผูกกับโซน เพราะไม่ได้คัดลอกผัง"]


def test_the_same_form_sent_twice_makes_one_fair(world):
    key = "6f0c7c6e-5f0b-4d7c-9d55-0d7f9f3f1a01"
    assert world.copied(form_key=key) == world.copied(form_key=key)


def test_an_address_of_another_fair_is_refused_and_nothing_is_made(world):
    before = FairEvent.objects.count()
    with pytest.raises(RuleBroken, match="ที่อยู่นี้เป็นของงานอื่นแล้ว") as refused:
        world.copied(named={**NAMED, "slug": "otop-city-31-2569"})
    assert (refused.value.field, FairEvent.objects.count()) == ("slug", before)


# --- The original and the copy


KINDS = (
    FairEvent, FairDay, EventOrganiser, ProgrammeItem, Zone, Booth, PlanLandmark, VendorCall,
    CallCell, BoothClass, CallQuestion, CallCondition, ReviewPhase, ScoreCriterion, Gate,
)  # fmt: skip


def everything_of(keys):
    """Columns of the rows with those keys, kind by kind."""
    return [
        plain_columns(row)
        for kind in KINDS
        for row in kind.objects.filter(pk__in=keys[kind]).order_by("pk")
    ]


def test_editing_the_copy_never_touches_the_original(world):
    keys = {kind: list(kind.objects.values_list("pk", flat=True)) for kind in KINDS}
    before = everything_of(keys)

    copy = world.copied()
    new = {kind: kind.objects.exclude(pk__in=keys[kind]) for kind in KINDS}
    assert {kind.__name__ for kind, rows in new.items() if not rows.exists()} == set()
    new[Booth].update(width_m=9)
    new[VendorCall].update(eligibility="ใครก็ได้")
    new[CallCell].update(maximum=99)
    copy.zones.update(name_th="อื่น")

    assert everything_of(keys) == before


def test_an_untouched_copy_is_undone_and_put_back_whole(world):
    copy = world.copied()
    booths = list(copy.booths.values_list("pk", flat=True))

    removal = undo_copy(copy, back_url="/staff/", by=world.officer)
    assert not FairEvent.objects.filter(pk=copy.pk).exists()
    assert not CopiedFair.objects.exists()

    restore(removal, by=world.officer)
    back = FairEvent.objects.get(pk=copy.pk)
    assert list(back.booths.values_list("pk", flat=True)) == booths
    assert (back.copied.source, back.addresses.count()) == (world.fair, 1)


TOUCHES = {
    "another name": lambda copy: FairEvent.objects.filter(pk=copy.pk).update(name_th="อื่น"),
    "a wider booth": lambda copy: copy.booths.update(width_m=9),
    "another zone": lambda copy: make.make_zone(copy, "Z"),
    "a question less": lambda copy: copy.calls.get().questions.last().delete(),
    "an application": lambda copy: make.make_application(copy, make.make_vendor()),
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_a_copy_that_was_touched_is_not_undone(world, touch):
    copy = world.copied()
    touch(copy)
    with pytest.raises(RuleBroken, match="มีคนแก้หรือเพิ่มข้อมูล"):
        undo_copy(copy, back_url="/staff/", by=world.officer)
    assert FairEvent.objects.filter(pk=copy.pk).exists()


# --- The page


def fair_of(name_th, **fields):
    return make.make_fair_event(name_th, **fields)


def page_of(client, world, **typed):
    client.force_login(world.officer)
    url = reverse("staff:fair-copy", args=[world.fair.pk])
    return url, client.post(url, typed) if typed else client.get(url)


def values_of(form):
    return {name: form.data.getlist(name) for name in form.fields}


def test_the_page_proposes_days_number_address_and_code(client, world):
    _url, page = page_of(client, world)
    fair = page.context["preview"].fair
    assert (str(fair), fair.year_label_be, fair.slug, fair.reference_code) == (
        "OTOP CITY IN KHONKAEN ครั้งที่ 32",
        2570,
        "otop-city-32-2570",
        "KK32",
    )
    assert [one.label for one in page.context["preview"].moved][:3] == [
        "ปิดวันนี้",
        "รายการแรกของกำหนดการ",
        "เปิดรับสมัคร รอบที่ 1",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (  # a year in the name moves on in the era in which it is written
            {"name_th": "ลานนาเอ็กโป 2019", "year_label_be": 2562, "reference_code": "LANNA62"},
            ("ลานนาเอ็กโป 2026", 2569, "LANNA69"),
        ),
        (
            {"name_th": "งานไหม", "name_en": "Silk fair", "reference_code": "KKSILK"},
            ("งานไหม", None, "SF69"),
        ),
    ],
)
def test_what_is_proposed_where_no_days_are_known(fields, expected, monkeypatch):
    monkeypatch.setattr("fairs.forms.copying.today_in_thailand", lambda: date(2026, 11, 30))
    monkeypatch.setattr("fairs.proposals.today_in_thailand", lambda: date(2026, 11, 30))
    unknown = {"date_precision": "unknown", "opens_on": None, "closes_on": None}
    proposed = proposals(fair_of(**unknown, **fields), A_YEAR)
    assert (proposed["name_th"], proposed["year_label_be"], proposed["reference_code"]) == expected


def test_one_press_makes_what_was_shown_and_leads_to_the_new_fair(client, world):
    url, page = page_of(client, world)
    made = client.post(url, {**values_of(page.context["form"]), "act": "save"})
    copy = FairEvent.objects.get(slug="otop-city-32-2570")
    assert made.headers["Location"] == reverse("staff:fair-state", args=[copy.pk])
    assert "งานนี้ทำจาก" in client.get(made.headers["Location"]).content.decode()


def test_what_was_changed_after_the_preview_is_shown_before_it_is_made(client, world):
    url, page = page_of(client, world)
    typed = {**values_of(page.context["form"]), "rule": "first_day", "first_on": "1 พ.ย. 2570"}
    shown = client.post(url, {**typed, "act": "save"})
    assert (shown.status_code, FairEvent.objects.filter(edition_no=32).count()) == (200, 0)
    assert shown.context["preview"].fair.opens_on == date(2027, 11, 1)


def test_a_first_day_that_is_missing_is_asked_for(client, world):
    url, page = page_of(client, world)
    typed = {**values_of(page.context["form"]), "rule": "first_day"}
    refused = client.post(url, {**typed, "act": "save"})
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"first_on": ["กรอกวันแรกของงาน"]},
    )


# --- Nothing is forgotten


GOES_ALONG = {
    *("fairs.Assignment", "fairs.Booth", "fairs.BoothClass", "fairs.CallCell"),
    *("fairs.CallQuestion", "fairs.EventOrganiser", "fairs.FairAddress", "fairs.FairDay"),
    *("fairs.Participation", "fairs.PlanLandmark", "fairs.PlanPicture", "fairs.ProgrammeItem"),
    *("fairs.TripMember", "fairs.VendorCall", "fairs.Zone", "onsite.Checklist", "onsite.Gate"),
    *("onsite.OnSiteRules", "onsite.Survey", "sales.ChaseRule", "sales.FollowUpRound"),
    "sales.ReportReader",
    "vendors.CallCondition",
    *("vendors.LetterTemplate", "vendors.NominationQuota", "vendors.ReminderRule"),
    *("vendors.ReviewPhase", "vendors.RunRules", "vendors.ScoreCriterion", "vendors.ScoringRule"),
}
STAYS = {
    "fairs.CopiedFair": "says where a copy comes from",
    "fairs.NewsItem": "told of that edition",
    "fairs.Notice": "told of that edition",
    "fairs.OfficialAct": "who opened that edition",
    "fairs.PlanRelease": "how its plan came about",
    "fairs.PlanStep": "how its plan came about",
    "fairs.ProjectActivity": "of the project of that year",
    "fairs.TripCost": "money of that edition",
    **dict.fromkeys(
        ("onsite.Complaint", "onsite.Finding", "onsite.InspectionRound", "onsite.VisitorCount"),
        "happened in its days",
    ),
    "products.ImportBatch": "came in for that edition",
    **dict.fromkeys(
        (
            *("sales.BoothSale", "sales.DailyReport", "sales.EnteredBlock", "sales.FairReport"),
            *("sales.OrderFollowUp", "sales.ReportPhoto", "sales.SentChase", "sales.SentReport"),
            "sales.TakingsSum",
        ),
        "its takings and reports",
    ),
    **dict.fromkeys(
        ("vendors.BankStatement", "vendors.FairPayee", "vendors.LedgerLine", "vendors.PaymentSlip"),
        "its money",
    ),
    **dict.fromkeys(
        (
            *("vendors.Announcement", "vendors.BoothApplication", "vendors.CallInvite"),
            *("vendors.ConditionWaiver", "vendors.Draw", "vendors.FreedPlace"),
            *("vendors.LateEntry", "vendors.Penalty", "vendors.PickTurn"),
            *("vendors.ReservePlace", "vendors.RulesRun"),
        ),
        "its vendors and what was decided about them",
    ),
}


def test_whatever_hangs_on_a_fair_or_its_calls_goes_along_or_is_said_to_stay():
    hanging = {
        field.related_model._meta.label
        for model in (FairEvent, VendorCall)
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and field.is_relation
    }
    assert sorted(hanging ^ (GOES_ALONG | STAYS.keys())) == []
