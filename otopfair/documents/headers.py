"""Where the header of a table stands, in one line or several, and what its columns are called."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from otopfair.documents.cells import loose, texts_of
from otopfair.documents.grid import Cell, Range, Sheet
from otopfair.thai.digits import is_digits

ROWS_SEARCHED = 200
_MOST_LINES = 3
WIDE = 3
_LEAST_KNOWN = 2
_UNITS = {"บาท", "ราย", "บูธ", "บูท", "ร้าน", "แถว"}
_UNIT = re.compile(r"\([^()\d]{1,20}\)|หน่วย\s?:?\s?\S{1,12}")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST = 3
_DIGIT = re.compile(r"\d")
# "ยอดจำหน่ายสะสม", "ยอดขายเมื่อวาน", "ยอดสั่งจอง (ราย)", "ยอดขาย (พันบาท)"
_OTHER_SUM = re.compile(
    "สะสม|เป้า|เมื่อวาน|วันก่อน|ก่อนหน้า|ครั้งก่อน|ปีก่อน|ปีที่แล้ว|เฉลี่ย|คาด|ประมาณ|ผลต่าง|ร้อยละ|%"
    "|(?:พัน|หมื่น|แสน|ล้าน)(?:บาท|$|\\))|\\((?:จำนวน)?(?:ราย|คน|ชิ้น|รายการ|ครั้ง|บูธ|กลุ่ม)\\)"
)
_A_NUMBER = re.compile(r"[\d,.]+")
_NUMBERED = re.compile(r"[(\[]?(\d{1,2})[)\]]?")

Said = Mapping[str, str]


@dataclass(frozen=True)
class ColumnKind:
    """One column that an import understands: key, Thai label, and the headings it goes by.

    A merged cell stands for every row it reaches over, unless the column does not `fill_down`:
    one sum over two rows is no sum of either. Nor is such a column guessed: where several could be
    it, or a heading names another sum, somebody has to say so.
    """

    key: str
    label: str
    headings: tuple[str, ...]
    required: bool = False
    fills_down: bool = True


@dataclass(frozen=True)
class Header:
    """The rows of a header by index, its heading for each column, and the column of each key."""

    first: int
    last: int
    columns: dict[str, int]
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    width: int = 0  # how many cells a row of the table has

    def missing(self, kinds: tuple[ColumnKind, ...]) -> list[ColumnKind]:
        return [kind for kind in kinds if kind.required and kind.key not in self.columns]


def find_header(
    rows: list[list[Cell]],
    kinds: tuple[ColumnKind, ...],
    *,
    merged: Collection[Range] = (),
    said: Said | None = None,
    hidden: Collection[int] = (),
) -> Header | None:
    """The first header with all required columns, or None.

    `said` tells what a heading stands for, by the id of the heading: a key, or "" for nothing. Of
    two columns that could be the same, one that is not `hidden` (numbers from 1) is taken.
    """
    headers = _headers(rows, kinds, merged, said or {}, hidden)
    return next((header for header in headers if not header.missing(kinds)), None)


def likeliest_header(
    rows: list[list[Cell]],
    kinds: tuple[ColumnKind, ...],
    *,
    merged: Collection[Range] = (),
    said: Said | None = None,
    hidden: Collection[int] = (),
) -> Header | None:
    """The header with all required columns, else the one with most that we know; None where no row
    has two of them, or one that is required."""
    found = find_header(rows, kinds, merged=merged, said=said, hidden=hidden)
    if found is None:
        headers = list(_headers(rows, kinds, merged, said or {}, hidden))
        found = max(headers, key=lambda one: len(one.columns), default=None)
    if found is None:
        return None
    needed = {kind.key for kind in kinds if kind.required}
    return found if len(found.columns) >= _LEAST_KNOWN or needed & found.columns.keys() else None


def header_at(rows: list[list[Cell]], index: int, columns: dict[str, int]) -> Header:
    """The header that somebody has pointed at, with its columns."""
    texts = texts_of(rows[index])
    width = max(len(texts), *(column + 1 for column in columns.values()), 0)
    texts += [""] * (width - len(texts))
    return Header(index, index, columns, texts, _ids(texts), width)


def header_of(
    sheet: Sheet, first: int, last: int, kinds: tuple[ColumnKind, ...], said: Said
) -> Header:
    """The header that stands in these rows, read anew."""
    lines = [_spread(sheet.rows, index, sheet.merged) for index in range(first, last + 1)]
    return _header(sheet.rows, first, _as_wide(lines), kinds, said, sheet.hidden_columns)


def is_column_numbers(texts: list[str], width: int) -> bool:
    """The line "(1) (2) (3)" that forms have below their headings."""
    filled = [text for text in texts if text]
    numbers = [match[1] for text in filled if (match := _NUMBERED.fullmatch(text))]
    counts = [str(number) for number in range(1, len(filled) + 1)]
    in_brackets = len(filled) >= 3 and not any(map(is_digits, filled))
    return len(filled) > 2 and numbers == counts and (in_brackets or len(filled) == width)


def is_section(texts: list[str], index: int, merged: Collection[Range]) -> bool:
    """Whether a row is one text over several columns: it heads the rows below it."""
    is_wide = any(top == index + 1 and right - left + 1 >= WIDE for top, left, _, right in merged)
    return is_wide and sum(map(bool, texts)) == 1


def is_repeated(texts: list[str], header: Header, kinds: tuple[ColumnKind, ...]) -> bool:
    """Whether a row of the table is its header once more. Nearly every row fails at the first of
    its columns, which is what makes this cheap."""
    needed = [(header.columns[kind.key], kind) for kind in kinds if kind.required]
    return bool(needed) and all(
        index < len(texts) and _is_named(loose(texts[index]), kind) for index, kind in needed
    )


def heads_anew(texts: list[str], kinds: tuple[ColumnKind, ...]) -> bool:
    """Whether a row is a header by itself, in whichever order: each needed column is named in it,
    and no number stands there."""
    if any(map(_A_NUMBER.fullmatch, texts)) or sum(map(bool, texts)) < _LEAST_KNOWN:
        return False
    named = {loose(_IN_BRACKETS.sub("", text)) for text in texts}
    needed = [kind for kind in kinds if kind.required]
    return bool(needed) and all(named & {*_folded(kind.headings)} for kind in needed)


def _is_named(heading: str, kind: ColumnKind) -> bool:
    names = _folded(kind.headings)
    return heading in names or heading.startswith(_long(names))


def columns_in(
    lines: list[list[str]],
    kinds: tuple[ColumnKind, ...],
    said: Said | None = None,
    hidden: Collection[int] = (),
) -> dict[str, int]:
    """Column index by key, of a header in one or more lines.

    The last line names a column best, then all lines together. A heading may carry a unit or a
    note behind its name.
    """
    columns: dict[str, int] = {}
    together = _joined(lines)
    sums = [index for index, text in enumerate(together) if not _OTHER_SUM.search(text)]
    meanings = [(said or {}).get(name) for name in _ids(together)]
    for index, key in enumerate(meanings):
        if key and any(kind.key == key for kind in kinds):
            columns.setdefault(key, index)
    told = [*dict.fromkeys((tuple(lines[-1]), tuple(together)))]
    whole = [list(map(loose, headings)) for headings in told]
    without = [[loose(_IN_BRACKETS.sub("", text)) for text in headings] for headings in told]
    for is_hidden in (False, True):
        where = [n for n in range(len(together)) if (n + 1 in hidden) == is_hidden]
        for headings, is_whole in ((whole, True), (without, True), (whole, False)):
            for one in headings:
                free = [n for n in where if one[n] and meanings[n] is None]
                _add_named(columns, one, free, sums, kinds, is_whole)
    return columns


def _add_named(columns: dict[str, int], headings, free, sums, kinds, is_whole: bool) -> None:
    for kind in kinds:
        if kind.key in columns:
            continue
        taken = columns.values()
        found = [
            index
            for index in free
            if index not in taken
            and (kind.fills_down or index in sums)
            and (
                headings[index] in _folded(kind.headings)
                if is_whole
                else _is_named(headings[index], kind)
            )
        ]
        if found and (kind.fills_down or len(found) == 1):
            columns[kind.key] = found[0]


@cache
def _long(names: tuple[str, ...]) -> tuple[str, ...]:
    """A name of a letter or two, like "อ.", is the beginning of too many others."""
    return tuple(name for name in names if len(name) >= _SHORTEST)


@cache
def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    """Folded once: every row of a file is compared with every heading, to find repeated headers."""
    return tuple(loose(name) for name in names)


def _headers(
    rows: list[list[Cell]],
    kinds: tuple[ColumnKind, ...],
    merged: Collection[Range],
    said: Said,
    hidden: Collection[int],
) -> Iterator[Header]:
    names = {name for kind in kinds for name in _folded(kind.headings)}
    for index, row in enumerate(rows[:ROWS_SEARCHED]):
        texts = texts_of(row)
        columns = columns_in([texts], kinds, said)
        if not columns or (len(columns) < 2 and sum(map(bool, texts)) < 2 and len(kinds) > 1):
            continue
        lines = _lines_from(rows, index, merged, names, kinds, said)
        yield _header(rows, index, lines, kinds, said, hidden)


def _header(rows, first: int, lines: list[list[str]], kinds, said: Said, hidden) -> Header:
    together, last = _joined(lines), first + len(lines) - 1
    width = max(len(row) for row in rows[first : last + 1])
    columns = columns_in(lines, kinds, said, hidden)
    return Header(first, last, columns, together, _ids(together), width)


def _lines_from(rows, index: int, merged, names: set[str], kinds, said: Said) -> list[list[str]]:
    """The row and those below it that belong to the same header, as wide as each other."""
    spread = _spread(rows, index, merged)
    lines = [spread]
    below = index + 1
    while below < len(rows) and len(lines) < _MOST_LINES:
        texts = texts_of(rows[below])
        alone = columns_in([texts], kinds, said)
        is_header = all(kind.key in alone for kind in kinds if kind.required)
        if (
            is_header
            or is_section(texts, below, merged)
            or not _goes_on(texts, lines, names, _reaches(merged, index, below))
        ):
            break
        lines.append(_spread(rows, below, merged))
        below += 1
    return _as_wide(lines)


def _as_wide(lines: list[list[str]]) -> list[list[str]]:
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def _spread(rows, index: int, merged) -> list[str]:
    """The texts of a row of the header; one that reaches over several columns heads each."""
    texts = texts_of(rows[index])
    for top, left, _bottom, right in merged:
        if top == index + 1 and left <= len(texts):
            for column in range(left, min(right, len(texts))):
                texts[column] = texts[column] or texts[left - 1]
    return texts


def _reaches(merged, index: int, below: int) -> bool:
    """Whether a heading is merged downwards into the row."""
    return any(index + 1 <= top <= below < bottom for top, _left, bottom, _right in merged)


def _goes_on(texts: list[str], lines: list[list[str]], names: set[str], reaches: bool) -> bool:
    """Whether a row goes on with the header above: units, or names below what is empty or wide."""
    filled = [(column, text) for column, text in enumerate(texts) if text]
    above = _joined(lines)
    heads = Counter(text for text in above if text)
    for column, text in filled:
        head = above[column] if column < len(above) else ""
        free = not head or heads[head] > 1 or loose(text) in names
        if _DIGIT.search(text) or not (free or text in _UNITS or _UNIT.fullmatch(text)):
            return False
    return bool(filled) or reaches


def _joined(lines: list[list[str]]) -> list[str]:
    columns = zip(*_as_wide(lines), strict=True)
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in columns]


def _ids(headings: list[str]) -> list[str]:
    """A name for each column by which an office remembers what it stands for: the heading, with a
    number where it comes again; what has no heading goes by its place."""
    seen: Counter[str] = Counter()
    ids = []
    for index, heading in enumerate(headings):
        name = loose(heading) or f"@{index + 1}"
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return ids
