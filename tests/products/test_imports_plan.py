"""The officers' own files are judged exactly as their expected files say."""

import json
from datetime import date
from pathlib import Path

import pytest

from otopfair.documents.sheets import read_sheets
from otopfair.documents.tables import read_table
from products.imports.vendor_rows import COLUMNS
from products.imports.vendors import plan_vendors
from products.models import StarRound
from sales.imports.takings import COLUMNS as SALES_COLUMNS
from tests.factories import make_fair_event

CASES = Path(__file__).parent.parent / "cases"
EXPECTED = json.loads((CASES / "vendors.expected.json").read_text())


def khon_kaen_fair():
    return make_fair_event(
        "OTOP CITY IN KHONKAEN", opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1)
    )


def table_of(name, kinds):
    sheet = read_sheets((CASES / name).read_bytes())[0]
    return read_table(sheet.rows, kinds)


@pytest.fixture
def plan(db):
    star_round = StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
    return plan_vendors(table_of("vendors.xlsx", COLUMNS), khon_kaen_fair(), star_round)


def test_the_vendors_are_counted_with_the_refused_and_without_the_duplicates(plan):
    assert plan.counts["vendors"] == EXPECTED["vendors"]
    assert plan.counts["importable"] == EXPECTED["importable"]
    assert {str(key): count for key, count in sorted(plan.by_category.items())} == EXPECTED[
        "by_category"
    ]


def test_each_refused_cell_is_named_by_row_and_column(plan):
    found = [
        {"excel_row": refusal.row, "column": refusal.column}
        for refusal in sorted(plan.findings.refusals, key=lambda refusal: refusal.row)
    ]
    assert found == [
        {key: error[key] for key in ("excel_row", "column")} for error in EXPECTED["errors"]
    ]


def test_duplicates_warnings_and_the_total_line_are_named(plan):
    assert [
        {"excel_row": duplicate.row, "of_excel_row": duplicate.of_row}
        for duplicate in plan.findings.duplicates
    ] == EXPECTED["duplicates"]
    assert [remark.row for remark in plan.findings.warnings] == [
        warning["excel_row"] for warning in EXPECTED["warnings"]
    ]
    assert [row for row, _ in plan.findings.ignored] == [
        row["excel_row"] for row in EXPECTED["ignored_rows"]
    ]


def test_the_sales_sheet_has_its_header_under_three_lines():
    table = table_of("sales-day.xlsx", SALES_COLUMNS)
    assert len(table.rows) == 126
    assert table.title_lines[1] == "ประจำวันที่ 28 ต.ค. 63"
