"""The table in a sheet: which rows count, what stands in them, and what is not read."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from otopfair.documents.cells import letters_of, text_of, texts_of
from otopfair.documents.grid import Cell, Sheet, SheetError
from otopfair.documents.headers import (
    WIDE,
    ColumnKind,
    Header,
    Said,
    find_header,
    heads_anew,
    is_column_numbers,
    is_repeated,
    is_section,
)
from otopfair.documents.marks import NO_VALUE, why_broken

# "รวม", "รวมทั้งสิ้น", "รวมโซน A"; a shop may be called รวมมิตร or รวมใจ.
_TOTAL_LINE = re.compile(
    r"^(?:(?:ยอด|ผล)?รวม|(?:grand |sub)?total)"
    r"(?:$|[\s\d:.(]|ทั้ง|ทุก|ยอด|เงิน|เป็น|สุทธิ|จำนวน|โซน|ประเภท|วัน|บูธ|บูท)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^หมายเหตุ")
_UNITS = {"บาท", "ราย", "บูธ", "บูท", "ร้าน", "แถว", "-", "–"}
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}(?:\.\d+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading as printed, and the key for which it was taken, if any."""

    index: int
    id: str
    heading: str
    key: str = ""
    filled: int = 0  # rows of the table in which something stands there
    is_hidden: bool = False  # in the file

    @property
    def called(self) -> str:
        return self.heading or f"คอลัมน์ {letters_of(self.index)}"


@dataclass(frozen=True)
class Part:
    """One sheet of a file: how it is called, its headings, and the lines above its table.

    Rows are numbered through all sheets of a file; `before` are those of the sheets before it.
    """

    name: str = ""
    before: int = 0
    is_one_of_many: bool = False
    headings: dict[str, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    title_lines: list[str] = field(default_factory=list)
    filled_down: int = 0  # cells that stand for rows below them
    lines: list[tuple[int, str]] = field(default_factory=list)  # rows of one text, in the table
    notes: list[str] = field(default_factory=list)  # comments on cells, which are not read

    @property
    def where(self) -> str:
        """ "แผ่น “โซน A” ", where there are several sheets."""
        return f"แผ่น “{self.name}” " if self.is_one_of_many else ""

    def local(self, number: int) -> int:
        """The number of the row in its own sheet."""
        return number - self.before

    def place(self, *numbers: int) -> str:
        """ "แถว 5", "แถว 6, 9–14", with the sheet where there are several."""
        return f"{self.where}แถว {spans(map(self.local, numbers))}"


@dataclass(frozen=True)
class DataRow:
    """One row under the header, by column key, as text; corrections are already laid over. `why`
    tells of cells from which nothing can be taken as they stand."""

    number: int
    values: dict[str, str]
    corrected: frozenset[str] = frozenset()
    part: Part = Part()
    why: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> dict[str, str]:
        """Column key → why nothing can be read from the cell: it is an error, a formula that
        nobody has computed, or it is not this row's alone."""
        errors = {key: why for key, text in self.values.items() if (why := why_broken(text))}
        return {**errors, **self.why}

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    @property
    def place(self) -> str:
        return self.part.place(self.number)

    def heading(self, key: str, label: str) -> str:
        """What the column is called in the file; `label` where the file has none such."""
        return self.part.headings.get(key) or label


@dataclass(frozen=True)
class DataTable:
    """The rows of one sheet or several, with the headings as they are printed in the file."""

    rows: list[DataRow]
    parts: list[Part] = field(default_factory=lambda: [Part()])
    ignored: list[tuple[int, str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    @property
    def headings(self) -> dict[str, str]:
        return self.parts[0].headings

    @property
    def title_lines(self) -> list[str]:
        return self.parts[0].title_lines

    def part_of(self, number: int) -> Part:
        within = [part for part in self.parts if part.before < number]
        return max(within, key=lambda part: part.before, default=Part())

    def place(self, number: int) -> str:
        """ "แถว 5", with the sheet where there are several."""
        return self.part_of(number).place(number)

    def places(self, numbers: Iterable[int]) -> str:
        """ "แถว 6, 9–14", sheet by sheet."""
        by_part: dict[int, list[int]] = {}
        for number in numbers:
            by_part.setdefault(self.part_of(number).before, []).append(number)
        return " ".join(self.part_of(rows[0]).place(*rows) for rows in by_part.values())


def spans(numbers: Iterable[int]) -> str:
    """ "6, 9–14": numbers in order."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("–".join(map(str, span)) for span in found)


def joined(tables: list[DataTable]) -> DataTable:
    """The tables of several sheets as one."""
    return DataTable(
        [row for table in tables for row in table.rows],
        [part for table in tables for part in table.parts],
        [line for table in tables for line in table.ignored],
        [number for table in tables for number in table.hidden],
    )


def read_table(
    rows: list[list[Cell]],
    kinds: tuple[ColumnKind, ...],
    corrections: dict[str, dict[str, str]] | None = None,
    found: Header | None = None,
    hidden: Collection[int] = (),
) -> DataTable:
    """The data rows under the header of one sheet, without what is merged."""
    return Reading(
        Sheet("", rows, list(hidden)), kinds, corrections=corrections, found=found
    ).read()


class Reading:
    """One sheet on its way to a table. Empty rows are skipped; total lines and hidden rows are
    named and skipped.

    `found` says where the header and its columns are, when somebody has said so.
    """

    def __init__(
        self,
        sheet: Sheet,
        kinds: tuple[ColumnKind, ...],
        *,
        corrections: dict[str, dict[str, str]] | None = None,
        found: Header | None = None,
        said: Said | None = None,
        before: int = 0,
        is_one_of_many: bool = False,
    ) -> None:
        """Raises SheetError where the sheet has no header."""
        self._sheet, self._kinds, self._before = sheet, kinds, before
        self._corrections = corrections or {}
        header = found or find_header(
            sheet.rows, kinds, merged=sheet.merged, said=said, hidden=sheet.hidden_columns
        )
        if header is None:
            raise SheetError("ไม่พบหัวตารางในแผ่นงานนี้ ใช้แม่แบบจากหน้านี้")
        self._header, self._width = header, _width(sheet.rows, header)
        self._missing = header.missing(kinds)
        wide = (one for one in sheet.merged if one[3] - one[1] + 1 >= WIDE)
        self._wide = {one[0]: [one] for one in wide}
        self._filled = dict(_filled_down(sheet, header.last + 1))
        self._alone = {kind.key for kind in kinds if not kind.fills_down}
        self._part = Part(
            sheet.name,
            before,
            is_one_of_many,
            {key: header.headings[index] for key, index in header.columns.items()},
            list(self._columns()),
            [title for row in sheet.rows[: header.first] if (title := " ".join(_filled(row)))],
            len([where for where, area in self._filled.items() if where[0] != area[0]]),
            notes=[f"{letters_of(column - 1)}{row} “{text}”" for row, column, text in sheet.notes],
        )
        self._table = DataTable([], [self._part])
        self._other_header = 0  # the row of a header with other columns, and all below is its

    def read(self) -> DataTable:
        numbered = enumerate(self._sheet.rows[self._header.last + 1 :], self._header.last + 2)
        for number, cells in numbered:
            self._read(number, cells)
        return self._table

    def _read(self, local: int, cells: list[Cell]) -> None:
        """`local` is the number of the row in its own sheet."""
        texts, number = texts_of(cells), self._before + local
        if not any(text and text != NO_VALUE for text in texts):
            return
        if local not in self._sheet.hidden and sum(map(bool, texts)) == 1:
            self._part.lines.append((number, "".join(texts)))
        if local in self._sheet.hidden:
            self._table.hidden.append(number)
        elif why := self._why_no_row(local, cells, texts):
            self._table.ignored.append((number, why))
        else:
            self._table.rows.append(self._row(local, number, texts))

    def _why_no_row(self, local: int, cells: list[Cell], texts: list[str]) -> str:
        if _is_total_line(texts):
            return "บรรทัดรวมยอดหรือหมายเหตุ"
        if is_section(texts, local - 1, self._wide.get(local, ())):
            return f"บรรทัดหัวข้อ “{_filled(cells)[0]}”"
        if not self._missing and is_repeated(texts, self._header, self._kinds):
            self._other_header = 0
            return "หัวตารางซ้ำ"
        if not self._missing and heads_anew(texts, self._kinds):
            self._other_header = local
            return "หัวตารางที่เรียงคอลัมน์อีกแบบ"
        if self._heads_what_follows(local, texts):
            return f"บรรทัดเหนือหัวตารางซ้ำ “{''.join(texts)}”"
        if local == self._header.last + 2 and is_column_numbers(texts, len(self._part.columns)):
            return "บรรทัดเลขกำกับคอลัมน์"
        return ""

    def _heads_what_follows(self, local: int, texts: list[str]) -> bool:
        """Whether nothing but such lines stands between a row of one text and a header below it."""
        if self._missing or sum(map(bool, texts)) != 1:
            return False
        for cells in self._sheet.rows[local:]:
            below = texts_of(cells)
            if sum(map(bool, below)) > 1:
                return is_repeated(below, self._header, self._kinds)
        return False

    def _row(self, local: int, number: int, texts: list[str]) -> DataRow:
        changes = self._corrections.get(str(number), {})
        if shifted := self._why_shifted(texts, bool(changes)):
            return self._typed_anew(number, texts, changes, shifted)
        columns = self._header.columns
        values = {key: texts[index] for key, index in columns.items() if index < len(texts)}
        why = {}
        for key, index in columns.items():
            area = self._filled.get((local, index + 1))
            if area is None or key in changes:
                continue
            top, left, bottom = area
            if key in self._alone:
                why[key] = f"ช่องนี้ผสานกันแถว {top}–{bottom} พิมพ์ค่าของแถวนี้แถวเดียว"
            values[key] = text_of(self._sheet.rows[top - 1][left - 1])
        return DataRow(number, {**values, **changes}, frozenset(changes), self._part, why)

    def _why_shifted(self, texts: list[str], is_corrected: bool) -> str:
        """Why nobody knows which cell belongs to which column."""
        if len(texts) > self._width:
            return f"แถวนี้มี {len(texts)} ช่อง แต่หัวตารางมี {self._width} ช่อง"
        if self._other_header:
            return f"แถวนี้อยู่ใต้หัวตารางที่แถว {self._other_header} ซึ่งเรียงคอลัมน์อีกแบบ"
        if not is_corrected and (parted := self._parted_sum(texts)):
            return f"{parted} อาจเป็นยอดเดียวที่ถูกแบ่งเป็นสองช่อง"
        return ""

    def _parted_sum(self, texts: list[str]) -> str:
        """The sum that its own comma has parted, where a number stands further on in a column that
        holds none: the row is shifted by one."""
        sums = {self._header.columns[key] for key in self._alone & self._header.columns.keys()}
        if self._sheet.delimiter != "," or not sums:
            return ""
        for index in sorted(sums):
            pair = ",".join(texts[index : index + 2])
            further = (texts[one] for one in range(index + 1, len(texts)) if one not in sums)
            if _THOUSANDS.fullmatch(pair) and any(map(_NUMBER.fullmatch, further)):
                return pair
        return ""

    def _typed_anew(
        self, number: int, texts: list[str], changes: dict[str, str], said: str
    ) -> DataRow:
        """Nobody knows which cell belongs where, so each is to be typed."""
        keys = list(self._header.columns)
        required = [kind.key for kind in self._kinds if kind.required]
        written = (self._sheet.delimiter or " ").join(texts)
        why = dict.fromkeys(keys, "พิมพ์ค่าของช่องนี้ด้วย ถ้ามี")
        why[keys[0]] = f"{said} ในไฟล์เขียนว่า “{written[:200]}” พิมพ์ค่าที่ถูกทีละช่อง"
        if all(changes.get(key) for key in required):
            why = {}
        values = {key: changes.get(key, "") for key in keys}
        return DataRow(number, values, frozenset(changes), self._part, why)

    def _columns(self) -> Iterator[Column]:
        """Of the whole sheet, but for those in which nothing stands."""
        below = self._sheet.rows[self._header.last + 1 :]
        keys = {index: key for key, index in self._header.columns.items()}
        for index, (name, heading) in enumerate(
            zip(self._header.ids, self._header.headings, strict=True)
        ):
            filled = sum(index < len(row) and _is_filled(row[index]) for row in below)
            if heading or filled:
                is_hidden = index + 1 in self._sheet.hidden_columns
                yield Column(index, name, heading, keys.get(index, ""), filled, is_hidden)


def _width(rows: list[list[Cell]], header: Header) -> int:
    """How many cells a row has; some programs end every line but the header with a comma."""
    below = [row for row in rows[header.last + 1 :] if any(map(_is_filled, row))]
    narrowest = min((len(row) for row in below), default=0)
    too_much = any(any(map(_is_filled, row[header.width : narrowest])) for row in below)
    return header.width if too_much else max(header.width, narrowest)


def _filled_down(
    sheet: Sheet, after: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int, int]]]:
    """(row, column) → (top, left, bottom) of what it is part of, of cells that reach over rows of
    the table."""
    for top, left, bottom, _right in sheet.merged:
        if top > after and bottom > top:
            for row in range(top, bottom + 1):
                yield (row, left), (top, left, bottom)


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _filled(row: list[Cell]) -> list[str]:
    return [text for text in texts_of(row) if text]


def _is_total_line(texts: list[str]) -> bool:
    """A row that sums up or comments: its first text says so, and nothing but numbers follows."""
    first, *others = [text for text in texts if text]
    if _REMARK.match(first):
        return len(others) <= 3
    says_more = any(
        _LETTERS.search(text) for text in others if text not in _UNITS and not why_broken(text)
    )
    return bool(_TOTAL_LINE.match(first)) and not says_more
