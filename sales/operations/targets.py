"""Results of fiscal years are entered here; the target follows from them, the rule, and what a
province sets itself."""

from decimal import Decimal

from django.db import transaction

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import (
    current_fiscal_year_be,
    fiscal_quarter_begins,
    today_in_thailand,
)
from otopfair.thai.formatting import format_date
from sales.models import FiscalYearResult, ProvinceTarget, ResultSpan

FIRST_YEAR_BE = 2544  # the year OTOP began
YEARS_AHEAD = 2
MOST_YEARS = 10


def save_result(
    province: Province,
    fiscal_year_be: int,
    *,
    quarter: int = ResultSpan.YEAR,
    sold_baht: Decimal,
    source: str = "",
    by,
) -> FiscalYearResult:
    """Enter or correct what the province sold in a fiscal year, or in a quarter of it; the old
    figure stays in history.

    Raises RuleBroken for a year before OTOP began, and for what is not yet under way.
    """
    if not FIRST_YEAR_BE <= fiscal_year_be <= current_fiscal_year_be():
        raise RuleBroken(
            f"กรอกปีงบประมาณ {FIRST_YEAR_BE} ถึง {current_fiscal_year_be()}", field="fiscal_year_be"
        )
    span = ResultSpan(quarter)
    if span and (begins := fiscal_quarter_begins(fiscal_year_be, span)) > today_in_thailand():
        raise RuleBroken(f"{span.label} เริ่มวันที่ {format_date(begins)} ยังกรอกไม่ได้", field="quarter")
    with transaction.atomic():
        lock(province)
        result = _result_of(province, fiscal_year_be, span)
        if result is None:
            result = FiscalYearResult.objects.create(
                province=province,
                fiscal_year_be=fiscal_year_be,
                quarter=span,
                sold_baht=sold_baht,
                source=source,
            )
            record(result, "add", f"{_called(result)} {format_number(sold_baht)} บาท", by=by)
        elif (result.sold_baht, result.source) != (sold_baht, source):
            changes = {"ยอดจำหน่าย": [format_number(result.sold_baht), format_number(sold_baht)]}
            result.sold_baht, result.source = sold_baht, source
            result.save()
            record(result, "change", f"แก้ผล{_called(result)}", by=by, changes=changes)
    return result


def _called(result: FiscalYearResult) -> str:
    quarter = f" ไตรมาส {result.quarter}" if result.quarter else ""
    return f"ปีงบประมาณ {result.fiscal_year_be}{quarter}"


def _result_of(province: Province, fiscal_year_be: int, span: int) -> FiscalYearResult | None:
    rows = FiscalYearResult.objects.filter(province=province, fiscal_year_be=fiscal_year_be)
    return rows.filter(quarter=span).first()


def save_target(
    province: Province,
    fiscal_year_be: int,
    *,
    years: int,
    factor: Decimal,
    set_baht: Decimal | None,
    reason: str,
    by,
) -> ProvinceTarget:
    """Set the province's own parts of one year's target, or the target itself (`set_baht`).

    Raises RuleBroken for a year that has no target, for parts that make none, and without a reason.
    """
    if not FIRST_YEAR_BE <= fiscal_year_be <= current_fiscal_year_be() + YEARS_AHEAD:
        last = current_fiscal_year_be() + YEARS_AHEAD
        raise RuleBroken(f"ตั้งเป้าหมายได้ปีงบประมาณ {FIRST_YEAR_BE} ถึง {last}")
    _require_parts(years, factor, set_baht)
    if not reason:
        raise RuleBroken("กรอกเหตุผลที่ใช้เกณฑ์ของจังหวัดเอง", field="reason")
    parts = {"years": years, "factor": factor, "set_baht": set_baht, "reason": reason}
    with transaction.atomic():
        lock(province)
        rows = ProvinceTarget.objects.filter(province=province, fiscal_year_be=fiscal_year_be)
        before = rows.first()
        if before and all(getattr(before, name) == value for name, value in parts.items()):
            return before
        target, _is_new = ProvinceTarget.objects.update_or_create(
            province=province, fiscal_year_be=fiscal_year_be, defaults=parts
        )
        summary = f"เป้าหมายปีงบประมาณ {fiscal_year_be} {_in_words(target)}"
        record(target, "change" if before else "add", summary, by=by, reason=reason)
    return target


def _require_parts(years: int, factor: Decimal, set_baht: Decimal | None) -> None:
    if not 1 <= years <= MOST_YEARS:
        raise RuleBroken(f"กรอกจำนวนปี 1 ถึง {MOST_YEARS}", field="years")
    if factor <= 0:
        raise RuleBroken("ตัวคูณต้องมากกว่า 0", field="factor")
    if set_baht is not None and set_baht <= 0:
        raise RuleBroken("เป้าหมายต้องมากกว่า 0", field="set_baht")


def _in_words(target: ProvinceTarget) -> str:
    if target.set_baht is not None:
        return f"กำหนดเอง {format_number(target.set_baht)} บาท"
    return f"เฉลี่ย {target.years} ปี คูณ {target.factor:f}"
