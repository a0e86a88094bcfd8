"""Results of fiscal years are entered here; the target follows from them and the rule."""

from decimal import Decimal

from django.db import transaction

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import current_fiscal_year_be
from sales.models import FiscalYearResult

_FIRST_YEAR_BE = 2544  # the year OTOP began


def save_result(
    province: Province, fiscal_year_be: int, *, sold_baht: Decimal, source: str = "", by
) -> FiscalYearResult:
    """Enter or correct what the province sold in a fiscal year; the old figure stays in history.

    Raises RuleBroken for a year before OTOP began or not yet under way.
    """
    if not _FIRST_YEAR_BE <= fiscal_year_be <= current_fiscal_year_be():
        raise RuleBroken(
            f"กรอกปีงบประมาณ {_FIRST_YEAR_BE} ถึง {current_fiscal_year_be()}", field="fiscal_year_be"
        )
    with transaction.atomic():
        lock(province)
        result = _result_of(province, fiscal_year_be)
        if result is None:
            result = FiscalYearResult.objects.create(
                province=province,
                fiscal_year_be=fiscal_year_be,
                sold_baht=sold_baht,
                source=source,
            )
            record(
                result, "add", f"ปีงบประมาณ {fiscal_year_be} {format_number(sold_baht)} บาท", by=by
            )
        elif (result.sold_baht, result.source) != (sold_baht, source):
            changes = {"ยอดจำหน่าย": [format_number(result.sold_baht), format_number(sold_baht)]}
            result.sold_baht, result.source = sold_baht, source
            result.save()
            record(result, "change", f"แก้ผลปีงบประมาณ {fiscal_year_be}", by=by, changes=changes)
    return result


def _result_of(province: Province, fiscal_year_be: int) -> FiscalYearResult | None:
    return FiscalYearResult.objects.filter(province=province, fiscal_year_be=fiscal_year_be).first()
