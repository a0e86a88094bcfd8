"""The target of a fiscal year: the rule, a province's own parts, quarters, and takings at fairs."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.rights.roles import Role
from otopfair.thai.calendar import (
    current_fiscal_year_be,
    fiscal_quarter,
    fiscal_quarter_begins,
    fiscal_year_be,
)
from sales.models import FiscalYearResult, ProvinceTarget, TargetRule
from sales.operations.targets import save_result, save_target
from sales.reports.targets import missing_years, parts_for, results_of, target_for
from tests.factories import (
    assign,
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
    make_user,
)

pytestmark = pytest.mark.django_db
# Published: thainews70.com, the committee of Chiang Mai.
RESULTS = {2554: 4877112422, 2555: 5432857881, 2556: 5895307755}
TARGET_2557 = 6590146410


@pytest.fixture
def officer():
    return make_officer("50")


@pytest.fixture
def chiang_mai():
    province = Province.objects.get(pk="50")
    for year, baht in RESULTS.items():
        FiscalYearResult.objects.create(province=province, fiscal_year_be=year, sold_baht=baht)
    TargetRule.objects.update_or_create(
        fiscal_year_be=2557, defaults={"years": 3, "factor": Decimal("1.22")}
    )
    return province


def target_of(province, year):
    return target_for(year, results_of(province).years, parts_for(province, year))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2020, 9, 30), 2563, 4),
        (date(2020, 10, 1), 2564, 1),
        (date(2020, 12, 31), 2564, 1),
        (date(2021, 1, 1), 2564, 2),
        (date(2024, 2, 29), 2567, 2),
        (date(2024, 6, 30), 2567, 3),
    ],
)
def test_a_day_lies_in_a_quarter_that_begins_on_or_before_it(day, year, quarter):
    begins = fiscal_quarter_begins(year, quarter)
    assert (fiscal_year_be(day), fiscal_quarter(day)) == (year, quarter)
    assert (fiscal_year_be(begins), fiscal_quarter(begins), begins.day) == (year, quarter, 1)
    assert begins <= day


def test_four_quarters_are_the_year_that_nobody_entered(chiang_mai, officer):
    FiscalYearResult.objects.filter(fiscal_year_be=2556).delete()
    for quarter in (1, 2, 3):
        save_result(chiang_mai, 2556, quarter=quarter, sold_baht=Decimal(1), by=officer)
    assert target_of(chiang_mai, 2557) is None
    parts = parts_for(chiang_mai, 2557)
    assert missing_years(2557, results_of(chiang_mai).years, parts) == [2556]
    last = Decimal(RESULTS[2556]) - 3
    save_result(chiang_mai, 2556, quarter=4, sold_baht=last, by=officer)
    assert target_of(chiang_mai, 2557).baht == TARGET_2557


def test_quarters_that_differ_from_their_year_say_by_how_much(chiang_mai, officer):
    for quarter in (1, 2, 3, 4):
        save_result(chiang_mai, 2556, quarter=quarter, sold_baht=Decimal(10), by=officer)
    last = results_of(chiang_mai).years[-1]
    assert (last.sold, last.differs) == (RESULTS[2556], 40 - RESULTS[2556])


def test_quarters_add_up_as_far_as_each_is_known(chiang_mai, officer):
    for quarter, baht in ((1, 100), (2, 50), (4, 7)):
        save_result(chiang_mai, 2557, quarter=quarter, sold_baht=Decimal(baht), by=officer)
    quarters = results_of(chiang_mai).quarters(2557, Decimal(1000))
    assert [(one.sold, one.so_far, one.target_percent) for one in quarters] == [
        (100, 100, 10),
        (50, 150, 15),
        (None, None, None),
        (7, None, None),
    ]


def test_a_fair_over_the_end_of_september_is_in_two_years(chiang_mai):
    fair = make_fair_event(province="50", opens_on=date(2013, 9, 30), closes_on=date(2013, 10, 1))
    allocation = make_allocation(make_booth(fair, "C01"))
    make_sale(allocation, sold_on=date(2013, 9, 30), sold="300", ordered="5")
    make_sale(allocation, sold_on=date(2013, 10, 1), sold="20")
    results = results_of(chiang_mai)
    assert results.years[-1].at_fairs == 305
    assert [one.at_fairs for one in results.quarters(2557, None)] == [20, None, None, None]


def test_a_province_sets_its_own_parts_with_a_reason(chiang_mai, officer):
    parts = {"years": 2, "factor": Decimal("1.1"), "set_baht": None}
    save_target(chiang_mai, 2557, **parts, reason="มติคณะอนุกรรมการ", by=officer)
    target = target_of(chiang_mai, 2557)
    assert (len(target.years), target.baht) == (2, 6230491099)
    save_target(
        chiang_mai, 2557, **parts | {"set_baht": Decimal(7)}, reason="ผู้ว่าฯ กำหนด", by=officer
    )
    target = target_of(chiang_mai, 2557)
    assert (target.computed, target.baht) == (6230491099, 7)
    kept = HistoryEntry.objects.of(ProvinceTarget.objects.get()).values_list("verb", "reason")
    assert list(kept) == [("change", "ผู้ว่าฯ กำหนด"), ("add", "มติคณะอนุกรรมการ")]
    assert parts_for(chiang_mai, 2558).years == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"years": 0}, "years"),
        ({"years": 11}, "years"),
        ({"factor": Decimal(0)}, "factor"),
        ({"set_baht": Decimal(0)}, "set_baht"),
    ],
)
def test_parts_that_make_no_target_are_refused(chiang_mai, officer, wrong, field):
    right = {"years": 3, "factor": Decimal("1.22"), "set_baht": None, "reason": "มติ"}
    with pytest.raises(RuleBroken) as refused:
        save_target(chiang_mai, 2557, **right | wrong, by=officer)
    assert (refused.value.field, ProvinceTarget.objects.count()) == (field, 0)


def test_a_quarter_to_come_has_no_result(chiang_mai, officer):
    year, quarter = current_fiscal_year_be(), 4
    if fiscal_quarter_begins(year, quarter) <= date.today():
        year, quarter = year + 1, 1
    with pytest.raises(RuleBroken):
        save_result(chiang_mai, year, quarter=quarter, sold_baht=Decimal(1), by=officer)


def test_the_page_takes_a_quarter_and_own_parts(client, chiang_mai, officer):
    client.force_login(officer)
    url = reverse("staff:targets") + "?province=50&year=2557"
    client.post(url, {"fiscal_year_be": "2557", "quarter": "1", "sold_baht": "659,014,641"})
    answer = client.get(url)
    assert answer.context["quarters"][0].target_percent == 10
    typed = {"act": "target", "years": "3", "factor": "1.1", "set_baht": "", "reason": ""}
    refused = client.post(url, typed)
    assert (refused.status_code, list(refused.context["own_form"].errors)) == (422, ["reason"])
    client.post(url, typed | {"reason": "มติ"})
    assert client.get(url).context["target"].baht == 5941935287


def test_who_only_looks_finds_no_form(client, chiang_mai):
    client.force_login(assign(make_user(), Role.VIEWER, province="50"))
    url = reverse("staff:targets") + "?province=50&year=2557"
    assert client.get(url).context["may_change"] is False
    assert client.post(url, {"act": "target"}).status_code == 403
