"""What a file says besides its values: hidden rows, cells in error, formulas nobody computed."""

import io
import zipfile

import pytest
import xlsxwriter

from otopfair.documents.grid import SheetError
from otopfair.documents.headers import ColumnKind
from otopfair.documents.marks import NO_VALUE, marks_of, why_broken
from otopfair.documents.sheets import read_sheets
from otopfair.documents.tables import read_table

KINDS = (
    ColumnKind("booth", "บูธ", ("บูธ",), required=True),
    ColumnKind("sold", "ยอด", ("ยอด",), required=True),
)


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def workbook(*rows, space=TRANSITIONAL):
    """An .xlsx with one sheet of these rows, each (attributes, cells) as Excel writes them."""
    head = ("", text("A1", "บูธ") + text("B1", "ยอด"))
    sheet = "".join(
        f'<row r="{number}" {attributes}>{cells}</row>'
        for number, (attributes, cells) in enumerate((head, *rows), start=1)
    )
    body = f'<worksheet xmlns="{space}"><sheetData>{sheet}</sheetData></worksheet>'
    plain, data = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("ยอด")
    with zipfile.ZipFile(plain) as there, zipfile.ZipFile(data, "w") as archive:
        for name in there.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, body if is_sheet else there.read(name))
    return data.getvalue()


def table_of(data, **how):
    [sheet] = read_sheets(data)
    return read_table(sheet.rows, KINDS, hidden=how.get("hidden", sheet.hidden))


@pytest.mark.parametrize(
    "attributes", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', "hidden='1'"]
)
def test_a_hidden_row_is_left_out_by_name_and_can_be_taken(attributes):
    data = workbook(
        ("", text("A2", "A01") + '<c r="B2"><v>500</v></c>'),
        (attributes, text("A3", "A02") + '<c r="B3"><v>999999</v></c>'),
    )
    assert [row["booth"] for row in table_of(data).rows] == ["A01"]
    assert table_of(data).hidden == [3]
    assert [row["booth"] for row in table_of(data, hidden=()).rows] == ["A01", "A02"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="B2"><f>1500+700</f></c>', why_broken(NO_VALUE)),
        ('<c r="B2"><f>1500+700</f><v></v></c>', why_broken(NO_VALUE)),
        ('<c r="B2" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>', why_broken("#N/A")),
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', why_broken("#DIV/0!")),
        ('<c r="B2"><f>1500+700</f><v>2200</v></c>', ""),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
    ],
    ids=range(6),
)
def test_a_cell_in_error_is_never_nothing(cell, reason):
    [row] = table_of(workbook(("", text("A2", "A01") + cell))).rows
    assert row.broken == ({"sold": reason} if reason else {})


def test_a_row_of_nothing_but_formulas_without_values_is_empty():
    data = workbook(
        ("", text("A2", "A01") + '<c r="B2"><v>500</v></c>'),
        ("", '<c r="A3"/><c r="B3"><f>1+1</f></c>'),
    )
    assert len(table_of(data).rows) == 1
    assert marks_of(data)["ยอด"].broken == {(3, 2): NO_VALUE}


def test_a_file_that_declares_entities_is_refused():
    data = workbook(("", '<!ENTITY a "aaaa">' + text("A2", "A01")))
    with pytest.raises(SheetError):
        read_sheets(data)


def test_a_strict_workbook_is_looked_into_as_well():
    data = workbook(
        ('hidden="1"', text("A2", "A01") + '<c r="B2" t="e"><v>#N/A</v></c>'), space=STRICT
    )
    (marks,) = marks_of(data).values()
    assert (marks.hidden, marks.broken) == ({2}, {(2, 2): "#N/A"})


def test_a_cell_that_does_not_say_where_it_stands_is_the_next_of_its_row():
    data = workbook(("", '<c t="inlineStr"><is><t>A01</t></is></c><c t="e"><v>#REF!</v></c>'))
    assert [row.values for row in table_of(data).rows] == [{"booth": "A01", "sold": "#REF!"}]


def test_a_row_far_away_is_refused_before_all_between_is_laid_out():
    far = '</row><row r="1048576"><c><v>1</v></c>'
    with pytest.raises(SheetError, match="แถว 1048576 มีข้อมูลอยู่ไกลจากตาราง"):
        read_sheets(workbook(("", text("A2", "A01") + far)))
