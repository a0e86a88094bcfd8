"""The account of one application: its lines, and what an officer writes down."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.documents.pdf import PDF_TYPE, render_pdf
from otopfair.documents.xlsx import file_response
from otopfair.errors import RuleBroken, status_after
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from vendors.forms.money import LINE_FORMS, CorrectionForm, PayDayForm
from vendors.ledger import account_of
from vendors.models import BoothApplication, LedgerLine, MoneyHow, MoneyKind
from vendors.operations.payments import (
    ENTERED,
    correct_line,
    enter_line,
    most_of,
    move_pay_day,
)
from vendors.operations.unpaid import release_unpaid, why_not_released
from vendors.proofs import money_moved, names_of_proof, proof_of

RECORD = "vendors.record_money"
APPLICATIONS = BoothApplication.objects.with_standing().select_related(
    "vendor__province", "vendor__district", "fair_event", "call"
)
BUTTONS = {
    MoneyKind.PAYMENT: "บันทึกการรับเงิน",
    MoneyKind.WAIVER: "ยกเว้น",
    MoneyKind.RETURNED: "คืนเงินประกัน",
    MoneyKind.KEPT: "หักเงินประกัน",
    MoneyKind.REFUND: "คืนเงิน",
}


@staff_site.work_page(
    "applications/<int:application_id>/money/",
    name="money-one",
    permission=RECORD,
    row=APPLICATIONS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_one(request, application):
    """The account and its lines; ?record= says which form stands beside them."""
    account = account_of(application)
    kind = _kind_asked_for(request, account)
    form = LINE_FORMS[kind](request.POST or None, initial=_initial(account, kind))
    status = 200
    if form.is_bound:
        status = status_after(
            form,
            lambda: enter_line(application, kind, by=request.user, **form.cleaned_data),
        )
        if status == 302:
            messages.success(request, f"บันทึกแล้ว: {MoneyKind(kind).label} ร้านได้รับแจ้งแล้ว")
            return redirect("staff:money-one", application.pk)
        account = account_of(application)
    context = {
        "title": f"เงินของใบสมัคร {application}",
        "application": application,
        "fair_event": application.fair_event,
        "account": account,
        "lines": _lines(application),
        "form": form,
        "kind": kind,
        "button": BUTTONS[kind],
        "ways": _ways(account, kind),
        "has_proof": bool(money_moved(account)),
    }
    return staff_site.page(request, "vendors/work/money_one.html", context, status=status)


def _kind_asked_for(request, account) -> MoneyKind:
    asked = request.GET.get("record", "")
    return MoneyKind(asked) if asked in BUTTONS else MoneyKind.PAYMENT


def _initial(account, kind: MoneyKind) -> dict:
    most, _words = most_of(account, kind)
    return {
        "amount_baht": most if kind != MoneyKind.WAIVER and most else None,
        "moved_on": today_in_thailand(),
        "how": MoneyHow.TRANSFER,
        "form_key": uuid4(),
    }


def _ways(account, kind: MoneyKind) -> list[dict]:
    """The kinds of line that this account bears now."""
    parts = {MoneyKind.WAIVER: account.owed}
    borne = [
        one
        for one in BUTTONS
        if one in (kind, MoneyKind.PAYMENT) or parts.get(one, most_of(account, one)[0])
    ]
    return [{"key": one, "label": BUTTONS[one], "on": one == kind} for one in borne]


def _lines(application) -> list[LedgerLine]:
    rows = application.ledger.select_related("made_by", "corrects").order_by("pk")
    lines = list(rows)
    for line in lines:
        line.may_be_corrected = line.kind in ENTERED and not line.is_corrected
    return lines


@staff_site.work_page(
    "applications/<int:application_id>/money/payment.pdf",
    name="money-proof",
    permission=RECORD,
    row=APPLICATIONS,
)
@require_safe
def money_proof(request, application):
    """The paper that the vendor can have, too; where nothing was paid, back to the account."""
    account = account_of(application)
    moved = money_moved(account)
    if not moved:
        messages.info(request, "ยังไม่มีเงินที่รับจากร้านนี้ จึงยังไม่มีหลักฐาน")
        return redirect("staff:money-one", application.pk)
    data = render_pdf("payment.typ", proof_of(account, moved))
    return file_response(data, PDF_TYPE, **names_of_proof(application))


@staff_site.work_page(
    "money/lines/<int:line_id>/correct/",
    name="money-correct",
    permission=RECORD,
    row=LedgerLine.objects.select_related("application__vendor", "fair_event", "made_by"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_correct(request, line):
    """Take one wrong line back, with the reason; the right one is written anew."""
    form = CorrectionForm(request.POST or None, initial={"form_key": uuid4()})
    status = 200
    if form.is_bound:
        status = status_after(
            form, lambda: correct_line(line, by=request.user, **form.cleaned_data)
        )
        if status == 302:
            messages.success(request, "ยกเลิกรายการแล้ว บันทึกรายการที่ถูกได้เลย")
            return redirect("staff:money-one", line.application_id)
    context = {
        "title": f"ยกเลิกรายการ {line}",
        "line": line,
        "application": line.application,
        "form": form,
    }
    return staff_site.page(request, "vendors/work/money_correct.html", context, status=status)


@staff_site.work_page(
    "applications/<int:application_id>/money/release/",
    name="money-release",
    permission=RECORD,
    row=APPLICATIONS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_release(request, application):
    """What it means to let go of the place; the press does it."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            release_unpaid(application, by=request.user)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
        else:
            messages.success(request, "ปล่อยที่แล้ว ร้านได้รับแจ้งแล้ว")
            return redirect("staff:money-one", application.pk)
    context = {
        "title": f"ปล่อยที่ {application}",
        "application": application,
        "account": account_of(application),
        "why_not": why_not_released(application),
        "booths": list(application.allocations.live().values_list("booth__code", flat=True)),
        "refusal": refusal,
        "has_errors": status != 200,
    }
    return staff_site.page(request, "vendors/work/money_release.html", context, status=status)


@staff_site.work_page(
    "applications/<int:application_id>/money/day/",
    name="money-day",
    permission=RECORD,
    row=APPLICATIONS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_day(request, application):
    """Another day by which this vendor pays; the vendor is told at once."""
    form = PayDayForm(request.POST or None, initial={"until": application.pay_until})
    status = 200
    if form.is_bound:
        status = status_after(
            form, lambda: move_pay_day(application, by=request.user, **form.cleaned_data)
        )
        if status == 302:
            messages.success(request, "เลื่อนกำหนดชำระแล้ว ร้านได้รับแจ้งแล้ว")
            return redirect("staff:money-one", application.pk)
    context = {
        "title": f"เลื่อนกำหนดชำระ {application}",
        "application": application,
        "account": account_of(application),
        "form": form,
    }
    return staff_site.page(request, "vendors/work/money_day.html", context, status=status)
