"""A file is known by what stands in it: every kind that offices send is read, or named in words."""

import io
import random
import zipfile
from pathlib import Path
from struct import pack

import pytest
import xlsxwriter

from otopfair.documents.grid import Book, SheetError, merged_within_limits
from otopfair.documents.sheets import read_book

FIELD = Path(__file__).parent.parent / "cases" / "field"
ROWS = [["บูธ", "ชื่อกลุ่ม", "ยอดจำหน่าย"], ["A01", 'ร้าน "ดี" จริง', "12,500"], ["A04", "", "0"]]


def as_text(delimiter=",") -> str:
    cells = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in cells) + "\r\n"


def only_rows(data: bytes):
    (sheet,) = read_book(data).sheets
    return sheet.rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_of_a_thai_office(encoding, delimiter):
    assert only_rows(as_text(delimiter).encode(encoding)) == ROWS


def test_excel_may_say_which_character_parts_the_cells():
    assert only_rows(("sep=|\r\n" + as_text("|")).encode()) == [[], *ROWS]


def test_commas_in_sums_do_not_pass_for_what_parts_the_cells():
    text = "บูธ;ยอด\nA01;12,500\nA04;1,250\nA05;3,000\n"
    assert only_rows(text.encode())[1] == ["A01", "12,500"]


def test_what_keeps_a_number_text_in_excel_is_no_part_of_the_cell():
    """A bank writes ="0123" so that Excel keeps the nought."""
    text = 'ก,ข\n="0123","=""1,500.00"""\n=A1,="ก"&"ข"\n'
    assert only_rows(text.encode()) == [["ก", "ข"], ["0123", "1,500.00"], ["=A1", '="ก"&"ข"']]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows():
    with pytest.raises(SheetError, match="แถว 2 มีเครื่องหมาย"):
        read_book('บูธ,ชื่อ\nA01,"ร้านดี\nA02,ร้านสอง\n'.encode())


def test_a_quotation_mark_inside_of_a_name_is_part_of_the_name():
    assert only_rows('บูธ,ชื่อ\nA01,"ร้าน" ดี\n'.encode())[1] == ["A01", "ร้าน ดี"]


def test_a_workbook_of_excel_2003_is_read_with_what_is_hidden_merged_and_in_error():
    book = read_book((FIELD / "40-old-excel.xls").read_bytes())
    (sheet,) = book.sheets
    assert (sheet.name, sheet.hidden, sheet.merged) == ("ยอดวันนี้", [5], [(8, 1, 8, 1)])
    assert sheet.rows[3] == ["A01", "", 4500, 0]
    assert sheet.rows[5:] == [
        ["A05", "", 3200.5, 500],
        ["A16", "", "#N/A", 0],
        ["A17", "", 100, "25 พฤศจิกายน 2569"],
    ]
    assert book.unread == [("ซ่อน", "ซ่อนไว้"), ("ว่าง", "ว่าง")]


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def excel_95(rows, *, hidden=(), code_page: int) -> bytes:
    """A workbook from before there was Unicode, with columns that are hidden (from 0)."""
    begin = [record(0x0809, pack("<HHHH", 0x0500, kind, 0, 0)) for kind in (0x05, 0x10)]
    sheet = b"".join(record(0x7D, pack("<HHHHHH", n, n, 2000, 0, 1, 0)) for n in hidden)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            text = cell.encode("cp874")
            sheet += record(0x0204, pack("<HHHH", row, column, 0, len(text)) + text)
    name = "ยอด".encode("cp874")
    font = record(0x31, pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + b"\x05Arial")
    head = begin[0] + record(0x42, pack("<H", code_page)) + font * 4 + record(0xE0, bytes(16))
    place = len(head) + len(name) + 15
    head += record(0x85, pack("<IBBB", place, 0, 0, len(name)) + name) + record(0x0A)
    return head + begin[1] + sheet + record(0x0A)


@pytest.mark.parametrize("code_page", [874, 1252], ids=["Thai", "says western, and is Thai"])
def test_a_workbook_from_before_unicode_is_read_in_thai(code_page):
    rows = [["บูธ", "ชื่อ", "ยอด"], ["A01", "กลุ่มทอผ้า", "๑๒๐"]]
    (sheet,) = read_book(excel_95(rows, hidden=[1], code_page=code_page)).sheets
    assert (sheet.name, sheet.rows, sheet.hidden_columns) == ("ยอด", rows, [2])


def test_columns_that_are_hidden_are_known_in_every_kind_of_file():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["บูธ", "ชื่อ", "ยอด"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
    column = "<table:table-column{}/>"
    columns = column.format("") + column.format(' table:visibility="collapse"')
    page = "<table><col><col span=1 style='display:none'><tr><td>บูธ<td>ชื่อ<td>ยอด</table>"
    for data in (
        stream.getvalue(),
        ods(columns, row(says("บูธ"), says("ชื่อ"), says("ยอด"))),
        page.encode(),
    ):
        (sheet,) = read_book(data).sheets
        assert (sheet.rows, sheet.hidden_columns) == ([["บูธ", "ชื่อ", "ยอด"]], [2])


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet><table:table table:name="ยอด">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
SAYS = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)
SUM = (
    '<table:table-cell office:value-type="float" office:value="{n}"><text:p>{n}</text:p>'
    "</table:table-cell>"
)
ERROR = (
    '<table:table-cell office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)


def row(*cells: str, more="") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def says(text: str, more="") -> str:
    return SAYS.format(text=text, more=more)


def ods(*rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(rows="".join(rows)))
        archive.writestr(
            "META-INF/manifest.xml",
            "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>",
        )
    return stream.getvalue()


def test_a_workbook_of_libreoffice_is_read_with_what_is_hidden_merged_and_in_error():
    merged = says("กลุ่ม", ' table:number-rows-spanned="2"')
    data = ods(
        row(says("บูธ"), says("ชื่อ"), says("ยอด")),
        row(says("A01"), merged, SUM.format(n=4500)),
        row(says("A02"), "<table:covered-table-cell/>", ERROR),
        row(says("A03"), says(""), SUM.format(n=9), more=' table:visibility="filter"'),
    )
    (sheet,) = read_book(data).sheets
    assert sheet.rows[1:3] == [["A01", "กลุ่ม", 4500], ["A02", "", "#DIV/0!"]]
    assert (sheet.hidden, sheet.merged) == ([4], [(2, 2, 3, 2)])


def test_a_formula_that_nobody_has_computed_is_no_empty_cell_in_libreoffice_either():
    formula = '<table:table-cell table:formula="of:=1500+700"/>'
    (sheet,) = read_book(ods(row(says("บูธ"), says("ยอด")), row(says("A01"), formula))).sheets
    assert sheet.rows[1] == ["A01", "#สูตรไม่มีค่า"]


def test_a_few_letters_that_stand_for_a_million_rows_are_refused_unopened():
    many = ' table:number-rows-repeated="1000000"'
    with pytest.raises(SheetError, match="ช่อง A1000000 มีข้อมูลอยู่ไกลจากตาราง"):
        read_book(ods(row(says("A01"), more=many)))


PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'></head><body>"
    "<table><tr><th rowspan=2>บูธ</th><th colspan=2>ยอด</th></tr>"
    "<tr><th>ขาย</th><th>จอง</th></tr>"
    "<tr style='display:none'><td>A01<td>5<td>6</tr><tr><td>A02<td>7<br>8<td></table></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-874", "tis-620"])
def test_a_web_page_that_calls_itself_a_spreadsheet_is_read(charset):
    (sheet,) = read_book(
        PAGE.format(charset=charset).encode("utf-8" if charset == "utf-8" else "cp874")
    ).sheets
    assert sheet.rows == [
        ["บูธ", "ยอด", ""],
        ["", "ขาย", "จอง"],
        ["A01", "5", "6"],
        ["A02", "7 8", ""],
    ]
    assert (sheet.hidden, sheet.merged) == ([3], [(1, 1, 2, 1), (1, 2, 1, 3)])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 rubbish", "ไฟล์นี้เป็น PDF"),
        (b"\xff\xd8\xff\xe0 rubbish", "ไฟล์นี้เป็นรูป"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML ของ Excel 2003",
        ),
        (b"<html><body>no list</body></html>", "ต้องเป็น .xlsx .xls .ods หรือ .csv"),
        (b"<html><table></table></html>", "หน้าเว็บที่ไม่มีตาราง"),
    ],
)
def test_what_is_no_spreadsheet_is_named(data, sentence):
    with pytest.raises(SheetError, match=sentence):
        read_book(data)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [("word/document.xml", "เอกสาร Word"), ("xl/workbook.bin", r"\.xlsb"), ("a.txt", "ต้องเป็น")],
)
def test_another_kind_of_archive_is_named(entry, sentence):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "<a/>")
    with pytest.raises(SheetError, match=sentence):
        read_book(stream.getvalue())


@pytest.mark.parametrize(("row", "column", "cell"), [(1048575, 0, "A1048576"), (4, 60, "BI5")])
def test_a_cell_far_away_is_named_before_all_between_is_laid_out(row, column, cell):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "บูธ")
        sheet.write(row, column, "ไกล")
    with pytest.raises(SheetError, match=f"ช่อง {cell} มีข้อมูลอยู่ไกลจากตาราง"):
        read_book(stream.getvalue())


def test_cells_that_are_only_coloured_far_away_do_not_count():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "บูธ")
        sheet.write_blank(1048575, 300, None, workbook.add_format({"bg_color": "yellow"}))
    assert only_rows(stream.getvalue()) == [["บูธ"]]


def test_a_row_of_text_with_too_many_cells_is_not_cut_off_in_silence():
    with pytest.raises(SheetError, match="แถว 1 มีเกิน 60 คอลัมน์"):
        read_book(",".join("ก" * 61).encode())


def test_a_cell_in_error_is_found_where_the_table_begins_in_the_third_column():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(1, 2, ["บูธ", "ยอด"])
        sheet.write(2, 2, "A01")
        sheet.write_formula(2, 3, "=NA()", value="#N/A")
    assert only_rows(stream.getvalue()) == [
        ["", "", "", ""],
        ["", "", "บูธ", "ยอด"],
        ["", "", "A01", "#N/A"],
    ]


@pytest.mark.parametrize("name", ["40-old-excel.xls", "01-hidden-row-sales.xlsx"])
def test_a_damaged_file_is_read_or_refused_and_never_breaks(name):
    whole, chance = (FIELD / name).read_bytes(), random.Random(5)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 8, 60))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_book(bytes(damaged))
            outcomes.add("read")
        except SheetError:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_merged_cells_that_lie_over_each_other_without_end_are_refused():
    rows = [["ก"]] * 20_000
    whole = (1, 1, 1_048_576, 16_384)
    assert merged_within_limits([whole], rows) == [(1, 1, 20_000, 60)]
    with pytest.raises(SheetError, match="ผสานกันในไฟล์มากผิดปกติ"):
        merged_within_limits([whole] * 61, rows)


def test_sheets_that_are_not_read_are_named():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        workbook.add_worksheet("ยอด").write(0, 0, "บูธ")
        workbook.add_worksheet("ว่าง")
        workbook.add_worksheet("ซ่อน").hide()
    book = read_book(stream.getvalue())
    assert isinstance(book, Book)
    assert book.unread == [("ซ่อน", "ซ่อนไว้"), ("ว่าง", "ว่าง")]
