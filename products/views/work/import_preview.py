"""The preview of a spreadsheet: how it was read, what it would do, cells to mend; then save."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from products.exports import refused_rows_xlsx
from products.forms.imports import (
    columns_changed,
    columns_in,
    corrections_in,
    days_changed,
    days_in,
    sheet_in,
)
from products.imports.batches import plan_of, stored_sheets
from products.imports.columns import columns_shown, labels_of
from products.imports.kinds import kind_of
from products.imports.standing import read_shown, shown
from products.models import ImportBatch
from products.operations.imports import apply_batch
from products.operations.previews import (
    correct_batch,
    say_columns,
    say_days,
    take_hidden_rows,
    take_sheet,
)
from products.operations.saving import hand_over, is_long
from products.views.work.imports import IMPORT, IMPORT_PAGES

BATCHES = ImportBatch.objects.select_related("fair_event", "uploaded_by", "removal__removed_by")
STEPS = ("รอเริ่ม", "ตรวจทุกแถวอีกครั้ง", "บันทึกลงทะเบียน")
_READ_ANEW = "อ่านไฟล์ใหม่ตามที่เลือกแล้ว ดูผลด้านล่าง แล้วกดนำเข้าอีกครั้ง"
_NOT_DONE = "นำเข้าครั้งก่อนไม่เสร็จภายใน 10 นาที ยังไม่มีอะไรถูกบันทึก กดนำเข้าอีกครั้ง"
_ROWS_SHOWN = 10
_REFUSALS_SHOWN = 50


@staff_site.work_page(
    "imports/<int:batch_id>/", name="import-batch", permission=IMPORT, row=BATCHES
)
@require_http_methods(["GET", "POST"])
def import_batch(request, batch):
    """The preview: counts, refused cells to correct right here, first rows; then save."""
    problem = None
    if request.method == "POST":
        try:
            _act(request, _corrected(request, batch))
            return redirect("staff:import-batch", batch.pk)
        except RuleBroken as broken:
            problem = broken
            batch = BATCHES.get(pk=batch.pk)
    if batch.is_being_saved:
        return _saving(request, batch)
    if request.htmx:
        return HttpResponseClientRefresh()  # it was being saved when the page looked last
    page = IMPORT_PAGES[batch.kind]
    if batch.applied_at is not None:
        return staff_site.page(request, page.done, {"batch": batch, **_frame(batch)})
    context = _preview(request, batch, problem or _left_by_worker(batch))
    return staff_site.page(request, page.preview, context, status=422 if problem else 200)


def _saving(request, batch: ImportBatch):
    context = {"batch": batch, "steps": STEPS, **_frame(batch)}
    if request.htmx:
        return render(request, "products/work/_import_saving.html", context)
    return staff_site.page(request, "products/work/import_saving.html", context)


def _left_by_worker(batch: ImportBatch) -> RuleBroken | None:
    """Why the worker could not save it."""
    if problem := batch.answers.get("problem"):
        return RuleBroken(problem, field=batch.answers.get("field"))
    return RuleBroken(_NOT_DONE) if batch.saving_since else None


@staff_site.work_page(
    "imports/<int:batch_id>/errors.xlsx", name="import-errors", permission=IMPORT, row=BATCHES
)
def import_errors(request, batch):
    """The refused cells as a spreadsheet, to be sent to whoever keeps the list."""
    data = refused_rows_xlsx(batch.file_name, plan_of(batch).findings)
    return xlsx_response(
        data, ascii_name=f"errors-{batch.pk}", thai_name=f"แถวที่ต้องแก้ {batch.file_name}"
    )


def _preview(request, batch: ImportBatch, problem: RuleBroken | None) -> dict:
    plan, kind = plan_of(batch), kind_of(batch.kind)
    findings = plan.findings
    refusals = sorted(_as_typed(plan, request.POST), key=lambda refusal: refusal.row)
    columns = columns_shown(findings.table, batch.meanings)
    return {
        "batch": batch,
        "plan": plan,
        "counts": plan.counts,
        "findings": findings,
        "refusals": refusals[:_REFUSALS_SHOWN],
        "warnings": findings.warnings[:_REFUSALS_SHOWN],
        "beside_rules": findings.beside_rules[:_REFUSALS_SHOWN],
        "beside_reason": request.POST.get("beside_reason", batch.answers.get("beside_reason", "")),
        "why": request.POST.get("why", batch.answers.get("why", "")),
        "shows_new": request.POST.get("shows_new") == "on" or batch.answers.get("shows_new"),
        "first_rows": plan.rows[:_ROWS_SHOWN],
        "sheets": list(stored_sheets(batch)) if len(batch.sheets) > 1 else [],
        "unread": batch.options.get("unread", []),
        "columns": columns,
        "unknown": [column for column in columns if column.is_unknown],
        "labels": labels_of(kind.columns),
        "seen": shown(plan.standing),
        "problem": problem and problem.message,
        "problem_field": problem and problem.field,
        "has_errors": bool(problem),
        **_frame(batch),
        **IMPORT_PAGES[batch.kind].facts_of(plan),
    }


def _as_typed(plan, posted) -> list:
    """The refused cells with what was just typed into them; what was saved reads the same."""
    typed = corrections_in(posted)
    return [
        replace(refusal, value=typed.get(refusal.row, {}).get(refusal.key, refusal.value))
        for refusal in plan.findings.refusals
    ]


def _corrected(request, batch: ImportBatch) -> ImportBatch:
    corrections = corrections_in(request.POST)
    if not corrections or batch.applied_at is not None:
        return batch
    return correct_batch(batch, corrections)


def _act(request, batch: ImportBatch) -> None:
    """All that stands on the page comes along with every press: nothing that was chosen is lost,
    and nothing is saved that was read otherwise when the page was looked at."""
    act, _, which = request.POST.get("act", "").partition("-")
    is_read_anew = _read_anew(request, batch, act)
    if act == "save" and is_read_anew:
        raise RuleBroken(_READ_ANEW)
    if act in _ACTS:
        _ACTS[act](request, batch, which)


def _read_anew(request, batch: ImportBatch, act: str) -> bool:
    """Whether other columns or another day were chosen, by whatever button it came."""
    if batch.applied_at is not None:
        return False
    columns = act != "columns" and columns_changed(request.POST)
    if columns:
        say_columns(batch, columns_in(request.POST), by=request.user)
    days = act in ("save", "check") and days_changed(request.POST)
    if days:
        say_days(batch, days_in(request.POST))
    return columns or days


def _save(request, batch: ImportBatch, _which: str) -> None:
    ticked = request.POST.get("beside") == "on"
    save = hand_over if is_long(batch) else apply_batch
    batch = save(
        batch,
        by=request.user,
        accept_partial=request.POST.get("accept_partial") == "on",
        beside_reason=request.POST.get("beside_reason", "") if ticked else "",
        shows_new=request.POST.get("shows_new") == "on",
        why=request.POST.get("why", ""),
        seen=read_shown(request.POST.get("seen", "")),
    )
    if batch.applied_at is not None:
        messages.success(request, f"นำเข้า {batch.file_name} แล้ว")


def _say_columns(request, batch: ImportBatch, _which: str) -> None:
    say_columns(batch, columns_in(request.POST), by=request.user)
    messages.success(request, "อ่านใหม่ตามหัวคอลัมน์ที่เลือก และจำไว้ใช้กับไฟล์ครั้งหน้าแล้ว")


_ACTS: dict[str, Callable[..., object]] = {
    "save": _save,
    "columns": _say_columns,
    "days": lambda request, batch, _which: say_days(batch, days_in(request.POST)),
    "take_hidden": lambda _request, batch, _which: take_hidden_rows(batch, True),
    "leave_hidden": lambda _request, batch, _which: take_hidden_rows(batch, False),
    "take_sheet": lambda _request, batch, which: take_sheet(batch, sheet_in(which), True),
    "leave_sheet": lambda _request, batch, which: take_sheet(batch, sheet_in(which), False),
}


def _frame(batch: ImportBatch) -> dict:
    return {"title": f"ตรวจ {batch.file_name}", "fair_event": batch.fair_event}
