"""What a worksheet of an .xlsx says besides its values: rows that are hidden, cells in error, and
formulas that nobody has computed. Whoever reads values only finds an empty cell or a zero there."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath
from xml.etree import ElementTree

from otopfair.documents.grid import MOST_COLUMNS, Note, Range, SheetError

NO_VALUE = "#สูตรไม่มีค่า"
# Names count without their namespace: a "strict" workbook has others.
_WORTH_READING = re.compile(
    rb"""hidden=["'](?:1|true)["']|t=["']e["']|<(?:\w+:)?f[ >/]|(?:ht|width)=["']0["']"""
)
# A filled cell beyond column 60 or row 99,999: all that lies between would be laid out in memory.
_FAR = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']"""
    rb"""((?:B[I-Z]|[C-Z][A-Z]|[A-Z]{3})\d{1,7}|[A-Z]{1,3}\d{6,7})["'][^>]*(?<!/)>"""
)
_FAR_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["'](\d{6,7})["'][^>]*(?<!/)>"""
    rb"""(?:(?!</(?:\w+:)?row>).)*?<(?:\w+:)?(?:v|is)[\s>]""",
    re.DOTALL,
)
# Written by a program that leaves the computing to Excel: a zero there is no result.
_TO_BE_COMPUTED = re.compile(rb"""<(?:\w+:)?calcPr\s[^>]*fullCalcOnLoad=["'](?:1|true)["']""")
_DECLARES = re.compile(rb"<!(?!--|\[CDATA\[)")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_ERRORS = {
    *("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"),
    *("#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"),
}
_YES = {"1", "true"}


def why_broken(text: str) -> str:
    """Why nothing can be read from such a cell; "" when it is like any other."""
    if text == NO_VALUE:
        return "ช่องนี้เป็นสูตรที่ยังไม่มีค่า เปิดไฟล์ใน Excel แล้วบันทึกใหม่"
    if text in _ERRORS:
        return f"ช่องนี้เป็น {text} คือสูตรที่ Excel คำนวณไม่ได้ แก้ในไฟล์ หรือพิมพ์ค่าที่ถูกที่นี่"
    return ""


def far_away(place: str) -> SheetError:
    return SheetError(f"{place} มีข้อมูลอยู่ไกลจากตาราง ลบส่วนนั้น หรือคัดลอกตารางไปไฟล์ใหม่ แล้วเลือกใหม่")


@dataclass
class Marks:
    """Hidden rows and columns by number, what stands in broken cells by (row, column), merged cells
    as (top, left, bottom, right), and comments as (row, column, text); all from 1."""

    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def hide_columns(self, first: str | None, last: str | None, hides: bool) -> None:
        if hides and first and last:
            self.hidden_columns |= set(range(int(first), min(int(last), MOST_COLUMNS) + 1))


def marks_of(data: bytes) -> dict[str, Marks]:
    """By name of the worksheet. Raises KeyError, BadZipFile or ParseError for what is no .xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        zero = "0" if _TO_BE_COMPUTED.search(archive.read("xl/workbook.xml")) else ""
        found = {}
        for name, path in _sheets(archive):
            found[name] = _read(archive.read(path), zero)
            found[name].notes += _notes(archive, path)
    return found


def _notes(archive: zipfile.ZipFile, sheet: str) -> Iterator[Note]:
    """The comments on the cells of a worksheet; they stand in a part of their own."""
    folder, _, name = sheet.rpartition("/")
    names, related = set(archive.namelist()), f"{folder}/_rels/{name}.rels"
    if related not in names:
        return
    for _event, one in parts_of(archive.read(related), "start"):
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
        if one.get("Type", "").endswith("/comments") and path in names:
            yield from _comments(archive.read(path))


def _comments(xml: bytes) -> Iterator[Note]:
    for _event, one in parts_of(xml, "end"):
        place = _CELL.fullmatch(one.get("ref", "")) if one.tag.endswith("}comment") else None
        if place:
            words = "".join(part.text or "" for part in one.iter() if part.tag.endswith("}t"))
            yield int(place[2]), _column(place[1]), words


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    related = parts_of(archive.read("xl/_rels/workbook.xml.rels"), "start")
    targets = {one.get("Id"): one.get("Target", "") for _event, one in related}
    names = set(archive.namelist())
    for _event, sheet in parts_of(archive.read("xl/workbook.xml"), "start"):
        if not sheet.tag.endswith("}sheet"):
            continue
        target = targets.get(_related(sheet), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            yield sheet.get("name", ""), path


def _related(sheet: ElementTree.Element) -> str | None:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)


def parts_of(xml: bytes, *events: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """Refuses what declares a document type: no spreadsheet does, and entities are a bomb."""
    if _DECLARES.search(xml):
        raise ElementTree.ParseError("a declaration")
    yield from ElementTree.iterparse(io.BytesIO(xml), events=events)  # noqa: S314


def _read(xml: bytes, no_result: str) -> Marks:
    if far := _FAR.search(xml):
        raise far_away(f"ช่อง {far[1].decode()}")
    if far := _FAR_ROW.search(xml):
        raise far_away(f"แถว {far[1].decode()}")
    marks = Marks()
    if not _WORTH_READING.search(xml):
        return marks
    row = column = 0
    for edge, element in parts_of(xml, "start", "end"):
        if edge == "start" and element.tag.endswith("}row"):
            row, column = int(element.get("r") or row + 1), 0
            if element.get("hidden") in _YES or element.get("ht") == "0":
                marks.hidden.add(row)
        elif edge == "start" and element.tag.endswith("}col"):
            marks.hide_columns(element.get("min"), element.get("max"), _is_no_column(element))
        elif edge == "end" and element.tag.endswith("}c"):
            row, column = _place(element, row, column)
            _read_cell(element, (row, column), marks, no_result)
        elif edge == "end" and element.tag.endswith("}row"):
            element.clear()
    return marks


def _is_no_column(column: ElementTree.Element) -> bool:
    return column.get("hidden") in _YES or column.get("width") == "0"


def _place(cell: ElementTree.Element, row: int, column: int) -> tuple[int, int]:
    """A cell may leave out where it stands: it is then the next of its row."""
    place = _CELL.fullmatch(cell.get("r", ""))
    return (int(place[2]), _column(place[1])) if place else (row, column + 1)


def _read_cell(
    cell: ElementTree.Element, where: tuple[int, int], marks: Marks, no_result: str
) -> None:
    value, kind = cell.find("{*}v"), cell.get("t")
    text = (value.text or "") if value is not None else ""
    if kind == "e":
        marks.broken[where] = text
    elif cell.find("{*}f") is not None and _is_not_computed(text, kind, value, no_result):
        marks.broken[where] = NO_VALUE


def _is_not_computed(text: str, kind: str | None, value, no_result: str) -> bool:
    return text == no_result if text else kind != "str" or value is None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
