"""A bank's statement: choose a file, look at what it would write down, tick, write; take back."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from otopfair.errors import RuleBroken, status_after
from otopfair.staff.site import staff_site
from otopfair.thai.baht import format_baht
from vendors.forms.statements import (
    ColumnsForm,
    StatementForm,
    TakeBackStatementForm,
    named_in,
)
from vendors.models import BankStatement
from vendors.operations.statements import (
    MOST_AT_ONCE,
    choose_columns,
    name_applications,
    record_statement,
    take_back_statement,
    upload_statement,
)
from vendors.statements.plan import Judged, LineState, plan_of

RECORD = "vendors.record_money"
FAIRS = FairEvent.objects.all()
STATEMENTS = BankStatement.objects.select_related("fair_event", "uploaded_by")
_ROWS_SHOWN = 50


@staff_site.work_page(
    "fairs/<int:fair_event_id>/money/statements/",
    name="money-statements",
    permission=RECORD,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_statements(request, fair_event):
    """Choose a file; below, the files before and what was written down from each."""
    posted = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if posted else StatementForm()
    status = 200
    if posted and form.is_valid():
        upload, key = form.cleaned_data["file"], form.cleaned_data["form_key"]
        try:
            statement = upload_statement(
                fair_event,
                file_name=upload.name,
                data=upload.read(),
                form_key=key,
                by=request.user,
            )
            return redirect("staff:money-statement", statement.pk)
        except RuleBroken as broken:
            broken.put_on(form)
    if posted:
        status = 422
    counts = Q(lines__is_corrected=False)
    statements = fair_event.statements.defer("cells").select_related("uploaded_by")
    context = {
        "title": "รายการเดินบัญชี",
        "fair_event": fair_event,
        "form": form,
        "statements": statements.annotate(
            written=Count("lines", filter=counts),
            written_baht=Sum("lines__amount_baht", filter=counts),
        ).order_by("-pk")[:20],
    }
    return staff_site.page(request, "vendors/work/money_statements.html", context, status=status)


@staff_site.work_page(
    "money/statements/<int:statement_id>/",
    name="money-statement",
    permission=RECORD,
    row=STATEMENTS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_statement(request, statement):
    """What was read and matched, row by row. POST says columns, names shops, or writes down."""
    act = request.POST.get("act", "")
    columns = ColumnsForm(request.POST if act == "columns" else None, statement=statement)
    problem, at_fault, status = "", "", 200
    if request.method == "POST":
        try:
            status = _act(request, act, statement, columns)
        except RuleBroken as broken:
            problem, at_fault, status = broken.message, broken.field or "", 422
        if status == 302:
            return redirect("staff:money-statement", statement.pk)
        statement.refresh_from_db()
    plan = plan_of(statement)
    context = {
        "title": f"ตรวจ {statement.file_name}",
        "statement": statement,
        "fair_event": statement.fair_event,
        "form": columns,
        "plan": plan,
        "reading": plan.reading,
        "writable": plan.writable[:MOST_AT_ONCE],
        "ticked": set(request.POST.getlist("take")) if act == "record" else None,
        "unknown": _with_what_was_typed(request, plan.of(LineState.UNKNOWN)[:_ROWS_SHOWN]),
        "unknown_count": len(plan.of(LineState.UNKNOWN)),
        "refused": plan.of(LineState.REFUSED)[:_ROWS_SHOWN],
        "recorded": plan.of(LineState.RECORDED)[:_ROWS_SHOWN],
        "written": statement.lines.standing().count(),
        "problem": problem,
        "at_fault": at_fault,
        "has_errors": bool(problem),
    }
    return staff_site.page(request, "vendors/work/money_statement.html", context, status=status)


def _with_what_was_typed(request, rows: list[Judged]) -> list[tuple]:
    typed = named_in(request.POST)
    return [(row, f"name-{row.line.number}", typed.get(row.line.number, "")) for row in rows]


def _act(request, act: str, statement: BankStatement, columns: ColumnsForm) -> int:
    acts: dict[str, Callable[[], int]] = {
        "columns": lambda: _choose(statement, columns),
        "name": lambda: _name(request, statement),
        "record": lambda: _record(request, statement),
    }
    return acts[act]() if act in acts else 422


def _choose(statement: BankStatement, form: ColumnsForm) -> int:
    return status_after(
        form,
        lambda: choose_columns(statement, form.cleaned_data["header_row"], form.chosen()),
    )


def _name(request, statement: BankStatement) -> int:
    name_applications(statement, named_in(request.POST))
    return 302


def _record(request, statement: BankStatement) -> int:
    ticked = set(request.POST.getlist("take"))
    if not ticked:
        raise RuleBroken("ติ๊กแถวที่จะบันทึกก่อน")
    lines = record_statement(statement, ticked, by=request.user)
    total = format_baht(sum(line.amount_baht for line in lines))
    words = f"บันทึกรับเงิน {len(lines)} รายการ {total} ร้านได้รับแจ้งแล้ว"
    messages.success(request, words if lines else "บันทึกแถวเหล่านี้ไว้แล้ว")
    return 302


@staff_site.work_page(
    "money/statements/<int:statement_id>/take-back/",
    name="money-statement-back",
    permission=RECORD,
    row=STATEMENTS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_statement_back(request, statement):
    """What would be taken back, and why; POST does it."""
    form = TakeBackStatementForm(request.POST or None)
    staying: list[str] = []
    status = 200
    if request.method == "POST":

        def act():
            staying.extend(take_back_statement(statement, by=request.user, **form.cleaned_data))

        status = status_after(form, act)
        if status == 302:
            messages.success(request, "ถอนแล้ว ร้านได้รับแจ้งแล้ว")
            for why in staying:
                messages.warning(request, f"คงไว้: {why}")
            return redirect("staff:money-statements", statement.fair_event_id)
    lines = statement.lines.standing().select_related("application__vendor").order_by("pk")
    context = {
        "title": f"ถอน {statement.file_name}",
        "statement": statement,
        "fair_event": statement.fair_event,
        "form": form,
        "lines": lines,
        "total": lines.aggregate(sum=Sum("amount_baht"))["sum"],
    }
    return staff_site.page(
        request, "vendors/work/money_statement_back.html", context, status=status
    )
