"""A bank's statement comes in: what an officer ticks is written down, and may be taken back."""

from typing import cast
from uuid import UUID, uuid4

from django.db import transaction

from fairs.models import FairEvent
from fairs.operations.holding import hold_fair
from otopfair.documents.grid import SheetError
from otopfair.documents.sheets import read_sheets
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from otopfair.thai.baht import format_baht
from vendors.models import (
    BankStatement,
    BoothApplication,
    LedgerLine,
    MoneyHow,
    MoneyKind,
)
from vendors.operations.payments import BankRow, correct_line, enter_line
from vendors.operations.slips import accept_slip
from vendors.statements.matching import References
from vendors.statements.plan import Judged, LineState, plan_of
from vendors.statements.reading import COLUMNS, sheet_for

MOST_AT_ONCE = 200
STALE = "มีคนบันทึกหรือเปลี่ยนรายการหลังจากเปิดหน้านี้ ดูรายการใหม่ด้านล่าง แล้วกดอีกครั้ง"


def upload_statement(
    fair_event: FairEvent, *, file_name: str, data: bytes, form_key: UUID, by
) -> BankStatement:
    """Keep the cells of a file for an officer to go through. The same form again is the same file.

    Raises RuleBroken (field "file") when the file is no spreadsheet.
    """
    try:
        sheet = sheet_for(read_sheets(data))
    except SheetError as error:
        raise RuleBroken(str(error), field="file") from error
    values = {"fair_event": fair_event, "file_name": file_name[-255:], "cells": sheet.rows}
    # The constraint decides between two that come at once; both get the same statement.
    statement, _new = BankStatement.objects.get_or_create(
        uploaded_by=by, form_key=form_key, defaults=values
    )
    return statement


def choose_columns(statement: BankStatement, header_row: int, columns: dict[str, int]) -> None:
    """Say which row is the header, and which column is what."""
    with transaction.atomic():
        statement = _locked(statement)
        if not 1 <= header_row <= len(statement.cells):
            raise RuleBroken(f"ไฟล์นี้มี {len(statement.cells)} แถว", field="header_row")
        chosen = {key: index for key, index in columns.items() if index is not None}
        _require_sensible(chosen)
        statement.header_row, statement.columns = header_row, chosen
        statement.save(update_fields=["header_row", "columns"])


def name_applications(statement: BankStatement, named: dict[int, str]) -> None:
    """Say whose money rows are, by the number of an application; no number takes it back."""
    with transaction.atomic():
        statement = _locked(statement)
        references = References(statement)
        for row, number in named.items():
            statement.named.pop(str(row), None)
            if not number.strip():
                continue
            found = references.found_in(number)
            if len(found) != 1:
                raise RuleBroken(f"แถว {row}: ไม่พบใบสมัคร {number} ในงานนี้", field=f"name-{row}")
            statement.named[str(row)] = found[0].pk
        statement.save(update_fields=["named"])


def record_statement(statement: BankStatement, ticked: set[str], *, by) -> list[LedgerLine]:
    """Write down the rows that were ticked, all or none; their vendors are told.

    `ticked` are rows as the page showed them (`Judged.seen`). What was written from this statement
    before is done. Raises RuleBroken when the page says no more what would happen.
    """
    if len(ticked) > MOST_AT_ONCE:
        raise RuleBroken(f"บันทึกได้ครั้งละ {MOST_AT_ONCE} แถว")
    with transaction.atomic():
        fair_event = hold_fair(statement.fair_event, what="", even_cancelled=True)
        statement = _locked(statement)
        wanted = {text.partition(":")[0] for text in ticked}
        _lock_applications(statement, wanted)
        rows = [row for row in plan_of(statement).rows if str(row.line.number) in wanted]
        left = [row for row in rows if not _is_done(row, statement)]
        if any(not row.is_writable or row.seen not in ticked for row in left):
            raise RuleBroken(STALE)
        lines = [_write(row, statement, by) for row in left]
        if lines:
            words = f"บันทึกเงินเข้าจาก {statement.file_name}: {_in_words(lines)}"
            record(fair_event, "statement", words, by=by)
    return lines


def take_back_statement(statement: BankStatement, *, reason: str, by) -> list[str]:
    """Take back every payment written from a statement; answers with what stays, in words.

    A payment stays where the account needs it: its money was returned or kept since. A second press
    finds it done. Raises RuleBroken when nothing can go.
    """
    if not reason.strip():
        raise RuleBroken("บอกเหตุที่ถอน ร้านจะอ่านข้อความนี้", field="reason")
    with transaction.atomic():
        fair_event = hold_fair(statement.fair_event, what="", even_cancelled=True)
        statement = lock(statement)
        paid = statement.lines.standing().values("application")
        lock_all(BoothApplication.objects.filter(pk__in=paid))
        standing = list(statement.lines.standing().select_related("application__vendor"))
        staying = [why for line in standing if (why := _taken_back(line, reason, by))]
        if standing and len(staying) == len(standing):
            raise RuleBroken(staying[0])
        if standing:
            words = f"ถอนเงินที่บันทึกจาก {statement.file_name}: {_in_words(standing)}"
            record(fair_event, "statement", words, by=by, reason=reason)
    return staying


def _locked(statement: BankStatement) -> BankStatement:
    statement = lock(statement)
    if statement.erased_at is not None:
        raise RuleBroken("ข้อมูลในไฟล์นี้ลบตามกำหนดเก็บแล้ว ส่งไฟล์อีกครั้ง")
    return statement


def _require_sensible(chosen: dict[str, int]) -> None:
    missing = [one.label for one in COLUMNS if one.required and one.key not in chosen]
    if missing:
        raise RuleBroken(f"เลือกคอลัมน์{'และ'.join(missing)}")
    if len(set(chosen.values())) < len(chosen):
        raise RuleBroken("คอลัมน์หนึ่งเลือกได้อย่างเดียว")


def _lock_applications(statement: BankStatement, wanted: set[str]) -> None:
    rows = plan_of(statement).rows
    mine = {
        row.application.pk for row in rows if row.application and str(row.line.number) in wanted
    }
    lock_all(BoothApplication.objects.filter(pk__in=mine))


def _is_done(row: Judged, statement: BankStatement) -> bool:
    standing = statement.lines.standing()
    is_recorded = row.state == LineState.RECORDED
    return is_recorded and standing.filter(fingerprint=row.line.fingerprint).exists()


def _write(row: Judged, statement: BankStatement, by) -> LedgerLine:
    """As a payment of its own, or as the slip that waits for this very sum."""
    paid = {
        "amount_baht": row.line.amount_baht,
        "moved_on": row.line.moved_on,
        "reference": row.line.reference,
        "beyond": row.state in (LineState.MORE, LineState.ALIKE),
        "found": BankRow(statement, row.line.fingerprint),
        "form_key": uuid4(),
        "by": by,
    }
    if row.slip is not None:
        return cast(LedgerLine, accept_slip(row.slip, sure=True, **paid).line)
    application = cast(BoothApplication, row.application)
    return enter_line(application, MoneyKind.PAYMENT, how=MoneyHow.TRANSFER, **paid)


def _taken_back(line: LedgerLine, reason: str, by) -> str:
    """Why the line stays; "" when it was taken back."""
    try:
        with transaction.atomic():
            correct_line(line, reason=reason, form_key=uuid4(), by=by)
    except RuleBroken as broken:
        return f"{line.application} {line.application.applicant}: {broken.message}"
    return ""


def _in_words(lines: list[LedgerLine]) -> str:
    return f"{len(lines)} รายการ {format_baht(sum(line.amount_baht for line in lines))}"
