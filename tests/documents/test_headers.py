"""A header in one line or several is found, and every column of the file is accounted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.documents.cells import loose
from otopfair.documents.grid import Sheet
from otopfair.documents.headers import ColumnKind, find_header, likeliest_header
from otopfair.documents.tables import Reading

KINDS = (
    ColumnKind("booth", "บูธ", ("บูธ", "เลขบูธ"), required=True),
    ColumnKind("name", "ชื่อกลุ่ม", ("ชื่อกลุ่ม",)),
    ColumnKind("sold", "ยอดจำหน่าย", ("ยอดจำหน่าย", "ขายได้"), required=True, fills_down=False),
    ColumnKind("ordered", "ยอดสั่งจอง", ("ยอดสั่งจอง", "สั่งจอง"), fills_down=False),
)


def table(rows, **said):
    merged = said.pop("merged", [])
    delimiter = said.pop("delimiter", "")
    return Reading(Sheet("ยอด", rows, [], merged, delimiter), KINDS, **said).read()


def columns(rows, merged=()):
    header = find_header(rows, KINDS, merged=merged)
    return header.first, header.last, header.columns


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        # Groups over names.
        ([["ที่", "บูธ", "ยอด (บาท)", ""], ["", "", "ขายได้", "สั่งจอง"], ["1", "A1", 5, 6]], ()),
        # The group is one of our names, and merged over both of its columns.
        (
            [["ที่", "บูธ", "ยอดจำหน่าย", ""], ["", "", "ขายได้", "สั่งจอง"], ["1", "A1", 5, 6]],
            [(1, 3, 1, 4), (1, 1, 2, 1), (1, 2, 2, 2)],
        ),
        # Units below the names.
        (
            [["ที่", "บูธ", "ยอดจำหน่าย", "ยอดสั่งจอง"], ["", "", "(บาท)", "(บาท)"], [1, "A1", 5, 6]],
            (),
        ),
    ],
)
def test_a_heading_in_two_lines_is_joined(rows, merged):
    assert columns(rows, merged) == (0, 1, {"booth": 1, "sold": 2, "ordered": 3})
    assert [row.values["sold"] for row in table(rows, merged=list(merged)).rows] == ["5"]


def test_the_first_row_of_a_table_is_no_second_line_of_its_header():
    rows = [["บูธ", "ชื่อกลุ่ม", "ยอดจำหน่าย"], ["ก", "กลุ่มหนึ่ง", "ยังไม่ส่ง"], ["A2", "", 5]]
    assert columns(rows)[:2] == (0, 0)
    assert [row.number for row in table(rows).rows] == [2, 3]


def test_a_line_of_column_numbers_is_no_row():
    rows = [["บูธ", "ชื่อกลุ่ม", "ยอดจำหน่าย"], ["(1)", "(2)", "(3)"], ["A1", "", 5]]
    assert table(rows).ignored == [(2, "บรรทัดเลขกำกับคอลัมน์")]


def test_every_column_is_named_with_what_it_was_taken_for():
    rows = [["บูธ", "Tel.", "ยอดจำหน่าย", ""], ["A1", "08", 5, "คืนของ"], ["A2", "", 6, ""]]
    shown = [(one.called, one.key, one.filled) for one in table(rows).parts[0].columns]
    assert shown == [
        ("บูธ", "booth", 2),
        ("Tel.", "", 1),
        ("ยอดจำหน่าย", "sold", 2),
        ("คอลัมน์ D", "", 1),
    ]


def test_what_was_said_of_a_heading_goes_before_what_it_is_called():
    rows = [["บูธ", "ยอดจำหน่าย", "ยอดจริง"], ["A1", 5, 6]]
    said = {"ยอดจริง": "sold", "ยอดจำหน่าย": ""}
    again = find_header(rows, KINDS, said={loose(name): key for name, key in said.items()})
    assert again.columns == {"booth": 0, "sold": 2}


def test_a_table_that_lacks_a_column_is_kept_for_somebody_to_name_it():
    rows = [["รายงาน"], ["บูธ", "ชื่อกลุ่ม", "รายได้"], ["A1", "ก", 5]]
    assert find_header(rows, KINDS) is None
    assert likeliest_header(rows, KINDS).columns == {"booth": 0, "name": 1}
    assert likeliest_header([["ก", "ข"], ["1", "2"]], KINDS) is None


def test_a_merged_cell_stands_for_every_row_it_reaches_over_but_no_sum_does():
    rows = [["บูธ", "ชื่อกลุ่ม", "ยอดจำหน่าย"], ["A1", "กลุ่ม", 900], ["A2", "", ""], ["A3", "", 1]]
    read = table(rows, merged=[(2, 2, 3, 2), (2, 3, 3, 3)])
    assert [row["name"] for row in read.rows] == ["กลุ่ม", "กลุ่ม", ""]
    alone = "ช่องนี้ผสานกันแถว 2–3 พิมพ์ค่าของแถวนี้แถวเดียว"
    assert [row.broken for row in read.rows] == [{"sold": alone}, {"sold": alone}, {}]
    assert read.parts[0].filled_down == 2


def test_a_text_over_several_columns_heads_the_rows_below_it():
    rows = [["", "บูธ", "ยอดจำหน่าย"], ["โซนอาหาร", "", ""], ["", "A1", 5], ["", "A2", ""]]
    read = table(rows, merged=[(2, 1, 2, 3)])
    assert read.ignored == [(2, "บรรทัดหัวข้อ “โซนอาหาร”")]
    assert [row.number for row in read.rows] == [3, 4]


def test_a_row_that_is_longer_than_its_heading_is_typed_anew_as_a_whole():
    rows = [["บูธ", "ยอดจำหน่าย", "ยอดสั่งจอง"], ["A1", "12", "500", "0"], ["A2", "800", "0"]]
    read = table(rows, delimiter=",")
    first, second = read.rows
    assert first.values == {"booth": "", "sold": "", "ordered": ""}
    assert first.broken["booth"] == (
        "แถวนี้มี 4 ช่อง แต่หัวตารางมี 3 ช่อง ในไฟล์เขียนว่า “A1,12,500,0” พิมพ์ค่าที่ถูกทีละช่อง"
    )
    assert second.broken == {}
    half = table(rows, corrections={"2": {"booth": "A1", "sold": "", "ordered": ""}})
    assert set(half.rows[0].broken) == {"booth", "sold", "ordered"}
    typed = table(rows, corrections={"2": {"booth": "A1", "sold": "12,500", "ordered": ""}})
    assert (typed.rows[0]["sold"], typed.rows[0].broken) == ("12,500", {})


@pytest.mark.parametrize(
    ("row", "is_shifted"),
    [
        (["A1", "12", "500", "0"], True),  # 12,500 and 0
        (["A1", "12", "500", "คืนของ"], False),
        (["A1", "12", "50", "0"], False),
        (["A1", "0", "500", "0"], False),
    ],
)
def test_a_sum_parted_by_its_own_comma_is_not_read_as_two(row, is_shifted):
    rows = [["บูธ", "ยอดจำหน่าย", "ยอดสั่งจอง", "หมายเหตุ"], row, ["A2", "800", "0", ""]]
    first, second = table(rows, delimiter=",").rows
    said = "12,500 อาจเป็นยอดเดียวที่ถูกแบ่งเป็นสองช่อง ในไฟล์เขียนว่า “A1,12,500,0” พิมพ์ค่าที่ถูกทีละช่อง"
    assert first.broken.get("booth", "") == (said if is_shifted else "")
    assert second.broken == {}


def test_a_sum_whose_rest_stands_among_the_remarks_is_not_read_as_its_beginning():
    rows = [["บูธ", "ยอดจำหน่าย", "หมายเหตุ"], ["A1", "12", "500"], ["A2", "12", "500 ชิ้น"]]
    first, second = table(rows, delimiter=",").rows
    assert ("booth" in first.broken, second.broken) == (True, {})


def test_a_comma_at_the_end_of_every_line_is_no_cell():
    rows = [["บูธ", "ยอดจำหน่าย"], ["A1", "12", ""], ["A2", "800", ""]]
    assert [row.broken for row in table(rows).rows] == [{}, {}]


@pytest.mark.parametrize(
    ("heading", "key"),
    [("อ.", "district"), ("อ. (ที่ตั้ง)", "district"), ("อื่น ๆ", ""), ("อีเมล", "")],
)
def test_a_name_of_one_letter_is_no_beginning_of_others(heading, key):
    kinds = (ColumnKind("district", "อำเภอ", ("อำเภอ", "อ.")), ColumnKind("name", "ชื่อ", ("ชื่อ",)))
    (_name, column) = (
        Reading(Sheet("", [["ชื่อ", heading], ["ก", "ข"]]), kinds).read().parts[0].columns
    )
    assert column.key == key


CELLS = st.sampled_from(["", " ", "A1", "บูธ", "ยอดจำหน่าย", "รวม", "หมายเหตุ", "12", "ร้าน", "(1)"])
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=8)


@given(ROWS, ROWS, st.sets(st.integers(1, 17)))
def test_no_row_and_no_column_of_a_file_is_dropped_in_silence(above, below, hidden):
    head = ["ที่", "บูธ", "ชื่อกลุ่ม", "ยอดจำหน่าย"]
    sheet = Sheet("", [*above, head, *below], sorted(hidden))
    header = find_header(sheet.rows, KINDS)
    read = Reading(sheet, KINDS).read()
    accounted = [*(row.number for row in read.rows), *dict(read.ignored), *read.hidden]
    filled = [
        number
        for number, row in enumerate(sheet.rows, start=1)
        if number > header.last + 1 and any(cell.strip() for cell in row)
    ]
    assert sorted(accounted) == filled
    too_long = {row.number for row in read.rows if row.why}
    shown = {column.index for column in read.parts[0].columns}
    for number in set(filled) - too_long - set(read.hidden) - dict(read.ignored).keys():
        row = sheet.rows[number - 1]
        assert {index for index, cell in enumerate(row) if cell.strip()} <= shown
