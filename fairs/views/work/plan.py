"""The plan of a fair for officers: a map to drag on, and a table that can do the same."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairs.forms.plan_rows import NEW_ROW, SEEN, TableRow, put_differences, put_problems
from fairs.forms.plans import MoveForm, RowsForm
from fairs.models import FairEvent
from fairs.operations.plan_steps import StaleParts, redo_step, take_step, undo_step
from fairs.plans.blocks import moving_edits
from fairs.plans.edits import Edit
from fairs.plans.sound import Unsound
from fairs.plans.working import WorkingPlan, working_plan_of
from fairs.views.work.plan_page import PlanPage
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from otopfair.thai.listing import first_of

LAY_OUT = "fairs.add_zone"
NAMED = 3


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/", name="plan", permission=LAY_OUT, row=FairEvent.objects
)
@require_http_methods(["GET", "POST"])
def plan(request, fair_event):
    """The map, the table, and what is not released yet. POST saves the rows of the table."""
    page = PlanPage(request, fair_event)
    status = 200
    if request.method == "POST":
        rows = _posted(page, request.POST)
        status = _save(page, rows, request)
        if status == 302:
            return redirect(request.get_full_path())
        page = PlanPage(request, fair_event, refused=rows, problem=page.problem)
    context = {"page": page, "fair": fair_event, "has_errors": status != 200}
    return staff_site.page(request, "fairs/work/plan.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/move/",
    name="plan-move",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@press_only
def plan_move(request, fair_event):
    """One part from where the page showed it to where it was dropped; a zone takes its booths."""
    status, problem = 200, ""
    try:
        _move(working_plan_of(fair_event), request)
    except RuleBroken as broken:
        status, problem = broken.status, broken.message
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        return redirect("staff:plan", fair_event.pk)
    moved = request.POST.get("key", "")
    page = PlanPage(request, fair_event, problem=problem, moved=moved)
    context = {"page": page, "fair": fair_event}
    return render(request, "fairs/work/_plan_beside.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/undo/",
    name="plan-undo",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@press_only
def plan_undo(request, fair_event):
    """Undo one step (undo=<id>), or redo it (redo=<id>)."""
    for word, act, done in (("undo", undo_step, "เลิกทำแล้ว"), ("redo", redo_step, "ทำซ้ำแล้ว")):
        wanted = whole_number(request.POST.get(word, ""))
        if step := fair_event.plan_steps.filter(pk=wanted).first():
            try:
                act(step, by=request.user)
            except RuleBroken as broken:
                messages.error(request, broken.message)
            else:
                messages.success(request, f"{done}: {step.summary}")
    return redirect("staff:plan", fair_event.pk)


def _posted(page: PlanPage, data) -> list[TableRow]:
    """The rows that came, also those that are on another page by now."""
    rows = []
    for name in (name.removesuffix(f".{SEEN}") for name in data if name.endswith(f".{SEEN}")):
        part = page.plan.parts.get(name)
        if part is not None:
            row = TableRow.of(part)
        elif name == NEW_ROW:
            row = TableRow.new(page.kind)
        else:
            page.problem = "แถวหนึ่งในตารางถูกเอาออกจากผังแล้ว แถวอื่นยังไม่ได้บันทึก ตรวจแล้วบันทึกอีกครั้ง"
            continue
        row.take(data)
        rows.append(row)
    return rows


def _save(page: PlanPage, rows: list[TableRow], request) -> int:
    """302 when everything typed was taken; else what the page answers with."""
    if page.problem:
        return 409
    edits = [edit for row in rows if (edit := row.edit(page.plan))]
    if any(row.errors for row in rows):
        page.problem = "ยังไม่ได้บันทึก มีช่องที่อ่านไม่ได้"
        return 422
    try:
        step = take_step(
            page.fair_event,
            edits,
            summary=_summary(rows, edits),
            by=request.user,
            form_key=RowsForm(request.POST).key,
        )
    except Unsound as unsound:
        put_problems(rows, unsound)
        page.problem = unsound.message
        return unsound.status
    except StaleParts as stale:
        put_differences(rows, stale)
        page.problem = stale.message
        return stale.status
    except RuleBroken as broken:
        page.problem = broken.message
        return broken.status
    messages.success(request, f"บันทึกในร่างแล้ว: {step}" if step else "ไม่มีแถวที่เปลี่ยน")
    return 302


def _summary(rows: list[TableRow], edits: list[Edit]) -> str:
    """ "เพิ่ม D21" or "แก้ C01, C02 และอีก 3"."""
    edited = {edit.key for edit in edits}
    names = [(row.typed or {}).get("code") or row.called for row in rows if row.key in edited]
    is_new = all(row.is_new for row in rows if row.key in edited)
    return f"{'เพิ่ม' if is_new else 'แก้'} {first_of(names, NAMED)}"


def _move(plan: WorkingPlan, request) -> None:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(form.refusal)
    typed = form.cleaned_data
    part = plan.parts.get(typed["key"])
    if part is None:
        raise RuleBroken("ส่วนนี้ถูกเอาออกจากผังแล้ว เปิดหน้านี้ใหม่")
    to, was = ((float(typed[x]), float(typed[y])) for x, y in (("x", "y"), ("from_x", "from_y")))
    edits = moving_edits(plan, part, to=to, was=was)
    summary = f"ย้าย{part.name} ไป x {to[0]:g} y {to[1]:g}"
    try:
        take_step(plan.fair_event, edits, summary=summary, by=request.user)
    except StaleParts as stale:
        x, y, *_ = part.box
        now = f"{part.name} ไป x {x:g} y {y:g}"
        stale.message = f"มีผู้ย้าย{now} หลังจากคุณเปิดหน้า โหลดหน้าใหม่แล้วย้ายอีกครั้ง"
        raise
