"""What an officer says on the preview of a spreadsheet: how it is to be read, and what it says."""

from datetime import date

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from products.imports.batches import place_in, stored_sheets
from products.imports.kinds import kind_of
from products.models import HeadingMeaning, ImportBatch

LONGEST_CELL = 500
_LONGEST_HEADING = 200


def correct_batch(batch: ImportBatch, corrections: dict[int, dict[str, str]]) -> ImportBatch:
    """Lay corrected cells over the file: {row number: {column key: text}}; later ones win.

    Raises RuleBroken when the file is saved already, or a cell is too long.
    """
    with transaction.atomic():
        batch = _open(batch)
        for number, cells in corrections.items():
            if any(len(text) > LONGEST_CELL for text in cells.values()):
                place = place_in(batch, number)
                raise RuleBroken(f"{place}: ช่องหนึ่งยาวได้ไม่เกิน {LONGEST_CELL} ตัวอักษร")
            row = batch.corrections.setdefault(str(number), {})
            row.update({key: text.strip() for key, text in cells.items()})
        batch.save(update_fields=["corrections"])
    return batch


def take_hidden_rows(batch: ImportBatch, takes: bool) -> ImportBatch:
    """Take the rows that are hidden in the file in with the others, or leave them out again.

    Raises RuleBroken when the file is saved already.
    """
    return _say(batch, takes_hidden=takes)


def take_sheet(batch: ImportBatch, index: int, takes: bool) -> ImportBatch:
    """Take a sheet of the file in with the others, or leave it out.

    Raises RuleBroken when the file is saved already or has no such sheet.
    """
    if not 0 <= index < len(batch.sheets):
        raise RuleBroken("ไฟล์นี้ไม่มีแผ่นงานนั้น เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง")
    left = {*batch.options.get("left_sheets", [])} - {index} | (set() if takes else {index})
    return _say(batch, left_sheets=sorted(left))


def say_days(batch: ImportBatch, days: dict[int, date]) -> ImportBatch:
    """Say which day each sheet is about; sheets go by the rows before them.

    Raises RuleBroken when the file is saved already.
    """
    said = {str(before): day.isoformat() for before, day in days.items()}
    return _say(batch, days={**batch.options.get("days", {}), **said})


def say_columns(batch: ImportBatch, columns: dict[str, str], *, by) -> ImportBatch:
    """Say what headings stand for: {id of the heading: key of a column, or "" for nothing}. The
    office of the fair remembers it for the next file.

    Raises RuleBroken when the file is saved already, or two columns of a sheet are the same.
    """
    kind = kind_of(batch.kind)
    known = {column.key for column in kind.columns}
    with transaction.atomic():
        batch = _open(batch)
        headings = _headings(batch)
        said = {
            name: key
            for name, key in columns.items()
            if name in headings and (key in known or not key)
        }
        before = _taken_for(batch)
        changed = {name: key for name, key in said.items() if not key or before.get(name) != key}
        batch.meanings = {**batch.meanings, **changed}
        _require_each_once(batch, said)
        batch.save(update_fields=["meanings"])
        _remember(batch, {name: (headings[name], key) for name, key in changed.items()}, by)
    return batch


def _remember(batch: ImportBatch, said: dict[str, tuple[str, str]], by) -> None:
    """For the next file of the office. What has no heading goes by its place, and is not kept, nor
    is what is too long for one."""
    if batch.fair_event.home_province_id is None:
        return
    rows = [
        HeadingMeaning(
            province_id=batch.fair_event.home_province_id,
            kind=batch.kind,
            heading_id=name,
            heading=heading,
            column=key,
            said_by=by,
        )
        for name, (heading, key) in said.items()
        if heading and max(len(heading), len(name)) <= _LONGEST_HEADING
    ]
    HeadingMeaning.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["province", "kind", "heading_id"],
        update_fields=["heading", "column", "said_by", "said_at"],
    )


def _say(batch: ImportBatch, **options) -> ImportBatch:
    with transaction.atomic():
        batch = _open(batch)
        batch.options |= options
        batch.save(update_fields=["options"])
    return batch


def _open(batch: ImportBatch) -> ImportBatch:
    """The batch, locked. Raises RuleBroken when it is saved already."""
    batch = lock(batch)
    _require_open(batch)
    if batch.answers.pop("problem", None):  # it was about the file as it was
        batch.save(update_fields=["answers"])
    return batch


def _require_open(batch: ImportBatch) -> None:
    if batch.applied_at is not None:
        raise RuleBroken("ไฟล์นี้นำเข้าไปแล้ว ถ้าต้องแก้ ให้เลือกไฟล์ใหม่")
    if batch.is_being_saved:
        raise RuleBroken("กำลังนำเข้าไฟล์นี้อยู่ รอให้เสร็จก่อน")


def _headings(batch: ImportBatch) -> dict[str, str]:
    headers = [one.header for one in stored_sheets(batch) if one.header]
    return {
        name: heading
        for header in headers
        for name, heading in zip(header.ids, header.headings, strict=True)
    }


def _taken_for(batch: ImportBatch) -> dict[str, str]:
    headers = [one.header for one in stored_sheets(batch) if one.header]
    return {header.ids[index]: key for header in headers for key, index in header.columns.items()}


def _require_each_once(batch: ImportBatch, said: dict[str, str]) -> None:
    labels = {column.key: column.label for column in kind_of(batch.kind).columns}
    for one in stored_sheets(batch):
        names = one.header.ids if one.header else []
        keys = [said[name] for name in names if said.get(name)]
        for key in set(keys):
            if keys.count(key) > 1:
                raise RuleBroken(f"เลือก{labels[key]}ไว้สองคอลัมน์ เลือกให้เหลือคอลัมน์เดียว")
